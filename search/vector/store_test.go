package vector_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/search"
	"github.com/samband/samband/search/vector"
)

const size = 8

func open(t *testing.T, path string) *vector.Store {
	t.Helper()
	s, err := vector.Open(t.Context(), vector.Config{Path: path, Model: vector.ModelName(lengths{}), Size: size})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// document has n passages whose vectors hang on its id and print.
func document(id string, hash uint64, n int) vector.Document {
	random := rand.New(rand.NewPCG(hash, uint64(len(id))<<8|uint64(id[len(id)-1])))
	d := vector.Document{ID: id, Print: hash}
	for i := range n {
		d.Passages = append(d.Passages, fmt.Sprintf("%s:%04d", id, i))
		for range size {
			d.Vectors = append(d.Vectors, int8(random.IntN(255)-127))
		}
	}
	return d
}

func put(t *testing.T, s *vector.Store, documents ...vector.Document) {
	t.Helper()
	if err := s.Put(t.Context(), documents...); err != nil {
		t.Fatal(err)
	}
}

// held is what a store answers about the documents, by passage.
func held(s *vector.Store, documents ...vector.Document) map[string]float64 {
	query := []int8{1, 2, 3, 4, 5, 6, 7, 8}
	scores := map[string]float64{}
	for _, d := range documents {
		for _, id := range d.Passages {
			if score, ok := s.Score(query, id); ok {
				scores[id] = score
			}
		}
	}
	return scores
}

func TestPutReplaceDeleteReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vectors")
	s := open(t, path)
	a, b, b2 := document("a", 1, 3), document("b", 2, 2), document("b", 3, 1)
	put(t, s, a, b)
	if s.Len() != 5 || !s.Current("b", 2) || s.Current("b", 3) || s.Current("c", 1) {
		t.Fatalf("%d passages", s.Len())
	}
	put(t, s, b2)
	if s.Len() != 4 || s.Current("b", 2) {
		t.Errorf("%d passages after a replacement", s.Len())
	}
	if err := s.Delete(t.Context(), "a", "unknown"); err != nil {
		t.Fatal(err)
	}
	want := held(s, a, b)
	if len(want) != 1 || !slices.Equal(s.Documents(), []string{"b"}) {
		t.Errorf("holds %v of %v", want, s.Documents())
	}
	reader, err := vector.Open(t.Context(), vector.Config{Path: path, Model: vector.ModelName(lengths{}), Size: size, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, held(reader, a, b)); diff != "" {
		t.Errorf("read only, beside the writer (-want +got):\n%s", diff)
	}
	if err := reader.Put(t.Context(), a); !errors.Is(err, search.ErrReadOnly) {
		t.Errorf("put into a reader: %v", err)
	}
	if err := errors.Join(reader.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), a); !errors.Is(err, search.ErrClosed) {
		t.Errorf("put after Close: %v", err)
	}
	if diff := cmp.Diff(want, held(open(t, path), a, b)); diff != "" {
		t.Errorf("reopened (-want +got):\n%s", diff)
	}
}

