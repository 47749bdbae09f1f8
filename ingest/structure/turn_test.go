package structure

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

// turns renders turns as "speaker: body", line breaks as " / ", with the times
// where known.
func turns(text string, s *corpus.Structure) []string {
	var out []string
	for _, turn := range s.Turns {
		line := turn.Speaker + ": " + strings.Join(strings.Fields(turn.Body.Of(text)), " ")
		if turn.Timed {
			line += fmt.Sprintf(" [%v-%v]", turn.From, turn.To)
		}
		out = append(out, line)
	}
	return out
}

func TestTurns(t *testing.T) {
	tests := []struct {
		name string
		text string
		want []string
	}{
		{"names in capitals", "Podden\n\nVälkommen till podden om vård.\n\nANNA: Hej och välkommen.\n\nBO: Tack.\n\nANNA: Hur mår du?\n\nBO: Bra.\n", []string{
			"ANNA: Hej och välkommen.", "BO: Tack.", "ANNA: Hur mår du?", "BO: Bra.",
		}},
		{"full names", "Anna Ek: Hej.\nBo Alm: Hej.\nAnna Ek: Vi börjar.\nBo Alm: Ja.\n", []string{"Anna Ek: Hej.", "Bo Alm: Hej.", "Anna Ek: Vi börjar.", "Bo Alm: Ja."}},
		{"title after the name once", "Anna Ek, programledare: Hej.\nBo Alm, Vinnova: Hej.\nAnna Ek: Vi börjar.\nBo Alm: Ja.\n", []string{
			"Anna Ek: Hej.", "Bo Alm: Hej.", "Anna Ek: Vi börjar.", "Bo Alm: Ja.",
		}},
		{"paragraphs go on", "ANNA: Första stycket.\n\nAndra stycket, som är hennes.\n\nBO: Ja.\n\nANNA: Nej.\n\nBO: Jo.\n", []string{
			"ANNA: Första stycket. Andra stycket, som är hennes.", "BO: Ja.", "ANNA: Nej.", "BO: Jo.",
		}},
		{"numbered speakers", "Speaker 1: Hej.\nSpeaker 2: Hej hej.\nSpeaker 1: Då så.\n", []string{"Speaker 1: Hej.", "Speaker 2: Hej hej.", "Speaker 1: Då så."}},
		{"parts instead of names", "Intervjuare: Vad tycker du?\n\nRespondent: Det är bra.\n\nIntervjuare: Varför?\n\nRespondent: Därför.\n", []string{
			"Intervjuare: Vad tycker du?", "Respondent: Det är bra.", "Intervjuare: Varför?", "Respondent: Därför.",
		}},
		{"initials", "I: Vad tycker du?\nR: Det är bra.\nI: Varför det?\nR: Därför att.\nI: Jaha.\nR: Ja.\n", []string{
			"I: Vad tycker du?", "R: Det är bra.", "I: Varför det?", "R: Därför att.", "I: Jaha.", "R: Ja.",
		}},
		{"timecode before the label", "[00:00:02] Anna Ek: Hej.\n[00:01:10] Bo Alm: Tack.\n[00:01:15] Anna Ek: Så.\n", []string{
			"Anna Ek: Hej. [2s-1m10s]", "Bo Alm: Tack. [1m10s-1m15s]", "Anna Ek: Så. [1m15s-1m15s]",
		}},
		{"timecode after the label", "Anna Ek (00:02): Hej.\nBo Alm (01:10): Tack.\nAnna Ek (01:15): Så.\n", []string{
			"Anna Ek: Hej. [2s-1m10s]", "Bo Alm: Tack. [1m10s-1m15s]", "Anna Ek: Så. [1m15s-1m15s]",
		}},
		{"frames on a line of their own", "00:00:02:19 - 00:00:15:23\nANNA: Hej.\n\n00:00:15:23 - 00:00:20:00\nBO: Tack.\n\n00:00:20:00 - 00:00:22:00\nANNA: Så.\n", []string{
			"ANNA: Hej. [2.76s-15.92s]", "BO: Tack. [15.92s-20s]", "ANNA: Så. [20s-22s]",
		}},
		{"name and time above the speech", "Anna Ek   0:03\nHej på er.\n\nBo Alm   0:12\nTack för det.\nOch välkommen.\n\nAnna Ek   0:31\nDå börjar vi.\n", []string{
			"Anna Ek: Hej på er. [3s-12s]", "Bo Alm: Tack för det. Och välkommen. [12s-31s]", "Anna Ek: Då börjar vi. [31s-31s]",
		}},
		{"time and name above the speech", "[00:00:03] Anna Ek\nHej på er.\n\n[00:00:12] Bo Alm\nTack för det.\n\n[00:00:31] Anna Ek\nDå börjar vi.\n", []string{
			"Anna Ek: Hej på er. [3s-12s]", "Bo Alm: Tack för det. [12s-31s]", "Anna Ek: Då börjar vi. [31s-31s]",
		}},
		{"bold labels", "**Anna Ek:** Hej.\n\n**Bo Alm**: Hej.\n\n**Anna Ek:** Vi börjar.\n", []string{"Anna Ek: Hej.", "Bo Alm: Hej.", "Anna Ek: Vi börjar."}},
		{"labels on their own lines", "ANNA:\nHej på er.\n\nBO:\nTack.\n\nANNA:\nDå så.\n", []string{"ANNA: Hej på er.", "BO: Tack.", "ANNA: Då så."}},
		{"names alone above the speech", "Samtal om vård\n\nAnna Ek\nVälkommen hit.\n\nBo Alm\nTack så mycket.\n\nAnna Ek\nDå börjar vi.\n\nBo Alm\nJa.\n\nDet gör vi.\n", []string{
			"Anna Ek: Välkommen hit.", "Bo Alm: Tack så mycket.", "Anna Ek: Då börjar vi.", "Bo Alm: Ja. Det gör vi.",
		}},
		{"a chapter heading ends a turn", "ANNA: Hej.\n\nBO: Tack.\n\nVård nära hemmet\n\nANNA: Nästa fråga.\n\nBO: Ja.\n", []string{"ANNA: Hej.", "BO: Tack.", "ANNA: Nästa fråga.", "BO: Ja."}},
		{"two lines are a conversation when they are all there is", "ANNA: Hej.\n\nBO: Hej själv.\n", []string{"ANNA: Hej.", "BO: Hej själv."}},
		{"fields are no speakers", "Telefon: 08-123 45\nE-post: anna@example.se\nTelefon: 08-123 46\nE-post: bo@example.se\nTelefon: 08-1\nE-post: c@example.se\n", nil},
		{"notes are no speakers", "Texten börjar här och går vidare en bit.\n\nObs: Detta är viktigt.\n\nObs: Detta också.\n\nObs: Och detta.\n\nOBS: Nu räcker det.\n", nil},
		{"parts of minutes are no speakers", "§ 1 Val\nBeslut: Bo väljs.\n\n§ 2 Budget\nBeslut: Den antas.\n\n§ 3 Plan\nBeslut: Den tas.\n", nil},
		{"offices are no speakers", "Ordförande: Anna Ek\nSekreterare: Bo Alm\nJusterare: Cecilia Dahl\n", nil},
		{"dialogue dashes are no turns", "– Det är bra, säger Anna Ek.\n\n– Nej, säger Bo Alm.\n\n– Jo, säger Anna Ek.\n", nil},
		{"one label among paragraphs", "Texten börjar här och går vidare en bit.\n\nAnna: se till att det blir gjort.\n\nOch så slutar den, flera stycken senare.\n\nHär är ett till.\n", nil},
		{"times of day are no labels", "09.00 Kaffe\n10:30 Anna Ek: Vård i framtiden\n11:30 Bo Alm: Data\n12:30 Lunch\n", nil},
		{"a list of tasks", "Anna: tar fram underlag\nBo: återkommer om tidplan\nAnna: bokar nästa möte\nBo: skickar kallelse\n", nil},
		{"a list of contacts", "Anna Ek: 08-123 45 67\nBo Alm: 08-123 45 68\nCecilia Dahl: 08-123 45 69\n", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := turns(test.text, parse(t, test.text))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// voiced is a text with cues as readers of subtitles make them.
func voiced(cues ...corpus.Block) *corpus.Text {
	text := &corpus.Text{Format: corpus.FormatVTT}
	last := ""
	for i, c := range cues {
		words := c.Label // borrowed for what is said
		switch {
		case c.Speaker != "" && c.Speaker != last:
			if text.Canonical != "" {
				text.Canonical += "\n\n"
			}
			words = c.Speaker + ": " + words
		case text.Canonical != "":
			text.Canonical += " "
		}
		last = c.Speaker
		c.Label, c.Kind = "", corpus.BlockCue
		c.From, c.To = time.Duration(i)*time.Second, time.Duration(i+1)*time.Second
		c.Start = len(text.Canonical)
		text.Canonical += words
		c.End = len(text.Canonical)
		text.Blocks = append(text.Blocks, c)
		text.Origin = append(text.Origin, corpus.Anchor{Canonical: c.Start, Original: -1, Time: c.From, Timed: true})
	}
	return text
}

func TestVoices(t *testing.T) {
	text := voiced(
		corpus.Block{Speaker: "Sofia", Label: "Hej och"}, corpus.Block{Speaker: "Sofia", Label: "välkomna."},
		corpus.Block{Speaker: "Amir", Label: "Tack."}, corpus.Block{Speaker: "Sofia", Label: "Då så."},
	)
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, text, s)
	want := []string{"Sofia: Hej och välkomna. [0s-2s]", "Amir: Tack. [2s-3s]", "Sofia: Då så. [3s-4s]"}
	if diff := cmp.Diff(want, turns(text.Canonical, s)); diff != "" {
		t.Error(diff)
	}
	if s.Kind != corpus.KindPodcast {
		t.Errorf("kind %q, want podcast", s.Kind)
	}
	if p := s.Passages[1]; !p.Timed || p.Time != 2*time.Second || p.Turn != 1 {
		t.Errorf("the second passage is %+v", p)
	}
}

func TestHiddenVoices(t *testing.T) {
	text := &corpus.Text{Canonical: "Hej på er.\n\nTack.\n\nDå så.", Format: corpus.FormatVTT, Blocks: []corpus.Block{
		{Span: corpus.Span{Start: 0, End: 11}, Kind: corpus.BlockCue, Speaker: "Anna", To: time.Second},
		{Span: corpus.Span{Start: 13, End: 18}, Kind: corpus.BlockCue, Speaker: "Bo", From: time.Second, To: 2 * time.Second},
		{Span: corpus.Span{Start: 20, End: 27}, Kind: corpus.BlockCue, Speaker: "Bo", From: 2 * time.Second, To: 3 * time.Second},
	}}
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, text, s)
	want := []string{"Anna: Hej på er. [0s-1s]", "Bo: Tack. Då så. [1s-3s]"}
	if diff := cmp.Diff(want, turns(text.Canonical, s)); diff != "" {
		t.Error(diff)
	}
	if !s.Turns[0].Label.Empty() {
		t.Errorf("label %v, want none", s.Turns[0].Label)
	}
}

func TestTimecode(t *testing.T) {
	tests := []struct {
		text     string
		from, to time.Duration
		length   int
	}{
		{"[00:01:02] Anna", 62 * time.Second, 0, 11},
		{"00:01 Anna", time.Second, 0, 6},
		{"1:02:03", 3723 * time.Second, 0, 7},
		{"00:00:02:19 - 00:00:15:23", 2760 * time.Millisecond, 15920 * time.Millisecond, 25},
		{"00:01:02,500 --> 00:01:05.000 x", 62500 * time.Millisecond, 65 * time.Second, 30},
		{"(12:30)", 750 * time.Second, 0, 7},
		{"<00:00:01.250>", 1250 * time.Millisecond, 0, 14},
		{"12.30", 0, 0, 0},
		{"2021:17", 0, 0, 0},
		{"10:75", 0, 0, 0},
		{"[00:01", 0, 0, 0},
		{"00:01x", 0, 0, 0},
		{"", 0, 0, 0},
	}
	for _, test := range tests {
		code, ok := parseTimecode(test.text)
		if code.from != test.from || code.to != test.to || code.length != test.length || ok != (test.length > 0) {
			t.Errorf("parseTimecode(%q) = %+v, %v", test.text, code, ok)
		}
	}
}
