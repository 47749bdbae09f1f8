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
// rows: panels of one row and groups of one column.
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
		return layout{rows: 1, group: 1, tokens: 1}
	}
}

// bias returns what quantized bytes are combined with by exclusive or:
// flipping the top bit of an int8 adds 128 to it as a uint8.
func (l layout) bias() uint8 {
	if l.biased {
		return 0x80
	}
	return 0
}

// pack arranges row-major weights, and pads rows and columns with zeros.
func (l layout) pack(weights []int8, rows, cols int) []int8 {
	stride := roundUp(cols, colsMultiple)
	packed := make([]int8, roundUp(rows, l.rows)*stride)
	for r := range rows {
		panel := packed[r/l.rows*l.rows*stride:]
		within := r % l.rows * l.group
		for c, w := range weights[r*cols : (r+1)*cols] {
			panel[c/l.group*l.group*l.rows+within+c%l.group] = w
		}
	}
	return packed
}

// corrections returns for each row what its sum starts from: where activations
// carry +128 that adds 128·Σw, which is taken off here.
func (l layout) corrections(weights []int8, rows, cols int) []int32 {
	start := make([]int32, roundUp(rows, l.rows))
	if !l.biased {
		return start
	}
	for r := range rows {
		for _, w := range weights[r*cols : (r+1)*cols] {
			start[r] -= 128 * int32(w)
		}
	}
	return start
}
