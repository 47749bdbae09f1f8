package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// petName returns the one person of the document whose given name a pet name
// is short for: Jocke for Joakim Frisk; none where nobody or several are.
// Those that are given names of their own count in talk alone, where people
// call each other so.
func (a *analysis) petName(name string) int {
	formal := a.words.vocab.formal[name]
	if len(formal.names) == 0 || formal.own && a.in.Structure.Kind != corpus.KindPodcast {
		return none
	}
	found := none
	for _, given := range formal.names {
		for _, p := range a.people.byGiven[given] {
			if found != none && a.mentions[found].Name != a.mentions[p].Name {
				return none
			}
			found = p
		}
	}
	return found
}

// formalName returns the one person of the document whom a full name with a pet
// name means: Olle Moberg, Olof Moberg; none where that is nobody.
func (a *analysis) formalName(name string) int {
	first, last, ok := strings.Cut(name, " ")
	if !ok {
		return none
	}
	found := none
	for _, given := range a.words.vocab.formal[first].names {
		if p, known := a.people.byName[given+" "+last]; known {
			if found != none {
				return none
			}
			found = p
		}
	}
	return found
}

// referShortNames points the names of one word in lists and labels at the
// people that the document introduces in full.
func (a *analysis) referShortNames() {
	for i := range a.mentions {
		m := &a.mentions[i]
		if m.Kind != graph.Person || m.Refers != none || m.Method != "attendance-list" || strings.Contains(m.Name, " ") {
			continue
		}
		p, ok := a.person(m.Name)
		if !ok {
			p = a.petName(m.Name)
		}
		if p != i && p != none {
			m.Refers = p
		}
	}
}

// formalNames is what a pet name is short for.
type formalNames struct {
	names []string
	own   bool // the pet name is a given name of its own as well
}

// pets enters the pet names with the given names they are short for.
func (v *vocabulary) pets() {
	v.formal = map[string]formalNames{}
	for _, list := range [...]struct {
		pairs string
		own   bool
	}{{petNames(), false}, {ownPetNames(), true}} {
		for pair := range strings.FieldsSeq(list.pairs) {
			pet, formal, _ := strings.Cut(pair, "=")
			v.formal[pet] = formalNames{strings.Split(formal, ","), list.own}
		}
	}
}

// petNames lists pet names that nobody is christened with, or few are.
func petNames() string {
	return "Jocke=Joakim,Joacim,Joachim Kalle=Karl,Carl,Karl-Erik,Carl-Johan,Charles Charlie=Karl,Carl,Karl-Erik,Carl-Johan,Charles " +
		"Lasse=Lars,Lars-Erik,Lars-Göran Pelle=Per,Pär,Pelle Nisse=Nils Bosse=Bo,Boris Micke=Mikael,Michael,Mickael Janne=Jan,Jan-Erik,Jan-Olof Hasse=Hans " +
		"Uffe=Ulf Steffe=Stefan,Stephan Robban=Robert Danne=Daniel,Dan Tobbe=Tobias,Torbjörn Totte=Torsten,Thorsten " +
		"Krille=Kristian,Christian,Kristoffer,Christoffer Henke=Henrik Fredde=Fredrik Ricke=Rickard,Richard,Rikard Rille=Rickard,Richard,Rikard Sebbe=Sebastian " +
		"Gabbe=Gabriel Ludde=Ludvig,Ludwig Matte=Mattias,Matthias,Mats,Matilda Bengan=Bengt Affe=Alf,Alfred Frasse=Frans Figge=Filip,Fredrik Fille=Filip,Philip " +
		"Acke=Axel Ante=Anders,Andreas Jossan=Josefin,Josefine,Josephine Sussi=Susanne,Susanna,Susann Sussie=Susanne,Susanna,Susann " +
		"Maggan=Margareta,Margaretha,Magdalena Gittan=Birgitta Bettan=Elisabet,Elisabeth Kicki=Kristina,Christina,Kerstin Kickan=Kristina,Christina,Kerstin " +
		"Nettan=Annette,Anette,Jeanette Anki=Ann-Kristin,Ann-Christin,Anna-Karin,Ann-Katrin Kattis=Katarina,Catarina,Catharina Lollo=Louise,Charlotta,Charlotte " +
		"Millan=Camilla"
}

// ownPetNames lists pet names that are given names of their own as well.
func ownPetNames() string {
	return "Sanna=Susanna,Susanne Lotta=Charlotta,Charlotte,Liselotte Stina=Kristina,Christina Kajsa=Karin,Katarina Lena=Helena,Magdalena Mia=Maria " +
		"Lisa=Elisabet,Elisabeth Olle=Olof,Olov,Ola"
}
