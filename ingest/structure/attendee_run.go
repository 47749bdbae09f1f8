package structure

import (
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// readRun reads a line, or what follows a heading on its line, as entries: one
// person with details, or several parted by semicolons, commas and "och".
func (p *parser) readRun(r *roll, span corpus.Span) {
	s := trimSpan(p.src, p.skipMarks(span))
	if s.Len() > 3000 {
		return
	}
	if text := s.Of(p.src); r.surnameFirst(text, scanName(text)) > 0 {
		r.surnames = true
		p.addEntry(r, corpus.Span{Start: span.Start, End: s.End}, s, true)
		return
	}
	whole := s
	s = p.skipGroup(s)
	if whole.Start > span.Start && s == whole { // numbers and bullets stand before one entry each
		p.addEntry(r, corpus.Span{Start: span.Start, End: s.End}, s, true)
		return
	}
	pieces := p.splitRun(s)
	for k, piece := range pieces {
		if k == 0 {
			piece.Start = s.Start
			entry := corpus.Span{Start: span.Start, End: piece.End}
			p.addEntry(r, entry, piece, len(pieces) == 1)
			continue
		}
		p.addEntry(r, piece, piece, false)
	}
}

// skipMarks leaves out the number, bullet or dash, and the dotted line of a
// signature, at the start of an entry.
func (p *parser) skipMarks(s corpus.Span) corpus.Span {
	text := s.Of(p.src)
	if n := leadingNumber(text); n > 0 {
		_, rest := cutDigits(text)
		s.Start += len(text) - len(strings.TrimLeft(rest, ".) \t\u00a0"))
		text = s.Of(p.src)
	}
	s.Start += max(listMark(text), dashLength(text))
	text = s.Of(p.src)
	s.Start += codeLength(text)
	text = s.Of(p.src)
	s.Start += len(text) - len(strings.TrimLeft(text, "._… \t\u00a0"))
	text = s.Of(p.src)
	if gap := columnGap(text); gap > 0 && startsLower(text) {
		// The label of the column goes on beside the second name.
		if rest := strings.TrimLeft(text[gap:], " \t"); scanName(rest).isPerson() {
			s.Start = s.End - len(rest)
		}
	}
	return s
}

// codeLength is the length of the initials that stand for a person before the
// name: "AB – Anna Berg", "AB: Anna Berg".
func codeLength(s string) int {
	code := firstWord(s)
	letters := strings.TrimRight(code, ":=")
	if n := runes(letters); n < 2 || n > 4 || !isCapitals(letters) {
		return 0
	}
	rest := strings.TrimLeft(s[len(code):], " \t\u00a0")
	trimmed := strings.TrimLeft(rest, "–—-=: \t\u00a0")
	if letters == code && trimmed == rest || !scanName(trimmed).isPerson() {
		return 0
	}
	return len(s) - len(trimmed)
}

// skipGroup leaves out the name of an organisation before its people: "Region
// Skåne: Anna Ek, Bo Alm".
func (p *parser) skipGroup(s corpus.Span) corpus.Span {
	text := s.Of(p.src)
	n := labelColon(text[:min(len(text), 80)])
	if n < 0 || strings.ContainsAny(text[:n], ",;(") {
		return s
	}
	return trimSpan(p.src, corpus.Span{Start: s.Start + n + 1, End: s.End})
}

// splitRun parts a run of entries. A piece that begins with no name belongs to
// the entry before it.
func (p *parser) splitRun(s corpus.Span) []corpus.Span {
	text := s.Of(p.src)
	semicolons := strings.Contains(text, ";")
	var pieces []corpus.Span
	from, depth := 0, 0
	cut := func(at, skip int) {
		pieces = append(pieces, corpus.Span{Start: s.Start + from, End: s.Start + at})
		from = at + skip
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		case depth > 0:
		case c == ';', c == ',' && !semicolons && p.beginsEntry(text[i+1:]):
			cut(i, 1)
		case c == '\t', c == ' ' && strings.HasPrefix(text[i:], "  "):
			if i > from && p.beginsEntry(strings.TrimLeft(text[i:], " \t")) && scanName(strings.TrimLeft(text[i:], " \t")).isPerson() {
				cut(i, 1)
			}
		case c == ' ' && i > from && endsEntry(text[from:i]) && p.beginsEntry(text[i+1:]) && nameWithParty(text[i+1:]):
			cut(i, 1) // cells whose lines a format has joined
		case c == ' ' && !semicolons && i > 0 && text[i-1] != '-': // hälso- och sjukvårdsdirektör
			if rest, ok := cutAnyPrefix(text[i:], " och ", " samt ", " & "); ok && p.beginsEntry(rest) && beginsWithName(strings.TrimLeft(text[from:i], " ")) {
				cut(i, len(text[i:])-len(rest))
			}
		}
	}
	cut(len(text), 0)
	return p.trimPieces(pieces)
}

