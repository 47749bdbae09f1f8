package ingest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/samband/samband/corpus"
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
		data, err := os.ReadFile(path)
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

func TestForgetKeepsSpeechWithoutItsSpeakerWhereAsked(t *testing.T) {
	dir := t.TempDir()
	l := ingesttest.Open(t, dir, 2)
	ingestAll(t, l, about())
	l, report := forget(t, l, dir, erasedPerson, true)
	all := everything(t, l, dir)
	assertNowhere(t, all, "ekenberg", "maja", erasure.SpeechMarker)
	if report.Speech != 0 || !strings.Contains(all, "Jag tycker att regionen borde ha svarat tidigare.") {
		t.Errorf("speech is gone; report %+v", report)
	}
	for relation, err := range l.Store.Relations(t.Context(), graph.RelationFilter{Types: []graph.RelationType{graph.Said}}) {
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(relation.From, "person:rut-blomgren") {
			t.Errorf("%s is said to speak", relation.From)
		}
	}
	verify(t, l)
}

func TestLaterDocumentsDoNotBringThePersonBack(t *testing.T) {
	dir := t.TempDir()
	l := ingesttest.Open(t, dir, 2)
	ingestAll(t, l, about())
	l, _ = forget(t, l, dir, erasedPerson, false)
	ingestAll(t, l, fstest.MapFS{
		"nytt.txt":                 {Data: []byte("Nytt\n2022-01-02\n\nMAJA EKENBERGS hus i Norrvika såldes. Ekenberg, Maja, var närvarande. Det sade Ekenberg.\n")},
		"rader.jsonl":              {Data: []byte(`{"id":"maja-ekenberg-1","title":"Om Maja Ekenberg","text":"Rut Blomgren mötte maja.ekenberg@example.se i Norrvika."}` + "\n")},
		"text.vtt":                 {Data: []byte("WEBVTT\n\n00:01.000 --> 00:04.000\n<v Maja Ekenberg>Vi behöver fler bussar i Norrvika.\n\n00:05.000 --> 00:09.000\n<v Rut Blomgren>Det håller jag med om, Maja.\n")},
		"2022/MajaEkenberg/fil.md": {Data: []byte("# Rapport\n\nRut Blomgren är ordförande för Föreningen Nordstjärnan.\n")},
	})
	all := everything(t, l, dir)
	assertNowhere(t, all, "ekenberg", "maja", "fler bussar")
	if !strings.Contains(all, "hus i Norrvika såldes") || !strings.Contains(all, "Det håller jag med om") {
		t.Error("what others say is gone")
	}
	verify(t, l)
}

// namesakes are two invented people of one name, told apart by where they work.
func namesakes() fstest.MapFS {
	return fstest.MapFS{
		"a.txt": {Data: []byte("Om biblioteken\n2021-05-02\n\nMaja Ekenberg är generaldirektör för Skogsstyrelsen. – Vi behöver fler skogar, säger Maja Ekenberg.\n")},
		"b.txt": {Data: []byte("Om skolan\n2021-05-03\n\nMaja Ekenberg är rektor vid Uppsala universitet. – Vi behöver fler salar, säger Maja Ekenberg.\n")},
	}
}

func TestForgetLeavesNamesakes(t *testing.T) {
	dir := t.TempDir()
	l := ingesttest.Open(t, dir, 2)
	ingestAll(t, l, namesakes())
	var ids []string
	for entity, err := range l.Store.Entities(t.Context(), graph.EntityFilter{Kinds: []graph.Kind{graph.Person}}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, entity.ID)
	}
	if len(ids) != 2 {
		t.Fatalf("the namesakes are not told apart: %v", ids)
	}
	l, report := forget(t, l, dir, ids[0], false)
	if len(report.Namesakes) != 1 || report.Namesakes[0] != ids[1] || report.Documents != 1 {
		t.Errorf("report: %+v", report)
	}
	assertNowhere(t, export(t, l), "fler skogar")
	if !strings.Contains(export(t, l), "– Vi behöver fler salar, säger Maja Ekenberg.") {
		t.Error("the namesake is gone, too")
	}
	tests := []struct {
		name, text string
		kept       bool
	}{
		{"of the person", "Maja Ekenberg är generaldirektör för Skogsstyrelsen, heter det.", false},
		{"of the namesake", "Maja Ekenberg är rektor vid Uppsala universitet, heter det.", true},
		{"of nobody knows whom", "Maja Ekenberg bor i Norrvika, heter det.", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			name := strings.ReplaceAll(tt.name, " ", "-") + ".txt"
			ingestAll(t, l, fstest.MapFS{name: {Data: []byte("Nytt\n2021-06-01\n\n" + tt.text + "\n")}})
			if got := strings.Contains(export(t, l), tt.text); got != tt.kept {
				t.Errorf("kept is %v, want %v", got, tt.kept)
			}
		})
	}
	verify(t, l)
}

// propose makes a decision about entities as the program does.
func propose(t *testing.T, l *ingesttest.Library, proposal graph.Proposal) graph.Curation {
	t.Helper()
	outcome, err := l.Pipeline.Decide(t.Context(), proposal, nil)
	if err != nil {
		t.Fatal(err)
	}
	return outcome.Event
}

