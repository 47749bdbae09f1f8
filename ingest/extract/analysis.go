package extract

import (
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/gazetteer"
	"github.com/samband/samband/ingest/extract/reference"
)

// gap says what lies between a token and the one before it.
type gap uint8

const (
	glued gap = iota
	space
	newline
	blank // an empty line, or another region
)

// token is a word or mark with its place in the document.
type token struct {
	start, end int
	word       *word
	kind       swedish.Kind
	gap        gap
	first      bool  // may be capitalised for its position alone
	sentence   int32 // sentences are numbered through the document
}

// none marks a token that belongs to no mention.
const none = -1

// analysis is the working state of one document. All rules share its tokens.
type analysis struct {
	text   string
	in     Input
	date   string
	lists  *gazetteer.Gazetteer
	words  *words
	tokens []token
	owner  []int // by token: index into mentions, or none
	buffer []swedish.Token

	mentions       []Mention
	extent         []extent // by mention: its tokens
	facts          []Fact
	roles          []roleClaim
	speakers       []int       // by turn: mention
	labels         []int       // by turn: the mention its label is
	attendees      []int       // by attendee: mention
	authors        []int       // by author: mention
	subjects       map[int]int // token behind a person's brackets and appositions → the person
	said           []utterance
	terms          []int // concept mentions in text order
	uncased        bool  // the text writes names without capitals, see recase
	own            int   // the document's own mention as a report, none where it has none
	cited          []cited
	people         index
	employers      map[int]int // by token: the organisation whose short form begins a title, see employers
	nicknames      []nickname
	orgs           map[string]int // canonical or name → first mention
	single         []tagged       // names of one word that the tagger found
	items          []item         // see itemAt
	itemised       bool
	asked          map[int32]bool   // sentences that the tagger has read
	peopleInitials map[string]bool  // see initials
	lowerCase      map[string][]int // tokens by word, those in lower case; made when needed
}

// extent is a half-open range of tokens.
type extent struct{ from, to int }

// reset prepares for another document.
func (a *analysis) reset(in Input) {
	a.text, a.in, a.date = in.Text.Canonical, in, in.Structure.Date
	if a.date == "" {
		a.date = in.Text.Date
	}
	a.tokens, a.owner = a.tokens[:0], a.owner[:0]
	a.mentions, a.extent, a.facts, a.roles, a.said = nil, nil, nil, nil, nil
	a.cited, a.terms, a.own = nil, nil, none
	a.speakers, a.labels, a.attendees, a.authors = nil, nil, nil, nil
	a.subjects = map[int]int{}
	a.people, a.nicknames, a.employers = index{}, nil, nil
	a.orgs, a.lowerCase, a.peopleInitials = map[string]int{}, nil, nil
	a.asked = nil
	a.items, a.itemised = nil, false
}

// scan tokenises the regions that rules may look at.
func (a *analysis) scan() {
	sentence := int32(0)
	for _, region := range a.regions() {
		a.buffer = swedish.AppendTokens(a.buffer[:0], region.Of(a.text))
		sentence++
		begins, end := true, region.Start
		for i, t := range a.buffer {
			tok := token{start: region.Start + t.Start, end: region.Start + t.End, kind: t.Kind}
			tok.gap = a.gapBetween(end, tok.start)
			if i == 0 {
				tok.gap = blank
			} else if tok.gap == newline && a.broken(tok) {
				end = tok.end
				continue
			}
			tok.word = a.words.of(a.text[tok.start:tok.end])
			if tok.gap == blank && i > 0 {
				begins = true
				sentence++
			}
			tok.first, tok.sentence = begins, sentence
			begins, sentence = a.boundary(tok, i, begins, sentence)
			a.tokens = append(a.tokens, tok)
			a.owner = append(a.owner, none)
			end = tok.end
		}
	}
}

