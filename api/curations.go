package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/samband/samband/graph"
)

// Errors of conditional requests, RFC 9110 and RFC 6585.
var (
	errNoCondition = errors.New("decide about what you have seen: send If-Match with the ETag of GET /api/v1/curations")
	errCondition   = errors.New("somebody has decided since; read GET /api/v1/curations again and send its ETag in If-Match")
)

// Curation is a decision of a person about entities.
type Curation struct {
	ID        string           `json:"id"`
	Kind      string           `json:"kind" enum:"merge,split,rename,retype,reject,accept,note,undo"`
	Subjects  []graph.Subject  `json:"subjects" doc:"The entities as they were when it was decided; of a merge the last is what the others went into"`
	Value     string           `json:"value" doc:"Name, kind, answer, text, or id of the decision that was undone"`
	By        string           `json:"by"`
	At        time.Time        `json:"at"`
	Why       string           `json:"why"`
	Undone    bool             `json:"undone"`
	Conflicts []graph.Conflict `json:"conflicts" doc:"Decisions that it contradicts; of each two the later one counts"`
}

// NewCuration renders an event.
func NewCuration(event *graph.Curation, undone bool, conflicts []graph.Conflict) Curation {
	return Curation{
		ID: event.ID, Kind: string(event.Kind), Subjects: append([]graph.Subject{}, event.Subjects...), Value: event.Value,
		By: event.By, At: event.At, Why: event.Why, Undone: undone, Conflicts: append([]graph.Conflict{}, conflicts...),
	}
}

// CurationList is a part of the log of decisions.
type CurationList struct {
	Items []Curation `json:"items"`
	Next  *string    `json:"next"`
}

// Decision is a decision with what it does.
type Decision struct {
	Curation
	Effects []graph.Effect `json:"effects" doc:"What moves from which entity to which; - is no entity"`
	DryRun  bool           `json:"dry_run" doc:"Whether nothing was decided"`
}

// ProposalBody is a decision to be made.
type ProposalBody struct {
	Kind       string   `json:"kind" enum:"merge,split,rename,retype,reject,accept,note"`
	Entities   []string `json:"entities,omitempty" maxItems:"1000" doc:"Entity ids: of a merge what goes, and last what it goes into; of accept two, without suggestion; else one"`
	Documents  []string `json:"documents,omitempty" maxItems:"10000" doc:"Of a split: ids of the documents whose words are taken out"`
	Suggestion string   `json:"suggestion,omitempty" doc:"Of accept: id of the suggestion that is answered"`
	Value      string   `json:"value,omitempty" maxLength:"10000" doc:"Of rename the name, of retype the kind, of accept same or different, of note the text"`
	Why        string   `json:"why,omitempty" maxLength:"10000"`
}

type curationsInput struct {
	Entity    string `query:"entity" doc:"Only about the entity that this id leads to, or that had it"`
	Conflicts bool   `query:"conflicts" doc:"Only decisions that contradict others"`
	After     string `query:"after" doc:"Only what follows this decision in the log; next of the answer before"`
	Limit     int    `query:"limit" minimum:"1" maximum:"1000" default:"50"`
}

type curationsOutput struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         CurationList
}

