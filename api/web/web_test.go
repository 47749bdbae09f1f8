package web

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

func TestCataloguesHaveTheSameKeys(t *testing.T) {
	reference, err := Catalog(Languages()[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range Languages()[1:] {
		texts, err := Catalog(language)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(reference)), slices.Sorted(maps.Keys(texts))); diff != "" {
			t.Errorf("%s: %s", language, diff)
		}
		for key, text := range texts {
			if strings.Count(text, "%d") != strings.Count(reference[key], "%d") {
				t.Errorf("%s: %q takes other arguments than in %s", language, key, Languages()[0])
			}
		}
	}
}

// TestEveryTextIsUsed finds keys that no template names, directly or by the
// beginning of a composed key.
func TestEveryTextIsUsed(t *testing.T) {
	texts, err := Catalog("sv")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	names, err := fs.Glob(os.DirFS("."), "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(data)
	}
	direct := regexp.MustCompile(`\{\{[^}]*\bt "([^"]+)"`)
	composed := regexp.MustCompile(`(?:print|label) "([^"]+)"`)
	used, prefixes := map[string]bool{}, []string{"problem."}
	for _, match := range direct.FindAllStringSubmatch(source.String(), -1) {
		used[match[1]] = true
	}
	for _, match := range composed.FindAllStringSubmatch(source.String(), -1) {
		prefixes = append(prefixes, match[1])
	}
	for key := range texts {
		if !used[key] && !slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(key, prefix) }) {
			t.Errorf("no template uses %q", key)
		}
	}
}

func TestAssetsAreSmallAndOurOwn(t *testing.T) {
	files, err := Assets()
	if err != nil {
		t.Fatal(err)
	}
	budget := map[string]int{".js": 10 << 10, ".css": 15 << 10}
	err = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		foreign := bytes.ReplaceAll(data, []byte("http://www.w3.org/2000/svg"), nil)
		if bytes.Contains(foreign, []byte("http://")) || bytes.Contains(foreign, []byte("https://")) {
			t.Errorf("%s names another host", name)
		}
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		_, _ = w.Write(data)
		_ = w.Close()
		if limit, ok := budget[path.Ext(name)]; ok && packed.Len() > limit {
			t.Errorf("%s is %d bytes packed, more than %d", name, packed.Len(), limit)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSegments(t *testing.T) {
	got := Segments("hälsodata idag", 100, []corpus.Span{{Start: 90, End: 101}, {Start: 106, End: 110}, {Start: 108, End: 112}, {Start: 111, End: 200}})
	want := []Segment{{Text: "hälso"}, {Text: "data", Mark: true}, {Text: " idag"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
