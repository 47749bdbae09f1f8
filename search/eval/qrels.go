package eval

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// ReadTopics reads queries with judgements in a file of their own, as test
// collections have them: topics are lines of id and query separated by a tab;
// qrels lines of query id, document and grade, or, as TREC writes them, with a
// column between the first two. Grades of 0 and below are no answers. Queries
// without answers are left out; headings and empty lines are skipped.
func ReadTopics(topics, qrels io.Reader) ([]Query, error) {
	grades, err := readQrels(qrels)
	if err != nil {
		return nil, err
	}
	var queries []Query
	err = eachLine(topics, func(line string) error {
		id, text, ok := strings.Cut(line, "\t")
		if !ok || text == "" {
			return fmt.Errorf("%w: want id and query separated by a tab", ErrFormat)
		}
		if len(grades[id]) > 0 {
			queries = append(queries, Query{Text: text, Grades: grades[id]})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("topics: %w", err)
	}
	return queries, nil
}

// readQrels reads grades above 0 by query and document.
func readQrels(r io.Reader) (map[string]map[string]float64, error) {
	grades := map[string]map[string]float64{}
	first := true
	err := eachLine(r, func(line string) error {
		fields := strings.Fields(line)
		if len(fields) == 4 {
			fields = append(fields[:1], fields[2:]...)
		}
		if len(fields) != 3 {
			return fmt.Errorf("%w: want query, document and grade", ErrFormat)
		}
		grade, err := strconv.ParseFloat(fields[2], 64)
		if heading := err != nil && first; heading {
			first = false
			return nil
		}
		first = false
		if err != nil || math.IsNaN(grade) || math.IsInf(grade, 0) {
			return fmt.Errorf("%w: grade %q is no number", ErrFormat, fields[2])
		}
		if grades[fields[0]] == nil {
			grades[fields[0]] = map[string]float64{}
		}
		if grade > 0 {
			grades[fields[0]][fields[1]] = grade
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("qrels: %w", err)
	}
	return grades, nil
}

// eachLine uses every line that is neither empty nor a remark.
func eachLine(r io.Reader, use func(line string) error) error {
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimRight(lines.Text(), "\r\n ")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := use(line); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	return lines.Err()
}
