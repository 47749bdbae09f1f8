package read

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

const (
	sampleSRT        = "1\n00:00:01,000 --> 00:00:04,000\nVälkommen till podden\nom <i>hälsodata</i>.\n\n2\n00:00:04,000 --> 00:00:06,500\nI dag handlar det om register.\n\n3\n00:00:09,000 --> 00:00:12,000\nEVA EK: Tack för att jag fick komma.\n\n4\n00:00:12,000 --> 00:00:15,000\n- Hur mår du?\n- Bra &amp; glad.\n"
	sampleVTT        = "WEBVTT - Avsnitt 3\nLanguage: sv\n\nSTYLE\n::cue { color: red }\n\nNOTE inspelad 2021\n\nintro\n00:01.000 --> 00:04.000 align:start position:10%\n<v Eva Ek>Välkommen till <b>podden</b>.</v>\n\n00:04.000 --> 00:06.500\n<v Eva Ek>I dag: register.</v>\n\n01:00:06.500 --> 01:00:09.000\n<v Bo Al>Tack!</v>\n<v Eva Ek>Då så.</v>\n"
	sampleTranscript = `{"version":"1.0.0","segments":[
 {"speaker":"Eva Ek","startTime":0.5,"endTime":4.25,"body":"Välkommen."},
 {"speaker":"Eva Ek","startTime":4.25,"endTime":6,"body":"I dag: r\u00e4tten till \"data\"."},
 {"speaker":"Bo Al","startTime":6,"endTime":9,"body":"Tack!"}]}`
)

func TestTranscripts(t *testing.T) {
	tests := []struct {
		name, file, input string
		format            corpus.Format
		text              string
		blocks            []string
		duration          time.Duration
	}{
		{
			"srt", "a.srt", sampleSRT, corpus.FormatSRT,
			"Välkommen till podden om hälsodata. I dag handlar det om register.\n\nEVA EK: Tack för att jag fick komma.\n\n- Hur mår du?\n- Bra & glad.",
			[]string{
				"cue 1s-4s <>: Välkommen till podden om hälsodata.", "cue 4s-6.5s <>: I dag handlar det om register.",
				"cue 9s-12s <>: EVA EK: Tack för att jag fick komma.", "cue 12s-15s <>: - Hur mår du?\n- Bra & glad.",
			},
			15 * time.Second,
		},
		{
			"vtt", "a.vtt", sampleVTT, corpus.FormatVTT,
			"Eva Ek: Välkommen till podden. I dag: register.\n\nBo Al: Tack!\n\nEva Ek: Då så.",
			[]string{
				"cue 1s-4s <Eva Ek>: Eva Ek: Välkommen till podden.", "cue 4s-6.5s <Eva Ek>: I dag: register.",
				"cue 1h0m6.5s-1h0m9s <Bo Al>: Bo Al: Tack!", "cue 1h0m6.5s-1h0m9s <Eva Ek>: Eva Ek: Då så.",
			},
			time.Hour + 9*time.Second,
		},
		{
			"podcast json", "a.json", sampleTranscript, corpus.FormatTranscript,
			"Eva Ek: Välkommen. I dag: rätten till \"data\".\n\nBo Al: Tack!",
			[]string{"cue 500ms-4.25s <Eva Ek>: Eva Ek: Välkommen.", "cue 4.25s-6s <Eva Ek>: I dag: rätten till \"data\".", "cue 6s-9s <Bo Al>: Bo Al: Tack!"},
			9 * time.Second,
		},
		{
			"podcast html", "a.html",
			"<html><head><title>Avsnitt</title></head><body><cite>Eva Ek:</cite><time>0:00</time><p>Välkommen\n till <b>podden</b>.</p><cite>Bo Al:</cite> <time>0:04</time> <p>Tack!</p><p>Roligt &amp; bra.</p><cite>Eva Ek:</cite><time>0:09</time><p>Då så.</p></body></html>",
			corpus.FormatHTML, "Eva Ek: Välkommen till podden.\n\nBo Al: Tack! Roligt & bra.\n\nEva Ek: Då så.",
			[]string{
				"cue 0s-4s <Eva Ek>: Eva Ek: Välkommen till podden.", "cue 4s-4s <Bo Al>: Bo Al: Tack!",
				"cue 4s-9s <Bo Al>: Roligt & bra.", "cue 9s-9s <Eva Ek>: Eva Ek: Då så.",
			},
			9 * time.Second,
		},
		{
			"recogniser", "a.json", `{"text":"x","language":"sv","segments":[{"id":0,"start":1.5,"end":2,"text":" Hej."}]}`, corpus.FormatTranscript,
			"Hej.",
			[]string{"cue 1.5s-2s <>: Hej."},
			2 * time.Second,
		},
		{
			"rolling captions", "a.vtt",
			"WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n \nhej<00:00:00.500><c> på</c><00:00:01.000><c> er</c>\n\n00:00:02.000 --> 00:00:02.010\nhej på er\n \n\n00:00:02.010 --> 00:00:04.000\nhej på er\nnu<00:00:03.000><c> kör vi</c>\n",
			corpus.FormatVTT, "hej på er nu kör vi",
			[]string{"cue 0s-2s <>: hej på er", "cue 2.01s-4s <>: nu kör vi"},
			4 * time.Second,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := readOne(t, Input{Name: test.file, Bytes: []byte(test.input)}).Text
			if text.Format != test.format || text.Duration != test.duration {
				t.Errorf("format %s, duration %v", text.Format, text.Duration)
			}
			if diff := cmp.Diff(test.text, text.Canonical); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.blocks, outline(&text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestVTTHeader(t *testing.T) {
	text := readOne(t, Input{Name: "a.vtt", Bytes: []byte(sampleVTT)}).Text
	if text.Title != "Avsnitt 3" || text.Language != "sv" {
		t.Errorf("title %q, language %q", text.Title, text.Language)
	}
	a, ok := text.At(len(text.Canonical) - 1)
	if !ok || !a.Timed || a.Time != time.Hour+6500*time.Millisecond {
		t.Errorf("last anchor %+v", a)
	}
}

func TestWordCuesAreMerged(t *testing.T) {
	var input strings.Builder
	input.WriteString(`{"segments":[`)
	for i, w := range []string{"Det", "här", "är", "en", "mening", ".", "Och", "här", "kommer", "nästa", "nu"} {
		if i > 0 {
			input.WriteString(",")
		}
		fmt.Fprintf(&input, `{"startTime":%d,"endTime":9,"body":%q}`, i/2, w)
	}
	input.WriteString("]}")
	text := readOne(t, Input{Name: "a.json", Bytes: []byte(input.String())}).Text
	if diff := cmp.Diff([]string{"cue 0s-9s <>: Det här är en mening.", "cue 3s-9s <>: Och här kommer nästa nu"}, outline(&text)); diff != "" {
		t.Error(diff)
	}
}
