package read

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/samband/samband/corpus"
)

// maxElementDepth is how deep the elements of an office document may be
// nested.
const maxElementDepth = 512

// ratioFloor is how much an archive may expand to whatever its ratio is: small
// files of repetitive XML compress a thousandfold without ill intent.
const ratioFloor = 4 << 20

// archive is the zip file that an office document is.
type archive struct {
	name    string
	files   map[string]*zip.File
	limits  Limits
	spent   int64           // bytes expanded so far
	packed  int64           // size of the archive
	context context.Context //nolint:containedctx // lives as long as one document is read
}

// openArchive opens a document's zip file within the limits.
func openArchive(ctx context.Context, input Input, limits Limits) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(input.Bytes), int64(len(input.Bytes)))
	if err != nil {
		return nil, damaged(input.Name, "", err)
	}
	if len(z.File) > limits.ArchiveFiles {
		return nil, exceeded(input.Name, "", int64(len(z.File)), int64(limits.ArchiveFiles), "files in the archive", "--max-files")
	}
	a := &archive{name: input.Name, files: map[string]*zip.File{}, limits: limits, packed: int64(len(input.Bytes)), context: ctx}
	for _, f := range z.File {
		a.files[f.Name] = f
	}
	return a, nil
}

// part parses one XML file of the archive; nil where it is not there.
func (a *archive) part(name string) (*element, error) {
	f := a.files[name]
	if f == nil {
		return nil, nil
	}
	if err := a.context.Err(); err != nil {
		return nil, err
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(a.name, name, err)
	}
	defer r.Close() //nolint:errcheck // nothing was written
	root, err := parseXML(&metered{archive: a, place: name, reader: r})
	var limit *Error
	switch {
	case errors.As(err, &limit):
		return nil, limit
	case err != nil:
		return nil, damaged(a.name, name, err)
	}
	return root, nil
}

// metered counts what comes out of an archive against its limits.
type metered struct {
	archive *archive
	place   string
	reader  io.Reader
}

// Read reads from the archive until a limit is reached.
func (m *metered) Read(p []byte) (int, error) {
	n, err := m.reader.Read(p)
	a := m.archive
	a.spent += int64(n)
	if a.spent > a.limits.ArchiveBytes {
		return n, exceeded(a.name, m.place, a.spent, a.limits.ArchiveBytes, "bytes expanded", "--max-archive")
	}
	if ratio := a.spent / max(a.packed, 1); a.spent > ratioFloor && ratio > int64(a.limits.ArchiveRatio) {
		return n, exceeded(a.name, m.place, ratio, int64(a.limits.ArchiveRatio), "times its packed size", "--max-ratio")
	}
	return n, err
}

// element is an XML element. Character data is an element without a name.
type element struct {
	name  string // without its namespace's prefix
	attrs []xml.Attr
	kids  []*element
	text  string
}

// parseXML reads an XML document. Entities other than XML's own five are an
// error, so none is ever fetched or expanded.
func parseXML(r io.Reader) (*element, error) {
	decoder := xml.NewDecoder(r)
	root := &element{}
	stack := []*element{root}
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: token.Attr}
			top.kids = append(top.kids, e)
			if stack = append(stack, e); len(stack) > maxElementDepth {
				return nil, fmt.Errorf("elements nested more than %d deep", maxElementDepth)
			}
		case xml.EndElement:
			if len(stack) == 1 || top.name != token.Name.Local {
				return nil, fmt.Errorf("unexpected end of element %q", token.Name.Local)
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.kids = append(top.kids, &element{text: string(token)})
		}
	}
	if len(stack) != 1 {
		return nil, fmt.Errorf("element %q is not closed: %w", stack[len(stack)-1].name, io.ErrUnexpectedEOF)
	}
	return root, nil
}

// first returns the first element of that name below e, e itself excluded; nil
// where there is none.
func (e *element) first(name string) *element {
	if e == nil {
		return nil
	}
	for _, k := range e.kids {
		if k.name == name {
			return k
		}
		if found := k.first(name); found != nil {
			return found
		}
	}
	return nil
}

// child returns the first direct child of that name, nil where there is none.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, k := range e.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// each calls f for every direct child of that name.
func (e *element) each(name string, f func(*element)) {
	if e == nil {
		return
	}
	for _, k := range e.kids {
		if k.name == name {
			f(k)
		}
	}
}

// attr returns the value of an attribute by its local name, "" without one.
func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// content returns all character data below e.
func (e *element) content() string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	var walk func(*element)
	walk = func(e *element) {
		b.WriteString(e.text)
		for _, k := range e.kids {
			walk(k)
		}
	}
	walk(e)
	return b.String()
}

// writeClean appends text that has no counterpart in the original.
func (l *layout) writeClean(text string) {
	l.insert(clean(detached(text)).text, -1)
}

// officeMeta sets metadata that office programs write. What they call title
// and author is often a template's or a login, and is taken only where it does
// not look like that. Dates say when somebody saved the file and go to Meta.
func officeMeta(t *corpus.Text, fields map[string]string) {
	meta := map[string]string{}
	for key, value := range fields {
		value = clean(detached(squeeze(value))).text
		switch {
		case value == "":
		case key == "title" && plausibleTitle(value):
			t.Title = value
		case key == "creator" && strings.Contains(value, " "):
			t.Authors = splitNames(value)
		case key == "language":
			t.Language = value
		default:
			meta[key] = value
		}
	}
	if len(meta) > 0 {
		t.Meta = meta
	}
}

// plausibleTitle reports whether a title is one rather than the name of a file
// or program.
func plausibleTitle(title string) bool {
	lower := strings.ToLower(title)
	if strings.HasPrefix(lower, "microsoft word - ") || strings.HasPrefix(lower, "powerpoint") {
		return false
	}
	switch strings.TrimRight(lower, " 0123456789") {
	case "", "untitled", "namnlös", "namnlöst dokument", "document", "dokument", "slide", "bild":
		return false
	}
	switch suffix(lower) {
	case ".doc", ".docx", ".dotx", ".odt", ".pdf", ".indd", ".ppt", ".pptx":
		return false
	}
	return true
}

// splitNames parts a list of full names; a single name with a comma, and one
// name alone, stay as they are.
func splitNames(value string) []string {
	parts := strings.FieldsFunc(strings.NewReplacer(" och ", ";", " & ", ";", ", ", ";").Replace(value), func(r rune) bool { return r == ';' })
	var names []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); !strings.Contains(part, " ") {
			return []string{value}
		}
		names = append(names, part)
	}
	return names
}
