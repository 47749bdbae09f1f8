// Package erasure keeps people forgotten who were to be forgotten: a ledger of
// keyed hashes of what they are called, the search for those names in texts,
// and the redaction of texts with their layout.
//
// The ledger holds no name. It holds HMAC-SHA-256 (RFC 2104) of normalised
// forms under a random key that lies beside it, readable to its owner alone.
// Without the key nothing can be guessed from the ledger; with the key one can
// ask whether a given name is in it, which is what the program does of every
// text it reads.
package erasure

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/samband/samband/corpus"
)

// The files of a ledger in its directory.
const (
	LedgerName = "erasures.jsonl" // one Erasure a line
	KeyName    = "erasures.key"   // 32 random bytes in hexadecimal
)

// Errors that callers branch on.
var (
	// ErrNoKey reports a ledger whose key is missing or is not its own.
	ErrNoKey = errors.New("the ledger of erasures has no key")
	// ErrDamaged reports a ledger that cannot be read.
	ErrDamaged = errors.New("the ledger of erasures is damaged")
)

const keyBytes = 32

// Lengths of keyed hashes in the ledger, in hexadecimal digits. Those of first
// words are short, so that many words share each: they only spare work.
const (
	hashDigits  = 32
	firstDigits = 4
)

// Form is a form of a name.
type Form struct {
	First string `json:"first"` // short keyed hash of its first word
	Hash  string `json:"hash"`  // keyed hash of all of it
	Words int    `json:"words"`
}

// Erasure is what the ledger keeps of one person: keyed hashes and offsets.
type Erasure struct {
	ID       string            `json:"id"`       // random
	At       time.Time         `json:"at"`       // UTC
	Forms    []Form            `json:"forms"`    // of the names
	Entities []string          `json:"entities"` // ids that the person had
	Context  []string          `json:"context"`  // what told the person from namesakes
	Others   []string          `json:"others"`   // what told the namesakes from the person; empty where there were none
	Subjects []string          `json:"subjects"` // of decisions; see Subject
	Texts    map[string]Ruling `json:"texts"`    // what becomes of texts, by keyed hash of the text's hash
	Moved    map[string]string `json:"moved"`    // new ids of documents whose sources named the person, by keyed hash of the old
	Speech   bool              `json:"speech"`   // what the person said is erased too
}

// Ruling is what was decided to become of one text.
type Ruling struct {
	Keep bool                `json:"keep,omitempty"` // the names in it are a namesake's
	Cuts []Cut               `json:"cuts,omitempty"` // none where only what stands beside the text names the person
	Kind corpus.DocumentKind `json:"kind,omitempty"` // of the document, which the cuts may disguise
}

// Ledger is the ledger of one data directory. It is safe for concurrent use
// as long as nothing is added.
type Ledger struct {
	dir      string
	key      []byte
	erasures []Erasure
	first    map[string]bool
	forms    map[string][]int // erasures by form
	entities map[string]bool
	subjects map[string]bool
	longest  int
}

// Open reads the ledger in a directory; one that is not there is empty. It
// returns ErrNoKey where there is a ledger and no key that made it, and
// ErrDamaged where a line cannot be read.
func Open(dir string) (*Ledger, error) {
	l := &Ledger{dir: dir, first: map[string]bool{}, forms: map[string][]int{}, entities: map[string]bool{}, subjects: map[string]bool{}}
	data, err := os.ReadFile(filepath.Join(dir, LedgerName)) //nolint:gosec // the user's own data directory
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read ledger of erasures: %w", err)
	}
	if err := l.readKey(len(data) > 0); err != nil {
		return nil, err
	}
	for line := range bytes.Lines(data) {
		var e Erasure
		if err := json.Unmarshal(line, &e); err != nil {
			if !bytes.HasSuffix(line, []byte("\n")) {
				break // a crash came while it was written; nothing rests on it
			}
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		l.note(e)
	}
	return l, nil
}

func (l *Ledger) readKey(required bool) error {
	text, err := os.ReadFile(filepath.Join(l.dir, KeyName))
	if errors.Is(err, fs.ErrNotExist) && !required {
		return nil
	}
	if err == nil {
		l.key, err = hex.DecodeString(strings.TrimSpace(string(text)))
	}
	if err == nil && len(l.key) != keyBytes {
		err = fmt.Errorf("%d bytes", len(l.key))
	}
	if err != nil {
		return fmt.Errorf("%w: put back %s: %w", ErrNoKey, filepath.Join(l.dir, KeyName), err)
	}
	return nil
}

// Prepare makes the key where there is none, so that erasures can be hashed.
func (l *Ledger) Prepare() error {
	if l.key != nil {
		return nil
	}
	key := make([]byte, keyBytes)
	if _, err := rand.Read(key); err != nil {
		return fmt.Errorf("make key of erasures: %w", err)
	}
	if err := writeDurably(filepath.Join(l.dir, KeyName), []byte(hex.EncodeToString(key)+"\n"), os.O_CREATE|os.O_EXCL); err != nil {
		return fmt.Errorf("make key of erasures: %w", err)
	}
	l.key = key
	return nil
}

// Add appends an erasure durably. Prepare comes before it.
func (l *Ledger) Add(e Erasure) error {
	line, err := json.Marshal(&e)
	if err != nil {
		return fmt.Errorf("write ledger of erasures: %w", err)
	}
	if err := l.dropPartialLine(); err != nil {
		return fmt.Errorf("write ledger of erasures: %w", err)
	}
	if err := writeDurably(filepath.Join(l.dir, LedgerName), append(line, '\n'), os.O_CREATE|os.O_APPEND); err != nil {
		return fmt.Errorf("write ledger of erasures: %w", err)
	}
	l.note(e)
	return nil
}

