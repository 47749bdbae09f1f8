package neo4j

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"

	"github.com/klauspost/compress/s2"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// contribution is what one document contributes. It never changes; moving a
// claim makes another one.
type contribution struct {
	fresh       bool             // comes from a batch and not from the database
	document    corpus.Document  // only ID and Revision unless fresh
	passages    []corpus.Passage // nil unless fresh
	passageIDs  []string
	speakers    []int // claim of each passage, -1 for nobody
	claims      []graph.Claim
	facts       []graph.Fact
	fingerprint string // of all but Entity and Called of the claims
}

// contribute makes the contribution of a batch. It shares the batch's slices,
// which nobody changes until Apply returns.
func contribute(batch *graph.Batch) (*contribution, error) {
	c := &contribution{
		fresh: true, document: batch.Document, passages: batch.Passages, claims: batch.Claims, facts: batch.Facts,
		speakers: batch.Speakers, passageIDs: make([]string, len(batch.Passages)),
	}
	if c.speakers == nil {
		c.speakers = slices.Repeat([]int{nobody}, len(batch.Passages))
	}
	for i := range batch.Passages {
		c.passageIDs[i] = batch.Passages[i].ID
	}
	plain := slices.Clone(batch.Claims)
	for i := range plain {
		plain[i].Entity, plain[i].Called = "", ""
	}
	hash := sha256.New()
	if err := json.NewEncoder(hash).Encode([]any{c.document, c.passages, c.speakers, plain, c.facts}); err != nil {
		return nil, err
	}
	c.fingerprint = hex.EncodeToString(hash.Sum(nil))
	return c, nil
}

// nobody is the speaker of a passage that nobody speaks.
const nobody = -1

// move returns the contribution with a claim that belongs to another entity.
func (c *contribution) move(claim int, entity, called string) *contribution {
	moved := *c
	moved.claims = slices.Clone(c.claims)
	moved.claims[claim].Entity, moved.claims[claim].Called = entity, called
	return &moved
}

// same reports whether writing other in the place of c would change nothing.
func (c *contribution) same(other *contribution) bool {
	if c == nil || other == nil {
		return c == other
	}
	return c.fingerprint == other.fingerprint && slices.EqualFunc(c.claims, other.claims, func(a, b graph.Claim) bool {
		return a.Entity == b.Entity && a.Called == b.Called
	})
}

// byEntity sorts the claims by the entities they belong to.
func (c *contribution) byEntity() map[string][]*graph.Claim {
	claims := map[string][]*graph.Claim{}
	if c == nil {
		return claims
	}
	for i := range c.claims {
		if entity := c.claims[i].Entity; entity != graph.NoEntity {
			claims[entity] = append(claims[entity], &c.claims[i])
		}
	}
	return claims
}

// speaker is the entity that speaks a passage, "" for nobody.
func (c *contribution) speaker(passage int) string {
	claim := c.speakers[passage]
	if claim == nobody || c.claims[claim].Entity == graph.NoEntity {
		return ""
	}
	return c.claims[claim].Entity
}

// counts are the numbers of mentions and facts.
func (c *contribution) counts() (mentions, facts int) {
	if c == nil {
		return 0, 0
	}
	for i := range c.claims {
		mentions += len(c.claims[i].Mentions)
	}
	return mentions, len(c.facts)
}

// properties are those of the Contribution node. What one reads of claims,
// mentions and facts alone is packed alone.
func (c *contribution) properties() (map[string]any, error) {
	entities, called := make([]string, len(c.claims)), make([]string, len(c.claims))
	plain, mentions := slices.Clone(c.claims), make([][]graph.ClaimMention, len(c.claims))
	var keys []string
	for i := range plain {
		entities[i], called[i], mentions[i] = plain[i].Entity, plain[i].Called, plain[i].Mentions
		plain[i].Entity, plain[i].Called, plain[i].Mentions = "", "", nil
		for _, key := range plain[i].Keys {
			keys = append(keys, hashKey(key))
		}
	}
	slices.Sort(keys)
	properties := map[string]any{
		"id": c.document.ID, "revision": c.document.Revision, "fingerprint": c.fingerprint,
		"entities": entities, "passages": c.passageIDs, "speakers": c.speakers, "keys": slices.Compact(keys),
	}
	if slices.ContainsFunc(called, func(name string) bool { return name != "" }) {
		properties["called"] = called
	}
	for name, part := range map[string]any{"claims": plain, "mentions": mentions, "facts": c.facts} {
		packed, err := pack(part)
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", name, err)
		}
		properties[name] = packed
	}
	return properties, nil
}

// assignment are the properties that moving claims changes.
func (c *contribution) assignment() map[string]any {
	entities, called := make([]string, len(c.claims)), make([]string, len(c.claims))
	for i := range c.claims {
		entities[i], called[i] = c.claims[i].Entity, c.claims[i].Called
	}
	return map[string]any{"id": c.document.ID, "entities": entities, "called": called}
}

// contributionColumns are what unpackContribution wants.
const contributionColumns = `c.id, c.revision, c.fingerprint, c.entities, c.called, c.passages, c.speakers, c.claims, c.mentions, c.facts`

func unpackContribution(values []any) (*contribution, error) {
	c := &contribution{
		document:    corpus.Document{ID: text(values[0]), Revision: text(values[1])},
		fingerprint: text(values[2]), passageIDs: texts(values[5]), speakers: list(values[6], number),
	}
	var mentions [][]graph.ClaimMention
	err := errors.Join(unpack(values[7], &c.claims), unpack(values[8], &mentions), unpack(values[9], &c.facts))
	if err != nil {
		return nil, err
	}
	entities, called := texts(values[3]), texts(values[4])
	if len(entities) != len(c.claims) || len(mentions) != len(c.claims) || len(c.speakers) != len(c.passageIDs) {
		return nil, fmt.Errorf("%w: %d entities and %d mentions for %d claims of %s", errDamaged, len(entities), len(mentions), len(c.claims), c.document.ID)
	}
	for i := range c.claims {
		c.claims[i].Entity, c.claims[i].Mentions = entities[i], mentions[i]
		if len(called) == len(entities) {
			c.claims[i].Called = called[i]
		}
	}
	return c, nil
}

// pack renders a value as compressed JSON.
func pack(value any) ([]byte, error) {
	content, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return s2.Encode(nil, content), nil
}

func unpack(column, value any) error {
	packed, err := bytesOf(column)
	if err != nil {
		return err
	}
	content, err := s2.Decode(nil, packed)
	if err != nil {
		return errors.Join(errDamaged, err)
	}
	if err := json.Unmarshal(content, value); err != nil {
		return errors.Join(errDamaged, err)
	}
	return nil
}

// hashKey is the 64-bit FNV-1a hash of a blocking key in hexadecimal: a term
// of the full-text index that needs no quoting. The claims found are checked
// against the key itself.
func hashKey(key string) string {
	hash := fnv.New64a()
	_, _ = io.WriteString(hash, key)
	return hex.EncodeToString(hash.Sum(nil))
}
