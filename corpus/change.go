package corpus

import "time"

// ChangeKind says what became of a document.
type ChangeKind string

// The kinds of change.
const (
	ChangeAdded   ChangeKind = "added"
	ChangeRevised ChangeKind = "revised"
	ChangeRemoved ChangeKind = "removed"
)

// Change is the arrival, revision or removal of a document.
type Change struct {
	At       time.Time // UTC; zero where it was not written down
	Kind     ChangeKind
	Document string // id
	Revision string // after the change; "" where the document was removed
	TextHash string // of the canonical text of Revision; "" where that is no longer kept
	Before   string // revision before the change; "" where the document was added, or that is not known
}
