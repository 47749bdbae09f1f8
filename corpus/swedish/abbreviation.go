package swedish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Abbreviation tells whether a token is an abbreviation written with a full
// stop, with its last stop or without: t.ex., t.ex, kl., Dr.
func Abbreviation(token string) bool {
	return classify(strings.TrimSuffix(token, ".")) != noAbbreviation
}

// abbreviationClass says what an abbreviation's full stop means for the
// sentence.
type abbreviationClass uint8

const (
	noAbbreviation abbreviationClass = iota
	inner                            // something always follows: t.ex., dr.
	measure                          // follows a number or ends a list, and may end a sentence: etc., milj.
	numbered                         // a full stop only where a number follows: kap. 3, art. 5
)

// longestAbbreviation bounds the bytes of what classify looks at.
const longestAbbreviation = 10

// classify looks an abbreviation up, written without its last stop. It
// allocates nothing: the tokenizer asks it about every word before a stop.
func classify(form string) abbreviationClass {
	if len(form) > longestAbbreviation || len(form) == 0 {
		return noAbbreviation
	}
	var buffer [3 * longestAbbreviation]byte
	lower := buffer[:0]
	for _, r := range form {
		lower = utf8.AppendRune(lower, unicode.ToLower(r))
	}
	return classifyLower(string(lower))
}

// classifyLower is classify for lower case. The list follows Svenska
// skrivregler and the abbreviations found in UD Swedish-Talbanken; forms that
// are also words (art, bet, dir, mot, red) count only before a number.
func classifyLower(form string) abbreviationClass {
	switch form {
	case "t.ex", "bl.a", "dvs", "d.v.s", "s.k", "f.d", "p.g.a", "pga", "fr.o.m", "t.o.m", "m.a.o", "i.o.m", "i.e", "e.g",
		"p.s.s", "f.v.b", "u.å", "t.f", "u.a", "s.a.s", "d.y", "d.ä", "f.n", "f.ö", "i.st.f", "o.a", "p.r", "ph.d", "h.c",
		"kl", "ca", "c:a", "dr", "prof", "doc", "lic", "fil", "tekn", "jur", "ekon", "teol", "jfr", "cf", "resp", "kungl",
		"inkl", "exkl", "tel", "ang", "enl", "ev", "forts", "ordf", "mr", "mrs", "ms", "hr", "frk", "n.b", "bitr",
		"t.v", "t.h", "s.t", "s:t", "s:ta", "s:a", "utg", "övers", "civ", "sthlm", "föreg", "motsv", "ggr", "st", "kand",
		"febr", "feb", "apr", "aug", "sept", "sep", "okt", "nov", "dec", "nr", "sid", "kap", "mom", "dnr", "avd", "fr", "prot", "forsk", "univ", "inst":
		return inner
	case "etc", "osv", "o.s.v", "m.m", "m.fl", "mfl", "o.d", "o.dyl", "dyl", "e.d", "e.dyl", "f.kr", "e.kr", "m.h.t",
		"milj", "mdr", "mkr", "tkr", "kr", "mån", "proc", "p.m", "a.m", "b.c", "a.d", "ibid", "u.s", "a.a", "u.p.a",
		"ff", "f.f", "d.å", "f.å", "d.s", "d.d", "m.v", "v.g", "f.k", "s.d", "kvm":
		return measure
	case "jan", "s", "art", "bil", "tab", "fig", "vol", "prop", "bet", "rskr", "skr", "mot", "dir", "ds", "avs", "no", "pp",
		"p", "pkt", "ex", "v", "ed", "red", "par", "gen", "ing", "alt", "max", "min", "eg", "sek", "tim", "tr":
		return numbered
	}
	return noAbbreviation
}

// abbreviationPrefix tells whether the stop at the offset, which a letter
// follows, is within an abbreviation (t.ex) or between initials (J.K).
func abbreviationPrefix(text string, start, at int) bool {
	if end := dottedAbbreviation(text, start); end > at {
		return true
	}
	return initials(text[start:at]) && initialFollows(text, at+1)
}

// dottedAbbreviation returns the end, without its last stop, of the longest
// abbreviation with inner stops at the offset, or 0.
func dottedAbbreviation(text string, start int) int {
	longest, dots := 0, 0
	for at := start; at <= len(text) && at-start <= 10; at++ {
		if at < len(text) && text[at] != '.' {
			r, _ := utf8.DecodeRuneInString(text[at:])
			if alphanumeric(r) || r >= utf8.RuneSelf && !utf8.RuneStart(text[at]) {
				continue
			}
		}
		if dots > 0 && classify(text[start:at]) != noAbbreviation {
			longest = at
		}
		if at == len(text) || text[at] != '.' {
			break
		}
		dots++
	}
	return longest
}

// longestInitials bounds the bytes of initials written together.
const longestInitials = 24

// initials tells whether a string is capitals, each behind a stop: J or J.K.
func initials(s string) bool {
	if len(s) > longestInitials {
		return false
	}
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if !unicode.IsUpper(r) {
			return false
		}
		s = s[size:]
		if s == "" {
			return true
		}
		if s[0] != '.' {
			return false
		}
		s = s[1:]
	}
	return false
}

// initialFollows tells whether a single capital and a stop are at the offset.
func initialFollows(text string, at int) bool {
	r, size := utf8.DecodeRuneInString(text[at:])
	return unicode.IsUpper(r) && at+size < len(text) && text[at+size] == '.'
}

// stopIsPart tells whether the stop at the offset is part of the token that
// began at start: an abbreviation, or initials written together.
func stopIsPart(text string, start, at int) bool {
	form := text[start:at]
	switch classify(form) {
	case inner, measure:
		return true
	case numbered:
		rest := strings.TrimLeft(text[at+1:], " \u00a0")
		return rest != "" && asciiDigit(rest[0])
	case noAbbreviation:
	}
	return len(form) > 2 && initials(form)
}
