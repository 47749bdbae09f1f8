package reference

import (
	"slices"
	"sort"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// Reference is a place where a text speaks of a published or named work.
type Reference struct {
	corpus.Span
	Name          string      // title, else the number with its series, without genitive ending
	Canonical     string      // equal for the same work in all documents; "" where the text does not tell which work it is
	Number        string      // "SOU 2021:17", "prop. 2022/23:45", "2021:17"; "" where it has none
	Year          string      // four digits, "" unknown
	Publisher     string      // as written, without genitive ending; "" where not stated
	PublisherSpan corpus.Span // where the publisher stands; empty where not stated
	Authors       corpus.Span // where an entry of a list names its authors, people all of them; empty elsewhere
	Section       string      // part that is cited, as written: "s. 45", "avsnitt 5.2"
	Method        string      // rule that found it
	Confidence    float64     // 0 to 1
	Evidence      corpus.Span // sentence, footnote or list entry it stands in
	Cited         bool        // false for words that only stand for an earlier reference, and for the document's own number

	title, number corpus.Span // within Span, where it holds both
}

// Methods that Find reports.
const (
	MethodNumber    = "reference-number"
	MethodStatute   = "reference-statute"
	MethodEU        = "reference-eu"
	MethodCase      = "reference-case-number"
	MethodTitle     = "reference-title"
	MethodPlan      = "reference-plan"
	MethodLaw       = "reference-law"
	MethodList      = "reference-list"
	MethodPublisher = "reference-publisher"
	MethodAnaphora  = "reference-anaphora"
)

// SetPublisher gives the reference the publisher's established name, and
// renews Canonical where the publisher is part of it.
func (r *Reference) SetPublisher(name string) {
	old := r.Publisher
	r.Publisher = name
	if old == "" {
		return
	}
	for _, before := range []string{old, foldTitle(old)} {
		if rest, ok := strings.CutPrefix(r.Canonical, before+" "); ok {
			if before == old {
				r.Canonical = name + " " + rest
			} else {
				r.Canonical = foldTitle(name) + " " + rest
			}
			return
		}
	}
}

// Find returns the references in the text, ascending by Start; they do not
// overlap. Spans inside the structure's furniture are passed over.
func Find(text *corpus.Text, s *corpus.Structure) []Reference {
	f := newFinder(text, s)
	f.findNumbers()
	f.findIssues()
	f.findTitles()
	f.findSetOff()
	f.findWords()
	f.findEntries()
	f.refs = slices.DeleteFunc(disjoint(f.refs), f.own)
	f.findSubjectsBehind()
	f.ownReport()
	f.findRepeated()
	f.sorted = len(f.refs)
	f.joinNotes()
	f.joinTitles()
	f.joinYearly()
	f.joinNumbers()
	f.joinBeside()
	f.joinActs()
	f.findBareLaws()
	f.findShortForms()
	f.findAnaphora()
	f.refs = disjoint(f.refs)
	f.finish()
	f.part()
	return f.refs
}

// finder holds one document while it is searched.
type finder struct {
	source    *corpus.Text
	structure *corpus.Structure
	text      string
	tokens    []swedish.Token
	titles    []corpus.Span // quoted, emphasised and linked stretches, ascending
	refs      []Reference
	sorted    int    // references, from the first, that ascend
	cues      []cue  // report words met by findWords that name nothing by themselves
	self      string // identity of the document itself, where it bears a number
}

func newFinder(text *corpus.Text, s *corpus.Structure) *finder {
	f := &finder{source: text, structure: s, text: text.Canonical}
	f.tokens = unbroken(f.text, swedish.AppendTokens(make([]swedish.Token, 0, len(f.text)/5), f.text))
	f.titles = slices.DeleteFunc(candidateTitles(text), func(s corpus.Span) bool { return f.cuts(s.Start) })
	return f
}

// cuts reports whether an offset lies inside a token, as a link does that
// begins in the middle of a word.
func (f *finder) cuts(offset int) bool {
	i := f.tokenAt(offset) - 1
	return i >= 0 && f.tokens[i].End > offset
}

func (f *finder) add(r Reference) {
	if r.Empty() || !r.Valid(f.text) || f.inFurniture(r.Start) {
		return
	}
	f.refs = append(f.refs, r)
}

func (f *finder) inFurniture(at int) bool {
	spans := f.structure.Furniture
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > at })
	return i < len(spans) && spans[i].Start <= at
}

