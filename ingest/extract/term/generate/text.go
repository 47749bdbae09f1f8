package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestLine is the longest line of the texts, in bytes, that is read.
const longestLine = 1 << 26

// eachLine calls visit with the lines of a gzipped text, without soft hyphens.
func eachLine(path string, visit func(line string)) error {
	file, err := os.Open(path) //nolint:gosec // the user names the folder
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	lines := bufio.NewScanner(unpacked)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		visit(strings.ReplaceAll(lines.Text(), "\u00ad", ""))
	}
	return lines.Err()
}

// eachBlock calls visit with the words and marks of each paragraph of the
// texts, or of each section of a law. The slice is only valid in the call.
func eachBlock(folder string, visit func(words []string)) error {
	for _, name := range []string{"interpellations.txt.gz", "swedish_laws.txt.gz"} {
		var block []string
		err := eachLine(filepath.Join(folder, name), func(line string) {
			heading := strings.HasPrefix(line, "###")
			if heading || line == "" || beginsSection(line) {
				visit(block)
				block = block[:0]
			}
			if !heading {
				block = appendWords(block, line)
			}
		})
		if err != nil {
			return err
		}
		visit(block)
	}
	return nil
}

// beginsSection reports whether a line begins a section of a law: "12 §".
func beginsSection(line string) bool {
	rest := strings.TrimLeft(line, "0123456789")
	return rest != line && strings.HasPrefix(rest, " §")
}

// appendWords appends the words of a line, with the hyphens and colons inside
// them, its numbers and its marks.
func appendWords(words []string, line string) []string {
	for at := 0; at < len(line); {
		r, size := utf8.DecodeRuneInString(line[at:])
		end := at + size
		switch {
		case unicode.IsLetter(r):
			end = endOfWord(line, at)
		case unicode.IsDigit(r):
			for end < len(line) && line[end] >= '0' && line[end] <= '9' {
				end++
			}
		case !strings.ContainsRune(".,;:?!()–—”\"/§%", r):
			at = end
			continue
		}
		words = append(words, line[at:end])
		at = end
	}
	return words
}

// endOfWord is where the word that begins at a byte ends.
func endOfWord(line string, at int) int {
	for at < len(line) {
		r, size := utf8.DecodeRuneInString(line[at:])
		if unicode.IsLetter(r) {
			at += size
			continue
		}
		if r != '-' && r != ':' {
			return at
		}
		if next, _ := utf8.DecodeRuneInString(line[at+1:]); !unicode.IsLetter(next) {
			if r == '-' {
				at++
			}
			return at
		}
		at++
	}
	return at
}

// capital reports whether a word begins with a capital letter.
func capital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}
