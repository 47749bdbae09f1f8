package structure

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/samband/samband/corpus"
)

// checkInvariants fails the test unless everything that the package promises
// of any structure holds:
//
//   - all spans are valid, and passages, furniture, turns and sections ascend;
//   - passages are disjoint, trimmed, not empty and at most MaxPassage long;
//   - each byte that is not white space lies in exactly one of: a passage, the
//     furniture, or the label of a turn, which reaches from the start of its
//     line to where the speech begins.
func checkInvariants(t *testing.T, text *corpus.Text, s *corpus.Structure) {
	t.Helper()
	checkSpans(t, text.Canonical, s)
	checkPassages(t, text.Canonical, s)
	checkReconstruction(t, text.Canonical, s)
	for i, section := range s.Sections {
		if section.Level < 1 || section.Body.Start < section.Heading.Start {
			t.Errorf("section %d %+v has no level or begins below its heading", i, section)
		}
	}
	for _, d := range s.Decisions {
		if d.Section < -1 || d.Section >= len(s.Sections) {
			t.Errorf("decision %v names section %d of %d", d.Span, d.Section, len(s.Sections))
		}
	}
}

// checkSpans checks that all spans are valid and in order.
func checkSpans(t *testing.T, src string, s *corpus.Structure) {
	t.Helper()
	at := 0
	valid := func(what string, spans ...corpus.Span) {
		for _, span := range spans {
			if !span.Valid(src) {
				t.Fatalf("%s has the invalid span %v of %d", what, span, len(src))
			}
		}
	}
	ascending := func(what string, start int) {
		if start < at {
			t.Fatalf("%s at %d stands before %d", what, start, at)
		}
		at = start
	}
	valid("document", s.TitleSpan, s.DateSpan, s.PublisherSpan)
	for _, x := range s.Authors {
		valid("author", x.Span)
	}
	for _, x := range s.Sections {
		valid("section", x.Heading, x.Body)
		ascending("section", x.Heading.Start)
	}
	at = 0
	for _, x := range s.Turns {
		valid("turn", x.Label, x.Body)
		ascending("turn", x.Body.Start)
	}
	at = 0
	for _, x := range s.Attendees {
		valid("attendee", x.Entry, x.Name, x.Detail)
		ascending("attendee", x.Entry.Start)
		if x.Name.Empty() || !x.Entry.Contains(x.Name) || !x.Detail.Empty() && !x.Entry.Contains(x.Detail) {
			t.Errorf("attendee %+v reaches out of its entry", x)
		}
	}
	at = 0
	for _, x := range s.Quotes {
		valid("quote", x.Span, x.Cue)
		ascending("quote", x.Start)
	}
	for _, x := range s.Decisions {
		valid("decision", x.Span)
	}
	for _, x := range s.Footnotes {
		valid("footnote", x.Reference, x.Body)
	}
	at = 0
	for _, x := range s.Furniture {
		valid("furniture", x)
		ascending("furniture", x.Start)
		at = x.End
	}
}

// checkPassages checks the passages by themselves.
func checkPassages(t *testing.T, src string, s *corpus.Structure) {
	t.Helper()
	end := 0
	for i, x := range s.Passages {
		switch {
		case !x.Valid(src):
			t.Fatalf("passage %d has the invalid span %v of %d", i, x.Span, len(src))
		case x.Start < end:
			t.Fatalf("passage %d begins at %d, before the end %d of the last", i, x.Start, end)
		case x.Len() > corpus.MaxPassage:
			t.Errorf("passage %d has %d bytes", i, x.Len())
		case x.Empty() || strings.TrimSpace(x.Of(src)) != x.Of(src):
			t.Errorf("passage %d is empty or not trimmed: %q", i, x.Of(src))
		case x.Ordinal != i:
			t.Errorf("passage %d has ordinal %d", i, x.Ordinal)
		case x.Turn < -1 || x.Turn >= len(s.Turns) || (x.Kind == corpus.PassageTurn) != (x.Turn >= 0):
			t.Errorf("passage %d of kind %s has turn %d of %d", i, x.Kind, x.Turn, len(s.Turns))
		case x.Turn >= 0 && !s.Turns[x.Turn].Body.Contains(x.Span):
			t.Errorf("passage %d %v lies outside its turn %v", i, x.Span, s.Turns[x.Turn].Body)
		case x.ID != "" || x.Document != "" || x.Speaker != "" || x.Language == "":
			t.Errorf("passage %d claims what ingest decides, or has no language: %+v", i, x)
		}
		end = x.End
	}
}

