package extract

import (
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
)

// item is a numbered paragraph of minutes whose items have no headings:
// "8. Stämman beslutade …", "10 a) Motion från …".
type item struct {
	corpus.Span
	number string
}

// leastItems is how many numbered paragraphs in order make them the items of an
// agenda.
const leastItems = 3

// numberedItems returns the numbered paragraphs of minutes that count their
// items up through the whole text. A list that begins anew is none.
func (a *analysis) numberedItems() []item {
	if a.in.Structure.Kind != corpus.KindMinutes {
		return nil
	}
	var items []item
	last := 0
	for at := 0; at < len(a.text); {
		end := strings.IndexByte(a.text[at:], '\n')
		if end < 0 {
			end = len(a.text) - at
		}
		if number, value := itemNumber(strings.TrimLeft(a.text[at:at+end], " \t")); value > 0 && value >= last && value <= last+3 {
			if len(items) > 0 {
				items[len(items)-1].End = at
			}
			items = append(items, item{corpus.Span{Start: at, End: len(a.text)}, number})
			last = value
		}
		at += end + 1
	}
	if len(items) < leastItems || slices.ContainsFunc(a.in.Structure.Sections, func(s corpus.Section) bool { return strings.Contains(s.Number, "§") }) {
		return nil
	}
	return items
}

// itemNumber reads the number of an item at the start of a line, with the letter
// of a part of it, and its value; 0 where there is none.
func itemNumber(s string) (string, int) {
	n, value := 0, 0
	for n < len(s) && n < 2 && s[n] >= '0' && s[n] <= '9' {
		value = value*10 + int(s[n]-'0')
		n++
	}
	if n == 0 {
		return "", 0
	}
	end := n
	if letter := strings.TrimLeft(s[n:], " "); len(letter) > 1 && letter[0] >= 'a' && letter[0] <= 'k' && letter[1] == ')' {
		end = len(s) - len(letter) + 1
	}
	if end+1 >= len(s) || s[end] != '.' && s[end] != ')' || s[end+1] != ' ' {
		return "", 0
	}
	return s[:end], value
}

// itemAt returns the numbered paragraph at an offset.
func (a *analysis) itemAt(offset int) (item, bool) {
	if !a.itemised {
		a.items, a.itemised = a.numberedItems(), true
	}
	at, found := slices.BinarySearchFunc(a.items, offset, func(it item, offset int) int { return it.Start - offset })
	if !found {
		at--
	}
	if at < 0 {
		return item{}, false
	}
	return a.items[at], true
}
