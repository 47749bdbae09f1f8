package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/samband/samband/api"
	"github.com/samband/samband/api/web"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/search"
)

// serve serves the sample corpus.
func serve(t *testing.T) (http.Handler, *ingesttest.Library) {
	t.Helper()
	l := ingesttest.Open(t, t.TempDir(), 2)
	l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	sources := api.Sources{Store: l.Store, Archive: l.Archive}
	engine, err := search.New(search.Config{Index: l.Index, Texts: sources, Coverage: sources})
	if err != nil {
		t.Fatal(err)
	}
	server, err := api.New(api.Config{Store: l.Store, Searcher: engine, Texts: sources, Coverage: sources, Curator: &curating{Library: l}, Journal: l.Archive, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return server.Handler(), l
}

func get(t *testing.T, handler http.Handler, address string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder
}

func decode[T any](t *testing.T, recorder *httptest.ResponseRecorder) T {
	t.Helper()
	var value T
	if err := json.Unmarshal(recorder.Body.Bytes(), &value); err != nil {
		t.Fatalf("%v in %s", err, recorder.Body)
	}
	return value
}

func TestSearch(t *testing.T) {
	handler, l := serve(t)
	answer := get(t, handler, "/api/v1/search?limit=5&q="+url.QueryEscape("skyfallen"))
	if answer.Code != http.StatusOK {
		t.Fatalf("status %d: %s", answer.Code, answer.Body)
	}
	result := decode[api.SearchResponse](t, answer)
	if len(result.Items) == 0 || result.Total.Value < len(result.Items) || result.Coverage.Documents == 0 {
		t.Fatalf("result %+v", result)
	}
	for _, hit := range result.Items {
		document, err := graph.Document(t.Context(), l.Store, hit.Document)
		if err != nil {
			t.Fatal(err)
		}
		text, err := l.Archive.Text(t.Context(), document.TextHash)
		if err != nil {
			t.Fatal(err)
		}
		if text[hit.Start:hit.End] != hit.Text {
			t.Errorf("%s: text is %q, the document says %q", hit.Passage, hit.Text, text[hit.Start:hit.End])
		}
		if len(hit.Highlights) == 0 {
			t.Errorf("%s: nothing highlighted in %q", hit.Passage, hit.Text)
		}
		for _, mark := range hit.Highlights {
			if marked := strings.ToLower(text[mark.Start:mark.End]); !strings.HasPrefix(marked, "skyfall") {
				t.Errorf("%s: highlighted %q", hit.Passage, marked)
			}
		}
	}
}

func TestPagesOfASearchJoinToTheWhole(t *testing.T) {
	handler, _ := serve(t)
	whole := decode[api.SearchResponse](t, get(t, handler, "/api/v1/search?limit=1000&q=kommun"))
	var joined []string
	for cursor := ""; ; {
		page := decode[api.SearchResponse](t, get(t, handler, "/api/v1/search?limit=3&q=kommun&cursor="+cursor))
		for _, hit := range page.Items {
			joined = append(joined, hit.Passage)
		}
		if page.Next == nil {
			break
		}
		cursor = *page.Next
	}
	if len(joined) != len(whole.Items) || len(joined) < 4 {
		t.Fatalf("pages hold %d hits, the whole %d", len(joined), len(whole.Items))
	}
	for i, hit := range whole.Items {
		if hit.Passage != joined[i] {
			t.Errorf("hit %d is %s in pages, %s in the whole", i, joined[i], hit.Passage)
		}
	}
}

func TestAnyQueryIsAnswered(t *testing.T) {
	handler, _ := serve(t)
	for _, query := range []string{"", `"`, "((", "a AND", "talare:", "\x00\xff", strings.Repeat("x ", 3000), "-", "*", "å~", "från:igår"} {
		for _, path := range []string{"/api/v1/search?q=", "/search?q="} {
			if answer := get(t, handler, path+url.QueryEscape(query)); answer.Code != http.StatusOK {
				t.Errorf("%s%.20q: status %d %.200s", path, query, answer.Code, answer.Body)
			}
		}
	}
}

func TestProblems(t *testing.T) {
	handler, _ := serve(t)
	for path, want := range map[string]int{
		"/api/v1/nothing":                 http.StatusNotFound,
		"/api/v1/documents/nothing":       http.StatusNotFound,
		"/api/v1/entities/person:nobody":  http.StatusNotFound,
		"/api/v1/search?unknown=1":        http.StatusUnprocessableEntity,
		"/api/v1/search?limit=0":          http.StatusUnprocessableEntity,
		"/api/v1/search?q=a&cursor=wrong": http.StatusUnprocessableEntity,
		"/d/nothing":                      http.StatusNotFound,
	} {
		answer := get(t, handler, path)
		if answer.Code != want || !strings.HasPrefix(answer.Header().Get("Content-Type"), "application/problem+json") {
			t.Errorf("%s: status %d (%s), want %d", path, answer.Code, answer.Header().Get("Content-Type"), want)
		}
	}
	problem := decode[struct {
		Type string `json:"type"`
	}](t, get(t, handler, "/api/v1/documents/nothing"))
	if page := get(t, handler, problem.Type); page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "<h1>") {
		t.Errorf("%s explains nothing: status %d", problem.Type, page.Code)
	}
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/search", nil)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: status %d", recorder.Code)
	}
}

