package bleveindex

import (
	"bytes"
	"context"
	"encoding/binary"
	"sync"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
)

// columns holds properties of the passages of a segment by their numbers in it.
type columns struct {
	ids        []string
	spans      []corpus.Span // in the document
	words      []uint32
	days       []int32 // search.Day of the document's date
	document   column
	year       column
	properties map[string]column // by field
}

// column holds one value, or none, for every passage.
type column struct {
	values []string // values[0] is ""
	codes  []uint32 // index into values
}

func (c column) at(local uint64) string { return c.values[c.codes[local]] }

// columnCache keeps the columns of segments while these are in use.
type columnCache struct {
	sync.Mutex

	known map[segment.Segment]*columns
}

// columns returns the columns of each segment of the snapshot.
func (x *Index) columns(ctx context.Context, s *snapshot) ([]*columns, error) {
	x.cache.Lock()
	defer x.cache.Unlock()
	if s.columns != nil {
		return s.columns, nil
	}
	segments := s.reader.Segments()
	all := make([]*columns, len(segments))
	known := make(map[segment.Segment]*columns, len(segments))
	for i, part := range segments {
		c := x.cache.known[part.Segment()]
		if c == nil {
			var err error
			if c, err = readColumns(ctx, part.Segment(), int(part.FullSize())); err != nil {
				return nil, err
			}
		}
		all[i], known[part.Segment()] = c, c
	}
	x.cache.known, s.columns = known, all
	return all, nil
}

// readColumns makes the columns of a segment.
func readColumns(ctx context.Context, s segment.Segment, size int) (*columns, error) {
	c := &columns{
		ids: make([]string, size), spans: make([]corpus.Span, size), words: make([]uint32, size), days: make([]int32, size),
		properties: make(map[string]column),
	}
	for local := range size {
		if local%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err := s.VisitStoredFields(uint64(local), c.stored(local)); err != nil {
			return nil, err
		}
	}
	var date column
	for field, to := range map[string]*column{fieldDocument: &c.document, fieldYear: &c.year, fieldDate: &date} {
		var err error
		if *to, err = readColumn(s, field, size); err != nil {
			return nil, err
		}
	}
	days := make([]int32, len(date.values))
	for i, value := range date.values {
		days[i] = int32(search.Day(value)) //nolint:gosec // eight digits
	}
	for local, code := range date.codes {
		c.days[local] = days[code]
	}
	for _, field := range []string{fieldKind, fieldCollection, fieldLanguage, fieldSpeaker} {
		var err error
		if c.properties[field], err = readColumn(s, field, size); err != nil {
			return nil, err
		}
	}
	c.properties[fieldYear] = c.year
	return c, nil
}

// stored reads what is stored of one passage.
func (c *columns) stored(local int) segment.StoredFieldValueVisitor {
	return func(field string, _ byte, value []byte, _ []uint64) bool {
		switch field {
		case idField:
			c.ids[local] = string(value)
		case fieldOrder:
			c.words[local] = uint32(max(1, bytes.Count(value, []byte{wordEnd})) - 1) //nolint:gosec // far below
		case fieldPlace:
			start, size := binary.Uvarint(value)
			length, _ := binary.Uvarint(value[max(0, size):])
			c.spans[local] = corpus.Span{Start: int(start), End: int(start + length)} //nolint:gosec // as it was written
		}
		return true
	}
}

// readColumn reads the values of a field of which a passage has one at most.
func readColumn(s segment.Segment, field string, size int) (column, error) {
	c := column{values: []string{""}, codes: make([]uint32, size)}
	dictionary, err := s.Dictionary(field)
	if err != nil {
		return c, err
	}
	terms := dictionary.AutomatonIterator(nil, nil, nil)
	var list segment.PostingsList
	var postings segment.PostingsIterator
	for {
		entry, err := terms.Next()
		if err != nil || entry == nil {
			return c, err
		}
		code := uint32(len(c.values)) //nolint:gosec // one per passage at most
		c.values = append(c.values, entry.Term)
		if list, err = dictionary.PostingsList([]byte(entry.Term), nil, list); err != nil {
			return c, err
		}
		postings = list.Iterator(false, false, false, postings)
		for {
			posting, err := postings.Next()
			if err != nil {
				return c, err
			}
			if posting == nil {
				break
			}
			c.codes[posting.Number()] = code
		}
	}
}

// eachWithColumns calls visit with every member of a set of document numbers,
// the columns of its segment, and its number there.
func (e *evaluation) eachWithColumns(members set, visit func(number uint64, c *columns, local uint64)) error {
	all, err := e.index.columns(e.ctx, e.snapshot)
	if err != nil {
		return err
	}
	part, first, end := -1, uint64(0), uint64(0)
	seen := 0
	members.each(func(n uint64) bool {
		if seen++; seen%checkEvery == 0 && e.ctx.Err() != nil {
			err = e.ctx.Err()
			return false
		}
		for n >= end {
			part++
			first, end = end, end+uint64(len(all[part].ids))
		}
		visit(n, all[part], n-first)
		return true
	})
	return err
}
