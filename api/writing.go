package api

import (
	"context"
	"errors"

	"github.com/samband/samband/graph"
)

// ErrBusy reports a write that waited too long for another one to end. The
// remedy is to try again.
var ErrBusy = errors.New("another write is in progress")

// Curator completes what people propose to decide.
type Curator interface {
	// Propose completes a decision as if it were made now, where check does not
	// object to the log as it is, and tells what it would do. It writes nothing.
	// Its errors are graph.ErrNotFound, graph.ErrProposal, graph.ErrUndone and
	// *graph.RestsError, wrapped, and those of check.
	Propose(ctx context.Context, proposal graph.Proposal, check func(*graph.Rulings) error) (graph.Outcome, error)
	// Suggest returns the pairs of entities that may be one, in a stable order.
	Suggest(ctx context.Context) ([]Suggested, error)
}

// Writer changes a library, one thing after the other; reads go on meanwhile.
// What waits too long is ErrBusy, wrapped.
type Writer interface {
	// Decide is Curator.Propose, and then makes the decision: when it returns
	// without error, the decision is durable and shows in graph and index.
	Decide(ctx context.Context, proposal graph.Proposal, check func(*graph.Rulings) error) (graph.Outcome, error)
	// Delete removes documents and all that only they say from graph, index and
	// archive, and returns how many there were.
	Delete(ctx context.Context, documents ...string) (int, error)
}

// Suggested is a pair of entities that may be one.
type Suggested struct {
	ID      string
	A, B    string // entity ids, A < B
	Reasons []Reason
}

// Reason is why two entities may be one.
type Reason struct {
	Feature string   `json:"feature" doc:"What they are compared by: spelling, organisation, role, report, company, name"`
	Values  []string `json:"values" doc:"What they share"`
}
