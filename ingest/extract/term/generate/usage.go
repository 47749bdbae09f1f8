package main

import (
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/ingest/extract/term"
)

// Titles of interpellations, of the 1990s and later.
var (
	newTitle = regexp.MustCompile(`^Interpellation \d{4}/\d+:\d+ (.+?) av [A-ZÅÄÖ][^()]*\([^)]*\) till`)
	oldTitle = regexp.MustCompile(`^(?:Interpellation )?\d{4}/\d+:\d+ av .*? (?:minister\S*|stats?rådet?)\b.*? om (.+)$`)
)

// use is how documents use a phrase.
type use struct {
	head        string
	documents   int // that hold it anywhere
	occurrences int
	bodies      int // documents that hold it below the title
	titled      int // of those, that hold it in the title too
}

// titledDocument is a document of the background.
type titledDocument struct{ title, body string }

// usageList lists how the titled documents use terms, the last parts of
// compounds and attributes.
func usageList(folder string, classes []byte) (string, error) {
	documents, err := readDocuments(filepath.Join(folder, "interpellations.txt.gz"))
	if err != nil {
		return "", err
	}
	finder, err := term.NewBackground(classes, false)
	if err != nil {
		return "", err
	}
	all, err := term.NewBackground(classes, true)
	if err != nil {
		return "", err
	}
	lines := map[string]string{}
	terms := countUses(finder, documents)
	for name, u := range terms {
		if u.documents >= 2 && u.bodies >= 4 {
			lines[name] = u.line()
		}
	}
	attributed(lines, terms, countUses(all, documents), len(documents))
	parts(lines, terms)
	names := make([]string, 0, len(lines))
	for name := range lines {
		names = append(names, name)
	}
	sort.Strings(names)
	var b strings.Builder
	for _, name := range names {
		b.WriteString(name + "\t" + lines[name] + "\n")
	}
	return b.String(), nil
}

func (u *use) line() string {
	return fmt.Sprintf("%d\t%d\t%.0f", u.bodies, u.titled, math.RoundToEven(100*u.burst()))
}

// burst is how often a document that uses the phrase does.
func (u *use) burst() float64 { return float64(u.occurrences) / float64(u.documents) }

// readDocuments reads the interpellations, the paragraphs apart.
func readDocuments(path string) ([]titledDocument, error) {
	var all []titledDocument
	var body strings.Builder
	title, first := "", true
	end := func() {
		if body.Len() > 0 {
			all = append(all, titledDocument{title, body.String()})
		}
		title, first = "", true
		body.Reset()
	}
	err := eachLine(path, func(line string) {
		switch {
		case strings.HasPrefix(line, "### "):
			end()
		case first:
			first, title = false, titleOf(line)
		default:
			body.WriteString(line + "\n")
			if strings.HasSuffix(line, ".") {
				body.WriteString("\n")
			}
		}
	})
	end()
	return all, err
}

// titleOf returns the title that the first line of an interpellation tells.
func titleOf(line string) string {
	for _, pattern := range []*regexp.Regexp{newTitle, oldTitle} {
		if m := pattern.FindStringSubmatch(line); m != nil {
			return m[1]
		}
	}
	return ""
}

// countUses counts the phrases of the documents on all processors: sums do not
// depend on the order.
func countUses(finder *term.Finder, documents []titledDocument) map[string]*use {
	const workers = 2
	uses := [workers]map[string]*use{}
	var done sync.WaitGroup
	for k := range workers {
		uses[k] = map[string]*use{}
		done.Go(func() {
			for i := k; i < len(documents); i += workers {
				documents[i].count(finder, uses[k])
			}
		})
	}
	done.Wait()
	for name, u := range uses[1] {
		if sum := uses[0][name]; sum != nil {
			sum.add(u)
			continue
		}
		uses[0][name] = u
	}
	return uses[0]
}

func (u *use) add(other *use) {
	u.documents, u.occurrences = u.documents+other.documents, u.occurrences+other.occurrences
	u.bodies, u.titled = u.bodies+other.bodies, u.titled+other.titled
	u.head = min(u.head, other.head)
}

// count counts the phrases of a document.
func (t *titledDocument) count(finder *term.Finder, uses map[string]*use) {
	text := t.title + "\n\n" + t.body
	title := corpus.Span{Start: 0, End: len(t.title)}
	for _, p := range finder.Phrases(&corpus.Text{Canonical: text}, &corpus.Structure{Title: t.title, TitleSpan: title}) {
		one := use{head: p.Head, documents: 1, occurrences: len(p.Spans)}
		in := slices.ContainsFunc(p.Spans, func(s corpus.Span) bool { return s.Start < title.End })
		if slices.ContainsFunc(p.Spans, func(s corpus.Span) bool { return s.Start >= title.End }) {
			one.bodies = 1
			if in {
				one.titled = 1
			}
		}
		if u := uses[p.Name]; u != nil {
			u.add(&one)
			continue
		}
		uses[strings.Clone(p.Name)] = &one
	}
}

// attributed adds the phrases whose attribute says nothing elsewhere, but
// belongs to the noun: "särskilt stöd". Attribute and noun stand together more
// often than chance lets them (normalised pointwise mutual information, Bouma
// 2009), and in titles or repeatedly.
func attributed(lines map[string]string, terms, all map[string]*use, documents int) {
	attributes := map[string]int{}
	for name, u := range all {
		if first, _, two := cutTwo(name); two && u.documents >= 2 {
			attributes[first] += u.documents
		}
	}
	for name, u := range all {
		first, second, two := cutTwo(name)
		if base := terms[name]; !two || u.bodies < 8 || base != nil && base.documents >= 2 {
			continue
		}
		together, of := float64(u.documents), 0
		if noun := all[second]; noun != nil {
			of = noun.documents
		}
		chance := float64(attributes[first]) * float64(max(of, u.documents))
		bound := math.Log(together*float64(documents)/chance) / -math.Log(together/float64(documents))
		if bound >= .15 && (u.titled >= 1 && u.burst() >= 1.2 || u.titled >= 3) {
			lines[name] = u.line()
		}
	}
}

// cutTwo cuts a phrase of two words.
func cutTwo(name string) (first, second string, ok bool) {
	first, second, ok = strings.Cut(name, " ")
	return first, second, ok && !strings.Contains(second, " ")
}

// part is how the compounds that end in a noun, or the phrases that begin with
// an attribute, are used; frequent ones count no more than 30 documents.
type part struct{ documents, titled, bursts float64 }

func (p *part) add(u *use) {
	k := float64(min(u.bodies, 30))
	p.documents += k
	p.titled += float64(u.titled) * k / float64(u.bodies)
	p.bursts += k * u.burst()
}

// parts adds the last parts of compounds, "-skola", and attributes, "digital-".
func parts(lines map[string]string, terms map[string]*use) {
	all := map[string]*part{}
	names := make([]string, 0, len(terms))
	for name := range terms {
		names = append(names, name)
	}
	sort.Strings(names) // sums of fractions depend on the order
	for _, name := range names {
		u := terms[name]
		if u.documents < 2 || u.bodies == 0 || u.head == "" {
			continue
		}
		key := "-" + u.head
		if first, _, two := cutTwo(name); two {
			key = first + "-"
		} else if strings.Contains(name, " ") {
			continue
		}
		if all[key] == nil {
			all[key] = &part{}
		}
		all[key].add(u)
	}
	for key, p := range all {
		if p.documents >= 10 {
			lines[key] = fmt.Sprintf("%.0f\t%.0f\t%.0f", p.documents, math.RoundToEven(p.titled), math.RoundToEven(100*p.bursts/p.documents))
		}
	}
}
