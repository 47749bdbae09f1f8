package reference

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// series is a run of publications that are numbered together.
type series struct {
	label  string // how its numbers are written
	form   form   // shape of its numbers; formNone where several occur
	report bool   // inquiries and reports, which are cited by title too
}

// seriesOf returns the series that a word in front of a number names. The
// word is as written; abbreviations come without their full stop.
func seriesOf(word string) (series, bool) {
	switch word {
	case "Ds", "DS", "ds":
		return series{"Ds", formColon, true}, true
	case "RiR", "RIR":
		return series{"RiR", formColon, true}, true
	case "SFS", "sfs":
		return series{"SFS", formColon, false}, true
	}
	if s, ok := parliamentary(strings.ToLower(word)); ok {
		return s, true
	}
	if body, ok := strings.CutSuffix(word, "FS"); ok && len(body) >= 1 && strings.ToUpper(word) == word {
		return series{word, formColon, false}, true
	}
	return series{}, false
}

func parliamentary(word string) (series, bool) {
	switch word {
	case "sou":
		return series{"SOU", formColon, true}, true
	case "prop", "proposition", "propositionen", "propositionerna", "propositioner", "regeringsproposition":
		return series{"prop.", formSitting, false}, true
	case "bet", "betänkande", "betänkandet", "utskottsbetänkande", "utskottsbetänkandet":
		return series{"bet.", formSitting, false}, true
	case "dir", "kommittédirektiv", "kommittédirektivet", "kommittédirektiven", "tilläggsdirektiv", "tilläggsdirektivet", "direktiv", "direktiven", "direktivet":
		return series{"dir.", formColon, false}, true
	case "skr", "skrivelse", "skrivelsen", "regeringsskrivelse":
		return series{"skr.", formSitting, false}, true
	case "rskr", "riksdagsskrivelse", "riksdagsskrivelsen":
		return series{"rskr.", formSitting, false}, true
	case "mot", "motion", "motionen", "motionerna":
		return series{"mot.", formSitting, false}, true
	case "fpm", "faktapromemoria", "faktapm":
		return series{"faktapm.", formSitting, false}, true
	case "prot", "protokoll", "protokollet":
		return series{"prot.", formSitting, false}, true
	case "ip", "interpellation", "interpellationen":
		return series{"ip.", formSitting, false}, true
	case "fr", "fråga", "frågan":
		return series{"fr.", formSitting, false}, true
	case "yttr", "yttrande", "yttrandet":
		return series{"yttr.", formSitting, false}, true
	case "redog", "redogörelse":
		return series{"redog.", formSitting, false}, true
	}
	return series{}, false
}

// ministry reports whether a word is the letters under which a ministry
// numbers its committees, as in "S 2014:02".
func ministry(word string) bool {
	switch word {
	case "A", "C", "Fi", "Fö", "I", "In", "Jo", "Ju", "KN", "Kn", "Ku", "L", "LI", "M", "N", "S", "U", "UD":
		return true
	}
	return false
}

// before is what stands to the left of a number.
type before struct {
	token int    // index of the nearest word, -1 where there is none
	word  string // that word without full stop
	start int    // where it begins
	open  bool   // an opening bracket stands between it and the number
	nr    bool   // "nr" stands between it and the number
	gap   bool   // a comma or colon stands between it and the number
}

// leftOf looks at the token before an offset, through "(", "nr" and ",".
func (f *finder) leftOf(offset int) before {
	b := before{token: -1}
	i := f.tokenAt(offset) - 1
	if i >= 0 && f.tokens[i].End > offset {
		i--
	}
	for steps := 0; i >= 0 && steps < 5; i, steps = i-1, steps+1 {
		if !f.adjacent(i) {
			return b
		}
		word := f.word(i)
		switch {
		case word == "(" || word == "[":
			b.open = true
		case word == "." && i > 0 && f.tokens[i-1].End == f.tokens[i].Start:
		case word == "," || word == ":":
			b.gap = true
		case strings.EqualFold(strings.TrimSuffix(word, "."), "nr") || word == "no":
			b.nr = true
		case f.tokens[i].Kind == swedish.Word:
			b.token, b.word, b.start = i, strings.TrimSuffix(word, "."), f.tokens[i].Start
			return b
		default:
			return b
		}
	}
	return b
}

// numbered makes a reference of a number, if something beside it says what it
// is a number of. The last reference lends its series to numbers that follow
// it in an enumeration.
func (f *finder) numbered(n number, last Reference) (Reference, bool) {
	b := f.leftOf(n.Start)
	rules := []func(number, before) (Reference, bool){f.euNumber, f.euPlainNumber, f.seriesNumber, f.caseNumber, f.statuteNumber, f.committeeNumber, f.sittingCode, f.reportNumber}
	for _, rule := range rules {
		if r, ok := rule(n, b); ok {
			r.Year = n.year
			r.Section = f.section(r.Span)
			return r, true
		}
	}
	return f.enumerated(n, last)
}

