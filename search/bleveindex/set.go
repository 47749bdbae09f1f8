package bleveindex

import "math/bits"

// set is a set of document numbers of one snapshot.
type set []uint64

func newSet(size int) set { return make(set, (size+63)/64) }

func (s set) add(n uint64)      { s[n>>6] |= 1 << (n & 63) }
func (s set) remove(n uint64)   { s[n>>6] &^= 1 << (n & 63) }
func (s set) has(n uint64) bool { return s[n>>6]&(1<<(n&63)) != 0 }

// intersect keeps what is also in other.
func (s set) intersect(other set) {
	for i := range s {
		s[i] &= other[i]
	}
}

// unite adds what is in other.
func (s set) unite(other set) {
	for i := range s {
		s[i] |= other[i]
	}
}

// subtract removes what is in other.
func (s set) subtract(other set) {
	for i := range s {
		s[i] &^= other[i]
	}
}

func (s set) count() int {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// each calls visit with every member in ascending order until it returns
// false.
func (s set) each(visit func(uint64) bool) {
	for i, word := range s {
		for word != 0 {
			n := uint64(i)<<6 | uint64(bits.TrailingZeros64(word)) //nolint:gosec // not negative
			if !visit(n) {
				return
			}
			word &= word - 1
		}
	}
}
