package extract

import (
	"context"
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
)

// FuzzExtract checks what must hold for every text and every structure,
// however wrong.
func FuzzExtract(f *testing.F) {
	f.Add("Anna Ek (KI/KS), utredare på Vinnova, säger: ”Nej.”\n\nANNA: Jag är rektor.", 3, 9, 20, 31)
	f.Add("Region Skånes och Region Hallands", 0, 5, 5, 40)
	f.Add("S:t Erik\nA. B. (C), och - (", -1, 2, 3, 1)
	f.Add("social- och näringsdepartementet (SOU 2021:17) K", 0, 48, 0, 48)
	e, err := New(Config{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, w, x, y, z int) {
		text = strings.ToValidUTF8(text, "?")
		s := paragraphs(text)
		one, two := corpus.Span{Start: w, End: x}, corpus.Span{Start: y, End: z}
		s.Attendees = []corpus.Attendee{{Entry: one, Name: one, Detail: two}}
		s.Turns = []corpus.Turn{{Label: one, Speaker: "ANNA", Body: two}, {Speaker: "Bo Ek", Body: one}}
		s.Quotes = []corpus.Quote{{Span: one, Cue: two, Dash: true}, {Span: two, Cue: one}}
		s.Decisions = []corpus.Decision{{Span: two, Section: w}}
		s.Authors = []corpus.Name{{Text: "Anna Ek", Span: one}}
		s.Sections = []corpus.Section{{Body: one, Agenda: true, Number: "1"}}
		if len(s.Passages) > 0 {
			s.Passages[0].Turn = 0
		}
		r, err := e.Extract(context.Background(), Input{&corpus.Text{Canonical: text}, s})
		if err != nil {
			t.Fatal(err)
		}
		check(t, text, s, r)
	})
}

// check proves the invariants of a result.
func check(t *testing.T, text string, s *corpus.Structure, r Result) {
	t.Helper()
	for i, m := range r.Mentions {
		if !m.Valid(text) || m.Empty() || m.Name == "" || m.Confidence <= 0 || m.Confidence > 1 || m.Method == "" {
			t.Errorf("mention %d: %+v", i, m)
		}
		if m.Refers >= len(r.Mentions) || m.Refers == i || m.Refers < -1 {
			t.Errorf("mention %d refers to %d", i, m.Refers)
		}
		if i > 0 && compareMentions(&r.Mentions[i-1], &r.Mentions[i]) > 0 {
			t.Errorf("mentions %d and %d out of order", i-1, i)
		}
	}
	for i, f := range r.Facts {
		if len(f.Evidence) == 0 {
			t.Errorf("fact %d without evidence", i)
		}
		for _, e := range f.Evidence {
			if !e.Valid(text) || e.Empty() || e.Confidence <= 0 || e.Confidence > 1 {
				t.Errorf("fact %d: evidence %+v", i, e)
			}
		}
		for _, ref := range []Ref{f.From, f.To} {
			if ref.Mention >= len(r.Mentions) || ref.Passage >= len(s.Passages) || ref.Mention >= 0 && ref.Passage >= 0 {
				t.Errorf("fact %d: end %+v", i, ref)
			}
		}
	}
	if len(r.Speakers) != len(s.Turns) {
		t.Errorf("%d speakers for %d turns", len(r.Speakers), len(s.Turns))
	}
}
