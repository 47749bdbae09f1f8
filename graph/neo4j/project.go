package neo4j

import (
	"maps"
	"slices"
	"strconv"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// edge is a relationship: a fact as one document states it, or its mentions of
// one entity.
type edge struct {
	edgeID
	attributes map[string]string
	evidence   []corpus.Evidence
}

// edgeID names a relationship.
type edgeID struct {
	from     string
	kind     graph.RelationType
	to       string
	document string
	fact     int // position in the document's facts; mentioning for MentionedIn
}

// mentioning is the position of what is no fact.
const mentioning = -1

// project returns the relationships that follow from a contribution.
func (c *contribution) project() map[edgeID]*edge {
	edges := map[edgeID]*edge{}
	if c == nil {
		return edges
	}
	for i := range c.facts {
		fact := &c.facts[i]
		from, to := c.end(fact.From), c.end(fact.To)
		if from == graph.NoEntity || to == graph.NoEntity {
			continue
		}
		id := edgeID{from, fact.Type, to, c.document.ID, i}
		edges[id] = &edge{id, fact.Attributes, fact.Evidence}
	}
	for i := range c.claims {
		claim := &c.claims[i]
		if claim.Entity == graph.NoEntity || len(claim.Mentions) == 0 {
			continue
		}
		id := edgeID{claim.Entity, graph.MentionedIn, c.document.ID, c.document.ID, mentioning}
		if edges[id] == nil {
			edges[id] = &edge{edgeID: id}
		}
		edges[id].mention(claim.Mentions)
	}
	return edges
}

func (c *contribution) end(end graph.End) string {
	if end.Node != "" {
		return end.Node
	}
	return c.claims[end.Claim].Entity
}

func (e *edge) mention(mentions []graph.ClaimMention) {
	for _, m := range mentions {
		e.evidence = append(e.evidence, corpus.Evidence{Span: m.Span, Quote: m.Text, Method: m.Method, Confidence: m.Confidence})
	}
	e.attributes = map[string]string{"count": strconv.Itoa(len(e.evidence))}
}

// same reports whether two relationships of one identity say the same.
func (e *edge) same(other *edge) bool {
	return maps.Equal(e.attributes, other.attributes) && slices.Equal(e.evidence, other.evidence)
}

// properties are those of the relationship: its attributes, for people, and
// over them what reading needs. Positions, pages and times are left out where
// the evidence has none.
func (e *edge) properties() map[string]any {
	properties := make(map[string]any, 9+len(e.attributes))
	for name, value := range e.attributes {
		if name != "" {
			properties[name] = attributeValue(name, value)
		}
	}
	n := len(e.evidence)
	starts, ends, quotes := make([]int, n), make([]int, n), make([]string, n)
	methods, confidences := make([]string, n), make([]float64, n)
	pages, times, timed := make([]int, n), make([]int64, n), make([]bool, n)
	paged, placed := false, false
	for i := range e.evidence {
		v := &e.evidence[i]
		starts[i], ends[i], quotes[i], methods[i], confidences[i] = v.Start, v.End, v.Quote, v.Method, v.Confidence
		pages[i], times[i], timed[i] = v.Page, int64(v.Time), v.Timed
		paged, placed = paged || v.Page != 0, placed || v.Timed || v.Time != 0
	}
	properties["document"], properties["fact"] = e.document, e.fact
	properties["attributes"] = graph.CanonicalAttributes(e.attributes)
	properties["starts"], properties["ends"], properties["quotes"] = starts, ends, quotes
	properties["methods"], properties["confidences"] = alike(methods), alike(confidences)
	for name, value := range map[string]any{"pages": pages, "times": times, "timed": timed} {
		delete(properties, name) // an attribute of that name is in attributes
		if name == "pages" && paged || name != "pages" && placed {
			properties[name] = value
		}
	}
	return properties
}

// alike shortens a list of equal values to one.
func alike[T comparable](values []T) []T {
	for _, value := range values {
		if value != values[0] {
			return values
		}
	}
	return values[:min(1, len(values))]
}

// attributeValue is a number where the attribute is a count, so that Cypher
// can add and compare it.
func attributeValue(name, value string) any {
	switch name {
	case "count", "turns", "words":
		if n, err := strconv.Atoi(value); err == nil {
			return n
		}
	}
	return value
}
