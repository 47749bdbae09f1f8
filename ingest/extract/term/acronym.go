package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

// findAcronyms collects short forms, with the concept they stand for where the
// document says so.
func (d *document) findAcronyms() {
	meanings := map[string]string{}
	for i := range d.tokens {
		if d.isAcronym(i) {
			if name := d.expansion(i); name != "" {
				meanings[d.at(i)] = name
			}
		}
	}
	for i := range d.tokens {
		if d.isAcronym(i) {
			d.addAcronym(i, meanings)
		} else if n := d.prefixed(i); n > 0 {
			c := d.candidate(d.at(i)[:n], MethodAcronym, 1)
			d.place(c, i, i)
			c.places[len(c.places)-1].cut = d.tokens[i].Len() - n
		}
	}
}

// prefixed returns the bytes of the short form before the hyphen of a
// participle: "ESBL-bildande"; 0 where a token is no such word.
func (d *document) prefixed(i int) int {
	t := &d.tokens[i]
	if t.blocked || t.kind != swedish.Word || !strings.HasSuffix(t.lower, "ande") && !strings.HasSuffix(t.lower, "ende") {
		return 0
	}
	n := strings.IndexByte(d.at(i), '-')
	if n < 3 || n > 6 || uppers(d.at(i)[:n]) != n {
		return 0
	}
	return n
}

func (d *document) addAcronym(i int, meanings map[string]string) {
	short := d.at(i)
	name, defined := meanings[short]
	if !defined {
		if utf8.RuneCountInString(short) < 3 {
			return // initials, more often than not
		}
		name = short
	}
	c := d.candidate(name, MethodAcronym, 1)
	if defined {
		c.acronym = short
	}
	_, _, _, upper := swedish.Frequency(short)
	c.background = max(c.background, upper)
	d.place(c, i, i)
}

// isAcronym reports whether a token is a short form in capitals, or one such
// as "h@h", and neither a label nor part of a line in capitals.
func (d *document) isAcronym(i int) bool {
	t := &d.tokens[i]
	if t.blocked || t.cited || t.kind != swedish.Word {
		return false
	}
	s := d.at(i)
	if len(s) > 12 || s[0] >= 'a' && s[0] <= 'z' && strings.IndexByte(s, '@') < 0 {
		return false
	}
	n := utf8.RuneCountInString(s)
	if strings.ContainsRune(s, '@') && n <= 5 {
		return true
	}
	if n < 2 || n > 6 || uppers(s) < n-1 || !capital(s) || uppers(s) < 2 || roman(s) {
		return false
	}
	if d.at(i+1) == ":" || d.shouted(i-1) || d.shouted(i+1) {
		return false
	}
	return !swedish.GivenName(s[:1] + strings.ToLower(s[1:]))
}

func roman(s string) bool { return strings.Trim(s, "IVX") == "" }

func (d *document) shouted(i int) bool { return shouted(d.at(i)) }

// shouted reports whether a word of more than three letters is in capitals.
func shouted(s string) bool {
	return utf8.RuneCountInString(s) > 3 && s == strings.ToUpper(s) && s != strings.ToLower(s)
}

// expansion returns the name of the concept that a short form stands for,
// where one of "kroniskt obstruktiv lungsjukdom (KOL)", "KOL (kroniskt …)"
// and "h@h, hospital at home," says so.
func (d *document) expansion(i int) string {
	letters := acronymLetters(d.at(i))
	if d.at(i-1) == "(" && d.at(i+1) == ")" {
		for n := 1; n <= len(letters)+2 && i-1-n >= 0; n++ {
			if d.spells(letters, i-1-n, i-2) {
				return d.phraseName(i-1-n, i-2)
			}
		}
	}
	if next := d.at(i + 1); next == "(" || next == "," {
		for n := 1; n <= len(letters)+2 && i+1+n < len(d.tokens); n++ {
			after := d.at(i + 2 + n)
			closed := next == "(" && after == ")" || next == "," && (after == "," || after == ".")
			if closed && d.spells(letters, i+2, i+1+n) {
				return d.phraseName(i+2, i+1+n)
			}
		}
	}
	return ""
}

func acronymLetters(short string) []rune {
	var letters []rune
	for _, r := range strings.ToLower(short) {
		if r == '@' {
			r = 'a'
		}
		if unicode.IsLetter(r) {
			letters = append(letters, r)
		}
	}
	return letters
}

// spells reports whether the letters are the first letters of the words, or of
// the parts of compounds, in order, the first word giving the first letter.
func (d *document) spells(letters []rune, first, last int) bool {
	if first < 0 || last >= len(d.tokens) || first > last || len(letters) < 2 {
		return false
	}
	at := 0
	for i := first; i <= last; i++ {
		t := d.tokens[i]
		if t.lower == "" || i < last && !d.adjacent(i) {
			return false
		}
		taken := 0
		for _, r := range initials(t.lower) {
			if at < len(letters) && letters[at] == r {
				at++
				taken++
			}
		}
		if taken == 0 && (i == first || i == last || !swedish.IsStopword(t.lower) && !connector(t.lower)) {
			return false
		}
	}
	return at == len(letters)
}

// initials returns the first letter of a word and of each further part.
func initials(lower string) []rune {
	first, _ := utf8.DecodeRuneInString(lower)
	letters := []rune{first}
	parts := swedish.Split(lower)
	for k, part := range parts {
		if r, _ := utf8.DecodeRuneInString(lower[part.Start:]); k > 0 {
			letters = append(letters, r)
		}
	}
	return letters
}

// phraseName names a stretch of tokens, with its last noun as a lemma.
func (d *document) phraseName(first, last int) string {
	parts := d.attributes(first, last)
	end := d.tokens[last].lower
	if d.tokens[last].word.class == noun {
		end = d.tokens[last].word.lemma
	}
	name := strings.Join(append(parts, end), " ")
	c := d.candidate(name, MethodPhrase, last-first+1)
	d.place(c, first, last)
	return name
}