// tokenAt returns the index of the first token that begins at or after the
// offset.
func (f *finder) tokenAt(offset int) int {
	return sort.Search(len(f.tokens), func(i int) bool { return f.tokens[i].Start >= offset })
}

func (f *finder) word(i int) string {
	if i < 0 || i >= len(f.tokens) {
		return ""
	}
	return Unbroken(f.text[f.tokens[i].Start:f.tokens[i].End])
}

// gap is the text between token i and the next one.
func (f *finder) gap(i int) string {
	if i < 0 || i+1 >= len(f.tokens) {
		return "\n\n"
	}
	return f.text[f.tokens[i].End:f.tokens[i+1].Start]
}

// adjacent reports whether tokens i and i+1 stand on one line or a soft break.
func (f *finder) adjacent(i int) bool {
	return strings.Count(f.gap(i), "\n") < 2
}

// disjoint sorts references and keeps, where some overlap, the one with the
// higher confidence, then the longer one.
func disjoint(refs []Reference) []Reference {
	sort.SliceStable(refs, func(i, j int) bool {
		if refs[i].Start != refs[j].Start {
			return refs[i].Start < refs[j].Start
		}
		return refs[i].End > refs[j].End
	})
	kept := refs[:0]
	for _, r := range refs {
		n := len(kept)
		if n == 0 || kept[n-1].End <= r.Start {
			kept = append(kept, r)
			continue
		}
		if better(r, kept[n-1]) && (n == 1 || kept[n-2].End <= r.Start) {
			kept[n-1] = r
		}
	}
	return kept
}

func better(a, b Reference) bool {
	if a.Confidence != b.Confidence {
		return a.Confidence > b.Confidence
	}
	return a.Len() > b.Len()
}

// head is how far into a document, in bytes, its own number may stand.
const head = 800

// own reports whether a reference is the document's own number: it begins a
// line at the head of the document and stands there alone, or is of a kind that
// begins with it.
func (f *finder) own(r Reference) bool {
	l := line(f.text, r.Span)
	if before := f.text[l.Start:r.Start]; r.Method == MethodCase && strings.TrimSpace(f.text[r.End:l.End]) == "" &&
		(strings.TrimSpace(before) == "" || strings.HasSuffix(before, "   ") || strings.HasSuffix(before, "\t")) {
		return true // the matter is registered so, nothing is cited
	}
	if r.Start > head || r.Method != MethodNumber && r.Method != MethodCase || !strings.Contains(r.Number, " ") {
		return false
	}
	if strings.TrimLeft(f.text[l.Start:r.Start], " \t#*") != "" {
		return false
	}
	switch label, _, _ := strings.Cut(r.Number, " "); label {
	case "ip.", "prot.", "fr.", "mot.":
		return true
	}
	return l.End-r.End <= 2 && len(f.text) > head
}

// finish gives every reference its evidence and marks the document's own
// number.
func (f *finder) finish() {
	own := foldTitle(f.structure.Title)
	for i := range f.refs {
		r := &f.refs[i]
		f.publishedBehind(r)
		if f.self != "" && r.Canonical == f.self {
			r.Cited = false // the running head
		}
		if r.Evidence.Empty() {
			r.Evidence = f.sentence(r.Span)
		}
		if r.Section == "" && r.Cited {
			r.Section = f.section(r.Span)
		}
		if r.Section == "" && r.Cited {
			r.Section = f.sectionBefore(r.Start)
		}
		if name := foldTitle(r.Name); own != "" && (name == own || r.Method == MethodPlan && len(name) >= minRepeated && strings.HasPrefix(own, name)) {
			r.Cited = false
		}
	}
}

// part makes two references of "Titel (SOU 2021:17)": each is a name of the
// work.
func (f *finder) part() {
	var parts []Reference
	for i := range f.refs {
		r := &f.refs[i]
		if r.title.Empty() || r.number.Empty() || r.title.Overlaps(r.number) || !r.Contains(r.title) || !r.Contains(r.number) {
			continue
		}
		number := *r
		r.Span, number.Span = r.title, r.number
		r.Section = ""
		parts = append(parts, number)
	}
	if len(parts) > 0 {
		f.refs = disjoint(append(f.refs, parts...))
	}
}