func TestEntities(t *testing.T) {
	handler, l := serve(t)
	people := 0
	for entity, err := range l.Store.Entities(t.Context(), graph.EntityFilter{Kinds: []graph.Kind{graph.Person}}) {
		if err != nil {
			t.Fatal(err)
		}
		people++
		answer := decode[api.EntityResponse](t, get(t, handler, "/api/v1/entities/"+url.PathEscape(entity.ID)))
		if answer.Name != entity.Name || len(answer.Mentions) == 0 {
			t.Errorf("%s: %+v", entity.ID, answer)
		}
		given, _, _ := strings.Cut(entity.Name, " ")
		list := decode[api.EntityList](t, get(t, handler, "/api/v1/entities?limit=100&kind=person&prefix="+url.QueryEscape(given)))
		found := false
		for _, item := range list.Items {
			found = found || item.ID == entity.ID
		}
		if !found {
			t.Errorf("completion of %q lacks %s", given, entity.ID)
		}
	}
	if people == 0 {
		t.Fatal("no people in the sample")
	}
}

func TestDocumentsArePaged(t *testing.T) {
	handler, _ := serve(t)
	seen := map[string]bool{}
	for after := ""; ; {
		page := decode[api.DocumentList](t, get(t, handler, "/api/v1/documents?limit=5&after="+after))
		for _, document := range page.Items {
			seen[document.ID] = true
			whole := decode[api.DocumentResponse](t, get(t, handler, "/api/v1/documents/"+document.ID))
			if len(whole.Passages) == 0 {
				t.Errorf("%s has no passages", document.ID)
			}
		}
		if page.Next == nil {
			break
		}
		after = *page.Next
	}
	coverage := decode[api.CoverageResponse](t, get(t, handler, "/api/v1/coverage"))
	if len(seen) != coverage.Documents {
		t.Errorf("listed %d documents of %d", len(seen), coverage.Documents)
	}
}

// crawl visits every page that can be reached from the first one. Links that
// narrow a result, of which there is no end, are followed from one page only.
func crawl(t *testing.T, handler http.Handler, language string, visit func(path string, page *html.Node)) {
	t.Helper()
	queue := []string{"/", "/search?q=kommun", "/nowhere"}
	seen := map[string]bool{}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if path, _, _ = strings.Cut(path, "#"); seen[path] {
			continue
		}
		seen[path] = true
		answer := get(t, handler, path, "Accept", "text/html", "Accept-Language", language)
		if answer.Code != http.StatusOK && path != "/nowhere" {
			t.Errorf("%s: status %d", path, answer.Code)
			continue
		}
		if !strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html") {
			continue
		}
		page, err := html.Parse(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		visit(path, page)
		for node := range page.Descendants() {
			if node.Type == html.ElementNode && node.Data == "a" && (attribute(node, "rel") != "nofollow" || path == "/search?q=kommun") {
				if link := attribute(node, "href"); strings.HasPrefix(link, "/") && !strings.Contains(link, "lang=") {
					queue = append(queue, link)
				}
			}
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d pages were reached", len(seen))
	}
}

func attribute(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestEveryPage(t *testing.T) {
	handler, _ := serve(t)
	for _, language := range web.Languages() {
		t.Run(language, func(t *testing.T) {
			crawl(t, handler, language, func(path string, page *html.Node) {
				for _, problem := range faults(page, language) {
					t.Errorf("%s: %s", path, problem)
				}
			})
		})
	}
}

// faults lists what a page must not lack or have.
func faults(page *html.Node, language string) []string {
	var problems []string
	count := map[string]int{}
	ids := map[string]bool{}
	for node := range page.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		count[node.Data]++
		if id := attribute(node, "id"); id != "" && ids[id] {
			problems = append(problems, "two elements with id "+id)
		} else if id != "" {
			ids[id] = true
		}
		for _, a := range node.Attr {
			switch {
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				problems = append(problems, "inline "+a.Key)
			case (a.Key == "src" || node.Data == "link" && a.Key == "href") && !strings.HasPrefix(a.Val, "/"):
				problems = append(problems, "loads "+a.Val)
			}
		}
		if node.Data == "html" && attribute(node, "lang") != language {
			problems = append(problems, "page is in "+attribute(node, "lang"))
		}
		if node.Data == "script" && attribute(node, "src") == "" {
			problems = append(problems, "inline script")
		}
	}
	for _, element := range []string{"h1", "main", "header", "footer", "title"} {
		if count[element] != 1 {
			problems = append(problems, fmt.Sprintf("%d × %s", count[element], element))
		}
	}
	return problems
}

func TestRegionIsPartOfThePage(t *testing.T) {
	handler, _ := serve(t)
	whole := get(t, handler, "/search?q=kommun").Body.String()
	region := get(t, handler, "/search?q=kommun", "X-Samband-Region", "1").Body.String()
	if region == "" || !strings.Contains(whole, `<div id="region">`+region+`</div>`) {
		t.Errorf("the region is not in the page:\n%.500s", region)
	}
}

func TestHeadRequestIDAndHeaders(t *testing.T) {
	handler, _ := serve(t)
	request := httptest.NewRequestWithContext(t.Context(), http.MethodHead, "/", nil)
	request.Header.Set("X-Request-Id", "min-fraga-1")
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusOK || recorder.Body.Len() != 0 || recorder.Header().Get("X-Request-Id") != "min-fraga-1" {
		t.Errorf("HEAD: %d, %d bytes, id %q", recorder.Code, recorder.Body.Len(), recorder.Header().Get("X-Request-Id"))
	}
	if policy := recorder.Header().Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'self'") {
		t.Errorf("policy %q", policy)
	}
	for _, path := range []string{"/healthz", "/readyz", "/openapi.json", "/assets/style.css", "/assets/search.js"} {
		if answer := get(t, handler, path); answer.Code != http.StatusOK || answer.Body.Len() == 0 {
			t.Errorf("%s: status %d", path, answer.Code)
		}
	}
}
