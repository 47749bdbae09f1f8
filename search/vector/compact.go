package vector

import (
	"context"
	"fmt"

	"github.com/samband/samband/search"
)

// Compact writes the file anew without what was deleted from it, so that not a
// byte of that is left. It returns search.ErrReadOnly where the store does not
// own the file.
func (s *Store) Compact(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	switch {
	case s.closed:
		return fmt.Errorf("compact vectors: %w", search.ErrClosed)
	case !s.owner:
		return fmt.Errorf("compact vectors: %w", search.ErrReadOnly)
	case ctx.Err() != nil:
		return ctx.Err()
	case s.size == 0:
		return nil // nothing was ever written
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	return s.anew()
}
