// Package eval measures how well a Searcher finds what judges found relevant.
//
// nDCG is that of Järvelin and Kekäläinen (Cumulated gain-based evaluation of
// IR techniques, ACM TOIS 20:4, 2002) with gain = grade and discount
// log2(rank+1). MRR is the mean of 1/rank of the first relevant result
// (Voorhees, TREC-8 Question Answering Track Report, 1999). Confidence
// intervals and comparisons are bootstrapped over queries (Sakai, Evaluating
// evaluation metrics based on the bootstrap, SIGIR 2006).
package eval

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/samband/samband/search"
)

// Query is a question with its answers: grades above 0 by document or passage
// id.
type Query struct {
	Text   string
	Grades map[string]float64
}

// ErrFormat reports a file of queries that cannot be read.
var ErrFormat = errors.New("not a file of judged queries")

// Read reads judged queries, one judgement a line: query, id of a document or
// passage, and optionally a grade (1 where it is left out), separated by tabs.
// Lines of the same query belong together; empty lines, lines that begin with
// "#" and the heading line "query	document" are skipped.
func Read(r io.Reader) ([]Query, error) {
	var queries []Query
	index := make(map[string]int)
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimRight(lines.Text(), "\r\n ")
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "query\t") {
			continue
		}
		text, id, grade, err := judgement(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		at, known := index[text]
		if !known {
			at = len(queries)
			index[text] = at
			queries = append(queries, Query{Text: text, Grades: make(map[string]float64)})
		}
		queries[at].Grades[id] = grade
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read judged queries: %w", err)
	}
	return queries, nil
}

func judgement(line string) (text, id string, grade float64, err error) {
	fields := strings.Split(line, "\t")
	if len(fields) < 2 || len(fields) > 3 || fields[0] == "" || fields[1] == "" {
		return "", "", 0, fmt.Errorf("%w: want query, id and grade separated by tabs", ErrFormat)
	}
	grade = 1
	if len(fields) == 3 {
		grade, err = strconv.ParseFloat(fields[2], 64)
		if err != nil || !(grade > 0) || math.IsInf(grade, 0) {
			return "", "", 0, fmt.Errorf("%w: grade %q is no number above 0", ErrFormat, fields[2])
		}
	}
	return fields[0], fields[1], grade, nil
}

// Measures are the figures of one query or their means over several, each from
// 0 to 1.
type Measures struct {
	NDCG   float64 `json:"ndcg"`
	Recall float64 `json:"recall"`
	MRR    float64 `json:"mrr"`
}

// Report is the outcome of a run.
type Report struct {
	K       int             // results looked at
	Mean    Measures        // over the queries
	Queries []Measures      // in the order of the queries
	Found   [][]string      // ids of the results that were judged, in the same order
	Latency []time.Duration // of each query, in the same order
	Low     Measures        // lower end of the 95 % confidence interval of Mean
	High    Measures        // upper end
}

// Percentile returns the latency that a share p (0 to 1) of the queries does
// not exceed.
func (r Report) Percentile(p float64) time.Duration {
	if len(r.Latency) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(r.Latency))
	return sorted[min(len(sorted)-1, int(p*float64(len(sorted))))]
}

// Worst returns the n queries that were answered worst, by number, the worst
// first.
func (r Report) Worst(n int) []int {
	numbers := make([]int, len(r.Queries))
	for i := range numbers {
		numbers[i] = i
	}
	slices.SortStableFunc(numbers, func(a, b int) int { return cmp.Compare(r.Queries[a].NDCG, r.Queries[b].NDCG) })
	return numbers[:min(n, len(numbers))]
}

// passagesPerResult is how many hits are read for each result wanted, since
// several may come from one document.
const passagesPerResult = 10

// Run asks a searcher the queries and judges the first k results of each. A
// result is a passage; where the judgements name documents, the document of
// its best passage.
func Run(ctx context.Context, searcher search.Searcher, queries []Query, k int) (Report, error) {
	report := Report{K: k}
	for _, q := range queries {
		result, err := searcher.Search(ctx, search.Request{Query: q.Text, Limit: min(search.MaxLimit, k*passagesPerResult)})
		if err != nil {
			return Report{}, fmt.Errorf("query %q: %w", q.Text, err)
		}
		report.Latency = append(report.Latency, result.Took)
		found := results(result.Hits, q.Grades, k)
		report.Found = append(report.Found, found)
		report.Queries = append(report.Queries, Measure(found, q.Grades, k))
	}
	report.Mean = mean(report.Queries)
	report.Low, report.High = interval(report.Queries)
	return report, nil
}

// results lists the ids to judge, each once: a hit counts as its passage where
// that is judged, else as its document.
func results(hits []search.Hit, grades map[string]float64, k int) []string {
	var ids []string
	seen := make(map[string]bool)
	for _, hit := range hits {
		id := hit.Document
		if _, judged := grades[hit.Passage]; judged {
			id = hit.Passage
		}
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
		if len(ids) == k {
			break
		}
	}
	return ids
}

// Measure computes the figures of one ranked list.
func Measure(ids []string, grades map[string]float64, k int) Measures {
	var m Measures
	var gain float64
	found := 0
	for rank, id := range ids[:max(0, min(k, len(ids)))] {
		grade := grades[id]
		if grade <= 0 {
			continue
		}
		found++
		gain += grade / discount(rank)
		if m.MRR == 0 {
			m.MRR = 1 / float64(rank+1)
		}
	}
	if len(grades) == 0 || k < 1 {
		return m
	}
	m.Recall = float64(found) / float64(len(grades))
	m.NDCG = gain / ideal(grades, k)
	return m
}

// ideal is the gain of the best possible list.
func ideal(grades map[string]float64, k int) float64 {
	best := make([]float64, 0, len(grades))
	for _, grade := range grades {
		best = append(best, grade)
	}
	slices.Sort(best)
	slices.Reverse(best)
	var gain float64
	for rank, grade := range best[:min(k, len(best))] {
		gain += grade / discount(rank)
	}
	return gain
}

// discount divides the gain at a rank counted from 0.
func discount(rank int) float64 { return math.Log2(float64(rank) + 2) }

func mean(all []Measures) Measures {
	var sum Measures
	for _, m := range all {
		sum.NDCG += m.NDCG
		sum.Recall += m.Recall
		sum.MRR += m.MRR
	}
	n := float64(max(1, len(all)))
	return Measures{NDCG: sum.NDCG / n, Recall: sum.Recall / n, MRR: sum.MRR / n}
}
