package encoder

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus/encoder/kernel"
)

// vectors is what the reference implementation computes in float64 on the
// weights as they are in the files; the texts were written for it.
type vectors struct {
	Texts []struct {
		Text      string
		IDs       []int32
		Base      pooled
		Retrieval pooled
	}
	Pairs []struct {
		Query, Passage string
		Score          float64
	}
	NER []struct {
		Words []string
		IDs   []int32
		First []int
		Heads map[string]struct {
			Scores [][]float64
			Tags   []string
		}
	}
}

// pooled is the mean of a text's states: its beginning and its length.
type pooled struct {
	Raw16     []float64
	Norm      float64
	Centred16 []float64
}

func readVectors(t *testing.T) vectors {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// floatLinear multiplies in float32, the weights as merged: what int8 is held
// against.
type floatLinear struct{ weights, bias []float32 } // weights [in, out]

func (m floatLinear) apply(dst, x []float32, n int, _ *workspace) {
	out := len(m.bias)
	kernel.Product(dst, x, m.weights, n, len(m.weights)/out, out)
	for t := range n {
		addScaled(dst[t*out:(t+1)*out], m.bias, 1)
	}
}

func expandFloat(m *matrix) (linear, error) {
	weights := make([]float32, m.out*m.in)
	for from := 0; from < m.out; from += strip {
		m.rows(weights[from*m.in:], from)
	}
	return floatLinear{transposed(weights, m.out, m.in), m.bias}, nil
}

func openFloat() *Model { return open(baseFile, retrievalFile, namesFile, expandFloat) }

// tolerance is how far from the reference a computation may be.
type tolerance struct {
	raw    float64 // an element of the mean of states, and of the centred vector
	score  float64 // a log-probability of a label, in the mean
	cosine float64 // of pairs
	tags   int     // how many tags may differ, of all
}

func tolerances() map[string]struct {
	model *Model
	tolerance
} {
	return map[string]struct {
		model *Model
		tolerance
	}{
		"float32": {openFloat(), tolerance{raw: 2e-5, score: 1e-4, cosine: 1e-5}},
		"int8":    {New(), tolerance{raw: .03, score: .08, cosine: .015, tags: 4}},
	}
}

func TestPiecesEqualReference(t *testing.T) {
	v := readVectors(t)
	b, err := New().base()
	if err != nil {
		t.Fatal(err)
	}
	s := &scratch{}
	for _, text := range v.Texts {
		if diff := cmp.Diff(text.IDs, b.pieces(text.Text, s)); diff != "" {
			t.Errorf("%.60q: -want +got\n%s", text.Text, diff)
		}
	}
}

func TestVectorsEqualReference(t *testing.T) {
	v := readVectors(t)
	for name, tc := range tolerances() {
		t.Run(name, func(t *testing.T) {
			r, err := tc.model.retrieval()
			if err != nil {
				t.Fatal(err)
			}
			texts := make([][]int32, len(v.Texts))
			for i, text := range v.Texts {
				texts[i] = text.IDs
			}
			worst := 0.0
			err = r.encode(t.Context(), r.layers, texts, &workspace{}, func(i int, states []float32) {
				want := v.Texts[i].Retrieval
				got := pool(states, Size)
				difference := math.Max(distance(got[:16], want.Raw16), math.Abs(length(got)-want.Norm))
				kind := Passage
				if v.Texts[i].Text[:6] == "query:" {
					kind = Query
				}
				centre(got, r.means[kind])
				difference = math.Max(difference, distance(got[:16], want.Centred16))
				if difference > tc.raw {
					t.Errorf("%.60q: differs by %.2g", v.Texts[i].Text, difference)
				}
				worst = math.Max(worst, difference)
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("largest difference %.2g", worst)
		})
	}
}

func TestNamesEqualReference(t *testing.T) {
	v := readVectors(t)
	sentences := make([][]string, len(v.NER))
	for i, s := range v.NER {
		sentences[i] = s.Words
	}
	for name, tc := range tolerances() {
		t.Run(name, func(t *testing.T) {
			n, err := tc.model.names()
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range v.NER {
				ids, places := n.wordPieces(s.Words, &scratch{})
				if diff := cmp.Diff(s.IDs, ids) + cmp.Diff(s.First, places); diff != "" {
					t.Errorf("sentence %d: -want +got\n%s", i, diff)
				}
			}
			sum, count, other := 0.0, 0.0, 0
			for _, h := range []Head{Universal, News} {
				err := n.label(t.Context(), h, sentences, &workspace{}, func(i int, scores [][]float64) {
					want := v.NER[i].Heads[h.String()]
					for w := range scores {
						for j := range scores[w] {
							sum += math.Abs(scores[w][j] - want.Scores[w][j])
							count++
						}
					}
					for w, label := range n.heads[h].decode(scores, 0) {
						if got := n.heads[h].labels[label]; got != want.Tags[w] {
							t.Logf("head %s, sentence %d: %s is %s, want %s", h, i, sentences[i][w], got, want.Tags[w])
							other++
						}
					}
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			if sum/count > tc.score || other > tc.tags {
				t.Errorf("scores differ by %.2g, %d tags differ", sum/count, other)
			}
			t.Logf("scores differ by %.2g", sum/count)
		})
	}
}

func TestPairsEqualReference(t *testing.T) {
	v := readVectors(t)
	for name, tc := range tolerances() {
		t.Run(name, func(t *testing.T) {
			for _, p := range v.Pairs {
				q, err := tc.model.Embed(t.Context(), Query, []string{p.Query[len("query: "):]})
				if err != nil {
					t.Fatal(err)
				}
				d, err := tc.model.Embed(t.Context(), Passage, []string{p.Passage[len("passage: "):]})
				if err != nil {
					t.Fatal(err)
				}
				if got := product(q[0], d[0]); math.Abs(got-p.Score) > tc.cosine {
					t.Errorf("%q and %q: %.5f, want %.5f", p.Query, p.Passage, got, p.Score)
				}
			}
		})
	}
}

func distance(got []float32, want []float64) (d float64) {
	if len(got) != len(want) {
		return math.Inf(1)
	}
	for i, v := range got {
		d = math.Max(d, math.Abs(float64(v)-want[i]))
	}
	return d
}

func product(a, b []float32) (sum float64) {
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func length(x []float32) float64 { return math.Sqrt(product(x, x)) }
