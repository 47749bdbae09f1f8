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
	for i, t := range f.tokens {
		if f.text[t.Start:t.End] == "ut" {
			if r, ok := f.bookTitle(i, "ut"); ok {
				f.add(r)
			}
		}
		if t.End-t.Start < 3 {
			continue
		}
		word := strings.ToLower(f.text[t.Start:t.End])
		if f.dashedCase(i, word) || len(word) < 4 || f.dated(i, word) || f.prefixedCase(i) {
			continue
		}
		if r, ok := f.law(i, word); ok {
			f.add(r)
			continue
		}
		if r, ok := f.namedLaw(i, word); ok {
			f.add(r)
			continue
		}
		if r, ok := f.guideline(i, word); ok {
			f.add(r)
			continue
		}
		if r, ok := f.bookTitle(i, word); ok {
			f.add(r)
			continue
		}
		head, definite, ok := cueOf(word)
		if bare := word == "plan" || word == "program"; bare && f.capitalAttribute(i) {
			head, definite, ok = word, false, true
		}
		if !ok {
			continue
		}
		if head == "strategi" || head == "handlingsplan" || head == "färdplan" || head == "plan" || head == "program" {
			if r, ok := f.plan(i, word, head, definite); ok {
				f.add(r)
				continue
			}
		}
		if r, ok := f.spelled(i, definite); ok {
			f.add(r)
			continue
		}
		if r, ok := f.behindPublisher(i); ok {
			f.add(r)
			continue
		}
		if head == word && (head == "plan" || head == "program") {
			continue
		}
		if r, ok := f.apposition(i); ok {
			f.add(r)
			continue
		}
		if r, ok := f.yearly(i, word); ok {
			f.add(r)
			continue
		}
		f.cues = append(f.cues, cue{i, head, definite})
	}
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
	if len(word) == len(head) || len(y) != 4 || !year(y) || y < "1900" || f.tokens[next].Start-f.tokens[i].End > 8 || !f.adjacent(i) {
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
