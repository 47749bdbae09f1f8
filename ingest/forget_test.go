package ingest_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/samband/samband/corpus/erasure"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/resolve"
	"github.com/samband/samband/ingest/source"
)

// about are documents about an invented person, and about others.
func about() fstest.MapFS {
	texts := map[string]string{
		"podd.txt": `Avsnitt 12: Om vårdkön
2021-04-28

MAJA EKENBERG: Välkommen till podden. I dag talar vi om vårdkön med Rut Blomgren, som är ordförande för Föreningen Nordstjärnan.

RUT BLOMGREN: Tack, Maja. Vårdkön har vuxit i Norrvika kommun under hela året.

MAJA EKENBERG: Jag tycker att regionen borde ha svarat tidigare.

RUT BLOMGREN: Det håller jag med om. Ekenberg har rätt i det.
`,
		"artikel.txt": `Ny chef för biblioteket
2021-05-02

Maja Ekenberg är generaldirektör för Bokverket. Ekenberg tillträdde i våras, och Ekenbergs första beslut gällde filialerna. Bolaget Maja Ekenberg Konsult AB har lagts ned.

– Vi behöver fler bibliotek på landsbygden, säger Maja Ekenberg.

Rut Blomgren är ordförande för Föreningen Nordstjärnan i Norrvika.
`,
		"sida.html": `<html><head><title>Programmet</title><meta name="author" content="Maja Ekenberg"></head>
<body><h1>Programmet</h1><p>Kontakt: <a href="https://example.se/maja-ekenberg">Maja
Ekenberg</a>, maja.ekenberg@example.se.</p><p>Rut Blomgren talar om vårdkön vid mötet i Norrvika.</p></body></html>`,
		"intervju-maja-ekenberg.txt": "Intervju\n2021-06-01\n\nRut Blomgren är ordförande för Föreningen Nordstjärnan.\n",
		"annat.txt":                  "Protokoll\n2021-06-02\n\nRut Blomgren är ordförande för Föreningen Nordstjärnan.\n",
	}
	files := fstest.MapFS{}
	for name, text := range texts {
		files[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(1, 0)}
	}
	return files
}

func ingestAll(t *testing.T, l *ingesttest.Library, files fs.FS) []ingest.Event {
	t.Helper()
	events, summary := l.Run(t, ingest.Job{Files: source.New(source.Config{}).FS(t.Context(), files, "")})
	if summary.Failed > 0 {
		t.Fatalf("%d documents failed", summary.Failed)
	}
	return events
}

// forget forgets a person and returns the library opened again.
func forget(t *testing.T, l *ingesttest.Library, dir, id string, keepSpeech bool) (*ingesttest.Library, ingest.Forgotten) {
	t.Helper()
	person, err := graph.EntityByID(t.Context(), l.Store, id)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := l.Pipeline.PlanForget(t.Context(), person, keepSpeech)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Erasures.Add(plan.Erasure); err != nil {
		t.Fatal(err)
	}
	return replay(t, l, dir), plan.Forgotten
}

// replay does what the program does at a start that finds erasures pending.
func replay(t *testing.T, l *ingesttest.Library, dir string) *ingesttest.Library {
	t.Helper()
	l.Close(t)
	if err := os.RemoveAll(filepath.Join(dir, "index")); err != nil {
		t.Fatal(err)
	}
	l = ingesttest.Open(t, dir, 1)
	if _, err := l.Pipeline.Replay(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Pipeline.Repair(t.Context()); err != nil {
		t.Fatal(err)
	}
	return l
}

// everything is all that a library holds: its files, its blobs and layouts
// unpacked, and all that the graph answers.
func everything(t *testing.T, l *ingesttest.Library, dir string) string {
	t.Helper()
	var all strings.Builder
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for revision, err := range l.Archive.Revisions(t.Context()) {
		must(err)
		for _, hash := range []string{revision.Revision, revision.TextHash} {
			data, err := l.Archive.Get(t.Context(), hash)
			must(err)
			all.Write(data)
		}
		layout, err := l.Archive.Layout(t.Context(), revision.Document)
		must(err)
		all.WriteString(jsonOf(t, &layout.Text))
	}
	all.WriteString(export(t, l))
	rulings, err := resolve.Rulings(t.Context(), l.Store)
	must(err)
	for _, event := range rulings.Events() {
		all.WriteString(jsonOf(t, event))
	}
	must(filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path) //nolint:gosec // of the test
		all.WriteString(path)
		all.Write(data)
		return err
	}))
	return all.String()
}

func jsonOf(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// assertNowhere fails where a name stands in any of its forms.
func assertNowhere(t *testing.T, all string, names ...string) {
	t.Helper()
	folded := bytes.ToLower([]byte(all))
	for _, name := range names {
		if at := bytes.Index(folded, []byte(strings.ToLower(name))); at >= 0 {
			t.Errorf("%q is still there: %q", name, folded[max(0, at-60):min(len(folded), at+60)])
		}
	}
}

const erasedPerson = "person:maja-ekenberg"

func TestForgetLeavesNoTraceOfAPerson(t *testing.T) {
	dir := t.TempDir()
	l := ingesttest.Open(t, dir, 2)
	ingestAll(t, l, about())
	before := everything(t, l, dir)
	if !strings.Contains(before, "Ekenberg") {
		t.Fatal("the name is not there before either")
	}
	l, report := forget(t, l, dir, erasedPerson, false)
	if report.Documents != 4 || report.Sources != 1 || report.Speech != 3 || report.Names < 8 || report.OnlyOneWord {
		t.Errorf("report: %+v", report)
	}
	assertNowhere(t, everything(t, l, dir), "ekenberg", "maja", "Jag tycker att regionen", "fler bibliotek på landsbygden")
	verify(t, l)
	if _, err := graph.EntityByID(t.Context(), l.Store, erasedPerson); err == nil {
		t.Error("the entity is still there")
	}
	after := export(t, l)
	for _, kept := range []string{"Vårdkön har vuxit i Norrvika", "Rut Blomgren är ordförande", erasure.NameMarker, erasure.SpeechMarker} {
		if !strings.Contains(after, kept) {
			t.Errorf("%q is gone", kept)
		}
	}
	if strings.Contains(after, `person:borttagen`) {
		t.Error("a marker is taken for a person")
	}

	// The same sources again change nothing.
	for _, event := range ingestAll(t, l, about()) {
		if event.Status != ingest.Unchanged {
			t.Errorf("%s is %s", event.Source, event.Status)
		}
	}
	if again := export(t, l); again != after {
		t.Error("the export differs after another ingest")
	}
	assertNowhere(t, everything(t, l, dir), "ekenberg", "maja")
}
