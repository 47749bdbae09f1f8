package tagger_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/tagger"
)

// crf returns the tagger with the embedded model.
func crf(tb testing.TB) *tagger.CRF {
	tb.Helper()
	c, err := tagger.NewCRF()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// names tags one sentence, its words set apart by blanks, and returns
// kind:words for each name.
func names(tb testing.TB, c *tagger.CRF, convention tagger.Convention, sentence string) []string {
	tb.Helper()
	words := strings.Fields(sentence)
	found, err := c.Tag(tb.Context(), convention, [][]string{words})
	if err != nil {
		tb.Fatal(err)
	}
	var list []string
	for _, span := range found[0] {
		list = append(list, string(span.Kind)+":"+strings.Join(words[span.From:span.To], " "))
	}
	return list
}

func TestTag(t *testing.T) {
	c := crf(t)
	tests := []struct {
		name, sentence string
		want           []string
	}{
		{"person with a title", "Vi träffade professor Malin Åkerberg i går .", []string{"person:Malin Åkerberg"}},
		{"person and town", "Torsten Lindegren kommer från Sundsvall .", []string{"person:Torsten Lindegren", "place:Sundsvall"}},
		{"particle", "Här talar Fredrika von Hagenfeldt om sin bok .", []string{"person:Fredrika von Hagenfeldt"}},
		{"body with lower case", "Hon arbetar vid Nordiska institutet för skogliga studier i Umeå .", []string{"organisation:Nordiska institutet för skogliga studier", "place:Umeå"}},
		{"company", "Bolaget Nordvik AB har sitt kontor i Luleå .", []string{"organisation:Nordvik AB", "place:Luleå"}},
		{"university", "Hon forskar vid Umeå universitet .", []string{"organisation:Umeå universitet"}},
		{"genitive", "Malmös hamn är större än Ystads .", []string{"place:Malmös", "place:Ystads"}},
		{"abbreviation of a thing", "Han fick ATP och läste om BNP .", nil},
		{"common word first", "Kommunen betalar hyran .", nil},
		{"no words", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, names(t, c, tagger.Universal, test.sentence)); diff != "" {
				t.Errorf("names of %q (-want +got):\n%s", test.sentence, diff)
			}
		})
	}
}

func TestTagNews(t *testing.T) {
	got := names(t, crf(t), tagger.News, "Enligt Greta Bergqvist på Vägverket är det klart .")
	want := []string{"person:Greta Bergqvist", "organisation:Vägverket"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestScoreIsAProbability(t *testing.T) {
	c := crf(t)
	sentences := [][]string{
		strings.Fields("Anna Lindström bor i Stockholm ."),
		strings.Fields("Glim är här , säger Vrå ."),
	}
	found, err := c.Tag(t.Context(), tagger.Universal, sentences)
	if err != nil {
		t.Fatal(err)
	}
	if len(found[0]) != 2 {
		t.Fatalf("found %v, want a person and a place", found[0])
	}
	for _, spans := range found {
		for _, span := range spans {
			if span.Score <= 0 || span.Score > 1 {
				t.Errorf("score of %v is no probability", span)
			}
		}
	}
	if sure := found[0][0].Score; sure < .7 {
		t.Errorf("a given name and a surname score %.2f, want .7 or more", sure)
	}
}

func TestTagStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := crf(t).Tag(ctx, tagger.Universal, [][]string{{"Anna"}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestTagConcurrently(t *testing.T) {
	c := crf(t)
	sentences := [][]string{strings.Fields("Anna Lindström bor i Stockholm med Sven Åberg från Region Skåne .")}
	want, err := c.Tag(t.Context(), tagger.Universal, sentences)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				got, err := c.Tag(t.Context(), tagger.Universal, sentences)
				if err != nil || !cmp.Equal(want, got) {
					t.Errorf("got %v, %v, want %v", got, err, want)
				}
			}
		})
	}
	group.Wait()
}

func FuzzTag(f *testing.F) {
	for _, seed := range []string{
		"Anna Lindström bor i Stockholm .", "\xff \u00ad A a\u0301 ÅÄÖ 17 -", "” Hej ” , sa EU:s H & M – AB .", "A A A A A A A A A A",
	} {
		f.Add(seed, true)
	}
	c, err := tagger.NewCRF()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, news bool) {
		convention := tagger.Universal
		if news {
			convention = tagger.News
		}
		sentences := [][]string{strings.Split(text, " "), strings.Fields(text), nil}
		found, err := c.Tag(t.Context(), convention, sentences)
		if err != nil {
			t.Fatal(err)
		}
		again, err := c.Tag(t.Context(), convention, sentences)
		if err != nil || !cmp.Equal(found, again) {
			t.Fatalf("a second run gave %v, %v after %v", again, err, found)
		}
		for i, spans := range found {
			last := 0
			for _, span := range spans {
				valid := span.From >= last && span.From < span.To && span.To <= len(sentences[i])
				known := span.Kind == graph.Person || span.Kind == graph.Place || span.Kind == graph.Organisation
				if !valid || !known || !(span.Score >= 0 && span.Score <= 1) {
					t.Fatalf("span %+v of %d words behind %d", span, len(sentences[i]), last)
				}
				last = span.To
			}
		}
	})
}

func BenchmarkNewCRF(b *testing.B) {
	for b.Loop() {
		if _, err := tagger.NewCRF(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTag(b *testing.B) {
	c := crf(b)
	text := []string{
		"Enligt Anna Lindström på Region Skåne är vården viktig , och det håller Sven Åberg med om .",
		"Det är en fråga som har varit uppe till diskussion flera gånger under det senaste året .",
		"I Stockholm och Göteborg finns 17 kliniker som deltar i studien , skriver Dagens Nyheter .",
		"Hon menar att det behövs mer pengar till skolan och att kommunen får ta sitt ansvar .",
	}
	sentences, tokens := make([][]string, 0, len(text)), 0
	for _, sentence := range text {
		sentences = append(sentences, strings.Fields(sentence))
		tokens += len(sentences[len(sentences)-1])
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Tag(b.Context(), tagger.Universal, sentences); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
