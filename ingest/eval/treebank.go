package eval

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/tagger"
)

// ErrTreebank reports annotated sentences that cannot be read; the error names
// the line.
var ErrTreebank = errors.New("treebank cannot be read")

// Treebank is annotated sentences of one file.
type Treebank struct {
	Name       string // the file's name without its ending
	Convention tagger.Convention
	Sentences  []Sentence
}

// Sentence is a sentence with the names that annotators marked in it.
type Sentence struct {
	Document string // which document it is from, "" where the treebank does not say
	Text     string
	Words    int    // tokens of the treebank
	Names    []Name // ascending and disjoint
}

// Name is a name in a sentence.
type Name struct {
	corpus.Span            // bytes in the sentence
	Kind        graph.Kind // Person, Organisation or Place; "" for another kind, which is not scored
	Confidence  float64    // of a name that was found, 0 to 1
}

// LoadTreebanks reads every *.iob2 (UniversalNER) and *.txt (Webbnyheter 2012)
// file of a folder that keep lets through, in order of their names.
func LoadTreebanks(fsys fs.FS, keep func(name string) bool) ([]Treebank, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTreebank, err)
	}
	var all []Treebank
	for _, entry := range entries {
		ext := path.Ext(entry.Name())
		if entry.IsDir() || ext != ".iob2" && ext != ".txt" || !keep(entry.Name()) {
			continue
		}
		treebank, err := loadTreebank(fsys, entry.Name())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name(), err)
		}
		all = append(all, treebank)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%w: no *.iob2 or *.txt in the folder", ErrTreebank)
	}
	return all, nil
}

