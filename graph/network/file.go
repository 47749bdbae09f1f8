package network

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/samband/samband/graph"
)

// errDamaged reports a file that holds no snapshot, or not a whole one.
var errDamaged = errors.New("damaged snapshot")

// magic begins the file; its last character is the version of the format.
const magic = "samband snapshot 2\n"

// checksumSize is the size of the checksum (CRC-32C) that ends the file.
const checksumSize = 4

// vocabulary is written to the file: labels number the types of relation, and
// a program that knows others would misread them.
func vocabulary() string {
	var names strings.Builder
	for _, kind := range graph.RelationTypes() {
		names.WriteString(string(kind) + " ")
	}
	return names.String()
}

// save writes the snapshot to a file, whole or not at all.
func (s *Snapshot) save(name string) (err error) {
	file, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.new")
	if err != nil {
		return fmt.Errorf("save snapshot: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("save snapshot: %w", errors.Join(err, os.Remove(file.Name())))
		}
	}()
	if _, err := file.Write(s.encode()); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

// load reads a snapshot from a file. It goes on using the store for evidence.
func load(name string, store graph.Store) (*Snapshot, error) {
	data, err := os.ReadFile(name) //nolint:gosec // the caller's own data directory
	if err != nil {
		return nil, fmt.Errorf("load snapshot: %w", err)
	}
	body := len(data) - checksumSize
	if body < 0 || checksum(data[:body]) != binary.LittleEndian.Uint32(data[body:]) {
		return nil, fmt.Errorf("load snapshot %s: %w", name, errDamaged)
	}
	s, err := decode(data[:body])
	if err != nil {
		return nil, fmt.Errorf("load snapshot %s: %w", name, err)
	}
	s.store = store
	return s, nil
}

func checksum(data []byte) uint32 { return crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli)) }

// encode renders the snapshot with its checksum.
func (s *Snapshot) encode() []byte {
	s = s.compact()
	w := &writer{buf: make([]byte, 0, 32*len(s.nodes)+8*s.edges.live()+9*s.stated.live+64*len(s.nodes)+1024)}
	w.buf = append(w.buf, magic...)
	w.number(s.version.Generation)
	w.number(s.version.Mark)
	for _, count := range []int{len(s.nodes), s.edges.stated.live, s.edges.mentioned.live, s.stated.live, len(s.origins.all), len(s.loose)} {
		w.number(uint64(count)) //nolint:gosec // never negative
	}
	for _, r := range []*rows{&s.edges.stated, &s.edges.mentioned} {
		writeAll(w, lengths(r.first, r.last))
		writeAll(w, r.targets)
		writeAll(w, r.labels)
	}
	writeAll(w, lengths(s.stated.first, s.stated.last))
	writeAll(w, s.stated.low)
	writeAll(w, s.stated.high)
	w.buf = append(w.buf, s.stated.kind...)
	writeAll(w, s.origins.of)
	texts := []string{vocabulary()}
	for i := range s.nodes {
		texts = append(texts, s.nodes[i].id, s.nodes[i].name)
	}
	for _, from := range s.origins.all {
		texts = append(texts, from.date, from.collection)
	}
	w.texts(append(texts, slices.Sorted(maps.Keys(s.loose))...))
	return binary.LittleEndian.AppendUint32(w.buf, checksum(w.buf))
}

func lengths(first, last []uint32) []uint32 {
	list := make([]uint32, len(first))
	for i := range first {
		list[i] = last[i] - first[i]
	}
	return list
}

// writer appends fixed-width little-endian numbers.
type writer struct{ buf []byte }

func (w *writer) number(v uint64) { w.buf = binary.LittleEndian.AppendUint64(w.buf, v) }

func writeAll[T ~uint32 | ~int32](w *writer, list []T) {
	for _, v := range list {
		w.buf = binary.LittleEndian.AppendUint32(w.buf, uint32(v))
	}
}

// texts writes the lengths of all texts, then the texts.
func (w *writer) texts(list []string) {
	for _, text := range list {
		w.buf = binary.LittleEndian.AppendUint32(w.buf, uint32(len(text))) //nolint:gosec // names are short
	}
	for _, text := range list {
		w.buf = append(w.buf, text...)
	}
}

