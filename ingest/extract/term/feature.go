package term

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Features speak for or against a candidate. They are described where they
// are computed; their names and weights stand in weights.tsv.
const (
	fBias = iota
	fFrequency
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
	fLength
	fPhrase
	fPhraseKnown
	fNested
	fCoordinated
	fGlossary
	fField
	fTopic
	fGenericHead
	fDerived
	fAgent
	fDefinite
	fTFIDF
	fRole
	fPhraseGeneric
	fModifier
	fCited
	fApposed
	fAttribute
	fAttributeBurst
	fShared
	fSingleAcronym
	fDensity
	fShare
	fLengthSquared
	featureCount
)

// features are the values of one candidate, most of them between 0 and 3.
type features [featureCount]float64

// featureNames returns the names of the features in order.
func featureNames() [featureCount]string {
	return [featureCount]string{
		"bias", "frequency", "repeated", "early", "title", "heading", "rarity", "unseen", "titleness", "head-titleness", "known", "burst",
		"length", "phrase", "phrase-known", "nested", "coordinated", "glossary", "field", "topic",
		"generic-head", "derived", "agent", "definite", "tf-idf",
		"role", "phrase-generic", "modifier", "cited", "apposed",
		"attribute", "attribute-burst", "shared", "single-acronym", "density", "share", "length-squared",
	}
}

// features describes a candidate.
func (d *document) features(c *candidate, p *prior) features {
	var f features
	f[fBias] = 1
	if c.containers > 0 {
		f[fNested] = float64(c.nested) / float64(len(c.places))
	}
	f[fFrequency] = c.frequency()
	f[fDensity], f[fShare] = f[fFrequency]/math.Log(float64(len(d.text)+2)), f[fFrequency]/d.top
	f[fRepeated] = truth(len(c.places) > 1)
	f[fEarly] = 1 / (1 + float64(c.places[0].first)/80)
	f[fTitle], f[fHeading] = truth(c.heading == inTitle), truth(c.heading == inHeading)
	f[fRarity] = math.Log(backgroundSize/float64(c.background+2)) / 10
	f[fUnseen] = truth(c.background == 0)
	f[fRole], f[fModifier] = truth(c.role), truth(c.modifier)
	f[fShared] = truth(c.shared)
	f[fSingleAcronym] = truth(c.method == MethodAcronym && len(c.places) == 1 && c.acronym == "")
	f[fApposed] = float64(c.apposed) / float64(len(c.places))
	f[fPhraseGeneric] = truth(c.method == MethodPhrase && c.head != "" && d.tagger.generic[c.head])
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

// frequency is the logarithm of how often a candidate stands by itself, as
// C-value counts it (Frantzi, Ananiadou and Mima 2000).
func (c *candidate) frequency() float64 {
	n := float64(len(c.places))
	if c.containers > 0 {
		n -= float64(c.nested) / float64(c.containers)
	}
	return math.Log(1 + max(n, .3))
}

// lexical describes what is known of a candidate's words beforehand.
func (d *document) lexical(c *candidate, p *prior, f *features) {
	use, known := p.keyness.terms[c.name]
	f[fKnown], f[fTitleness], f[fBurst] = truth(known), use.titleness, use.burst
	if c.head != "" && c.compound {
		f[fHeadTitleness] = p.keyness.heads[c.head].titleness
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
	f[fLength] = math.Log(float64(utf8.RuneCountInString(c.name))) / 2
	f[fLengthSquared] = f[fLength] * f[fLength]
	if c.method == MethodPhrase {
		f[fPhrase], f[fPhraseKnown] = 1, f[fKnown]
	}
	f[fCoordinated] = truth(c.words == 1 && strings.Contains(c.name, " "))
	f[fDerived], f[fAgent] = truth(derived(c.name)), truth(strings.HasSuffix(c.name, "are"))
	definite := 0
	for _, p := range c.places {
		lower := d.tokens[p.last].lower
		definite += btoi(lower != c.name && (strings.HasSuffix(lower, "n") || strings.HasSuffix(lower, "t")))
	}
	f[fDefinite] = float64(definite) / float64(len(c.places))
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
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
