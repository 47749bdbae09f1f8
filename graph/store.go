package graph

import (
	"context"
	"errors"
	"iter"

	"github.com/samband/samband/corpus"
)

// Errors that callers branch on.
var (
	// ErrNotFound reports that no node has the id asked for.
	ErrNotFound = errors.New("not found")
	// ErrLocked reports that another process has the store open for writing.
	ErrLocked = errors.New("store is locked by another process")
	// ErrInvalid reports a batch that contradicts itself: a fact without
	// evidence, an end that names no claim, a claim without an entity.
	ErrInvalid = errors.New("invalid batch")
)

// Claim is one document's statement that an entity exists. The entity it
// belongs to is decided by ingest/resolve before the claim is stored.
type Claim struct {
	Kind       Kind              `json:"kind"`
	Name       string            `json:"name"`    // what this document shows to be the fullest name
	Aliases    []string          `json:"aliases"` // other forms in this document, distinct, in byte order
	Attributes map[string]string `json:"attributes"`
	Keys       []string          `json:"keys"`    // blocking keys: only claims that share one can be the same entity
	Context    []string          `json:"context"` // what tells namesakes apart: "org:…", "role:…", "date:2021-04-28", "with:…"
	Entity     string            `json:"entity"`  // id of the entity it was decided to be, or NoEntity
	Called     string            `json:"called"`  // name that a person gave the entity; "" leaves that to the documents
	Mentions   []ClaimMention    `json:"mentions"`
}

// ClaimMention is one place in the claim's document; ascending by Start.
type ClaimMention struct {
	corpus.Span
	Text       string  `json:"text"`
	Method     string  `json:"method"`
	Confidence float64 `json:"confidence"`
}

// End is one end of a fact: a claim of the same batch, or a node by its id.
type End struct {
	Claim int    // index into Batch.Claims; used where Node is ""
	Node  string // id of a document or passage
}

// Fact is a relation as one document states it. Evidence is never empty and
// lies in that document.
type Fact struct {
	Type       RelationType
	From, To   End
	Attributes map[string]string
	Evidence   []corpus.Evidence
}

// Batch is everything one revision of one document contributes, or its
// deletion. A batch that only brings decisions of people has no document.
type Batch struct {
	Document corpus.Document
	Delete   bool // remove the document and all it contributed; only Document.ID is read
	Passages []corpus.Passage
	Speakers []int // for each passage the claim that speaks it, -1 where nobody does; nil where nobody speaks at all. Passage.Speaker is read back from it, never written
	Claims   []Claim
	Facts    []Fact
	Reassign []Assignment // claims of other documents that this one's arrival or departure, or a decision, moves
	Curate   []Curation   // decisions to add to the log
}

// Assignment moves a stored claim to an entity.
type Assignment struct {
	Claim  ClaimID
	Entity string // or NoEntity
	Called string // as in Claim
}

// ClaimID names a stored claim.
type ClaimID struct {
	Document string
	Index    int // position in the Claims of the batch that wrote it
}

// StoredClaim is a claim read back; Mentions is left empty.
type StoredClaim struct {
	ID ClaimID
	Claim
}

// Store is a knowledge graph. Every backend passes graphtest.Run.
//
// Reads see only complete batches. All methods stop soon after ctx is done and
// return its error. Sequences yield a non-nil error at most once, as their
// last element, and may be left early. No method keeps or changes the slices
// and maps it is given, and a caller may change what it gets.
type Store interface {
	// Apply writes the batches in order, all of them or none, and durably:
	// once it returns nil, they survive a crash. A batch replaces everything
	// an earlier batch of the same document contributed, so applying it twice
	// is the same as once. Deleting an unknown document does nothing, nor does
	// reassigning a claim that is not there, nor does adding an event to the log
	// of curation that has its id already. An entity lives as long as a claim
	// belongs to it; a decision lives for ever, whatever becomes of documents.
	// Each call that changes something increases
	// Stats.Generation by one. Returns ErrInvalid, wrapped, before anything is
	// written.
	Apply(ctx context.Context, batches ...Batch) error

	// Documents yields the documents that pass the filter, in order of id.
	Documents(ctx context.Context, filter DocumentFilter) iter.Seq2[corpus.Document, error]

	// Passages yields a document's passages in text order; nothing for an
	// unknown document. Turn points into a Structure that is not stored, and
	// reads back as -1.
	Passages(ctx context.Context, document string) iter.Seq2[corpus.Passage, error]

	// Entities yields the entities that pass the filter, in order of id; with
	// EntityFilter.Prefix set, the best known (most documents) first.
	Entities(ctx context.Context, filter EntityFilter) iter.Seq2[Entity, error]

	// Mentions yields the mentions that pass the filter, ordered by document,
	// start, end, entity.
	Mentions(ctx context.Context, filter MentionFilter) iter.Seq2[Mention, error]

	// Relations yields the relations that pass the filter, ordered by from,
	// type, to and attributes in canonical JSON, each with all its evidence.
	// MentionedIn is derived from mentions and is yielded only when the
	// filter's Types names it or Types is empty.
	Relations(ctx context.Context, filter RelationFilter) iter.Seq2[Relation, error]

	// Claims returns the claims that have one of the keys, ordered by
	// document and index; those of NoEntity too.
	Claims(ctx context.Context, keys ...string) ([]StoredClaim, error)

	// Curations yields all decisions of people in the order of the log, see
	// CompareCurations. The log decides nothing by itself: who adds to it moves
	// the claims that the decision is about in the same call of Apply.
	Curations(ctx context.Context) iter.Seq2[Curation, error]

	// Stats counts what is stored.
	Stats(ctx context.Context) (Stats, error)

	// Close releases the store. Reads and writes after it return an error.
	Close() error
}

// DocumentFilter selects documents; the zero value selects all.
type DocumentFilter struct {
	IDs        []string // only these; nil selects all
	Collection *string  // only this collection
	After      string   // only ids greater than this
	Limit      int      // at most so many; 0 is no limit
}

// EntityFilter selects entities; the zero value selects all.
type EntityFilter struct {
	IDs    []string // only these; nil selects all
	Kinds  []Kind   // only these kinds
	Name   string   // only entities with this name or alias, compared by Fold
	Prefix string   // only entities with a name or alias, or a word of one, that begins with this, compared by Fold
	After  string   // only ids greater than this; not with Prefix
	Limit  int      // at most so many; 0 is no limit
}

// MentionFilter selects mentions; the zero value selects all.
type MentionFilter struct {
	Entity   string // only of this entity
	Document string // only in this document
	Limit    int    // at most so many; 0 is no limit
}

// RelationFilter selects relations; the zero value selects all.
type RelationFilter struct {
	From     string         // only from this node
	To       string         // only to this node
	Node     string         // only from or to this node
	Document string         // only with evidence in this document (all evidence is still returned)
	Types    []RelationType // only these types
	Limit    int            // at most so many; 0 is no limit
}

// Stats counts what a store holds, Mentions and Facts also those of claims
// that a person has decided to be no entity.
type Stats struct {
	Documents  int          `json:"documents"`
	Passages   int          `json:"passages"`
	Entities   map[Kind]int `json:"entities"`
	Mentions   int          `json:"mentions"`
	Facts      int          `json:"facts"`      // relations before those of several documents are joined
	Generation uint64       `json:"generation"` // grows by one with each Apply that changes something
}
