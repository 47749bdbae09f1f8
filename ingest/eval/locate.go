package eval

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

// page is a canonical text prepared for finding quotes: white space is one
// space and soft hyphens are gone, so that a quote typed by hand is found
// across line ends.
type page struct {
	raw  string
	flat string
	at   []int // for each byte of flat its offset in raw, and one more for the end
}

func newPage(text string) *page {
	var flat strings.Builder
	p := &page{raw: text}
	space := true
	for i, r := range text {
		switch {
		case r == '\u00ad':
			continue
		case unicode.IsSpace(r):
			if !space {
				flat.WriteByte(' ')
				p.at = append(p.at, i)
			}
			space = true
		default:
			before := flat.Len()
			flat.WriteRune(r)
			for k := range flat.Len() - before {
				p.at = append(p.at, i+k)
			}
			space = false
		}
	}
	p.flat = flat.String()
	p.at = append(p.at, len(text))
	return p
}

// occurrence splits "Anna Ek#2" into the quote and the number of the one
// occurrence it means; 0 means the quote names none.
func occurrence(form string) (quote string, number int) {
	at := strings.LastIndexByte(form, '#')
	if at <= 0 {
		return form, 0
	}
	number, err := strconv.Atoi(form[at+1:])
	if err != nil || number < 1 {
		return form, 0
	}
	return form[:at], number
}

// find returns the spans of a form as whole words: all of them, or the one
// whose number the form gives. A genitive s after the form is let through and
// stays outside the span.
func (p *page) find(form string) []corpus.Span {
	quote, number := occurrence(form)
	quote = strings.TrimSpace(newPage(quote).flat)
	var spans []corpus.Span
	for from := 0; quote != ""; {
		i := strings.Index(p.flat[from:], quote)
		if i < 0 {
			break
		}
		start, end := from+i, from+i+len(quote)
		from = end
		if p.wholeWord(start, end) {
			spans = append(spans, corpus.Span{Start: p.at[start], End: p.rawEnd(end)})
		}
	}
	switch {
	case number == 0:
		return spans
	case number > len(spans):
		return nil
	default:
		return spans[number-1 : number]
	}
}

// rawEnd is the offset in raw just past the byte before end in flat.
func (p *page) rawEnd(end int) int { return p.at[end-1] + 1 }

func (p *page) wholeWord(start, end int) bool {
	if r, _ := utf8.DecodeLastRuneInString(p.flat[:start]); start > 0 && wordRune(r) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(p.flat[start:]); !wordRune(first) {
		return true // a quote that begins with punctuation may end anywhere
	}
	rest := p.flat[end:]
	if after, found := strings.CutPrefix(rest, "s"); found && !startsWord(after) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(p.flat[start:end])
	return !wordRune(last) || !startsWord(rest)
}

func startsWord(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	return size > 0 && wordRune(r)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// label reports whether the span is the label of a speaker's turn: first on
// its line and followed by a colon.
func label(text string, span corpus.Span) bool {
	before := strings.TrimRight(text[:span.Start], " \t*[")
	after := strings.TrimLeft(text[span.End:], " \t*]")
	return (before == "" || strings.HasSuffix(before, "\n")) && strings.HasPrefix(after, ":")
}

// place is where gold names an entity.
type place struct {
	corpus.Span
	entity  int  // index into Gold.Entities
	neutral bool // neither required nor wrong
}

// located is gold with its quotes found in the text.
type located struct {
	places    []place // ascending, disjoint
	quotes    []corpus.Span
	decisions []corpus.Span
}

// locate finds all that the gold quotes. It returns one error for every quote
// that the text lacks, each wrapping ErrQuote.
func (g Gold) locate(text string) (located, error) {
	p := newPage(text)
	var found located
	var problems []error
	missing := func(field, quote string) {
		problems = append(problems, fmt.Errorf("%w: %s: %s: %q", ErrQuote, g.Document, field, quote))
	}
	for i, e := range g.Entities {
		for _, place := range p.places(e, i, missing) {
			place.neutral = place.neutral || e.ID == g.Self
			found.places = append(found.places, place)
		}
	}
	found.places = longest(found.places)
	one := func(field, quote string) corpus.Span {
		spans := p.find(quote)
		if len(spans) == 0 {
			missing(field, quote)
			return corpus.Span{}
		}
		return spans[0]
	}
	for _, q := range g.Quotes {
		found.quotes = append(found.quotes, one("quotes", q.Text))
	}
	for _, d := range g.Decisions {
		found.decisions = append(found.decisions, one("decisions", d.Text))
	}
	return found, errors.Join(problems...)
}

// places finds the forms of one entity. The name itself need not stand in the
// text; every other form must.
func (p *page) places(e Entity, index int, missing func(field, quote string)) []place {
	var all []place
	add := func(form string, neutral bool) bool {
		spans := p.find(form)
		for _, span := range spans {
			all = append(all, place{Span: span, entity: index, neutral: neutral || label(p.raw, span)})
		}
		return len(spans) > 0
	}
	if !slices.ContainsFunc(e.Forms, func(form string) bool { quote, n := occurrence(form); return n > 0 && quote == e.Name }) {
		add(e.Name, false)
	}
	for _, form := range e.Forms {
		if !add(form, false) {
			missing("entities: "+e.ID, form)
		}
	}
	for _, form := range e.Neutral {
		if !add(form, true) {
			missing("entities: "+e.ID, form)
		}
	}
	return all
}

// longest keeps of overlapping places the longest, of equals the neutral one,
// then the first, in text order.
func longest(all []place) []place {
	slices.SortStableFunc(all, func(a, b place) int {
		if order := cmp.Or(cmp.Compare(b.Len(), a.Len()), cmp.Compare(a.Start, b.Start)); order != 0 || a.neutral == b.neutral {
			return order
		}
		if a.neutral {
			return -1
		}
		return 1
	})
	var kept []place
	for _, candidate := range all {
		if !slices.ContainsFunc(kept, func(k place) bool { return k.Overlaps(candidate.Span) }) {
			kept = append(kept, candidate)
		}
	}
	slices.SortFunc(kept, func(a, b place) int { return cmp.Compare(a.Start, b.Start) })
	return kept
}
