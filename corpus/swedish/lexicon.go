package swedish

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the word lists
	"fmt"
	"hash/maphash"
	"io"
	"sort"
	"strings"
)

//go:embed data/freq.tsv.gz
var frequencyList []byte

// lexicon tells how often each form occurs. It keeps the list as it was
// written, one "form\tlower\tcapital\tinitial\tupper" a line in byte order,
// and an open-addressed table of line offsets: 124,882 forms take 5 MB, against
// 20 MB in a map of structs.
type lexicon struct {
	lines  string
	seed   maphash.Seed
	slots  []uint32 // offset + 1 of a line; 0 is free
	starts []uint32 // offset of each line, ascending
}

// counts are the occurrences of one form by the case it was written in.
type counts struct{ lower, capital, initial, upper int }

// common is how often the form occurs as a common word: in lower case, or
// capitalised only where a sentence begins.
func (c counts) common() int { return c.lower + c.initial/4 }

// newLexicon reads a gzipped frequency list.
func newLexicon(packed []byte) (*lexicon, error) {
	text, err := unpack(packed)
	if err != nil {
		return nil, fmt.Errorf("frequency list: %w", err)
	}
	l := &lexicon{lines: text, seed: maphash.MakeSeed()}
	l.slots = make([]uint32, tableSize(strings.Count(text, "\n")))
	for at := 0; at < len(text); {
		end := at + strings.IndexByte(text[at:], '\n')
		if end < at {
			break
		}
		form, _, _ := strings.Cut(text[at:end], "\t")
		l.starts = append(l.starts, uint32(at))
		l.slots[l.slot(form)] = uint32(at) + 1
		at = end + 1
	}
	return l, nil
}

// unpack returns the text of a gzipped list.
func unpack(packed []byte) (string, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	var text strings.Builder
	if _, err := io.Copy(&text, r); err != nil { //nolint:gosec // embedded, not from outside
		return "", err
	}
	return text.String(), nil
}

// tableSize is the smallest power of two that leaves the table half empty.
func tableSize(entries int) int {
	size := 2
	for size < 2*entries {
		size *= 2
	}
	return size
}

// slot returns the index of the form's slot, or of the free one it would take.
func (l *lexicon) slot(form string) int {
	mask := len(l.slots) - 1
	at := int(maphash.String(l.seed, form)) & mask //nolint:gosec // the mask makes it positive
	for l.slots[at] != 0 && !l.begins(int(l.slots[at])-1, form) {
		at = (at + 1) & mask
	}
	return at
}

// begins tells whether the line at the offset is the form's.
func (l *lexicon) begins(offset int, form string) bool {
	end := offset + len(form)
	return end < len(l.lines) && l.lines[end] == '\t' && l.lines[offset:end] == form
}

// reach returns how many of a form's first bytes some form of the list begins
// with. A stem that is longer is in no form of the list, which saves looking
// its forms up one by one.
func (l *lexicon) reach(form string) int {
	after := sort.Search(len(l.starts), func(i int) bool { return l.lines[l.starts[i]:] >= form })
	longest := 0
	for _, i := range []int{after - 1, after} {
		if i >= 0 && i < len(l.starts) {
			longest = max(longest, common(l.lines[l.starts[i]:], form))
		}
	}
	return longest
}

// common is the length of the beginning that two strings share.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// lookup returns the counts of a lower-case form, zeros when it is unknown.
func (l *lexicon) lookup(form string) counts {
	if len(l.slots) == 0 {
		return counts{}
	}
	line := l.slots[l.slot(form)]
	if line == 0 {
		return counts{}
	}
	var n [4]int
	at := int(line) + len(form)
	for i := range n {
		n[i], at = l.number(at)
	}
	return counts{n[0], n[1], n[2], n[3]}
}

// number reads the decimal at the offset and returns it with the offset
// behind the separator that follows.
func (l *lexicon) number(at int) (value, next int) {
	for at < len(l.lines) && l.lines[at] >= '0' && l.lines[at] <= '9' {
		value = value*10 + int(l.lines[at]-'0')
		at++
	}
	return value, at + 1
}