func TestCompareAgainstPlainLoop(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "vectors"))
	a, b, gone := document("a", 1, 20), document("b", 2, 30), document("c", 3, 5)
	put(t, s, a, gone, b)
	if err := s.Delete(t.Context(), "c"); err != nil {
		t.Fatal(err)
	}
	query := []int8{1, 2, 3, 4, 5, 6, 7, 8}
	all := held(s, a, b)
	some := []string{"a:0003", "b:0007", "c:0001", "unknown"}
	tests := map[string]struct {
		within []string
		limit  int
		pool   []string
	}{
		"all":    {nil, 7, append(slices.Clone(a.Passages), b.Passages...)},
		"within": {some, 7, some[:2]},
		"one":    {some, 1, some[:2]},
		"none":   {[]string{}, 7, nil},
		"zero":   {nil, 0, append(slices.Clone(a.Passages), b.Passages...)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := s.Compare(t.Context(), query, test.within, test.limit)
			if err != nil {
				t.Fatal(err)
			}
			slices.SortFunc(test.pool, func(x, y string) int {
				if all[x] != all[y] {
					if all[x] > all[y] {
						return -1
					}
					return 1
				}
				if x < y {
					return -1
				}
				return 1
			})
			want := []search.Posting{}
			for _, id := range test.pool[:min(test.limit, len(test.pool))] {
				want = append(want, search.Posting{Passage: id, Score: all[id]})
			}
			if diff := cmp.Diff(want, got.Nearest); diff != "" || got.Passages != len(test.pool) {
				t.Errorf("compared %d (-want +got):\n%s", got.Passages, diff)
			}
		})
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Compare(cancelled, query, nil, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestOtherModelIsReplaced(t *testing.T) {
	for name, config := range map[string]vector.Config{"model": {Model: "other", Size: size}, "size": {Model: vector.ModelName(lengths{}), Size: size + 1}} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "vectors")
			s := open(t, path)
			put(t, s, document("a", 1, 1))
			config.Path, config.ReadOnly = path, true
			other, err := vector.Open(t.Context(), config)
			if err != nil || other.Len() != 0 {
				t.Fatalf("reads %d vectors of another model, %v", other.Len(), err)
			}
			if err := other.Own(t.Context()); !errors.Is(err, search.ErrLocked) {
				t.Errorf("owns what another does: %v", err)
			}
			if err := errors.Join(s.Close(), other.Own(t.Context()), other.Close()); err != nil {
				t.Fatal(err)
			}
			if again := open(t, path); again.Len() != 0 {
				t.Errorf("%d vectors are left of the first model", again.Len())
			}
		})
	}
	if _, err := vector.Open(t.Context(), vector.Config{Path: filepath.Join(t.TempDir(), "vectors")}); err == nil {
		t.Error("opened without a model")
	}
}

// TestReaderFollowsOwner has one store read what another writes, through
// appending, writing anew and a change of owner.
func TestReaderFollowsOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vectors")
	reader, err := vector.Open(t.Context(), vector.Config{Path: path, Model: vector.ModelName(lengths{}), Size: size, ReadOnly: true})
	if err != nil || reader.Len() != 0 {
		t.Fatalf("without a file: %v", err)
	}
	owner := open(t, path)
	same := func(what string) {
		t.Helper()
		if err := reader.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		if reader.Len() != owner.Len() || len(reader.Documents()) != len(owner.Documents()) {
			t.Errorf("%s: reads %d passages of %d", what, reader.Len(), owner.Len())
		}
	}
	put(t, owner, document("a", 1, 3))
	same("first")
	put(t, owner, document("b", 2, 3), document("a", 3, 2))
	same("appended")
	for round := range 3 {
		put(t, owner, document("c", uint64(round), 1000))
	}
	same("written anew")
	if err := errors.Join(owner.Delete(t.Context(), "a"), owner.Close(), reader.Own(t.Context())); err != nil {
		t.Fatal(err)
	}
	put(t, reader, document("d", 1, 1))
	if !reader.Holds("d") || !reader.Holds("b") || reader.Holds("a") {
		t.Errorf("the new owner holds %v", reader.Documents())
	}
	if err := errors.Join(reader.Close(), reader.Close()); err != nil {
		t.Error(err)
	}
	if err := reader.Refresh(t.Context()); !errors.Is(err, search.ErrClosed) {
		t.Errorf("refreshed when closed: %v", err)
	}
}

// TestSeveralVectorsOfAPassage counts a passage once, as near as its nearest
// vector.
func TestSeveralVectorsOfAPassage(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "vectors"))
	row := func(v int8) []int8 { return []int8{v, 0, 0, 0, 0, 0, 0, 0} }
	d := vector.Document{ID: "a", Print: 1, Passages: []string{"a:0000", "a:0000", "a:0001", "a:0001", "a:0002"}}
	d.Vectors = slices.Concat(row(1), row(9), row(7), row(2), row(8))
	put(t, s, d, document("b", 1, 1))
	if err := s.Delete(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	found, err := s.Compare(t.Context(), row(1), nil, 2)
	if err != nil || found.Passages != 3 || s.Len() != 3 {
		t.Fatalf("compared %d passages, %v", found.Passages, err)
	}
	for i, want := range []string{"a:0000", "a:0002"} {
		if score, _ := s.Score(row(1), want); found.Nearest[i].Passage != want || found.Nearest[i].Score != score {
			t.Errorf("nearest are %v, want %s with %v", found.Nearest, want, score)
		}
	}
}

