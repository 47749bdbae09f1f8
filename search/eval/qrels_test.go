package eval_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/search/eval"
)

func TestReadTopics(t *testing.T) {
	topics := "# frågor\n1\tvem bygger\n2\tingen svarar\n3\thur långt\n"
	want := []eval.Query{
		{Text: "vem bygger", Grades: map[string]float64{"a": 2}},
		{Text: "hur långt", Grades: map[string]float64{"b": 1, "c": 1}},
	}
	tests := map[string]struct{ topics, qrels, fault string }{
		"columns":   {topics, "query-id\tcorpus-id\tscore\n1\ta\t2\n1\tb\t0\n3\tb\t1\n3\tc\t1\n", ""},
		"TREC":      {topics, "1 0 a 2\n3 0 b 1\n3 0 c 1\n2 0 a 0\n", ""},
		"few":       {topics, "1\ta\n", "qrels: line 1"},
		"no number": {topics, "1\ta\t1\n1\tb\tbra\n", "qrels: line 2"},
		"no tab":    {"vem bygger\n", "1\ta\t1\n", "topics: line 1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := eval.ReadTopics(strings.NewReader(test.topics), strings.NewReader(test.qrels))
			if test.fault != "" {
				if !errors.Is(err, eval.ErrFormat) || !strings.Contains(err.Error(), test.fault) {
					t.Errorf("error %v", err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

func FuzzReadTopics(f *testing.F) {
	f.Add("1\tvem\n", "1\ta\t1\n")
	f.Add("1\tvem\n", "1 0 a 1\n")
	f.Fuzz(func(t *testing.T, topics, qrels string) {
		queries, err := eval.ReadTopics(strings.NewReader(topics), strings.NewReader(qrels))
		if err != nil {
			return
		}
		for _, q := range queries {
			if q.Text == "" || len(q.Grades) == 0 {
				t.Errorf("query %q with %d answers", q.Text, len(q.Grades))
			}
		}
	})
}
