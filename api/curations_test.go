package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/api"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/resolve"
	"github.com/samband/samband/search"
)

// curating decides in a library, one after the other.
type curating struct {
	*ingesttest.Library
	mu sync.Mutex
}

func (c *curating) Propose(ctx context.Context, proposal graph.Proposal, check func(*graph.Rulings) error) (graph.Outcome, error) {
	return ingest.Propose(ctx, c.Store, proposal, check)
}

func (c *curating) Suggest(ctx context.Context) ([]api.Suggested, error) {
	found, err := resolve.New(resolve.Config{}).Suggest(ctx, c.Store)
	var list []api.Suggested
	for _, s := range found {
		list = append(list, api.Suggested{ID: s.ID, A: s.A, B: s.B})
	}
	return list, err
}

func (c *curating) Decide(ctx context.Context, proposal graph.Proposal, check func(*graph.Rulings) error) (graph.Outcome, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.Pipeline.Decide(ctx, proposal, check)
}

func (c *curating) Delete(ctx context.Context, documents ...string) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.Pipeline.Delete(ctx, documents...)
}

// writable is a served library that takes writes.
type writable struct {
	http.Handler
	*ingesttest.Library
	keys *api.Keys
}

// key makes a key with scopes.
func (w *writable) key(t *testing.T, name string, scopes ...api.Scope) string {
	t.Helper()
	_, token, err := w.keys.Create(name, scopes, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func serveWritable(t *testing.T, edit ...func(*api.Config)) *writable {
	t.Helper()
	dir := t.TempDir()
	l := ingesttest.Open(t, dir, 2)
	l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	sources := api.Sources{Store: l.Store, Archive: l.Archive}
	engine, err := search.New(search.Config{Index: l.Index, Texts: sources, Coverage: sources})
	if err != nil {
		t.Fatal(err)
	}
	keys := api.OpenKeys(filepath.Join(dir, "keys.json"))
	c := &curating{Library: l}
	config := api.Config{Store: l.Store, Searcher: engine, Texts: sources, Coverage: sources, Curator: c, Writer: c, Keys: keys, Version: "test"}
	for _, change := range edit {
		change(&config)
	}
	server, err := api.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return &writable{server.Handler(), l, keys}
}

// send sends a body as JSON, with headers given as pairs.
func send(t *testing.T, handler http.Handler, method, address string, body any, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	content, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequestWithContext(t.Context(), method, address, bytes.NewReader(content))
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder
}

func bearer(token string) []string { return []string{"Authorization", "Bearer " + token} }

// tag is the ETag of the log.
func tag(t *testing.T, handler http.Handler) string {
	t.Helper()
	return get(t, handler, "/api/v1/curations").Header().Get("ETag")
}

type problem struct {
	Type       string   `json:"type"`
	Detail     string   `json:"detail"`
	Survivor   string   `json:"survivor"`
	Candidates []string `json:"candidates"`
	Later      string   `json:"later"`
}

// refused checks that an answer is a problem of a type.
func refused(t *testing.T, answer *httptest.ResponseRecorder, status int, slug string) problem {
	t.Helper()
	if answer.Code != status || answer.Header().Get("Content-Type") != "application/problem+json" {
		t.Fatalf("status %d (%s), want %d: %s", answer.Code, answer.Header().Get("Content-Type"), status, answer.Body)
	}
	found := decode[problem](t, answer)
	if found.Type != "/docs/problems/"+slug {
		t.Errorf("type %q, want %s: %s", found.Type, slug, found.Detail)
	}
	return found
}

// twoPeople are the ids of the two people that most documents speak of, and
// two organisations.
func best(t *testing.T, l *ingesttest.Library, kind graph.Kind) [2]string {
	t.Helper()
	var ids [2]string
	var counts [2]int
	for entity, err := range l.Store.Entities(t.Context(), graph.EntityFilter{Kinds: []graph.Kind{kind}}) {
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case entity.Documents > counts[0]:
			ids, counts = [2]string{entity.ID, ids[0]}, [2]int{entity.Documents, counts[0]}
		case entity.Documents > counts[1]:
			ids[1], counts[1] = entity.ID, entity.Documents
		}
	}
	return ids
}

func exportGraph(t *testing.T, l *ingesttest.Library) string {
	t.Helper()
	var out strings.Builder
	if err := graph.Export(t.Context(), l.Store, l.Text(t.Context()), &out, graph.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestDecideAndUndo(t *testing.T) {
	w := serveWritable(t)
	before := exportGraph(t, w.Library)
	people := best(t, w.Library, graph.Person)
	a, b := people[1], people[0]
	siv := bearer(w.key(t, "Siv Ask", api.ScopeCurate))
	merge := map[string]any{"kind": "merge", "entities": []string{a, b}, "why": "samma person"}

	tried := decode[api.Decision](t, send(t, w, http.MethodPost, "/api/v1/curations?dry_run=true", merge))
	if !tried.DryRun || len(tried.Effects) != 1 || tried.Effects[0].From != a || tried.Effects[0].To != b || exportGraph(t, w.Library) != before {
		t.Fatalf("tried %+v", tried)
	}
	answer := send(t, w, http.MethodPost, "/api/v1/curations", merge, append(siv, "If-Match", tag(t, w))...)
	decision := decode[api.Decision](t, answer)
	if answer.Code != http.StatusCreated || answer.Header().Get("ETag") != tag(t, w) || decision.By != "Siv Ask" || decision.Why != "samma person" {
		t.Fatalf("%d %+v", answer.Code, decision)
	}
	if diff := cmp.Diff(tried.Effects, decision.Effects); diff != "" {
		t.Errorf("does otherwise than it said:\n%s", diff)
	}

	moved := get(t, w, "/api/v1/entities/"+a)
	if found := refused(t, moved, http.StatusMovedPermanently, "merged"); found.Survivor != b || moved.Header().Get("Location") != "/api/v1/entities/"+b {
		t.Errorf("%s leads to %+v, %s", a, found, moved.Header().Get("Location"))
	}
	page := get(t, w, "/e/"+a, "Accept", "text/html")
	if page.Code != http.StatusMovedPermanently || page.Header().Get("Location") != "/e/"+b || page.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("the page: %d %v", page.Code, page.Header())
	}

	rename := send(t, w, http.MethodPost, "/api/v1/curations", map[string]any{"kind": "rename", "entities": []string{a}, "value": "Nytt  Namn"}, append(siv, "If-Match", "*")...)
	renamed := decode[api.Decision](t, rename)
	if rename.Code != http.StatusCreated || renamed.Subjects[0].Entity != b || renamed.Value != "Nytt Namn" {
		t.Fatalf("%d %s", rename.Code, rename.Body)
	}
	undo := func(id string) *httptest.ResponseRecorder {
		return send(t, w, http.MethodPost, "/api/v1/curations/"+id+"/undo", map[string]any{"why": "fel"}, append(siv, "If-Match", tag(t, w))...)
	}
	if found := refused(t, undo(decision.ID), http.StatusConflict, "conflict"); found.Later != renamed.ID {
		t.Errorf("undo first %q, want %q", found.Later, renamed.ID)
	}
	for _, id := range []string{renamed.ID, decision.ID} {
		if answer := undo(id); answer.Code != http.StatusCreated {
			t.Fatalf("undo: %d %s", answer.Code, answer.Body)
		}
	}
	refused(t, undo(decision.ID), http.StatusConflict, "conflict")
	refused(t, undo("c:saknas"), http.StatusNotFound, "not-found")
	if diff := cmp.Diff(before, exportGraph(t, w.Library)); diff != "" {
		t.Errorf("not as before:\n%s", diff)
	}
	list := decode[api.CurationList](t, get(t, w, "/api/v1/curations?entity="+b))
	if len(list.Items) != 4 || !list.Items[0].Undone || list.Items[2].Undone {
		t.Errorf("log of %s: %+v", b, list)
	}
	first := decode[api.CurationList](t, get(t, w, "/api/v1/curations?limit=3"))
	rest := decode[api.CurationList](t, get(t, w, "/api/v1/curations?after="+*first.Next))
	if len(first.Items) != 3 || len(rest.Items) != 1 || rest.Next != nil {
		t.Errorf("%d and %d events", len(first.Items), len(rest.Items))
	}
}

func TestDecisionsTakeConditions(t *testing.T) {
	w := serveWritable(t)
	curate, read := bearer(w.key(t, "Siv", api.ScopeCurate)), bearer(w.key(t, "Bo", api.ScopeRead))
	person := best(t, w.Library, graph.Person)[0]
	note := func(text string, header ...string) *httptest.ResponseRecorder {
		return send(t, w, http.MethodPost, "/api/v1/curations", map[string]any{"kind": "note", "entities": []string{person}, "value": text}, header...)
	}
	anonymous := note("a", "If-Match", "*")
	refused(t, anonymous, http.StatusUnauthorized, "unauthorised")
	if anonymous.Header().Get("WWW-Authenticate") != `Bearer realm="samband"` {
		t.Errorf("challenge %q", anonymous.Header().Get("WWW-Authenticate"))
	}
	refused(t, note("a", append(read, "If-Match", "*")...), http.StatusForbidden, "forbidden")
	refused(t, note("a", curate...), http.StatusPreconditionRequired, "precondition-required")
	stale := tag(t, w)
	once := append(slices.Clip(curate), "If-Match", stale, "Idempotency-Key", "en gång")
	first := note("a", once...)
	if first.Code != http.StatusCreated {
		t.Fatalf("%d %s", first.Code, first.Body)
	}
	if again := note("a", once...); again.Code != http.StatusCreated || again.Body.String() != first.Body.String() {
		t.Errorf("sent again: %d %s", again.Code, again.Body)
	}
	refused(t, note("b", once...), http.StatusUnprocessableEntity, "idempotency-key-reused")
	refused(t, note("b", append(curate, "If-Match", stale)...), http.StatusPreconditionFailed, "precondition-failed")
	refused(t, note("b", append(curate, "If-Match", stale, "Idempotency-Key", "ny")...), http.StatusPreconditionFailed, "precondition-failed")
	if answer := note("b", append(curate, "If-Match", tag(t, w), "Idempotency-Key", "ny")...); answer.Code != http.StatusCreated {
		t.Errorf("after a failure under the same key: %d %s", answer.Code, answer.Body)
	}
	if events := decode[api.CurationList](t, get(t, w, "/api/v1/curations")).Items; len(events) != 2 {
		t.Errorf("%d notes, want 2", len(events))
	}
	for name, body := range map[string]map[string]any{
		"of one":           {"kind": "merge", "entities": []string{person}},
		"of one twice":     {"kind": "merge", "entities": []string{person, person}},
		"without name":     {"kind": "rename", "entities": []string{person}, "value": " "},
		"of no known kind": {"kind": "retype", "entities": []string{person}, "value": "djur"},
		"of its own kind":  {"kind": "retype", "entities": []string{person}, "value": "person"},
		"split of nothing": {"kind": "split", "entities": []string{person}, "documents": []string{"saknas"}},
		"without pair":     {"kind": "accept", "value": "same"},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, send(t, w, http.MethodPost, "/api/v1/curations", body, append(curate, "If-Match", "*")...), http.StatusUnprocessableEntity, "invalid-parameter")
		})
	}
	unknown := map[string]any{"kind": "reject", "entities": []string{"person:ingen"}}
	refused(t, send(t, w, http.MethodPost, "/api/v1/curations", unknown, append(curate, "If-Match", "*")...), http.StatusNotFound, "not-found")
}

