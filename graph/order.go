package graph

import (
	"bytes"
	"cmp"
	"encoding/json"
	"iter"
	"strings"

	"github.com/samband/samband/corpus"
)

// CanonicalAttributes renders attributes as JSON with sorted keys and nothing
// escaped that JSON does not require. Equal attributes have equal renderings.
func CanonicalAttributes(attributes map[string]string) string {
	if len(attributes) == 0 {
		return "{}"
	}
	var rendered bytes.Buffer
	encoder := json.NewEncoder(&rendered)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(attributes); err != nil { // a map of strings always encodes
		return "{}"
	}
	return strings.TrimSuffix(rendered.String(), "\n")
}

// CompareRelations orders relations as Store.Relations yields them: by from,
// type, to and attributes in canonical JSON.
func CompareRelations(a, b *Relation) int {
	if c := cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Type, b.Type), cmp.Compare(a.To, b.To)); c != 0 {
		return c
	}
	if len(a.Attributes) == 0 && len(b.Attributes) == 0 {
		return 0
	}
	return cmp.Compare(CanonicalAttributes(a.Attributes), CanonicalAttributes(b.Attributes))
}

// CompareEvidence orders evidence by document, start and end, and what agrees
// in these by quote, method and confidence, so that the order never depends on
// the order of writing.
func CompareEvidence(a, b *corpus.Evidence) int {
	return cmp.Or(
		cmp.Compare(a.Document, b.Document),
		cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
		cmp.Compare(a.Quote, b.Quote), cmp.Compare(a.Method, b.Method),
		cmp.Compare(a.Confidence, b.Confidence), cmp.Compare(a.Page, b.Page), cmp.Compare(a.Time, b.Time),
	)
}

// CompareMentions orders mentions as Store.Mentions yields them: by document,
// start, end and entity, and what agrees in these by text, method and
// confidence.
func CompareMentions(a, b *Mention) int {
	return cmp.Or(
		cmp.Compare(a.Document, b.Document),
		cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
		cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Text, b.Text),
		cmp.Compare(a.Method, b.Method), cmp.Compare(a.Confidence, b.Confidence),
	)
}

// Preferred returns the value with the highest count: ties go to the longer,
// then to the first in byte order. It is "" where there is none.
func Preferred(counts iter.Seq2[string, int]) string {
	best, most := "", 0
	for value, count := range counts {
		if cmp.Or(cmp.Compare(most, count), cmp.Compare(len(best), len(value)), cmp.Compare(value, best)) < 0 {
			best, most = value, count
		}
	}
	return best
}
