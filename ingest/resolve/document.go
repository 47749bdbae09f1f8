package resolve

import (
	"slices"
	"sort"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract"
)

// Resolved is a document with its mentions gathered into claims.
type Resolved struct {
	Claims   []graph.Claim // Entity is left empty for Identity.Assign
	Facts    []graph.Fact  // ends and evidence as graph.Batch wants them
	Speakers []int         // for each passage the claim that speaks it, -1 where nobody does; nil where nobody speaks
}

// Document gathers the mentions found in a document into claims and turns its
// facts into facts between claims. It changes none of its arguments.
func Document(document corpus.Document, in extract.Input, found extract.Result) Resolved {
	d := newClusters(document, in, found)
	d.joinReferring()
	d.joinNames()
	d.joinPersons()
	claims, claimOf := d.claims()
	facts := d.facts(claimOf)
	d.scopeBodies(claims, facts)
	d.describePersons(claims, facts)
	return Resolved{Claims: claims, Facts: facts, Speakers: d.speakers(claimOf)}
}

// clusters is a document's mentions with a disjoint-set forest over them.
type clusters struct {
	document corpus.Document
	in       extract.Input
	found    extract.Result
	parent   []int
	local    map[int]bool // roots that are nobody outside the document
	listed   map[int]int  // mention → attendee entry
}

func newClusters(document corpus.Document, in extract.Input, found extract.Result) *clusters {
	d := &clusters{document: document, in: in, found: found, parent: make([]int, len(found.Mentions)), local: map[int]bool{}, listed: map[int]int{}}
	for i := range d.parent {
		d.parent[i] = i
	}
	attendees := in.Structure.Attendees
	for i, m := range found.Mentions {
		at := sort.Search(len(attendees), func(k int) bool { return attendees[k].Name.End > m.Start })
		if m.Kind == graph.Person && at < len(attendees) && attendees[at].Name.Overlaps(m.Span) {
			d.listed[i] = at
		}
	}
	return d
}

func (d *clusters) root(i int) int {
	for d.parent[i] != i {
		d.parent[i] = d.parent[d.parent[i]]
		i = d.parent[i]
	}
	return i
}

// join makes two mentions one thing; the smaller index stays the root.
func (d *clusters) join(a, b int) {
	a, b = d.root(a), d.root(b)
	if a == b || d.found.Mentions[a].Kind != d.found.Mentions[b].Kind {
		return
	}
	d.parent[max(a, b)] = min(a, b)
}

func (d *clusters) joinReferring() {
	for i, m := range d.found.Mentions {
		if m.Refers >= 0 && m.Refers < len(d.parent) {
			d.join(i, m.Refers)
		}
	}
}

// joinNames joins mentions other than persons that have the same identity:
// official name, folded name, or a short form that the document explains.
func (d *clusters) joinNames() {
	type named struct {
		kind graph.Kind
		name string
	}
	first := map[named]int{}
	meet := func(i int, name string) {
		if name == "" {
			return
		}
		key := named{d.found.Mentions[i].Kind, slug(name)}
		if at, ok := first[key]; ok {
			d.join(i, at)
			return
		}
		first[key] = i
	}
	for i, m := range d.found.Mentions {
		if m.Kind == graph.Person {
			continue
		}
		if m.Canonical == "" || m.Refers < 0 {
			meet(i, m.Name)
			if m.Kind == graph.Organisation {
				meet(i, companyName(m.Name))
			}
		}
		meet(i, m.Canonical)
		if acronym := m.Attributes["acronym"]; m.Canonical != "" || acronym != m.Name {
			meet(i, acronym)
		}
	}
}

// claims makes a claim of each cluster, ordered by first mention, and tells
// for each mention which claim it belongs to.
func (d *clusters) claims() (claims []graph.Claim, claimOf []int) {
	claimOf = make([]int, len(d.parent))
	at := map[int]int{}
	members := [][]int{}
	for i := range d.parent {
		root := d.root(i)
		if _, ok := at[root]; !ok {
			at[root] = len(members)
			members = append(members, nil)
		}
		claimOf[i] = at[root]
		members[at[root]] = append(members[at[root]], i)
	}
	claims = make([]graph.Claim, len(members))
	for i, group := range members {
		claims[i] = d.claim(group)
	}
	return claims, claimOf
}

