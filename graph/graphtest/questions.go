package graphtest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

// Question is a question that every store must answer alike.
type Question struct {
	Name string
	Ask  func(context.Context, graph.Store) (any, error)
}

// Questions makes every kind of question over facts about what a store holds:
// about the size best known entities of each kind, and the first documents.
// What is asked follows from the contents alone.
func Questions(tb testing.TB, store graph.Store, size int) []Question {
	tb.Helper()
	known := map[graph.Kind][]string{}
	var questions []Question
	for _, kind := range graph.Kinds() {
		known[kind] = bestKnown(tb, store, kind, size)
		for _, id := range known[kind] {
			questions = append(questions, aboutOne(id, kind, known)...)
		}
		questions = append(questions, aboutPairs(known[kind], kind)...)
	}
	if people, bodies := known[graph.Person], known[graph.Organisation]; len(people) > 0 && len(bodies) > 0 {
		questions = append(questions, together(people[0], bodies[0]))
	}
	var documents []string
	for document, err := range store.Documents(tb.Context(), graph.DocumentFilter{Limit: size + 1}) {
		if err != nil {
			tb.Fatal(err)
		}
		documents = append(documents, document.ID)
	}
	questions = append(questions, question("changes of every third document", func(ctx context.Context, s graph.Store) (query.Page[query.Change], error) {
		return query.Changes(ctx, s, thirds{s}, nil, query.ChangeOptions{Window: query.Window{Limit: size}})
	}))
	return append(questions, aboutPairs(documents, graph.DocumentNode)...)
}

// thirds is a query.Journal by which every third document was added at one
// time, and nothing else ever happened.
type thirds struct{ store graph.Store }

// Changes implements query.Journal.
func (j thirds) Changes(ctx context.Context, _, _ time.Time) ([]corpus.Change, error) {
	var changes []corpus.Change
	count := 0
	for document, err := range j.store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return nil, err
		}
		if count%3 == 0 {
			changes = append(changes, corpus.Change{
				At: time.Unix(0, 0).UTC(), Kind: corpus.ChangeAdded, Document: document.ID, Revision: document.Revision, TextHash: document.TextHash,
			})
		}
		count++
	}
	return changes, nil
}

// History implements query.Journal.
func (thirds) History(context.Context, string) ([]corpus.Change, error) { return nil, nil }

// bestKnown lists the entities of a kind that most documents speak of.
func bestKnown(tb testing.TB, store graph.Store, kind graph.Kind, size int) []string {
	tb.Helper()
	var entities []graph.Entity
	for entity, err := range store.Entities(tb.Context(), graph.EntityFilter{Kinds: []graph.Kind{kind}}) {
		if err != nil {
			tb.Fatal(err)
		}
		entities = append(entities, entity)
	}
	slices.SortStableFunc(entities, func(a, b graph.Entity) int { return b.Documents - a.Documents })
	var ids []string
	for _, entity := range entities[:min(size, len(entities))] {
		ids = append(ids, entity.ID)
	}
	return ids
}

func question[T any](name string, ask func(context.Context, graph.Store) (T, error)) Question {
	return Question{name, func(ctx context.Context, store graph.Store) (any, error) { return ask(ctx, store) }}
}

