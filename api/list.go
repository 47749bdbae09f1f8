package api

import (
	"context"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"github.com/samband/samband/graph/query"
	"github.com/samband/samband/search"
)

// List is a part of a list.
type List[T any] struct {
	Items   []T          `json:"items"`
	Total   search.Total `json:"total"`
	Next    *string      `json:"next" doc:"Token of the next page"`
	NextURL *string      `json:"next_url" doc:"Address of the next page"`
}

type listOutput[T any] struct{ Body List[T] }

// PageInput says which part of a list is wanted. It is exported, like the
// other parts of inputs, because huma reads no others.
type PageInput struct {
	Cursor  string   `query:"cursor" doc:"Token of a page, from next of the answer before"`
	Limit   int      `query:"limit" minimum:"1" maximum:"1000" default:"50"`
	Address *url.URL `json:"-"` // of the request
}

// Resolve implements huma.Resolver: it keeps the address, which the address of
// the next page is made of.
func (i *PageInput) Resolve(c huma.Context) []error {
	address := c.URL()
	address.Host = c.Host()
	if address.Host != "" {
		address.Scheme = "http"
		if c.TLS() != nil {
			address.Scheme = "https"
		}
	}
	i.Address = &address
	return nil
}

func (i *PageInput) window() (query.Window, error) {
	window := query.Window{Limit: i.Limit}
	if i.Cursor == "" {
		return window, nil
	}
	var err error
	window.Offset, err = decodeOffset(i.Cursor)
	return window, err
}

// next returns the token and the address of the page after one that ends with
// the element before end; nil after the last.
func (i *PageInput) next(end, total int) (token, address *string) {
	if end >= total {
		return nil, nil
	}
	cursor := encodeOffset(end)
	if i.Address == nil {
		return &cursor, nil
	}
	following := *i.Address
	values := following.Query()
	values.Set("cursor", cursor)
	following.RawQuery = values.Encode()
	return &cursor, optional(following.String())
}

// listed renders a page of answers.
func listed[F, T any](ctx context.Context, input *PageInput, window query.Window, page query.Page[F], render func(context.Context, *F) (T, error)) (*listOutput[T], error) {
	list := List[T]{Items: make([]T, len(page.Items)), Total: counted(page.Total)}
	for i := range page.Items {
		var err error
		if list.Items[i], err = render(ctx, &page.Items[i]); err != nil {
			return nil, err
		}
	}
	list.Next, list.NextURL = input.next(window.Offset+len(page.Items), page.Total)
	return &listOutput[T]{list}, nil
}

// plain makes a rendering of one that needs nothing and cannot fail.
func plain[F, T any](render func(*F) T) func(context.Context, *F) (T, error) {
	return func(_ context.Context, from *F) (T, error) { return render(from), nil }
}
