package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
)

// cue is a word that speaks of a work by its kind: "delrapporten".
type cue struct {
	token    int
	head     string // "rapport", "strategi"
	definite bool
}

// cueOf returns the kind of work a lower-case word names and whether the word
// is definite.
func cueOf(word string) (head string, definite, ok bool) {
	for cut := 0; cut <= 4 && len(word)-cut >= 5; cut++ {
		tail := word[len(word)-cut:]
		if known, def := ending(tail); known {
			if head = headNoun(word[:len(word)-cut]); head != "" && fits(head, tail) {
				return head, def, true
			}
		}
	}
	return "", false, false
}

// ending reports whether a tail can be an inflection, and whether it makes a
// noun definite.
func ending(tail string) (known, definite bool) {
	switch tail {
	case "", "s", "er", "ar", "r":
		return true, false
	case "en", "ens", "n", "ns", "t", "ts", "et", "ets", "erna", "arna", "rna", "na":
		return true, true
	}
	return false, false
}

// fits keeps apart endings that do not go with a head: "rapportn".
func fits(head, tail string) bool {
	vowel := strings.HasSuffix(head, "i") && head != "promemori" || strings.HasSuffix(head, "e") || strings.HasSuffix(head, "a")
	switch tail {
	case "en", "ens", "arna", "ar":
		return !vowel
	case "n", "ns", "r", "rna", "t", "ts":
		return vowel
	}
	return true
}

// headNoun returns the kind of work that a noun in its base form ends in, ""
// where it ends in none.
func headNoun(noun string) string {
	switch noun[len(noun)-4:] {
	case "port":
		return suffix(noun, "rapport")
	case "ande":
		return suffix(noun, "betänkande")
	case "tegi":
		return suffix(noun, "strategi")
	case "plan":
		if suffix(noun, "handlingsplan") != "" {
			return "handlingsplan"
		}
		return suffix(noun, "färdplan")
	case "udie":
		return suffix(noun, "studie")
	case "oria":
		return suffix(noun, "promemoria")
	case "ning":
		for _, head := range []string{"utredning", "vägledning", "granskning", "kartläggning"} {
			if strings.HasSuffix(noun, head) {
				return head
			}
		}
	case "tion":
		return suffix(noun, "proposition")
	case "else":
		if noun == "skrivelse" {
			return noun
		}
	case "rift":
		if noun == "skrift" || noun == "småskrift" {
			return "skrift"
		}
	case "tbok":
		return suffix(noun, "vitbok")
	case "nbok":
		return suffix(noun, "grönbok")
	case "ling":
		return suffix(noun, "avhandling")
	case "bild":
		return suffix(noun, "lägesbild")
	case "dbok":
		return suffix(noun, "handbok")
	case "sikt":
		return suffix(noun, "kunskapsöversikt")
	}
	return ""
}

func suffix(noun, head string) string {
	if strings.HasSuffix(noun, head) {
		return head
	}
	return ""
}

// reportWord reports whether a lower-case word names a work by its kind in
// the singular, so that its title may follow without typography.
func reportWord(word string) bool {
	_, _, ok := cueOf(word)
	return ok && !strings.HasSuffix(word, "er") && !strings.HasSuffix(word, "erna") && !strings.HasSuffix(word, "arna")
}

// findWords goes through the tokens once and looks at those that may name a
// plan, a law or a work by its kind.
func (f *finder) findWords() {
	for i := range f.tokens {
		f.findWord(i)
	}
}

// findWord looks at the work that token i may name.
func (f *finder) findWord(i int) {
	t := f.tokens[i]
	if f.text[t.Start:t.End] == "ut" {
		f.addFound(f.bookTitle(i, "ut"))
	}
	if t.End-t.Start < 3 {
		return
	}
	word := strings.ToLower(f.text[t.Start:t.End])
	if f.dashedCase(i, word) || len(word) < 4 || f.dated(i, word) || f.prefixedCase(i) {
		return
	}
	if f.addFound(f.law(i, word)) || f.addFound(f.namedLaw(i, word)) || f.addFound(f.guideline(i, word)) || f.addFound(f.bookTitle(i, word)) || f.addFound(f.calledTitle(i, word)) {
		return
	}
	head, definite, ok := cueOf(word)
	if bare := word == "plan" || word == "program"; bare && f.capitalAttribute(i) {
		head, definite, ok = word, false, true
	}
	if ok && !f.cuedWork(i, word, head, definite) {
		f.cues = append(f.cues, cue{i, head, definite})
	}
}

