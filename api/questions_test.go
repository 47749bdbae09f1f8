package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/samband/samband/api"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/ingesttest"
)

// questions are asked of the sample corpus; every one has an answer there.
func questions() []string {
	const ylva = "/api/v1/entities/person:ylva-stenhammar"
	return []string{
		ylva + "/neighbours", ylva + "/neighbours?kind=person&depth=2&limit=5", ylva + "/neighbours?type=has_role&direction=out&since=2023",
		ylva + "/relations?type=ATTENDED", ylva + "/mentions", ylva + "/quotes", ylva + "/quotes?concept=concept:klimatanpassning",
		ylva + "/timeline", ylva + "/timeline?order=newest&since=2023-10",
		"/api/v1/together?id=person:ylva-stenhammar&id=person:greta-nylander",
		"/api/v1/roles?of=person:ylva-stenhammar&on=2024-08", "/api/v1/roles?of=organisation:ekvalla-kommun&title=arkitekt",
		"/api/v1/citations?report=report:sou-2017-42",
		"/api/v1/compare?a=person:ylva-stenhammar&b=person:greta-nylander",
		"/api/v1/changes?since=2020-01-01&limit=5", "/api/v1/changes?since=2020-01-01T00:00:00Z&about=person:ylva-stenhammar",
	}
}

// proofs walks an answer: every relation in it has evidence, and all that is
// quoted stands where it is said to stand.
type proofs struct {
	t         *testing.T
	library   *ingesttest.Library
	texts     map[string]string
	relations int
	quotes    int
}

func (p *proofs) walk(value any, document string) {
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			p.walk(element, document)
		}
	case map[string]any:
		for _, key := range []string{"document", "source"} {
			if of, ok := value[key].(map[string]any); ok {
				document, _ = of["id"].(string)
			}
		}
		p.check(value, document)
		for _, element := range value {
			p.walk(element, document)
		}
	}
}

func (p *proofs) check(object map[string]any, document string) {
	evidence, isRelation := object["evidence"].([]any)
	if isRelation {
		p.relations++
		documents, _ := object["documents"].([]any)
		if count, _ := object["count"].(float64); len(evidence) == 0 || int(count) < len(evidence) || len(documents) == 0 || object["first_seen"] == "" && object["last_seen"] != "" {
			p.t.Errorf("relation without proof: %v", object)
		}
	}
	if of, ok := object["document"].(string); ok {
		document = of
	}
	for _, words := range []string{"quote", "text"} {
		quote, quoted := object[words].(string)
		start, placed := object["start"].(float64)
		end, _ := object["end"].(float64)
		if !quoted || !placed || end == 0 {
			continue
		}
		p.quotes++
		if got := (corpus.Span{Start: int(start), End: int(end)}).Of(p.text(document)); got != quote {
			p.t.Errorf("%s %v: %q stands there, not %q", document, start, got, quote)
		}
	}
}

func (p *proofs) text(id string) string {
	if text, known := p.texts[id]; known {
		return text
	}
	document, err := graph.Document(p.t.Context(), p.library.Store, id)
	if err != nil {
		p.t.Fatal(err)
	}
	text, err := p.library.Archive.Text(p.t.Context(), document.TextHash)
	if err != nil {
		p.t.Fatal(err)
	}
	p.texts[id] = text
	return text
}

// TestQuestions asks one library, which is only read.
func TestQuestions(t *testing.T) {
	handler, l := serve(t)
	t.Run("every edge of every answer is proven", func(t *testing.T) { everyEdgeIsProven(t, handler, l) })
	t.Run("pages of answers join to the whole", func(t *testing.T) { pagesJoin(t, handler) })
	t.Run("questions without answer", func(t *testing.T) { withoutAnswer(t, handler) })
	t.Run("revisions", func(t *testing.T) { revisions(t, handler) })
	t.Run("pages of entities tell roles through time", func(t *testing.T) { rolesOnPages(t, handler) })
}

