package tagger

import "math/bits"

// kind tells features of different templates apart.
type kind uint64

// The templates. Neighbours count from the word itself: prev2, prev, next,
// next2. "Rank" is class.rank of the word itself.
const (
	always kind = iota + 1
	ofForm
	ofLower
	ofShape
	ofShort
	ofPrefix
	ofSuffix
	ofSuffixPlace
	ofHead
	ofTail
	ofColon
	ofLength
	ofClass
	ofFamiliarity
	ofList
	ofListClass
	ofLists
	ofCluster
	ofClusterClass
	noCluster
	pairLower
	tripleBefore
	tripleAfter
	pairSuffix
	classes
	classesBefore
	classesAfter
	heading
	pairFamiliarity
	pairCluster
	clustersAround
	pairLists
	listsClasses
	listsWord
	runPlace
	inQuotes
	partOfName
	partClass
	neighbour // added to a template of the word itself, times the place
)

const places = 64 // more than there are templates

// A feature is a hash. Its lowest bit tells whether annotation schemes share
// it (1) or each has a copy of its own beside the shared one (0). Features of
// few values have copies: schemes differ in what a class of words means, not
// in what single words mean (Daumé 2007, for the frequent features only).
const shared uint32 = 1

func one(k kind, a uint64) uint32 {
	return uint32(fold(fold(uint64(k), a), uint64(k)) >> 16) //nolint:gosec // 32 bits of the hash
}

func two(k kind, a, b uint64) uint32 {
	return uint32(fold(fold(fold(uint64(k), a), b), uint64(k)) >> 16) //nolint:gosec // 32 bits of the hash
}

func three(k kind, a, b, c uint64) uint32 {
	return uint32(fold(fold(fold(fold(uint64(k), a), b), c), uint64(k)) >> 16) //nolint:gosec // 32 bits of the hash
}

// copyOf returns the key of a scheme's own copy of a feature.
func copyOf(feature uint32, scheme uint8) uint32 {
	return uint32(fold(uint64(feature)<<8|uint64(scheme), 7)) //nolint:gosec // 32 bits of the hash
}

// bag collects the features of one word.
type bag []uint32

func (b *bag) share(feature uint32)  { *b = append(*b, feature|shared) }
func (b *bag) copied(feature uint32) { *b = append(*b, feature&^shared) }

// role is a place of a word relative to the one whose features are asked for,
// with what else they depend on. The features that depend on one word and its
// role only are summed once per word.
type role uint8

// The roles.
const (
	self      role = iota
	selfFirst      // at the beginning of a sentence
	before2
	after2
	before // and two more, by the rank of the word asked for
	after  = before + ranks
	roles  = int(after) + ranks
)

// append adds the features that one word gives in a role.
func (w *word) append(b *bag, r role) {
	switch {
	case r <= selfFirst:
		w.own(b, uint64(r))
	case r == before2 || r == after2:
		at := neighbour + kind(r)*places
		b.share(one(at+ofLower, w.lower))
		for i, c := range w.clusters {
			if c != 0 {
				b.share(two(at+ofCluster, uint64(i), uint64(c)))
			}
		}
	case r < after:
		w.beside(b, neighbour+kind(before)*places, uint64(r-before))
	default:
		w.beside(b, neighbour+kind(after)*places, uint64(r-after))
	}
}

// own adds what a word tells of itself; first is 1 where a sentence begins.
func (w *word) own(b *bag, first uint64) {
	looks := uint64(w.class)<<1 | first
	b.copied(one(always, 0))
	b.share(one(ofLower, w.lower))
	b.share(one(ofForm, w.form))
	b.share(one(ofShape, w.shape))
	b.copied(one(ofShort, w.short))
	b.copied(one(ofClass, looks))
	b.share(two(ofLength, uint64(w.length), uint64(w.class)))
	b.copied(two(ofFamiliarity, uint64(w.familiar+16), looks)) //nolint:gosec // above 0
	w.ownAffixes(b, first)
	w.ownLists(b, looks)
	for i, c := range w.clusters {
		if c != 0 {
			key := uint64(i)<<32 | uint64(c)
			b.share(one(ofCluster, key))
			b.copied(two(ofClusterClass, key, looks))
		}
	}
	if w.clusters[0] == 0 {
		b.share(one(noCluster, looks))
	}
}

// ownAffixes adds beginnings and ends of the word.
func (w *word) ownAffixes(b *bag, first uint64) {
	for _, prefix := range w.prefix {
		if prefix != 0 {
			b.share(one(ofPrefix, prefix))
		}
	}
	for i, suffix := range w.suffix {
		if suffix == 0 || i > 4 && !w.class.named() {
			break
		}
		b.share(one(ofSuffix, suffix))
		if i > 0 && w.class.named() {
			b.share(two(ofSuffixPlace, suffix, first))
		}
	}
	if w.head != 0 {
		b.share(one(ofHead, w.head))
		b.share(one(ofTail, w.tail))
	}
	if w.colon != 0 {
		b.share(two(ofColon, w.colon, uint64(w.class)))
	}
}

