package structure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
)

// BenchmarkParse measures the speed on a text of each kind, in bytes of text a
// second.
func BenchmarkParse(b *testing.B) {
	sentence := "Regeringen har under flera år framhållit att kommunerna behöver bättre förutsättningar, men enligt %d av tillfrågade chefer saknas det pengar. "
	var paragraph strings.Builder
	for i := range 12 {
		fmt.Fprintf(&paragraph, sentence, i)
	}
	texts := map[string]string{
		"question": "Inkom den 3 oktober : Besvarad den 27 oktober Prot. 1994/95:16 " + paragraph.String() + "Vad avser statsrådet att göra?",
	}
	var minutes, transcript, article strings.Builder
	minutes.WriteString("Protokoll från nämnden den 3 maj 2021\n\nNärvarande: Anna Ek (ordf.), Bo Alm, Cecilia Dahl\n\n")
	for i := range 20 {
		fmt.Fprintf(&minutes, "§ %d Ärende om skolan\n\nÄrendet\n%s\n\nBeslut\nNämnden beslutar att anta planen.\n\n", i+1, paragraph.String())
		fmt.Fprintf(&transcript, "ANNA: %s\n\nBO: Ja, det kan man säga.\n\n", paragraph.String())
		fmt.Fprintf(&article, "%s\n\n– Det är en stor dag för skolan, säger Anna Ek.\n\n", paragraph.String())
	}
	texts["minutes"], texts["transcript"], texts["article"] = minutes.String(), transcript.String(), article.String()
	for name, canonical := range texts {
		b.Run(name, func(b *testing.B) {
			text := &corpus.Text{Canonical: canonical, Format: corpus.FormatPlain}
			b.SetBytes(int64(len(canonical)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
