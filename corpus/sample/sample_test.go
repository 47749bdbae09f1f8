package sample

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestDocumentsHaveGold(t *testing.T) {
	for _, name := range Sets() {
		t.Run(name, func(t *testing.T) {
			set, err := Open(name)
			if err != nil {
				t.Fatal(err)
			}
			documents, err := fs.Glob(set.Documents, "*")
			if err != nil || len(documents) == 0 {
				t.Fatalf("%d documents (%v)", len(documents), err)
			}
			gold, err := fs.Glob(set.Gold, "*.json")
			if err != nil || len(gold) < len(documents) {
				t.Errorf("%d gold files (%v) for %d documents", len(gold), err, len(documents))
			}
			if set.HeldOut != (name == HeldOutSet) {
				t.Errorf("HeldOut = %v", set.HeldOut)
			}
		})
	}
}

func TestSets(t *testing.T) {
	if sets := Sets(); len(sets) < 2 || sets[0] != SampleSet {
		t.Errorf("Sets() = %q, want the sample and others", sets)
	}
	if _, err := Open("other"); !errors.Is(err, ErrSet) {
		t.Errorf("Open = %v, want ErrSet", err)
	}
}

func TestLatin1DocumentIsLatin1(t *testing.T) {
	letter, err := fs.ReadFile(Documents(), "skrivelse-norrvika-2023-04-03.txt")
	if err != nil {
		t.Fatal(err)
	}
	if utf8.Valid(letter) {
		t.Error("the letter is UTF-8, but stands for documents that are not")
	}
}

func TestReadQueries(t *testing.T) {
	got, err := ReadQueries(strings.NewReader("query\tdocument\tquote\n# note\n\nvem bygger\ta.txt\tGrönstråk bygger\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Query{{Query: "vem bygger", Document: "a.txt", Quote: "Grönstråk bygger"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	t.Run("too few fields", func(t *testing.T) {
		_, err := ReadQueries(strings.NewReader("vem bygger\ta.txt\n"))
		if !errors.Is(err, ErrQueries) || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("ReadQueries = %v, want ErrQueries for line 1", err)
		}
	})
}

// FuzzReadQueries checks that whatever is read has all its fields.
func FuzzReadQueries(f *testing.F) {
	f.Add("query\tdocument\tquote\nvem\ta.txt\tord\n")
	f.Add("a\tb\n")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ReadQueries(strings.NewReader(text))
		if err != nil && !errors.Is(err, ErrQueries) {
			t.Fatalf("error without sentinel: %v", err)
		}
		for _, q := range all {
			if strings.ContainsAny(q.Query+q.Document+q.Quote, "\t\n") {
				t.Fatalf("separator in a field: %+v", q)
			}
		}
	})
}
