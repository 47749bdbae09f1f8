package bleveindex

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/samband/samband/search"
)

// records yields the record of every document in the index, in no order.
func records(ctx context.Context, reader *scorch.IndexSnapshot) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		err := eachPosting(ctx, reader, fieldIs, isRecord, func(number uint64) error {
			r, err := readRecord(reader, number)
			if err == nil && !yield(r, nil) {
				return errStop
			}
			return err
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(record{}, err)
		}
	}
}

// errStop ends an iteration early.
var errStop = errors.New("stop")

// findRecord returns the record of one document.
func findRecord(reader *scorch.IndexSnapshot, document string) (r record, found bool, err error) {
	id, err := reader.InternalID(recordPrefix + document)
	if err != nil || id == nil {
		return record{}, false, err
	}
	r, err = readRecord(reader, id.Value())
	return r, err == nil, err
}

func readRecord(reader *scorch.IndexSnapshot, number uint64) (record, error) {
	var r record
	var err error
	segment, local := locate(reader, number)
	visit := func(name string, _ byte, value []byte, _ []uint64) bool {
		if name == fieldRecord {
			err = json.Unmarshal(value, &r)
		}
		return true
	}
	if visitErr := reader.Segments()[segment].VisitDocument(local, visit); visitErr != nil {
		return record{}, visitErr
	}
	if err != nil {
		return record{}, fmt.Errorf("%w: record: %w", search.ErrRebuild, err)
	}
	if r.Document == "" {
		return record{}, fmt.Errorf("%w: a record is missing", search.ErrRebuild)
	}
	return r, nil
}

// locate returns the segment that holds a document number, and its number
// there.
func locate(reader *scorch.IndexSnapshot, number uint64) (segment int, local uint64) {
	for i, s := range reader.Segments() {
		count := s.FullSize()
		if number < uint64(count) { //nolint:gosec // sizes are not negative
			return i, number
		}
		number -= uint64(count) //nolint:gosec // as above
	}
	return 0, number
}

// eachPosting calls visit with the number of every document that has a term.
func eachPosting(ctx context.Context, reader *scorch.IndexSnapshot, name, term string, visit func(uint64) error) (err error) {
	postings, err := reader.TermFieldReader(ctx, []byte(term), name, false, false, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, postings.Close()) }()
	var posting index.TermFieldDoc
	for n := 0; ; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		next, err := postings.Next(&posting)
		if err != nil || next == nil {
			return err
		}
		if err := visit(next.ID.Value()); err != nil {
			return err
		}
	}
}

// passageIDs returns the ids of a document's passages.
func passageIDs(ctx context.Context, reader *scorch.IndexSnapshot, document string) ([]string, error) {
	var ids []string
	err := eachPosting(ctx, reader, fieldDocument, document, func(number uint64) error {
		id, err := reader.ExternalID(index.NewIndexInternalID(nil, number))
		ids = append(ids, id)
		return err
	})
	return ids, err
}
