package term_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/ingest/extract/term"
)

func newFinder(tb testing.TB) *term.Finder {
	tb.Helper()
	f, err := term.New()
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// named groups the surface forms of each concept.
func named(text string, terms []term.Term) map[string][]string {
	found := map[string][]string{}
	for _, t := range terms {
		if form := t.Of(text); !slices.Contains(found[t.Name], form) {
			found[t.Name] = append(found[t.Name], form)
		}
	}
	return found
}

func TestFindNames(t *testing.T) {
	finder := newFinder(t)
	tests := map[string]struct {
		text string
		want map[string][]string // must be among the concepts
		not  []string            // must not
	}{
		"compound in all forms": {
			"Vattenvården är viktig. Vattenvård kräver kunskap. God vattenvård ger liv.",
			map[string][]string{"vattenvård": {"Vattenvården", "Vattenvård", "vattenvård"}},
			[]string{"god vattenvård", "liv", "kunskap"},
		},
		"phrase agrees with its noun": {
			"Digitala vårdtjänster sprids. En digital vårdtjänst kan hjälpa. Digitala verktyg och digitalt verktyg.",
			map[string][]string{"digital vårdtjänst": {"Digitala vårdtjänster", "digital vårdtjänst"}},
			nil,
		},
		"coordinated compound": {
			"Hälso- och sjukvården växer. All hälso- och sjukvård kostar.",
			map[string][]string{"hälso- och sjukvård": {"Hälso- och sjukvården", "hälso- och sjukvård"}},
			nil,
		},
		"acronym explained": {
			"Patienter med kroniskt obstruktiv lungsjukdom (KOL) får stöd. KOL är vanligt.",
			map[string][]string{"kroniskt obstruktiv lungsjukdom": {"kroniskt obstruktiv lungsjukdom", "KOL"}},
			[]string{"KOL"},
		},
		"English term": {
			"Vi arbetar med life science i regionen, och life science växer. Life science-sektorn är stor.",
			map[string][]string{"life science": {"life science", "Life science"}},
			[]string{"med life science"},
		},
		"furniture of language": {
			"I fredags höll vi ett möte om projektet. Frågan är viktig på många sätt och arbetet fortsätter nästa vecka.",
			nil,
			[]string{"möte", "projekt", "fråga", "sätt", "arbete", "vecka", "fredag"},
		},
		"roles are no concepts": {
			"Näringsministern talade. Näringsministern och förvaltningschefen svarade. Förvaltningschefen nickade.",
			nil,
			[]string{"näringsminister", "förvaltningschef"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := named(test.text, finder.Find(&corpus.Text{Canonical: test.text}, &corpus.Structure{}, nil))
			for concept, forms := range test.want {
				if diff := cmp.Diff(forms, got[concept]); diff != "" {
					t.Errorf("%s (-want +got):\n%s\nall: %v", concept, diff, got)
				}
			}
			for _, concept := range test.not {
				if _, found := got[concept]; found {
					t.Errorf("%q is no concept here: %v", concept, got)
				}
			}
		})
	}
}

func TestFindBroader(t *testing.T) {
	text := "Ekologisk odling sprids. Odling ger mat. Ekologisk odling är en odling som tål mycket. Odlingen breder ut sig."
	for _, found := range newFinder(t).Find(&corpus.Text{Canonical: text}, &corpus.Structure{}, nil) {
		if found.Name == "ekologisk odling" && found.Broader != "odling" {
			t.Errorf("broader of %q is %q", found.Name, found.Broader)
		}
	}
}

func TestFindLeavesTakenSpans(t *testing.T) {
	text := "Vattenvården leds av Centrum för vattenvård. Vattenvården är bra."
	at := strings.Index(text, "Centrum")
	taken := []corpus.Span{{Start: at, End: at + len("Centrum för vattenvård")}}
	for _, found := range newFinder(t).Find(&corpus.Text{Canonical: text}, &corpus.Structure{}, taken) {
		if found.Overlaps(taken[0]) {
			t.Errorf("%q overlaps a taken span", found.Of(text))
		}
	}
}

func TestFindGrowsSlowly(t *testing.T) {
	finder := newFinder(t)
	text := "Vattenvården och skogsvården kräver markundersökningar. Fiskevård, viltvård och naturvård hör till. "
	few := named(text, finder.Find(&corpus.Text{Canonical: text}, &corpus.Structure{}, nil))
	long := strings.Repeat(text, 200)
	many := named(long, finder.Find(&corpus.Text{Canonical: long}, &corpus.Structure{}, nil))
	if len(few) < 3 || len(many) > 30 {
		t.Errorf("%d concepts in a short text, %d in a long one", len(few), len(many))
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Hälso- och sjukvården (HSV), h@h, hospital at home, KOL – kroniskt obstruktiv lungsjukdom (KOL).", 3, 9)
	f.Add("LIFE SCIENCE-sektorn\u00ad åäö \u00a0 e-hälsans mRNA-teknologier", 0, 0)
	finder := newFinder(f)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		text = strings.ToValidUTF8(text, "")
		var taken []corpus.Span
		if span := (corpus.Span{Start: from, End: to}); span.Valid(text) {
			taken = append(taken, span)
		}
		end := 0
		for _, found := range finder.Find(&corpus.Text{Canonical: text}, &corpus.Structure{}, taken) {
			if !found.Valid(text) || found.Empty() || found.Start < end || found.Name == "" {
				t.Fatalf("%+v in %q", found, text)
			}
			if found.Confidence < 0 || found.Confidence > 1 {
				t.Fatalf("confidence %v", found.Confidence)
			}
			end = found.End
		}
	})
}
