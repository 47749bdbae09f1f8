package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// officers states who took part in a meeting because it elected them to chair,
// keep or approve its minutes: "Till ordförande för stämman valdes NN", "Mötet
// utser NN och NN att justera protokollet".
func (a *analysis) officers() {
	if a.in.Structure.Kind != corpus.KindMinutes {
		return
	}
	for i := range a.tokens {
		switch {
		case a.owner[i] != none:
		case choosing(a.lower(i)):
			a.officersAt(i)
		case a.lower(i) == "förhinder" || a.lower(i) == "frånvaro":
			a.excused(i)
		case a.lower(i) == "medverkade" || a.lower(i) == "deltog" || a.lower(i) == "deltar" || a.lower(i) == "närvarade":
			a.participants(i)
		}
	}
}

// excused reads who could not come: "Förhinder hade anmälts av NN", "NN har
// anmält förhinder".
func (a *analysis) excused(i int) {
	s := a.sentenceOf(i)
	told := false
	for at := s.from; at < s.to; at++ {
		told = told || strings.HasPrefix(a.lower(at), "anmäl") || strings.HasPrefix(a.lower(at), "meddela")
	}
	for at := s.from; at < s.to && told; at++ {
		p, ok := a.mentionAt(at, graph.Person)
		if ok && a.extent[p].from == at && strings.Contains(a.mentions[p].Name, " ") && !a.genitive(p) && !a.attendeeName(p) {
			attributes := map[string]string{"as": string(corpus.AttendedAbsent), "absent": "true"}
			a.fact(graph.Attended, mentioned(p), document(), attributes, Evidence{a.span(s.from, s.to), "attendance-sentence", .8})
		}
	}
}

// participants reads, above the agenda, who took part: "Från Trafikverket
// deltog projektledaren NN och NN".
func (a *analysis) participants(verb int) {
	if _, item := a.agendaItem(a.tokens[verb].start); item || a.denied(verb+1) {
		return
	}
	s := a.sentenceOf(verb)
	if a.undecided(s.from, verb) {
		return
	}
	for i := verb + 1; i < s.to; i++ {
		p, ok := a.mentionAt(i, graph.Person)
		if ok && a.extent[p].from == i && strings.Contains(a.mentions[p].Name, " ") && !a.genitive(p) && !a.attendeeName(p) {
			a.fact(graph.Attended, mentioned(p), document(), map[string]string{"as": string(corpus.AttendedPresent)}, Evidence{a.span(s.from, s.to), "attendance-sentence", .8})
		}
	}
}

// choosing tells which verbs elect somebody; what shall be done has not been.
func choosing(lower string) bool {
	switch lower {
	case "utse", "utser", "utsåg", "utsett", "utses", "utsågs", "utsetts", "väljer", "valde", "valt", "väljs", "valdes", "valts":
		return true
	}
	return false
}

// officersAt reads one election: each of the elected gets the office that her
// name is tied to ("utser NN till sekreterare"), else the last one named before
// her ("till ordförande valdes NN, till justerare NN"), else the first behind.
func (a *analysis) officersAt(verb int) {
	s := a.sentenceOf(verb)
	if a.office(s) == "" && !a.keepsMinutes(s) || a.undecided(s.from, verb) || a.denied(verb+1) {
		return
	}
	evidence := Evidence{a.span(s.from, s.to), "election", .8}
	for i := verb + 1; i < s.to; i++ {
		p, ok := a.mentionAt(i, graph.Person)
		if !ok || a.extent[p].from != i || !strings.Contains(a.mentions[p].Name, " ") {
			continue
		}
		if as := a.electedAs(p, s); as != "" {
			a.fact(graph.Attended, mentioned(p), document(), map[string]string{"as": string(as)}, evidence)
		}
	}
}

// keepsMinutes reports whether a sentence elects a secretary beside sentences
// that elect others to offices of the meeting.
func (a *analysis) keepsMinutes(s extent) bool {
	named := false
	for i := s.from; i < s.to; i++ {
		named = named || a.lower(i) == "sekreterare"
	}
	if !named {
		return false
	}
	from, to := s.from, s.to
	for from > 0 && a.tokens[from].gap != blank {
		from--
	}
	for to < len(a.tokens) && a.tokens[to].gap != blank {
		to++
	}
	return a.office(extent{from, to}) != ""
}

// electedAs returns the office that a sentence gives to one of the people it
// names, "" where that is one of the association.
func (a *analysis) electedAs(p int, s extent) corpus.AttendanceAs {
	end := a.extent[p].to
	if a.lower(end) == "(" {
		end = max(end, a.bracket(end)) // the party
	}
	if l := a.lower(end); l == "till" || l == "som" || l == "att" {
		if as := a.office(extent{end, min(s.to, end+5)}); as != "" {
			return as
		}
	}
	for i := a.extent[p].from - 1; i >= s.from; i-- {
		if as := a.office(extent{i, i + 1}); as != "" {
			return as
		}
		switch a.lower(i) { // beside another office of the meeting
		case "ordförande":
			return corpus.AttendedChair
		case "sekreterare":
			return corpus.AttendedSecretary
		}
		if l := a.lower(i); l == "ledamot" || l == "ledamöter" || l == "suppleant" || l == "ersättare" || l == "revisor" || l == "kassör" {
			return ""
		}
	}
	return a.office(extent{end, s.to})
}

// undecided reports whether the words before the verb make the election a
// proposal or a plan.
func (a *analysis) undecided(from, verb int) bool {
	for i := from; i < verb; i++ {
		switch l := a.lower(i); {
		case l == "ska" || l == "skall" || l == "bör" || l == "kan", strings.HasPrefix(l, "föresl"), strings.HasPrefix(l, "förslag"):
			return true
		}
	}
	return false
}

// office returns the office at the meeting that a sentence speaks of, "" where
// it speaks of none or of an office in the association.
func (a *analysis) office(s extent) corpus.AttendanceAs {
	for i := s.from; i < s.to; i++ {
		switch l := a.lower(i); {
		case a.owner[i] >= 0 && a.mentions[a.owner[i]].Kind == graph.Organisation:
			continue
		case l == "justera" || strings.HasPrefix(l, "justerare") || strings.HasPrefix(l, "justerings") || strings.HasSuffix(l, "justerare"):
			return corpus.AttendedAdjusting
		case l == "protokollförare" || l == "mötessekreterare", l == "sekreterare" && a.ofMeeting(i):
			return corpus.AttendedSecretary
		case l == "mötesordförande" || l == "stämmoordförande" || l == "årsmötesordförande", l == "ordförande" && a.ofMeeting(i):
			return corpus.AttendedChair
		}
	}
	return ""
}

// ofMeeting reports whether the office at token i is one of this meeting:
// ordförande för stämman, sekreterare vid mötet.
func (a *analysis) ofMeeting(i int) bool {
	switch a.lower(i + 1) {
	case "för", "vid", "på":
	default:
		return false
	}
	for at := i + 2; at <= i+3 && a.follows(at); at++ {
		for _, ending := range []string{"stämman", "mötet", "sammanträdet"} {
			if strings.HasSuffix(a.lower(at), ending) {
				return true
			}
		}
	}
	return false
}
