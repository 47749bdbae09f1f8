package gazetteer

import (
	_ "embed" // the lists
	"strings"
)

//go:embed data/given_world.txt.gz
var givenWorld []byte

//go:embed data/surnames_world.txt.gz
var surnamesWorld []byte

// loadWorld reads the names that are in use elsewhere and not in Sweden's
// lists.
func (g *Gazetteer) loadWorld() error {
	g.world = make(map[string]worldName, 1<<15)
	for kind, packed := range map[worldName][]byte{worldGiven: givenWorld, worldSurname: surnamesWorld} {
		text, err := unpack(packed)
		if err != nil {
			return err
		}
		for name := range strings.SplitSeq(text, "\n") {
			g.world[name] |= kind
		}
	}
	return nil
}

// worldName says what a name is elsewhere.
type worldName uint8

const (
	worldGiven worldName = 1 << iota
	worldSurname
)

// World reports whether a name is a given name or a surname outside Sweden.
// Words that Swedish texts write in lower case are not in these lists.
func (g *Gazetteer) World(name string) (given, surname bool) {
	kind := g.world[name]
	return kind&worldGiven != 0, kind&worldSurname != 0
}
