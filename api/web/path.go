package web

// PathContent is the content of the page on how two hang together.
type PathContent struct {
	From, To string // as the user wrote them
	Fewest   bool   // whether few hops matter most
	Unknown  []string
	None     bool // whether there is no way between the two
	Ways     []WayView
}

// WayView is one way between the two.
type WayView struct {
	Number int
	Hops   []HopView
}

// HopView is a step of a way: one sentence for each relation.
type HopView struct{ Sentences []SentenceView }

// SentenceView is a relation as a sentence, with its evidence.
type SentenceView struct {
	From, To   Link
	Type       string // of the relation; the catalogue has its verb behind "sentence."
	Attributes []Attribute
	Evidence   []EvidenceView
	More       int // evidence not shown
}
