package eval

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// relationScorer scores the facts of one document.
type relationScorer struct {
	tally *tally
	gold  Gold
	found located
	view  *view
}

// goldID is the gold's id for an entity of the product or for the document,
// or the product's own id where the gold has no such entity.
func (r relationScorer) goldID(id string) string {
	if id == r.view.document.ID {
		return r.end(documentEnd)
	}
	if s, found := r.view.byID[id]; found && s.matched >= 0 {
		return r.gold.Entities[s.matched].ID
	}
	return id
}

// end resolves "document" to the report that the document is.
func (r relationScorer) end(id string) string {
	if id == documentEnd && r.gold.Self != "" {
		return r.gold.Self
	}
	return id
}

// fact is a required or optional answer, or one that was given, brought to a
// form in which both compare.
type fact struct {
	key      string          // what must agree
	text     string          // how a person reads it
	optional bool            // of a required answer
	neutral  bool            // a given answer about something the gold accepts without requiring it
	span     corpus.Span     // evidence of a given answer
	relation *graph.Relation // of a given answer
	index    int             // position of a required answer in its list
}

// compare pairs wanted and given facts by key, counts them under the name and
// returns the pairs. Given facts with the same key count once.
func (r relationScorer) compare(name string, wanted, given []fact) [][2]fact {
	relation, _, _ := strings.Cut(name, " ")
	if !r.gold.judges(relation) {
		return nil
	}
	var both [][2]fact
	used := map[string]bool{}
	for _, w := range wanted {
		i := slices.IndexFunc(given, func(g fact) bool { return g.key == w.key })
		switch {
		case i >= 0:
			if !w.optional {
				r.tally.right(GroupRelation, name)
			}
			used[w.key] = true
			both = append(both, [2]fact{w, given[i]})
		case !w.optional:
			r.tally.missed(GroupRelation, name, Fault{Document: r.gold.Document, Want: w.text})
		}
	}
	for _, g := range given {
		if !used[g.key] {
			used[g.key] = true
			if g.neutral {
				continue
			}
			r.tally.wrong(GroupRelation, name, Fault{Document: r.gold.Document, Got: g.text, Context: r.view.context(g.span)})
		}
	}
	return both
}

// given turns the document's relations of a type into facts.
func (r relationScorer) given(of graph.RelationType, key func(graph.Relation) string) []fact {
	var all []fact
	for _, relation := range r.view.of(of) {
		k := key(relation)
		all = append(all, fact{
			key: k, text: strings.ReplaceAll(k, "\n", " | "), span: r.evidence(relation), relation: &relation,
			neutral: r.accepted(relation.From) || r.accepted(relation.To),
		})
	}
	return all
}

// accepted reports whether an entity of the product is one that the gold
// neither requires nor calls wrong, because it lists it so or does not judge
// its kind.
func (r relationScorer) accepted(id string) bool {
	s, found := r.view.byID[id]
	return found && s.matched < 0 && (!r.gold.judges(string(s.Kind)) || s.called(r.gold.accepted(s.Kind)))
}

// evidence is the first evidence of the relation in this document.
func (r relationScorer) evidence(relation graph.Relation) corpus.Span {
	for _, e := range relation.Evidence {
		if e.Document == r.view.document.ID && e.Valid(r.view.text) {
			return e.Span
		}
	}
	return corpus.Span{}
}

func wanted(key string, optional bool, index int) fact {
	return fact{key: key, text: strings.ReplaceAll(key, "\n", " | "), optional: optional, index: index}
}

// roles scores HAS_ROLE whole (person, title, organisation) and without the
// title, and the status of those found.
func (r relationScorer) roles() {
	var whole, untitled []fact
	given := r.given(graph.HasRole, func(relation graph.Relation) string { return r.roleKey(relation, true) })
	for i, role := range r.gold.Roles {
		whole = append(whole, wanted(role.bestKey(given), role.Optional, i))
		untitled = append(untitled, wanted(role.Person+"\n"+role.Organisation, role.Optional || role.Anywhere, i))
	}
	both := r.compare(string(graph.HasRole), whole, given)
	for _, pair := range both {
		if role := r.gold.Roles[pair[0].index]; role.Status != "" {
			got := pair[1].relation.Attributes["status"]
			r.tally.judge("role/status", role.Status == got, Fault{Document: r.gold.Document, Want: pair[0].text + ": " + role.Status, Got: got})
		}
	}
	quiet := r
	quiet.tally = &tally{scores: r.tally.scores, accuracies: r.tally.accuracies} // the errors are listed above
	quiet.compare(untitledRole, once(untitled), r.untitled(both))
}

// untitledRole names the score of roles without their titles.
const untitledRole = "HAS_ROLE person+organisation"

// untitled returns the given roles without their titles. Those that the gold
// accepts with any organisation are neither right nor wrong here.
func (r relationScorer) untitled(both [][2]fact) []fact {
	all := r.given(graph.HasRole, func(relation graph.Relation) string { return r.roleKey(relation, false) })
	for i, given := range r.given(graph.HasRole, func(relation graph.Relation) string { return r.roleKey(relation, true) }) {
		all[i].neutral = all[i].neutral || slices.ContainsFunc(both, func(pair [2]fact) bool {
			return pair[1].key == given.key && r.gold.Roles[pair[0].index].Anywhere
		})
	}
	return all
}

// bestKey is the key of the first given fact that the role accepts, else its
// own.
func (role Role) bestKey(given []fact) string {
	for _, title := range append([]string{role.Title}, role.Titles...) {
		key := roleKey(role.Person, role.Organisation, title)
		for _, g := range given {
			if g.key == key || role.Anywhere && withoutOrganisation(g.key) == withoutOrganisation(key) {
				return g.key
			}
		}
	}
	return roleKey(role.Person, role.Organisation, role.Title)
}

