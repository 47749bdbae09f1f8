package api

import (
	"context"
	"fmt"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

// questionEvidence is how many pieces of evidence a fact carries in answers
// about many facts.
const questionEvidence = 5

// Place is the passage in which something stands.
type Place struct {
	Passage    string   `json:"passage" doc:"Passage id; empty where it stands in none"`
	Start      int      `json:"start" doc:"First byte of the passage in the canonical text"`
	End        int      `json:"end" doc:"One past its last byte"`
	Text       string   `json:"text" doc:"Exactly the canonical text from start to end"`
	Heading    string   `json:"heading" doc:"Nearest heading above"`
	AgendaItem string   `json:"agenda_item"`
	Speaker    *string  `json:"speaker" doc:"Entity id of the speaker"`
	Time       *float64 `json:"time" doc:"Seconds into the recording"`
	Page       *int     `json:"page" doc:"Page, from 1"`
}

// Neighbour is a node that relations join to another.
type Neighbour struct {
	Node      graph.Node `json:"node"`
	Documents int        `json:"documents" doc:"That attest the relations, or both hops over the nodes between that are shown"`
	Weight    float64    `json:"weight" doc:"Of two hops the sum over the nodes between of 1/ln(1+degree); of one the number of documents"`
	Relations []Relation `json:"relations" doc:"Of one hop"`
	Through   []Through  `json:"through" doc:"Of two hops: the best nodes between"`
	Between   int        `json:"between" doc:"Of two hops: number of nodes between"`
}

// Through is a node between two others with the best evidence of each hop.
type Through struct {
	Node   graph.Node `json:"node"`
	Degree int        `json:"degree" doc:"Nodes next to it"`
	First  Relation   `json:"first"`
	Second Relation   `json:"second"`
}

// Shared is a document in which several entities have a part.
type Shared struct {
	Document query.Source `json:"document"`
	Meeting  bool         `json:"meeting" doc:"Whether all of them attended or spoke"`
	Parts    []Part       `json:"parts" doc:"One for each entity, in the order asked"`
	Between  []Relation   `json:"between" doc:"From one of them to another"`
	Places   []Place      `json:"places" doc:"Passages that all of them speak or are mentioned in"`
}

// Part is what a document says of one entity.
type Part struct {
	Node  graph.Node `json:"node"`
	Facts []Relation `json:"facts" doc:"Mere mention only where there is nothing else"`
}

// Event is a dated fact.
type Event struct {
	Date  string   `json:"date" doc:"ISO 8601; empty where it is not known"`
	Basis string   `json:"basis" enum:"from,to,stated_on,year,document" doc:"What it has its date from"`
	Fact  Relation `json:"fact"`
}

// Saying is something that a person has said.
type Saying struct {
	Document query.Source  `json:"document"`
	Fact     Relation      `json:"fact" doc:"SAID; the quote of its evidence is what was said"`
	Place    Place         `json:"place"`
	Matches  []query.Match `json:"matches" doc:"Words that speak of the concept asked for"`
}

// Citation is a place that cites a report.
type Citation struct {
	Document query.Source `json:"document"`
	Fact     Relation     `json:"fact" doc:"CITES; the quote of its evidence is the words"`
	Place    Place        `json:"place" doc:"Section, agenda item and speaker where it stands"`
}

// CoCitation is a report that documents cite together with another.
type CoCitation struct {
	Report    graph.Node `json:"report"`
	Documents int        `json:"documents" doc:"That cite both"`
	Facts     []Relation `json:"facts" doc:"CITES, from each of them"`
}

// Role is what a person is or was in an organisation.
type Role struct {
	Person       graph.Node     `json:"person"`
	Organisation *graph.Node    `json:"organisation" doc:"Null where no text names one"`
	Title        string         `json:"title"`
	Periods      []query.Period `json:"periods" doc:"In order of time; an end that nobody tells is left open"`
	Announced    string         `json:"announced" doc:"Last date at which it was said to come"`
	Standing     string         `json:"standing" doc:"On the date asked for: held, presumed, announced, unknown, ended or not-yet"`
	KnownThen    string         `json:"known_then" doc:"The same by what documents up to that date say"`
	Facts        []Relation     `json:"facts" doc:"In order of time"`
}

// Likeness is a fact that one or both of two have.
type Likeness struct {
	Relation string      `json:"relation"`
	From     *graph.Node `json:"from" doc:"Null where it is the one that is compared"`
	To       *graph.Node `json:"to" doc:"Null where it is the one that is compared"`
	A        []Relation  `json:"a"`
	B        []Relation  `json:"b"`
}

// Mentioned is a place where a document speaks of an entity.
type Mentioned struct {
	Mention
	Source query.Source `json:"source"`
	Place  Place        `json:"place"`
}

// Change is what became of a document, and what that brought.
type Change struct {
	At          time.Time    `json:"at"`
	Kind        string       `json:"kind" enum:"added,revised,removed"`
	Document    query.Source `json:"document"`
	Revision    string       `json:"revision"`
	Before      string       `json:"before" doc:"Revision before, where there was one and it is known"`
	Compared    bool         `json:"compared" doc:"Whether both texts were compared; else all of the document counts as changed"`
	Edits       []Edit       `json:"edits" doc:"Where the texts differ, the first fifty"`
	EditCount   int          `json:"edit_count"`
	Entities    []graph.Node `json:"entities" doc:"That nothing spoke of before, the first fifty"`
	EntityCount int          `json:"entity_count"`
	Facts       []News       `json:"facts" doc:"That the changed words state, the first fifty"`
	FactCount   int          `json:"fact_count"`
}

// Edit is a place where two revisions differ.
type Edit struct {
	Removed Span    `json:"removed" doc:"Bytes of the earlier text"`
	Added   Span    `json:"added" doc:"Bytes of the later text"`
	Before  string  `json:"before" doc:"Words removed, up to 2 KB"`
	After   string  `json:"after" doc:"Words added, up to 2 KB"`
	Places  []Place `json:"places" doc:"Passages the words added stand in"`
}

// News is a fact in changed words.
type News struct {
	Relation
	New bool `json:"new" doc:"Whether nothing else states it"`
}

// Revision is a revision of a document.
type Revision struct {
	At       *time.Time `json:"at" doc:"When it was stored; null where that was not written down"`
	Kind     string     `json:"kind" enum:"added,revised"`
	Revision string     `json:"revision" doc:"SHA-256 of the original"`
}

func newFacts(facts []query.Fact) []Relation {
	rendered := make([]Relation, len(facts))
	for i := range facts {
		rendered[i] = NewFact(facts[i], questionEvidence)
	}
	return rendered
}

func newNeighbour(n *query.Neighbour) Neighbour {
	neighbour := Neighbour{
		Node: n.Node, Documents: n.Documents, Weight: n.Weight, Relations: newFacts(n.Relations),
		Through: make([]Through, len(n.Through)), Between: n.Between,
	}
	for i := range n.Through {
		through := &n.Through[i]
		neighbour.Through[i] = Through{through.Node, through.Degree, NewFact(through.First, questionEvidence), NewFact(through.Second, questionEvidence)}
	}
	return neighbour
}

func newEvent(e *query.Event) Event {
	return Event{Date: e.Date, Basis: string(e.Basis), Fact: NewFact(e.Fact, questionEvidence)}
}

func newRole(r *query.Role) Role {
	return Role{
		Person: r.Person, Organisation: node(r.Organisation), Title: r.Title, Periods: r.Periods, Announced: r.Announced,
		Standing: string(r.Standing), KnownThen: string(r.KnownThen), Facts: newFacts(r.Facts),
	}
}

// node is nil for no node.
func node(n graph.Node) *graph.Node {
	if n.ID == "" {
		return nil
	}
	return &n
}

func newLikeness(l *query.Likeness) Likeness {
	return Likeness{Relation: string(l.Type), From: node(l.From), To: node(l.To), A: newFacts(l.A), B: newFacts(l.B)}
}

func newCoCitation(c *query.CoCitation) CoCitation {
	return CoCitation{Report: c.Report, Documents: c.Documents, Facts: newFacts(c.Facts)}
}

// excerpts renders what shows passages, reading each text once.
type excerpts struct {
	server *Server
	texts  map[string]string // by document
}

func (s *Server) excerpts() *excerpts { return &excerpts{server: s, texts: map[string]string{}} }

func (e *excerpts) place(ctx context.Context, document string, p *query.Place) (Place, error) {
	place := Place{
		Passage: p.Passage, Start: p.Start, End: p.End, Heading: p.Heading, AgendaItem: p.AgendaItem, Speaker: optional(p.Speaker),
	}
	place.Time, place.Page = whereabouts(p.Time, p.Timed, p.Page)
	if p.Passage == "" {
		return place, nil
	}
	text, known := e.texts[document]
	if !known {
		found, err := graph.Document(ctx, e.server.store, document)
		if err != nil {
			return place, err
		}
		if text, err = e.server.texts.Text(ctx, found.TextHash); err != nil {
			return place, fmt.Errorf("text of %s: %w", document, err)
		}
		e.texts[document] = text
	}
	if p.Valid(text) { // not where another revision was stored meanwhile
		place.Text = p.Of(text)
	}
	return place, nil
}

func (e *excerpts) places(ctx context.Context, document string, from []query.Place) ([]Place, error) {
	places := make([]Place, len(from))
	for i := range from {
		var err error
		if places[i], err = e.place(ctx, document, &from[i]); err != nil {
			return nil, err
		}
	}
	return places, nil
}

func (e *excerpts) shared(ctx context.Context, s *query.Shared) (Shared, error) {
	shared := Shared{Document: s.Document, Meeting: s.Meeting, Parts: make([]Part, len(s.Parts)), Between: newFacts(s.Between)}
	for i := range s.Parts {
		shared.Parts[i] = Part{s.Parts[i].Node, newFacts(s.Parts[i].Facts)}
	}
	var err error
	shared.Places, err = e.places(ctx, s.Document.ID, s.Places)
	return shared, err
}

func (e *excerpts) saying(ctx context.Context, s *query.Saying) (Saying, error) {
	place, err := e.place(ctx, s.Document.ID, &s.Place)
	return Saying{Document: s.Document, Fact: NewFact(s.Fact, questionEvidence), Place: place, Matches: s.Matches}, err
}

func (e *excerpts) citation(ctx context.Context, c *query.Citation) (Citation, error) {
	place, err := e.place(ctx, c.Document.ID, &c.Place)
	return Citation{Document: c.Document, Fact: NewFact(c.Fact, questionEvidence), Place: place}, err
}

func (e *excerpts) mentioned(ctx context.Context, m *query.Mentioned) (Mentioned, error) {
	place, err := e.place(ctx, m.Document.ID, &m.Place)
	return Mentioned{newMention(m.Mention), m.Document, place}, err
}

func (e *excerpts) change(ctx context.Context, c *query.Change) (Change, error) {
	change := Change{
		At: c.At, Kind: string(c.Kind), Document: c.Document, Revision: c.Revision, Before: c.Before, Compared: c.Compared,
		Edits: make([]Edit, len(c.Edits.Items)), EditCount: c.Edits.Total, Entities: c.Entities.Items, EntityCount: c.Entities.Total,
		Facts: make([]News, len(c.Facts.Items)), FactCount: c.Facts.Total,
	}
	for i := range c.Facts.Items {
		change.Facts[i] = News{NewFact(c.Facts.Items[i].Fact, questionEvidence), c.Facts.Items[i].New}
	}
	for i := range c.Edits.Items {
		edit := &c.Edits.Items[i]
		places, err := e.places(ctx, c.Document.ID, edit.Places)
		if err != nil {
			return change, err
		}
		change.Edits[i] = Edit{Span(edit.Removed), Span(edit.Added), edit.Before, edit.After, places}
	}
	return change, nil
}

func newRevision(c *corpus.Change) Revision {
	revision := Revision{Kind: string(c.Kind), Revision: c.Revision}
	if !c.At.IsZero() {
		at := c.At
		revision.At = &at
	}
	return revision
}
