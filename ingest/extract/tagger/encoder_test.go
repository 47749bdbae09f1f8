package tagger_test

import (
	"bufio"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samband/samband/corpus/encoder"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/tagger"
)

func TestEncoderTags(t *testing.T) {
	e := tagger.NewEncoder(encoder.New())
	long := strings.Fields(strings.Repeat("Kommunen svarar för skolan , och regionen för vården , ", 12) + "säger Karin Almfelt i Uppsala .")
	got, err := e.Tag(t.Context(), tagger.Universal, [][]string{
		strings.Fields("Ordföranden Karin Almfelt Berg hälsade Skatteverket välkommet till Uppsala ."),
		{},
		strings.Fields("Mötet öppnades ."),
		long,
	})
	if err != nil {
		t.Fatal(err)
	}
	n := len(long)
	want := [][]tagger.Span{
		{{From: 1, To: 4, Kind: graph.Person}, {From: 5, To: 6, Kind: graph.Organisation}, {From: 8, To: 9, Kind: graph.Place}},
		nil,
		nil,
		{{From: n - 5, To: n - 3, Kind: graph.Person}, {From: n - 2, To: n - 1, Kind: graph.Place}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(tagger.Span{}, "Score")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, spans := range got {
		for _, s := range spans {
			if s.Score <= .5 || s.Score > 1 {
				t.Errorf("score %v of %v", s.Score, s)
			}
		}
	}
}

func TestEncoderLeavesOutOtherNames(t *testing.T) {
	e := tagger.NewEncoder(encoder.New())
	sentences := [][]string{strings.Fields("Romanen fick Augustpriset 2019 , sade Karin Almfelt .")}
	got, err := e.Tag(t.Context(), tagger.News, sentences)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]tagger.Span{{{From: 6, To: 8, Kind: graph.Person}}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(tagger.Span{}, "Score")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestEncoderStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := tagger.NewEncoder(encoder.New()).Tag(ctx, tagger.News, [][]string{{"Uppsala"}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

// judged is a sentence with the names that annotators found.
type judged struct {
	words []string
	names map[tagger.Span]bool // without scores
}

// readJudged reads one token a line; token and tag say in which columns. Tags
// are B-X, I-X and O, or X and 0 without a sign of where names begin.
func readJudged(t *testing.T, path string, token, tag int) []judged {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	kinds := map[string]graph.Kind{"PER": graph.Person, "LOC": graph.Place, "ORG": graph.Organisation}
	var out []judged
	var words, tags []string
	flush := func() {
		if len(words) == 0 {
			return
		}
		s := judged{words, map[tagger.Span]bool{}}
		for i := 0; i < len(words); {
			kind, end := strings.TrimPrefix(tags[i], "B-"), i+1
			for end < len(words) && (tags[end] == "I-"+kind || tags[end] == kind && kind == tags[i]) {
				end++
			}
			if kinds[kind] != "" {
				s.names[tagger.Span{From: i, To: end, Kind: kinds[kind]}] = true
			}
			i = end
		}
		out, words, tags = append(out, s), nil, nil
	}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) == 0:
			flush()
		case fields[0] != "#" && len(fields) > max(token, tag):
			words, tags = append(words, fields[token]), append(tags, fields[tag])
		}
	}
	flush()
	if len(out) == 0 {
		t.Fatalf("no sentences in %s", path)
	}
	return out
}

// shared returns a path in the development data, and skips the test where
// there is none.
func shared(t *testing.T, path string) string {
	t.Helper()
	for _, root := range []string{os.Getenv("SAMBAND_SHARED"), "../../../../shared", "../../../../../shared"} {
		if full := filepath.Join(root, path); root != "" {
			if _, err := os.Stat(full); err == nil {
				return full
			}
		}
	}
	t.Skipf("development data not here: set SAMBAND_SHARED to the folder that holds %s", path)
	return ""
}

// TestEncoderAgainstGold measures strict F1 over people, places and
// organisations.
func TestEncoderAgainstGold(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	cases := []struct {
		name, path string
		token, tag int
		convention tagger.Convention
		least      float64
	}{
		{"talbanken dev", "data/ner/sv_talbanken-ud-dev.iob2", 1, 2, tagger.Universal, .5}, // 23 names
		{"talbanken test", "data/ner/sv_talbanken-ud-test.iob2", 1, 2, tagger.Universal, .85},
		{"webbnyheter test", "data/ner/klintan_test.txt", 0, 1, tagger.News, .888},
	}
	e := tagger.NewEncoder(encoder.New())
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			f1 := strictF1(t, e, tc.convention, readJudged(t, shared(t, tc.path), tc.token, tc.tag))
			if f1 < tc.least {
				t.Errorf("F1 %.4f, want at least %.3f", f1, tc.least)
			}
		})
	}
}

// strictF1 scores a tagger, and logs how often names of each score are right.
func strictF1(t *testing.T, model tagger.Tagger, convention tagger.Convention, sentences []judged) float64 {
	t.Helper()
	words := make([][]string, len(sentences))
	for i, s := range sentences {
		words[i] = s.words
	}
	spans, err := model.Tag(t.Context(), convention, words)
	if err != nil {
		t.Fatal(err)
	}
	hits, found, gold := 0, 0, 0
	var bins [11]struct{ found, hits int }
	for i, s := range sentences {
		gold += len(s.names)
		for _, span := range spans[i] {
			bin := &bins[int(span.Score*10)]
			span.Score = 0
			found++
			bin.found++
			if s.names[span] {
				hits++
				bin.hits++
			}
		}
	}
	f1 := 2 * float64(hits) / float64(found+gold)
	t.Logf("precision %.3f recall %.3f F1 %.4f of %d", float64(hits)/float64(found), float64(hits)/float64(gold), f1, gold)
	for i, bin := range bins {
		if bin.found > 0 {
			t.Logf("score .%d: %d of %d right, %.2f", i, bin.hits, bin.found, float64(bin.hits)/float64(bin.found))
		}
	}
	return f1
}
