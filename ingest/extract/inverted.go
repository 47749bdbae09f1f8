package extract

import (
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// invertedNames claims the names whose surname stands first: the lines of a
// list ("Ek, Anna") and the authors of a reference ("Ek, A. & Lind, B.
// (2019)").
func (a *analysis) invertedNames() {
	last, lastLine := inverted{}, -1 // the line before, where it may be an entry
	for i := 0; i < len(a.tokens); i++ {
		if a.tokens[i].gap < newline && i > 0 {
			continue
		}
		if to := a.referenceAuthors(i); to > i {
			continue
		}
		entry, ok := a.invertedEntry(i)
		if !ok {
			lastLine = -1
			continue
		}
		sure := entry.sure
		if lastLine >= 0 && a.nextLine(lastLine, i) {
			sure = true
			if a.free(last.from, last.to) {
				a.claimInverted(last, .85)
			}
		}
		if sure {
			a.claimInverted(entry, .85)
		}
		last, lastLine = entry, i
	}
}

// inverted is a name with the surname first: tokens from..comma hold the
// surname, comma+1..to the rest.
type inverted struct {
	from, comma, to int
	sure            bool // needs no other entry beside it
}

// invertedEntry reads "Ek, Anna" and "von Sydow, Claes-Göran" at the start of a
// line that ends behind it or goes on with a comma, a bracket or a column.
func (a *analysis) invertedEntry(i int) (inverted, bool) {
	comma := i
	for comma < len(a.tokens) && comma < i+4 && (comma == i || a.tokens[comma].gap == space) && (a.is(comma, capital) && a.surnameLike(comma) || a.is(comma, particle)) {
		comma++
	}
	if comma == i || a.lower(comma) != "," || comma+1 >= len(a.tokens) || !a.is(comma-1, capital) || !a.follows(comma+1) || a.tokens[comma+1].gap != space {
		return inverted{}, false
	}
	to := comma + 1
	for to < len(a.tokens) && to < comma+4 && a.tokens[to].gap == space && a.is(to, given|initial) && a.is(to, capital) && a.follows(to) {
		to++
		if a.lower(to) == "." && a.tokens[to].gap == glued {
			to++
		}
	}
	if to == comma+1 || !a.is(comma+1, given) || !a.free(i, to) {
		return inverted{}, false
	}
	if to < len(a.tokens) && a.tokens[to].gap < newline && a.lower(to) != "," && a.lower(to) != "(" && a.lower(to) != ";" {
		return inverted{}, false
	}
	ends := to >= len(a.tokens) || a.tokens[to].gap >= newline
	first := a.tokens[i].word
	return inverted{i, comma, to, ends && first.is(surname) && !first.is(given) && !a.is(comma+1, surname)}, true
}

// surnameLike reports whether a capitalised word may be a surname.
func (a *analysis) surnameLike(i int) bool {
	w := a.tokens[i].word
	return a.tokens[i].kind == swedish.Word && w.is(surname|unknown|common) && !w.is(role|stop|bodyWord|bodyHead|companyForm|initial)
}

// nextLine reports whether token i begins the line below the one that token
// before begins.
func (a *analysis) nextLine(before, i int) bool {
	for at := before + 1; at < i; at++ {
		if a.tokens[at].gap >= newline {
			return false
		}
	}
	return true
}

// claimInverted claims the name in its usual order.
func (a *analysis) claimInverted(n inverted, confidence float64) {
	name := lowerCapitals(a.nameOf(n.comma+1, n.to) + " " + a.nameOf(n.from, n.comma))
	a.claim(n.from, n.to, Mention{Kind: graph.Person, Name: name, Method: "name-inverted", Confidence: confidence, Refers: none})
}

// referenceAuthors claims the authors that open an entry of a list of
// references, and returns the token behind them, i where there are none. A
// year must follow: "Ek, A., Lind, B. och Dahl, C. (2020)".
func (a *analysis) referenceAuthors(i int) int {
	var authors []inverted
	at := i
	for len(authors) < 12 {
		n, ok := a.referenceAuthor(at)
		if !ok {
			break
		}
		authors = append(authors, n)
		at = n.to
		for at < len(a.tokens) && a.tokens[at].gap < newline && (a.lower(at) == "," || a.lower(at) == "&" || a.lower(at) == "och" || a.lower(at) == "and" || a.lower(at) == ";") {
			at++
		}
	}
	if len(authors) == 0 || !a.yearAt(at) {
		return i
	}
	for _, n := range authors {
		a.claimInverted(n, .8)
	}
	return at
}

// referenceAuthor reads one author: "Ek, A.", "von Sydow, C-G.", "Ek, Anna".
func (a *analysis) referenceAuthor(i int) (inverted, bool) {
	comma := i
	for comma < len(a.tokens) && comma < i+3 && (comma == i || a.tokens[comma].gap < newline) && (a.is(comma, capital) && a.surnameLike(comma) || a.is(comma, particle)) {
		comma++
	}
	to := comma + 1
	for to < len(a.tokens) && (a.is(to, initial) || a.is(to, given) && a.is(to, capital)) && a.tokens[to].gap != blank {
		to++
		if a.lower(to) == "." && a.tokens[to].gap == glued && a.is(to-1, initial) {
			to++
		}
	}
	if comma == i || a.lower(comma) != "," || to == comma+1 || !a.free(i, to) {
		return inverted{}, false
	}
	return inverted{from: i, comma: comma, to: to}, true
}

// yearAt reports whether a year stands at the token, perhaps in brackets.
func (a *analysis) yearAt(i int) bool {
	if l := a.lower(i); l == "(" || l == "." {
		i++
	}
	l := a.lower(i)
	return isYear(l) || len(l) == 5 && isYear(l[:4]) // 2019a
}