func (d *clusters) claim(group []int) graph.Claim {
	kind := d.found.Mentions[group[0]].Kind
	c := graph.Claim{Kind: kind, Attributes: map[string]string{}}
	names := tally{}
	canonical := tally{}
	for _, i := range group {
		m := d.found.Mentions[i]
		names.add(m.Name, m.Refers < 0)
		canonical.add(m.Canonical, m.Refers < 0)
		for key, value := range m.Attributes {
			if _, set := c.Attributes[key]; !set && value != "" {
				c.Attributes[key] = value
			}
		}
		c.Mentions = append(c.Mentions, graph.ClaimMention{
			Span: m.Span, Text: m.Of(d.in.Text.Canonical), Method: m.Method, Confidence: m.Confidence,
		})
	}
	sort.SliceStable(c.Mentions, func(i, j int) bool { return c.Mentions[i].Start < c.Mentions[j].Start })
	official := canonical.pick(func(name string) int { return min(1, canonical[name].own) })
	c.Name = names.fullest(kind)
	if official != "" && (kind == graph.Organisation || kind == graph.Place || kind == graph.Person) {
		c.Name = official
	}
	c.Aliases = d.aliases(&c, names, official)
	d.key(&c, official, d.isLocal(group))
	return c
}

func (d *clusters) isLocal(group []int) bool {
	return slices.ContainsFunc(group, func(i int) bool { return d.local[i] })
}

