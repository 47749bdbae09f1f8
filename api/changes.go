package api

import (
	"context"
	"fmt"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
	"github.com/samband/samband/search"
)

type changesInput struct {
	PageInput
	Since      string `query:"since" required:"true" doc:"Day (UTC) or time (RFC 3339) since when documents were taken in, changed or removed"`
	Until      string `query:"until" doc:"Day or time before which that was"`
	About      string `query:"about" doc:"Id of an entity: only what concerns it"`
	Collection string `query:"collection" doc:"Only documents of this collection"`
}

func (s *Server) changes(ctx context.Context, input *changesInput) (*listOutput[Change], error) {
	window, err := input.window()
	if err != nil {
		return nil, err
	}
	options := query.ChangeOptions{Collection: optional(input.Collection), Window: window}
	if options.Since, err = moment(input.Since); err != nil {
		return nil, err
	}
	if options.Until, err = moment(input.Until); err != nil {
		return nil, err
	}
	if input.About != "" {
		if options.About, err = s.nodeID(ctx, input.About); err != nil {
			return nil, err
		}
	}
	page, err := query.Changes(ctx, s.store, s.journal, s.texts, options)
	if err != nil {
		return nil, badQuestion(err)
	}
	return listed(ctx, &input.PageInput, window, page, s.excerpts().change)
}

// moment reads a day or a time; "" is the zero time.
func moment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("%w: %q is no day such as 2024-05-03 and no time such as 2024-05-03T12:00:00Z", search.ErrBadRequest, text)
}

type revisionsInput struct {
	PageInput
	ID string `path:"id" doc:"Id of a document"`
}

func (s *Server) revisions(ctx context.Context, input *revisionsInput) (*listOutput[Revision], error) {
	window, err := input.window()
	if err != nil {
		return nil, err
	}
	if _, err := graph.Document(ctx, s.store, input.ID); err != nil {
		return nil, err
	}
	history, err := s.journal.History(ctx, input.ID)
	if err != nil {
		return nil, err
	}
	start := min(window.Offset, len(history))
	page := query.Page[corpus.Change]{Items: history[start:min(start+window.Limit, len(history))], Total: len(history)}
	return listed(ctx, &input.PageInput, window, page, plain(newRevision))
}

type diffInput struct {
	ID   string `path:"id" doc:"Id of a document"`
	From string `query:"from" doc:"Earlier revision, or the beginning of its hash; without, the one before"`
	To   string `query:"to" doc:"Later revision; without, the one stored now, of which alone the facts are known"`
}

type diffOutput struct{ Body Change }

func (s *Server) diff(ctx context.Context, input *diffInput) (*diffOutput, error) {
	change, err := query.Diff(ctx, s.store, s.journal, s.texts, input.ID, input.From, input.To)
	if err != nil {
		return nil, err
	}
	body, err := s.excerpts().change(ctx, &change)
	return &diffOutput{body}, err
}
