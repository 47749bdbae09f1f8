package query

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// RoleOptions narrow what Roles answers; the zero value asks for all roles at
// any time.
type RoleOptions struct {
	On     string // date on which the standing of each role is asked for; "" asks for none
	Title  string // only roles whose title contains this, compared by graph.Fold
	Scope  Scope
	Window Window
}

// Role is what a person is or was in an organisation.
type Role struct {
	Person       graph.Node `json:"person"`
	Organisation graph.Node `json:"organisation"` // zero where no text names one
	Title        string     `json:"title"`        // as most statements write it; "" is an affiliation of which no title is known
	Periods      []Period   `json:"periods"`      // in order of time; empty where all statements are without a date or the role is only announced
	Announced    string     `json:"announced"`    // last date at which it was said to come; "" where it never was
	Standing     Standing   `json:"standing"`     // on the date asked for, by all that is known; "" where none was asked for
	KnownThen    Standing   `json:"known_then"`   // the same by what documents up to that date say
	Facts        []Fact     `json:"facts"`        // statements in order of time, the undated last
}

// RoleAnswer is the roles of a person, or those in an organisation.
type RoleAnswer struct {
	Node  graph.Node `json:"node"`
	On    string     `json:"on"`
	Roles Page[Role] `json:"roles"` // those held on the date first, then those known last
	Gaps  []Gap      `json:"gaps"`  // of a person between any roles, of an organisation between the holders of one title
}

// Roles returns what roles a person has had, or who has had roles in an
// organisation, with history and gaps, and which of them are held on a date.
// It returns ErrNotFound, wrapped, for an entity that is not there and
// ErrInvalid for one that is neither person nor organisation.
func Roles(ctx context.Context, store graph.Store, id string, options RoleOptions) (RoleAnswer, error) {
	if err := (&Scope{From: options.On}).Validate(); err != nil {
		return RoleAnswer{}, err
	}
	if err := options.Scope.Validate(); err != nil {
		return RoleAnswer{}, err
	}
	entity, err := graph.EntityByID(ctx, store, id)
	if err != nil {
		return RoleAnswer{}, err
	}
	filter := graph.RelationFilter{Types: []graph.RelationType{graph.HasRole, graph.AffiliatedWith}}
	switch entity.Kind {
	case graph.Person:
		filter.From = id
	case graph.Organisation:
		filter.To = id
	default:
		return RoleAnswer{}, fmt.Errorf("%w: roles of %s, which is neither person nor organisation", ErrInvalid, id)
	}
	r := newReader(store)
	facts, err := r.relations(ctx, &options.Scope, filter)
	if err != nil {
		return RoleAnswer{}, fmt.Errorf("roles of %s: %w", id, err)
	}
	answer := RoleAnswer{Node: graph.Node{ID: id, Kind: entity.Kind, Name: entity.Name}, On: options.On}
	roles := r.roles(facts, &options)
	answer.Gaps = gapsOf(entity.Kind, roles)
	answer.Roles = page(roles, options.Window)
	return answer, r.nameRoles(ctx, answer.Roles.Items)
}

// post is what statements of one role agree in.
type post struct{ person, organisation, title string }

// roles joins statements into roles and orders these.
func (r *reader) roles(facts []Fact, options *RoleOptions) []Role {
	byPost := map[post][]statement{}
	titled := map[post]bool{}
	for i := range facts {
		key := postOf(&facts[i])
		for _, part := range r.separate(&facts[i]) {
			byPost[key] = append(byPost[key], stateOf(part))
		}
		if key.title != "" {
			titled[post{person: key.person, organisation: key.organisation}] = true
		}
	}
	roles := make([]Role, 0, len(byPost))
	for _, key := range slices.SortedFunc(maps.Keys(byPost), comparePosts) {
		// An affiliation says nothing beside a title.
		if key.title == "" && titled[key] || !strings.Contains(key.title, graph.Fold(options.Title)) {
			continue
		}
		roles = append(roles, roleOf(key, byPost[key], options.On))
	}
	slices.SortStableFunc(roles, func(a, b Role) int {
		return cmp.Or(cmp.Compare(a.Standing.rank(), b.Standing.rank()), cmp.Compare(b.latest(), a.latest()))
	})
	return roles
}

func postOf(fact *Fact) post {
	key := post{person: fact.From, title: graph.Fold(titleOf(fact))}
	if _, entity := graph.KindOf(fact.To); entity {
		key.organisation = fact.To
	}
	return key
}

func comparePosts(a, b post) int {
	return cmp.Or(cmp.Compare(a.person, b.person), cmp.Compare(a.organisation, b.organisation), cmp.Compare(a.title, b.title))
}

func roleOf(key post, statements []statement, on string) Role {
	slices.SortStableFunc(statements, func(a, b statement) int { return compareDates(a.date, b.date, false) })
	role := Role{Person: graph.Node{ID: key.person}, Organisation: graph.Node{ID: key.organisation}, Periods: []Period{}}
	titles := map[string]int{}
	for i := range statements {
		titles[titleOf(&statements[i].fact)]++
		role.Facts = append(role.Facts, statements[i].fact)
	}
	role.Title = graph.Preferred(maps.All(titles))
	periods, announced := history(statements)
	role.Periods, role.Announced = append(role.Periods, periods...), announced
	if on != "" {
		role.Standing = key.standing(periods, announced, on)
		then := slices.DeleteFunc(slices.Clone(statements), func(s statement) bool {
			known := cmp.Or(s.fact.First, s.date)
			return known == "" || firstDay(known) > lastDay(on)
		})
		periods, announced = history(then)
		role.KnownThen = key.standing(periods, announced, on)
	}
	return role
}

// standing is that of a role. One of which no organisation is named, such as
// that of who leads a programme, is not presumed to go on.
func (p *post) standing(periods []Period, announced, on string) Standing {
	found := standing(periods, announced, on)
	if found == Presumed && p.organisation == "" {
		return Unknown
	}
	return found
}

// rank orders standings: what is surest to be held first.
func (s Standing) rank() int {
	return slices.Index([]Standing{Held, Presumed, Announced, Unknown, Ended, NotYet}, s)
}

// latest is the last day at which anything is known of a role.
func (r *Role) latest() string {
	latest := lastDay(r.Announced)
	for i := range r.Periods {
		latest = max(latest, lastDay(r.Periods[i].To), lastDay(r.Periods[i].From), lastDay(r.Periods[i].EndedBy))
	}
	return latest
}

func gapsOf(kind graph.Kind, roles []Role) []Gap {
	byTitle := map[string][]Period{}
	for i := range roles {
		title := ""
		if kind == graph.Organisation {
			title = graph.Fold(roles[i].Title)
		}
		byTitle[title] = append(byTitle[title], roles[i].Periods...)
	}
	all := []Gap{}
	for _, title := range slices.Sorted(maps.Keys(byTitle)) {
		all = append(all, gaps(title, byTitle[title])...)
	}
	return all
}

func (r *reader) nameRoles(ctx context.Context, roles []Role) error {
	var nodes []*graph.Node
	for i := range roles {
		nodes = append(nodes, &roles[i].Person)
		if roles[i].Organisation.ID != "" {
			nodes = append(nodes, &roles[i].Organisation)
		}
	}
	return r.name(ctx, nodes...)
}
