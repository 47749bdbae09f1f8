package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/gazetteer"
)

// acronyms learns the short forms that the document explains in brackets, in
// both directions: "Karolinska institutet (KI)", "SKL (Sveriges kommuner och
// landsting)".
func (a *analysis) acronyms() {
	for i := 1; i+2 < len(a.tokens); i++ {
		if a.tokens[i].word.text == "," && a.follows(i+1) {
			a.shortAfterComma(i)
			continue
		}
		if a.tokens[i].word.text != "(" || !a.follows(i+1) {
			continue
		}
		if a.lower(i+2) == ")" {
			a.shortInBrackets(i + 1)
			continue
		}
		a.longInBrackets(i)
	}
}

// titleAcronyms finds the organisations whose short forms begin a title:
// LO-ekonomen, SKR-jurist. The token stays the title's.
func (a *analysis) titleAcronyms() {
	for i := range a.tokens {
		t := &a.tokens[i]
		cut := strings.IndexByte(t.word.text, '-')
		if cut < 2 || a.owner[i] != none || !t.word.is(role) {
			continue
		}
		short := t.word.text[:cut]
		for _, alias := range a.lists.Find(short) {
			if alias.Mode != gazetteer.Exact || !employs(alias.Entry.Class) || alias.Entry.Entity != graph.Organisation {
				continue
			}
			if a.employers == nil {
				a.employers = map[int]int{}
			}
			a.employers[i] = len(a.mentions)
			a.mentions = append(a.mentions, Mention{
				Kind: graph.Organisation, Span: corpus.Span{Start: t.start, End: t.start + cut}, Name: short,
				Canonical: alias.Entry.Name, Method: "gazetteer", Confidence: .85, Refers: none,
			})
			a.extent = append(a.extent, extent{i, i + 1})
			break
		}
	}
}

// employs tells the classes of bodies that people are titled after.
func employs(class string) bool {
	switch class {
	case "authority", "union", "association", "company", "party":
		return true
	}
	return false
}

// shortAfterComma reads "Institutet för robust bebyggelse, IRB, …".
func (a *analysis) shortAfterComma(i int) {
	long, ok := a.mentionAt(i-1, graph.Organisation)
	if !ok {
		a.longAfterComma(i)
		return
	}
	if a.foreignShort(i, long) {
		a.learnShort(i+1, long)
		return
	}
	if i+2 < len(a.tokens) && a.tokens[i+2].kind != swedish.Punct || !abbreviates(a.tokens[i+1].word.text, a.mentions[long].Name) {
		return
	}
	if a.extent[long].to-a.extent[long].from > 1 || a.tokens[i-1].word.text != a.tokens[i+1].word.text {
		a.shortInBrackets(i + 1)
	}
}

// longAfterComma reads "EFI, European Forest Institute," from the comma.
func (a *analysis) longAfterComma(i int) {
	long, ok := a.mentionAt(i+1, graph.Organisation)
	if short := a.tokens[i-1].word.text; ok && a.owner[i-1] == none && a.extent[long].from == i+1 && a.extent[long].to > i+2 &&
		shortForm(short) && abbreviates(short, a.mentions[long].Name) {
		a.learnShort(i-1, long)
	}
}

// foreignShort reports whether what follows the comma behind a long name is
// its acronym in another language: "Europeiska miljöbyrån, EEA, kommer". More
// capitals behind it would make a list.
func (a *analysis) foreignShort(i, long int) bool {
	short := a.tokens[i+1].word
	if a.extent[long].to-a.extent[long].from < 2 || a.owner[i+1] != none || !short.is(allCaps) || short.listed || len(short.text) < 3 || !shortForm(short.text) {
		return false
	}
	return a.lower(i+2) == "," && a.follows(i+3) && !a.is(i+3, capital) && a.tokens[i+3].kind == swedish.Word && a.lower(i+3) != "och" && a.lower(i+3) != "samt"
}

// learnShort claims an acronym at token i for a long name.
func (a *analysis) learnShort(i, long int) {
	short := a.tokens[i].word.text
	a.people.acronyms[short] = long
	a.claim(i, i+1, Mention{
		Kind: graph.Organisation, Name: short, Canonical: a.mentions[long].Canonical, Refers: long,
		Attributes: map[string]string{"acronym": short}, Method: "acronym", Confidence: .85,
	})
}

