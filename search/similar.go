package search

import (
	"context"
	"fmt"
)

// Resembler finds passages that are like another.
type Resembler interface {
	// Similar returns the passages that share most of the telling words of a
	// passage, without itself; none for an unknown passage.
	Similar(ctx context.Context, passage string, limit int) (Matches, error)
}

// Similar returns hits that are like a passage, best first.
func (e *Engine) Similar(ctx context.Context, passage string, limit int) ([]Hit, error) {
	resembler, ok := e.config.Index.(Resembler)
	if !ok {
		return nil, fmt.Errorf("similar passages: %w", ErrUnsupported)
	}
	if limit < 1 || limit > MaxLimit {
		return nil, fmt.Errorf("%w: limit %d is not between 1 and %d", ErrBadRequest, limit, MaxLimit)
	}
	matches, err := resembler.Similar(ctx, passage, limit)
	if err != nil {
		return nil, err
	}
	return e.hits(ctx, matches)
}
