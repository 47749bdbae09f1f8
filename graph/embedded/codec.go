package embedded

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"

	"github.com/klauspost/compress/s2"
)

// errDamaged reports a packed column that does not decode.
var errDamaged = errors.New("damaged record")

// A damaged length must not exhaust memory: a column unpacks to at most
// maxUnpacked bytes, and to maxRatio times its size where that is more than
// freeUnpacked. A list grows as it is read from firstRoom on.
const (
	maxUnpacked  = 1 << 30
	freeUnpacked = 1 << 18
	maxRatio     = 4096
	firstRoom    = 256
)

// packer writes the fields of a record one after the other. Numbers are
// variable-length, strings are preceded by their length.
type packer struct{ buf []byte }

// newPacker has room for a usual column.
func newPacker() *packer { return &packer{buf: make([]byte, 0, 1<<10)} }

func (p *packer) count(v int) { p.buf = binary.AppendUvarint(p.buf, uint64(v)) } //nolint:gosec // counts are never negative
func (p *packer) int(v int64) { p.buf = binary.AppendVarint(p.buf, v) }

func (p *packer) string(s string) {
	p.count(len(s))
	p.buf = append(p.buf, s...)
}

func (p *packer) strings(list []string) {
	p.count(len(list))
	for _, s := range list {
		p.string(s)
	}
}

// float keeps all 64 bits; round numbers such as 0.5 and 1 take few bytes.
func (p *packer) float(v float64) {
	p.buf = binary.AppendUvarint(p.buf, bits.ReverseBytes64(math.Float64bits(v)))
}

// nested writes what write appends, preceded by its length, so that a reader
// can skip it.
func (p *packer) nested(write func()) {
	start := len(p.buf)
	write()
	size := len(p.buf) - start
	p.count(size)
	var length [binary.MaxVarintLen64]byte
	width := copy(length[:], p.buf[start+size:])
	copy(p.buf[start+width:], p.buf[start:start+size])
	copy(p.buf[start:], length[:width])
}

// packed returns the compressed record.
func (p *packer) packed() []byte { return s2.Encode(nil, p.buf) }

// unpacker reads what a packer wrote. After the first fault every read gives
// zero, and err says so.
type unpacker struct {
	text string
	at   int
	err  error
}

// unpack expands a column. Strings read from it share one allocation.
func unpack(column []byte) *unpacker {
	size, err := s2.DecodedLen(column)
	if err != nil || size > min(maxUnpacked, max(freeUnpacked, maxRatio*len(column))) {
		return &unpacker{err: errDamaged}
	}
	buf, err := s2.Decode(nil, column)
	if err != nil {
		return &unpacker{err: errDamaged}
	}
	return plain(buf)
}

// plain reads a column that is not compressed.
func plain(column []byte) *unpacker { return &unpacker{text: string(column)} }

func (u *unpacker) uint() uint64 {
	var value uint64
	for shift := uint(0); shift < 64; shift += 7 {
		if u.at >= len(u.text) {
			break
		}
		b := u.text[u.at]
		u.at++
		value |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return value
		}
	}
	u.fail()
	return 0
}

// count reads a number of things of which each takes at least one byte.
func (u *unpacker) count() int {
	value := u.uint()
	if value > uint64(len(u.text)-u.at) { //nolint:gosec // at never passes the end
		u.fail()
		return 0
	}
	return int(value) //nolint:gosec // bounded by the length of the text
}

func (u *unpacker) int() int64 {
	value := u.uint()
	return int64(value>>1) ^ -int64(value&1)
}

func (u *unpacker) string() string {
	length := u.count()
	s := u.text[u.at : u.at+length]
	u.at += length
	return s
}

func (u *unpacker) strings() []string { return unpackList(u, u.string) }

// unpackList reads a number and then so many values.
func unpackList[T any](u *unpacker, value func() T) []T {
	count := u.count()
	list := make([]T, 0, min(count, firstRoom))
	for range count {
		list = append(list, value())
		if u.err != nil {
			return nil
		}
	}
	return list
}

func (u *unpacker) float() float64 {
	return math.Float64frombits(bits.ReverseBytes64(u.uint()))
}

// nested returns a reader of a nested record and goes on behind it.
func (u *unpacker) nested() unpacker {
	return unpacker{text: u.string(), err: u.err}
}

func (u *unpacker) fail() {
	u.err = errDamaged
	u.at = len(u.text)
}
