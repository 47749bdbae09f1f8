package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// news finds out what changed documents brought.
type news struct {
	*reader
	journal Journal
	texts   Texts
	changed map[string]*changed // by document
	fresh   map[string]bool     // whether nothing spoke of an entity before, as far as known
	all     bool                // whether every document there is was added: nothing was there before
}

func newNews(store graph.Store, journal Journal, texts Texts) *news {
	return &news{reader: newReader(store), journal: journal, texts: texts, changed: map[string]*changed{}, fresh: map[string]bool{}}
}

// changed is a document that came, changed or went.
type changed struct {
	corpus.Change
	later    bool // than what is asked for: it is no answer, nor was it there before
	read     bool // whether edits is known
	compared bool
	before   string // the earlier text
	edits    []Edit
}

// net joins the changes of each document before until, if that is not zero,
// into one. What changed only later is kept too, so that it is not taken for
// what was there before.
func (n *news) net(rows []corpus.Change, until time.Time) {
	for _, row := range rows {
		first := n.changed[row.Document]
		c := &changed{Change: row, later: !until.IsZero() && !row.At.Before(until)}
		if first != nil && c.later && !first.later {
			continue
		}
		if first != nil && row.Kind == corpus.ChangeRevised {
			c.Kind, c.Before = first.Kind, first.Before
		}
		n.changed[row.Document] = c
	}
	for id, c := range n.changed {
		if c.Kind == corpus.ChangeRevised && c.Before == c.Revision {
			delete(n.changed, id) // it is again what it was
		}
	}
}

// countAll finds out whether there was nothing before.
func (n *news) countAll(ctx context.Context) error {
	stats, err := n.store.Stats(ctx)
	if err != nil {
		return err
	}
	added := 0
	for _, c := range n.changed {
		if c.Kind == corpus.ChangeAdded {
			added++
		}
	}
	n.all = added >= stats.Documents
	return nil
}

// concerning lists what passes the options, the latest first.
func (n *news) concerning(ctx context.Context, options *ChangeOptions) ([]*changed, error) {
	ids := make([]string, 0, len(n.changed))
	for id := range n.changed {
		ids = append(ids, id)
	}
	if err := n.load(ctx, ids); err != nil {
		return nil, err
	}
	about := map[string]bool{}
	if options.About != "" {
		facts, err := n.relations(ctx, &Scope{}, graph.RelationFilter{Node: options.About})
		if err != nil {
			return nil, err
		}
		if about, err = n.changedIn(ctx, facts); err != nil {
			return nil, err
		}
	}
	var wanted []*changed
	for _, id := range ids {
		gone := n.changed[id].Kind == corpus.ChangeRemoved
		switch {
		case n.changed[id].later,
			options.About != "" && !about[id],
			options.Collection != nil && (gone || n.known[id].Collection != *options.Collection):
			continue
		}
		wanted = append(wanted, n.changed[id])
	}
	slices.SortFunc(wanted, func(a, b *changed) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Document, b.Document)) })
	return wanted, nil
}

// changedIn lists the documents in whose changed words the facts have evidence.
func (n *news) changedIn(ctx context.Context, facts []Fact) (map[string]bool, error) {
	documents := map[string]bool{}
	for i := range facts {
		for j := range facts[i].Evidence {
			evidence := &facts[i].Evidence[j]
			is, err := n.isChanged(ctx, evidence.Document, evidence.Span)
			if err != nil {
				return nil, err
			}
			if is {
				documents[evidence.Document] = true
			}
		}
	}
	return documents, nil
}

// isChanged reports whether words of a document are new to it.
func (n *news) isChanged(ctx context.Context, document string, span corpus.Span) (bool, error) {
	c := n.changed[document]
	if c == nil || c.Kind == corpus.ChangeRemoved {
		return false, nil
	}
	if err := n.compare(ctx, c); err != nil {
		return false, err
	}
	return !c.compared || slices.ContainsFunc(c.edits, func(e Edit) bool { return e.Added.Overlaps(span) }), nil
}

// compare finds the edits of a revised document, unless an earlier text is no
// longer there.
func (n *news) compare(ctx context.Context, c *changed) error {
	if c.read {
		return nil
	}
	c.read = true
	if c.Kind != corpus.ChangeRevised || c.Before == "" || c.TextHash == "" {
		return nil
	}
	history, err := n.journal.History(ctx, c.Document)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(history, func(h corpus.Change) bool { return h.Revision == c.Before })
	if at < 0 || history[at].TextHash == "" {
		return nil
	}
	if c.before, err = n.texts.Text(ctx, history[at].TextHash); err != nil {
		return fmt.Errorf("text of revision %s: %w", c.Before, err)
	}
	after, err := n.texts.Text(ctx, c.TextHash)
	if err != nil {
		return fmt.Errorf("text of revision %s: %w", c.Revision, err)
	}
	c.edits, c.compared = diff(c.before, after), true
	return nil
}

// describe tells what a change brought.
func (n *news) describe(ctx context.Context, c *changed, about string) (Change, error) {
	answer := Change{
		At: c.At, Kind: c.Kind, Revision: c.Revision, Before: c.Before, Document: Source{ID: c.Document, Authors: []string{}},
		Edits: Page[Edit]{Items: []Edit{}}, Entities: Page[graph.Node]{Items: []graph.Node{}}, Facts: Page[News]{Items: []News{}},
	}
	if c.Kind == corpus.ChangeRemoved {
		return answer, nil
	}
	if err := n.load(ctx, []string{c.Document}); err != nil {
		return answer, err
	}
	document := n.known[c.Document]
	answer.Document = sourceOf(&document)
	if err := n.compare(ctx, c); err != nil {
		return answer, err
	}
	answer.Compared = c.compared
	answer.Edits = page(c.edits, Window{Limit: shownNews})
	if document.Revision != c.Revision {
		return answer, nil // passages, entities and facts are of another revision
	}
	if err := n.placeEdits(ctx, c.Document, answer.Edits.Items); err != nil {
		return answer, err
	}
	var err error
	if answer.Entities, err = n.entitiesOf(ctx, c.Document); err != nil {
		return answer, err
	}
	answer.Facts, err = n.factsOf(ctx, c.Document, about)
	return answer, err
}