// withoutOrganisation leaves person and title of a role's key.
func withoutOrganisation(key string) string {
	parts := strings.Split(key, "\n")
	return parts[0] + "\n" + parts[len(parts)-1]
}

func (r relationScorer) roleKey(relation graph.Relation, titled bool) string {
	organisation := ""
	if kind, _ := graph.KindOf(relation.To); kind == graph.Organisation {
		organisation = r.goldID(relation.To)
	}
	if !titled {
		return r.goldID(relation.From) + "\n" + organisation
	}
	return roleKey(r.goldID(relation.From), organisation, relation.Attributes["title"])
}

func roleKey(person, organisation, title string) string {
	return person + "\n" + organisation + "\n" + fold(title)
}

// once keeps the first fact of every key; it is required where one of them is.
func once(all []fact) []fact {
	var kept []fact
	for _, f := range all {
		i := slices.IndexFunc(kept, func(k fact) bool { return k.key == f.key })
		if i < 0 {
			kept = append(kept, f)
			continue
		}
		kept[i].optional = kept[i].optional && f.optional
	}
	return kept
}

// speakers scores SPEAKS_IN, with part and number of turns of those found.
func (r relationScorer) speakers() {
	var want []fact
	for i, s := range r.gold.Speakers {
		want = append(want, wanted(s.Person, s.Optional, i))
	}
	given := r.given(graph.SpeaksIn, func(relation graph.Relation) string { return r.goldID(relation.From) })
	for _, pair := range r.compare(string(graph.SpeaksIn), want, given) {
		s, got := r.gold.Speakers[pair[0].index], pair[1].relation.Attributes
		if s.Part != "" {
			r.tally.judge("speaker/part", s.Part == got["part"], Fault{Document: r.gold.Document, Want: s.Person + ": " + s.Part, Got: got["part"]})
		}
		if turns := strconv.Itoa(s.Turns); s.Turns > 0 {
			r.tally.judge("speaker/turns", turns == got["turns"], Fault{Document: r.gold.Document, Want: s.Person + ": " + turns, Got: got["turns"]})
		}
	}
}

// attendance scores ATTENDED (who was there, who was not), with the part in
// the meeting and the items of those found.
func (r relationScorer) attendance() {
	var want []fact
	for i, a := range r.gold.Attendance {
		want = append(want, wanted(presence(a.Person, a.As), a.Optional, i))
	}
	given := r.given(graph.Attended, func(relation graph.Relation) string {
		as := relation.Attributes["as"]
		if relation.Attributes["absent"] == "true" {
			as = string(corpus.AttendedAbsent)
		}
		return presence(r.goldID(relation.From), as)
	})
	for _, pair := range r.compare(string(graph.Attended), want, given) {
		a := r.gold.Attendance[pair[0].index]
		r.judgePart(a, pair[0].key, given)
		got := pair[1].relation.Attributes["items"]
		r.tally.judge("attendance/items", bareNumber(a.Items) == bareNumber(got), Fault{Document: r.gold.Document, Want: a.Person + ": " + a.Items, Got: got})
	}
}

// judgePart accepts the part if any relation of that person says it: somebody
// may be both member and adjuster.
func (r relationScorer) judgePart(a Attendance, key string, given []fact) {
	var parts []string
	for _, g := range given {
		if g.key == key {
			parts = append(parts, g.relation.Attributes["as"])
		}
	}
	right := slices.ContainsFunc(strings.Split(a.As, "|"), func(as string) bool { return slices.Contains(parts, as) })
	r.tally.judge("attendance/as", right, Fault{Document: r.gold.Document, Want: a.Person + ": " + a.As, Got: strings.Join(parts, ", ")})
}

func presence(person, as string) string {
	if as == string(corpus.AttendedAbsent) {
		return person + "\nabsent"
	}
	return person + "\npresent"
}

// citations scores CITES, with the number of those found.
func (r relationScorer) citations() {
	var want []fact
	for i, c := range r.gold.Citations {
		want = append(want, wanted(c.Report, c.Optional, i))
	}
	given := r.given(graph.Cites, func(relation graph.Relation) string { return r.goldID(relation.To) })
	for _, pair := range r.compare(string(graph.Cites), want, given) {
		c := r.gold.Citations[pair[0].index]
		if c.Number == "" {
			continue
		}
		got := pair[1].relation.Attributes["number"]
		if s := r.view.byID[pair[1].relation.To]; got == "" && s != nil {
			got = s.Attributes["number"]
		}
		r.tally.judge("citation/number", bareNumber(c.Number) == bareNumber(got), Fault{Document: r.gold.Document, Want: c.Report + ": " + c.Number, Got: got})
	}
}

// bareNumber is a number without the series or section mark before it: "SOU
// 2017:42" and "2017:42" are one, as are "§ 12" and "12".
func bareNumber(number string) string {
	return strings.TrimLeftFunc(fold(number), func(r rune) bool { return !unicode.IsDigit(r) })
}

// others scores the remaining relations that gold can list.
func (r relationScorer) others() {
	types := []graph.RelationType{graph.Published, graph.Authored, graph.Presented, graph.PartOf, graph.MemberOf, graph.Succeeds}
	for _, relationType := range types {
		var want []fact
		for i, relation := range r.gold.Relations {
			if relation.Type == relationType {
				want = append(want, wanted(relation.From+"\n"+r.end(relation.To), relation.Optional, i))
			}
		}
		given := r.given(relationType, func(relation graph.Relation) string {
			return r.goldID(relation.From) + "\n" + r.goldID(relation.To)
		})
		r.compare(string(relationType), once(want), given)
	}
}
