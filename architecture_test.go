// Package samband_test holds the tests of the repository as a whole.
package samband_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/samband/samband"

// row matches a line of the package table: package, duty, imports.
var row = regexp.MustCompile("(?m)^\\| `([a-z0-9/]+)` \\|[^|]*\\| ([^|]*) \\|$")

// allowed reads from ARCHITECTURE.md which packages each package may import.
func allowed(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	table := map[string][]string{}
	name := regexp.MustCompile("`([a-z0-9/]+)`")
	for _, match := range row.FindAllStringSubmatch(string(text), -1) {
		imports := []string{}
		for _, found := range name.FindAllStringSubmatch(match[2], -1) {
			imports = append(imports, found[1])
		}
		if strings.TrimSpace(match[2]) == "everything" {
			imports = nil
		}
		table[match[1]] = imports
	}
	return table
}

// imports returns the packages of this module that each package's own files
// import; tests are free.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if base := entry.Name(); base != "." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "samband-data") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir := path.Dir(filepath.ToSlash(name))
		found[dir] = append(found[dir], []string{}...)
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if inside, ok := strings.CutPrefix(imported, module+"/"); ok {
				found[dir] = append(found[dir], inside)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestImportsFollowTheTable(t *testing.T) {
	table, found := allowed(t), imports(t)
	if len(table) < 10 || len(found) < 10 {
		t.Fatalf("read %d rows of ARCHITECTURE.md and %d packages", len(table), len(found))
	}
	for dir, list := range found {
		may, known := table[dir]
		if !known {
			t.Errorf("package %s is not in the table of ARCHITECTURE.md", dir)
			continue
		}
		for _, imported := range list {
			if may != nil && !slices.Contains(may, imported) {
				t.Errorf("%s imports %s, which ARCHITECTURE.md does not allow", dir, imported)
			}
		}
	}
	for dir := range table {
		if _, there := found[dir]; !there {
			t.Errorf("ARCHITECTURE.md lists %s, which does not exist", dir)
		}
	}
}

// TestNoCycleInTable makes sure that the table itself has a direction.
func TestNoCycleInTable(t *testing.T) {
	table := allowed(t)
	state := map[string]int{} // 1 being visited, 2 done
	var visit func(dir string, trail []string)
	visit = func(dir string, trail []string) {
		switch state[dir] {
		case 1:
			t.Errorf("cycle: %s", strings.Join(append(trail, dir), " → "))
			return
		case 2:
			return
		}
		state[dir] = 1
		for _, next := range table[dir] {
			visit(next, append(trail, dir))
		}
		state[dir] = 2
	}
	for dir := range table {
		visit(dir, nil)
	}
}
