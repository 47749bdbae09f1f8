package resolve

import (
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// home is the identity of the municipality, region or association whose
// document it is, without the kind: the publisher, or the only municipality or
// region that minutes of one of its bodies name. It is "" where neither is
// known.
func (d *clusters) home(claims []graph.Claim) string {
	publisher := slug(d.document.Publisher)
	if _, last, listed := strings.Cut(d.document.Publisher, ", "); listed && polity(slug(last)) {
		return slug(last)
	}
	var polities []string
	body := municipal(entityID(graph.Organisation, d.document.Publisher))
	for i := range claims {
		c := &claims[i]
		if c.Kind != graph.Organisation {
			continue
		}
		_, name, _ := strings.Cut(c.Keys[0], ":")
		if name == publisher || slug(c.Name) == publisher {
			if _, scope, scoped := strings.Cut(name, "--"); scoped {
				return scope
			}
			if polity(name) || association(name) {
				return name
			}
		}
		if polity(name) {
			polities = append(polities, name)
		}
		body = body || municipal(c.Keys[0])
	}
	switch {
	case polity(publisher) || association(publisher):
		return publisher
	case body && d.document.Kind == corpus.KindMinutes && len(polities) == 1:
		return polities[0]
	}
	return ""
}

// association reports whether an organisation is one whose members meet.
func association(name string) bool {
	return strings.HasSuffix(name, "förening") || strings.HasSuffix(name, "klubb") ||
		strings.HasPrefix(name, "föreningen-") || strings.HasPrefix(name, "bostadsrättsföreningen-")
}

// polity reports whether an organisation is a municipality or a region.
func polity(name string) bool { return municipality(name) || region(name) }

func municipality(name string) bool {
	return (strings.HasSuffix(name, "-kommun") || strings.HasSuffix(name, "-stad")) && !strings.Contains(name, "--")
}

func region(name string) bool {
	return (strings.HasPrefix(name, "region-") || strings.HasPrefix(name, "landstinget-")) && !strings.Contains(name, "--")
}

// scopeBodies makes bodies that every municipality or region has one of, such
// as the municipal board, those of the one that the document says they are
// part of, that publishes it, or that alone it speaks of.
func (d *clusters) scopeBodies(claims []graph.Claim, facts []graph.Fact) {
	parents := partsOf(claims, facts)
	for i := range claims {
		c := &claims[i]
		if c.Kind != graph.Organisation || len(c.Keys) == 0 || !municipal(c.Keys[0]) {
			continue
		}
		if scope := d.scope(claims, parents[i]); scope != "" {
			c.Keys[0] += "--" + scope
		}
	}
}

func (d *clusters) scope(claims []graph.Claim, parents []int) string {
	var stated, named []string
	for i := range claims {
		_, name, _ := strings.Cut(claims[i].Keys[0], ":")
		if claims[i].Kind != graph.Organisation || !polity(name) {
			continue
		}
		named = append(named, name)
		if slices.Contains(parents, i) {
			stated = append(stated, name)
		}
	}
	if len(stated) == 1 {
		return stated[0]
	}
	if home := d.home(claims); polity(home) {
		return home
	}
	if len(named) == 1 {
		return named[0]
	}
	return ""
}

// municipal reports whether an organisation's name is that of a body which
// municipalities or regions have one of each.
func municipal(id string) bool {
	_, name, _ := strings.Cut(id, ":")
	name, _, _ = strings.Cut(name, "--")
	if name == "kommunstyrelsen" || name == "regionstyrelsen" || name == "kommunledningskontoret" || name == "kommunkansliet" || name == "valberedningen" {
		return true
	}
	for _, end := range []string{"fullmäktige", "nämnden", "arbetsutskottet", "nämndens-arbetsutskott", "förvaltningen"} {
		if strings.HasSuffix(name, end) {
			return !national(name)
		}
	}
	return false
}

// national reports whether a board or administration is one of the state.
func national(name string) bool {
	for _, word := range []string{"reklamationsnämnden", "överklagande", "valprövning", "säkerhets", "integritetsskyddsnämnden", "ansvars", "partsrätt", "notarie", "resegaranti", "statens", "rikets", "hyresnämnden", "arrendenämnden", "övervakningsnämnden", "prövningsnämnden", "prövningsnämnd", "skatterätt"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// seated reports whether a fact gives somebody a seat or an office in what the
// document is of: a part in its meeting, or a role that names no organisation.
func seated(fact *graph.Fact, document string) bool {
	if fact.To.Node != document {
		return false
	}
	switch fact.Type {
	case graph.HasRole:
		return true
	case graph.Attended:
		switch fact.Attributes["as"] {
		case "chair", "member", "secretary", "adjuster", "substitute", "absent":
			return true
		}
	default: // no other fact gives an office
	}
	return false
}

// companyName is a company's name without what says which form it has.
func companyName(name string) string {
	words := strings.Fields(name)
	form := func(word string) bool {
		switch strings.Trim(word, "().,") {
		case "AB", "HB", "KB", "Aktiebolag", "Aktiebolaget", "publ", "Inc", "Ltd", "GmbH", "A/S", "ASA", "Oy", "Oyj":
			return true
		}
		return false
	}
	for len(words) > 1 && form(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && form(words[0]) {
		words = words[1:]
	}
	if short := strings.Join(words, " "); len(short) > 3 {
		return short
	}
	return name
}
