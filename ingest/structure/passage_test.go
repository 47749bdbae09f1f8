package structure

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

func TestPassages(t *testing.T) {
	const body = "Gruppen gick igenom läget och tackade för en god insats under våren."
	const text = "Protokoll från möte den 3 maj 2021\n\nNärvarande: Anna Ek, Bo Alm\n\n§ 1 Läget\n\n" + body + "\n\n• Data i vården\n• Data i skolan\n\n§ 2 Budget\n\nBeslut\n" + body + "\n"
	type row struct {
		Kind          corpus.PassageKind
		Heading, Item string
		Text          string
	}
	want := []row{
		{corpus.PassageHeading, "", "", "Protokoll från möte den 3 maj 2021"},
		{corpus.PassageAttendee, "", "", "Närvarande: Anna Ek, Bo Alm"},
		{corpus.PassageHeading, "", "§ 1", "§ 1 Läget"},
		{corpus.PassageParagraph, "Läget", "§ 1", body},
		{corpus.PassageListItem, "Läget", "§ 1", "• Data i vården"},
		{corpus.PassageListItem, "Läget", "§ 1", "• Data i skolan"},
		{corpus.PassageHeading, "", "§ 2", "§ 2 Budget"},
		{corpus.PassageHeading, "Budget", "§ 2", "Beslut"},
		{corpus.PassageParagraph, "Beslut", "§ 2", body},
	}
	var got []row
	for _, p := range parse(t, text).Passages {
		got = append(got, row{p.Kind, p.Heading, p.AgendaItem, p.Of(text)})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParagraphs(t *testing.T) {
	tests := []struct {
		name string
		text string
		want []string
	}{
		{"wrapped text", strings.Repeat("Kommunen bygger en ny skola i centrum, och arbetet börjar redan i\nhöst. Kostnaden beräknas till nio miljoner kronor, enligt ett beslut\nav nämnden.\n\n", 3), []string{
			"Kommunen bygger en ny skola i centrum, och arbetet börjar redan i / höst. Kostnaden beräknas till nio miljoner kronor, enligt ett beslut / av nämnden.",
			"Kommunen bygger en ny skola i centrum, och arbetet börjar redan i / höst. Kostnaden beräknas till nio miljoner kronor, enligt ett beslut / av nämnden.",
			"Kommunen bygger en ny skola i centrum, och arbetet börjar redan i / höst. Kostnaden beräknas till nio miljoner kronor, enligt ett beslut / av nämnden.",
		}},
		{"a page break amid a sentence", "Anna Ek berättar om arbetet som bedrivs gemensamt. Hon\n\navslutar med att lyfta fyra frågor.", []string{
			"Anna Ek berättar om arbetet som bedrivs gemensamt. Hon /  / avslutar med att lyfta fyra frågor.",
		}},
		{"lines that are paragraphs", "Kommunen bygger en ny skola i centrum.\nArbetet börjar i höst.\nKostnaden är nio miljoner.", []string{
			"Kommunen bygger en ny skola i centrum.", "Arbetet börjar i höst.", "Kostnaden är nio miljoner.",
		}},
		{"wrapped text among short lines", "Styrelse\nNils Ek, ordförande\nRut Ås\nOla By\nKarin Dal\nSven Alm\nTuva Ek\n\nStiftelsen bildades genom ett testamente av en redare vid kusten och har\nsedan dess stött fisket där. Ordförande har under hela året varit Nils\nEk, som nu avgår. Han har lett arbetet i nio år med både flit och glädje,\nmen vill nu vara ledig och ägna all tid åt den gamla båten, som ligger\npå varvet.", []string{
			"Styrelse", "Nils Ek, ordförande", "Rut Ås", "Ola By", "Karin Dal", "Sven Alm", "Tuva Ek",
			"Stiftelsen bildades genom ett testamente av en redare vid kusten och har / sedan dess stött fisket där. Ordförande har under hela året varit Nils / Ek, som nu avgår. Han har lett arbetet i nio år med både flit och glädje, / men vill nu vara ledig och ägna all tid åt den gamla båten, som ligger / på varvet.",
		}},
		{"entries that go on", "• Magasinet har fått nytt tak. Arbetet utfördes av en firma på orten och\n  bekostades med bidrag.\n• Brand i två bodar.", []string{
			"• Magasinet har fått nytt tak. Arbetet utfördes av en firma på orten och /   bekostades med bidrag.", "• Brand i två bodar.",
		}},
		{"a note ends the paragraph", strings.Repeat("Kommunen bygger en ny skola i centrum, och arbetet börjar redan i\nhöst.\n\n", 3) + "I promemorian om skolan föreslog utredaren vid departementet Torun\nEk, som är jurist, att den skulle få kosta mer. Myndigheten\navstyrkte.1", []string{
			"Kommunen bygger en ny skola i centrum, och arbetet börjar redan i / höst.",
			"Kommunen bygger en ny skola i centrum, och arbetet börjar redan i / höst.",
			"Kommunen bygger en ny skola i centrum, och arbetet börjar redan i / höst.",
			"I promemorian om skolan föreslog utredaren vid departementet Torun / Ek, som är jurist, att den skulle få kosta mer. Myndigheten / avstyrkte.1",
		}},
		{"items are not joined", "Vi ser följande behov i kommunens alla delar\n1. Bygga en skola som räcker till för alla barn\n2. Bygga ett bibliotek som är öppet för alla", []string{
			"Vi ser följande behov i kommunens alla delar", "1. Bygga en skola som räcker till för alla barn", "2. Bygga ett bibliotek som är öppet för alla",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, content(test.text, parse(t, test.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLongPassages(t *testing.T) {
	sentence := "Kommunen bygger en ny skola i centrum, och arbetet börjar redan i höst."
	tests := []struct {
		name string
		text string
		most int // passages
		ends bool
	}{
		{"sentences", strings.TrimSpace(strings.Repeat(sentence+" ", 100)), 4, true},
		{"one endless sentence", strings.TrimSpace(strings.Repeat("skola och vård samt ", 400)), 5, false},
		{"one endless word", strings.Repeat("å", 3000), 4, false},
		{"a turn", "ANNA: " + strings.TrimSpace(strings.Repeat(sentence+" ", 60)) + "\n\nBO: Ja.\n\nANNA: Nej.\n\nBO: Jo.", 6, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := parse(t, test.text)
			if len(s.Passages) > test.most {
				t.Errorf("%d passages, want at most %d", len(s.Passages), test.most)
			}
			for i, p := range s.Passages {
				if test.ends && !strings.HasSuffix(p.Of(test.text), ".") {
					t.Errorf("passage %d ends in %q", i, p.Of(test.text)[max(0, p.Len()-20):])
				}
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	const first, second = "Kommunen bygger en ny skola.", "Arbetet börjar i höst."
	text := &corpus.Text{Canonical: first + "\n\n" + second, Format: corpus.FormatPDF, Pages: 2, Origin: []corpus.Anchor{
		{Canonical: 0, Page: 1}, {Canonical: len(first) + 2, Page: 2, Time: time.Minute, Timed: true},
	}}
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, text, s)
	if len(s.Passages) != 2 {
		t.Fatalf("%d passages", len(s.Passages))
	}
	if p := s.Passages[0]; p.Page != 1 || p.Timed {
		t.Errorf("the first passage stands on page %d, timed %v", p.Page, p.Timed)
	}
	if p := s.Passages[1]; p.Page != 2 || !p.Timed || p.Time != time.Minute {
		t.Errorf("the second passage stands on page %d at %v", p.Page, p.Time)
	}
}

func TestLanguages(t *testing.T) {
	const text = "Sammanfattning\n\nKommunen bygger en ny skola i centrum, och arbetet börjar redan i höst när alla är på plats.\n\nAbstract\n\nThe municipality will build a new school in the town centre, and the work begins this autumn.\n\nKommunen tackar alla som har hjälpt till med planen för skolan i centrum under hela det gångna året."
	s := parse(t, text)
	if s.Language != "sv" {
		t.Errorf("language %q, want sv", s.Language)
	}
	for _, p := range s.Passages {
		want := "sv"
		if strings.HasPrefix(p.Of(text), "The ") {
			want = "en"
		}
		if p.Kind == corpus.PassageParagraph && p.Language != want {
			t.Errorf("%q is in %q, want %q", p.Of(text), p.Language, want)
		}
	}
}

// TestGrowth guards against time that grows with the square of the text.
func TestGrowth(t *testing.T) {
	tests := map[string]string{
		"lines":     "Rad\n",
		"headings":  "§ 1 Rubrik\n\nText här.\n\n",
		"notes":     "[1] Not\n",
		"turns":     "ANNA: Ja.\n",
		"entries":   "1. Anna Ek\n",
		"quotes":    "” ”a ",
		"dashes":    "– Ja, säger Anna.\n",
		"marks":     "²",
		"decisions": "Beslut\natt ja\n",
		"commas":    "Närvarande: Anna, ",
		"times":     "[00:00:01] Anna: a\n",
		"headings2": "# a\n",
	}
	for name, unit := range tests {
		t.Run(name, func(t *testing.T) {
			const small, factor = 40_000, 8
			elapsed := func(size int) time.Duration {
				text := &corpus.Text{Canonical: strings.Repeat(unit, size/len(unit))}
				start := time.Now()
				if _, err := Parse(text); err != nil {
					t.Fatal(err)
				}
				return time.Since(start)
			}
			first := elapsed(small)
			if second := elapsed(small * factor); second > 4*factor*first+time.Second/2 {
				t.Errorf("%d times the text took %v instead of %v", factor, second, first)
			}
		})
	}
}