// checkReconstruction checks that passages, furniture and labels share the
// text out between them.
func checkReconstruction(t *testing.T, src string, s *corpus.Structure) {
	t.Helper()
	owners := make([]int8, len(src))
	own := func(span corpus.Span) {
		for i := span.Start; i < span.End; i++ {
			owners[i]++
		}
	}
	for _, x := range s.Passages {
		own(x.Span)
	}
	for _, x := range s.Furniture {
		own(x)
	}
	for _, x := range s.Turns {
		if !x.Label.Empty() {
			start := strings.LastIndexAny(src[:x.Label.Start], "\n\f") + 1
			own(corpus.Span{Start: start, End: x.Body.Start})
		}
	}
	for i, r := range src {
		if !unicode.IsSpace(r) && owners[i] != 1 {
			t.Fatalf("byte %d %q has %d owners in %q", i, r, owners[i], src[runeFloor(src, max(0, i-60)):min(len(src), i+20)])
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed, uint64(0))
		f.Add(seed, uint64(0x9e3779b97f4a7c15))
	}
	f.Fuzz(func(t *testing.T, canonical string, layout uint64) {
		text := &corpus.Text{Canonical: canonical, Blocks: fuzzBlocks(canonical, layout), Format: corpus.FormatPlain}
		s, err := Parse(text)
		if err != nil {
			return
		}
		checkInvariants(t, text, s)
	})
}

// fuzzBlocks cuts a text into blocks of kinds that the layout number picks,
// some of them across lines or empty, as a faulty reader could.
func fuzzBlocks(src string, layout uint64) []corpus.Block {
	if layout == 0 {
		return nil
	}
	kinds := [...]corpus.BlockKind{
		corpus.BlockParagraph, corpus.BlockHeading, corpus.BlockListItem, corpus.BlockTableRow, corpus.BlockFootnote,
		corpus.BlockQuote, corpus.BlockCaption, corpus.BlockCue, corpus.BlockFurniture,
	}
	var blocks []corpus.Block
	for start := 0; start < len(src) && len(blocks) < 200; {
		layout = layout*6364136223846793005 + 1442695040888963407
		end := runeFloor(src, min(len(src), start+int(layout>>58)*3))
		b := corpus.Block{Span: corpus.Span{Start: start, End: max(start, end)}, Kind: kinds[layout>>33%uint64(len(kinds))], Level: int(layout >> 40 % 4)}
		if b.Kind == corpus.BlockCue {
			b.To = time.Duration(start+1) * time.Second
			if layout>>20%2 == 0 {
				b.Speaker = "Anna"
			}
		}
		blocks = append(blocks, b)
		start = max(end, start+1)
		for start < len(src) && src[start]&0xC0 == 0x80 {
			start++
		}
	}
	return blocks
}

// seeds are texts of every kind that the parser knows.
func seeds() []string {
	return []string{
		"", "a", "\n\n", "–", "§", "1.", "[00:01]", "¹", "Anna:", "Närvarande:", "# ", "**", "”", "å\fä\u2028ö",
		"Protokoll\n\nNärvarande: Anna Ek (ordf.), Bo Alm och Cia Dahl (sekr.)\n\n§ 1 Öppnande\nMötet öppnades.\n\n§ 2 Val\nBeslut:\natt välja Bo\natt tacka",
		"ANNA: Hej.\n\nBO: Hej själv.\n\nOch mer.\n\nANNA: Tack.",
		"[00:00:01] Anna Ek: Hej\n[00:00:05] Bo Alm: Nej\n00:00:09\nmusik\n[00:00:12] Anna Ek: Jo",
		"Vi använder cookies för att webbplatsen ska fungera.\n\nRubrik här\n\n– Det är bra, säger Anna Ek, och vi fortsätter.\n\n2 maj 2019\nKommentera sidan\n* = Obligatorisk uppgift",
		"1 Inledning\n\nText¹ här.\n\n1.1 Mer\n\nText [2].\n\n¹ Se SOU 2021:17.\n[2] Se 2020:1",
		strings.Repeat("ord ", 900) + strings.Repeat("x", 5000) + " slut. " + strings.Repeat("En mening till. ", 300),
		"Medverkande:\n\n1. Ek, Anna\n2. Alm, Bo (C), ordförande (punkt 1-4)\n3. Cia Dahl, från kl. 14.10",
		"Anna Ek  00:12\nHej på er.\nBo Alm  00:20\nTack.\nAnna Ek  00:31\nSlut.",
	}
}

func TestInvariants(t *testing.T) {
	for _, seed := range seeds() {
		for _, layout := range []uint64{0, 1, 7, 1 << 40, 0x9e3779b97f4a7c15} {
			text := &corpus.Text{Canonical: seed, Blocks: fuzzBlocks(seed, layout)}
			s, err := Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			checkInvariants(t, text, s)
		}
	}
}

func TestInvalidEncoding(t *testing.T) {
	if _, err := Parse(&corpus.Text{Canonical: "a\xff"}); err == nil {
		t.Error("Parse accepted bytes that are no UTF-8")
	}
}
