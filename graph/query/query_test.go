package query_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/graphtest"
	"github.com/samband/samband/graph/query"
)

// paper writes a document of a library for tests: what is said in it is its
// text, of which every fact and mention quotes a part.
type paper struct {
	batch  graph.Batch
	text   strings.Builder
	claims map[string]int
}

// newPaper begins a document of a day, month or year, or of no date.
func newPaper(id, date string) *paper {
	return &paper{
		batch:  graph.Batch{Document: corpus.Document{ID: id, Revision: "r-" + id, Title: "Titel " + id, Date: date, Kind: corpus.KindMinutes}},
		claims: map[string]int{},
	}
}

func (p *paper) collection(name string) *paper {
	p.batch.Document.Collection = name
	return p
}

func (p *paper) write(words string) corpus.Span {
	start := p.text.Len()
	p.text.WriteString(words + "\n")
	return corpus.Span{Start: start, End: start + len(words)}
}

// end makes an end of a fact; an entity it has not spoken of is claimed.
func (p *paper) end(node string) graph.End {
	kind, entity := graph.KindOf(node)
	if !entity {
		return graph.End{Node: node}
	}
	if _, known := p.claims[node]; !known {
		p.claims[node] = len(p.batch.Claims)
		name := strings.ReplaceAll(strings.TrimPrefix(node, string(kind)+":"), "-", " ")
		p.batch.Claims = append(p.batch.Claims, graph.Claim{Kind: kind, Name: name, Entity: node})
	}
	return graph.End{Claim: p.claims[node]}
}

// mention speaks of entities at the span.
func (p *paper) mention(span corpus.Span, words string, entities ...string) *paper {
	for _, entity := range entities {
		claim := &p.batch.Claims[p.end(entity).Claim]
		claim.Mentions = append(claim.Mentions, graph.ClaimMention{Span: span, Text: words, Method: "test", Confidence: 1})
	}
	return p
}

// says states a fact in words that are written for it; attributes are names
// and values in turn.
func (p *paper) says(from string, kind graph.RelationType, to string, attributes ...string) *paper {
	words := from + " " + string(kind) + " " + to
	return p.quoting(p.write(words), words, from, kind, to, attributes...)
}

func (p *paper) quoting(span corpus.Span, words, from string, kind graph.RelationType, to string, attributes ...string) *paper {
	fact := graph.Fact{Type: kind, From: p.end(from), To: p.end(to), Attributes: map[string]string{}}
	for i := 0; i+1 < len(attributes); i += 2 {
		fact.Attributes[attributes[i]] = attributes[i+1]
	}
	fact.Evidence = []corpus.Evidence{{Document: p.batch.Document.ID, Span: span, Quote: words, Method: "test", Confidence: .5}}
	p.batch.Facts = append(p.batch.Facts, fact)
	return p
}

// passage writes a passage, which the speaker speaks unless it is "", and in
// which entities are mentioned by name.
func (p *paper) passage(speaker, words string, entities ...string) *paper {
	span := p.write(words)
	id := p.batch.Document.ID + ":" + string(rune('0'+len(p.batch.Passages)))
	p.batch.Passages = append(p.batch.Passages, corpus.Passage{ID: id, Document: p.batch.Document.ID, Ordinal: len(p.batch.Passages), Span: span, Turn: -1})
	claim := -1
	if speaker != "" {
		claim = p.end(speaker).Claim
		p.quoting(span, words, speaker, graph.Said, id, "mode", "turn")
	}
	p.batch.Speakers = append(p.batch.Speakers, claim)
	for _, entity := range entities {
		kind, _ := graph.KindOf(entity)
		name := strings.TrimPrefix(entity, string(kind)+":")
		at := max(strings.Index(words, name), 0)
		p.mention(corpus.Span{Start: span.Start + at, End: span.Start + at + len(name)}, name, entity)
	}
	return p
}

// library stores the documents.
func library(t *testing.T, papers ...*paper) graph.Store {
	t.Helper()
	store := graphtest.NewReference()
	for _, p := range papers {
		if err := store.Apply(t.Context(), p.batch); err != nil {
			t.Fatal(err)
		}
	}
	return store
}

// attested fails for facts without evidence, and where what is said of the
// evidence is not so.
func attested(t *testing.T, facts ...query.Fact) {
	t.Helper()
	for _, fact := range facts {
		if len(fact.Evidence) == 0 || fact.Count != len(fact.Evidence) || len(fact.Documents) == 0 || (fact.First == "") != (fact.Last == "") {
			t.Errorf("%s %s %s: %d pieces of evidence, counted %d in %v, %q to %q",
				fact.From, fact.Type, fact.To, len(fact.Evidence), fact.Count, fact.Documents, fact.First, fact.Last)
		}
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
