package swedish

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// DateMatch is a date in a text: byte offsets, and ISO 8601 as far as the text
// gives it: 2021-04-28, 2021-04, or --04-28 where the year is missing. The
// word "den" before a date is not part of it.
type DateMatch struct {
	Start, End int
	ISO        string
}

// Dates returns the dates of a text in order; they never overlap. It knows
// 28 april 2021, 28 apr. -21, den 3:e maj, den första maj, april 2021,
// 2019-05-02, 2019/05/02, 28.4.2021, 28/4 2021, 28/4 -21, 20210428, and both
// dates of 28–29 april 2021. A fraction such as 3/4 is a date only behind
// "den" or a weekday.
func Dates(text string) []DateMatch {
	d := dater{splitter{text: text, tokens: Tokenize(text)}}
	var out []DateMatch
	for i := 0; i < len(d.tokens); i++ {
		found, last := d.date(i)
		if found.ISO == "" {
			continue
		}
		if first, ok := d.rangeStart(i, found); ok && (len(out) == 0 || out[len(out)-1].End <= first.Start) {
			out = append(out, first)
		}
		found.Start, found.End = d.tokens[i].Start, d.tokens[last].End
		out = append(out, found)
		i = last
	}
	return out
}

// dater finds dates among tokens.
type dater struct{ splitter }

// date returns the date that begins at token i, and its last token; its ISO is
// "" where none does.
func (d *dater) date(i int) (DateMatch, int) {
	if iso := wholeDate(d.at(i)); iso != "" {
		return DateMatch{ISO: iso}, i
	}
	if day := d.day(i); day > 0 {
		if iso, last := d.dayMonth(i, day); iso != "" {
			return DateMatch{ISO: iso}, last
		}
		return d.slashed(i, day)
	}
	if len(d.at(i)) == 4 && d.at(i+1) == "/" {
		return d.yearFirst(i)
	}
	if number := monthOf(d.at(i)); number > 0 {
		if year := fullYear(d.at(i + 1)); year > 0 && d.sameLine(i) {
			return DateMatch{ISO: fmt.Sprintf("%04d-%02d", year, number)}, i + 1
		}
	}
	return DateMatch{}, i
}

// day returns the day of the month that token i names, or 0: 28, 3:e, första.
func (d *dater) day(i int) int {
	token := d.at(i)
	if number, ordinal, ok := strings.Cut(token, ":"); ok && (ordinal == "e" || ordinal == "a") {
		token = number
	}
	if len(token) > 0 && asciiDigit(token[0]) {
		if n := digits(token); len(token) <= 2 && n >= 1 && n <= 31 {
			return n
		}
		return 0
	}
	if d.tokens[i].Kind == Word && monthOf(d.at(i+1)) > 0 {
		return ordinal(strings.ToLower(token))
	}
	return 0
}

// dayMonth reads a month's name and perhaps a year behind a day.
func (d *dater) dayMonth(i, day int) (iso string, last int) {
	at := i + 1
	if d.at(at) == "." {
		at++
	}
	name := d.at(at)
	month := monthOf(name)
	if month == 0 || !d.sameLine(at-1) || d.at(at-1) != "." && d.tokens[i].End == d.tokens[at].Start {
		return "", i
	}
	year, last := d.year(at + 1)
	return isoDate(year, month, day), max(last, at)
}

// year reads a year at token i (2021, -21, ’21), and returns it with its last
// token; zeros where there is none.
func (d *dater) year(i int) (year, last int) {
	if i >= len(d.tokens) || !d.sameLine(i-1) {
		return 0, 0
	}
	if year := fullYear(d.at(i)); year > 0 {
		return year, i
	}
	short := d.at(i + 1)
	if mark := d.at(i); mark != "-" && mark != "’" && mark != "'" && mark != "–" {
		return 0, 0
	}
	if len(short) != 2 || !asciiDigit(short[0]) || !asciiDigit(short[1]) || d.tokens[i].End != d.tokens[i+1].Start {
		return 0, 0
	}
	if i+2 < len(d.tokens) && (monthOf(d.at(i+2)) > 0 || d.at(i+2) == "/" || d.at(i+2) == ":") {
		return 0, 0
	}
	return century(digits(short)), i + 1
}

// slashed reads 28/4, with or without a year.
func (d *dater) slashed(i, day int) (DateMatch, int) {
	if d.at(i+1) != "/" || !asciiDigit(d.at(i)[0]) || d.tokens[i].End != d.tokens[i+1].Start || i+2 >= len(d.tokens) {
		return DateMatch{}, i
	}
	number := d.at(i + 2)
	month := digits(number)
	if len(number) > 2 || month < 1 || month > 12 || i > 0 && d.at(i-1) == "/" {
		return DateMatch{}, i
	}
	year, last := d.year(i + 3)
	if d.at(i+3) == "/" {
		year, last = slashYear(d.at(i+4)), i+4
		if year == 0 {
			return DateMatch{}, i
		}
	}
	if year == 0 && !dateCue(d.at(i-1)) {
		return DateMatch{}, i
	}
	return DateMatch{ISO: isoDate(year, month, day)}, max(last, i+2)
}

