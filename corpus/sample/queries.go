package sample

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"
)

//go:embed queries.tsv
var queries string

// ErrQueries reports judged queries that cannot be read.
var ErrQueries = errors.New("judged queries cannot be read")

// Query is a question with the passage that answers it. A question with
// several answers is listed once for each.
type Query struct {
	Query    string // as a person would type it
	Document string // file name, or id of an item in a feed, JSON array or JSON Lines
	Quote    string // words of the answering passage, as they stand in the text, all in one passage
}

// Queries returns the judged queries of the sample corpus.
func Queries() ([]Query, error) { return ReadQueries(strings.NewReader(queries)) }

// ReadQueries reads judged queries from tab-separated lines: query, document,
// quote. The header line, empty lines and lines that begin with "#" are
// skipped. The error wraps ErrQueries and names the line.
func ReadQueries(r io.Reader) ([]Query, error) {
	var all []Query
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") || line == "query\tdocument\tquote" {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("%w: line %d has %d fields instead of query, document, quote", ErrQueries, number, len(fields))
		}
		all = append(all, Query{Query: fields[0], Document: fields[1], Quote: fields[2]})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrQueries, err)
	}
	return all, nil
}
