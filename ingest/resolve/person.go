package resolve

import (
	"hash/fnv"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// joinPersons joins the mentions of one person: equal names, spellings of one
// name, and short names that belong to exactly one full name.
func (d *clusters) joinPersons() {
	people := d.people()
	d.joinEqual(people)
	full := d.fullNames(people)
	d.joinSpellings(full)
	d.joinInitials(full)
	for _, p := range people {
		d.joinShort(p, full)
	}
	d.markLocal(people)
}

// named is a person mention with its name in words that sound alike.
type named struct {
	mention int
	slug    string
	words   []string
}

func (d *clusters) people() []named {
	var people []named
	for i, m := range d.found.Mentions {
		if m.Kind != graph.Person {
			continue
		}
		name := m.Name
		if m.Canonical != "" {
			name = m.Canonical
		}
		if m.Refers >= 0 && m.Canonical == "" && !strings.Contains(slug(name), "-") {
			continue // joined already by what it stands for
		}
		s := slug(name)
		people = append(people, named{i, s, strings.Split(sound(s), "-")})
	}
	return people
}

func (d *clusters) joinEqual(people []named) {
	first := map[string]int{}
	for _, p := range people {
		if len(p.words) < 2 {
			continue
		}
		if at, ok := first[p.slug]; ok {
			d.join(p.mention, at)
			continue
		}
		first[p.slug] = p.mention
	}
}

// fullNames returns one entry per distinct full name.
func (d *clusters) fullNames(people []named) []named {
	var full []named
	seen := map[string]bool{}
	for _, p := range people {
		if len(p.words) > 1 && !seen[p.slug] {
			seen[p.slug] = true
			full = append(full, p)
		}
	}
	return full
}

// joinSpellings joins full names that sound alike or of which one leaves out
// middle names of the other. Two entries of lists of participants are two
// people, however alike they sound.
func (d *clusters) joinSpellings(full []named) {
	bySound := map[string][]named{}
	byEnds := map[string][]named{}
	for _, p := range full {
		key := strings.Join(p.words, " ")
		ends := p.words[0] + " " + p.words[len(p.words)-1]
		for _, q := range bySound[key] {
			d.joinUnlessListed(p, q)
		}
		for _, q := range byEnds[ends] {
			if partOfWords(p.words, q.words) || partOfWords(q.words, p.words) {
				d.joinUnlessListed(p, q)
			}
		}
		bySound[key] = append(bySound[key], p)
		byEnds[ends] = append(byEnds[ends], p)
	}
}

func partOfWords(few, many []string) bool {
	at := 0
	for _, w := range many {
		if at < len(few) && few[at] == w {
			at++
		}
	}
	return at == len(few)
}

// joinInitials joins names with but an initial to the only full name that it is
// the initial of.
func (d *clusters) joinInitials(full []named) {
	for _, p := range full {
		if utf8.RuneCountInString(p.words[0]) > 1 {
			continue
		}
		var of []int
		for _, q := range full {
			short, long := spelling{p.slug, p.words}, spelling{q.slug, q.words}
			if root := d.root(q.mention); utf8.RuneCountInString(q.words[0]) > 1 && short.initial(&long) && !slices.Contains(of, root) {
				of = append(of, root)
			}
		}
		if len(of) == 1 {
			d.join(p.mention, of[0])
		}
	}
}

func (d *clusters) joinUnlessListed(p, q named) {
	if d.inList(p.slug) && d.inList(q.slug) {
		return
	}
	d.join(p.mention, q.mention)
}

// inList reports whether a name stands in a list of participants.
func (d *clusters) inList(name string) bool {
	for i := range d.listed {
		if slug(d.found.Mentions[i].Name) == name {
			return true
		}
	}
	return false
}

// joinShort joins a name to the only longer name that ends or begins with it:
// a surname, a given name, "Ole Petter". Surnames count before given names.
func (d *clusters) joinShort(p named, full []named) {
	var ending, beginning []int
	for _, q := range full {
		n := len(p.words)
		if len(q.words) <= n || n > 1 && d.inList(p.slug) && d.inList(q.slug) {
			continue
		}
		root := d.root(q.mention)
		if slices.Equal(p.words, q.words[len(q.words)-n:]) && !slices.Contains(ending, root) {
			ending = append(ending, root)
		}
		if slices.Equal(p.words, q.words[:n]) && !slices.Contains(beginning, root) {
			beginning = append(beginning, root)
		}
	}
	switch {
	case len(ending) == 1:
		d.join(p.mention, ending[0])
	case len(ending) == 0 && len(beginning) == 1:
		d.join(p.mention, beginning[0])
	}
}

// markLocal marks the clusters that have no full name, after joining those of
// equal short names.
func (d *clusters) markLocal(people []named) {
	clear(d.local)
	hasFull := map[int]bool{}
	for _, p := range people {
		if len(p.words) > 1 {
			hasFull[d.root(p.mention)] = true
		}
	}
	first := map[string]int{}
	for _, p := range people {
		if hasFull[d.root(p.mention)] {
			continue
		}
		if at, ok := first[p.slug]; ok {
			d.join(p.mention, at)
			continue
		}
		first[p.slug] = p.mention
	}
	for i, m := range d.found.Mentions {
		if root := d.root(i); m.Kind == graph.Person && !hasFull[root] {
			d.local[root] = true
		}
	}
}

// keyPerson gives a person's claim its block of names that sound alike, or
// makes it nobody outside the document.
func (d *clusters) keyPerson(c *graph.Claim, local bool) {
	if local {
		c.Keys = []string{localPrefix + entityID(graph.Person, c.Name)}
		return
	}
	c.Keys = []string{blockPrefix + block(slug(c.Name)), documentPrefix + d.document.ID}
}

const companions = 12 // co-mentioned people kept to tell namesakes apart

// describePersons writes down what tells a person from namesakes:
// organisations and roles from the document's facts, its date, and the people
// who appear with the person. The latter are those with the smallest hashes,
// so that two documents with the same company keep the same people.
func (d *clusters) describePersons(claims []graph.Claim, facts []graph.Fact) {
	parents, publishers := partsOf(claims, facts), publishersOf(facts)
	others := d.companions(claims)
	around := d.surroundings(claims, facts)
	home := d.home(claims)
	for i := range claims {
		c := &claims[i]
		if c.Kind != graph.Person {
			continue
		}
		set := map[string]bool{}
		if d.document.Date != "" {
			set["date:"+d.document.Date] = true
		}
		own := entityID(graph.Person, c.Name)
		_, full := hasKey(c, blockPrefix)
		for _, other := range others {
			if full && other != own && len(values(keysOf(set), "with:")) < companions {
				set["with:"+strings.TrimPrefix(other, "person:")] = true
			}
		}
		d.affiliations(set, i, home, claims, facts, parents)
		if full {
			around.describe(set, i, publishers[i])
		}
		c.Context = keysOf(set)
		slices.Sort(c.Context)
	}
}

func keysOf(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for key := range set {
		keys = append(keys, key)
	}
	return keys
}

// affiliations adds the organisations, roles and reports that facts give to
// claim i, and to somebody without employer the seat where the document comes
// from, or as the author of an article the publisher.
func (d *clusters) affiliations(set map[string]bool, i int, home string, claims []graph.Claim, facts []graph.Fact, parents map[int][]int) {
	seat, author, employed := false, false, false
	for k := range facts {
		fact := &facts[k]
		if fact.From.Node != "" || fact.From.Claim != i {
			continue
		}
		seat = seat || seated(fact, d.document.ID)
		author = author || fact.Type == graph.Authored && fact.To.Node == d.document.ID
		if fact.Type == graph.Authored && fact.To.Node == "" {
			for _, key := range claims[fact.To.Claim].Keys { // number and titles
				if _, report, ok := strings.Cut(key, string(graph.Report)+":"); ok {
					set["wrote:"+report] = true
				}
			}
		}
		if fact.Type != graph.HasRole && fact.Type != graph.AffiliatedWith {
			continue
		}
		if title := fact.Attributes["title"]; title != "" {
			set["role:"+graph.Fold(title)] = true
		}
		if fact.To.Node != "" {
			continue
		}
		for _, org := range append([]int{fact.To.Claim}, parents[fact.To.Claim]...) {
			_, name, _ := strings.Cut(claims[org].Keys[0], ":")
			affiliate(set, name, fact.Attributes["status"] == "former")
			employed = employed || employer(name) || party(name)
		}
	}
	switch {
	case seat && home != "" && !worksElsewhere(set):
		set["seat:"+home] = true
	case author && !employed && d.document.Kind == corpus.KindArticle && d.document.Publisher != "":
		set["org:"+slug(d.document.Publisher)] = true
	}
}

// affiliate adds an organisation, and the municipality it is scoped by.
func affiliate(set map[string]bool, organisation string, former bool) {
	set["org:"+organisation] = true
	if former {
		set["former:"+organisation] = true
	}
	if _, scope, scoped := strings.Cut(organisation, "--"); scoped {
		set["seat:"+scope] = true
	}
}

// worksElsewhere reports whether a context names an employer.
func worksElsewhere(set map[string]bool) bool {
	return slices.ContainsFunc(values(keysOf(set), "org:"), employer)
}

// partsOf lists for each organisation those that it is part of, and those that
// it is but another name of: whom it succeeds, or who succeeds it.
func partsOf(claims []graph.Claim, facts []graph.Fact) map[int][]int {
	parents := map[int][]int{}
	for _, fact := range facts {
		if fact.From.Node != "" || fact.To.Node != "" || fact.To.Claim >= len(claims) {
			continue
		}
		switch fact.Type {
		case graph.PartOf:
			parents[fact.From.Claim] = append(parents[fact.From.Claim], fact.To.Claim)
		case graph.Succeeds:
			parents[fact.From.Claim] = append(parents[fact.From.Claim], fact.To.Claim)
			parents[fact.To.Claim] = append(parents[fact.To.Claim], fact.From.Claim)
		default: // no other fact joins two bodies
		}
	}
	return parents
}

// publishersOf lists for each author the publishers of what they wrote.
func publishersOf(facts []graph.Fact) map[int][]int {
	publishers, authors := map[int][]int{}, map[int][]int{}
	for _, fact := range facts {
		if fact.Type == graph.Published && fact.From.Node == "" && fact.To.Node == "" {
			publishers[fact.To.Claim] = append(publishers[fact.To.Claim], fact.From.Claim)
		}
	}
	for _, fact := range facts {
		if fact.Type == graph.Authored && fact.From.Node == "" && fact.To.Node == "" {
			authors[fact.From.Claim] = append(authors[fact.From.Claim], publishers[fact.To.Claim]...)
		}
	}
	return authors
}

// companions returns the ids of the document's fully named people, by hash.
func (d *clusters) companions(claims []graph.Claim) []string {
	var ids []string
	for i := range claims {
		if _, known := hasKey(&claims[i], blockPrefix); known {
			ids = append(ids, entityID(graph.Person, claims[i].Name))
		}
	}
	sort.Slice(ids, func(i, j int) bool {
		a, b := hash(ids[i]), hash(ids[j])
		return a < b || a == b && ids[i] < ids[j]
	})
	ids = slices.Compact(ids)
	return ids[:min(len(ids), companions+1)]
}

func hash(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s))
	return h.Sum32()
}
