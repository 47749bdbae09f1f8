package tagger

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrDamaged means that a lexicon or a model cannot be read.
var ErrDamaged = errors.New("damaged tagger data")

// Marks in the values of the table of names, above the bits of the lists.
const (
	continues   = 1 << 31 // longer entries begin like this
	opensLower  = 1 << 30 // the word opens names in lower case
	opensFirst  = 1 << 29 // the word opens names, although common in lower case
	listBits    = 1<<MaxLists - 1
	longestName = 8 // words
)

// MaxLists is how many lists of names a lexicon holds at most.
const MaxLists = 28

// Lexicon is what the features know of words beyond their letters: to which
// clusters of distribution a form belongs, and which lists of names hold it.
// Words are kept as hashes.
type Lexicon struct {
	clusters table // form → index in values + 1
	values   [][3]uint16
	names    table // words of a name, folded → lists and marks
}

// Entries collects a lexicon.
type Entries struct {
	clusters map[uint32][3]uint16
	names    map[uint32]uint32
}

// NewEntries returns an empty collection.
func NewEntries() *Entries {
	return &Entries{clusters: map[uint32][3]uint16{}, names: map[uint32]uint32{}}
}

// Cluster says to which clusters a form belongs, coarse to fine, from 0.
func (e *Entries) Cluster(form string, clusters [3]uint16) {
	e.clusters[formKey(form)] = clusters
}

// Name adds an entry, split into words, to the list with a number below
// MaxLists. Entries longer than eight words are left out.
func (e *Entries) Name(list int, words []string) {
	if len(words) == 0 || len(words) > longestName {
		return
	}
	state := seed
	for i, form := range words {
		state = fold(state, hashString(strings.ToLower(zeroDigits(form))))
		if i < len(words)-1 {
			e.names[uint32(state)] |= continues //nolint:gosec // the low bits are the key
		}
	}
	e.names[uint32(state)] |= 1 << list //nolint:gosec // the low bits are the key
}

// Opener marks a word that opens names in spite of being written in lower
// case, or of being common in lower case.
func (e *Entries) Opener(form string, lowerCase bool) {
	mark := uint32(opensFirst)
	if lowerCase {
		mark = opensLower
	}
	e.names[uint32(fold(seed, hashString(strings.ToLower(form))))] |= mark //nolint:gosec // the low bits are the key
}

// formKey is the key of a form in the clusters.
func formKey(form string) uint32 { return uint32(fold(1, hashString(form))) } //nolint:gosec // bounded by construction

// Lexicon builds the lexicon.
func (e *Entries) Lexicon() *Lexicon {
	l := &Lexicon{clusters: newTable(len(e.clusters)), names: newTable(len(e.names))}
	for _, key := range slices.Sorted(maps.Keys(e.clusters)) {
		l.values = append(l.values, e.clusters[key])
		l.clusters.put(key, uint32(len(l.values))) //nolint:gosec // some ten thousand
	}
	for _, key := range slices.Sorted(maps.Keys(e.names)) {
		l.names.put(key, e.names[key])
	}
	return l
}

// WriteTo writes the lexicon, gzipped: for clusters and then names the number
// of keys, the ascending keys as differences, and the columns of the values,
// all as unsigned varints.
func (l *Lexicon) WriteTo(w io.Writer) (int64, error) {
	var plain []byte
	found := l.clusters.sorted()
	plain = appendKeys(plain, found)
	for column := range 3 {
		for _, s := range found {
			plain = binary.AppendUvarint(plain, uint64(l.values[s.value-1][column]))
		}
	}
	found = l.names.sorted()
	plain = appendKeys(plain, found)
	for _, s := range found {
		plain = binary.AppendUvarint(plain, uint64(s.value))
	}
	return pack(w, plain)
}

// sorted returns what a table holds, ascending by key.
func (t *table) sorted() []slot {
	found := slices.Clone(t.slots)
	found = slices.DeleteFunc(found, func(s slot) bool { return s.value == 0 })
	slices.SortFunc(found, func(a, b slot) int { return cmp.Compare(a.key, b.key) })
	return found
}

// appendKeys writes the number of keys and their differences.
func appendKeys(dst []byte, found []slot) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(found)))
	last := uint32(0)
	for _, s := range found {
		dst = binary.AppendUvarint(dst, uint64(s.key-last))
		last = s.key
	}
	return dst
}

