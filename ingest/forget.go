package ingest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/erasure"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/resolve"
)

// Forgotten counts what the erasure of a person takes away. It names nobody.
type Forgotten struct {
	Documents   int      `json:"documents"`    // that name the person and are redacted
	Revisions   int      `json:"revisions"`    // earlier ones of any document that name the person and are removed
	Names       int      `json:"names"`        // places in texts that name the person
	Speech      int      `json:"speech"`       // turns and direct quotes of the person
	Mentions    int      `json:"mentions"`     // in the graph
	Relations   int      `json:"relations"`    // in the graph
	Decisions   int      `json:"decisions"`    // of people, in which the person is made unknowable
	Sources     int      `json:"sources"`      // whose own names name the person
	Namesakes   []string `json:"namesakes"`    // ids of others of the same name, who stay
	OnlyOneWord bool     `json:"one_word"`     // no name has two words: texts that come later are not recognised
	Touched     []string `json:"document_ids"` // of Documents, in order; as they are called afterwards
}

// Forgetting is an erasure that is worked out and not done.
type Forgetting struct {
	Erasure   erasure.Erasure
	Forgotten Forgotten
}

// PlanForget works out what forgetting a person takes. It writes nothing but,
// where there is none, the key of the ledger.
func (p *Pipeline) PlanForget(ctx context.Context, person graph.Entity, keepSpeech bool) (*Forgetting, error) {
	if p.config.Erasures == nil {
		return nil, errors.New("forget: there is no ledger of erasures to write to")
	}
	if err := p.config.Erasures.Prepare(); err != nil {
		return nil, fmt.Errorf("forget: %w", err)
	}
	w := &planning{Pipeline: p, person: person, speech: map[string][]erasure.Cut{}, speaks: map[string]bool{}, mentions: map[string][]corpus.Span{}, keepSpeech: keepSpeech}
	for _, step := range []func(context.Context) error{w.names, w.tellApart, w.said, w.decisions, w.documents, w.revisions} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("forget: %w", err)
		}
	}
	w.plan.Erasure.ID = "x:" + rand.Text()
	w.plan.Erasure.At = time.Now().UTC().Truncate(time.Second)
	w.plan.Erasure.Speech = !keepSpeech
	return &w.plan, nil
}

// planning is a PlanForget in progress.
type planning struct {
	*Pipeline
	person     graph.Entity
	keepSpeech bool
	matcher    erasure.Matcher
	forms      []string
	mentions   map[string][]corpus.Span // of the person, by document
	speech     map[string][]erasure.Cut // by document
	speaks     map[string]bool          // by document
	plan       Forgetting
}

// names collects what the person is called and where.
func (w *planning) names(ctx context.Context) error {
	called := map[string]bool{w.person.Name: true}
	for _, alias := range w.person.Aliases {
		called[alias] = true
	}
	for mention, err := range w.config.Store.Mentions(ctx, graph.MentionFilter{Entity: w.person.ID}) {
		if err != nil {
			return err
		}
		called[mention.Text] = true
		w.mentions[mention.Document] = append(w.mentions[mention.Document], mention.Span)
		w.plan.Forgotten.Mentions++
	}
	w.forms = erasure.Forms(slices.Sorted(maps.Keys(called)))
	w.matcher = erasure.NewMatcher(w.forms)
	w.plan.Forgotten.OnlyOneWord = len(w.forms) == 0
	w.plan.Erasure.Forms = w.config.Erasures.NewForms(w.forms)
	w.plan.Erasure.Entities = []string{w.config.Erasures.Hash("entity", w.person.ID)}
	return nil
}

