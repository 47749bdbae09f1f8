package resolve_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/resolve"
)

// memory is the least a store must do for Assign.
type memory map[string][]graph.Claim

func (m memory) Claims(_ context.Context, keys ...string) ([]graph.StoredClaim, error) {
	var found []graph.StoredClaim
	for document, claims := range m {
		for i, c := range claims {
			if slices.ContainsFunc(c.Keys, func(k string) bool { return slices.Contains(keys, k) }) {
				found = append(found, graph.StoredClaim{ID: graph.ClaimID{Document: document, Index: i}, Claim: c})
			}
		}
	}
	sort.Slice(found, func(i, j int) bool {
		a, b := found[i].ID, found[j].ID
		return a.Document < b.Document || a.Document == b.Document && a.Index < b.Index
	})
	return found, nil
}

func (memory) Curations(context.Context) iter.Seq2[graph.Curation, error] {
	return func(func(graph.Curation, error) bool) {}
}

func (m memory) apply(batches []graph.Batch) {
	for _, b := range batches {
		delete(m, b.Document.ID)
		if !b.Delete {
			m[b.Document.ID] = slices.Clone(b.Claims)
		}
	}
	for _, b := range batches {
		for _, r := range b.Reassign {
			m[r.Claim.Document][r.Claim.Index].Entity = r.Entity
		}
	}
}

func (m memory) entities() map[string][]string {
	out := map[string][]string{}
	for document, claims := range m {
		for _, c := range claims {
			out[document] = append(out[document], c.Name+" = "+c.Entity)
		}
	}
	return out
}

func person(document, name, block string, context ...string) graph.Claim {
	return graph.Claim{Kind: graph.Person, Name: name, Keys: []string{"block=" + block, "document=" + document}, Context: context}
}

func batch(document string, claims ...graph.Claim) graph.Batch {
	return graph.Batch{Document: corpus.Document{ID: document}, Claims: claims}
}

func assign(t *testing.T, store memory, batches ...graph.Batch) {
	t.Helper()
	assignWith(t, resolve.New(resolve.Config{}), store, store, batches)
}

func assignWith(t *testing.T, identity *resolve.Identity, reader resolve.Claims, store memory, batches []graph.Batch) {
	t.Helper()
	if err := identity.Assign(t.Context(), reader, batches); err != nil {
		t.Fatal(err)
	}
	store.apply(batches)
}

// counting is a memory with a generation, as graph.Store has one.
type counting struct {
	memory
	generation *uint64
}

func (c counting) Stats(context.Context) (graph.Stats, error) {
	*c.generation++ // each Assign is followed by one Apply
	return graph.Stats{Generation: *c.generation}, nil
}

// company is two people somebody was met with.
func company() []string {
	return []string{"with:bo-al", "with:eva-alm"}
}

