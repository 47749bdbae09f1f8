package bleveindex

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	segment "github.com/blevesearch/scorch_segment_api/v2"
	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
	"golang.org/x/sync/errgroup"

	"github.com/samband/samband/search"
)

// Verify reads every file of the published state and compares its checksum,
// which scorch writes but never checks. It returns search.ErrRebuild where one
// differs.
func (x *Index) Verify(ctx context.Context) (err error) {
	current, err := x.acquire()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, current.reader.Close()) }()
	var files []string
	for _, s := range current.reader.Segments() {
		if file, onDisk := s.Segment().(segment.PersistedSegment); onDisk {
			files = append(files, file.Path())
		}
	}
	return verifyFiles(ctx, files)
}

// examine checks the files of the index before scorch opens it. Scorch trusts
// them, may merge what is damaged into what is whole, and goes back to an older
// state, silently, where the newest has a segment that it cannot read.
func (x *Index) examine(ctx context.Context) error {
	names, err := referenced(filepath.Join(x.config.Dir, rootFile))
	if err != nil {
		return err
	}
	files := make([]string, len(names))
	for i, name := range names {
		files[i] = filepath.Join(x.config.Dir, name)
	}
	return verifyFiles(ctx, files)
}

// What scorch keeps in its root file: a bucket of states, each with a bucket
// for each of its segments, which holds the name of its file.
const (
	rootFile     = "root.bolt"
	statesBucket = "s"
	pathKey      = "p"
)

// referenced returns the names of the files that the states in a root file
// consist of, none where there is no such file.
func referenced(root string) (names []string, err error) {
	if _, err := os.Stat(root); errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	defer func() {
		if cause := recover(); cause != nil { // bbolt trusts its pages
			err = fmt.Errorf("%w: %s: %v", search.ErrRebuild, root, cause)
		}
	}()
	file, err := bbolt.Open(root, 0o600, &bbolt.Options{ReadOnly: true, Timeout: lockWait})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, search.ErrLocked
	case err != nil:
		return nil, fmt.Errorf("%w: %s: %w", search.ErrRebuild, root, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	err = file.View(func(tx *bbolt.Tx) error {
		states := tx.Bucket([]byte(statesBucket))
		if states == nil {
			return nil
		}
		return states.ForEachBucket(func(state []byte) error {
			segments := states.Bucket(state)
			return segments.ForEachBucket(func(segment []byte) error {
				if name := segments.Bucket(segment).Get([]byte(pathKey)); name != nil && !slices.Contains(names, string(name)) {
					names = append(names, string(name))
				}
				return nil
			})
		})
	})
	return names, err
}

// verifyFiles checks segments, several at a time.
func verifyFiles(ctx context.Context, files []string) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, file := range files {
		group.Go(func() error { return errors.Join(ctx.Err(), verifyFile(file)) })
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("verify index: %w", err)
	}
	return nil
}

// Passages returns the ids of the passages that searches find of a document, in
// byte order; none for a document that the index does not hold.
func (x *Index) Passages(ctx context.Context, document string) (ids []string, err error) {
	current, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, current.reader.Close()) }()
	if ids, err = passageIDs(ctx, current.reader, document); err != nil {
		return nil, fmt.Errorf("read index entries of %s: %w", document, err)
	}
	slices.Sort(ids)
	return ids, nil
}

// verifyFile checks a segment file: its last four bytes are the CRC-32 of all
// before them.
func verifyFile(path string) (err error) {
	file, err := os.Open(path) //nolint:gosec // a file of the index
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: %w", search.ErrRebuild, err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	hash := crc32.NewIEEE()
	if _, err := io.CopyN(hash, file, info.Size()-crc32.Size); err != nil {
		return fmt.Errorf("%w: %s: %w", search.ErrRebuild, path, err)
	}
	var stored [crc32.Size]byte
	if _, err := io.ReadFull(file, stored[:]); err != nil {
		return fmt.Errorf("%w: %s: %w", search.ErrRebuild, path, err)
	}
	if binary.BigEndian.Uint32(stored[:]) != hash.Sum32() {
		return fmt.Errorf("%w: %s: checksum differs", search.ErrRebuild, path)
	}
	return nil
}
