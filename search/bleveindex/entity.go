package bleveindex

import (
	"slices"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/query"
)

// located is a passage with its place in a document.
type located struct {
	number uint64
	corpus.Span
}

// fewDocuments is how many documents are asked for their entities one by one
// where those of all are not known yet.
const fewDocuments = 64

// documents returns the passages of every document in the order of the text.
func (e *evaluation) documents() (map[string][]located, error) {
	e.snapshot.lists.Lock()
	defer e.snapshot.lists.Unlock()
	if e.snapshot.documents != nil {
		return e.snapshot.documents, nil
	}
	all, err := e.everything()
	if err != nil {
		return nil, err
	}
	documents := make(map[string][]located)
	err = e.eachWithColumns(all, func(n uint64, c *columns, local uint64) {
		id := c.document.at(local)
		documents[id] = append(documents[id], located{n, c.spans[local]})
	})
	if err != nil {
		return nil, err
	}
	for _, passages := range documents {
		slices.SortFunc(passages, func(a, b located) int { return a.Start - b.Start })
	}
	e.snapshot.documents = documents
	return documents, nil
}

// eachPlace calls visit with the numbers of the passages where entities have a
// part: of one document or entity, or of all where it is "".
func (e *evaluation) eachPlace(role, entity, document string, visit func(number uint64, entity string)) error {
	if e.index.config.Entities == nil {
		return nil
	}
	documents, err := e.documents()
	if err != nil {
		return err
	}
	for place, err := range e.index.config.Entities.Places(e.ctx, role, entity, document) {
		if err != nil {
			return err
		}
		passages := documents[place.Document]
		if place.Start < 0 {
			for _, p := range passages {
				visit(p.number, place.Entity)
			}
			continue
		}
		after, found := slices.BinarySearchFunc(passages, place.Start, func(p located, at int) int { return p.Start - at })
		if !found {
			after--
		}
		if after >= 0 && place.Start < passages[after].End {
			visit(passages[after].number, place.Entity)
		}
	}
	return nil
}

// entityLists are the entities mentioned in every passage of a snapshot.
type entityLists struct {
	ids   []string
	kinds []string
	lists map[uint64][]uint32 // by document number: indexes into ids
}

// entityLists reads the mentions of all documents when they are first asked for.
func (e *evaluation) entityLists() (*entityLists, error) {
	e.snapshot.mentions.Lock()
	defer e.snapshot.mentions.Unlock()
	if e.snapshot.entities != nil {
		return e.snapshot.entities, nil
	}
	all := &entityLists{lists: make(map[uint64][]uint32)}
	codes := make(map[string]uint32)
	err := e.eachPlace(query.RoleMentioned, "", "", func(n uint64, entity string) {
		code, known := codes[entity]
		if !known {
			code = uint32(len(all.ids)) //nolint:gosec // far below
			codes[entity] = code
			all.ids, all.kinds = append(all.ids, entity), append(all.kinds, kindOf(entity))
		}
		if !slices.Contains(all.lists[n], code) {
			all.lists[n] = append(all.lists[n], code)
		}
	})
	if err != nil {
		return nil, err
	}
	e.snapshot.entities = all
	return all, nil
}

// kindOf returns the kind that an entity's id begins with.
func kindOf(entity string) string {
	for i := range len(entity) {
		if entity[i] == ':' {
			return entity[:i]
		}
	}
	return ""
}

