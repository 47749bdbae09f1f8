package graphtest

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"strconv"
	"sync"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

var errClosed = errors.New("closed")

// Reference is a graph.Store that keeps the last batch of each document in
// memory and works every answer out from them anew. It is slow and obvious.
type Reference struct {
	mu         sync.Mutex
	documents  map[string]graph.Batch
	curations  []graph.Curation
	generation uint64
	closed     bool
}

var _ graph.Store = (*Reference)(nil)

// NewReference returns an empty store.
func NewReference() *Reference { return &Reference{documents: map[string]graph.Batch{}} }

// Apply replaces batches one after the other, after all were found valid.
func (r *Reference) Apply(ctx context.Context, batches ...graph.Batch) error {
	if err := r.usable(ctx); err != nil {
		return err
	}
	for i := range batches {
		if err := batches[i].Validate(); err != nil {
			return err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	changed := false
	for i := range batches {
		changed = r.apply(copyBatch(&batches[i])) || changed
	}
	if changed {
		r.generation++
	}
	return nil
}

func (r *Reference) apply(batch graph.Batch) (changed bool) {
	_, known := r.documents[batch.Document.ID]
	switch {
	case batch.Document.ID == "": // brings decisions only
	case !batch.Delete:
		r.documents[batch.Document.ID] = batch
		changed = true
	case known:
		delete(r.documents, batch.Document.ID)
		changed = true
	}
	for _, assignment := range batch.Reassign {
		claims := r.documents[assignment.Claim.Document].Claims
		at := assignment.Claim.Index
		if at < 0 || at >= len(claims) || claims[at].Entity == assignment.Entity && claims[at].Called == assignment.Called {
			continue
		}
		claims[at].Entity, claims[at].Called = assignment.Entity, assignment.Called
		changed = true
	}
	for i := range batch.Curate {
		changed = r.curate(&batch.Curate[i]) || changed
	}
	return changed
}

func (r *Reference) curate(event *graph.Curation) (changed bool) {
	at, known := slices.BinarySearchFunc(r.curations, event, func(a graph.Curation, b *graph.Curation) int { return graph.CompareCurations(&a, b) })
	if known || slices.ContainsFunc(r.curations, func(c graph.Curation) bool { return c.ID == event.ID }) {
		return false
	}
	r.curations = slices.Insert(r.curations, at, copyCuration(*event))
	return true
}

func copyCuration(event graph.Curation) graph.Curation {
	event.At = event.At.UTC()
	event.Subjects = slices.Clone(event.Subjects)
	for i := range event.Subjects {
		event.Subjects[i].Anchors = slices.Clone(event.Subjects[i].Anchors)
	}
	return event
}

func copyBatch(batch *graph.Batch) graph.Batch {
	clone := *batch
	clone.Document.Authors = slices.Clone(batch.Document.Authors)
	clone.Passages, clone.Claims, clone.Facts = slices.Clone(batch.Passages), slices.Clone(batch.Claims), slices.Clone(batch.Facts)
	for i := range clone.Claims {
		claim := &clone.Claims[i]
		claim.Aliases, claim.Keys, claim.Context = slices.Clone(claim.Aliases), slices.Clone(claim.Keys), slices.Clone(claim.Context)
		claim.Attributes, claim.Mentions = maps.Clone(claim.Attributes), slices.Clone(claim.Mentions)
	}
	for i := range clone.Facts {
		fact := &clone.Facts[i]
		fact.Attributes, fact.Evidence = maps.Clone(fact.Attributes), slices.Clone(fact.Evidence)
	}
	return clone
}

func (r *Reference) usable(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return errClosed
	}
	return ctx.Err()
}

// sequence yields what list works out, minding ctx and limit.
func sequence[T any](ctx context.Context, r *Reference, limit int, list func() []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		if err := r.usable(ctx); err != nil {
			yield(none, err)
			return
		}
		r.mu.Lock()
		values := list()
		r.mu.Unlock()
		if limit > 0 {
			values = values[:min(limit, len(values))]
		}
		for _, value := range values {
			if err := ctx.Err(); err != nil {
				yield(none, err)
				return
			}
			if !yield(value, nil) {
				return
			}
		}
	}
}

func (r *Reference) ids() []string { return slices.Sorted(maps.Keys(r.documents)) }

// Documents yields the documents that pass the filter.
func (r *Reference) Documents(ctx context.Context, filter graph.DocumentFilter) iter.Seq2[corpus.Document, error] {
	return sequence(ctx, r, filter.Limit, func() []corpus.Document {
		var list []corpus.Document
		for _, id := range r.ids() {
			if document := r.documents[id].Document; filter.Match(&document) {
				list = append(list, document)
			}
		}
		return list
	})
}

