package resolve

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// tooMany is how many blocks may share two words of a name and still be
// compared: beyond that the words say nothing.
const tooMany = 12

// nearness finds the blocks of people whose names are near one another: those
// that several people have a name in, and pairs of blocks with two words of a
// name in common, such as Anna Ek and Anna Ek Lund.
type nearness struct {
	people map[string]int             // number of people by block
	words  map[string]map[string]bool // blocks by two words of a name, and by its first and its last
	short  map[string]string          // how the name of those sounds of whom a document has but one word, by id
}

func newNearness() *nearness {
	return &nearness{people: map[string]int{}, words: map[string]map[string]bool{}, short: map[string]string{}}
}

func (n *nearness) add(entity *graph.Entity) {
	for _, key := range blockKeys(entity) {
		n.people[key]++
	}
	if name := sound(slug(entity.Name)); !strings.Contains(name, "-") {
		n.short[entity.ID] = name
		return
	}
	for _, name := range append([]string{entity.Name}, entity.Aliases...) {
		words := strings.Split(sound(slug(name)), "-")
		if len(words) < 2 {
			continue
		}
		key := blockPrefix + block(slug(name))
		n.note(words[0], key)
		n.note(words[len(words)-1], key)
		for _, word := range words[1:] {
			n.note(words[0]+" "+word, key)
		}
	}
}

func (n *nearness) note(words, block string) {
	if n.words[words] == nil {
		n.words[words] = map[string]bool{}
	}
	n.words[words][block] = true
}

// shared lists, in order, the blocks that several people have a name in.
func (n *nearness) shared() []string {
	var keys []string
	for key, people := range n.people {
		if people > 1 {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// pairs lists, in order, the pairs of blocks with two words in common.
func (n *nearness) pairs() [][2]string {
	set := map[[2]string]bool{}
	for words, blocks := range n.words {
		if len(blocks) > tooMany || !strings.Contains(words, " ") {
			continue
		}
		list := slices.Sorted(maps.Keys(blocks))
		for i := range list {
			for _, other := range list[i+1:] {
				set[[2]string{list[i], other}] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(set), func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
}

// shortened suggests for those of whom a document has but one word of the name
// the people with that name, organisation and role.
func (s *suggesting) shortened(ctx context.Context, near *nearness) error {
	for _, id := range slices.Sorted(maps.Keys(near.short)) {
		blocks := slices.Sorted(maps.Keys(near.words[near.short[id]]))
		if len(blocks) == 0 {
			continue
		}
		one, err := s.local(ctx, id)
		if err != nil {
			return err
		}
		if len(one.orgs)+len(one.roles) == 0 {
			continue
		}
		for _, key := range blocks {
			people, err := s.block(ctx, key)
			if err != nil {
				return err
			}
			for i := range people {
				if !s.identity.contradict(one, people[i].group) && evidence(one, people[i].group) == placed && !apart(one.orgs, people[i].orgs, employer) {
					s.add(id, people[i].entity, s.identity.reasons(one, people[i].group))
				}
			}
		}
	}
	return nil
}

// local reads somebody who is nobody outside a document.
func (s *suggesting) local(ctx context.Context, id string) (*group, error) {
	g := newGroup()
	base, _, _ := strings.Cut(id, "--")
	claims, err := s.store.Claims(ctx, localPrefix+base)
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	for _, claim := range claims {
		if claim.Entity == id {
			g.claim(claim)
		}
	}
	return g, nil
}

// names suggests organisations and reports whose names differ only in how they
// are written: hyphens and spaces, the definite ending of the last word.
func (s *suggesting) names(ctx context.Context) error {
	written := map[string][]graph.Entity{}
	for entity, err := range s.store.Entities(ctx, graph.EntityFilter{Kinds: []graph.Kind{graph.Organisation, graph.Report}}) {
		if err != nil {
			return fmt.Errorf("read organisations and reports: %w", err)
		}
		s.known[entity.ID] = true
		if key := loose(entity.Name); len(key) > leastLoose {
			key = string(entity.Kind) + ":" + key
			written[key] = append(written[key], entity)
		}
	}
	for _, same := range written {
		for i := range same {
			for k := i + 1; k < len(same); k++ {
				if !strings.Contains(same[i].ID, "--") && !strings.Contains(same[k].ID, "--") {
					s.add(same[i].ID, same[k].ID, []Reason{{Spelling, []string{same[i].Name, same[k].Name}}})
				}
			}
		}
	}
	return nil
}

// leastLoose is the length of the shortest name that is compared loosely.
const leastLoose = 6

// loose is a name without what differs between ways to write it.
func loose(name string) string {
	words := strings.Split(slug(companyName(name)), "-")
	last := &words[len(words)-1]
	for _, end := range []string{"erna", "arna", "orna", "en", "et", "na", "er", "ar", "s", "n", "a", "t", "e"} {
		if short, cut := strings.CutSuffix(*last, end); cut && len(short) > leastLoose {
			*last = short
			break
		}
	}
	return strings.Join(words, "")
}