// pack writes bytes gzipped.
func pack(w io.Writer, plain []byte) (int64, error) {
	var packed bytes.Buffer
	zip, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return 0, fmt.Errorf("pack tagger data: %w", err)
	}
	if _, err := zip.Write(plain); err != nil {
		return 0, fmt.Errorf("pack tagger data: %w", err)
	}
	if err := zip.Close(); err != nil {
		return 0, fmt.Errorf("pack tagger data: %w", err)
	}
	return packed.WriteTo(w)
}

// ReadLexicon reads what WriteTo wrote. Its error wraps ErrDamaged.
func ReadLexicon(r io.Reader) (*Lexicon, error) {
	in, err := unpack(r)
	if err != nil {
		return nil, err
	}
	keys := in.keys()
	l := &Lexicon{clusters: newTable(len(keys)), values: make([][3]uint16, len(keys))}
	for i, key := range keys {
		l.clusters.put(key, uint32(i+1))
	}
	for column := range 3 {
		for i := range l.values {
			l.values[i][column] = uint16(in.number()) //nolint:gosec // a wrong file gives wrong clusters
		}
	}
	keys = in.keys()
	l.names = newTable(len(keys))
	for _, key := range keys {
		l.names.put(key, max(1, uint32(in.number()))) //nolint:gosec // as written
	}
	if in.bad {
		return nil, fmt.Errorf("read lexicon: %w", ErrDamaged)
	}
	return l, nil
}

// input reads varints; bad is set at the first that is not there.
type input struct {
	rest []byte
	bad  bool
}

func unpack(r io.Reader) (*input, error) {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	plain, err := io.ReadAll(zip)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return &input{rest: plain}, nil
}

func (in *input) number() uint64 {
	value, size := binary.Uvarint(in.rest)
	if size <= 0 {
		in.bad = true
		return 0
	}
	in.rest = in.rest[size:]
	return value
}

// keys reads what appendKeys wrote. Each key takes a byte or more, so that a
// wrong number cannot ask for much memory.
func (in *input) keys() []uint32 {
	count := in.number()
	if count > uint64(len(in.rest)) {
		in.bad = true
		return nil
	}
	keys := make([]uint32, count)
	last := uint32(0)
	for i := range keys {
		last += uint32(in.number()) //nolint:gosec // as written
		keys[i] = last
	}
	return keys
}

// cluster finds the clusters of a form: as written, without a genitive s, in
// lower case, with a capital, and a form in capitals in the usual case. It
// returns zeros for unknown forms, and numbers from 1 for others.
func (l *Lexicon) cluster(form string) [3]uint16 {
	if form == "" || form[0] >= '0' && form[0] <= '9' {
		form = "<num>"
	}
	first, size := utf8.DecodeRuneInString(form)
	low := strings.ToLower(form)
	tries := [5]string{form, "", low, string(unicode.ToUpper(first)) + form[size:], ""}
	if base, ok := strings.CutSuffix(form, "s"); ok && len(form) > 3 {
		tries[1] = base
	}
	if len(form) > 3 && strings.ToUpper(form) == form {
		tries[4] = string(first) + low[min(size, len(low)):]
	}
	for _, try := range tries {
		if at := l.clusters.get(formKey(try)); at != 0 {
			found := l.values[at-1]
			return [3]uint16{found[0] + 1, found[1] + 1, found[2] + 1}
		}
	}
	return [3]uint16{}
}

// mark fills in what the lists say of a word alone.
func (l *Lexicon) mark(w *word, low string) {
	value := l.names.get(uint32(fold(seed, w.lower))) //nolint:gosec // bounded by construction
	w.openLower, w.openInitial = value&opensLower != 0, value&opensFirst != 0
	w.lists = value & listBits
	if base, ok := strings.CutSuffix(low, "s"); ok && len(low) > 3 {
		w.base = hashString(base)
		w.lists |= l.names.get(uint32(fold(seed, w.base))) & listBits //nolint:gosec // bounded by construction
	}
}

// Clone returns a copy to add to.
func (e *Entries) Clone() *Entries {
	return &Entries{clusters: maps.Clone(e.clusters), names: maps.Clone(e.names)}
}