// broken joins a token to the one before it where the two are one word, broken
// at the end of a line, and reports whether it did.
func (a *analysis) broken(tok token) bool {
	last, rest := &a.tokens[len(a.tokens)-1], a.text[tok.start:tok.end]
	whole := strings.TrimSuffix(last.word.text, "-")
	switch {
	case tok.kind != swedish.Word:
		return false
	case reference.Broken(last.word.text, a.text[last.end:tok.start], rest):
	case reference.BrokenName(last.word.text, a.text[last.end:tok.start], rest):
		whole += "-"
	default:
		return false
	}
	last.end = tok.end
	last.word = a.words.of(whole + rest)
	return true
}

// boundary tells, after a token, whether the next one begins a sentence, and
// the number of the sentence it belongs to.
func (a *analysis) boundary(tok token, i int, begins bool, sentence int32) (bool, int32) {
	if tok.kind == swedish.Word || tok.kind == swedish.Number {
		return tok.kind == swedish.Number && begins, sentence
	}
	mark := tok.word.text
	switch mark {
	case ".", "?", "!":
		if mark == "." && i > 0 && a.buffer[i-1].End == a.buffer[i].Start && a.tokens[len(a.tokens)-1].word.is(initial) {
			return false, sentence // K. Eriksson
		}
		if mark == "." && i > 0 && a.buffer[i-1].End == a.buffer[i].Start && shortStatus(a.tokens[len(a.tokens)-1].word.lower) {
			return false, sentence // tf. rektor
		}
		return true, sentence + 1
	case ")", "]", "”", "\"", "»":
		return begins, sentence
	}
	return begins || isSentenceEnd(mark), sentence
}

// gapBetween classifies the white space between two offsets.
func (a *analysis) gapBetween(from, to int) gap {
	if from >= to {
		return glued
	}
	if between := a.text[from:to]; to-from > 3 || strings.ContainsRune(between, '\t') {
		if strings.ContainsRune(between, '\t') || strings.Contains(between, "   ") {
			return blank // columns
		}
	}
	switch strings.Count(a.text[from:to], "\n") {
	case 0:
		return space
	case 1:
		return newline
	}
	return blank
}

// regions are the passages, and the turn labels, names and attendee entries
// that lie outside them; ascending and disjoint. Furniture is in none.
func (a *analysis) regions() []corpus.Span {
	s := a.in.Structure
	spans := make([]corpus.Span, 0, len(s.Passages)+4)
	for i := range s.Passages {
		spans = append(spans, s.Passages[i].Span)
	}
	extra := make([]corpus.Span, 0, len(s.Turns)+len(s.Attendees)+len(s.Authors))
	for i := range s.Turns {
		extra = append(extra, a.labelLine(s.Turns[i].Label))
	}
	for i := range s.Attendees {
		extra = append(extra, s.Attendees[i].Entry)
	}
	for i := range s.Authors {
		extra = append(extra, s.Authors[i].Span)
	}
	extra = append(extra, s.TitleSpan, s.PublisherSpan)
	spans = append(spans, extra...)
	spans = slices.DeleteFunc(spans, func(s corpus.Span) bool { return s.Empty() || !s.Valid(a.text) })
	slices.SortFunc(spans, func(x, y corpus.Span) int {
		if x.Start != y.Start {
			return x.Start - y.Start
		}
		return y.End - x.End
	})
	out := spans[:0]
	for _, span := range spans {
		if n := len(out); n > 0 && span.Start < out[n-1].End {
			continue // inside, or a damaged overlap
		}
		out = append(out, span)
	}
	return out
}

// labelLine is a label with the title before it on its line: "Anf. 4
// Finansminister ANNA EK (S):".
func (a *analysis) labelLine(label corpus.Span) corpus.Span {
	const longest = 80
	if label.Empty() || !label.Valid(a.text) {
		return label
	}
	start := strings.LastIndexByte(a.text[:label.Start], '\n') + 1
	if before := a.text[start:label.Start]; len(before) <= longest && strings.HasPrefix(before, "Anf") {
		label.Start = start
	}
	return label
}

