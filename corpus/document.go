package corpus

import "time"

// DocumentKind is the sort of source a document is.
type DocumentKind string

// The kinds of document. The zero value means "not decided".
const (
	KindPodcast DocumentKind = "podcast" // transcript of a podcast, interview or other recording
	KindMinutes DocumentKind = "minutes"
	KindReport  DocumentKind = "report"
	KindArticle DocumentKind = "article"
	KindEvent   DocumentKind = "event"
	KindOther   DocumentKind = "other"
)

// Document describes one source in one revision.
type Document struct {
	ID         string        `json:"id"`         // stable for collection and source, see NewID
	Revision   string        `json:"revision"`   // lower-case hex SHA-256 of the original bytes
	TextHash   string        `json:"text_hash"`  // lower-case hex SHA-256 of the canonical text
	Collection string        `json:"collection"` // "" is the default collection
	Source     string        `json:"source"`     // path, address or JSON Lines source as given
	Kind       DocumentKind  `json:"kind"`
	Title      string        `json:"title"`
	Date       string        `json:"date"`     // ISO 8601: day, year-month or year; "" unknown
	Language   string        `json:"language"` // BCP 47, "sv" for Swedish
	Publisher  string        `json:"publisher"`
	Authors    []string      `json:"authors"`
	URL        string        `json:"url"`
	Format     Format        `json:"format"`
	Pages      int           `json:"pages"`
	Duration   time.Duration `json:"duration"` // nanoseconds
}

// Structure is what a reader of the page would see in a Text: what kind of
// document it is and how it is built. All spans point into the Text it was
// made from.
type Structure struct {
	Kind          DocumentKind
	Title         string
	TitleSpan     Span   // where the title stands in the text; empty where it comes from metadata
	Date          string // ISO 8601: day, year-month or year
	DateSpan      Span   // where the date stands in the text; empty where it comes from metadata
	Language      string // main language, BCP 47
	Publisher     string
	PublisherSpan Span
	Authors       []Name     // bylines and authors
	Sections      []Section  // headings and agenda items in text order
	Turns         []Turn     // speaker turns in text order
	Attendees     []Attendee // attendance lists in text order
	Quotes        []Quote    // direct quotations in text order
	Decisions     []Decision // decisions of minutes, in text order
	Footnotes     []Footnote
	Furniture     []Span    // left out of passages: banners, menus, forms; ascending, disjoint
	Passages      []Passage // what is searched and cited; ascending, disjoint; Document is "" until ingest names it
}

// Name is a name as it stands in the text.
type Name struct {
	Text string
	Span Span
}

// Section is a heading or agenda item with all that belongs to it.
type Section struct {
	Heading Span   // the heading line, without its number
	Number  string // "2.1", "§ 12", "Punkt 3" as written, "" where it has none
	Level   int    // from 1
	Body    Span   // from the end of the heading to the next heading of this level or above
	Agenda  bool   // an item of an agenda or of minutes
}

// Turn is one speaker's uninterrupted speech in a transcript.
type Turn struct {
	Label   Span   // the speaker's name as written at the turn; empty where the format names the voice outside the text
	Speaker string // label without colon, timecode and remarks, e.g. "LISBETH", "Jenni Nordborg"
	Body    Span   // what is said
	From    time.Duration
	To      time.Duration
	Timed   bool // whether From and To are known
}

// Attendee is one entry of a list of participants.
type Attendee struct {
	Entry  Span         // whole entry
	Name   Span         // the person's name
	Detail Span         // what stands after the name: function or organisation; may be empty
	As     AttendanceAs // which list the entry stands in
	Items  string       // part of the meeting, e.g. "1-4" for "(punkt 1-4)"; "" for all of it
}

// AttendanceAs is a person's part in a meeting or programme.
type AttendanceAs string

// The parts people have in meetings.
const (
	AttendedMember     AttendanceAs = "member"
	AttendedChair      AttendanceAs = "chair"
	AttendedSecretary  AttendanceAs = "secretary"
	AttendedAdjusting  AttendanceAs = "adjuster" // justerare
	AttendedCoopted    AttendanceAs = "coopted"  // adjungerad
	AttendedGuest      AttendanceAs = "guest"
	AttendedPresent    AttendanceAs = "present" // on the list without a stated part
	AttendedAbsent     AttendanceAs = "absent"
	AttendedSpeaker    AttendanceAs = "speaker" // medverkande, of a programme
	AttendedSubstitute AttendanceAs = "substitute"
)

// Quote is a direct quotation as typography shows it: after a dialogue dash or
// between quotation marks. Who said it is for the extractor to find.
type Quote struct {
	Span      // the quoted words without dash and quotation marks
	Cue  Span // the reporting clause beside it ("säger Anna Ek"), empty where none was seen
	Dash bool // introduced by a dialogue dash
}

// Decision is a decision in minutes.
type Decision struct {
	Span
	Section int // index into Sections, -1 where it stands under none
}

// Footnote ties a note to the place that refers to it.
type Footnote struct {
	Label     string
	Reference Span // the mark in the running text, empty where not found
	Body      Span // the note itself
}

// PassageKind says what a passage is in its document.
type PassageKind string

// The kinds of passage.
const (
	PassageTurn      PassageKind = "turn"
	PassageParagraph PassageKind = "paragraph"
	PassageListItem  PassageKind = "list-item"
	PassageHeading   PassageKind = "heading"
	PassageTable     PassageKind = "table"
	PassageFootnote  PassageKind = "footnote"
	PassageAttendee  PassageKind = "attendee"
	PassageCaption   PassageKind = "caption"
)

// Passage is what a search returns and a reader quotes: a speaker turn, a
// paragraph or a list item, split at sentence ends when longer than
// MaxPassage.
type Passage struct {
	ID         string        `json:"id"`
	Document   string        `json:"document"`
	Ordinal    int           `json:"ordinal"` // from 0 in text order
	Span                     // into the canonical text
	Kind       PassageKind   `json:"kind"`
	Heading    string        `json:"heading"`     // nearest heading above, "" where none
	AgendaItem string        `json:"agenda_item"` // number of the agenda item, "" where none
	Speaker    string        `json:"speaker"`     // entity id once resolved, "" where nobody speaks
	Turn       int           `json:"-"`           // index into Structure.Turns, -1 where it is no speech
	Page       int           `json:"page"`        // from 1; 0 where the format has no pages
	Time       time.Duration `json:"time"`        // start in the recording; valid only where Timed
	Timed      bool          `json:"timed"`
	Language   string        `json:"language"` // BCP 47, decided per passage
}

// MaxPassage is the longest passage in bytes. Longer turns and paragraphs are
// split at sentence ends; the index relies on passages of at most this size.
const MaxPassage = 2048

// Evidence is the proof of a fact: words of one revision of one document.
type Evidence struct {
	Document   string        `json:"document"`
	Revision   string        `json:"revision"`
	Span                     // into the canonical text of that revision
	Quote      string        `json:"quote"` // always equal to the text that Span covers
	Page       int           `json:"page,omitempty"`
	Time       time.Duration `json:"time,omitempty"`
	Timed      bool          `json:"timed,omitempty"`
	Method     string        `json:"method"`     // rule or model that found it, e.g. "attendance-list"
	Confidence float64       `json:"confidence"` // 0 to 1
}
