package bleveindex

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
)

// scratch is memory that searches hand on to each other.
type scratch struct{ scores []float32 }

// fewPassages is the number of passages below which those that have only some
// of a query's words follow those that have all.
const fewPassages = 10

// Match implements search.Matcher. Where only few passages have all the words
// of a query, those that have some of them follow, and a note says so.
func (x *Index) Match(ctx context.Context, q query.Query, filter search.Filter, page search.Page) (search.Matches, error) {
	var found search.Matches
	err := x.evaluate(ctx, func(e *evaluation) error {
		s, err := e.selection(q, filter, false)
		if err != nil {
			return err
		}
		matched, err := e.rankedSelection(s)
		if err != nil {
			return err
		}
		found = search.Matches{
			Total: matched.count(), Generation: e.snapshot.generation, Notes: e.notes, Corrections: e.amended, Mark: e.marker,
		}
		if page.Group {
			if matched, err = e.group(matched, page.Sort); err != nil {
				return err
			}
			found.Total = matched.count()
		}
		found.Postings, err = e.best(matched, page)
		return err
	})
	if err != nil {
		return search.Matches{}, err
	}
	return found, nil
}

// evaluate runs a query on the published state.
func (x *Index) evaluate(ctx context.Context, run func(*evaluation) error) (err error) {
	if err := x.refresh(); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	current, err := x.acquire()
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, current.reader.Close())
		if cause := recover(); cause != nil { // scorch trusts its files
			err = errors.Join(fmt.Errorf("%w: %v", search.ErrRebuild, cause), err)
		}
		if err != nil {
			err = fmt.Errorf("search index: %w", err)
		}
	}()
	if err := ctx.Err(); err != nil {
		return err
	}
	e := x.evaluation(ctx, current)
	defer x.release(e)
	return run(e)
}

func (x *Index) evaluation(ctx context.Context, current *snapshot) *evaluation {
	e := &evaluation{ctx: ctx, index: x, snapshot: current, scoring: true, marker: newMarker(x.analyzer)}
	for _, s := range current.reader.Segments() {
		e.size += int(s.FullSize())
	}
	e.memory, _ = x.scratch.Get().(*scratch)
	if cap(e.memory.scores) < e.size {
		e.memory.scores = make([]float32, e.size+e.size/8)
	}
	e.scores = e.memory.scores[:e.size]
	clear(e.scores)
	return e
}

// id returns the id of a passage.
func (e *evaluation) id(number uint64) (string, error) {
	return e.snapshot.reader.ExternalID(index.NewIndexInternalID(nil, number))
}

func (x *Index) release(e *evaluation) { x.scratch.Put(e.memory) }

// selection is what a query selects, and what a filter lets pass of it.
type selection struct {
	matched set                  // by the query; nil is all
	whole   set                  // those of matched that have all the words; nil where matched has no others
	passing map[search.Facet]set // what each facet filtered by lets pass
	rest    set                  // what the rest of the filter lets pass; nil is all
}

// selection evaluates a query and a filter. Where loose, or where few passages
// have all the words, those that have some of them are selected, too; that does
// not depend on the filter, so that filters only narrow.
func (e *evaluation) selection(q query.Query, f search.Filter, loose bool) (s selection, err error) {
	if s.passing, s.rest, err = e.filters(f); err != nil {
		return s, err
	}
	e.literal, e.fold = !e.meaningful(q.Root), q.Fold
	nodes, strict := clauses(q)
	c, err := e.conjunction(nodes)
	if err != nil {
		return s, err
	}
	if s.matched, err = c.all(e); err != nil {
		return s, err
	}
	if s.matched == nil {
		s.matched, err = e.everything()
		return s, err
	}
	whole := s.matched.count()
	relaxes := len(c.words) > 1 && whole < fewPassages && !strict
	if !relaxes && !loose || len(c.words) == 0 {
		return s, nil
	}
	some, err := c.any(e)
	if err == nil && relaxes && some.count() > whole {
		e.notes = append(e.notes, relaxed(whole))
	}
	s.whole, s.matched = s.matched, some
	return s, err
}

// without returns what is selected where one facet is not filtered by; "" is
// none. It returns nil where that is all passages.
func (s selection) without(facet search.Facet) set {
	var kept set
	narrow := func(by set) {
		switch {
		case by == nil:
		case kept == nil:
			kept = slices.Clone(by)
		default:
			kept.intersect(by)
		}
	}
	narrow(s.matched)
	narrow(s.rest)
	for filtered, passing := range s.passing {
		if filtered != facet {
			narrow(passing)
		}
	}
	return kept
}

// rankedSelection returns what is selected with its final scores: passages that
// have all the words score above those that have some.
func (e *evaluation) rankedSelection(s selection) (set, error) {
	matched := s.without("")
	if err := e.refine(matched, nil); err != nil || s.whole == nil {
		return matched, err
	}
	var highest float32
	matched.each(func(n uint64) bool {
		if !s.whole.has(n) {
			highest = max(highest, e.scores[n])
		}
		return true
	})
	s.whole.each(func(n uint64) bool {
		e.scores[n] += highest
		return true
	})
	return matched, nil
}

// clauses returns what a query asks for side by side, and whether it insists on
// all of it.
func clauses(q query.Query) (nodes []query.Node, strict bool) {
	switch root := q.Root.(type) {
	case nil:
		return nil, false
	case query.And:
		return root.Nodes, root.Strict
	default:
		return []query.Node{root}, false
	}
}

func relaxed(whole int) string {
	switch whole {
	case 0:
		return "inget stycke har alla orden; här är de som har något av dem"
	case 1:
		return "ett stycke har alla orden; sedan följer de som har något av dem"
	}
	return fmt.Sprintf("%d stycken har alla orden; sedan följer de som har något av dem", whole)
}

