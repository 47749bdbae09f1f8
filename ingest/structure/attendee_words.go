package structure

import (
	"strings"

	"github.com/samband/samband/corpus"
)

// partHeading tells which list of participants a heading (lower case, without
// colon) opens.
func partHeading(heading string) (corpus.AttendanceAs, bool) {
	if len(heading) > 70 {
		return "", false
	}
	heading = strings.TrimRight(heading, " :.")
	if open := strings.IndexByte(heading, '('); open > 0 {
		heading = strings.TrimRight(heading[:open], " ")
	}
	if as, ok := exactPart(heading); ok {
		return as, ok
	}
	if rest, ok := cutAnyPrefix(heading, "övriga ", "samtliga ", "ordinarie ", "inbjudna ", "ej ", "icke "); ok {
		return partOf(heading, rest)
	}
	if rest, ok := cutAnyPrefix(heading, "närvarande ", "deltagande ", "medverkande "); ok {
		if as, known := exactPart(rest); known {
			return as, true
		}
	}
	if rest, ok := cutAnyPrefix(heading, "frånvarande ", "förhindrade "); ok {
		if _, known := exactPart(rest); known {
			return corpus.AttendedAbsent, true
		}
	}
	if body, ok := strings.CutPrefix(heading, "från "); ok && !strings.Contains(body, " ") {
		_, definite := cutAnySuffix(body, "en", "et", "na")
		return corpus.AttendedPresent, definite // från förvaltningen
	}
	for _, tail := range [...]string{
		" vid mötet", " på mötet", " vid sammanträdet", " på plats", " via länk", " digitalt", " på distans",
		" via teams", " via skype", " via zoom", " i mötet", " från styrelsen", " i panelen", " från kansliet",
	} {
		if head, ok := strings.CutSuffix(heading, tail); ok {
			return exactPart(head)
		}
	}
	first, second, found := strings.Cut(heading, " och ")
	if found {
		_, ok := exactPart(second)
		as, both := exactPart(first)
		return as, ok && both
	}
	return "", false
}

// partOf reads a heading that begins with a word that qualifies another.
func partOf(whole, rest string) (corpus.AttendanceAs, bool) {
	as, ok := exactPart(rest)
	if !ok {
		return "", false
	}
	if strings.HasPrefix(whole, "ej tjänst") || strings.HasPrefix(whole, "icke tjänst") {
		return corpus.AttendedSubstitute, true
	}
	if hasAnyPrefix(whole, "ej ", "icke ") {
		return corpus.AttendedAbsent, true
	}
	return as, true
}

// exactPart is the part that one word or phrase of a heading stands for.
func exactPart(s string) (corpus.AttendanceAs, bool) {
	switch s {
	case "närvarande", "deltagare", "deltagande", "deltog", "övriga", "övrigt deltagande", "närvaro", "närvarolista", "deltagarlista",
		"deltagarförteckning", "närvaroförteckning", "tjänstemän", "tjänstepersoner", "representanter", "mötesdeltagare", "medlemmar",
		"på plats", "närvarande tjänstemän", "närvarande tjänstepersoner", "föredragande", "participants", "attendees", "present",
		"närvarande övriga", "deltagande tjänstepersoner", "kassör", "revisor", "revisorer", "kanslist", "på distans", "via länk", "personalföreträdare", "insynsplats":
		return corpus.AttendedPresent, true
	case "ledamöter", "beslutande", "ledamot", "beslutande ledamöter", "ordinarie", "styrelse", "närvarande ledamöter", "styrelseledamöter",
		"tjänstgörande", "tjänstgörande ledamöter", "ledamöter närvarande", "vice ordförande", "v. ordförande", "vice ordf":
		return corpus.AttendedMember, true
	case "tjänstgörande ersättare", "ersättare", "närvarande ersättare", "suppleanter", "suppleant", "tjänstgörande suppleanter",
		"icke tjänstgörande ersättare", "ej tjänstgörande ersättare", "närvarande ej tjänstgörande ersättare":
		return corpus.AttendedSubstitute, true
	case "frånvarande", "förhinder", "förhindrade", "anmält förhinder", "anmälda förhinder", "ej närvarande", "frånvaro", "frånvarande ledamöter",
		"sjuk", "sjuka", "sjukanmäld", "ledig", "lediga", "tjänstledig", "föräldraledig", "bortrest", "anmäld frånvaro", "meddelat förhinder", "har anmält förhinder", "förfall", "anmält frånvaro", "absent", "apologies", "frånvarande med anmält förhinder":
		return corpus.AttendedAbsent, true
	case "adjungerad", "adjungerade", "adjungerade ledamöter", "adjungerade deltagare", "adj", "adj.":
		return corpus.AttendedCoopted, true
	case "medverkande", "medverkar", "medverkade", "talare", "föreläsare", "panel", "panelen", "paneldeltagare", "panelister", "moderator",
		"moderatorer", "programledare", "föredragshållare", "presentatörer", "inledare", "i panelen", "speakers", "samtalsledare", "deltar gör",
		"deltar i samtalet", "paneldebatt", "inledningstalare", "huvudtalare", "keynote", "i samtalet deltar":
		return corpus.AttendedSpeaker, true
	case "gäst", "gäster", "veckans gäst", "dagens gäst", "inbjudna", "inbjuden", "gäster vid mötet", "besökare", "åhörare":
		return corpus.AttendedGuest, true
	case "justerare", "justeringsperson", "justeringspersoner", "justeringsman", "justeringsmän", "utsedd att justera", "utsedda att justera",
		"utses att justera", "protokolljusterare", "justeras", "justerat", "justeras av", "protokollsjusterare", "justerande", "justering":
		return corpus.AttendedAdjusting, true
	case "sekreterare", "vid protokollet", "protokollförare", "vid pennan", "antecknare", "mötessekreterare", "protokoll", "protokollet fördes av",
		"antecknat av", "minnesanteckningar av", "sekr", "sekr.", "för protokollet":
		return corpus.AttendedSecretary, true
	case "ordförande", "mötesordförande", "ordf", "ordf.", "mötesledare", "ordförande vid mötet", "sammankallande":
		return corpus.AttendedChair, true
	}
	return "", false
}