// tellApart collects what the documents say of the person and of others of the
// same name.
func (w *planning) tellApart(ctx context.Context) error {
	rulings, err := resolve.Rulings(ctx, w.config.Store)
	if err != nil {
		return err
	}
	if w.plan.Erasure.Context, err = w.context(ctx, rulings, &w.person); err != nil {
		return err
	}
	namesakes := map[string]graph.Entity{}
	for _, name := range append([]string{w.person.Name}, w.person.Aliases...) {
		if len(erasure.Forms([]string{name})) == 0 {
			continue
		}
		for other, err := range w.config.Store.Entities(ctx, graph.EntityFilter{Kinds: []graph.Kind{graph.Person}, Name: name}) {
			if err != nil {
				return err
			}
			if other.ID != w.person.ID {
				namesakes[other.ID] = other
			}
		}
	}
	w.plan.Forgotten.Namesakes = slices.Sorted(maps.Keys(namesakes))
	for _, id := range w.plan.Forgotten.Namesakes {
		other := namesakes[id]
		context, err := w.context(ctx, rulings, &other)
		if err != nil {
			return err
		}
		w.plan.Erasure.Others = append(w.plan.Erasure.Others, context...)
	}
	return nil
}

// context is what the documents say beside the name of an entity, hashed.
func (w *planning) context(ctx context.Context, rulings *graph.Rulings, entity *graph.Entity) ([]string, error) {
	subject, err := resolve.Subject(ctx, w.config.Store, rulings, entity)
	if err != nil {
		return nil, err
	}
	keys := map[string]bool{}
	for _, anchor := range subject.Anchors {
		keys[anchor.Key] = true
	}
	claims, err := w.config.Store.Claims(ctx, slices.Sorted(maps.Keys(keys))...)
	if err != nil {
		return nil, err
	}
	var context []string
	for i := range claims {
		if claims[i].Entity == entity.ID {
			context = append(context, claims[i].Context...)
		}
	}
	return contextHashes(w.config.Erasures, context), nil
}

// said collects the person's relations and verbatim words.
func (w *planning) said(ctx context.Context) error {
	for relation, err := range w.config.Store.Relations(ctx, graph.RelationFilter{Node: w.person.ID}) {
		if err != nil {
			return err
		}
		switch relation.Type {
		case graph.MentionedIn:
			continue
		case graph.SpeaksIn:
			w.speaks[relation.To] = true
		default:
		}
		w.plan.Forgotten.Relations++
		if w.keepSpeech || relation.Type != graph.Said || relation.From != w.person.ID || relation.Attributes["mode"] == "indirect" {
			continue
		}
		for _, evidence := range relation.Evidence {
			w.speech[evidence.Document] = append(w.speech[evidence.Document], erasure.Cut{Span: evidence.Span, Kind: erasure.CutSpeech})
			w.plan.Forgotten.Speech++
		}
	}
	return nil
}

// decisions notes which subjects of the log are the person.
func (w *planning) decisions(ctx context.Context) error {
	rulings, err := resolve.Rulings(ctx, w.config.Store)
	if err != nil {
		return err
	}
	ledger, ids := w.config.Erasures, map[string]bool{w.person.ID: true}
	for _, event := range rulings.Events() {
		named := false
		for i := range event.Subjects {
			id := event.Subjects[i].Entity
			if ruling := rulings.At(id); id == w.person.ID || ruling != nil && ruling.Entity() == w.person.ID {
				w.plan.Erasure.Subjects = append(w.plan.Erasure.Subjects, ledger.SubjectHash(event.ID, i))
				ids[id], named = true, true
			}
		}
		if _, changed := scrubbed(event, w.matcher, ledger, nil); named || changed {
			w.plan.Forgotten.Decisions++
		}
	}
	w.plan.Erasure.Entities = nil
	for id := range ids {
		w.plan.Erasure.Entities = append(w.plan.Erasure.Entities, ledger.Hash("entity", id))
	}
	slices.Sort(w.plan.Erasure.Entities)
	return nil
}

// documents rules over every document that names the person.
func (w *planning) documents(ctx context.Context) error {
	w.plan.Erasure.Texts, w.plan.Erasure.Moved = map[string]erasure.Ruling{}, map[string]string{}
	for document, err := range w.config.Store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return err
		}
		if err := w.document(ctx, document); err != nil {
			return fmt.Errorf("document %s: %w", document.ID, err)
		}
	}
	return nil
}

