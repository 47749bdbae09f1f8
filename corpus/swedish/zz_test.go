package swedish

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestZZ(t *testing.T) {
	for w := range strings.FieldsSeq(os.Getenv("W")) {
		var o []string
		for _, p := range Split(w) {
			o = append(o, w[p.Start:p.End]+"="+p.Lemma)
		}
		fmt.Println(w, strings.Join(o, " | "), Lemma(w), shared().best(w), shared().bestWithGenitive(w))
	}
}