// isDistribution reports whether a line names those who are sent the minutes
// rather than those who attended.
func isDistribution(text string) bool {
	lower := strings.ToLower(strings.TrimLeft(text, "*_# "))
	return hasAnyPrefix(lower, "kopia", "för kännedom", "sändlista", "distribution", "utskick", "skickas till", "delges", "expedieras", "protokollsutdrag", "cc:")
}

// isPartHeading reports whether a line opens a list of participants.
func isPartHeading(lower string) bool {
	_, ok := partHeading(lower)
	return ok
}

// partInDetail is the part that an entry's own words give, which is more
// exact than that of the list it stands in. Functions held elsewhere
// ("ordförande i Region Skåne") give none.
func partInDetail(detail string) (corpus.AttendanceAs, bool) {
	detail = strings.ToLower(detail)
	if containsAny(detail, "frånvarande", "förhinder", "ej närvarande", "anmält frånvaro") {
		return corpus.AttendedAbsent, true
	}
	found, ok := corpus.AttendanceAs(""), false
	for _, field := range strings.FieldsFunc(detail, func(r rune) bool { return strings.ContainsRune(",;()/\t", r) }) {
		as, here := partInField(strings.TrimSpace(field))
		if here && (!ok || rank(as) > rank(found)) {
			found, ok = as, true
		}
	}
	return found, ok
}

// partInField reads one field of a detail: "ordförande och samordnare".
func partInField(field string) (corpus.AttendanceAs, bool) {
	first, rest, _ := strings.Cut(field, " ")
	if hasAnyPrefix(rest, "i ", "för ", "på ", "vid ", "hos ") {
		return "", false
	}
	switch strings.TrimRight(first, ".") {
	case "ordförande", "ordföranden", "ordf", "mötesordförande", "mötesledare":
		return corpus.AttendedChair, true
	case "sekreterare", "sekreteraren", "sekr", "protokollförare", "mötessekreterare", "antecknare", "antecknar":
		return corpus.AttendedSecretary, true
	case "justerare", "just", "justeringsperson", "protokolljusterare":
		return corpus.AttendedAdjusting, true
	case "adjungerad", "adj":
		return corpus.AttendedCoopted, true
	case "ersättare", "ersättaren", "ers", "suppleant", "suppleanten", "suppleanterna", "suppl":
		return corpus.AttendedSubstitute, true
	case "tjänstgörande", "tj", "tjg":
		if strings.HasPrefix(rest, "ers") {
			return corpus.AttendedSubstitute, true
		}
	case "ledamot", "ledamoten", "ledamöterna", "led", "styrelseledamot":
		return corpus.AttendedMember, true
	case "gäst", "inbjuden":
		return corpus.AttendedGuest, true
	case "talare", "föreläsare", "moderator", "medverkande", "panelist":
		return corpus.AttendedSpeaker, true
	}
	return "", false
}

// rank orders parts where a detail names two: "ledamot, sekreterare" is the
// secretary.
func rank(as corpus.AttendanceAs) int {
	switch as {
	case corpus.AttendedChair:
		return 5
	case corpus.AttendedSecretary:
		return 4
	case corpus.AttendedAdjusting:
		return 3
	case corpus.AttendedCoopted, corpus.AttendedSubstitute:
		return 2
	default:
		return 1
	}
}
