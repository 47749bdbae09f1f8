package extract

import "strings"

// columnBeside reads the title in the column beside a name that begins its line:
// "Anna Ek      kassör      omval", and reports whether it was there.
func (a *analysis) columnBeside(p, at int, used map[int]bool) bool {
	from := a.extent[p].from
	if at >= len(a.tokens) || a.tokens[at].gap != blank || from > 0 && a.tokens[from].gap < newline || strings.Contains(a.text[a.tokens[at-1].end:a.tokens[at].start], "\n") {
		return false
	}
	ph, ok := a.phraseAt(at, len(a.tokens))
	if !ok || ph.titles[0].from != at || a.is(at, capital) || ph.to < len(a.tokens) && a.tokens[ph.to].gap < newline && a.lower(ph.to) != "," {
		return false
	}
	a.claimPhrase(p, ph, "column", .85)
	for i := at; i < ph.to; i++ {
		used[i] = true
	}
	return true
}
