package gazetteer

import (
	_ "embed" // the lists
	"errors"
	"strings"
)

//go:embed data/ministers.tsv
var ministers string

//go:embed data/parties.tsv
var parties string

var errDamaged = errors.New("gazetteer: damaged list")

// Minister is one term of office of a member of the Swedish government.
type Minister struct {
	Name string // full name
	Role string // lower case: näringsminister
	From string // ISO 8601 day
	To   string // ISO 8601 day, "" while not known
}

// loadMinisters reads the list and files each term under the surname.
func (g *Gazetteer) loadMinisters() error {
	g.ministers, g.roles = map[string][]Minister{}, map[string]bool{}
	for line := range strings.Lines(ministers) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return errDamaged
		}
		m := Minister{Name: f[0], Role: strings.ToLower(f[1]), From: f[2], To: f[3]}
		surname := m.Name[strings.LastIndexByte(m.Name, ' ')+1:]
		g.ministers[surname] = append(g.ministers[surname], m)
		g.roles[m.Role] = true
	}
	return nil
}

// loadParties reads the abbreviations of parties.
func (g *Gazetteer) loadParties() error {
	g.parties = map[string]string{}
	for line := range strings.Lines(parties) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		short, name, ok := strings.Cut(line, "\t")
		if !ok {
			return errDamaged
		}
		g.parties[strings.ToLower(short)] = name
	}
	return nil
}

// Minister returns the minister whom a title and a name (surname or full
// name) mean on a date (ISO 8601, "" unknown). It reports false when nobody
// or more than one person fits.
func (g *Gazetteer) Minister(role, name, date string) (Minister, bool) {
	surname := name[strings.LastIndexByte(name, ' ')+1:]
	var found Minister
	for _, m := range g.ministers[surname] {
		if !strings.HasSuffix(m.Name, name) || role != "" && m.Role != role || !m.holds(date) {
			continue
		}
		if found.Name != "" && found.Name != m.Name {
			return Minister{}, false
		}
		found = m
	}
	return found, found.Name != ""
}

// holds reports whether the term covers the date; an unknown date always
// counts, one of a year or month alone counts when it touches the term.
func (m Minister) holds(date string) bool {
	if date == "" {
		return true
	}
	from, to := m.From, m.To
	if len(date) < len(from) {
		from = from[:len(date)]
	}
	if to != "" && len(date) < len(to) {
		to = to[:len(date)]
	}
	return date >= from && (to == "" || date <= to)
}

// MinisterRole reports whether a lower-case word is the title of a minister.
func (g *Gazetteer) MinisterRole(word string) bool { return g.roles[word] }

// Party returns the party with the abbreviation, in any case.
func (g *Gazetteer) Party(short string) (string, bool) {
	name, ok := g.parties[strings.ToLower(short)]
	return name, ok
}
