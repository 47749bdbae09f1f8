package main

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"
)

const (
	rounds     = 400 // steps of the descent
	step       = .03 // size of a step
	ridge      = 1. / 3
	seen       = 3 // marked forms that an ending must have
	longestEnd = 5 // runes of an ending that describes a form
)

// odds is how likely a form is of each class.
type odds [classCount]float64

// classifier is a multinomial logistic regression: for each feature a weight
// for each class.
type classifier struct {
	forms   *forms
	endings map[string]int
	dense   int
	weights []odds
}

// row is the features of a form: dense ones, and the numbers of its endings.
type row struct {
	dense   []float32
	endings []int
}

// endingValue is the value of the feature of an ending.
const endingValue = .35

// classify learns the classes of the marked forms and returns the odds of all.
func classify(f *forms, marked map[string]class) []odds {
	words := make([]string, 0, len(marked))
	for word := range marked {
		if _, known := f.index[word]; known {
			words = append(words, word)
		}
	}
	sort.Strings(words)
	c := &classifier{forms: f, endings: endings(words)}
	rows, classes := make([]row, len(words)), make([]class, len(words))
	for i, word := range words {
		rows[i], classes[i] = c.row(f.index[word]), marked[word]
		c.dense = len(rows[i].dense)
	}
	c.learn(rows, classes)
	all := make([]odds, len(f.words))
	for i := range f.words {
		r := c.row(i)
		all[i] = c.odds(&r)
	}
	return all
}

// endings numbers the endings that enough of the words have.
func endings(words []string) map[string]int {
	counts := map[string]int{}
	for _, word := range words {
		for _, end := range endsOf(word) {
			counts[end]++
		}
	}
	frequent := make([]string, 0, len(counts))
	for end, n := range counts {
		if n >= seen {
			frequent = append(frequent, end)
		}
	}
	sort.Strings(frequent)
	numbers := map[string]int{}
	for i, end := range frequent {
		numbers[end] = i
	}
	return numbers
}

// endsOf returns the ends of a word that leave two runes before them.
func endsOf(word string) []string {
	n, left := utf8.RuneCountInString(word), 0
	var ends []string
	for cut := range word {
		if left >= 2 && n-left <= longestEnd {
			ends = append(ends, word[cut:])
		}
		left++
	}
	return ends
}

// row describes a form: its neighbours, its frequency, how often it is
// capitalised, which related forms the texts have, and its endings.
func (c *classifier) row(i int) row {
	f := c.forms
	r := row{dense: make([]float32, 0, 2*neighbours+200)}
	for _, counts := range [][]float32{f.left[i], f.right[i]} {
		var sum float64
		for _, n := range counts {
			sum += float64(n)
		}
		for _, n := range counts {
			r.dense = append(r.dense, float32(2*math.Sqrt(float64(n)/(sum+2))))
		}
	}
	r.dense = append(r.dense, float32(math.Log1p(f.frequency[i])/2.5), float32(2*f.capitalised[i]/(f.frequency[i]+f.capitalised[i])))
	r.dense = append(r.dense, f.related(f.words[i])...)
	for _, end := range endsOf(f.words[i]) {
		if number, known := c.endings[end]; known {
			r.endings = append(r.endings, number)
		}
	}
	return r
}

// related weighs the forms that are made of a word by adding, taking off and
// exchanging endings.
func (f *forms) related(word string) []float32 {
	weigh := func(form string) float32 { return float32(math.Log1p(f.of(form)) / 6) }
	var values []float32
	suffixes := strings.Fields("en et n t a ar er or arna erna orna na r de te s d ade at are ast aste nde ande e it an")
	for _, end := range suffixes {
		values = append(values, weigh(word+end))
	}
	for _, end := range suffixes {
		if stem, ok := strings.CutSuffix(word, end); ok && stem != "" {
			values = append(values, weigh(stem))
		} else {
			values = append(values, 0)
		}
	}
	for end := range strings.FieldsSeq("a t en et er ar ad ade at d") {
		stem, ok := strings.CutSuffix(word, end)
		for _, instead := range []string{"a", "t", "en", "et", "er", "ar", "ad", "ade", "or", "d", ""} {
			if instead == end {
				continue
			}
			if ok && utf8.RuneCountInString(stem) > 2 {
				values = append(values, weigh(stem+instead))
			} else {
				values = append(values, 0)
			}
		}
	}
	return values
}

// odds returns the probabilities of the classes of a row.
func (c *classifier) odds(r *row) odds {
	sums := c.weights[len(c.weights)-1] // the constant
	for i, value := range r.dense {
		if value != 0 {
			for k := range sums {
				sums[k] += float64(value) * c.weights[i][k]
			}
		}
	}
	for _, end := range r.endings {
		for k := range sums {
			sums[k] += endingValue * c.weights[c.dense+end][k]
		}
	}
	top, total := max(sums[noun], sums[adjective], sums[other]), 0.
	for k := range sums {
		sums[k] = math.Exp(sums[k] - top)
		total += sums[k]
	}
	for k := range sums {
		sums[k] /= total
	}
	return sums
}

// learn fits the weights by gradient descent with adaptive moments (Kingma and
// Ba 2015) over all rows at once.
func (c *classifier) learn(rows []row, classes []class) {
	n := c.dense + len(c.endings) + 1
	c.weights = make([]odds, n)
	first, second := make([]odds, n), make([]odds, n)
	for round := 1; round <= rounds; round++ {
		gradient := c.gradient(rows, classes)
		rate := step * math.Sqrt(1-math.Pow(.999, float64(round))) / (1 - math.Pow(.9, float64(round)))
		rate *= 1 - float64(round-1)/rounds
		for i := range c.weights {
			for k := range c.weights[i] {
				g := gradient[i][k]
				first[i][k] = .9*first[i][k] + .1*g
				second[i][k] = .999*second[i][k] + .001*g*g
				c.weights[i][k] -= rate * first[i][k] / (math.Sqrt(second[i][k]) + 1e-8)
			}
		}
	}
}

// gradient is that of the loss of all rows and of the ridge.
func (c *classifier) gradient(rows []row, classes []class) []odds {
	gradient := make([]odds, len(c.weights))
	for i := range len(gradient) - 1 {
		for k := range gradient[i] {
			gradient[i][k] = ridge * c.weights[i][k]
		}
	}
	for i := range rows {
		wrong := c.odds(&rows[i])
		wrong[classes[i]]--
		for j, value := range rows[i].dense {
			if value != 0 {
				gradient[j].add(&wrong, float64(value))
			}
		}
		for _, end := range rows[i].endings {
			gradient[c.dense+end].add(&wrong, endingValue)
		}
		gradient[len(gradient)-1].add(&wrong, 1)
	}
	return gradient
}

func (o *odds) add(wrong *odds, value float64) {
	for k := range o {
		o[k] += value * wrong[k]
	}
}
