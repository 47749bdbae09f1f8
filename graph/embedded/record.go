package embedded

import (
	"maps"
	"slices"
	"time"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// The first field of every packed column is the number of things in it.

// packPassages writes who speaks a passage as the position of the claim plus
// one, and zero where nobody does.
func packPassages(passages []corpus.Passage, speakers []int) []byte {
	p := newPacker()
	p.count(len(passages))
	for i := range passages {
		passage := &passages[i]
		p.string(passage.ID)
		p.int(int64(passage.Ordinal))
		packSpan(p, passage.Span)
		p.string(string(passage.Kind))
		p.string(passage.Heading)
		p.string(passage.AgendaItem)
		speaker := nobody
		if speakers != nil {
			speaker = speakers[i]
		}
		p.count(speaker + 1)
		p.string(passage.Language)
		packPlace(p, passage.Page, passage.Time, passage.Timed)
	}
	return p.packed()
}

// nobody is the speaker of a passage that nobody speaks.
const nobody = -1

// unpackPassages returns the passages and the claim that speaks each.
func unpackPassages(column []byte, document string) (passages []corpus.Passage, speakers []int, err error) {
	u := unpack(column)
	passages = unpackList(u, func() corpus.Passage {
		passage := corpus.Passage{
			Document: document, Turn: -1, ID: u.string(), Ordinal: int(u.int()), Span: unpackSpan(u),
			Kind: corpus.PassageKind(u.string()), Heading: u.string(), AgendaItem: u.string(),
		}
		speakers = append(speakers, int(u.uint())-1) //nolint:gosec // checked against the entities of the document
		passage.Language = u.string()
		passage.Page, passage.Time, passage.Timed = unpackPlace(u)
		return passage
	})
	return passages, speakers, u.err
}

// packClaims leaves the mentions out: they have a column of their own.
func packClaims(claims []graph.Claim) []byte {
	p := newPacker()
	p.count(len(claims))
	for i := range claims {
		claim := &claims[i]
		p.nested(func() { p.strings(claim.Keys) })
		p.nested(func() {
			p.string(string(claim.Kind))
			p.string(claim.Name)
			p.strings(claim.Aliases)
			packAttributes(p, claim.Attributes)
			p.strings(claim.Context)
		})
	}
	return p.packed()
}

// unpackClaims calls yield for each claim; claims that wanted refuses are
// skipped without being read. Entity and Mentions stay empty.
func unpackClaims(column []byte, wanted func(index int, keys []string) bool, yield func(index int, claim graph.Claim)) error {
	u := unpack(column)
	for i := range u.count() {
		keys := u.nested()
		rest := u.nested()
		list := keys.strings()
		if keys.err != nil {
			return keys.err
		}
		if !wanted(i, list) {
			continue
		}
		claim := graph.Claim{
			Kind: graph.Kind(rest.string()), Name: rest.string(), Aliases: rest.strings(),
			Attributes: unpackAttributes(&rest), Keys: list, Context: rest.strings(),
		}
		if rest.err != nil {
			return rest.err
		}
		yield(i, claim)
	}
	return u.err
}

func packMentions(claims []graph.Claim) []byte {
	p := newPacker()
	p.count(len(claims))
	for i := range claims {
		p.nested(func() {
			p.count(len(claims[i].Mentions))
			for j := range claims[i].Mentions {
				mention := &claims[i].Mentions[j]
				packSpan(p, mention.Span)
				p.string(mention.Text)
				p.string(mention.Method)
				p.float(mention.Confidence)
			}
		})
	}
	return p.packed()
}

// unpackMentions calls yield for each mention of the claims that wanted names.
func unpackMentions(column []byte, wanted func(claim int) bool, yield func(claim int, mention graph.ClaimMention)) error {
	u := unpack(column)
	for i := range u.count() {
		list := u.nested()
		if !wanted(i) {
			continue
		}
		for range list.count() {
			mention := graph.ClaimMention{Span: unpackSpan(&list), Text: list.string(), Method: list.string(), Confidence: list.float()}
			if list.err != nil {
				return list.err
			}
			yield(i, mention)
		}
	}
	return u.err
}

// fact is a stored fact whose attributes and evidence have not been read yet.
type fact struct {
	kind     graph.RelationType
	from, to graph.End
	rest     unpacker
}

func packFacts(facts []graph.Fact) []byte {
	p := newPacker()
	p.count(len(facts))
	for i := range facts {
		stated := &facts[i]
		p.string(string(stated.Type))
		packEnd(p, stated.From)
		packEnd(p, stated.To)
		p.nested(func() {
			packAttributes(p, stated.Attributes)
			packEvidence(p, stated.Evidence)
		})
	}
	return p.packed()
}

func unpackFacts(column []byte) ([]fact, error) {
	u := unpack(column)
	facts := unpackList(u, func() fact {
		return fact{kind: graph.RelationType(u.string()), from: unpackEnd(u), to: unpackEnd(u), rest: u.nested()}
	})
	return facts, u.err
}

// packEnd writes a claim as its position plus one, and zero before a node.
func packEnd(p *packer, end graph.End) {
	if end.Node == "" {
		p.count(end.Claim + 1)
		return
	}
	p.count(0)
	p.string(end.Node)
}

func unpackEnd(u *unpacker) graph.End {
	if claim := u.uint(); claim > 0 {
		return graph.End{Claim: int(claim) - 1} //nolint:gosec // checked against the entities of the document
	}
	return graph.End{Node: u.string()}
}

func packEvidence(p *packer, list []corpus.Evidence) {
	p.count(len(list))
	for i := range list {
		evidence := &list[i]
		packSpan(p, evidence.Span)
		p.string(evidence.Quote)
		p.string(evidence.Method)
		p.float(evidence.Confidence)
		packPlace(p, evidence.Page, evidence.Time, evidence.Timed)
	}
}

// ends names the ends of a fact; ids are the entities of the document's claims,
// "" for a claim that is none. A fact with such an end is not to be shown.
func (f *fact) ends(ids []string) (from, to string, err error) {
	from, to = f.from.Node, f.to.Node
	if from == "" {
		if f.from.Claim >= len(ids) {
			return "", "", errDamaged
		}
		from = ids[f.from.Claim]
	}
	if to == "" {
		if f.to.Claim >= len(ids) {
			return "", "", errDamaged
		}
		to = ids[f.to.Claim]
	}
	return from, to, nil
}

// details reads the attributes and evidence of a fact that the document states.
func (f *fact) details(document, revision string) (map[string]string, []corpus.Evidence, error) {
	u := f.rest
	attributes := unpackAttributes(&u)
	evidence := unpackList(&u, func() corpus.Evidence {
		e := corpus.Evidence{
			Document: document, Revision: revision, Span: unpackSpan(&u),
			Quote: u.string(), Method: u.string(), Confidence: u.float(),
		}
		e.Page, e.Time, e.Timed = unpackPlace(&u)
		return e
	})
	return attributes, evidence, u.err
}

func packSpan(p *packer, span corpus.Span) {
	p.count(span.Start)
	p.count(span.End - span.Start)
}

func unpackSpan(u *unpacker) corpus.Span {
	start := int(u.uint())                                       //nolint:gosec // as packed
	return corpus.Span{Start: start, End: start + int(u.uint())} //nolint:gosec // as packed
}

func packPlace(p *packer, page int, at time.Duration, timed bool) {
	p.int(int64(page))
	p.int(int64(at))
	if timed {
		p.count(1)
	} else {
		p.count(0)
	}
}

func unpackPlace(u *unpacker) (page int, at time.Duration, timed bool) {
	return int(u.int()), time.Duration(u.int()), u.uint() == 1
}

func packAttributes(p *packer, attributes map[string]string) {
	p.count(len(attributes))
	for _, key := range slices.Sorted(maps.Keys(attributes)) {
		p.string(key)
		p.string(attributes[key])
	}
}

func unpackAttributes(u *unpacker) map[string]string {
	count := u.count()
	attributes := make(map[string]string, min(count, firstRoom))
	for range count {
		key := u.string()
		attributes[key] = u.string()
	}
	return attributes
}

// packEntities writes the entity number of each claim, and behind them the
// names that people gave, if there are any: called is nil or as long.
func packEntities(entities []int64, called []string) []byte {
	p := &packer{buf: make([]byte, 0, 3*len(entities)+1)}
	p.count(len(entities))
	for _, n := range entities {
		p.int(n)
	}
	if slices.ContainsFunc(called, func(name string) bool { return name != "" }) {
		p.strings(called)
	}
	return p.buf
}

func unpackEntities(column []byte) ([]int64, error) {
	entities, _, err := unpackCalled(column)
	return entities, err
}

// unpackCalled returns the entity of each claim and what people call it; nil
// where they call none of them anything.
func unpackCalled(column []byte) (entities []int64, called []string, err error) {
	u := plain(column)
	entities = unpackList(u, u.int)
	if u.err == nil && u.at < len(u.text) {
		if called = u.strings(); len(called) != len(entities) {
			u.fail()
		}
	}
	return entities, called, u.err
}
