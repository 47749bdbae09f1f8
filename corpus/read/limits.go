package read

import (
	"context"
	"fmt"
	"strings"

	"github.com/samband/samband/corpus"
)

// OrDefault fills the fields that are zero with their defaults.
func (l Limits) OrDefault() Limits {
	d := DefaultLimits()
	l.Bytes = or(l.Bytes, d.Bytes)
	l.TextBytes = or(l.TextBytes, d.TextBytes)
	l.Pages = or(l.Pages, d.Pages)
	l.ArchiveBytes = or(l.ArchiveBytes, d.ArchiveBytes)
	l.ArchiveRatio = or(l.ArchiveRatio, d.ArchiveRatio)
	l.ArchiveFiles = or(l.ArchiveFiles, d.ArchiveFiles)
	l.Nesting = or(l.Nesting, d.Nesting)
	return l
}

func or[T int | int64](value, standard T) T {
	if value == 0 {
		return standard
	}
	return value
}

// admit refuses an input that is too large or empty before anyone reads it.
func admit(ctx context.Context, input Input, limits Limits) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if size := int64(len(input.Bytes)); size > limits.Bytes {
		return exceeded(input.Name, "", size, limits.Bytes, "bytes", "--max-bytes")
	}
	if len(input.Bytes) == 0 {
		return empty(input.Name, "")
	}
	return nil
}

// check refuses a text that is empty or longer than allowed.
func check(input Input, text *corpus.Text, limits Limits) error {
	if len(text.Canonical) > limits.TextBytes {
		return exceeded(input.Name, "", int64(len(text.Canonical)), int64(limits.TextBytes), "bytes of text", "--max-text")
	}
	if strings.TrimSpace(text.Canonical) == "" {
		return empty(input.Name, "")
	}
	return nil
}

// exceeded is the error of a limit that was overstepped.
func exceeded(name, place string, is, limit int64, unit, flag string) *Error {
	return &Error{
		Source: name, Place: place,
		Err:    fmt.Errorf("%w: %d %s, the limit is %d", ErrTooLarge, is, unit, limit),
		Remedy: "raise the limit with " + flag,
	}
}

// empty is the error of an input without text.
func empty(name, place string) *Error {
	return &Error{Source: name, Place: place, Err: ErrEmpty, Remedy: "check that the file was saved completely"}
}

// damaged is the error of an input that breaks the rules of its format.
func damaged(name, place string, cause error) *Error {
	return &Error{
		Source: name, Place: place, Err: fmt.Errorf("%w: %w", ErrDamaged, cause),
		Remedy: "save or export it again from its source",
	}
}