func TestForgetScrubsDecisionsAndKeepsThoseAboutOthers(t *testing.T) {
	dir := t.TempDir()
	l := ingesttest.Open(t, dir, 2)
	ingestAll(t, l, about())
	const company = "organisation:maja-ekenberg-konsult"
	others := "organisation:föreningen-nordstjärnan"
	original := []graph.Curation{
		propose(t, l, graph.Proposal{Kind: graph.Note, Entities: []string{erasedPerson}, Value: "nås på 08-12 34 56", Why: "ringde", By: "siv"}),
		propose(t, l, graph.Proposal{Kind: graph.Rename, Entities: []string{others}, Value: "Nordstjärnan i Norrvika", Why: "sade Maja Ekenberg", By: "siv"}),
		propose(t, l, graph.Proposal{Kind: graph.Note, Entities: []string{others}, Value: "Frågan ställdes av Maja Ekenberg", By: "siv"}),
	}
	if _, err := graph.EntityByID(t.Context(), l.Store, company); err == nil {
		original = append(original, propose(t, l, graph.Proposal{Kind: graph.Note, Entities: []string{company}, Value: "nedlagt", By: "siv"}))
	}
	l, report := forget(t, l, dir, erasedPerson, false)
	if report.Decisions != len(original) {
		t.Errorf("%d decisions are said to be scrubbed, want %d", report.Decisions, len(original))
	}
	check := func() {
		t.Helper()
		assertNowhere(t, everything(t, l, dir), "ekenberg", "maja", "08-12 34 56", "ringde")
		renamed, err := graph.EntityByID(t.Context(), l.Store, others)
		if err != nil || renamed.Name != "Nordstjärnan i Norrvika" {
			t.Errorf("the decision about others is lost: %q, %v", renamed.Name, err)
		}
		rulings, err := resolve.Rulings(t.Context(), l.Store)
		if err != nil || len(rulings.Events()) != len(original) {
			t.Errorf("%d events, %v; want %d", len(rulings.Events()), err, len(original))
		}
	}
	check()
	// The log as it was exported before adds nothing and names nobody.
	if _, err := l.Pipeline.Import(t.Context(), original); err != nil {
		t.Fatal(err)
	}
	check()
	verify(t, l)
}

// copyFiles copies the files of a folder.
func copyFiles(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, relative), 0o700)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, relative), data, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestBackupFromBeforeDoesNotBringThePersonBack(t *testing.T) {
	dir, backup := t.TempDir(), t.TempDir()
	l := ingesttest.Open(t, dir, 2)
	ingestAll(t, l, about())
	// A document that was gone when the person was forgotten.
	ingestAll(t, l, fstest.MapFS{"borta.txt": {Data: []byte("Nytt\n2020-01-02\n\nMaja Ekenberg bor i Norrvika.\n")}})
	l.Close(t)
	copyFiles(t, dir, backup)
	l = ingesttest.Open(t, dir, 2)
	if _, err := l.Pipeline.Delete(t.Context(), corpus.NewID("", "borta.txt")); err != nil {
		t.Fatal(err)
	}
	l, _ = forget(t, l, dir, erasedPerson, false)
	if pending, err := l.Pipeline.Pending(t.Context()); err != nil || len(pending) != 0 {
		t.Fatalf("Pending = %v, %v", pending, err)
	}
	l.Close(t)
	copyFiles(t, backup, dir)
	l = ingesttest.Open(t, dir, 2)
	if pending, err := l.Pipeline.Pending(t.Context()); err != nil || len(pending) != 1 {
		t.Fatalf("Pending = %v, %v", pending, err)
	}
	l = replay(t, l, dir)
	assertNowhere(t, everything(t, l, dir), "ekenberg", "maja")
	if !strings.Contains(export(t, l), "[borttagen] bor i Norrvika.") {
		t.Error("the document of the backup is gone")
	}
	verify(t, l)
}

// TestForgetInterruptedIsFinished breaks the work off at every point where it
// looks whether to go on.
func TestForgetInterruptedIsFinished(t *testing.T) {
	origin := t.TempDir()
	l := ingesttest.Open(t, origin, 2)
	ingestAll(t, l, about())
	person, err := graph.EntityByID(t.Context(), l.Store, erasedPerson)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := l.Pipeline.PlanForget(t.Context(), person, false)
	if err == nil {
		err = l.Erasures.Add(plan.Erasure)
	}
	if err != nil {
		t.Fatal(err)
	}
	l.Close(t)
	finished := false
	for looks := 0; !finished; looks = 2*looks + 1 {
		dir := t.TempDir()
		copyFiles(t, origin, dir)
		if err := os.RemoveAll(filepath.Join(dir, "index")); err != nil {
			t.Fatal(err)
		}
		l := ingesttest.Open(t, dir, 1)
		ctx := &impatient{Context: t.Context()}
		ctx.looks.Store(int64(looks))
		_, err := l.Pipeline.Replay(ctx, nil)
		if finished = err == nil; !finished && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		l = replay(t, l, dir)
		assertNowhere(t, everything(t, l, dir), "ekenberg", "maja")
		verify(t, l)
		if pending, err := l.Pipeline.Pending(t.Context()); err != nil || len(pending) > 0 {
			t.Fatalf("after %d looks: Pending = %v, %v", looks, pending, err)
		}
		l.Close(t)
	}
}

// impatient is a context that is done after it was looked at so many times.
type impatient struct {
	context.Context
	looks atomic.Int64
}

func (i *impatient) Err() error {
	if i.looks.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}
