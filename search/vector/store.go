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
	"sync"

	"github.com/gofrs/flock"

	"github.com/samband/samband/search"
)

// ErrSize reports vectors of another size than those that are there.
var ErrSize = errors.New("vectors are of another size")

// Config says where vectors lie and whose they are.
type Config struct {
	Path     string       // the file, made where it is missing; its lock lies beside it
	Model    string       // what made the vectors
	Size     int          // their dimensions, at most 65,536; 0 is as many as are there, or as the first that are put have
	ReadOnly bool         // write nothing before Own; a missing file is one without vectors
	Logger   *slog.Logger // nil logs nothing
}

// Document is what a store holds of one document.
type Document struct {
	ID       string
	Print    uint64   // of the passages' texts, see Print
	Passages []string // id of each vector's passage; those of one passage stand together
	Vectors  []int8   // one after another; see Quantize
}

// Store keeps the vectors of passages, all in memory and in one file. It is
// safe for concurrent use; searches go on while documents are put. One store at
// a time owns a file and writes it; any number reads it meanwhile.
type Store struct {
	config Config

	writing sync.Mutex
	lock    *flock.Flock
	owner   bool // whether the store has the lock
	closed  bool
	file    *os.File // nil where there is none
	end     int64    // bytes of the file that have been read or written whole
	failed  bool     // whether bytes behind the end may have been written

	reading sync.RWMutex // guards what follows
	holding
}

// holding is what a store has in memory.
type holding struct {
	size      int            // dimensions, 0 where nobody knows yet
	rows      []int8         // size bytes a row
	passages  []string       // by row; "" where the document is gone
	further   []bool         // by row; whether it is of the same passage as the row before
	byPassage map[string]int // first rows
	documents map[string]entry
	live      int // rows that are not empty
}

// entry is where a document's rows are.
type entry struct {
	print       uint64
	first, rows int
}

func newHolding(size int) holding {
	return holding{size: size, byPassage: map[string]int{}, documents: map[string]entry{}}
}

// hold takes a document into memory in place of what was there of it. Passages
// that another document holds leave it.
func (h *holding) hold(d *Document) {
	h.release(d.ID)
	if len(d.Passages) == 0 {
		return
	}
	first := len(h.passages)
	for i, id := range d.Passages {
		further := i > 0 && id == d.Passages[i-1]
		if old, taken := h.byPassage[id]; taken && !further {
			h.drop(old)
		}
		h.passages, h.further = append(h.passages, id), append(h.further, further)
		h.live++
		if !further {
			h.byPassage[id] = first + i
		}
	}
	h.rows = append(h.rows, d.Vectors...)
	h.documents[d.ID] = entry{d.Print, first, len(d.Passages)}
}

func (h *holding) release(document string) {
	e, there := h.documents[document]
	if !there {
		return
	}
	delete(h.documents, document)
	for row := e.first; row < e.first+e.rows; row++ {
		if id := h.passages[row]; id != "" && h.byPassage[id] == row {
			delete(h.byPassage, id)
			h.drop(row)
		}
	}
}

// drop empties the rows of the passage whose first row is given.
func (h *holding) drop(first int) {
	for row := first; row == first || row < len(h.passages) && h.further[row]; row++ {
		h.passages[row] = ""
		h.live--
	}
}

// Put makes the vectors of documents durable and findable, in place of what was
// there of them. After an error none, some or all of them may be there.
func (s *Store) Put(ctx context.Context, documents ...Document) error {
	return s.write(ctx, documents)
}

// fit reports documents whose vectors are not of the store's size, which those
// of the first decide where nothing else has.
func (s *Store) fit(documents []Document) error {
	for i := range documents {
		d := &documents[i]
		if s.size == 0 && len(d.Passages) > 0 {
			if err := s.resize(len(d.Vectors) / len(d.Passages)); err != nil {
				return err
			}
		}
		if d.ID == "" || len(d.Vectors) != len(d.Passages)*s.size {
			return fmt.Errorf("%w: document %q has %d vectors in %d bytes, of %d dimensions", ErrSize, d.ID, len(d.Passages), len(d.Vectors), s.size)
		}
	}
	return nil
}

