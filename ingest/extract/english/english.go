package english

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jdkato/prose/v2"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// Method is the method of what the package finds.
const Method = "prose"

// MaxSentence is the longest stretch in bytes that is given to the classifier
// at once; longer sentences are left out.
const MaxSentence = 2000

// ErrModel reports that prose's model could not be loaded.
var ErrModel = errors.New("english model cannot be loaded")

// Entity is a name in a passage.
type Entity struct {
	corpus.Span            // bytes in the passage
	Kind        graph.Kind // person, organisation or place
	Name        string     // without line breaks and genitive
	Confidence  float64    // 0 to 1
}

// Tagger finds names in English text. It is safe for concurrent use: the model
// is only read once it is loaded.
type Tagger struct {
	model *prose.Model
}

// New loads the model, which takes about a second.
func New() (t *Tagger, err error) {
	defer func() {
		if fault := recover(); fault != nil { // prose panics where its data is damaged
			t, err = nil, fmt.Errorf("%w: %v", ErrModel, fault)
		}
	}()
	return &Tagger{model: prose.ModelFromData("english")}, nil
}

// Entities returns the names in an English passage, ascending by Start and
// disjoint. A passage that prose cannot read has none.
func (t *Tagger) Entities(passage string) []Entity {
	var found []Entity
	for _, s := range swedish.Sentences(passage) {
		if s.End-s.Start > MaxSentence {
			continue
		}
		for _, e := range t.sentence(passage[s.Start:s.End]) {
			e.Start, e.End = e.Start+s.Start, e.End+s.Start
			found = append(found, e)
		}
	}
	return confirm(found)
}

// token is one of prose's tokens where it stands in the sentence.
type token struct {
	corpus.Span
	tag, label string
	text       string
}

func (t *Tagger) sentence(sentence string) (found []Entity) {
	defer func() {
		if recover() != nil { // prose indexes past its slices on odd input
			found = nil
		}
	}()
	doc, err := prose.NewDocument(sentence, prose.UsingModel(t.model), prose.WithSegmentation(false))
	if err != nil {
		return nil
	}
	tokens := locate(sentence, doc.Tokens())
	for i := 0; i < len(tokens); {
		end := nameEnd(tokens, i)
		if end == i {
			i++
			continue
		}
		if e, ok := entity(sentence, tokens[i:end], i == 0); ok {
			found = append(found, e)
		}
		i = end
	}
	return found
}

// locate finds prose's tokens in the sentence. A token that cannot be found is
// left out.
func locate(sentence string, raw []prose.Token) []token {
	tokens := make([]token, 0, len(raw))
	at := 0
	for _, r := range raw {
		span, ok := align(sentence, at, r.Text)
		if !ok {
			continue
		}
		at = span.End
		tokens = append(tokens, token{Span: span, tag: r.Tag, label: r.Label, text: span.Of(sentence)})
	}
	return tokens
}

// nameEnd returns the end of the name that begins at token i, or i: proper
// nouns, with "of", "for", "and" and "the" between them where the name of a
// body has begun.
func nameEnd(tokens []token, i int) int {
	if !proper(tokens[i]) {
		return i
	}
	end := i + 1
	for end < len(tokens) {
		switch {
		case proper(tokens[end]) && near(tokens, end):
			end++
		case tokens[end].tag == "POS" && end+1 < len(tokens) && proper(tokens[end+1]) && organisation(tokens[end+1:min(len(tokens), end+3)]):
			end += 2 // King's College
		case joint(tokens[end].text) && end+1 < len(tokens) && organisation(tokens[i:end]) && proper(tokens[end+1]):
			end += 2
		case joint(tokens[end].text) && end+2 < len(tokens) && organisation(tokens[i:end]) && tokens[end+1].text == "the" && proper(tokens[end+2]):
			end += 3
		default:
			return end
		}
	}
	return end
}

// near reports whether only a space stands between a token and the one before.
func near(tokens []token, i int) bool { return tokens[i].Start-tokens[i-1].End <= 1 }

func joint(word string) bool { return word == "of" || word == "for" }

func proper(t token) bool {
	return strings.HasPrefix(t.tag, "NNP") && t.text[0] != '\'' && capital(t.text) && !calendar(t.text)
}

func entity(sentence string, tokens []token, first bool) (Entity, bool) {
	span := corpus.Span{Start: tokens[0].Start, End: tokens[len(tokens)-1].End}
	e := Entity{Span: span, Name: strings.Join(strings.Fields(span.Of(sentence)), " ")}
	votes := map[string]int{}
	for _, t := range tokens {
		_, label, _ := strings.Cut(t.label, "-")
		votes[label]++
	}
	switch {
	case organisation(tokens):
		e.Kind, e.Confidence = graph.Organisation, .7
	case len(tokens) > 1 && len(tokens) <= 4 && swedish.GivenName(tokens[0].text):
		e.Kind, e.Confidence = graph.Person, .8
	case acronym(e.Name):
		e.Kind, e.Confidence = graph.Organisation, .45
	case len(tokens) > 1 && len(tokens) <= 4 && votes["PERSON"] > votes["GPE"] && letters(e.Name):
		e.Kind, e.Confidence = graph.Person, .6
	case votes["GPE"] > 0 && len(tokens) <= 3 && !first && letters(e.Name):
		e.Kind, e.Confidence = graph.Place, .55
	case len(tokens) == 1:
		e.Kind, e.Confidence = graph.Person, .3 // kept only where a full name confirms it
	default:
		return Entity{}, false
	}
	return e, true
}

// confirm drops single names of people that no full name of the passage has.
func confirm(found []Entity) []Entity {
	known := map[string]bool{}
	for _, e := range found {
		if e.Kind == graph.Person && strings.Contains(e.Name, " ") {
			for word := range strings.FieldsSeq(e.Name) {
				known[word] = true
			}
		}
	}
	kept := found[:0]
	for _, e := range found {
		if e.Kind == graph.Person && !strings.Contains(e.Name, " ") && !known[e.Name] {
			continue
		}
		kept = append(kept, e)
	}
	return kept
}
