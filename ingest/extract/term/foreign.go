package term

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

// findForeign collects the English terms of several words that Swedish text
// borrows: "life science", "hospital at home".
func (d *document) findForeign() {
	for i := 0; i < len(d.tokens); i++ {
		last := d.foreignRun(i)
		if last <= i {
			continue
		}
		name := d.foreignName(i, last)
		if d.properName(i, last) || summary(d.tokens[last].lower) {
			i = last
			continue
		}
		c := d.candidate(name, MethodForeign, last-i+1)
		if c.method != MethodForeign {
			c.method, c.places = MethodForeign, nil // found as a phrase; all places come again
		}
		d.place(c, i, last)
		i = last
	}
	d.findForeignCompounds()
	for name, c := range d.candidates {
		if c.method == MethodForeign && len(c.places) < 2 && c.acronym == "" && !d.quoted(c) {
			delete(d.candidates, name)
		}
	}
}

// summary reports whether a foreign word is a heading of reports.
func summary(lower string) bool {
	switch lower {
	case "summary", "abstract", "keywords", "contents", "references", "acknowledgements":
		return true
	}
	return false
}

// findForeignCompounds counts "life science-sektorn" and "life
// sciencesektorn" as places of "life science", up to the Swedish part.
func (d *document) findForeignCompounds() {
	byLast := map[string]*candidate{}
	for name, c := range d.candidates {
		if c.method == MethodForeign && c.words == 2 {
			byLast[name] = c
		}
	}
	if len(byLast) == 0 {
		return
	}
	for i := 1; i < len(d.tokens); i++ {
		t := &d.tokens[i]
		if t.lower == "" || !d.adjacent(i-1) || d.tokens[i-1].word.class == other && d.tokens[i-1].word.background > 150 {
			continue
		}
		for name, c := range byLast {
			first, last, _ := strings.Cut(name, " ")
			if d.tokens[i-1].lower == first && len(t.lower) > len(last)+3 && strings.HasPrefix(t.lower, last) {
				d.dropPlace(i)
				d.place(c, i-1, i)
				c.places[len(c.places)-1].cut = len(t.lower) - len(last)
			}
		}
	}
}

// dropPlace takes back that token i is a noun by itself.
func (d *document) dropPlace(i int) {
	for _, name := range []string{d.lemma(i)} {
		if c, ok := d.candidates[name]; ok {
			c.places = slices.DeleteFunc(c.places, func(p occurrence) bool { return p.first <= i && i <= p.last })
		}
	}
}

// foreignRun returns the last token of a run of at least two foreign words
// that begins at i, or i.
func (d *document) foreignRun(i int) int {
	if !d.isForeign(i) {
		return i
	}
	last := i
	for k := i + 1; k < len(d.tokens) && k-i < 5 && d.adjacent(k-1); k++ {
		switch {
		case d.isForeign(k):
			last = k
		case connector(d.tokens[k].lower) && d.adjacent(k) && d.isForeign(k+1):
		default:
			return last
		}
	}
	return last
}

func connector(lower string) bool {
	switch lower {
	case "of", "at", "and", "for", "the", "in", "to", "on", "as":
		return true
	}
	return false
}

// isForeign reports whether a token can be a word of an English term: ASCII,
// with an English shape, and hardly ever seen in Swedish text.
func (d *document) isForeign(i int) bool {
	if i >= len(d.tokens) {
		return false
	}
	t := &d.tokens[i]
	if t.word.class != rare && (t.word.background >= 150 || t.word.compound) {
		return false
	}
	if t.blocked || t.kind != swedish.Word || len(t.lower) < 3 || utf8.RuneCountInString(t.lower) != len(t.lower) {
		return false
	}
	if swedishEnding(t.lower) {
		return false
	}
	if t.word.class == rare {
		return true
	}
	return englishShape(t.lower) && !swedish.IsStopword(t.lower)
}

// swedishEnding reports whether a word ends in a Swedish inflection that
// English words hardly end in.
func swedishEnding(lower string) bool {
	for _, end := range []string{"et", "ar", "arna", "erna", "orna", "na", "ade", "ad", "at", "ta", "da", "ska", "iska", "isk", "ig", "iga", "igt", "ens", "ets", "sk", "tionen", "ingen", "heten", "iet"} {
		if strings.HasSuffix(lower, end) && len(lower) > len(end)+2 {
			return true
		}
	}
	return false
}

func englishShape(lower string) bool {
	for _, end := range []string{"ce", "ty", "ing", "th", "ch", "sh", "ow", "ew", "ve", "ay", "ey", "ck", "cal", "ic", "ed", "ly", "ge", "ght", "ness", "ments", "ion", "ure", "ife", "me", "tal"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return strings.ContainsAny(lower, "wzqx") || strings.Contains(lower, "th") || strings.Contains(lower, "ea")
}

func (d *document) foreignName(first, last int) string {
	parts := make([]string, 0, last-first+1)
	for i := first; i <= last; i++ {
		parts = append(parts, d.tokens[i].lower)
	}
	return strings.Join(parts, " ")
}

// properName reports whether a run looks like a person's name or has only
// words nobody has seen, as product and company names do.
func (d *document) properName(first, last int) bool {
	if swedish.GivenName(d.at(first)) || swedish.Surname(d.at(last)) && capital(d.at(last)) {
		return true
	}
	seen, capitals := 0, 0
	for i := first; i <= last; i++ {
		seen += btoi(d.tokens[i].word.background > 0)
		capitals += btoi(capital(d.at(i)))
	}
	return seen == 0 && capitals > 0
}

// quoted reports whether a candidate stands between quotation marks or right
// behind a comma or bracket that explains a short form.
func (d *document) quoted(c *candidate) bool {
	for _, p := range c.places {
		before, after := d.at(p.first-1), d.at(p.last+1)
		if (before == "”" || before == "\"" || before == "(") && (after == "”" || after == "\"" || after == ")") {
			return true
		}
		if c.heading > inBody || before == "," && strings.ContainsRune(d.at(p.first-2), '@') {
			return true
		}
	}
	return false
}
