// Package searchtest is the conformance suite of search indexes: every
// implementation of search.Index and search.Counter passes [Run].
package searchtest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
)

// Backend is what the suite tests.
type Backend interface {
	search.Index
	search.Counter
}

// Opener opens the index in a directory, which is empty or holds an index that
// was closed. The suite closes what it opens.
type Opener func(t *testing.T, dir string) Backend

// Run runs the suite; every test has an index of its own.
func Run(t *testing.T, open Opener) {
	tests := map[string]func(*testing.T, Opener){
		"Empty": testEmpty, "Apply": testApply, "Replace": testReplace, "Idempotent": testIdempotent,
		"Delete": testDelete, "LastUpdateWins": testLastUpdateWins, "Reopen": testReopen,
		"InvalidUpdate": testInvalid, "Filter": testFilter, "Order": testOrder, "Limits": testLimits,
		"Large": testLarge, "Cancelled": testCancelled, "Concurrent": testConcurrent, "Closed": testClosed,
		"Facets": testFacets, "Trend": testTrend, "Sort": testSort, "Group": testGroup, "Cursor": testCursor,
		"Fold": testFold, "Corrections": testCorrections, "Swedish": testSwedish, "Language": testLanguage,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

// Update makes an update of a document whose passages are the lines of text.
// The revision is the hash of the text.
func Update(id, text string) search.Update {
	u := search.Update{Text: text, Document: corpus.Document{ID: id, Revision: corpus.Hash([]byte(text))}}
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		u.Passages = append(u.Passages, corpus.Passage{
			ID: corpus.PassageID(id, len(u.Passages)), Document: id, Ordinal: len(u.Passages),
			Span: corpus.Span{Start: at, End: at + len(line)},
		})
		at += len(line) + 1
	}
	return u
}

func opened(t *testing.T, open Opener, updates ...search.Update) Backend {
	t.Helper()
	index := open(t, t.TempDir())
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	if len(updates) > 0 {
		apply(t, index, 1, updates...)
	}
	return index
}

func apply(t *testing.T, index Backend, generation uint64, updates ...search.Update) {
	t.Helper()
	if err := index.Apply(t.Context(), generation, updates...); err != nil {
		t.Fatal(err)
	}
}

func match(t *testing.T, index Backend, text string, filter search.Filter) search.Matches {
	t.Helper()
	q, _ := query.Parse(text)
	found, err := index.Match(t.Context(), q, filter, search.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// want checks which passages a query finds, in order.
func want(t *testing.T, index Backend, text string, ids ...string) {
	t.Helper()
	wantFiltered(t, index, text, search.Filter{}, ids...)
}

func wantFiltered(t *testing.T, index Backend, text string, filter search.Filter, ids ...string) {
	t.Helper()
	found := match(t, index, text, filter)
	got := make([]string, len(found.Postings))
	for i, p := range found.Postings {
		got[i] = p.Passage
	}
	if len(ids) == 0 {
		ids = []string{}
	}
	if diff := cmp.Diff(ids, got); diff != "" {
		t.Errorf("%q with %+v (-want +got):\n%s", text, filter, diff)
	}
	if found.Total != len(got) {
		t.Errorf("%q: total %d, found %d", text, found.Total, len(got))
	}
}

func wantState(t *testing.T, index Backend, generation uint64, updates ...search.Update) {
	t.Helper()
	got, revisions, err := index.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wanted := make(map[string]string)
	for _, u := range updates {
		wanted[u.Document.ID] = u.Document.Revision
	}
	if diff := cmp.Diff(wanted, revisions); diff != "" {
		t.Errorf("revisions (-want +got):\n%s", diff)
	}
	if got != generation {
		t.Errorf("generation %d, want %d", got, generation)
	}
}

func testEmpty(t *testing.T, open Opener) {
	index := opened(t, open)
	want(t, index, "")
	want(t, index, "vård")
	want(t, index, "-vård")
	wantState(t, index, 0)
}

func testApply(t *testing.T, open Opener) {
	a, b := Update("a", "nära vård\nfjärran kust"), Update("b", "vård")
	index := opened(t, open, a, b)
	wantState(t, index, 1, a, b)
	want(t, index, "kust", "a:0001")
	want(t, index, "fjärran vård", "a:0001", "b:0000", "a:0000") // relaxed
	if found := match(t, index, "kust", search.Filter{}); found.Generation != 1 || found.Postings[0].Score <= 0 {
		t.Errorf("found %+v", found)
	}
}

func testReplace(t *testing.T, open Opener) {
	index := opened(t, open, Update("a", "vård\nkust\nskog"), Update("b", "skog"))
	fresh := Update("a", "berg")
	apply(t, index, 7, fresh)
	want(t, index, "vård")
	want(t, index, "skog", "b:0000")
	want(t, index, "berg", "a:0000")
	wantState(t, index, 7, fresh, Update("b", "skog"))
}

func testIdempotent(t *testing.T, open Opener) {
	a := Update("a", "vård\nkust")
	index := opened(t, open, a)
	before := match(t, index, "vård", search.Filter{}).Postings
	apply(t, index, 2, a)
	if diff := cmp.Diff(before, match(t, index, "vård", search.Filter{}).Postings); diff != "" {
		t.Errorf("applied twice (-once +twice):\n%s", diff)
	}
	wantState(t, index, 2, a)
}

func testDelete(t *testing.T, open Opener) {
	b := Update("b", "vård")
	index := opened(t, open, Update("a", "vård\nkust"), b)
	gone := search.Update{Document: corpus.Document{ID: "a"}, Delete: true}
	apply(t, index, 2, gone, search.Update{Document: corpus.Document{ID: "unknown"}, Delete: true})
	want(t, index, "vård", "b:0000")
	want(t, index, "kust")
	want(t, index, "", "b:0000")
	wantState(t, index, 2, b)
}

func testLastUpdateWins(t *testing.T, open Opener) {
	last := Update("a", "kust")
	index := opened(t, open, Update("a", "vård\nskog"), last)
	want(t, index, "", "a:0000")
	wantState(t, index, 1, last)
	apply(t, index, 2, Update("a", "berg"), search.Update{Document: corpus.Document{ID: "a"}, Delete: true})
	want(t, index, "")
	wantState(t, index, 2)
}

func testReopen(t *testing.T, open Opener) {
	dir := t.TempDir()
	empty := Update("tom", "")
	empty.Passages = nil
	a := Update("a", "vård\nkust")
	for round := range 3 {
		index := open(t, dir)
		if round == 0 {
			apply(t, index, 5, a, empty)
		}
		wantState(t, index, 5, a, empty)
		want(t, index, "kusten", "a:0001")
		if err := index.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func testInvalid(t *testing.T, open Opener) {
	good := Update("a", "vård")
	tests := map[string]func(*search.Update){
		"no document id":   func(u *search.Update) { u.Document.ID = "" },
		"no passage id":    func(u *search.Update) { u.Passages[0].ID = "" },
		"span beyond text": func(u *search.Update) { u.Passages[0].End = 99 },
		"cut code point":   func(u *search.Update) { u.Passages[0].End = 2 },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			index := opened(t, open, good)
			bad := Update("b", "vård")
			spoil(&bad)
			if err := index.Apply(t.Context(), 2, Update("c", "vård"), bad); err == nil {
				t.Error("applied without error")
			}
			want(t, index, "vård", "a:0000")
			wantState(t, index, 1, good)
		})
	}
}

func testFilter(t *testing.T, open Opener) {
	var updates []search.Update
	for i, date := range []string{"2020-12-31", "2021", "2021-04", "2021-04-28", "2022-01-01", ""} {
		u := Update(fmt.Sprintf("d%d", i), "vård och omsorg")
		u.Document.Date = date
		u.Document.Kind = []corpus.DocumentKind{corpus.KindMinutes, corpus.KindPodcast}[i%2]
		u.Document.Collection = []string{"", "riksdag", "kommun"}[i%3]
		u.Document.Title = "Om köer i Norrland"
		u.Passages[0].Speaker = []string{"", "person:anna-ek", "person:bo-ek"}[i%3]
		updates = append(updates, u)
	}
	index := opened(t, open, updates...)
	tests := map[string]struct {
		query  string
		filter search.Filter
		want   string // digits of the documents
	}{
		"none":               {"vård", search.Filter{}, "012345"},
		"kind":               {"vård", search.Filter{Kinds: []corpus.DocumentKind{corpus.KindPodcast}}, "135"},
		"two kinds":          {"vård", search.Filter{Kinds: []corpus.DocumentKind{corpus.KindPodcast, corpus.KindMinutes}}, "012345"},
		"kind of none":       {"vård", search.Filter{Kinds: []corpus.DocumentKind{corpus.KindEvent}}, ""},
		"default collection": {"vård", search.Filter{Collections: []string{""}}, "03"},
		"collections":        {"vård", search.Filter{Collections: []string{"riksdag", "kommun"}}, "1245"},
		"speaker":            {"vård", search.Filter{Speakers: []string{"person:anna-ek"}}, "14"},
		"documents":          {"vård", search.Filter{Documents: []string{"d0", "d5", "d9"}}, "05"},
		"from":               {"vård", search.Filter{From: "2021-04-29"}, "124"},
		"to":                 {"vård", search.Filter{To: "2020"}, "0"},
		"year":               {"vård", search.Filter{From: "2021", To: "2021"}, "123"},
		"day":                {"vård", search.Filter{From: "2021-04-28", To: "2021-04-28"}, "123"},
		"combined":           {"vård", search.Filter{From: "2021", Kinds: []corpus.DocumentKind{corpus.KindPodcast}}, "13"},
		"without words":      {"", search.Filter{Speakers: []string{"person:bo-ek"}}, "25"},
		"query kind":         {"vård typ:podd", search.Filter{}, "135"},
		"query not kind":     {"vård -typ:podd", search.Filter{}, "024"},
		"query collection":   {"samling:riksdag", search.Filter{}, "14"},
		"query speaker":      {"talare:ek", search.Filter{}, "1245"},
		"query full name":    {`talare:"Bo Ek"`, search.Filter{}, "25"},
		"query id":           {"talare:person:anna-ek", search.Filter{}, "14"},
		"query no speaker":   {"talare:nilsson", search.Filter{}, ""},
		"query dates":        {"datum:2021-05..2021-12", search.Filter{}, "1"},
		"query title":        {"titel:kö", search.Filter{}, "012345"},
		"query other title":  {"titel:skola", search.Filter{}, ""},
		"query and filter":   {"typ:podd", search.Filter{To: "2021-12-31"}, "13"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var ids []string
			for _, digit := range test.want {
				ids = append(ids, corpus.PassageID("d"+string(digit), 0))
			}
			wantFiltered(t, index, test.query, test.filter, ids...)
		})
	}
}

func testOrder(t *testing.T, open Opener) {
	index := opened(t, open,
		Update("b", "vård vård vård\nhav"), Update("a", "vård och kust\nhav"), Update("c", "hav\nvård och kust"))
	want(t, index, "vård", "b:0000", "a:0000", "c:0001")
	want(t, index, "", "a:0000", "a:0001", "b:0000", "b:0001", "c:0000", "c:0001")
	want(t, index, "-vård", "a:0001", "b:0001", "c:0000")
}

func testLimits(t *testing.T, open Opener) {
	var updates []search.Update
	for i := range 30 {
		u := Update(fmt.Sprintf("d%02d", i), strings.Repeat("vård ", 1+i%7)+"kust")
		if i%3 == 0 {
			u.Document.Kind = corpus.KindPodcast
		}
		updates = append(updates, u)
	}
	index := opened(t, open, updates...)
	filter := search.Filter{Kinds: []corpus.DocumentKind{corpus.KindPodcast}}
	q, _ := query.Parse("vård")
	var pages []search.Posting
	for offset := 0; offset < 12; offset += 4 {
		found, err := index.Match(t.Context(), q, filter, search.Page{Limit: 4, Offset: offset})
		if err != nil {
			t.Fatal(err)
		}
		if found.Total != 10 {
			t.Errorf("offset %d: total %d, want 10: the filter applies before the limit", offset, found.Total)
		}
		pages = append(pages, found.Postings...)
	}
	if diff := cmp.Diff(match(t, index, "vård", filter).Postings, pages); diff != "" {
		t.Errorf("pages differ from the whole (-whole +pages):\n%s", diff)
	}
	found, err := index.Match(t.Context(), q, filter, search.Page{Limit: 4, Offset: 100})
	if err != nil || len(found.Postings) != 0 || found.Total != 10 {
		t.Errorf("beyond the end: %+v, %v", found, err)
	}
}

// testLarge applies more than fits in one batch of any sensible size.
func testLarge(t *testing.T, open Opener) {
	const lines = 9000
	big := Update("stor", strings.TrimSuffix(strings.Repeat("vård\n", lines), "\n"))
	small := Update("liten", "kust")
	index := opened(t, open, big, small)
	wantState(t, index, 1, big, small)
	if total := match(t, index, "vård", search.Filter{}).Total; total != lines {
		t.Errorf("found %d of %d", total, lines)
	}
	big = Update("stor", "hav")
	apply(t, index, 2, big)
	want(t, index, "", "liten:0000", "stor:0000")
	wantState(t, index, 2, big, small)
}

func testCancelled(t *testing.T, open Opener) {
	index := opened(t, open, Update("a", "vård"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := index.Apply(ctx, 2, Update("b", "vård")); !errors.Is(err, context.Canceled) {
		t.Errorf("Apply returns %v", err)
	}
	q, _ := query.Parse("vård")
	if _, err := index.Match(ctx, q, search.Filter{}, search.Page{Limit: 10}); !errors.Is(err, context.Canceled) {
		t.Errorf("Match returns %v", err)
	}
	want(t, index, "vård", "a:0000")
	wantState(t, index, 1, Update("a", "vård"))
}

// testConcurrent searches while documents are replaced: every search must see
// all documents of one generation.
func testConcurrent(t *testing.T, open Opener) {
	const documents, generations = 20, 15
	of := func(generation int) []search.Update {
		var updates []search.Update
		for i := range documents {
			updates = append(updates, Update(fmt.Sprintf("d%02d", i), fmt.Sprintf("vård nummer%d", generation)))
		}
		return updates
	}
	index := opened(t, open, of(1)...)
	done := make(chan struct{})
	var searching sync.WaitGroup
	for range 3 {
		searching.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				q, _ := query.Parse("vård")
				found, err := index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 100})
				if err != nil || found.Total != documents {
					t.Errorf("during Apply: %d found, %v", found.Total, err)
					return
				}
				q, _ = query.Parse(fmt.Sprintf("nummer%d", found.Generation))
				if found, err = index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 100}); err != nil || found.Total != 0 && found.Total != documents {
					t.Errorf("a generation in parts: %d found, %v", found.Total, err)
					return
				}
			}
		})
	}
	for generation := 2; generation <= generations; generation++ {
		apply(t, index, uint64(generation), of(generation)...)
	}
	close(done)
	searching.Wait()
	wantState(t, index, generations, of(generations)...)
}

func testClosed(t *testing.T, open Opener) {
	index := open(t, t.TempDir())
	if err := index.Close(); err != nil {
		t.Fatal(err)
	}
	q, _ := query.Parse("vård")
	if _, err := index.Match(t.Context(), q, search.Filter{}, search.Page{Limit: 10}); !errors.Is(err, search.ErrClosed) {
		t.Errorf("Match returns %v", err)
	}
	if err := index.Apply(t.Context(), 1, Update("a", "vård")); !errors.Is(err, search.ErrClosed) {
		t.Errorf("Apply returns %v", err)
	}
	if _, _, err := index.State(t.Context()); !errors.Is(err, search.ErrClosed) {
		t.Errorf("State returns %v", err)
	}
	if err := index.Close(); err != nil {
		t.Errorf("second Close returns %v", err)
	}
}
