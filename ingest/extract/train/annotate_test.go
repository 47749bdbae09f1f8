package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus/encoder"
	"github.com/samband/samband/corpus/swedish"
)

const records = "### a.xml\nVi vill fråga Åsa Lind om vägen till Nybro.\n### b.xml\nDet är inget namn i den här meningen alls.\n"

func TestDocuments(t *testing.T) {
	var got []string
	for _, d := range documents([]byte(records)) {
		got = append(got, records[d.Start:d.End])
	}
	want := []string{
		"Vi vill fråga Åsa Lind om vägen till Nybro.\n",
		"Det är inget namn i den här meningen alls.\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
}

func TestChooseFrom(t *testing.T) {
	tests := []struct {
		name, text string
		seen       map[string]int
		want       []string
	}{
		{"a name", "Vi vill fråga Åsa Lind om vägen.", map[string]int{}, []string{"Vi vill fråga Åsa Lind om vägen ."}},
		{"no name", "Vi vill fråga någon annan om vägen.", map[string]int{}, nil},
		{"seen often", "Vi vill fråga Åsa Lind om vägen.", map[string]int{"Åsa": 9, "Lind": 9}, nil},
		{"heading", "Vi Vill Fråga Åsa Lind Om Vägen.", map[string]int{}, nil},
		{"short", "Åsa Lind sover.", map[string]int{}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, s := range chooseFrom(nil, document{text: "i"}, test.text, test.seen) {
				got = append(got, strings.Join(s.words, " "))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("chosen (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAnnotationsReadBack writes annotations and makes sentences of them again.
func TestAnnotationsReadBack(t *testing.T) {
	text := "Vi vill fråga Åsa Lind om vägen till Nybro."
	s := chosen{text: "i", from: 3, to: 3 + len(text), tokens: swedish.Tokenize(text)}
	if !s.take([]encoder.Name{{From: 3, To: 5, Label: "PER", Score: .9}, {From: 8, To: 9, Label: "LOC", Score: .7}}) {
		t.Fatal("names that are sure were not taken")
	}
	if doubtful := s; doubtful.take([]encoder.Name{{From: 3, To: 5, Label: "PER", Score: .3}}) {
		t.Error("a doubtful name was taken")
	}
	name := filepath.Join(t.TempDir(), "news.tsv.gz")
	if err := writeSilver(name, []chosen{s}); err != nil {
		t.Fatal(err)
	}
	packed, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	list, err := gunzip(packed)
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Split(strings.TrimSpace(string(list)), "\t")
	got, err := silverSentence(text, fields[3:])
	if err != nil {
		t.Fatal(err)
	}
	want := "Vi/O vill/O fråga/O Åsa/B-PER Lind/I-PER om/O vägen/O till/O Nybro/B-LOC ./O"
	if show(got) != want {
		t.Errorf("got  %s\nwant %s", show(got), want)
	}
}