func (w *planning) document(ctx context.Context, document corpus.Document) error {
	text, original, err := w.kept(ctx, document)
	if err != nil {
		return err
	}
	hits := erasure.Scan(text.Canonical, w.matcher)
	source := len(erasure.Scan(document.Source, w.matcher)) > 0
	beside := namedBeside(original, text, w.matcher) || source
	if len(hits) == 0 && len(w.mentions[document.ID]) == 0 && len(w.speech[document.ID]) == 0 && !beside {
		return nil
	}
	found := &places{own: w.speech[document.ID], hits: hits, speaks: w.speaks[document.ID]}
	for mention, err := range w.config.Store.Mentions(ctx, graph.MentionFilter{Document: document.ID}) {
		if err != nil {
			return err
		}
		kind, _ := graph.KindOf(mention.Entity)
		switch {
		case mention.Entity == w.person.ID:
			found.own = append(found.own, erasure.Cut{Span: mention.Span})
		case kind == graph.Person && (slices.Contains(w.plan.Forgotten.Namesakes, mention.Entity) || !erasure.IsForm(mention.Text, w.matcher)):
			found.persons = append(found.persons, mention.Span)
		default:
			found.others = append(found.others, mention.Span)
		}
	}
	cuts := found.cuts(text.Canonical)
	ruling := erasure.Ruling{Cuts: cuts, Keep: len(cuts) == 0 && len(hits) > 0, Kind: document.Kind}
	w.plan.Erasure.Texts[w.config.Erasures.Hash("text", document.TextHash)] = ruling
	if ruling.Keep {
		return nil
	}
	w.report(document, cuts, source)
	return nil
}

func (w *planning) report(document corpus.Document, cuts []erasure.Cut, source bool) {
	report := &w.plan.Forgotten
	report.Documents++
	id := document.ID
	if source {
		report.Sources++
		id = corpus.NewID(document.Collection, erasure.SourceWithout(document.Source, w.matcher, w.config.Erasures))
		w.plan.Erasure.Moved[w.config.Erasures.Hash("document", document.ID)] = id
	}
	report.Touched = append(report.Touched, id)
	for _, cut := range cuts {
		if cut.Kind != erasure.CutSpeech {
			report.Names++
		}
	}
}

// revisions counts the earlier revisions that name the person.
func (w *planning) revisions(ctx context.Context) error {
	current, err := w.current(ctx)
	if err != nil {
		return err
	}
	for revision, err := range w.config.Archive.Revisions(ctx) {
		if err != nil {
			return err
		}
		if current[revision.Document].Revision == revision.Revision {
			continue
		}
		text, err := w.config.Archive.Text(ctx, revision.TextHash)
		if err == nil && len(erasure.Scan(text, w.matcher)) > 0 {
			w.plan.Forgotten.Revisions++
		}
	}
	return nil
}

// current reads all documents by id.
func (p *Pipeline) current(ctx context.Context) (map[string]corpus.Document, error) {
	documents := map[string]corpus.Document{}
	for document, err := range p.config.Store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return nil, err
		}
		documents[document.ID] = document
	}
	return documents, nil
}

// kept reads what the archive keeps of a document: its text with its layout,
// and its original. Where a crash came after the archive was redacted and
// before the graph was, it is what the archive has now.
func (p *Pipeline) kept(ctx context.Context, document corpus.Document) (*corpus.Text, []byte, error) {
	layout, err := p.config.Archive.Layout(ctx, document.ID)
	if errors.Is(err, archive.ErrNotFound) { // ingested before layouts were kept
		layout = archive.Layout{Revision: document.Revision, Text: corpus.Text{Format: document.Format, URL: document.URL}}
		layout.Text.Canonical, err = p.config.Archive.Text(ctx, document.TextHash)
	}
	if err != nil {
		return nil, nil, err
	}
	original, err := p.config.Archive.Get(ctx, layout.Revision)
	return &layout.Text, original, err
}