// cuedWork finds the work that a word for its kind names by itself or with what
// stands beside it. It also returns true where the word names none for sure.
func (f *finder) cuedWork(i int, word, head string, definite bool) bool {
	switch head {
	case "strategi", "handlingsplan", "färdplan", "plan", "program":
		if f.addFound(f.plan(i, word, head, definite)) {
			return true
		}
	}
	if f.addFound(f.spelled(i, definite)) || f.addFound(f.behindPublisher(i)) {
		return true
	}
	if head == word && (head == "plan" || head == "program") {
		return true
	}
	return f.addFound(f.apposition(i)) || f.addFound(f.yearly(i, word))
}

// addFound adds a reference that was found, and passes on whether it was.
func (f *finder) addFound(r Reference, found bool) bool {
	if found {
		f.add(r)
	}
	return found
}

// prefixedCase finds case numbers that begin with letters, as in
// "dnr S2021/06171".
func (f *finder) prefixedCase(i int) bool {
	word := f.word(i)
	if len(word) < 3 || !letter(word[0]) || !digit(word[len(word)-1]) || f.word(i+1) != "/" || f.gap(i) != "" || f.gap(i+1) != "" || !digit(f.word(i + 2)[0]) {
		return false
	}
	j := i - 1
	for j > 0 && (f.word(j) == ":" || f.word(j) == "." || strings.EqualFold(f.word(j), "nr")) {
		j--
	}
	if j < 0 || !caseWord(strings.TrimSuffix(f.word(j), ".")) || !f.adjacent(j) {
		return false
	}
	span := corpus.Span{Start: f.tokens[j].Start, End: f.tokens[i+2].End}
	r := f.plain("dnr "+word+"/"+f.word(i+2), span, MethodCase, .9)
	if y := strings.TrimLeft(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"); year(y) {
		r.Year = y
	}
	f.add(r)
	return true
}

// joinYearly gives works of one kind and year the fullest publisher that one
// of them states: "arbetsgruppens delrapport 2021" and "arbetsgruppen för
// hälsodatas delrapport 2021" are one.
func (f *finder) joinYearly() {
	for i := range f.refs {
		a := &f.refs[i]
		if a.Method != MethodTitle || a.Year == "" || a.Number != "" {
			continue
		}
		_, kind, owned := strings.Cut(a.Name, ": ")
		if !owned {
			kind = a.Name
		}
		for _, b := range f.refs {
			extends := strings.HasPrefix(b.Publisher, a.Publisher) && len(b.Publisher) > len(a.Publisher)
			if b.Method == MethodTitle && extends && b.Name == b.Publisher+": "+kind {
				a.Name, a.Canonical, a.Publisher, a.PublisherSpan = b.Name, b.Canonical, b.Publisher, b.PublisherSpan
			}
		}
	}
}

// yearly finds works known by their kind and year: "Årsrapport 2022",
// "delrapport 2021".
func (f *finder) yearly(i int, word string) (Reference, bool) {
	head, _, _ := cueOf(word)
	next := i + 1
	for next < len(f.tokens) && f.tokens[next].Start-f.tokens[i].End < 12 && strings.ContainsAny(f.word(next), "]()#*_") {
		next++
	}
	y := f.word(next)
	if len(word) == len(head) || f.word(next+1) == "/" && f.gap(next) == "" || len(y) != 4 || !year(y) || y < "1900" || f.tokens[next].Start-f.tokens[i].End > 8 || !f.adjacent(i) {
		return Reference{}, false
	}
	r := f.plain("", corpus.Span{Start: f.tokens[i].Start, End: f.tokens[next].End}, MethodTitle, .75)
	base := word[:strings.LastIndex(word, head)+len(head)]
	r.Name, r.Number, r.Year = base+" "+y, "", y
	f.publishedBy(&r, f.tokens[i].Start)
	titled := capital(f.word(i)) && !sentenceStart(f, i)
	if titled && r.Publisher == "" {
		f.publishedInClause(&r, r.Start)
	}
	if head == "proposition" && r.Publisher == "" {
		r.Canonical = foldTitle(r.Name)
	}
	if r.Publisher != "" {
		r.Name = r.Publisher + ": " + base + " " + y
		r.Canonical = foldTitle(r.Publisher) + " " + foldTitle(base+" "+y)
	}
	if titled {
		r.Name = f.text[f.tokens[i].Start:f.tokens[i].Start+len(base)] + " " + y
	}
	return r, true
}
