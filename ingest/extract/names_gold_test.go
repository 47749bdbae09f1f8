package extract

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// shared returns a path in the development data, and skips the test where
// there is none.
func shared(tb testing.TB, path string) string {
	tb.Helper()
	roots := []string{os.Getenv("SAMBAND_SHARED"), "../../../shared", "../../../../shared"}
	for _, root := range roots {
		if full := filepath.Join(root, path); root != "" {
			if _, err := os.Stat(full); err == nil {
				return full
			}
		}
	}
	tb.Skipf("development data not here: set SAMBAND_SHARED to the folder that holds %s", path)
	return ""
}

type goldSpan struct {
	corpus.Span
	kind string
}

// goldSentence is a tokenised sentence put back together with its names.
type goldSentence struct {
	text string
	gold []goldSpan
}

// goldSentences reads one token a line; column tells where token and tag are.
func goldSentences(t *testing.T, path string, tokenAt, tagAt int) []goldSentence {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out []goldSentence
	var text strings.Builder
	var gold []goldSpan
	last := "O"
	flush := func() {
		if text.Len() > 0 {
			out = append(out, goldSentence{text.String(), gold})
		}
		text.Reset()
		gold, last = nil, "O"
	}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) == 0 {
			flush()
			continue
		}
		if fields[0] == "#" || len(fields) <= max(tokenAt, tagAt) {
			continue
		}
		token, tag := fields[tokenAt], fields[tagAt]
		if text.Len() > 0 && !closes(token) && !strings.HasSuffix(text.String(), "(") {
			text.WriteByte(' ')
		}
		start := text.Len()
		text.WriteString(token)
		kind := strings.TrimPrefix(strings.TrimPrefix(tag, "B-"), "I-")
		if kind == "0" {
			kind = "O"
		}
		if kind != "O" {
			if strings.HasPrefix(tag, "B-") || kind != last {
				gold = append(gold, goldSpan{corpus.Span{Start: start}, kind})
			}
			gold[len(gold)-1].End = text.Len()
		}
		last = kind
	}
	flush()
	return out
}

func closes(token string) bool {
	return token == "." || token == "," || token == ")" || token == ":" || token == "?" || token == "!"
}

// TestNamesAgainstGold measures names on annotated Swedish; the bounds keep
// rules from getting worse unnoticed.
func TestNamesAgainstGold(t *testing.T) {
	cases := []struct {
		name, path         string
		token, tag         int
		person, org, place float64 // least F1
	}{
		{"talbanken dev", "data/ner/sv_talbanken-ud-dev.iob2", 1, 2, .2, .2, .7},
		{"talbanken test", "data/ner/sv_talbanken-ud-test.iob2", 1, 2, .8, .55, .88},
		{"webbnyheter test", "data/ner/klintan_test.txt", 0, 1, .85, .58, .79},
	}
	e, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			sentences := goldSentences(t, shared(t, tc.path), tc.token, tc.tag)
			scores := score(t, e, sentences)
			for kind, least := range map[string]float64{"PER": tc.person, "ORG": tc.org, "LOC": tc.place} {
				p, r, f := scores[kind].prf()
				t.Logf("%s: precision %.3f recall %.3f F1 %.3f of %d", kind, p, r, f, scores[kind].gold)
				if f < least {
					t.Errorf("%s: F1 %.3f, want at least %.2f", kind, f, least)
				}
			}
			all := tally{}
			for _, s := range scores {
				all.hits, all.found, all.gold = all.hits+s.hits, all.found+s.found, all.gold+s.gold
			}
			p, r, f := all.prf()
			t.Logf("all: precision %.3f recall %.3f F1 %.3f", p, r, f)
		})
	}
}

type tally struct{ hits, found, gold int }

func (t tally) prf() (p, r, f float64) {
	if t.found > 0 {
		p = float64(t.hits) / float64(t.found)
	}
	if t.gold > 0 {
		r = float64(t.hits) / float64(t.gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// score extracts each sentence on its own.
func score(t *testing.T, e *Extractor, sentences []goldSentence) map[string]*tally {
	t.Helper()
	scores := map[string]*tally{"PER": {}, "ORG": {}, "LOC": {}}
	trace := os.Getenv("SAMBAND_TRACE")
	for _, s := range sentences {
		want := map[goldSpan]bool{}
		for _, g := range s.gold {
			if scores[g.kind] != nil {
				want[g] = true
				scores[g.kind].gold++
			}
		}
		for _, found := range labels(t, e, s.text) {
			scores[found.kind].found++
			if want[found] {
				scores[found.kind].hits++
				delete(want, found)
			} else if trace == "p" || trace == "all" {
				t.Logf("+%s %q in %s", found.kind, found.Of(s.text), s.text)
			}
		}
		if trace == "r" || trace == "all" {
			for g := range want {
				t.Logf("-%s %q in %s", g.kind, g.Of(s.text), s.text)
			}
		}
	}
	return scores
}

// labels are the names in one sentence as the annotations count them: those
// with a capital.
func labels(t *testing.T, e *Extractor, text string) []goldSpan {
	t.Helper()
	s := corpus.Structure{Passages: []corpus.Passage{{Span: corpus.Span{End: len(text)}, Turn: -1}}}
	result, err := e.Extract(context.Background(), Input{&corpus.Text{Canonical: text}, &s})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[graph.Kind]string{graph.Person: "PER", graph.Organisation: "ORG", graph.Place: "LOC"}
	var out []goldSpan
	for _, m := range result.Mentions {
		first, _ := utf8.DecodeRuneInString(m.Of(text))
		if kind := kinds[m.Kind]; kind != "" && unicode.IsUpper(first) {
			out = append(out, goldSpan{m.Span, kind})
		}
	}
	return out
}