// TestDamage flips every byte of a file and cuts it at every length: what is
// read is a beginning of what was written, never anything else, and the store
// can be written again.
func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vectors")
	s := open(t, path)
	a, b := document("a", 1, 2), document("b", 2, 2)
	put(t, s, a)
	onlyA := held(s, a, b)
	put(t, s, b)
	both := held(s, a, b)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, content []byte) {
		damaged := filepath.Join(t.TempDir(), "damaged")
		if err := os.WriteFile(damaged, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := vector.Open(t.Context(), vector.Config{Path: damaged, Model: vector.ModelName(lengths{}), Size: size})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		defer func() { _ = s.Close() }()
		got := held(s, a, b)
		if len(got) != 0 && !cmp.Equal(got, onlyA) && (!cmp.Equal(got, both) || len(content) < len(whole)) {
			t.Fatalf("%s: holds %v", what, got)
		}
		if cmp.Equal(got, both) && string(content) != string(whole) {
			t.Fatalf("%s: went unnoticed", what)
		}
		put(t, s, b)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		again := open(t, damaged)
		if !again.Current("b", 2) {
			t.Fatalf("%s: what was put after the repair is lost", what)
		}
	}
	for i := range whole {
		flipped := slices.Clone(whole)
		flipped[i] ^= 1 << (i % 8)
		check(fmt.Sprintf("byte %d flipped", i), flipped)
		check(fmt.Sprintf("cut at %d", i), whole[:i])
	}
}

// TestCompaction replaces documents until the file is written anew, and checks
// it against a map all the way.
func TestCompaction(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vectors")
	s := open(t, path)
	want := map[string]vector.Document{}
	random := rand.New(rand.NewPCG(1, 2))
	var largest int64
	for round := range 400 {
		d := document(fmt.Sprintf("d%d", random.IntN(20)), uint64(round), random.IntN(20))
		put(t, s, d)
		want[d.ID] = d
		if info, err := os.Stat(path); err == nil {
			largest = max(largest, info.Size())
		}
	}
	passages := 0
	for _, d := range want {
		passages += len(d.Passages)
	}
	if largest > 200_000 {
		t.Errorf("the file grew to %d bytes", largest)
	}
	again, err := vector.Open(t.Context(), vector.Config{Path: path, Model: vector.ModelName(lengths{}), Size: size, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	for _, s := range []*vector.Store{s, again} {
		if s.Len() != passages {
			t.Errorf("%d passages, want %d", s.Len(), passages)
		}
		for id, d := range want {
			if s.Current(id, d.Print) != (len(d.Passages) > 0) || len(held(s, d)) != len(d.Passages) {
				t.Errorf("document %s is not as it was put", id)
			}
		}
	}
}

func TestQuantize(t *testing.T) {
	got := vector.Quantize(nil, []float32{0, .3, -.3, 1, -1, .15})
	if diff := cmp.Diff([]int8{0, 127, -127, 127, -127, 64}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPrint(t *testing.T) {
	if vector.Print([]string{"ab", "c"}) == vector.Print([]string{"a", "bc"}) || vector.Print(nil) == vector.Print([]string{""}) {
		t.Error("prints do not tell texts apart")
	}
}

// FuzzOpen opens anything: no panic, and what opens can be searched.
func FuzzOpen(f *testing.F) {
	path := filepath.Join(f.TempDir(), "seed")
	s, err := vector.Open(f.Context(), vector.Config{Path: path, Model: vector.ModelName(lengths{}), Size: size})
	if err == nil {
		err = errors.Join(s.Put(f.Context(), document("a", 1, 2)), s.Close())
	}
	seed, readErr := os.ReadFile(path)
	if err = errors.Join(err, readErr); err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte("SVEC"))
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "vectors")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := vector.Open(t.Context(), vector.Config{Path: path, Model: vector.ModelName(lengths{}), Size: size, ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Compare(t.Context(), make([]int8, size), nil, 1000)
		if err != nil || found.Passages != s.Len() {
			t.Fatalf("compared %d of %d: %v", found.Passages, s.Len(), err)
		}
	})
}
