package structure

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// addEntry reads a piece of text as a person with details and adds it to the
// list. alone tells that the piece is a whole line; only then can a surname
// stand first ("Ek, Anna").
func (p *parser) addEntry(r *roll, entry, piece corpus.Span, alone bool) {
	text := piece.Of(p.src)
	title, name := p.entryName(r, text, alone)
	if name == 0 {
		return
	}
	a := corpus.Attendee{
		Entry: trimSpan(p.src, entry),
		Name:  corpus.Span{Start: piece.Start + title, End: piece.Start + name},
		As:    r.as,
	}
	rest := corpus.Span{Start: a.Name.End, End: piece.End}
	rest, a.Items = p.cutItems(rest)
	a.Detail = p.trimDetail(rest)
	if a.Detail.Empty() && title > 0 {
		a.Detail = trimSpan(p.src, corpus.Span{Start: piece.Start, End: a.Name.Start})
	}
	p.setPart(r, &a)
	p.out.Attendees = append(p.out.Attendees, a)
}

// setPart lets the words of an entry decide over its list. The functions of
// speakers of a programme are held elsewhere, and nobody who is absent chairs.
func (p *parser) setPart(r *roll, a *corpus.Attendee) {
	as, ok := partInDetail(a.Detail.Of(p.src))
	switch {
	case !ok, r.as == corpus.AttendedAbsent, r.as == corpus.AttendedSpeaker && as != corpus.AttendedAbsent:
	case r.as == corpus.AttendedAdjusting || r.as == corpus.AttendedSecretary || r.as == corpus.AttendedChair:
	case r.as == corpus.AttendedSubstitute && as == corpus.AttendedMember:
	default:
		a.As = as
	}
}

// entryName finds the name in an entry: its start after a title ("Professor
// Anna Ek") and its end, 0 where there is none.
func (p *parser) entryName(r *roll, text string, alone bool) (start, end int) {
	n := scanName(text)
	if alone {
		if length := r.surnameFirst(text, n); length > 0 {
			return 0, length
		}
	}
	if at := degreeLength(text); at > 0 && scanName(text[at:]).isPerson() {
		return at, at + scanName(text[at:]).length
	}
	if at := titleLength(text); at > 0 {
		if m := scanName(text[at:]); m.words >= 2 && m.known {
			return at, at + m.length
		}
	}
	switch {
	case n.words == 0:
		return 0, 0
	case n.words == 1:
		if !swedish.GivenName(titleCase(text[:n.length])) || runes(text[:n.length]) < 4 && isCapitals(text[:n.length]) || !atEntryEnd(text[n.length:]) {
			return 0, 0
		}
		return 0, n.length
	case !n.known && r.entries < 2 && r.numbered == 0 && !unheardName(text, n):
		return 0, 0
	case !atEntryEnd(text[n.length:]), isSentence(text[n.length:]):
		return 0, 0
	}
	return 0, n.length
}

// unheardName reports whether an entry begins with capitalised words that no
// list of names has and Swedish does not know, divided from what follows: a
// name from elsewhere.
func unheardName(text string, n personName) bool {
	rest := text[n.length:]
	if n.words < 2 || n.words > 4 || rest != "" && !hasAnyPrefix(rest, ",", " (", ";") {
		return false
	}
	for word := range strings.FieldsSeq(text[:n.length]) {
		if lower, proper, _, upper := swedish.Frequency(strings.ToLower(word)); lower > 0 || proper > 3 || upper > proper || isCapitals(word) {
			return false
		}
	}
	return true
}

// isSentence reports whether what follows a name makes a sentence with it, and
// no entry: words without punctuation before them, up to a full stop.
func isSentence(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return startsLower(rest) && endsSentence(rest) && strings.Count(rest, " ") >= 2
}

// titleLength is the length of the words before a given name at the start of
// an entry, when they read like a title: at most three, none of them a name.
func titleLength(s string) int {
	at := 0
	for range 3 {
		word := nameWord(s[at:])
		if word == "" || swedish.GivenName(titleCase(word)) {
			break
		}
		at += len(word)
		if at >= len(s) || s[at] != ' ' {
			return 0
		}
		at++
	}
	if at == 0 || !swedish.GivenName(titleCase(nameWord(s[at:]))) {
		return 0
	}
	return at
}

// degreeLength is the length of a degree or rank at the start of s with the
// space behind it: "Professor ", "Ph.D. ", "docent ".
func degreeLength(s string) int {
	word := firstWord(s)
	if rest, ok := strings.CutPrefix(s[len(word):], " och "); ok && strings.HasSuffix(word, "-") {
		if n := degreeLength(rest); n > 0 { // Hälso- och sjukvårdsdirektör
			return len(s) - len(rest) + n
		}
		return 0
	}
	switch strings.TrimRight(strings.ToLower(word), ".") {
	case "ordförande", "ordf", "vice", "ledamot", "ledamoten", "ledamöterna", "suppleant", "suppleanten", "suppleanterna", "ersättare", "ersättaren", "kassör", "kassören", "revisor", "revisorn",
		"professor", "prof", "docent", "doktor", "dr", "ph.d", "phd", "doktorand", "lektor", "adjunkt", "överläkare", "specialistläkare", "advokat", "rektor",
		"direktör", "vd", "verkställande direktör", "generaldirektör", "kommunalråd", "regionråd", "civilingenjör", "arkitekt", "utredare", "projektledare":
		return min(len(s), len(word)+1)
	}
	if _, ok := cutAnySuffix(strings.ToLower(word), "chef", "direktör", "sekreterare", "strateg", "jurist", "handläggare", "utredare", "samordnare", "ledare", "läkare", "controller", "ingenjör"); ok {
		return min(len(s), len(word)+1)
	}
	return 0
}

