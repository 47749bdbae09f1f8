package main

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/samband/samband/api"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/erasure"
	"github.com/samband/samband/corpus/privacy"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
	"github.com/samband/samband/ingest/resolve"
)

// dossier is everything that the library holds of a person (GDPR, article 15),
// the same for the same library.
type dossier struct {
	Person    api.Entity       `json:"person"`
	Documents []knownDocument  `json:"documents"` // that name the person, in order of id
	Mentions  []knownMention   `json:"mentions"`
	Relations []api.Relation   `json:"relations"`
	Quotes    []api.Relation   `json:"quotes"`    // what the person said; not in Relations
	Decisions []graph.Curation `json:"decisions"` // of people about the person, undone ones too
	Earlier   []knownRevision  `json:"earlier_revisions"`
	Namesakes []api.Entity     `json:"namesakes"` // others of the same name, kept apart
}

// knownDocument is a document that names the person, and where it came from.
type knownDocument struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Date       string `json:"date"`
	Source     string `json:"source"`
	Collection string `json:"collection"`
	URL        string `json:"url"`
	Original   string `json:"original"` // SHA-256 of the bytes that are kept
	Text       string `json:"text"`     // SHA-256 of the text that is kept
}

// knownMention is a place that names the person, with the words around it.
type knownMention struct {
	api.Mention
	Context string `json:"context"`
}

// knownRevision is an earlier revision that is kept and names the person.
type knownRevision struct {
	Document string `json:"document"`
	Original string `json:"original"`
	Text     string `json:"text"`
}

func (p *program) accessCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "access PERSON",
		Short: p.text("allt som finns om en person, med källor (registerutdrag)", "all that is kept about a person, with sources (subject access)"),
		Long: p.text(`Skriver ut allt som datakatalogen håller om personen: namn, omnämnanden med
sammanhang, samband med belägg, citat, beslut i loggen, dokument och deras källor.
Samma katalog ger samma utdrag. Personnummer är maskerade om inte --unmask anges.`,
			`Prints all that the data directory holds about the person: names, mentions with
context, relations with evidence, quotes, decisions in the log, documents and their
sources. The same directory gives the same extract. Personal identity numbers are masked
unless --unmask is given.`),
		Example: "  samband access person:anna-ek > utdrag.txt\n  samband access 'Anna Ek' --json",
		Args:    p.arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			lib, err := p.openForReading(cmd.Context())
			if err != nil {
				return err
			}
			defer p.closeLibrary(lib)
			person, err := p.findEntity(cmd.Context(), lib, args[0], graph.Person)
			if err != nil {
				return err
			}
			known, err := p.dossier(cmd.Context(), lib, person)
			if err != nil {
				return err
			}
			if p.json {
				return p.emit(known)
			}
			return p.printDossier(cmd.Context(), lib, known)
		},
	}
}

func (p *program) dossier(ctx context.Context, lib *library, person graph.Entity) (*dossier, error) {
	known := &dossier{
		Person: api.NewEntity(person), Documents: []knownDocument{}, Mentions: []knownMention{}, Relations: []api.Relation{},
		Quotes: []api.Relation{}, Decisions: []graph.Curation{}, Earlier: []knownRevision{}, Namesakes: []api.Entity{},
	}
	for _, step := range []func(context.Context, *library, graph.Entity) error{
		known.mentions, known.relations, known.decisions, known.namesakes, known.earlier,
	} {
		if err := step(ctx, lib, person); err != nil {
			return nil, err
		}
	}
	return known, nil
}

// contextBytes is about how much of the text is shown on either side of a
// mention.
const contextBytes = 120

