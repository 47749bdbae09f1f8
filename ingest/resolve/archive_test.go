package resolve_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/source"
)

// marked is a name in the archive and the person who bears it.
var marked = regexp.MustCompile(`\{([^|{}]+)\|([^|{}]+)\}`)

// archive reads the documents of an archive, without marks, and for each the
// person whom a name there means.
func archive(t *testing.T) (texts map[string]string, people map[string]map[string]string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "archive.txt"))
	if err != nil {
		t.Fatal(err)
	}
	texts, people = map[string]string{}, map[string]map[string]string{}
	for _, part := range strings.Split("\n"+string(data), "\n-- ")[1:] {
		name, text, _ := strings.Cut(part, " --\n")
		people[name] = map[string]string{}
		for _, m := range marked.FindAllStringSubmatch(text, -1) {
			people[name][m[1]] = m[2]
		}
		texts[name] = marked.ReplaceAllString(text, "$1")
	}
	return texts, people
}

// met is a person in a document: who it is, and the entity found.
type met struct{ document, who, entity string }

// meet ingests the archive and tells who was found where.
func meet(t *testing.T) []met {
	t.Helper()
	texts, people := archive(t)
	folder := t.TempDir()
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l := ingesttest.Open(t, t.TempDir(), 2)
	l.Run(t, ingest.Job{Files: source.New(source.Config{}).Files(t.Context(), folder)})
	files := map[string]string{}
	for document, err := range l.Store.Documents(t.Context(), graph.DocumentFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		files[document.ID] = filepath.Base(document.Source)
	}
	found := map[met]bool{}
	for mention, err := range l.Store.Mentions(t.Context(), graph.MentionFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		document := files[mention.Document]
		if who := people[document][mention.Text]; who != "" && strings.HasPrefix(mention.Entity, "person:") {
			found[met{document, who, mention.Entity}] = true
		}
	}
	list := make([]met, 0, len(found))
	for m := range found {
		list = append(list, m)
	}
	return list
}

// TestArchive scores pairs of documents by whether the person both name is
// taken for one. Silent merges must be right; what is missed is listed.
func TestArchive(t *testing.T) {
	list := meet(t)
	right, wrong, missed := 0, 0, 0
	for i, a := range list {
		for _, b := range list[i+1:] {
			switch same := a.entity == b.entity; {
			case a.document == b.document:
			case same && a.who == b.who:
				right++
			case same:
				wrong++
				t.Logf("merged: %v and %v", a, b)
			case a.who == b.who:
				missed++
				t.Logf("split: %v and %v", a, b)
			}
		}
	}
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("%d right, %d wrong, %d missed: precision %.3f, recall %.3f", right, wrong, missed, precision, recall)
	if precision < leastPrecision || recall < leastRecall {
		t.Errorf("precision %.3f, recall %.3f; want at least %.2f and %.2f", precision, recall, leastPrecision, leastRecall)
	}
}

// What the archive is known to reach, less a pair or two.
const leastPrecision, leastRecall = .98, .90
