package erasure

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// minJoined is the shortest name written as one word ("annaek") that is looked
// for, in bytes: shorter ones are parts of common words.
const minJoined = 7

// maxWords is the longest name that is looked for, in words.
const maxWords = 6

// Forms returns the normalised forms in which the names of a person are looked
// for: as they stand, with the surname first, in the letters of addresses, and
// as one word. Names of a single word, and those that begin with an initial or
// an ordinary word, belong to too many people: they are left out.
func Forms(names []string) []string {
	var forms []string
	add := func(words []string) {
		last := len(words) - 1
		rest := strings.Join(words[:last], " ")
		forms = append(forms, rest+" "+words[last], words[last]+" "+rest, words[last]+", "+rest)
		if joined := strings.Join(words, ""); len(joined) >= minJoined {
			forms = append(forms, joined)
		}
	}
	for _, name := range names {
		words := Words(name)
		if !telling(words) {
			continue
		}
		folded, ascii := make([]string, len(words)), make([]string, len(words))
		for i, word := range words {
			folded[i] = fold(word)
			ascii[i] = corpus.Slug(word)
		}
		add(folded)
		if !slices.Equal(folded, ascii) && !slices.Contains(ascii, "") {
			add(ascii)
		}
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// telling reports whether a name says by itself who is meant.
func telling(words []string) bool {
	if len(words) < 2 || len(words) > maxWords {
		return false
	}
	first := words[0]
	for _, word := range []string{first, words[len(words)-1]} {
		r, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(r) || utf8.RuneCountInString(word) < 2 {
			return false
		}
	}
	lower, _, _, _ := swedish.Frequency(first)
	return lower == 0 || swedish.GivenName(first)
}

// Words returns the words of a name or text: runs of letters, marks and digits.
func Words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !wordRune(r) })
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

func fold(word string) string { return strings.ToLower(word) }
