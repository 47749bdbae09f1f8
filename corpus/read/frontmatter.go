package read

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/samband/samband/corpus"
)

// maxMarkdownDepth is how deep quotes and lists may be nested before a file is
// refused: the parser's time grows with the square of it.
const maxMarkdownDepth = 64

// yamlAlias finds YAML's references, which can make a few bytes expand without
// end and have no use in front matter.
var yamlAlias = regexp.MustCompile(`(?m)[:\-,\[]\s*\*\w`)

// frontMatter returns the length of the YAML block between "---" lines that a
// text begins with, 0 where it has none.
func frontMatter(s string) int {
	if !strings.HasPrefix(s, "---\n") {
		return 0
	}
	for at := 4; at < len(s); {
		end := lineEnd(s, at)
		line := strings.TrimRight(s[at:end], " \t")
		if line == "---" || line == "..." {
			if !strings.Contains(s[4:at], ":") {
				return 0
			}
			return min(end+1, len(s))
		}
		if line == "" {
			return 0
		}
		at = end + 1
	}
	return 0
}

// front reads front matter into the metadata of a text. Where it is not the
// YAML it looks like, lines of "key: value" still count.
func front(block string, t *corpus.Text) {
	if block == "" {
		return
	}
	body := strings.TrimRight(strings.TrimPrefix(block, "---\n"), "\n")
	body = body[:max(strings.LastIndex(body, "\n"), 0)]
	fields := map[string]any{}
	if yamlAlias.MatchString(body) || yaml.Unmarshal([]byte(body), &fields) != nil {
		clear(fields)
		for line := range strings.Lines(body) {
			if key, value, ok := strings.Cut(line, ":"); ok {
				fields[strings.TrimSpace(key)] = strings.Trim(value, " \t\n\"'")
			}
		}
	}
	for key, value := range fields {
		key = strings.ToLower(key)
		if !describe(t, key, texts(value)) {
			if t.Meta == nil {
				t.Meta = map[string]string{}
			}
			t.Meta[key] = strings.Join(texts(value), ", ")
		}
	}
}

// describe sets the metadata field of that name, and reports whether there is
// such a field and it took the values.
func describe(t *corpus.Text, key string, values []string) bool {
	first := ""
	if len(values) > 0 {
		first = values[0]
	}
	switch key {
	case "title", "titel", "rubrik":
		t.Title = first
	case "date", "datum", "published":
		if t.Date = isoDate(first); t.Date == "" {
			return first == ""
		}
	case "author", "authors", "författare":
		t.Authors = append(t.Authors, values...)
	case "publisher", "utgivare":
		t.Publisher = first
	case "language", "lang", "språk":
		t.Language = first
	case "url", "canonical", "link":
		t.URL = first
	case "kind", "type":
		if t.Kind = kind(first); t.Kind == "" {
			return false
		}
	default:
		return false
	}
	return true
}

// texts renders a YAML value as strings: one for a scalar, one for each
// element of a list, the name of an object that has one.
func texts(value any) []string {
	switch v := value.(type) {
	case nil:
		return nil
	case string:
		return []string{clean(detached(strings.TrimSpace(v))).text}
	case time.Time:
		return []string{v.Format("2006-01-02")}
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, texts(e)...)
		}
		return all
	case map[string]any:
		if name, ok := v["name"]; ok {
			return texts(name)
		}
	}
	return []string{fmt.Sprint(value)}
}

// nesting returns the most block markers that one line of Markdown opens with.
func nesting(b []byte) int {
	deepest := 0
	for line := range strings.Lines(string(b)) {
		depth := 0
		for len(line) > 0 && strings.IndexByte(" \t>-*+", line[0]) >= 0 {
			if line[0] != ' ' && line[0] != '\t' {
				depth++
			}
			line = line[1:]
		}
		if line == "\n" || line == "" { // rules of dashes or asterisks
			continue
		}
		deepest = max(deepest, depth)
	}
	return deepest
}
