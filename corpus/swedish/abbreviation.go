package swedish

import "strings"

// Abbreviation tells whether a token is an abbreviation written with a full
// stop, with its last stop or without: t.ex., t.ex, kl., Dr.
func Abbreviation(token string) bool {
	_, ok := abbreviationClass(strings.ToLower(strings.TrimSuffix(token, ".")))
	return ok
}

// abbreviationKind says what may follow an abbreviation's full stop.
type abbreviationKind uint8

const (
	abbreviationInner abbreviationKind = iota // something always follows: t.ex., kl., dr.
	abbreviationFinal                         // may end a sentence: etc., m.m., osv.
)

// abbreviationClass looks an abbreviation up, in lower case and without its
// last stop.
func abbreviationClass(form string) (abbreviationKind, bool) {
	switch form {
	case "t.ex", "bl.a", "dvs", "d.v.s", "s.k", "f.d", "p.g.a", "pga", "fr.o.m", "t.o.m", "m.a.o", "i.o.m",
		"kl", "ca", "c:a", "dr", "prof", "doc", "lic", "fil", "tekn", "jur", "ekon", "pol", "med", "jfr", "resp",
		"nr", "sid", "s", "st", "tel", "kap", "mom", "art", "bil", "tab", "fig", "vol", "ed", "red", "utg",
		"jan", "febr", "feb", "apr", "aug", "sept", "sep", "okt", "nov", "dec", "kungl", "prop", "bet", "rskr",
		"dir", "skr", "mot", "tr", "inkl", "exkl", "ev", "eg", "avd", "ang", "enl", "forts", "ff", "mr", "mrs", "ms",
		"hr", "fru", "frk", "herr", "vd", "gen", "ordf", "v", "o", "ä", "d.y", "d.ä", "u.p.a", "t.v", "t.h", "e.d.y":
		return abbreviationInner, true
	case "etc", "osv", "o.s.v", "m.m", "m.fl", "mm", "mfl", "o.d", "o.dyl", "dyl", "e.d", "e.dyl", "f.kr", "e.kr",
		"milj", "mdr", "mkr", "tkr", "kr", "mån", "proc", "f.n", "f.ö", "u.s", "p.m", "a.m", "b.c", "a.d", "ibid", "et al":
		return abbreviationFinal, true
	}
	return 0, false
}
