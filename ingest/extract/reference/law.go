package reference

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// law finds statutes by name: "patientdatalagen", "miljöbalken",
// "dataskyddsförordningen", "GDPR".
func (f *finder) law(i int, word string) (Reference, bool) {
	base, ok := lawName(word)
	if !ok {
		return Reference{}, false
	}
	start := f.coordinated(i)
	end := f.tokens[i].Start + len(base)
	r := f.plain("", corpus.Span{Start: start, End: f.tokens[i].End}, MethodLaw, .85)
	r.Number = ""
	if len(base) != len(word) && end <= f.tokens[i].End {
		r.End = end
	}
	r.Name = collapse(f.text[start:f.tokens[i].Start]) + " " + base
	r.Name = strings.TrimSpace(r.Name)
	if first, rest, found := strings.Cut(r.Name, " "); found {
		r.Name = strings.ToLower(first) + " " + rest
	}
	if base == "gdpr" {
		r.Name = "GDPR"
	}
	r.Canonical = foldTitle(r.Name)
	if r.Canonical == "gdpr" {
		r.Canonical = "dataskyddsförordningen"
	}
	r.Section = f.paragraph(i, start)
	return r, true
}

// lawName returns a statute's name without genitive ending.
func lawName(word string) (string, bool) {
	base := strings.TrimSuffix(word, "s")
	switch base {
	case "gdpr", "regeringsformen", "riksdagsordningen", "successionsordningen", "skollagen", "vallagen":
		return base, true
	case "grundlagen", "ramlagen", "rådslagen", "skräckslagen", "eu-direktivet", "eg-direktivet", "eu-förordningen", "eg-förordningen", "fn-konventionen", "ilo-konventionen", "speciallagen", "avtalslagen", "statsbalken", "lagen", "förordningen":
		return base, base == "avtalslagen"
	}
	switch {
	case strings.HasSuffix(base, "lagen"):
		return base, len(base) > 8 && !neuterPlural(base)
	case strings.HasSuffix(base, "balken"):
		return base, code(base)
	case strings.HasSuffix(base, "förordningen"):
		return base, len(base) > len("förordningen")+2
	case strings.HasSuffix(base, "direktivet"):
		return base, len(base) > len("direktivet")+2 && !strings.Contains(base, "kommitté") && !strings.HasPrefix(base, "tilläggs") && !strings.HasPrefix(base, "utrednings")
	case strings.HasSuffix(base, "akten"):
		return base, (strings.HasSuffix(base, "-akten") || strings.HasSuffix(base, "sakten") && uses(base) == 0) && len(base) > len("ai-akte")
	case strings.HasSuffix(base, "konventionen"):
		return base, len(base) > len("konventionen")+2
	}
	return "", false
}

// neuterPlural reports whether a word in -lagen is the plural of a neuter
// noun, as "förslagen" and "bolagen" are, or a participle: such a word has a
// form in -laget or -lagna, and a law has not.
func neuterPlural(word string) bool {
	base := strings.TrimSuffix(word, "en")
	if uses(base+"et") > 0 || uses(base+"na") > 0 {
		return true
	}
	if strings.HasSuffix(base, "slag") && uses(base) > uses(word) {
		return true // "trafikslag" is said more often than "trafikslagen", no law is
	}
	for _, end := range []string{"förslagen", "bolagen", "anslagen", "inslagen", "underlagen", "avslagen", "utslagen", "uppslagen", "beslagen", "omslagen", "nedslagen", "överslagen", "genomslagen", "nederlagen", "landslagen", "anlagen", "fotbollslagen", "tillslagen"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

func uses(word string) int {
	lower, capital, initial, _ := swedish.Frequency(word)
	return lower + capital + initial
}

// code reports whether a word names one of the Swedish codes.
func code(word string) bool {
	switch word {
	case "miljöbalken", "brottsbalken", "jordabalken", "föräldrabalken", "rättegångsbalken", "ärvdabalken", "äktenskapsbalken", "socialförsäkringsbalken", "utsökningsbalken", "handelsbalken", "giftermålsbalken", "byggningabalken", "konkursbalken", "strafflagen":
		return true
	}
	return false
}

// paragraph returns the "3 kap. 2 §" in front of a statute.
func (f *finder) paragraph(i, start int) string {
	left := strings.TrimRight(f.text[max(0, start-32):start], " \u00a0\n")
	if !strings.HasSuffix(left, "§") && !strings.HasSuffix(left, "kap.") {
		return ""
	}
	at := len(left)
	for at > 0 && (digit(left[at-1]) || strings.IndexByte(" .§kap\xc2\xa7\xa0", left[at-1]) >= 0) {
		at--
	}
	part := strings.TrimSpace(collapse(left[at:]))
	if part == "" || !digit(part[0]) || i == 0 {
		return ""
	}
	return part
}
