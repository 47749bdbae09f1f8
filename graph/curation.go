package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// CurationKind is what a person decides about entities.
type CurationKind string

// The kinds of decision.
const (
	// Merge says that all subjects are one entity, which keeps the id of the last.
	Merge CurationKind = "merge"
	// Split says that the claims of the last subject are an entity of their
	// own and not the first subject.
	Split CurationKind = "split"
	// Rename gives the subject the name in Value.
	Rename CurationKind = "rename"
	// Retype makes the subject the kind in Value.
	Retype CurationKind = "retype"
	// Reject says that the subject is no entity.
	Reject CurationKind = "reject"
	// Accept answers a suggestion about two subjects: Value is Same, which is
	// a merge, or Different, after which nothing joins or suggests them.
	Accept CurationKind = "accept"
	// Note attaches the text in Value to the subject and decides nothing.
	Note CurationKind = "note"
	// Undo takes back the event whose id is Value, which may itself be an Undo.
	Undo CurationKind = "undo"
)

// The answers to a suggestion.
const (
	Same      = "same"
	Different = "different"
)

// NoEntity stands in Claim.Entity and Assignment.Entity where a person has
// decided that what a claim speaks of is no entity. The claim stays stored,
// so that the decision can be undone; its mentions, facts and turns do not
// show in any answer but Store.Claims.
const NoEntity = "-"

// Curation is one decision of a person about entities. The log of them is only
// ever added to. It is ordered by At, then ID, wherever and in whatever order
// its events were written.
type Curation struct {
	ID       string       `json:"id"` // follows from the rest; see NewCuration
	Kind     CurationKind `json:"kind"`
	Subjects []Subject    `json:"subjects,omitempty"` // none for Undo, two or more for Merge, two for Split and Accept, else one
	Value    string       `json:"value,omitempty"`    // name, kind, answer, text, or id of an event
	By       string       `json:"by,omitempty"`
	At       time.Time    `json:"at"` // UTC
	Why      string       `json:"why,omitempty"`
}

// Subject is an entity that a decision is about, as it was when it was
// decided. Ids may change when namesakes come and go; what the decision holds
// on to is the anchors.
type Subject struct {
	Entity  string   `json:"entity"` // id then
	Name    string   `json:"name"`   // name then
	Anchors []Anchor `json:"anchors"`
}

// Anchor names claims in a way that no ingest changes.
type Anchor struct {
	Document string `json:"document,omitempty"` // of the claim; "" is every document
	Key      string `json:"key"`                // blocking key of the claim, or the entity that it is by itself
	Name     string `json:"name,omitempty"`     // of the claim, compared by Fold; "" where the key decides alone
}

// RedactedPrefix begins the id of an event from which a person was erased, in
// place of the id that would follow from it.
const RedactedPrefix = "c:x"

// NewCuration completes an event with the id that follows from it, so that the
// same event is one wherever it is imported.
func NewCuration(event Curation) (Curation, error) {
	event.ID, event.At = "", event.At.UTC()
	content, err := json.Marshal(&event)
	if err != nil {
		return event, fmt.Errorf("name curation: %w", err)
	}
	sum := sha256.Sum256(content)
	event.ID = "c:" + hex.EncodeToString(sum[:6])
	return event, nil
}

// CompareCurations orders events as the log does: by time, then id.
func CompareCurations(a, b *Curation) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}

func (c *Curation) validate() error {
	if c.ID == "" || c.At.IsZero() {
		return errors.New("no id or time")
	}
	return c.Check()
}

// Check reports what contradicts itself in an event that need not have an id
// or a time yet: a kind, a number of subjects or a value that cannot be.
func (c *Curation) Check() error {
	least, most, valued := c.shape()
	if most == 0 && c.Kind != Undo {
		return fmt.Errorf("unknown kind %q", c.Kind)
	}
	if n := len(c.Subjects); n < least || n > most {
		return fmt.Errorf("%d subjects", n)
	}
	if valued != (c.Value != "") {
		return fmt.Errorf("value %q", c.Value)
	}
	if c.Kind == Accept && c.Value != Same && c.Value != Different {
		return fmt.Errorf("answer %q", c.Value)
	}
	if c.Kind == Retype && !slices.Contains(Kinds(), Kind(c.Value)) {
		return fmt.Errorf("kind %q", c.Value)
	}
	for i := range c.Subjects {
		if _, known := KindOf(c.Subjects[i].Entity); !known {
			return fmt.Errorf("subject %q is no entity", c.Subjects[i].Entity)
		}
	}
	return nil
}

// shape is how many subjects an event has, and whether it has a value.
func (c *Curation) shape() (least, most int, valued bool) {
	switch c.Kind {
	case Merge:
		return 2, 1 << 10, false
	case Split:
		return 2, 2, false
	case Accept:
		return 2, 2, true
	case Rename, Retype, Note:
		return 1, 1, true
	case Reject:
		return 1, 1, false
	case Undo:
		return 0, 0, true
	default:
		return 0, 0, false
	}
}