// shortInBrackets reads "long name (SHORT)" where token i is the short form.
func (a *analysis) shortInBrackets(i int) {
	short := a.tokens[i].word.text
	if !shortForm(short) {
		return
	}
	long, ok := a.mentionAt(i-2, graph.Organisation)
	if !ok {
		long, ok = a.longBefore(i-1, short)
	}
	if !ok || !abbreviates(short, a.mentions[long].Name) && a.owner[i] == none && a.mentions[long].Canonical != "" {
		return
	}
	if _, party := a.lists.Party(short); party && len(short) <= 2 {
		return
	}
	a.people.acronyms[short] = long
	if a.owner[i] == none {
		a.claim(i, i+1, Mention{
			Kind: graph.Organisation, Name: short, Canonical: a.mentions[long].Canonical, Refers: long,
			Attributes: map[string]string{"acronym": short}, Method: "acronym", Confidence: .9,
		})
	} else if index, ok := a.mentionAt(i, graph.Organisation); ok && index != long && abbreviates(short, a.mentions[long].Name) {
		a.mentions[index].Refers, a.mentions[index].Canonical = long, a.mentions[long].Canonical
	}
}

// longBefore claims the words before a bracket whose initials make the short
// form: Swedish Association of Health Technology (SAHT).
func (a *analysis) longBefore(bracket int, short string) (int, bool) {
	for from := bracket - 1; from >= 0 && bracket-from <= 9 && a.follows(from+1); from-- {
		if a.owner[from] != none || a.tokens[from].kind == swedish.Punct && a.lower(from) != "-" {
			return 0, false
		}
		if !a.is(from, capital) || bracket-from < 2 || !abbreviates(short, a.nameOf(from, bracket)) {
			continue
		}
		if !a.organisational(from, bracket) {
			return 0, false
		}
		index := a.claim(from, bracket, Mention{
			Kind: graph.Organisation, Method: "acronym", Confidence: .8, Refers: none,
		})
		return index, true
	}
	return 0, false
}

// organisational reports whether an expanded name looks like an organisation
// rather than a method or disease: it holds two capitals or the word of a
// body.
func (a *analysis) organisational(from, to int) bool {
	capitals := 0
	for i := from; i < to; i++ {
		w := a.tokens[i].word
		if w.is(bodyWord | bodyHead | bodyDefinite) {
			return true
		}
		if w.is(capital) {
			capitals++
		}
	}
	return capitals >= 2 && capitals*2 >= to-from
}

// longInBrackets reads "SHORT (long name)" where token i is the bracket.
func (a *analysis) longInBrackets(i int) {
	short := a.tokens[i-1].word.text
	if !shortForm(short) {
		return
	}
	to := i + 1
	for to < len(a.tokens) && to-i < 10 && a.follows(to) && a.tokens[to].word.text != ")" {
		to++
	}
	if to == i+1 || to >= len(a.tokens) || a.tokens[to].word.text != ")" || !abbreviates(short, a.nameOf(i+1, to)) {
		return
	}
	long, known := a.mentionAt(i+1, graph.Organisation)
	switch {
	case known:
	case a.free(i+1, to) && a.is(i+1, capital):
		long = a.claim(i+1, to, Mention{Kind: graph.Organisation, Method: "acronym", Confidence: .85, Refers: none})
	default:
		return
	}
	a.people.acronyms[short] = long
	if index, ok := a.mentionAt(i-1, graph.Organisation); ok {
		if a.mentions[long].Canonical == "" {
			a.mentions[long].Canonical = a.mentions[index].Canonical
		}
		return
	}
	if a.owner[i-1] == none {
		a.claim(i-1, i, Mention{
			Kind: graph.Organisation, Name: short, Canonical: a.mentions[long].Canonical, Refers: long,
			Attributes: map[string]string{"acronym": short}, Method: "acronym", Confidence: .9,
		})
	}
}

