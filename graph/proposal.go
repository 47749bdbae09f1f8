package graph

import (
	"errors"
	"fmt"
)

// Errors of decisions that callers branch on.
var (
	// ErrProposal reports a decision that cannot be made: of too few entities,
	// of one entity twice, without a value, or that changes nothing.
	ErrProposal = errors.New("impossible decision")
	// ErrUndone reports an undo of what is undone already.
	ErrUndone = errors.New("undone already")
)

// RestsError reports an undo of what a later decision rests on.
type RestsError struct {
	Event string   // id of what was to be undone
	Later Curation // the first that rests on it, to be undone before
}

// Error implements error.
func (e *RestsError) Error() string {
	return fmt.Sprintf("%s cannot be undone before %s (%s), which rests on it", e.Event, e.Later.ID, e.Later.Kind)
}

// Proposal is a decision as a person makes it, about entities as they are now.
type Proposal struct {
	Kind       CurationKind
	Entities   []string // ids, as many as the kind has subjects and in their order; of Split the one that is parted; none for Undo, and for Accept with a Suggestion
	Documents  []string // ids, of Split: what they say is taken out
	Suggestion string   // id, of Accept
	Value      string   // as in Curation
	By, Why    string
}

// Outcome is a decision with what it does.
type Outcome struct {
	Event     Curation
	Effects   []Effect   // in order of From and To; none where nothing that is stored changes
	Conflicts []Conflict // with earlier decisions
}

// Effect is a movement of what documents say from one entity to another.
type Effect struct {
	From      string `json:"from"`   // entity id, or NoEntity
	To        string `json:"to"`     // entity id, or NoEntity; as From where only the name changes
	Called    string `json:"called"` // name that a person gave To, "" for none
	Documents int    `json:"documents"`
	Claims    int    `json:"claims"`
}
