package term

import (
	_ "embed"
	"errors"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// Term is a place where a document uses one of its concepts.
type Term struct {
	corpus.Span
	Name       string  // indefinite singular: "digital vårdtjänst"; equal for all forms of the concept
	Method     string  // rule that found it
	Confidence float64 // 0 to 1, from the concept's rank in the document
	Acronym    string  // short form that the document defines for the concept, "" where none
	Broader    string  // Name of the more general concept in this document that it is a kind of, "" where none
}

// Methods that Find reports.
const (
	MethodCompound = "term-compound"
	MethodNoun     = "term-noun"
	MethodPhrase   = "term-phrase"
	MethodForeign  = "term-foreign"
	MethodAcronym  = "term-acronym"
	MethodName     = "term-name"
)

//go:embed generic.txt
var genericList string

//go:embed fields.txt
var fieldList string

//go:embed topics.txt
var topicList string

//go:embed heads.txt
var headList string

//go:embed people.txt
var peopleList string

//go:embed function.txt
var functionList string

//go:embed attributes.txt
var attributeList string

//go:embed glossary.txt
var glossaryList string

// Finder finds terms. It is safe for concurrent use.
type Finder struct {
	tagger  *tagger
	prior   prior
	buffers sync.Pool // of *buffers
}

// ErrEmptyList reports that one of the embedded lists is empty.
var ErrEmptyList = errors.New("embedded word list is empty")

// ErrWeights reports that the embedded weights do not fit the features.
var ErrWeights = errors.New("embedded weights do not fit the features")

// New reads the embedded lists.
func New() (*Finder, error) {
	generic, glossary := words(genericList), lines(glossaryList)
	if len(generic) == 0 || len(glossary) == 0 {
		return nil, ErrEmptyList
	}
	empty := words(functionList)
	for attribute := range words(attributeList) {
		empty[attribute] = true
	}
	keyness, err := newKeyness(keynessList)
	if err != nil {
		return nil, err
	}
	weights, err := newWeights(weightList)
	if err != nil {
		return nil, err
	}
	classes, err := newClasses(classList)
	if err != nil {
		return nil, err
	}
	fields := words(fieldList)
	t := &tagger{generic: generic, empty: empty, fields: fields, topics: words(topicList), phrases: glossary, closing: closing(glossary, keyness), heads: words(headList), people: words(peopleList), known: map[string]word{}, classes: classes, paradigms: paradigms(), keyness: keyness}
	return &Finder{tagger: t, prior: prior{glossary, keyness, weights}}, nil
}

// closing collects the last words of the terms of several words.
func closing(glossary map[string]bool, known *keyness) map[string]bool {
	set := map[string]bool{}
	for term := range known.terms {
		if at := strings.LastIndexByte(term, ' '); at > 0 {
			set[term[at+1:]] = true
		}
	}
	for term := range glossary {
		if at := strings.LastIndexByte(term, ' '); at > 0 {
			set[term[at+1:]] = true
		}
	}
	return set
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for line := range lines(list) {
		for w := range strings.FieldsSeq(line) {
			set[w] = true
		}
	}
	return set
}

func lines(list string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(list) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			set[line] = true
		}
	}
	return set
}

// Find returns where the text uses the concepts it is about, ascending by
// Start. A term can lie inside a longer one, as "vårdtjänst" does in "digital
// vårdtjänst"; terms do not cross, and do not overlap any taken span. Taken spans,
// in any order, are what other extractors have claimed: names, references.
//
// Titles are the names of cited documents. Their words tell what the document
// is about too, and each begins as a sentence does.
func (f *Finder) Find(text *corpus.Text, s *corpus.Structure, taken, titles []corpus.Span) []Term {
	b, _ := f.buffers.Get().(*buffers)
	if b == nil {
		b = new(buffers)
	}
	defer f.buffers.Put(b) // terms refer to the text, not to tokens
	d := f.read(b, text, s, taken, titles)
	return d.terms(d.choose(d.candidatesOf(f)))
}

