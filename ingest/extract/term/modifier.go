package term

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
)

// findModifiers takes the first part of a compound, where it is a compound
// itself, for a concept of its own: "trafiksäkerhet" of
// "trafiksäkerhetsfråga".
func (d *document) findModifiers() {
	for i := range d.tokens {
		t := &d.tokens[i]
		if t.blocked || t.broken || !t.word.compound || t.word.class != noun || strings.IndexByte(t.lower, '-') > 0 {
			continue
		}
		name, end := d.tagger.modifier(t.lower, t.word)
		if name == "" {
			continue
		}
		c, known := d.candidates[name]
		if !known {
			c = d.candidate(name, MethodCompound, 1)
			w := d.tagger.lookup(name)
			c.compound, c.head, c.background, c.modifier = w.compound, w.head, w.background, true
			c.generic, c.role, c.field, c.topic = w.generic, w.role, w.field, w.topic
		}
		if c.modifier || d.tagger.generic[t.word.head] || t.word.role {
			d.place(c, i, i)
			c.places[len(c.places)-1].cut = t.Len() - end
		}
	}
}

// modifier returns the noun that is the first part of a compound, and the
// bytes of the form that spell it. It is "" where that is no compound itself:
// simple words mean too much.
func (t *tagger) modifier(form string, w word) (string, int) {
	at := strings.LastIndex(w.lemma, w.head)
	if at < 6 || at > len(form) {
		return "", 0
	}
	first := strings.TrimSuffix(form[:at], "-")
	for _, name := range []string{strings.TrimSuffix(first, "s"), first, first + "e", first + "a"} {
		m := t.lookup(name)
		if m.class == noun && m.lemma == name && m.compound && (count(name) > 0 || len(swedish.Split(name)) > 1) {
			return name, min(len(name), len(first))
		}
	}
	return "", 0
}
