package vector

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/samband/samband/search"
)

const (
	magic       = "SVEC"
	format      = 1
	blockHeader = 12
	// maxBody is the largest block that is read, in bytes: a document of some
	// 170,000 passages.
	maxBody  = 64 << 20
	maxModel = 1 << 10 // bytes of a model's name
	maxSize  = 1 << 16 // dimensions
)

// errCut reports the end of what can be read of a file.
var errCut = errors.New("vectors end in the middle of a block")

func sum(data []byte) uint32 { return crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli)) }

// header renders the beginning of a file.
func header(model string, size int) []byte {
	h := append([]byte(nil), magic...)
	for _, n := range []int{format, size, len(model)} {
		h = binary.LittleEndian.AppendUint32(h, uint32(n)) //nolint:gosec // checked by Open
	}
	h = append(h, model...)
	return binary.LittleEndian.AppendUint32(h, sum(h))
}

// readHeader reads the beginning of a file and returns the size of its vectors.
// It returns search.ErrRebuild where they are of another model, or of another
// size than the one that is wanted; 0 wants any.
func readHeader(r io.Reader, model string, size int) (int, error) {
	gotModel, gotSize, err := parseHeader(r)
	if err != nil {
		return 0, err
	}
	if gotModel != model || size != 0 && size != gotSize {
		return 0, fmt.Errorf("%w: vectors are of model %s in %d dimensions", search.ErrRebuild, gotModel, gotSize)
	}
	return gotSize, nil
}

// parseHeader reads the beginning of a file. It returns search.ErrRebuild where
// it is none of this format.
func parseHeader(r io.Reader) (model string, size int, err error) {
	got := make([]byte, len(magic)+12)
	if _, err = io.ReadFull(r, got); err == nil {
		p := parser{rest: got[len(magic):]}
		version, dimensions, length := p.uint32(), p.uint32(), p.uint32()
		if string(got[:len(magic)]) != magic || version != format || dimensions < 1 || dimensions > maxSize || length > maxModel {
			return "", 0, fmt.Errorf("%w: no vectors of format %d", search.ErrRebuild, format)
		}
		size = int(dimensions)
		got = append(got, make([]byte, length+4)...)
		_, err = io.ReadFull(r, got[len(magic)+12:])
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "", 0, fmt.Errorf("%w: header: %w", search.ErrRebuild, err)
	}
	if err != nil {
		return "", 0, err
	}
	model = string(got[len(magic)+12 : len(got)-4])
	if !bytes.Equal(got, header(model, size)) {
		return "", 0, fmt.Errorf("%w: header is damaged", search.ErrRebuild)
	}
	return model, size, nil
}

// appendBlock renders a document as a block.
func appendBlock(b []byte, d *Document) []byte {
	at := len(b)
	b = append(b, make([]byte, blockHeader)...)
	b = appendID(b, d.ID)
	b = binary.LittleEndian.AppendUint64(b, d.Print)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(d.Passages))) //nolint:gosec // a count of passages
	for _, id := range d.Passages {
		b = appendID(b, id)
	}
	for _, v := range d.Vectors {
		b = append(b, byte(v)) //nolint:gosec // the same bits
	}
	head, body := b[at:], b[at+blockHeader:]
	binary.LittleEndian.PutUint32(head, uint32(len(body))) //nolint:gosec // at most maxBody
	binary.LittleEndian.PutUint32(head[4:], sum(body))
	binary.LittleEndian.PutUint32(head[8:], sum(head[:8]))
	return b
}

func appendID(b []byte, id string) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(id))) //nolint:gosec // an id
	return append(b, id...)
}

// readBlock reads the next block. It returns its length in the file, io.EOF
// after the last and errCut where it is not whole.
func readBlock(r io.Reader, size int) (d Document, length int64, err error) {
	var head [blockHeader]byte
	switch _, err := io.ReadFull(r, head[:]); {
	case errors.Is(err, io.EOF):
		return d, 0, io.EOF
	case errors.Is(err, io.ErrUnexpectedEOF):
		return d, 0, errCut
	case err != nil:
		return d, 0, err
	}
	n := binary.LittleEndian.Uint32(head[:])
	if sum(head[:8]) != binary.LittleEndian.Uint32(head[8:]) || n > maxBody {
		return d, 0, errCut
	}
	var buffer bytes.Buffer // grows with what is there, whatever the length says
	if _, err := io.CopyN(&buffer, r, int64(n)); errors.Is(err, io.EOF) {
		return d, 0, errCut
	} else if err != nil {
		return d, 0, err
	}
	body := buffer.Bytes()
	if sum(body) != binary.LittleEndian.Uint32(head[4:]) {
		return d, 0, errCut
	}
	if d, err = parseBody(body, size); err != nil {
		return d, 0, err
	}
	return d, blockHeader + int64(n), nil
}

// parseBody reads the body of a block; errCut where it is none.
func parseBody(body []byte, size int) (Document, error) {
	p := parser{rest: body}
	d := Document{ID: p.id()}
	d.Print = p.uint64()
	count := p.uint32()
	if p.bad || d.ID == "" || uint64(count)*uint64(4+size) > uint64(len(p.rest)) { //nolint:gosec // sizes are positive
		return Document{}, errCut
	}
	for range count {
		d.Passages = append(d.Passages, p.id())
	}
	if p.bad || len(p.rest) != int(count)*size {
		return Document{}, errCut
	}
	d.Vectors = make([]int8, len(p.rest))
	for i, v := range p.rest {
		d.Vectors[i] = int8(v) //nolint:gosec // the bits of a signed byte
	}
	return d, nil
}

// parser takes values from the front of what is left.
type parser struct {
	rest []byte
	bad  bool // whether more was taken than there was
}

func (p *parser) take(n uint64) []byte {
	if n > uint64(len(p.rest)) {
		p.bad, n = true, 0
	}
	taken := p.rest[:n]
	p.rest = p.rest[n:]
	return taken
}

func (p *parser) uint32() uint32 {
	if b := p.take(4); len(b) == 4 {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (p *parser) uint64() uint64 {
	if b := p.take(8); len(b) == 8 {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (p *parser) id() string { return string(p.take(uint64(p.uint32()))) }