func TestAssignPeople(t *testing.T) {
	tests := map[string]struct {
		batches []graph.Batch
		want    map[string][]string
	}{
		"same organisation": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "org:vinnova", "date:2020-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "org:vinnova", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Anna Ek = person:anna-ek"}, "b": {"Anna Ek = person:anna-ek"}},
		},
		"contradicting organisations": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "org:vinnova", "date:2020-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "org:region-halland", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Anna Ek = person:anna-ek--vinnova"}, "b": {"Anna Ek = person:anna-ek--region-halland"}},
		},
		"change of role after years": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "org:vinnova", "date:2016-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "org:region-halland", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Anna Ek = person:anna-ek"}, "b": {"Anna Ek = person:anna-ek"}},
		},
		"another century": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "date:1931-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Anna Ek = person:anna-ek--a"}, "b": {"Anna Ek = person:anna-ek--b"}},
		},
		"one body in two centuries": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "org:region-halland", "date:1931-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "org:region-halland", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Anna Ek = person:anna-ek--a"}, "b": {"Anna Ek = person:anna-ek--b"}},
		},
		"company tells whom an unattached claim means": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", append(company(), "org:vinnova", "date:2020-01-01")...)),
				batch("b", person("b", "Anna Ek", "a-ek", "org:region-halland", "date:2020-02-01")),
				batch("c", person("c", "Anna Ek", "a-ek", append(company(), "date:2020-03-01")...)),
				batch("d", person("d", "Anna Ek", "a-ek", "date:2020-03-01")),
			},
			map[string][]string{
				"a": {"Anna Ek = person:anna-ek--vinnova"}, "b": {"Anna Ek = person:anna-ek--region-halland"},
				"c": {"Anna Ek = person:anna-ek--vinnova"}, "d": {"Anna Ek = person:anna-ek--d"},
			},
		},
		"company of both namesakes does not make them one": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", append(company(), "org:vinnova", "date:2020-01-01")...)),
				batch("b", person("b", "Anna Ek", "a-ek", append(company(), "org:region-halland", "date:2020-02-01")...)),
			},
			map[string][]string{"a": {"Anna Ek = person:anna-ek--vinnova"}, "b": {"Anna Ek = person:anna-ek--region-halland"}},
		},
		"spelling alone is not enough": {
			[]graph.Batch{
				batch("a", person("a", "Eva Jansson", "e-janson", "date:2020-01-01")),
				batch("b", person("b", "Eva Janson", "e-janson", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Eva Jansson = person:eva-jansson"}, "b": {"Eva Janson = person:eva-janson"}},
		},
		"spelling and organisation": {
			[]graph.Batch{
				batch("a", person("a", "Eva Jansson", "e-janson", "org:lif")),
				batch("b", person("b", "Eva Janson", "e-janson", "org:lif")),
			},
			map[string][]string{"a": {"Eva Jansson = person:eva-jansson"}, "b": {"Eva Janson = person:eva-jansson"}},
		},
		"seats in two municipalities": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "seat:ekvalla-kommun", "org:centerpartiet", "role:ledamot", "date:2020-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "seat:norrvika-kommun", "org:centerpartiet", "role:ledamot", "date:2020-02-01")),
				batch("c", person("c", "Anna Ek", "a-ek", "seat:ekvalla-kommun", "date:2020-02-01")),
			},
			map[string][]string{
				"a": {"Anna Ek = person:anna-ek--ekvalla-kommun"}, "b": {"Anna Ek = person:anna-ek--norrvika-kommun"},
				"c": {"Anna Ek = person:anna-ek--ekvalla-kommun"},
			},
		},
		"party and role outdo company": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", append(company(), "org:vinnova", "date:2020-01-01")...)),
				batch("b", person("b", "Anna Ek", "a-ek", "org:centerpartiet", "org:region-halland", "role:regionråd", "date:2020-02-01")),
				batch("c", person("c", "Anna Ek", "a-ek", append(company(), "org:centerpartiet", "role:regionråd", "date:2020-03-01")...)),
			},
			map[string][]string{
				"a": {"Anna Ek = person:anna-ek--vinnova"}, "b": {"Anna Ek = person:anna-ek--region-halland"},
				"c": {"Anna Ek = person:anna-ek--region-halland"},
			},
		},
		"work that fits several namesakes is kept apart": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "org:vinnova", "date:2010-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "org:region-halland", "date:2010-02-01")),
				batch("c", person("c", "Anna Ek", "a-ek", "org:forte", "date:2020-03-01")),
			},
			map[string][]string{
				"a": {"Anna Ek = person:anna-ek--vinnova"}, "b": {"Anna Ek = person:anna-ek--region-halland"},
				"c": {"Anna Ek = person:anna-ek--forte"},
			},
		},
		"members of parliament of two parties": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "org:sveriges-riksdag", "org:centerpartiet", "date:2020-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "org:sveriges-riksdag", "org:moderaterna", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Anna Ek = person:anna-ek--centerpartiet"}, "b": {"Anna Ek = person:anna-ek--moderaterna"}},
		},
		"a common name needs more than years between": {
			[]graph.Batch{
				batch("a", person("a", "Eva Nilsson", "e-nilson", "org:vinnova", "date:2010-01-01")),
				batch("b", person("b", "Eva Nilsson", "e-nilson", "org:region-halland", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Eva Nilsson = person:eva-nilsson--vinnova"}, "b": {"Eva Nilsson = person:eva-nilsson--region-halland"}},
		},
		"work and seat of a usual name": {
			[]graph.Batch{
				batch("a", person("a", "Maria Hellgren", "m-helgren", "seat:ekvalla-kommun", "org:centerpartiet", "date:2020-01-01")),
				batch("b", person("b", "Maria Hellgren", "m-helgren", "org:lantbruksuniversitetet", "role:professor", "date:2020-02-01")),
			},
			map[string][]string{
				"a": {"Maria Hellgren = person:maria-hellgren--ekvalla-kommun"}, "b": {"Maria Hellgren = person:maria-hellgren--lantbruksuniversitetet"},
			},
		},
		"an office in common outdoes work and party": {
			[]graph.Batch{
				batch("a", person("a", "Maria Hellgren", "m-helgren", "org:centerpartiet", "role:statsråd", "date:2020-01-01")),
				batch("b", person("b", "Maria Hellgren", "m-helgren", "org:radion", "role:statsråd", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Maria Hellgren = person:maria-hellgren"}, "b": {"Maria Hellgren = person:maria-hellgren"}},
		},
		"what may be of several is of one together": {
			[]graph.Batch{
				batch("a", person("a", "Anna Ek", "a-ek", "org:vinnova", "date:2020-01-01")),
				batch("b", person("b", "Anna Ek", "a-ek", "org:region-halland", "date:2020-02-01")),
				batch("c", person("c", "Anna Ek", "a-ek", "role:docent")),
				batch("d", person("d", "Anna Ek", "a-ek", "role:docent")),
				batch("e", person("e", "Anna Ek", "a-ek")),
			},
			map[string][]string{
				"a": {"Anna Ek = person:anna-ek--vinnova"}, "b": {"Anna Ek = person:anna-ek--region-halland"},
				"c": {"Anna Ek = person:anna-ek--docent"}, "d": {"Anna Ek = person:anna-ek--docent"}, "e": {"Anna Ek = person:anna-ek--e"},
			},
		},
		"work and seats of a rare name": {
			[]graph.Batch{
				batch("a", person("a", "Maria Zxywick", "m-sxivik", "seat:ekvalla-kommun", "date:2020-01-01")),
				batch("b", person("b", "Maria Zxywick", "m-sxivik", "org:lantbruksuniversitetet", "date:2020-02-01")),
				batch("c", person("c", "Maria Zxywick", "m-sxivik", "seat:ekvalla-båtklubb", "date:2020-02-01")),
			},
			map[string][]string{
				"a": {"Maria Zxywick = person:maria-zxywick"}, "b": {"Maria Zxywick = person:maria-zxywick"}, "c": {"Maria Zxywick = person:maria-zxywick"},
			},
		},
		"middle name left out, with organisation and role": {
			[]graph.Batch{
				batch("a", person("a", "Rut Maria Blom", "r-blom", "org:lif", "role:ordförande", "date:2020-01-01")),
				batch("b", person("b", "Rut Blom", "r-blom", "org:lif", "role:ordförande", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Rut Maria Blom = person:rut-maria-blom"}, "b": {"Rut Blom = person:rut-maria-blom"}},
		},
		"middle name left out, with an organisation only": {
			[]graph.Batch{
				batch("a", person("a", "Rut Maria Blom", "r-blom", "org:lif", "date:2020-01-01")),
				batch("b", person("b", "Rut Blom", "r-blom", "org:lif", "date:2020-02-01")),
			},
			map[string][]string{"a": {"Rut Maria Blom = person:rut-maria-blom"}, "b": {"Rut Blom = person:rut-blom"}},
		},
		"initial of a rare name, with an organisation": {
			[]graph.Batch{
				batch("a", person("a", "Joanna Kowalczyk", "j-kovalksik", "org:lif")),
				batch("b", person("b", "J. Kowalczyk", "j-kovalksik", "org:lif")),
				batch("c", person("c", "J. Kowalczyk", "j-kovalksik", "org:forte", "date:2020-01-01")),
			},
			map[string][]string{
				"a": {"Joanna Kowalczyk = person:joanna-kowalczyk"}, "b": {"J. Kowalczyk = person:joanna-kowalczyk"},
				"c": {"J. Kowalczyk = person:j-kowalczyk"},
			},
		},
		"authors of one report": {
			[]graph.Batch{
				batch("a", person("a", "Maria Hellgren", "m-helgren", "org:lantbruksuniversitetet", "wrote:små-åar", "date:2020-01-01")),
				batch("b", person("b", "Maria Hellgren", "m-helgren", "org:skogsstyrelsen", "wrote:små-åar", "date:2020-02-01")),
				batch("c", person("c", "Maria Hellgren", "m-helgren", "org:forte", "date:2020-02-01")),
			},
			map[string][]string{
				"a": {"Maria Hellgren = person:maria-hellgren--lantbruksuniversitetet"},
				"b": {"Maria Hellgren = person:maria-hellgren--lantbruksuniversitetet"},
				"c": {"Maria Hellgren = person:maria-hellgren--forte"},
			},
		},
		"genitive": {
			[]graph.Batch{
				batch("a", person("a", "Reza Farahani", "r-farahani", "org:lif")),
				batch("b", person("b", "Reza Farahanis", "r-farahani")),
				batch("c", person("c", "Reza Farahani", "r-farahani", "org:lif")),
			},
			map[string][]string{
				"a": {"Reza Farahani = person:reza-farahani"}, "b": {"Reza Farahanis = person:reza-farahani"}, "c": {"Reza Farahani = person:reza-farahani"},
			},
		},
		"initial of a rare name, with one person": {
			[]graph.Batch{
				batch("a", person("a", "Joanna Kowalczyk", "j-kovalksik", "org:lif", "with:bo-al")),
				batch("b", person("b", "J. Kowalczyk", "j-kovalksik", "with:bo-al")),
				batch("c", person("c", "M. Hellgren", "m-helgren", "with:bo-al")),
				batch("d", person("d", "Maria Hellgren", "m-helgren", "org:lif", "with:bo-al")),
			},
			map[string][]string{
				"a": {"Joanna Kowalczyk = person:joanna-kowalczyk"}, "b": {"J. Kowalczyk = person:joanna-kowalczyk"},
				"c": {"M. Hellgren = person:m-hellgren"}, "d": {"Maria Hellgren = person:maria-hellgren"},
			},
		},
		"initial of another": {
			[]graph.Batch{
				batch("a", person("a", "Joanna Kowalczyk", "j-kovalksik", "org:lif")),
				batch("b", person("b", "Jan Kowalczyk", "j-kovalksik", "org:lif")),
				batch("c", person("c", "J. M. Kowalczyk", "j-kovalksik", "org:lif")),
			},
			map[string][]string{
				"a": {"Joanna Kowalczyk = person:joanna-kowalczyk"}, "b": {"Jan Kowalczyk = person:jan-kowalczyk"},
				"c": {"J. M. Kowalczyk = person:j-m-kowalczyk"},
			},
		},
		"two middle names": {
			[]graph.Batch{
				batch("a", person("a", "Rut Maria Blom", "r-blom", "org:lif", "role:ordförande")),
				batch("b", person("b", "Rut Karin Blom", "r-blom", "org:lif", "role:ordförande")),
			},
			map[string][]string{"a": {"Rut Maria Blom = person:rut-maria-blom"}, "b": {"Rut Karin Blom = person:rut-karin-blom"}},
		},
		"an employer that was left": {
			[]graph.Batch{
				batch("a", person("a", "Maria Hellgren", "m-helgren", "org:skogsstyrelsen", "role:utredare", "date:2020-01-01")),
				batch("b", person("b", "Maria Hellgren", "m-helgren", "org:skogsstyrelsen", "former:skogsstyrelsen", "org:forte", "role:chef", "date:2020-06-01")),
			},
			map[string][]string{"a": {"Maria Hellgren = person:maria-hellgren"}, "b": {"Maria Hellgren = person:maria-hellgren"}},
		},
		"politician and teacher of one municipality": {
			[]graph.Batch{
				batch("a", person("a", "Maria Hellgren", "m-helgren", "seat:ekvalla-kommun", "org:centerpartiet", "date:2020-01-01")),
				batch("b", person("b", "Maria Hellgren", "m-helgren", "org:ekvalla-kommun", "role:lärare", "date:2020-02-01")),
				batch("c", person("c", "Maria Hellgren", "m-helgren", "role:lärare", "date:2020-03-01")),
			},
			map[string][]string{
				"a": {"Maria Hellgren = person:maria-hellgren--centerpartiet"}, "b": {"Maria Hellgren = person:maria-hellgren--lärare"},
				"c": {"Maria Hellgren = person:maria-hellgren--lärare"},
			},
		},
		"the place that a document speaks of": {
			[]graph.Batch{
				batch("a", person("a", "Eva Nilsson", "e-nilson", "org:norrvika-if", "date:2020-01-01")),
				batch("b", person("b", "Eva Nilsson", "e-nilson", "org:region-halland", "date:2020-02-01")),
				batch("c", person("c", "Eva Nilsson", "e-nilson", "about:norrvika-if", "date:2020-02-01")),
			},
			map[string][]string{
				"a": {"Eva Nilsson = person:eva-nilsson--norrvika-if"}, "b": {"Eva Nilsson = person:eva-nilsson--region-halland"},
				"c": {"Eva Nilsson = person:eva-nilsson--norrvika-if"},
			},
		},
		"named in one breath with the same": {
			[]graph.Batch{
				batch("a", person("a", "Maria Hellgren", "m-helgren", "org:forte", "beside:bo-al", "date:2020-01-01")),
				batch("b", person("b", "Maria Hellgren", "m-helgren", "seat:ekvalla-kommun", "date:2020-02-01")),
				batch("c", person("c", "Maria Hellgren", "m-helgren", "beside:bo-al", "date:2020-02-01")),
			},
			map[string][]string{
				"a": {"Maria Hellgren = person:maria-hellgren--forte"}, "b": {"Maria Hellgren = person:maria-hellgren--ekvalla-kommun"},
				"c": {"Maria Hellgren = person:maria-hellgren--forte"},
			},
		},
		"a rare name that changes employer within a year": {
			[]graph.Batch{
				batch("a", person("a", "Maria Zxywick", "m-sxivik", "org:forte", "role:utredare", "date:2020-01-01")),
				batch("b", person("b", "Maria Zxywick", "m-sxivik", "org:vinnova", "role:chef", "date:2020-06-01")),
			},
			map[string][]string{"a": {"Maria Zxywick = person:maria-zxywick"}, "b": {"Maria Zxywick = person:maria-zxywick"}},
		},
		"local": {
			[]graph.Batch{batch("a", graph.Claim{Kind: graph.Person, Name: "Lisbeth", Keys: []string{"local=person:lisbeth"}})},
			map[string][]string{"a": {"Lisbeth = person:lisbeth--a"}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			store := memory{}
			assign(t, store, test.batches...)
			if diff := cmp.Diff(test.want, store.entities()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func organisation(document, name string, keys ...string) graph.Claim {
	return graph.Claim{Kind: graph.Organisation, Name: name, Keys: append(keys, "document="+document)}
}

func TestAssignShortForms(t *testing.T) {
	store := memory{}
	ki := "organisation:ki"
	assign(t, store, batch("a", organisation("a", "KI", ki, "alias="+ki)))
	if got := store.entities()["a"][0]; got != "KI = "+ki {
		t.Fatalf("unexplained: %s", got)
	}
	assign(t, store, batch("b", organisation("b", "Karolinska institutet", "organisation:karolinska-institutet", "names="+ki)))
	if got := store.entities()["a"][0]; got != "KI = organisation:karolinska-institutet" {
		t.Fatalf("explained once: %s", got)
	}
	assign(t, store, batch("c", organisation("c", "Konjunkturinstitutet", "organisation:konjunkturinstitutet", "names="+ki)))
	if got := store.entities()["a"][0]; got != "KI = "+ki {
		t.Fatalf("explained twice: %s", got)
	}
	assign(t, store, graph.Batch{Document: corpus.Document{ID: "c"}, Delete: true})
	if got := store.entities()["a"][0]; got != "KI = organisation:karolinska-institutet" {
		t.Fatalf("after deletion: %s", got)
	}
}

// TestAssignIsAFunctionOfTheSet ingests the same final documents in random
// orders and groupings, with stale revisions and deletions on the way.
func TestAssignIsAFunctionOfTheSet(t *testing.T) {
	for seed := range uint64(30) {
		random := rand.New(rand.NewPCG(seed, 7))
		final := randomBatches(random, 24)
		reference := memory{}
		assign(t, reference, clone(final)...)
		for range 4 {
			got := ingestShuffled(t, random, final)
			if diff := cmp.Diff(reference.entities(), got.entities()); diff != "" {
				t.Fatalf("seed %d: order matters (-one batch +shuffled):\n%s", seed, diff)
			}
		}
	}
}

func ingestShuffled(t *testing.T, random *rand.Rand, final []graph.Batch) memory {
	t.Helper()
	store := memory{}
	var reader resolve.Claims = store
	if random.IntN(2) == 0 {
		reader = counting{store, new(uint64)}
	}
	identity := resolve.New(resolve.Config{})
	stale := randomBatches(random, len(final)+4) // four of these documents vanish again
	work := clone(stale)
	random.Shuffle(len(work), func(i, j int) { work[i], work[j] = work[j], work[i] })
	last := clone(final)
	for i := len(final); i < len(stale); i++ {
		last = append(last, graph.Batch{Document: stale[i].Document, Delete: true})
	}
	random.Shuffle(len(last), func(i, j int) { last[i], last[j] = last[j], last[i] })
	work = append(work, last...)
	for len(work) > 0 {
		n := min(len(work), 1+random.IntN(7))
		assignWith(t, identity, reader, store, work[:n])
		work = work[n:]
	}
	return store
}

func clone(batches []graph.Batch) []graph.Batch {
	out := slices.Clone(batches)
	for i := range out {
		out[i].Claims = slices.Clone(out[i].Claims)
		out[i].Reassign = nil
	}
	return out
}

func randomBatches(random *rand.Rand, n int) []graph.Batch {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	var batches []graph.Batch
	for i := range n {
		document := fmt.Sprintf("d%02d", i)
		var claims []graph.Claim
		for range 1 + random.IntN(4) {
			var context []string
			if random.IntN(3) > 0 {
				context = append(context, "org:"+pick("lif", "forte", "vinnova", "centerpartiet"))
			}
			if random.IntN(4) == 0 {
				context = append(context, "seat:"+pick("ekvalla-kommun", "norrvika-kommun"))
			}
			if random.IntN(3) > 0 {
				context = append(context, fmt.Sprintf("date:%d-03-01", 2015+random.IntN(6)))
			}
			if random.IntN(4) == 0 {
				context = append(context, "role:"+pick("ledamot", "statssekreterare", "professor", "fiskare"))
			}
			if random.IntN(4) == 0 {
				context = append(context, pick("about:lif", "about:ekvalla", "beside:bo-al", "former:lif"))
			}
			if random.IntN(3) == 0 {
				context = append(context, "with:bo-al", "with:"+pick("eva-alm", "siv-ask"))
			}
			claims = append(claims, person(document, pick("Anna Ek", "Anna Ek", "Ana Ek", "Anna Ech", "Anna Maria Ek", "A. Ek"), "a-ek", context...))
		}
		acronym := "organisation:" + pick("ki", "gms")
		claims = append(claims, organisation(document, acronym, acronym, "alias="+acronym))
		if random.IntN(6) == 0 {
			long := "organisation:" + pick("karolinska", "konjunktur")
			claims = append(claims, organisation(document, long, long, "names="+acronym))
		}
		batches = append(batches, batch(document, claims...))
	}
	return batches
}

// BenchmarkAssign has 6,000 documents speak of 30 people everybody speaks of
// and of some nobody else does, in groups of 200.
func BenchmarkAssign(b *testing.B) {
	for b.Loop() {
		store, identity := memory{}, resolve.New(resolve.Config{})
		reader := counting{store, new(uint64)}
		for at := 0; at < 6000; at += 200 {
			var batches []graph.Batch
			for i := at; i < at+200; i++ {
				d := fmt.Sprintf("d%05d", i)
				date := fmt.Sprintf("date:%d-03-01", 1994+i/250)
				hub, rare := fmt.Sprint("Bo Al", i%30), fmt.Sprint("Eva Ek", i)
				batches = append(batches, batch(d,
					person(d, hub, hub, date, "role:statsminister", "org:regeringen"),
					person(d, rare, rare, date, "with:bo-al"),
					organisation(d, "Region Norr", "organisation:region-norr", "names=organisation:rn")))
			}
			if err := identity.Assign(b.Context(), reader, batches); err != nil {
				b.Fatal(err)
			}
			if at == 0 {
				store.apply(batches) // later reads find nothing, as the keys are known
			}
		}
	}
}
