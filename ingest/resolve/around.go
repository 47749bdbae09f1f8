package resolve

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// Limits of what counts as near a person, in bytes of text.
const (
	oneBreath = 40  // between two people named together
	closeBy   = 200 // to an organisation or place
	mostNear  = 3   // organisations and places kept
)

// spot is a place in the text where a claim is named.
type spot struct{ start, end, claim int }

// surroundings tells who and what is named near a person.
type surroundings struct {
	claims []graph.Claim
	beside map[int][]int // claims of people named in one breath, by claim
	speaks map[int]bool  // claims of those who speak or write
	sites  []spot        // organisations and places, by start
}

// surroundings finds where people, organisations and places of the document
// are named.
func (d *clusters) surroundings(claims []graph.Claim, facts []graph.Fact) *surroundings {
	s := &surroundings{claims: claims, beside: map[int][]int{}, speaks: map[int]bool{}}
	for _, fact := range facts {
		if fact.From.Node == "" && (fact.Type == graph.SpeaksIn || fact.Type == graph.Authored && fact.To.Node == d.document.ID) {
			s.speaks[fact.From.Claim] = true
		}
	}
	var people []spot
	for i := range claims {
		c := &claims[i]
		_, full := hasKey(c, blockPrefix)
		site := c.Kind == graph.Place || c.Kind == graph.Organisation && !broad(identityOf(c))
		for _, m := range c.Mentions {
			switch at := (spot{m.Start, m.End, i}); {
			case full:
				people = append(people, at)
			case site:
				s.sites = append(s.sites, at)
			}
		}
	}
	byStart := func(a, b spot) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.claim, b.claim)) }
	slices.SortFunc(people, byStart)
	slices.SortFunc(s.sites, byStart)
	text := d.in.Text.Canonical
	for i := 1; i < len(people); i++ {
		a, b := people[i-1], people[i]
		if a.claim != b.claim && a.end <= b.start && b.start-a.end <= oneBreath && !strings.ContainsAny(text[a.end:b.start], "\n.:;?!|\t") {
			s.beside[a.claim] = append(s.beside[a.claim], b.claim)
			s.beside[b.claim] = append(s.beside[b.claim], a.claim)
		}
	}
	return s
}

// identityOf is what an organisation or place is known by, without its kind.
func identityOf(c *graph.Claim) string {
	_, name, _ := strings.Cut(c.Keys[0], ":")
	return name
}

// describe adds to the context of claim i the people beside it and, where
// nothing else tells where it belongs, the publishers of its works and the
// organisations and places closest by. Who speaks in a document is not of the
// places that it speaks of.
func (s *surroundings) describe(set map[string]bool, i int, publishers []int) {
	for _, other := range s.beside[i] {
		if name := slug(s.claims[other].Name); name != slug(s.claims[i].Name) {
			set["beside:"+name] = true
		}
	}
	for key := range set {
		if s.speaks[i] || strings.HasPrefix(key, "org:") || strings.HasPrefix(key, "seat:") {
			return
		}
	}
	for _, publisher := range publishers {
		set["about:"+identityOf(&s.claims[publisher])] = true
	}
	for _, name := range s.closest(i) {
		set["about:"+name] = true
	}
}

// closest lists the organisations and places named closest to claim i, the
// closest first.
func (s *surroundings) closest(i int) []string {
	distance := map[string]int{}
	for _, m := range s.claims[i].Mentions {
		first, _ := slices.BinarySearchFunc(s.sites, m.Start-closeBy, func(at spot, start int) int { return cmp.Compare(at.start, start) })
		for _, at := range s.sites[first:] {
			if at.start > m.End+closeBy {
				break
			}
			name := identityOf(&s.claims[at.claim])
			gap := max(m.Start-at.end, at.start-m.End, 0)
			if known, near := distance[name]; !near || gap < known {
				distance[name] = gap
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(distance), func(a, b string) int {
		return cmp.Or(cmp.Compare(distance[a], distance[b]), cmp.Compare(a, b))
	})
	return names[:min(len(names), mostNear)]
}
