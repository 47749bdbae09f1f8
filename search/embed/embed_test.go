package embed_test

import (
	"context"
	"errors"
	"strings"
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

// letters counts letters: a vector that can be checked by eye.
type letters struct{ calls int }

func (l *letters) Query(_ context.Context, text string) ([]float32, error) {
	return []float32{float32(strings.Count(text, "a")), float32(strings.Count(text, "b"))}, nil
}

func (l *letters) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	l.calls++
	var vectors [][]float32
	for _, text := range texts {
		v, _ := l.Query(ctx, text)
		vectors = append(vectors, v)
	}
	return vectors, ctx.Err()
}

func (l *letters) Model() string { return "letters" }
func (l *letters) Size() int     { return 2 }

func TestNearest(t *testing.T) {
	tests := map[string]struct {
		text, want string
		calls      int
	}{
		"nothing": {"", "", 0},
		"one":     {"Xyz här.", "Xyz här.", 0},
		"second":  {"Åb bb. Öa aaaa. Bb b.", "Öa aaaa.", 1},
		"equal":   {"Öa x. Öa y.", "Öa x.", 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := &letters{}
			span, err := embed.Nearest(t.Context(), l, []float32{1, 0}, test.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := test.text[span.Start:span.End]; got != test.want || l.calls != test.calls {
				t.Errorf("%q after %d calls, want %q after %d", got, l.calls, test.want, test.calls)
			}
		})
	}
}
