package embedded

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strconv"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// Relations yields relations, see graph.Store. A filter with a node or a
// document reads only the documents that can have a part in the answer;
// without either, everything is read in stretches of the order.
func (s *Store) Relations(ctx context.Context, filter graph.RelationFilter) iter.Seq2[graph.Relation, error] {
	return stream(ctx, s, func(r *reader, yield func(graph.Relation) bool) error {
		yield = limited(filter.Limit, yield)
		switch {
		case filter.Document != "":
			return r.relationsIn(&filter, yield)
		case filter.From != "" || filter.To != "" || filter.Node != "":
			return r.relationsOf(&filter, yield)
		}
		return r.allRelations(&filter, yield)
	})
}

// gathering collects what documents state until it is joined into relations.
type gathering struct {
	reader *reader
	filter *graph.RelationFilter
	wanted func(from string, kind graph.RelationType, to string) bool
	only   []int64 // entities that the filter names: a fact has all of them at its ends
	list   []graph.Stated
}

func (r *reader) gather(filter *graph.RelationFilter) *gathering {
	return &gathering{reader: r, filter: filter, wanted: filter.Match}
}

// document collects what a document states, save mentions.
func (g *gathering) document(n int64) error {
	content, err := g.reader.content(g.reader.queries.facts, n)
	if err != nil {
		return err
	}
	facts, err := unpackFacts(content.column)
	if err != nil {
		return err
	}
	ids, err := g.reader.ids(g.relevant(facts, content.entities))
	if err != nil {
		return err
	}
	for i := range facts {
		if err := g.fact(&facts[i], content, ids); err != nil {
			return err
		}
	}
	return nil
}

// relevant leaves of the entities of a document's claims those that facts
// about all the entities of the filter need: names cost a query each.
func (g *gathering) relevant(facts []fact, entities []int64) []int64 {
	if len(g.only) == 0 {
		return entities
	}
	number := func(end graph.End) int64 {
		if end.Node != "" || end.Claim >= len(entities) {
			return noEntity
		}
		return entities[end.Claim]
	}
	needed := make([]int64, len(entities))
	for i := range facts {
		from, to := number(facts[i].from), number(facts[i].to)
		if slices.ContainsFunc(g.only, func(n int64) bool { return n != from && n != to }) {
			continue
		}
		for _, end := range []graph.End{facts[i].from, facts[i].to} {
			if n := number(end); n != noEntity {
				needed[end.Claim] = n
			}
		}
	}
	return needed
}

func (g *gathering) fact(fact *fact, content *content, ids []string) error {
	from, to, err := fact.ends(ids)
	if err != nil {
		return err
	}
	if from == "" || to == "" || !g.wanted(from, fact.kind, to) {
		return nil
	}
	attributes, evidence, err := fact.details(content.id, content.revision)
	g.list = append(g.list, graph.Stated{
		Relation:  graph.Relation{From: from, Type: fact.kind, To: to, Attributes: attributes, Evidence: evidence},
		Canonical: graph.CanonicalAttributes(attributes),
	})
	return err
}

// mentioned collects a document's mentions as relations.
func (g *gathering) mentioned(n int64) error {
	content, err := g.reader.content(g.reader.queries.mentions, n)
	if err != nil {
		return err
	}
	ids, err := g.reader.ids(content.entities)
	if err != nil {
		return err
	}
	found := map[string][]corpus.Evidence{}
	wanted := func(claim int) bool {
		return claim < len(ids) && ids[claim] != "" && g.wanted(ids[claim], graph.MentionedIn, content.id)
	}
	err = unpackMentions(content.column, wanted, func(claim int, m graph.ClaimMention) {
		found[ids[claim]] = append(found[ids[claim]], corpus.Evidence{
			Document: content.id, Revision: content.revision, Span: m.Span,
			Quote: m.Text, Method: m.Method, Confidence: m.Confidence,
		})
	})
	for entity, evidence := range found {
		attributes := map[string]string{"count": strconv.Itoa(len(evidence))}
		g.list = append(g.list, graph.Stated{
			Relation: graph.Relation{
				From: entity, Type: graph.MentionedIn, To: content.id, Attributes: attributes, Evidence: evidence,
			},
			Canonical: graph.CanonicalAttributes(attributes),
		})
	}
	return err
}

// yield joins what was collected, yields it in order and forgets it.
func (g *gathering) yield(yield func(graph.Relation) bool) (more bool) {
	if !graph.JoinStated(g.list, yield) {
		return false
	}
	clear(g.list)
	g.list = g.list[:0]
	return true
}

// statesFacts reports whether the filter lets other types through than the one
// that is derived.
func statesFacts(filter *graph.RelationFilter) bool {
	return len(filter.Types) == 0 || slices.ContainsFunc(filter.Types, func(kind graph.RelationType) bool {
		return kind != graph.MentionedIn
	})
}

// around is the documents in which a node has a part: with the sides of their
// facts about it, and those that mention it or are it.
type around struct {
	facts    map[int64]sides
	mentions map[int64]bool
}

