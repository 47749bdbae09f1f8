package encoder

import (
	"math"
	"sync"

	"github.com/samband/samband/corpus/encoder/kernel"
)

// meanStep is the distance of the pieces whose vectors are averaged: a sample is
// enough for what all have in common.
const meanStep = 7

// commonScore is the logarithm of the probability from which on a piece says
// nothing of what a text is about.
const commonScore = -5

// glance compares texts by the vectors of their pieces alone.
type glance struct {
	*base
	mean []float32 // of the vectors of all pieces

	known sync.Mutex // guards what follows
	table []int8     // by piece: its row, once it was wanted
	there []bool     // by piece
}

func newGlance(b *base) *glance {
	g := &glance{base: b, mean: make([]float32, b.header.Hidden)}
	row := make([]float32, b.header.Hidden)
	count := 0
	for id := specials; id < b.header.Vocabulary; id += meanStep {
		b.word.row(row, id)
		unit(row)
		addScaled(g.mean, row, 1)
		count++
	}
	scale(g.mean, 1/float32(max(count, 1)))
	g.table, g.there = make([]int8, b.header.Vocabulary*b.header.Hidden), make([]bool, b.header.Vocabulary)
	return g
}

// Likeness says how much each text speaks of what a query does, at a hundredth
// of the cost of vectors: it adds up, over the pieces of the query, how like the
// likest piece of the text is, weighted by how rare the query's piece is
// (Khattab and Zaharia 2020, "ColBERT", without the layers). It orders the
// sentences of one passage; the numbers mean nothing else. Of sentences that
// answer a question it puts the one that the vectors put first among its first
// two five times in six.
func (m *Model) Likeness(query string, texts []string) ([]float64, error) {
	g, err := m.glance()
	if err != nil {
		return nil, err
	}
	s := m.workspaces.Get().(*workspace)
	defer m.workspaces.Put(s)
	asked := g.ids(query, s)
	likeness := make([]float64, len(texts))
	rows := g.rows(asked)
	for i, text := range texts {
		of := g.rows(g.ids(text, s))
		dots := make([]int32, len(of)/g.header.Hidden)
		for j, id := range asked {
			kernel.ScanDot(dots, of, rows[j*g.header.Hidden:(j+1)*g.header.Hidden])
			likeness[i] += g.weight(id) * float64(highest(dots))
		}
	}
	return likeness, nil
}

func (g *glance) ids(text string, s *workspace) []int32 {
	return g.tokenizer.append(nil, compose(text), g.header.MaxTokens, &s.scratch)
}

// weight is how much a piece tells: how far its probability lies below that of
// pieces which tell nothing.
func (g *glance) weight(id int32) float64 {
	return max(0, float64(commonScore-g.tokenizer.scores[id]))
}

// rows are the vectors of pieces without what all have in common, rounded.
func (g *glance) rows(ids []int32) []int8 {
	g.known.Lock()
	defer g.known.Unlock()
	hidden := g.header.Hidden
	rows := make([]int8, 0, len(ids)*hidden)
	for _, id := range ids {
		row := g.table[int(id)*hidden : (int(id)+1)*hidden]
		if !g.there[id] {
			g.there[id] = true
			g.round(row, id)
		}
		rows = append(rows, row...)
	}
	return rows
}

// round writes the row of a piece.
func (g *glance) round(row []int8, id int32) {
	vector := make([]float32, len(row))
	g.word.row(vector, int(id))
	centre(vector, g.mean)
	for i, v := range vector {
		row[i] = int8(max(-math.MaxInt8, min(math.MaxInt8, math.RoundToEven(float64(v)*quantum))))
	}
}

// quantum is how many steps of a byte are one: larger components than ±.32 are
// rare and cut off.
const quantum = 400

func highest(dots []int32) int32 {
	most := int32(math.MinInt32)
	for _, d := range dots {
		most = max(most, d)
	}
	if len(dots) == 0 {
		return 0
	}
	return most
}
