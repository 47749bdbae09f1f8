package read

import (
	"sort"
	"time"

	"github.com/samband/samband/corpus"
)

// source is text on its way to become canonical, with the way back to the
// original. Its origin is ascending and starts at 0 unless the text is empty.
type source struct {
	text   string
	origin []corpus.Anchor
}

// identity returns a source whose text is the original, byte by byte, from the
// given offset on.
func identity(text string, original int64) source {
	return source{text: text, origin: []corpus.Anchor{{Original: original, Exact: true}}}
}

// detached returns a source whose text has no counterpart in the original.
func detached(text string) source {
	return source{text: text, origin: []corpus.Anchor{{Original: -1}}}
}

// last returns the index of the last anchor at or before the offset, 0 where
// there is none.
func (s *source) last(offset int) int {
	i := sort.Search(len(s.origin), func(i int) bool { return s.origin[i].Canonical > offset })
	return max(i-1, 0)
}

// shift returns the anchor for an offset at or after a, before the next one.
func shift(a corpus.Anchor, offset int) corpus.Anchor {
	if offset <= a.Canonical {
		return a
	}
	if a.Exact {
		a.Original += int64(offset - a.Canonical)
	}
	a.Canonical = offset
	return a
}

// composer builds a text out of pieces of a source and keeps the way back.
type composer struct {
	src    *source
	buf    []byte
	origin []corpus.Anchor
	page   int
	time   time.Duration
	timed  bool
}

// compose returns a composer that copies from src.
func compose(src *source) *composer { return &composer{src: src} }

// len is the number of bytes composed so far.
func (c *composer) len() int { return len(c.buf) }

// copy appends src.text[from:to].
func (c *composer) copy(from, to int) {
	if from >= to {
		return
	}
	if len(c.src.origin) > 0 {
		at, i := len(c.buf), c.src.last(from)
		c.anchor(at, shift(c.src.origin[i], from))
		for i++; i < len(c.src.origin) && c.src.origin[i].Canonical < to; i++ {
			c.anchor(at+c.src.origin[i].Canonical-from, c.src.origin[i])
		}
	}
	c.buf = append(c.buf, c.src.text[from:to]...)
}

// insert appends text that stands for what is at the given source offset but
// is not a copy of it. A negative offset means that nothing in the source
// corresponds to it.
func (c *composer) insert(text string, from int) {
	if text == "" {
		return
	}
	a := corpus.Anchor{Original: -1}
	if from >= 0 && len(c.src.origin) > 0 {
		a = shift(c.src.origin[c.src.last(from)], from)
	}
	a.Exact = false
	c.anchor(len(c.buf), a)
	c.buf = append(c.buf, text...)
}

// anchor records that the composed offset at corresponds to a, unless the
// anchor before it says so already.
func (c *composer) anchor(at int, a corpus.Anchor) {
	a.Canonical = at
	if c.page != 0 {
		a.Page = c.page
	}
	if c.timed {
		a.Time, a.Timed = c.time, true
	}
	n := len(c.origin)
	if n > 0 && c.origin[n-1].Canonical == at {
		c.origin = c.origin[:n-1]
		n--
	}
	if n > 0 && follows(c.origin[n-1], a) {
		return
	}
	c.origin = append(c.origin, a)
}

// follows reports whether next says nothing that last does not already say.
func follows(last, next corpus.Anchor) bool {
	if last.Page != next.Page || last.Timed != next.Timed || last.Time != next.Time || last.Exact != next.Exact {
		return false
	}
	if last.Exact {
		return last.Original+int64(next.Canonical-last.Canonical) == next.Original
	}
	return last.Original == next.Original
}

// source returns what has been composed.
func (c *composer) source() source { return source{text: string(c.buf), origin: c.origin} }
