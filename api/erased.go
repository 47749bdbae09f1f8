package api

import (
	"errors"
	"fmt"
)

// errErased reports the id of a person who was erased.
var errErased = errors.New("it was erased")

// gone is errErased, wrapped, for the id of an entity that was erased, which
// leads nowhere: not to namesakes either. It is nil for any other.
func (s *Server) gone(id string) error {
	if s.erased == nil || !s.erased(id) {
		return nil
	}
	return fmt.Errorf("entity %q: %w", id, errErased)
}
