package read

import (
	"github.com/samband/samband/corpus"
)

// layout composes a text and records its layout on the way.
type layout struct {
	composer
	blocks   []corpus.Block
	links    []corpus.Link
	emphasis []corpus.Span
}

// layOut returns a layout that copies from src.
func layOut(src *source) *layout { return &layout{composer: composer{src: src}} }

// gap makes the text end with at least n line feeds, none at the very
// beginning. from is the source offset the line feeds stand for.
func (l *layout) gap(n, from int) {
	if len(l.buf) == 0 {
		return
	}
	for i := 0; i < n; i++ {
		if len(l.buf) <= i || l.buf[len(l.buf)-1-i] != '\n' {
			for ; i < n; i++ {
				l.insert("\n", from)
			}
			return
		}
	}
}

// block records a block from start to the end of the text so far, without the
// white space around it. A block without text is not recorded.
func (l *layout) block(start int, b corpus.Block) {
	b.Span = trimmedBytes(l.buf, start, len(l.buf))
	if b.Empty() {
		return
	}
	if b.Page == 0 {
		b.Page = l.page
	}
	l.blocks = append(l.blocks, b)
}

// link records the text from start on as a link.
func (l *layout) link(start int, target string) {
	span := trimmedBytes(l.buf, start, len(l.buf))
	if target == "" || span.Empty() || len(l.links) > 0 && l.links[len(l.links)-1].End > span.Start {
		return
	}
	l.links = append(l.links, corpus.Link{Span: span, Target: target})
}

// emphasise records the text from start on as emphasised. Emphasis inside
// emphasis is one.
func (l *layout) emphasise(start int) {
	span := trimmedBytes(l.buf, start, len(l.buf))
	if span.Empty() {
		return
	}
	for n := len(l.emphasis); n > 0 && l.emphasis[n-1].End > span.Start; n-- {
		span.Start = min(span.Start, l.emphasis[n-1].Start)
		l.emphasis = l.emphasis[:n-1]
	}
	l.emphasis = append(l.emphasis, span)
}

// trimEnd takes white space off the end of the text.
func (l *layout) trimEnd() {
	end := trimmedBytes(l.buf, 0, len(l.buf)).End
	l.buf = l.buf[:end]
	for n := len(l.origin); n > 0 && l.origin[n-1].Canonical >= end; n-- {
		l.origin = l.origin[:n-1]
	}
}

// truncate takes back what was written after an offset, inside the open block.
func (l *layout) truncate(at int) {
	l.buf = l.buf[:at]
	for n := len(l.origin); n > 0 && l.origin[n-1].Canonical >= at; n-- {
		l.origin = l.origin[:n-1]
	}
	for i := len(l.emphasis) - 1; i >= 0 && l.emphasis[i].End > at; i-- {
		l.emphasis[i].End = max(at, l.emphasis[i].Start)
	}
	for i := len(l.links) - 1; i >= 0 && l.links[i].End > at; i-- {
		l.links[i].End = max(at, l.links[i].Start)
	}
}

// text returns what has been composed as canonical text.
func (l *layout) text(format corpus.Format) corpus.Text {
	src := l.source()
	move := func(s corpus.Span) corpus.Span { return s }
	if normal := compat(src); normal.text != src.text {
		move = mover(src.text)
		src = normal
	}
	t := corpus.Text{Canonical: src.text, Format: format, Origin: src.origin}
	for _, b := range l.blocks {
		if b.Span = move(b.Span); !b.Empty() {
			t.Blocks = append(t.Blocks, b)
		}
	}
	for _, k := range l.links {
		if k.Span = move(k.Span); !k.Empty() {
			t.Links = append(t.Links, k)
		}
	}
	for _, e := range l.emphasis {
		if e = move(e); !e.Empty() {
			t.Emphasis = append(t.Emphasis, e)
		}
	}
	return t
}

// mover returns a function that takes spans of a text to spans of the text in
// normalisation form C. It is needed only where pieces that are NFC by
// themselves meet and compose.
func mover(text string) func(corpus.Span) corpus.Span {
	normal := compat(identity(text, 0))
	back := source{origin: make([]corpus.Anchor, len(normal.origin))}
	for i, a := range normal.origin {
		back.origin[i] = corpus.Anchor{Canonical: int(a.Original), Original: int64(a.Canonical), Exact: a.Exact}
	}
	offset := func(at int) int {
		return min(int(shift(back.origin[back.last(at)], at).Original), len(normal.text))
	}
	return func(s corpus.Span) corpus.Span {
		return corpus.Span{Start: offset(s.Start), End: offset(s.End)}
	}
}

// trimmedBytes is trimmed for bytes.
func trimmedBytes(b []byte, start, end int) corpus.Span {
	span := trimmed(string(b[start:end]), 0, end-start)
	return corpus.Span{Start: span.Start + start, End: span.End + start}
}