// surnameFirst is the length of "Ek, Anna" at the start of an entry, 0 where
// it begins in another way. What could be a given name is a surname in a list
// of surnames only.
func (r *roll) surnameFirst(text string, n personName) int {
	if n.words == 0 || n.words > 2 || !strings.HasPrefix(text[n.length:], ", ") {
		return 0
	}
	first := titleCase(nameWord(text))
	rest := text[n.length+2:]
	given := scanName(rest)
	if given.words == 0 || given.words > 2 || !atEntryEnd(rest[given.length:]) {
		return 0
	}
	if swedish.GivenName(first) && !r.surnames || !swedish.GivenName(titleCase(nameWord(rest))) {
		return 0
	}
	return n.length + 2 + given.length
}

// trimDetail takes the punctuation between a name and its detail off, and the
// parentheses where they hold all of it.
func (p *parser) trimDetail(s corpus.Span) corpus.Span {
	s = trimSpan(p.src, s)
	text := s.Of(p.src)
	rest := strings.TrimLeft(text, ",.;:-–—/ \t\u00a0")
	if tail, ok := strings.CutPrefix(rest, "och "); ok {
		rest = tail
	}
	if strings.HasPrefix(rest, "(") && !strings.Contains(rest, ")") {
		rest = rest[1:] // what closed it told the part of the meeting
	}
	s.Start += len(text) - len(rest)
	s.End -= len(rest) - len(strings.TrimRight(rest, ",; \t\u00a0"))
	if s.Empty() {
		return corpus.Span{Start: s.Start, End: s.Start}
	}
	text = s.Of(p.src)
	if text[0] == '(' && strings.IndexByte(text, ')') == len(text)-1 {
		return trimSpan(p.src, corpus.Span{Start: s.Start + 1, End: s.End - 1})
	}
	return s
}

// cutItems parts from an entry's end what says for which part of the meeting
// it holds: "(punkt 1-4)", ", §§ 12–15", "från kl. 14.10".
func (p *parser) cutItems(s corpus.Span) (corpus.Span, string) {
	text := s.Of(p.src)
	for at := 0; at < len(text); at++ {
		if c := text[at]; c != '(' && c != ',' && c != ' ' && c != '\t' {
			continue
		}
		rest := strings.TrimLeft(text[at:], "(, \t")
		items, length := parseItems(rest)
		if length == 0 {
			continue
		}
		tail := strings.TrimLeft(rest[length:], ") .")
		if tail != "" && tail[0] != ',' {
			continue
		}
		if tail != "" {
			return s, items // the items stand amid the detail
		}
		return corpus.Span{Start: s.Start, End: s.Start + at}, items
	}
	return s, ""
}

// parseItems reads the part of a meeting at the start of s. Items of an agenda
// come back as numbers alone, times as written.
func parseItems(s string) (items string, length int) {
	lower := strings.ToLower(s)
	rest, timed := cutAnyPrefix(lower, "från och med ", "fr.o.m. ", "fr o m ", "från ", "till och med ", "t.o.m. ", "t o m ", "till ",
		"fram till ", "klockan ", "kl. ", "kl ", "del av ", "endast ", "under ", "ej ", "deltog ")
	if timed {
		n := itemNumbers(rest)
		if n == 0 {
			return "", 0
		}
		end := len(lower) - len(rest) + n
		if end > len(s) {
			return "", 0
		}
		return s[:end], end
	}
	rest, ok := cutAnyPrefix(lower, "punkterna ", "punkter ", "punkt ", "p. ", "p ", "§§ ", "§§", "§ ", "§", "ärende ", "ärenden ", "item ", "items ")
	if !ok || len(lower) != len(s) {
		return "", 0
	}
	digits := countNumbers(rest)
	if digits == 0 {
		return "", 0
	}
	start := len(s) - len(rest)
	return strings.NewReplacer("–", "-", "—", "-").Replace(s[start : start+digits]), start + digits
}

// itemNumbers is the length of an item or time at the start of s, with its
// word: "kl. 14.10", "§ 12", "punkt 3", "mötet".
func itemNumbers(s string) int {
	if strings.HasPrefix(s, "mötet") {
		return len("mötet")
	}
	rest, word := cutAnyPrefix(s, "kl. ", "kl ", "klockan ", "§§ ", "§ ", "§", "punkterna ", "punkt ", "p. ", "p ", "ärende ")
	n := countNumbers(rest)
	if n == 0 || !word && !strings.ContainsAny(rest[:n], ".:") {
		return 0
	}
	return len(s) - len(rest) + n
}

// countNumbers is the length of numbers and ranges at the start of s: "1-4",
// "12–15, 18", "14.10".
func countNumbers(s string) int {
	end := 0
	for rest := s; ; {
		digits, after := cutDigits(rest)
		if digits == "" {
			return end
		}
		end = len(s) - len(after)
		if trimmed, ok := cutAnyPrefix(after, " och ", " & "); ok {
			rest = trimmed
			continue
		}
		rest = strings.TrimLeft(after, "-–—,.: §")
	}
}