func everyEdgeIsProven(t *testing.T, handler http.Handler, l *ingesttest.Library) {
	t.Helper()
	for _, question := range questions() {
		t.Run(strings.TrimPrefix(question, "/api/v1/"), func(t *testing.T) {
			answer := get(t, handler, question)
			if answer.Code != http.StatusOK {
				t.Fatalf("status %d: %s", answer.Code, answer.Body)
			}
			p := &proofs{t: t, library: l, texts: map[string]string{}}
			p.walk(decode[any](t, answer), "")
			if p.quotes == 0 {
				t.Errorf("nothing is quoted in %.300s", answer.Body)
			}
			if strings.Contains(answer.Body.String(), ":null") {
				for _, list := range []string{"items", "relations", "through", "facts", "places", "parts", "between", "matches", "gaps", "cocited", "documents", "evidence", "edits", "entities"} {
					if strings.Contains(answer.Body.String(), `"`+list+`":null`) {
						t.Errorf("%s is null", list)
					}
				}
			}
		})
	}
}

func pagesJoin(t *testing.T, handler http.Handler) {
	t.Helper()
	for _, question := range questions() {
		mark := "?"
		if strings.Contains(question, "?") {
			mark = "&"
		}
		question = strings.NewReplacer("&limit=5", "").Replace(question) + mark
		whole := decode[api.List[json.RawMessage]](t, get(t, handler, question+"limit=1000"))
		var joined []string
		for next := question + "limit=3"; next != ""; {
			page := decode[api.List[json.RawMessage]](t, get(t, handler, next))
			for _, item := range page.Items {
				joined = append(joined, string(item))
			}
			if next = ""; page.NextURL != nil {
				address, err := url.Parse(*page.NextURL)
				if err != nil || page.Next == nil || address.Query().Get("cursor") != *page.Next || !address.IsAbs() {
					t.Fatalf("next page of %s is at %q, %v", question, *page.NextURL, err)
				}
				next = address.RequestURI()
			}
		}
		if len(joined) != len(whole.Items) || whole.Total.Value != len(joined) {
			t.Fatalf("%s: pages hold %d, the whole %d of %d", question, len(joined), len(whole.Items), whole.Total.Value)
		}
		for i := range joined {
			if joined[i] != string(whole.Items[i]) {
				t.Errorf("%s: item %d differs", question, i)
			}
		}
	}
}

func withoutAnswer(t *testing.T, handler http.Handler) {
	t.Helper()
	document := decode[api.DocumentList](t, get(t, handler, "/api/v1/documents?limit=1")).Items[0].ID
	for path, want := range map[string]int{
		"/api/v1/entities/person:nobody/history":                           http.StatusNotFound,
		"/api/v1/entities/person:ylva-stenhammar/history":                  http.StatusOK,
		"/api/v1/entities/person:nobody/neighbours":                        http.StatusNotFound,
		"/api/v1/entities/person:ylva-stenhammar/quotes?concept=concept:x": http.StatusNotFound,
		"/api/v1/entities/person:ylva-stenhammar/neighbours?depth=3":       http.StatusUnprocessableEntity,
		"/api/v1/entities/person:ylva-stenhammar/neighbours?type=LIKES":    http.StatusUnprocessableEntity,
		"/api/v1/entities/person:ylva-stenhammar/timeline?since=igår":      http.StatusUnprocessableEntity,
		"/api/v1/entities/person:ylva-stenhammar/relations?cursor=wrong":   http.StatusUnprocessableEntity,
		"/api/v1/entities/person:ylva-stenhammar/mentions?limit=0":         http.StatusUnprocessableEntity,
		"/api/v1/entities/person:ylva-stenhammar/mentions?colour=red":      http.StatusUnprocessableEntity,
		"/api/v1/together?id=person:ylva-stenhammar":                       http.StatusUnprocessableEntity,
		"/api/v1/together": http.StatusUnprocessableEntity,
		"/api/v1/compare?a=person:ylva-stenhammar&b=" + document: http.StatusUnprocessableEntity,
		"/api/v1/roles?of=concept:klimatanpassning":              http.StatusUnprocessableEntity,
		"/api/v1/roles":                                                     http.StatusUnprocessableEntity,
		"/api/v1/citations?report=report:x":                                 http.StatusNotFound,
		"/api/v1/changes?since=måndag":                                      http.StatusUnprocessableEntity,
		"/api/v1/documents/nothing/revisions":                               http.StatusNotFound,
		"/api/v1/documents/" + document + "/diff?from=0000":                 http.StatusNotFound,
		"/api/v1/changes?since=2999-01-01":                                  http.StatusOK,
		"/api/v1/entities/organisation:ekvalla-kommun/quotes?since=2023-01": http.StatusOK,
	} {
		answer := get(t, handler, strings.ReplaceAll(path, "å", "%C3%A5"))
		if answer.Code != want || want != http.StatusOK && !strings.HasPrefix(answer.Header().Get("Content-Type"), "application/problem+json") {
			t.Errorf("%s: status %d (%s), want %d: %s", path, answer.Code, answer.Header().Get("Content-Type"), want, answer.Body)
		}
	}
}

