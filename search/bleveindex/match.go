package bleveindex

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"
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
func (x *Index) Match(ctx context.Context, q query.Query, filter search.Filter, limit, offset int) (search.Matches, error) {
	var found search.Matches
	err := x.evaluate(ctx, func(e *evaluation) error {
		matched, err := e.query(q, filter)
		if err != nil {
			return err
		}
		postings, err := e.best(matched, limit, offset)
		found = search.Matches{
			Postings: postings, Total: matched.count(), Generation: e.snapshot.generation, Notes: e.notes, Corrections: e.amended, Mark: e.marker,
		}
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

func (x *Index) release(e *evaluation) { x.scratch.Put(e.memory) }

// query returns the passages that a query and a filter select.
func (e *evaluation) query(q query.Query, f search.Filter) (set, error) {
	passing, err := e.filter(f)
	if err != nil {
		return nil, err
	}
	e.literal, e.fold = !e.meaningful(q.Root), q.Fold
	nodes, strict := clauses(q)
	c, err := e.conjunction(nodes)
	if err != nil {
		return nil, err
	}
	if passing != nil {
		c.required = append(c.required, passing)
	}
	matched, err := c.all(e)
	if err != nil {
		return nil, err
	}
	if matched == nil {
		return e.everything()
	}
	if whole := matched.count(); len(c.words) > 1 && whole < fewPassages && !strict {
		return e.relax(c, matched, whole)
	}
	return matched, e.refine(matched, nil)
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

// relax adds the passages that have some of the words to those that have all,
// and raises the scores of the latter above the former.
func (e *evaluation) relax(c conjunction, all set, whole int) (set, error) {
	some, err := c.any(e)
	if err == nil {
		err = e.refine(some, nil)
	}
	if err != nil || some.count() == whole {
		return some, err
	}
	var highest float32
	some.each(func(n uint64) bool {
		if !all.has(n) {
			highest = max(highest, e.scores[n])
		}
		return true
	})
	all.each(func(n uint64) bool {
		e.scores[n] += highest
		return true
	})
	e.notes = append(e.notes, relaxed(whole))
	return some, nil
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

// best returns the best of the matches, limit of them after the first offset.
func (e *evaluation) best(matched set, limit, offset int) ([]search.Posting, error) {
	top := ranking{reader: e.snapshot.reader, want: limit + offset}
	if err := e.offer(&top, matched); err != nil {
		return nil, err
	}
	return top.postings(offset)
}

// offer offers the matches to a ranking.
func (e *evaluation) offer(top *ranking, matched set) error {
	var err error
	seen := 0
	matched.each(func(n uint64) bool {
		if seen++; seen%checkEvery == 0 && e.ctx.Err() != nil {
			err = e.ctx.Err()
			return false
		}
		top.offer(candidate{number: n, score: e.scores[n]})
		return top.err == nil
	})
	return errors.Join(err, top.err)
}

// candidate is a match that may be among the best.
type candidate struct {
	number uint64
	score  float32
	id     string // "" until it is asked for
}

// ranking keeps the best candidates in a heap with the worst on top. It reads
// ids only where scores are equal, since that costs more than all the rest.
type ranking struct {
	reader *scorch.IndexSnapshot
	want   int
	kept   []candidate
	err    error
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
	if a.score != b.score {
		return a.score < b.score
	}
	return r.id(a) > r.id(b)
}

func (r *ranking) id(c *candidate) string {
	if c.id == "" {
		id, err := r.reader.ExternalID(index.NewIndexInternalID(nil, c.number))
		if err != nil {
			r.err = err
		}
		c.id = id
	}
	return c.id
}

func (r *ranking) offer(c candidate) {
	switch {
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
		postings = append(postings, search.Posting{Passage: r.id(&r.kept[i]), Score: float64(r.kept[i].score)})
	}
	return postings, r.err
}
