package bleveindex

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// phrase evaluates an exact phrase: its words as written, one after the other.
// Passages that have all the words are candidates; their order decides.
func (e *evaluation) phrase(text string) (result, error) {
	b := &builder{analyzer: e.index.analyzer}
	b.tokens = b.analyzer.tokens(nil, text, &b.scratch)
	if len(b.tokens) == 0 {
		return nil, nil
	}
	words := make([]string, len(b.tokens))
	for i, t := range b.tokens {
		words[i] = t.exact
	}
	e.mark(func(m *marker) { m.phrases = append(m.phrases, words) })
	var candidates set
	for _, word := range words {
		found, err := e.whole(fieldExact, word)
		if err != nil {
			return nil, err
		}
		if candidates == nil {
			candidates = found
			continue
		}
		candidates.intersect(found)
	}
	if len(words) > 1 {
		if err := e.inOrder(candidates, sequence(b.tokens)); err != nil {
			return nil, err
		}
	}
	e.constant(candidates, weightWord)
	return candidates, nil
}

// inOrder keeps the candidates whose order contains a sequence.
func (e *evaluation) inOrder(candidates set, wanted []byte) error {
	var err error
	seen := 0
	candidates.each(func(n uint64) bool {
		if seen++; seen%(checkEvery/16) == 0 {
			err = e.ctx.Err()
		}
		var order []byte
		if err == nil {
			order, err = readOrder(e.snapshot.reader, n)
		}
		if !containsAligned(order, wanted) {
			candidates.remove(n)
		}
		return err == nil
	})
	return err
}

// readOrder returns the order of a passage.
func readOrder(reader *scorch.IndexSnapshot, number uint64) ([]byte, error) {
	var order []byte
	segment, local := locate(reader, number)
	err := reader.Segments()[segment].VisitDocument(local, func(name string, _ byte, value []byte, _ []uint64) bool {
		if name == fieldOrder {
			order = append(order, value...)
			return false
		}
		return true
	})
	return order, err
}

// sequence renders words in order as fingerprints of two bytes. That two other
// words of a passage that has all the words of a phrase stand for it happens
// once in 2^32 / words of the passage.
func sequence(tokens []token) []byte {
	order := make([]byte, 0, 2*len(tokens))
	for _, t := range tokens {
		order = binary.BigEndian.AppendUint16(order, t.print)
	}
	return order
}

// fingerprint is a hash of a word; it is written into indexes.
func fingerprint(word string) uint16 {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(word)) // never fails
	sum := hash.Sum32()
	return uint16(sum>>16) ^ uint16(sum&0xffff)
}

// containsAligned reports whether a sequence of pairs of bytes contains
// another.
func containsAligned(order, wanted []byte) bool {
	for at := 0; ; {
		i := bytes.Index(order[at:], wanted)
		if i < 0 {
			return false
		}
		if (at+i)%2 == 0 {
			return true
		}
		at += i + 1
	}
}