// ownReport gives the number that an authority's report bears on its title
// page the document's title and publisher. The document does not cite itself.
func (f *finder) ownReport() {
	title := collapse(f.structure.Title)
	for i := range f.refs {
		r := &f.refs[i]
		series := strings.Contains(r.Number, " ")
		if r.Start >= head || r.Method != MethodNumber || title == "" || series && !f.opensDocument(*r) || !series && !f.atHead(*r) {
			continue
		}
		if r.Publisher == "" && f.structure.Publisher != "" {
			r.Publisher, r.PublisherSpan = f.structure.Publisher, f.structure.PublisherSpan
		}
		if r.Publisher == "" && !series {
			f.publishedOnLine(r)
		}
		r.Name, r.Cited = withoutNumber(title, *r), false
		if !series {
			f.nameNumbered(r)
		}
		f.joinOverlapping(*r, func(other Reference) bool { return f.inTitle(other.Span) })
		f.self = r.Canonical
		return
	}
}

// opensDocument reports whether an inquiry's number is the first thing in the
// document, set apart from what follows, or stands in its title.
func (f *finder) opensDocument(r Reference) bool {
	switch label, _, _ := strings.Cut(r.Number, " "); label {
	case "SOU", "Ds", "RiR", "prop.", "skr.":
	default:
		return false
	}
	if strings.Trim(f.text[:r.Start], " \t\n#*\f\ufeff") != "" {
		return false
	}
	rest := f.text[r.End:line(f.text, r.Span).End]
	return strings.TrimSpace(rest) == "" || strings.HasPrefix(rest, "   ") || strings.HasPrefix(rest, "\t") || f.inTitle(r.Span)
}

// withoutNumber is a title without the document's number in front of it.
func withoutNumber(title string, r Reference) string {
	rest, ok := strings.CutPrefix(title, r.Number)
	if rest = strings.TrimLeft(rest, " –-:,."); ok && len(rest) >= minTitle {
		return rest
	}
	return title
}

// atHead reports whether a report number stands near the head of the document
// on a line that holds no more than the publisher, the word for the series, a
// date and the marks between them: "Boverket | Rapport 2025:1 | mars 2025".
func (f *finder) atHead(r Reference) bool {
	if len(f.text) <= head || !r.title.Empty() {
		return false
	}
	l := line(f.text, r.Span)
	before, behind := f.text[l.Start:r.Start], strings.TrimLeft(f.text[r.End:l.End], " \t.)")
	if l.Len() > longestImprint || strings.Count(strings.TrimSpace(before), " ") > 9 || strings.ContainsAny(before, ".?!”\"") {
		return false
	}
	before = strings.TrimLeft(before, " \t#*")
	return (before == "" || capital(before)) && (behind == "" || strings.IndexAny(behind, "|·•–—-,*/(") == 0 || digit(behind[0])) && !f.inPassageText(l)
}

// longestImprint is how many bytes a line with a report's number at its head may
// have.
const longestImprint = 120

// inPassageText reports whether a line is part of running text: the line after it
// goes on with it.
func (f *finder) inPassageText(l corpus.Span) bool {
	rest := strings.TrimLeft(f.text[l.End:], "\n")
	if len(f.text)-l.End-len(rest) > 1 || rest == "" {
		return false
	}
	return !capital(rest) && letter(rest[0])
}

// sentence returns the sentence of the passage around a span, or the line
// where it stands in no passage.
func (f *finder) sentence(span corpus.Span) corpus.Span {
	passages := f.structure.Passages
	i := sort.Search(len(passages), func(i int) bool { return passages[i].End > span.Start })
	around := line(f.text, span)
	if i < len(passages) && passages[i].Contains(span) {
		around = passages[i].Span
	}
	if around.Len() > 2*corpus.MaxPassage {
		return line(f.text, span)
	}
	found := corpus.Span{}
	for _, s := range swedish.Sentences(f.text[around.Start:around.End]) {
		sentence := corpus.Span{Start: around.Start + s.Start, End: around.Start + s.End}
		if sentence.Overlaps(span) {
			found = join(found, sentence)
		}
	}
	return join(found, span)
}

func join(a, b corpus.Span) corpus.Span {
	if a.Empty() {
		return b
	}
	return corpus.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}

// line widens a span to whole lines.
func line(text string, span corpus.Span) corpus.Span {
	start := strings.LastIndexByte(text[:span.Start], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[span.End:], '\n'); i >= 0 {
		end = span.End + i
	}
	return corpus.Span{Start: start, End: end}
}
