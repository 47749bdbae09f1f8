package term

import (
	"math"
	"sort"
	"strings"
)

const (
	backgroundSize = 15.5e6 // running words that swedish.Frequency counts
	fewest, most   = 3, 25  // concepts of a document
	always         = 9      // concepts of the shortest document
	perRoot        = .28    // further concepts per square root of running words
	rarest         = 7.5    // weirdness beyond which rarity tells no more
	leastScore     = 2.2
	familiar       = 2500 // a single word more frequent than this in the background names no concept
)

// prior is what is known of the vocabulary before a document is read.
type prior struct {
	glossary map[string]bool // terms
	fields   map[string]bool // first parts of compounds
	topics   map[string]bool // last parts of compounds
}

// field is what a compound gains from being built of a stem of some field.
func (p prior) field(c *candidate) float64 {
	if strings.Contains(c.name, " ") {
		return 1
	}
	gain := 1.
	for cut := range c.name {
		if cut > 1 && cut < len(c.name)-2 && p.fields[c.name[:cut]] {
			gain = 1.2
		}
	}
	for cut := range c.name {
		if cut > 1 && p.topics[c.name[cut:]] {
			return gain * 1.2
		}
	}
	return gain
}

// choose ranks the candidates and returns the document's concepts by name.
func (d *document) choose(prior prior) map[string]*candidate {
	d.absorb(prior.glossary)
	ranked := make([]*candidate, 0, len(d.candidates))
	for _, c := range d.candidates {
		if c.score = d.score(c, prior); c.score >= leastScore {
			ranked = append(ranked, c)
		}
	}
	sort.Slice(ranked, func(i, j int) bool {
		if ranked[i].score != ranked[j].score {
			return ranked[i].score > ranked[j].score
		}
		return ranked[i].name < ranked[j].name
	})
	limit := min(most, max(fewest, int(math.Round(always+perRoot*math.Sqrt(float64(d.size))))))
	chosen := map[string]*candidate{}
	for _, c := range ranked[:min(limit, len(ranked))] {
		chosen[c.name] = c
	}
	return chosen
}

// score is C-value times weirdness times what the place, the form and the
// glossary add.
func (d *document) score(c *candidate, prior prior) float64 {
	known := prior.glossary[c.name]
	if c.generic && !known || c.words == 1 && !c.compound && c.background > familiar && !known {
		return 0
	}
	if d.genericHead(c) && !known {
		return 0
	}
	if len(c.places) == 0 || c.apposed*2 > len(c.places) && c.heading != inTitle {
		return 0
	}
	frequency := float64(len(c.places))
	if c.containers > 0 {
		frequency -= float64(c.nested) / float64(c.containers)
	}
	if frequency <= 0 {
		frequency = .5
	}
	size := float64(max(d.size, 200))
	weirdness := math.Log(float64(len(c.places)) / size * backgroundSize / float64(c.background+1))
	weirdness = min(max(weirdness, 0), rarest)
	unithood := 1 + .35*math.Log2(float64(c.words))
	return math.Log2(1+frequency) * weirdness * unithood * d.boost(c, known) * prior.field(c) / 2
}

func (d *document) boost(c *candidate, known bool) float64 {
	boost := 1 + .25*math.Log(float64(d.spread(c)))
	switch c.heading {
	case inTitle:
		boost *= 2
	case inHeading:
		boost *= 1.5
	}
	if known {
		boost *= 1.5
	}
	if c.compound {
		boost *= 1.2
	}
	if c.compound && d.tagger.generic[c.head] && !known {
		boost *= .7
	}
	if c.method == MethodNoun && len(c.places) == 1 && c.heading == inBody && !known && !d.compoundLike(c.name) && !derived(c.name) {
		boost *= .6
	}
	if c.words == 1 && strings.HasSuffix(c.name, "are") && !known {
		boost *= .6 // people, and rarely what a text is about
	}
	if c.method == MethodAcronym {
		boost *= 1.3
	}
	if c.words > 1 && len(c.places) == 1 && c.method == MethodPhrase && c.acronym == "" && !known {
		boost *= .5
	}
	return boost
}

// derived reports whether a noun is made of a verb or an adjective, as names
// of activities and qualities are.
func derived(name string) bool {
	for _, end := range []string{"ning", "ring", "tion", "sion", "het", "skap", "itet", "ism", "logi", "else", "ande", "nad"} {
		if strings.HasSuffix(name, end) && len(name) > len(end)+3 {
			return true
		}
	}
	return false
}

// compoundLike reports whether a word that was not split ends in a noun that
// everybody knows, as "skyfall" does.
func (d *document) compoundLike(name string) bool {
	for cut := range name {
		if cut < 3 || len(name)-cut < 4 {
			continue
		}
		if end := name[cut:]; count(end) > 200 && d.tagger.lookup(end).class == noun {
			return true
		}
	}
	return false
}

// genericHead reports whether a phrase or compound is no more than a generic
// noun with an attribute.
func (d *document) genericHead(c *candidate) bool {
	if c.method != MethodPhrase || c.head == "" {
		return false
	}
	return len(c.places) < 2 && d.tagger.generic[c.head]
}

// spread is the number of passages, or of stretches of 1,500 bytes where there
// are none, that a candidate stands in.
func (d *document) spread(c *candidate) int {
	seen := map[int]bool{}
	for _, p := range c.places {
		at := d.tokens[p.first].Start
		if len(d.passages) == 0 {
			seen[at/1500] = true
			continue
		}
		seen[sort.Search(len(d.passages), func(i int) bool { return d.passages[i].End > at })] = true
	}
	return max(1, len(seen))
}

// terms lists the places of the chosen concepts; where some overlap the longer
// one stands.
func (d *document) terms(chosen map[string]*candidate) []Term {
	var all []Term
	top := 0.
	for _, c := range chosen {
		top = max(top, c.score)
	}
	for _, c := range chosen {
		t := Term{Name: c.name, Method: c.method, Acronym: c.acronym, Broader: d.broader(c, chosen)}
		t.Confidence = math.Round(100*(.5+.45*c.score/top)) / 100
		for _, p := range c.places {
			t.Start, t.End = d.tokens[p.first].Start, d.tokens[p.last].End-p.cut
			all = append(all, t)
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].Start != all[j].Start {
			return all[i].Start < all[j].Start
		}
		if all[i].End != all[j].End {
			return all[i].End > all[j].End
		}
		return all[i].Name < all[j].Name
	})
	return disjoint(all)
}

func disjoint(all []Term) []Term {
	kept := all[:0]
	for _, t := range all {
		if n := len(kept); n > 0 && kept[n-1].End > t.Start {
			if t.Len() <= kept[n-1].Len() {
				continue
			}
			kept = kept[:n-1]
		}
		kept = append(kept, t)
	}
	return kept
}

// broader returns the chosen concept that a concept is a kind of: the head of
// a phrase without its attributes, or of a compound.
func (d *document) broader(c *candidate, chosen map[string]*candidate) string {
	if _, rest, found := strings.Cut(c.name, " "); found && c.method == MethodPhrase {
		for rest != "" {
			if _, ok := chosen[rest]; ok {
				return rest
			}
			_, rest, _ = strings.Cut(rest, " ")
		}
	}
	if _, ok := chosen[c.head]; ok && c.head != c.name {
		return c.head
	}
	return ""
}
