package eval

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// Language is the language of a printed report.
type Language string

// The languages.
const (
	Swedish Language = "sv"
	English Language = "en"
)

// text chooses between the two.
func (l Language) text(swedish, english string) string {
	if l == English {
		return english
	}
	return swedish
}

// WriteText prints the report as tables with at most so many errors; a
// negative number prints all of them.
func (r Report) WriteText(w io.Writer, language Language, errors int) error {
	p := printer{language: language}
	p.printf(language.text("Dokument med facit: %d\n", "Documents with gold: %d\n"), r.Documents)
	for _, name := range r.Missing {
		p.printf(language.text("Saknas i grafen: %s\n", "Not in the graph: %s\n"), name)
	}
	p.figures(r.Figures())
	p.scores(r.Scores)
	p.accuracies(r.Accuracies)
	p.confusion(r.Confusion)
	p.faults(r.Errors, errors)
	return p.flush(w)
}

// WriteText prints the report as tables with at most so many errors; a
// negative number prints all of them.
func (r NamesReport) WriteText(w io.Writer, language Language, errors int) error {
	p := printer{language: language}
	p.printf(language.text("%s, %s: %d meningar, %d ord, %.0f ord/s, %.2f MB/s\n", "%s, %s: %d sentences, %d words, %.0f words/s, %.2f MB/s\n"),
		r.Treebank, r.Namer, r.Sentences, r.Speed.Words, r.Speed.WordsPerSecond(), r.Speed.MegabytesPerSecond())
	p.scores(r.Scores)
	p.confusion(r.Confusion)
	p.faults(r.Errors, errors)
	return p.flush(w)
}

// printer collects a report's text.
type printer struct {
	strings.Builder
	language Language
}

func (p *printer) printf(format string, args ...any) { _, _ = fmt.Fprintf(p, format, args...) }

func (p *printer) flush(w io.Writer) error {
	_, err := io.WriteString(w, p.String())
	return err
}

// figures prints what quality is judged by.
func (p *printer) figures(all []Figure) {
	if len(all) == 0 {
		return
	}
	t := p.language.text
	p.heading(t("Mått", "Measures"), t("precision", "precision"), t("täckning", "recall"), "F1", t("i facit", "in gold"), t("hittade/facit", "found/gold"))
	for _, m := range measures() {
		at := slices.IndexFunc(all, func(f Figure) bool { return f.Measure == m.name })
		if at < 0 {
			continue
		}
		f := all[at]
		if f.Share {
			p.printf("  %-38s %9s %9s %9.3f %9d\n", t(m.swedish, m.name), "", "", f.F1, f.Gold)
			continue
		}
		p.printf("  %-38s %9.3f %9.3f %9.3f %9d %13.2f\n", t(m.swedish, m.name), f.Precision, f.Recall, f.F1, f.Gold, f.Ratio())
	}
}

func (p *printer) heading(name string, columns ...string) {
	p.printf("\n%-40s", name)
	for _, column := range columns {
		p.printf(" %*s", max(9, len([]rune(column))), column)
	}
	p.WriteByte('\n')
}

// scores prints a table for each group.
func (p *printer) scores(all []Score) {
	t := p.language.text
	var group Group
	for _, s := range all {
		if s.Right+s.Wrong+s.Missed == 0 {
			continue
		}
		if s.Group != group {
			group = s.Group
			p.heading(group.heading(p.language), t("rätt", "right"), t("fel", "wrong"), t("missade", "missed"), t("precision", "precision"), t("täckning", "recall"), "F1")
		}
		p.printf("  %-38s %9d %9d %9d %9.3f %9.3f %9.3f", s.Name, s.Right, s.Wrong, s.Missed, s.Precision, s.Recall, s.F1)
		if s.Group != GroupIdentity && s.High > 0 {
			p.printf("  [%.3f–%.3f]", s.Low, s.High)
		}
		p.WriteByte('\n')
	}
}

