package eval

import "testing"

func TestInterval(t *testing.T) {
	same := make([]Score, 40)
	for i := range same {
		same[i] = Score{Right: 3, Wrong: 1}
	}
	mixed := make([]Score, 40)
	for i := range mixed {
		mixed[i] = Score{Right: i % 4, Missed: 3 - i%4}
	}
	var sum Score
	for _, part := range mixed {
		sum.Right, sum.Missed = sum.Right+part.Right, sum.Missed+part.Missed
	}
	t.Run("parts alike", func(t *testing.T) {
		if low, high := interval(same); low != high || low != same[0].f1() {
			t.Errorf("interval = %v to %v, want %v", low, high, same[0].f1())
		}
	})
	t.Run("parts that differ", func(t *testing.T) {
		low, high := interval(mixed)
		if low >= sum.f1() || high <= sum.f1() || high-low > .4 {
			t.Errorf("interval = %v to %v around %v", low, high, sum.f1())
		}
		if again, _ := interval(mixed); again != low {
			t.Errorf("interval begins at %v, then at %v", low, again)
		}
	})
	t.Run("one part says nothing", func(t *testing.T) {
		if low, high := interval(mixed[:1]); low != 0 || high != 1 {
			t.Errorf("interval = %v to %v, want 0 to 1", low, high)
		}
	})
}
