package reference

import (
	"sort"
	"strings"

	"github.com/samband/samband/corpus"
)

const (
	maxRepeated = 60 // distinct titles looked for elsewhere in the document
	minRepeated = 12 // bytes of a title that proves itself without typography
)

// findRepeated finds the titles that one place shows to be titles wherever
// else the document repeats them word for word.
func (f *finder) findRepeated() {
	seen := map[string]bool{}
	for _, r := range f.refs {
		title := r.Name
		known := r.Method == MethodTitle || r.Method == MethodList || r.Method == MethodNumber && title != r.Number
		if !known || seen[title] || len(title) < minRepeated || strings.Count(title, " ") < 2 || len(seen) >= maxRepeated {
			continue
		}
		seen[title] = true
		for at := 0; ; {
			i := strings.Index(f.text[at:], title)
			if i < 0 {
				break
			}
			span := corpus.Span{Start: at + i, End: at + i + len(title)}
			at = span.End
			if f.inTitle(span) || r.Evidence.Contains(span) || !f.freeOf(span) {
				continue
			}
			f.add(Reference{
				Span: span, Name: title, Canonical: r.Canonical, Number: r.Number, Year: r.Year,
				Publisher: r.Publisher, Method: MethodTitle, Confidence: .8, Cited: true,
			})
		}
	}
	f.refs = disjoint(f.refs)
}

// inTitle reports whether a span lies in the document's own title.
func (f *finder) inTitle(span corpus.Span) bool { return f.structure.TitleSpan.Overlaps(span) }

// freeOf reports whether no reference found so far overlaps a span.
func (f *finder) freeOf(span corpus.Span) bool {
	i := sort.Search(len(f.refs), func(i int) bool { return f.refs[i].Start >= span.End })
	for i--; i >= 0 && span.Start-f.refs[i].Start < 2*maxTitle; i-- {
		if f.refs[i].Overlaps(span) {
			return false
		}
	}
	return true
}

// joinNotes gives a title that ends at the mark of a footnote the number that
// the footnote begins with.
func (f *finder) joinNotes() {
	for _, note := range f.structure.Footnotes {
		if note.Reference.Empty() || note.Body.Empty() {
			continue
		}
		n := f.numberedIn(note.Body)
		if n < 0 || f.refs[n].Start-note.Body.Start > 80 {
			continue
		}
		for i := range f.refs {
			title := &f.refs[i]
			if gap := note.Reference.Start - title.End; gap < 0 || gap > 4 || title.Number != "" || title.Method != MethodTitle {
				continue
			}
			number := &f.refs[n]
			if number.Name == number.Number || strings.HasSuffix(number.Name, " "+number.Number) {
				number.Name = title.Name
			}
			if number.Publisher == "" && !strings.Contains(number.Number, " ") && title.Publisher != "" {
				number.Publisher, number.PublisherSpan = title.Publisher, title.PublisherSpan
				f.nameNumbered(number)
			}
			title.Canonical, title.Number, title.Year = number.Canonical, number.Number, number.Year
		}
	}
}
