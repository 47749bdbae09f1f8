package extract

import "github.com/samband/samband/graph"

// hedged reports whether the clause whose subject stands at token i is a
// condition, a wish or denied: "om NN blir ordförande", "förnekar att NN är
// vd". Then it tells of no role.
func (a *analysis) hedged(i int) bool {
	if i < 1 || !a.follows(i) {
		return false
	}
	switch a.lower(i - 1) {
	case "om", "ifall", "huruvida", "ska", "skall", "skulle", "kan", "kunde", "vill", "ville", "bör", "borde", "väntas", "lär", "får", "måste":
		return true
	case "att":
	default:
		return false
	}
	const farthest = 7
	for at := i - 2; at >= 0 && i-at <= farthest && a.sameSentence(at, i); at-- {
		switch a.lower(at) {
		case "förnekar", "förnekade", "dementerar", "dementerade", "hoppas", "hoppades", "vill", "ville", "önskar", "önskade", "ryktas", "ryktades",
			"spekulerar", "spekulerade", "föreslår", "föreslog", "föreslås", "inte", "aldrig", "tvivlar", "befarar", "kräver", "krävde", "utan", "möjligt",
			"tänkbart", "risken", "risk", "planen", "tanken", "meningen":
			return true
		}
	}
	return false
}

// post tells the nouns for the place that a role is.
func post(lower string) bool {
	switch lower {
	case "posten", "uppdraget", "uppdrag", "rollen", "roll", "jobbet", "jobb", "tjänsten", "tjänst", "stolen", "sin", "sitt":
		return true
	}
	return false
}

// somOfPost returns the token "som" of "lämnar (sitt uppdrag) som", 0 where it
// is not there.
func (a *analysis) somOfPost(at int) int {
	for i := at + 1; i < at+6 && a.follows(i); i++ {
		l := a.lower(i)
		if l == "som" {
			return i
		}
		if !softener(l) && !post(l) && !timeWord(l) && !a.adverbial(i) {
			return 0
		}
	}
	return 0
}

// workplace reads "NN jobbar på Vinnova som handläggare" and, without a title,
// "NN arbetar på Vinnova", and reports whether it was there.
func (a *analysis) workplace(p, verb int) bool {
	status := ""
	switch a.lower(verb) {
	case "arbetar", "jobbar", "forskar", "verkar", "tjänstgör":
	case "arbetade", "jobbade", "forskade":
		status = "former"
	default:
		return false
	}
	at := verb + 1
	for a.follows(at) && a.adverbial(at) {
		at++
	}
	switch a.lower(at) {
	case "på", "vid", "hos":
	default:
		return false
	}
	org, ok := a.mentionAt(at+1, graph.Organisation)
	if !ok || a.extent[org].from != at+1 || !a.follows(at+1) {
		return false
	}
	end := a.extent[org].to
	if a.lower(end) != "som" || !a.follows(end) {
		if status == "" {
			a.affiliate(p, org, a.span(a.extent[p].from, max(end, a.extent[p].to)), "preposition", .75)
		}
		return true
	}
	ph, found := a.phraseAt(end+1, len(a.tokens))
	if !found {
		return true
	}
	if ph.org == none {
		ph.org = org
	}
	if ph.status == "" {
		ph.status = status
	}
	a.claimPhrase(p, ph, "copula", .8)
	return true
}

// succeedsAs reads "NN efterträder NN som vd för X": the one begins what the
// other leaves. It reports whether that was there.
func (a *analysis) succeedsAs(p, verb int) bool {
	status := ""
	switch a.lower(verb) {
	case "efterträder", "avlöser":
		status = "incoming"
	case "efterträdde", "ersätter", "ersatte", "avlöste":
	default:
		return false
	}
	at := verb + 1
	for at < verb+5 && a.follows(at) && a.owner[at] == none {
		at++ // avgående rektorn NN
	}
	other, ok := a.mentionAt(at, graph.Person)
	if !ok || !a.follows(at) || a.lower(a.extent[other].to) != "som" || !a.follows(a.extent[other].to) {
		return false
	}
	ph, found := a.phraseAt(a.extent[other].to+1, len(a.tokens))
	if !found {
		return false
	}
	if ph.status == "" {
		ph.status = status
	}
	a.claimPhrase(p, ph, "succession", .8)
	ph.status = "former"
	a.claimPhrase(other, ph, "succession", .75)
	return true
}

// inCapacity reads "Som ordförande för X vill NN …" and "I egenskap av rektor
// höll hon …", with the subject at the token: the role that opens the sentence.
func (a *analysis) inCapacity(subject int) (phrase, bool) {
	verb := subject - 1
	s := a.sentenceOf(subject)
	at := s.from
	switch {
	case a.lower(at) == "som":
		at++
	case a.lower(at) == "i" && (a.lower(at+1) == "egenskap" && a.lower(at+2) == "av" || a.lower(at+1) == "rollen" && a.lower(at+2) == "som"):
		at += 3
	default:
		return phrase{}, false
	}
	if verb <= at || a.owner[verb] != none || a.is(verb, role|capital) || a.lower(verb) == "skulle" || electing(a.lower(verb)) {
		return phrase{}, false
	}
	ph, ok := a.phraseAt(at, verb)
	return ph, ok && ph.to == verb
}