// aliases lists the other names of a claim; for concepts and reports also the
// forms in which they stand in the text.
func (d *clusters) aliases(c *graph.Claim, names tally, official string) []string {
	set := map[string]bool{}
	for name, n := range names {
		if c.Kind != graph.Person || n.own > 0 || partOf(name, c.Name) {
			set[name] = true
		}
	}
	if c.Kind == graph.Concept {
		for _, m := range c.Mentions {
			set[strings.Join(strings.Fields(m.Text), " ")] = true
		}
	}
	if acronym := c.Attributes["acronym"]; acronym != "" {
		set[acronym] = true
	}
	if c.Kind != graph.Report {
		set[official] = true
	}
	delete(set, c.Name)
	delete(set, "")
	list := make([]string, 0, len(set))
	for name := range set {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// partOf reports whether all words of a short name are words of the full one.
func partOf(short, full string) bool {
	words := strings.Split(sound(slug(full)), "-")
	for w := range strings.SplitSeq(sound(slug(short)), "-") {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// key gives a claim its keys. The identity of organisations, reports, concepts
// and places is their official name or number, else their name.
func (d *clusters) key(c *graph.Claim, official string, local bool) {
	if c.Kind == graph.Person {
		d.keyPerson(c, local)
		return
	}
	identity := official
	if identity == "" {
		identity = c.Name
	}
	if c.Kind == graph.Organisation {
		identity = companyName(identity)
	}
	id := entityID(c.Kind, identity)
	if c.Kind == graph.Report && official == "" {
		c.Keys = []string{localPrefix + id}
		return
	}
	c.Keys = []string{id}
	for _, other := range c.Aliases {
		if alias := entityID(c.Kind, other); alias != id && d.explains(c, other) {
			c.Keys = append(c.Keys, namesPrefix+alias)
		}
	}
	if c.Kind == graph.Report {
		for _, title := range titles(c) {
			if title != id {
				c.Keys = append(c.Keys, namesPrefix+title)
			}
		}
	}
	if len(c.Keys) == 1 && weak(c) {
		c.Keys = append(c.Keys, aliasPrefix+id)
	}
	if len(c.Keys) > 1 {
		c.Keys = append(c.Keys, documentPrefix+d.document.ID)
	}
	slices.Sort(c.Keys[1:])
	c.Keys = slices.Compact(c.Keys)
}

// titles are the ids that a numbered report's titles would have by themselves,
// and by themselves without what follows a colon or dash; and those that a plan
// of certain years would have without them and without the level it is of.
func titles(c *graph.Claim) []string {
	if c.Attributes["number"] == "" {
		return undated(c.Name)
	}
	ids := []string{entityID(c.Kind, c.Name)}
	for _, other := range c.Aliases {
		if telltale(other) {
			ids = append(ids, entityID(c.Kind, other))
		}
	}
	for _, mark := range []string{": ", " – ", " - "} {
		if main, _, found := strings.Cut(c.Name, mark); found && telltale(main) {
			ids = append(ids, entityID(c.Kind, main))
		}
	}
	return ids
}

// undated are the ids that a title which ends in years would have without.
func undated(title string) []string {
	main := strings.TrimRight(title, "0123456789–- ")
	if len(title)-len(main) < len(" 2023") || !telltale(main) {
		return nil
	}
	ids := []string{entityID(graph.Report, main)}
	if level, rest, found := strings.Cut(main, " "); found {
		switch strings.ToLower(level) {
		case "regional", "nationell", "kommunal", "regionala", "nationella", "kommunala":
			ids = append(ids, entityID(graph.Report, rest))
		}
	}
	return ids
}

// telltale reports whether a title is long enough to be known by itself; those
// with a year are often what the report is about.
func telltale(title string) bool {
	return strings.Count(title, " ") >= leastMain && !strings.ContainsAny(title, "0123456789")
}

// leastMain is how many spaces a title needs to be known without its number.
const leastMain = 3

// explains reports whether a claim tells what a short form means. Surface
// forms of a concept explain nothing.
func (d *clusters) explains(c *graph.Claim, other string) bool {
	if c.Attributes["acronym"] == other {
		return len(other) > 1
	}
	return c.Kind == graph.Organisation && short(other)
}

// weak reports whether a claim is known only by a short form or by a title
// without number or publisher, which other documents may explain.
func weak(c *graph.Claim) bool {
	switch c.Kind {
	case graph.Organisation, graph.Concept:
		return short(c.Name)
	case graph.Report:
		return c.Attributes["number"] == "" || len(c.Keys) > 0 && c.Keys[0] == entityID(c.Kind, c.Name)
	default:
		return false
	}
}

// short reports whether a name is an abbreviation in capitals.
func short(name string) bool {
	return len(name) > 1 && len(name) <= 8 && !strings.Contains(name, " ") && strings.ToUpper(name) == name && strings.ToLower(name) != name
}

// tally counts names; own counts the uses that stand for themselves.
type tally map[string]uses

type uses struct{ own, all int }

func (t tally) add(name string, own bool) {
	if name == "" {
		return
	}
	n := t[name]
	n.all++
	if own {
		n.own++
	}
	t[name] = n
}

// fullest is the name that says most: with most words for people, spelt out
// rather than abbreviated, and most frequent among these.
func (t tally) fullest(kind graph.Kind) string {
	return t.pick(func(name string) int {
		rank := 0
		if t[name].own > 0 {
			rank += 100
		}
		if !short(name) {
			rank += 50
		}
		if kind == graph.Person {
			rank += strings.Count(slug(name), "-")
		}
		return rank
	})
}

// pick is the name of the highest rank; ties go to the most frequent, the
// longer, and the first in byte order.
func (t tally) pick(rank func(string) int) string {
	best := ""
	for name, n := range t {
		if best == "" {
			best = name
			continue
		}
		a, b := rank(name), rank(best)
		switch m := t[best]; {
		case a != b:
			if a > b {
				best = name
			}
		case n.all != m.all:
			if n.all > m.all {
				best = name
			}
		case len(name) != len(best):
			if len(name) > len(best) {
				best = name
			}
		case name < best:
			best = name
		}
	}
	return best
}
