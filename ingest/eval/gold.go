package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// Errors that callers branch on.
var (
	// ErrGold reports gold that cannot be used: no file, broken JSON, an
	// unknown field, a fact about an entity that is not listed.
	ErrGold = errors.New("gold cannot be used")
	// ErrQuote reports gold that quotes words the document does not contain.
	ErrQuote = errors.New("quote not found in the document")
)

// Gold is what a careful reader found in one document. Names of entities are
// written out, places in the text as quotes; docs/gold-format.md explains
// every field to those who write it.
type Gold struct {
	Document   string              `json:"document"` // file name, or id of an item in a feed, JSON array or JSON Lines
	Kind       corpus.DocumentKind `json:"kind,omitempty"`
	Title      string              `json:"title,omitempty"`
	Titles     []string            `json:"titles,omitempty"` // other titles that count as right
	Date       string              `json:"date,omitempty"`   // ISO 8601
	Dates      []string            `json:"dates,omitempty"`  // other dates that count as right
	Entities   []Entity            `json:"entities"`
	Self       string              `json:"self,omitempty"`     // id of the report that the document is itself
	Accept     map[string][]string `json:"accept,omitempty"`   // kind to names that are neither required nor wrong
	Unjudged   []string            `json:"unjudged,omitempty"` // kinds and relation types that this gold does not judge
	Roles      []Role              `json:"roles,omitempty"`
	Speakers   []Speaker           `json:"speakers,omitempty"`
	Attendance []Attendance        `json:"attendance,omitempty"`
	Quotes     []Quote             `json:"quotes,omitempty"`
	Citations  []Citation          `json:"citations,omitempty"`
	Decisions  []Decision          `json:"decisions,omitempty"`
	Relations  []Relation          `json:"relations,omitempty"`
}

// Entity is one person, organisation, report, concept or place that the
// document names.
type Entity struct {
	ID      string   `json:"id"` // kind, ":" and a key; the same in every document for the same thing, different for namesakes
	Name    string   `json:"name"`
	Forms   []string `json:"forms,omitempty"`   // other forms in this text, each of them a mention
	Also    []string `json:"also,omitempty"`    // other acceptable names that need not stand in the text
	Neutral []string `json:"neutral,omitempty"` // forms in this text that count neither as found nor as wrong
}

// Kind is the kind of the entity, as its id says.
func (e Entity) Kind() graph.Kind {
	kind, _ := graph.KindOf(e.ID)
	return kind
}

// Role says that a person has a title, in an organisation where one is named.
type Role struct {
	Person       string   `json:"person"`
	Title        string   `json:"title"`
	Titles       []string `json:"titles,omitempty"` // other titles that count as right
	Organisation string   `json:"organisation,omitempty"`
	Anywhere     bool     `json:"anywhere,omitempty"` // the text leaves the organisation to be inferred: any or none is right
	Status       string   `json:"status,omitempty"`   // current, former, acting, incoming; "" is not judged
	Optional     bool     `json:"optional,omitempty"`
}

// Speaker says that a person speaks in a transcript.
type Speaker struct {
	Person   string `json:"person"`
	Turns    int    `json:"turns,omitempty"` // 0 is not judged
	Part     string `json:"part,omitempty"`  // host, guest, speaker; "" is not judged
	Optional bool   `json:"optional,omitempty"`
}

// Attendance says that a person was at a meeting or in a programme, or was
// absent from it.
type Attendance struct {
	Person   string `json:"person"`
	As       string `json:"as"`                // one of corpus.AttendanceAs; alternatives divided by "|"
	Items    string `json:"items,omitempty"`   // part of the meeting, e.g. "1-4"
	Recused  string `json:"recused,omitempty"` // item in which the person has a conflict of interest; judged where anybody has one
	Optional bool   `json:"optional,omitempty"`
}

// Quote is a direct quotation with the person who said it.
type Quote struct {
	Speaker  string `json:"speaker"`
	Text     string `json:"text"` // the quotation or its first words, as they stand in the text
	Optional bool   `json:"optional,omitempty"`
}

// Citation says that the document cites a report.
type Citation struct {
	Report   string `json:"report"`
	Number   string `json:"number,omitempty"` // as cited here; "" is not judged
	Optional bool   `json:"optional,omitempty"`
}

// Decision is a decision in minutes.
type Decision struct {
	Text     string   `json:"text"` // the decision or its first words, as they stand in the text
	Item     string   `json:"item,omitempty"`
	Movers   []string `json:"movers"`  // entities that moved it; nil is not judged, empty is nobody
	Dissent  []string `json:"dissent"` // entities that made a reservation; nil is not judged, empty is nobody
	Optional bool     `json:"optional,omitempty"`
}

// documentEnd names the document itself as an end of a relation.
const documentEnd = "document"

// Relation is any other fact between two entities, or between an entity and
// the document.
type Relation struct {
	From     string             `json:"from"`
	Type     graph.RelationType `json:"type"`
	To       string             `json:"to"` // an entity's id or "document"
	Optional bool               `json:"optional,omitempty"`
}

