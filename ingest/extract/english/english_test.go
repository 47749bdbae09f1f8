package english_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/ingest/extract/english"
)

func newTagger(tb testing.TB) *english.Tagger {
	tb.Helper()
	t, err := english.New()
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

const abstract = "“The results are promising,” said Maria Holmgren of the University of Gothenburg. Holmgren’s group worked with Peter Walker at King’s College in London. However, the data were collected in Denmark."

func TestEntities(t *testing.T) {
	tagger := newTagger(t)
	var got []string
	for _, e := range tagger.Entities(abstract) {
		if !e.Valid(abstract) || e.Empty() {
			t.Fatalf("span %v", e.Span)
		}
		got = append(got, string(e.Kind)+" "+e.Of(abstract))
	}
	want := []string{
		"person Maria Holmgren", "organisation University of Gothenburg", "person Holmgren", "person Peter Walker", "organisation King’s College",
		"place London", "place Denmark",
	}
	for _, w := range want {
		if !strings.Contains(strings.Join(got, "\n"), w) {
			t.Errorf("no %q in %q", w, got)
		}
	}
	for _, wrong := range []string{"However", "results"} {
		if strings.Contains(strings.Join(got, "\n"), wrong) {
			t.Errorf("%q found in %q", wrong, got)
		}
	}
}

func TestEntitiesConcurrently(t *testing.T) {
	tagger := newTagger(t)
	want := tagger.Entities(abstract)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 3 {
				if diff := cmp.Diff(want, tagger.Entities(abstract)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	wait.Wait()
}

func FuzzEntities(f *testing.F) {
	f.Add(abstract)
	f.Add("don’t &rsquo; “I can't” (U.S.A.) åäö \u00a0 :-)")
	tagger := newTagger(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		end := 0
		for _, e := range tagger.Entities(text) {
			if !e.Valid(text) || e.Empty() || e.Start < end || e.Name == "" {
				t.Fatalf("entity %+v in %q", e, text)
			}
			end = e.End
		}
	})
}

func BenchmarkEntities(b *testing.B) {
	tagger := newTagger(b)
	b.SetBytes(int64(len(abstract)))
	for b.Loop() {
		tagger.Entities(abstract)
	}
}
