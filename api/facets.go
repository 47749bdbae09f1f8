package api

import (
	"cmp"
	"context"
	"slices"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

// FacetCounts are the values of facets by the name of the facet.
type FacetCounts map[string][]FacetValue

// FacetValue is a value of a facet with the number of passages that choosing it
// would give.
type FacetValue struct {
	Value    string `json:"value" doc:"What the parameter of the facet's name takes"`
	Label    string `json:"label" doc:"What to show: the name of an entity, else the value"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected"`
}

// LabelFacets renders counted facets, with the names of entities from the graph.
func LabelFacets(ctx context.Context, store graph.Store, counts map[search.Facet][]search.FacetCount) (FacetCounts, error) {
	names := make(map[string]string)
	for facet, values := range counts {
		if !ofEntities(facet) {
			continue
		}
		for _, v := range values {
			names[v.Value] = v.Value
		}
	}
	if len(names) > 0 {
		ids := make([]string, 0, len(names))
		for id := range names {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for entity, err := range store.Entities(ctx, graph.EntityFilter{IDs: ids}) {
			if err != nil {
				return nil, err
			}
			names[entity.ID] = entity.Name
		}
	}
	labelled := make(FacetCounts, len(counts))
	for facet, values := range counts {
		list := make([]FacetValue, len(values))
		for i, v := range values {
			list[i] = FacetValue{Value: v.Value, Label: cmp.Or(names[v.Value], v.Value), Count: v.Count, Selected: v.Selected}
		}
		labelled[string(facet)] = list
	}
	return labelled, nil
}

// ofEntities reports whether the values of a facet are ids of entities.
func ofEntities(facet search.Facet) bool {
	switch facet {
	case search.FacetKind, search.FacetYear, search.FacetCollection, search.FacetLanguage:
		return false
	default:
		return true
	}
}
