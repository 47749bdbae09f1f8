package bleveindex

import (
	index "github.com/blevesearch/bleve_index_api"

	"github.com/samband/samband/corpus/swedish"
)

// The fields of a passage and of a document's record.
const (
	fieldWords       = "words"
	fieldExact       = "exact"
	fieldHeading     = "heading"
	fieldTitle       = "title"
	fieldDocument    = "document"
	fieldCollection  = "collection"
	fieldKind        = "kind"
	fieldSpeaker     = "speaker"
	fieldSpeakerName = "speakername"
	fieldYear        = "year"
	fieldDate        = "date"
	fieldIs          = "is"     // "passage" or "record"
	fieldRecord      = "record" // stored value of a record
)

const (
	isPassage = "passage"
	isRecord  = "record"
)

const (
	optionsTerms   = index.IndexField | index.SkipFreqNorm
	optionsWords   = index.IndexField
	optionsExact   = index.IndexField | index.IncludeTermVectors
	optionsID      = index.IndexField | index.StoreField
	optionsStored  = index.StoreField
	encodedAsText  = 't'
	idField        = "_id"
	bytesPerPosing = 64 // estimate for scorch's bookkeeping of memory
)

// document is what scorch indexes: analysed fields under an id.
type document struct {
	id     string
	fields []index.Field
}

func (d *document) ID() string                                 { return d.id }
func (d *document) Size() int                                  { return len(d.fields) * bytesPerPosing }
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                         { return false }
func (d *document) NumPlainTextBytes() uint64                  { return 0 }
func (d *document) StoredFieldsBytes() uint64                  { return 0 }
func (d *document) Indexed() bool                              { return true }

func (d *document) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField is called by scorch once per batch.
func (d *document) AddIDField() {
	d.fields = append(d.fields, &field{
		name: idField, value: []byte(d.id), options: optionsID, length: 1,
		terms: index.TokenFrequencies{d.id: newFrequency(d.id, 0)},
	})
}

// field is a field whose analysis is done. Fields are never changed and may be
// shared by documents.
type field struct {
	name    string
	value   []byte
	options index.FieldIndexingOptions
	length  int // in words
	terms   index.TokenFrequencies
}

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return encodedAsText }
func (f *field) Analyze()                                         {}
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                        { return 0 }

func newFrequency(term string, count int) *index.TokenFreq {
	frequency := &index.TokenFreq{Term: []byte(term)}
	frequency.SetFrequency(count)
	return frequency
}

// termsField holds whole values, without frequencies.
func termsField(name string, values ...string) *field {
	terms := make(index.TokenFrequencies, len(values))
	for _, value := range values {
		terms[value] = newFrequency(value, 0)
	}
	return &field{name: name, options: optionsTerms, length: len(values), terms: terms}
}

// counter collects the terms of one field, with few allocations.
type counter struct {
	terms     index.TokenFrequencies
	slab      []index.TokenFreq
	places    []index.TokenLocation
	pointers  []*index.TokenLocation
	length    int
	positions bool
}

func newCounter(size int, positions bool) *counter {
	c := &counter{terms: make(index.TokenFrequencies, size), slab: make([]index.TokenFreq, size), positions: positions}
	if positions {
		c.places = make([]index.TokenLocation, size)
		c.pointers = make([]*index.TokenLocation, size)
	}
	return c
}

// add counts a term at a position, counted from 1; the counter has room for
// as many as it was made for.
func (c *counter) add(term string, position int) {
	frequency := c.terms[term]
	if frequency == nil {
		frequency, c.slab = &c.slab[0], c.slab[1:]
		frequency.Term = []byte(term)
		c.terms[term] = frequency
	}
	frequency.SetFrequency(frequency.Frequency() + 1)
	c.length++
	if !c.positions {
		return
	}
	place := &c.places[0]
	place.Position = position
	c.pointers[0] = place
	if frequency.Locations == nil {
		frequency.Locations = c.pointers[:1:1]
	} else {
		frequency.Locations = append(frequency.Locations, place)
	}
	c.places, c.pointers = c.places[1:], c.pointers[1:]
}

func (c *counter) field(name string, options index.FieldIndexingOptions) *field {
	return &field{name: name, options: options, length: c.length, terms: c.terms}
}

// builder makes documents; one goroutine uses it.
type builder struct {
	analyzer *analyzer
	tokens   []token
	scratch  []swedish.Token
}

// text analyses a passage's text into its two fields.
func (b *builder) text(text string) (words, exact *field) {
	b.tokens = b.analyzer.tokens(b.tokens[:0], text, &b.scratch)
	size := 0
	for _, t := range b.tokens {
		size += 1 + len(t.parts)
	}
	stems, forms := newCounter(size, false), newCounter(len(b.tokens), true)
	for i, t := range b.tokens {
		forms.add(t.exact, i+1)
		if t.stop {
			continue
		}
		stems.add(t.stem, 0)
		for _, p := range t.parts {
			stems.add(p.stem, 0)
		}
	}
	return stems.field(fieldWords, optionsWords), forms.field(fieldExact, optionsExact)
}

// stems analyses a heading or title; nil where it has no words to find.
func (b *builder) stems(name, text string) *field {
	words, _ := b.text(text)
	if words.length == 0 {
		return nil
	}
	words.name = name
	return words
}