// acronymsBeside learns unknown acronyms that och or eller joins to an
// organisation: "tillsammans med BRF och Riksbyggen".
func (a *analysis) acronymsBeside() {
	for i := 1; i+1 < len(a.tokens); i++ {
		l := a.lower(i)
		if l != "och" && l != "eller" && l != "samt" || !a.follows(i) || !a.follows(i+1) {
			continue
		}
		if _, ok := a.mentionAt(i+1, graph.Organisation); ok && a.bareAcronym(i-1) {
			a.claimAcronym(i - 1)
		}
		if _, ok := a.mentionAt(i-1, graph.Organisation); ok && a.bareAcronym(i+1) && (!a.follows(i+2) || !a.is(i+2, capital)) {
			a.claimAcronym(i + 1)
		}
	}
}

// bareAcronym reports whether a token is an acronym that nothing has claimed
// and that stands for no method, field or unit.
func (a *analysis) bareAcronym(i int) bool {
	w := a.tokens[i].word
	if a.owner[i] != none || a.tokens[i].kind != swedish.Word || !w.is(allCaps) || w.is(role|stop|companyForm) || utf8.RuneCountInString(w.text) < 3 || !shortForm(w.text) || w.common > 0 {
		return false
	}
	if a.follows(i) && a.is(i-1, capital) {
		return false // the end of a longer name
	}
	return !fieldAcronym(w.text)
}

// fieldAcronym tells the short forms of methods, laws, measures and fields, in
// capitals, that stand for no body.
func fieldAcronym(text string) bool {
	switch text {
	case "BNP", "GDPR", "DNA", "RNA", "PDF", "CSR", "ADHD", "KBT", "FOU", "API", "SQL", "XML", "IOT", "HBTQ", "HBTQI", "ESG", "IKT", "ROT", "RUT", "LSS", "LAS", "MBL", "PBL", "LOU", "LOV", "HSL", "SOL", "CRM", "ERP", "GIS", "BIM", "VAB", "PCR", "MRI", "OSL", "KL", "FL", "TF", "YGL", "LUF", "LOA", "HVB", "SFI", "NPF", "AI", "IT", "VA", "VR", "OVK", "PFAS", "KOL", "HIV", "AIDS", "TBE", "VAL", "VD", "GD", "OS", "VM", "EM", "SM", "USB", "TV", "CV", "HR", "PR", "EKG", "NPM", "ATP", "PCB", "CO2", "KPI", "MKB", "ÖP", "DP", "PM":
		return true
	}
	return false
}

// claimAcronym makes an organisation of an acronym, here and wherever else it
// stands.
func (a *analysis) claimAcronym(i int) {
	short := a.tokens[i].word.text
	index := a.claim(i, i+1, Mention{
		Kind: graph.Organisation, Name: short, Attributes: map[string]string{"acronym": short}, Method: "acronym-beside", Confidence: .6, Refers: none,
	})
	if _, known := a.people.acronyms[short]; !known {
		a.people.acronyms[short] = index
	}
}

// shortForm reports whether a word has the form of an acronym: two to eight
// letters, at least two of them capitals.
func shortForm(s string) bool {
	letters, capitals := 0, 0
	for _, r := range s {
		if !unicode.IsLetter(r) && r != '-' {
			return false
		}
		letters++
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return letters >= 2 && letters <= 8 && capitals >= 2
}

// abbreviates reports whether the letters of the short form are, in order,
// initials of words or of compound parts of the long one.
func abbreviates(short, long string) bool {
	letters := []rune(strings.ToLower(strings.ReplaceAll(short, "-", "")))
	words := strings.FieldsFunc(strings.ToLower(long), func(r rune) bool { return r == ' ' || r == '-' || r == '\n' || r == '/' })
	if len(words) == 0 || len(letters) == 0 || !strings.HasPrefix(words[0], string(letters[0])) {
		return false
	}
	at, hits := 0, 0
	for _, word := range words {
		runes := []rune(word)
		if at < len(letters) && runes[0] == letters[at] {
			at++
			hits++
			// further letters from inside the same word: compounds
			for k := 1; k < len(runes) && at < len(letters) && len(words) == 1; k++ {
				if runes[k] == letters[at] {
					at++
				}
			}
		}
	}
	return at >= len(letters) || at == len(letters)-1 && hits >= 2 && len(letters) >= 3
}
