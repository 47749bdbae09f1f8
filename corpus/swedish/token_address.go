package swedish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// addressEnd returns the end of the web or e-mail address that begins at the
// offset, or 0.
func addressEnd(text string, start int) int {
	rest := text[start:]
	if c := rest[0] | 0x20; c == 'h' || c == 'w' || c == 'f' || c == 'm' {
		if hasAddressPrefix(rest) {
			return start + addressLength(rest)
		}
	}
	end := dottedEnd(text, start)
	switch {
	case end == 0:
		return 0
	case end < len(text) && text[end] == '@':
		return mailEnd(text, end)
	case end < len(text) && text[end] == '/' && topLevel(text[start:end]):
		return start + addressLength(rest)
	case topLevel(text[start:end]):
		return end
	}
	return 0
}

// hasAddressPrefix tells whether a text begins as only web addresses do.
func hasAddressPrefix(text string) bool {
	for _, prefix := range [...]string{"http://", "https://", "www.", "ftp://", "mailto:"} {
		if len(text) > len(prefix) && strings.EqualFold(text[:len(prefix)], prefix) && text[len(prefix)] > ' ' {
			return true
		}
	}
	return false
}

// addressLength returns the length of the address a text begins with: up to
// white space or quotes, without the punctuation of the sentence around it.
func addressLength(text string) int {
	end := strings.IndexFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("<>\"”“»«|\u200b\ufeff", r)
	})
	if end < 0 {
		end = len(text)
	}
	open := strings.Count(text[:end], "(") - strings.Count(text[:end], ")")
	for end > 1 {
		last, size := utf8.DecodeLastRuneInString(text[:end])
		if last == ')' {
			if open >= 0 {
				break
			}
			open++
		}
		if !strings.ContainsRune(".,;:!?)]}'’…", last) || last == utf8.RuneError {
			break
		}
		end -= size
	}
	return end
}

// longestHost bounds, in bytes, what is looked at for a host or mailbox name,
// so that no text takes quadratic time.
const longestHost = 254

// dottedEnd returns the end of a run of letters, digits, dots, hyphens and
// underscores that a host or mailbox name could be, or 0 where it holds no
// dot and no @ follows it.
func dottedEnd(text string, start int) int {
	at, dots := start, 0
	text = text[:min(len(text), start+longestHost)]
	for at < len(text) {
		c := text[at]
		switch {
		case asciiLetter(c), asciiDigit(c), c == '_', c == '+', c == '-':
		case c == '.' && at+1 < len(text) && (asciiLetter(text[at+1]) || asciiDigit(text[at+1])):
			dots++
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(text[at:])
			if !wordRune(r) {
				return runEnd(at, dots, 0)
			}
			at += size - 1
		default:
			return runEnd(at, dots, c)
		}
		at++
	}
	return runEnd(at, dots, 0)
}

// runEnd is the end of a run that could be an address: one with dots, or one
// an @ follows.
func runEnd(at, dots int, next byte) int {
	if dots > 0 || next == '@' {
		return at
	}
	return 0
}

// mailEnd returns the end of an e-mail address whose @ is at the offset, or 0.
func mailEnd(text string, at int) int {
	host := at + 1
	end := host
	if host < len(text) {
		end = dottedEnd(text, host)
	}
	if end <= host || !strings.Contains(text[host:end], ".") {
		return 0
	}
	return end
}

// topLevel tells whether a lower-case dotted run ends in a top-level domain
// that is common in Swedish text and no Swedish word.
func topLevel(run string) bool {
	dot := strings.LastIndexByte(run, '.')
	if dot < 2 {
		return false
	}
	switch run[dot+1:] {
	case "se", "nu", "com", "org", "net", "eu", "no", "dk", "fi", "de", "uk", "info", "gov", "edu", "io", "int", "ai", "pdf", "html":
		return true
	}
	return false
}
