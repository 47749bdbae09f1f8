package resolve

import (
	"slices"

	"github.com/samband/samband/graph"
)

// cluster gathers claims in steps that depend on the set alone: claims that a
// person has decided to be one; claims of one spelling that share an
// organisation; those groups, largest first, with the person that something
// speaks for; people with those of their name where nothing contradicts; and
// last the claims that name no place with the only person that is left.
func (identity *Identity) cluster(claims []graph.StoredClaim, rulings *graph.Rulings) []*group {
	people, placed, loose := identity.byOrganisation(claims, rulingsOf(rulings, claims))
	people = sorted(people)
	for _, g := range sorted(placed) {
		speaks := identity.speaking(people, g)
		if len(speaks) == 0 || disputed(speaks) {
			people = append(people, g)
		} else {
			speaks[0].add(g)
		}
	}
	people = identity.unite(sorted(people))
	for _, g := range sorted(identity.gather(sorted(loose))) {
		people = identity.settle(people, g)
	}
	return people
}

// gather joins claims of one name that name no place where they have a role or
// company in common, so that those that may be of several namesakes are at
// least of one person together.
func (identity *Identity) gather(loose []*group) []*group {
	var gathered []*group
	for _, g := range loose {
		at := slices.IndexFunc(gathered, func(p *group) bool {
			return names(p, g) == equal && identity.compatible(p, g) && (sharesOffice(p, g) || evidence(p, g) > silent)
		})
		if at < 0 {
			gathered = append(gathered, g)
		} else {
			gathered[at].add(g)
		}
	}
	return gathered
}

// speaking returns the people whom the most speaks for being g.
func (identity *Identity) speaking(people []*group, g *group) []*group {
	var speaks []*group
	loudest := silent
	for _, p := range people {
		if !identity.compatible(p, g) {
			continue
		}
		said := evidence(p, g)
		if said > loudest {
			loudest, speaks = said, nil
		}
		if said > silent && said == loudest {
			speaks = append(speaks, p)
		}
	}
	return speaks
}

// settle adds a group that names no place to the person it belongs to, or as a
// person of its own.
func (identity *Identity) settle(people []*group, g *group) []*group {
	speaks := identity.speaking(people, g)
	var fits []*group
	for _, p := range people {
		if slices.Contains(speaks, p) || identity.fit(p, g) {
			fits = append(fits, p)
		}
	}
	switch {
	case disputed(speaks) || len(speaks) == 0 && disputed(fits):
		people = append(people, g)
	case len(speaks) == 1:
		speaks[0].add(g)
	case len(fits) == 1 && linked(fits[0], g):
		fits[0].add(g)
	case likeliest(fits, g) != nil:
		likeliest(fits, g).add(g)
	case dominant(fits) != nil:
		dominant(fits).add(g)
	default:
		people = append(people, g)
	}
	return people
}

// compatible reports whether neither a person nor a feature says that the two
// are different.
func (identity *Identity) compatible(a, b *group) bool {
	return (a.ruling == nil || b.ruling == nil) && !identity.contradict(a, b)
}

// fit reports whether the two have one name and nothing says that they are
// different.
func (identity *Identity) fit(a, b *group) bool {
	return names(a, b) == equal && identity.compatible(a, b) && !vague(a, b)
}

// vague reports whether too little joins two of one name, unless it is a rare
// one: one is known by work alone and the other by party or seat alone, in no
// office that both have; or the name is common and they work or sit at
// different places, at different times.
func vague(a, b *group) bool {
	switch rarity(b.typicalSlug()) {
	case rare:
		return false
	case common:
		if a.located() && b.located() {
			return true
		}
		fallthrough
	case usual:
		if elects(a, b) || foreign(a, b) {
			return true
		}
	}
	return (a.works() && b.sits() || a.sits() && b.works()) && !sharesOffice(a, b)
}

// located reports whether a group is known by any place: an organisation, a
// party, a seat.
func (g *group) located() bool { return len(g.orgs)+len(g.seats) > 0 }

// works reports whether a group is known by an employer, and neither by party
// nor by seat. Municipalities and regions employ those who sit in their boards.
func (g *group) works() bool {
	for org := range g.orgs {
		if party(org) || polity(org) {
			return false
		}
	}
	return len(g.seats) == 0 && g.employed()
}

// sits reports whether a group is known by party or seat, and by no employer.
func (g *group) sits() bool {
	for org := range g.orgs {
		if party(org) {
			return !g.employed()
		}
	}
	return len(g.seats) > 0 && !g.employed()
}

// employed reports whether a group has an employer that is no municipality.
func (g *group) employed() bool {
	for org := range g.orgs {
		if employer(org) && !polity(org) {
			return true
		}
	}
	return false
}

// disputed reports whether several of the groups are people that somebody has
// decided to be different: then nothing but a person can tell which is meant.
func disputed(groups []*group) bool {
	decided := 0
	for _, g := range groups {
		if g.ruling != nil {
			decided++
		}
	}
	return decided > 1
}

// sharingRole returns those with a role, of whatever kind, in common with g.
func sharingRole(fits []*group, g *group) []*group {
	var sharing []*group
	for _, p := range fits {
		if sharesKey(p.roles, g.roles) {
			sharing = append(sharing, p)
		}
	}
	return sharing
}

// linked reports whether somebody who names no place may be the only one of the
// name that has one: where a line of work, a place named nearby or somebody met
// joins them; and without these, of a rare name always, of a usual one where no
// other place is named nearby, of a common one never.
func linked(p, g *group) bool {
	if !p.located() || nearby(p, g) || together(p, g) > 0 || sharesLine(p, g) {
		return true
	}
	switch rarity(g.typicalSlug()) {
	case usual:
		return len(g.about) == 0
	case common:
		return false
	case rare:
	}
	return true
}

// likeliest is the only one with a role in common with g, or, of those or of
// all, the only one of whose place the document of g speaks.
func likeliest(fits []*group, g *group) *group {
	if sharing := sharingRole(fits, g); len(sharing) > 0 {
		fits = sharing
		if len(fits) == 1 {
			return fits[0]
		}
	}
	var only *group
	for _, p := range fits {
		if nearby(p, g) {
			if only != nil {
				return nil
			}
			only = p
		}
	}
	return only
}

// dominant returns the person that nearly all claims of the block belong to,
// if there is one: the prime minister, not the namesake in one set of minutes.
func dominant(fits []*group) *group {
	total, largest := 0, (*group)(nil)
	for _, g := range fits {
		total += len(g.claims)
		if largest == nil || len(g.claims) > len(largest.claims) {
			largest = g
		}
	}
	if largest == nil || len(largest.claims) < 10 || 5*len(largest.claims) < 4*total {
		return nil
	}
	return largest
}