// buffers are what one Find needs and the next can use again.
type buffers struct {
	raw    []swedish.Token
	tokens []token
}

// token is a token of the document with what the tagger knows of it.
type token struct {
	corpus.Span
	word    word
	lower   string
	kind    swedish.Kind
	blocked bool // taken by others, furniture or foreign prose
	initial bool // begins a sentence or line
	broken  bool // broken at the end of a line
	cited   bool // in the name of a cited document
	section uint8
}

// Weights of the places a token can stand in.
const (
	inBody uint8 = iota
	inHeading
	inTitle
)

// document is one text while terms are looked for.
type document struct {
	tagger     *tagger
	text       string
	tokens     []token
	candidates map[string]*candidate
	top        float64 // frequency of the most frequent candidate
}

func (f *Finder) read(b *buffers, text *corpus.Text, s *corpus.Structure, taken, titles []corpus.Span) *document {
	d := &document{tagger: f.tagger, text: text.Canonical, candidates: map[string]*candidate{}}
	b.raw = swedish.AppendTokens(b.raw[:0], d.text)
	b.tokens = slices.Grow(b.tokens[:0], len(b.raw))[:len(b.raw)]
	raw := b.raw
	d.tokens = b.tokens
	blocked := sweep{spans: blockedSpans(d.text, s, taken)}
	headings := sweep{spans: headingSpans(s)}
	cited := sweep{spans: slices.Clone(titles)}
	for i, r := range raw {
		t := token{Span: corpus.Span{Start: r.Start, End: r.End}, kind: r.Kind}
		t.blocked = blocked.hits(t.Span)
		t.initial = i == 0 || initial(d.text, raw[i-1], r)
		if headings.hits(t.Span) {
			t.section = inHeading
		}
		if cited.hits(t.Span) {
			t.cited = true
			t.initial = t.initial || i > 0 && !d.tokens[i-1].cited
		}
		if s.TitleSpan.Contains(t.Span) {
			t.section = inTitle
		}
		if t.kind == swedish.Word && !t.blocked {
			t.lower = fold(d.text[r.Start:r.End])
			t.word = f.look(&t, d.text[r.Start:r.End])
		}
		d.tokens[i] = t
	}
	d.join()
	for i := range d.tokens {
		d.nominalize(i)
	}
	return d
}

// join makes one token of each word that was broken at the end of its line:
// "antibiotikaresis-" and "tens".
func (d *document) join() {
	kept := d.tokens[:0]
	for i := 0; i < len(d.tokens); i++ {
		t := d.tokens[i]
		if d.broken(i) {
			t.lower = strings.TrimSuffix(t.lower, "-") + d.tokens[i+1].lower
			t.broken, t.word, t.End = true, d.tagger.lookup(t.lower), d.tokens[i+1].End
			i++
		}
		kept = append(kept, t)
	}
	d.tokens = kept
}

// broken reports whether token i is the first part of a word that goes on on
// the next line.
func (d *document) broken(i int) bool {
	t := &d.tokens[i]
	if t.blocked || t.kind != swedish.Word || i+1 >= len(d.tokens) || len(t.lower) < 4 || !strings.HasSuffix(t.lower, "-") {
		return false
	}
	next := &d.tokens[i+1]
	if next.blocked || next.kind != swedish.Word || capital(d.at(i+1)) {
		return false
	}
	switch next.lower {
	case "och", "eller", "samt", "respektive":
		return false
	}
	gap := d.text[t.End:next.Start]
	return strings.Count(gap, "\n") == 1 && gap[0] == '\n' && strings.TrimSpace(gap) == ""
}

// look returns what is known of a token. Names inside sentences are not looked
// into: to analyse words nobody has seen costs most of the time.
func (f *Finder) look(t *token, written string) word {
	if !t.initial && t.section == inBody && capital(written) && count(t.lower) == 0 && !abbreviated(written) {
		return word{class: rare}
	}
	return f.tagger.lookup(t.lower)
}

