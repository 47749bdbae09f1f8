package read

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// anyEntity finds what may be a character reference; those of HTML 4 need no
// semicolon.
var anyEntity = regexp.MustCompile(`&#?[A-Za-z0-9]+;?`)

// page is a parsed HTML document and the text of its tokens with the way back
// to the original. The parser tells no offsets, so the text nodes of the tree
// are found again among the tokens, which come in nearly the same order.
type page struct {
	root   *xhtml.Node
	tokens source
	at     int // where the next text node is expected
	lost   int // text nodes that were not there
}

// maxLost bounds the searches for text nodes that the parser moved.
const maxLost = 200

// parsePage parses the HTML of a clean source.
func parsePage(src *source) (*page, error) {
	root, err := xhtml.ParseWithOptions(strings.NewReader(src.text), xhtml.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, err
	}
	return &page{root: root, tokens: tokenText(src)}, nil
}

// tokenText returns the text of all tokens, character references resolved.
func tokenText(src *source) source {
	c := compose(src)
	z := xhtml.NewTokenizer(strings.NewReader(src.text))
	offset, raw := 0, false
	for {
		kind := z.Next()
		if kind == xhtml.ErrorToken {
			break
		}
		size := len(z.Raw())
		switch kind {
		case xhtml.TextToken:
			c.token(offset, offset+size, raw)
		case xhtml.StartTagToken:
			name, _ := z.TagName()
			raw = rawText(atom.Lookup(name))
		default:
			raw = false
		}
		offset += size
	}
	return c.source()
}

// rawText reports whether an element's text holds no character references.
func rawText(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Xmp, atom.Iframe, atom.Noembed, atom.Noframes, atom.Plaintext:
		return true
	}
	return false
}

// token copies a text token and resolves its character references.
func (c *composer) token(from, to int, raw bool) {
	text := c.src.text[from:to]
	if raw || strings.IndexByte(text, '&') < 0 {
		c.copy(from, to)
		return
	}
	at := 0
	for _, m := range anyEntity.FindAllStringIndex(text, -1) {
		reference := text[m[0]:m[1]]
		if value := html.UnescapeString(reference); value != reference {
			c.copy(from+at, from+m[0])
			c.insert(value, from+m[0])
			at = m[1]
		}
	}
	c.copy(from+at, to)
}

// locate finds a text node among the tokens. It returns false where the node
// is not to be found there.
func (p *page) locate(data string) (from, to int, ok bool) {
	words := strings.TrimLeftFunc(data, unicode.IsSpace)
	if words == "" {
		return 0, 0, false
	}
	rest := p.tokens.text[p.at:]
	start := p.at + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if strings.HasPrefix(p.tokens.text[start:], words) {
		p.at = start + len(words)
		return start, p.at, true
	}
	if p.lost >= maxLost {
		return 0, 0, false
	}
	p.lost++
	if i := strings.Index(rest, words); i >= 0 {
		p.at += i + len(words)
		return p.at - len(words), p.at, true
	}
	if i := strings.Index(p.tokens.text, words); i >= 0 {
		return i, i + len(words), true
	}
	return 0, 0, false
}
