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
	formal, own := petNames(name)
	if formal == "" || own && a.in.Structure.Kind != corpus.KindPodcast {
		return none
	}
	found := none
	for given := range strings.FieldsSeq(formal) {
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
	formal, _ := petNames(first)
	if !ok || formal == "" {
		return none
	}
	found := none
	for given := range strings.FieldsSeq(formal) {
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

// petNames returns the given names that a pet name is short for, and whether
// it is a given name of its own as well.
func petNames(name string) (formal string, own bool) {
	switch name {
	case "Jocke":
		return "Joakim Joacim Joachim", false
	case "Kalle", "Charlie":
		return "Karl Carl Karl-Erik Carl-Johan Charles", false
	case "Lasse":
		return "Lars Lars-Erik Lars-Göran", false
	case "Pelle":
		return "Per Pär Pelle", false
	case "Nisse":
		return "Nils", false
	case "Bosse":
		return "Bo Boris", false
	case "Micke":
		return "Mikael Michael Mickael", false
	case "Janne":
		return "Jan Jan-Erik Jan-Olof", false
	case "Hasse":
		return "Hans", false
	case "Uffe":
		return "Ulf", false
	case "Steffe":
		return "Stefan Stephan", false
	case "Robban":
		return "Robert", false
	case "Danne":
		return "Daniel Dan", false
	case "Tobbe":
		return "Tobias Torbjörn", false
	case "Totte":
		return "Torsten Thorsten", false
	case "Krille":
		return "Kristian Christian Kristoffer Christoffer", false
	case "Henke":
		return "Henrik", false
	case "Fredde":
		return "Fredrik", false
	case "Ricke", "Rille":
		return "Rickard Richard Rikard", false
	case "Sebbe":
		return "Sebastian", false
	case "Gabbe":
		return "Gabriel", false
	case "Ludde":
		return "Ludvig Ludwig", false
	case "Matte":
		return "Mattias Matthias Mats Matilda", false
	case "Bengan":
		return "Bengt", false
	case "Affe":
		return "Alf Alfred", false
	case "Frasse":
		return "Frans", false
	case "Figge":
		return "Filip Fredrik", false
	case "Fille":
		return "Filip Philip", false
	case "Acke":
		return "Axel", false
	case "Ante":
		return "Anders Andreas", false
	case "Jossan":
		return "Josefin Josefine Josephine", false
	case "Sussi", "Sussie":
		return "Susanne Susanna Susann", false
	case "Maggan":
		return "Margareta Margaretha Magdalena", false
	case "Gittan":
		return "Birgitta", false
	case "Bettan":
		return "Elisabet Elisabeth", false
	case "Kicki", "Kickan":
		return "Kristina Christina Kerstin", false
	case "Nettan":
		return "Annette Anette Jeanette", false
	case "Anki":
		return "Ann-Kristin Ann-Christin Anna-Karin Ann-Katrin", false
	case "Kattis":
		return "Katarina Catarina Catharina", false
	case "Lollo":
		return "Louise Charlotta Charlotte", false
	case "Millan":
		return "Camilla", false
	case "Sanna":
		return "Susanna Susanne", true
	case "Lotta":
		return "Charlotta Charlotte Liselotte", true
	case "Stina":
		return "Kristina Christina", true
	case "Kajsa":
		return "Karin Katarina", true
	case "Lena":
		return "Helena Magdalena", true
	case "Mia":
		return "Maria", true
	case "Lisa":
		return "Elisabet Elisabeth", true
	case "Olle":
		return "Olof Olov Ola", true
	}
	return "", false
}
