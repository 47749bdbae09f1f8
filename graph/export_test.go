package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/graphtest"
)

const exportedText = "Åsa Ek öppnade mötet.\nJag läste <b> & \"SOU 2021:17\"."

// exported is a document with everything an export shows, and one with as
// little as possible.
func exported() []graph.Batch {
	span := func(words string) corpus.Span {
		start := strings.Index(exportedText, words)
		return corpus.Span{Start: start, End: start + len(words)}
	}
	evidence := func(words string) []corpus.Evidence {
		return []corpus.Evidence{{
			Document: "b", Revision: "rev-b", Span: span(words), Quote: words, Page: 2,
			Time: 1500 * time.Millisecond, Timed: true, Method: "turn", Confidence: .75,
		}}
	}
	mention := func(words string) []graph.ClaimMention {
		return []graph.ClaimMention{{Span: span(words), Text: words, Method: "list", Confidence: 1}}
	}
	rich := graph.Batch{
		Document: corpus.Document{
			ID: "b", Revision: "rev-b", Source: "mapp/b.vtt", Kind: corpus.KindPodcast, Title: "Samtal <1>",
			Date: "2021-04", Language: "sv", Publisher: "Myndigheten", Authors: []string{"Åsa Ek"},
		},
		Passages: []corpus.Passage{
			{ID: "b:0000", Ordinal: 0, Span: span("Åsa Ek öppnade mötet."), Kind: corpus.PassageParagraph, Page: 1, Turn: -1, Language: "sv"},
			{
				ID: "b:0001", Ordinal: 1, Span: span(exportedText[25:]), Kind: corpus.PassageTurn, Heading: "Öppnande",
				AgendaItem: "§ 1", Time: 61005 * time.Millisecond, Timed: true, Language: "sv",
			},
		},
		Speakers: []int{-1, 0},
		Claims: []graph.Claim{
			{Kind: graph.Person, Name: "Åsa Ek", Aliases: []string{"Åsa"}, Entity: "person:asa-ek", Mentions: mention("Åsa Ek")},
			{
				Kind: graph.Report, Name: "SOU 2021:17", Attributes: map[string]string{"year": "2021", "number": "17"},
				Entity: "report:sou-2021-17", Mentions: mention("SOU 2021:17"),
			},
		},
		Facts: []graph.Fact{
			{
				Type: graph.Said, From: graph.End{Claim: 0}, To: graph.End{Node: "b:0001"},
				Attributes: map[string]string{"mode": "turn"}, Evidence: evidence("Jag läste <b>"),
			},
			{Type: graph.Cites, From: graph.End{Node: "b"}, To: graph.End{Claim: 1}, Evidence: evidence("SOU 2021:17")},
		},
	}
	return []graph.Batch{rich, {Document: corpus.Document{ID: "a", Revision: "rev-a", Source: "a.txt"}}}
}

func texts(document corpus.Document) (string, error) {
	if document.ID == "b" {
		return exportedText, nil
	}
	return "", nil
}

func TestExport(t *testing.T) {
	update := flag.Lookup("update").Value.String() == "true"
	for _, c := range []struct {
		golden  string
		options graph.ExportOptions
	}{{"export.jsonl", graph.ExportOptions{}}, {"export-text.jsonl", graph.ExportOptions{Text: true}}} {
		t.Run(c.golden, func(t *testing.T) {
			path := filepath.Join("testdata", c.golden)
			got := export(t, graphtest.NewReference(), c.options)
			if update {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			store, err := embedded.Open(t.Context(), embedded.Config{Path: filepath.Join(t.TempDir(), "graph.db")})
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close()
			if diff := cmp.Diff(string(want), string(export(t, store, c.options))); diff != "" {
				t.Errorf("embedded (-want +got):\n%s", diff)
			}
		})
	}
}

func export(t *testing.T, store graph.Store, options graph.ExportOptions) []byte {
	t.Helper()
	if err := store.Apply(t.Context(), exported()...); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := graph.Export(t.Context(), store, texts, &out, options); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %s", line)
		}
	}
	return out.Bytes()
}

func TestExportErrors(t *testing.T) {
	store := graphtest.NewReference()
	if err := store.Apply(t.Context(), exported()...); err != nil {
		t.Fatal(err)
	}
	missing := errors.New("missing")
	cases := []struct {
		name  string
		texts func(corpus.Document) (string, error)
		want  error
	}{
		{"the text is missing", func(corpus.Document) (string, error) { return "", missing }, missing},
		{"the text is another", func(corpus.Document) (string, error) { return "kort", nil }, nil},
		{"a document arrives meanwhile", func(d corpus.Document) (string, error) {
			err := store.Apply(context.Background(), graphtest.State("new"+time.Now().String()))
			text, _ := texts(d)
			return text, err
		}, graph.ErrChanged},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			err := graph.Export(t.Context(), store, c.texts, &out, graph.ExportOptions{})
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}
