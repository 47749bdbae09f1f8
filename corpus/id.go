package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
)

// Hash returns the lower-case hex SHA-256 of data: the revision of an
// original, the name of a canonical text.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// maxSlug is the longest readable part of a document id, in bytes.
const maxSlug = 48

// NewID returns the id of the document that a source holds in a collection. It
// depends on the two alone, so the same source keeps its id through every
// revision and on every machine: a readable slug of the source's last element
// and eight hex digits that tell equal names apart. It contains no ":", "."
// or "/".
func NewID(collection, source string) string {
	sum := sha256.Sum256([]byte(collection + "\x00" + source))
	base := path.Base(strings.TrimRight(strings.ReplaceAll(source, `\`, "/"), "/"))
	if extension := path.Ext(base); len(extension) <= 5 {
		base = strings.TrimSuffix(base, extension)
	}
	slug := Slug(base)
	if len(slug) > maxSlug {
		slug = strings.TrimRight(slug[:maxSlug], "-")
	}
	if slug == "" {
		slug = "document"
	}
	return slug + "-" + hex.EncodeToString(sum[:4])
}

// PassageID returns the id of a document's passage with the given ordinal.
func PassageID(document string, ordinal int) string {
	return fmt.Sprintf("%s:%04d", document, ordinal)
}

// Slug returns text as lower-case ASCII letters and digits with single hyphens
// between words: å and ä become a, ö and ø o, é e, and so on. Different texts
// can share a slug; whoever needs an identity adds what tells them apart.
func Slug(text string) string {
	var slug strings.Builder
	hyphen := false
	for _, r := range strings.ToLower(text) {
		letters := asciiLetters(r)
		if letters == "" {
			hyphen = slug.Len() > 0
			continue
		}
		if hyphen {
			slug.WriteByte('-')
			hyphen = false
		}
		slug.WriteString(letters)
	}
	return slug.String()
}

func asciiLetters(r rune) string {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return string(r)
	case strings.ContainsRune("åäáàâãā", r):
		return "a"
	case r == 'æ':
		return "ae"
	case strings.ContainsRune("öøóòôõō", r):
		return "o"
	case strings.ContainsRune("éèêëęě", r):
		return "e"
	case strings.ContainsRune("üúùûū", r):
		return "u"
	case strings.ContainsRune("íìîïı", r):
		return "i"
	case strings.ContainsRune("çćč", r):
		return "c"
	case strings.ContainsRune("ñńň", r):
		return "n"
	case strings.ContainsRune("śšş", r):
		return "s"
	case strings.ContainsRune("źżž", r):
		return "z"
	case r == 'ł':
		return "l"
	case r == 'ý' || r == 'ÿ':
		return "y"
	case r == 'ß':
		return "ss"
	case r == 'ð' || r == 'đ':
		return "d"
	case r == 'þ':
		return "th"
	}
	return ""
}
