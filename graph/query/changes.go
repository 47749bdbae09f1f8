package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// shownNews is how many new entities, facts and edits a Change shows of each.
const shownNews = 50

// Journal knows when documents came, changed and went.
type Journal interface {
	// Changes returns what became of documents from since on and before until,
	// a zero until being the end, in the order in which it happened.
	Changes(ctx context.Context, since, until time.Time) ([]corpus.Change, error)
	// History returns what became of one document, in the order in which it
	// happened; nothing for one that is not there.
	History(ctx context.Context, document string) ([]corpus.Change, error)
}

// Texts finds canonical texts.
type Texts interface {
	// Text returns the canonical text with the SHA-256 hash.
	Text(ctx context.Context, hash string) (string, error)
}

// ChangeOptions narrow what Changes answers; the zero value asks for all that
// was ever written down.
type ChangeOptions struct {
	Since, Until time.Time // from Since on and before Until; a zero Until is now
	About        string    // only what concerns this entity
	Collection   *string   // only documents of this collection
	Window       Window
}

// Change is what became of a document, and what that brought. Several changes
// of one document count as one.
type Change struct {
	At       time.Time         `json:"at"` // of the last of them, UTC
	Kind     corpus.ChangeKind `json:"kind"`
	Document Source            `json:"document"` // its id alone where it was removed
	Revision string            `json:"revision"` // now; "" where it was removed
	Before   string            `json:"before"`   // revision before; "" where it was added or that is not known
	Compared bool              `json:"compared"` // whether both revisions' texts were compared; else everything in it counts as changed
	Edits    Page[Edit]        `json:"edits"`    // where the texts differ, in text order
	Entities Page[graph.Node]  `json:"entities"` // that nothing spoke of before
	Facts    Page[News]        `json:"facts"`    // that the changed words state: first what people are and did, then what they said
}

// News is a fact in changed words.
type News struct {
	Fact
	New bool `json:"new"` // whether nothing else states it; a role is the same whenever it is stated
}

// Changes returns which documents came, changed and went, the latest first,
// and what entities and facts they brought.
func Changes(ctx context.Context, store graph.Store, journal Journal, texts Texts, options ChangeOptions) (Page[Change], error) {
	none := Page[Change]{}
	rows, err := journal.Changes(ctx, options.Since, time.Time{})
	if err != nil {
		return none, err
	}
	n := newNews(store, journal, texts)
	n.net(rows, options.Until)
	if err := n.countAll(ctx); err != nil {
		return none, fmt.Errorf("changes: %w", err)
	}
	wanted, err := n.concerning(ctx, &options)
	if err != nil {
		return none, fmt.Errorf("changes: %w", err)
	}
	shown := page(wanted, options.Window)
	answer := Page[Change]{Items: make([]Change, len(shown.Items)), Total: shown.Total}
	for i, c := range shown.Items {
		if answer.Items[i], err = n.describe(ctx, c, options.About); err != nil {
			return none, fmt.Errorf("changes of %s: %w", c.Document, err)
		}
	}
	return answer, nil
}

// Diff compares two revisions of a document, which may be named by the
// beginnings of their hashes: from "" is the one before to, and to "" the one
// stored now, of which alone the facts are known. It returns ErrNotFound,
// wrapped, for a document or revision that is not there.
func Diff(ctx context.Context, store graph.Store, journal Journal, texts Texts, document, from, to string) (Change, error) {
	if _, err := graph.Document(ctx, store, document); err != nil {
		return Change{}, err
	}
	history, err := journal.History(ctx, document)
	if err != nil {
		return Change{}, err
	}
	last, err := revisionAt(history, document, to)
	if err != nil {
		return Change{}, err
	}
	first := last - 1
	if from != "" {
		if first, err = revisionAt(history, document, from); err != nil {
			return Change{}, err
		}
	}
	n := newNews(store, journal, texts)
	c := &changed{Change: history[last]}
	c.Before = ""
	if first >= 0 {
		c.Before, c.Kind = history[first].Revision, corpus.ChangeRevised
	}
	n.changed[document] = c
	return n.describe(ctx, c, "")
}

// revisionAt finds the last revision in a history whose hash begins so.
func revisionAt(history []corpus.Change, document, prefix string) (int, error) {
	for i := range slices.Backward(history) {
		if strings.HasPrefix(history[i].Revision, prefix) {
			return i, nil
		}
	}
	return 0, fmt.Errorf("revision %q of %s: %w", prefix, document, graph.ErrNotFound)
}
