package main

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

// changeFlags narrow a question for what is new.
type changeFlags struct {
	questionFlags
	since, until, collection string
	from, to                 string
}

func (p *program) changesCommand() *cobra.Command {
	flags := &changeFlags{}
	cmd := &cobra.Command{
		Use:   "changes [ID|NAME]",
		Short: p.text("vad som är nytt sedan en tidpunkt, eller skiljer två revisioner", "what is new since a time, or differs between two revisions"),
		Long: p.text(`Visar vilka dokument som kommit, ändrats eller försvunnit sedan en tidpunkt, det senaste först,
och vilka entiteter och uppgifter de förde med sig; om en entitet anges bara det som rör den.
Om ett dokument anges visas i stället var två revisioner av det skiljer sig.
Tidpunkten är när dokumentet lästes in, inte dess egen dag.`,
			`Shows which documents came, changed or went since a time, the latest first, and which entities
and facts they brought; given an entity, only what concerns it. Given a document, it shows where
two revisions of it differ instead. The time is when a document was taken in, not its own date.`),
		Example: `  samband changes --since måndag
  samband changes 'Anna Ek' --since 2026-11-23
  samband changes protokoll-2021-04-1a2b3c4d
  samband changes --since 3d --json`,
		Args: p.arguments(0, 1),
	}
	cmd.Flags().StringVar(&flags.since, "since", "", p.text("dag, tidpunkt (RFC 3339), veckodag, idag, igår, eller så här länge: 3d, 12h", "day, time (RFC 3339), day of the week, today, yesterday, or so long: 3d, 12h"))
	cmd.Flags().StringVar(&flags.until, "until", "", p.text("före detta, skrivet likadant", "before this, written alike"))
	cmd.Flags().StringVar(&flags.collection, "in", "", p.text("bara dokument i samlingen", "only documents of this collection"))
	cmd.Flags().StringVar(&flags.from, "from", "", p.text("tidigare revision av dokumentet, eller dess början; annars den förra", "earlier revision of the document, or its beginning; else the one before"))
	cmd.Flags().StringVar(&flags.to, "to", "", p.text("senare revision; annars den nuvarande", "later revision; else the present one"))
	return p.question(cmd, &flags.questionFlags, func(ctx context.Context, a *asking, args []string) (int, error) {
		return a.changes(ctx, flags, args)
	})
}

func (a *asking) changes(ctx context.Context, flags *changeFlags, args []string) (int, error) {
	var about graph.Node
	if len(args) > 0 {
		var err error
		if about, err = a.findNode(ctx, a.lib, args[0]); err != nil {
			return 0, err
		}
	}
	if about.Kind == graph.DocumentNode {
		return a.diff(ctx, flags, about.ID)
	}
	if flags.from != "" || flags.to != "" {
		return 0, usagef("%s", a.text("--from och --to gäller revisioner av ett dokument; ange dess id", "--from and --to are revisions of a document; give its id"))
	}
	if flags.since == "" {
		return 0, usagef("%s", a.text("ange --since, t.ex. --since måndag eller --since 2026-11-23, eller ett dokument", "give --since, as in --since monday or --since 2026-11-23, or a document"))
	}
	options := query.ChangeOptions{About: about.ID, Window: a.window()}
	if flags.collection != "" {
		options.Collection = &flags.collection
	}
	for _, bound := range []struct {
		text string
		into *time.Time
	}{{flags.since, &options.Since}, {flags.until, &options.Until}} {
		at, known := moment(bound.text, time.Now())
		if !known {
			return 0, usagef(a.text("%q är ingen tidpunkt; skriv t.ex. 2026-11-23, måndag, igår eller 3d", "%q is no time; write for example 2026-11-23, monday, yesterday or 3d"), bound.text)
		}
		*bound.into = at
	}
	return a.news(ctx, &options)
}

func (a *asking) news(ctx context.Context, options *query.ChangeOptions) (int, error) {
	if a.json {
		values := url.Values{"since": {options.Since.Format(time.RFC3339Nano)}, "limit": {strconv.Itoa(options.Window.Limit)}}
		if !options.Until.IsZero() {
			values.Set("until", options.Until.Format(time.RFC3339Nano))
		}
		if options.About != "" {
			values.Set("about", options.About)
		}
		if options.Collection != nil {
			values.Set("collection", *options.Collection)
		}
		return a.lines(ctx, "/api/v1/changes", values)
	}
	found, err := query.Changes(ctx, a.lib.store, a.lib.archive, a.lib.sources(), *options)
	if err != nil {
		return 0, err
	}
	for i := range found.Items {
		if err := a.change(ctx, &found.Items[i]); err != nil {
			return 0, err
		}
	}
	if found.Total == 0 {
		a.printf(a.text("Inget nytt sedan %s.\n", "Nothing new since %s.\n"), options.Since.Local().Format("2006-01-02 15:04"))
	}
	a.counted(len(found.Items), found.Total)
	return len(found.Items), nil
}

