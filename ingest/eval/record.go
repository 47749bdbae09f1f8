package eval

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// ErrRecord reports a record of quality that cannot be used: a table is
// missing or a row is broken.
var ErrRecord = errors.New("record of quality cannot be used")

// Tolerance is how far a figure may fall below what is recorded: half a point.
const Tolerance = .005

// Record is a Markdown file that keeps figures in tables among its prose. A
// line "<!-- table: NAME -->" stands before each; the rows reach to the next
// line that is none. What is recorded again replaces the rows of a table,
// everything else stays as it is.
type Record struct{ lines []string }

// Recorded is a figure as it stands in a record.
type Recorded struct {
	Set string
	Figure
}

// ReadRecord reads a record.
func ReadRecord(r io.Reader) (*Record, error) {
	record := &Record{}
	scanner := bufio.NewScanner(r)
	for scanner.Scan() {
		record.lines = append(record.lines, scanner.Text())
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	return record, nil
}

// String is the whole file.
func (r *Record) String() string { return strings.Join(r.lines, "\n") + "\n" }

// rows returns where the rows of a table are, below its heading.
func (r *Record) rows(table string) (from, to int, err error) {
	const heading = 2 // names of the columns and the line under them
	at := slices.Index(r.lines, "<!-- table: "+table+" -->")
	if at < 0 {
		return 0, 0, fmt.Errorf("%w: no table %q", ErrRecord, table)
	}
	for to = at + 1; to < len(r.lines) && strings.HasPrefix(r.lines[to], "|"); to++ {
	}
	if from = at + 1 + heading; from > to {
		return 0, 0, fmt.Errorf("%w: table %q has no heading", ErrRecord, table)
	}
	return from, to, nil
}

// Replace puts rows in place of those that they supersede: where the first of
// these stood, or last. A row is its cells.
func (r *Record) Replace(table string, superseded func(cells []string) bool, rows [][]string) error {
	from, to, err := r.rows(table)
	if err != nil {
		return err
	}
	var kept []string
	at := -1
	for _, line := range r.lines[from:to] {
		if superseded(cells(line)) {
			if at < 0 {
				at = len(kept)
			}
			continue
		}
		kept = append(kept, line)
	}
	if at < 0 {
		at = len(kept)
	}
	var added []string
	for _, row := range rows {
		added = append(added, "| "+strings.Join(row, " | ")+" |")
	}
	r.lines = slices.Replace(r.lines, from, to, slices.Insert(kept, at, added...)...)
	return nil
}

func cells(line string) []string {
	parts := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// Rows returns the cells of a table's rows.
func (r *Record) Rows(table string) ([][]string, error) {
	from, to, err := r.rows(table)
	if err != nil {
		return nil, err
	}
	rows := make([][]string, 0, to-from)
	for _, line := range r.lines[from:to] {
		rows = append(rows, cells(line))
	}
	return rows, nil
}

// absent stands where a row has no value.
const absent = "–"

// Row is the recorded form of a figure: set, measure, precision, recall, F1,
// number in the gold, number found by that of the gold, command.
func (r Recorded) Row(command string) []string {
	three := func(value float64) string { return strconv.FormatFloat(value, 'f', 3, 64) }
	row := []string{r.Set, r.Measure, absent, absent, three(r.F1), strconv.Itoa(r.Gold), absent, "`" + command + "`"}
	if !r.Share {
		row[2], row[3], row[6] = three(r.Precision), three(r.Recall), strconv.FormatFloat(r.Ratio(), 'f', 2, 64)
	}
	return row
}

// Figures returns the figures of a table whose rows are those of Row.
func (r *Record) Figures(table string) ([]Recorded, error) {
	from, to, err := r.rows(table)
	if err != nil {
		return nil, err
	}
	var all []Recorded
	for _, line := range r.lines[from:to] {
		figure, err := parseRow(cells(line))
		if err != nil {
			return nil, fmt.Errorf("%w: table %q: %w: %s", ErrRecord, table, err, line)
		}
		all = append(all, figure)
	}
	return all, nil
}

func parseRow(cells []string) (Recorded, error) {
	if len(cells) != 8 {
		return Recorded{}, fmt.Errorf("%d cells instead of 8", len(cells))
	}
	f := Recorded{Set: cells[0], Figure: Figure{Measure: cells[1], Share: cells[2] == absent}}
	var problems []error
	number := func(cell string) float64 {
		value, err := strconv.ParseFloat(cell, 64)
		problems = append(problems, err)
		return value
	}
	f.F1 = number(cells[4])
	gold, err := strconv.Atoi(cells[5])
	f.Gold = gold
	if !f.Share {
		f.Precision, f.Recall = number(cells[2]), number(cells[3])
		f.Found = int(number(cells[6])*float64(gold) + .5)
	}
	return f, errors.Join(append(problems, err)...)
}

// Drop is a figure that fell.
type Drop struct {
	Set, Measure string
	Value        string // precision, recall, F1, or "measure" where it is no longer measured
	Recorded     float64
	Measured     float64
}

// String tells what fell.
func (d Drop) String() string {
	return fmt.Sprintf("%s, %s: %s %.3f, recorded %.3f", d.Set, d.Measure, d.Value, d.Measured, d.Recorded)
}

// Drops returns the figures of the sets measured that fell by more than the
// tolerance, those included that are no longer measured.
func Drops(recorded, measured []Recorded) []Drop {
	var drops []Drop
	for _, was := range recorded {
		if !slices.ContainsFunc(measured, func(m Recorded) bool { return m.Set == was.Set }) {
			continue
		}
		i := slices.IndexFunc(measured, func(m Recorded) bool { return m.Set == was.Set && m.Measure == was.Measure })
		if i < 0 {
			drops = append(drops, Drop{Set: was.Set, Measure: was.Measure, Value: "measure", Recorded: was.F1})
			continue
		}
		is := measured[i]
		for _, value := range []struct {
			name    string
			was, is float64
		}{{"precision", was.Precision, is.Precision}, {"recall", was.Recall, is.Recall}, {"F1", was.F1, is.F1}} {
			const rounding = 1e-9
			if value.was-value.is > Tolerance+rounding {
				drops = append(drops, Drop{Set: was.Set, Measure: was.Measure, Value: value.name, Recorded: value.was, Measured: value.is})
			}
		}
	}
	return drops
}
