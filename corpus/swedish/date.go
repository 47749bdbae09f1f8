package swedish

import "regexp"

// DateMatch is a date in a text: byte offsets, and ISO 8601 as far as the text
// gives it: 2021-04-28, 2021-04, or --04-28 where the year is missing.
type DateMatch struct {
	Start, End int
	ISO        string
}

var isoDate = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// Dates returns the dates of a text in order; they never overlap.
func Dates(text string) []DateMatch {
	var out []DateMatch
	for _, m := range isoDate.FindAllStringIndex(text, -1) {
		out = append(out, DateMatch{m[0], m[1], text[m[0]:m[1]]})
	}
	return out
}
