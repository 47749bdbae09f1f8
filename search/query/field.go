package query

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// fieldName returns the field that a name before ":" means, "" for none. From
// and to are ends of Date.
func fieldName(name string) FieldName {
	switch strings.ToLower(name) {
	case "talare", "speaker":
		return Speaker
	case "person":
		return Person
	case "organisation", "organization", "org":
		return Organisation
	case "rapport", "report":
		return Report
	case "begrepp", "concept":
		return Concept
	case "roll", "role":
		return Role
	case "typ", "kind", "type":
		return Kind
	case "samling", "collection":
		return Collection
	case "titel", "title":
		return Title
	case "datum", "date", "från", "from", "till", "to":
		return Date
	}
	return ""
}

// newField makes a field of what was typed, or says what is wrong with it.
func newField(typed string, name FieldName, value string) (node Node, problem string) {
	switch name {
	case Kind:
		kind := kindOf(value)
		if kind == "" {
			return nil, "okänd dokumenttyp " + value + " (podd, protokoll, rapport, artikel, evenemang, övrigt)"
		}
		return Field{Name: Kind, Value: kind}, ""
	case Role:
		role := roleOf(value)
		if role == "" {
			return nil, "okänd roll " + value + " (sa, nämns, deltog, skrev)"
		}
		return Field{Name: Role, Value: role}, ""
	case Date:
		return newDate(typed, value)
	default:
		return Field{Name: name, Value: value}, ""
	}
}

func newDate(typed, value string) (node Node, problem string) {
	from, to, isRange := strings.Cut(value, "..")
	switch {
	case typed == "från" || typed == "from":
		from, to = value, ""
	case typed == "till" || typed == "to":
		from, to = "", value
	case !isRange:
		to = from
	}
	if from == "" && to == "" || from != "" && !validDate(from) || to != "" && !validDate(to) {
		return nil, "datum skrivs 2021, 2021-04 eller 2021-04-28, inte " + value
	}
	return Field{Name: Date, Value: from + ".." + to}, ""
}

func validDate(date string) bool {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, date); err == nil {
			return true
		}
	}
	return false
}

// kindOf returns the document kind that a word means, "" for none.
func kindOf(word string) string {
	switch strings.ToLower(word) {
	case "podd", "podcast", "poddavsnitt", "intervju":
		return "podcast"
	case "protokoll", "minutes":
		return "minutes"
	case "rapport", "report":
		return "report"
	case "artikel", "article":
		return "article"
	case "evenemang", "event", "händelse":
		return "event"
	case "övrigt", "annat", "other":
		return "other"
	}
	return ""
}

// roleOf returns the role that a word means, "" for none.
func roleOf(word string) string {
	switch strings.ToLower(word) {
	case "sa", "säger", "talar", "said":
		return RoleSaid
	case "nämns", "nämnd", "omnämnd", "mentioned":
		return RoleMentioned
	case "deltog", "deltar", "närvarande", "attended":
		return RoleAttended
	case "skrev", "skriver", "författare", "wrote":
		return RoleWrote
	}
	return ""
}

// kindWord is the Swedish word for a document kind.
func kindWord(kind string) string {
	switch kind {
	case "podcast":
		return "podd"
	case "minutes":
		return "protokoll"
	case "report":
		return "rapport"
	case "article":
		return "artikel"
	case "event":
		return "evenemang"
	case "other":
		return "övrigt"
	}
	return kind
}

// and joins nodes that must all match, without And inside And of the same
// strictness.
func and(nodes []Node, strict bool) Node {
	var flat []Node
	for _, node := range nodes {
		if inner, ok := node.(And); ok && inner.Strict == strict {
			flat = append(flat, inner.Nodes...)
			continue
		}
		flat = append(flat, node)
	}
	switch len(flat) {
	case 0:
		return nil
	case 1:
		return flat[0]
	}
	return And{Nodes: flat, Strict: strict}
}

// or joins alternatives, without Or inside Or.
func or(nodes []Node) Node {
	var flat []Node
	for _, node := range nodes {
		if inner, ok := node.(Or); ok {
			flat = append(flat, inner.Nodes...)
			continue
		}
		flat = append(flat, node)
	}
	switch len(flat) {
	case 0:
		return nil
	case 1:
		return flat[0]
	}
	return Or{Nodes: flat}
}

func sorted(notes []Note) []Note {
	slices.SortStableFunc(notes, func(a, b Note) int { return cmp.Compare(a.Offset, b.Offset) })
	return notes
}
