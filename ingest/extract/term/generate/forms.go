package main

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	neighbours = 260 // frequent words whose places beside a form describe it
	leastForm  = 3   // occurrences of a form that is described
)

// forms are the word forms of the texts with what stands beside them.
type forms struct {
	words       []string
	index       map[string]int
	frequency   []float64   // occurrences that are not inside names
	capitalised []float64   // occurrences with a capital inside a sentence
	left, right [][]float32 // occurrences of each frequent word beside a form, and of all others
}

// readForms counts the forms of the texts and their neighbours.
func readForms(folder string) (*forms, error) {
	counts := map[string]int{}
	err := eachBlock(folder, func(words []string) {
		for i := range words {
			if !inName(words, i) {
				counts[strings.ToLower(words[i])]++
			}
		}
	})
	if err != nil {
		return nil, err
	}
	f, frequent := newForms(counts)
	err = eachBlock(folder, func(words []string) { f.count(words, frequent) })
	return f, err
}

// inName reports whether a word is capitalised inside a sentence.
func inName(words []string, i int) bool {
	if i == 0 || !capital(words[i]) {
		return false
	}
	switch words[i-1] {
	case ".", "?", "!", ":":
		return false
	}
	return true
}

// newForms indexes the forms that occur often enough, and the frequent words.
func newForms(counts map[string]int) (*forms, map[string]int) {
	all := make([]string, 0, len(counts))
	for word, n := range counts {
		if n >= leastForm {
			all = append(all, word)
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if counts[all[i]] != counts[all[j]] {
			return counts[all[i]] > counts[all[j]]
		}
		return all[i] < all[j]
	})
	frequent := map[string]int{}
	for i, word := range all[:min(neighbours, len(all))] {
		frequent[word] = i
	}
	f := &forms{index: map[string]int{}}
	for _, word := range all {
		first, size := utf8.DecodeRuneInString(word)
		if !unicode.IsLetter(first) || size == len(word) {
			continue
		}
		f.index[word] = len(f.words)
		f.words, f.frequency = append(f.words, word), append(f.frequency, float64(counts[word]))
		f.left, f.right = append(f.left, make([]float32, neighbours+1)), append(f.right, make([]float32, neighbours+1))
	}
	f.capitalised = make([]float64, len(f.words))
	return f, frequent
}

// count adds the neighbours of the words of a block.
func (f *forms) count(words []string, frequent map[string]int) {
	beside := make([]int, len(words))
	at := make([]int, len(words))
	for i, word := range words {
		lower := strings.ToLower(word)
		beside[i], at[i] = neighbours, -1
		if common, known := frequent[lower]; known {
			beside[i] = common
		}
		if form, known := f.index[lower]; known {
			at[i] = form
		}
	}
	for i, form := range at {
		switch {
		case form < 0:
			continue
		case inName(words, i):
			f.capitalised[form]++
			continue
		}
		if i > 0 {
			f.left[form][beside[i-1]]++
		}
		if i+1 < len(words) {
			f.right[form][beside[i+1]]++
		}
	}
}

// of is how often a form occurs.
func (f *forms) of(form string) float64 {
	if i, known := f.index[form]; known {
		return f.frequency[i]
	}
	return 0
}
