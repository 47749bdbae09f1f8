package eval

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/graph"
)

// sampleTexts reads the whole sample corpus: file name or item id → text.
func sampleTexts(t *testing.T) map[string]*corpus.Text {
	t.Helper()
	return textsOf(t, sample.Documents())
}

func textsOf(t *testing.T, files fs.FS) map[string]*corpus.Text {
	t.Helper()
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]*corpus.Text{}
	for _, entry := range entries {
		content, err := fs.ReadFile(files, entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		items, err := read.Read(t.Context(), read.Input{Name: entry.Name(), Bytes: content}, read.DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", entry.Name(), err)
			continue
		}
		for _, item := range items {
			name := item.ID
			if name == "" {
				name = entry.Name()
			}
			texts[name] = &item.Text
		}
	}
	return texts
}

// TestGoldFitsTheDocuments holds the annotations of every set against its
// texts: every quote is there, every entity is named, and no document lacks
// gold. Of the held-out set it tells only how many faults there are.
func TestGoldFitsTheDocuments(t *testing.T) {
	for _, name := range sample.Sets() {
		t.Run(name, func(t *testing.T) {
			set, err := sample.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			problems := unfit(t, set)
			if set.HeldOut && len(problems) > 0 && os.Getenv("SAMBAND_HELDOUT") != "show" {
				t.Fatalf("%d faults in the gold of the held-out set; SAMBAND_HELDOUT=show names them to its writers", len(problems))
			}
			for _, problem := range problems {
				t.Error(problem)
			}
		})
	}
}

// unfit lists what does not fit.
func unfit(t *testing.T, set sample.Set) []string {
	t.Helper()
	all, err := Load(set.Gold)
	if err != nil {
		t.Fatal(err)
	}
	var problems []string
	texts := textsOf(t, set.Documents)
	annotated := map[string]bool{}
	for _, gold := range all {
		annotated[gold.Document] = true
		text, found := texts[gold.Document]
		if !found {
			problems = append(problems, "gold for "+gold.Document+", which is not in the set")
			continue
		}
		places, err := gold.locate(text.Canonical)
		if errors.Is(err, ErrQuote) {
			problems = append(problems, err.Error())
		}
		problems = append(problems, unnamed(gold, places, text)...)
	}
	for name := range texts {
		if !annotated[name] {
			problems = append(problems, name+" has no gold")
		}
	}
	return problems
}

// unnamed lists the entities that the text does not name. Concepts it names by
// the first letters of one of their names, for they stand in any inflection.
// Voices of a transcript may be named by the format alone.
func unnamed(gold Gold, places located, text *corpus.Text) []string {
	var problems []string
	found := map[int]bool{}
	for _, p := range places.places {
		found[p.entity] = true
	}
	lower, page := strings.ToLower(text.Canonical), newPage(text.Canonical)
	joined := newPage(strings.ReplaceAll(text.Canonical, "-\n", "")) // names broken at the end of a line
	for i, e := range gold.Entities {
		if e.Kind() == graph.Concept {
			for _, name := range append([]string{e.Name}, e.Also...) {
				stem := []rune(strings.ToLower(name))
				found[i] = found[i] || strings.Contains(lower, string(stem[:min(len(stem), 4)]))
			}
		}
		for _, form := range append([]string{e.Name}, e.Forms...) { // perhaps within a longer name
			found[i] = found[i] || len(page.find(form)) > 0 || len(joined.find(form)) > 0
		}
		for _, block := range text.Blocks {
			found[i] = found[i] || block.Speaker == e.Name
		}
		if !found[i] {
			problems = append(problems, fmt.Sprintf("%s: %s (%s) is not named in the text", gold.Document, e.ID, e.Name))
		}
	}
	return problems
}

// TestQueriesFitTheSample checks that every judged quote is in its document.
func TestQueriesFitTheSample(t *testing.T) {
	queries, err := sample.Queries()
	if err != nil {
		t.Fatal(err)
	}
	texts := sampleTexts(t)
	distinct := map[string]bool{}
	for _, q := range queries {
		distinct[q.Query] = true
		text, found := texts[q.Document]
		if !found {
			t.Errorf("%q: no document %s", q.Query, q.Document)
			continue
		}
		if len(newPage(text.Canonical).find(q.Quote)) != 1 {
			t.Errorf("%q: quote is not exactly once in %s: %q", q.Query, q.Document, q.Quote)
		}
	}
	if len(distinct) < 30 {
		t.Errorf("%d judged queries, want at least 30", len(distinct))
	}
}

// TestSampleIsRich checks that the sample keeps what it is there to show.
func TestSampleIsRich(t *testing.T) {
	all, err := Load(sample.Gold())
	if err != nil {
		t.Fatal(err)
	}
	kinds, names, documents := map[corpus.DocumentKind]int{}, map[string]map[string]bool{}, map[string]int{}
	for _, gold := range all {
		kinds[gold.Kind]++
		for _, e := range gold.Entities {
			documents[e.ID]++
			if names[e.Name] == nil {
				names[e.Name] = map[string]bool{}
			}
			names[e.Name][e.ID] = true
		}
	}
	for _, kind := range []corpus.DocumentKind{corpus.KindPodcast, corpus.KindMinutes, corpus.KindReport, corpus.KindArticle, corpus.KindEvent, corpus.KindOther} {
		if kinds[kind] == 0 {
			t.Errorf("no document of kind %s", kind)
		}
	}
	if namesakes := names["Helena Brovall"]; len(namesakes) != 2 {
		t.Errorf("namesakes called Helena Brovall: %v, want two", namesakes)
	}
	if documents["person:ylva-stenhammar"] < 5 {
		t.Errorf("Ylva Stenhammar is in %d documents, want at least 5", documents["person:ylva-stenhammar"])
	}
}
