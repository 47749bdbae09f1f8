package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/samband/samband/api"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

// maxCandidates is how many entities an ambiguous name lists.
const maxCandidates = 10

// searchOptions are the flags of search.
type searchOptions struct {
	mode        string
	limit       int
	offset      int
	from, to    string
	kinds       []string
	collections []string
	speakers    []string
	years       []string
	languages   []string
	persons     []string
	facets      []string
	sort        string
	group       bool
	fold        bool
	kwic        bool
	trend       bool
	count       bool
	exitCode    bool
}

func (p *program) searchCommand() *cobra.Command {
	var options searchOptions
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: p.text("sök textställen", "search passages"),
		Long: p.text(`Söker textställen. Böjda former och delar av sammansättningar hittas, de ord som
träffades är märkta. Frågespråk: ord, "exakt fras", -ord, OCH ELLER INTE, (…), ord*,
ord~, "a b"~5, nära(a, b, 5), talare:namn, person:namn, organisation:, rapport:,
begrepp:, roll:sa, typ:protokoll, från:2021, till:2022-06.`,
			`Searches passages. Inflected forms and parts of compounds are found, the words that
matched are marked. Query language: word, "exact phrase", -word, AND OR NOT, (…), word*,
word~, "a b"~5, near(a, b, 5), speaker:name, person:name, organisation:, report:,
concept:, role:said, kind:minutes, from:2021, to:2022-06.`),
		Example: `  samband search hälsodata
  samband search '"digitala tjänster" -covid' --kind minutes --from 2021
  samband search vårdkö --speaker 'Anna Ek' --json
  samband search skyfall --facet kind,year,person
  samband search skyfall --kwic --sort left
  samband search skyfall --trend`,
		Args: p.arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return p.search(cmd.Context(), options, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&options.mode, "mode", string(search.ModeHybrid), p.text("text, semantic eller hybrid", "text, semantic or hybrid"))
	flags.IntVar(&options.limit, "limit", search.DefaultLimit, p.text("antal träffar", "number of hits"))
	flags.IntVar(&options.offset, "offset", 0, p.text("träffar att hoppa över", "hits to skip"))
	flags.StringVar(&options.from, "from", "", p.text("tidigaste datum", "earliest date"))
	flags.StringVar(&options.to, "to", "", p.text("senaste datum", "latest date"))
	flags.StringSliceVar(&options.kinds, "kind", nil, p.text("dokumentslag", "kinds of document"))
	flags.StringSliceVar(&options.collections, "collection", nil, p.text("samlingar", "collections"))
	flags.StringSliceVar(&options.speakers, "speaker", nil, p.text("talare: namn eller id", "speakers: name or id"))
	flags.StringSliceVar(&options.years, "year", nil, p.text("år", "years"))
	flags.StringSliceVar(&options.languages, "language", nil, p.text("språk", "languages"))
	flags.StringSliceVar(&options.persons, "person", nil, p.text("personer som nämns: namn eller id", "persons mentioned: name or id"))
	flags.StringSliceVar(&options.facets, "facet", nil, p.text("räkna träffar efter: ", "count hits by: ")+facetList())
	flags.StringVar(&options.sort, "sort", string(search.SortRelevance), p.text("relevance eller date; med --kwic left, match, right, speaker eller date", "relevance or date; with --kwic left, match, right, speaker or date"))
	flags.BoolVar(&options.group, "group", false, p.text("en träff per dokument", "one hit for each document"))
	flags.BoolVar(&options.fold, "fold", false, p.text("utan å, ä och ö: a, o och e står även för dem", "without å, ä and ö: a, o and e stand for them, too"))
	flags.BoolVar(&options.kwic, "kwic", false, p.text("visa träffarna i sitt sammanhang, en rad var", "show matches in context, a line each"))
	flags.BoolVar(&options.trend, "trend", false, p.text("räkna träffar per år", "count hits by year"))
	flags.BoolVar(&options.count, "count", false, p.text("skriv bara antalet träffar", "print the number of hits only"))
	flags.BoolVar(&options.exitCode, "exit-code", false, p.text("avsluta med 4 när inget hittas", "exit with 4 when nothing is found"))
	return cmd
}

