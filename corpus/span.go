package corpus

import "fmt"

// Span is a half-open range of byte offsets into a canonical text.
// A valid span has 0 <= Start <= End <= len(text) and cuts no code point.
type Span struct {
	Start int `json:"start"` // first byte
	End   int `json:"end"`   // one past the last byte
}

// Len is the number of bytes the span covers.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span covers no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether other lies wholly inside s.
func (s Span) Contains(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

// Overlaps reports whether s and other share at least one byte.
func (s Span) Overlaps(other Span) bool { return s.Start < other.End && other.Start < s.End }

// Of returns the text that the span covers. It panics, as slicing does, when
// the span does not lie inside text; use Valid first on spans from outside.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Valid reports whether the span lies inside text and begins and ends at the
// first byte of a code point.
func (s Span) Valid(text string) bool {
	return s.Start >= 0 && s.Start <= s.End && s.End <= len(text) &&
		boundary(text, s.Start) && boundary(text, s.End)
}

// String renders the span as "start:end".
func (s Span) String() string { return fmt.Sprintf("%d:%d", s.Start, s.End) }

func boundary(text string, at int) bool {
	return at == len(text) || text[at]&0xC0 != 0x80
}
