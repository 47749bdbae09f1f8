package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// programme states who takes part in an event: those whom the items of its
// programme name where a speaker stands, behind a dash, a colon or a title.
func (a *analysis) programme() {
	if a.in.Structure.Kind != corpus.KindEvent {
		return
	}
	listed := map[string]bool{}
	for _, p := range a.attendees {
		if p >= 0 {
			listed[a.mentions[a.root(p)].Name] = true
		}
	}
	item := false          // inside an item that began with a time
	open, next := false, 0 // inside the programme; the next section
	sections := a.in.Structure.Sections
	for from := 0; from < len(a.tokens); {
		to := from + 1
		for to < len(a.tokens) && a.tokens[to].gap < newline {
			to++
		}
		line := extent{from, to}
		for ; next < len(sections) && sections[next].Heading.Start <= a.tokens[from].start; next++ {
			open = open && !closesProgramme(strings.ToLower(sections[next].Heading.Of(a.text)))
		}
		switch {
		case a.timeOfDay(from):
			item, open = true, true
		case a.tokens[from].gap == blank && !a.bulleted(from):
			item = false
		}
		if item || open && !a.asksForMore(from) {
			a.takesPart(line, listed)
		}
		from = to
	}
}

// closesProgramme tells the headings (lower case) behind which a page speaks of
// other things than its programme.
func closesProgramme(heading string) bool {
	for _, word := range [...]string{"praktisk", "anmäl", "kontakt", "läs mer", "om oss", "om arrangör", "arrangör", "tidigare", "relaterat", "nyheter", "fler evenemang", "hitta", "bakgrund", "sponsor"} {
		if strings.HasPrefix(heading, word) {
			return true
		}
	}
	return false
}

// asksForMore reports whether a line says whom to turn to.
func (a *analysis) asksForMore(i int) bool {
	switch a.lower(i) {
	case "frågor", "kontakt", "kontaktperson", "kontakta", "anmälan", "projektledare", "webbansvarig", "redaktör", "foto", "text", "arrangör", "arrangörer":
		return true
	}
	return false
}

// timeOfDay reports whether a line begins with a time: 09.30, 9:30, kl. 13.
func (a *analysis) timeOfDay(i int) bool {
	if l := a.lower(i); l == "kl" || l == "kl." || l == "klockan" {
		return true
	}
	text := a.tokens[i].word.text
	at := strings.IndexAny(text, ".:")
	return a.tokens[i].kind == swedish.Number && at > 0 && at <= 2 && len(text) >= at+3
}

// bulleted reports whether a line begins with a bullet or a dash.
func (a *analysis) bulleted(i int) bool {
	switch a.lower(i) {
	case "•", "·", "*", "–", "-", "—":
		return true
	}
	return false
}

// takesPart states the attendance of the people whom a line of the programme
// names as speakers.
func (a *analysis) takesPart(line extent, listed map[string]bool) {
	for i := line.from; i < line.to; i++ {
		p, ok := a.mentionAt(i, graph.Person)
		if !ok || a.extent[p].from != i || a.genitive(p) || a.extent[p].to > line.to {
			continue
		}
		name := a.mentions[a.root(p)].Name
		if listed[name] || !strings.Contains(a.mentions[p].Name, " ") || !a.speakerPlace(p, line) {
			continue
		}
		listed[name] = true
		a.fact(graph.Attended, mentioned(p), document(), map[string]string{"as": string(corpus.AttendedSpeaker)}, Evidence{a.span(line.from, line.to), "programme", .75})
	}
}

// speakerPlace reports whether a name stands where the item of a programme puts
// its speaker.
func (a *analysis) speakerPlace(p int, line extent) bool {
	before := a.verbBeforeTitle(a.extent[p].from)
	if before < line.from {
		return true
	}
	switch a.lower(before) {
	case "–", "-", "—", ":", ",", "med", "av", "och", "samt", "&", "(", "•", "·", "!", "?", ".", "|", "mellan":
		return true
	}
	return a.is(before, role) || a.tokens[before].kind == swedish.Number
}
