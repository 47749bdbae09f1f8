package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
)

// form is the shape of a number.
type form uint8

const (
	formNone    form = iota
	formColon        // 2021:17
	formSitting      // 2022/23:45, 2021/22:SoU12
	formSlash        // 2016/679, 2004/38/EG, 1907/2006
)

// number is a numeric designation in the text.
type number struct {
	corpus.Span
	form form
	year string
}

// findNumbers looks at every run of digits that can begin a designation.
func (f *finder) findNumbers() {
	var last Reference
	for i := 0; i < len(f.text); {
		if !digit(f.text[i]) {
			i++
			continue
		}
		n, ok := parseNumber(f.text, i)
		if !ok {
			end := skipRun(f.text, i)
			if r, found := f.unionDocument(i, end); found {
				f.add(r)
				end = max(end, r.End)
			}
			i = end
			continue
		}
		if r, found := f.numbered(n, last); found {
			f.add(r)
			last = r
		}
		i = n.End
	}
}

func skipRun(text string, i int) int {
	for i < len(text) && digit(text[i]) {
		i++
	}
	return i
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

func letter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' || b >= 0x80 }

// parseNumber reads a designation that begins with the digit at i.
func parseNumber(text string, i int) (number, bool) {
	if i > 0 && (digit(text[i-1]) || letterBefore(text, i) || strings.IndexByte(":/.,", text[i-1]) >= 0 && i > 1 && digit(text[i-2])) {
		return number{}, false
	}
	end := skipRun(text, i)
	if end == len(text) {
		return number{}, false
	}
	head := text[i:end]
	switch {
	case text[end] == ':' && year(head):
		return colonNumber(text, i, end)
	case text[end] == '/':
		return slashNumber(text, i, end)
	}
	return number{}, false
}

// letterBefore reports whether a letter stands directly before i; a no-break
// space or a dash of several bytes is none.
func letterBefore(text string, i int) bool {
	b := text[i-1]
	if b < 0x80 {
		return letter(b)
	}
	return i >= 2 && text[i-2] == 0xC3 // å, ä, ö, é and their capitals
}

func year(s string) bool { return len(s) == 4 && (s[0] == '1' && s[1] >= '6' || s[:2] == "20") }

func colonNumber(text string, start, colon int) (number, bool) {
	end := skipRun(text, colon+1)
	if n := end - colon - 1; n < 1 || n > 4 || !closes(text, end) {
		return number{}, false
	}
	return number{corpus.Span{Start: start, End: end}, formColon, text[start:colon]}, true
}

// closes reports whether a number may end at i.
func closes(text string, i int) bool {
	if i >= len(text) {
		return true
	}
	b := text[i]
	if digit(b) || b < 0x80 && letter(b) {
		return false
	}
	return strings.IndexByte(":/.,", b) < 0 || i+1 == len(text) || !digit(text[i+1])
}

func slashNumber(text string, start, slash int) (number, bool) {
	head := text[start:slash]
	end := skipRun(text, slash+1)
	second := text[slash+1 : end]
	if year(head) && end < len(text) && text[end] == ':' && follows(head, second) {
		return sittingNumber(text, start, end)
	}
	if end < len(text) && text[end] == '/' {
		stop := end + 1
		for stop < len(text) && 'A' <= text[stop] && text[stop] <= 'Z' {
			stop++
		}
		if union(text[end+1:stop]) && year(expand(head)) {
			return number{corpus.Span{Start: start, End: stop}, formSlash, expand(head)}, true
		}
		return number{}, false
	}
	if !closes(text, end) {
		return number{}, false
	}
	switch {
	case year(head) && len(second) >= 1 && len(second) <= 5:
		return number{corpus.Span{Start: start, End: end}, formSlash, head}, true
	case len(head) <= 4 && (year(second) || len(second) == 2):
		return number{corpus.Span{Start: start, End: end}, formSlash, expand(second)}, true
	}
	return number{}, false
}

// expand writes a year of the last century in full.
func expand(y string) string {
	if len(y) == 2 && y[0] >= '5' {
		return "19" + y
	}
	return y
}

func union(s string) bool {
	switch s {
	case "EG", "EU", "EEG", "RIF", "EC", "EEC":
		return true
	}
	return false
}

// follows reports whether second names the year after first, as in 2022/23 and
// 1999/2000.
func follows(first, second string) bool {
	next := []byte(first)
	for i := 3; i >= 0; i-- {
		if next[i] < '9' {
			next[i]++
			break
		}
		next[i] = '0'
	}
	return second == string(next) || second == string(next[2:])
}

func sittingNumber(text string, start, colon int) (number, bool) {
	end := colon + 1
	for end < len(text) && (digit(text[end]) || letter(text[end]) && !strings.HasPrefix(text[end:], "\u00a0") && !punctuation(text[end:])) {
		end++
	}
	tail := text[colon+1 : end]
	if tail == "" || len(tail) > 10 || !strings.ContainsAny(tail, "0123456789") {
		return number{}, false
	}
	return number{corpus.Span{Start: start, End: end}, formSitting, text[start : start+4]}, true
}

// punctuation reports whether s begins with typographic punctuation of
// several bytes.
func punctuation(s string) bool {
	return strings.HasPrefix(s, "»") || strings.HasPrefix(s, "«") || strings.HasPrefix(s, "\u00ad") || s[0] == 0xE2
}
