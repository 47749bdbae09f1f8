package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// findIssues finds the reports of series that number them without a year, or
// with the year behind a dash: "Naturvårdsverkets rapport 6918", "VTI rapport
// 1044", "rapport 2024-11". They need a publisher, or a line that is an entry
// of a list.
func (f *finder) findIssues() {
	for i := range f.tokens {
		if f.tokens[i].Kind != swedish.Number || !issueNumber(f.word(i)) && !f.slashed(i) {
			continue
		}
		cue := i - 1
		for cue > 0 && f.adjacent(cue) && (strings.EqualFold(f.word(cue), "nr") || strings.EqualFold(f.word(cue), "nummer") || f.word(cue) == ".") {
			cue--
		}
		if cue < 0 || !f.adjacent(cue) || !issueWord(strings.ToLower(f.word(cue))) || f.quantity(i) {
			continue
		}
		f.addIssue(cue, i)
	}
	f.findDefence()
}

// slashed reports whether a year, a slash and a number begin at token i:
// "2022/7".
func (f *finder) slashed(i int) bool {
	if !year(f.word(i)) || f.word(i+1) != "/" || f.gap(i) != "" || f.gap(i+1) != "" {
		return false
	}
	n := f.word(i + 2)
	return len(n) <= 2 && n != "" && allDigits(n) && f.word(i+3) != ":"
}

// addIssue makes a reference of a report word and its number.
func (f *finder) addIssue(cue, i int) {
	r := f.plain(f.word(i), corpus.Span{Start: f.tokens[cue].Start, End: f.tokens[i].End}, MethodNumber, .85)
	if last := i + 2; f.slashed(i) {
		r.Number, r.Year, r.End = f.word(i)+"/"+f.word(last), f.word(i), f.tokens[last].End
	}
	title, titled := f.titleBefore(r.Start)
	switch {
	case titled:
		f.entitle(&r, title)
		f.publishedBy(&r, title.Start)
	default:
		f.publishedBy(&r, r.Start)
	}
	if r.Publisher == "" && cue > 0 && f.gap(cue-1) == " " && f.publisherWord(cue-1) && f.tokens[cue-1].Kind == swedish.Word {
		r.PublisherSpan = f.publisherEnding(cue - 1)
		r.Publisher = r.PublisherSpan.Of(f.text)
	}
	if r.Publisher == "" {
		f.publisherOnLine(&r, r.Start)
	}
	if r.Publisher == "" && !titled {
		return
	}
	if y, _, dashed := strings.Cut(r.Number, "-"); dashed && year(y) {
		r.Year = y
	}
	r.Section = f.section(corpus.Span{Start: r.Start, End: f.tokens[i].End})
	f.nameNumbered(&r)
	f.add(r)
}

// issueWord tells the words in front of a bare number in a series.
func issueWord(lower string) bool {
	switch lower {
	case "rapport", "rapporten", "pm", "publikation", "publikationen", "meddelande", "skrift", "rapportnummer", "artikelnummer", "artikelnr", "handbok", "report", "paper":
		return true
	}
	return strings.HasSuffix(lower, "-rapport") || strings.HasSuffix(lower, "-rapporten")
}

// issueNumber reports whether a token can be a number of a series: two to six
// digits that are no year, or a year, a dash and a number.
func issueNumber(word string) bool {
	if y, n, dashed := strings.Cut(word, "-"); dashed {
		return year(y) && n != "" && len(n) <= 3 && allDigits(n)
	}
	return len(word) >= 2 && len(word) <= 6 && allDigits(word) && !year(word)
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// quantity reports whether a number counts what follows it.
func (f *finder) quantity(i int) bool {
	switch strings.ToLower(f.word(i + 1)) {
	case "procent", "%", "kronor", "sidor", "miljoner", "mnkr", "kr", "år", "personer", "gånger":
		return true
	}
	return false
}

// findDefence finds the numbers of the defence research agency, which stand
// for themselves: FOI-R--4512--SE.
func (f *finder) findDefence() {
	for at := 0; ; {
		i := strings.Index(f.text[at:], "FOI")
		if i < 0 {
			return
		}
		start := at + i
		at = start + len("FOI")
		if start > 0 && letterBefore(f.text, start) {
			continue
		}
		end := start
		for end < len(f.text) && (f.text[end] >= 'A' && f.text[end] <= 'Z' || f.text[end] == '-' || digit(f.text[end]) || strings.HasPrefix(f.text[end:], "–") || f.text[end]&0xC0 == 0x80 && strings.HasSuffix(f.text[:end+1], "–") || strings.HasSuffix(f.text[:end+1], "\xe2\x80") && strings.HasPrefix(f.text[end+1:], "\x93")) {
			end++
		}
		number := strings.TrimRight(f.text[start:end], "-–")
		if strings.ContainsAny(number, "0123456789") && strings.Contains(number, "-") && len(number) > len("FOI-R-1") {
			f.add(f.plain(number, corpus.Span{Start: start, End: start + len(number)}, MethodNumber, .95))
			at = start + len(number)
		}
	}
}
