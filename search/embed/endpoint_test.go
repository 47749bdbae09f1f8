package embed_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/search/embed"
)

// asked is a request as the server reads it.
type asked struct {
	Model      string   `json:"model"`
	Input      []string `json:"input"`
	Dimensions int      `json:"dimensions"`
	InputType  string   `json:"input_type"`
	key        string
}

// server answers each text with its length and number in the request, in
// reverse order. It hands every request to failing first, which may answer it.
func server(t *testing.T, failing func(w http.ResponseWriter, try int64) bool) (address string, requests *[]asked) {
	t.Helper()
	var tries atomic.Int64
	requests = &[]asked{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if failing != nil && failing(w, tries.Add(1)) {
			return
		}
		a := asked{key: r.Header.Get("Authorization")}
		if err := json.NewDecoder(r.Body).Decode(&a); err != nil || r.URL.Path != "/v1/embeddings" {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		*requests = append(*requests, a)
		var items []string
		for i, v := range slices.Backward(a.Input) {
			items = append(items, fmt.Sprintf(`{"object":"embedding","index":%d,"embedding":[%d,%d]}`, i, len(v), i+1))
		}
		_, _ = fmt.Fprintf(w, `{"object":"list","data":[%s]}`, strings.Join(items, ","))
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1", requests
}

// endpoint never really waits; it adds up how long it would have.
func endpoint(t *testing.T, address string, waited *time.Duration) *embed.Endpoint {
	t.Helper()
	e, err := embed.NewEndpoint(embed.EndpointConfig{Address: address, Key: "hemlig", Wait: func(ctx context.Context, d time.Duration) error {
		if waited != nil {
			*waited += d
		}
		return ctx.Err()
	}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEndpoint(t *testing.T) {
	address, requests := server(t, nil)
	e := endpoint(t, address+"?model=m&query=q:+&passage=p:+&input_type=1", nil)
	if e.Size() != 0 {
		t.Errorf("size %d before anything was asked", e.Size())
	}
	texts := make([]string, 40)
	for i := range texts {
		texts[i] = strings.Repeat("x", i)
	}
	vectors, err := e.Passages(t.Context(), texts)
	if err != nil || len(vectors) != 40 || e.Size() != 2 {
		t.Fatalf("%d vectors of size %d, %v", len(vectors), e.Size(), err)
	}
	// "p: " and one x are four bytes, and it is the second text.
	if got := vectors[1]; got[0] < .894 || got[0] > .895 || got[1] < .447 || got[1] > .448 {
		t.Errorf("second vector %v", got)
	}
	if _, err := e.Query(t.Context(), "hej"); err != nil {
		t.Fatal(err)
	}
	last := (*requests)[2]
	if diff := cmp.Diff([]string{"q: hej"}, last.Input); diff != "" || last.Model != "m" || last.InputType != "query" || last.key != "Bearer hemlig" {
		t.Errorf("asked %+v %s", last, diff)
	}
	if first := (*requests)[0]; len(first.Input) != 32 || first.InputType != "passage" {
		t.Errorf("first batch of %d, %q", len(first.Input), first.InputType)
	}
	if strings.Contains(e.Model(), "hemlig") || !strings.Contains(e.Model(), "model=m") {
		t.Errorf("name %q", e.Model())
	}
}

func TestEndpointFailures(t *testing.T) {
	answer := func(code int, body string) func(http.ResponseWriter, int64) bool {
		return func(w http.ResponseWriter, _ int64) bool {
			w.WriteHeader(code)
			_, _ = w.Write([]byte(body))
			return true
		}
	}
	tests := map[string]struct {
		failing func(http.ResponseWriter, int64) bool
		want    error // nil where it succeeds in the end
		waits   bool
	}{
		"busy twice": {func(w http.ResponseWriter, try int64) bool {
			w.Header().Set("Retry-After", "7")
			if try < 3 {
				w.WriteHeader(http.StatusTooManyRequests)
			}
			return try < 3
		}, nil, true},
		"broken once": {func(w http.ResponseWriter, try int64) bool {
			if try == 1 {
				w.WriteHeader(http.StatusInternalServerError)
			}
			return try == 1
		}, nil, true},
		"cut off once": {func(w http.ResponseWriter, try int64) bool {
			if try == 1 {
				_, _ = w.Write([]byte(`{"data":[`))
			}
			return try == 1
		}, nil, true},
		"always broken": {answer(http.StatusBadGateway, "down"), embed.ErrEndpoint, true},
		"refused":       {answer(http.StatusUnauthorized, "no key"), embed.ErrEndpoint, false},
		"too few":       {answer(http.StatusOK, `{"data":[]}`), embed.ErrEndpoint, false},
		"wrong index":   {answer(http.StatusOK, `{"data":[{"index":5,"embedding":[1,2]}]}`), embed.ErrEndpoint, false},
		"no length":     {answer(http.StatusOK, `{"data":[{"index":0,"embedding":[0,0]}]}`), embed.ErrEndpoint, false},
		"no vector":     {answer(http.StatusOK, `{"data":[{"index":0,"embedding":[]}]}`), embed.ErrEndpoint, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			address, _ := server(t, test.failing)
			var waited time.Duration
			vectors, err := endpoint(t, address, &waited).Passages(t.Context(), []string{"text"})
			if !errors.Is(err, test.want) || (err == nil) != (len(vectors) == 1) {
				t.Errorf("%v, %v", vectors, err)
			}
			if test.waits != (waited > 0) || name == "busy twice" && waited < 14*time.Second {
				t.Errorf("waited %v", waited)
			}
			if err != nil && strings.Contains(err.Error(), "hemlig") {
				t.Errorf("the error tells the key: %v", err)
			}
		})
	}
}

func TestEndpointChecksSize(t *testing.T) {
	sizes := []string{"[1,2]", "[1,2,3]"}
	address, _ := server(t, func(w http.ResponseWriter, try int64) bool {
		_, _ = fmt.Fprintf(w, `{"data":[{"index":0,"embedding":%s}]}`, sizes[(try-1)%2])
		return true
	})
	e := endpoint(t, address, nil)
	if _, err := e.Query(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Query(t.Context(), "b"); !errors.Is(err, embed.ErrDimensions) {
		t.Errorf("a vector of another size: %v", err)
	}
	if _, err := endpoint(t, address+"?dimensions=5", nil).Query(t.Context(), "c"); !errors.Is(err, embed.ErrEndpoint) {
		t.Errorf("a vector of a size that was not asked for: %v", err)
	}
}

func TestEndpointStopsWithItsContext(t *testing.T) {
	release := make(chan struct{})
	address, _ := server(t, func(http.ResponseWriter, int64) bool { <-release; return true })
	t.Cleanup(func() { close(release) })
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := endpoint(t, address, nil).Passages(ctx, []string{"slow"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("passages: %v", err)
	}
	if _, err := endpoint(t, address, nil).Query(ctx, "slow"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("query: %v", err)
	}
}

func TestEndpointAddresses(t *testing.T) {
	for name, address := range map[string]string{
		"password": "http://u:hemlig@host/v1", "no host": "http://", "scheme": "ftp://host/v1",
		"dimensions": "http://host/v1?dimensions=many",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := embed.NewEndpoint(embed.EndpointConfig{Address: address})
			if !errors.Is(err, embed.ErrEndpoint) || strings.Contains(err.Error(), "hemlig") {
				t.Errorf("error %v", err)
			}
		})
	}
}
