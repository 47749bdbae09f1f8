package eval

import (
	"errors"
	"math/rand/v2"
	"slices"
)

const (
	resamples = 2000 // enough for two digits of a 95 % interval
	seed      = 1    // the same figures give the same interval
)

// ErrUnpaired reports two runs over different numbers of queries.
var ErrUnpaired = errors.New("runs are not over the same queries")

// interval bootstraps the 95 % confidence interval of the means.
func interval(all []Measures) (low, high Measures) {
	if len(all) == 0 {
		return Measures{}, Measures{}
	}
	var ndcg, recall, mrr []float64
	random := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // no secret
	sample := make([]Measures, len(all))
	for range resamples {
		for i := range sample {
			sample[i] = all[random.IntN(len(all))]
		}
		m := mean(sample)
		ndcg, recall, mrr = append(ndcg, m.NDCG), append(recall, m.Recall), append(mrr, m.MRR)
	}
	for _, figures := range [][]float64{ndcg, recall, mrr} {
		slices.Sort(figures)
	}
	const lower, upper = resamples * 25 / 1000, resamples * 975 / 1000
	return Measures{ndcg[lower], recall[lower], mrr[lower]}, Measures{ndcg[upper], recall[upper], mrr[upper]}
}

// Comparison is the difference between two runs over the same queries.
type Comparison struct {
	Difference Measures // mean of b minus mean of a
	Low, High  Measures // 95 % confidence interval of it
}

// Compare bootstraps the difference of two runs, query by query.
func Compare(a, b Report) (Comparison, error) {
	if len(a.Queries) != len(b.Queries) {
		return Comparison{}, ErrUnpaired
	}
	differences := make([]Measures, len(a.Queries))
	for i := range differences {
		x, y := a.Queries[i], b.Queries[i]
		differences[i] = Measures{NDCG: y.NDCG - x.NDCG, Recall: y.Recall - x.Recall, MRR: y.MRR - x.MRR}
	}
	c := Comparison{Difference: mean(differences)}
	c.Low, c.High = interval(differences)
	return c, nil
}
