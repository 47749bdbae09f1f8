package structure

import (
	"strings"

	"github.com/samband/samband/corpus"
)

// readColumns reads two signatures beside each other: a line of two headings
// and below it a line of two names. It returns the line after them, i where
// they are none.
func (p *parser) readColumns(i int) int {
	left, right, ok := p.twoColumns(i)
	if !ok {
		return i
	}
	first, ok := partHeading(strings.ToLower(left.Of(p.src)))
	second, both := partHeading(strings.ToLower(right.Of(p.src)))
	j := p.next(i)
	if !ok || !both || j >= len(p.lines) {
		return i
	}
	left, right, ok = p.twoColumns(j)
	if !ok {
		return i
	}
	before := len(p.out.Attendees)
	p.addEntry(&roll{as: first}, left, left, true)
	p.addEntry(&roll{as: second}, right, right, true)
	if len(p.out.Attendees) == before {
		return i
	}
	p.lines[i].role, p.lines[j].role = roleHeading, roleAttendee
	return p.readRows(j, first, second)
}

// readRows reads more rows of two names below the first one. In a roster each
// column keeps its part; below signatures, which begin with the secretary's,
// all have that of the second column. It returns the line after them.
func (p *parser) readRows(j int, first, second corpus.AttendanceAs) int {
	roster := first != corpus.AttendedSecretary
	if !roster {
		first = second
	}
	end := j + 1
	for j = p.next(j); j < len(p.lines); j = p.next(j) {
		left, right, ok := p.twoColumns(j)
		if !ok && (!roster || !isSignature(p.of(j)) && !isRosterEntry(p.of(j))) {
			break
		}
		if !ok {
			left = p.lines[j].Span
		} else if !scanName(right.Of(p.src)).isPerson() {
			break
		}
		if !scanName(left.Of(p.src)).isPerson() || roster && p.lines[j].gap > 0 {
			break
		}
		p.addEntry(&roll{as: first}, left, left, true)
		if ok {
			p.addEntry(&roll{as: second}, right, right, true)
		}
		p.lines[j].role = roleAttendee
		end = j + 1
	}
	return end
}

// isRosterEntry reports whether a line is a name with a party in brackets.
func isRosterEntry(text string) bool {
	n := scanName(text)
	rest := strings.TrimLeft(text[n.length:], " ")
	return n.isPerson() && strings.HasPrefix(rest, "(") && !endsSentence(text)
}

// twoColumns parts a line at its only wide gap.
func (p *parser) twoColumns(i int) (left, right corpus.Span, ok bool) {
	l := p.lines[i]
	text := p.of(i)
	gap := columnGap(text)
	if gap <= 0 || l.Len() > 200 {
		return left, right, false
	}
	rest := strings.TrimLeft(text[gap:], " \t")
	left = corpus.Span{Start: l.Start, End: l.Start + gap}
	right = corpus.Span{Start: l.End - len(rest), End: l.End}
	return left, right, columnGap(rest) < 0
}

// isElection reports whether a list on line i is the outcome of an election
// ("Stämman valde", "§ 11 Val av styrelse") and names whom an association
// elected rather than who attended. The meeting's own chair, secretary and
// adjusters are elected by attending.
func (p *parser) isElection(i int) bool {
	const longest = 12 // lines of an outcome
	for j, n := p.previous(i), 0; j >= 0 && n < longest; j, n = p.previous(j), n+1 {
		text := strings.ToLower(p.of(j))
		if number, ok := parseNumber(text); ok {
			return strings.HasPrefix(text[number.length:], "val av ") && containsAny(text, "styrelse", "ledam", "suppleant", "ersättare", "revisor", "valberedning", "förtroende")
		}
		if word := lastWord(text); n == 0 && (word == "valde" || word == "väljer" || word == "valdes" || word == "utser" || word == "utsåg") {
			return true
		}
	}
	return false
}

// lastWord is the last word of a line without the mark behind it.
func lastWord(s string) string {
	s = strings.TrimRight(s, " :")
	return s[strings.LastIndexByte(s, ' ')+1:]
}
