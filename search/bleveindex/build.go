package bleveindex

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
)

// errInvalid reports an update whose passages do not fit its text.
var errInvalid = errors.New("invalid update")

// validate reports what is wrong with an update.
func validate(u search.Update) error {
	if u.Document.ID == "" {
		return fmt.Errorf("%w: document without id", errInvalid)
	}
	if u.Delete {
		return nil
	}
	for _, p := range u.Passages {
		if p.ID == "" || strings.HasPrefix(p.ID, recordPrefix) || !p.Valid(u.Text) {
			return fmt.Errorf("%w: document %s, passage %q at %s", errInvalid, u.Document.ID, p.ID, p.Span)
		}
	}
	return nil
}

// shared holds the fields that many passages of a document have in common.
type shared struct {
	document []index.Field
	heading  *field
	headed   string
	speaker  []index.Field
	talks    string // the speaker
	language string // of the document
	spoken   *field
	speaks   string // the language of spoken
}

func (b *builder) shared(d corpus.Document) *shared {
	s := &shared{language: d.Language, document: []index.Field{
		termsField(fieldIs, isPassage),
		termsField(fieldDocument, d.ID),
		termsField(fieldCollection, collectionTerm(d.Collection)),
	}}
	if d.Kind != "" {
		s.document = append(s.document, termsField(fieldKind, string(d.Kind)))
	}
	if title := b.stems(fieldTitle, d.Title); title != nil {
		s.document = append(s.document, title)
	}
	if year, date := dateTerms(d.Date); year != "" {
		s.document = append(s.document, termsField(fieldYear, year), termsField(fieldDate, date))
	}
	return s
}

// passage makes the document that scorch indexes for a passage, and returns
// the number of words in it.
func (b *builder) passage(s *shared, p corpus.Passage, text string) (*document, int) {
	words, exact, order := b.text(limited(text))
	place := binary.AppendUvarint(binary.AppendUvarint(nil, uint64(p.Start)), uint64(p.Len())) //nolint:gosec // not negative
	fields := make([]index.Field, 0, len(s.document)+9)
	fields = append(append(fields, s.document...), words, exact, order, &field{name: fieldPlace, value: place, options: optionsStored})
	if language := cmp.Or(p.Language, s.language); language != "" {
		if language != s.speaks {
			s.speaks, s.spoken = language, termsField(fieldLanguage, language)
		}
		fields = append(fields, s.spoken)
	}
	if p.Heading != s.headed {
		s.headed, s.heading = p.Heading, b.stems(fieldHeading, p.Heading)
	}
	if s.heading != nil {
		fields = append(fields, s.heading)
	}
	if p.Speaker != s.talks {
		s.talks = p.Speaker
		s.speaker = []index.Field{termsField(fieldSpeaker, p.Speaker), termsField(fieldSpeakerName, nameTerms(p.Speaker)...)}
	}
	if p.Speaker != "" {
		fields = append(fields, s.speaker...)
	}
	return &document{id: p.ID, fields: fields}, words.length
}

// maxText is the number of bytes of a passage that are searchable. Passages are
// far shorter; after one of 17 MB, scorch takes 3.4 GB for the next segment.
const maxText = 64 << 10

// limited cuts a text that is too long between two characters.
func limited(text string) string {
	if len(text) <= maxText {
		return text
	}
	end := maxText
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// record is what the index knows of a document.
type record struct {
	Document string `json:"d"`
	Revision string `json:"r"`
	Passages int    `json:"p"`
	Words    int    `json:"w"`
}

// recordPrefix begins the ids of records, so that no passage has one.
const recordPrefix = "\x00"

func (r record) document() (*document, error) {
	value, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("encode record of %s: %w", r.Document, err)
	}
	return &document{id: recordPrefix + r.Document, fields: []index.Field{
		termsField(fieldIs, isRecord),
		&field{name: fieldRecord, value: value, options: optionsStored},
	}}, nil
}

// collectionTerm makes a term of a collection's name, which may be "".
func collectionTerm(name string) string { return "=" + name }

// nameTerms returns the words of a speaker's name, as the slug in an entity's
// id has them.
func nameTerms(speaker string) []string {
	_, name, found := strings.Cut(speaker, ":")
	if !found {
		name = speaker
	}
	return slices.DeleteFunc(strings.Split(corpus.Slug(name), "-"), func(word string) bool { return word == "" })
}

// dateTerms returns the year of an ISO date, and a term for the day; where
// only the month or year is known, that with a hyphen after it. A date that
// is none gives nothing.
func dateTerms(date string) (year, term string) {
	switch len(date) {
	case len("2006"):
		if _, err := time.Parse("2006", date); err == nil {
			return date, date + "-"
		}
	case len("2006-01"):
		if _, err := time.Parse("2006-01", date); err == nil {
			return date[:4], date + "-"
		}
	case len(time.DateOnly):
		if _, err := time.Parse(time.DateOnly, date); err == nil {
			return date[:4], date
		}
	}
	return "", ""
}