// slashYear reads the year of 28/4/2021 and 28/4/21, or 0.
func slashYear(token string) int {
	if len(token) == 2 && digits(token) > 0 {
		return century(digits(token))
	}
	return fullYear(token)
}

// yearFirst reads 2019/05/02; the number of a document, 2019/20:15, is none.
func (d *dater) yearFirst(i int) (DateMatch, int) {
	year, month, day := fullYear(d.at(i)), d.at(i+2), d.at(i+4)
	if year == 0 || d.at(i+3) != "/" || len(month) > 2 || len(day) > 2 || d.at(i+5) == "/" {
		return DateMatch{}, i
	}
	return DateMatch{ISO: isoDate(year, digits(month), digits(day))}, i + 4
}

// rangeStart returns the first date of a range whose last begins at token i:
// the 28 of 28–29 april 2021.
func (d *dater) rangeStart(i int, last DateMatch) (DateMatch, bool) {
	if i < 2 || len(last.ISO) < 7 || last.ISO[len(last.ISO)-3] != '-' || d.at(i+1) == "/" {
		return DateMatch{}, false
	}
	switch d.at(i - 1) {
	case "–", "-", "—", "och", "till":
	default:
		return DateMatch{}, false
	}
	day := d.day(i - 2)
	if day == 0 || d.tokens[i-2].Kind == Word || day >= digits(last.ISO[len(last.ISO)-2:]) || len(d.at(i)) > 4 {
		return DateMatch{}, false
	}
	iso := fmt.Sprintf("%s%02d", last.ISO[:len(last.ISO)-2], day)
	return DateMatch{d.tokens[i-2].Start, d.tokens[i-2].End, iso}, true
}

// sameLine tells whether no line break lies between tokens i and i+1.
func (d *dater) sameLine(i int) bool {
	return i+1 < len(d.tokens) && !strings.Contains(d.text[d.tokens[i].End:d.tokens[i+1].Start], "\n\n")
}

// dateCue tells whether a word makes a fraction behind it a date.
func dateCue(word string) bool {
	switch strings.ToLower(word) {
	case "den", "d.", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
		"måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen":
		return true
	}
	return false
}

// wholeDate returns the ISO form of a date that is a token of its own:
// 2019-05-02, 2019.05.02, 28.4.2021, 20210428; else "".
func wholeDate(token string) string {
	if len(token) < 8 || len(token) > 10 || !asciiDigit(token[0]) {
		return ""
	}
	if len(token) == 8 && digits(token) > 0 {
		return compactDate(token)
	}
	for _, separator := range []string{"-", "."} {
		parts := strings.Split(token, separator)
		if len(parts) != 3 || len(parts[1]) > 2 {
			continue
		}
		if year := fullYear(parts[0]); year > 0 && len(parts[2]) <= 2 {
			return isoDate(year, digits(parts[1]), digits(parts[2]))
		}
		if year := fullYear(parts[2]); year > 0 && len(parts[0]) <= 2 {
			return isoDate(year, digits(parts[1]), digits(parts[0]))
		}
	}
	return ""
}

// compactDate reads 20210428. Only years of the documents one meets count,
// because registry numbers look alike.
func compactDate(token string) string {
	year := digits(token[:4])
	if year < 1990 || year > 2049 {
		return ""
	}
	return isoDate(year, digits(token[4:6]), digits(token[6:]))
}

// isoDate writes a date, or "" where the calendar has no such day. Year 0 is
// an unknown year.
func isoDate(year, month, day int) string {
	checked := year
	if year == 0 {
		checked = 2000 // a leap year
	}
	t := time.Date(checked, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || day < 1 || t.Day() != day {
		return ""
	}
	if year == 0 {
		return fmt.Sprintf("--%02d-%02d", month, day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// fullYear returns the year that four digits name, from 1500 to 2199, or 0.
func fullYear(token string) int {
	if n := digits(token); len(token) == 4 && n >= 1500 && n < 2200 {
		return n
	}
	return 0
}

// century completes a year of two digits.
func century(year int) int {
	if year < 50 {
		return 2000 + year
	}
	return 1900 + year
}

// digits returns the value of a string of ASCII digits, or -1.
func digits(s string) int {
	n, err := strconv.ParseUint(s, 10, 31)
	if err != nil {
		return -1
	}
	return int(n)
}

// ordinal returns the number of an ordinal from första to trettioförsta, or 0.
func ordinal(word string) int {
	if unit, ok := strings.CutPrefix(word, "tjugo"); ok && ordinal(unit) > 0 && ordinal(unit) < 10 {
		return 20 + ordinal(unit)
	}
	for i, name := range [...]string{
		"första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde", "elfte",
		"tolfte", "trettonde", "fjortonde", "femtonde", "sextonde", "sjuttonde", "artonde", "nittonde", "tjugonde",
	} {
		if word == name {
			return i + 1
		}
	}
	switch word {
	case "trettionde":
		return 30
	case "trettioförsta":
		return 31
	}
	return 0
}
