package resolve

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/samband/samband/graph"
)

// group is claims of one block that were found to be one person.
type group struct {
	claims    []graph.StoredClaim
	orgs      map[string]int
	seats     map[string]int // municipalities and associations in whose meetings they sit
	roles     map[string]int
	wrote     map[string]int // reports
	with      map[string]int
	beside    map[string]int // people named in one breath with it
	about     map[string]int // organisations and places named near it, of claims that name no place
	former    map[string]int // of orgs, those that it is said to have left
	spell     map[string]int // slugs of the name
	spellings []spelling     // the same, once each
	days      []int          // dates as days, ascending; a claim without date adds none
	undated   bool           // a claim has no date
	ruling    *graph.Ruling  // what a person decided it is; nil for nothing
}

// people decides which claims of a block are one person and returns where each
// belongs. The block is all claims whose names sound alike.
func (identity *Identity) people(claims []graph.StoredClaim, rulings *graph.Rulings) map[graph.ClaimID]place {
	groups := identity.cluster(claims, rulings)
	places := make(map[graph.ClaimID]place, len(claims))
	for i, p := range placeGroups(groups, rulings) {
		for _, s := range groups[i].claims {
			places[s.ID] = p
		}
	}
	return places
}

// byOrganisation joins claims of one spelling that share an organisation or a
// telling role within a life's span, and tells groups that a person has decided
// about, groups with an organisation, and those without.
func (identity *Identity) byOrganisation(claims []graph.StoredClaim, labels []*graph.Ruling) (decided, placed, loose []*group) {
	root := identity.tied(claims, labels)
	at := map[int]*group{}
	var all []*group
	for i := range claims {
		g, ok := at[root[i]]
		if !ok {
			g = newGroup()
			at[root[i]] = g
			all = append(all, g)
		}
		g.claim(claims[i])
		if labels[i] != nil {
			g.ruling = labels[i]
		}
	}
	for _, g := range all {
		switch {
		case g.ruling != nil:
			decided = append(decided, g)
		case len(g.orgs)+len(g.seats) > 0:
			placed = append(placed, g)
		default:
			loose = append(loose, g)
		}
	}
	return decided, placed, loose
}

