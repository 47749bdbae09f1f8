package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/samband/samband/corpus/read"
)

// openErased is openLibrary for writing. Where the ledger holds erasures that
// the library has not been through, because a crash interrupted them or a
// backup from before them was put back, it does them first.
func (p *program) openErased(ctx context.Context) (*library, error) {
	lib, err := p.openLibrary(ctx, false)
	if err != nil {
		return nil, err
	}
	pending, err := lib.pendingErasures(ctx)
	if err != nil {
		return nil, errors.Join(err, lib.close())
	}
	if !pending {
		return lib, nil
	}
	p.logger.InfoContext(ctx, "erasing people again")
	return p.replayErasures(ctx, lib)
}

// replayErasures erases everyone in the ledger from an opened library. What can
// be made again is removed rather than searched for names: the index comes back
// by the repair that follows.
func (p *program) replayErasures(ctx context.Context, lib *library) (*library, error) {
	if err := lib.close(); err != nil {
		return nil, err
	}
	if err := p.dropIndex(); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(filepath.Join(p.data, networkName)); err != nil {
		return nil, fmt.Errorf("remove snapshot: %w", err)
	}
	lib, err := p.openLibrary(ctx, false)
	if err != nil {
		return nil, err
	}
	pipeline, err := lib.pipeline(1, read.Limits{}, nil)
	if err == nil {
		_, err = pipeline.Replay(ctx, lib.compactVectors)
	}
	if err != nil {
		return nil, errors.Join(err, lib.close())
	}
	return lib, nil
}

// compactVectors leaves nothing of vectors that were deleted.
func (l *library) compactVectors(ctx context.Context) error {
	if l.vectors == nil {
		return nil
	}
	return l.vectors.Compact(ctx)
}

// pendingErasures reports whether the ledger holds erasures that the library
// has not been through.
func (l *library) pendingErasures(ctx context.Context) (bool, error) {
	done, err := l.archive.Erasures(ctx)
	if err != nil {
		return false, err
	}
	for _, e := range l.erasures.Erasures() {
		if !done[e.ID] {
			return true, nil
		}
	}
	return false, nil
}
