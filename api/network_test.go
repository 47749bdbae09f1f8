package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/samband/samband/api"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/ingesttest"
)

// attested fails where a relation has no evidence or evidence is not what the
// document says.
func attested(t *testing.T, l *ingesttest.Library, hops []api.Hop) {
	t.Helper()
	for _, hop := range hops {
		if len(hop.Relations) == 0 {
			t.Errorf("nothing joins %s and %s", hop.From.ID, hop.To.ID)
		}
		for _, relation := range hop.Relations {
			if len(relation.Evidence) == 0 {
				t.Errorf("%s %s %s has no evidence", relation.From, relation.Relation, relation.To)
			}
			for _, e := range relation.Evidence {
				document, err := graph.Document(t.Context(), l.Store, e.Document)
				if err != nil {
					t.Fatal(err)
				}
				text, err := l.Archive.Text(t.Context(), document.TextHash)
				if err != nil {
					t.Fatal(err)
				}
				if got := (corpus.Span{Start: e.Start, End: e.End}).Of(text); got != e.Quote {
					t.Errorf("evidence says %q, the document %q", e.Quote, got)
				}
			}
		}
	}
}

const between = "/api/v1/paths?from=person:ylva-stenhammar&to=person:greta-nylander"

func TestPaths(t *testing.T) {
	handler, l := serve(t)
	list := decode[api.PathList](t, get(t, handler, between+"&k=3"))
	if len(list.Items) != 3 || list.Total.Value != 3 || !list.Complete {
		t.Fatalf("got %+v, want three paths", list)
	}
	for i, path := range list.Items {
		attested(t, l, path.Hops)
		if path.Hops[0].From.ID != "person:ylva-stenhammar" || path.Hops[len(path.Hops)-1].To.ID != "person:greta-nylander" {
			t.Errorf("path %d leads from %s to %s", i, path.Hops[0].From.ID, path.Hops[len(path.Hops)-1].To.ID)
		}
		if i > 0 && path.Cost < list.Items[i-1].Cost {
			t.Errorf("path %d is better than the one before", i)
		}
	}
	first := list.Items[0].Hops[0].To.ID
	other := decode[api.PathList](t, get(t, handler, between+"&k=1&avoid="+url.QueryEscape(first)))
	if len(other.Items) != 1 || other.Items[0].Hops[0].To.ID == first {
		t.Errorf("what is to be avoided (%s) is not: %+v", first, other)
	}
	via := decode[api.PathList](t, get(t, handler, between+"&k=1&max=8&via="+url.QueryEscape(first)))
	if len(via.Items) != 1 || via.Items[0].Hops[0].To.ID != first {
		t.Errorf("the path via %s is %+v", first, via)
	}
	if answer := get(t, handler, between+"&type=LIKES"); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(answer.Body.String(), "ATTENDED") {
		t.Errorf("an unknown type: %d %s, want the known ones", answer.Code, answer.Body)
	}
	none := get(t, handler, between+"&since=2999")
	if list := decode[api.PathList](t, none); none.Code != http.StatusOK || list.Items == nil || len(list.Items) != 0 {
		t.Errorf("on no documents: %d %s", none.Code, none.Body)
	}
}

func TestNetworkProblems(t *testing.T) {
	handler, _ := serve(t)
	for _, c := range []struct {
		name, address string
		want          int
	}{
		{"no ends", "/api/v1/paths", http.StatusUnprocessableEntity},
		{"an unknown end", "/api/v1/paths?from=person:ylva-stenhammar&to=person:ingen", http.StatusNotFound},
		{"an unknown document", "/api/v1/paths?from=person:ylva-stenhammar&to=ingenting", http.StatusNotFound},
		{"via an unknown node", between + "&via=person:ingen", http.StatusNotFound},
		{"too many paths", between + "&k=101", http.StatusUnprocessableEntity},
		{"an unknown parameter", between + "&nonsens=1", http.StatusUnprocessableEntity},
		{"an unknown kind", "/api/v1/groups?kind=animal", http.StatusUnprocessableEntity},
		{"an unknown measure", "/api/v1/central?by=fame", http.StatusUnprocessableEntity},
		{"an unknown focus", "/api/v1/graph?focus=person:ingen", http.StatusNotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := get(t, handler, c.address)
			if answer.Code != c.want || answer.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("got %d %s: %s", answer.Code, answer.Header().Get("Content-Type"), answer.Body)
			}
		})
	}
}