func (n *news) placeEdits(ctx context.Context, document string, edits []Edit) error {
	passages, err := n.read(ctx, document)
	if err != nil {
		return err
	}
	for i := range edits {
		for j := range passages {
			if passages[j].Overlaps(edits[i].Added) {
				edits[i].Places = append(edits[i].Places, placeOf(&passages[j]))
			}
		}
	}
	return nil
}

// entitiesOf lists the entities in a document's changed words that nothing spoke
// of before, in order of id.
func (n *news) entitiesOf(ctx context.Context, document string) (Page[graph.Node], error) {
	none := Page[graph.Node]{}
	var ids []string
	for mention, err := range n.store.Mentions(ctx, graph.MentionFilter{Document: document}) {
		if err != nil {
			return none, err
		}
		ids = append(ids, mention.Entity)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	entities, err := collect(n.store.Entities(ctx, graph.EntityFilter{IDs: append([]string{}, ids...)}))
	if err != nil {
		return none, err
	}
	var nodes []graph.Node
	for i := range entities {
		fresh, err := n.isFresh(ctx, &entities[i])
		if err != nil {
			return none, err
		}
		if fresh {
			nodes = append(nodes, graph.Node{ID: entities[i].ID, Kind: entities[i].Kind, Name: entities[i].Name})
		}
	}
	return page(nodes, Window{Limit: shownNews}), nil
}

// isFresh reports whether only changed words mention an entity, in words that
// an earlier revision did not have.
func (n *news) isFresh(ctx context.Context, entity *graph.Entity) (bool, error) {
	if n.all {
		return true, nil
	}
	if fresh, known := n.fresh[entity.ID]; known || entity.Documents > len(n.changed) {
		return fresh, nil
	}
	n.fresh[entity.ID] = false
	for mention, err := range n.store.Mentions(ctx, graph.MentionFilter{Entity: entity.ID}) {
		if err != nil {
			return false, err
		}
		is, err := n.isChanged(ctx, mention.Document, mention.Span)
		if err != nil || !is || hasWords(n.changed[mention.Document].before, mention.Text) {
			return false, err
		}
	}
	n.fresh[entity.ID] = true
	return true, nil
}

// hasWords reports whether the words stand in the text, not as part of longer
// ones.
func hasWords(text, words string) bool {
	if words == "" {
		return false
	}
	inside := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for at := 0; ; {
		found := strings.Index(text[at:], words)
		if found < 0 {
			return false
		}
		start, end := at+found, at+found+len(words)
		last, _ := utf8.DecodeLastRuneInString(text[:start])
		next, _ := utf8.DecodeRuneInString(text[end:])
		if !inside(last) && !inside(next) {
			return true
		}
		at = end
	}
}

// factsOf lists what a document's changed words state, about one entity where
// one is given.
func (n *news) factsOf(ctx context.Context, document, about string) (Page[News], error) {
	none := Page[News]{}
	relations, err := collect(n.store.Relations(ctx, graph.RelationFilter{Document: document, Node: about, Types: stated()}))
	if err != nil {
		return none, err
	}
	var all []News
	for i := range relations {
		relation := relations[i]
		relation.Evidence = nil
		for j := range relations[i].Evidence {
			evidence := &relations[i].Evidence[j]
			is, err := n.isChanged(ctx, evidence.Document, evidence.Span)
			if err != nil {
				return none, err
			}
			if is && evidence.Document == document {
				relation.Evidence = append(relation.Evidence, *evidence)
			}
		}
		if len(relation.Evidence) > 0 {
			all = append(all, News{Fact: n.fact(relation, func(*corpus.Document) bool { return true })})
		}
	}
	slices.SortStableFunc(all, func(a, b News) int { return cmp.Compare(precedence(a.Type), precedence(b.Type)) })
	shown := page(all, Window{Limit: shownNews})
	for i := range shown.Items {
		if shown.Items[i].New, err = n.isNew(ctx, &shown.Items[i].Fact); err != nil {
			return none, err
		}
	}
	return shown, nil
}

// isNew reports whether only changed words state a fact, whatever else they
// say of it: when it was stated, how often, how many words.
func (n *news) isNew(ctx context.Context, fact *Fact) (bool, error) {
	if n.all || whole(fact.From) == fact.Documents[0] || whole(fact.To) == fact.Documents[0] {
		return true, nil
	}
	filter := graph.RelationFilter{From: fact.From, To: fact.To, Types: []graph.RelationType{fact.Type}}
	for relation, err := range n.store.Relations(ctx, filter) {
		if err != nil {
			return false, err
		}
		if graph.Fold(relation.Attributes["title"]) != graph.Fold(fact.Attributes["title"]) ||
			(relation.Attributes["status"] == statusFormer) != (fact.Attributes["status"] == statusFormer) {
			continue
		}
		for i := range relation.Evidence {
			if is, err := n.isChanged(ctx, relation.Evidence[i].Document, relation.Evidence[i].Span); err != nil || !is {
				return false, err
			}
		}
	}
	return true, nil
}