// ownLists adds the lists that hold the word alone.
func (w *word) ownLists(b *bag, looks uint64) {
	if !w.class.named() {
		return
	}
	for rest := w.lists; rest != 0; rest &= rest - 1 {
		list := uint64(bits.TrailingZeros32(rest)) //nolint:gosec // below 32
		b.share(one(ofList, list))
		b.copied(two(ofListClass, list, looks))
	}
	b.copied(two(ofLists, uint64(w.lists), looks))
}

// beside adds what a word tells of its neighbour, whose rank is given.
func (w *word) beside(b *bag, at kind, rank uint64) {
	b.share(one(at+ofLower, w.lower))
	b.share(two(at+ofForm, w.lower, rank))
	b.share(two(at+ofSuffix, w.suffix[2], rank))
	b.share(three(at+ofFamiliarity, uint64(w.familiar+16), uint64(w.class), rank)) //nolint:gosec // above 0
	for i, c := range w.clusters {
		if c != 0 {
			key := uint64(i)<<32 | uint64(c)
			b.share(one(at+ofCluster, key))
			b.share(two(at+ofClusterClass, key, rank))
		}
	}
	if !w.class.named() {
		return
	}
	for rest := w.lists; rest != 0; rest &= rest - 1 {
		list := uint64(bits.TrailingZeros32(rest)) //nolint:gosec // below 32
		b.share(one(at+ofList, list))
		b.copied(two(at+ofListClass, list, rank))
	}
	b.share(two(at+ofLists, uint64(w.lists), rank))
}

// context adds the features of the word at i that depend on several words.
func (s *sentence) context(b *bag, i int) {
	w, prev, next, prev2, next2 := s.at(i), s.at(i-1), s.at(i+1), s.at(i-2), s.at(i+2)
	c, cp, cn := uint64(w.class), uint64(prev.class), uint64(next.class)
	b.share(two(pairLower, prev.lower, w.lower))
	b.share(three(pairLower, w.lower, next.lower, 1))
	b.share(three(tripleBefore, prev2.lower, prev.lower, c))
	b.share(three(tripleAfter, next.lower, next2.lower, c))
	b.share(two(pairSuffix, w.suffix[1], next.suffix[1]))
	b.copied(three(classes, cp, c, cn))
	b.share(three(classesBefore, uint64(prev2.class), cp, c))
	b.share(three(classesAfter, c, cn, uint64(next2.class)))
	b.copied(three(heading, c, s.first(i), s.heading))
	b.share(three(pairFamiliarity, uint64(prev.familiar+16), uint64(w.familiar+16), cp))      //nolint:gosec // above 0
	b.share(three(pairFamiliarity, uint64(next.familiar+16), uint64(w.familiar+16), cn<<8|1)) //nolint:gosec // above 0
	b.share(three(clustersAround, uint64(prev.clusters[0]), c, uint64(next.clusters[0])))
	b.share(two(pairCluster, uint64(prev.clusters[1]), uint64(w.clusters[1])))
	b.share(three(pairCluster, uint64(w.clusters[1]), uint64(next.clusters[1]), 1))
	s.contextLists(b, i, w, prev, next)
	s.contextRun(b, i, w)
}

// contextLists adds what the lists say of the word and those around it.
func (s *sentence) contextLists(b *bag, i int, w, prev, next *word) {
	if w.class.named() {
		around := uint64(prev.class)<<32 | uint64(next.class)
		b.copied(two(listsClasses, uint64(w.lists), around))
		b.share(two(listsWord, uint64(w.lists), prev.lower))
		if prev.class.named() {
			b.share(two(pairLists, uint64(prev.lists), uint64(w.lists)))
		}
		if next.class.named() {
			b.share(three(pairLists, uint64(w.lists), uint64(next.lists), 1))
		}
	}
	for _, part := range s.parts[i] {
		b.share(one(partOfName, uint64(part)))
		b.copied(two(partClass, uint64(part), uint64(w.class)))
	}
}

// contextRun adds where in a run of capitalised words the word stands, and
// whether it stands between quotation marks.
func (s *sentence) contextRun(b *bag, i int, w *word) {
	if s.quoted[i] != 0 {
		b.copied(two(inQuotes, uint64(s.quoted[i]), uint64(w.class)))
	}
	if !w.class.named() {
		return
	}
	from, to := i, i+1
	for from > 0 && i-from < 3 && s.words[from-1].class.named() {
		from--
	}
	for to < len(s.words) && to-i < 4 && s.words[to].class.named() {
		to++
	}
	place := uint64(i-from)<<8 | uint64(to-i) //nolint:gosec // small
	b.copied(two(runPlace, place, s.first(from)))
	b.share(three(runPlace, place, uint64(s.words[from].lists), uint64(s.words[to-1].lists)))
	b.share(three(runPlace, place, s.at(from-1).lower, 1))
	b.share(three(runPlace, place, s.at(to).lower, 2))
	b.share(three(runPlace, place, s.words[to-1].suffix[3], 3))
}