// tokenAt returns the first token that ends after the offset, and len(tokens)
// where there is none.
func (a *analysis) tokenAt(offset int) int {
	at, _ := slices.BinarySearchFunc(a.tokens, offset, func(t token, offset int) int {
		if t.end <= offset {
			return -1
		}
		return 1
	})
	return at
}

// tokensIn returns the tokens that lie wholly inside the span.
func (a *analysis) tokensIn(span corpus.Span) extent {
	if span.Empty() {
		return extent{}
	}
	from := a.tokenAt(span.Start)
	to := from
	for to < len(a.tokens) && a.tokens[to].end <= span.End {
		to++
	}
	return extent{from, to}
}

// tokensOver returns the tokens that share bytes with the span: a name
// without its genitive ending still means the whole token.
func (a *analysis) tokensOver(span corpus.Span) extent {
	if span.Empty() {
		return extent{}
	}
	from := a.tokenAt(span.Start)
	to := from
	for to < len(a.tokens) && a.tokens[to].start < span.End {
		to++
	}
	return extent{from, to}
}

// span returns the bytes that tokens from..to cover.
func (a *analysis) span(from, to int) corpus.Span {
	return corpus.Span{Start: a.tokens[from].start, End: a.tokens[to-1].end}
}

// free reports whether no token of the range belongs to anything.
func (a *analysis) free(from, to int) bool {
	for i := from; i < to; i++ {
		if a.owner[i] != none {
			return false
		}
	}
	return true
}

// claim makes a mention of tokens from..to. The caller has checked that they
// are free.
func (a *analysis) claim(from, to int, m Mention) int {
	m.Span = a.span(from, to)
	if m.Name == "" {
		m.Name = a.nameOf(from, to)
	}
	index := len(a.mentions)
	a.mentions = append(a.mentions, m)
	a.extent = append(a.extent, extent{from, to})
	for i := from; i < to; i++ {
		a.owner[i] = index
	}
	return index
}

// nameOf is the text of tokens with white space made single.
func (a *analysis) nameOf(from, to int) string {
	if a.uncased {
		return a.recasedName(from, to)
	}
	return collapse(a.text[a.tokens[from].start:a.tokens[to-1].end])
}

// recasedName is the text of tokens with the capitals they have been given.
func (a *analysis) recasedName(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from && a.tokens[i].gap != glued {
			b.WriteByte(' ')
		}
		b.WriteString(a.tokens[i].word.text)
	}
	return b.String()
}

// collapse makes runs of white space single spaces, and words broken at the ends
// of lines whole.
func collapse(s string) string {
	if !strings.ContainsAny(s, "\n\t\u00a0\r") && !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.Fields(reference.Unbroken(s)), " ")
}

// nominative is the name of tokens with the genitive of the last one undone.
func (a *analysis) nominative(from, to int) string {
	name := a.nameOf(from, to)
	last := a.tokens[to-1].word
	return name[:len(name)-len(last.text)] + last.base
}

// mentionAt returns the mention a token belongs to, if it is of the kind.
func (a *analysis) mentionAt(i int, kind graph.Kind) (int, bool) {
	if i < 0 || i >= len(a.owner) || a.owner[i] < 0 || a.mentions[a.owner[i]].Kind != kind {
		return 0, false
	}
	return a.owner[i], true
}

// lower returns the lower-case text of a token, "" outside the document.
func (a *analysis) lower(i int) string {
	if i < 0 || i >= len(a.tokens) {
		return ""
	}
	return a.tokens[i].word.lower
}

// is reports whether the token exists and has one of the traits.
func (a *analysis) is(i int, t trait) bool {
	return i >= 0 && i < len(a.tokens) && a.tokens[i].word.is(t)
}

// follows reports whether token i continues the text of token i-1 within a
// sentence and region.
func (a *analysis) follows(i int) bool {
	return i > 0 && i < len(a.tokens) && a.tokens[i].gap != blank && a.tokens[i].sentence == a.tokens[i-1].sentence
}