func (p *program) search(ctx context.Context, options searchOptions, query string) error {
	lib, err := p.openForReading(ctx)
	if err != nil {
		return err
	}
	defer p.closeLibrary(lib)
	request, err := p.searchRequest(ctx, lib, options, query)
	if err != nil {
		return err
	}
	searcher, err := lib.searcher()
	if err != nil {
		return err
	}
	if options.trend {
		return p.trend(ctx, searcher, request)
	}
	result, err := searcher.Search(ctx, request)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	show := p.printResult
	if options.kwic {
		show = p.printLines
	}
	if err := show(ctx, lib, options, result); err != nil {
		return err
	}
	if options.exitCode && result.Total.Value == 0 {
		return &exitError{code: exitNothing}
	}
	return nil
}

func (p *program) searchRequest(ctx context.Context, lib *library, options searchOptions, query string) (search.Request, error) {
	request := search.Request{
		Query: query, Mode: search.Mode(options.mode), Limit: options.limit, Offset: options.offset,
		Filter: search.Filter{
			Collections: options.collections, Years: options.years, Languages: options.languages, From: options.from, To: options.to,
		},
		Fold: options.fold, Group: options.group, Sort: search.Sort(options.sort),
	}
	if options.kwic {
		request.Mode, request.Sort, request.Group = search.ModeText, "", false
	}
	for _, facet := range options.facets {
		if !knownFacet(facet) {
			return request, usagef(p.text("okänd facett %q: %s", "unknown facet %q: %s"), facet, facetList())
		}
		request.Facets = append(request.Facets, search.Facet(facet))
	}
	for _, name := range options.persons {
		person, err := p.findEntity(ctx, lib, name, graph.Person)
		if err != nil {
			return request, err
		}
		request.Filter.Persons = append(request.Filter.Persons, person.ID)
	}
	for _, name := range options.kinds {
		kind, err := documentKind(name)
		if err != nil {
			return request, err
		}
		request.Filter.Kinds = append(request.Filter.Kinds, kind)
	}
	for _, name := range options.speakers {
		speaker, err := p.findEntity(ctx, lib, name, graph.Person)
		if err != nil {
			return request, err
		}
		request.Filter.Speakers = append(request.Filter.Speakers, speaker.ID)
	}
	return request, nil
}

func (p *program) printResult(ctx context.Context, lib *library, options searchOptions, result search.Result) error {
	switch {
	case p.json:
		response := api.NewSearchResponse(result)
		var err error
		if response.Facets, err = api.LabelFacets(ctx, lib.store, result.Facets); err != nil {
			return err
		}
		return p.emit(response)
	case options.count:
		p.printf("%d\n", result.Total.Value)
		return nil
	}
	for _, note := range result.Query.Notes {
		p.note(note)
	}
	if c := result.Coverage; options.mode != string(search.ModeText) && c.Vectors > 0 && c.Vectors < c.Passages {
		p.note(fmt.Sprintf(p.text("%d av %d textställen kan hittas på innebörd", "%d of %d passages can be found by meaning"), c.Vectors, c.Passages))
	}
	names := map[string]string{}
	for i := range result.Hits {
		if err := p.printHit(ctx, lib, names, &result.Hits[i]); err != nil {
			return err
		}
	}
	if err := p.printFacets(ctx, lib.store, options, result); err != nil {
		return err
	}
	if result.Total.Value == 0 {
		p.printf(p.text("Inga träffar i %d sökta dokument (%d ej läsbara).\n", "No hits in %d documents searched (%d unreadable).\n"),
			result.Coverage.Documents, result.Coverage.Failed)
		return nil
	}
	p.printf(p.text("%d av %s%d träffar i %d sökta dokument (%d ej läsbara).\n", "%d of %s%d hits in %d documents searched (%d unreadable).\n"),
		len(result.Hits), atLeast(result.Total), result.Total.Value, result.Coverage.Documents, result.Coverage.Failed)
	return nil
}

func atLeast(total search.Total) string {
	if total.Relation == "eq" {
		return ""
	}
	return "≥ "
}

