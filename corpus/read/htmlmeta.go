package read

import (
	"encoding/json"
	"strings"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/samband/samband/corpus"
)

// pageFacts are the metadata of a web page as they are found, by name.
type pageFacts struct {
	meta    map[string][]string // content of meta elements by lower-case name, property or itemprop
	linked  map[string]any      // first object of schema.org that describes the page
	title   string              // title element
	heading string              // only h1
	time    string              // first time element of the content
	link    string              // rel=canonical
	lang    string
}

// pageMeta sets the metadata of a text from the page's meta elements, its
// schema.org data, and its title and time elements, in this order.
func pageMeta(root *xhtml.Node, t *corpus.Text) {
	f := gather(root)
	t.Title = firstOf(f.meta["og:title"], f.meta["dc.title"], field(f.linked, "headline", "name"), []string{f.shortTitle()})
	t.Date = firstDate(f.meta["article:published_time"], f.meta["datepublished"], f.meta["dcterms.issued"], f.meta["dc.date.issued"],
		f.meta["dcterms.created"], field(f.linked, "datePublished", "startDate", "dateCreated"), f.meta["dc.date"], f.meta["date"],
		f.meta["pubdate"], []string{f.time})
	t.Publisher = firstOf(f.meta["og:site_name"], field(f.linked, "publisher"), f.meta["dc.publisher"], f.meta["dcterms.publisher"], f.meta["publisher"])
	t.Language = firstOf([]string{f.lang}, f.meta["content-language"], f.meta["dc.language"], f.meta["og:locale"])
	t.Language = strings.ReplaceAll(t.Language, "_", "-")
	t.URL = firstOf([]string{f.link}, f.meta["og:url"])
	for _, names := range [][]string{f.meta["author"], f.meta["article:author"], field(f.linked, "author"), f.meta["dc.creator"]} {
		if t.Authors = people(names); len(t.Authors) > 0 {
			break
		}
	}
	t.Kind = schemaKind(f.linked)
	for _, key := range []string{"description", "keywords", "article:modified_time", "article:section"} {
		if value := firstOf(f.meta[key], f.meta["og:"+key]); value != "" {
			if t.Meta == nil {
				t.Meta = map[string]string{}
			}
			t.Meta[key] = value
		}
	}
}

// gather collects the facts of a page.
func gather(root *xhtml.Node) pageFacts {
	f := pageFacts{meta: map[string][]string{}}
	headings := 0
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			f.lang = attribute(n, "lang")
		case atom.Title:
			if f.title == "" && n.Namespace == "" {
				f.title = clean(detached(squeeze(content(n)))).text
			}
		case atom.Meta:
			f.addMeta(n)
		case atom.Link:
			if strings.EqualFold(attribute(n, "rel"), "canonical") {
				f.link = attribute(n, "href")
			}
		case atom.H1:
			headings++
			f.heading = clean(detached(squeeze(visible(n)))).text
		case atom.Time:
			if date := isoDate(attribute(n, "datetime")); f.time == "" && date != "" {
				f.time = date
			}
		case atom.Script:
			if f.linked == nil && strings.EqualFold(attribute(n, "type"), "application/ld+json") {
				f.linked = schema(content(n))
			}
		}
	}
	if headings != 1 {
		f.heading = ""
	}
	return f
}

// addMeta takes up one meta element.
func (f *pageFacts) addMeta(n *xhtml.Node) {
	value := squeeze(attribute(n, "content"))
	if value == "" {
		return
	}
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		if name := strings.ToLower(attribute(n, key)); name != "" {
			f.meta[name] = append(f.meta[name], clean(detached(value)).text)
		}
	}
}

// shortTitle returns the title of the page without the site's name.
func (f *pageFacts) shortTitle() string {
	site := firstOf(f.meta["og:site_name"])
	for _, mark := range []string{" | ", " - ", " – ", " — ", " · ", " » "} {
		i := strings.LastIndex(f.title, mark)
		if i <= 0 {
			continue
		}
		head, tail := f.title[:i], f.title[i+len(mark):]
		if tail == site || strings.EqualFold(head, f.heading) || mark == " | " {
			return head
		}
	}
	if f.title == "" {
		return f.heading
	}
	return f.title
}

// schema returns the object of schema.org data that describes the page: an
// article, event, episode or report before anything else.
func schema(text string) map[string]any {
	var data any
	if len(text) > 1<<20 || json.Unmarshal([]byte(text), &data) != nil {
		return nil
	}
	var first map[string]any
	for _, object := range objects(data, 0) {
		if schemaKind(object) != "" {
			return object
		}
		if first == nil && (object["headline"] != nil || object["datePublished"] != nil) {
			first = object
		}
	}
	return first
}

// objects returns the objects of a list or graph of schema.org data.
func objects(data any, depth int) []map[string]any {
	if depth > 4 {
		return nil
	}
	switch v := data.(type) {
	case []any:
		var all []map[string]any
		for _, e := range v {
			all = append(all, objects(e, depth+1)...)
		}
		return all
	case map[string]any:
		return append([]map[string]any{v}, objects(v["@graph"], depth+1)...)
	}
	return nil
}

// schemaKind returns the kind of document that an object's type stands for.
func schemaKind(object map[string]any) corpus.DocumentKind {
	for _, name := range values(object["@type"]) {
		switch name {
		case "Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle":
			return corpus.KindArticle
		case "Event", "BusinessEvent", "EducationEvent", "SocialEvent", "Festival", "CourseInstance":
			return corpus.KindEvent
		case "PodcastEpisode", "RadioEpisode":
			return corpus.KindPodcast
		case "Report":
			return corpus.KindReport
		}
	}
	return ""
}

// field returns the values of the first of the named fields that has any.
func field(object map[string]any, names ...string) []string {
	for _, name := range names {
		if v := values(object[name]); len(v) > 0 {
			return v
		}
	}
	return nil
}

// values renders a schema.org value as strings; of an object its name.
func values(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{clean(detached(squeeze(v))).text}
	case []any:
		var all []string
		for _, e := range v {
			if _, list := e.([]any); !list {
				all = append(all, values(e)...)
			}
		}
		return all
	case map[string]any:
		if name, ok := v["name"].(string); ok {
			return []string{clean(detached(squeeze(name))).text}
		}
	}
	return nil
}

// people leaves out what is an address rather than a name.
func people(names []string) []string {
	var found []string
	for _, name := range names {
		if name != "" && !strings.Contains(name, "://") && !strings.HasPrefix(name, "@") {
			found = append(found, name)
		}
	}
	return found
}

// firstOf returns the first value that is not empty.
func firstOf(lists ...[]string) string {
	for _, list := range lists {
		for _, value := range list {
			if value != "" {
				return value
			}
		}
	}
	return ""
}

// firstDate returns the first value that is a date.
func firstDate(lists ...[]string) string {
	for _, list := range lists {
		for _, value := range list {
			if date := isoDate(value); date != "" {
				return date
			}
		}
	}
	return ""
}

// content returns the text of an element, shown or not.
func content(n *xhtml.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == xhtml.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// squeeze replaces every run of white space with one space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
