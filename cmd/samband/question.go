package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

// shownOf is how many facts are printed of one neighbour, meeting or change.
const shownOf = 3

// questionFlags narrow a question over facts, as the user wrote it.
type questionFlags struct {
	attested attestedFlags
	limit    int
	exitCode bool
}

// asking is a question over facts that is being answered.
type asking struct {
	*program
	lib    *library
	flags  *questionFlags
	scope  query.Scope
	types  []graph.RelationType
	names  map[string]string // of nodes, by id
	titles map[string]string // of documents with their dates, by id
}

// question makes a command that answers a question. ask returns how many
// things it found.
func (p *program) question(cmd *cobra.Command, flags *questionFlags, ask func(context.Context, *asking, []string) (int, error)) *cobra.Command {
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		found, err := p.answer(cmd.Context(), flags, args, ask)
		if errors.Is(err, query.ErrInvalid) {
			return usagef("%w", err)
		}
		if err == nil && found == 0 && flags.exitCode {
			return &exitError{code: exitNothing}
		}
		return err
	}
	cmd.Flags().IntVar(&flags.limit, "limit", query.DefaultLimit, fmt.Sprintf(p.text("högst så många, upp till %d", "at most so many, up to %d"), query.MaxLimit))
	cmd.Flags().BoolVar(&flags.exitCode, "exit-code", false, p.text("avsluta med 4 när inget hittas", "exit with 4 when nothing is found"))
	return cmd
}

func (p *program) answer(ctx context.Context, flags *questionFlags, args []string, ask func(context.Context, *asking, []string) (int, error)) (int, error) {
	if flags.limit < 1 || flags.limit > query.MaxLimit {
		return 0, usagef("--limit %d: 1–%d", flags.limit, query.MaxLimit)
	}
	a := &asking{program: p, flags: flags, names: map[string]string{}, titles: map[string]string{}}
	a.scope = query.Scope{From: flags.attested.since, To: flags.attested.until}
	if flags.attested.collection != "" {
		a.scope.Collection = &flags.attested.collection
	}
	var err error
	if a.types, err = flags.attested.relationTypes(); err != nil {
		return 0, err
	}
	if a.lib, err = p.openForReading(ctx); err != nil {
		return 0, err
	}
	defer p.closeLibrary(a.lib)
	return ask(ctx, a, args)
}

func (a *asking) window() query.Window { return query.Window{Limit: a.flags.limit} }

// values are the parameters of the question for the HTTP API, with those
// given, names and values in turn. Empty ones are left out.
func (a *asking) values(pairs ...string) url.Values {
	attested := &a.flags.attested
	values := url.Values{}
	pairs = append(pairs, "limit", strconv.Itoa(a.flags.limit), "collection", attested.collection, "since", attested.since, "until", attested.until)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			values.Add(pairs[i], pairs[i+1])
		}
	}
	for _, kind := range a.types {
		values.Add("type", string(kind))
	}
	return values
}

// entityPath is where the API answers a question about an entity.
func entityPath(id, question string) string {
	return "/api/v1/entities/" + url.PathEscape(id) + "/" + question
}

// lines prints the items of a list of the HTTP API, one a line.
func (a *asking) lines(ctx context.Context, path string, values url.Values) (int, error) {
	body, err := a.fetch(ctx, a.lib, path+"?"+values.Encode())
	if err != nil {
		return 0, err
	}
	var list struct {
		Items []json.RawMessage `json:"items"`
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return 0, fmt.Errorf("read answer: %w", err)
	}
	for _, item := range list.Items {
		a.printf("%s\n", item)
	}
	return len(list.Items), nil
}

// heading prints what an answer is about.
func (a *asking) heading(name, id string) {
	a.printf("%s  %s\n", a.style(styleBold, name), a.style(styleDim, id))
}

// counted prints how much of an answer is shown.
func (a *asking) counted(shown, total int) {
	if shown < total {
		a.printf(a.text("\n%d av %d visas; --limit visar fler\n", "\n%d of %d shown; --limit shows more\n"), shown, total)
	}
}

// facts prints the first of some facts with their evidence.
func (a *asking) facts(ctx context.Context, facts []query.Fact) error {
	for i := range facts {
		if i == shownOf {
			a.printf(a.text("  … och %d till\n", "  … and %d more\n"), len(facts)-i)
			break
		}
		if err := a.fact(ctx, &facts[i]); err != nil {
			return err
		}
	}
	return nil
}

// fact prints a fact with its evidence.
func (a *asking) fact(ctx context.Context, fact *query.Fact) error {
	return a.printFact(ctx, a.lib, a.names, a.titles, fact)
}

// evidence prints the first piece of evidence of a fact.
func (a *asking) evidence(ctx context.Context, fact *query.Fact) error {
	quote, err := a.quoted(ctx, a.lib, a.titles, fact.Evidence[0])
	if err == nil {
		a.printf("%s\n", quote)
	}
	return err
}

// dated names a document with its date.
func dated(document *query.Source) string {
	return strings.TrimSuffix(document.Title+", "+document.Date, ", ")
}

// excerpt prints the words of a passage.
func (a *asking) excerpt(ctx context.Context, document string, place *query.Place) error {
	found, err := graph.Document(ctx, a.lib.store, document)
	if err != nil {
		return err
	}
	text, err := a.lib.sources().Text(ctx, found.TextHash)
	if err != nil {
		return err
	}
	quote, err := a.quoted(ctx, a.lib, a.titles, corpus.Evidence{
		Document: document, Quote: place.Of(text), Page: place.Page, Time: place.Time, Timed: place.Timed,
	})
	if err == nil {
		a.printf("%s\n", quote)
	}
	return err
}

// printFact prints a relation, when and how often it was seen, and its first
// evidence.
func (p *program) printFact(ctx context.Context, lib *library, names, titles map[string]string, fact *query.Fact) error {
	from, err := p.nodeName(ctx, lib, names, fact.From)
	if err != nil {
		return err
	}
	to, err := p.nodeName(ctx, lib, names, fact.To)
	if err != nil {
		return err
	}
	var details []string
	for _, key := range slices.Sorted(maps.Keys(fact.Attributes)) {
		details = append(details, key+"="+fact.Attributes[key])
	}
	p.printf("\n  %s %s %s  %s\n", from, p.style(styleBold, string(fact.Type)), to, strings.Join(details, " "))
	if seen := p.seen(&fact.Seen); seen != "" {
		p.printf("    %s\n", p.style(styleDim, seen))
	}
	for i, evidence := range fact.Evidence {
		if i == shownEvidence {
			p.printf("    %s\n", fmt.Sprintf(p.text("… och %d belägg till", "… and %d more pieces of evidence"), len(fact.Evidence)-i))
			break
		}
		quote, err := p.quoted(ctx, lib, titles, evidence)
		if err != nil {
			return err
		}
		p.printf("%s\n", quote)
	}
	return nil
}

// seen tells when and in how many documents a fact was seen, where that is
// more than one.
func (p *program) seen(seen *query.Seen) string {
	if len(seen.Documents) < 2 {
		return ""
	}
	line := fmt.Sprintf(p.text("%d belägg i %d dokument", "%d pieces of evidence in %d documents"), seen.Count, len(seen.Documents))
	switch seen.First {
	case "":
		return line
	case seen.Last:
		return line + ", " + seen.First
	}
	return line + ", " + seen.First + " – " + seen.Last
}
