package bleveindex

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/samband/samband/search"
)

const (
	leastMisspelt = 4   // letters of a word that may be misspelt
	leastDots     = 6   // letters of a word that may differ in nothing but å, ä and ö: hall and häll are two
	maxCandidates = 200 // words compared with one that is misspelt
	maxFolded     = 16  // words that one without å, ä and ö stands for
)

// corrected evaluates the word of the corpus that one without any hit is most
// likely a misspelling of, and says so. Below a negation, a word is what it is.
func (e *evaluation) corrected(nothing set, f *form) (set, error) {
	if !e.scoring || !misspellable(f) || e.related != nil && e.hasParts(f) {
		return nothing, nil
	}
	word, err := e.nearestWord(f.exact)
	if err != nil || word == "" {
		return nothing, err
	}
	e.amended = append(e.amended, search.Correction{From: f.surface, To: word})
	e.notes = append(e.notes, fmt.Sprintf("%q har inga träffar; läst som %q", f.surface, word))
	better := e.index.analyzer.form(word)
	e.spell(better)
	return e.form(better)
}

// misspellable reports whether a word may be a misspelling: numbers and very
// short words are not.
func misspellable(f *form) bool {
	return !f.stop && utf8.RuneCountInString(f.exact) >= leastMisspelt && len(f.exact) <= maxPattern && !strings.ContainsAny(f.exact, "0123456789")
}

// undotted replaces å and ä by a, ö by o and é by e.
func undotted(word string) string {
	return strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e").Replace(word)
}

// hasParts reports whether a word is a compound with a part that was found.
func (e *evaluation) hasParts(f *form) bool { return len(f.parts) > 0 && e.related.count() > 0 }

// nearestWord returns the most frequent of the words at the smallest distance
// from one that is misspelt, "" where none is near.
func (e *evaluation) nearestWord(word string) (string, error) {
	_, first := utf8.DecodeRuneInString(word)
	for edits := 1; edits <= distance(word); edits++ {
		for _, prefix := range []string{word[:first], ""} {
			words, err := e.snapshot.reader.FieldDictFuzzy(fieldExact, word, edits, prefix)
			if err != nil {
				return "", err
			}
			candidates, err := readTerms(words, maxCandidates)
			if err != nil {
				return "", err
			}
			if utf8.RuneCountInString(word) < leastDots {
				candidates = slices.DeleteFunc(candidates, func(c string) bool { return undotted(c) == undotted(word) })
			}
			best, err := e.mostFrequent(candidates)
			if err != nil || best != "" {
				return best, err
			}
		}
	}
	return "", e.ctx.Err()
}

// mostFrequent returns the word that most passages have, "" where none has any.
func (e *evaluation) mostFrequent(words []string) (best string, err error) {
	most := uint64(0)
	for _, word := range words {
		count, err := e.frequency(fieldExact, word)
		if err != nil {
			return "", err
		}
		if count > most {
			best, most = word, count
		}
	}
	return best, nil
}

// frequency returns the number of passages that have a term.
func (e *evaluation) frequency(field, term string) (count uint64, err error) {
	postings, err := e.snapshot.reader.TermFieldReader(e.ctx, []byte(term), field, false, false, false)
	if err != nil {
		return 0, err
	}
	return postings.Count(), errors.Join(postings.Close(), e.ctx.Err())
}

// folded adds to a set the passages that have a word which differs from the one
// asked for in that it has å, ä, ö or é where the latter has a, o or e.
func (e *evaluation) folded(found set, f *form) error {
	for _, field := range []string{fieldWords, fieldExact} {
		words, err := e.variants(field, f)
		if err != nil {
			return err
		}
		for _, word := range words {
			variant := e.index.analyzer.form(word)
			if variant.stem == f.stem || variant.stop {
				continue
			}
			e.mark(func(m *marker) { m.stems[variant.stem] = true })
			if err := e.scored(found, fieldWords, variant.stem, weightFolded); err != nil {
				return err
			}
		}
	}
	return nil
}

// variants returns the terms of a field that a word without å, ä, ö may mean.
func (e *evaluation) variants(field string, f *form) ([]string, error) {
	if len(f.exact) > maxPattern || undotted(f.exact) != f.exact || !strings.ContainsAny(f.exact, "aoe") {
		return nil, nil
	}
	var pattern strings.Builder
	for _, r := range f.exact {
		switch r {
		case 'a':
			pattern.WriteString("[aåä]")
		case 'o':
			pattern.WriteString("[oö]")
		case 'e':
			pattern.WriteString("[eé]")
		default:
			if strings.ContainsRune(`\.+*?()|[]{}^$`, r) {
				pattern.WriteByte('\\')
			}
			pattern.WriteRune(r)
		}
	}
	var words index.FieldDict
	words, err := e.snapshot.reader.FieldDictRegexp(field, pattern.String())
	if err != nil {
		return nil, err
	}
	return readTerms(words, maxFolded)
}
