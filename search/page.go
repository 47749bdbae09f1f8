package search

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Sort is an order of hits.
type Sort string

// The orders. Passages that are equal in them are ordered by id.
const (
	SortRelevance Sort = "relevance"
	SortDate      Sort = "date" // newest documents first, those without date last
)

// Page says which of the matches are wanted.
type Page struct {
	Limit  int
	Offset int       // matches left out before the first; not with After
	After  *Position // only matches that come later
	Sort   Sort      // "" is SortRelevance
	Group  bool      // only the first passage of each document
}

// Position is the place of a match in an order.
type Position struct {
	Score   float64 `json:"s,omitempty"` // in SortRelevance
	Day     int     `json:"d,omitempty"` // in SortDate, see Day
	Passage string  `json:"p"`
	Seen    int     `json:"n"` // matches up to it
}

// Day renders a date as a number that grows with it: 20210428; what is unknown
// is 0, so that a year comes before its days.
func Day(date string) int {
	day, err := strconv.Atoi((strings.ReplaceAll(date, "-", "") + "00000000")[:8])
	if err != nil || date == "" {
		return 0
	}
	return day
}

// page is what a request asks of an index.
func (r Request) page() Page {
	return Page{Limit: r.Limit, Offset: r.Offset, After: r.after, Sort: r.Sort, Group: r.Group}
}

// seen is the number of hits before those that a request asks for.
func (r Request) seen() int {
	if r.after != nil {
		return r.after.Seen
	}
	return r.Offset
}

// next is the cursor of the page after an answer, "" after the last.
func (r Request) next(found answer) string {
	seen := r.seen() + len(found.Postings)
	if len(found.Postings) < r.Limit || seen >= found.Total && !found.atLeast || seen > MaxOffset {
		return ""
	}
	last := found.Postings[len(found.Postings)-1]
	return Position{Score: last.Score, Day: last.Day, Passage: last.Passage, Seen: seen}.token()
}

// cut returns the page of all postings, which are in the order of relevance: it
// begins behind the passage that was last, or where that is gone, after as many
// as were seen.
func (r Request) cut(postings []Posting) []Posting {
	first := r.Offset
	if r.after != nil {
		first = 1 + slices.IndexFunc(postings, func(p Posting) bool { return p.Passage == r.after.Passage })
		if first == 0 {
			first = r.after.Seen
		}
	}
	first = min(first, len(postings))
	return postings[first:min(first+r.Limit, len(postings))]
}

// grouped keeps the first posting of each document.
func grouped(postings []Posting) []Posting {
	seen := make(map[string]bool, len(postings))
	kept := make([]Posting, 0, len(postings))
	for _, p := range postings {
		document := p.Passage[:max(0, strings.LastIndexByte(p.Passage, ':'))]
		if !seen[document] {
			seen[document] = true
			kept = append(kept, p)
		}
	}
	return kept
}

// token renders the position for a later request.
func (p Position) token() string {
	data, err := json.Marshal(p)
	if err != nil { // a score that is no number
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

// position reads a token.
func position(token string) (*Position, error) {
	var p Position
	data, err := base64.RawURLEncoding.DecodeString(token)
	if err == nil {
		err = json.Unmarshal(data, &p)
	}
	if err != nil || p.Passage == "" || p.Seen < 0 || p.Seen > MaxOffset+MaxLimit {
		return nil, fmt.Errorf("%w: cursor %q is not one of ours; take it from next of the answer before", ErrBadRequest, token)
	}
	return &p, nil
}
