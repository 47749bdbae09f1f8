package erasure

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// What stands in a text in the place of what was erased. A label at a turn of
// a transcript remains one, so that the turns of others are still told apart.
const (
	NameMarker   = "[borttagen]"
	SpeechMarker = "[yttrande borttaget]"
	LabelMarker  = "Okänd talare"
)

// CutKind says what is cut out.
type CutKind string

// The kinds of cut.
const (
	CutName   CutKind = ""       // what the person is called
	CutLabel  CutKind = "label"  // the same, at a turn of a transcript
	CutSpeech CutKind = "speech" // what the person said
)

// Cut is a stretch of a canonical text that is erased.
type Cut struct {
	corpus.Span
	Kind CutKind `json:"kind,omitempty"`
}

func (c Cut) marker() string {
	switch c.Kind {
	case CutSpeech:
		return SpeechMarker
	case CutLabel:
		return LabelMarker
	default:
		return NameMarker
	}
}

// Join sorts cuts and joins those that overlap; what is said swallows names.
func Join(cuts []Cut) []Cut {
	cuts = slices.Clone(cuts)
	slices.SortFunc(cuts, func(a, b Cut) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	var joined []Cut
	for _, cut := range cuts {
		if last := len(joined) - 1; last >= 0 && cut.Start < joined[last].End {
			joined[last].End = max(joined[last].End, cut.End)
			if cut.Kind == CutSpeech {
				joined[last].Kind = CutSpeech
			}
			continue
		}
		if !cut.Empty() {
			joined = append(joined, cut)
		}
	}
	return joined
}

// Redact returns the text without what the cuts cover, with markers in its
// place, and the layout moved along. What the layout holds beside the text
// (title, authors, speakers, addresses) loses the forms that the matcher knows
// and the words that were cut as names. Cuts are as Join returns them and
// valid in the text.
func Redact(text *corpus.Text, cuts []Cut, m Matcher) corpus.Text {
	r := redaction{cuts: cuts, matcher: m, names: map[string]bool{}}
	redacted := *text
	redacted.Canonical = r.canonical(text.Canonical)
	redacted.Title, redacted.Publisher = r.string(text.Title), r.string(text.Publisher)
	redacted.URL = r.address(text.URL)
	redacted.Authors = nil
	for _, author := range text.Authors {
		if r.string(author) == author {
			redacted.Authors = append(redacted.Authors, author)
		}
	}
	redacted.Meta = maps.Clone(text.Meta)
	for key, value := range redacted.Meta {
		redacted.Meta[key] = r.string(value)
	}
	redacted.Blocks, redacted.Links, redacted.Emphasis, redacted.Origin = r.layout(text)
	return redacted
}

// redaction moves offsets of a text to where they are without the cuts.
type redaction struct {
	cuts    []Cut
	matcher Matcher
	names   map[string]bool // single words cut as names
	shifts  []int           // what is added to an offset behind each cut
}

func (r *redaction) canonical(text string) string {
	var b strings.Builder
	last, shift := 0, 0
	for _, cut := range r.cuts {
		b.WriteString(text[last:cut.Start])
		b.WriteString(cut.marker())
		last = cut.End
		shift += len(cut.marker()) - cut.Len()
		r.shifts = append(r.shifts, shift)
		if words := Words(cut.Of(text)); cut.Kind != CutSpeech && len(words) == 1 {
			r.names[words[0]] = true
		}
	}
	b.WriteString(text[last:])
	return b.String()
}

// offset moves an offset; one inside a cut goes to the end of its marker.
func (r *redaction) offset(at int) int {
	i, _ := slices.BinarySearchFunc(r.cuts, at, func(cut Cut, at int) int { return cmp.Compare(cut.Start, at) })
	if i == 0 { // cuts[i] is the first that begins at or behind it
		return at
	}
	cut := r.cuts[i-1]
	return max(at, cut.End) + r.shifts[i-1]
}

func (r *redaction) span(span corpus.Span) corpus.Span {
	return corpus.Span{Start: r.offset(span.Start), End: r.offset(span.End)}
}

// touched reports whether a cut, of speech only if so asked, overlaps a span.
func (r *redaction) touched(span corpus.Span, speech bool) bool {
	return slices.ContainsFunc(r.cuts, func(cut Cut) bool { return cut.Overlaps(span) && (cut.Kind == CutSpeech || !speech) })
}

func (r *redaction) layout(text *corpus.Text) (blocks []corpus.Block, links []corpus.Link, emphasis []corpus.Span, origin []corpus.Anchor) {
	for _, block := range text.Blocks {
		if block.Speaker != "" && (r.touched(block.Span, true) || r.string(block.Speaker) != block.Speaker) {
			block.Speaker = LabelMarker
		}
		block.Label = r.string(block.Label)
		if block.Span = r.span(block.Span); !block.Empty() {
			blocks = append(blocks, block)
		}
	}
	for _, link := range text.Links {
		if r.touched(link.Span, false) {
			continue // it leads to the person
		}
		link.Target = r.address(link.Target)
		link.Span = r.span(link.Span)
		links = append(links, link)
	}
	for _, span := range text.Emphasis {
		if span = r.span(span); !span.Empty() {
			emphasis = append(emphasis, span)
		}
	}
	for _, anchor := range text.Origin {
		anchor.Canonical, anchor.Original, anchor.Exact = r.offset(anchor.Canonical), -1, false // the original is gone
		if last := len(origin) - 1; last >= 0 && origin[last].Canonical == anchor.Canonical {
			continue
		}
		origin = append(origin, anchor)
	}
	return blocks, links, emphasis, origin
}

// string replaces what names the person in a text beside the canonical one.
func (r *redaction) string(text string) string {
	spans := append(Scan(text, r.matcher), WordSpans(text, r.names)...)
	cuts := make([]Cut, len(spans))
	for i, span := range spans {
		cuts[i].Span = span
	}
	inner := redaction{cuts: Join(cuts), names: map[string]bool{}}
	return inner.canonical(text)
}

// address is an address, "" where it names the person.
func (r *redaction) address(address string) string {
	if r.string(address) != address {
		return ""
	}
	return address
}

// Labels makes those name cuts labels that stand as such: first on their line,
// with nothing behind them but a colon, a time, or a description and a colon.
func Labels(text string, cuts []Cut) {
	for i := range cuts {
		cut := &cuts[i]
		line := text[strings.LastIndexByte(text[:cut.Start], '\n')+1 : cut.Start]
		rest, _, _ := strings.Cut(text[cut.End:], "\n")
		head, _, colon := strings.Cut(rest, ":")
		described := head == "" || strings.ContainsAny(head[:1], " ,(:")
		if cut.Kind == CutName && !hasLetter(line) && (colon && described && len(head) <= maxDescription || !hasLetter(rest)) {
			cut.Kind = CutLabel
		}
	}
}

// maxDescription is the longest that stands between a speaker's name and the
// colon, in bytes.
const maxDescription = 80

func hasLetter(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }

// WordSpans returns where whole words of the set stand in the text, with the
// genitive.
func WordSpans(text string, words map[string]bool) []corpus.Span {
	if len(words) == 0 {
		return nil
	}
	var spans []corpus.Span
	s := scanner{text: text}
	for s.fill(1) {
		span := s.words[0].Span
		s.words = s.words[1:]
		if own := span.Of(text); words[own] || words[genitiveless(own)] {
			spans = append(spans, span)
		}
	}
	return spans
}

// SingleNames returns the words that by themselves stand for the person where
// the cuts are made: capitalised, of two letters or more.
func SingleNames(text string, cuts []Cut) map[string]bool {
	names := map[string]bool{}
	for _, cut := range cuts {
		words := Words(cut.Of(text))
		if cut.Kind == CutSpeech || len(words) != 1 || utf8.RuneCountInString(words[0]) < 2 {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(words[0]); unicode.IsUpper(r) {
			names[words[0]] = true
		}
	}
	return names
}

// Surnames returns the words of the full names that are cut that are no given
// names: as they stand, without genitive, and in usual case.
func Surnames(text string, cuts []Cut) map[string]bool {
	names := map[string]bool{}
	for _, cut := range cuts {
		words := Words(cut.Of(text))
		if cut.Kind == CutSpeech || len(words) < 2 || len(words) > maxWords {
			continue
		}
		for _, word := range words {
			usual := swedish.TitleCaseName(word)
			r, _ := utf8.DecodeRuneInString(word)
			if !unicode.IsUpper(r) || utf8.RuneCountInString(word) < 2 || swedish.GivenName(usual) || swedish.NameParticle(word) {
				continue
			}
			for _, form := range []string{word, usual} {
				names[form] = true
				names[strings.TrimRight(form, "sS")] = true
			}
		}
	}
	return names
}

// String replaces the forms that a matcher knows in a text that has no layout.
func String(text string, m Matcher) string {
	r := redaction{matcher: m}
	return r.string(text)
}
