package embed_test

import (
	"errors"
	"testing"

	"github.com/samband/samband/search/embed"
)

func TestNew(t *testing.T) {
	builtIn, err := embed.New(embed.BuiltIn, "")
	if err != nil || builtIn.Model() == "" || builtIn.Size() != 384 {
		t.Errorf("built in: %v", err)
	}
	if none, err := embed.New(embed.Off, ""); none != nil || err != nil {
		t.Errorf("off: %v, %v", none, err)
	}
	if _, err := embed.New("magic", ""); !errors.Is(err, embed.ErrUnknown) {
		t.Errorf("unknown: %v", err)
	}
}

func TestNearest(t *testing.T) {
	builtIn, err := embed.New(embed.BuiltIn, "")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ query, text, want string }{
		"nothing":  {"bad", "", ""},
		"one":      {"bad", "Xyz här.", "Xyz här."},
		"same":     {"simhallen", "Vägen är stängd. Nu öppnar simhallen. Vi ses där.", "Nu öppnar simhallen."},
		"synonym":  {"sjukdom hos barn", "Kommunen bygger en bro. Pojken fick vård för sin astma. Bron är lång.", "Pojken fick vård för sin astma."},
		"no words": {"", "En mening. En till.", "En mening."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			span, err := embed.NewGlance(builtIn).Nearest(test.query, test.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := test.text[span.Start:span.End]; got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
