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

// monthNumber returns the number of a month named in lower case, in full or
// abbreviated without its stop, or 0.
func monthNumber(name string) int {
	switch name {
	case "januari", "jan":
		return 1
	case "februari", "febr", "feb":
		return 2
	case "mars", "mar":
		return 3
	case "april", "apr":
		return 4
	case "maj":
		return 5
	case "juni", "jun":
		return 6
	case "juli", "jul":
		return 7
	case "augusti", "aug":
		return 8
	case "september", "sept", "sep":
		return 9
	case "oktober", "okt":
		return 10
	case "november", "nov":
		return 11
	case "december", "dec":
		return 12
	}
	return 0
}
