package bleveindex

import (
	"context"
	"maps"
	"math"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
)

// Rank implements search.Ranker.
func (x *Index) Rank(ctx context.Context, q query.Query, filter search.Filter, limit int, also []string) (search.Ranking, error) {
	var ranking search.Ranking
	err := x.evaluate(ctx, func(e *evaluation) error {
		found, pool, err := e.rank(q, filter)
		if err != nil {
			return err
		}
		numbers, err := e.numbersOf(also)
		if err != nil {
			return err
		}
		if err := e.refine(found, slices.Collect(maps.Values(numbers))); err != nil {
			return err
		}
		ranking.Matches = search.Matches{
			Total: found.count(), Generation: e.snapshot.generation, Notes: e.notes, Corrections: e.amended, Mark: e.marker,
		}
		ranking.Mean, ranking.Deviation = e.spread(found, pool.count())
		if ranking.Postings, err = e.best(found, search.Page{Limit: limit}); err != nil {
			return err
		}
		ranking.Scores = make(map[string]float64, len(numbers))
		for id, number := range numbers {
			ranking.Scores[id] = 0
			if found.has(number) { // others may have words that do not count by themselves
				ranking.Scores[id] = float64(e.scores[number])
			}
		}
		return nil
	})
	if err != nil {
		return search.Ranking{}, err
	}
	return ranking, nil
}

// rank returns the passages that have any of the words of a query and all else
// that it asks for, and the pool of those that may have lacked the words.
func (e *evaluation) rank(q query.Query, filter search.Filter) (found, pool set, err error) {
	passing, err := e.filter(filter)
	if err != nil {
		return nil, nil, err
	}
	e.literal, e.fold = !e.meaningful(q.Root), q.Fold
	nodes, _ := clauses(q)
	c, err := e.conjunction(nodes)
	if err != nil {
		return nil, nil, err
	}
	if passing != nil {
		c.required = append(c.required, passing)
	}
	rest := conjunction{required: c.required, excluded: c.excluded}
	if pool, err = rest.all(e); err != nil {
		return nil, nil, err
	}
	if pool == nil {
		if pool, err = e.everything(); err != nil {
			return nil, nil, err
		}
	}
	found, err = c.any(e)
	return found, pool, err
}

// spread returns mean and standard deviation of the scores in a pool of which
// all outside the set have none.
func (e *evaluation) spread(scored set, pool int) (mean, deviation float64) {
	if pool == 0 {
		return 0, 0
	}
	var sum, squares float64
	scored.each(func(n uint64) bool {
		score := float64(e.scores[n])
		sum, squares = sum+score, squares+score*score
		return true
	})
	mean = sum / float64(pool)
	return mean, math.Sqrt(max(0, squares/float64(pool)-mean*mean))
}

// numbersOf returns the numbers of the passages that the index holds.
func (e *evaluation) numbersOf(passages []string) (map[string]uint64, error) {
	numbers := make(map[string]uint64, len(passages))
	for _, id := range passages {
		number, err := e.snapshot.reader.InternalID(id)
		if err != nil {
			return nil, err
		}
		if number != nil {
			numbers[id] = number.Value()
		}
	}
	return numbers, nil
}

// Select implements search.Ranker.
func (x *Index) Select(ctx context.Context, q query.Query, filter search.Filter) ([]string, error) {
	ids := []string{}
	err := x.evaluate(ctx, func(e *evaluation) error {
		e.scoring = false
		_, pool, err := e.rank(q, filter)
		if err != nil {
			return err
		}
		pool.each(func(n uint64) bool {
			var id string
			if id, err = e.snapshot.reader.ExternalID(index.NewIndexInternalID(nil, n)); err == nil {
				err = ctx.Err()
			}
			ids = append(ids, id)
			return err == nil
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return ids, nil
}