func TestKeys(t *testing.T) {
	w := serveWritable(t)
	good := w.key(t, "Siv", api.ScopeRead)
	expired, late, err := w.keys.Create("Gammal", []api.Scope{api.ScopeRead}, time.Now().Add(-time.Hour))
	if err != nil || expired.Valid(time.Now()) {
		t.Fatal(err, expired)
	}
	keys, err := w.keys.List()
	if err != nil || len(keys) != 2 || strings.Contains(keys[0].Hash, good) || keys[0].Name != "Siv" {
		t.Fatalf("%+v %v", keys, err)
	}
	for name, test := range map[string]struct {
		header string
		want   int
	}{
		"good":           {"Bearer " + good, http.StatusOK},
		"in lower case":  {"bearer " + good, http.StatusOK},
		"unknown":        {"Bearer smb_okänd", http.StatusUnauthorized},
		"expired":        {"Bearer " + late, http.StatusUnauthorized},
		"empty":          {"", http.StatusUnauthorized},
		"another scheme": {"Basic " + good, http.StatusUnauthorized},
	} {
		t.Run(name, func(t *testing.T) {
			answer := get(t, w, "/api/v1/coverage", "Authorization", test.header)
			if answer.Code != test.want {
				t.Errorf("status %d, want %d", answer.Code, test.want)
			}
			if test.want == http.StatusUnauthorized && !strings.Contains(answer.Header().Get("WWW-Authenticate"), "invalid_token") {
				t.Errorf("challenge %q", answer.Header().Get("WWW-Authenticate"))
			}
		})
	}
	other := api.OpenKeys(filepath.Join(t.TempDir(), "keys.json"))
	if _, found, err := other.Find(good, time.Now()); found || err != nil {
		t.Errorf("found in another file: %v", err)
	}
	if err := w.keys.Revoke(keys[0].ID); err != nil {
		t.Fatal(err)
	}
	refused(t, get(t, w, "/api/v1/coverage", bearer(good)...), http.StatusUnauthorized, "unauthorised")
}

