package embedded

import (
	"database/sql"
	"slices"

	"github.com/samband/samband/graph"
)

// number returns the number of an entity and how many documents speak of it;
// noEntity for an unknown one.
func (r *reader) number(id string) (number int64, documents int, err error) {
	_, err = r.row(r.queries.entityNumber, id, &number, &documents)
	return number, documents, err
}

// named returns the numbers of the entities that a filter names.
func (r *reader) named(filter *graph.RelationFilter) ([]int64, error) {
	var numbers []int64
	for _, id := range []string{filter.From, filter.To, filter.Node} {
		if _, entity := graph.KindOf(id); !entity {
			continue
		}
		number, _, err := r.number(id)
		if err != nil {
			return nil, err
		}
		if number == noEntity {
			number = unknownEntity
		}
		numbers = append(numbers, number)
	}
	return numbers, nil
}

// unknownEntity is the number of no entity of any claim.
const unknownEntity = -1

// postings are the documents of a node, with the side it has to stand on.
type postings struct {
	key       any // number of an entity, else the node
	entity    bool
	documents int // that speak of an entity; other nodes are in few
	side      sides
}

func (r *reader) postings(node string, side sides) (postings, error) {
	if _, entity := graph.KindOf(node); !entity {
		return postings{key: node, side: side}, nil
	}
	number, documents, err := r.number(node)
	return postings{number, true, documents, side}, err
}

// shared lists in ascending order the documents that may have facts from one
// node to the other. It goes through those of the node with fewer and looks the
// other up in each: a well-known node is in ten thousand.
func (r *reader) shared(from, to string) ([]int64, error) {
	few, err := r.postings(from, outgoing)
	if err != nil {
		return nil, err
	}
	many, err := r.postings(to, incoming)
	if err != nil {
		return nil, err
	}
	if many.documents < few.documents {
		few, many = many, few
	}
	statement := r.queries.sharedByEntities
	switch {
	case !many.entity:
		statement = r.queries.sharedByNodes
	case !few.entity:
		statement = r.queries.sharedByNode
	}
	var documents []int64
	rows, err := r.tx.StmtContext(r.running, statement).QueryContext(r.running, few.key, many.key)
	err = r.rows(rows, err, func(rows *sql.Rows) (bool, error) {
		var document, one, other int64
		err := rows.Scan(&document, &one, &other)
		if sides(one)&few.side != 0 && sides(other)&many.side != 0 { //nolint:gosec // 0 to 3
			documents = append(documents, document)
		}
		return true, err
	})
	slices.Sort(documents)
	return documents, err
}
