package term

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode/utf8"
)

//go:embed classes.txt.gz
var classList []byte

// classes tells the class of word forms. A form that is not listed has the
// class of the longest listed form that it ends in: forms of which that is
// true were left out.
type classes map[string]class

// newClasses reads a gzipped list: a line "=noun", "=adjective" or "=other",
// and below it the forms of that class, one a line.
func newClasses(packed []byte) (classes, error) {
	text, err := unpack(packed)
	if err != nil {
		return nil, fmt.Errorf("word classes: %w", err)
	}
	all, current := make(classes, strings.Count(text, "\n")), other
	for line := range strings.Lines(text) {
		switch form := strings.TrimSuffix(line, "\n"); form {
		case "=noun":
			current = noun
		case "=adjective":
			current = adjective
		case "=other":
			current = other
		default:
			all[form] = current
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("word classes: %w", ErrEmptyList)
	}
	return all, nil
}

// of returns the class of a form, and the listed form that tells it; "" where
// none does. A form that the background does not know must end in a longer
// listed form than one it knows.
func (c classes) of(form string, known bool) (class, string) {
	if of, listed := c[form]; listed {
		return of, form
	}
	if i := strings.LastIndexByte(form, '-'); i > 0 && i < len(form)-2 {
		return c.of(form[i+1:], known)
	}
	least := 5
	if known {
		least = 3
	}
	runes := utf8.RuneCountInString(form)
	for cut := range form {
		if cut >= 2 && runes >= least {
			if of, listed := c[form[cut:]]; listed {
				return of, form[cut:]
			}
		}
		runes--
	}
	return rare, ""
}

// noun reports whether a form is listed, or ends in what is listed, as a noun.
func (c classes) noun(form string) bool {
	of, listed := c.of(form, true)
	return listed != "" && of == noun
}

// verb reports whether a form is listed, or ends in what is listed, as neither
// noun nor adjective.
func (c classes) verb(form string) bool {
	of, listed := c.of(form, true)
	return listed != "" && of == other
}
