package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shared returns the folder with the sources, or skips the test.
func shared(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("SAMBAND_SHARED")
	for up := "."; folder == "" && len(up) < 40; up = filepath.Join(up, "..") {
		if _, err := os.Stat(filepath.Join(up, "shared", "data")); err == nil {
			folder = filepath.Join(up, "shared")
		}
	}
	if folder == "" {
		t.Skip("no folder shared beside the repository: the sources of the lists are not here")
	}
	return folder
}

// TestGenerate proves that the committed list is what the program makes.
func TestGenerate(t *testing.T) {
	source, folder := shared(t), t.TempDir()
	byHand, err := os.ReadFile("bodies.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"generate", "data"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "generate", "bodies.tsv"), byHand, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := generate(source, folder); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(folder, "data", "organisations.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join("..", "data", "organisations.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("organisations.tsv is not what generate makes (-committed +made):\n%.2000s", diff)
	}
}

func TestFromAgency(t *testing.T) {
	tests := map[string]struct {
		name    string
		agency  agency
		aliases []string
		want    []body
	}{
		"spelling": {
			"Kungl. Fjällskolan",
			agency{Short: []string{"KFS"}, OldNames: []string{"Kungliga fjällskolan"}},
			[]string{"the royal mountain school"},
			[]body{{class: "authority", name: "Kungl. Fjällskolan", aliases: []string{"=KFS", "Kungliga fjällskolan", "Royal mountain school"}}},
		},
		"renamed": {
			"Fjällverket",
			agency{Short: []string{"FV"}, OldNames: []string{"LN", "Lavinnämnden"}},
			nil,
			[]body{
				{class: "authority", name: "Lavinnämnden", aliases: []string{"~LN"}, successor: "Fjällverket"},
				{class: "authority", name: "Fjällverket", aliases: []string{"~FV"}},
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := fromAgency(test.name, test.agency, test.aliases)
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(body{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestShowUsual(t *testing.T) {
	tests := map[string]struct {
		body body
		used usage
		want string
	}{
		"used thrice as often":  {body{name: "Statens fjällverk", aliases: []string{"Fjällverket"}}, usage{"Statens fjällverk": 10, "Fjällverket": 30}, "Fjällverket"},
		"hardly more":           {body{name: "Statens fjällverk", aliases: []string{"Fjällverket"}}, usage{"Statens fjällverk": 20, "Fjällverket": 30}, "Statens fjällverk"},
		"an acronym":            {body{name: "Statens fjällverk", aliases: []string{"=SFV"}}, usage{"SFV": 90}, "Statens fjällverk"},
		"too few to tell":       {body{name: "Statens fjällverk", aliases: []string{"Fjällverket"}}, usage{"Fjällverket": 5}, "Statens fjällverk"},
		"a municipality by few": {body{class: "municipality", name: "Fjälls kommun", aliases: []string{"Fjäll kommun"}}, usage{"Fjäll kommun": 2}, "Fjäll kommun"},
		"another spelling":      {body{name: "FjällBolaget", aliases: []string{"Fjällbolaget"}}, usage{"Fjällbolaget": 90}, "FjällBolaget"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bodies := []body{test.body}
			if showUsual(bodies, test.used); bodies[0].name != test.want {
				t.Errorf("shown: %s, want %s", bodies[0].name, test.want)
			}
		})
	}
}