func (e *dossier) mentions(ctx context.Context, lib *library, person graph.Entity) error {
	texts := map[string]string{}
	for m, err := range lib.store.Mentions(ctx, graph.MentionFilter{Entity: person.ID}) {
		if err != nil {
			return err
		}
		text, read := texts[m.Document]
		if !read {
			document, err := graph.Document(ctx, lib.store, m.Document)
			if err != nil {
				return err
			}
			if text, err = lib.sources().Text(ctx, document.TextHash); err != nil {
				return err
			}
			texts[m.Document] = text
			e.Documents = append(e.Documents, knownDocument{
				ID: document.ID, Title: document.Title, Date: document.Date, Source: document.Source, Collection: document.Collection,
				URL: document.URL, Original: document.Revision, Text: document.TextHash,
			})
		}
		e.Mentions = append(e.Mentions, knownMention{
			Mention: api.Mention{Document: m.Document, Start: m.Start, End: m.End, Text: m.Text, Method: m.Method, Confidence: m.Confidence},
			Context: around(text, m.Span),
		})
	}
	return nil
}

// around is the text about a span, cut between words, on one line.
func around(text string, span corpus.Span) string {
	start, end := max(0, span.Start-contextBytes), min(len(text), span.End+contextBytes)
	for start > 0 && !utf8.RuneStart(text[start]) {
		start--
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	head, tail := text[start:span.Start], text[span.End:end]
	if cut := strings.IndexByte(head, ' '); start > 0 && cut >= 0 {
		head = "…" + head[cut:]
	}
	if cut := strings.LastIndexByte(tail, ' '); end < len(text) && cut >= 0 {
		tail = tail[:cut] + " …"
	}
	return strings.Join(strings.Fields(head+span.Of(text)+tail), " ")
}

func (e *dossier) relations(ctx context.Context, lib *library, person graph.Entity) error {
	var relations []graph.Relation
	for relation, err := range lib.store.Relations(ctx, graph.RelationFilter{Node: person.ID}) {
		if err != nil {
			return err
		}
		if relation.Type != graph.MentionedIn { // which the mentions say
			relations = append(relations, relation)
		}
	}
	facts, err := query.Attest(ctx, lib.store, relations...)
	if err != nil {
		return err
	}
	for _, fact := range facts {
		if fact.Type == graph.Said && fact.From == person.ID {
			e.Quotes = append(e.Quotes, api.NewFact(fact, 0))
			continue
		}
		e.Relations = append(e.Relations, api.NewFact(fact, 0))
	}
	return nil
}

func (e *dossier) decisions(ctx context.Context, lib *library, person graph.Entity) error {
	rulings, err := resolve.Rulings(ctx, lib.store)
	if err != nil {
		return err
	}
	about := map[string]bool{}
	for _, event := range rulings.Events() {
		mine := event.Kind == graph.Undo && about[event.Value]
		for i := range event.Subjects {
			id := event.Subjects[i].Entity
			ruling := rulings.At(id)
			mine = mine || id == person.ID || ruling != nil && ruling.Entity() == person.ID
		}
		if mine {
			about[event.ID] = true
			e.Decisions = append(e.Decisions, event)
		}
	}
	return nil
}

func (e *dossier) namesakes(ctx context.Context, lib *library, person graph.Entity) error {
	found := map[string]graph.Entity{}
	for _, name := range append([]string{person.Name}, person.Aliases...) {
		for other, err := range lib.store.Entities(ctx, graph.EntityFilter{Kinds: []graph.Kind{graph.Person}, Name: name}) {
			if err != nil {
				return err
			}
			if other.ID != person.ID {
				found[other.ID] = other
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(found)) {
		e.Namesakes = append(e.Namesakes, api.NewEntity(found[id]))
	}
	return nil
}

// earlier finds the revisions that documents had before and that are kept for
// the quotes in them.
func (e *dossier) earlier(ctx context.Context, lib *library, person graph.Entity) error {
	current := map[string]string{}
	for document, err := range lib.store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return err
		}
		current[document.ID] = document.Revision
	}
	matcher := erasure.NewMatcher(erasure.Forms(append([]string{person.Name}, person.Aliases...)))
	for revision, err := range lib.archive.Revisions(ctx) {
		if err != nil {
			return err
		}
		if current[revision.Document] == revision.Revision {
			continue
		}
		text, err := lib.archive.Text(ctx, revision.TextHash)
		if err != nil {
			return err
		}
		if len(erasure.Scan(text, matcher)) > 0 {
			e.Earlier = append(e.Earlier, knownRevision{revision.Document, revision.Revision, revision.TextHash})
		}
	}
	return nil
}

func (p *program) printDossier(ctx context.Context, lib *library, e *dossier) error {
	p.printf("%s  %s\n", p.style(styleBold, e.Person.Name), e.Person.ID)
	if len(e.Person.Aliases) > 0 {
		p.printf("  %s: %s\n", p.text("även", "also"), strings.Join(e.Person.Aliases, ", "))
	}
	for _, key := range slices.Sorted(maps.Keys(e.Person.Attributes)) {
		p.printf("  %s: %s\n", key, e.Person.Attributes[key])
	}
	p.heading(p.text("Dokument", "Documents"), len(e.Documents))
	for _, d := range e.Documents {
		p.printf("  %s  %s  %s\n    %s  sha256:%s\n", d.ID, cmp.Or(d.Title, d.Source), d.Date, cmp.Or(d.URL, d.Source), d.Original)
	}
	p.heading(p.text("Omnämnanden", "Mentions"), len(e.Mentions))
	for _, m := range e.Mentions {
		p.printf("  %s %d–%d: %s\n", m.Document, m.Start, m.End, m.Context)
	}
	names := map[string]string{}
	for _, part := range []struct {
		heading   string
		relations []api.Relation
	}{
		{p.text("Samband", "Relations"), e.Relations},
		{p.text("Citat", "Quotes"), e.Quotes},
	} {
		p.heading(part.heading, len(part.relations))
		for i := range part.relations {
			if err := p.printKnownRelation(ctx, lib, names, &part.relations[i]); err != nil {
				return err
			}
		}
	}
	p.heading(p.text("Beslut", "Decisions"), len(e.Decisions))
	for i := range e.Decisions {
		event := &e.Decisions[i]
		p.printf("  %s  %s %s  %s\n", event.ID, event.At.Format("2006-01-02 15:04"), event.By, privacy.Mask(p.describe(event)))
	}
	p.heading(p.text("Tidigare versioner som nämner personen", "Earlier revisions that name the person"), len(e.Earlier))
	for _, r := range e.Earlier {
		p.printf("  %s  sha256:%s\n", r.Document, r.Original)
	}
	p.heading(p.text("Andra med samma namn", "Others of the same name"), len(e.Namesakes))
	for i := range e.Namesakes {
		p.printf("  %s  %s\n", e.Namesakes[i].ID, e.Namesakes[i].Name)
	}
	return nil
}

func (p *program) heading(text string, count int) {
	p.printf("\n%s (%d)\n", p.style(styleBold, text), count)
}

func (p *program) printKnownRelation(ctx context.Context, lib *library, names map[string]string, relation *api.Relation) error {
	from, err := p.nodeName(ctx, lib, names, relation.From)
	if err != nil {
		return err
	}
	to, err := p.nodeName(ctx, lib, names, relation.To)
	if err != nil {
		return err
	}
	p.printf("  %s %s %s", from, relation.Relation, to)
	for _, key := range slices.Sorted(maps.Keys(relation.Attributes)) {
		p.printf(" %s=%s", key, relation.Attributes[key])
	}
	p.printf("\n")
	if relation.FirstSeen != "" {
		p.printf("    %s – %s\n", relation.FirstSeen, relation.LastSeen)
	}
	for i := range relation.Evidence {
		evidence := &relation.Evidence[i]
		p.printf("    ”%s”  %s %d–%d\n", strings.Join(strings.Fields(evidence.Quote), " "), evidence.Document, evidence.Start, evidence.End)
	}
	return nil
}
