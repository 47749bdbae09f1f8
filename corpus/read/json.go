package read

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/samband/samband/corpus"
)

// bodyStart finds HTML where a record's text begins.
var bodyStart = regexp.MustCompile(`(?i)^\s*<(?:!doctype html|html|body|p|div|h[1-6]|ul|ol|section|article)\b[^>]*>`)

// looksJSON reports whether text that starts with a bracket is JSON rather
// than prose.
func looksJSON(head string) bool {
	line, _, _ := strings.Cut(head, "\n")
	if json.Valid([]byte(line)) {
		return true
	}
	rest := strings.TrimLeft(head[1:], " \t\r\n")
	if head[0] == '{' {
		return strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "}")
	}
	return strings.HasPrefix(rest, "{") || strings.HasPrefix(rest, "]")
}

// jsonRecords yields the documents of a JSON object, a JSON array or JSON
// Lines. Text in another character set than UTF-8 is transcoded first, and the
// records' originals are then what it was transcoded to.
func jsonRecords(ctx context.Context, input Input, limits Limits, yield func(Item, error) bool) {
	whole := bytes.TrimPrefix(input.Bytes, []byte("\xEF\xBB\xBF"))
	if cs := detectCharset(whole, ""); cs.wide || cs.table != nil {
		whole = []byte(strings.TrimPrefix(decode(whole, declaredCharset(input.MediaType)).text, "\uFEFF"))
	}
	if isLines(whole) {
		jsonLines(ctx, input.Name, whole, limits, yield)
		return
	}
	whole = bytes.TrimSpace(whole)
	if err := syntax(whole); err != nil {
		yield(Item{}, damaged(input.Name, "", err))
		return
	}
	if _, ok := segmentList(whole); ok {
		yield(single(ctx, Input{Name: input.Name, As: corpus.FormatTranscript, Bytes: input.Bytes}, limits))
		return
	}
	if whole[0] != '[' {
		yield(jsonItem(input.Name, "", "", whole, limits))
		return
	}
	n := 0
	for from, to := range elements(whole) {
		if err := ctx.Err(); err != nil {
			yield(Item{}, err)
			return
		}
		n++
		if !yield(jsonItem(input.Name, fmt.Sprintf("record %d", n), strconv.Itoa(n), whole[from:to], limits)) {
			return
		}
	}
	if n == 0 {
		yield(Item{}, empty(input.Name, ""))
	}
}

// isLines tells JSON Lines from one JSON value: the first line is a value by
// itself and more follow, or most of the first lines look like objects.
func isLines(b []byte) bool {
	lines, objects, first := 0, 0, false
	for line := range bytes.Lines(b) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		if lines == 0 {
			first = line[0] == '{' && json.Valid(line)
		}
		if line[0] == '{' && line[len(line)-1] == '}' {
			objects++
		}
		if lines++; lines == 10 {
			break
		}
	}
	return first || objects >= 2 && objects*2 > lines
}

// jsonLines yields one document a line. Blank lines are skipped.
func jsonLines(ctx context.Context, name string, b []byte, limits Limits, yield func(Item, error) bool) {
	number := 0
	for line := range bytes.Lines(b) {
		if err := ctx.Err(); err != nil {
			yield(Item{}, err)
			return
		}
		number++
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		place := "line " + strconv.Itoa(number)
		if err := syntax(line); err != nil {
			if !yield(Item{}, damaged(name, place, err)) {
				return
			}
			continue
		}
		if !yield(jsonItem(name, place, strconv.Itoa(number), line, limits)) {
			return
		}
	}
}

// syntax returns what is wrong with b as JSON, nil where nothing is.
func syntax(b []byte) error {
	if json.Valid(b) {
		return nil
	}
	var v any
	err := json.Unmarshal(b, &v)
	if at, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("byte %d: %w", at.Offset, err)
	}
	return err
}

// jsonItem makes a document of one valid JSON value. number is its ID where it
// names none itself.
func jsonItem(name, place, number string, b []byte, limits Limits) (Item, error) {
	r := record{bytes: b, item: Item{ID: number, Original: b}, meta: map[string]string{}}
	if b[0] == '{' {
		for key, m := range members(b) {
			r.field(strings.ToLower(key), m)
		}
	}
	if r.text.to == 0 {
		return Item{}, &Error{
			Source: name, Place: place, Err: fmt.Errorf("%w: the record has no string \"text\"", ErrEmpty),
			Remedy: `give every record a field "text"; all others may be left out`,
		}
	}
	item := r.finish()
	if err := check(Input{Name: name}, &item.Text, limits); err != nil {
		if e, ok := errors.AsType[*Error](err); ok {
			e.Place = place
		}
		return Item{}, err
	}
	return item, nil
}

