package term

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"
)

// Features speak for or against a candidate. They are described where they
// are computed; their names and weights stand in weights.tsv.
const (
	fBias = iota
	fFrequency
	fSpread
	fRepeated
	fEarly
	fTitle
	fHeading
	fRarity
	fUnseen
	fTitleness
	fHeadTitleness
	fKnown
	fBurst
	fCompound
	fLength
	fPhrase
	fPhraseKnown
	fPhraseOnce
	fNested
	fForeign
	fAcronym
	fCoordinated
	fGlossary
	fField
	fTopic
	fGenericHead
	fDerived
	fAgent
	fBare
	fDefinite
	fTFIDF
	fRelational
	fRole
	fPhraseGeneric
	fFamily
	fTitleStem
	fModifier
	fCited
	fApposed
	fHeadBurst
	fAttribute
	fAttributeBurst
	fEmptyModifier
	fShared
	fSingleAcronym
	featureCount
)

// features are the values of one candidate, most of them between 0 and 3.
type features [featureCount]float64

// featureNames returns the names of the features in order.
func featureNames() [featureCount]string {
	return [featureCount]string{
		"bias", "frequency", "spread", "repeated", "early", "title", "heading", "rarity", "unseen", "titleness", "head-titleness", "known", "burst",
		"compound", "length", "phrase", "phrase-known", "phrase-once", "nested", "foreign", "acronym", "coordinated", "glossary", "field", "topic",
		"generic-head", "derived", "agent", "bare", "definite", "tf-idf", "relational",
		"role", "phrase-generic", "family", "title-stem", "modifier", "cited", "apposed",
		"head-burst", "attribute", "attribute-burst", "empty-modifier", "shared", "single-acronym",
	}
}

// features describes a candidate.
func (d *document) features(c *candidate, p *prior) features {
	var f features
	f[fBias] = 1
	frequency := float64(len(c.places))
	if c.containers > 0 {
		frequency -= float64(c.nested) / float64(c.containers) // C-value
		f[fNested] = float64(c.nested) / float64(len(c.places))
	}
	f[fFrequency] = math.Log(1 + max(frequency, .3))
	f[fSpread] = math.Log(float64(d.spread(c)))
	f[fRepeated] = truth(len(c.places) > 1)
	f[fEarly] = 1 / (1 + float64(c.places[0].first)/80)
	f[fTitle], f[fHeading] = truth(c.heading == inTitle), truth(c.heading == inHeading)
	f[fRarity] = math.Log(backgroundSize/float64(c.background+2)) / 10
	f[fUnseen] = truth(c.background == 0)
	f[fRole], f[fModifier] = truth(c.role), truth(c.modifier)
	f[fEmptyModifier], f[fShared] = truth(c.modifier && c.empty), truth(c.shared)
	f[fSingleAcronym] = truth(c.method == MethodAcronym && len(c.places) == 1 && c.acronym == "")
	f[fApposed] = float64(c.apposed) / float64(len(c.places))
	f[fPhraseGeneric] = truth(c.method == MethodPhrase && c.head != "" && d.tagger.generic[c.head])
	f[fFamily] = math.Log(1 + float64(d.family(c)))
	f[fTitleStem] = truth(d.titleStem(c))
	cited := 0
	for _, p := range c.places {
		cited += btoi(d.tokens[p.first].cited)
	}
	f[fCited] = truth(cited == len(c.places))
	d.lexical(c, p, &f)
	d.shape(c, &f)
	f[fTFIDF] = f[fFrequency] * f[fRarity]
	return f
}

// stem is the beginning of a word by which related words are known.
func stem(word string) string {
	n := 0
	for i := range word {
		if n == stemRunes {
			return word[:i]
		}
		n++
	}
	return word
}

const stemRunes = 5

// stems returns the beginnings of a candidate's first and last parts.
func (c *candidate) stems() (first, last string) {
	name := c.name
	if i := strings.LastIndexByte(name, ' '); i > 0 {
		name = name[i+1:]
	}
	first = stem(name)
	if c.compound && c.head != "" && c.method != MethodPhrase {
		last = stem(c.head)
	}
	return first, last
}

// relate counts how many single words of the document share each stem.
func (d *document) relate() {
	d.related, d.titled = map[string]int{}, map[string]bool{}
	for _, c := range d.candidates {
		if c.words != 1 || len(c.places) == 0 {
			continue
		}
		first, last := c.stems()
		d.related[first]++
		if last != "" && last != first {
			d.related[last]++
		}
		if c.heading == inTitle {
			d.titled[first] = true
			if last != "" {
				d.titled[last] = true
			}
		}
	}
}

