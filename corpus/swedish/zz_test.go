package swedish

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	shared()
	st := time.Now()
	shared().learnParts()
	fmt.Println("learn", time.Since(st), len(shared().parts.first), len(shared().parts.last))
	for w := range strings.FieldsSeq(os.Getenv("W")) {
		var o []string
		for _, p := range Split(w) {
			o = append(o, w[p.Start:p.End]+"="+p.Lemma)
		}
		fmt.Println(w, strings.Join(o, " | "), Lemma(w))
	}
}
