package resolve

import (
	"slices"
	"strconv"

	"github.com/samband/samband/graph"
)

// placeGroups gives each group of a block its id and name. What a person has
// decided about keeps the id it had; nobody else gets it.
func placeGroups(groups []*group, rulings *graph.Rulings) []place {
	places := make([]place, len(groups))
	present := map[*graph.Ruling]bool{}
	for _, g := range groups {
		present[g.ruling] = true
	}
	for i, id := range nameGroups(groups) {
		places[i] = place{entity: id}
		ruling := groups[i].ruling
		if had := rulings.At(id); ruling == nil && had != nil && !present[had] {
			ruling = had // whose documents are gone or were renamed
		}
		if ruling != nil {
			places[i] = place{ruling.Entity(), ruling.Called}
			continue
		}
		if rulings.At(id) != nil {
			places[i].entity = groups[i].unused(rulings)
		}
	}
	return places
}

// unused is an id for a group whose own is somebody else's by decision.
func (g *group) unused(rulings *graph.Rulings) string {
	id := entityID(graph.Person, g.typical())
	for _, suffix := range append(g.suffixes(), g.fallback()) {
		if rulings.At(id+"--"+suffix) == nil {
			return id + "--" + suffix
		}
	}
	return id + "--" + g.fallback() + ".0"
}

// nameGroups gives each group of a block its id. Groups whose most typical
// spelling is the same all get a suffix: the first of organisation, seat, party
// and role that none of the others has, else the first document. A double
// hyphen stands before it, which no name has, so that no id of one name can be
// another's.
func nameGroups(groups []*group) []string {
	ids := make([]string, len(groups))
	sharing := map[string][]int{}
	for i, g := range groups {
		ids[i] = entityID(graph.Person, g.typical())
		sharing[ids[i]] = append(sharing[ids[i]], i)
	}
	for id, members := range sharing {
		if len(members) < 2 {
			continue
		}
		used := map[string]int{}
		for _, i := range members {
			for _, suffix := range groups[i].suffixes() {
				used[suffix]++
			}
		}
		for _, i := range members {
			ids[i] = id + "--" + groups[i].suffix(used)
		}
	}
	return ids
}

// typical is the name that most claims use, one with but an initial last; ties
// go to the longer, then the first in byte order.
func (g *group) typical() string {
	names := tally{}
	for _, s := range g.claims {
		names.add(s.Name, true)
	}
	return names.pick(func(name string) int {
		if abbreviated(slug(name)) {
			return 0
		}
		return 1
	})
}

// typicalSlug is the commonest spelling of the name.
func (g *group) typicalSlug() string { return most(g.spell) }

// suffixes are what tells a group from namesakes, each once, the best first.
func (g *group) suffixes() []string {
	work, parties := map[string]int{}, map[string]int{}
	for org, n := range g.orgs {
		if broad(org) {
			parties[org] = n
		} else {
			work[org] = n
		}
	}
	var list []string
	for _, features := range []map[string]int{work, g.seats, parties, g.roles} {
		if feature := most(features); feature != "" && !slices.Contains(list, slug(feature)) {
			list = append(list, slug(feature))
		}
	}
	return list
}

// suffix is the first that is used once, else the first document.
func (g *group) suffix(used map[string]int) string {
	for _, suffix := range g.suffixes() {
		if used[suffix] < 2 {
			return suffix
		}
	}
	return g.fallback()
}

// fallback names a group by its first claim, which no other group has.
func (g *group) fallback() string {
	first := slices.MinFunc(g.claims, compareClaims)
	if first.ID.Index == 0 {
		return first.ID.Document
	}
	return first.ID.Document + "." + strconv.Itoa(first.ID.Index)
}

// most is the most frequent key; ties go to the first in byte order.
func most(counts map[string]int) string {
	best := ""
	for key, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && key < best {
			best = key
		}
	}
	return best
}