// decode reads what encode rendered, without the checksum.
func decode(data []byte) (*Snapshot, error) {
	r := &decoder{data: data}
	if string(r.take(len(magic))) != magic {
		return nil, errDamaged
	}
	s := &Snapshot{version: graph.Version{Generation: r.number(), Mark: r.number()}, loose: map[string]bool{}, pool: newScratchPool()}
	nodes, near, mentioned, stated, from, loose := r.count(), r.count(), r.count(), r.count(), r.count(), r.count()
	s.edges = edges{r.rows(nodes, near), r.rows(nodes, mentioned)}
	s.stated.first, s.stated.last = r.bounds(nodes, stated)
	s.stated.low, s.stated.high = readAll[int32](r, stated), readAll[int32](r, stated)
	s.stated.kind = slices.Clone(r.take(stated))
	s.stated.live = stated
	s.origins.of = readAll[uint32](r, nodes)
	texts := r.texts(1 + 2*nodes + 2*from + loose)
	if r.failed || texts[0] != vocabulary() {
		return nil, errDamaged
	}
	texts = texts[1:]
	s.nodes, s.origins.all = make([]node, nodes), make([]origin, from)
	for i := range s.nodes {
		s.nodes[i] = node{texts[2*i], texts[2*i+1]}
	}
	texts = texts[2*nodes:]
	for i := range s.origins.all {
		s.origins.all[i] = origin{texts[2*i], texts[2*i+1]}
	}
	for _, id := range texts[2*from:] {
		s.loose[id] = true
	}
	if !s.sound() {
		return nil, errDamaged
	}
	s.number()
	s.measure()
	return s, nil
}

// sound reports whether all numbers lie within their bounds and nodes are in
// order.
func (s *Snapshot) sound() bool {
	kinds := len(graph.RelationTypes())
	within := func(n int32) bool { return n >= 0 && int(n) < len(s.nodes) }
	for _, r := range []*rows{&s.edges.stated, &s.edges.mentioned} {
		for i, to := range r.targets {
			if !within(to) || int(r.labels[i].kind()) >= kinds {
				return false
			}
		}
	}
	for i := range s.stated.low {
		if !within(s.stated.low[i]) || !within(s.stated.high[i]) || int(s.stated.kind[i]) >= kinds {
			return false
		}
	}
	for i := range s.nodes {
		if i > 0 && s.nodes[i-1].id >= s.nodes[i].id || int(s.origins.of[i]) >= len(s.origins.all) {
			return false
		}
	}
	return true
}

// decoder reads fixed-width little-endian numbers. After the first fault
// everything is empty, and failed says so.
type decoder struct {
	data   []byte
	failed bool
}

func (r *decoder) take(size int) []byte {
	if r.failed || size < 0 || size > len(r.data) {
		r.failed = true
		return nil
	}
	taken := r.data[:size]
	r.data = r.data[size:]
	return taken
}

func (r *decoder) number() uint64 {
	if data := r.take(8); data != nil {
		return binary.LittleEndian.Uint64(data)
	}
	return 0
}

// count reads a number of things of which each takes at least one byte.
func (r *decoder) count() int {
	value := r.number()
	if value > uint64(len(r.data)) {
		r.failed = true
		return 0
	}
	return int(value) //nolint:gosec // bounded by the size of the file
}

func readAll[T ~uint32 | ~int32](r *decoder, count int) []T {
	data := r.take(4 * count)
	list := make([]T, len(data)/4)
	for i := range list {
		list[i] = T(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return list
}

// bounds reads lengths that follow each other up to the total.
func (r *decoder) bounds(count, total int) (first, last []uint32) {
	sizes, sum := readAll[uint32](r, count), uint64(0)
	for _, size := range sizes {
		sum += uint64(size)
	}
	r.failed = r.failed || sum != uint64(total) //nolint:gosec // never negative
	return adjoining(sizes)
}

func (r *decoder) rows(nodes, edges int) rows {
	first, last := r.bounds(nodes, edges)
	return rows{first: first, last: last, targets: readAll[int32](r, edges), labels: readAll[label](r, edges), live: edges}
}

// texts reads as many texts, which share one allocation.
func (r *decoder) texts(count int) []string {
	sizes := readAll[uint32](r, count)
	all := string(r.data)
	list := make([]string, len(sizes))
	for i, size := range sizes {
		if uint64(size) > uint64(len(all)) {
			r.failed = true
			return nil
		}
		list[i], all = all[:size], all[size:]
	}
	r.failed = r.failed || all != ""
	return list
}
