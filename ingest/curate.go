package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/resolve"
)

// Curate adds decisions of people to the log, moves what they are about, and
// makes the index follow: all of it, or nothing. Events that the log has
// already change nothing.
func (p *Pipeline) Curate(ctx context.Context, events ...graph.Curation) error {
	if len(events) == 0 {
		return nil
	}
	events = p.withoutErased(events)
	if err := p.write(ctx, []graph.Batch{{Curate: events}}, nil); err != nil {
		return fmt.Errorf("curate: %w", err)
	}
	return nil
}

// Decide makes the decision that a person proposes, and adds it to the log
// where check, which may be nil, does not object to the log as it is. Its
// errors are those of Propose, and those of check.
func (p *Pipeline) Decide(ctx context.Context, proposal graph.Proposal, check func(*graph.Rulings) error) (graph.Outcome, error) {
	outcome, err := Propose(ctx, p.config.Store, proposal, check)
	if err != nil {
		return outcome, err
	}
	return outcome, p.Curate(ctx, outcome.Event)
}

// Propose completes a decision as if it were made now, and tells what it would
// do. It writes nothing. The event comes after all that was decided before,
// whatever the clock says. What is not there is graph.ErrNotFound; what cannot
// be decided is graph.ErrProposal, graph.ErrUndone or a *graph.RestsError; all
// wrapped.
func Propose(ctx context.Context, store graph.Store, proposal graph.Proposal, check func(*graph.Rulings) error) (graph.Outcome, error) {
	rulings, err := resolve.Rulings(ctx, store)
	if err != nil {
		return graph.Outcome{}, err
	}
	if check != nil {
		if err := check(rulings); err != nil {
			return graph.Outcome{}, err
		}
	}
	d := deciding{store: store, rulings: rulings, proposal: proposal}
	event, err := d.event(ctx)
	if err != nil {
		return graph.Outcome{}, err
	}
	event.By, event.Why, event.At = proposal.By, proposal.Why, time.Now().UTC()
	log := rulings.Events()
	if len(log) > 0 && !event.At.After(log[len(log)-1].At) {
		event.At = log[len(log)-1].At.Add(time.Nanosecond)
	}
	if event, err = graph.NewCuration(event); err != nil {
		return graph.Outcome{}, err
	}
	outcome := graph.Outcome{Event: event, Conflicts: graph.Replay(append(slices.Clone(log), event)).ConflictsOf(event.ID)}
	outcome.Effects, err = resolve.Effects(ctx, store, event)
	return outcome, err
}

// deciding is a proposal on its way to become an event.
type deciding struct {
	store    graph.Store
	rulings  *graph.Rulings
	proposal graph.Proposal
}

func (d *deciding) event(ctx context.Context) (graph.Curation, error) {
	event := graph.Curation{Kind: d.proposal.Kind, Value: strings.Join(strings.Fields(d.proposal.Value), " ")}
	switch event.Kind {
	case graph.Undo:
		return event, d.undoable(event.Value)
	case graph.Accept:
		if d.proposal.Suggestion != "" {
			if err := d.suggested(ctx); err != nil {
				return event, err
			}
		}
	case graph.Split:
		return d.split(ctx, event)
	case graph.Merge, graph.Rename, graph.Retype, graph.Reject, graph.Note:
	}
	var err error
	if event.Subjects, err = d.subjects(ctx, d.proposal.Entities); err != nil {
		return event, err
	}
	if err := event.Check(); err != nil {
		return event, fmt.Errorf("%w: %s: %w", graph.ErrProposal, event.Kind, err)
	}
	if kind, _ := graph.KindOf(firstEntity(event)); event.Kind == graph.Retype && string(kind) == event.Value {
		return event, fmt.Errorf("%w: %s is of that kind already", graph.ErrProposal, firstEntity(event))
	}
	return event, nil
}

func firstEntity(event graph.Curation) string { return event.Subjects[0].Entity }

func (d *deciding) undoable(id string) error {
	event, undone := d.rulings.Event(id)
	switch {
	case event == nil:
		return fmt.Errorf("decision %q: %w", id, graph.ErrNotFound)
	case undone:
		return fmt.Errorf("%s: %w", id, graph.ErrUndone)
	}
	if later := d.rulings.Builds(event); later != nil {
		return &graph.RestsError{Event: id, Later: *later}
	}
	return nil
}

