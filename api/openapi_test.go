package api_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/samband/samband/api"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/search"
)

// description is the part of an OpenAPI document under test.
type description struct {
	OpenAPI string `json:"openapi"`
	Paths   map[string]map[string]struct {
		OperationID string `json:"operationId"`
		Responses   map[string]struct {
			Content map[string]struct {
				Schema map[string]any `json:"schema"`
			} `json:"content"`
		} `json:"responses"`
	} `json:"paths"`
}

// TestEveryDescribedRouteAnswers asks every route that the OpenAPI document
// describes for something that is there, and for something that is not.
func TestEveryDescribedRouteAnswers(t *testing.T) {
	handler, _ := serve(t)
	answer := get(t, handler, "/openapi.json")
	described := decode[description](t, answer)
	if !strings.HasPrefix(described.OpenAPI, "3.1") || answer.Header().Get("Content-Type") != "application/openapi+json" {
		t.Errorf("version %q as %s", described.OpenAPI, answer.Header().Get("Content-Type"))
	}
	document := decode[api.DocumentList](t, get(t, handler, "/api/v1/documents?limit=1")).Items[0].ID
	ids := strings.NewReplacer("/documents/{id}", "/documents/"+document, "/passages/{id}", "/passages/"+document+":0000", "/entities/{id}", "/entities/person:ylva-stenhammar",
		"/paths", "/paths?from=person:ylva-stenhammar&to=person:greta-nylander", "/graph", "/graph?focus=person:ylva-stenhammar",
		"/together", "/together?id=person:ylva-stenhammar&id=person:greta-nylander", "/roles", "/roles?of=person:ylva-stenhammar",
		"/citations", "/citations?report=report:sou-2017-42", "/compare", "/compare?a=person:ylva-stenhammar&b=person:greta-nylander",
		"/changes", "/changes?since=2020-01-01")
	for _, path := range []string{"/search", "/documents", "/documents/{id}", "/entities", "/entities/{id}", "/coverage"} {
		operation, ok := described.Paths["/api/v1"+path]["get"]
		if !ok || operation.OperationID == "" || len(operation.Responses["200"].Content["application/json"].Schema) == 0 {
			t.Errorf("%s is not described: %+v", path, operation)
		}
	}
	for path, operations := range described.Paths {
		for method := range operations {
			if method != "get" {
				if answer := send(t, handler, strings.ToUpper(method), ids.Replace(path), struct{}{}); answer.Code < http.StatusBadRequest || answer.Header().Get("Content-Type") != "application/problem+json" {
					t.Errorf("%s %s without a key: %d %s", method, path, answer.Code, answer.Header().Get("Content-Type"))
				}
				continue
			}
			answer := get(t, handler, ids.Replace(path))
			if answer.Code != http.StatusOK || !strings.HasPrefix(answer.Header().Get("Content-Type"), "application/json") {
				t.Errorf("%s %s: %d %s", method, path, answer.Code, answer.Header().Get("Content-Type"))
			}
		}
		missing := get(t, handler, strings.ReplaceAll(path, "{id}", "saknas")+"?"+url.Values{"nonsens": {"1"}}.Encode())
		if missing.Code < http.StatusBadRequest || missing.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s with nonsense: %d %s", path, missing.Code, missing.Header().Get("Content-Type"))
		}
	}
}

// TestLoopbackAnswersToItsOwnName keeps pages elsewhere, whose host they have
// pointed at us, from reading what is here.
func TestLoopbackAnswersToItsOwnName(t *testing.T) {
	l := ingesttest.Open(t, t.TempDir(), 2)
	l.Run(t, ingest.Job{Files: ingesttest.Sample(t.Context())})
	sources := api.Sources{Store: l.Store, Archive: l.Archive}
	engine, err := search.New(search.Config{Index: l.Index, Texts: sources, Coverage: sources})
	if err != nil {
		t.Fatal(err)
	}
	server, err := api.New(api.Config{Store: l.Store, Searcher: engine, Texts: sources, Coverage: sources, Hosts: []string{"samband.example.se"}})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, listener) }()
	for host, want := range map[string]int{
		"": http.StatusOK, "localhost:8080": http.StatusOK, "[::1]:8080": http.StatusOK, "samband.example.se": http.StatusOK,
		"elak.example": http.StatusMisdirectedRequest, "elak.example:8080": http.StatusMisdirectedRequest, "192.0.2.1": http.StatusMisdirectedRequest,
	} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+listener.Addr().String()+"/api/v1/documents", nil)
		request.RequestURI, request.Host = "", host
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("host %q: status %d, want %d", host, answer.StatusCode, want)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestForeignMarksAndLanguagesAreLeftOut(t *testing.T) {
	handler, _ := serve(t)
	document := decode[api.DocumentList](t, get(t, handler, "/api/v1/documents?limit=1")).Items[0].ID
	text := decode[api.DocumentResponse](t, get(t, handler, "/api/v1/documents/"+document)).Passages
	inside := -1 // of a letter of two bytes
	for _, passage := range text {
		if at := strings.IndexAny(passage.Text, "åäö"); at >= 0 {
			inside = passage.Start + at + 1
			break
		}
	}
	if inside < 0 {
		t.Fatal("no letter of two bytes")
	}
	cut := url.Values{"mark": {strings.Join([]string{"-5-2", "x", "9999999-99999999", strconv.Itoa(inside) + "-" + strconv.Itoa(inside+2)}, ",")}}
	if page := get(t, handler, "/d/"+document+"?"+cut.Encode()).Body.String(); strings.Contains(page, "<mark>") || strings.ContainsRune(page, '\uFFFD') {
		t.Error("a span that cuts a letter is marked")
	}
	if cookie := get(t, handler, "/?lang=xx").Header().Get("Set-Cookie"); cookie != "" {
		t.Errorf("cookie %q for an unknown language", cookie)
	}
	if answer := get(t, handler, "/assets/"); answer.Code != http.StatusNotFound {
		t.Errorf("listing of assets: %d", answer.Code)
	}
}
