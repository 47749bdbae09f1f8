package encoder

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// wordStart (U+2581) stands for a blank and begins the first piece of a word.
const wordStart = '\u2581'

// tokenizer cuts text into the pieces of a SentencePiece unigram vocabulary:
// of all ways to write the text as pieces, the one whose scores sum highest
// (Kudo 2018, "Subword Regularization").
type tokenizer struct {
	trie    *trie
	scores  []float32 // by piece
	unknown int32     // the piece for a code point that no piece covers
	penalty float32   // the score of unknown
	longest int       // piece, in bytes
	norm    map[rune]string
}

// newTokenizer reads the vocabulary and the normalisation table of a base.
func newTokenizer(base *container) (*tokenizer, error) {
	pieces, err := readPieces(base)
	if err != nil {
		return nil, err
	}
	stored, err := base.get("tok.scores", []int{len(pieces)}, "f32")
	if err != nil {
		return nil, err
	}
	scores, ok := stored.floats()
	if !ok || slices.Min(scores) < -1e6 || slices.Max(scores) > 1e6 {
		return nil, malformed("scores of pieces out of range")
	}
	t := &tokenizer{
		scores:  scores,
		unknown: base.header.Unknown,
		penalty: slices.Min(scores) - 10,
	}
	if t.trie, err = newTrie(pieces, specials); err != nil {
		return nil, err
	}
	for _, piece := range pieces[specials:] {
		t.longest = max(t.longest, len(piece))
	}
	if t.longest > 256 {
		return nil, malformed("a piece of %d bytes", t.longest)
	}
	t.norm, err = readNorm(base)
	return t, err
}

// unreached is the score of a place that no way leads to yet.
const unreached = -1e30

// specials are the pieces 0 to 3, <s>, <pad>, </s> and <unk>, which no text
// matches.
const specials = 4

func readPieces(base *container) ([]string, error) {
	n := base.header.Vocabulary
	if n <= specials {
		return nil, malformed("a vocabulary of %d pieces", n)
	}
	stored, err := base.get("tok.offsets", []int{n + 1}, "u32")
	if err != nil {
		return nil, err
	}
	blob, ok := base.tensors["tok.blob"]
	if !ok || blob.dtype != "u8" {
		return nil, malformed("no pieces")
	}
	offsets, text := stored.integers(), string(blob.data)
	pieces := make([]string, n)
	for i := range pieces {
		from, to := offsets[i], offsets[i+1]
		if from >= to || int64(to) > int64(len(text)) || !utf8.ValidString(text[from:to]) {
			return nil, malformed("piece %d", i)
		}
		pieces[i] = text[from:to]
	}
	return pieces, nil
}

// readNorm reads n_norm entries: a code point (u32), a length k (u8) and the k
// code points (u32) that replace it.
func readNorm(base *container) (map[rune]string, error) {
	table, ok := base.tensors["tok.norm"]
	if !ok || table.dtype != "u8" {
		return nil, malformed("no normalisation table")
	}
	replacement := map[rune]string{}
	data := table.data
	for i := range base.header.Norms {
		if len(data) < 5 || len(data) < 5+4*int(data[4]) {
			return nil, malformed("normalisation table: entry %d is cut off", i)
		}
		var to strings.Builder
		for k := range int(data[4]) {
			to.WriteRune(codePoint(data[5+4*k:]))
		}
		replacement[codePoint(data)] = to.String()
		data = data[5+4*int(data[4]):]
	}
	return replacement, nil
}

// codePoint reads a u32; what is no code point becomes U+FFFD.
func codePoint(data []byte) rune {
	value := binary.LittleEndian.Uint32(data)
	if value > utf8.MaxRune || !utf8.ValidRune(rune(value)) {
		return utf8.RuneError
	}
	return rune(value)
}

// scratch holds what the tokenizer needs for one text, to be used again.
type scratch struct {
	text []byte
	best []float32 // by byte offset: the best score of a way there
	back []step    // by byte offset: the last piece of that way
}

type step struct{ piece, from int32 }

// compose brings text to the form that the vocabulary knows: NFC, without soft
// hyphens. Anything else becomes unknown pieces.
func compose(text string) string {
	return norm.NFC.String(strings.ReplaceAll(text, "\u00AD", ""))
}

// append adds the first limit pieces of a composed text to ids.
func (t *tokenizer) append(ids []int32, text string, limit int, s *scratch) []int32 {
	t.normalise(text, limit*t.longest, s)
	t.viterbi(s)
	from := len(ids)
	for at := int32(len(s.text)); at > 0; at = s.back[at].from { //nolint:gosec // normalise bounds the text
		ids = append(ids, s.back[at].piece)
	}
	slices.Reverse(ids[from:])
	return ids[:min(len(ids), from+limit)]
}

// normalise writes to s the text as the vocabulary spells it: compatible forms
// folded, blanks collapsed and written U+2581, one in front. It stops at the
// first word past enough bytes, or in a word that is longer than that itself:
// words are cut into pieces independently of each other, so what follows
// changes none of the pieces before.
func (t *tokenizer) normalise(text string, enough int, s *scratch) {
	s.text = utf8.AppendRune(s.text[:0], wordStart)
	blank := true
	for _, r := range text {
		if len(s.text) > enough && (r == ' ' || len(s.text) > 2*enough) {
			return
		}
		replaced, ok := t.norm[r]
		if !ok {
			blank = s.add(r, blank)
			continue
		}
		for _, r := range replaced {
			blank = s.add(r, blank)
		}
	}
}

// add appends a code point unless it is a blank after a blank, and says whether
// it was one.
func (s *scratch) add(r rune, afterBlank bool) (blank bool) {
	if r != ' ' {
		s.text = utf8.AppendRune(s.text, r)
		return false
	}
	if !afterBlank {
		s.text = utf8.AppendRune(s.text, wordStart)
	}
	return true
}

// viterbi finds the best way through s.text. Of equal ones the first found
// stays.
func (t *tokenizer) viterbi(s *scratch) {
	n := len(s.text)
	s.best = slices.Grow(s.best[:0], n+1)[:n+1]
	s.back = slices.Grow(s.back[:0], n+1)[:n+1]
	for i := range s.best {
		s.best[i] = unreached
	}
	s.best[0] = 0
	for i := 0; i < n; {
		_, size := utf8.DecodeRune(s.text[i:])
		score := s.best[i]
		for length, piece := range t.trie.prefixes(s.text[i:]) {
			s.offer(i, i+length, piece, score+t.scores[piece])
		}
		s.offer(i, i+size, t.unknown, score+t.penalty)
		i += size
	}
}

// offer keeps the way over from to to if it is better than the best so far.
func (s *scratch) offer(from, to int, piece int32, score float32) {
	if score > s.best[to] {
		s.best[to], s.back[to] = score, step{piece, int32(from)} //nolint:gosec // normalise bounds the text
	}
}
