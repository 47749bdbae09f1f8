package web

// Link is a name that leads somewhere.
type Link struct {
	Name string
	URL  string
	Kind string // of entity, "" for documents
}

// SearchContent is the content of the search page.
type SearchContent struct {
	Asked   bool // whether there was a query
	Hits    []HitView
	Total   int
	AtLeast bool // whether there are more than Total
	Notes   []string
	Parsed  string
	Next    string // URL of the next page
	Grouped bool   // whether Total counts documents
	Facets  []FacetView
	Chips   []Chip // what the result is narrowed by
	Orders  []Choice
	Kept    []Parameter // what the question asks beside the words
	Lines   string      // URL of the concordance
	Trend   string      // URL of the frequency over time
	Covered int         // documents searched
	Failed  int         // sources not ingested
	Pending int         // documents stored but not yet indexed
	Counts  []Count
	Newest  []DocumentView
}

// FacetView is a facet with values to choose.
type FacetView struct {
	Name   string
	Values []FacetLink
}

// FacetLink chooses a value of a facet, or takes it back where it is selected.
type FacetLink struct {
	Label    string
	Kind     bool // whether Label is a kind of document, to be translated
	Count    int
	Selected bool
	URL      string
}

// Chip is something that a result is narrowed by, with the URL that leaves it
// out.
type Chip struct {
	Name  string
	Label string
	Kind  bool
	URL   string
}

// Choice is one of several ways to show a result.
type Choice struct {
	Key     string // of its text in the catalogue, behind "order."
	URL     string
	Current bool
}

// Parameter is a parameter of an address.
type Parameter struct{ Name, Value string }

// Count is a number of things of a kind.
type Count struct {
	Kind   string
	Number int
}

// HitView is a passage that answers.
type HitView struct {
	URL     string // of the document, at the passage
	Title   string
	Date    string
	Kind    string
	Heading string
	Speaker *Link
	Timed   bool
	Seconds float64
	Page    int
	Quote   []Segment
	Names   []Link // who and what the passage speaks of
}

// DocumentView is a document in a list.
type DocumentView struct {
	URL   string
	Title string
	Date  string
	Kind  string
}

// DocumentContent is the content of a document's page.
type DocumentContent struct {
	Title     string
	Date      string
	Kind      string
	Publisher string
	Source    string
	Original  string // address of the original, "" where it has none
	Language  string
	Passages  []PassageView
	Names     []Link // entities of the document, best known first
}

// PassageView is a passage in its document.
type PassageView struct {
	Anchor   string
	Kind     string
	Language string
	Speaker  *Link // shown where it differs from the passage before
	Timed    bool
	Seconds  float64
	Page     int
	Hit      bool
	Text     []Segment
}

// EntityContent is the content of an entity's page.
type EntityContent struct {
	ID         string
	Name       string
	Kind       string
	Aliases    []string
	Attributes []Attribute
	Documents  int
	Roles      []RoleView // of a person or in an organisation, what is known last first
	Groups     []RelationGroup
	Mentions   []MentionView
}

// RoleView is what a person is or was in an organisation. The quotes it rests
// on are those of the relations.
type RoleView struct {
	Title   string
	Other   Link // organisation of a person, person of an organisation; zero where none is named
	Periods []RolePeriod
}

// RolePeriod is a stretch of time in which a role is known to be held.
type RolePeriod struct {
	From       string // earliest date known; "" unknown
	FromStated bool   // whether it began then
	To         string // latest date known; "" unknown
	ToStated   bool   // whether it ended then
	EndedBy    string // date at which it is spoken of as past; "" never
	Acting     bool
}

// Attribute is a property with its value.
type Attribute struct {
	Name  string
	Value string
}

// RelationGroup is the relations of one type and direction.
type RelationGroup struct {
	Type      string
	Incoming  bool
	Relations []RelationView
}

// RelationView is a relation with its evidence.
type RelationView struct {
	Other      Link
	Attributes []Attribute
	First      string // date of the earliest document that states it
	Last       string // date of the latest
	Count      int    // pieces of evidence
	Documents  int    // that state it
	Evidence   []EvidenceView
	More       int // evidence not shown
}

// EvidenceView is a quote with its place.
type EvidenceView struct {
	Quote string
	Title string
	Date  string
	URL   string
}

// MentionView is a passage in which an entity is mentioned.
type MentionView struct {
	URL   string
	Title string
	Date  string
	Text  []Segment
}

// ProblemContent is the content of an error page.
type ProblemContent struct {
	Key string // of the explaining text in the catalogue
	ID  string // of the request, "" where the page only explains
}

// LinesContent is the content of the concordance.
type LinesContent struct {
	Query   string
	Notes   []string
	Columns []LineColumn
	Lines   []LineView
	Search  string // URL of the same question as a search
	CSV     string
}

// LineColumn is a column that a concordance can be ordered by.
type LineColumn struct {
	Name    string
	URL     string
	Current bool
}

// LineView is a match with its context.
type LineView struct {
	Left, Match, Right string
	Speaker            *Link
	Date, Title, URL   string
}

// TrendContent is the content of the frequency over time.
type TrendContent struct {
	Query   string
	Notes   []string
	Total   int
	Most    int // in a period, at least 1
	Periods []PeriodView
	Search  string // URL of the same question as a search
	CSV     string
}

// PeriodView is a year with what matches in it.
type PeriodView struct {
	Year     string
	Passages int
	Rate     string // for 10,000 words
	URL      string // of the hits; "" for documents without date
}
