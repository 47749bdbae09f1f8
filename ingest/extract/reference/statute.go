package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
)

// statuteNumber finds "patientdatalagen (2008:355)", "lagen (2008:355) om …"
// and "lag 1998:112".
func (f *finder) statuteNumber(n number, b before) (Reference, bool) {
	if n.form != formColon || b.token < 0 || b.gap {
		return Reference{}, false
	}
	word := strings.ToLower(b.word)
	if !statuteWord(word) {
		return Reference{}, false
	}
	end := n.End
	if b.open && strings.HasPrefix(f.text[end:], ")") {
		end++
	}
	number := "SFS " + n.Of(f.text)
	r := f.plain(number, corpus.Span{Start: b.start, End: end}, MethodStatute, .97)
	switch {
	case !plainStatute(word):
		r.Start = f.coordinated(b.token)
		r.Name = collapse(f.text[r.Start:f.tokens[b.token].End])
	default:
		if tail := f.statuteTitle(end); !tail.Empty() {
			r.End = tail.End
			r.Name = definite(word) + " " + collapse(tail.Of(f.text))
		}
	}
	return r, true
}

func statuteWord(word string) bool {
	word = strings.TrimSuffix(word, "s")
	for _, end := range []string{"lag", "lagen", "förordning", "förordningen", "balken", "kungörelse", "kungörelsen", "instruktion", "instruktionen", "stadgan", "ordningen"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return word == "regeringsformen"
}

func plainStatute(word string) bool {
	switch word {
	case "lag", "lagen", "lagens", "förordning", "förordningen", "förordningens", "kungörelse", "kungörelsen":
		return true
	}
	return false
}

func definite(word string) string {
	switch word {
	case "lag":
		return "lagen"
	case "förordning", "kungörelse":
		return word + "en"
	}
	return strings.TrimSuffix(word, "s")
}

// coordinated widens a compound to the left over "hälso- och".
func (f *finder) coordinated(token int) int {
	if token >= 2 {
		and := f.word(token - 1)
		first := f.word(token - 2)
		if (and == "och" || and == "eller") && strings.HasSuffix(first, "-") && f.adjacent(token-1) {
			return f.tokens[token-2].Start
		}
		if token >= 3 && (and == "och" || and == "eller") && first == "-" && f.tokens[token-3].End == f.tokens[token-2].Start {
			return f.tokens[token-3].Start
		}
	}
	return f.tokens[token].Start
}

// statuteTitle returns the "om …" of a statute that follows its number: the
// words up to the end of the clause.
func (f *finder) statuteTitle(from int) corpus.Span {
	i := f.tokenAt(from)
	first := f.word(i)
	if first != "om" && first != "med" && first != "angående" || i == 0 || !f.adjacent(i-1) {
		return corpus.Span{}
	}
	end := f.topicEnd(i + 1)
	if end <= i {
		return corpus.Span{}
	}
	return corpus.Span{Start: f.tokens[i].Start, End: f.tokens[end].End}
}

// euNumber finds "(EU) 2016/679", "(EG) nr 1907/2006", "direktiv 2004/38/EG"
// and what stands in front of them.
func (f *finder) euNumber(n number, _ before) (Reference, bool) {
	if n.form != formSlash {
		return Reference{}, false
	}
	text := n.Of(f.text)
	if i := strings.LastIndexByte(text, '/'); union(text[i+1:]) {
		start, name := f.euAct(n.Start, text)
		return f.eu(corpus.Span{Start: start, End: n.End}, name, text), true
	}
	mark, body, nr := f.euMark(n.Start)
	if body == "" {
		return Reference{}, false
	}
	number := body + " " + text
	if nr {
		number = body + " nr " + text
	}
	start, name := f.euAct(mark, "("+body+") "+strings.TrimPrefix(number, body+" "))
	return f.eu(corpus.Span{Start: start, End: n.End}, name, number), true
}

func (f *finder) eu(span corpus.Span, name, number string) Reference {
	r := f.plain(number, span, MethodEU, .97)
	r.Name = name
	return r
}

// euMark reads "(EU)" or "(EG) nr" backwards from an offset.
func (f *finder) euMark(offset int) (start int, body string, nr bool) {
	left := strings.TrimRight(f.text[max(0, offset-16):offset], " \u00a0\n")
	for _, word := range []string{" nr", " No", " no"} {
		if cut, ok := strings.CutSuffix(left, word); ok {
			left, nr = strings.TrimRight(cut, " \u00a0\n"), true
		}
	}
	open := strings.LastIndexByte(left, '(')
	if open < 0 || !strings.HasSuffix(left, ")") {
		return 0, "", false
	}
	body = left[open+1 : len(left)-1]
	if first, _, _ := strings.Cut(body, ","); union(first) {
		return max(0, offset-16) + open, first, nr
	}
	return 0, "", false
}

// euAct looks for the sort of act in front of its number.
func (f *finder) euAct(offset int, number string) (start int, name string) {
	i := f.tokenAt(offset) - 1
	if i < 0 || !f.adjacent(i) {
		return offset, number
	}
	switch word := strings.ToLower(f.word(i)); word {
	case "förordning", "förordningen", "direktiv", "direktivet", "beslut", "beslutet", "rambeslut", "rambeslutet", "rekommendation", "genomförandeförordning", "genomförandebeslut":
		return f.tokens[i].Start, strings.TrimSuffix(strings.TrimSuffix(word, "en"), "et") + " " + number
	}
	return offset, number
}

// caseNumber finds "dnr 2021/1234" and "diarienummer: KS 2021/123"; numbers
// that begin with letters, as S2021/06171, come from findWords.
func (f *finder) caseNumber(n number, b before) (Reference, bool) {
	if b.token < 0 || n.form == formSitting {
		return Reference{}, false
	}
	i, prefix := b.token, ""
	if !caseWord(b.word) && len(b.word) <= 6 && strings.ToUpper(b.word) == b.word {
		prefix = b.word + " "
		for i--; i > 0 && (f.word(i) == ":" || f.word(i) == "."); i-- {
		}
	}
	if !caseWord(strings.TrimSuffix(f.word(i), ".")) {
		return Reference{}, false
	}
	number := "dnr " + prefix + n.Of(f.text)
	return f.plain(number, corpus.Span{Start: f.tokens[max(0, i)].Start, End: n.End}, MethodCase, .9), true
}

func caseWord(word string) bool {
	switch strings.ToLower(word) {
	case "dnr", "diarienr", "diarienummer", "diarienumret", "ärendenummer", "dnr.":
		return true
	}
	return false
}

// dashedCase finds case numbers with dashes, as county boards write them:
// "dnr 624-2811-2022".
func (f *finder) dashedCase(i int, word string) bool {
	if !caseWord(word) {
		return false
	}
	at := f.tokens[i].End
	for at < len(f.text) && strings.IndexByte(" .:", f.text[at]) >= 0 {
		at++
	}
	end, dashes := at, 0
	for end < len(f.text) && (digit(f.text[end]) || f.text[end] == '-') {
		if f.text[end] == '-' {
			dashes++
		}
		end++
	}
	number := strings.TrimRight(f.text[at:end], "-")
	if dashes == 0 || dashes > 3 || len(number) < 6 || !digit(number[0]) || end < len(f.text) && (f.text[end] == '/' || f.text[end] == ':') {
		return false
	}
	f.add(f.plain("dnr "+number, corpus.Span{Start: f.tokens[i].Start, End: at + len(number)}, MethodCase, .9))
	return true
}