func (p *printer) accuracies(all []Accuracy) {
	if len(all) == 0 {
		return
	}
	t := p.language.text
	p.heading(t("Uppgifter", "Values"), t("rätt", "right"), t("av", "of"), t("andel", "share"))
	for _, a := range all {
		p.printf("  %-38s %9d %9d %9.3f\n", a.Name, a.Right, a.Total, a.Share)
	}
}

// confusion prints the kinds of the gold as rows and those found as columns.
// On the diagonal stand the places found with the right ends; the last column
// has those of the right kind with other ends.
func (p *printer) confusion(cells []Confusion) {
	if len(cells) == 0 {
		return
	}
	t := p.language.text
	var rows, columns []graph.Kind
	at := map[confusionKey]Confusion{}
	for _, c := range cells {
		rows, columns = append(rows, c.Gold), append(columns, c.Found)
		at[confusionKey{c.Gold, c.Found}] = c
	}
	rows, columns = distinctKinds(rows), distinctKinds(columns)
	var titles []string
	for _, found := range columns {
		titles = append(titles, p.kind(found, t("missad", "missed")))
	}
	p.heading(t("Förväxlingar (facit nedåt, hittat åt höger)", "Confusion (gold down, found across)"), append(titles, t("fel gräns", "wrong ends"))...)
	for _, gold := range rows {
		p.printf("  %-38s", p.kind(gold, t("inget", "nothing")))
		for i, found := range columns {
			cell := at[confusionKey{gold, found}]
			if gold == found {
				cell.Count -= cell.Ends
			}
			p.printf(" %*d", max(9, len([]rune(titles[i]))), cell.Count)
		}
		p.printf(" %9d\n", at[confusionKey{gold, gold}].Ends)
	}
}

func distinctKinds(kinds []graph.Kind) []graph.Kind {
	slices.SortFunc(kinds, func(a, b graph.Kind) int { return kindOrder(a) - kindOrder(b) })
	return slices.Compact(kinds)
}

func (p *printer) kind(kind graph.Kind, none string) string {
	switch kind {
	case "":
		return none
	case otherKind:
		return p.language.text("annat", "other")
	default:
		return string(kind)
	}
}

func (p *printer) faults(all []Fault, limit int) {
	if limit < 0 || limit > len(all) {
		limit = len(all)
	}
	if limit == 0 {
		return
	}
	p.printf(p.language.text("\nFel (%d av %d, de värsta först)\n", "\nErrors (%d of %d, worst first)\n"), limit, len(all))
	for _, f := range all[:limit] {
		p.WriteString(f.line(p.language) + "\n")
	}
}

func (f Fault) line(l Language) string {
	line := fmt.Sprintf("  %-10s %-24s %s:", f.Problem.name(l), f.Measure, f.Document)
	if f.Count > 1 {
		line += fmt.Sprintf(" %d ×;", f.Count)
	}
	if f.Want != "" {
		line += l.text(" facit ", " gold ") + f.Want + ";"
	}
	if f.Got != "" {
		line += l.text(" fick ", " got ") + f.Got + ";"
	}
	line = strings.TrimRight(line, ";:")
	if f.Context != "" {
		line += " «" + f.Context + "»"
	}
	return line
}

func (p Problem) name(l Language) string {
	switch p {
	case Missed:
		return l.text("missad", "missed")
	case Wrong:
		return l.text("fel", "wrong")
	case Differ:
		return l.text("avviker", "differs")
	case Merged:
		return l.text("hopslagen", "merged")
	case Split:
		return l.text("delad", "split")
	case Confused:
		return l.text("fel slag", "wrong kind")
	case Ends:
		return l.text("fel gräns", "wrong ends")
	default:
		return string(p)
	}
}

func (g Group) heading(l Language) string {
	switch g {
	case GroupEntities:
		return l.text("Entiteter per dokument", "Entities by document")
	case GroupStrict:
		return l.text("Omnämnanden, exakt", "Mentions, exact")
	case GroupOverlap:
		return l.text("Omnämnanden, överlapp", "Mentions, overlap")
	case GroupRelation:
		return l.text("Relationer", "Relations")
	case GroupIdentity:
		return l.text("Identitet mellan dokument", "Identity across documents")
	default:
		return string(g)
	}
}