func TestReadingMayTakeAKey(t *testing.T) {
	w := serveWritable(t, func(config *api.Config) { config.RequireKey = true })
	for _, path := range []string{"/", "/search?q=kommun", "/api/v1/coverage", "/api/v1/curations"} {
		refused(t, get(t, w, path), http.StatusUnauthorized, "unauthorised")
		if answer := get(t, w, path, bearer(w.key(t, "Siv", api.ScopeCurate))...); answer.Code != http.StatusOK {
			t.Errorf("%s with a key: %d", path, answer.Code)
		}
	}
	if answer := get(t, w, "/healthz"); answer.Code != http.StatusOK {
		t.Errorf("healthz: %d", answer.Code)
	}
}

func TestReadOnly(t *testing.T) {
	w := serveWritable(t, func(config *api.Config) { config.Writer = nil })
	body := map[string]any{"kind": "note", "entities": []string{best(t, w.Library, graph.Person)[0]}, "value": "x"}
	found := refused(t, send(t, w, http.MethodPost, "/api/v1/curations", body, bearer(w.key(t, "Siv", api.ScopeAdmin))...), http.StatusForbidden, "read-only")
	if !strings.Contains(found.Detail, "samband serve --write") {
		t.Errorf("no remedy in %q", found.Detail)
	}
	if answer := send(t, w, http.MethodPost, "/api/v1/curations?dry_run=true", body); answer.Code != http.StatusOK {
		t.Errorf("dry run: %d %s", answer.Code, answer.Body)
	}
	if answer := get(t, w, "/api/v1/suggestions"); answer.Code != http.StatusOK {
		t.Errorf("suggestions: %d %s", answer.Code, answer.Body)
	}
}

