// Package read turns the bytes of a source into canonical text: it recognises
// the format by content, decodes the character set, and records layout and the
// way back to the original. It knows nothing of people, meetings or meaning.
//
// # Canonical text
//
// UTF-8 in normalisation form C with "\n" line ends. Control characters, byte
// order marks, soft hyphens, zero-width spaces and word joiners are dropped;
// everything else stays, no-break spaces too, so that plain UTF-8 text with
// Unix line ends is its own canonical text. A form feed becomes a line feed
// and begins a new page.
//
// Markup is left out and the words are kept: of Markdown, of HTML, and of plain
// text in which a converter left links and bold runs in Markdown's notation.
// Table cells are parted by tabs. Footnotes stand at the end (in PDF, after the
// paragraph that the page ends in) and references to them as "[1]", unless the
// text itself holds the mark.
//
// # Transcripts
//
// Consecutive cues of one voice make one paragraph with a cue block each. A
// voice that the format names outside the words opens the paragraph as
// "Name: ", inside the span of the first cue, so that there are words to cite
// for who speaks. In plain text with timecodes nothing is changed, and the
// first cue of a turn covers the speaker's name where one stands above it.
//
// # Metadata
//
// Title, date, authors and the like are taken from what the format reserves
// for them. The dates at which office programs and PDF writers saved a file
// are no dates of documents and go to Meta ("created", "modified").
package read