// Conditions are the headers of a request that decides.
type Conditions struct {
	DryRun         bool   `query:"dry_run" doc:"Only tell what would change"`
	IfMatch        string `header:"If-Match" doc:"ETag of the log that was seen, or *; needed unless dry_run"`
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"255" doc:"The same request under the same key is answered as the first time"`
}

type decideInput struct {
	Conditions
	Body ProposalBody
}

type undoInput struct {
	Conditions
	ID   string `path:"id" doc:"Id of the decision"`
	Body *struct {
		Why string `json:"why,omitempty" maxLength:"10000"`
	}
}

type decisionOutput struct {
	Status int
	ETag   string `header:"ETag"`
	Body   Decision
}

func (s *Server) registerCuration(api huma.API) {
	operation := func(method, id, path, summary string, errors ...int) huma.Operation {
		return huma.Operation{
			OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary, DefaultStatus: http.StatusOK,
			Errors: append(errors, http.StatusUnprocessableEntity, http.StatusInternalServerError),
		}
	}
	writes := []int{
		http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed,
		http.StatusPreconditionRequired, http.StatusServiceUnavailable,
	}
	huma.Register(api, operation(http.MethodGet, "list-curations", "/curations", "What people have decided, in order of the log"), adapt(s, s.curations))
	huma.Register(api, operation(http.MethodGet, "list-suggestions", "/suggestions", "Pairs of entities that may be one, to decide about"), adapt(s, s.suggestions))
	decide := operation(http.MethodPost, "decide", "/curations", "Merge, split, rename, retype, reject, accept or note", writes...)
	undo := operation(http.MethodPost, "undo", "/curations/{id}/undo", "Take a decision back", writes...)
	decide.DefaultStatus, undo.DefaultStatus = http.StatusCreated, http.StatusCreated
	huma.Register(api, decide, adapt(s, s.decide))
	huma.Register(api, undo, adapt(s, s.undo))
}

// rulings reads what people have decided.
func (s *Server) rulings(ctx context.Context) (*graph.Rulings, error) {
	var events []graph.Curation
	for event, err := range s.store.Curations(ctx) {
		if err != nil {
			return nil, err
		}
		events = append(events, event)
	}
	return graph.Replay(events), nil
}

// logTag is the ETag of the log.
func logTag(events []graph.Curation) string { return `"` + graph.LogTag(events) + `"` }

func (s *Server) curations(ctx context.Context, input *curationsInput) (*curationsOutput, error) {
	rulings, err := s.rulings(ctx)
	if err != nil {
		return nil, err
	}
	conflicts := map[string][]graph.Conflict{}
	for _, conflict := range rulings.Conflicts() {
		conflicts[conflict.Earlier] = append(conflicts[conflict.Earlier], conflict)
		conflicts[conflict.Later] = append(conflicts[conflict.Later], conflict)
	}
	events := rulings.Events()
	output := &curationsOutput{ETag: logTag(events), CacheControl: "no-cache", Body: CurationList{Items: []Curation{}}}
	if input.After != "" {
		at := slices.IndexFunc(events, func(e graph.Curation) bool { return e.ID == input.After })
		if at < 0 {
			return nil, fmt.Errorf("decision %q: %w", input.After, graph.ErrNotFound)
		}
		events = events[at+1:]
	}
	for i := range events {
		event := &events[i]
		if input.Conflicts && len(conflicts[event.ID]) == 0 || input.Entity != "" && !concerns(rulings, event, input.Entity) {
			continue
		}
		if len(output.Body.Items) == input.Limit {
			output.Body.Next = optional(output.Body.Items[input.Limit-1].ID)
			break
		}
		_, undone := rulings.Event(event.ID)
		output.Body.Items = append(output.Body.Items, NewCuration(event, undone, conflicts[event.ID]))
	}
	return output, nil
}

// concerns reports whether an event, or what it undoes, is about the entity
// that an id leads to.
func concerns(rulings *graph.Rulings, event *graph.Curation, id string) bool {
	basis, is := rulings.Basis(event), rulings.At(id)
	return basis != nil && slices.ContainsFunc(basis.Subjects, func(subject graph.Subject) bool {
		return subject.Entity == id || is != nil && rulings.At(subject.Entity) == is
	})
}

func (s *Server) decide(ctx context.Context, input *decideInput) (*decisionOutput, error) {
	body := input.Body
	return s.make(ctx, &input.Conditions, graph.Proposal{
		Kind: graph.CurationKind(body.Kind), Entities: body.Entities, Documents: body.Documents,
		Suggestion: body.Suggestion, Value: body.Value, Why: body.Why,
	})
}

func (s *Server) undo(ctx context.Context, input *undoInput) (*decisionOutput, error) {
	proposal := graph.Proposal{Kind: graph.Undo, Value: input.ID}
	if input.Body != nil {
		proposal.Why = input.Body.Why
	}
	return s.make(ctx, &input.Conditions, proposal)
}

// make makes a decision, or tells what it would be.
func (s *Server) make(ctx context.Context, given *Conditions, proposal graph.Proposal) (*decisionOutput, error) {
	if given.DryRun {
		return s.propose(ctx, given, proposal)
	}
	key, err := s.permit(ctx, ScopeCurate)
	if err != nil {
		return nil, err
	}
	proposal.By = key.Name
	return repeat(ctx, &s.repeats, given.IdempotencyKey, proposal, func() (*decisionOutput, error) {
		if given.IfMatch == "" {
			return nil, errNoCondition
		}
		var log []graph.Curation
		outcome, err := s.writer.Decide(ctx, proposal, func(rulings *graph.Rulings) error {
			log = rulings.Events()
			return matches(given.IfMatch, log)
		})
		if err != nil {
			return nil, err
		}
		return &decisionOutput{
			Status: http.StatusCreated, ETag: logTag(append(slices.Clone(log), outcome.Event)), Body: newDecision(outcome, false),
		}, nil
	})
}

func (s *Server) propose(ctx context.Context, given *Conditions, proposal graph.Proposal) (*decisionOutput, error) {
	if s.curator == nil {
		return nil, errReadOnly
	}
	output := &decisionOutput{Status: http.StatusOK}
	outcome, err := s.curator.Propose(ctx, proposal, func(rulings *graph.Rulings) error {
		output.ETag = logTag(rulings.Events())
		if given.IfMatch == "" {
			return nil
		}
		return matches(given.IfMatch, rulings.Events())
	})
	output.Body = newDecision(outcome, true)
	return output, err
}

func newDecision(outcome graph.Outcome, dryRun bool) Decision {
	return Decision{
		Curation: NewCuration(&outcome.Event, false, outcome.Conflicts), DryRun: dryRun,
		Effects: append([]graph.Effect{}, outcome.Effects...),
	}
}

// matches compares the tags of If-Match with the log, strongly.
func matches(tags string, log []graph.Curation) error {
	tag := logTag(log)
	for given := range strings.SplitSeq(tags, ",") {
		if given = strings.TrimSpace(given); given == "*" || given == tag {
			return nil
		}
	}
	return errCondition
}
