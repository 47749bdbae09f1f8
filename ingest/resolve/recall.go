package resolve

import (
	"context"

	"github.com/samband/samband/graph"
)

// maxRecalled bounds what an Identity keeps in memory, in claims; some 100 MB.
const maxRecalled = 250_000

// counted is a store that tells when something was written to it.
type counted interface {
	Stats(ctx context.Context) (graph.Stats, error)
}

// recall remembers the claims under the keys that were read, so that the
// claims of a minister are not read again for every group of documents. It
// holds good as long as nothing but the batches it has seen is written to the
// store, which the store's generation tells.
type recall struct {
	inStep     bool
	generation uint64 // of the store before the last batches were applied
	members    map[string]map[graph.ClaimID]*graph.StoredClaim
	claims     int
	strings    map[string]string
}

func (r *recall) forget() {
	r.inStep, r.claims = false, 0
	r.members = map[string]map[graph.ClaimID]*graph.StoredClaim{}
	r.strings = map[string]string{}
}

// begin compares the store with what is remembered, and forgets it where they
// may differ. It reports whether it still knew.
func (r *recall) begin(ctx context.Context, store Claims) (known bool, err error) {
	source, ok := store.(counted)
	if !ok {
		r.forget()
		return false, nil
	}
	stats, err := source.Stats(ctx)
	if err != nil {
		r.forget()
		return false, err
	}
	known = r.inStep && stats.Generation == r.generation+1
	if !known || r.claims > maxRecalled {
		r.forget()
	}
	r.generation, r.inStep = stats.Generation, true
	return known, nil
}

// missing returns the keys of which the members are not known.
func (r *recall) missing(keys []string) []string {
	var missing []string
	for _, key := range keys {
		if _, known := r.members[key]; !known {
			missing = append(missing, key)
		}
	}
	return missing
}

// learn takes the claims that the store has under keys.
func (r *recall) learn(keys []string, found []graph.StoredClaim) {
	for _, key := range keys {
		r.members[key] = map[graph.ClaimID]*graph.StoredClaim{}
	}
	for i := range found {
		r.add(&found[i])
	}
}

// add remembers a claim under those of its keys that are known.
func (r *recall) add(s *graph.StoredClaim) {
	var slim *graph.StoredClaim
	for _, key := range s.Keys {
		members, known := r.members[key]
		if !known {
			continue
		}
		if slim == nil {
			slim = r.slim(s)
			r.claims++
		}
		members[slim.ID] = slim
	}
}

// slim is a claim with no more than identity needs, its strings shared.
func (r *recall) slim(s *graph.StoredClaim) *graph.StoredClaim {
	slim := &graph.StoredClaim{ID: graph.ClaimID{Document: r.share(s.ID.Document), Index: s.ID.Index}}
	slim.Kind, slim.Name, slim.Entity, slim.Called = s.Kind, r.share(s.Name), r.share(s.Entity), r.share(s.Called)
	slim.Keys, slim.Context = r.shareAll(s.Keys), r.shareAll(s.Context)
	return slim
}

func (r *recall) share(s string) string {
	if shared, ok := r.strings[s]; ok {
		return shared
	}
	r.strings[s] = s
	return s
}

func (r *recall) shareAll(list []string) []string {
	shared := make([]string, len(list))
	for i, s := range list {
		shared[i] = r.share(s)
	}
	return shared
}

// remove forgets a claim of a document that is replaced.
func (r *recall) remove(s *graph.StoredClaim) {
	removed := false
	for _, key := range s.Keys {
		if members, known := r.members[key]; known {
			if _, there := members[s.ID]; there {
				delete(members, s.ID)
				removed = true
			}
		}
	}
	if removed {
		r.claims--
	}
}
