package eval

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const recordText = `# Quality

Prose | with a bar.

<!-- table: documents -->
| set | measure | precision | recall | F1 or share | gold | found/gold | command |
|---|---|---:|---:|---:|---:|---:|---|
| a | people | 0.900 | 0.800 | 0.847 | 10 | 0.89 | ` + "`eval`" + ` |
| a | title of document | – | – | 0.750 | 4 | – | ` + "`eval`" + ` |
| b | people | 1.000 | 1.000 | 1.000 | 3 | 1.00 | ` + "`eval`" + ` |

After.
`

func readRecord(t *testing.T, text string) *Record {
	t.Helper()
	record, err := ReadRecord(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return record
}

func TestRecordKeepsWhatItDoesNotKnow(t *testing.T) {
	if diff := cmp.Diff(recordText, readRecord(t, recordText).String()); diff != "" {
		t.Error(diff)
	}
}

func TestRecordFigures(t *testing.T) {
	got, err := readRecord(t, recordText).Figures("documents")
	if err != nil {
		t.Fatal(err)
	}
	want := []Recorded{
		{"a", Figure{Measure: "people", Precision: .9, Recall: .8, F1: .847, Gold: 10, Found: 9}},
		{"a", Figure{Measure: "title of document", F1: .75, Gold: 4, Share: true}},
		{"b", Figure{Measure: "people", Precision: 1, Recall: 1, F1: 1, Gold: 3, Found: 3}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for i, line := range strings.Split(recordText, "\n")[7:10] {
		if row := "| " + strings.Join(got[i].Row("eval"), " | ") + " |"; i > 0 && row != line {
			t.Errorf("row is %q, want %q", row, line)
		}
	}
}

func TestReplace(t *testing.T) {
	set := func(name string) func([]string) bool { return func(cells []string) bool { return cells[0] == name } }
	row := [][]string{{"x", "new"}}
	tests := map[string]struct {
		superseded func([]string) bool
		want       []string // first cells of the table's rows
	}{
		"first":  {set("a"), []string{"x", "b"}},
		"last":   {set("b"), []string{"a", "a", "x"}},
		"new":    {set("c"), []string{"a", "a", "b", "x"}},
		"of all": {func([]string) bool { return true }, []string{"x"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			record := readRecord(t, recordText)
			if err := record.Replace("documents", test.superseded, row); err != nil {
				t.Fatal(err)
			}
			var got []string
			for line := range strings.Lines(record.String()) {
				if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| set") {
					got = append(got, cells(line)[0])
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if !strings.HasPrefix(record.String(), "# Quality\n\nProse | with a bar.\n") || !strings.HasSuffix(record.String(), "\n\nAfter.\n") {
				t.Errorf("prose changed:\n%s", record)
			}
		})
	}
}

func TestRecordErrors(t *testing.T) {
	const head = "<!-- table: documents -->\n| set |\n|---|\n"
	tests := map[string]string{
		"no table":       "# Quality\n",
		"no heading":     "<!-- table: documents -->\n\ntext\n",
		"too few cells":  head + "| a | people |\n",
		"no number":      head + "| a | people | x | 1 | 1 | 1 | 1 | c |\n",
		"no whole count": head + "| a | people | 1 | 1 | 1 | 1.5 | 1 | c |\n",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := readRecord(t, text).Figures("documents"); !errors.Is(err, ErrRecord) {
				t.Errorf("Figures = %v, want ErrRecord", err)
			}
		})
	}
	if err := readRecord(t, "# Quality\n").Replace("documents", nil, nil); !errors.Is(err, ErrRecord) {
		t.Errorf("Replace = %v, want ErrRecord", err)
	}
}

func TestDrops(t *testing.T) {
	figure := func(set, measure string, precision, recall, f1 float64) Recorded {
		return Recorded{set, Figure{Measure: measure, Precision: precision, Recall: recall, F1: f1, Gold: 100}}
	}
	recorded := []Recorded{figure("a", "people", .9, .9, .9), figure("a", "roles", .8, .8, .8), figure("b", "people", 1, 1, 1)}
	tests := map[string]struct {
		measured []Recorded
		want     []string
	}{
		"the same":             {recorded, nil},
		"half a point":         {[]Recorded{figure("a", "people", .895, .9, .9), recorded[1]}, nil},
		"more than that":       {[]Recorded{figure("a", "people", .894, .95, .92), recorded[1]}, []string{"a, people: precision 0.894, recorded 0.900"}},
		"better":               {[]Recorded{figure("a", "people", 1, 1, 1), recorded[1], figure("a", "quotes", .1, .1, .1)}, nil},
		"no longer measured":   {recorded[:1], []string{"a, roles: measure 0.000, recorded 0.800"}},
		"set that is not here": {[]Recorded{recorded[2]}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, drop := range Drops(recorded, test.measured) {
				got = append(got, drop.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzRecord checks that a record can be read and replaced without losing
// prose, and that errors are ErrRecord.
func FuzzRecord(f *testing.F) {
	f.Add(recordText)
	f.Add("<!-- table: documents -->\n|\n|\n| a | b | – | – | 1 | 1 | – | c |")
	f.Fuzz(func(t *testing.T, text string) {
		record, err := ReadRecord(strings.NewReader(text))
		if err == nil {
			_, err = record.Figures("documents")
		}
		if err != nil {
			if !errors.Is(err, ErrRecord) {
				t.Fatalf("error without sentinel: %v", err)
			}
			return
		}
		before := record.String()
		if err := record.Replace("documents", func([]string) bool { return false }, nil); err != nil {
			t.Fatal(err)
		}
		if record.String() != before {
			t.Fatalf("%q became %q", before, record.String())
		}
	})
}