// abbreviated reports whether a capitalised word is a common noun with an
// abbreviation before its hyphen: "GPS-märkning".
func abbreviated(written string) bool {
	short, rest, found := strings.Cut(written, "-")
	first, _ := utf8.DecodeRuneInString(rest)
	return found && short == strings.ToUpper(short) && unicode.IsLower(first)
}

// fold is lower case without soft hyphens.
func fold(s string) string {
	if strings.Contains(s, "\u00ad") {
		s = strings.ReplaceAll(s, "\u00ad", "")
	}
	return strings.ToLower(s)
}

// initial reports whether a token begins a sentence, a line or a quotation.
func initial(text string, prev, this swedish.Token) bool {
	if strings.Contains(text[prev.End:this.Start], "\n") {
		return true
	}
	switch text[prev.Start:prev.End] {
	case ".", "?", "!", ":", "”", "\"", "–", "•", "-", "*", "“", "»", "(", "…":
		return true
	}
	return false
}

func blockedSpans(text string, s *corpus.Structure, taken []corpus.Span) []corpus.Span {
	spans := make([]corpus.Span, 0, len(taken)+len(s.Furniture)+len(s.Turns)+len(s.Attendees))
	for _, t := range taken {
		if s.TitleSpan.Empty() || !t.Contains(s.TitleSpan) {
			spans = append(spans, t) // the title as a whole names the document itself
		}
	}
	spans = append(spans, s.Furniture...)
	for _, turn := range s.Turns {
		spans = append(spans, turn.Label)
	}
	for _, a := range s.Attendees {
		spans = append(spans, a.Entry)
	}
	for _, p := range s.Passages {
		if cookies(p.Of(text)) {
			spans = append(spans, p.Span)
		}
		if p.Language != "" && p.Language != "sv" && p.Language != "und" {
			spans = append(spans, p.Span)
		}
	}
	return spans
}

// cookies reports whether a passage asks for leave to keep cookies, as pages
// do beside what they are about.
func cookies(passage string) bool {
	if len(passage) > 600 {
		return false
	}
	for _, word := range []string{"cookies", "Cookies", " kakor", "Kakor"} {
		if strings.Contains(passage, word) {
			return strings.Contains(passage, "webbplats") || strings.Contains(passage, "webbläsare") || strings.Contains(passage, "samtyck") ||
				strings.Contains(passage, "odkänn") || strings.Contains(passage, "ccepter") || strings.Contains(passage, "integritet") || strings.Contains(passage, "sajt")
		}
	}
	return false
}

func headingSpans(s *corpus.Structure) []corpus.Span {
	spans := make([]corpus.Span, 0, len(s.Sections))
	for _, section := range s.Sections {
		spans = append(spans, section.Heading)
	}
	return spans
}

// sweep answers, for spans asked in ascending order, whether one of its spans
// overlaps them.
type sweep struct {
	spans  []corpus.Span
	sorted bool
	next   int
	reach  int
}

func (s *sweep) hits(span corpus.Span) bool {
	if !s.sorted {
		sort.Slice(s.spans, func(i, j int) bool { return s.spans[i].Start < s.spans[j].Start })
		s.sorted = true
	}
	for s.next < len(s.spans) && s.spans[s.next].Start < span.End {
		s.reach = max(s.reach, s.spans[s.next].End)
		s.next++
	}
	return s.reach > span.Start
}

// adjacent reports whether tokens i and i+1 can belong to one phrase: only
// white space within a line or one line break stands between them.
func (d *document) adjacent(i int) bool {
	if i < 0 || i+1 >= len(d.tokens) {
		return false
	}
	gap := d.text[d.tokens[i].End:d.tokens[i+1].Start]
	return gap != "" && strings.Count(gap, "\n") < 2 && !d.tokens[i+1].blocked && !d.tokens[i].blocked
}

func (d *document) at(i int) string {
	if i < 0 || i >= len(d.tokens) {
		return ""
	}
	return d.tokens[i].Of(d.text)
}
