package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shared returns the folder with the sources, or skips the test.
func shared(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("SAMBAND_SHARED")
	for up := "."; folder == "" && len(up) < 40; up = filepath.Join(up, "..") {
		if _, err := os.Stat(filepath.Join(up, "shared", "data", "text")); err == nil {
			folder = filepath.Join(up, "shared")
		}
	}
	if folder == "" {
		t.Skip("no folder shared beside the repository: the sources of the lists are not here")
	}
	return folder
}

// TestGenerate proves that the committed lists are what the program makes, but
// for what processors round differently.
func TestGenerate(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all texts twice")
	}
	source, folder := shared(t), t.TempDir()
	if err := generate(source, folder); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"classes.txt.gz", "keyness.tsv.gz"} {
		got, want := unpacked(t, filepath.Join(folder, name)), unpacked(t, filepath.Join("..", name))
		made := map[string]bool{}
		for line := range strings.Lines(got) {
			made[line] = true
		}
		same, all := 0, 0
		for line := range strings.Lines(want) {
			all++
			if made[line] {
				same++
			}
		}
		if share := float64(same) / float64(all); share < .99 || len(made) > all*101/100 {
			t.Errorf("%s: generate makes %.3f of the %d committed lines, want .99", name, share, all)
		}
	}
}

func unpacked(t *testing.T, path string) string {
	t.Helper()
	packed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAppendWords(t *testing.T) {
	tests := map[string]struct {
		line string
		want []string
	}{
		"marks and numbers": {"Se 12 § lagen, sade hon.", []string{"Se", "12", "§", "lagen", ",", "sade", "hon", "."}},
		"hyphens":           {"hälso- och e-hälsa", []string{"hälso-", "och", "e-hälsa"}},
		"colon":             {"EU:s krav: två", []string{"EU:s", "krav", ":", "två"}},
		"strange signs":     {"a * b", []string{"a", "b"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, appendWords(nil, test.line)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestTitleOf(t *testing.T) {
	tests := map[string]struct{ line, want string }{
		"later":    {"Interpellation 2020/21:7 Stöd till byar av Ada Ek (X) till näringsminister Bo Al (Y)", "Stöd till byar"},
		"1990s":    {"1994/95:1 av Ada Ek (x) till statsrådet Bo Al om stöd till byar", "stöd till byar"},
		"no title": {"Inkom den 3 oktober", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := titleOf(test.line); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func FuzzAppendWords(f *testing.F) {
	f.Add("hälso- och EU:s 12 §")
	f.Add("a-\xff:")
	f.Fuzz(func(t *testing.T, line string) {
		for _, word := range appendWords(nil, line) {
			if word == "" || !strings.Contains(line, word) {
				t.Errorf("%q is no part of the line", word)
			}
		}
	})
}