// suggested puts the pair of a suggestion into the proposal: the one that fewer
// documents speak of goes into the other.
func (d *deciding) suggested(ctx context.Context) error {
	suggestions, err := resolve.New(resolve.Config{}).Suggest(ctx, d.store)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(suggestions, func(s resolve.Suggestion) bool { return s.ID == d.proposal.Suggestion })
	if at < 0 {
		return fmt.Errorf("suggestion %q: %w", d.proposal.Suggestion, graph.ErrNotFound)
	}
	a, err := graph.EntityByID(ctx, d.store, suggestions[at].A)
	if err != nil {
		return err
	}
	b, err := graph.EntityByID(ctx, d.store, suggestions[at].B)
	if err != nil {
		return err
	}
	if a.Documents > b.Documents {
		a, b = b, a
	}
	d.proposal.Entities = []string{a.ID, b.ID}
	return nil
}

func (d *deciding) split(ctx context.Context, event graph.Curation) (graph.Curation, error) {
	if len(d.proposal.Entities) != 1 || len(d.proposal.Documents) == 0 || event.Value != "" {
		return event, fmt.Errorf("%w: split takes one entity and the documents whose claims are taken out", graph.ErrProposal)
	}
	entity, err := d.entity(ctx, d.proposal.Entities[0])
	if err != nil {
		return event, err
	}
	rest, taken, err := resolve.Split(ctx, d.store, d.rulings, &entity, d.proposal.Documents)
	if errors.Is(err, resolve.ErrSplit) {
		err = fmt.Errorf("%w: %w", graph.ErrProposal, err)
	}
	event.Subjects = []graph.Subject{rest, taken}
	return event, err
}

// subjects describes the entities with the ids, which are all different.
func (d *deciding) subjects(ctx context.Context, ids []string) ([]graph.Subject, error) {
	subjects := make([]graph.Subject, 0, len(ids))
	for _, id := range ids {
		entity, err := d.entity(ctx, id)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(subjects, func(s graph.Subject) bool { return s.Entity == entity.ID }) {
			return nil, fmt.Errorf("%w: %q is %s already", graph.ErrProposal, id, entity.ID)
		}
		subject, err := resolve.Subject(ctx, d.store, d.rulings, &entity)
		if err != nil {
			return nil, err
		}
		subjects = append(subjects, subject)
	}
	return subjects, nil
}

// entity returns what an id leads to, where that is one entity.
func (d *deciding) entity(ctx context.Context, id string) (graph.Entity, error) {
	found, err := graph.Follow(ctx, d.store, id)
	switch {
	case err != nil:
		return graph.Entity{}, err
	case len(found) == 0:
		return graph.Entity{}, fmt.Errorf("entity %q: %w", id, graph.ErrNotFound)
	case len(found) > 1:
		return graph.Entity{}, fmt.Errorf("%w: %q may be %s or %s", graph.ErrProposal, id, found[0].ID, found[1].ID)
	}
	return found[0], nil
}

// Imported is what became of events from elsewhere.
type Imported struct {
	Added     []graph.Curation           // in the order of the log
	Known     int                        // that the log had already
	Conflicts []graph.Conflict           // that the added ones are part of
	Unmet     map[string][]graph.Subject // by added event in force, what no stored document speaks of
	Unknown   []string                   // ids of added undos of what is not in the log
}

// Survey tells what importing events would do. It writes nothing.
func Survey(ctx context.Context, store graph.Store, events []graph.Curation) (Imported, error) {
	before, err := resolve.Rulings(ctx, store)
	if err != nil {
		return Imported{}, err
	}
	after := graph.Replay(append(slices.Clone(before.Events()), events...))
	var done Imported
	var inForce []graph.Curation
	for _, event := range after.Events() {
		if known, _ := before.Event(event.ID); known != nil {
			continue
		}
		done.Added = append(done.Added, event)
		if target, _ := after.Event(event.Value); event.Kind == graph.Undo && target == nil {
			done.Unknown = append(done.Unknown, event.ID)
		}
		if _, undone := after.Event(event.ID); !undone {
			inForce = append(inForce, event)
		}
	}
	done.Known = len(events) - len(done.Added)
	for _, conflict := range after.Conflicts() {
		if slices.ContainsFunc(done.Added, func(e graph.Curation) bool { return e.ID == conflict.Earlier || e.ID == conflict.Later }) {
			done.Conflicts = append(done.Conflicts, conflict)
		}
	}
	done.Unmet, err = resolve.Unmet(ctx, store, inForce)
	return done, err
}

// Import adds events from elsewhere to the log, all or none of them, and moves
// what they are about. Those that it has already, and those about what no
// document speaks of, change nothing now; the latter do once such a document
// comes.
func (p *Pipeline) Import(ctx context.Context, events []graph.Curation) (Imported, error) {
	done, err := Survey(ctx, p.config.Store, events)
	if err != nil {
		return done, err
	}
	return done, p.Curate(ctx, done.Added...)
}
