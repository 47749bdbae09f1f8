package structure

import (
	"fmt"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// dated is a date of the text that could be the document's.
type dated struct {
	span  corpus.Span
	iso   string
	score int
}

// findDate finds the document's date: that of the metadata, or the one of the
// title, of a labelled line, of a line of its own, at the top or at the end.
func (p *parser) findDate() {
	if p.text.Date != "" {
		p.out.Date = p.text.Date
		return
	}
	dates := p.dates()
	year := p.contextYear(dates)
	best := -1
	for i, d := range dates {
		if strings.HasPrefix(d.iso, "--") {
			if year == "" {
				continue
			}
			dates[i].iso = completeDate(d.iso, year)
		}
		if d.score > 0 && (best < 0 || d.score > dates[best].score) {
			best = i
		}
	}
	const sure = 60 // what a label or a line of its own gives a date
	if best >= 0 && dates[best].score < sure && p.out.Kind == corpus.KindReport && p.opensWithNumber() {
		p.yearOfNumber()
		return
	}
	if best >= 0 {
		p.out.Date, p.out.DateSpan = dates[best].iso, dates[best].span
		return
	}
	if p.out.Date = dateOfURL(p.text.URL); p.out.Date == "" && p.out.Kind == corpus.KindReport {
		p.yearOfNumber()
	}
}

// opensWithNumber reports whether the first line begins with the number of an
// inquiry, as the running head of its chapters does.
func (p *parser) opensWithNumber() bool {
	first := p.next(-1)
	if first >= len(p.lines) {
		return false
	}
	text := strings.TrimLeft(p.of(first), " \t#*")
	return hasAnyPrefix(text, "SOU 1", "SOU 2", "Ds 1", "Ds 2")
}

// yearOfNumber takes the year from the number that a report at its top gives
// itself: "SOU 2021:17", "Rapport 2022:2".
func (p *parser) yearOfNumber() {
	const top = 8
	for i := 0; i < min(len(p.lines), top); i++ {
		text := p.of(i)
		if len(text) > longestTitle || p.lines[i].role == roleFurniture {
			continue
		}
		for at := 0; at+5 < len(text); at++ {
			year, rest := cutDigits(text[at:])
			if year == "" {
				continue
			}
			if len(year) == 4 && hasAnyPrefix(year, "19", "20") && len(rest) > 1 && rest[0] == ':' && rest[1] >= '0' && rest[1] <= '9' {
				start := p.lines[i].Start + at
				p.out.Date, p.out.DateSpan = year, corpus.Span{Start: start, End: start + len(year)}
				return
			}
			at += len(year)
		}
	}
}

// dates returns the dates at the top and the end of the text with how much
// each speaks for being the document's.
func (p *parser) dates() []dated {
	const top, end = 20, 8
	var found []dated
	seen := 0
	total := 0
	for i := range p.lines {
		if p.lines[i].role != roleFurniture {
			total++
		}
	}
	for i := range p.lines {
		if p.lines[i].role == roleFurniture {
			continue
		}
		seen++
		if seen > top && total-seen >= end {
			continue
		}
		const longest = 700
		text := p.of(i)
		text = text[:runeFloor(text, min(len(text), longest))]
		for _, m := range swedish.Dates(text) {
			d := dated{span: corpus.Span{Start: p.lines[i].Start + m.Start, End: p.lines[i].Start + m.End}, iso: m.ISO}
			d.score = p.dateScore(i, seen, total, text, m.Start)
			found = append(found, d)
		}
	}
	return found
}

// dateScore tells how much the place of a date speaks for it.
func (p *parser) dateScore(i, seen, total int, text string, at int) int {
	before := strings.ToLower(text[:at])
	score := 0
	switch {
	case p.lines[i].role == roleTitle:
		score = 90
	case p.isDateLabel(before):
		score = 80
	case p.isLoneDate(text) && seen <= 12 && !p.endsParagraph(i):
		score = 70
	case p.isLoneDate(text) && total-seen < 8 && !p.endsParagraph(i):
		score = 65
	case isByline(text) && seen <= 12:
		score = 50
	case seen <= 6 && len(text) < 200 && p.lines[i].role == roleBody:
		score = 40
	case seen <= 3 && p.out.Kind == corpus.KindPodcast:
		score = 30
	case seen <= 12 && p.out.Kind == corpus.KindEvent:
		score = 25
	}
	if score > 0 && containsAny(before, "senast uppdaterad", "uppdaterad", "justeras", "justerat", "nästa möte", "anslag", "sista", "föregående") {
		score -= 30
	}
	return max(score-min(seen, 9), 0)
}

// endsParagraph reports whether line i is the last of a wrapped sentence, "den 1
// juli 2020.", and no date of its own.
func (p *parser) endsParagraph(i int) bool {
	text := p.of(i)
	return i > 0 && p.lines[i].gap == 0 && startsLower(text) && strings.HasSuffix(text, ".") && !endsSentence(p.of(i-1))
}

// isDateLabel reports whether the text before a date (lower case) says that it
// is the document's.
func (p *parser) isDateLabel(before string) bool {
	before = strings.TrimRight(before, " :.-–")
	before = strings.TrimSuffix(strings.TrimSuffix(before, " den"), ":")
	for _, label := range [...]string{
		"datum", "publicerad", "publicerat", "publiceringsdatum", "sammanträdesdatum", "mötesdatum", "tid", "datum och tid",
		"tid och plats", "plats och tid", "när", "inkom", "inspelad", "inspelat", "publicerades", "utgiven", "version", "möte", "sammanträde", "sammanträdet", "mötet",
	} {
		if before == label || strings.HasSuffix(before, " "+label) || strings.HasSuffix(before, "\t"+label) {
			return true
		}
	}
	return false
}

// contextYear is the year in which dates without one are read: that of the
// metadata's or address's date, of the other dates, or of a session of
// parliament ("1994/95").
func (p *parser) contextYear(dates []dated) string {
	if date := dateOfURL(p.text.URL); date != "" {
		return date[:4]
	}
	for _, d := range dates {
		if len(d.iso) >= 4 && d.iso[0] != '-' {
			return d.iso[:4]
		}
	}
	const near = 600
	return sessionYears(p.src[:runeFloor(p.src, min(len(p.src), near))])
}

// sessionYears finds a session or school year like "1994/95" and returns it,
// "" where there is none.
func sessionYears(s string) string {
	for at := 0; ; {
		n := strings.IndexByte(s[at:], '/')
		if n < 0 {
			return ""
		}
		at += n
		if at >= 4 && at+3 <= len(s) {
			first, rest := cutDigits(s[at-4:])
			second, _ := cutDigits(s[at+1:])
			if len(first) == 4 && rest != "" && len(second) == 2 && (number(first)+1)%100 == number(second) && number(first) > 1800 {
				return first + "/" + second
			}
		}
		at++
	}
}

// completeDate gives a date without a year ("--04-28") that of its context: in
// a session "1994/95" the autumn lies in the first year.
func completeDate(iso, year string) string {
	first := number(year[:4])
	if len(year) > 4 && len(iso) >= 4 && number(iso[2:4]) < 8 {
		first++
	}
	return fmt.Sprintf("%04d%s", first, iso[1:])
}

// dateOfURL reads the date that many sites put into the addresses of their
// pages: /2021/03/15/ or /2021-03-15-.
func dateOfURL(address string) string {
	for at := 0; at+8 <= len(address); at++ {
		if address[at] != '/' || at+5 >= len(address) {
			continue
		}
		year, rest := cutDigits(address[at+1:])
		if len(year) != 4 || number(year) < 1990 || number(year) > 2100 || rest == "" || rest[0] != '/' && rest[0] != '-' {
			continue
		}
		month, rest := cutDigits(rest[1:])
		if len(month) != 2 || number(month) < 1 || number(month) > 12 {
			continue
		}
		date := year + "-" + month
		if rest != "" && (rest[0] == '/' || rest[0] == '-') {
			if day, _ := cutDigits(rest[1:]); len(day) == 2 && number(day) >= 1 && number(day) <= 31 {
				date += "-" + day
			}
		}
		return date
	}
	return ""
}
