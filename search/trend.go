package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search/query"
)

// ErrUnsupported reports a question that the index behind an engine cannot
// answer.
var ErrUnsupported = errors.New("not supported by this index")

// Trend is how often a query matches, by year.
type Trend struct {
	Query   QueryEcho
	Periods []Period // from the first to the last year, without date last
	Total   int      // sum of the passages
}

// Trend counts the passages that have the words of a request, by the year of
// their document. Limit, offset and order of the request do not count.
func (e *Engine) Trend(ctx context.Context, request Request) (Trend, error) {
	counter, ok := e.config.Index.(Counter)
	if !ok {
		return Trend{}, fmt.Errorf("trend: %w", ErrUnsupported)
	}
	request, err := complete(request)
	if err != nil {
		return Trend{}, err
	}
	parsed, notes := query.Parse(request.Query)
	parsed.Fold = request.Fold
	trend := Trend{Query: QueryEcho{Text: request.Query, Parsed: parsed.String(), Corrections: []Correction{}, Notes: []string{}}}
	for _, note := range notes {
		trend.Query.Notes = append(trend.Query.Notes, note.String())
	}
	if trend.Periods, err = counter.Trend(ctx, parsed, request.Filter); err != nil {
		return Trend{}, err
	}
	for _, period := range trend.Periods {
		trend.Total += period.Passages
	}
	return trend, nil
}

// Line is one match of a concordance: the words that matched with what stands
// before and after them in their passage.
type Line struct {
	Left, Match, Right string
	corpus.Span        // of Match in the canonical text
	Document           string
	Title              string
	Date               string
	Passage            string
	Speaker            string // entity id
	Time               time.Duration
	Timed              bool
	Page               int
}

// Concordance makes a line of every highlight of the hits, with at most width
// characters of context on each side, cut between words.
func Concordance(hits []Hit, width int) []Line {
	lines := []Line{}
	for i := range hits {
		hit := &hits[i]
		for _, span := range hit.Highlights {
			lines = append(lines, Line{
				Left: before(hit.Text[:span.Start-hit.Start], width), Match: oneLine(hit.Text[span.Start-hit.Start : span.End-hit.Start]),
				Right: after(hit.Text[span.End-hit.Start:], width), Span: span,
				Document: hit.Document, Title: cmp.Or(hit.Title, hit.Source), Date: hit.Date, Passage: hit.Passage, Speaker: hit.Speaker,
				Time: hit.Time, Timed: hit.Timed, Page: hit.Page,
			})
		}
	}
	return lines
}

// oneLine joins the lines of a text.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// edged is a text on one line that keeps a space where it had one at the edges.
func edged(text string) string {
	line := oneLine(text)
	if line == "" {
		return ""
	}
	if strings.TrimLeft(text, " \t\r\n") != text {
		line = " " + line
	}
	if strings.TrimRight(text, " \t\r\n") != text {
		line += " "
	}
	return line
}

func before(text string, width int) string {
	line := edged(text)
	over := utf8.RuneCountInString(line) - width
	if over <= 0 {
		return strings.TrimLeft(line, " ")
	}
	last := ' '
	for range over {
		r, size := utf8.DecodeRuneInString(line)
		last, line = r, line[size:]
	}
	if _, rest, cut := strings.Cut(line, " "); last != ' ' && cut && rest != "" {
		line = rest // without the rest of a word that was cut
	}
	return strings.TrimLeft(line, " ")
}

func after(text string, width int) string {
	line := edged(text)
	over := utf8.RuneCountInString(line) - width
	if over <= 0 {
		return strings.TrimRight(line, " ")
	}
	last := ' '
	for range over {
		r, size := utf8.DecodeLastRuneInString(line)
		last, line = r, line[:len(line)-size]
	}
	if cut := strings.LastIndexByte(line, ' '); last != ' ' && cut > 0 {
		line = line[:cut]
	}
	return strings.TrimRight(line, " ")
}

// The orders of a concordance.
const (
	LinesByLeft    = "left" // words before the match, from it backwards
	LinesByMatch   = "match"
	LinesByRight   = "right"
	LinesBySpeaker = "speaker"
	LinesByDate    = "date"
)

// SortLines orders the lines of a concordance, equal ones by passage and place.
// An unknown order leaves them as they are.
func SortLines(lines []Line, order string) {
	var key func(*Line) string
	switch order {
	case LinesByLeft:
		key = func(l *Line) string {
			words := strings.Fields(strings.ToLower(l.Left))
			slices.Reverse(words)
			return strings.Join(words, " ")
		}
	case LinesByMatch:
		key = func(l *Line) string { return strings.ToLower(l.Match) }
	case LinesByRight:
		key = func(l *Line) string { return strings.ToLower(strings.TrimSpace(l.Right)) }
	case LinesBySpeaker:
		key = func(l *Line) string { return l.Speaker }
	case LinesByDate:
		key = func(l *Line) string { return l.Date }
	default:
		return
	}
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(strings.Compare(key(&a), key(&b)), strings.Compare(a.Passage, b.Passage), cmp.Compare(a.Start, b.Start))
	})
}
