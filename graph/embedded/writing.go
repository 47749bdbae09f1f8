package embedded

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/samband/samband/graph"
)

// writing is one transaction. Documents are written as they come, so that
// later batches see them; entities and index tables once, at the end.
type writing struct {
	ctx        context.Context //nolint:containedctx // lives as long as the transaction
	tx         *sql.Tx
	changes    *changes
	states     map[string]*state
	ids        map[int64]string // of the entities in states that are stored
	absent     map[string]bool  // ids that were looked for and are not stored
	next       int64            // number of the next new entity
	postings   map[posting]sides
	nodes      map[nodePosting]sides
	keys       map[keyPosting]bool // whether the document has a claim with the key
	totals     map[string]int
	touched    map[string]bool // ids of documents that changed
	unfinished bool            // something has changed
}

type posting struct{ entity, document int64 }

type keyPosting struct{ key, document int64 }

type nodePosting struct {
	node     string
	document int64
}

// sides says whether facts of a document go out from a node, come in, or
// whether the document has nothing to do with it any more.
type sides int8

const (
	gone     sides = -1
	outgoing sides = 1
	incoming sides = 2
)

func newWriting(ctx context.Context, tx *sql.Tx, changes *changes) *writing {
	return &writing{
		ctx: ctx, tx: tx, changes: changes,
		states: map[string]*state{}, absent: map[string]bool{}, ids: map[int64]string{},
		postings: map[posting]sides{}, nodes: map[nodePosting]sides{}, keys: map[keyPosting]bool{}, totals: map[string]int{},
		touched: map[string]bool{},
	}
}

// stored is a document as the tables hold it.
type stored struct {
	n                                         int64
	passageCount, mentionCount, factCount     int
	header, passages, claims, facts, mentions []byte
	entities                                  []int64  // of each claim; noEntity for none
	called                                    []string // what people call each; nil where nothing
}

// noEntity is the number of graph.NoEntity.
const noEntity = 0

func (w *writing) batch(batch *graph.Batch) error {
	if err := w.contribution(batch); err != nil {
		return err
	}
	for i := range batch.Curate {
		if err := w.curate(&batch.Curate[i]); err != nil {
			return fmt.Errorf("decision %s: %w", batch.Curate[i].ID, err)
		}
	}
	for i := range batch.Reassign {
		if err := w.reassign(&batch.Reassign[i]); err != nil {
			return fmt.Errorf("move claim %d of %s: %w", batch.Reassign[i].Claim.Index, batch.Reassign[i].Claim.Document, err)
		}
	}
	return nil
}

// contribution replaces or removes what the batch's document contributes.
func (w *writing) contribution(batch *graph.Batch) error {
	if batch.Document.ID == "" {
		return nil
	}
	old, err := w.load(batch.Document.ID)
	if err != nil {
		return err
	}
	if batch.Delete {
		return w.remove(batch.Document.ID, old)
	}
	return w.replace(old, batch)
}

// curate adds an event to the log.
func (w *writing) curate(event *graph.Curation) error {
	content, err := json.Marshal(event)
	if err != nil {
		return err
	}
	result, err := w.tx.StmtContext(w.ctx, w.changes.addCuration).ExecContext(w.ctx, event.ID, event.At.UnixNano(), content)
	if err != nil {
		return err
	}
	added, err := result.RowsAffected()
	w.unfinished = w.unfinished || added > 0
	return err
}

// load returns nil for an unknown document.
func (w *writing) load(id string) (*stored, error) {
	var d stored
	var entities []byte
	err := w.tx.StmtContext(w.ctx, w.changes.document).QueryRowContext(w.ctx, id).Scan(
		&d.n, &d.passageCount, &d.mentionCount, &d.factCount, &d.header, &d.passages,
		&entities, &d.claims, &d.facts, &d.mentions)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // absence is no error here
	}
	if err != nil {
		return nil, err
	}
	d.entities, d.called, err = unpackCalled(entities)
	return &d, err
}

func (w *writing) remove(id string, old *stored) error {
	if old == nil {
		return nil
	}
	w.touched[id] = true
	if err := w.retract(old); err != nil {
		return err
	}
	if err := w.exec(w.changes.deleteContent, old.n); err != nil {
		return err
	}
	return w.exec(w.changes.deleteDocument, old.n)
}

