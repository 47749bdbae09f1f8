package ingest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/erasure"
	"github.com/samband/samband/graph"
)

// erase takes out of a record what names people who were erased, as if it had
// never been in it, and reports whether anything was. What the ledger has
// decided about this very text is done again; of other texts that name
// somebody erased, an analysis tells which places speak of whom.
func (p *Pipeline) erase(ctx context.Context, document corpus.Document, original *[]byte, text *corpus.Text) (erased bool, err error) {
	ledger := p.config.Erasures
	for range len(ledger.Erasures()) + 1 {
		ruling, decided := ledger.Ruling(corpus.Hash([]byte(text.Canonical)))
		if !decided {
			if ruling, err = p.rule(ctx, document, *original, text); err != nil {
				return erased, err
			}
		}
		if ruling.Keep {
			return erased, nil
		}
		*text = erasure.Redact(text, ruling.Cuts, ledger)
		text.Kind = cmp.Or(text.Kind, ruling.Kind)
		*original = []byte(text.Canonical)
		erased = true
	}
	return erased, nil
}

// rule decides what becomes of a text that the ledger does not know.
func (p *Pipeline) rule(ctx context.Context, document corpus.Document, original []byte, text *corpus.Text) (erasure.Ruling, error) {
	ledger := p.config.Erasures
	hits := erasure.Scan(text.Canonical, ledger)
	if len(hits) == 0 {
		return erasure.Ruling{Keep: !namedBeside(original, text, ledger)}, nil
	}
	copied := *text // the parser may complete it
	batch, err := p.analyse(ctx, p.config.Extractor, document, &copied, new(clock))
	if err != nil {
		return erasure.Ruling{}, err
	}
	places := p.places(batch)
	places.hits = hits
	cuts := places.cuts(text.Canonical)
	return erasure.Ruling{Keep: len(cuts) == 0, Cuts: cuts, Kind: batch.Document.Kind}, nil
}

// namedBeside reports whether what is known of a document beside its canonical
// text names a person.
func namedBeside(original []byte, text *corpus.Text, m erasure.Matcher) bool {
	beside := slices.Concat([]string{text.Title, text.Publisher, text.URL}, text.Authors, slices.Collect(maps.Values(text.Meta)))
	for i := range text.Blocks {
		beside = append(beside, text.Blocks[i].Speaker)
	}
	for i := range text.Links {
		beside = append(beside, text.Links[i].Target)
	}
	switch text.Format {
	case corpus.FormatPDF, corpus.FormatDOCX, corpus.FormatODT: // packed: what they say is in the text
	default:
		beside = append(beside, string(original))
	}
	return slices.ContainsFunc(beside, func(s string) bool { return len(erasure.Scan(s, m)) > 0 })
}

// places are where a text speaks of a person, and where of others.
type places struct {
	own     []erasure.Cut // names and speech of the person
	hits    []corpus.Span // where forms of the names stand
	persons []corpus.Span // mentions of other people
	others  []corpus.Span // mentions of anything else
	speaks  bool          // whether the person speaks in it
}

// cuts decides what is cut: what is the person's; the forms that are not part
// of another person's mention; and the single words that stand for the person
// in this text. Those are the words by which the text is known to mean the
// person, unless they are part of any other mention, and the surname, unless
// somebody else in the text has it.
func (p *places) cuts(text string) []erasure.Cut {
	cuts := slices.Clone(p.own)
	add := func(spans []corpus.Span, except ...[]corpus.Span) {
		for _, span := range spans {
			if !slices.ContainsFunc(slices.Concat(except...), span.Overlaps) {
				cuts = append(cuts, erasure.Cut{Span: span})
			}
		}
	}
	add(p.hits, p.persons)
	words, surnames := erasure.SingleNames(text, p.own), erasure.Surnames(text, cuts)
	for _, span := range p.persons {
		for _, word := range erasure.Words(span.Of(text)) {
			if len(erasure.Words(span.Of(text))) > 1 {
				delete(surnames, word)
			}
		}
	}
	add(erasure.WordSpans(text, words), p.persons, p.others)
	add(erasure.WordSpans(text, surnames), p.others)
	cuts = erasure.Join(cuts)
	if p.speaks {
		erasure.Labels(text, cuts)
	}
	return cuts
}

// places sorts the claims of an analysed text into those of people who were
// erased and others.
func (p *Pipeline) places(batch *graph.Batch) *places {
	found := new(places)
	for i := range batch.Claims {
		claim := &batch.Claims[i]
		erased, speech := p.meant(claim)
		for j := range claim.Mentions {
			span := claim.Mentions[j].Span
			switch {
			case erased:
				found.own = append(found.own, erasure.Cut{Span: span})
			case claim.Kind == graph.Person:
				found.persons = append(found.persons, span)
			default:
				found.others = append(found.others, span)
			}
		}
		if !erased {
			continue
		}
		found.speaks = found.speaks || slices.ContainsFunc(batch.Facts, func(f graph.Fact) bool {
			return f.Type == graph.SpeaksIn && f.From.Node == "" && f.From.Claim == i
		})
		if speech {
			found.own = append(found.own, saidBy(batch, i)...)
		}
	}
	return found
}

// meant reports whether a claim speaks of somebody erased, and whether what
// that person said goes too. Where the person had namesakes, what the claim
// says beside the name decides; where that says nothing, the claim is taken to
// mean the person: what is erased wrongly can still be read at its source,
// what is shown wrongly has been seen.
func (p *Pipeline) meant(claim *graph.Claim) (erased, speech bool) {
	if claim.Kind != graph.Person {
		return false, false
	}
	names := append([]string{claim.Name}, claim.Aliases...)
	for _, e := range p.config.Erasures.Called(names...) {
		context := contextHashes(p.config.Erasures, claim.Context)
		if !shared(context, e.Context) && shared(context, e.Others) {
			continue
		}
		erased, speech = true, speech || e.Speech
	}
	return erased, speech
}

// contextHashes are keyed hashes of what tells namesakes apart. Whom people
// were met with and when is left out: namesakes share it.
func contextHashes(ledger *erasure.Ledger, context []string) []string {
	var hashes []string
	for _, entry := range context {
		if !strings.HasPrefix(entry, "with:") && !strings.HasPrefix(entry, "date:") {
			hashes = append(hashes, ledger.Hash("context", entry))
		}
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

func shared(a, b []string) bool {
	return slices.ContainsFunc(a, func(value string) bool { return slices.Contains(b, value) })
}

// saidBy are the verbatim words of a claim: turns and direct quotes. What is
// told of them in others' words stays, without the name.
func saidBy(batch *graph.Batch, claim int) []erasure.Cut {
	var cuts []erasure.Cut
	for i := range batch.Facts {
		fact := &batch.Facts[i]
		if fact.Type != graph.Said || fact.From.Node != "" || fact.From.Claim != claim || fact.Attributes["mode"] == "indirect" {
			continue
		}
		for _, evidence := range fact.Evidence {
			cuts = append(cuts, erasure.Cut{Span: evidence.Span, Kind: erasure.CutSpeech})
		}
	}
	return cuts
}
