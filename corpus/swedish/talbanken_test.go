package swedish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedData returns the folder with development data: SAMBAND_SHARED, or a
// folder named shared beside the repository. Tests that need it are skipped
// where it is missing.
func sharedData(tb testing.TB) string {
	tb.Helper()
	root := os.Getenv("SAMBAND_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(root, "data", "ner")); err != nil {
		tb.Skip("no development data: set SAMBAND_SHARED to a folder that holds data/ner")
	}
	return root
}

// treebankWord is a word of UD Swedish-Talbanken.
type treebankWord struct{ form, lemma, tag string }

// treebankSentence is a sentence of UD Swedish-Talbanken.
type treebankSentence struct {
	text  string
	words []treebankWord
}

// treebank reads UD Swedish-Talbanken's dev or test part.
func treebank(tb testing.TB, part string) []treebankSentence {
	tb.Helper()
	raw, err := os.ReadFile(filepath.Join(sharedData(tb), "data", "ner", "sv_talbanken-ud-"+part+".conllu"))
	if err != nil {
		tb.Skipf("no treebank: %v", err)
	}
	var out []treebankSentence
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		if text, ok := strings.CutPrefix(line, "# text = "); ok {
			out = append(out, treebankSentence{text: text})
			continue
		}
		if f := strings.Split(line, "\t"); len(f) == 10 && len(out) > 0 {
			last := &out[len(out)-1]
			last.words = append(last.words, treebankWord{f[1], f[2], f[3]})
		}
	}
	return out
}

// TestSentencesTalbanken measures sentence ends on running text: the treebank's
// sentences joined by spaces.
func TestSentencesTalbanken(t *testing.T) {
	for _, part := range []string{"dev", "test"} {
		t.Run(part, func(t *testing.T) {
			var text strings.Builder
			gold := map[int]bool{}
			for i, s := range treebank(t, part) {
				if i > 0 {
					text.WriteByte(' ')
				}
				text.WriteString(s.text)
				gold[text.Len()] = true
			}
			right, found := 0, Sentences(text.String())
			got := map[int]bool{}
			for _, r := range found {
				got[r.End] = true
				if gold[r.End] {
					right++
				} else if testing.Verbose() {
					t.Logf("split: …%s ⏎ %s…", tail(text.String()[:r.End], 60), head(text.String()[r.End:], 30))
				}
			}
			for end := range gold {
				if !got[end] && testing.Verbose() {
					t.Logf("joined: …%s ⏎ %s…", tail(text.String()[:end], 60), head(text.String()[end:], 30))
				}
			}
			p, r := float64(right)/float64(len(found)), float64(right)/float64(len(gold))
			f1 := 2 * p * r / (p + r)
			t.Logf("%s: precision %.4f recall %.4f F1 %.4f", part, p, r, f1)
			if f1 < 0.93 {
				t.Errorf("F1 %.4f is below 0.93", f1)
			}
		})
	}
}

// head returns the first n bytes or fewer of a text.
func head(text string, n int) string { return text[:min(n, len(text))] }

// tail returns the last n bytes or fewer of a text.
func tail(text string, n int) string { return text[max(0, len(text)-n):] }
