package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/samband/samband/search"
)

// What stands beside the directory of an index while it is rebuilt.
const (
	freshSuffix   = ".new" // the index being built
	retiredSuffix = ".old" // the one that it replaces
)

// Rebuild builds the index anew: fill applies everything to an empty one beside
// it, which then takes its place in one step. Searches see the old state until
// then, also those that began before; an Apply waits. Where fill fails, or the
// process ends, all stays as it was.
func (x *Index) Rebuild(ctx context.Context, fill func(ctx context.Context, fresh search.Index) error) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed() {
		return fmt.Errorf("rebuild index: %w", search.ErrClosed)
	}
	if x.config.ReadOnly {
		return fmt.Errorf("rebuild index: %w", search.ErrReadOnly)
	}
	if err := x.buildBeside(ctx, fill); err != nil {
		return fmt.Errorf("rebuild index: %w", errors.Join(err, os.RemoveAll(x.beside(freshSuffix))))
	}
	if err := x.replace(ctx); err != nil {
		return fmt.Errorf("rebuild index: %w", err)
	}
	return nil
}

func (x *Index) beside(suffix string) string { return filepath.Clean(x.config.Dir) + suffix }

func (x *Index) buildBeside(ctx context.Context, fill func(context.Context, search.Index) error) error {
	config := x.config
	config.Dir = x.beside(freshSuffix)
	if err := os.RemoveAll(config.Dir); err != nil {
		return err
	}
	fresh, err := Open(ctx, config)
	if err != nil {
		return err
	}
	return errors.Join(fill(ctx, fresh), fresh.Close())
}

// replace puts the fresh index in the place of the one that is open.
func (x *Index) replace(ctx context.Context) error {
	if err := os.RemoveAll(x.beside(retiredSuffix)); err != nil {
		return err
	}
	if err := os.Rename(x.config.Dir, x.beside(retiredSuffix)); err != nil {
		return err
	}
	if err := os.Rename(x.beside(freshSuffix), x.config.Dir); err != nil {
		return errors.Join(err, os.Rename(x.beside(retiredSuffix), x.config.Dir))
	}
	old := x.scorch
	if err := x.open(ctx); err != nil {
		x.scorch = old
		return err
	}
	x.failed, x.broken = false, false
	if old != nil {
		if err := x.guarded(old.Close); err != nil {
			x.config.Logger.WarnContext(ctx, "close the index that was replaced", "error", err)
		}
		x.broken = false
	}
	return os.RemoveAll(x.beside(retiredSuffix))
}

// recoverDirectory clears away what a rebuild that did not end has left.
func recoverDirectory(dir string) error {
	fresh, retired := filepath.Clean(dir)+freshSuffix, filepath.Clean(dir)+retiredSuffix
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		if err := os.Rename(retired, dir); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return errors.Join(os.RemoveAll(fresh), os.RemoveAll(retired))
}