// tied returns for each claim the first of those it is tied to.
func (identity *Identity) tied(claims []graph.StoredClaim, labels []*graph.Ruling) []int {
	forest := newForest(labels)
	day := make([]int, len(claims))
	shared := map[string][]int{}
	for i := range claims {
		if dates := values(claims[i].Context, "date:"); len(dates) > 0 {
			day[i] = days(dates[0])
		}
		written := plain(slug(claims[i].Name))
		for _, tie := range ties(claims[i].Context, standing(written, claims[i].Context)) {
			key := written + "\x00" + tie
			shared[key] = append(shared[key], i)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(shared)) {
		members := forest.undisputed(shared[key])
		slices.SortStableFunc(members, func(a, b int) int { return cmp.Compare(day[a], day[b]) })
		for k := 1; k < len(members); k++ {
			before, after := members[k-1], members[k]
			if day[before] > 0 && day[after]-day[before] > identity.apart*365 {
				continue
			}
			forest.join(before, after)
		}
	}
	roots := make([]int, len(claims))
	for i := range claims {
		roots[i] = forest.root(i)
	}
	return roots
}

// ties are the entries of a context that by themselves make two claims of one
// spelling one person. Who shares but a municipality or region does so with
// those of the same standing.
func ties(context []string, standing string) []string {
	all := slices.DeleteFunc(values(context, "org:"), broad)
	for i, org := range all {
		if polity(org) {
			all[i] = "seat:" + org + standing
		}
	}
	for _, seat := range values(context, "seat:") {
		all = append(all, "seat:"+seat+standing)
	}
	for _, report := range values(context, "wrote:") {
		all = append(all, "wrote:"+report)
	}
	for _, role := range values(context, "role:") {
		if telling(role) {
			all = append(all, "role:"+role)
		}
	}
	return all
}

func newGroup() *group {
	return &group{orgs: map[string]int{}, seats: map[string]int{}, roles: map[string]int{}, wrote: map[string]int{}, with: map[string]int{}, beside: map[string]int{}, about: map[string]int{}, former: map[string]int{}, spell: map[string]int{}}
}

func (g *group) claim(s graph.StoredClaim) {
	g.claims = append(g.claims, s)
	written := slug(s.Name)
	if g.spell[written]++; g.spell[written] == 1 {
		g.spellings = append(g.spellings, newSpelling(s.Name))
	}
	for _, entry := range s.Context {
		prefix, value, _ := strings.Cut(entry, ":")
		if counts := g.feature(prefix); counts != nil && value != "" {
			counts[value]++
		}
	}
	dates := values(s.Context, "date:")
	if len(dates) == 0 {
		g.undated = true
		return
	}
	day := days(dates[0])
	at, _ := slices.BinarySearch(g.days, day)
	g.days = slices.Insert(g.days, at, day)
}

// feature is what counts a sort of entry of a context; nil for dates.
func (g *group) feature(prefix string) map[string]int {
	switch prefix {
	case "org":
		return g.orgs
	case "seat":
		return g.seats
	case "role":
		return g.roles
	case "wrote":
		return g.wrote
	case "with":
		return g.with
	case "beside":
		return g.beside
	case "about":
		return g.about
	case "former":
		return g.former
	}
	return nil
}

func (g *group) add(other *group) {
	for _, s := range other.claims {
		g.claim(s)
	}
	g.ruling = cmp.Or(g.ruling, other.ruling)
}

// sorted orders groups by size, then date, then first claim.
func sorted(groups []*group) []*group {
	slices.SortFunc(groups, func(a, b *group) int {
		return cmp.Or(len(b.claims)-len(a.claims), cmp.Compare(a.first(), b.first()), compareClaims(a.claims[0], b.claims[0]))
	})
	return groups
}

func (g *group) first() int {
	if len(g.days) == 0 {
		return 0
	}
	return g.days[0]
}

// contradict reports whether two groups cannot be one person: their names do
// not agree, their dates lie too far apart, or about the same time they work,
// sit, or are of a party, where the other does not.
func (identity *Identity) contradict(a, b *group) bool {
	if names(a, b) == unlike {
		return true
	}
	if len(a.days) > 0 && len(b.days) > 0 {
		if span := max(a.days[len(a.days)-1], b.days[len(b.days)-1]) - min(a.days[0], b.days[0]); span > identity.apart*365 {
			return true
		}
	}
	switch {
	case vouched(a, b):
		return false
	case apart(a.orgs, b.orgs, party):
	case !apart(a.current(), b.current(), employer) && !apart(a.seats, b.seats, municipality) && !apart(a.seats, b.seats, region):
		return false
	case rarity(a.typicalSlug()) == rare:
		return apart(a.roles, b.roles, always) && interleave(a.days, b.days)
	}
	return a.undated || b.undated || near(a.days, b.days, 365)
}

func always(string) bool { return true }

// interleave reports whether neither list lies wholly before the other: one
// who changed posts leaves the old one first.
func interleave(a, b []int) bool {
	return len(a) > 0 && len(b) > 0 && a[0] < b[len(b)-1] && b[0] < a[len(a)-1]
}

// current are the organisations that a group is not only said to have left.
func (g *group) current() map[string]int {
	if len(g.former) == 0 {
		return g.orgs
	}
	current := map[string]int{}
	for org, n := range g.orgs {
		if n > g.former[org] {
			current[org] = n
		}
	}
	return current
}

// apart reports whether both name organisations of a sort, and none in common.
func apart(a, b map[string]int, sort func(string) bool) bool {
	named := false
	for org := range a {
		if sort(org) {
			if b[org] > 0 {
				return false
			}
			named = true
		}
	}
	if !named {
		return false
	}
	for org := range b {
		if sort(org) {
			return true
		}
	}
	return false
}

// broad reports whether so many belong to an organisation that namesakes do:
// parties, parliament and government.
func broad(org string) bool {
	if party(org) {
		return true
	}
	for _, end := range []string{"regering", "regeringen", "riksdag", "riksdagen", "regeringskansliet", "europaparlamentet"} {
		if strings.HasSuffix(org, end) {
			return true
		}
	}
	return false
}

// party reports whether an organisation is a political party.
func party(org string) bool {
	for _, end := range []string{"partiet", "demokraterna", "moderaterna", "liberalerna"} {
		if strings.HasSuffix(org, end) {
			return true
		}
	}
	return false
}

// employer reports whether an organisation contradicts another one. Parties,
// and the bodies people belong to by election or appointment besides what they
// do, go together with anything.
func employer(org string) bool {
	org, _, _ = strings.Cut(org, "--")
	if party(org) {
		return false
	}
	if strings.HasPrefix(org, "arbetsgruppen-") || strings.HasPrefix(org, "styrgruppen-") || strings.HasPrefix(org, "referensgruppen-") || strings.HasPrefix(org, "projektgruppen-") {
		return false
	}
	for _, end := range []string{"regering", "regeringen", "riksdag", "riksdagen", "regeringskansliet", "departementet", "fullmäktige", "styrelsen", "nämnden", "utskottet", "europaparlamentet", "gruppen", "kommittén", "delegationen", "utredningen", "nätverket"} {
		if strings.HasSuffix(org, end) {
			return end == "styrelsen" && !strings.HasPrefix(org, "region") && !strings.HasPrefix(org, "kommun")
		}
	}
	return true
}

// near reports whether two ascending lists have members at most reach apart.
func near(a, b []int, reach int) bool {
	for i, k := 0, 0; i < len(a) && k < len(b); {
		if d := a[i] - b[k]; d <= reach && d >= -reach {
			return true
		}
		if a[i] < b[k] {
			i++
		} else {
			k++
		}
	}
	return false
}

// strength is how loudly something besides the name speaks for sameness.
type strength int

const (
	silent  strength = iota
	company          // two people that both were met with
	partied          // a party and a role in common
	placed           // an organisation, a seat or a telling role in common
)

// evidence weighs what two whose names agree have in common. Where one name
// leaves out middle names of the other, or all but its initial, an organisation
// is enough for a rare name only, and so is a single person, or one that the
// other document names beside them.
func evidence(a, b *group) strength {
	role, met := sharesKey(a.roles, b.roles), together(a, b) >= 2 || sharesKey(a.beside, b.beside)
	loud, known := sharesPlace(a, b), rarity(a.typicalSlug())
	if names(a, b) == contained {
		loud = loud && (role || met || known == rare) || sharesKey(a.wrote, b.wrote)
		met = known == rare && (together(a, b) >= 1 || nearby(a, b))
	}
	switch {
	case loud || sharesTelling(a, b):
		return placed
	case role && sharesKey(a.orgs, b.orgs), sharesOffice(a, b) && nearby(a, b):
		return partied
	case met:
		return company
	}
	return silent
}

// nearby reports whether the document of one that names no place names, close
// by, an organisation or municipality of the other.
func nearby(a, b *group) bool {
	for _, pair := range [][2]*group{{a, b}, {b, a}} {
		for name := range pair[0].about {
			for _, org := range []string{name, name + "-kommun", name + "s-kommun", name + "-stad", name + "s-stad"} {
				if pair[1].orgs[org]+pair[1].seats[org] > 0 {
					return true
				}
			}
		}
	}
	return false
}

// sharesPlace reports whether an organisation, a seat or a report that they
// wrote is common to both. A municipality is not, between its politicians and
// those it employs.
func sharesPlace(a, b *group) bool {
	split := elects(a, b) && rarity(a.typicalSlug()) != rare && !sharesOffice(a, b)
	for org := range a.orgs {
		if b.orgs[org] > 0 && !broad(org) && (!split || !polity(org)) {
			return true
		}
	}
	if sharesKey(a.wrote, b.wrote) {
		return true
	}
	return !split && (sharesKey(a.seats, b.seats) || sharesKey(a.orgs, b.seats) || sharesKey(a.seats, b.orgs))
}

// vouched reports whether something speaks for sameness so loudly that other
// organisations do not contradict it. Company does not: the members of a group
// meet both namesakes.
func vouched(a, b *group) bool { return sharesPlace(a, b) || sharesTelling(a, b) }

func sharesTelling(a, b *group) bool {
	for role := range a.roles {
		if b.roles[role] > 0 && telling(role) {
			return true
		}
	}
	return false
}

// together counts the people that both were met with.
func together(a, b *group) int {
	n := 0
	for with := range a.with {
		if b.with[with] > 0 {
			n++
		}
	}
	return n
}

// telling reports whether hardly more than one person of a name can have a
// role at a time: "nationell samordnare för …", not "ledamot".
func telling(role string) bool {
	return strings.Contains(role, " ") || strings.Contains(role, "statssekreterare") || strings.HasSuffix(role, "minister") || strings.HasPrefix(role, "generaldirektör")
}

func sharesKey(a, b map[string]int) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for key := range a {
		if b[key] > 0 {
			return true
		}
	}
	return false
}

// days turns an ISO date, month or year into days on one scale; parts that are
// missing count as the middle.
func days(date string) int {
	parts := strings.Split(date, "-")
	year, _ := strconv.Atoi(parts[0])
	month, day := 6, 15
	if len(parts) > 1 {
		month, _ = strconv.Atoi(parts[1])
	}
	if len(parts) > 2 {
		day, _ = strconv.Atoi(parts[2])
	}
	return year*365 + (month-1)*30 + day
}
