package vector

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"slices"

	"github.com/samband/samband/corpus/encoder/kernel"
	"github.com/samband/samband/search"
)

// bound is the largest value of a dimension that a signed byte holds: of eleven
// million values that the encoder made of parliamentary questions none is larger.
const bound = 0.3

// unit is what a step of a signed byte stands for.
const unit = bound / math.MaxInt8

// Quantize appends a vector of unit length to dst, a signed byte a dimension.
// What is beyond ±0.3 is cut off.
func Quantize(dst []int8, vector []float32) []int8 {
	for _, v := range vector {
		step := math.Round(float64(v) / unit)
		dst = append(dst, int8(max(-math.MaxInt8, min(math.MaxInt8, step))))
	}
	return dst
}

// Print is a hash of the texts of a document's passages, by which it is seen
// whether vectors are of these texts.
func Print(texts []string) uint64 {
	h := fnv.New64a()
	for _, text := range texts {
		_, _ = h.Write([]byte(text)) // never fails
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64()
}

// Comparison is how near all passages are to a query.
type Comparison struct {
	Nearest   []search.Posting // by falling score, then by passage id
	Passages  int              // compared
	Mean      float64          // of the scores of all that were compared
	Deviation float64          // standard deviation of them
}

// chunk is how many rows are compared between two looks at the deadline.
const chunk = 16384

// Compare compares a query with all passages, or with those within, and
// returns the limit nearest: a passage is as near as the nearest of its vectors.
// Unknown passages are passed over. It stops soon after ctx is done.
func (s *Store) Compare(ctx context.Context, query []int8, within []string, limit int) (Comparison, error) {
	s.reading.RLock()
	defer s.reading.RUnlock()
	if len(query) != s.size {
		if len(s.passages) == 0 {
			return Comparison{Nearest: []search.Posting{}}, nil
		}
		return Comparison{}, fmt.Errorf("%w: query of %d dimensions, passages of %d", ErrSize, len(query), s.size)
	}
	allowed := s.allowed(within)
	found := tally{nearest: nearest{want: limit, passages: s.passages}}
	scores := make([]int32, min(chunk, len(s.passages)))
	for first := 0; first < len(s.passages); first += chunk {
		if err := ctx.Err(); err != nil {
			return Comparison{}, err
		}
		last := min(first+chunk, len(s.passages))
		part := scores[:last-first]
		kernel.ScanDot(part, s.rows[first*s.size:last*s.size], query)
		for i, score := range part {
			switch row := first + i; {
			case s.further[row]:
				found.current.score = max(found.current.score, score)
			case s.passages[row] == "" || allowed != nil && !allowed[row]:
				found.add()
			default:
				found.add()
				found.current, found.open = candidate{row, score}, true
			}
		}
	}
	found.add()
	return found.comparison(), nil
}

// tally adds up passages, row by row.
type tally struct {
	nearest
	current      candidate // the passage whose rows are being read
	open         bool      // whether there is one
	sum, squares float64
	count        int
}

// add takes the current passage in.
func (t *tally) add() {
	if !t.open {
		return
	}
	t.open = false
	score := float64(t.current.score)
	t.sum, t.squares, t.count = t.sum+score, t.squares+score*score, t.count+1
	t.offer(t.current)
}

func (t *tally) comparison() Comparison {
	result := Comparison{Nearest: t.postings(), Passages: t.count}
	if t.count > 0 {
		mean := t.sum / float64(t.count)
		result.Mean = mean * unit * unit
		result.Deviation = math.Sqrt(max(0, t.squares/float64(t.count)-mean*mean)) * unit * unit
	}
	return result
}

// allowed marks the rows of passages; nil where all may be compared.
func (s *Store) allowed(within []string) []bool {
	if within == nil {
		return nil
	}
	rows := make([]bool, len(s.passages))
	for _, id := range within {
		if row, known := s.byPassage[id]; known {
			rows[row] = true
		}
	}
	return rows
}

// Score returns how near one passage is to a query, false where it has no
// vector.
func (s *Store) Score(query []int8, passage string) (float64, bool) {
	s.reading.RLock()
	defer s.reading.RUnlock()
	row, known := s.byPassage[passage]
	if !known || len(query) != s.size {
		return 0, false
	}
	best := kernel.Dot(query, s.row(row))
	for row++; row < len(s.further) && s.further[row]; row++ {
		best = max(best, kernel.Dot(query, s.row(row)))
	}
	return score(best), true
}

// score is the dot product of the vectors that two rows of bytes stand for.
func score(dot int32) float64 { return float64(dot) * unit * unit }

type candidate struct {
	row   int
	score int32
}

// nearest keeps the best candidates in a heap with the worst on top.
type nearest struct {
	want     int
	kept     []candidate
	passages []string
}

func (n *nearest) Len() int           { return len(n.kept) }
func (n *nearest) Swap(i, j int)      { n.kept[i], n.kept[j] = n.kept[j], n.kept[i] }
func (n *nearest) Less(i, j int) bool { return n.compare(n.kept[i], n.kept[j]) > 0 }

// Push implements heap.Interface.
func (n *nearest) Push(c any) {
	if c, ok := c.(candidate); ok {
		n.kept = append(n.kept, c)
	}
}

// Pop implements heap.Interface.
func (n *nearest) Pop() any {
	last := n.kept[len(n.kept)-1]
	n.kept = n.kept[:len(n.kept)-1]
	return last
}

// compare orders the better before the worse.
func (n *nearest) compare(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(n.passages[a.row], n.passages[b.row]))
}

func (n *nearest) offer(c candidate) {
	switch {
	case len(n.kept) < n.want:
		heap.Push(n, c)
	case n.want > 0 && n.compare(c, n.kept[0]) < 0:
		n.kept[0] = c
		heap.Fix(n, 0)
	}
}

func (n *nearest) postings() []search.Posting {
	slices.SortFunc(n.kept, n.compare)
	postings := make([]search.Posting, len(n.kept))
	for i, c := range n.kept {
		postings[i] = search.Posting{Passage: n.passages[c.row], Score: score(c.score)}
	}
	return postings
}
