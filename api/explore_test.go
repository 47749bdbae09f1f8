package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/samband/samband/api"
)

func TestFacets(t *testing.T) {
	handler, _ := serve(t)
	for _, chosen := range []string{"", "&kind=minutes", "&kind=minutes&kind=podcast&year=2022"} {
		address := "/api/v1/search?mode=text&limit=1&q=kommun" + chosen
		counted := decode[api.SearchResponse](t, get(t, handler, address+"&include=facets"))
		if len(counted.Facets["kind"]) < 2 || len(counted.Facets["year"]) == 0 {
			t.Fatalf("%q: facets %v", chosen, counted.Facets)
		}
		for facet, values := range counted.Facets {
			for _, v := range values {
				narrowed, err := url.Parse(address)
				if err != nil {
					t.Fatal(err)
				}
				query := narrowed.Query()
				query.Set(facet, v.Value)
				narrowed.RawQuery = query.Encode()
				if found := decode[api.SearchResponse](t, get(t, handler, narrowed.String())); found.Total.Value != v.Count {
					t.Errorf("%s %s: counted %d, found %d", facet, v.Value, v.Count, found.Total.Value)
				}
			}
		}
	}
	if answer := get(t, handler, "/api/v1/search?q=kommun&facet=colour"); answer.Code != http.StatusBadRequest && answer.Code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown facet gives %d", answer.Code)
	}
}

func TestAnyBytesAreAQuery(t *testing.T) {
	handler, _ := serve(t)
	for _, q := range []string{"", "%ff%fe", "%00", strings.Repeat("(", 100), "nära(", "%22", "a*%20b~%20-", "talare:", "roll:x", "%22a b%22~99999", strings.Repeat("a", 3000)} {
		for _, path := range []string{"/api/v1/search?q=", "/search?q=", "/api/v1/kwic?q=", "/api/v1/trend?q=", "/api/v1/suggest?prefix="} {
			if path == "/api/v1/suggest?prefix=" && len(q) > 200 {
				continue
			}
			if answer := get(t, handler, path+strings.ReplaceAll(q, " ", "+")); answer.Code != http.StatusOK {
				t.Errorf("%s%.20s gives %d: %.200s", path, q, answer.Code, answer.Body)
			}
		}
	}
}

func TestConcordance(t *testing.T) {
	handler, _ := serve(t)
	answer := decode[api.Concordance](t, get(t, handler, "/api/v1/kwic?q=skyfall&sort=right&width=30"))
	if len(answer.Items) < 3 {
		t.Fatalf("lines %v", answer.Items)
	}
	for _, line := range answer.Items {
		if !strings.Contains(strings.ToLower(line.Match), "skyfall") || len([]rune(line.Left)) > 30 || len([]rune(line.Right)) > 30 {
			t.Errorf("line %+v", line)
		}
	}
	if !slices.IsSortedFunc(answer.Items, func(a, b api.Line) int {
		return strings.Compare(strings.ToLower(strings.TrimSpace(a.Right)), strings.ToLower(strings.TrimSpace(b.Right)))
	}) {
		t.Error("lines are not in the order of what follows")
	}
}

func TestTrendSumsToTheTotal(t *testing.T) {
	handler, _ := serve(t)
	for _, q := range []string{"kommun", "skyfall", ""} {
		trend := decode[api.Trend](t, get(t, handler, "/api/v1/trend?q="+q))
		whole := decode[api.SearchResponse](t, get(t, handler, "/api/v1/search?mode=text&limit=1&q="+q))
		sum := 0
		for _, period := range trend.Items {
			sum += period.Passages
		}
		if sum == 0 || sum != whole.Total.Value || trend.Total.Value != sum {
			t.Errorf("%q: years sum to %d, total %d, search %d", q, sum, trend.Total.Value, whole.Total.Value)
		}
	}
}

func TestSuggest(t *testing.T) {
	handler, l := serve(t)
	type list struct{ Items []api.Completion }
	found := decode[list](t, get(t, handler, "/api/v1/suggest?prefix=skyf"))
	if len(found.Items) == 0 || found.Items[0].Type != "word" || !strings.HasPrefix(found.Items[0].Text, "skyf") {
		t.Errorf("suggestions %v", found.Items)
	}
	kinds := map[string]bool{}
	for _, prefix := range []string{"skyf", "kom", "yl", "plan"} {
		for _, item := range decode[list](t, get(t, handler, "/api/v1/suggest?prefix="+prefix)).Items {
			kinds[item.Type] = true
		}
	}
	if !kinds["person"] || !kinds["document"] || !kinds["word"] {
		t.Errorf("types %v of %v", kinds, l)
	}
}

func TestSimilar(t *testing.T) {
	handler, _ := serve(t)
	hit := decode[api.SearchResponse](t, get(t, handler, "/api/v1/search?mode=text&limit=1&q=skyfall")).Items[0]
	type list struct{ Items []api.Hit }
	found := decode[list](t, get(t, handler, "/api/v1/passages/"+hit.Passage+"/similar?limit=3"))
	if len(found.Items) == 0 || found.Items[0].Passage == hit.Passage {
		t.Errorf("similar to %s: %v", hit.Passage, found.Items)
	}
	if answer := get(t, handler, "/api/v1/passages/unknown:0000/similar"); answer.Code != http.StatusNotFound {
		t.Errorf("an unknown passage gives %d", answer.Code)
	}
}