func TestPagesElsewhereChangeNothing(t *testing.T) {
	w := serveWritable(t)
	body := map[string]any{"kind": "note", "entities": []string{best(t, w.Library, graph.Person)[0]}, "value": "x"}
	header := append(bearer(w.key(t, "Siv", api.ScopeCurate)), "If-Match", "*")
	refused(t, send(t, w, http.MethodPost, "/api/v1/curations", body, append(header, "Origin", "https://elak.example")...), http.StatusForbidden, "cross-origin")
	refused(t, send(t, w, http.MethodPost, "/api/v1/curations", body, append(header, "Sec-Fetch-Site", "cross-site")...), http.StatusForbidden, "cross-origin")
	if answer := send(t, w, http.MethodPost, "/api/v1/curations", body, append(header, "Sec-Fetch-Site", "same-origin")...); answer.Code != http.StatusCreated {
		t.Errorf("from our own page: %d %s", answer.Code, answer.Body)
	}
}

// TestSearchesGoOnWhileDeciding searches all the time while decisions are made
// by several at once, of whom each sees the others through the condition.
func TestSearchesGoOnWhileDeciding(t *testing.T) {
	w := serveWritable(t)
	curate := bearer(w.key(t, "Siv", api.ScopeCurate))
	person := best(t, w.Library, graph.Person)[0]
	done := make(chan struct{})
	var searching, deciding sync.WaitGroup
	searching.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			if answer := get(t, w, "/api/v1/search?q=kommun"); answer.Code != http.StatusOK {
				t.Errorf("search: %d %s", answer.Code, answer.Body)
				return
			}
		}
	})
	const people, each = 4, 3
	for who := range people {
		deciding.Go(func() {
			for made := 0; made < each; {
				body := map[string]any{"kind": "note", "entities": []string{person}, "value": strings.Repeat("x", 1+who*each+made)}
				switch answer := send(t, w, http.MethodPost, "/api/v1/curations", body, append(curate, "If-Match", tag(t, w))...); answer.Code {
				case http.StatusCreated:
					made++
				case http.StatusPreconditionFailed:
				default:
					t.Errorf("decide: %d %s", answer.Code, answer.Body)
					return
				}
			}
		})
	}
	deciding.Wait()
	close(done)
	searching.Wait()
	if events := decode[api.CurationList](t, get(t, w, "/api/v1/curations")).Items; len(events) != people*each {
		t.Errorf("%d decisions, want %d", len(events), people*each)
	}
}

func TestDeleteDocument(t *testing.T) {
	w := serveWritable(t)
	document := decode[api.DocumentList](t, get(t, w, "/api/v1/documents?limit=1")).Items[0].ID
	path := "/api/v1/documents/" + document
	refused(t, send(t, w, http.MethodDelete, path, nil), http.StatusUnauthorized, "unauthorised")
	refused(t, send(t, w, http.MethodDelete, path, nil, bearer(w.key(t, "Siv", api.ScopeCurate, api.ScopeIngest))...), http.StatusForbidden, "forbidden")
	admin := bearer(w.key(t, "Bo", api.ScopeAdmin))
	if answer := send(t, w, http.MethodDelete, path, nil, admin...); answer.Code != http.StatusNoContent || answer.Body.Len() > 0 {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	refused(t, get(t, w, path), http.StatusNotFound, "not-found")
	refused(t, send(t, w, http.MethodDelete, path, nil, admin...), http.StatusNotFound, "not-found")
	for _, hit := range decode[api.SearchResponse](t, get(t, w, "/api/v1/search?limit=1000&q=kommun")).Items {
		if hit.Document == document {
			t.Errorf("%s is still found", hit.Passage)
		}
	}
}