func (a *asking) diff(ctx context.Context, flags *changeFlags, document string) (int, error) {
	if flags.since != "" || flags.until != "" {
		return 0, usagef("%s", a.text("ett dokuments revisioner väljs med --from och --to", "revisions of a document are chosen by --from and --to"))
	}
	change, err := query.Diff(ctx, a.lib.store, a.lib.archive, a.lib.sources(), document, flags.from, flags.to)
	if err != nil {
		return 0, err
	}
	found := change.Edits.Total
	if change.Before == "" {
		found = 1 // the arrival itself
	}
	if a.json {
		values := url.Values{}
		for name, value := range map[string]string{"from": flags.from, "to": flags.to} {
			if value != "" {
				values.Set(name, value)
			}
		}
		return found, a.get(ctx, a.lib, "/api/v1/documents/"+url.PathEscape(document)+"/diff?"+values.Encode())
	}
	if found == 0 {
		a.printf("%s\n", a.text("Inga skillnader i texten.", "No differences in the text."))
	}
	return found, a.change(ctx, &change)
}

// change prints what became of a document and what that brought.
func (a *asking) change(ctx context.Context, change *query.Change) error {
	when := a.text("okänd tid", "unknown time")
	if !change.At.IsZero() {
		when = change.At.Local().Format("2006-01-02 15:04")
	}
	a.printf("%s  %s  ", when, a.kindOfChange(change.Kind))
	a.heading(dated(&change.Document), change.Document.ID)
	if change.Before != "" {
		a.printf(a.text("  revision %.12s, förut %.12s\n", "  revision %.12s, before %.12s\n"), change.Revision, change.Before)
	}
	a.edits(change)
	if names := namesOf(change.Entities.Items); len(names) > 0 {
		more := ""
		if left := change.Entities.Total - len(names); left > 0 {
			more = fmt.Sprintf(a.text(" … och %d till", " … and %d more"), left)
		}
		a.printf("  %s: %s%s\n", a.text("nämns för första gången", "spoken of for the first time"), strings.Join(names, ", "), more)
	}
	for i := range change.Facts.Items {
		if i == shownOf {
			a.printf(a.text("  … och %d till\n", "  … and %d more\n"), change.Facts.Total-i)
			break
		}
		news := &change.Facts.Items[i]
		if !news.New {
			a.printf("\n  %s", a.style(styleDim, a.text("känt sedan förut", "known before")))
		}
		if err := a.fact(ctx, &news.Fact); err != nil {
			return err
		}
	}
	a.printf("\n")
	return nil
}

func (a *asking) kindOfChange(kind corpus.ChangeKind) string {
	switch kind {
	case corpus.ChangeRevised:
		return a.text("ändrat", "revised")
	case corpus.ChangeRemoved:
		return a.text("borttaget", "removed")
	case corpus.ChangeAdded:
	}
	return a.text("nytt", "added")
}

func namesOf(nodes []graph.Node) []string {
	names := make([]string, 0, min(len(nodes), 2*shownOf))
	for i := range nodes[:min(len(nodes), 2*shownOf)] {
		names = append(names, nodes[i].Name)
	}
	return names
}

// edits prints where the texts differ.
func (a *asking) edits(change *query.Change) {
	for i := range change.Edits.Items {
		if i == 2*shownOf {
			a.printf(a.text("  … och %d till\n", "  … and %d more\n"), change.Edits.Total-i)
			break
		}
		edit := &change.Edits.Items[i]
		if edit.Before != "" {
			a.printf("%s\n", indent(edit.Before, "  − "))
		}
		if edit.After != "" {
			a.printf("%s\n", indent(edit.After, "  + "))
		}
	}
}

// moment reads a point in time as people write it: a day, which begins at
// midnight here, a time in RFC 3339, a day of the week, which is the latest
// one, today or yesterday, or how long ago. "" is the zero time.
func moment(text string, now time.Time) (at time.Time, known bool) {
	if text == "" {
		return time.Time{}, true
	}
	if at, err := time.ParseInLocation(time.DateOnly, text, now.Location()); err == nil {
		return at, true
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at, true
	}
	if ago, ok := duration(text); ok {
		return now.Add(-ago), true
	}
	text = strings.ToLower(text)
	day := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch text {
	case "idag", "i dag", "today":
		return day, true
	case "igår", "i går", "yesterday":
		return day.AddDate(0, 0, -1), true
	}
	for _, week := range [][]string{
		{"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"},
		{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"},
	} {
		if weekday := slices.Index(week, text); weekday >= 0 {
			return day.AddDate(0, 0, -(int(day.Weekday())-weekday+7)%7), true
		}
	}
	return time.Time{}, false
}

// duration reads days, which time.ParseDuration does not know, and all that it
// does; nothing below zero.
func duration(text string) (time.Duration, bool) {
	if days, found := strings.CutSuffix(text, "d"); found {
		count, err := strconv.ParseUint(days, 10, 16)
		return time.Duration(count) * 24 * time.Hour, err == nil
	}
	ago, err := time.ParseDuration(text)
	return ago, err == nil && ago >= 0
}