// Load reads all gold of a folder: every *.json holds one document, every line
// of *.jsonl another. It returns the documents in order of file name and line,
// or an error that wraps ErrGold and names all that is wrong.
func Load(fsys fs.FS) ([]Gold, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGold, err)
	}
	var all []Gold
	var problems []error
	for _, entry := range entries {
		gold, err := loadFile(fsys, entry)
		all = append(all, gold...)
		problems = append(problems, err)
	}
	if len(all) == 0 {
		problems = append(problems, fmt.Errorf("%w: no *.json or *.jsonl with gold in the folder", ErrGold))
	}
	return all, errors.Join(append(problems, unique(all))...)
}

func loadFile(fsys fs.FS, entry fs.DirEntry) ([]Gold, error) {
	ext := path.Ext(entry.Name())
	if entry.IsDir() || ext != ".json" && ext != ".jsonl" {
		return nil, nil
	}
	content, err := fs.ReadFile(fsys, entry.Name())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGold, err)
	}
	records := [][]byte{content}
	if ext == ".jsonl" {
		records = bytes.Split(content, []byte("\n"))
	}
	var all []Gold
	for i, record := range records {
		if len(bytes.TrimSpace(record)) == 0 {
			continue
		}
		gold, err := parse(record)
		if err != nil {
			return all, fmt.Errorf("%w: %s, record %d: %w", ErrGold, entry.Name(), i+1, err)
		}
		all = append(all, gold)
	}
	return all, nil
}

// parse reads and checks the gold of one document.
func parse(record []byte) (Gold, error) {
	var gold Gold
	decoder := json.NewDecoder(bytes.NewReader(record))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&gold); err != nil {
		return Gold{}, err
	}
	return gold, gold.check()
}

// check finds facts about entities that are not listed and ids of no kind.
func (g Gold) check() error {
	var problems []error
	fail := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	if g.Document == "" {
		fail("document is missing")
	}
	known := map[string]bool{}
	for _, e := range g.Entities {
		if e.Kind() == "" {
			fail("entity %q: the id must begin with a kind and a colon", e.ID)
		}
		if known[e.ID] || e.Name == "" {
			fail("entity %q: listed twice or without a name", e.ID)
		}
		known[e.ID] = true
	}
	for _, name := range g.Unjudged {
		if !slices.Contains(graph.Kinds(), graph.Kind(name)) && !slices.Contains(graph.RelationTypes(), graph.RelationType(name)) {
			fail("unjudged: %q is neither a kind nor a type of relation", name)
		}
	}
	for _, ref := range g.references() {
		if kind, _ := graph.KindOf(ref.id); !known[ref.id] || ref.kind != "" && kind != ref.kind {
			fail("%s: %q is no %s among the entities", ref.field, ref.id, ref.kind)
		}
	}
	return errors.Join(problems...)
}

// judges reports whether the gold judges a kind or a type of relation.
func (g Gold) judges(name string) bool { return !slices.Contains(g.Unjudged, name) }

// reference is the use of an entity's id in a fact.
type reference struct {
	field, id string
	kind      graph.Kind // "" is any
}

func (g Gold) references() []reference {
	var all []reference
	for _, r := range g.Roles {
		all = append(all, reference{"roles", r.Person, graph.Person})
		if r.Organisation != "" {
			all = append(all, reference{"roles", r.Organisation, graph.Organisation})
		}
	}
	for _, s := range g.Speakers {
		all = append(all, reference{"speakers", s.Person, graph.Person})
	}
	for _, a := range g.Attendance {
		all = append(all, reference{"attendance", a.Person, graph.Person})
	}
	for _, q := range g.Quotes {
		all = append(all, reference{"quotes", q.Speaker, graph.Person})
	}
	for _, c := range g.Citations {
		all = append(all, reference{"citations", c.Report, graph.Report})
	}
	for _, d := range g.Decisions {
		for _, id := range slices.Concat(d.Movers, d.Dissent) {
			all = append(all, reference{"decisions", id, ""})
		}
	}
	for _, r := range g.Relations {
		all = append(all, reference{"relations", r.From, ""})
		if r.To != documentEnd {
			all = append(all, reference{"relations", r.To, ""})
		}
	}
	if g.Self != "" {
		all = append(all, reference{"self", g.Self, graph.Report})
	}
	return all
}

// unique finds documents annotated twice.
func unique(all []Gold) error {
	seen := map[string]bool{}
	var problems []error
	for _, gold := range all {
		if seen[gold.Document] {
			problems = append(problems, fmt.Errorf("%w: %s is annotated twice", ErrGold, gold.Document))
		}
		seen[gold.Document] = true
	}
	return errors.Join(problems...)
}

// names returns all names that count as the entity's, folded.
func (e Entity) names() map[string]bool {
	folded := map[string]bool{}
	for _, list := range [][]string{{e.Name}, e.Forms, e.Also, e.Neutral} {
		for _, name := range list {
			quote, _ := occurrence(name)
			folded[fold(quote)] = true
		}
	}
	return folded
}

// fold brings a name into the form in which names are compared here: folded as
// in the graph, without quotation marks around it.
func fold(name string) string {
	return graph.Fold(strings.Trim(name, "\"'”“„»«’ "))
}
