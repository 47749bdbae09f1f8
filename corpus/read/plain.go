package read

import (
	"context"
	"mime"
	"strings"

	"github.com/samband/samband/corpus"
)

// Plain reads plain text in any of the supported character sets. Paragraphs
// are what blank lines part; headings and lists are left to the structure
// parser, for plain text does not mark them.
func Plain(ctx context.Context, input Input, _ Limits) (corpus.Text, error) {
	if err := ctx.Err(); err != nil {
		return corpus.Text{}, err
	}
	src := clean(decode(input.Bytes, declaredCharset(input.MediaType)))
	return plainText(src, corpus.FormatPlain), nil
}

// plainText makes a text of a clean source: it takes inline marks out and
// finds the timecodes of transcripts.
func plainText(src source, format corpus.Format) corpus.Text {
	src, links, emphasis := unmark(src)
	text := corpus.Text{
		Canonical: src.text,
		Format:    format,
		Links:     links,
		Emphasis:  emphasis,
		Origin:    src.origin,
	}
	if found := stamps(src.text); found != nil {
		timed(&text, found)
	} else {
		text.Blocks = paragraphs(src.text)
	}
	paginate(&text)
	return text
}

// paginate gives the blocks of a text that has pages theirs.
func paginate(text *corpus.Text) {
	n := len(text.Origin)
	if n == 0 || text.Origin[n-1].Page == 0 {
		return
	}
	text.Pages = text.Origin[n-1].Page
	for i := range text.Blocks {
		if a, ok := text.At(text.Blocks[i].Start); ok {
			text.Blocks[i].Page = a.Page
		}
	}
}

// declaredCharset returns the charset parameter of a media type.
func declaredCharset(mediaType string) string {
	_, params, err := mime.ParseMediaType(mediaType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// paragraphs returns the runs of lines that blank lines part, without the
// white space around them.
func paragraphs(text string) []corpus.Block {
	var blocks []corpus.Block
	start, end := -1, 0
	flush := func() {
		if start >= 0 {
			blocks = append(blocks, corpus.Block{Span: corpus.Span{Start: start, End: end}, Kind: corpus.BlockParagraph})
			start = -1
		}
	}
	for at := 0; at < len(text); {
		next := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		line := trimmed(text, at, next)
		switch {
		case line.Empty():
			flush()
		case start < 0:
			start, end = line.Start, line.End
		default:
			end = line.End
		}
		at = next
	}
	flush()
	return blocks
}

// trimmed returns the span from start to end without the white space at both
// ends.
func trimmed(text string, start, end int) corpus.Span {
	part := text[start:end]
	left := strings.TrimLeft(part, " \t\n\u00a0\u202f\u3000")
	start += len(part) - len(left)
	return corpus.Span{Start: start, End: start + len(strings.TrimRight(left, " \t\n\u00a0\u202f\u3000"))}
}