func loadTreebank(fsys fs.FS, name string) (t Treebank, err error) {
	file, err := fsys.Open(name)
	if err != nil {
		return Treebank{}, fmt.Errorf("%w: %w", ErrTreebank, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	t.Name = strings.TrimSuffix(name, path.Ext(name))
	if path.Ext(name) == ".iob2" {
		t.Convention = tagger.Universal
		t.Sentences, err = ReadIOB2(file)
		return t, err
	}
	t.Convention = tagger.News
	t.Sentences, err = ReadColumns(file)
	return t, err
}

// ReadIOB2 reads sentences in the form of UniversalNER (Mayhew et al.,
// Universal NER, NAACL 2024): a token a line with its number, its form and a
// tag such as B-PER in tab-separated columns, an empty line after each
// sentence, and before it "# newdoc id = …" and "# text = …".
func ReadIOB2(r io.Reader) ([]Sentence, error) {
	b := &sentences{}
	err := lines(r, func(line string) error {
		if comment, found := strings.CutPrefix(line, "#"); found && !strings.Contains(line, "\t") {
			b.comment(comment)
			return nil
		}
		fields := strings.Split(line, "\t")
		if len(fields) < 3 || fields[1] == "" {
			return errors.New("want number, token and tag, divided by tabs")
		}
		return b.token(fields[1], fields[2])
	}, b.flush)
	return b.all, err
}

// ReadColumns reads sentences in the form of Webbnyheter 2012 (klintan): a
// token and a tag a line, "0" for what is no name, and an empty line after
// each sentence. The tags do not say where a name begins, so names of one kind
// side by side are one.
func ReadColumns(r io.Reader) ([]Sentence, error) {
	b := &sentences{}
	err := lines(r, func(line string) error {
		fields := strings.Fields(line)
		if len(fields) != 2 {
			return errors.New("want token and tag")
		}
		return b.token(fields[0], fields[1])
	}, b.flush)
	return b.all, err
}

// lines calls use for every line and flush at every empty one and at the end.
func lines(r io.Reader, use func(string) error, flush func()) error {
	scanner := bufio.NewScanner(r)
	for number := 1; scanner.Scan(); number++ {
		line := strings.TrimRight(scanner.Text(), "\r")
		if strings.TrimSpace(line) == "" {
			flush()
			continue
		}
		if !utf8.ValidString(line) {
			return fmt.Errorf("%w: line %d is not UTF-8", ErrTreebank, number)
		}
		if err := use(line); err != nil {
			return fmt.Errorf("%w: line %d: %w", ErrTreebank, number, err)
		}
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("%w: %w", ErrTreebank, err)
	}
	flush()
	return nil
}

// sentences collects tokens into sentences.
type sentences struct {
	all      []Sentence
	document string
	text     string // as a comment gives it
	tokens   []string
	tags     []string
}

func (b *sentences) comment(comment string) {
	key, value, _ := strings.Cut(comment, "=")
	switch strings.TrimSpace(key) {
	case "newdoc id":
		b.document = strings.TrimSpace(value)
	case "text":
		b.text = strings.TrimSpace(value)
	}
}

func (b *sentences) token(token, tag string) error {
	if _, _, known := kindOfTag(tag); !known {
		return fmt.Errorf("unknown tag %q", tag)
	}
	b.tokens, b.tags = append(b.tokens, token), append(b.tags, tag)
	return nil
}

// kindOfTag reads a tag: whether it is a name's, of which kind (PER, ORG, LOC;
// "" for others), and whether the tag is one at all.
func kindOfTag(tag string) (kind graph.Kind, named, known bool) {
	bare := strings.TrimPrefix(strings.TrimPrefix(tag, "B-"), "I-")
	switch bare {
	case "O", "0":
		return "", false, bare == tag
	case "PER":
		return graph.Person, true, true
	case "ORG":
		return graph.Organisation, true, true
	case "LOC":
		return graph.Place, true, true
	case "MISC", "OTH":
		return "", true, true
	default:
		return "", false, false
	}
}

// flush ends the sentence.
func (b *sentences) flush() {
	if len(b.tokens) > 0 {
		text, spans := align(b.text, b.tokens)
		b.all = append(b.all, Sentence{Document: b.document, Text: text, Words: len(b.tokens), Names: names(spans, b.tags)})
	}
	b.text, b.tokens, b.tags = "", nil, nil
}

// names joins the tokens of each name.
func names(spans []corpus.Span, tags []string) []Name {
	var all []Name
	last := ""
	for i, tag := range tags {
		kind, named, _ := kindOfTag(tag)
		bare := strings.TrimPrefix(strings.TrimPrefix(tag, "B-"), "I-")
		switch {
		case !named:
			bare = ""
		case bare == last && !strings.HasPrefix(tag, "B-"):
			all[len(all)-1].End = spans[i].End
		default:
			all = append(all, Name{Span: spans[i], Kind: kind})
		}
		last = bare
	}
	return all
}

// align finds the tokens in the text of their sentence. Where there is none,
// or it has other words, it puts the tokens together as they would be printed.
func align(text string, tokens []string) (string, []corpus.Span) {
	spans := make([]corpus.Span, 0, len(tokens))
	at := 0
	for _, token := range tokens {
		for rest := text[at:]; rest != ""; rest = text[at:] {
			r, size := utf8.DecodeRuneInString(rest)
			if !unicode.IsSpace(r) {
				break
			}
			at += size
		}
		if !strings.HasPrefix(text[at:], token) {
			return join(tokens)
		}
		spans = append(spans, corpus.Span{Start: at, End: at + len(token)})
		at += len(token)
	}
	return text, spans
}

// join prints tokens as a sentence: no space before closing marks or after
// opening ones. Marks that open and close alike do so in turn.
func join(tokens []string) (string, []corpus.Span) {
	var text strings.Builder
	spans := make([]corpus.Span, 0, len(tokens))
	open := map[string]bool{}
	glued := true
	for _, token := range tokens {
		opens, closes := strings.Contains("([«“„", token), strings.Contains(".,:;?!)]»%", token) //nolint:gocritic // is the token one of these
		if strings.Contains(`"”'’`, token) {                                                     //nolint:gocritic // is the token one of these
			opens, closes = !open[token], open[token]
			open[token] = opens
		}
		if !glued && !closes {
			text.WriteByte(' ')
		}
		spans = append(spans, corpus.Span{Start: text.Len(), End: text.Len() + len(token)})
		text.WriteString(token)
		glued = opens
	}
	return text.String(), spans
}
