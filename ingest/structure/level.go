package structure

import "strings"

// setLevels gives headings the levels that their numbers and the format tell.
// Headings without either stand below the numbered heading above them, except
// those that open a list of participants or the end of minutes.
func (p *parser) setLevels(found []headingLine) {
	outer := 1 // level of the outermost headings
	for k := range found {
		if level := found[k].level; level > 0 && (outer == 1 || level < outer) {
			outer = level
		}
	}
	numberedAt := 0 // level of the numbered heading above
	parent := 0     // level of the last heading of the format
	for k := range found {
		h := &found[k]
		lower := strings.ToLower(h.words.Of(p.src))
		switch {
		case h.level > 0:
			parent = h.level
		case h.number.style == styleDecimal:
			h.level = parent + h.number.depth
		case h.number.style != styleNone:
			h.level = 1
		case isPartHeading(lower) || isClosing(lower):
			h.level = outer
			numberedAt = 0
			continue
		default:
			h.level = max(numberedAt, parent) + 1
			continue
		}
		if h.number.style != styleNone {
			numberedAt = h.level
		}
	}
}

// isClosing reports whether a heading (lower case) begins the end of a
// document, outside its numbered parts.
func isClosing(heading string) bool {
	switch strings.TrimRight(heading, " :") {
	case "bilagor", "underskrifter", "underskrift", "referenser", "källor", "källförteckning", "litteratur", "litteraturförteckning",
		"noter", "fotnoter", "kontakt", "anslag", "bevis om anslag", "anslag/bevis", "nästa möte", "sammanfattning", "abstract", "förord",
		"innehåll", "innehållsförteckning", "program", "anmälan":
		return true
	}
	return false
}

// isSubheading reports whether a short line (lower case) is one of the
// headings that recur under the items of minutes or in reports, and needs no
// other proof.
func isSubheading(heading string) bool {
	heading = strings.TrimRight(heading, " :.")
	switch heading {
	case "beslut", "ärende", "ärendet", "ärendebeskrivning", "beskrivning av ärendet", "bakgrund", "sammanfattning", "sammanfattning av ärendet",
		"beslutsunderlag", "beslutsgång", "yrkande", "yrkanden", "förslag till beslut", "förslag", "propositionsordning", "omröstning",
		"votering", "reservation", "reservationer", "protokollsanteckning", "särskilt yttrande", "jäv", "deltar inte i beslutet",
		"beslutet skickas till", "expedieras till", "expedieras", "skickas till", "överläggning", "överväganden", "skäl för beslutet",
		"motivering", "föredragning", "ekonomiska konsekvenser", "konsekvenser", "barnkonsekvensanalys", "tidigare behandling", "handlingar",
		"inledning", "syfte", "metod", "resultat", "diskussion", "slutsatser", "slutsats", "referenser", "källor", "källförteckning",
		"innehåll", "innehållsförteckning", "abstract", "summary", "förord", "bilagor", "nästa möte", "övriga frågor", "övrigt", "dagordning",
		"program", "anmälan", "kontakt", "om projektet", "fakta", "noter", "fotnoter", "beslutets innehåll", "ajournering", "deltagare i beslutet":
		return true
	}
	if strings.HasSuffix(heading, " beslut") || strings.HasSuffix(heading, " förslag till beslut") {
		return len(heading) <= 70 // kommunstyrelsens beslut
	}
	return false
}
