package ingest

import (
	"context"
	"fmt"

	"github.com/samband/samband/graph"
)

// Curate adds decisions of people to the log, moves what they are about, and
// makes the index follow: all of it, or nothing. Events that the log has
// already change nothing.
func (p *Pipeline) Curate(ctx context.Context, events ...graph.Curation) error {
	if len(events) == 0 {
		return nil
	}
	if err := p.write(ctx, []graph.Batch{{Curate: events}}, nil); err != nil {
		return fmt.Errorf("curate: %w", err)
	}
	return nil
}