func revisions(t *testing.T, handler http.Handler) {
	t.Helper()
	document := decode[api.DocumentList](t, get(t, handler, "/api/v1/documents?limit=1")).Items[0]
	list := decode[api.List[api.Revision]](t, get(t, handler, "/api/v1/documents/"+document.ID+"/revisions"))
	if len(list.Items) != 1 || list.Items[0].Revision != document.Revision || list.Items[0].At == nil {
		t.Errorf("revisions %+v, want the one stored", list)
	}
	change := decode[api.Change](t, get(t, handler, "/api/v1/documents/"+document.ID+"/diff"))
	if change.Kind != "added" || change.FactCount == 0 || change.Compared {
		t.Errorf("the only revision compares as %+v", change)
	}
}

func rolesOnPages(t *testing.T, handler http.Handler) {
	t.Helper()
	for path, want := range map[string][]string{
		"/e/person:jonna-hellqvist?lang=sv":      {"Roller genom tiden", "tillförordnad senast från 2024-02-07", "/e/organisation:ekvalla-kommun"},
		"/e/organisation:ekvalla-kommun?lang=en": {"Roles through time", "ended by 2024-03-12", "/e/person:torbj%C3%B6rn-rask"},
		"/e/person:lovisa-ahlskog?lang=sv":       {"2 belägg i 2 dokument"},
	} {
		page := get(t, handler, path).Body.String()
		for _, words := range want {
			if !strings.Contains(page, words) {
				t.Errorf("%s does not say %q", path, words)
			}
		}
	}
}

// TestQuestionsFollowMerges asks about an id that was merged into another.
func TestQuestionsFollowMerges(t *testing.T) {
	w := serveWritable(t)
	people := best(t, w.Library, graph.Person)
	a, b := people[1], people[0]
	siv := bearer(w.key(t, "Siv Ask", api.ScopeCurate))
	merge := map[string]any{"kind": "merge", "entities": []string{a, b}}
	if answer := send(t, w, http.MethodPost, "/api/v1/curations", merge, append(siv, "If-Match", tag(t, w))...); answer.Code != http.StatusCreated {
		t.Fatalf("merge: %d %s", answer.Code, answer.Body)
	}
	moved := get(t, w, "/api/v1/entities/"+a+"/neighbours?depth=2&limit=1")
	if want := "/api/v1/entities/" + b + "/neighbours?depth=2&limit=1"; moved.Code != http.StatusMovedPermanently || moved.Header().Get("Location") != want {
		t.Errorf("%d to %q, want %q", moved.Code, moved.Header().Get("Location"), want)
	}
	history := decode[api.CurationList](t, get(t, w, "/api/v1/entities/"+b+"/history"))
	if len(history.Items) != 1 || history.Items[0].Kind != "merge" {
		t.Errorf("history %+v, want the merge", history)
	}
	roles := decode[api.RoleList](t, get(t, w, "/api/v1/roles?of="+a))
	if roles.Node.ID != b {
		t.Errorf("roles of %s, want those of %s", roles.Node.ID, b)
	}
}
