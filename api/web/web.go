// Package web renders the pages of Samband: HTML made on the server, with a
// little script that makes results follow the keyboard. Every page works
// without it. Texts come from two catalogues, Swedish and English.
package web

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strings"

	"github.com/samband/samband/corpus"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed assets
var assets embed.FS

//go:embed catalog/*.json
var catalogs embed.FS

// Languages lists the languages of the interface, the default first.
func Languages() []string { return []string{"sv", "en"} }

// Assets returns the style sheet, the script and the icon.
func Assets() (fs.FS, error) { return fs.Sub(assets, "assets") }

// Renderer renders pages. It is safe for concurrent use.
type Renderer struct {
	pages map[string]*template.Template // by language, then "/", then page
}

// New parses the templates with each catalogue.
func New() (*Renderer, error) {
	r := &Renderer{pages: map[string]*template.Template{}}
	for _, language := range Languages() {
		texts, err := Catalog(language)
		if err != nil {
			return nil, err
		}
		for _, page := range []string{"search", "document", "entity", "path", "kwic", "trend", "problem"} {
			parsed, err := template.New("layout.html").Funcs(functions(language, texts)).
				ParseFS(templates, "templates/layout.html", "templates/"+page+".html")
			if err != nil {
				return nil, fmt.Errorf("parse page %s: %w", page, err)
			}
			r.pages[language+"/"+page] = parsed
		}
	}
	return r, nil
}

// Catalog returns the texts of a language by key.
func Catalog(language string) (map[string]string, error) {
	data, err := catalogs.ReadFile("catalog/" + language + ".json")
	if err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	var texts map[string]string
	if err := json.Unmarshal(data, &texts); err != nil {
		return nil, fmt.Errorf("catalogue %s: %w", language, err)
	}
	return texts, nil
}

// Page is what every page needs besides its own content.
type Page struct {
	Language string // of the interface
	Path     string // of this page with its query, for the language switch
	Title    string
	Query    string      // what the search box holds
	Kept     []Parameter // what the search form asks beside the words
	Content  any
}

// Render writes a whole page.
func (r *Renderer) Render(w io.Writer, name string, page Page) error {
	return r.execute(w, name, "layout.html", page)
}

// RenderRegion writes the region of a page that a script swaps: byte for byte
// what the whole page holds between its region marks.
func (r *Renderer) RenderRegion(w io.Writer, name string, page Page) error {
	return r.execute(w, name, "region", page)
}

func (r *Renderer) execute(w io.Writer, name, block string, page Page) error {
	parsed, ok := r.pages[page.Language+"/"+name]
	if !ok {
		return fmt.Errorf("render: no page %s in %s", name, page.Language)
	}
	var buffer bytes.Buffer // an error must not leave half a page
	if err := parsed.ExecuteTemplate(&buffer, block, page); err != nil {
		return fmt.Errorf("render page %s: %w", name, err)
	}
	if _, err := buffer.WriteTo(w); err != nil {
		return fmt.Errorf("write page %s: %w", name, err)
	}
	return nil
}

func functions(language string, texts map[string]string) template.FuncMap {
	return template.FuncMap{
		"t": func(key string, args ...any) (string, error) {
			text, ok := texts[key]
			if !ok {
				return "", fmt.Errorf("no text %q in catalogue %s", key, language)
			}
			if len(args) > 0 {
				text = fmt.Sprintf(text, args...)
			}
			return text, nil
		},
		"clock":      clock,
		"lang":       func() string { return language },
		"inLanguage": withLanguage,
		"label": func(prefix, key string) string {
			if text, ok := texts[prefix+key]; ok {
				return text
			}
			return key
		},
	}
}

// clock renders seconds as h:mm:ss or m:ss.
func clock(seconds float64) string {
	whole := int(seconds)
	if whole >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", whole/3600, whole/60%60, whole%60)
	}
	return fmt.Sprintf("%d:%02d", whole/60, whole%60)
}

// withLanguage returns the path with the interface's language in its query.
func withLanguage(path, language string) string {
	separator := "?"
	if strings.Contains(path, "?") {
		separator = "&"
	}
	return path + separator + "lang=" + language
}

// Segment is a stretch of text that is marked or not.
type Segment struct {
	Text string
	Mark bool
}

// Segments cuts the text that begins at offset base of its document along the
// highlighted spans. Spans that lie outside or overlap are left out.
func Segments(text string, base int, highlights []corpus.Span) []Segment {
	var segments []Segment
	last := 0
	for _, span := range highlights {
		start, end := span.Start-base, span.End-base
		if start < last || end > len(text) || start >= end {
			continue
		}
		if start > last {
			segments = append(segments, Segment{Text: text[last:start]})
		}
		segments = append(segments, Segment{Text: text[start:end], Mark: true})
		last = end
	}
	if last < len(text) {
		segments = append(segments, Segment{Text: text[last:]})
	}
	return segments
}
