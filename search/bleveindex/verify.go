package bleveindex

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"slices"

	segment "github.com/blevesearch/scorch_segment_api/v2"

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
	for _, s := range current.reader.Segments() {
		file, onDisk := s.Segment().(segment.PersistedSegment)
		if !onDisk {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := verifyFile(file.Path()); err != nil {
			return fmt.Errorf("verify index: %w", err)
		}
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
