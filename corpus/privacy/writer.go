package privacy

import "io"

// Writer returns a writer that masks what is written to w, each Write by
// itself: for logs, whose lines are written whole.
func Writer(w io.Writer) io.Writer { return masking{w} }

type masking struct{ to io.Writer }

// Write implements io.Writer.
func (m masking) Write(data []byte) (int, error) {
	return io.WriteString(m.to, Mask(string(data)))
}
