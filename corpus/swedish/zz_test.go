package swedish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestZZ(t *testing.T) {
	seen := map[string]bool{}
	fs, _ := filepath.Glob("/work/shared/data/documents/*.txt")
	for _, f := range fs {
		b, _ := os.ReadFile(f)
		s := string(b)
		for _, k := range Tokenize(s) {
			w := s[k.Start:k.End]
			if k.Kind != Word || seen[w] || IsStopword(w) || len(w) < 4 {
				continue
			}
			seen[w] = true
			l := Lemma(w)
			if l != strings.ToLower(w) {
				fmt.Print(strings.ToLower(w), ">", l, " ")
			}
		}
	}
	fmt.Println("\n==SAME")
	for w := range seen {
		if Lemma(w) == strings.ToLower(w) && w == strings.ToLower(w) {
			fmt.Print(w, " ")
		}
	}
	fmt.Println("\n==SPLIT")
	for w := range seen {
		if p := Split(w); p != nil {
			for i, q := range p {
				if i > 0 {
					fmt.Print("|")
				}
				fmt.Print(w[q.Start:q.End])
			}
			fmt.Print(" ")
		}
	}
}
