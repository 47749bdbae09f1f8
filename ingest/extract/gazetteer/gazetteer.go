package gazetteer

import (
	_ "embed" // the lists
	"fmt"
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

//go:embed data/organisations.tsv
var organisations string

//go:embed data/places.tsv
var places string

// Mode says how strictly an alias must be written to count.
type Mode uint8

// The modes.
const (
	Fold  Mode = iota // the first letter a capital, the rest in any case
	Exact             // exactly as listed: acronyms
	Weak              // as Exact, and only with support elsewhere in the document
	Lower             // lower case counts, too: riksdagen, regeringen
)

// Entry is one organisation or place of the lists.
type Entry struct {
	Name   string     // official or usual name, nominative
	Class  string     // authority, ministry, municipality, company, city, country, …
	Entity graph.Kind // graph.Organisation or graph.Place
	Later  *Entry     // the body that this one became, nil where it still is or nobody followed
}

// Alias is one way to write an entry.
type Alias struct {
	Entry *Entry
	Text  string // as listed
	Mode  Mode
	Words int // number of tokens
}

// Node is a position in the trie. The zero Node is the root.
type Node int32

type edge struct {
	from Node
	word string
}

// Gazetteer is the loaded lists. It never changes and is safe for concurrent
// use.
type Gazetteer struct {
	edges     map[edge]Node
	ends      [][]Alias // by node
	ministers map[string][]Minister
	roles     map[string]bool
	parties   map[string]string
	genders   map[string]Gender
	world     map[string]worldName
}

// New loads the embedded lists, in about 20 ms. It fails only when they are
// damaged.
func New() (*Gazetteer, error) {
	g := &Gazetteer{edges: make(map[edge]Node, 1<<14), ends: make([][]Alias, 1, 1<<14)}
	if err := g.load("organisations", organisations, graph.Organisation); err != nil {
		return nil, err
	}
	if err := g.load("places", places, graph.Place); err != nil {
		return nil, err
	}
	if err := g.loadMinisters(); err != nil {
		return nil, err
	}
	if err := g.loadParties(); err != nil {
		return nil, err
	}
	if err := g.loadGenders(); err != nil {
		return nil, err
	}
	return g, g.loadWorld()
}

// load reads a list of "class\tname\talias|alias" lines, the last empty fields
// left out; a fourth field names the successor, which is in the same list.
func (g *Gazetteer) load(list, text string, kind graph.Kind) error {
	number := 0
	byName, successors := map[string]*Entry{}, map[*Entry]string{}
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		fields := append(strings.Split(line, "\t"), "", "")
		if len(fields) < 4 || len(fields) > 6 || fields[1] == "" {
			return fmt.Errorf("gazetteer list %s, line %d: want class, name, aliases and successor", list, number)
		}
		mode, name := modeOf(fields[1])
		entry := &Entry{Name: name, Class: fields[0], Entity: kind}
		byName[name] = entry
		if fields[3] != "" {
			successors[entry] = fields[3]
		}
		g.add(entry, entry.Name, mode)
		for alias := range strings.SplitSeq(fields[2], "|") {
			if alias != "" {
				mode, name := modeOf(alias)
				g.add(entry, name, mode)
			}
		}
	}
	for entry, name := range successors {
		if entry.Later = byName[name]; entry.Later == nil {
			return fmt.Errorf("gazetteer list %s: %s is followed by %q, which is not listed", list, entry.Name, name)
		}
	}
	return nil
}

// modeOf splits the mark of the mode off an alias.
func modeOf(alias string) (Mode, string) {
	switch alias[0] {
	case '=':
		return Exact, alias[1:]
	case '~':
		return Weak, alias[1:]
	case '+':
		return Lower, alias[1:]
	}
	return Fold, alias
}

// add enters one alias into the trie.
func (g *Gazetteer) add(entry *Entry, name string, mode Mode) {
	node, words := Node(0), 0
	for _, token := range swedish.Tokenize(name) {
		key := edge{node, strings.ToLower(name[token.Start:token.End])}
		next, ok := g.edges[key]
		if !ok {
			next = Node(len(g.ends)) //nolint:gosec // some ten thousand nodes
			g.edges[key] = next
			g.ends = append(g.ends, nil)
		}
		node = next
		words++
	}
	if words > 0 {
		g.ends[node] = append(g.ends[node], Alias{entry, name, mode, words})
	}
}

// Step follows a lower-case word from a node, and reports whether any name
// goes on that way.
func (g *Gazetteer) Step(from Node, word string) (Node, bool) {
	to, ok := g.edges[edge{from, word}]
	return to, ok
}

// Ends returns the aliases that end at a node, organisations first.
func (g *Gazetteer) Ends(at Node) []Alias { return g.ends[at] }

// Find returns the aliases that are written like the name, in any case.
func (g *Gazetteer) Find(name string) []Alias {
	node := Node(0)
	for _, token := range swedish.Tokenize(name) {
		next, ok := g.Step(node, strings.ToLower(name[token.Start:token.End]))
		if !ok {
			return nil
		}
		node = next
	}
	return g.ends[node]
}
