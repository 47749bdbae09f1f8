package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/samband/samband/ingest/extract/tagger"
)

// folder is the shared data; it remembers what was read from it.
type folder struct {
	root  string
	sums  map[string]string // SHA-256 by path below root
	texts map[string][]byte
}

func openFolder(root string) *folder {
	return &folder{root: root, sums: map[string]string{}, texts: map[string][]byte{}}
}

// read returns a file's text, unpacked where its name ends in .gz.
func (f *folder) read(name string) ([]byte, error) {
	if text, known := f.texts[name]; known {
		return text, nil
	}
	text, err := os.ReadFile(filepath.Join(f.root, filepath.FromSlash(name)))
	if err != nil {
		return nil, fmt.Errorf("read training data: %w", err)
	}
	f.note(name, text)
	if strings.HasSuffix(name, ".gz") {
		if text, err = gunzip(text); err != nil {
			return nil, fmt.Errorf("read training data %s: %w", name, err)
		}
	}
	f.texts[name] = text
	return text, nil
}

// note remembers the checksum of an input.
func (f *folder) note(name string, text []byte) {
	sum := sha256.Sum256(text)
	f.sums[name] = hex.EncodeToString(sum[:])
}

func gunzip(packed []byte) ([]byte, error) {
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(zip)
}

// lines calls a function for each line of a file, without its end.
func (f *folder) lines(name string, each func(line string)) error {
	text, err := f.read(name)
	if err != nil {
		return err
	}
	for line := range bytes.Lines(text) {
		each(strings.TrimRight(string(line), "\r\n"))
	}
	return nil
}

// annotated is a sentence with its names.
type annotated struct {
	words  []string
	labels []tagger.Label
}

// add appends a word. A name that goes on where none of its kind stands begins.
func (a *annotated) add(form, tag string) {
	label := labelOf(tag)
	last := tagger.None
	if len(a.labels) > 0 {
		last = a.labels[len(a.labels)-1]
	}
	if label != tagger.None && label%2 == 0 && last != label && last != label-1 {
		label--
	}
	form = strings.ReplaceAll(strings.ReplaceAll(form, "\u00ad", ""), " ", "")
	if form == "" {
		form = "-"
	}
	a.words = append(a.words, form)
	a.labels = append(a.labels, label)
}

// labelOf reads tags such as B-PER; what is no name is none.
func labelOf(tag string) tagger.Label {
	begin, kind, _ := strings.Cut(tag, "-")
	var label tagger.Label
	switch kind {
	case "PER":
		label = tagger.BeginPerson
	case "LOC":
		label = tagger.BeginPlace
	case "ORG":
		label = tagger.BeginOrganisation
	case "MISC":
		label = tagger.BeginOther
	default:
		return tagger.None
	}
	if begin == "I" {
		label++
	}
	return label
}

// readColumns reads sentences of one word a line, in columns set apart by tabs
// (CoNLL and the like). Empty lines end a sentence; lines that begin with #
// are comments.
func readColumns(f *folder, name string, form, tag int) ([]annotated, error) {
	var found []annotated
	var now annotated
	end := func() {
		if len(now.words) > 0 {
			found = append(found, now)
		}
		now = annotated{}
	}
	err := f.lines(name, func(line string) {
		columns := strings.Split(line, "\t")
		switch {
		case line == "":
			end()
		case len(columns) > max(form, tag):
			now.add(columns[form], columns[tag])
		}
	})
	end()
	return found, err
}

// readNews reads Webbnyheter 2012: a word and the kind of the name it belongs
// to, without a mark where names begin.
func readNews(f *folder, name string) ([]annotated, error) {
	var found []annotated
	var now annotated
	last := ""
	end := func() {
		if len(now.words) > 0 {
			found = append(found, now)
		}
		now, last = annotated{}, ""
	}
	err := f.lines(name, func(line string) {
		if strings.TrimSpace(line) == "" {
			end()
			return
		}
		form, kind := cutLast(line)
		if kind == last {
			now.add(form, "I-"+kind)
		} else {
			now.add(form, "B-"+kind)
		}
		last = kind
	})
	end()
	return found, err
}

// cutLast splits a line before its last field.
func cutLast(line string) (before, last string) {
	line = strings.TrimSpace(line)
	at := strings.LastIndexAny(line, " \t")
	if at < 0 {
		return "-", line
	}
	return strings.TrimSpace(line[:at]), line[at+1:]
}

// writeFile writes a file and says what it is.
func writeFile(name string, content io.WriterTo) (written, error) {
	var text bytes.Buffer
	if _, err := content.WriteTo(&text); err != nil {
		return written{}, fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.WriteFile(name, text.Bytes(), 0o600); err != nil {
		return written{}, fmt.Errorf("write the model: %w", err)
	}
	sum := sha256.Sum256(text.Bytes())
	return written{SHA256: hex.EncodeToString(sum[:]), Bytes: text.Len()}, nil
}
