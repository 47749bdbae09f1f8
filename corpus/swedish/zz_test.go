package swedish

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestZZ(t *testing.T) {
	if f := os.Getenv("F"); f != "" {
		b, _ := os.ReadFile(f)
		s := string(b)
		for _, k := range Sentences(s) {
			fmt.Printf("[%s]\n", strings.ReplaceAll(s[k.Start:k.End], "\n", "⏎"))
		}
	}
}
