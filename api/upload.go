package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// Bounds of one upload.
const (
	maxUpload     = 64 << 20 // bytes
	uploadTimeout = 5 * time.Minute
)

// errUpload reports an upload that says neither or both of what to read and
// where it is.
var errUpload = errors.New("send the file as the body and its name in source, or an http or https address in url and no body")

// Ingester adds documents to a library.
type Ingester interface {
	// Ingest reads an upload and stores what it holds. It returns what became of
	// each document, once all is durable; what waits too long for another write is
	// ErrBusy, wrapped.
	Ingest(ctx context.Context, upload Upload) ([]Ingested, error)
}

// Upload is a file, or the address of one.
type Upload struct {
	Source     string // name of the file; "" where it is to be fetched
	Content    []byte
	URL        string
	Collection string
}

// Ingested tells what became of one document.
type Ingested struct {
	Source   string `json:"source"`
	Document string `json:"document" doc:"Id, empty where the source became no document"`
	Status   string `json:"status" enum:"added,updated,unchanged,failed"`
	Error    string `json:"error" doc:"Why it failed, and what to do"`
}

type uploadInput struct {
	Source     string `query:"source" maxLength:"1000" doc:"Name of the file in the body; the same name again replaces the document"`
	URL        string `query:"url" maxLength:"2000" doc:"Address to fetch instead; none of a private network"`
	Collection string `query:"collection" maxLength:"200"`
	RawBody    []byte
}

type uploadOutput struct {
	Body struct {
		Items []Ingested `json:"items"`
	}
}

func (s *Server) registerUpload(api huma.API) {
	body := &huma.RequestBody{Description: "The file; none with url"}
	huma.Register(api, huma.Operation{
		OperationID: "add-documents", Method: http.MethodPost, Path: "/api/v1/documents", DefaultStatus: http.StatusOK,
		Summary:      "Read a file or an address and add what it holds; answers when that is stored and searchable",
		MaxBodyBytes: maxUpload, BodyReadTimeout: uploadTimeout, RequestBody: body,
		Errors: []int{
			http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity,
			http.StatusServiceUnavailable, http.StatusInternalServerError,
		},
	}, adapt(s, s.upload))
	body.Required = false // huma requires every raw body
}

func (s *Server) upload(ctx context.Context, input *uploadInput) (*uploadOutput, error) {
	if _, err := s.permit(ctx, ScopeIngest); err != nil {
		return nil, err
	}
	if s.ingester == nil {
		return nil, errReadOnly
	}
	if (input.Source == "") == (input.URL == "") || (input.Source == "") != (len(input.RawBody) == 0) {
		return nil, errUpload
	}
	if address, err := url.Parse(input.URL); err != nil || input.URL != "" && address.Scheme != "http" && address.Scheme != "https" {
		return nil, fmt.Errorf("%q: %w", input.URL, errUpload)
	}
	found, err := s.ingester.Ingest(ctx, Upload{Source: input.Source, Content: input.RawBody, URL: input.URL, Collection: input.Collection})
	output := &uploadOutput{}
	output.Body.Items = append([]Ingested{}, found...)
	return output, err
}
