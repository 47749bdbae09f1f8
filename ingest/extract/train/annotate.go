package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/encoder"
	"github.com/samband/samband/corpus/swedish"
)

// Of each document at most so many sentences are annotated, and only those with
// a capitalised word that was in fewer than so many chosen before: names are to
// be many rather than frequent.
const (
	perDocument = 8
	perForm     = 3
	shortest    = 6 // words of a sentence
	longest     = 60
	sure        = .6 // least probability of each name in a sentence
)

// chosen is a sentence to annotate.
type chosen struct {
	text     string // i or l, see newsSilver
	from, to int    // bytes
	words    []string
	tokens   []swedish.Token
	names    []string
}

// annotate chooses sentences of public records, lets the encoder find the names
// in them and writes what readSilver reads.
func (c *command) annotate(ctx context.Context, f *folder) error {
	sentences, err := choose(f)
	if err != nil {
		return err
	}
	model := encoder.New()
	var kept []chosen
	for batch := range slices.Chunk(sentences, 64) {
		words := make([][]string, len(batch))
		for i := range batch {
			words[i] = batch[i].words
		}
		found, err := model.Names(ctx, encoder.News, 0, words)
		if err != nil {
			return fmt.Errorf("annotate: %w", err)
		}
		for i := range batch {
			if batch[i].take(found[i]) {
				kept = append(kept, batch[i])
			}
		}
	}
	_, _ = fmt.Fprintf(c.stdout, "%d sentences, of %d kept\n", len(sentences), len(kept))
	return writeSilver(c.label, kept)
}

// take notes the names of a sentence, unless one of them is doubtful.
func (s *chosen) take(found []encoder.Name) bool {
	for _, name := range found {
		if name.Score < sure {
			return false
		}
		from, to := s.tokens[name.From].Start, s.tokens[name.To-1].End
		s.names = append(s.names, fmt.Sprintf("%d-%d:%s", from, to, name.Label))
	}
	return true
}

// writeSilver writes sentences in the order of the texts.
func writeSilver(name string, kept []chosen) error {
	slices.SortFunc(kept, func(a, b chosen) int {
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.from, b.from))
	})
	var packed bytes.Buffer
	zip, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("write annotations: %w", err)
	}
	for _, s := range kept {
		fields := append([]string{s.text, strconv.Itoa(s.from), strconv.Itoa(s.to)}, s.names...)
		if _, err := fmt.Fprintln(zip, strings.Join(fields, "\t")); err != nil {
			return fmt.Errorf("write annotations: %w", err)
		}
	}
	if err := zip.Close(); err != nil {
		return fmt.Errorf("write annotations: %w", err)
	}
	if err := os.WriteFile(name, packed.Bytes(), 0o600); err != nil {
		return fmt.Errorf("write annotations: %w", err)
	}
	return nil
}

// document is a part of one of the texts.
type document struct {
	text     string
	from, to int
}

// choose returns sentences with many different names, of documents in random
// order: all interpellations and every seventh statute.
func choose(f *folder) ([]chosen, error) {
	texts, err := recordTexts(f)
	if err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(7, 7)) //nolint:gosec // to be repeated
	var all []document
	for _, key := range []string{"i", "l"} {
		for i, d := range documents(texts[key]) {
			if key == "i" || i%7 == 0 {
				all = append(all, document{key, d.Start, d.End})
			}
		}
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var made []chosen
	seen := map[string]int{}
	for _, d := range all {
		made = chooseFrom(made, d, string(texts[d.text][d.from:d.to]), seen)
	}
	return made, nil
}

// documents returns where the documents of a text lie, without the lines
// "### name" before each.
func documents(text []byte) []swedish.Range {
	var found []swedish.Range
	for at := 0; at < len(text); {
		end := len(text)
		if next := bytes.Index(text[at:], []byte("\n### ")); next >= 0 {
			end = at + next + 1
		}
		begin := at
		if bytes.HasPrefix(text[at:end], []byte("### ")) {
			begin += bytes.IndexByte(text[at:end], '\n') + 1
		}
		found = append(found, swedish.Range{Start: begin, End: end})
		at = end
	}
	return found
}

// chooseFrom appends the sentences of a document that are worth it.
func chooseFrom(made []chosen, d document, text string, seen map[string]int) []chosen {
	taken := 0
	for _, r := range swedish.Sentences(text) {
		if taken == perDocument {
			break
		}
		s := chosen{text: d.text, from: d.from + r.Start, to: d.from + r.End}
		s.tokens = swedish.Tokenize(text[r.Start:r.End])
		if len(s.tokens) < shortest || len(s.tokens) > longest {
			continue
		}
		for _, token := range s.tokens {
			s.words = append(s.words, strings.ReplaceAll(text[r.Start:r.End][token.Start:token.End], "\u00ad", ""))
		}
		forms, fresh := s.capitalised(seen)
		if !fresh {
			continue
		}
		for _, form := range forms {
			seen[form]++
		}
		taken++
		made = append(made, s)
	}
	return made
}

// capitalised returns the capitalised words behind the first, and whether one
// of them is rare so far, in a sentence that is no heading.
func (s *chosen) capitalised(seen map[string]int) (forms []string, fresh bool) {
	small := 0
	for i, form := range s.words {
		first, size := utf8.DecodeRuneInString(form)
		switch {
		case unicode.IsLower(first):
			small++
		case i > 0 && unicode.IsUpper(first) && len(form) > size:
			forms = append(forms, form)
			fresh = fresh || seen[form] < perForm
		}
	}
	return forms, fresh && small >= 4 && len(forms) <= small
}