func (f *finder) seriesNumber(n number, b before) (Reference, bool) {
	s, ok := seriesOf(b.word)
	if !ok || b.token < 0 || s.form != n.form && (s.label != "mot." || n.form != formColon) {
		return Reference{}, false
	}
	if b.open && !abbreviated(b.word) {
		return Reference{}, false
	}
	r := f.plain(s.label+" "+n.Of(f.text), corpus.Span{Start: b.start, End: n.End}, MethodNumber, .98)
	if s.label == "RiR" {
		r.Publisher = "Riksrevisionen"
	}
	if s.report {
		f.attachTitle(&r)
	} else if title, ok := f.titleBefore(r.Start); ok && f.cuedTitle(title) {
		f.entitle(&r, title)
	}
	switch {
	case s.label == "prop." || s.label == "skr.":
		f.publishedBy(&r, r.Start)
		if r.Publisher == "" && !r.title.Empty() {
			f.publishedInClause(&r, r.title.Start)
		}
	case strings.HasSuffix(s.label, "FS") && s.label != "SFS":
		f.publishedBy(&r, r.Start)
	}
	return r, true
}

// abbreviated reports whether a series is named by its abbreviation rather
// than by a word that may stand before a bracket for its own sake.
func abbreviated(word string) bool { return len(word) <= 5 && utf8.RuneCountInString(word) <= 4 }

// plain is a reference known by its number alone.
func (f *finder) plain(number string, span corpus.Span, method string, confidence float64) Reference {
	return Reference{
		Span: span, Name: number, Canonical: number, Number: number,
		Method: method, Confidence: confidence, Cited: true,
	}
}

// sittingCode accepts a committee's number without its series: 2021/22:SoU12.
func (f *finder) sittingCode(n number, _ before) (Reference, bool) {
	text := n.Of(f.text)
	_, tail, _ := strings.Cut(text, ":")
	if n.form != formSitting || len(tail) < 3 || !unicode.IsUpper(rune(tail[0])) || !strings.Contains(tail, "U") {
		return Reference{}, false
	}
	label := "bet."
	if strings.HasSuffix(tail, "y") {
		label = "yttr."
	}
	return f.plain(label+" "+text, n.Span, MethodNumber, .9), true
}

func (f *finder) committeeNumber(n number, b before) (Reference, bool) {
	if n.form != formColon || b.open || b.gap || b.token < 0 || !ministry(b.word) || f.word(b.token-1) == "." {
		return Reference{}, false
	}
	bracket := f.word(b.token-1) == "(" || f.word(b.token-1) == "nr"
	if !bracket && len(b.word) < 2 {
		return Reference{}, false
	}
	r := f.plain(b.word+" "+n.Of(f.text), corpus.Span{Start: b.start, End: n.End}, MethodNumber, .85)
	return r, true
}

// enumerated lets a number share the series of the one just before it, as in
// "SOU 2019:29 och 2020:15".
func (f *finder) enumerated(n number, last Reference) (Reference, bool) {
	if last.Number == "" || last.End >= n.Start || n.Start-last.End > 8 {
		return Reference{}, false
	}
	switch strings.TrimSpace(f.text[last.End:n.Start]) {
	case ",", "och", "samt", "resp.", "respektive", "eller", "&":
	default:
		return Reference{}, false
	}
	label, old, found := strings.Cut(last.Number, " ")
	if !found || strings.Contains(old, "/") != (n.form == formSitting) || n.form == formSlash {
		return Reference{}, false
	}
	r := f.plain(label+" "+n.Of(f.text), n.Span, last.Method, last.Confidence-.05)
	r.Year = n.year
	r.Section = f.section(r.Span)
	return r, true
}

// section returns the part of the work that is cited right after a reference:
// "s. 45 f.", "avsnitt 5.2", "kap. 3".
func (f *finder) section(span corpus.Span) string {
	rest := f.text[span.End:min(len(f.text), span.End+48)]
	trimmed := strings.TrimLeft(rest, ",; (\u00a0”\"")
	word, tail, ok := strings.Cut(trimmed, " ")
	if glued, number, cut := strings.Cut(word, "."); cut && number != "" {
		word, tail, ok = glued+".", number+" "+tail, true
	}
	switch strings.ToLower(word) {
	case "s.", "sid.", "sidan", "sidorna", "avsnitt", "avsnittet", "kap.", "kapitel", "bilaga", "del", "punkt":
	default:
		return ""
	}
	end := 0
	for end < len(tail) && (digit(tail[end]) || strings.IndexByte(".,-– ", tail[end]) >= 0 || strings.HasPrefix(tail[end:], "–")) {
		end++
		for end < len(tail) && !utf8.RuneStart(tail[end]) {
			end++
		}
	}
	part := strings.TrimRight(tail[:end], "., -–")
	if !ok || part == "" || !digit(part[0]) {
		return ""
	}
	return strings.ToLower(word) + " " + part
}
