package embedded

import (
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// state is what all documents together say of an entity: how many of them use
// each name, form, attribute and key. Sums do not depend on order, so neither
// does the entity.
type state struct {
	number     int64 // 0 until the entity is stored
	id         string
	documents  int
	names      map[string]int            // documents that call it so
	forms      map[string]int            // documents that use the form, as name or alias
	attributes map[string]map[string]int // documents by attribute and value
	keys       map[int64]int             // documents by hash of blocking key
	saved      bool                      // has a row
	dirty      bool                      // differs from its row
	stored     *indexed                  // what the index tables hold; nil while that is index()
}

// indexed is what leads to an entity in the index tables.
type indexed struct {
	forms map[string]bool // whether the form is all of a name
	keys  map[int64]bool
}

func newState(id string) *state {
	return &state{
		id: id, names: map[string]int{}, forms: map[string]int{},
		attributes: map[string]map[string]int{}, keys: map[int64]int{}, stored: &indexed{},
	}
}

// contribution is what one document says of one entity, each thing once.
type contribution struct {
	names, forms []string
	attributes   [][2]string
	keys         []int64
}

// contribute joins a document's claims that belong to one entity.
func contribute(claims []*graph.Claim) contribution {
	var c contribution
	for _, claim := range claims {
		c.names = append(c.names, claim.Name)
		c.forms = append(append(c.forms, claim.Name), claim.Aliases...)
		for key, value := range claim.Attributes {
			c.attributes = append(c.attributes, [2]string{key, value})
		}
		for _, key := range claim.Keys {
			c.keys = append(c.keys, hashKey(key))
		}
	}
	if len(claims) > 1 {
		c.names = distinct(c.names)
		slices.SortFunc(c.attributes, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
		c.attributes = slices.Compact(c.attributes)
	}
	c.forms, c.keys = distinct(c.forms), distinct(c.keys)
	return c
}

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

// add counts a document's contribution in, or out again with sign -1.
func (s *state) add(c contribution, sign int) {
	s.dirty = true
	s.remember(c, sign)
	s.documents += sign
	for _, name := range c.names {
		bump(s.names, name, sign)
	}
	for _, form := range c.forms {
		bump(s.forms, form, sign)
	}
	for _, key := range c.keys {
		bump(s.keys, key, sign)
	}
	for _, pair := range c.attributes {
		values := s.attributes[pair[0]]
		if values == nil {
			values = map[string]int{}
			s.attributes[pair[0]] = values
		}
		bump(values, pair[1], sign)
		if len(values) == 0 {
			delete(s.attributes, pair[0])
		}
	}
}

// remember keeps what the index tables hold before the first form or key comes
// or goes. Most documents bring neither.
func (s *state) remember(c contribution, sign int) {
	if s.stored != nil {
		return
	}
	turns := func(count int) bool { return count == 0 || count+sign == 0 }
	if slices.ContainsFunc(c.forms, func(form string) bool { return turns(s.forms[form]) }) ||
		slices.ContainsFunc(c.keys, func(key int64) bool { return turns(s.keys[key]) }) {
		s.stored = s.index()
	}
}

func bump[K comparable](counts map[K]int, key K, sign int) {
	counts[key] += sign
	if counts[key] == 0 {
		delete(counts, key)
	}
}

// entity derives the entity from the counts.
func (s *state) entity() graph.Entity {
	kind, _ := graph.KindOf(s.id)
	entity := graph.Entity{
		ID: s.id, Kind: kind, Name: graph.Preferred(s.names), Aliases: make([]string, 0, len(s.forms)),
		Attributes: make(map[string]string, len(s.attributes)), Documents: s.documents,
	}
	for form := range s.forms {
		if form != entity.Name && form != "" {
			entity.Aliases = append(entity.Aliases, form)
		}
	}
	slices.Sort(entity.Aliases)
	for key, values := range s.attributes {
		entity.Attributes[key] = graph.Preferred(values)
	}
	return entity
}

// index returns what must lead to the entity.
func (s *state) index() *indexed {
	forms := make(map[string]bool, 3*len(s.forms))
	for form := range s.forms {
		folded := graph.Fold(form)
		for word := range strings.FieldsSeq(folded) {
			if _, seen := forms[word]; !seen {
				forms[word] = false
			}
		}
		if folded != "" {
			forms[folded] = true
		}
	}
	keys := make(map[int64]bool, len(s.keys))
	for key := range s.keys {
		keys[key] = true
	}
	return &indexed{forms: forms, keys: keys}
}

func (s *state) pack() []byte {
	p := &packer{}
	packCounts(p, s.names)
	packCounts(p, s.forms)
	p.count(len(s.attributes))
	for _, key := range slices.Sorted(maps.Keys(s.attributes)) {
		p.string(key)
		packCounts(p, s.attributes[key])
	}
	p.count(len(s.keys))
	for _, key := range slices.Sorted(maps.Keys(s.keys)) {
		p.bits(key)
		p.count(s.keys[key])
	}
	return p.buf
}

func packCounts(p *packer, counts map[string]int) {
	p.count(len(counts))
	for _, value := range slices.Sorted(maps.Keys(counts)) {
		p.string(value)
		p.count(counts[value])
	}
}

func unpackState(number int64, id string, documents int, column []byte) (*state, error) {
	u := plain(column)
	s := &state{saved: true, number: number, id: id, documents: documents, names: unpackCounts(u), forms: unpackCounts(u)}
	attributes := u.count()
	s.attributes = make(map[string]map[string]int, attributes)
	for range attributes {
		key := u.string()
		s.attributes[key] = unpackCounts(u)
	}
	keys := u.count()
	s.keys = make(map[int64]int, keys)
	for range keys {
		key := u.bits()
		s.keys[key] = int(u.uint()) //nolint:gosec // as packed
	}
	return s, u.err
}

func unpackCounts(u *unpacker) map[string]int {
	count := u.count()
	counts := make(map[string]int, count)
	for range count {
		value := u.string()
		counts[value] = int(u.uint()) //nolint:gosec // as packed
	}
	return counts
}
