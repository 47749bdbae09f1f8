package api

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/samband/samband/graph"
)

func (s *Server) registerDelete(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "delete-document", Method: http.MethodDelete, Path: "/api/v1/documents/{id}", DefaultStatus: http.StatusNoContent,
		Summary: "Remove a document and all that only it says; this cannot be undone",
		Errors: []int{
			http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusServiceUnavailable, http.StatusInternalServerError,
		},
	}, adapt(s, s.deleteDocument))
}

func (s *Server) deleteDocument(ctx context.Context, input *idInput) (*struct{}, error) {
	if _, err := s.permit(ctx, ScopeAdmin); err != nil {
		return nil, err
	}
	removed, err := s.writer.Delete(ctx, input.ID)
	if err == nil && removed == 0 {
		err = fmt.Errorf("document %q: %w", input.ID, graph.ErrNotFound)
	}
	return &struct{}{}, err
}
