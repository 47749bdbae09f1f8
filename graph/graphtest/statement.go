package graphtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// Statement is a relation that a document states.
type Statement struct {
	From string // id of an entity, or of a document or passage
	Type graph.RelationType
	To   string
}

// Says makes a statement.
func Says(from string, kind graph.RelationType, to string) Statement {
	return Statement{From: from, Type: kind, To: to}
}

// State makes a batch of a document that states something: each statement
// with evidence, and each entity with a mention.
func State(id string, statements ...Statement) graph.Batch {
	batch := graph.Batch{Document: corpus.Document{ID: id, Title: "Titel " + id}}
	claims := map[string]int{}
	end := func(node string) graph.End {
		kind, entity := graph.KindOf(node)
		if !entity {
			return graph.End{Node: node}
		}
		if _, known := claims[node]; !known {
			claims[node] = len(batch.Claims)
			batch.Claims = append(batch.Claims, graph.Claim{
				Kind: kind, Name: strings.TrimPrefix(node, string(kind)+":"), Entity: node,
				Mentions: []graph.ClaimMention{{Span: corpus.Span{Start: len(claims), End: len(claims) + 1}, Text: "x"}},
			})
		}
		return graph.End{Claim: claims[node]}
	}
	for i, s := range statements {
		batch.Facts = append(batch.Facts, graph.Fact{
			Type: s.Type, From: end(s.From), To: end(s.To),
			Evidence: []corpus.Evidence{{Document: id, Span: corpus.Span{Start: i, End: i + 1}, Quote: "x"}},
		})
	}
	return batch
}

// Society is a meeting of many, a report of two of them, and a chain of roles.
func Society() []graph.Batch {
	var meeting []Statement
	for i := range 60 {
		meeting = append(meeting, Says(fmt.Sprintf("person:p%02d", i), graph.Attended, "meeting"))
	}
	return []graph.Batch{
		State("meeting", meeting...),
		State("review",
			Says("person:p00", graph.Authored, "report:r"), Says("person:p01", graph.Authored, "report:r")),
		State("roles",
			Says("person:p00", graph.HasRole, "organisation:a"), Says("organisation:a", graph.PartOf, "organisation:b"),
			Says("person:p02", graph.HasRole, "organisation:b")),
		State("apart", Says("person:alone", graph.SpeaksIn, "apart")),
	}
}

// Filled returns a reference store with the batches applied.
func Filled(t *testing.T, batches ...graph.Batch) graph.Store {
	t.Helper()
	return reference(t, batches...)
}
