package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/ingest/extract/tagger"
)

// write makes a folder of shared data with one file.
func write(t *testing.T, name, text string) *folder {
	t.Helper()
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return openFolder(root)
}

// show writes a sentence as word/label.
func show(a annotated) string {
	tags := [...]string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"}
	var words []string
	for i, word := range a.words {
		words = append(words, word+"/"+tags[a.labels[i]])
	}
	return strings.Join(words, " ")
}

func shown(all []annotated) []string {
	var list []string
	for _, a := range all {
		list = append(list, show(a))
	}
	return list
}

func TestReadColumns(t *testing.T) {
	f := write(t, "a.tsv", "# text\n1\tAnna\tI-PER\n2\tEk\tI-PER\n3\tsov\tO\n\n#DOC\n1\tVid\tB-OTH\n2\tLu\u00adleå\tB-LOC\n")
	got, err := readColumns(f, "a.tsv", 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Anna/B-PER Ek/I-PER sov/O", "Vid/O Luleå/B-LOC"}
	if diff := cmp.Diff(want, shown(got)); diff != "" {
		t.Errorf("sentences (-want +got):\n%s", diff)
	}
}

func TestReadNews(t *testing.T) {
	f := write(t, "n.txt", "Anna\tPER\nEk\tPER\n,\t0\nLuleå\tLOC\nVolvo ORG\n\nEk\tPER\n")
	got, err := readNews(f, "n.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Anna/B-PER Ek/I-PER ,/O Luleå/B-LOC Volvo/B-ORG", "Ek/B-PER"}
	if diff := cmp.Diff(want, shown(got)); diff != "" {
		t.Errorf("sentences (-want +got):\n%s", diff)
	}
}

func TestReadMissing(t *testing.T) {
	if _, err := readNews(openFolder(t.TempDir()), "n.txt"); err == nil {
		t.Error("no error for a file that is not there")
	}
}

func TestSilverSentence(t *testing.T) {
	tests := []struct {
		name  string
		names []string
		want  string
		bad   bool
	}{
		{"two names", []string{"5-12:PER", "17-23:LOC"}, "Här/O Åsa/B-PER Ek/I-PER och/O Luleå/B-LOC ./O", false},
		{"none", nil, "Här/O Åsa/O Ek/O och/O Luleå/O ./O", false},
		{"no number", []string{"x-2:PER"}, "", true},
		{"backwards", []string{"5-2:PER"}, "", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := silverSentence("Här Åsa Ek och Luleå.", test.names)
			if (err != nil) != test.bad {
				t.Fatalf("error %v, want one: %t", err, test.bad)
			}
			if err == nil && show(got) != test.want {
				t.Errorf("got  %s\nwant %s", show(got), test.want)
			}
		})
	}
}

func TestFold(t *testing.T) {
	news := source{name: "news", sentences: make([]annotated, 7)}
	silver := source{name: "silver/news", sentences: make([]annotated, 3)}
	rest, talbanken, held := fold([]source{news, silver}, 1)
	if len(held) != 2 || len(talbanken) != 0 || len(rest[0].sentences) != 5 || len(rest[1].sentences) != 3 {
		t.Errorf("held %d of the news and %d of Talbanken, kept %d and %d", len(held), len(talbanken), len(rest[0].sentences), len(rest[1].sentences))
	}
}

func TestFiguresOfTags(t *testing.T) {
	got := figures{found: 4, right: 3, gold: 5}
	if got.f1() != 2*3./9 {
		t.Errorf("F1 %v, want %v", got.f1(), 2*3./9)
	}
	if (figures{}).f1() != 0 {
		t.Error("F1 of nothing is not 0")
	}
}

func TestWeights(t *testing.T) {
	var c command
	if err := c.setWeights("news=0,danish=2"); err != nil {
		t.Fatal(err)
	}
	all := []source{{name: "news", weight: 1, sentences: make([]annotated, 2)}, {name: "danish"}}
	c.weigh(all)
	if all[0].sentences != nil || all[1].weight != 2 {
		t.Errorf("weighed to %+v", all)
	}
	if c.setWeights("news=x") == nil {
		t.Error("no error for a weight that is no number")
	}
}

func TestRunReportsMissingData(t *testing.T) {
	var stderr bytes.Buffer
	if code := run([]string{"--shared", t.TempDir()}, io.Discard, &stderr); code != 1 || stderr.Len() == 0 {
		t.Errorf("exit code %d and %q, want 1 and why", code, stderr.String())
	}
	if code := run([]string{"--nothing"}, io.Discard, io.Discard); code != 2 {
		t.Errorf("exit code %d for an unknown flag, want 2", code)
	}
}

func TestMend(t *testing.T) {
	labels := []tagger.Label{tagger.BeginOrganisation, 0, tagger.BeginOrganisation, tagger.InOrganisation}
	all := []source{
		{scheme: universalSilver, sentences: []annotated{{[]string{"PCB", "i", "PCB", "Bolaget"}, slices.Clone(labels)}}},
		{scheme: uint8(tagger.News), sentences: []annotated{{[]string{"PCB", "i", "PCB", "Bolaget"}, slices.Clone(labels)}}},
	}
	if err := mend(all); err != nil {
		t.Fatal(err)
	}
	if got, want := show(all[0].sentences[0]), "PCB/O i/O PCB/B-ORG Bolaget/I-ORG"; got != want {
		t.Errorf("silver %s, want %s", got, want)
	}
	if got, want := show(all[1].sentences[0]), "PCB/B-ORG i/O PCB/B-ORG Bolaget/I-ORG"; got != want {
		t.Errorf("gold %s, want %s", got, want)
	}
}
