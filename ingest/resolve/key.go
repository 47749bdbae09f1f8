package resolve

import (
	"strings"
	"unicode"

	"github.com/samband/samband/graph"
)

// Keys of a claim. The first key of a claim whose identity is decided by its
// name is the id of its entity; the others only find claims again.
const (
	blockPrefix    = "block="    // persons whose names sound alike
	namesPrefix    = "names="    // claims that explain a short form or title
	aliasPrefix    = "alias="    // claims known only by a short form or title
	documentPrefix = "document=" // claims of a document whose identity depends on others
	localPrefix    = "local="    // claims that are nobody outside their document
)

// slug makes the readable part of an id. It keeps å, ä, ö and other letters,
// so that hall and häll stay two; names that differ only in punctuation and
// capitals share it and are the same by definition.
func slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range graph.Fold(name) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = gap || r == ' ' || r == ':' || r == '/' || r == ',' || r == '(' || r == '+'
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		return "x"
	}
	return b.String()
}

// entityID is the id that a name by itself decides.
func entityID(kind graph.Kind, name string) string { return string(kind) + ":" + slug(name) }

// sound brings a person's name into a form that usual Swedish spellings of the
// same name share: Jansson and Janson, Jenny and Jenni, Carlsson and Karlson,
// Ole-Petter and Ole Petter. Equal slugs always sound equal.
func sound(slugged string) string {
	s := strings.NewReplacer("ck", "k", "ch", "k", "ph", "f", "th", "t", "w", "v", "qu", "kv", "qv", "kv", "c", "k", "q", "k", "z", "s",
		"y", "i", "ø", "ö", "æ", "ä").Replace(plain(slugged))
	var b strings.Builder
	var last rune
	for _, r := range s {
		if r != last || r == '-' {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

func hasKey(c *graph.Claim, prefix string) (string, bool) {
	for _, key := range c.Keys {
		if strings.HasPrefix(key, prefix) {
			return key, true
		}
	}
	return "", false
}

// values returns what the context says under a prefix such as "org:".
func values(context []string, prefix string) []string {
	var found []string
	for _, entry := range context {
		if value, ok := strings.CutPrefix(entry, prefix); ok && value != "" {
			found = append(found, value)
		}
	}
	return found
}
