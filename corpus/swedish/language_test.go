package swedish

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLanguage(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"sentence", "Regeringen beslutade i går om en ny strategi.", "sv"},
		{"two words", "Mötets öppnande", "sv"},
		{"heading", "Sammanfattning", "sv"},
		{"without å ä ö", "Kontakt och information", "sv"},
		{"shared words only", "Det er det", "sv"},
		{"Nordic words", "Hun har det under en", "sv"},
		{"name and Swedish", "Genomic Medicine Sweden är en satsning", "sv"},
		{"English", "The aim of this report is to describe the use of health data.", "en"},
		{"English abstract", "Background: Health data are important. Methods: We interviewed patients.", "en"},
		{"Norwegian", "Dette er ikke noe vi har gjort tidligere, og det må vi snakke om.", "no"},
		{"Danish", "Det er ikke noget, vi har gjort før, og jeg er glad for det, af og til.", "da"},
		{"German", "Die Regierung hat sich nicht mit der Frage befasst, und das ist gut.", "de"},
		{"Finnish", "Hallitus ei ole vielä päättänyt, mutta se on myös tärkeää.", "fi"},
		{"number", "2021:17", "und"},
		{"empty", "", "und"},
		{"decomposed", "Fo\u0308r ha\u0308lsan", "sv"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Language(test.text); got != test.want {
				t.Errorf("Language(%q) = %q, want %q", test.text, got, test.want)
			}
		})
	}
}

// goldSentences reads the sentences of a gzipped list of tagged tokens.
func goldSentences(t *testing.T, name string) []string {
	t.Helper()
	file, err := os.Open(filepath.Join(sharedData(t), "models", "ner", "gold", name))
	if err != nil {
		t.Skipf("no related languages: %v", err)
	}
	defer file.Close()
	r, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for block := range strings.SplitSeq(string(raw), "\n\n") {
		var words []string
		for line := range strings.Lines(block) {
			if word, _, ok := strings.Cut(line, "\t"); ok {
				words = append(words, word)
			}
		}
		if len(words) > 0 {
			out = append(out, strings.Join(words, " "))
		}
	}
	return out
}

// TestLanguageTreebanks measures single sentences: Swedish ones that are taken
// for another language, and Danish and English ones that are recognised.
func TestLanguageTreebanks(t *testing.T) {
	var swedish []string
	for _, s := range treebank(t, "test") {
		swedish = append(swedish, s.text)
	}
	for _, test := range []struct {
		name      string
		sentences []string
		accept    string
		least     float64
	}{
		{"Swedish", swedish, "sv", 0.995},
		{"English", goldSentences(t, "en_test.txt.gz"), "en", 0.75},
		{"Danish", goldSentences(t, "da_test.txt.gz"), "da no", 0.75},
	} {
		t.Run(test.name, func(t *testing.T) {
			counts := map[string]int{}
			for _, s := range test.sentences {
				got := Language(s)
				counts[got]++
				if test.accept == "sv" && got != "sv" {
					t.Logf("%s: %s", got, s)
				}
			}
			right := 0
			for name := range strings.FieldsSeq(test.accept) {
				right += counts[name]
			}
			share := float64(right) / float64(len(test.sentences))
			t.Logf("%.4f of %d: %v", share, len(test.sentences), counts)
			if share < test.least {
				t.Errorf("%.4f is below %.4f", share, test.least)
			}
		})
	}
}
