package ingest_test

import (
	"path/filepath"
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/source"
)

// TestIdentityAcrossDocuments asks of pairs of mentions in different documents
// whether they are one entity.
func TestIdentityAcrossDocuments(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 2)
	l.Run(t, ingest.Job{Files: source.New(source.Config{}).Files(t.Context(), filepath.Join("testdata", "identity"))})
	said := mentioned(t, l)
	const march, april, norrvika = "namnd-ekvalla-mars.txt", "namnd-ekvalla-april.txt", "namnd-norrvika.txt"
	const first, second, sea, wood = "nyhet-februari.txt", "nyhet-mars.txt", "podd-skargard.txt", "podd-skog.txt"
	type place struct{ document, name string }
	tests := map[string]struct {
		a, b place
		same bool
	}{
		"middle name, seat and role":           {place{march, "Rut Blomgren"}, place{april, "Rut Maria Blomgren"}, true},
		"hyphen":                               {place{march, "Ole Petter Sandin"}, place{april, "Ole-Petter Sandin"}, true},
		"spelling and seat":                    {place{march, "Eva Jansson"}, place{april, "Eva Janson"}, true},
		"office and seat":                      {place{march, "Anna Ek"}, place{april, "Anna Ek"}, true},
		"seats in two municipalities":          {place{march, "Anna Ek"}, place{norrvika, "Anna Ek"}, false},
		"parties and seats":                    {place{march, "Eva Jansson"}, place{norrvika, "Eva Jansson"}, false},
		"one of several namesakes, years away": {place{first, "Anna Ek"}, place{march, "Anna Ek"}, false},
		"title and university":                 {place{first, "Anna Ek"}, place{second, "Anna Ek"}, true},
		"board of one municipality":            {place{march, "Socialnämnden"}, place{april, "Socialnämnden"}, true},
		"boards of two":                        {place{march, "Socialnämnden"}, place{norrvika, "Socialnämnden"}, false},
		"municipality":                         {place{march, "Ekvalla kommun"}, place{norrvika, "Ekvalla kommun"}, true},
		"company with its form":                {place{first, "Capio AB"}, place{second, "Capio"}, true},
		"short form":                           {place{first, "Karolinska institutet"}, place{second, "KI"}, true},
		"given name in two podcasts":           {place{sea, "Lisa"}, place{wood, "Lisa"}, false},
	}
	for name, test := range tests {
		a, b := said[test.a], said[test.b]
		if a == "" || b == "" {
			t.Errorf("%s: %v is %q and %v is %q", name, test.a, a, test.b, b)
		} else if same := a == b; same != test.same {
			t.Errorf("%s: %s and %s, want same %v", name, a, b, test.same)
		}
	}
}

// mentioned tells the entity of every text by file that mentions it.
func mentioned(t *testing.T, l *ingesttest.Library) map[struct{ document, name string }]string {
	t.Helper()
	files := map[string]string{}
	for document, err := range l.Store.Documents(t.Context(), graph.DocumentFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		files[document.ID] = filepath.Base(document.Source)
	}
	said := map[struct{ document, name string }]string{}
	for mention, err := range l.Store.Mentions(t.Context(), graph.MentionFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		said[struct{ document, name string }{files[mention.Document], mention.Text}] = mention.Entity
	}
	return said
}