func (w *writing) replace(old *stored, batch *graph.Batch) error {
	fresh, err := w.pack(batch)
	if err != nil {
		return err
	}
	if old != nil {
		if old.same(fresh) {
			return nil
		}
		if err := w.retract(old); err != nil {
			return err
		}
		fresh.n = old.n
	}
	w.touched[batch.Document.ID] = true
	if err := w.insert(fresh, batch); err != nil {
		return err
	}
	claims := make(map[int64][]*graph.Claim, len(batch.Claims))
	for i := range batch.Claims {
		claims[fresh.entities[i]] = append(claims[fresh.entities[i]], &batch.Claims[i])
	}
	links := make([]link, len(batch.Facts))
	for i := range batch.Facts {
		links[i] = link{batch.Facts[i].From, batch.Facts[i].To}
	}
	w.post(fresh, links)
	w.key(fresh.n, claims, true)
	w.total(fresh, 1)
	return w.count(claims, 1)
}

// pack numbers the entities of the batch and packs its columns.
func (w *writing) pack(batch *graph.Batch) (*stored, error) {
	header, err := json.Marshal(&batch.Document)
	if err != nil {
		return nil, err
	}
	fresh := &stored{
		header: header, passages: packPassages(batch.Passages, batch.Speakers), claims: packClaims(batch.Claims),
		facts: packFacts(batch.Facts), mentions: packMentions(batch.Claims),
		passageCount: len(batch.Passages), factCount: len(batch.Facts), entities: make([]int64, len(batch.Claims)),
	}
	for i := range batch.Claims {
		fresh.mentionCount += len(batch.Claims[i].Mentions)
		if fresh.entities[i], err = w.number(batch.Claims[i].Entity); err != nil {
			return nil, err
		}
		fresh.call(i, batch.Claims[i].Called)
	}
	return fresh, nil
}

// number returns the number of the entity with the id, a new one where there
// is none.
func (w *writing) number(id string) (int64, error) {
	if id == graph.NoEntity {
		return noEntity, nil
	}
	s, err := w.state(id)
	if err != nil {
		return 0, err
	}
	return s.number, nil
}

// call sets what people call what claim i speaks of.
func (d *stored) call(i int, name string) {
	if d.called == nil && name != "" {
		d.called = make([]string, len(d.entities))
	}
	if d.called != nil {
		d.called[i] = name
	}
}

// calledOf is what people call what claim i speaks of.
func (d *stored) calledOf(i int) string {
	if d.called == nil {
		return ""
	}
	return d.called[i]
}

// same reports whether writing other would change nothing.
func (d *stored) same(other *stored) bool {
	return bytes.Equal(d.header, other.header) && bytes.Equal(d.passages, other.passages) &&
		bytes.Equal(d.claims, other.claims) && bytes.Equal(d.facts, other.facts) &&
		bytes.Equal(d.mentions, other.mentions) &&
		bytes.Equal(packEntities(d.entities, d.called), packEntities(other.entities, other.called))
}

func (w *writing) insert(d *stored, batch *graph.Batch) error {
	var n any // NULL lets the table number a new document
	if d.n != 0 {
		n = d.n
	}
	result, err := w.tx.StmtContext(w.ctx, w.changes.putDocument).ExecContext(w.ctx, n, batch.Document.ID,
		batch.Document.Revision, batch.Document.Collection, d.passageCount, d.mentionCount, d.factCount, d.header, d.passages)
	if err != nil {
		return err
	}
	if d.n == 0 {
		if d.n, err = result.LastInsertId(); err != nil {
			return err
		}
	}
	return w.exec(w.changes.putContent, d.n, packEntities(d.entities, d.called), d.claims, d.facts, d.mentions)
}

// link is the two ends of a fact.
type link struct{ from, to graph.End }

// links reads the ends of the facts of a stored document.
func (d *stored) links() ([]link, error) {
	facts, err := unpackFacts(d.facts)
	if err != nil {
		return nil, err
	}
	links := make([]link, len(facts))
	for i := range facts {
		links[i] = link{facts[i].from, facts[i].to}
		if max(links[i].from.Claim, links[i].to.Claim) >= len(d.entities) {
			return nil, errDamaged
		}
	}
	return links, nil
}

// retract takes back everything a stored document contributed, save its rows.
func (w *writing) retract(old *stored) error {
	for _, entity := range old.entities {
		w.unpost(old, entity)
	}
	links, err := old.links()
	if err != nil {
		return err
	}
	for _, link := range links {
		for _, end := range []graph.End{link.from, link.to} {
			if end.Node != "" {
				w.nodes[nodePosting{end.Node, old.n}] = gone
			}
		}
	}
	claims, err := old.claimsByEntity(nil)
	if err != nil {
		return err
	}
	w.key(old.n, claims, false)
	w.total(old, -1)
	return w.count(claims, -1)
}

