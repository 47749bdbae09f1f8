package eval

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samband/samband/search"
)

func TestRead(t *testing.T) {
	tests := map[string]struct {
		text string
		want []Query
		bad  bool
	}{
		"empty":           {"", nil, false},
		"heading":         {"query\tdocument\nvård\ta\n", []Query{{"vård", map[string]float64{"a": 1}}}, false},
		"comment":         {"# judged by hand\n\nvård\ta", []Query{{"vård", map[string]float64{"a": 1}}}, false},
		"grades":          {"vård\ta\t3\nkö\tb\nvård\tc:0001\t.5\r\n", []Query{{"vård", map[string]float64{"a": 3, "c:0001": .5}}, {"kö", map[string]float64{"b": 1}}}, false},
		"one field":       {"vård", nil, true},
		"four fields":     {"a\tb\t1\tc", nil, true},
		"no id":           {"vård\t\t1", nil, true},
		"grade of zero":   {"vård\ta\t0", nil, true},
		"grade of words":  {"vård\ta\tgood", nil, true},
		"grade not a one": {"vård\ta\tNaN", nil, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Read(strings.NewReader(test.text))
			if errors.Is(err, ErrFormat) != test.bad {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMeasure(t *testing.T) {
	// The example of Järvelin and Kekäläinen's figures, worked by hand.
	log3, log4 := math.Log2(3), 2.0
	tests := map[string]struct {
		ids    string
		grades map[string]float64
		k      int
		want   Measures
	}{
		"first":         {"a b c", map[string]float64{"a": 1}, 10, Measures{1, 1, 1}},
		"second":        {"b a c", map[string]float64{"a": 1}, 10, Measures{1 / log3, 1, .5}},
		"beyond k":      {"b c a", map[string]float64{"a": 1}, 2, Measures{}},
		"nothing":       {"", map[string]float64{"a": 1}, 10, Measures{}},
		"no judgements": {"a", nil, 10, Measures{}},
		"k of zero":     {"a", map[string]float64{"a": 1}, 0, Measures{}},
		"half found":    {"a x y", map[string]float64{"a": 1, "b": 1}, 10, Measures{1 / (1 + 1/log3), .5, 1}},
		"graded":        {"b a x", map[string]float64{"a": 3, "b": 1}, 10, Measures{(1 + 3/log3) / (3 + 1/log3), 1, 1}},
		"graded at 3":   {"x y a", map[string]float64{"a": 2}, 3, Measures{1 / log4, 1, 1. / 3}},
		"more than k":   {"a b", map[string]float64{"a": 1, "b": 1, "c": 1}, 2, Measures{1, 2. / 3, 1}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := Measure(strings.Fields(test.ids), test.grades, test.k)
			if diff := cmp.Diff(test.want, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// fixed is a Searcher that answers every query with the same passages.
type fixed []search.Hit

func (f fixed) Search(_ context.Context, r search.Request) (search.Result, error) {
	return search.Result{Hits: f[:min(len(f), r.Limit)]}, nil
}

func hits(passages string) fixed {
	var found fixed
	for id := range strings.FieldsSeq(passages) {
		document, _, _ := strings.Cut(id, ":")
		found = append(found, search.Hit{Document: document, Passage: id})
	}
	return found
}

func TestRun(t *testing.T) {
	queries := []Query{
		{"document", map[string]float64{"b": 1}},
		{"passage", map[string]float64{"a:2": 1}},
		{"missing", map[string]float64{"x": 1}},
	}
	report, err := Run(t.Context(), hits("a:1 a:2 a:3 b:1"), queries, 10)
	if err != nil {
		t.Fatal(err)
	}
	log3 := math.Log2(3)
	want := []Measures{{1 / log3, 1, .5}, {1 / log3, 1, .5}, {}}
	if diff := cmp.Diff(want, report.Queries, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if m := report.Mean; math.Abs(m.Recall-2./3) > 1e-12 || report.Low.Recall > m.Recall || report.High.Recall < m.Recall {
		t.Errorf("mean %+v in [%+v, %+v]", m, report.Low, report.High)
	}
	if len(report.Latency) != 3 || report.Percentile(.5) < 0 {
		t.Errorf("latencies %v", report.Latency)
	}
}

func TestCompare(t *testing.T) {
	good, bad := Report{}, Report{}
	for i := range 100 {
		good.Queries = append(good.Queries, Measures{NDCG: .5 + float64(i%5)/10})
		bad.Queries = append(bad.Queries, Measures{NDCG: .4 + float64(i%5)/10})
	}
	c, err := Compare(bad, good)
	if err != nil {
		t.Fatal(err)
	}
	if c.Low.NDCG <= 0 || c.High.NDCG < c.Low.NDCG || math.Abs(c.Difference.NDCG-.1) > 1e-9 {
		t.Errorf("comparison %+v: the pairing must show that one is better", c)
	}
	if _, err := Compare(good, Report{}); !errors.Is(err, ErrUnpaired) {
		t.Errorf("error %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("query\tdocument\nvård\ta\t2\n")
	f.Fuzz(func(t *testing.T, text string) {
		queries, err := Read(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, q := range queries {
			m := Measure([]string{"a"}, q.Grades, 10)
			if math.IsNaN(m.NDCG) || m.NDCG < 0 || m.NDCG > 1+1e-9 {
				t.Fatalf("nDCG %v for %v", m.NDCG, q)
			}
		}
	})
}