func (p *program) printHit(ctx context.Context, lib *library, names map[string]string, hit *search.Hit) error {
	title := hit.Title
	if title == "" {
		title = hit.Source
	}
	line := p.style(styleBold, title)
	if hit.Date != "" {
		line += "  " + hit.Date
	}
	if place := placeOf(hit.Page, hit.Time, hit.Timed); place != "" {
		line += "  " + place
	}
	p.printf("%s  %s\n", line, p.style(styleDim, hit.Passage))
	if hit.Speaker != "" {
		name, err := entityName(ctx, lib.store, names, hit.Speaker)
		if err != nil {
			return err
		}
		p.printf("  %s:\n", name)
	}
	p.printf("%s\n\n", indent(p.marked(hit.Text, hit.Start, hit.Highlights), "  "))
	return nil
}

// placeOf renders a page or a time of a recording.
func placeOf(page int, at time.Duration, timed bool) string {
	switch {
	case timed && at >= time.Hour:
		return fmt.Sprintf("%d:%02d:%02d", int(at.Hours()), int(at.Minutes())%60, int(at.Seconds())%60)
	case timed:
		return fmt.Sprintf("%d:%02d", int(at.Minutes()), int(at.Seconds())%60)
	case page > 0:
		return fmt.Sprintf("s. %d", page)
	}
	return ""
}

// entityName looks a name up once.
func entityName(ctx context.Context, store graph.Store, names map[string]string, id string) (string, error) {
	if name, known := names[id]; known {
		return name, nil
	}
	entity, err := graph.EntityByID(ctx, store, id)
	if err != nil {
		return "", err
	}
	names[id] = entity.Name
	return entity.Name, nil
}

// findEntity finds the one entity a user means by an id, a name or the
// beginning of one, and names the candidates where there are several.
func (p *program) findEntity(ctx context.Context, lib *library, name string, kinds ...graph.Kind) (graph.Entity, error) {
	candidates, err := graph.Find(ctx, lib.store, name, kinds...)
	if err != nil {
		return graph.Entity{}, err
	}
	switch len(candidates) {
	case 0:
		if err := errors.Join(p.erased(lib, name), p.rejected(ctx, lib, name)); err != nil {
			return graph.Entity{}, err
		}
		return graph.Entity{}, fmt.Errorf(p.text("%q finns inte bland %s; prova: samband search %q", "%q is not among %s; try: samband search %q"),
			name, p.kindNames(kinds), name)
	case 1:
		if _, isID := graph.KindOf(name); isID && candidates[0].ID != name {
			p.note(fmt.Sprintf(p.text("%s leder till %s", "%s leads to %s"), name, candidates[0].ID))
		}
		return candidates[0], nil
	}
	var list strings.Builder
	for i, candidate := range candidates {
		if i == maxCandidates {
			list.WriteString(" …")
			break
		}
		fmt.Fprintf(&list, " %s (%s, %d %s);", candidate.ID, candidate.Name, candidate.Documents, p.text("dokument", "documents"))
	}
	return graph.Entity{}, usagef(p.text("%q kan vara flera; ange id:%s", "%q may be several; give an id:%s"), name, list.String())
}

func (p *program) kindNames(kinds []graph.Kind) string {
	if len(kinds) == 1 {
		return p.kindName(kinds[0])
	}
	return p.text("det som dokumenten talar om", "what the documents speak of")
}

// quoted renders evidence: the words, then where they stand.
func (p *program) quoted(ctx context.Context, lib *library, titles map[string]string, evidence corpus.Evidence) (string, error) {
	title, known := titles[evidence.Document]
	if !known {
		document, err := graph.Document(ctx, lib.store, evidence.Document)
		if err != nil {
			return "", err
		}
		title = document.Title
		if title == "" {
			title = document.Source
		}
		if document.Date != "" {
			title += ", " + document.Date
		}
		titles[evidence.Document] = title
	}
	if place := placeOf(evidence.Page, evidence.Time, evidence.Timed); place != "" {
		title += ", " + place
	}
	return indent("”"+evidence.Quote+"”\n"+p.style(styleDim, "– "+title), "    "), nil
}
