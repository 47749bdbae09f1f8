package read

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

// sniffBytes is how much of an input detection looks at.
const sniffBytes = 64 << 10

// Detect names the format of an input by its content. The extension and the
// media type decide only between formats that the content leaves open. It
// returns an *Error with ErrUnsupported for what samband cannot read and with
// ErrEmpty for nothing but white space.
func Detect(input Input) (corpus.Format, error) {
	if name, remedy := foreign(input.Bytes); name != "" {
		return "", &Error{Source: input.Name, Err: fmt.Errorf("%w: %s", ErrUnsupported, name), Remedy: remedy}
	}
	if bytes.HasPrefix(input.Bytes, []byte("PK\x03\x04")) || bytes.HasPrefix(input.Bytes, []byte("PK\x05\x06")) {
		return packed(input)
	}
	if i := bytes.Index(input.Bytes[:min(len(input.Bytes), 1024)], []byte("%PDF-")); i >= 0 {
		return corpus.FormatPDF, nil
	}
	head := decode(sniff(input.Bytes), declaredCharset(input.MediaType)).text
	if binary(head) {
		return "", &Error{
			Source: input.Name, Err: fmt.Errorf("%w: not text", ErrUnsupported),
			Remedy: "convert it to text, HTML, PDF, DOCX or ODT",
		}
	}
	head = strings.TrimLeftFunc(head, func(r rune) bool { return unicode.IsSpace(r) || r == 0xFEFF || r == 0 })
	if head == "" {
		if len(input.Bytes) <= sniffBytes {
			return "", empty(input.Name, "")
		}
		return corpus.FormatPlain, nil
	}
	format := textFormat(head, input)
	if format == corpus.FormatPlain && strings.HasPrefix(head, "<?xml") {
		return "", &Error{
			Source: input.Name, Err: fmt.Errorf("%w: XML that is neither HTML nor a feed", ErrUnsupported),
			Remedy: "convert it to HTML or text",
		}
	}
	return format, nil
}

// packed names the office document that a zip file is.
func packed(input Input) (corpus.Format, error) {
	z, err := zip.NewReader(bytes.NewReader(input.Bytes), int64(len(input.Bytes)))
	if err != nil {
		return "", damaged(input.Name, "", err)
	}
	for _, f := range z.File {
		switch f.Name {
		case "word/document.xml":
			return corpus.FormatDOCX, nil
		case "content.xml":
			return corpus.FormatODT, nil
		}
	}
	return "", &Error{
		Source: input.Name, Err: fmt.Errorf("%w: zip file that is no DOCX or ODT", ErrUnsupported),
		Remedy: "unpack it, or save the document as DOCX, ODT or PDF",
	}
}

// sniff returns the beginning of b, cut between code points of UTF-8 where
// that is what it is.
func sniff(b []byte) []byte {
	if len(b) <= sniffBytes {
		return b
	}
	b = b[:sniffBytes]
	for i := 1; i <= utf8.UTFMax; i++ {
		if utf8.RuneStart(b[len(b)-i]) {
			if r, size := utf8.DecodeRune(b[len(b)-i:]); r == utf8.RuneError && size == 1 {
				return b[:len(b)-i]
			}
			return b
		}
	}
	return b
}

// foreign names well-known formats that are not text, with a way out.
func foreign(b []byte) (name, remedy string) {
	switch {
	case bytes.HasPrefix(b, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return "old Office document", "save it as DOCX, ODT or PDF"
	case bytes.HasPrefix(b, []byte(`{\rtf`)):
		return "RTF", "save it as DOCX, ODT or PDF"
	case bytes.HasPrefix(b, []byte("\x89PNG")), bytes.HasPrefix(b, []byte("\xFF\xD8\xFF")),
		bytes.HasPrefix(b, []byte("GIF8")), bytes.HasPrefix(b, []byte("II*\x00")), bytes.HasPrefix(b, []byte("MM\x00*")):
		return "image", "read its text with an OCR program first"
	case bytes.HasPrefix(b, []byte("ID3")), bytes.HasPrefix(b, []byte("OggS")), bytes.HasPrefix(b, []byte("fLaC")),
		bytes.HasPrefix(b, []byte("RIFF")), len(b) > 8 && string(b[4:8]) == "ftyp":
		return "sound or film", "transcribe it to VTT, SRT or text first"
	case bytes.HasPrefix(b, []byte("\x1F\x8B")):
		return "gzip", "unpack it first"
	}
	return "", ""
}

// binary reports whether decoded text is no text: more than three and one in
// fifty of its characters are controls or could not be decoded.
func binary(head string) bool {
	bad, all := 0, 0
	for _, r := range head {
		all++
		if r == utf8.RuneError || r < 0x20 && !strings.ContainsRune("\t\n\r\f\v\x1a\x1b", r) {
			bad++
		}
	}
	return bad > 3 && bad*50 > all
}

// textFormat decides between the formats that are text. head is the decoded
// beginning without leading white space.
func textFormat(head string, input Input) corpus.Format {
	head = strings.ReplaceAll(head, "\r\n", "\n")
	switch {
	case strings.HasPrefix(head, "WEBVTT") && (len(head) == 6 || strings.ContainsRune(" \t\n\r", rune(head[6]))):
		return corpus.FormatVTT
	case firstArrow.MatchString(head):
		return corpus.FormatSRT
	case feedStart.MatchString(head), head[0] == '{' && jsonFeed.MatchString(head):
		return corpus.FormatFeed
	case head[0] == '{' && segmentsKey.MatchString(head) && looksJSON(head):
		return corpus.FormatTranscript
	case (head[0] == '{' || head[0] == '[') && looksJSON(head):
		return corpus.FormatJSON
	}
	ext := suffix(input.Name)
	hinted := ext == ".html" || ext == ".htm" || ext == ".xhtml" || strings.HasPrefix(input.MediaType, "text/html") || strings.HasPrefix(input.MediaType, "application/xhtml")
	if htmlStart.MatchString(head) || hinted && strings.Contains(head, "<") {
		return corpus.FormatHTML
	}
	markdown := ext == ".md" || ext == ".markdown" || strings.HasPrefix(input.MediaType, "text/markdown")
	if markdown || looksMarkdown(head) {
		return corpus.FormatMarkdown
	}
	return corpus.FormatPlain
}

// suffix returns the lower-case extension of a path or address, with its
// dot.
func suffix(name string) string {
	if i := strings.IndexAny(name, "?#"); i >= 0 && strings.Contains(name, "://") {
		name = name[:i]
	}
	return strings.ToLower(path.Ext(name))
}
