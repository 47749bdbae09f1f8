package tagger_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/ingest/extract/tagger"
)

// examples makes sentences of a tiny language: surnames end in -qvist and stand
// behind "herr", towns end in -köping and stand behind "i".
func examples() []tagger.Example {
	var made []tagger.Example
	for i := range 40 {
		stem := string(rune('A'+i%20)) + string(rune('a'+i%7))
		words := fmt.Sprintf("Där bor herr %srqvist i %sköping .", stem, stem)
		made = append(made, tagger.Example{
			Words:   strings.Fields(words),
			Labels:  []tagger.Label{0, 0, 0, tagger.BeginPerson, 0, tagger.BeginPlace, 0},
			Schemes: []uint8{uint8(i % 2)},
			Other:   i%2 == 1,
			Weight:  1,
		})
	}
	return made
}

func options() tagger.Options {
	return tagger.Options{Epochs: 4, Average: 2, Rate: .15, Decay: 1e-4, Dropout: .2, Seed: 1, Unit: .02}
}

// bytesOf learns from the examples and returns the file of the model.
func bytesOf(t *testing.T, lexicon *tagger.Lexicon) []byte {
	t.Helper()
	var file bytes.Buffer
	if _, err := tagger.Learn(lexicon, examples(), options()).WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// tinyLexicon has one cluster and one list.
func tinyLexicon() *tagger.Lexicon {
	entries := tagger.NewEntries()
	entries.Cluster("bor", [3]uint16{1, 2, 3})
	entries.Name(2, []string{"Nya", "Staden"})
	entries.Opener("nya", false)
	return entries.Lexicon()
}

func TestLearnIsDeterministic(t *testing.T) {
	lexicon := tinyLexicon()
	if !bytes.Equal(bytesOf(t, lexicon), bytesOf(t, lexicon)) {
		t.Error("the same examples gave two models")
	}
}

func TestLearnGeneralises(t *testing.T) {
	lexicon := tinyLexicon()
	c := tagger.Assemble(lexicon, tagger.Learn(lexicon, examples(), options()))
	got := names(t, c, tagger.Universal, "Där bor herr Zykrqvist i Wexköping .")
	if diff := cmp.Diff([]string{"person:Zykrqvist", "place:Wexköping"}, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestFilesReadBack(t *testing.T) {
	lexicon := tinyLexicon()
	model := tagger.Learn(lexicon, examples(), options())
	var modelFile, lexiconFile bytes.Buffer
	if _, err := model.WriteTo(&modelFile); err != nil {
		t.Fatal(err)
	}
	if _, err := lexicon.WriteTo(&lexiconFile); err != nil {
		t.Fatal(err)
	}
	readModel, err := tagger.ReadModel(&modelFile)
	if err != nil {
		t.Fatal(err)
	}
	readLexicon, err := tagger.ReadLexicon(&lexiconFile)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := readModel.Features(), model.Features(); got != want {
		t.Errorf("read %d features, want %d", got, want)
	}
	sentence := "Där bor herr Zykrqvist i Nya Staden ."
	want := names(t, tagger.Assemble(lexicon, model), tagger.News, sentence)
	got := names(t, tagger.Assemble(readLexicon, readModel), tagger.News, sentence)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names of the model read back (-want +got):\n%s", diff)
	}
}

func FuzzRead(f *testing.F) {
	lexicon := tinyLexicon()
	var modelFile, lexiconFile bytes.Buffer
	if _, err := tagger.Learn(lexicon, examples(), options()).WriteTo(&modelFile); err != nil {
		f.Fatal(err)
	}
	if _, err := lexicon.WriteTo(&lexiconFile); err != nil {
		f.Fatal(err)
	}
	f.Add(modelFile.Bytes())
	f.Add(lexiconFile.Bytes())
	f.Add([]byte("no gzip"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := tagger.ReadModel(bytes.NewReader(file)); err != nil && !errors.Is(err, tagger.ErrDamaged) {
			t.Errorf("model: error %v, want ErrDamaged", err)
		}
		l, err := tagger.ReadLexicon(bytes.NewReader(file))
		if err != nil {
			if !errors.Is(err, tagger.ErrDamaged) {
				t.Errorf("lexicon: error %v, want ErrDamaged", err)
			}
			return
		}
		if _, err := tagger.Assemble(l, tagger.Learn(l, nil, options())).Tag(t.Context(), tagger.News, [][]string{{"Anna", "Ek"}}); err != nil {
			t.Error(err)
		}
	})
}
