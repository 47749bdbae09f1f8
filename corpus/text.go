package corpus

import "time"

// Text is what a reader makes of a source's bytes: the canonical text, the way
// back to the original, and the marks of layout the format carried. Readers
// record layout; they draw no conclusions from it. That is the structure
// parser's duty.
type Text struct {
	Canonical string   // UTF-8, NFC, "\n" line ends, no byte order mark
	Format    Format   // format the bytes were read as
	Title     string   // title from the format's own metadata, "" where it has none
	Date      string   // ISO 8601 date, year-month or year from metadata, "" where it has none
	Authors   []string // authors from metadata, in the source's order
	Publisher string   // publisher from metadata
	Language  string   // BCP 47 tag declared by the format, "" where it declares none
	Kind      DocumentKind
	URL       string            // address the source names as its own, e.g. rel=canonical or a feed's link
	Meta      map[string]string // other metadata, keys lower-case
	Blocks    []Block           // layout in text order; blocks do not overlap, except that furniture may enclose others
	Links     []Link            // link texts with their targets, in text order
	Emphasis  []Span            // italic or bold runs, in text order
	Origin    []Anchor          // map to the original, ascending by Canonical; the first has Canonical 0
	Pages     int               // number of pages, 0 where the format has none
	Duration  time.Duration     // length of a recording, 0 where unknown
}

// Format names what a reader recognised.
type Format string

// The formats that corpus/read knows.
const (
	FormatPlain      Format = "text"
	FormatMarkdown   Format = "markdown"
	FormatHTML       Format = "html"
	FormatPDF        Format = "pdf"
	FormatDOCX       Format = "docx"
	FormatODT        Format = "odt"
	FormatSRT        Format = "srt"
	FormatVTT        Format = "vtt"
	FormatTranscript Format = "podcast-json" // Podcasting 2.0 JSON transcript
	FormatJSON       Format = "json"         // one document, or one line of JSON Lines
	FormatFeed       Format = "feed"         // RSS or Atom item
)

// BlockKind says what role a stretch of text plays in the layout.
type BlockKind string

// The kinds of block that readers report.
const (
	BlockParagraph BlockKind = "paragraph"
	BlockHeading   BlockKind = "heading"   // Level 1 is the outermost
	BlockListItem  BlockKind = "list-item" // Level 1 is the outermost list
	BlockTableRow  BlockKind = "table-row" // cells separated by "\t" in the canonical text
	BlockFootnote  BlockKind = "footnote"
	BlockQuote     BlockKind = "quote"     // set off by the format as a quotation
	BlockCaption   BlockKind = "caption"   // figure caption
	BlockCue       BlockKind = "cue"       // one cue of a transcript: Speaker, From and To where given
	BlockFurniture BlockKind = "furniture" // menus, cookie banners, running headers: kept in the text, never in a passage
)

// Block is a stretch of the canonical text with its layout.
type Block struct {
	Span
	Kind    BlockKind
	Level   int           // depth of headings and list items, from 1; 0 elsewhere
	Label   string        // list number, footnote number, or "" ; never part of Span unless the text shows it
	Speaker string        // voice of a cue as the format names it
	From    time.Duration // start of a cue
	To      time.Duration // end of a cue
	Page    int           // page the block begins on, from 1; 0 where the format has no pages
}

// Link is a piece of text that pointed somewhere.
type Link struct {
	Span
	Target string // address as written in the source
}

// Anchor ties a canonical offset to a place in the original. Between two
// anchors the original advances byte by byte from the first one where Exact
// is set, and only the anchor itself is known otherwise.
type Anchor struct {
	Canonical int           // byte offset in the canonical text
	Original  int64         // byte offset in the original bytes; -1 where the format has no such thing
	Exact     bool          // whether bytes run in step from here to the next anchor
	Page      int           // page, from 1; 0 where unknown
	Time      time.Duration // time in the recording; valid only where Timed
	Timed     bool
}

// At returns the last anchor at or before the canonical offset, and whether
// there is one.
func (t *Text) At(offset int) (Anchor, bool) {
	lo, hi := 0, len(t.Origin)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if t.Origin[mid].Canonical <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return Anchor{}, false
	}
	return t.Origin[lo-1], true
}