func (r *reader) around(node string) (*around, error) {
	found := &around{mentions: map[int64]bool{}}
	if _, entity := graph.KindOf(node); entity {
		number, _, err := r.number(node)
		if err != nil || number == noEntity {
			return found, err
		}
		if found.facts, err = r.documentsOf(r.queries.entityDocuments, number); err != nil {
			return nil, err
		}
		for document := range found.facts {
			found.mentions[document] = true
		}
		return found, nil
	}
	var err error
	if found.facts, err = r.documentsOf(r.queries.nodeDocuments, node); err != nil {
		return nil, err
	}
	var number int64
	known, err := r.row(r.queries.documentNumber, node, &number)
	if known {
		found.mentions[number] = true
	}
	return found, err
}

// with lists in ascending order the documents with facts on one of the sides.
func (a *around) with(side sides) []int64 {
	var documents []int64
	for document, has := range a.facts {
		if has&side != 0 {
			documents = append(documents, document)
		}
	}
	slices.Sort(documents)
	return documents
}

// relationsOf answers a filter that names a node.
func (r *reader) relationsOf(filter *graph.RelationFilter, yield func(graph.Relation) bool) error {
	facts, mentions, err := r.candidates(filter)
	if err != nil {
		return err
	}
	g := r.gather(filter)
	if g.only, err = r.named(filter); err != nil {
		return err
	}
	if statesFacts(filter) {
		for _, document := range facts {
			if err := g.document(document); err != nil {
				return err
			}
		}
	}
	if filter.Wants(graph.MentionedIn) {
		for _, document := range mentions {
			if err := g.mentioned(document); err != nil {
				return err
			}
		}
	}
	g.yield(yield)
	return nil
}

// candidates lists the documents that can state or mention what a filter with
// nodes asks for: those that all its nodes have a part in.
func (r *reader) candidates(filter *graph.RelationFilter) (facts, mentions []int64, err error) {
	if filter.From != "" && filter.To != "" && filter.Node == "" && !filter.Wants(graph.MentionedIn) {
		facts, err = r.shared(filter.From, filter.To)
		return facts, nil, err
	}
	first := true
	for _, end := range []struct {
		node string
		side sides
	}{{filter.From, outgoing}, {filter.To, incoming}, {filter.Node, outgoing | incoming}} {
		if end.node == "" {
			continue
		}
		found, err := r.around(end.node)
		if err != nil {
			return nil, nil, err
		}
		with := found.with(end.side)
		about := slices.Sorted(maps.Keys(found.mentions))
		if first {
			facts, mentions, first = with, about, false
			continue
		}
		facts, mentions = intersect(facts, with), intersect(mentions, about)
	}
	return facts, mentions, nil
}

// intersect keeps of the ascending list a what is in the ascending list b.
func intersect(a, b []int64) []int64 {
	return slices.DeleteFunc(a, func(n int64) bool {
		_, found := slices.BinarySearch(b, n)
		return !found
	})
}

// relationsIn answers a filter that names a document: what the document
// states, with what other documents add to the same relations.
func (r *reader) relationsIn(filter *graph.RelationFilter, yield func(graph.Relation) bool) error {
	var number int64
	known, err := r.row(r.queries.documentNumber, filter.Document, &number)
	if err != nil || !known {
		return err
	}
	g := r.gather(filter)
	if g.only, err = r.named(filter); err != nil {
		return err
	}
	if statesFacts(filter) {
		if err := g.document(number); err != nil {
			return err
		}
		if err := g.addOthers(number); err != nil {
			return err
		}
	}
	if filter.Wants(graph.MentionedIn) {
		if err := g.mentioned(number); err != nil {
			return err
		}
	}
	g.yield(yield)
	return nil
}

// addOthers collects from other documents what agrees with something in the
// list.
func (g *gathering) addOthers(except int64) error {
	type key struct{ from, kind, to, attributes string }
	keyOf := func(s *graph.Stated) key { return key{s.From, string(s.Type), s.To, s.Canonical} }
	known := map[key]bool{}
	ends := map[[2]string]bool{}
	for i := range g.list {
		known[keyOf(&g.list[i])] = true
		ends[[2]string{g.list[i].From, g.list[i].To}] = true
	}
	documents, err := g.reader.stating(ends)
	if err != nil {
		return err
	}
	delete(documents, except)
	others := g.reader.gather(g.filter)
	others.only = g.only
	for _, document := range slices.Sorted(maps.Keys(documents)) {
		if err := others.document(document); err != nil {
			return err
		}
	}
	for i := range others.list {
		if known[keyOf(&others.list[i])] {
			g.list = append(g.list, others.list[i])
		}
	}
	return nil
}

// stating finds the documents that may have facts from the first to the second
// node of a pair.
func (r *reader) stating(pairs map[[2]string]bool) (map[int64]bool, error) {
	documents := map[int64]bool{}
	for pair := range pairs {
		list, err := r.shared(pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		for _, document := range list {
			documents[document] = true
		}
	}
	return documents, nil
}