// Passages yields the passages of a document.
func (r *Reference) Passages(ctx context.Context, document string) iter.Seq2[corpus.Passage, error] {
	return sequence(ctx, r, 0, func() []corpus.Passage {
		list := slices.Clone(r.documents[document].Passages)
		for i := range list {
			list[i].Document, list[i].Turn, list[i].Speaker = document, -1, ""
			if batch := r.documents[document]; batch.Speakers != nil && batch.Speakers[i] >= 0 {
				if entity := batch.Claims[batch.Speakers[i]].Entity; entity != graph.NoEntity {
					list[i].Speaker = entity
				}
			}
		}
		return list
	})
}

// Entities yields the entities that pass the filter.
func (r *Reference) Entities(ctx context.Context, filter graph.EntityFilter) iter.Seq2[graph.Entity, error] {
	return sequence(ctx, r, filter.Limit, func() []graph.Entity {
		list := slices.DeleteFunc(r.entities(), func(entity graph.Entity) bool { return !filter.Match(&entity) })
		if filter.Prefix != "" {
			slices.SortStableFunc(list, func(a, b graph.Entity) int { return cmp.Compare(b.Documents, a.Documents) })
		}
		return list
	})
}

// tally is for one entity the documents that use each name, form and attribute.
type tally struct {
	documents  map[string]bool
	names      map[string]map[string]bool
	called     map[string]map[string]bool
	forms      map[string]map[string]bool
	attributes map[string]map[string]map[string]bool
}

func (r *Reference) entities() []graph.Entity {
	tallies := map[string]*tally{}
	for document, batch := range r.documents {
		for _, claim := range batch.Claims {
			if claim.Entity == graph.NoEntity {
				continue
			}
			t := tallies[claim.Entity]
			if t == nil {
				t = &tally{
					documents: map[string]bool{}, names: map[string]map[string]bool{}, called: map[string]map[string]bool{},
					forms: map[string]map[string]bool{}, attributes: map[string]map[string]map[string]bool{},
				}
				tallies[claim.Entity] = t
			}
			t.add(document, &claim)
		}
	}
	var list []graph.Entity
	for _, id := range slices.Sorted(maps.Keys(tallies)) {
		list = append(list, tallies[id].entity(id))
	}
	return list
}

func (t *tally) add(document string, claim *graph.Claim) {
	note := func(table map[string]map[string]bool, value string) {
		if table[value] == nil {
			table[value] = map[string]bool{}
		}
		table[value][document] = true
	}
	t.documents[document] = true
	note(t.names, claim.Name)
	if claim.Called != "" {
		note(t.called, claim.Called)
	}
	for _, form := range append([]string{claim.Name, claim.Called}, claim.Aliases...) {
		note(t.forms, form)
	}
	for key, value := range claim.Attributes {
		if t.attributes[key] == nil {
			t.attributes[key] = map[string]map[string]bool{}
		}
		note(t.attributes[key], value)
	}
}

func (t *tally) entity(id string) graph.Entity {
	kind, _ := graph.KindOf(id)
	entity := graph.Entity{
		ID: id, Kind: kind, Name: mostUsed(t.names), Aliases: []string{},
		Attributes: map[string]string{}, Documents: len(t.documents),
	}
	if len(t.called) > 0 {
		entity.Name = mostUsed(t.called)
	}
	for _, form := range slices.Sorted(maps.Keys(t.forms)) {
		if form != "" && form != entity.Name {
			entity.Aliases = append(entity.Aliases, form)
		}
	}
	for key, values := range t.attributes {
		entity.Attributes[key] = mostUsed(values)
	}
	return entity
}

// mostUsed is the value of the most documents; ties go to the longer, then to
// the first in byte order.
func mostUsed(table map[string]map[string]bool) string {
	return slices.MinFunc(slices.Collect(maps.Keys(table)), func(a, b string) int {
		return cmp.Or(len(table[b])-len(table[a]), len(b)-len(a), cmp.Compare(a, b))
	})
}

// Mentions yields the mentions that pass the filter.
func (r *Reference) Mentions(ctx context.Context, filter graph.MentionFilter) iter.Seq2[graph.Mention, error] {
	return sequence(ctx, r, filter.Limit, func() []graph.Mention {
		var list []graph.Mention
		for document, batch := range r.documents {
			for _, claim := range batch.Claims {
				if claim.Entity == graph.NoEntity || filter.Document != "" && filter.Document != document || filter.Entity != "" && filter.Entity != claim.Entity {
					continue
				}
				for _, m := range claim.Mentions {
					list = append(list, graph.Mention{
						Entity: claim.Entity, Document: document, Span: m.Span, Text: m.Text, Method: m.Method, Confidence: m.Confidence,
					})
				}
			}
		}
		slices.SortFunc(list, func(a, b graph.Mention) int { return graph.CompareMentions(&a, &b) })
		return list
	})
}

