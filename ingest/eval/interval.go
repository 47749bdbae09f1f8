package eval

import (
	"math/rand/v2"
	"slices"
)

// Intervals are bootstrapped: so many times as many parts as there are are
// drawn with replacement, and the middle 95 % of the F1 values kept (Efron and
// Tibshirani, An Introduction to the Bootstrap, 1993).
const draws = 1000

// interval returns the bounds of F1 when parts (documents or sentences) are
// drawn anew. The draws are the same every time.
func interval(parts []Score) (low, high float64) {
	if len(parts) < 2 {
		return 0, 1
	}
	random := rand.New(rand.NewPCG(1, uint64(len(parts)))) //nolint:gosec // repeatable, not secret
	values := make([]float64, 0, draws)
	for range draws {
		var sum Score
		for range parts {
			part := &parts[random.IntN(len(parts))]
			sum.Right, sum.Wrong, sum.Missed = sum.Right+part.Right, sum.Wrong+part.Wrong, sum.Missed+part.Missed
		}
		if sum.Right+sum.Wrong+sum.Missed > 0 { // else drawn from documents that have none
			values = append(values, sum.f1())
		}
	}
	if len(values) == 0 {
		return 0, 1
	}
	slices.Sort(values)
	return values[len(values)/40], values[len(values)-1-len(values)/40]
}