// key notes by which keys the claims of a document are found, or no longer.
func (w *writing) key(document int64, claims map[int64][]*graph.Claim, found bool) {
	for _, list := range claims {
		for _, claim := range list {
			for _, key := range claim.Keys {
				w.keys[keyPosting{hashKey(key), document}] = found
			}
		}
	}
}

// total counts a document in (sign 1) or out (sign -1).
func (w *writing) total(d *stored, sign int) {
	w.unfinished = true
	w.totals["documents"] += sign
	w.totals["passages"] += sign * d.passageCount
	w.totals["mentions"] += sign * d.mentionCount
	w.totals["facts"] += sign * d.factCount
}

// count counts a document's claims in (sign 1) or out (sign -1).
func (w *writing) count(claims map[int64][]*graph.Claim, sign int) error {
	for entity, list := range claims {
		if entity == noEntity {
			continue
		}
		s, err := w.numbered(entity)
		if err != nil {
			return err
		}
		s.add(graph.ShareOf(list), sign)
	}
	return nil
}

// claimsByEntity reads the claims of some entities, or of all for nil.
func (d *stored) claimsByEntity(only []int64) (map[int64][]*graph.Claim, error) {
	claims := make(map[int64][]*graph.Claim, len(d.entities))
	wanted := func(i int, _ []string) bool {
		return i < len(d.entities) && (only == nil || slices.Contains(only, d.entities[i]))
	}
	err := unpackClaims(d.claims, wanted, func(i int, claim graph.Claim) {
		claim.Called = d.calledOf(i)
		claims[d.entities[i]] = append(claims[d.entities[i]], &claim)
	})
	return claims, err
}

// post notes which entities and nodes the document has facts about.
func (w *writing) post(d *stored, links []link) {
	for _, entity := range d.entities {
		if entity != noEntity {
			w.postings[posting{entity, d.n}] = 0
		}
	}
	for _, link := range links {
		w.postEnd(d, link.from, outgoing)
		w.postEnd(d, link.to, incoming)
	}
}

func (w *writing) postEnd(d *stored, end graph.End, side sides) {
	if end.Node == "" {
		if entity := d.entities[end.Claim]; entity != noEntity {
			w.postings[posting{entity, d.n}] |= side
		}
		return
	}
	key := nodePosting{end.Node, d.n}
	w.nodes[key] = max(w.nodes[key], 0) | side
}

// unpost notes that a document has nothing to do with an entity any more.
func (w *writing) unpost(d *stored, entity int64) {
	if entity != noEntity {
		w.postings[posting{entity, d.n}] = gone
	}
}

// reassign moves one claim: the document's list of entities changes, and with
// it two entities and the postings. A claim that is not there is left alone.
func (w *writing) reassign(assignment *graph.Assignment) error {
	d, err := w.load(assignment.Claim.Document)
	if err != nil || d == nil || assignment.Claim.Index < 0 || assignment.Claim.Index >= len(d.entities) {
		return err
	}
	to, err := w.number(assignment.Entity)
	if err != nil {
		return err
	}
	from := d.entities[assignment.Claim.Index]
	if from == to && d.calledOf(assignment.Claim.Index) == assignment.Called {
		return nil
	}
	links, err := d.links()
	if err != nil {
		return err
	}
	w.unfinished, w.touched[assignment.Claim.Document] = true, true
	moved := []int64{from, to}
	if err := w.recount(d, moved, -1); err != nil {
		return err
	}
	d.entities[assignment.Claim.Index] = to
	d.call(assignment.Claim.Index, assignment.Called)
	if err := w.recount(d, moved, 1); err != nil {
		return err
	}
	w.unpost(d, from)
	w.post(d, links)
	return w.exec(w.changes.moveClaims, packEntities(d.entities, d.called), d.n)
}

func (w *writing) recount(d *stored, entities []int64, sign int) error {
	claims, err := d.claimsByEntity(entities)
	if err != nil {
		return err
	}
	return w.count(claims, sign)
}

func (w *writing) exec(statement *sql.Stmt, args ...any) error {
	_, err := w.tx.StmtContext(w.ctx, statement).ExecContext(w.ctx, args...)
	return err
}

// finish writes entities, index tables and totals in the order of their keys.
func (w *writing) finish() error {
	if !w.unfinished {
		return nil
	}
	if err := w.finishEntities(); err != nil {
		return err
	}
	if err := w.finishPostings(); err != nil {
		return err
	}
	w.totals["generation"]++
	for _, name := range slices.Sorted(maps.Keys(w.totals)) {
		if err := w.exec(w.changes.addTotal, name, w.totals[name]); err != nil {
			return err
		}
	}
	return w.finishChange()
}