// Relations yields the relations that pass the filter.
func (r *Reference) Relations(ctx context.Context, filter graph.RelationFilter) iter.Seq2[graph.Relation, error] {
	return sequence(ctx, r, filter.Limit, func() []graph.Relation {
		var list []graph.Relation
		for _, relation := range r.relations() {
			inDocument := filter.Document == "" || slices.ContainsFunc(relation.Evidence, func(e corpus.Evidence) bool {
				return e.Document == filter.Document
			})
			if inDocument && filter.Match(relation.From, relation.Type, relation.To) {
				list = append(list, relation)
			}
		}
		return list
	})
}

func (r *Reference) relations() []graph.Relation {
	joined := map[string]*graph.Relation{}
	add := func(relation graph.Relation) {
		key := relation.From + "\n" + string(relation.Type) + "\n" + relation.To + "\n" + graph.CanonicalAttributes(relation.Attributes)
		if known := joined[key]; known != nil {
			known.Evidence = append(known.Evidence, relation.Evidence...)
			return
		}
		joined[key] = &relation
	}
	for id, batch := range r.documents {
		for _, fact := range batch.Facts {
			if relation := relationOf(&batch, &fact); relation.From != graph.NoEntity && relation.To != graph.NoEntity {
				add(relation)
			}
		}
		for entity, evidence := range mentionsOf(&batch) {
			attributes := map[string]string{"count": strconv.Itoa(len(evidence))}
			add(graph.Relation{From: entity, Type: graph.MentionedIn, To: id, Attributes: attributes, Evidence: evidence})
		}
	}
	list := make([]graph.Relation, 0, len(joined))
	for _, relation := range joined {
		slices.SortFunc(relation.Evidence, func(a, b corpus.Evidence) int { return graph.CompareEvidence(&a, &b) })
		list = append(list, *relation)
	}
	slices.SortFunc(list, func(a, b graph.Relation) int { return graph.CompareRelations(&a, &b) })
	return list
}

func relationOf(batch *graph.Batch, fact *graph.Fact) graph.Relation {
	node := func(end graph.End) string {
		if end.Node != "" {
			return end.Node
		}
		return batch.Claims[end.Claim].Entity
	}
	relation := graph.Relation{From: node(fact.From), Type: fact.Type, To: node(fact.To), Attributes: map[string]string{}}
	maps.Copy(relation.Attributes, fact.Attributes)
	for _, evidence := range fact.Evidence {
		evidence.Document, evidence.Revision = batch.Document.ID, batch.Document.Revision
		relation.Evidence = append(relation.Evidence, evidence)
	}
	return relation
}

func mentionsOf(batch *graph.Batch) map[string][]corpus.Evidence {
	found := map[string][]corpus.Evidence{}
	for _, claim := range batch.Claims {
		if claim.Entity == graph.NoEntity {
			continue
		}
		for _, m := range claim.Mentions {
			found[claim.Entity] = append(found[claim.Entity], corpus.Evidence{
				Document: batch.Document.ID, Revision: batch.Document.Revision,
				Span: m.Span, Quote: m.Text, Method: m.Method, Confidence: m.Confidence,
			})
		}
	}
	return found
}

// Claims returns the claims with one of the keys.
func (r *Reference) Claims(ctx context.Context, keys ...string) ([]graph.StoredClaim, error) {
	if err := r.usable(ctx); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var list []graph.StoredClaim
	for _, id := range r.ids() {
		batch := r.documents[id]
		clone := copyBatch(&batch)
		for i, claim := range clone.Claims {
			if slices.ContainsFunc(claim.Keys, func(key string) bool { return slices.Contains(keys, key) }) {
				claim.Mentions = nil
				list = append(list, graph.StoredClaim{ID: graph.ClaimID{Document: id, Index: i}, Claim: claim})
			}
		}
	}
	return list, nil
}

// Curations yields the log.
func (r *Reference) Curations(ctx context.Context) iter.Seq2[graph.Curation, error] {
	return sequence(ctx, r, 0, func() []graph.Curation {
		list := slices.Clone(r.curations)
		for i := range list {
			list[i] = copyCuration(list[i])
		}
		return list
	})
}

// Stats counts.
func (r *Reference) Stats(ctx context.Context) (graph.Stats, error) {
	stats := graph.Stats{Entities: map[graph.Kind]int{}}
	if err := r.usable(ctx); err != nil {
		return stats, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	stats.Documents, stats.Generation = len(r.documents), r.generation
	for _, batch := range r.documents {
		stats.Passages += len(batch.Passages)
		stats.Facts += len(batch.Facts)
		for _, claim := range batch.Claims {
			stats.Mentions += len(claim.Mentions)
		}
	}
	for _, entity := range r.entities() {
		stats.Entities[entity.Kind]++
	}
	return stats, nil
}

// Close makes every later call fail.
func (r *Reference) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	return nil
}