// resize begins the file of an empty store for vectors of a size.
func (s *Store) resize(size int) error {
	if size < 1 || size > maxSize {
		return fmt.Errorf("%w: %d dimensions", ErrSize, size)
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	s.size = size
	return s.anew()
}

// Delete removes documents. Unknown ones are passed over.
func (s *Store) Delete(ctx context.Context, documents ...string) error {
	var gone []Document
	s.reading.RLock()
	for _, id := range documents {
		if _, there := s.documents[id]; there {
			gone = append(gone, Document{ID: id})
		}
	}
	s.reading.RUnlock()
	return s.write(ctx, gone)
}

// write appends documents to the file and then takes them into memory.
func (s *Store) write(ctx context.Context, documents []Document) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	switch {
	case s.closed:
		return fmt.Errorf("write vectors: %w", search.ErrClosed)
	case !s.owner:
		return fmt.Errorf("write vectors: %w", search.ErrReadOnly)
	case ctx.Err() != nil:
		return ctx.Err()
	case len(documents) == 0:
		return nil
	}
	if err := s.fit(documents); err != nil {
		return fmt.Errorf("write vectors: %w", err)
	}
	var blocks []byte
	for i := range documents {
		before := len(blocks)
		blocks = appendBlock(blocks, &documents[i])
		if len(blocks)-before > maxBody {
			return fmt.Errorf("write vectors: document %s is too large", documents[i].ID)
		}
	}
	if err := s.append(blocks); err != nil {
		return fmt.Errorf("write vectors: %w", err)
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	for i := range documents {
		s.hold(&documents[i])
	}
	return s.compact()
}

// append writes blocks behind the end and waits for the disk. What a failed
// attempt left there is overwritten or cut off.
func (s *Store) append(blocks []byte) error {
	if s.failed {
		if err := s.file.Truncate(s.end); err != nil {
			return err
		}
	}
	s.failed = true
	if _, err := s.file.WriteAt(blocks, s.end); err != nil {
		return err
	}
	if err := s.file.Sync(); err != nil {
		return err
	}
	s.failed = false
	s.end += int64(len(blocks))
	return nil
}

// wasteful is how many rows a store must have before it is worth compacting.
const wasteful = 1024

// compact writes the file anew where most of it is of documents that are gone.
// The caller holds both locks.
func (s *Store) compact() error {
	if len(s.passages) < wasteful || s.live*2 > len(s.passages) {
		return nil
	}
	return s.anew()
}

// anew replaces the file by one of what is held, so that those who read the old
// one never meet the two mixed. The caller holds both locks.
func (s *Store) anew() error {
	fresh := newHolding(s.size)
	file, err := os.CreateTemp(filepath.Dir(s.config.Path), filepath.Base(s.config.Path)+".*")
	if err != nil {
		return fmt.Errorf("write vectors anew: %w", err)
	}
	end, err := s.copyTo(file, &fresh)
	if err = errors.Join(err, file.Sync()); err == nil {
		err = os.Rename(file.Name(), s.config.Path)
	}
	if err != nil {
		return fmt.Errorf("write vectors anew: %w", errors.Join(err, file.Close(), os.Remove(file.Name())))
	}
	err = s.closeFile()
	s.file, s.end, s.failed, s.holding = file, end, false, fresh
	return errors.Join(err, syncFolder(s.config.Path))
}

// copyTo writes all documents to a file and a holding.
func (s *Store) copyTo(file io.Writer, fresh *holding) (end int64, err error) {
	w := bufio.NewWriterSize(file, 1<<20)
	n, err := w.Write(header(s.config.Model, s.size))
	end = int64(n)
	for id, e := range s.documents {
		if err != nil {
			return end, err
		}
		d := Document{ID: id, Print: e.print}
		for row := e.first; row < e.first+e.rows; row++ {
			if s.passages[row] != "" {
				d.Passages = append(d.Passages, s.passages[row])
				d.Vectors = append(d.Vectors, s.row(row)...)
			}
		}
		n, err = w.Write(appendBlock(nil, &d))
		end += int64(n)
		fresh.hold(&d)
	}
	return end, errors.Join(err, w.Flush())
}

func (s *Store) row(row int) []int8 { return s.rows[row*s.size : (row+1)*s.size] }

// Holds reports whether the store has vectors of a document.
func (s *Store) Holds(document string) bool {
	s.reading.RLock()
	defer s.reading.RUnlock()
	_, there := s.documents[document]
	return there
}

// Current reports whether the store has the vectors of a document's texts with
// the given print.
func (s *Store) Current(document string, hash uint64) bool {
	s.reading.RLock()
	defer s.reading.RUnlock()
	e, there := s.documents[document]
	return there && e.print == hash
}

// Documents returns the ids of the documents that have vectors, in no order.
func (s *Store) Documents() []string {
	s.reading.RLock()
	defer s.reading.RUnlock()
	ids := make([]string, 0, len(s.documents))
	for id := range s.documents {
		ids = append(ids, id)
	}
	return ids
}

// Len returns how many passages have vectors.
func (s *Store) Len() int {
	s.reading.RLock()
	defer s.reading.RUnlock()
	return len(s.byPassage)
}
