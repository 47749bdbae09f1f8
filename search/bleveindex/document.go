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
	fieldLanguage    = "language"
	fieldPlace       = "place"  // stored: first byte in the canonical text and length, varints
	fieldIs          = "is"     // "passage" or "record"
	fieldOrder       = "order"  // stored: the exact words in the order of the text, see sequence
	fieldRecord      = "record" // stored value of a record
)

const (
	isPassage = "passage"
	isRecord  = "record"
)

const (
	optionsTerms  = index.IndexField | index.SkipFreqNorm
	optionsWords  = index.IndexField
	optionsID     = index.IndexField | index.StoreField
	optionsStored = index.StoreField
	encodedAsText = 't'
	idField       = "_id"
	bytesPerField = 64 // estimate for scorch's account of memory
)

// document is what scorch indexes: analysed fields under an id.
type document struct {
	id     string
	fields []index.Field
}

func (d *document) ID() string                                 { return d.id }
func (d *document) Size() int                                  { return len(d.fields) * bytesPerField }
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
	c := newCounter(1)
	c.add(d.id) // with a frequency of 1, merged segments keep it within the dictionary
	f := c.field(idField, optionsID)
	f.value = []byte(d.id)
	d.fields = append(d.fields, f)
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

// termsField holds whole values, of which only the presence counts.
func termsField(name string, values ...string) *field {
	c := newCounter(0)
	for _, value := range values {
		c.note(value)
	}
	return c.field(name, optionsTerms)
}

// counter collects the terms of one field, with few allocations. Scorch reads
// the term from the key of the map, so the entries do not repeat it.
type counter struct {
	terms    index.TokenFrequencies
	slab     []index.TokenFreq
	presence *index.TokenFreq // entry of every term of which only the presence counts
	length   int
}

// newCounter returns a counter that can add size different terms, and note
// any number.
func newCounter(size int) *counter {
	return &counter{terms: make(index.TokenFrequencies, size), slab: make([]index.TokenFreq, size)}
}

// add counts a term.
func (c *counter) add(term string) {
	frequency := c.terms[term]
	if frequency == nil {
		frequency, c.slab = &c.slab[0], c.slab[1:]
		c.terms[term] = frequency
	}
	frequency.SetFrequency(frequency.Frequency() + 1)
	c.length++
}

// note adds a term of which only the presence counts.
func (c *counter) note(term string) {
	if c.presence == nil {
		c.presence = new(index.TokenFreq)
	}
	c.terms[term] = c.presence
	c.length++
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

// text analyses a passage's text into its three fields.
func (b *builder) text(text string) (words, exact, order *field) {
	b.tokens = b.analyzer.tokens(b.tokens[:0], text, &b.scratch)
	words = b.words(fieldWords)
	forms := &counter{terms: make(index.TokenFrequencies, len(b.tokens))}
	for _, t := range b.tokens {
		forms.note(t.exact)
	}
	order = &field{name: fieldOrder, value: sequence(b.tokens), options: optionsStored}
	return words, forms.field(fieldExact, optionsTerms), order
}

// words collects the stems of the builder's tokens and of the parts of
// compounds among them.
func (b *builder) words(name string) *field {
	size := 0
	for _, t := range b.tokens {
		if !t.stop {
			size += 1 + len(t.parts)
		}
	}
	stems := newCounter(size)
	for _, t := range b.tokens {
		if t.stop {
			continue
		}
		stems.add(t.stem)
		for _, p := range t.parts {
			stems.add(p.stem)
		}
	}
	return stems.field(name, optionsWords)
}

// stems analyses a heading or title; nil where it has no words to find.
func (b *builder) stems(name, text string) *field {
	b.tokens = b.analyzer.tokens(b.tokens[:0], text, &b.scratch)
	if words := b.words(name); words.length > 0 {
		return words
	}
	return nil
}
