package bleveindex

import (
	"math"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// Parameters of the ranking by character n-grams. They were chosen on the dev
// half of SweFAQ and on interpellations.
const (
	gramSize   = 4
	gramK1     = 0.6
	gramB      = 0.75
	gramStop   = 0.3  // weight of the grams of the query's stop words
	gramWords  = 0.5  // weight of the score by words beside that by grams, each divided by its maximum
	gramRanked = 500  // matches, the best by words, that are ranked by grams at most
	gramEach   = 100  // the same for each word of the query
	gramSample = 8192 // passages in which grams are counted, where there are more
)

// gram is a run of up to four characters of a word, or of its edges, where a
// space stands for what is outside: the last four in 16 bits each.
type gram uint64

// appendGrams appends the grams of an order to dst.
func appendGrams(dst []gram, order []byte) []gram {
	filled := 0
	var run gram
	for at := 0; at < len(order); {
		r, size := rune(order[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(order[at:])
		}
		at += size
		if r != wordEnd {
			run = run<<16 | gram(r&math.MaxUint16)
			if filled++; filled >= gramSize {
				dst = append(dst, run)
			}
			continue
		}
		if filled > 1 { // a word of one or two characters is a gram by itself
			dst = append(dst, run<<16|' ')
		}
		run, filled = ' ', 1
	}
	return dst
}

// slot is where counts of a gram are kept in tables of 2^bits entries.
func (g gram) slot(bits int) uint64 {
	return uint64(g) * 0x9E3779B97F4A7C15 >> (64 - bits) // Fibonacci hashing, Knuth, TAOCP 3, 6.4
}

// gramCounts says in how many passages of a sample grams occur.
type gramCounts struct {
	passages int
	length   float64  // mean number of grams in a passage
	counts   []uint16 // by slot
}

const gramBits = 18 // some 60,000 grams of Swedish collide rarely

// gramStatistics counts the grams of a snapshot when they are first asked for.
type gramStatistics struct {
	once   sync.Once
	counts *gramCounts
	err    error
}

// grams returns the counts of a snapshot.
func (s *snapshot) grams() (*gramCounts, error) {
	s.statistics.once.Do(func() { s.statistics.counts, s.statistics.err = countGrams(s.reader) })
	return s.statistics.counts, s.statistics.err
}

// countGrams counts in passages evenly spread over the snapshot.
func countGrams(reader *scorch.IndexSnapshot) (*gramCounts, error) {
	c := &gramCounts{counts: make([]uint16, 1<<gramBits)}
	last := make([]uint16, 1<<gramBits) // passage in which a slot was counted last
	size := uint64(0)
	for _, s := range reader.Segments() {
		size += uint64(s.FullSize()) //nolint:gosec // sizes are not negative
	}
	step := max(1, size/gramSample)
	total := 0
	var grams []gram
	for number := uint64(0); number < size; number += step {
		err := readOrder(reader, number, func(order []byte) {
			c.passages++
			grams = appendGrams(grams[:0], order)
			total += len(grams)
			for _, g := range grams {
				slot := g.slot(gramBits)
				if last[slot] != uint16(c.passages) { //nolint:gosec // below 65,536: step keeps it under twice gramSample
					last[slot] = uint16(c.passages) //nolint:gosec // as above
					c.counts[slot]++
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	c.length = max(1, float64(total)/float64(max(1, c.passages)))
	return c, nil
}

// idf is the inverse document frequency of a gram in the sample.
func (c *gramCounts) idf(g gram) float64 {
	n, all := float64(c.counts[g.slot(gramBits)]), float64(c.passages)
	return math.Log(1 + (all-n+0.5)/(n+0.5))
}

const filterBits = 12

// gramScorer scores passages by the grams of a query.
type gramScorer struct {
	statistics *gramCounts
	filter     [1 << filterBits]bool // slots of the query's grams: most grams of a text are in none
	index      map[gram]int
	weights    []float64 // by index: idf times the weight in the query
	found      []uint16  // by index: occurrences in the passage being scored
	grams      []gram    // of the passage being scored
}

// spell adds a word of the query to what passages are ranked by.
func (e *evaluation) spell(f *form) {
	if e.scoring {
		e.spelled = append(e.spelled, f)
	}
}

// gramScorer returns a scorer for the words that were spelled, nil where they
// are less than two: what a single word matches has its grams anyway.
func (e *evaluation) gramScorer() (*gramScorer, error) {
	if len(e.spelled) < 2 {
		return nil, nil
	}
	statistics, err := e.snapshot.grams()
	if err != nil {
		return nil, err
	}
	s := &gramScorer{statistics: statistics, index: make(map[gram]int)}
	for _, f := range e.spelled {
		weight := 1.0
		if f.stop && !e.literal {
			weight = gramStop
		}
		for _, g := range appendGrams(nil, sequence([]token{{form: f}})) {
			at, known := s.index[g]
			if !known {
				at = len(s.weights)
				s.index[g], s.filter[g.slot(filterBits)] = at, true
				s.weights = append(s.weights, 0)
			}
			s.weights[at] += weight * statistics.idf(g)
		}
	}
	s.found = make([]uint16, len(s.weights))
	return s, nil
}

// score is the BM25 score of a passage, given its order.
func (s *gramScorer) score(order []byte) float64 {
	clear(s.found)
	s.grams = appendGrams(s.grams[:0], order)
	for _, g := range s.grams {
		if !s.filter[g.slot(filterBits)] {
			continue
		}
		if at, wanted := s.index[g]; wanted {
			s.found[at]++
		}
	}
	damping := gramK1 * (1 - gramB + gramB*float64(len(s.grams))/s.statistics.length)
	score := 0.0
	for at, n := range s.found {
		if n > 0 {
			score += s.weights[at] * float64(n) * (gramK1 + 1) / (float64(n) + damping)
		}
	}
	return score
}

// refine ranks the best matches, and those of also among them, by grams beside
// words. The others follow, in the order that words gave them.
func (e *evaluation) refine(matched set, also []uint64) error {
	scorer, err := e.gramScorer()
	if err != nil || scorer == nil {
		return err
	}
	top := ranking{evaluation: e, want: min(gramRanked, gramEach*len(e.spelled))}
	if err := e.offer(&top, matched); err != nil {
		return err
	}
	chosen := newSet(e.size)
	highest, limit := float32(0), float32(math.Inf(1))
	for _, c := range top.kept {
		chosen.add(c.number)
		highest, limit = max(highest, float32(c.key)), min(limit, float32(c.key))
	}
	for _, n := range also {
		if matched.has(n) {
			chosen.add(n)
		}
	}
	grams, err := e.gramScores(scorer, chosen)
	if err != nil || highest == 0 {
		return err
	}
	lowest := e.blend(chosen, grams, highest)
	if limit == 0 {
		return nil // nor have the others a score
	}
	matched.each(func(n uint64) bool {
		if !chosen.has(n) {
			e.scores[n] *= lowest / limit
		}
		return true
	})
	return nil
}

// gramScores returns the scores of the members of a set in ascending order, as
// shares of the highest.
func (e *evaluation) gramScores(scorer *gramScorer, members set) ([]float32, error) {
	var err error
	highest := 0.0
	scores := make([]float32, 0, gramRanked)
	members.each(func(n uint64) bool {
		if len(scores)%(checkEvery/16) == 0 {
			err = e.ctx.Err()
		}
		score := 0.0
		if err == nil {
			err = readOrder(e.snapshot.reader, n, func(order []byte) { score = scorer.score(order) })
		}
		highest = max(highest, score)
		scores = append(scores, float32(score))
		return err == nil
	})
	if highest > 0 {
		for i := range scores {
			scores[i] /= float32(highest)
		}
	}
	return scores, err
}

// blend makes the scores of the members of a set from those by words, of which
// the highest is given, and by grams. It returns the lowest, which is above 0.
func (e *evaluation) blend(members set, grams []float32, highest float32) (lowest float32) {
	lowest = math.MaxFloat32
	i := 0
	members.each(func(n uint64) bool {
		e.scores[n] = max(grams[i]+gramWords*e.scores[n]/highest, math.SmallestNonzeroFloat32)
		lowest = min(lowest, e.scores[n])
		i++
		return true
	})
	return lowest
}
