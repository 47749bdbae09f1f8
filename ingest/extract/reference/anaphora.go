package reference

import (
	"sort"
	"strings"

	"github.com/samband/samband/corpus"
)

// reach is how far back, in bytes, "rapporten" looks for what it stands for
// where the document cites several works of its kind.
const reach = 1500

// findAnaphora resolves the report words that name nothing by themselves:
// "Statskontorets rapport" to that publisher's only work, "delrapporten" and
// "utredningen" to the work of that kind the text has just spoken of.
func (f *finder) findAnaphora() {
	f.refs = disjoint(f.refs)
	left := f.cues[:0]
	known := len(f.refs)
	for _, c := range f.cues {
		span := f.spanOf(c)
		if !reportWord(strings.ToLower(span.Of(f.text))) || f.taken(span, known) || f.introducing(span, known) {
			continue
		}
		if !f.published(c, known) {
			left = append(left, c)
		}
	}
	f.refs = disjoint(f.refs)
	known = len(f.refs)
	for _, c := range left {
		if !c.definite || f.taken(f.spanOf(c), known) {
			continue
		}
		if i := f.antecedent(c, known); i >= 0 && !f.otherPart(c, f.refs[i]) {
			f.add(standing(f.refs[i], f.spanOf(c), MethodAnaphora, .6))
		}
	}
}

func (f *finder) spanOf(c cue) corpus.Span {
	return corpus.Span{Start: f.tokens[c.token].Start, End: f.tokens[c.token].End}
}

// standing is a word that stands for a work found elsewhere.
func standing(work Reference, span corpus.Span, method string, confidence float64) Reference {
	work.Span, work.Method, work.Confidence = span, method, confidence
	work.Section, work.Evidence, work.Cited = "", corpus.Span{}, false
	return work
}

// published handles a report word with a publisher beside it: it stands for
// that publisher's only work here, or is described by what it is about.
func (f *finder) published(c cue, known int) bool {
	r := f.plain("", f.spanOf(c), MethodPublisher, .7)
	f.publishedBy(&r, r.Start)
	if r.Publisher == "" {
		r.Publisher, r.PublisherSpan = f.publisherBehind(c.token)
	}
	if r.Publisher == "" {
		return false
	}
	if i := f.workOf(r.Publisher, known); i >= 0 && !f.otherPart(c, f.refs[i]) {
		work := standing(f.refs[i], r.Span, MethodPublisher, .7)
		work.Publisher, work.PublisherSpan = r.Publisher, r.PublisherSpan
		f.add(work)
		return true
	}
	if f.describe(&r, c) {
		f.add(r)
		return true
	}
	return false
}

func (f *finder) taken(span corpus.Span, known int) bool {
	i := sort.Search(known, func(i int) bool { return f.refs[i].End > span.Start })
	return i < known && f.refs[i].Overlaps(span)
}

// publisherBehind finds the publisher that follows a report word: "från
// Socialstyrelsen", "som Norrstiftelsen tagit fram".
func (f *finder) publisherBehind(i int) (string, corpus.Span) {
	if name, span := f.publisherAfter(i); name != "" {
		return name, span
	}
	if f.word(i+1) != "som" || !f.adjacent(i) || !f.adjacent(i+1) || !f.publisherWord(i+2) {
		return "", corpus.Span{}
	}
	end := i + 2
	for end+1 < len(f.tokens) && f.adjacent(end) && capital(f.word(end+1)) {
		end++
	}
	for k := end + 1; k < len(f.tokens) && k-end < 4 && f.adjacent(k-1); k++ {
		if issues(f.word(k)) {
			span := corpus.Span{Start: f.tokens[i+2].Start, End: f.tokens[end].End}
			return collapse(span.Of(f.text)), span
		}
	}
	return "", corpus.Span{}
}

// issues reports whether a verb says that somebody publishes.
func issues(word string) bool {
	switch word {
	case "tagit", "tog", "publicerat", "publicerade", "publicerar", "lämnat", "lämnade", "presenterat", "presenterade", "presenterar", "släppt", "släppte", "gav", "givit", "gett", "skrivit", "skrev", "lanserat", "lanserade", "lagt", "lade", "överlämnat", "överlämnade", "lämnar", "överlämnar", "släpper", "ger", "tar", "lägger", "antar", "antog", "antagit", "beslutar", "beslutade", "beslutat", "utarbetat", "utarbetade", "utgivit", "fastställde", "fastställt", "redovisar", "redovisade", "redovisat":
		return true
	}
	return false
}