// family is the number of other words of the document that are built of a part
// of the candidate.
func (d *document) family(c *candidate) int {
	first, last := c.stems()
	n := d.related[first] - 1
	if last != "" && last != first {
		n += d.related[last] - 1
	}
	return max(n, 0)
}

// titleStem reports whether a part of the candidate is in the title, and the
// candidate is not.
func (d *document) titleStem(c *candidate) bool {
	first, last := c.stems()
	return c.heading != inTitle && (d.titled[first] || last != "" && d.titled[last])
}

// lexical describes what is known of a candidate's words beforehand.
func (d *document) lexical(c *candidate, p *prior, f *features) {
	use, known := p.keyness.terms[c.name]
	f[fKnown], f[fTitleness], f[fBurst] = truth(known), use.titleness, use.burst
	if c.head != "" && c.compound {
		head := p.keyness.heads[c.head]
		f[fHeadTitleness], f[fHeadBurst] = head.titleness, head.burst
	}
	if c.method == MethodPhrase {
		first, _, _ := strings.Cut(c.name, " ")
		attribute := p.keyness.attributes[first]
		f[fAttribute], f[fAttributeBurst] = attribute.titleness, attribute.burst
	}
	f[fGlossary] = truth(p.glossary[c.name])
	f[fField], f[fTopic] = truth(c.field), truth(c.topic)
	f[fGenericHead] = truth(c.head != "" && d.tagger.generic[c.head])
}

// shape describes a candidate's form and how it stands in its places.
func (d *document) shape(c *candidate, f *features) {
	f[fCompound] = truth(c.compound)
	f[fLength] = math.Log(float64(utf8.RuneCountInString(c.name))) / 2
	switch c.method {
	case MethodPhrase:
		f[fPhrase], f[fPhraseKnown], f[fPhraseOnce] = 1, f[fKnown], truth(len(c.places) == 1)
		f[fRelational] = truth(relational(c.name))
	case MethodForeign:
		f[fForeign] = 1
	case MethodAcronym:
		f[fAcronym] = 1
	}
	f[fCoordinated] = truth(c.words == 1 && strings.Contains(c.name, " "))
	f[fDerived], f[fAgent] = truth(derived(c.name)), truth(strings.HasSuffix(c.name, "are"))
	bare, definite := 0, 0
	for _, p := range c.places {
		lower := d.tokens[p.last].lower
		definite += btoi(lower != c.name && (strings.HasSuffix(lower, "n") || strings.HasSuffix(lower, "t")))
		bare += btoi(d.bare(p))
	}
	f[fBare], f[fDefinite] = float64(bare)/float64(len(c.places)), float64(definite)/float64(len(c.places))
}

// bare reports whether no article or attribute stands before a place.
func (d *document) bare(p occurrence) bool {
	if p.first == 0 || d.tokens[p.first].initial {
		return true
	}
	switch d.tokens[p.first-1].lower {
	case "en", "ett", "den", "det", "de", "denna", "detta", "dessa":
		return false
	}
	return d.tokens[p.first-1].word.class != adjective
}

// relational reports whether the first word of a phrase is an adjective that
// says of what field something is, rather than how it is: "digital",
// "biologisk".
func relational(name string) bool {
	first, _, _ := strings.Cut(name, " ")
	first = strings.TrimSuffix(first, "t")
	for _, end := range []string{"isk", "ell", "al", "iv", "ad", "är"} {
		if strings.HasSuffix(first, end) {
			return true
		}
	}
	return false
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// spread is the number of passages, or of stretches of 1,500 bytes where there
// are none, that a candidate stands in.
func (d *document) spread(c *candidate) int {
	n, last := 0, -1
	for _, p := range c.places {
		at := d.tokens[p.first].Start
		in := at / 1500
		if len(d.passages) > 0 {
			in = sort.Search(len(d.passages), func(i int) bool { return d.passages[i].End > at })
		}
		if in != last {
			n, last = n+1, in
		}
	}
	return max(1, n)
}

// derived reports whether a noun is made of a verb or an adjective, as names
// of activities and qualities are.
func derived(name string) bool {
	for _, end := range []string{"ning", "ring", "tion", "sion", "het", "skap", "itet", "ism", "logi", "else", "ande", "nad"} {
		if strings.HasSuffix(name, end) && len(name) > len(end)+3 {
			return true
		}
	}
	return false
}
