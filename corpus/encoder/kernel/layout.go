package kernel

// colsMultiple is what columns are padded to, with weights of zero.
const colsMultiple = 16

// largestPanel and largestTile bound the output rows of a panel and the tokens
// of a tile over all layouts.
const (
	largestPanel = 32
	largestTile  = 12
)

// layout says how an instruction set wants a matrix packed and how much a call
// of its tile computes. Weights lie in panels of rows output rows; within a
// panel column groups follow one another, and within a group the rows, each
// with its group weights: [panel][column/group][row][column%group].
type layout struct {
	rows   int  // output rows of a panel
	group  int  // columns that one multiply instruction adds up
	tokens int  // most tokens that a tile computes together
	wide   bool // activations are int16, not bytes
	biased bool // bytes carry +128, for instructions that multiply unsigned by signed
}

// layout returns the packing of an instruction set. Portable code reads plain
// rows, which are panels of one.
func (s isa) layout() layout {
	switch s {
	case avx512vnni:
		return layout{rows: 32, group: 4, tokens: 12, biased: true}
	case avxvnni:
		return layout{rows: 16, group: 4, tokens: 6, biased: true}
	case avx2:
		return layout{rows: 16, group: 2, tokens: 6, wide: true}
	case neonDot:
		return layout{rows: 16, group: 4, tokens: 4}
	case neon:
		return layout{rows: 16, group: 4, tokens: 2}
	default:
		return layout{rows: 1, group: colsMultiple, tokens: 1}
	}
}

// flip returns what quantized bytes are combined with by exclusive or: an int8
// with its top bit flipped is a uint8 that is greater by 128.
func (l layout) flip() int8 {
	if l.biased {
		return -128
	}
	return 0
}

// pack arranges row-major weights, and pads rows and columns with zeros.
func (l layout) pack(weights []int8, rows, cols int) []int8 {
	stride := roundUp(cols, colsMultiple)
	packed := make([]int8, roundUp(rows, l.rows)*stride)
	for r := range rows {
		panel := packed[r/l.rows*l.rows*stride:][:l.rows*stride]
		l.packRow(panel, weights[r*cols:(r+1)*cols], r%l.rows)
	}
	return packed
}

// packRow puts a row into its panel, where it is row r.
func (l layout) packRow(panel, row []int8, r int) {
	at, step := r*l.group, l.rows*l.group
	switch l.group { // arrays of known length are single moves
	case 4:
		for ; len(row) >= 4; row = row[4:] {
			*(*[4]int8)(panel[at:]) = [4]int8(row)
			at += step
		}
	case 2:
		for ; len(row) >= 2; row = row[2:] {
			*(*[2]int8)(panel[at:]) = [2]int8(row)
			at += step
		}
	}
	if len(row) > 0 { // less than a group, or a plain row
		copy(panel[at:], row)
	}
}

// starts returns what the sum of each row starts from: where activations carry
// +128, which adds 128·Σw, that is taken off.
func (l layout) starts(s isa, weights []int8, rows, cols int) []int32 {
	sums := make([]int32, roundUp(rows, l.rows))
	if !l.biased {
		return sums
	}
	ones := make([]int8, cols)
	for c := range ones {
		ones[c] = 1
	}
	scanDot(s, sums[:rows], weights, ones)
	for r := range rows {
		sums[r] *= -128
	}
	return sums
}