// endsEntry reports whether an entry could end with s: at a bracket that closes
// or at a function.
func endsEntry(s string) bool {
	if strings.HasSuffix(s, ")") {
		return true
	}
	_, ok := partInField(s[strings.LastIndexAny(s, " ,")+1:])
	return ok && strings.ContainsAny(s, ",)")
}

// nameWithParty reports whether s begins with a name and a bracket behind it.
func nameWithParty(s string) bool {
	n := scanName(s)
	return n.isPerson() && strings.HasPrefix(s[n.length:], " (")
}

// trimPieces trims the pieces of a run and leaves out empty ones.
func (p *parser) trimPieces(pieces []corpus.Span) []corpus.Span {
	kept := pieces[:0]
	for _, piece := range pieces {
		piece = trimSpan(p.src, piece)
		text := piece.Of(p.src)
		if rest, ok := cutAnyPrefix(text, "och ", "samt "); ok {
			piece.Start += len(text) - len(rest)
		}
		if !piece.Empty() {
			kept = append(kept, piece)
		}
	}
	return kept
}

// beginsEntry reports whether s begins with the name of a person who is an
// entry of their own, rather than with the detail of the one before.
func (p *parser) beginsEntry(s string) bool {
	s = strings.TrimLeft(s, " ")
	s, _ = cutAnyPrefix(s, "och ", "samt ")
	if at := degreeLength(s); at > 0 {
		if !scanName(s[at:]).isPerson() {
			at = titleLength(s) // enhetschef fritid NN
		}
		if at > 0 && scanName(s[at:]).isPerson() {
			s = s[at:]
		}
	}
	n := scanName(s)
	if n.length == 0 {
		return false
	}
	rest := strings.TrimLeft(s[n.length:], " ")
	if _, part := parseItems(rest); part > 0 {
		return n.isPerson() // "Per Alm från § 3"
	}
	if _, function := partInField(rest); function && n.isPerson() || strings.HasPrefix(rest, "kassör") {
		return true // "Ulf Ek kassör"
	}
	if startsLower(rest) && !hasAnyPrefix(rest, "och ", "samt ") || n.words == 1 && isCapitals(s[:n.length]) {
		return false // "Astrid Lindgrens barnsjukhus", "KI"
	}
	return (isGiven(nameWord(s)) || initialled(s[:n.length], n) || unheardName(s[:n.length], n)) && atEntryEnd(rest)
}

// initialled reports whether a name begins with initials: A. Ek, K-G Lind.
func initialled(name string, n personName) bool {
	first := firstWord(name)
	letters := strings.NewReplacer(".", "", "-", "").Replace(first)
	return n.words >= 2 && runes(letters) <= 2 && strings.ToUpper(letters) == letters && hasLetter(letters) && (n.known || first != letters)
}

// beginsWithName reports whether s begins with a name, perhaps behind a title.
func beginsWithName(s string) bool { return scanName(s).length > 0 || titleLength(s) > 0 }

// isGiven reports whether a word is a given name, or a double one that begins
// with one.
func isGiven(word string) bool {
	first, _, _ := strings.Cut(word, "-")
	return swedish.GivenName(titleCase(word)) || swedish.GivenName(titleCase(first))
}

// atEntryEnd reports whether what follows a name could follow the name of an
// entry in a run.
func atEntryEnd(rest string) bool {
	if columnGap(rest) == 0 {
		return true // the title stands in a column of its own
	}
	rest = strings.TrimLeft(rest, " ")
	if rest == "" {
		return true
	}
	switch rest[0] {
	case ',', ';', '(', '.', '[', '/', '-', '\t':
		return true
	}
	r := []rune(rest[:min(len(rest), 8)])[0]
	return r == '–' || unicode.IsLower(r)
}
