package extract

import (
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// signatories states who signed an opinion piece, a letter or a statement: the
// people at the beginning of two lines or more that follow each other, each
// with a title behind the name or alone on its line.
func (a *analysis) signatories() {
	if !a.signed() {
		return
	}
	byline := map[string]bool{}
	for _, p := range a.authors {
		if p >= 0 {
			byline[a.mentions[a.root(p)].Name] = true
		}
	}
	for _, block := range a.signatureBlocks() {
		for _, p := range block {
			if name := a.mentions[a.root(p)].Name; !byline[name] {
				byline[name] = true
				a.fact(graph.Authored, mentioned(p), document(), nil, Evidence{a.mentions[p].Span, "signature", .8})
			}
		}
	}
}

// signed reports whether a document is of a kind whose signatories are its
// authors, as its first lines tell.
func (a *analysis) signed() bool {
	switch a.in.Structure.Kind {
	case corpus.KindMinutes, corpus.KindPodcast, corpus.KindEvent:
		return false
	case corpus.KindReport:
		return a.opinion()
	default:
	}
	if a.opinion() {
		return true
	}
	for i := range a.tokens[:min(headTokens, len(a.tokens))] {
		switch a.lower(i) {
		case "remissvar", "yttrande", "skrivelse", "medborgarförslag", "upprop":
			return true
		case "skriver":
			if a.in.Structure.Kind == corpus.KindArticle {
				return a.wePropose()
			}
		}
	}
	return false
}

// headTokens is how many tokens the first lines of a document have at most.
const headTokens = 60

// opinion reports whether the first lines call the document an opinion piece:
// a word for it stands there as a label, with a capital.
func (a *analysis) opinion() bool {
	for i := range a.tokens[:min(headTokens, len(a.tokens))] {
		switch a.lower(i) {
		case "debatt", "replik", "slutreplik", "insändare":
			if a.is(i, capital) && (i+1 == len(a.tokens) || a.tokens[i+1].gap >= newline || a.tokens[i+1].kind == swedish.Punct) {
				return true
			}
		case "debattartikel", "debattinlägg":
			return true
		}
	}
	return false
}

// wePropose reports whether a text speaks for those who wrote it.
func (a *analysis) wePropose() bool {
	const enough = 3
	count := 0
	for i := range a.tokens {
		if a.lower(i) == "vi" || a.lower(i) == "vår" || a.lower(i) == "våra" {
			count++
		}
	}
	return count >= enough
}

// signatureBlocks returns the people of the runs of lines in the last half of
// the document that each begin with a name.
func (a *analysis) signatureBlocks() [][]int {
	var blocks [][]int
	var block []int
	flush := func() {
		if len(block) > 1 {
			blocks = append(blocks, block)
		}
		block = nil
	}
	contact := false
	for from := len(a.tokens) / 2; from < len(a.tokens); {
		to := from + 1
		for to < len(a.tokens) && a.tokens[to].gap < newline {
			to++
		}
		p, ok := a.signatory(extent{from, to})
		switch {
		case ok && !contact:
			block = append(block, p)
		case ok || len(block) > 0 && a.titleGoesOn(extent{from, to}):
		default:
			flush()
			contact = a.contactLine(extent{from, to})
		}
		from = to
	}
	flush()
	return blocks
}

// signatory returns the person whose name begins a line that a signature could
// be: it holds nothing else, or a title behind a comma or brackets, and neither
// a verb of saying nor a way to reach her.
func (a *analysis) signatory(line extent) (int, bool) {
	const longest = 32 // tokens
	from := line.from
	for from < line.to && a.tokens[from].kind != swedish.Word && a.owner[from] == none {
		from++ // a bullet
	}
	p, ok := a.mentionAt(from, graph.Person)
	if !ok || line.to-line.from > longest || !strings.Contains(a.mentions[p].Name, " ") {
		return 0, false
	}
	to := a.extent[p].to
	if to < line.to && a.lower(to) != "," && a.lower(to) != "(" && a.tokens[to].gap != blank {
		return 0, false
	}
	for i := to; i < line.to; i++ {
		if a.is(i, saying) || a.lower(i) == "@" || a.lower(i) == "tfn" || a.lower(i) == "telefon" {
			return 0, false
		}
	}
	return p, true
}

// titleGoesOn reports whether a line goes on with the title of the signatory above.
func (a *analysis) titleGoesOn(line extent) bool {
	return line.to-line.from <= 12 && !a.is(line.from, capital) && a.tokens[line.from].kind == swedish.Word && a.lower(line.to-1) != "."
}

// contactLine reports whether a line says that those below it can be reached
// or were there.
func (a *analysis) contactLine(line extent) bool {
	if line.to-line.from > 12 {
		return false
	}
	for i := line.from; i < line.to; i++ {
		l := a.lower(i)
		if strings.Contains(l, "kontakt") || l == "information" || l == "närvarande" || l == "deltagare" || l == "medverkande" || l == "frågor" {
			return true
		}
	}
	return false
}
