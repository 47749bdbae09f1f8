package structure

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/samband/samband/corpus"
)

// sharedFolder is the folder of development data: that of the environment
// variable SAMBAND_SHARED, or the first "shared" beside a folder above. The
// test is skipped where there is none: the data cannot be distributed.
func sharedFolder(t *testing.T) string {
	t.Helper()
	if folder := os.Getenv("SAMBAND_SHARED"); folder != "" {
		return folder
	}
	for up := ".."; len(up) < 30; up = filepath.Join(up, "..") {
		folder := filepath.Join(up, "shared")
		if info, err := os.Stat(filepath.Join(folder, "data")); err == nil && info.IsDir() {
			return folder
		}
	}
	t.Skip("no development data: set SAMBAND_SHARED to the folder that holds data/documents")
	return ""
}

// TestRealDocuments reads five published documents, one of each kind, and
// checks what there is in them by number.
func TestRealDocuments(t *testing.T) {
	type counts struct{ sections, agenda, turns, speakers, attendees, quotes, cues, footnotes, furniture int }
	tests := []struct {
		kind  corpus.DocumentKind
		date  string
		title string // its beginning
		want  counts
	}{
		{corpus.KindPodcast, "", "EP78", counts{sections: 2, turns: 64, speakers: 3}},
		{corpus.KindMinutes, "2021-04-28", "Minnesanteckningar möte", counts{sections: 11, agenda: 10, attendees: 35}},
		{corpus.KindArticle, "2019-05-02", "Sju regioner", counts{sections: 4, quotes: 10, cues: 4, furniture: 3}},
		{corpus.KindEvent, "", "Vårdens viktiga vägval", counts{sections: 1, attendees: 5, furniture: 1}},
		{corpus.KindReport, "", "Behov av att fastställa", counts{sections: 1, footnotes: 2}},
	}
	files, err := filepath.Glob(filepath.Join(sharedFolder(t), "data", "documents", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(tests) {
		t.Skipf("%d documents instead of %d", len(files), len(tests))
	}
	for i, test := range tests {
		t.Run(string(test.kind), func(t *testing.T) {
			content, err := os.ReadFile(files[i])
			if err != nil {
				t.Fatal(err)
			}
			text := &corpus.Text{Canonical: string(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))), Format: corpus.FormatPlain}
			s, err := Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			checkInvariants(t, text, s)
			if s.Kind != test.kind || s.Date != test.date || len(s.Title) < len(test.title) || s.Title[:len(test.title)] != test.title {
				t.Errorf("%s of %q with the title %q", s.Kind, s.Date, s.Title)
			}
			got := counts{
				sections: len(s.Sections), turns: len(s.Turns), attendees: len(s.Attendees), quotes: len(s.Quotes),
				footnotes: len(s.Footnotes), furniture: len(s.Furniture),
			}
			for _, x := range s.Sections {
				if x.Agenda {
					got.agenda++
				}
			}
			for _, q := range s.Quotes {
				if !q.Cue.Empty() {
					got.cues++
				}
			}
			speakers := map[string]bool{}
			for _, x := range s.Turns {
				speakers[x.Speaker] = true
			}
			got.speakers = len(speakers)
			if got != test.want {
				t.Errorf("found %+v, want %+v", got, test.want)
			}
		})
	}
}
