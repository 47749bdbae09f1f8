// Package read turns the bytes of a source into canonical text: it recognises
// the format by content, decodes the character set, and records layout and the
// way back to the original. It knows nothing of people, meetings or meaning.
package read
