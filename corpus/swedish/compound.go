package swedish

// Part is one part of a compound: Start and End are byte offsets into the
// word, linking letters left out, and Lemma is the part's base form.
type Part struct {
	Start, End int
	Lemma      string
}

// Split returns the parts of a compound, nil where the word is none.
func Split(word string) []Part { return shared().Split(word) }

// Split is the method behind the package function [Split].
func (a *Analyzer) Split(word string) []Part {
	if fold(word) != word || len(word) < 8 {
		return nil
	}
	best, cut := 0, 0
	for i := 4; i <= len(word)-4; i++ {
		left, right := a.words.lookup(word[:i]).common(), a.words.lookup(word[i:]).common()
		if score := min(left, right); score > best {
			best, cut = score, i
		}
	}
	if best < 20 {
		return nil
	}
	return []Part{{0, cut, a.lemma(word[:cut])}, {cut, len(word), a.lemma(word[cut:])}}
}
