package tagger

import (
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
)

// row holds the weights of a feature, in units of Model.unit.
type row [labels]int8

// Model is the weights of the CRF.
type Model struct {
	unit  float32
	steps [conventions]transitions // unit 1, nothing forbidden
	keys  table                    // feature → index in rows + 1
	rows  []row
}

// newModel puts weights into a table.
func newModel(unit float32, steps [conventions]transitions, weights map[uint32]row) *Model {
	m := &Model{unit: unit, steps: steps, keys: newTable(len(weights))}
	for _, key := range slices.Sorted(maps.Keys(weights)) {
		m.rows = append(m.rows, weights[key])
		m.keys.put(key, uint32(len(m.rows))) //nolint:gosec // less than a million
	}
	return m
}

// Features returns how many features have weights.
func (m *Model) Features() int { return len(m.rows) }

// WriteTo writes the model, gzipped: the bits of the unit and of the
// transitions, the keys as appendKeys writes them, and the weights label by
// label, one byte each.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	plain := binary.AppendUvarint(nil, uint64(math.Float32bits(m.unit)))
	for _, scheme := range m.steps {
		for _, from := range scheme {
			for _, score := range from {
				plain = binary.AppendUvarint(plain, uint64(math.Float32bits(score)))
			}
		}
	}
	found := m.keys.sorted()
	plain = appendKeys(plain, found)
	for label := range labels {
		for _, s := range found {
			plain = append(plain, byte(m.rows[s.value-1][label])) //nolint:gosec // the same bits
		}
	}
	return pack(w, plain)
}

// ReadModel reads what WriteTo wrote. Its error wraps ErrDamaged.
func ReadModel(r io.Reader) (*Model, error) {
	in, err := unpack(r)
	if err != nil {
		return nil, err
	}
	m := &Model{unit: in.float()}
	for c := range m.steps {
		for from := range m.steps[c] {
			for to := range m.steps[c][from] {
				m.steps[c][from][to] = in.float()
			}
		}
	}
	keys := in.keys()
	if in.bad || len(in.rest) != labels*len(keys) {
		return nil, fmt.Errorf("read model: %w", ErrDamaged)
	}
	m.keys, m.rows = newTable(len(keys)), make([]row, len(keys))
	for i, key := range keys {
		m.keys.put(key, uint32(i+1))
		for label := range labels {
			m.rows[i][label] = int8(in.rest[label*len(keys)+i]) //nolint:gosec // as written
		}
	}
	return m, nil
}

// float reads the bits of a number.
func (in *input) float() float32 {
	return math.Float32frombits(uint32(in.number())) //nolint:gosec // as written
}

// sum16 holds sums of weights of a model. Some hundred features of one byte
// each stay within 16 bits.
type sum16 [labels]int16

// sums keeps what a word's own features add up to, by role, as far as ready.
type sums struct {
	ready uint16
	by    [roles]sum16
}

// add adds the weights of features, with the copies of a convention.
func (m *Model) add(total *sum16, features bag, c Convention) {
	for _, feature := range features {
		m.addRow(total, feature)
		if feature&shared == 0 {
			m.addRow(total, copyOf(feature, uint8(c)))
		}
	}
}

func (m *Model) addRow(total *sum16, key uint32) {
	at := m.keys.get(key)
	if at == 0 {
		return
	}
	weights := &m.rows[at-1]
	for y := range total {
		total[y] += int16(weights[y])
	}
}

// of returns the sums of a word in a role.
func (m *Model) of(w *word, r role, c Convention, scratch *bag) *sum16 {
	s := &w.sums[c]
	if s.ready&(1<<r) == 0 {
		*scratch = (*scratch)[:0]
		w.append(scratch, r)
		m.add(&s.by[r], *scratch, c)
		s.ready |= 1 << r
	}
	return &s.by[r]
}
