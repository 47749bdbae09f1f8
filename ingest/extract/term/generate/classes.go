package main

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// classList lists the forms by class. A form whose class is that of its end is
// left out.
func classList(f *forms, all []odds) string {
	raise(f, all)
	order := make([]int, len(f.words))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool {
		x, y := f.words[order[i]], f.words[order[j]]
		if n, m := utf8.RuneCountInString(x), utf8.RuneCountInString(y); n != m {
			return n < m
		}
		return x < y
	})
	listed := map[string]class{}
	for _, i := range order {
		if c, ok := listable(f, i, &all[i], listed); ok {
			listed[f.words[i]] = c
		}
	}
	return byClass(listed)
}

// raise makes nouns of forms whose fellows in a declension are nouns, and
// adjectives of those whose fellows are adjectives.
func raise(f *forms, all []odds) {
	nouns := [][]string{
		{"", "en", "er", "erna"},
		{"", "en", "ar", "arna"},
		{"", "et", "en"},
		{"a", "an", "or", "orna"},
		{"e", "en", "ar", "arna"},
		{"e", "en", "er", "erna"},
		{"are", "aren", "arna"},
		{"e", "et", "en", "ena"},
	}
	raised := map[int]odds{}
	for i, word := range f.words {
		within := func(c class) func(declension []string) bool {
			return func(declension []string) bool { return fellows(f, all, word, declension, c) }
		}
		if p := all[i][noun]; p >= .2 && p <= .9 && slices.ContainsFunc(nouns, within(noun)) {
			raised[i] = odds{noun: .9, adjective: .05, other: .05}
		} else if p := all[i][adjective]; p >= .1 && p <= .9 && strings.HasSuffix(word, "t") && within(adjective)([]string{"", "t", "a"}) {
			raised[i] = odds{noun: .05, adjective: .9, other: .05}
		}
	}
	for i, o := range raised {
		all[i] = o
	}
}

// fellows reports whether the other forms of a declension are of a class.
func fellows(f *forms, all []odds, word string, declension []string, c class) bool {
	for _, end := range declension {
		stem, ok := strings.CutSuffix(word, end)
		if !ok || utf8.RuneCountInString(stem) <= 2 {
			continue
		}
		sum, n := 0., 0.
		for _, instead := range declension {
			if i, known := f.index[stem+instead]; known && instead != end {
				sum, n = sum+all[i][c], n+1
			}
		}
		if n > 0 && sum/n > .85 {
			return true
		}
	}
	return false
}

// listable returns the class of a form that is no name, is known well enough
// and differs from what its end tells.
func listable(f *forms, i int, p *odds, listed map[string]class) (class, bool) {
	word, n := f.words[i], f.frequency[i]
	if f.capitalised[i] > 3*n || n < 4 || strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return 0, false
	}
	c := most(p[:])
	end, ended := byTail(word, listed)
	if ended && end == c && utf8.RuneCountInString(word) > 5 {
		return 0, false
	}
	sure := .6
	if ended {
		sure = .75
	}
	if (p[c] < .45 || n < 10 && p[c] < sure) && (!ended || p[end] > .25) {
		return 0, false
	}
	return c, true
}

// byTail returns the class of the longest listed form that a word ends in.
func byTail(word string, listed map[string]class) (class, bool) {
	left := utf8.RuneCountInString(word)
	for cut := range word {
		if left >= 3 && left <= utf8.RuneCountInString(word)-2 {
			if c, ok := listed[word[cut:]]; ok {
				return c, true
			}
		}
		left--
	}
	return 0, false
}

// byClass writes the forms of each class in order under a line with its name.
func byClass(listed map[string]class) string {
	var b strings.Builder
	for c, name := range []string{"=noun", "=adjective", "=other"} {
		var words []string
		for word, of := range listed {
			if of == class(c) {
				words = append(words, word)
			}
		}
		sort.Strings(words)
		b.WriteString(name + "\n" + strings.Join(words, "\n") + "\n")
	}
	return b.String()
}
