package structure

import "strings"

// isRoleLabel reports whether a label (lower case) names a speaker by part
// rather than by name.
func isRoleLabel(label string) bool {
	switch strings.TrimRight(label, " 0123456789") {
	case "intervjuare", "intervjuaren", "programledare", "programledaren", "moderator", "moderatorn", "reporter", "reportern",
		"presentatör", "presentatören", "speaker", "speakerröst", "talare", "talaren", "röst", "respondent", "respondenten", "informant",
		"publik", "publiken", "publikfråga", "berättare", "berättaren", "påannons", "avannons", "utfrågare", "utfrågaren", "okänd",
		"okänd talare", "okänd röst", "gäst", "gästen", "värd", "värden", "samtalsledare", "samtalsledaren", "host", "guest", "interviewer",
		"interviewee", "unknown", "unknown speaker", "narrator", "ordföranden", "förste vice talmannen", "andre vice talmannen",
		"tredje vice talmannen", "talmannen", "kvinna", "man", "flera", "alla", "båda", "ip":
		return true
	}
	return false
}

// isFieldLabel reports whether a label (lower case) heads a field of a form,
// a contact card, a caption or a section, and so no speech.
func isFieldLabel(label string) bool {
	switch label {
	case "när", "var", "hur", "vem", "för vem", "moderator", "datum och tid", "obs", "ps", "p.s", "nb", "telefon", "tel", "tfn", "mobil", "fax", "e-post", "epost", "e-mail", "mail", "adress", "besöksadress",
		"postadress", "webb", "webbplats", "hemsida", "url", "datum", "tid", "tider", "plats", "lokal", "ort", "dag", "klockan", "kl", "pris",
		"kostnad", "anmälan", "arrangör", "arrangörer", "målgrupp", "språk", "format", "antal", "foto", "bild", "text", "illustration", "film",
		"ljud", "källa", "källor", "ärende", "ärendet", "beslut", "bakgrund", "syfte", "mål", "metod", "resultat", "slutsats", "slutsatser",
		"sammanfattning", "abstract", "nyckelord", "keywords", "förslag", "yrkande", "yrkanden", "reservation", "bilaga", "bilagor", "dnr",
		"diarienummer", "diarienr", "beteckning", "till", "från", "ämne", "kopia", "cc", "hej", "exempel", "fakta", "not", "notering",
		"kommentar", "kommentarer", "åtgärd", "åtgärder", "ansvar", "ansvarig", "status", "uppdrag", "namn", "titel", "rubrik", "ingress",
		"publicerad", "uppdaterad", "senast uppdaterad", "kontakt", "kontaktperson", "presskontakt", "läs mer", "läs även", "läs också",
		"se även", "isbn", "issn", "figur", "tabell", "diagram", "fråga", "frågor", "svar", "tips", "viktigt", "observera", "summa", "totalt",
		"år", "län", "kommun", "region", "tack", "ja", "nej", "q", "a", "program", "dagordning", "paragraf", "punkt", "info", "information",
		"version", "författare", "av", "redaktör", "utgivare", "ansvarig utgivare", "copyright", "layout", "tryck", "omslag", "handläggare",
		"föredragande", "beslutsunderlag", "expedieras", "delges", "paragrafer", "sammanträdesdatum", "mötesdatum", "diskussion", "organisation",
		"uppgift", "roll", "epostadress", "steg", "del", "avsnitt", "kapitel", "beskrivning", "motivering", "konsekvenser", "risk", "risker",
		"möjligheter", "hinder", "styrkor", "svagheter", "hot", "vision", "dock", "först", "sedan", "alltså", "förutsättningar", "villkor", "krav":
		return true
	}
	return false
}
