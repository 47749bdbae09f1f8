package query_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/query"
)

// diary is a Journal and the Texts of a library for tests: one second for each
// change.
type diary struct {
	store   graph.Store
	changes []corpus.Change
	texts   map[string]string
}

func (d *diary) Changes(_ context.Context, since, until time.Time) (within []corpus.Change, _ error) {
	for _, c := range d.changes {
		if !c.At.Before(since) && (until.IsZero() || c.At.Before(until)) {
			within = append(within, c)
		}
	}
	return within, nil
}

func (d *diary) History(_ context.Context, document string) (of []corpus.Change, _ error) {
	for _, c := range d.changes {
		if c.Document == document {
			of = append(of, c)
		}
	}
	return of, nil
}

func (d *diary) Text(_ context.Context, hash string) (string, error) {
	text, known := d.texts[hash]
	if !known {
		return "", errors.New("no such text")
	}
	return text, nil
}

func (d *diary) note(kind corpus.ChangeKind, document, revision, text string) {
	c := corpus.Change{At: time.Unix(int64(len(d.changes)), 0).UTC(), Kind: kind, Document: document, Revision: revision}
	for _, earlier := range d.changes {
		if kind == corpus.ChangeRevised && earlier.Document == document {
			c.Before = earlier.Revision
		}
	}
	if text != "" {
		c.TextHash = revision
		d.texts[revision] = text
	}
	d.changes = append(d.changes, c)
}

// write stores a document in the revision and notes that.
func (d *diary) write(t *testing.T, kind corpus.ChangeKind, revision string, p *paper) {
	t.Helper()
	p.batch.Document.Revision = revision
	if err := d.store.Apply(t.Context(), p.batch); err != nil {
		t.Fatal(err)
	}
	d.note(kind, p.batch.Document.ID, revision, p.text.String())
}

func newDiary(t *testing.T) *diary {
	t.Helper()
	d := &diary{store: graphtest.NewReference(), texts: map[string]string{}}
	add := func(kind corpus.ChangeKind, revision string, p *paper) { d.write(t, kind, revision, p) }
	role := []string{"title", "Chef", "status", "current", "stated_on"}
	add(corpus.ChangeAdded, "a1", newPaper("a", "2020").passage("person:a", "hej", "concept:c").
		says("person:a", graph.HasRole, "organisation:o", append(role, "2020")...)) // second 0
	add(corpus.ChangeAdded, "b1", newPaper("b", "2021").passage("", "gammalt").passage("", "borta q"))
	add(corpus.ChangeAdded, "c1", newPaper("c", "2022").collection("k").passage("", "om n", "person:n").
		says("person:a", graph.HasRole, "organisation:o", append(role, "2022")...).
		says("person:a", graph.HasRole, "organisation:p", append(role, "2022")...).says("person:a", graph.Attended, "c"))
	add(corpus.ChangeRevised, "b2", newPaper("b", "2021").passage("", "gammalt").
		says("person:a", graph.MemberOf, "organisation:q").passage("person:m", "nytt m", "person:m").passage("", "och q", "concept:q"))
	d.note(corpus.ChangeRemoved, "x", "", "") // second 4
	return d
}

// told renders a change in a few words.
func told(t *testing.T, change query.Change) string {
	t.Helper()
	var line strings.Builder
	line.WriteString(string(change.Kind) + " " + change.Document.ID + ":")
	for _, edit := range change.Edits.Items {
		line.WriteString(" [" + edit.Before + "|" + edit.After + "]")
	}
	for _, entity := range change.Entities.Items {
		line.WriteString(" " + entity.ID)
	}
	for _, fact := range change.Facts.Items {
		attested(t, fact.Fact)
		line.WriteString(" " + string(fact.Type) + ">" + fact.To)
		if !fact.New {
			line.WriteString(" known")
		}
	}
	return line.String()
}

func TestChanges(t *testing.T) {
	const (
		b       = "revised b: [borta q|person:a MEMBER_OF organisation:q\nnytt m\noch q] person:m MEMBER_OF>organisation:q SAID>b:1"
		c       = "added c: person:n ATTENDED>c HAS_ROLE>organisation:o known HAS_ROLE>organisation:p"
		removed = "removed x:"
	)
	at := func(second int64) time.Time { return time.Unix(second, 0).UTC() }
	cases := []struct {
		name    string
		options query.ChangeOptions
		want    []string
	}{
		{"since a time, the latest first", query.ChangeOptions{Since: at(2)}, []string{removed, b, c}},
		{"until a time", query.ChangeOptions{Since: at(2), Until: at(3)}, []string{c}},
		{"about somebody", query.ChangeOptions{Since: at(2), About: "organisation:p"}, []string{"added c: person:n HAS_ROLE>organisation:p"}},
		{"about somebody in unchanged words", query.ChangeOptions{Since: at(3), About: "organisation:o"}, nil},
		{"in a collection", query.ChangeOptions{Since: at(1), Collection: new("k")}, []string{c}},
		{"limited", query.ChangeOptions{Since: at(2), Window: query.Window{Offset: 2, Limit: 1}}, []string{c}},
		{"later", query.ChangeOptions{Since: at(9)}, nil},
		{"in the beginning", query.ChangeOptions{Until: at(1)}, []string{"added a: concept:c HAS_ROLE>organisation:o SAID>a:0"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := newDiary(t)
			found, err := query.Changes(t.Context(), d.store, d, d, c.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, change := range found.Items {
				got = append(got, told(t, change))
			}
			same(t, "changes", got, c.want)
		})
	}
}

func TestSeveralChangesOfADocumentAreOne(t *testing.T) {
	d := newDiary(t)
	d.write(t, corpus.ChangeRevised, "b3", newPaper("b", "2021").passage("", "gammalt").passage("", "nyast"))
	d.write(t, corpus.ChangeRevised, "a2", newPaper("a", "2020").passage("", "annat"))
	d.write(t, corpus.ChangeRevised, "a1", newPaper("a", "2020").passage("", "hej"))
	found, err := query.Changes(t.Context(), d.store, d, d, query.ChangeOptions{Since: time.Unix(3, 0)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, change := range found.Items {
		got = append(got, told(t, change))
	}
	same(t, "changes", got, []string{"revised b: [borta q|nyast]", "removed x:"})
}

func TestDiffOfRevisions(t *testing.T) {
	d := newDiary(t)
	d.write(t, corpus.ChangeRevised, "b3", newPaper("b", "2021").passage("", "gammalt").passage("", "nyast", "person:z"))
	cases := []struct {
		name, from, to string
		want           string
	}{
		{"the last two", "", "", "revised b: [person:a MEMBER_OF organisation:q\nnytt m\noch q|nyast] person:z"},
		{"the first and the last", "b1", "b3", "revised b: [borta q|nyast] person:z"},
		{"two that are gone have no facts", "b1", "b2", "revised b: [borta q|person:a MEMBER_OF organisation:q\nnytt m\noch q]"},
		{"the first", "", "b1", "added b:"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			change, err := query.Diff(t.Context(), d.store, d, d, "b", c.from, c.to)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "change", told(t, change), c.want)
		})
	}
	for document, revision := range map[string]string{"b": "9", "y": ""} {
		if _, err := query.Diff(t.Context(), d.store, d, d, document, "", revision); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("%s %q: %v, want ErrNotFound", document, revision, err)
		}
	}
}