// dropPartialLine removes what a crash in the middle of Add has left.
func (l *Ledger) dropPartialLine() error {
	path := filepath.Join(l.dir, LedgerName)
	data, err := os.ReadFile(path) //nolint:gosec // the user's own data directory
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if whole := bytes.LastIndexByte(data, '\n') + 1; whole < len(data) {
		return os.Truncate(path, int64(whole))
	}
	return nil
}

func writeDurably(path string, data []byte, flags int) error {
	file, err := os.OpenFile(path, os.O_WRONLY|flags, 0o600) //nolint:gosec // the user's own data directory
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// note makes an erasure known to the searches.
func (l *Ledger) note(e Erasure) {
	index := len(l.erasures)
	l.erasures = append(l.erasures, e)
	for _, form := range e.Forms {
		l.first[form.First] = true
		l.forms[form.Hash] = append(l.forms[form.Hash], index)
		l.longest = max(l.longest, form.Words)
	}
	for _, id := range e.Entities {
		l.entities[id] = true
	}
	for _, subject := range e.Subjects {
		l.subjects[subject] = true
	}
}

// Erasures lists what the ledger holds, in the order it was added.
func (l *Ledger) Erasures() []Erasure {
	if l == nil {
		return nil
	}
	return slices.Clone(l.erasures)
}

// Empty reports whether nobody was erased.
func (l *Ledger) Empty() bool { return l == nil || len(l.erasures) == 0 }

// NewForms hashes normalised forms.
func (l *Ledger) NewForms(forms []string) []Form {
	hashed := make([]Form, len(forms))
	for i, form := range forms {
		words := Words(form)
		hashed[i] = Form{First: l.Hash("first", words[0])[:firstDigits], Hash: l.Hash("form", form), Words: len(words)}
	}
	slices.SortFunc(hashed, func(a, b Form) int { return strings.Compare(a.Hash, b.Hash) })
	return hashed
}

// Hash is the keyed hash of a value of a sort: text, context, entity.
func (l *Ledger) Hash(sort, value string) string {
	mac := hmac.New(sha256.New, l.key)
	mac.Write([]byte(sort))
	mac.Write([]byte{0})
	mac.Write([]byte(value))
	return hex.EncodeToString(mac.Sum(nil))[:hashDigits]
}

// Erased reports whether an entity with the id was erased.
func (l *Ledger) Erased(entity string) bool {
	return !l.Empty() && l.entities[l.Hash("entity", entity)]
}

// Subject reports whether a subject of a decision was the person; it is named
// by the decision's id and its place in it.
func (l *Ledger) Subject(decision string, place int) bool {
	return !l.Empty() && l.subjects[l.SubjectHash(decision, place)]
}

// SubjectHash names a subject of a decision in the ledger.
func (l *Ledger) SubjectHash(decision string, place int) string {
	return l.Hash("subject", fmt.Sprintf("%s#%d", decision, place))
}

// Begins implements Matcher.
func (l *Ledger) Begins(word string) bool { return l.first[l.Hash("first", word)[:firstDigits]] }

// Matches implements Matcher.
func (l *Ledger) Matches(form string) bool { return len(l.forms[l.Hash("form", form)]) > 0 }

// Longest implements Matcher.
func (l *Ledger) Longest() int {
	if l.Empty() {
		return 0
	}
	return l.longest
}

// Called returns the erasures of people who have one of the names, which may be
// in the genitive.
func (l *Ledger) Called(names ...string) []Erasure {
	if l.Empty() {
		return nil
	}
	found := map[int]bool{}
	for _, name := range names {
		for _, form := range Forms([]string{name, strings.TrimRight(name, "sS")}) {
			for _, index := range l.forms[l.Hash("form", form)] {
				found[index] = true
			}
		}
	}
	var erasures []Erasure
	for index := range l.erasures {
		if found[index] {
			erasures = append(erasures, l.erasures[index])
		}
	}
	return erasures
}

// Ruling returns what was decided to become of the text with the hash, and
// whether anything was. One erasure keeps nothing that another cuts.
func (l *Ledger) Ruling(textHash string) (ruling Ruling, decided bool) {
	if l.Empty() {
		return Ruling{}, false
	}
	ruling.Keep = true
	hashed := l.Hash("text", textHash)
	for i := range l.erasures {
		if own, known := l.erasures[i].Texts[hashed]; known {
			decided = true
			ruling.Keep = ruling.Keep && own.Keep
			ruling.Kind = cmp.Or(ruling.Kind, own.Kind)
			ruling.Cuts = append(ruling.Cuts, own.Cuts...)
		}
	}
	ruling.Cuts = Join(ruling.Cuts)
	return ruling, decided
}

// Moved is the id that a document has now.
func (l *Ledger) Moved(document string) string {
	if !l.Empty() {
		hashed := l.Hash("document", document)
		for i := range l.erasures {
			if id, moved := l.erasures[i].Moved[hashed]; moved {
				return id
			}
		}
	}
	return document
}

// Source is a source as it is kept: without the names of those erased, and
// with a keyed hash instead that tells it from others.
func (l *Ledger) Source(source string) string {
	if l.Empty() {
		return source
	}
	return SourceWithout(source, l, l)
}

// SourceWithout is Ledger.Source for the forms of a matcher.
func SourceWithout(source string, m Matcher, l *Ledger) string {
	redacted := String(source, m)
	if redacted == source {
		return source
	}
	const tellApart = 8
	marked := strings.TrimSuffix(NameMarker, "]") + "-" + l.Hash("source", source)[:tellApart] + "]"
	return strings.Replace(redacted, NameMarker, marked, 1)
}
