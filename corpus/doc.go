// Package corpus is the document model of Samband: what a reader makes of the
// bytes of a source (Text), what the structure parser finds in it (Document,
// Section, Turn, Attendee, Passage) and how a fact points back at the words it
// rests on (Span, Evidence).
//
// All offsets are byte offsets into the canonical text of a document: UTF-8,
// NFC, lines ended by "\n". Span.CodePoints and Span.UTF16 in offsets.go are
// the only places that convert them to other units.
//
// The package imports the standard library alone, so that every other package
// can share its types.
package corpus
