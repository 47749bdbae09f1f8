package read

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// furnitureWord finds the names that authors of web pages give to what is not
// content, as whole words of a class or id.
var furnitureWord = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:cookies?|cookie-?(?:banner|consent|notice|bar|info)|cookiebot|consent|gdpr|onetrust|breadcrumbs?|brodsmulor|nav|navbar|navigation|menu|meny|sidomeny|huvudmeny|toolbar|share|sharing|social|some-?links|dela|skip-?links?|skip-?to-?content|footer|sidfot|site-?header|page-?header|masthead|sidebar|sidospalt|related|related-?posts|relaterat|relaterade|liknande|widget-area|newsletter|nyhetsbrev|login|search-?(?:form|box|field)|sok|sokruta|modal|popup|overlay|pagination|paginering|ads?|advert|advertisement|annons|comments?|kommentarer|rating|feedback|contact-?form|chat|banner|browser-?(?:warning|upgrade)|outdated)(?:$|[\s_-])`)

// cookieNotice finds the sentence that all notices of cookies contain in some
// form: that the site uses them, or that the reader accepts them.
var cookieNotice = regexp.MustCompile(`(?i)använd(?:er|ande|ning)?[^.]{0,40}\b(?:kakor|cookies)\b|(?:godkänn|accepter|tillåt)[^.]{0,60}\b(?:kakor|cookies)\b|\buses? cookies\b`)

// markName is the attribute that ties the elements of two copies of a tree
// together.
const markName = "data-samband-node"

// findFurniture returns the elements that are not the page's own content:
// those whose tag, role or class says so, and those that the article detection
// leaves out and no sign of content speaks for.
func findFurniture(root *xhtml.Node) map[*xhtml.Node]bool {
	f := furnisher{found: map[*xhtml.Node]bool{}, content: contentRoot(root)}
	f.named(root, 0)
	f.unread(root)
	return f.found
}

// furnisher collects furniture.
type furnisher struct {
	found   map[*xhtml.Node]bool
	content *xhtml.Node // the only main or article element, nil where the page marks none
	kept    map[*xhtml.Node]bool
}

// contentRoot returns the element that the page marks as its content.
func contentRoot(root *xhtml.Node) *xhtml.Node {
	for _, want := range []atom.Atom{atom.Main, atom.Article} {
		var found []*xhtml.Node
		for n := range root.Descendants() {
			if n.DataAtom == want || want == atom.Main && attribute(n, "role") == "main" {
				found = append(found, n)
			}
		}
		if len(found) == 1 && len(visibleUpTo(found[0], 201)) > 200 {
			return found[0]
		}
	}
	return nil
}

// named marks elements that say themselves that they are furniture.
func (f *furnisher) named(n *xhtml.Node, depth int) {
	if depth > maxDepth {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != xhtml.ElementNode {
			continue
		}
		if f.isNamed(c) && !f.holdsContent(c) {
			f.found[c] = true
			continue
		}
		f.named(c, depth+1)
	}
}

// isNamed reports whether tag, role or class call an element furniture.
func (f *furnisher) isNamed(n *xhtml.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Button, atom.Select, atom.Dialog, atom.Search:
		return true
	case atom.Footer, atom.Header, atom.Aside:
		if !inside(n, atom.Article) && !inside(n, atom.Main) {
			return true
		}
	case atom.Form:
		return len(visibleUpTo(n, 2000)) < 2000 // some content management systems wrap the page in a form
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.H1:
		return false
	}
	switch attribute(n, "role") {
	case "navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "form":
		return true
	}
	return furnitureWord.MatchString(attribute(n, "class")) || furnitureWord.MatchString(attribute(n, "id")) || isCookieNotice(n)
}

// isCookieNotice reports whether a short element asks for consent to cookies.
func isCookieNotice(n *xhtml.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.Section && n.DataAtom != atom.P && n.DataAtom != atom.Aside {
		return false
	}
	text := visibleUpTo(n, 700)
	return len(text) < 700 && cookieNotice.MatchString(text)
}

// holdsContent reports whether an element encloses what is certainly content,
// so that its name must be misleading.
func (f *furnisher) holdsContent(n *xhtml.Node) bool {
	for d := range n.Descendants() {
		if d == f.content || d.DataAtom == atom.H1 && n.DataAtom != atom.Nav && n.DataAtom != atom.Footer {
			return true
		}
	}
	return false
}

// inside reports whether an element of that name encloses n.
func inside(n *xhtml.Node, name atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == name {
			return true
		}
	}
	return false
}

// unread marks what neither the page nor the article detection holds for
// content.
func (f *furnisher) unread(root *xhtml.Node) {
	kept := article(root)
	if len(kept) == 0 && f.content == nil {
		return
	}
	f.kept = kept
	wanted := map[*xhtml.Node]bool{}
	for n := range root.Descendants() {
		if n == f.content || kept[n] || n.DataAtom == atom.H1 {
			for p := n; p != nil && !wanted[p]; p = p.Parent {
				wanted[p] = true
			}
		}
	}
	f.leave(root, wanted, 0)
}

// leave marks the outermost elements that enclose nothing wanted. Text beside
// wanted elements stays.
func (f *furnisher) leave(n *xhtml.Node, wanted map[*xhtml.Node]bool, depth int) {
	if depth > maxDepth || n == f.content {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type != xhtml.ElementNode || f.found[c]:
		case wanted[c]:
			f.leave(c, wanted, depth+1)
		case (f.kept[n] || siblingOfContent(c, wanted)) && prose(c):
		default:
			f.found[c] = true
		}
	}
}

// siblingOfContent reports whether an element stands beside something wanted.
func siblingOfContent(n *xhtml.Node, wanted map[*xhtml.Node]bool) bool {
	for s := n.Parent.FirstChild; s != nil; s = s.NextSibling {
		if wanted[s] && s.DataAtom != atom.Body {
			return true
		}
	}
	return false
}

// prose reports whether an element's text is not mostly links.
func prose(n *xhtml.Node) bool {
	all := len(strings.TrimSpace(visible(n)))
	linked := 0
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			linked += len(strings.TrimSpace(visible(d)))
		}
	}
	return all > 0 && linked*2 < all
}

// article returns the elements that article detection keeps, none where it
// finds no article.
func article(root *xhtml.Node) map[*xhtml.Node]bool {
	var nodes []*xhtml.Node
	for n := range root.Descendants() {
		if n.Type == xhtml.ElementNode {
			n.Attr = append(n.Attr, xhtml.Attribute{Key: markName, Val: strconv.Itoa(len(nodes))})
			nodes = append(nodes, n)
		}
	}
	defer func() {
		for _, n := range nodes {
			n.Attr = n.Attr[:len(n.Attr)-1]
		}
	}()
	parser := readability.NewParser()
	parser.MaxElemsToParse = 100_000
	found, err := parser.ParseDocument(root, nil)
	if err != nil || found.Node == nil {
		return nil
	}
	kept := map[*xhtml.Node]bool{}
	for n := range found.Node.Descendants() {
		if i, err := strconv.Atoi(attribute(n, markName)); err == nil && i < len(nodes) {
			kept[nodes[i]] = true
		}
	}
	return kept
}

// arranges reports whether a table lays out a page rather than data.
func arranges(table *xhtml.Node) bool {
	if role := attribute(table, "role"); role == "presentation" || role == "none" {
		return true
	}
	widest := 0
	for n := range table.Descendants() {
		if lines(n) > 2 {
			return true
		}
		switch n.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.Form, atom.Article:
			return true
		case atom.Tr:
			cells := 0
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
					cells++
				}
			}
			widest = max(widest, cells)
		}
	}
	return widest < 2
}

// lines counts the paragraphs, items and line breaks in a table cell, 0 for
// other elements.
func lines(n *xhtml.Node) int {
	if n.DataAtom != atom.Td && n.DataAtom != atom.Th {
		return 0
	}
	count := 0
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.P, atom.Li, atom.Br:
			count++
		}
	}
	return count
}

// visible returns the text of an element that a browser would show.
func visible(n *xhtml.Node) string { return visibleUpTo(n, math.MaxInt) }

// visibleUpTo is visible, but stops when it has limit bytes or more.
func visibleUpTo(n *xhtml.Node, limit int) string {
	var b strings.Builder
	var walk func(*xhtml.Node, int)
	walk = func(n *xhtml.Node, depth int) {
		if n.Type == xhtml.TextNode {
			b.WriteString(n.Data)
		}
		if depth > maxDepth || n.Type == xhtml.ElementNode && invisible(n) {
			return
		}
		for c := n.FirstChild; c != nil && b.Len() < limit; c = c.NextSibling {
			walk(c, depth+1)
		}
	}
	walk(n, 0)
	return b.String()
}