// countEntities counts the entities of a kind that are mentioned in the members
// of a set.
func (e *evaluation) countEntities(kind string, members set) (map[string]int, error) {
	counts := make(map[string]int)
	documents, err := e.fewDocuments(members)
	if err != nil {
		return nil, err
	}
	for _, document := range documents {
		counted := make(map[uint64][]string)
		err := e.eachPlace(query.RoleMentioned, "", document, func(n uint64, entity string) {
			if kindOf(entity) == kind && members.has(n) && !slices.Contains(counted[n], entity) {
				counted[n] = append(counted[n], entity)
				counts[entity]++
			}
		})
		if err != nil {
			return nil, err
		}
	}
	if documents != nil {
		return counts, nil
	}
	all, err := e.entityLists()
	if err != nil {
		return nil, err
	}
	byCode := make([]int, len(all.ids))
	members.each(func(n uint64) bool {
		for _, code := range all.lists[n] {
			byCode[code]++
		}
		return true
	})
	for code, n := range byCode {
		if n > 0 && all.kinds[code] == kind {
			counts[all.ids[code]] = n
		}
	}
	return counts, nil
}

// fewDocuments returns the documents of the members of a set where they are few
// and the entities of all are not known yet, else nil.
func (e *evaluation) fewDocuments(members set) ([]string, error) {
	e.snapshot.mentions.Lock()
	known := e.snapshot.entities != nil
	e.snapshot.mentions.Unlock()
	if known || members.count() > fewDocuments*16 {
		return nil, nil
	}
	documents := []string{}
	err := e.eachWithColumns(members, func(_ uint64, c *columns, local uint64) {
		if id := c.document.at(local); len(documents) == 0 || !slices.Contains(documents, id) {
			documents = append(documents, id)
		}
	})
	if err != nil || len(documents) > fewDocuments {
		return nil, err
	}
	return documents, nil
}

// mentioned returns the passages where any of the entities is mentioned.
func (e *evaluation) mentioned(entities []string) (set, error) {
	return e.taking(query.RoleMentioned, entities)
}

// taking returns the passages where any of the entities takes part in a role.
func (e *evaluation) taking(role string, entities []string) (set, error) {
	found := newSet(e.size)
	for _, entity := range entities {
		if err := e.eachPlace(role, entity, "", func(n uint64, _ string) { found.add(n) }); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// entityField selects by an entity, in the role that stands beside it: persons
// speak or are mentioned where there is none.
func (e *evaluation) entityField(f query.Field) (set, error) {
	if e.index.config.Entities == nil {
		return newSet(e.size), nil
	}
	ids, err := e.index.config.Entities.Named(e.ctx, entityKind(f.Name), f.Value)
	if err != nil {
		return nil, err
	}
	switch {
	case e.role == query.RoleSaid:
		return e.whole(fieldSpeaker, ids...)
	case e.role != "":
		return e.taking(e.role, ids)
	}
	found, err := e.mentioned(ids)
	if err != nil {
		return nil, err
	}
	spoken, err := e.whole(fieldSpeaker, ids...)
	if err == nil {
		found.unite(spoken)
	}
	return found, err
}

// roleField selects the passages where anybody takes part in a role; where a
// person is asked for beside it, that says it.
func (e *evaluation) roleField(role string) (result, error) {
	switch {
	case e.role != "" && e.persons:
		return nil, nil
	case role != query.RoleSaid:
		return e.taking(role, []string{""})
	}
	speakers, err := allTerms(e.snapshot.reader, fieldSpeaker)
	if err != nil {
		return nil, err
	}
	return e.whole(fieldSpeaker, speakers...)
}

// entityKind is the kind of entity that a field asks for.
func entityKind(name query.FieldName) string {
	switch name {
	case query.Organisation:
		return string(search.FacetOrganisation)
	case query.Report:
		return string(search.FacetReport)
	case query.Concept:
		return string(search.FacetConcept)
	default:
		return string(search.FacetPerson)
	}
}

// roles returns the role that nodes which stand side by side ask for, and
// whether they ask for entities.
func roles(nodes []query.Node) (role string, entities bool) {
	for _, n := range nodes {
		field, ok := n.(query.Field)
		if !ok {
			continue
		}
		switch field.Name {
		case query.Role:
			role = field.Value
		case query.Person, query.Organisation, query.Report, query.Concept:
			entities = true
		default:
		}
	}
	return role, entities
}
