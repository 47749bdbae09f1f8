package read

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

// outline renders the blocks of a text one a line, for comparison.
func outline(text *corpus.Text) []string {
	var lines []string
	for _, b := range text.Blocks {
		var line strings.Builder
		line.WriteString(string(b.Kind))
		if b.Level > 0 {
			fmt.Fprintf(&line, " %d", b.Level)
		}
		if b.Label != "" {
			fmt.Fprintf(&line, " [%s]", b.Label)
		}
		if b.Kind == corpus.BlockCue {
			fmt.Fprintf(&line, " %v-%v <%s>", b.From, b.To, b.Speaker)
		}
		if b.Page > 0 {
			fmt.Fprintf(&line, " p%d", b.Page)
		}
		fmt.Fprintf(&line, ": %s", b.Of(text.Canonical))
		lines = append(lines, line.String())
	}
	return lines
}

func TestTranscriptInPlainText(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{
			"ranges with frames and names on lines of their own",
			"Avsnitt 4\n\n00:00:02:19 - 00:00:15:00\nEva Ek\nVälkommen hit.\n\n00:00:15:00 - 00:00:20:00\nBo Al\nTack.\nRoligt.\n\n00:00:20:00 - 00:01:00:00\nEva Ek\nVi börjar.\n",
			[]string{
				"paragraph: Avsnitt 4", "cue 2.76s-15s <Eva Ek>: Eva Ek\nVälkommen hit.",
				"cue 15s-20s <Bo Al>: Bo Al\nTack.\nRoligt.", "cue 20s-1m0s <Eva Ek>: Eva Ek\nVi börjar.",
			},
		},
		{
			"brackets", "[00:00:01] EVA: Hej.\n\nBO: Hej hej.\n\n[00:00:09] EVA: Nu så.\n[00:01:00] BO: Ja.\n",
			[]string{"cue 1s-9s <>: EVA: Hej.", "cue 1s-9s <>: BO: Hej hej.", "cue 9s-1m0s <>: EVA: Nu så.", "cue 1m0s-0s <>: BO: Ja."},
		},
		{
			"name and time", "Eva Ek 0:03\nHej.\n\nBo Al 0:09\nHej hej.\n\nEva Ek 1:00\nJa.",
			[]string{"cue 3s-9s <Eva Ek>: Eva Ek 0:03\nHej.", "cue 9s-1m0s <Bo Al>: Bo Al 0:09\nHej hej.", "cue 1m0s-0s <Eva Ek>: Eva Ek 1:00\nJa."},
		},
		{
			"parentheses", "(00:00:01) Hej.\n(00:00:04) Hopp.\n(00:00:09) Slut.",
			[]string{"cue 1s-4s <>: Hej.", "cue 4s-9s <>: Hopp.", "cue 9s-0s <>: Slut."},
		},
		{
			"a programme is no transcript", "Kaffe 09:00\nInledning 09:30\nLunch 12:00\nSlut 16:00",
			[]string{"paragraph: Kaffe 09:00\nInledning 09:30\nLunch 12:00\nSlut 16:00"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			item := readOne(t, Input{Name: "a.txt", Bytes: []byte(test.text)})
			if item.Text.Canonical != test.text {
				t.Errorf("the text was changed to %q", item.Text.Canonical)
			}
			if diff := cmp.Diff(test.want, outline(&item.Text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTranscriptAnchorsCarryTime(t *testing.T) {
	text := readOne(t, Input{Name: "a.txt", Bytes: []byte("[00:00:01] Hej.\n[00:00:04] Hopp.\n[00:01:09] Slut.")}).Text
	a, ok := text.At(strings.Index(text.Canonical, "Hopp"))
	if !ok || !a.Timed || a.Time != 4*time.Second {
		t.Errorf("anchor %+v", a)
	}
	if text.Duration != 69*time.Second {
		t.Errorf("duration %v", text.Duration)
	}
}

func TestInlineMarks(t *testing.T) {
	tests := []struct {
		name, text, want string
		links            []string
		emphasis         []string
	}{
		{"link", "Se [Delrapport](#) 2021.", "Se Delrapport 2021.", []string{"Delrapport #"}, nil},
		{"bold and italic", "Ett **viktigt behov** och *lite* till.", "Ett viktigt behov och lite till.", nil, []string{"viktigt behov", "lite"}},
		{"bold link", "**[Rapport (2021:17)](https://a.se/x_(y))** kom", "Rapport (2021:17) kom", []string{"Rapport (2021:17) https://a.se/x_(y)"}, []string{"Rapport (2021:17)"}},
		{"link in italic", "*se [den](/a)* och **b**", "se den och b", []string{"den /a"}, []string{"se den", "b"}},
		{"asterisks alone", "* punkt\n5*3*2 *) not", "* punkt\n5*3*2 *) not", nil, nil},
		{"brackets that are no link", "[1](se bilaga) och [x] (y)", "[1](se bilaga) och [x] (y)", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := readOne(t, Input{Name: "a.txt", Bytes: []byte(test.text)}).Text
			if text.Canonical != test.want {
				t.Errorf("got %q, want %q", text.Canonical, test.want)
			}
			var links, emphasis []string
			for _, l := range text.Links {
				links = append(links, l.Of(text.Canonical)+" "+l.Target)
			}
			for _, e := range text.Emphasis {
				emphasis = append(emphasis, e.Of(text.Canonical))
			}
			if diff := cmp.Diff(test.links, links); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.emphasis, emphasis); diff != "" {
				t.Error(diff)
			}
		})
	}
}
