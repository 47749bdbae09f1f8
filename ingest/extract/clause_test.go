package extract

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/structure"
)

// clause is a short text with what a careful reader finds in it. A file of
// testdata/clauses holds many: "=== name", the text, and lines "--- K: item;
// item" where the letter says what the items are, see found.
type clause struct {
	name, text string
	want       map[string][]string
}

// clauses reads a file of clauses.
func clauses(t *testing.T, path string) []clause {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []clause
	for _, part := range strings.Split("\n"+string(content), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		c := clause{name: name, want: map[string][]string{}}
		var text []string
		for line := range strings.SplitSeq(rest, "\n") {
			head, ok := strings.CutPrefix(line, "--- ")
			if !ok {
				text = append(text, line)
				continue
			}
			letter, items, _ := strings.Cut(head, ":")
			c.want[letter] = append(c.want[letter], itemsOf(items)...)
		}
		c.text = strings.Trim(strings.Join(text, "\n"), "\n")
		all = append(all, c)
	}
	return all
}

// itemsOf divides a line of items.
func itemsOf(line string) []string {
	out := []string{}
	for item := range strings.SplitSeq(line, ";") {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// found lists what was extracted, by letter: P people, F affiliations, R roles
// (person | title | organisation | status | years), S who says something in
// which mode, Q the same with verb and words, A attendance, V voices, D
// decisions (item, mover, dissent), K the kind of document.
func found(text string, s *corpus.Structure, r Result) map[string][]string {
	got := map[string][]string{"K": {string(s.Kind)}}
	add := func(letter string, parts ...string) { got[letter] = append(got[letter], strings.Join(parts, " | ")) }
	for i, m := range r.Mentions {
		if m.Kind == graph.Person {
			add("P", whole(r, i))
		}
	}
	for _, f := range r.Facts {
		from, to, quote := whole(r, f.From.Mention), whole(r, f.To.Mention), f.Evidence[0].Of(text)
		switch f.Type {
		case graph.HasRole:
			add("R", append([]string{from, f.Attributes["title"], to}, present(roleStatus(f), years(f))...)...)
		case graph.Said:
			if f.Attributes["mode"] != "turn" {
				add("S", from, f.Attributes["mode"])
				add("Q", from, f.Attributes["mode"], f.Attributes["verb"], quote)
			}
		case graph.Attended:
			add("A", append([]string{from, f.Attributes["as"]}, present(f.Attributes["items"], prefixed("jäv ", f.Attributes["recused"]))...)...)
		case graph.SpeaksIn:
			add("V", from, f.Attributes["part"], f.Attributes["turns"])
		case graph.Decided:
			mover, dissent := f.Attributes["mover"], strings.ReplaceAll(f.Attributes["dissent"], "; ", ", ")
			add("D", append([]string{f.Attributes["item"]}, present(prefixed("mover=", mover), prefixed("dissent=", dissent))...)...)
		case graph.AffiliatedWith:
			add("F", from, to)
		default: // facts of bodies and works have clauses of their own
		}
	}
	for letter := range got {
		for i, item := range got[letter] {
			got[letter][i] = strings.TrimSpace(strings.ReplaceAll(item, "|  |", "| |"))
		}
		slices.Sort(got[letter])
		got[letter] = slices.Compact(got[letter])
	}
	return got
}

// whole is the name that a mention stands for, "" for none.
func whole(r Result, m int) string {
	if m < 0 {
		return ""
	}
	for hops := 0; r.Mentions[m].Refers >= 0 && hops < 5; hops++ {
		m = r.Mentions[m].Refers
	}
	if name := r.Mentions[m].Attributes["name"]; name != "" {
		return name
	}
	return r.Mentions[m].Name
}

func roleStatus(f Fact) string {
	if status := f.Attributes["status"]; status != "current" {
		return status
	}
	return ""
}

func years(f Fact) string {
	if f.Attributes["from"]+f.Attributes["to"] == "" {
		return ""
	}
	return f.Attributes["from"] + "–" + f.Attributes["to"]
}

func prefixed(prefix, value string) string {
	if value == "" {
		return ""
	}
	return prefix + value
}

func present(values ...string) []string {
	return slices.DeleteFunc(values, func(s string) bool { return s == "" })
}

func TestClauses(t *testing.T) {
	files, err := filepath.Glob("testdata/clauses/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no clauses: %v", err)
	}
	e, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for _, c := range clauses(t, file) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+c.name, func(t *testing.T) {
				text := &corpus.Text{Canonical: c.text, Format: corpus.FormatPlain}
				s, err := structure.Parse(text)
				if err != nil {
					t.Fatal(err)
				}
				r, err := e.Extract(context.Background(), Input{text, s})
				if err != nil {
					t.Fatal(err)
				}
				got := found(c.text, s, r)
				for letter, want := range c.want {
					slices.Sort(want)
					if have := append([]string{}, got[letter]...); !slices.Equal(have, want) {
						t.Errorf("%s:\n%s", letter, cmp.Diff(want, have))
					}
				}
			})
		}
	}
}
