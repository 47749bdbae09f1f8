package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/reference"
)

// cited is a reference with the mention it became.
type cited struct {
	reference.Reference
	mention int
}

// references claims the works that the text names, before any of their words
// can be taken for a body or a place.
func (a *analysis) references() {
	first := map[string]int{}
	for _, r := range reference.Find(a.in.Text, a.in.Structure) {
		if r.Empty() || !r.Valid(a.text) || a.numbersMatter(r) {
			continue
		}
		m := a.claimReport(r)
		if r.Canonical != "" {
			if earlier, known := first[r.Canonical]; known && r.Method == reference.MethodAnaphora {
				a.mentions[m].Refers = earlier
			} else if !known {
				first[r.Canonical] = m
			}
		}
		a.cited = append(a.cited, cited{r, m})
	}
}

// numbersMatter reports whether a reference is the file number of an item of
// the agenda, which stands on the line of its heading and cites nothing.
func (a *analysis) numbersMatter(r reference.Reference) bool {
	lower := strings.ToLower(r.Of(a.text))
	if !strings.HasPrefix(lower, "dnr") && !strings.HasPrefix(lower, "diarie") {
		return false
	}
	for i := range a.in.Structure.Sections {
		s := &a.in.Structure.Sections[i]
		if s.Number != "" && s.Heading.Start <= r.Start && !strings.Contains(a.text[s.Heading.Start:r.Start], "\n") {
			return true
		}
	}
	return false
}

// claimReport makes a mention of a reference. Its publisher's name stays free
// for the rules that find organisations.
func (a *analysis) claimReport(r reference.Reference) int {
	attributes := map[string]string{}
	for key, value := range map[string]string{"number": r.Number, "year": r.Year, "publisher": r.Publisher} {
		if value != "" {
			attributes[key] = value
		}
	}
	index := len(a.mentions)
	e := a.tokensIn(r.Span)
	a.mentions = append(a.mentions, Mention{
		Kind: graph.Report, Span: r.Span, Name: r.Name, Canonical: r.Canonical, Attributes: attributes,
		Method: r.Method, Confidence: r.Confidence, Refers: none,
	})
	a.extent = append(a.extent, e)
	for i := e.from; i < e.to; i++ {
		if a.owner[i] == none && !r.PublisherSpan.Overlaps(corpus.Span{Start: a.tokens[i].start, End: a.tokens[i].end}) {
			a.owner[i] = index
		}
	}
	return index
}

// citations states what the document cites and who published it.
func (a *analysis) citations() {
	for i := range a.cited {
		c := &a.cited[i]
		evidence := c.Evidence
		if evidence.Empty() || !evidence.Valid(a.text) {
			evidence = c.Span
		}
		a.published(c)
		if !c.Cited {
			continue
		}
		attributes := map[string]string{}
		if c.Number != "" {
			attributes["number"] = c.Number
		}
		if c.Section != "" {
			attributes["section"] = c.Section
		}
		a.fact(graph.Cites, document(), mentioned(c.mention), attributes, Evidence{evidence, c.Method, c.Confidence})
	}
}

// published states who published a cited work, where the text says so.
func (a *analysis) published(c *cited) {
	if c.PublisherSpan.Empty() || !c.PublisherSpan.Valid(a.text) {
		a.publisherNear(c)
		return
	}
	e := a.tokensOver(c.PublisherSpan)
	if e.from >= e.to {
		return
	}
	org, ok := a.mentionAt(e.from, graph.Organisation)
	if !ok {
		if !a.is(e.from, capital) {
			if org, ok = a.definiteIssuer(e.to - 1); ok {
				a.publishes(org, c, "publisher-definite", c.Confidence*.8)
			}
			return
		}
		if !a.free(e.from, e.to) {
			return
		}
		w := a.tokens[e.to-1].word
		org = a.claimBody(named{e.from, e.to, w.base != "" && len(w.base) > 2, "publisher", .7})
	}
	if name := a.mentions[org].Canonical; name != "" {
		renewed := c.Reference
		renewed.SetPublisher(name)
		a.mentions[c.mention].Canonical = renewed.Canonical
		a.mentions[c.mention].Attributes["publisher"] = name
	}
	a.publishes(org, c, "publisher", c.Confidence)
}

// publisherNear ties a work to its publisher where the reference knows who it
// is and the same sentence names the organisation.
func (a *analysis) publisherNear(c *cited) {
	e := a.extent[c.mention]
	if c.Publisher == "" {
		a.publisherStated(c)
		return
	}
	if e.from >= e.to {
		return
	}
	sentence := a.sentenceOf(e.from)
	for i := sentence.from; i < sentence.to; i++ {
		org, ok := a.mentionAt(i, graph.Organisation)
		if !ok || a.mentions[org].Name != c.Publisher && a.mentions[org].Canonical != c.Publisher {
			continue
		}
		span := corpus.Span{Start: min(c.Start, a.mentions[org].Start), End: max(c.End, a.mentions[org].End)}
		a.fact(graph.Published, mentioned(org), mentioned(c.mention), nil, Evidence{span, "publisher", c.Confidence * .9})
		return
	}
}
