package swedish

import "strings"

// monthOf returns the number of the month that a token names, in any case and
// with or without the stop of an abbreviation, or 0.
func monthOf(token string) int {
	if len(token) < 3 || len(token) > len("september") {
		return 0
	}
	switch token[0] | 0x20 {
	case 'j', 'f', 'm', 'a', 's', 'o', 'n', 'd':
		return monthNumber(strings.ToLower(strings.TrimSuffix(token, ".")))
	}
	return 0
}

// monthNumber returns the number of a month named in lower case, in full or
// abbreviated without its stop, or 0.
func monthNumber(name string) int {
	switch name {
	case "januari", "jan", "january":
		return 1
	case "februari", "febr", "feb", "february":
		return 2
	case "mars", "march":
		return 3
	case "april", "apr":
		return 4
	case "maj", "may":
		return 5
	case "juni", "jun", "june":
		return 6
	case "juli", "jul", "july":
		return 7
	case "augusti", "aug", "august":
		return 8
	case "september", "sept", "sep":
		return 9
	case "oktober", "okt", "october":
		return 10
	case "november", "nov":
		return 11
	case "december", "dec":
		return 12
	}
	return 0
}
