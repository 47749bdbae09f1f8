package query

import (
	"cmp"
	"slices"

	"github.com/samband/samband/graph"
)

// The values of a role's attribute status.
const (
	statusFormer   = "former"
	statusIncoming = "incoming"
	statusActing   = "acting"
)

// Standing says whether a role is held on a date.
type Standing string

// The standings.
const (
	Held      Standing = "held"      // known to be held before and after or on the date, with no word of an end between
	Presumed  Standing = "presumed"  // known to be held before; nothing says that it has ended
	Announced Standing = "announced" // to come; nothing says yet that it has begun
	Unknown   Standing = "unknown"   // it may have begun later, or ended before
	Ended     Standing = "ended"
	NotYet    Standing = "not-yet" // it began later
)

// Period is a stretch of time in which a role is known to be held. What the
// texts do not say is left open: a role whose end nobody tells is read as held
// after To too, but only presumably.
type Period struct {
	From       string `json:"from"`        // earliest date known; "" where only the end is known
	FromStated bool   `json:"from_stated"` // whether it began then, rather than at some time before
	To         string `json:"to"`          // latest date known; "" where only the end is known
	ToStated   bool   `json:"to_stated"`   // whether it ended then, rather than at some time after
	EndedBy    string `json:"ended_by"`    // earliest date at which it is spoken of as past; "" where it never is
	Acting     bool   `json:"acting"`      // whether it is last known to be held for the time being
}

// statement is what one fact says of a role.
type statement struct {
	fact   Fact
	date   string // at which it holds: when it is stated, else the date of its document
	status string
	from   string
	to     string
}

func stateOf(fact Fact) statement {
	s := statement{fact: fact, date: fact.First, status: fact.Attributes["status"]}
	if stated := fact.Attributes["stated_on"]; isDate(stated) {
		s.date = stated
	}
	if from := fact.Attributes["from"]; isDate(from) {
		s.from = from
	}
	if to := fact.Attributes["to"]; isDate(to) {
		s.to = to
	}
	s.date = cmp.Or(s.date, s.to, s.from)
	return s
}

// history joins statements, in order of date, into periods. announced is the
// last date at which the role is said to come.
func history(statements []statement) (periods []Period, announced string) {
	for i := range statements {
		s := &statements[i]
		if s.date == "" {
			continue
		}
		var last *Period
		if len(periods) > 0 {
			last = &periods[len(periods)-1]
		}
		switch {
		case s.status == statusIncoming && s.from == "":
			announced = s.date
		case s.status == statusFormer:
			periods = past(periods, last, s)
		case last == nil || last.over(s.held()):
			periods = append(periods, s.period())
		default:
			last.extend(s)
		}
	}
	return periods, announced
}

// held is the date at which a statement knows the role to be held: a role to
// come is held when it begins.
func (s *statement) held() string {
	if s.status == statusIncoming {
		return s.from
	}
	return s.date
}

func (s *statement) period() Period {
	p := Period{From: s.held(), To: s.held(), Acting: s.status == statusActing}
	if s.from != "" {
		p.From, p.FromStated = s.from, true
	}
	if s.to != "" {
		p.To, p.ToStated = s.to, true
	}
	return p
}

// over reports whether the period has ended before the date.
func (p *Period) over(date string) bool {
	if p.ToStated {
		return firstDay(date) > lastDay(p.To)
	}
	return p.EndedBy != "" && firstDay(date) >= firstDay(p.EndedBy)
}

// extend adds a later statement that the role is held.
func (p *Period) extend(s *statement) {
	if s.from != "" && (p.From == "" || firstDay(s.from) <= firstDay(p.From)) {
		p.From, p.FromStated = s.from, true
	}
	if !p.ToStated && lastDay(s.held()) > lastDay(p.To) {
		p.To = s.held()
	}
	if s.to != "" {
		p.To, p.ToStated = s.to, true
	}
	if p.From == "" {
		p.From = s.held()
	}
	p.Acting = s.status == statusActing
}

// past adds a statement that the role was held.
func past(periods []Period, last *Period, s *statement) []Period {
	if last == nil || s.from != "" && last.over(s.from) {
		return append(periods, Period{
			From: s.from, FromStated: s.from != "", To: s.to, ToStated: s.to != "", EndedBy: s.date,
		})
	}
	if last.EndedBy == "" {
		last.EndedBy = s.date
	}
	if s.to != "" && !last.ToStated && firstDay(s.to) >= firstDay(last.From) {
		last.To, last.ToStated = s.to, true
	}
	if s.from != "" && !last.FromStated {
		last.From, last.FromStated = s.from, true
	}
	return periods
}

// standing reads the periods at a date.
func standing(periods []Period, announced, on string) Standing {
	found, end := Unknown, ""
	for i := range slices.Backward(periods) {
		found, end = periods[i].standing(on), lastDay(periods[i].EndedBy)
		if i > 0 && periods[i].before(on) {
			continue
		}
		break
	}
	open := found == Unknown || found == NotYet || found == Ended && firstDay(announced) > end
	if open && announced != "" && firstDay(announced) <= lastDay(on) {
		return Announced
	}
	return found
}

// before reports whether the date lies before the period.
func (p *Period) before(on string) bool { return p.From != "" && lastDay(on) < firstDay(p.From) }

func (p *Period) standing(on string) Standing {
	switch {
	case p.before(on) && p.FromStated:
		return NotYet
	case p.before(on):
		return Unknown
	case p.EndedBy != "" && lastDay(on) >= firstDay(p.EndedBy) && (!p.ToStated || firstDay(on) > lastDay(p.To)):
		return Ended
	case p.To != "" && firstDay(on) <= lastDay(p.To) && p.From != "":
		return Held
	case p.ToStated && firstDay(on) > lastDay(p.To):
		return Ended
	case p.EndedBy != "" || p.From == "":
		return Unknown
	}
	return Presumed
}

// Gap is a stretch of time between known periods of which nothing is known.
type Gap struct {
	Title  string `json:"title"` // of an organisation's role; "" for a person, of whom no role is known
	After  string `json:"after"` // last date known before
	Before string `json:"before"`
}

// gaps finds the stretches between periods that no period covers.
func gaps(title string, periods []Period) []Gap {
	var known []Period
	for _, p := range periods {
		if from, to := cmp.Or(p.From, p.To), cmp.Or(p.To, p.From); from != "" {
			known = append(known, Period{From: from, To: to})
		}
	}
	slices.SortFunc(known, func(a, b Period) int {
		return cmp.Or(cmp.Compare(firstDay(a.From), firstDay(b.From)), cmp.Compare(lastDay(a.To), lastDay(b.To)))
	})
	var found []Gap
	for i := 1; i < len(known); i++ {
		before := slices.MaxFunc(known[:i], func(a, b Period) int { return cmp.Compare(lastDay(a.To), lastDay(b.To)) })
		if lastDay(before.To) < firstDay(known[i].From) {
			found = append(found, Gap{Title: title, After: before.To, Before: known[i].From})
		}
	}
	return found
}

// titleOf is the title in a role, "" in a mere affiliation.
func titleOf(fact *Fact) string {
	if fact.Type == graph.AffiliatedWith {
		return ""
	}
	return fact.Attributes["title"]
}
