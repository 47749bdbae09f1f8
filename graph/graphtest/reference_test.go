package graphtest

import (
	"sync"
	"testing"

	"github.com/samband/samband/graph"
)

// reopenable is a handle to a reference store that outlives it, as the file of
// a real store does.
type reopenable struct {
	*Reference
}

func (h *reopenable) Close() error {
	h.Reference = &Reference{closed: true}
	return nil
}

// TestReference runs the suite on the reference itself: a check of the suite.
func TestReference(t *testing.T) {
	var mu sync.Mutex
	stores := map[string]*Reference{}
	Run(t, func(t *testing.T, dir string) graph.Store {
		t.Helper()
		mu.Lock()
		defer mu.Unlock()
		if stores[dir] == nil {
			stores[dir] = NewReference()
		}
		return &reopenable{Reference: stores[dir]}
	})
}
