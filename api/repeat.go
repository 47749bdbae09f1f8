package api

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// How long and how many answers are kept for requests that are sent again.
const (
	repeatFor = 24 * time.Hour
	maxRepeat = 1000
)

var (
	errRepeatDiffers = errors.New("this Idempotency-Key came with another request before")
	errRepeatRunning = errors.New("a request with this Idempotency-Key is in progress; ask again")
)

// repeats answers a request that is sent again under one Idempotency-Key as it
// did the first time. It forgets when the server ends: then If-Match tells that
// a decision was made.
type repeats struct {
	mu    sync.Mutex
	known map[string]*repeated
	order []string // of known, oldest first
}

type repeated struct {
	request [sha256.Size]byte
	at      time.Time
	answer  any // nil while in progress
}

// repeat runs do once for all requests of one caller with the same key, and
// again where it failed. Without a key it just runs it.
func repeat[O any](ctx context.Context, r *repeats, key string, request any, do func() (*O, error)) (*O, error) {
	if key == "" {
		return do()
	}
	name := key
	if who := caller(ctx); who != nil {
		name = who.ID + " " + key
	}
	content, err := json.Marshal(request)
	if err != nil {
		return nil, fmt.Errorf("compare requests: %w", err)
	}
	before, err := r.begin(name, sha256.Sum256(content))
	if err != nil {
		return nil, err
	}
	if before != nil {
		return before.(*O), nil //nolint:forcetypeassert // the request is the same, so is the type of its answer
	}
	output, err := do()
	r.end(name, output, err)
	return output, err
}

// begin returns the answer that was given before, nil where there is none and
// the request has been noted as in progress.
func (r *repeats) begin(name string, request [sha256.Size]byte) (any, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.order) > 0 && (len(r.order) >= maxRepeat || time.Since(r.known[r.order[0]].at) > repeatFor) {
		delete(r.known, r.order[0])
		r.order = r.order[1:]
	}
	if found := r.known[name]; found != nil {
		switch {
		case found.request != request:
			return nil, errRepeatDiffers
		case found.answer == nil:
			return nil, errRepeatRunning
		}
		return found.answer, nil
	}
	if r.known == nil {
		r.known = map[string]*repeated{}
	}
	r.known[name] = &repeated{request: request, at: time.Now()}
	r.order = append(r.order, name)
	return nil, nil //nolint:nilnil // no answer yet
}

func (r *repeats) end(name string, answer any, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found := r.known[name]
	if found == nil {
		return
	}
	if err == nil {
		found.answer = answer
		return
	}
	delete(r.known, name)
	for i, other := range r.order {
		if other == name {
			r.order = append(r.order[:i], r.order[i+1:]...)
			break
		}
	}
}
