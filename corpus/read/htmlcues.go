package read

import (
	"strings"
	"time"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/samband/samband/corpus"
)

// htmlTranscript reads a page in the form that podcasts publish transcripts
// in: <cite> names a voice, <time> its time, and paragraphs follow. It returns
// false where a page is no such thing: fewer than three names with a time or
// paragraph after them.
func htmlTranscript(p *page) (corpus.Text, bool) {
	names := 0
	for n := range p.root.Descendants() {
		if n.DataAtom == atom.Cite {
			if next := nextElement(n); next != nil && (next.DataAtom == atom.Time || next.DataAtom == atom.P) {
				names++
			}
		}
	}
	if names < 3 {
		return corpus.Text{}, false
	}
	w := cueWalker{page: p}
	w.walk(p.root, 0)
	for i := range w.cues {
		c := &w.cues[i]
		if i+1 < len(w.cues) && c.to == 0 {
			c.to = max(w.cues[i+1].from, c.from)
		}
		c.to = max(c.to, c.from)
	}
	return transcript(&p.tokens, w.cues, corpus.FormatHTML), true
}

// nextElement returns the element after n among its siblings, nil where none
// follows.
func nextElement(n *xhtml.Node) *xhtml.Node {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == xhtml.ElementNode {
			return s
		}
	}
	return nil
}

// cueWalker collects cues in document order.
type cueWalker struct {
	page    *page
	cues    []cue
	speaker string
	label   extent
	at      time.Duration
}

// walk collects the cues below n.
func (w *cueWalker) walk(n *xhtml.Node, depth int) {
	if depth > maxDepth {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.DataAtom == atom.Cite:
			w.name(w.extents(c, 0))
		case c.DataAtom == atom.Time:
			for _, e := range w.extents(c, 0) {
				if at, ok := duration(strings.TrimSpace(w.page.tokens.text[e.from:e.to])); ok {
					w.at = at
				}
			}
		case c.DataAtom == atom.P:
			if lines := w.extents(c, 0); len(lines) > 0 {
				w.cues = append(w.cues, cue{from: w.at, speaker: w.speaker, label: w.label, lines: lines})
			}
		case c.Type == xhtml.TextNode:
			w.page.locate(c.Data)
		default:
			w.walk(c, depth+1)
		}
	}
}

// name takes up the name of a voice.
func (w *cueWalker) name(found []extent) {
	w.speaker, w.label = "", extent{}
	if len(found) == 1 {
		text := w.page.tokens.text[found[0].from:found[0].to]
		w.speaker = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text), ": "))
		at := found[0].from + strings.Index(text, w.speaker)
		w.label = extent{at, at + len(w.speaker)}
	}
}

// extents returns where the text below n stands among the tokens.
func (w *cueWalker) extents(n *xhtml.Node, depth int) []extent {
	var found []extent
	if depth > maxDepth {
		return nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == xhtml.TextNode {
			if from, to, ok := w.page.locate(c.Data); ok {
				span := trimmed(w.page.tokens.text, from, to)
				found = append(found, extent{span.Start, span.End})
			}
			continue
		}
		found = append(found, w.extents(c, depth+1)...)
	}
	return found
}
