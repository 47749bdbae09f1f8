package api

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/samband/samband/graph"
)

// errMoved reports an id that leads to another one.
var errMoved = errors.New("it is under another id now")

// movedError is an id that leads to another one.
type movedError struct {
	id, survivor, location string
}

// Error implements error.
func (e *movedError) Error() string { return fmt.Sprintf("%s: %v: %s", e.id, errMoved, e.survivor) }

// Unwrap tells the class of the error.
func (e *movedError) Unwrap() error { return errMoved }

// severalError is an id that leads to several others.
type severalError struct {
	id         string
	candidates []string
}

// Error implements error.
func (e *severalError) Error() string {
	return fmt.Sprintf("entity %q: %v: may be one of %v", e.id, graph.ErrNotFound, e.candidates)
}

// Unwrap tells the class of the error.
func (e *severalError) Unwrap() error { return graph.ErrNotFound }

// entityAt returns the entity with the id. An id that it had before leads on:
// the error is then one that redirects to the path of the entity it leads to,
// which is prefix and its id, or names those that it may be.
func (s *Server) entityAt(ctx context.Context, id, prefix string) (graph.Entity, error) {
	entity, err := graph.EntityByID(ctx, s.store, id)
	if !errors.Is(err, graph.ErrNotFound) {
		return entity, err
	}
	if gone := s.gone(id); gone != nil {
		return entity, gone
	}
	found, followErr := graph.Follow(ctx, s.store, id)
	switch {
	case followErr != nil:
		return entity, followErr
	case len(found) == 1:
		return entity, &movedError{id, found[0].ID, prefix + url.PathEscape(found[0].ID)}
	case len(found) > 1:
		several := &severalError{id: id}
		for i := range found {
			several.candidates = append(several.candidates, found[i].ID)
		}
		return entity, several
	}
	return entity, err
}
