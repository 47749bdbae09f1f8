package query

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/samband/samband/corpus"
)

// The bounds of a comparison of two texts.
const (
	maxTable = 1 << 20 // cells of the table by which short stretches are compared exactly
	maxWords = 2048    // bytes of a text that an Edit shows
)

// Edit is a place where two revisions of a text differ: lines that only one of
// them has, or that stand for each other.
type Edit struct {
	Removed corpus.Span `json:"removed"` // of the earlier text; empty where words were only added
	Added   corpus.Span `json:"added"`   // of the later text; empty where words were only removed
	Before  string      `json:"before"`  // the words removed, up to 2 KB
	After   string      `json:"after"`   // the words added, up to 2 KB
	Places  []Place     `json:"places"`  // passages of the later text that the words added stand in
}

// diff finds where two texts differ, line by line; white space at the ends of
// lines and empty lines make no difference. Where lines that both have once
// keep their order, they are matched first (Cohen's patience diff); between
// them the longest common subsequence is, where that is not too much work.
func diff(before, after string) []Edit {
	d := &differ{old: lines(before), fresh: lines(after)}
	d.compare(0, len(d.old), 0, len(d.fresh))
	var edits []Edit
	for _, h := range d.hunks {
		edit := Edit{Removed: cover(d.old[h[0]:h[1]]), Added: cover(d.fresh[h[2]:h[3]]), Places: []Place{}}
		edit.Before, edit.After = clip(edit.Removed.Of(before)), clip(edit.Added.Of(after))
		edits = append(edits, edit)
	}
	return edits
}

// line is a line that is not empty, without the white space at its ends.
type line struct {
	corpus.Span
	words string
}

func lines(text string) []line {
	var found []line
	start := 0
	for raw := range strings.SplitAfterSeq(text, "\n") {
		words := strings.TrimSpace(raw)
		if words != "" {
			at := start + strings.Index(raw, words)
			found = append(found, line{corpus.Span{Start: at, End: at + len(words)}, words})
		}
		start += len(raw)
	}
	return found
}

func cover(stretch []line) corpus.Span {
	if len(stretch) == 0 {
		return corpus.Span{}
	}
	return corpus.Span{Start: stretch[0].Start, End: stretch[len(stretch)-1].End}
}

// clip cuts a long text between letters.
func clip(text string) string {
	if len(text) <= maxWords {
		return text
	}
	end := maxWords
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// differ collects hunks: lines of the old that lines of the fresh stand for.
type differ struct {
	old, fresh []line
	hunks      [][4]int
}

func (d *differ) same(i, j int) bool { return d.old[i].words == d.fresh[j].words }

// compare finds the hunks between two stretches.
func (d *differ) compare(i, iEnd, j, jEnd int) {
	for i < iEnd && j < jEnd && d.same(i, j) {
		i, j = i+1, j+1
	}
	for i < iEnd && j < jEnd && d.same(iEnd-1, jEnd-1) {
		iEnd, jEnd = iEnd-1, jEnd-1
	}
	switch {
	case i == iEnd && j == jEnd:
	case i == iEnd || j == jEnd:
		d.hunk(i, iEnd, j, jEnd)
	case (iEnd-i)*(jEnd-j) <= maxTable:
		d.table(i, iEnd, j, jEnd)
	default:
		d.anchored(i, iEnd, j, jEnd)
	}
}

// hunk adds a difference, joined with the one before where they touch.
func (d *differ) hunk(i, iEnd, j, jEnd int) {
	if n := len(d.hunks); n > 0 && d.hunks[n-1][1] == i && d.hunks[n-1][3] == j {
		d.hunks[n-1][1], d.hunks[n-1][3] = iEnd, jEnd
		return
	}
	d.hunks = append(d.hunks, [4]int{i, iEnd, j, jEnd})
}

// table matches two short stretches by their longest common subsequence.
func (d *differ) table(i, iEnd, j, jEnd int) {
	width := jEnd - j + 1
	longest := make([]int32, (iEnd-i+1)*width)
	for x := iEnd - 1; x >= i; x-- {
		for y := jEnd - 1; y >= j; y-- {
			at := (x-i)*width + y - j
			if d.same(x, y) {
				longest[at] = longest[at+width+1] + 1
			} else {
				longest[at] = max(longest[at+width], longest[at+1])
			}
		}
	}
	for i0, j0 := i, j; i < iEnd || j < jEnd; {
		at := (i-i0)*width + j - j0
		switch {
		case i < iEnd && j < jEnd && d.same(i, j):
			i, j = i+1, j+1
		case j == jEnd || i < iEnd && longest[at+width] >= longest[at+1]:
			d.hunk(i, i+1, j, j)
			i++
		default:
			d.hunk(i, i, j, j+1)
			j++
		}
	}
}

// anchored matches two long stretches between lines that each has once. Where
// there are none, all of one stands for all of the other.
func (d *differ) anchored(i, iEnd, j, jEnd int) {
	anchors := d.anchors(i, iEnd, j, jEnd)
	if len(anchors) == 0 {
		d.hunk(i, iEnd, j, jEnd)
		return
	}
	for _, anchor := range anchors {
		d.compare(i, anchor[0], j, anchor[1])
		i, j = anchor[0]+1, anchor[1]+1
	}
	d.compare(i, iEnd, j, jEnd)
}

// anchors returns the longest run, in order, of pairs of lines that stand once
// in each stretch.
func (d *differ) anchors(i, iEnd, j, jEnd int) [][2]int {
	once := func(stretch []line, from int) map[string]int {
		at := map[string]int{}
		for n := range stretch {
			if _, again := at[stretch[n].words]; again {
				at[stretch[n].words] = -1
			} else {
				at[stretch[n].words] = from + n
			}
		}
		return at
	}
	inOld, inFresh := once(d.old[i:iEnd], i), once(d.fresh[j:jEnd], j)
	var pairs [][2]int
	for x := i; x < iEnd; x++ {
		if y, there := inFresh[d.old[x].words]; there && y >= 0 && inOld[d.old[x].words] == x {
			pairs = append(pairs, [2]int{x, y})
		}
	}
	return increasing(pairs)
}

// increasing returns the longest subsequence whose second numbers increase.
func increasing(pairs [][2]int) [][2]int {
	var ends []int // index of the pair that ends the best run of each length
	before := make([]int, len(pairs))
	for n, pair := range pairs {
		length, _ := slices.BinarySearchFunc(ends, pair[1], func(end, second int) int { return pairs[end][1] - second })
		before[n] = -1
		if length > 0 {
			before[n] = ends[length-1]
		}
		if length == len(ends) {
			ends = append(ends, n)
		} else {
			ends[length] = n
		}
	}
	var run [][2]int
	if len(ends) > 0 {
		for n := ends[len(ends)-1]; n >= 0; n = before[n] {
			run = append(run, pairs[n])
		}
	}
	slices.Reverse(run)
	return run
}
