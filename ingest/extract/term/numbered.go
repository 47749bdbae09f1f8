package term

import (
	"strings"

	"github.com/samband/samband/corpus/swedish"
)

// findNumbered collects names of programmes and networks that end in a number
// and that nobody else has taken: "Natura 2000", "Agenda 2030".
func (d *document) findNumbered() {
	for i := 0; i+1 < len(d.tokens); i++ {
		t, next := &d.tokens[i], &d.tokens[i+1]
		number, _, _ := strings.Cut(d.at(i+1), "-")
		if t.blocked || next.blocked || t.kind != swedish.Word || len(number) != 4 || digits(number) != 4 || !capital(d.at(i)) || !d.adjacent(i) || d.text[t.End:next.Start] != " " {
			continue
		}
		name := d.at(i) + " " + number
		lower, capitals, _, _ := swedish.Frequency(t.lower)
		if year(number) && !d.tagger.phrases[fold(name)] || lower >= capitals && !d.tagger.phrases[fold(name)] || swedish.Abbreviation(t.lower) || shouted(d.at(i)) {
			continue
		}
		c := d.candidate(name, MethodName, 2)
		d.place(c, i, i+1)
		c.places[len(c.places)-1].cut = next.Len() - len(number)
	}
}

// year reports whether a number is rather the year of an event.
func year(number string) bool { return number > "2000" && number < "2030" }
