package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/extract/tagger"
)

// ExtractorNamer names what an extractor finds. It gives it whole documents,
// each sentence a passage, so that what a document says elsewhere counts.
type ExtractorNamer struct{ Extractor *extract.Extractor }

var _ Namer = ExtractorNamer{}

// Names extracts document by document.
func (n ExtractorNamer) Names(ctx context.Context, sentences []Sentence) ([][]Name, error) {
	all := make([][]Name, len(sentences))
	for from := 0; from < len(sentences); {
		to := from + 1
		for to < len(sentences) && sentences[from].Document != "" && sentences[to].Document == sentences[from].Document {
			to++
		}
		if err := n.document(ctx, sentences[from:to], all[from:to]); err != nil {
			return nil, err
		}
		from = to
	}
	return all, nil
}

func (n ExtractorNamer) document(ctx context.Context, sentences []Sentence, found [][]Name) error {
	text, structure := passages(sentences)
	result, err := n.Extractor.Extract(ctx, extract.Input{Text: &corpus.Text{Canonical: text}, Structure: structure})
	if err != nil {
		return err
	}
	for _, m := range result.Mentions {
		if !slices.Contains(nameKinds(), m.Kind) || !properName(text, m) {
			continue
		}
		i := slices.IndexFunc(structure.Passages, func(p corpus.Passage) bool { return p.Contains(m.Span) })
		if i >= 0 {
			start := structure.Passages[i].Start
			found[i] = append(found[i], Name{corpus.Span{Start: m.Start - start, End: m.End - start}, m.Kind, m.Confidence})
		}
	}
	return nil
}

// passages puts sentences together as a text with a passage for each.
func passages(sentences []Sentence) (string, *corpus.Structure) {
	var text strings.Builder
	structure := &corpus.Structure{Kind: corpus.KindOther}
	for i, s := range sentences {
		start := text.Len()
		text.WriteString(s.Text)
		structure.Passages = append(structure.Passages, corpus.Passage{
			Ordinal: i, Span: corpus.Span{Start: start, End: text.Len()}, Turn: -1,
		})
		text.WriteByte('\n')
	}
	return text.String(), structure
}

// properName reports whether a mention is a name as annotators count them: it
// has a capital, and is no pronoun, role or noun that stands for a name elsewhere.
func properName(text string, m extract.Mention) bool {
	stands := m.Method == "pronoun" || m.Method == "role" || m.Method == "definite"
	return !stands && strings.IndexFunc(m.Of(text), unicode.IsUpper) >= 0
}

// TaggerNamer names what a trained model finds, sentence by sentence.
type TaggerNamer struct {
	Tagger     tagger.Tagger
	Convention tagger.Convention
}

var _ Namer = TaggerNamer{}

// Names tags the words of every sentence.
func (n TaggerNamer) Names(ctx context.Context, sentences []Sentence) ([][]Name, error) {
	tokens := make([][]swedish.Token, len(sentences))
	words := make([][]string, len(sentences))
	for i, s := range sentences {
		tokens[i] = swedish.Tokenize(s.Text)
		for _, t := range tokens[i] {
			words[i] = append(words[i], s.Text[t.Start:t.End])
		}
	}
	spans, err := n.Tagger.Tag(ctx, n.Convention, words)
	if err != nil {
		return nil, fmt.Errorf("tag: %w", err)
	}
	all := make([][]Name, len(sentences))
	for i := range spans {
		for _, s := range spans[i] {
			all[i] = append(all[i], Name{corpus.Span{Start: tokens[i][s.From].Start, End: tokens[i][s.To-1].End}, s.Kind, s.Score})
		}
	}
	return all, nil
}