// describe names a work that has no title by its publisher and by what it is
// about: "den rapport som Norrstiftelsen tagit fram kring skolans roll i
// krisen".
func (f *finder) describe(r *Reference, c cue) bool {
	if c.head == "skrivelse" {
		return false // a letter
	}
	from := c.token
	if r.PublisherSpan.Start > r.Start {
		from = f.tokenAt(r.PublisherSpan.End) - 1
	}
	for k := from + 1; k < len(f.tokens) && k-from <= 4 && f.adjacent(k-1); k++ {
		link := f.word(k)
		if link != "om" && link != "kring" && link != "över" {
			continue
		}
		end := f.nounPhraseEnd(k+1, true)
		if end <= k {
			return false
		}
		topic := corpus.Span{Start: f.tokens[k+1].Start, End: f.tokens[end].End}
		r.Name = c.head + " om " + collapse(topic.Of(f.text))
		r.Canonical = foldTitle(r.Publisher) + " " + foldTitle(r.Name)
		r.Confidence, r.Cited, r.End = .6, true, topic.End
		return true
	}
	return false
}

// otherPart reports whether a compound such as "slutbetänkande" stands for
// something else than the work: nothing near the work calls it that.
func (f *finder) otherPart(c cue, r Reference) bool {
	word := strings.ToLower(f.word(c.token))
	part := word[:max(0, strings.LastIndex(word, c.head))]
	if part == "" || part == "stats" {
		return false
	}
	context := strings.ToLower(f.text[max(0, r.Start-80):r.End] + " " + r.Name)
	return !strings.Contains(context, part+c.head)
}

// introducing reports whether a report word stands right before the reference
// it introduces.
func (f *finder) introducing(span corpus.Span, known int) bool {
	i := sort.Search(known, func(i int) bool { return f.refs[i].Start >= span.End })
	return i < known && f.refs[i].Start-span.End < 12 && touching(f.text[span.End:f.refs[i].Start])
}

// workOf returns the only work of a publisher in the document.
func (f *finder) workOf(publisher string, known int) int {
	found := -1
	name := foldTitle(publisher)
	for i, r := range f.refs[:known] {
		if r.Canonical == "" || foldTitle(r.Publisher) != name || r.Method == MethodPlan {
			continue
		}
		if found >= 0 && f.refs[found].Canonical != r.Canonical {
			return -1
		}
		if found < 0 {
			found = i
		}
	}
	return found
}

// antecedent returns the work a definite noun stands for: the only one of its
// kind before it in the document, or within reach.
func (f *finder) antecedent(c cue, known int) int {
	at := f.tokens[c.token].Start
	before := sort.Search(known, func(i int) bool { return f.refs[i].Start >= at })
	near, unique := -1, true
	for i := before - 1; i >= 0; i-- {
		r := f.refs[i]
		if !r.Cited || !kindred(c.head, r) {
			continue
		}
		if near < 0 {
			near = i
			continue
		}
		if !same(r, f.refs[near]) {
			unique = false
			if at-r.End < reach {
				return -1
			}
			break
		}
	}
	if near >= 0 && (unique || at-f.refs[near].End < reach) {
		return near
	}
	return -1
}

func same(a, b Reference) bool {
	if a.Canonical != "" || b.Canonical != "" {
		return a.Canonical == b.Canonical
	}
	return foldTitle(a.Name) == foldTitle(b.Name)
}

// kindred reports whether a reference can be what a kind of work names.
func kindred(head string, r Reference) bool {
	label, _, numbered := strings.Cut(r.Number, " ")
	switch head {
	case "proposition":
		return label == "prop."
	case "skrivelse":
		return label == "skr."
	case "strategi", "handlingsplan", "färdplan":
		return r.Method == MethodPlan && strings.Contains(foldTitle(r.Name), head)
	case "betänkande", "utredning":
		return label == "SOU" || label == "Ds" || label == "bet." && head == "betänkande"
	}
	switch r.Method {
	case MethodTitle, MethodList, MethodPublisher:
		return true
	case MethodNumber:
		return !numbered || label == "Ds" && head == "promemoria" || label == "RiR" || label == "SOU" && head == "rapport"
	}
	return false
}