func TestGroups(t *testing.T) {
	handler, l := serve(t)
	list := decode[api.GroupList](t, get(t, handler, "/api/v1/groups?limit=4"))
	if len(list.Items) == 0 || list.Total.Value < len(list.Items) {
		t.Fatalf("got %+v", list)
	}
	for i, group := range list.Items {
		attested(t, l, group.Ties)
		if group.Name == "" || group.Size < 3 || len(group.Ties) == 0 || i > 0 && group.Size > list.Items[i-1].Size {
			t.Errorf("group %d is %+v", i, group)
		}
	}
	if again := get(t, handler, "/api/v1/groups?limit=4"); again.Body.String() != get(t, handler, "/api/v1/groups?limit=4").Body.String() {
		t.Error("the same question is answered in two ways")
	}
	bare := decode[api.GroupList](t, get(t, handler, "/api/v1/groups?ties=0&members=1&type=HAS_ROLE&kind=person&kind=organisation"))
	if len(bare.Items) == 0 {
		t.Error("no groups of people and organisations by roles")
	}
	for _, group := range bare.Items {
		if len(group.Ties) != 0 || len(group.Members) != 1 || group.Documents != 0 {
			t.Errorf("group %+v, want one member, no ties, no documents", group)
		}
	}
}

func TestCentral(t *testing.T) {
	handler, _ := serve(t)
	list := decode[api.CentralList](t, get(t, handler, "/api/v1/central?by=degree&limit=5&ranked=person"))
	if len(list.Items) != 5 {
		t.Fatalf("got %+v", list)
	}
	for i, central := range list.Items {
		if central.Node.Kind != graph.Person || central.PageRank <= 0 || i > 0 && central.Degree > list.Items[i-1].Degree {
			t.Errorf("place %d: %+v", i, central)
		}
	}
}

func TestGraph(t *testing.T) {
	handler, l := serve(t)
	found := decode[api.Network](t, get(t, handler, "/api/v1/graph?focus=person:ylva-stenhammar&hops=2&limit=10"))
	if found.Focus.Name != "Ylva Stenhammar" || len(found.Nodes) != 10 || found.Total < 10 || len(found.Edges) == 0 {
		t.Fatalf("got %+v", found)
	}
	attested(t, l, found.Edges)
}

func TestPathPage(t *testing.T) {
	handler, _ := serve(t)
	for _, c := range []struct {
		name, query string
		want, not   []string
	}{
		{"only the form", "", []string{`name="from"`, `name="to"`}, []string{"<blockquote>"}},
		{
			"names", "from=Ylva+Stenhammar&to=Greta+Nylander",
			[]string{"Väg 1", `href="/e/person:ylva-stenhammar"`, `href="/e/person:greta-nylander"`, "<blockquote>"},
			[]string{"MENTIONED_IN"},
		},
		{"ids, in English", "lang=en&by=hops&from=person:ylva-stenhammar&to=person:greta-nylander", []string{"Path 1", "<blockquote>"}, nil},
		{"an unknown name", "from=Ylva+Stenhammar&to=Ingen+Alls", []string{"Ingen eller inget heter ”Ingen Alls”."}, []string{"Väg 1"}},
		{"one and the same", "from=Ylva+Stenhammar&to=Ylva+Stenhammar", []string{"Ingen väg"}, nil},
		{"markup", "from=%3Cb%3E&to=%3Ci%3E", []string{"&lt;b&gt;"}, []string{"<b>"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := get(t, handler, "/path?"+c.query, "Accept", "text/html")
			if answer.Code != http.StatusOK {
				t.Fatalf("status %d: %s", answer.Code, answer.Body)
			}
			for _, want := range c.want {
				if !strings.Contains(answer.Body.String(), want) {
					t.Errorf("the page does not say %q:\n%s", want, answer.Body)
				}
			}
			for _, not := range c.not {
				if strings.Contains(answer.Body.String(), not) {
					t.Errorf("the page says %q", not)
				}
			}
		})
	}
}
