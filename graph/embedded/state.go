package embedded

import (
	"hash/fnv"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// state is what all documents together say of an entity: how many of them use
// each name, form and attribute. Sums do not depend on order, so neither
// does the entity.
type state struct {
	number     int64 // 0 until the entity is stored
	id         string
	documents  int
	names      counts          // documents that call it so
	called     counts          // documents with a claim that a person gave the name
	forms      counts          // documents that use the form, as name or alias
	attributes counts          // documents by attribute and value, see pair
	saved      bool            // has a row
	dirty      bool            // differs from its row
	stored     map[string]bool // forms in the index table, true for all of a name; nil while that is index()
}

func newState(id string) *state { return &state{id: id, stored: map[string]bool{}} }

// pair joins an attribute and its value into one string to count.
func pair(attribute, value string) string { return attribute + "\x00" + value }

// contribution is what one document says of one entity, each thing once.
type contribution struct {
	names, called, forms, attributes []string
}

// contribute joins a document's claims that belong to one entity.
func contribute(claims []*graph.Claim) contribution {
	var c contribution
	for _, claim := range claims {
		c.names = append(c.names, claim.Name)
		c.forms = append(append(c.forms, claim.Name), claim.Aliases...)
		if claim.Called != "" {
			c.called, c.forms = append(c.called, claim.Called), append(c.forms, claim.Called)
		}
		for key, value := range claim.Attributes {
			c.attributes = append(c.attributes, pair(key, value))
		}
	}
	c.names, c.called = distinct(c.names), distinct(c.called)
	c.forms, c.attributes = distinct(c.forms), distinct(c.attributes)
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
		s.names.add(name, sign)
	}
	for _, name := range c.called {
		s.called.add(name, sign)
	}
	for _, form := range c.forms {
		s.forms.add(form, sign)
	}
	for _, value := range c.attributes {
		s.attributes.add(value, sign)
	}
}

// remember keeps what the index table holds before the first form comes or
// goes. Most documents bring none.
func (s *state) remember(c contribution, sign int) {
	if s.stored != nil {
		return
	}
	turns := func(form string) bool {
		count := s.forms.of(form)
		return count == 0 || count+sign == 0
	}
	if slices.ContainsFunc(c.forms, turns) {
		s.stored = s.index()
	}
}

// entity derives the entity from the counts.
func (s *state) entity() graph.Entity {
	kind, _ := graph.KindOf(s.id)
	entity := graph.Entity{
		ID: s.id, Kind: kind, Name: graph.Preferred(s.names.all()), Aliases: make([]string, 0, len(s.forms)),
		Attributes: make(map[string]string, len(s.attributes)), Documents: s.documents,
	}
	if len(s.called) > 0 {
		entity.Name = graph.Preferred(s.called.all())
	}
	for form := range s.forms.all() {
		if form != entity.Name && form != "" {
			entity.Aliases = append(entity.Aliases, form)
		}
	}
	for i, entry := range s.attributes {
		attribute, _, _ := strings.Cut(entry.value, "\x00")
		if _, done := entity.Attributes[attribute]; !done {
			entity.Attributes[attribute] = graph.Preferred(values(s.attributes[i:], attribute+"\x00"))
		}
	}
	return entity
}

// values yields what follows the prefix in the pairs at the head of the table.
func values(pairs counts, prefix string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for pair, count := range pairs.all() {
			value, same := strings.CutPrefix(pair, prefix)
			if !same || !yield(value, count) {
				return
			}
		}
	}
}

// index returns the folded forms that must lead to the entity, and whether
// each is all of a name or a word of one.
func (s *state) index() map[string]bool {
	forms := make(map[string]bool, 3*len(s.forms))
	for form := range s.forms.all() {
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
	return forms
}

func (s *state) pack() []byte {
	p := &packer{buf: make([]byte, 0, 256)}
	packCounts(p, s.names)
	packCounts(p, s.forms)
	packCounts(p, s.attributes)
	if len(s.called) > 0 { // few have any
		packCounts(p, s.called)
	}
	return p.buf
}

func unpackState(number int64, id string, documents int, column []byte) (*state, error) {
	u := plain(column)
	s := &state{saved: true, number: number, id: id, documents: documents}
	s.names, s.forms, s.attributes = unpackCounts(u), unpackCounts(u), unpackCounts(u)
	if u.err == nil && u.at < len(u.text) {
		s.called = unpackCounts(u)
	}
	return s, u.err
}
