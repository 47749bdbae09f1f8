package embedded

import (
	"hash/fnv"
	"io"
	"slices"

	"github.com/samband/samband/graph"
)

// state is an entity with what all documents together say of it.
type state struct {
	graph.Tally
	number int64 // 0 until the entity is stored
	id     string
	saved  bool            // has a row
	dirty  bool            // differs from its row
	stored map[string]bool // forms in the index table, as of Tally.Index; nil while that is what they are
}

func newState(id string) *state { return &state{id: id, stored: map[string]bool{}} }

func distinct[T string | int64](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}

// hashKey is the 64-bit FNV-1a hash of a blocking key; it is part of the
// file's format.
func hashKey(key string) int64 {
	hash := fnv.New64a()
	_, _ = io.WriteString(hash, key)
	return int64(hash.Sum64()) //nolint:gosec // bits, not a number
}

// add counts a document's share in, or out again with sign -1.
func (s *state) add(share graph.Share, sign int) {
	s.dirty = true
	s.remember(share, sign)
	s.Add(share, sign)
}

// remember keeps what the index table holds before the first form comes or
// goes. Most documents bring none.
func (s *state) remember(share graph.Share, sign int) {
	if s.stored != nil {
		return
	}
	turns := func(form string) bool {
		count := s.Forms.Of(form)
		return count == 0 || count+sign == 0
	}
	if slices.ContainsFunc(share.Forms, turns) {
		s.stored = s.Index()
	}
}

func (s *state) pack() []byte {
	p := &packer{buf: make([]byte, 0, 256)}
	packCounts(p, s.Names)
	packCounts(p, s.Forms)
	packCounts(p, s.Attributes)
	if len(s.Called) > 0 { // few have any
		packCounts(p, s.Called)
	}
	return p.buf
}

func unpackState(number int64, id string, documents int, column []byte) (*state, error) {
	u := plain(column)
	s := &state{saved: true, number: number, id: id}
	s.Documents = documents
	s.Names, s.Forms, s.Attributes = unpackCounts(u), unpackCounts(u), unpackCounts(u)
	if u.err == nil && u.at < len(u.text) {
		s.Called = unpackCounts(u)
	}
	return s, u.err
}
