package graph

import "github.com/samband/samband/corpus"

// RelationType names a kind of fact.
type RelationType string

// The types of relation, with the ends they join. A document end is a
// document id, a passage end a passage id, every other end an entity id.
const (
	MentionedIn    RelationType = "MENTIONED_IN"    // entity → document; attribute count. Stores derive it from mentions, nobody writes it
	SpeaksIn       RelationType = "SPEAKS_IN"       // person → document; turns, words, part (host, guest, speaker)
	Said           RelationType = "SAID"            // person → passage; mode (turn, direct, indirect), verb
	Attended       RelationType = "ATTENDED"        // person → document; as (corpus.AttendanceAs), items
	HasRole        RelationType = "HAS_ROLE"        // person → organisation, or → document where no organisation is named; title, from, to, stated_on, status (current, former, acting, incoming)
	AffiliatedWith RelationType = "AFFILIATED_WITH" // person → organisation
	Published      RelationType = "PUBLISHED"       // organisation → report
	Authored       RelationType = "AUTHORED"        // person → report
	Presented      RelationType = "PRESENTED"       // person → report, or → document with attribute item
	Cites          RelationType = "CITES"           // document → report; number, section
	PartOf         RelationType = "PART_OF"         // organisation → organisation
	MemberOf       RelationType = "MEMBER_OF"       // organisation → organisation
	Succeeds       RelationType = "SUCCEEDS"        // organisation → organisation
	Discusses      RelationType = "DISCUSSES"       // person or organisation → concept; count
	Related        RelationType = "RELATED"         // concept ↔ concept; npmi, documents. Derived from mentions, nobody writes it; association only
	Broader        RelationType = "BROADER"         // concept → concept
	Decided        RelationType = "DECIDED"         // document → passage; item
)

// RelationTypes lists all types in their canonical order.
func RelationTypes() []RelationType {
	return []RelationType{
		MentionedIn, SpeaksIn, Said, Attended, HasRole, AffiliatedWith, Published, Authored, Presented,
		Cites, PartOf, MemberOf, Succeeds, Discusses, Related, Broader, Decided,
	}
}

// Relation is a typed, directed fact with everything it rests on. Relations of
// several documents that agree in From, Type, To and Attributes are one
// relation with the evidence of all of them.
type Relation struct {
	From       string            `json:"from"`
	Type       RelationType      `json:"relation"`
	To         string            `json:"to"`
	Attributes map[string]string `json:"attributes"`
	Evidence   []corpus.Evidence `json:"evidence"` // never empty; ordered by document, start, end
}

// Mention is a place where a document speaks of an entity.
type Mention struct {
	Entity      string  `json:"entity"`
	Document    string  `json:"document"`
	corpus.Span         // into the canonical text
	Text        string  `json:"text"`   // always equal to the text that Span covers
	Method      string  `json:"method"` // rule or model that found it
	Confidence  float64 `json:"confidence"`
}
