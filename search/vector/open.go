package vector

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"github.com/samband/samband/search"
)

// Open opens the vectors in a file. Those of another model or size, and a file
// whose beginning is damaged, are as none: a store that owns such a file begins
// it anew. Open returns search.ErrLocked where another store owns the file and
// this one is not to be read only. The caller must Close it.
func Open(ctx context.Context, config Config) (*Store, error) {
	if config.Path == "" || config.Model == "" || len(config.Model) > maxModel || config.Size < 0 || config.Size > maxSize {
		return nil, errors.New("open vectors: path and model are required, and a size that fits")
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Store{config: config, holding: newHolding(config.Size), lock: flock.New(config.Path + ".lock")}
	var err error
	if config.ReadOnly {
		err = s.Refresh(ctx)
	} else {
		err = s.Own(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Own makes the store the one that writes the file, which it begins where there
// is none and frees from what is damaged. It returns search.ErrLocked where
// another owns it. Owning twice does nothing.
func (s *Store) Own(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.closed || s.owner {
		return s.usable()
	}
	locked, err := s.lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock vectors: %w", err)
	}
	if !locked {
		return fmt.Errorf("vectors %s: %w", s.config.Path, search.ErrLocked)
	}
	if err := s.begin(ctx); err != nil {
		return fmt.Errorf("open vectors %s: %w", s.config.Path, errors.Join(err, s.lock.Unlock()))
	}
	s.owner = true
	return nil
}

func (s *Store) usable() error {
	if s.closed {
		return fmt.Errorf("open vectors: %w", search.ErrClosed)
	}
	return nil
}

// begin reads what others have written up to now and makes the file one that
// can be appended to.
func (s *Store) begin(ctx context.Context) error {
	err := s.read(ctx, os.O_RDWR)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case errors.Is(err, search.ErrRebuild):
		s.config.Logger.WarnContext(ctx, "vectors are of another model or damaged; they will be made again", "reason", err)
	case err != nil:
		return err
	default:
		return s.cutDamage(ctx)
	}
	if s.size == 0 {
		return nil
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	return s.anew()
}

// ModelOf returns the model whose vectors a file holds, "" where there is no file
// or none that can be read.
func ModelOf(path string) (string, error) {
	file, err := os.Open(path) //nolint:gosec // the caller's own
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read vectors: %w", err)
	}
	model, _, err := parseHeader(file)
	if errors.Is(err, search.ErrRebuild) {
		err = nil
	}
	return model, errors.Join(err, file.Close())
}

// cutDamage cuts off what cannot be read.
func (s *Store) cutDamage(ctx context.Context) error {
	info, err := s.file.Stat()
	if err != nil || info.Size() == s.end {
		return err
	}
	s.config.Logger.WarnContext(ctx, "vectors are damaged or were cut off; some will be made again", "bytes", info.Size()-s.end)
	return errors.Join(s.file.Truncate(s.end), s.file.Sync())
}

// Refresh takes in what the owner of the file has written since it was last
// read. For the owner it does nothing.
func (s *Store) Refresh(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.closed || s.owner {
		return s.usable()
	}
	err := s.read(ctx, os.O_RDONLY)
	if err == nil || errors.Is(err, os.ErrNotExist) || errors.Is(err, search.ErrRebuild) {
		return nil
	}
	return fmt.Errorf("read vectors %s: %w", s.config.Path, err)
}

// read opens the file and reads what is new of it: all, where it is another file
// than the one that was read before. Where there is none that can be read, it
// holds nothing afterwards.
func (s *Store) read(ctx context.Context, flag int) error {
	file, err := os.OpenFile(s.config.Path, flag, 0)
	if err == nil && !s.goesOn(file) {
		var size int
		size, err = readHeader(file, s.config.Model, s.config.Size)
		s.forget()
		s.size, s.end = size, int64(len(header(s.config.Model, size)))
	}
	if err != nil {
		s.forget()
		if file != nil {
			err = errors.Join(err, file.Close())
		}
		return errors.Join(err, s.closeFile())
	}
	if err := s.closeFile(); err != nil {
		return errors.Join(err, file.Close())
	}
	s.file = file // stays open, so that no other file can be taken for it
	return s.load(ctx, io.NewSectionReader(file, s.end, 1<<62))
}

// goesOn reports whether a file is the one read before, with as much or more.
func (s *Store) goesOn(file *os.File) bool {
	if s.file == nil {
		return false
	}
	before, err := s.file.Stat()
	if err != nil {
		return false
	}
	now, err := file.Stat()
	return err == nil && os.SameFile(before, now) && now.Size() >= s.end
}

// forget holds nothing.
func (s *Store) forget() {
	s.reading.Lock()
	defer s.reading.Unlock()
	s.holding, s.end = newHolding(s.config.Size), 0
}

// load reads blocks up to the end or what is damaged.
func (s *Store) load(ctx context.Context, file io.Reader) error {
	s.reading.Lock()
	defer s.reading.Unlock()
	r := bufio.NewReaderSize(file, 1<<20)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		d, length, err := readBlock(r, s.size)
		if errors.Is(err, io.EOF) || errors.Is(err, errCut) {
			return nil
		}
		if err != nil {
			return err
		}
		s.hold(&d)
		s.end += length
	}
}

// Close releases the file. Closing twice does nothing.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.closed {
		return nil
	}
	s.closed, s.owner = true, false
	return errors.Join(s.closeFile(), s.lock.Unlock())
}

func (s *Store) closeFile() error {
	if s.file == nil {
		return nil
	}
	file := s.file
	s.file = nil
	return file.Close()
}

// syncFolder makes the name of a file durable.
func syncFolder(path string) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
