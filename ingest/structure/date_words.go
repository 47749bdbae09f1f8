package structure

import "strings"

// isDateWord reports whether a word after a number makes a date or an amount
// of it.
func isDateWord(s string) bool {
	s = strings.ToLower(s)
	switch s {
	case "procent", "%", "kronor", "kr", "miljoner", "miljarder", "år", "st", "kap", "kap.":
		return true
	}
	return monthOf(s) > 0
}

// monthOf is the number of the month that a word (lower case) names, 0 for
// none.
func monthOf(s string) int {
	switch s {
	case "januari", "jan":
		return 1
	case "februari", "feb":
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

// isLoneDate reports whether a line holds a date and little else: a weekday, a
// time, a place.
func (p *parser) isLoneDate(text string) bool {
	const others = 2 // words that are none of a date
	dates, digits, words := 0, 0, 0
	for word := range strings.FieldsSeq(text[:min(len(text), runeFloor(text, 200))]) {
		lower := strings.ToLower(strings.Trim(word, ",.:()"))
		switch {
		case monthOf(lower) > 0, isWeekday(lower):
			dates++
		case strings.ContainsAny(lower, "0123456789"):
			digits++
			if strings.Count(lower, "-") == 2 || strings.Count(lower, ".") == 2 || strings.Count(lower, "/") > 0 {
				dates++
			}
		case lower == "kl", lower == "den", lower == "klockan", strings.HasPrefix(lower, "publicera"), strings.HasPrefix(lower, "uppdatera"), lower == "senast":
		default:
			words++
		}
	}
	if _, month, found := strings.Cut(text, " "); found && strings.IndexAny(text, "0123456789") == 0 && monthOf(strings.ToLower(firstWord(month))) > 0 {
		return words <= 2*others // "2 november 2021 av Anna Ek"
	}
	return dates > 0 && digits > 0 && words <= others
}

// isWeekday reports whether a word names a day of the week.
func isWeekday(s string) bool {
	switch strings.TrimSuffix(s, "en") {
	case "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag":
		return true
	}
	return false
}
