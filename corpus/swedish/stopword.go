package swedish

// IsStopword tells whether a word is a function word that carries no topic:
// pronouns, articles, prepositions, conjunctions, auxiliaries, and adverbs and
// particles of discourse. Words with a common second meaning that one searches
// for (dom, var as question, man) count only where the function word prevails.
func IsStopword(word string) bool {
	switch fold(word) {
	// Pronouns, articles and determiners.
	case "jag", "mig", "mej", "min", "mitt", "mina", "du", "dig", "dej", "din", "ditt", "dina", "han", "honom", "hans",
		"hon", "henne", "hennes", "den", "det", "de", "dem", "deras", "dess", "vi", "oss", "vår", "vårt", "våra", "ni", "er",
		"ert", "era", "sig", "sej", "sin", "sitt", "sina", "man", "en", "ett", "denna", "denne", "detta", "dessa", "någon",
		"något", "några", "nån", "nåt", "ingen", "inget", "inga", "ingenting", "någonting", "all", "allt", "alla", "allting",
		"varje", "annan", "annat", "andra", "andras", "själv", "självt", "själva", "samma", "sådan", "sådant", "sådana",
		"vilken", "vilket", "vilka", "vilkas", "vem", "vems", "vad", "vars", "båda", "bägge", "varandra", "envar", "vardera",
		"viss", "visst", "vissa", "hela", "många", "flera", "fler", "flesta", "mycket", "mer", "mera", "mest", "få", "lite":
		return true
	// Prepositions and particles.
	case "i", "på", "av", "för", "med", "till", "om", "från", "vid", "under", "över", "efter", "mot", "hos", "genom",
		"mellan", "utan", "inom", "enligt", "innan", "före", "bland", "kring", "trots", "utom", "åt", "ur", "per", "via",
		"inför", "utifrån", "ifrån", "gentemot", "utöver", "bakom", "framför", "ovan", "nedan", "upp", "ut", "in",
		"ner", "ned", "fram", "bort", "hem", "utanför", "inuti", "runt", "omkring", "längs", "sedan", "sen", "tills":
		return true
	// Conjunctions and adverbs.
	case "och", "eller", "men", "samt", "att", "som", "när", "då", "därför", "eftersom", "medan", "fast", "fastän",
		"ifall", "huruvida", "än", "ju", "dock", "såväl", "dels", "både", "varken", "antingen", "liksom", "såsom",
		"inte", "ej", "icke", "så", "nu", "här", "där", "hit", "dit", "var", "vart", "hur", "varför", "också", "även",
		"bara", "endast", "redan", "ännu", "alltid", "aldrig", "ofta", "ibland", "igen", "nog", "väl", "kanske", "alltså",
		"dessutom", "däremot", "därmed", "därefter", "därav", "härmed", "ändå", "annars", "istället", "ungefär", "cirka",
		"ganska", "ja", "nej", "jo", "okej", "precis", "just", "verkligen", "exempelvis":
		return true
	// Auxiliaries and the commonest verbs.
	case "är", "vara", "varit", "ha", "har", "hade", "haft", "bli", "blir", "blev", "blivit", "kan", "kunna", "kunde",
		"kunnat", "ska", "skall", "skulle", "vill", "ville", "velat", "måste", "bör", "borde", "får", "fick", "fått", "må", "lär",
		"göra", "gör", "gjorde", "gjort", "finns", "fanns", "finnas", "kommer", "kom", "ger", "gav", "går", "gick", "tar", "tog":
		return true
	}
	return abbreviatedStopword(word)
}

// abbreviatedStopword tells whether a word is an abbreviation of function
// words.
func abbreviatedStopword(word string) bool {
	switch word {
	case "t.ex.", "bl.a.", "dvs.", "d.v.s.", "m.m.", "m.fl.", "osv.", "o.s.v.", "etc.", "s.k.", "p.g.a.", "fr.o.m.", "t.o.m.",
		"dvs", "osv", "etc", "ca", "ca.", "resp.", "o.d.", "f.d.", "f.n.", "inkl.", "exkl.":
		return true
	}
	return false
}
