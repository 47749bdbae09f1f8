package extract

import (
	"slices"
	"strconv"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// utterance is what a person says in a stretch of text: a turn or a quote.
// What is mentioned inside it the person discusses.
type utterance struct {
	corpus.Span
	person int
}

// turns finds the speaker of each turn: the person named by the label, or
// introduced in the text by the name the label shortens.
func (a *analysis) turns() {
	turns := a.in.Structure.Turns
	a.speakers = make([]int, len(turns))
	byVoice := map[string]int{}
	for i := range turns {
		a.speakers[i] = a.labels[i]
		if a.labels[i] >= 0 {
			a.referLabel(a.labels[i])
			continue
		}
		if turns[i].Label.Empty() && a.nameLabel(turns[i].Speaker) {
			a.speakers[i] = a.voice(i, byVoice)
		}
	}
}

// voice makes a mention for a speaker whom only the format names. It stands
// for the words spoken.
func (a *analysis) voice(turn int, known map[string]int) int {
	t := a.in.Structure.Turns[turn]
	if m, ok := known[t.Speaker]; ok {
		return m
	}
	name := t.Speaker
	if isUpperName(name) {
		name = swedish.TitleCaseName(name)
	}
	if t.Body.Empty() || !t.Body.Valid(a.text) {
		return none
	}
	index := len(a.mentions)
	a.mentions = append(a.mentions, Mention{
		Kind: graph.Person, Span: t.Body, Name: collapse(name), Method: "voice", Confidence: .9, Refers: none,
	})
	a.extent = append(a.extent, extent{a.tokenAt(t.Body.Start), a.tokenAt(t.Body.Start)})
	known[t.Speaker] = index
	a.referLabel(index)
	return index
}

// referLabel points a short label at the full name it stands for.
func (a *analysis) referLabel(label int) {
	name := a.mentions[label].Name
	if strings.Contains(name, " ") {
		if first, ok := a.people.byName[name]; ok && first != label {
			a.mentions[label].Refers = first
		}
		return
	}
	person, found := a.person(name)
	if !found {
		person = a.petName(name)
	}
	if !found && person == none {
		person = a.soundsLike(name)
	}
	if person != label {
		a.mentions[label].Refers = person
	}
	if person >= 0 {
		a.mentions[label].Confidence = .85
	}
}

// soundsLike returns the one person whose given name is spelled almost like
// it: Jenny, Jenni.
func (a *analysis) soundsLike(name string) int {
	found, key := none, foldName(name)
	names := make([]string, 0, len(a.people.byGiven))
	for given := range a.people.byGiven {
		names = append(names, given)
	}
	slices.Sort(names)
	for _, given := range names {
		if foldName(given) != key {
			continue
		}
		if found != none || len(a.people.byGiven[given]) != 1 {
			return none
		}
		found = a.people.byGiven[given][0]
	}
	return found
}

// foldName folds spellings that sound alike: y and i, w and v, c, ck and k,
// ph and f, th and t, doubled letters, hyphens.
func foldName(name string) string {
	name = strings.NewReplacer("ck", "k", "ph", "f", "th", "t", "-", " ", "é", "e", "è", "e").Replace(strings.ToLower(name))
	var b strings.Builder
	last := rune(0)
	for _, r := range name {
		switch r {
		case 'y':
			r = 'i'
		case 'w':
			r = 'v'
		case 'c', 'q':
			r = 'k'
		case 'z':
			r = 's'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// voiceOf is what a speaker does in a transcript.
type voiceOf struct {
	turns, words, questions, welcomes int
	mention                           int
	labels                            []corpus.Span
	host                              bool
}

// speech states who speaks, how much and in which part, and ties every
// passage of a turn to its speaker.
func (a *analysis) speech() {
	voices, order := a.voices()
	if len(order) == 0 {
		a.unlabelled()
		return
	}
	host := a.hostOf(voices, order)
	guests := a.guests(voices)
	for _, name := range order {
		v := voices[name]
		part := "speaker"
		if host != "" {
			part = "guest"
			if name == host || v.host || len(guests) > 0 && !guests[name] && v.questions > 0 {
				part = "host"
			}
		}
		attributes := map[string]string{"turns": strconv.Itoa(v.turns), "words": strconv.Itoa(v.words), "part": part}
		evidence := make([]Evidence, 0, 3)
		for _, span := range v.labels[:min(3, len(v.labels))] {
			evidence = append(evidence, Evidence{span, "turn-label", .95})
		}
		a.fact(graph.SpeaksIn, mentioned(v.mention), document(), attributes, evidence...)
	}
	for i := range a.in.Structure.Passages {
		p := &a.in.Structure.Passages[i]
		if p.Turn < 0 || p.Turn >= len(a.speakers) || a.speakers[p.Turn] < 0 {
			continue
		}
		speaker := a.speakers[p.Turn]
		a.fact(graph.Said, mentioned(speaker), passage(i), map[string]string{"mode": "turn"}, Evidence{p.Span, "turn", .95})
		a.said = append(a.said, utterance{p.Span, speaker})
	}
}

// voices counts what each speaker does, by the name of the person.
func (a *analysis) voices() (map[string]*voiceOf, []string) {
	voices, order := map[string]*voiceOf{}, []string(nil)
	for i, speaker := range a.speakers {
		if speaker < 0 {
			continue
		}
		name := a.mentions[a.root(speaker)].Name
		v := voices[name]
		if v == nil {
			v = &voiceOf{mention: speaker, host: a.holds(name, hostTitle)}
			voices[name] = v
			order = append(order, name)
		}
		turn := a.in.Structure.Turns[i]
		e := a.tokensIn(turn.Body)
		v.turns++
		for t := e.from; t < e.to; t++ {
			switch {
			case a.tokens[t].kind == swedish.Word:
				v.words++
				if strings.HasPrefix(a.lower(t), "välkom") {
					v.welcomes++
				}
			case a.tokens[t].word.text == "?":
				v.questions++
			}
		}
		if !turn.Label.Empty() {
			v.labels = append(v.labels, turn.Label)
		} else {
			v.labels = append(v.labels, turn.Body)
		}
	}
	return voices, order
}

// hostTitle reports whether a title makes its holder the host.
func hostTitle(title string) bool {
	for _, word := range []string{"programledare", "värd", "presentatör", "moderator", "intervjuare", "samtalsledare"} {
		if strings.HasSuffix(title, word) {
			return true
		}
	}
	return false
}

// hostOf returns the host's name: whom a title says so, else the one who
// welcomes and asks most for what she says; "" where nothing tells.
func (a *analysis) hostOf(voices map[string]*voiceOf, order []string) string {
	if len(order) < 2 {
		return ""
	}
	best, bestScore, second := "", 0., 0.
	for _, name := range order {
		v := voices[name]
		if v.host {
			return name
		}
		score := float64(v.questions+3*v.welcomes) / float64(v.words+50)
		if score > bestScore {
			best, second, bestScore = name, bestScore, score
		} else {
			second = max(second, score)
		}
	}
	if bestScore < 1.3*second {
		return ""
	}
	return best
}

// root follows a reference to the mention that stands for itself.
func (a *analysis) root(m int) int {
	for hops := 0; a.mentions[m].Refers >= 0 && hops < 4; hops++ {
		m = a.mentions[m].Refers
	}
	return m
}
