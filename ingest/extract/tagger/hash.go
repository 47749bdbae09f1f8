package tagger

// The features of the CRF are numbers: nothing is formatted or looked up as a
// string while text is tagged. 32 bits keep half a million weights apart well
// enough; a collision costs a little noise, which training has seen too.

const (
	seed  uint64 = 0xcbf29ce484222325
	prime uint64 = 0x9e3779b97f4a7c15
)

// fold mixes one value into a hash.
func fold(hash, value uint64) uint64 {
	hash = (hash ^ value) * prime
	return hash ^ hash>>29
}

// hashString returns the hash of a string, FNV-1a with a last stir.
func hashString(text string) uint64 {
	hash := seed
	for i := range len(text) {
		hash = (hash ^ uint64(text[i])) * 0x100000001b3
	}
	return fold(hash, uint64(len(text)))
}

// table maps 32-bit keys to values. It is filled once and then only read.
type table struct {
	slots []slot
	mask  uint32
}

type slot struct{ key, value uint32 }

// newTable makes room for a number of keys. Values must not be 0, which marks
// what is free.
func newTable(keys int) table {
	size := 16
	for size < 2*keys {
		size *= 2
	}
	return table{slots: make([]slot, size), mask: uint32(size - 1)} //nolint:gosec // far below 2^32
}

// put enters a key that is not in the table yet.
func (t *table) put(key, value uint32) {
	at := key & t.mask
	for t.slots[at].value != 0 {
		at = (at + 1) & t.mask
	}
	t.slots[at] = slot{key, value}
}

// get returns the value of a key, 0 for unknown ones.
func (t *table) get(key uint32) uint32 {
	at := key & t.mask
	for {
		found := t.slots[at]
		if found.key == key || found.value == 0 {
			return found.value
		}
		at = (at + 1) & t.mask
	}
}
