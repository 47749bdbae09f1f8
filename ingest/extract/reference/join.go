package reference

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
)

// joinNumbers lets a bare report number share the publisher and the title that
// the document gives the same number elsewhere: "rapport 2021:8" in the text
// and "Vårdanalys (2021). Titel. Rapport 2021:8." in its list.
func (f *finder) joinNumbers() {
	fullest := map[string]int{}
	for i, r := range f.refs {
		if r.Method != MethodNumber || strings.Contains(r.Number, " ") || r.Number == "" {
			continue
		}
		at, known := fullest[r.Number]
		switch {
		case !known:
			fullest[r.Number] = i
		case at < 0:
		case f.refs[at].Publisher != "" && r.Publisher != "" && foldTitle(f.refs[at].Publisher) != foldTitle(r.Publisher):
			fullest[r.Number] = -1 // one number in the series of two
		case r.Publisher != "" && f.refs[at].Publisher == "" || titled(r) && !titled(f.refs[at]) && (r.Publisher == "") == (f.refs[at].Publisher == ""):
			fullest[r.Number] = i
		}
	}
	for i := range f.refs {
		r := &f.refs[i]
		at, known := fullest[r.Number]
		if !known || at < 0 || r.Method != MethodNumber {
			continue
		}
		f.share(r, f.refs[at])
	}
}

// share gives a reference what another knows of the same numbered work.
func (f *finder) share(r *Reference, full Reference) {
	if !titled(*r) && titled(full) {
		r.Name = full.Name
	}
	if r.Publisher == "" {
		r.Publisher = full.Publisher
	}
	if full.Canonical != "" {
		r.Canonical = full.Canonical
	}
}

// titled reports whether a reference has a name of its own beside its number.
func titled(r Reference) bool {
	return r.Name != "" && r.Name != r.Number && !strings.HasSuffix(r.Name, " "+r.Number)
}

// joinBeside lets a plan share the identity of the bill or inquiry whose
// number stands right behind it: "Nationell strategi för hälsa, prop. 2017/18:9".
func (f *finder) joinBeside() {
	for i := 0; i+1 < len(f.refs); i++ {
		plan, number := &f.refs[i], &f.refs[i+1]
		if plan.Method != MethodPlan || plan.Number != "" || number.Method != MethodNumber || !strings.Contains(number.Number, " ") || number.Start < plan.End {
			continue
		}
		switch f.text[plan.End:number.Start] {
		case " (", ", ", "\n(", ",\n", " ":
		default:
			continue
		}
		if !titled(*number) {
			number.Name = plan.Name
		}
		canonical := plan.Canonical
		for k := range f.refs {
			if f.refs[k].Method == MethodPlan && f.refs[k].Canonical == canonical {
				f.refs[k].Canonical, f.refs[k].Number, f.refs[k].Year = number.Canonical, number.Number, number.Year
			}
		}
	}
}

// joinOverlapping makes the references within a title the work that bears the
// title.
func (f *finder) joinOverlapping(work Reference, title func(Reference) bool) {
	for k := range f.refs {
		r := &f.refs[k]
		if r.Span == work.Span || !title(*r) || r.Method == MethodLaw || r.Method == MethodStatute {
			continue
		}
		r.Name, r.Canonical, r.Number, r.Year, r.Cited = work.Name, work.Canonical, work.Number, work.Year, false
	}
}

// findShortForms finds the short form that a text gives a statute or a plan:
// "offentlighets- och sekretesslagen (2009:400), förkortad OSL", "lag
// (1977:439) om kommunal energiplanering, som ofta kallas energiplanelagen".
func (f *finder) findShortForms() {
	for i := range f.refs {
		r := f.refs[i]
		if r.Method != MethodStatute && r.Method != MethodLaw && r.Method != MethodEU && r.Method != MethodPlan {
			continue
		}
		if at := f.shortForm(f.tokenAt(r.End)); at >= 0 {
			f.spread(r, at)
		}
	}
	f.refs = disjoint(f.refs)
}

// shortForm returns the token of the short form that follows a reference, -1
// where none does.
func (f *finder) shortForm(i int) int {
	called := false
	for k := i; k < len(f.tokens) && k-i < 9; k++ {
		word := f.word(k)
		lower := strings.ToLower(word)
		switch lower {
		case ",", "som", "ofta", "även", "också", "vanligen", "här", "nedan", "i", "det", "följande", "hädanefter", "(", ")":
			continue
		case "kallas", "kallad", "kallat", "benämns", "benämnd", "förkortas", "förkortad", "förkortat":
			called = true
			continue
		}
		_, law := lawName(lower)
		bracketed := f.word(k-1) == "(" && f.word(k+1) == ")"
		if acronym(word) && (called || bracketed) || law && called {
			return k
		}
		return -1
	}
	return -1
}

// acronym reports whether a word is a short form in capitals.
func acronym(word string) bool {
	return len(word) >= 2 && len(word) <= 6 && !union(word) && strings.ToUpper(word) == word && letter(word[0]) && !digit(word[len(word)-1])
}

// spread makes a reference of every place of a short form, from the one at
// token first on.
func (f *finder) spread(work Reference, first int) {
	form := f.word(first)
	for k := first; k < len(f.tokens); k++ {
		word := f.word(k)
		base, genitive := word, strings.HasPrefix(word, form) && (word == form+"s" || word == form+":s")
		if genitive {
			base = form
		}
		if base != form || f.tokens[k].Kind != swedish.Word {
			continue
		}
		span := f.spanOf(cue{token: k})
		span.End = span.Start + len(base)
		short := standing(work, span, work.Method, .9)
		short.Evidence = f.sentence(span)
		f.add(short)
	}
}

// findBareLaws finds laws whose names are too short to tell them from other
// words, such as "ellagen", once the document shows them with their number.
func (f *finder) findBareLaws() {
	known := map[string]Reference{}
	for _, r := range f.refs {
		if r.Method == MethodStatute && titled(r) && !strings.Contains(r.Name, " ") {
			known[strings.ToLower(r.Name)] = r
		}
	}
	if len(known) == 0 {
		return
	}
	for k := range f.tokens {
		word := strings.ToLower(f.word(k))
		if len(word) < 5 || !strings.HasSuffix(strings.TrimSuffix(word, "s"), "en") {
			continue
		}
		base := strings.TrimSuffix(word, "s")
		work, ok := known[base]
		span := f.spanOf(cue{token: k})
		span.End = span.Start + len(base)
		if !ok || !f.freeOf(span) {
			continue
		}
		work = standing(work, span, MethodLaw, .85)
		work.Cited = true
		f.add(work)
	}
	f.refs = disjoint(f.refs)
}