// record collects the fields of one JSON object.
type record struct {
	bytes  []byte
	item   Item
	id     string
	source string
	year   string
	text   extent
	meta   map[string]string
}

// field takes up one member. Members it does not know, or whose value it
// cannot use, become metadata.
func (r *record) field(key string, m extent) {
	raw := r.bytes[m.from:m.to]
	if key == "text" && raw[0] == '"' {
		r.text = m
		return
	}
	value, isText := scalar(raw)
	t := &r.item.Text
	switch {
	case key == "authors" || key == "author":
		t.Authors = append(t.Authors, names(raw)...)
	case !isText:
		r.meta[key] = string(raw)
	case value == "":
	case key == "id":
		r.id = value
	case key == "source":
		r.source = value
	case key == "title":
		t.Title = value
	case key == "collection":
		r.item.Collection = value
	case key == "url":
		t.URL = value
	case key == "publisher":
		t.Publisher = value
	case key == "language":
		t.Language = value
	case key == "date" && isoDate(value) != "":
		t.Date = isoDate(value)
	case key == "kind" && kind(value) != "":
		t.Kind = kind(value)
	default:
		if key == "year" {
			r.year = yearDate(value)
		}
		r.meta[key] = value
	}
}

// finish makes the item.
func (r *record) finish() Item {
	for _, id := range []string{r.source, r.id} {
		if id != "" {
			r.item.ID = id
			break
		}
	}
	if r.source != "" && r.id != "" {
		r.meta["id"] = r.id
	}
	plain := bodyText(clean(unquote(r.bytes, r.text)))
	t := &r.item.Text
	t.Canonical, t.Format, t.Blocks, t.Links, t.Emphasis, t.Origin =
		plain.Canonical, plain.Format, plain.Blocks, plain.Links, plain.Emphasis, plain.Origin
	if t.Date == "" {
		t.Date = r.year
	}
	if len(r.meta) > 0 {
		t.Meta = r.meta
	}
	return r.item
}

// bodyText lays out the text of a record, which content management systems
// deliver as HTML.
func bodyText(src source) corpus.Text {
	if bodyStart.MatchString(src.text) {
		if t, err := htmlText("", &src, false); err == nil {
			t.Format = corpus.FormatJSON
			return t
		}
	}
	return plainText(src, corpus.FormatJSON)
}

// kind returns the document kind of that name, in English or Swedish; "" where
// there is none.
func kind(name string) corpus.DocumentKind {
	name = strings.ToLower(name)
	switch k := corpus.DocumentKind(name); k {
	case corpus.KindPodcast, corpus.KindMinutes, corpus.KindReport, corpus.KindArticle, corpus.KindEvent, corpus.KindOther:
		return k
	}
	switch name {
	case "podd", "poddavsnitt", "intervju", "transcript":
		return corpus.KindPodcast
	case "protokoll", "minnesanteckningar", "mötesanteckningar":
		return corpus.KindMinutes
	case "rapport", "utredning":
		return corpus.KindReport
	case "artikel", "nyhet", "news", "newsarticle", "pressmeddelande":
		return corpus.KindArticle
	case "evenemang", "program", "konferens", "seminarium":
		return corpus.KindEvent
	}
	return ""
}

// scalar returns the value of a JSON string or number as text; null is "".
func scalar(raw []byte) (string, bool) {
	switch raw[0] {
	case '"':
		var s string
		if json.Unmarshal(raw, &s) != nil {
			return "", false
		}
		return compat(clean(detached(s))).text, true
	case 'n':
		return "", true
	case '{', '[', 't', 'f':
		return "", false
	}
	return string(raw), true
}

// names reads authors: a string, or an array of strings or of objects with a
// "name".
func names(raw []byte) []string {
	if value, ok := scalar(raw); ok {
		if value == "" {
			return nil
		}
		return []string{value}
	}
	var found []string
	switch raw[0] {
	case '[':
		for from, to := range elements(raw) {
			found = append(found, names(raw[from:to])...)
		}
	case '{':
		for key, m := range members(raw) {
			if strings.EqualFold(key, "name") {
				if value, _ := scalar(raw[m.from:m.to]); value != "" {
					found = append(found, value)
				}
			}
		}
	}
	return found
}