// meaningful reports whether a query has a word that is no stop word, or
// anything but words.
func (e *evaluation) meaningful(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n.Nodes, e.meaningful)
	case query.Or:
		return slices.ContainsFunc(n.Nodes, e.meaningful)
	case query.Not:
		return false
	case query.Word:
		return n.Match != query.Inflected || !e.index.analyzer.form(n.Text).stop
	case query.Field:
		return false
	}
	return true
}

// best returns the page wanted of the matches.
func (e *evaluation) best(matched set, page search.Page) ([]search.Posting, error) {
	page, err := e.resume(matched, page)
	if err != nil {
		return nil, err
	}
	top := ranking{evaluation: e, want: page.Limit + page.Offset, order: page.Sort, after: page.After}
	if err := e.offer(&top, matched); err != nil {
		return nil, err
	}
	return top.postings(page.Offset)
}

// resume finds the place where a page begins. Scores change with every write, so
// the passage before has its place by the score that it has now; where it is
// gone, the number of those seen counts.
func (e *evaluation) resume(matched set, page search.Page) (search.Page, error) {
	if page.After == nil || page.Sort == search.SortDate {
		return page, nil
	}
	number, err := e.snapshot.reader.InternalID(page.After.Passage)
	if err != nil {
		return page, err
	}
	if number == nil || !matched.has(number.Value()) {
		page.Offset, page.After = page.After.Seen, nil
		return page, nil
	}
	after := *page.After
	after.Score = float64(e.scores[number.Value()])
	page.After = &after
	return page, nil
}

// offer offers the matches to a ranking.
func (e *evaluation) offer(top *ranking, matched set) error {
	if top.order == search.SortDate {
		return errors.Join(e.eachWithColumns(matched, func(n uint64, c *columns, local uint64) {
			top.offer(candidate{number: n, key: float64(c.days[local]), id: c.ids[local]})
		}), top.err)
	}
	var err error
	seen := 0
	matched.each(func(n uint64) bool {
		if seen++; seen%checkEvery == 0 && e.ctx.Err() != nil {
			err = e.ctx.Err()
			return false
		}
		top.offer(candidate{number: n, key: float64(e.scores[n])})
		return top.err == nil
	})
	return errors.Join(err, top.err)
}

// group keeps the first match of each document in an order.
func (e *evaluation) group(matched set, order search.Sort) (set, error) {
	best := make(map[string]candidate)
	top := ranking{evaluation: e, order: order}
	err := e.eachWithColumns(matched, func(n uint64, c *columns, local uint64) {
		fresh := candidate{number: n, key: float64(e.scores[n]), id: c.ids[local]}
		document := c.document.at(local)
		if held, known := best[document]; !known || top.worse(&held, &fresh) {
			best[document] = fresh
		}
	})
	kept := newSet(e.size)
	for _, c := range best {
		kept.add(c.number)
	}
	return kept, err
}

// candidate is a match that may be among the best.
type candidate struct {
	number uint64
	key    float64 // score, or day, that it is ordered by
	id     string  // "" until it is asked for
}

// ranking keeps the best candidates in a heap with the worst on top. It reads
// ids only where scores are equal, since that costs more than all the rest.
type ranking struct {
	evaluation *evaluation
	want       int
	order      search.Sort
	after      *search.Position // only candidates that come later; nil is all
	kept       []candidate
	err        error
}

func (r *ranking) Len() int           { return len(r.kept) }
func (r *ranking) Swap(i, j int)      { r.kept[i], r.kept[j] = r.kept[j], r.kept[i] }
func (r *ranking) Less(i, j int) bool { return r.worse(&r.kept[i], &r.kept[j]) }

// Push implements heap.Interface.
func (r *ranking) Push(c any) {
	if c, ok := c.(candidate); ok {
		r.kept = append(r.kept, c)
	}
}

// Pop implements heap.Interface.
func (r *ranking) Pop() any {
	last := r.kept[len(r.kept)-1]
	r.kept = r.kept[:len(r.kept)-1]
	return last
}

func (r *ranking) worse(a, b *candidate) bool {
	if a.key != b.key {
		return a.key < b.key
	}
	return r.id(a) > r.id(b)
}

// later reports whether a candidate comes after the position from which on
// candidates are wanted.
func (r *ranking) later(c *candidate) bool {
	own := r.after.Score
	if r.order == search.SortDate {
		own = float64(r.after.Day)
	}
	return c.key < own || c.key == own && r.id(c) > r.after.Passage
}

func (r *ranking) id(c *candidate) string {
	if c.id == "" {
		id, err := r.evaluation.id(c.number)
		if err != nil {
			r.err = err
		}
		c.id = id
	}
	return c.id
}

func (r *ranking) offer(c candidate) {
	switch {
	case r.after != nil && !r.later(&c):
	case len(r.kept) < r.want:
		heap.Push(r, c)
	case r.want > 0 && r.worse(&r.kept[0], &c):
		r.kept[0] = c
		heap.Fix(r, 0)
	}
}

// postings returns the kept candidates, best first, without the first offset.
func (r *ranking) postings(offset int) ([]search.Posting, error) {
	slices.SortFunc(r.kept, func(a, b candidate) int {
		if r.worse(&b, &a) {
			return -1
		}
		return 1
	})
	postings := make([]search.Posting, 0, max(0, len(r.kept)-offset))
	for i := offset; i < len(r.kept); i++ {
		c := &r.kept[i]
		posting := search.Posting{Passage: r.id(c), Score: float64(r.evaluation.scores[c.number])}
		if r.order == search.SortDate {
			posting.Day = int(c.key)
		}
		postings = append(postings, posting)
	}
	return postings, r.err
}
