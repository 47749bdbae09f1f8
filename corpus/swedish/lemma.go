package swedish

import (
	_ "embed" // the irregular forms
	"strings"
)

//go:embed data/irregular.txt
var irregularForms string

// newIrregular reads the list of irregular words: each line is a base form and
// the forms that no rule derives from it.
func newIrregular(list string) map[string]string {
	table := make(map[string]string)
	for line := range strings.Lines(list) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		for _, form := range fields {
			table[form] = fields[0]
		}
	}
	return table
}

// lemma returns the base form of a folded word.
func (a *Analyzer) lemma(form string) string {
	if base, ok := a.irregular[form]; ok {
		return base
	}
	for _, ending := range []string{"ernas", "arnas", "ornas", "erna", "arna", "orna", "ens", "ets", "en", "et", "er", "ar", "s", "n", "t"} {
		base, ok := strings.CutSuffix(form, ending)
		if ok && len(base) >= 3 && a.words.lookup(base).common() > 5 {
			return base
		}
	}
	return form
}

// stem returns the index form of a folded word with a known lemma.
func (*Analyzer) stem(_, lemma string) string { return lemma }
