package term

import "github.com/samband/samband/corpus/swedish"

// findNumbered collects names of programmes and networks that end in a number
// and that nobody else has taken: "Natura 2000", "Agenda 2030".
func (d *document) findNumbered() {
	for i := 0; i+1 < len(d.tokens); i++ {
		t, next := &d.tokens[i], &d.tokens[i+1]
		if t.blocked || next.blocked || t.kind != swedish.Word || next.kind != swedish.Number || next.Len() != 4 || !capital(d.at(i)) || !d.adjacent(i) || d.text[t.End:next.Start] != " " {
			continue
		}
		name := d.at(i) + " " + d.at(i+1)
		lower, capitals, _, _ := swedish.Frequency(t.lower)
		if lower >= capitals && !d.tagger.phrases[fold(name)] || swedish.Abbreviation(t.lower) || shouted(d.at(i)) {
			continue
		}
		c := d.candidate(name, MethodName, 2)
		d.place(c, i, i+1)
	}
}