// aboutOne makes the questions about one entity.
func aboutOne(id string, kind graph.Kind, known map[graph.Kind][]string) []Question {
	later := query.Scope{From: "2022"}
	questions := []Question{
		neighbours(id, query.NeighbourOptions{}),
		neighbours(id, query.NeighbourOptions{Depth: 2, Window: query.Window{Limit: 20}}),
		neighbours(id, query.NeighbourOptions{Direction: query.Outgoing, Kinds: []graph.Kind{graph.Organisation, graph.DocumentNode}, Scope: later}),
		neighbours(id, query.NeighbourOptions{Direction: query.Incoming, Types: graph.RelationTypes(), Window: query.Window{Offset: 1, Limit: 3}}),
		question("relations of "+id, func(ctx context.Context, s graph.Store) (query.Page[query.Fact], error) {
			return query.Relations(ctx, s, id, query.RelationOptions{Types: graph.RelationTypes(), Window: query.Window{Limit: 200}})
		}),
		question("mentions of "+id, func(ctx context.Context, s graph.Store) (query.Page[query.Mentioned], error) {
			return query.Mentions(ctx, s, id, later, query.Window{})
		}),
		question("timeline of "+id, func(ctx context.Context, s graph.Store) (query.Page[query.Event], error) {
			return query.Timeline(ctx, s, id, query.TimelineOptions{NewestFirst: true, Window: query.Window{Limit: 200}})
		}),
	}
	switch kind {
	case graph.Person:
		return append(append(questions, roles(id)...), said(id, known[graph.Concept])...)
	case graph.Organisation:
		return append(questions, roles(id)...)
	case graph.Report:
		return append(questions, question("citations of "+id, func(ctx context.Context, s graph.Store) (query.CitationAnswer, error) {
			return query.Citations(ctx, s, id, query.CitationOptions{CoCited: 20})
		}))
	case graph.Concept:
		return append(questions, question("associations of "+id, func(ctx context.Context, s graph.Store) ([]graph.Association, error) {
			return graph.Associations(ctx, s, id, 20)
		}))
	default:
		return questions
	}
}

func neighbours(id string, options query.NeighbourOptions) Question {
	name := fmt.Sprintf("neighbours of %s, depth %d, direction %q, since %q", id, options.Depth, options.Direction, options.Scope.From)
	return question(name, func(ctx context.Context, s graph.Store) (query.Page[query.Neighbour], error) {
		return query.Neighbours(ctx, s, id, options)
	})
}

func roles(id string) []Question {
	var questions []Question
	for _, on := range []string{"", "2023-05-15", "2021"} {
		questions = append(questions, question("roles of "+id+" on "+on, func(ctx context.Context, s graph.Store) (query.RoleAnswer, error) {
			return query.Roles(ctx, s, id, query.RoleOptions{On: on})
		}))
	}
	return questions
}

func said(id string, concepts []string) []Question {
	var questions []Question
	for _, concept := range append([]string{""}, concepts...) {
		questions = append(questions, question("said by "+id+" about "+concept, func(ctx context.Context, s graph.Store) (query.Page[query.Saying], error) {
			return query.Said(ctx, s, id, query.SaidOptions{Concept: concept, Window: query.Window{Limit: 100}})
		}))
	}
	return questions
}

// aboutPairs makes the questions about each two that follow one another.
func aboutPairs(ids []string, kind graph.Kind) []Question {
	var questions []Question
	for i := 1; i < len(ids); i++ {
		a, b := ids[i-1], ids[i]
		questions = append(questions, question("compare "+a+" with "+b, func(ctx context.Context, s graph.Store) (query.Comparison, error) {
			return query.Compare(ctx, s, a, b, query.CompareOptions{})
		}))
		if kind != graph.DocumentNode {
			questions = append(questions, together(a, b))
		}
	}
	return questions
}

func together(ids ...string) Question {
	return question("together "+strings.Join(ids, " "), func(ctx context.Context, s graph.Store) (query.Page[query.Shared], error) {
		return query.Together(ctx, s, ids, query.TogetherOptions{})
	})
}

// SameAnswers fails where a store answers questions otherwise than the one it
// is compared with, byte for byte, and where it answers them otherwise the
// second time.
func SameAnswers(t *testing.T, store, want graph.Store, questions []Question) {
	t.Helper()
	for _, q := range questions {
		first, again, expected := canonical(t, store, q), canonical(t, store, q), canonical(t, want, q)
		if first != again {
			t.Errorf("%s: answered otherwise the second time", q.Name)
		}
		if diff := cmp.Diff(strings.Split(expected, "\n"), strings.Split(first, "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q.Name, diff)
		}
	}
}

// canonical is what a store answers, as JSON.
func canonical(tb testing.TB, store graph.Store, q Question) string {
	tb.Helper()
	answer, err := q.Ask(tb.Context(), store)
	if err != nil {
		tb.Fatalf("%s: %v", q.Name, err)
	}
	text, err := json.MarshalIndent(answer, "", " ")
	if err != nil {
		tb.Fatalf("%s: %v", q.Name, err)
	}
	return string(text)
}
