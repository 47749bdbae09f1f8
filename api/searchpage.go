package api

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/samband/samband/api/web"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
)

// shownValues is how many values of a facet the page shows, besides the chosen.
const shownValues = 8

// question is what the address of a search page asks.
type question struct{ values url.Values }

// questionOf reads the parameters that are part of the question, and leaves the
// others, the page's language for one, out.
func questionOf(c *gin.Context) question {
	asked := c.Request.URL.Query()
	kept := url.Values{}
	for _, name := range append([]string{"q", "mode", "sort", "group", "fold", "from", "to", "document"}, facetNames()...) {
		if values := slices.DeleteFunc(slices.Clone(asked[name]), func(v string) bool { return v == "" && name != string(search.FacetCollection) }); len(values) > 0 {
			kept[name] = values
		}
	}
	return question{kept}
}

func facetNames() []string {
	names := make([]string, 0, len(search.Facets()))
	for _, facet := range search.Facets() {
		names = append(names, string(facet))
	}
	return names
}

// request is the search that the question asks for. Orders and modes that do
// not exist are left out.
func (q question) request() search.Request {
	kinds := []corpus.DocumentKind{}
	for _, kind := range q.values["kind"] {
		kinds = append(kinds, corpus.DocumentKind(kind))
	}
	request := search.Request{
		Query: q.values.Get("q"), Fold: q.values.Get("fold") == "1", Group: q.values.Get("group") == "document",
		Filter: search.Filter{
			Documents: q.values["document"], Collections: q.values["collection"], Kinds: kinds, Years: q.values["year"],
			Languages: q.values["language"], Speakers: q.values["speaker"], Persons: q.values["person"],
			Organisations: q.values["organisation"], Reports: q.values["report"], Concepts: q.values["concept"],
			From: q.values.Get("from"), To: q.values.Get("to"),
		},
	}
	if q.values.Get("sort") == string(search.SortDate) {
		request.Sort = search.SortDate
	}
	if mode := search.Mode(q.values.Get("mode")); mode == search.ModeText || mode == search.ModeSemantic {
		request.Mode = mode
	}
	return request
}

// with returns the address with a parameter set to values, none to leave it
// out.
func (q question) with(name string, values ...string) string {
	changed := url.Values{}
	maps.Copy(changed, q.values)
	delete(changed, name)
	if len(values) > 0 {
		changed[name] = values
	}
	return "/search?" + changed.Encode()
}

// toggled returns the address with a value of a parameter added, or left out
// where it is there.
func (q question) toggled(name, value string) string {
	held := q.values[name]
	if slices.Contains(held, value) {
		return q.with(name, slices.DeleteFunc(slices.Clone(held), func(v string) bool { return v == value })...)
	}
	return q.with(name, append(slices.Clone(held), value)...)
}

// narrowing fills in how a result can be narrowed and ordered.
func (q question) narrowing(content *web.SearchContent, facets FacetCounts) {
	for _, name := range facetNames() {
		values := facets[name]
		view := web.FacetView{Name: name}
		for i, v := range values {
			link := web.FacetLink{Label: v.Label, Kind: name == string(search.FacetKind), Count: v.Count, Selected: v.Selected, URL: q.toggled(name, v.Value)}
			if v.Selected {
				content.Chips = append(content.Chips, web.Chip{Name: name, Label: v.Label, Kind: link.Kind, URL: link.URL})
			}
			if i < shownValues || v.Selected {
				view.Values = append(view.Values, link)
			}
		}
		if len(view.Values) > 1 || len(view.Values) == 1 && view.Values[0].Selected {
			content.Facets = append(content.Facets, view)
		}
	}
	for _, name := range []string{"from", "to", "document"} {
		for _, value := range q.values[name] {
			content.Chips = append(content.Chips, web.Chip{Name: name, Label: value, URL: q.toggled(name, value)})
		}
	}
	order := cmp.Or(q.values.Get("sort"), string(search.SortRelevance))
	content.Orders = []web.Choice{
		{Key: "relevance", URL: q.with("sort"), Current: order != string(search.SortDate)},
		{Key: "date", URL: q.with("sort", string(search.SortDate)), Current: order == string(search.SortDate)},
	}
	grouped := q.values.Get("group") == "document"
	content.Orders = append(content.Orders, web.Choice{Key: "document", URL: q.toggled("group", "document"), Current: grouped})
	content.Lines, content.Trend = onPage("/kwic", q.with("sort")), onPage("/trend", q.with("sort"))
	for name, values := range q.values {
		for _, value := range values {
			if name != "q" {
				content.Kept = append(content.Kept, web.Parameter{Name: name, Value: value})
			}
		}
	}
	slices.SortFunc(content.Kept, func(a, b web.Parameter) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Value, b.Value))
	})
}
