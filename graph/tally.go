package graph

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// Counts is a small table, ascending by value, of how many documents use each
// value. Most tables hold a handful, where a slice is smaller and faster than
// a map.
type Counts []Counted

// Counted is a value and how many documents use it, always more than none.
type Counted struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

func (c Counts) find(value string) (int, bool) {
	return slices.BinarySearchFunc(c, value, func(entry Counted, value string) int { return cmp.Compare(entry.Value, value) })
}

// Of returns how many documents use the value.
func (c Counts) Of(value string) int {
	if at, found := c.find(value); found {
		return c[at].Count
	}
	return 0
}

// Add changes the count of value; a value that nobody uses any more is gone.
func (c *Counts) Add(value string, change int) {
	at, found := c.find(value)
	if !found {
		*c = slices.Insert(*c, at, Counted{value, change})
		return
	}
	if (*c)[at].Count += change; (*c)[at].Count == 0 {
		*c = slices.Delete(*c, at, at+1)
	}
}

// All yields values with their counts, ascending by value.
func (c Counts) All() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for _, entry := range c {
			if !yield(entry.Value, entry.Count) {
				return
			}
		}
	}
}

// Tally is what all documents together say of an entity: how many of them use
// each name, form and attribute. Sums do not depend on order, so neither does
// the entity that follows from them. Stores keep one for each entity.
type Tally struct {
	Documents  int    // that speak of the entity
	Names      Counts // documents that call it so
	Called     Counts // documents with a claim that a person gave the name
	Forms      Counts // documents that use the form, as name or alias
	Attributes Counts // documents by attribute and value, joined by a zero byte
}

// Share is what one document says of one entity, each thing once, in byte
// order.
type Share struct {
	Names, Called, Forms, Attributes []string
}

// ShareOf joins a document's claims that belong to one entity.
func ShareOf(claims []*Claim) Share {
	var s Share
	for _, claim := range claims {
		s.Names = append(s.Names, claim.Name)
		s.Forms = append(append(s.Forms, claim.Name), claim.Aliases...)
		if claim.Called != "" {
			s.Called, s.Forms = append(s.Called, claim.Called), append(s.Forms, claim.Called)
		}
		for key, value := range claim.Attributes {
			s.Attributes = append(s.Attributes, key+"\x00"+value)
		}
	}
	for _, list := range []*[]string{&s.Names, &s.Called, &s.Forms, &s.Attributes} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return s
}

// Add counts a document's share in, or out again with sign -1.
func (t *Tally) Add(s Share, sign int) {
	t.Documents += sign
	for _, name := range s.Names {
		t.Names.Add(name, sign)
	}
	for _, name := range s.Called {
		t.Called.Add(name, sign)
	}
	for _, form := range s.Forms {
		t.Forms.Add(form, sign)
	}
	for _, value := range s.Attributes {
		t.Attributes.Add(value, sign)
	}
}

// Entity derives the entity with the id.
func (t *Tally) Entity(id string) Entity {
	kind, _ := KindOf(id)
	entity := Entity{
		ID: id, Kind: kind, Name: Preferred(t.Names.All()), Aliases: make([]string, 0, len(t.Forms)),
		Attributes: make(map[string]string, len(t.Attributes)), Documents: t.Documents,
	}
	if len(t.Called) > 0 {
		entity.Name = Preferred(t.Called.All())
	}
	for form := range t.Forms.All() {
		if form != entity.Name && form != "" {
			entity.Aliases = append(entity.Aliases, form)
		}
	}
	for i, entry := range t.Attributes {
		attribute, _, _ := strings.Cut(entry.Value, "\x00")
		if _, done := entity.Attributes[attribute]; !done {
			entity.Attributes[attribute] = Preferred(valuesOf(t.Attributes[i:], attribute+"\x00"))
		}
	}
	return entity
}

// valuesOf yields what follows the prefix in the entries at the head of the
// table.
func valuesOf(entries Counts, prefix string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for entry, count := range entries.All() {
			value, same := strings.CutPrefix(entry, prefix)
			if !same || !yield(value, count) {
				return
			}
		}
	}
}

// Index returns the folded forms that must lead to the entity, true for all of
// a name and false for a word of one.
func (t *Tally) Index() map[string]bool {
	forms := make(map[string]bool, 3*len(t.Forms))
	for form := range t.Forms.All() {
		folded := Fold(form)
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

// Equal reports whether two documents say the same.
func (s *Share) Equal(other *Share) bool {
	return slices.Equal(s.Names, other.Names) && slices.Equal(s.Called, other.Called) &&
		slices.Equal(s.Forms, other.Forms) && slices.Equal(s.Attributes, other.Attributes)
}
