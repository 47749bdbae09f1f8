package encoder

import (
	"strings"
	"testing"
)

// passage is made of about 200 pieces.
func passage() string {
	return strings.Repeat("Kommunstyrelsen behandlade vid sammanträdet i Lillköping frågan om kollektivtrafikens framtida finansiering. "+
		"Ordföranden redogjorde för regionens förslag, som innebär att avgifterna höjs med tre procent från årsskiftet. ", 4)
}

func sentence() []string {
	return strings.Fields("Enligt kommunalrådet Karin Almfelt Berg ska Lillköpings kommun och Region Norrvik dela på kostnaden för bron över Storån .")
}

// BenchmarkEmbed encodes texts on one core.
func BenchmarkEmbed(b *testing.B) {
	cases := []struct {
		name  string
		kind  Kind
		texts []string
	}{
		{"query", Query, []string{"vem beslutar om nya busslinjer i kommunen"}},
		{"passage", Passage, []string{passage()}},
		{"16 passages", Passage, strings.Split(strings.Repeat(passage()+"|", 15)+passage(), "|")},
		{"32 short", Passage, strings.Split(strings.Repeat("Nämnden beslutar enligt förslaget.|", 31)+"Ajournering", "|")},
	}
	m := New()
	base, err := m.base()
	if err != nil {
		b.Fatal(err)
	}
	for _, bc := range cases {
		b.Run(bc.name, func(b *testing.B) {
			tokens := 0
			for _, text := range bc.texts {
				tokens += len(base.pieces("passage: "+text, &scratch{}))
			}
			if _, err := m.Embed(b.Context(), bc.kind, bc.texts); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := m.Embed(b.Context(), bc.kind, bc.texts); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
			b.ReportMetric(float64(tokens), "tokens")
		})
	}
}

// BenchmarkNames tags sentences on one core.
func BenchmarkNames(b *testing.B) {
	m := New()
	sentences := make([][]string, 32)
	for i := range sentences {
		sentences[i] = sentence()
	}
	if _, err := m.Names(b.Context(), Universal, 0, sentences[:1]); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := m.Names(b.Context(), Universal, 0, sentences); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(sentences)*len(sentence()))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkLoad reads the model and expands what each use needs.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		m := New()
		if _, err := m.retrieval(); err != nil {
			b.Fatal(err)
		}
		if _, err := m.names(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLikeness finds the sentence of a passage that is likest a query.
func BenchmarkLikeness(b *testing.B) {
	m := New()
	sentences := strings.SplitAfter(strings.Repeat("Kommunen har beslutat att bygga en ny skola vid torget. Den öppnar nästa höst för barn i området. ", 8), ". ")
	for b.Loop() {
		if _, err := m.Likeness("när blir den nya skolan färdig", sentences); err != nil {
			b.Fatal(err)
		}
	}
}
