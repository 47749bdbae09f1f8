package source

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus/read"
)

func write(t *testing.T, root, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func zipped(t *testing.T, members map[string]string) []byte {
	t.Helper()
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	for name, content := range members {
		member, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := member.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

// list returns "source=content" for every file and the errors.
func list(t *testing.T, l *Lister, arguments ...string) (files []string, problems []error) {
	t.Helper()
	for file, err := range l.Files(t.Context(), arguments...) {
		if err == nil {
			var content Content
			if content, err = file.Read(t.Context(), Validators{}); err == nil {
				files = append(files, file.Source+"="+string(content.Bytes))
			}
		}
		if err != nil {
			problems = append(problems, err)
		}
	}
	return files, problems
}

func TestFolder(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	write(t, root, "in/b.txt", []byte("b"))
	write(t, root, "in/a/å.md", []byte("å"))
	write(t, root, "in/.git/config", []byte("x"))
	write(t, root, "in/ljud.mp3", []byte("x"))
	write(t, root, "out/secret.txt", []byte("hemligt"))
	for link, target := range map[string]string{"in/link.txt": "b.txt", "in/out.txt": "../out/secret.txt", "in/outdir": "../out"} {
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
	}
	files, problems := list(t, New(Config{}), "in", "saknas.txt")
	if diff := cmp.Diff([]string{"in/a/å.md=å", "in/b.txt=b", "in/link.txt=b"}, files); diff != "" {
		t.Error(diff)
	}
	var problem *read.Error
	if len(problems) != 1 || !errors.As(problems[0], &problem) || problem.Source != "saknas.txt" || problem.Remedy == "" {
		t.Errorf("problems = %v", problems)
	}
}

func TestGlob(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	write(t, root, "x/1.txt", []byte("1"))
	write(t, root, "x/y/2.txt", []byte("2"))
	write(t, root, "x/y/3.md", []byte("3"))
	write(t, root, "out/hemligt.txt", []byte("hemligt"))
	for link, target := range map[string]string{"x/ut": "../out", "x/ut.txt": "../out/hemligt.txt", "x/in.txt": "1.txt"} {
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
	}
	files, problems := list(t, New(Config{}), "x/**/*.txt", "*.pdf")
	if diff := cmp.Diff([]string{"x/1.txt=1", "x/in.txt=1", "x/y/2.txt=2"}, files); diff != "" {
		t.Error(diff)
	}
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), "*.pdf") {
		t.Errorf("problems = %v", problems)
	}
}

func TestFolderThatIsALink(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	write(t, root, "in/a.txt", []byte("a"))
	if err := os.Symlink("in", "länk"); err != nil {
		t.Fatal(err)
	}
	files, problems := list(t, New(Config{}), "länk")
	if diff := cmp.Diff([]string{"länk/a.txt=a"}, files); diff != "" || len(problems) > 0 {
		t.Error(diff, problems)
	}
}

func TestMarkedFolderIsPassedOver(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	write(t, root, "a.txt", []byte("a"))
	write(t, root, "data/märke", nil)
	write(t, root, "data/index/1", []byte("1"))
	files, problems := list(t, New(Config{Marker: "märke"}), ".")
	if diff := cmp.Diff([]string{"a.txt=a"}, files); diff != "" || len(problems) > 0 {
		t.Error(diff, problems)
	}
}

func TestStandardInputAndFS(t *testing.T) {
	l := New(Config{Stdin: strings.NewReader("hej"), StdinName: "rör"})
	files, _ := list(t, l, "-")
	if diff := cmp.Diff([]string{"rör=hej"}, files); diff != "" {
		t.Error(diff)
	}
	files = nil
	for file, err := range l.FS(t.Context(), fstest.MapFS{"a/b.txt": {Data: []byte("b")}}, "prov/") {
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file.Source)
	}
	if diff := cmp.Diff([]string{"prov/a/b.txt"}, files); diff != "" {
		t.Error(diff)
	}
}

func TestZip(t *testing.T) {
	inner := zipped(t, map[string]string{"djup.txt": "djup"})
	tests := []struct {
		name    string
		data    []byte
		limits  read.Limits
		want    []string
		problem error
	}{
		{"members", zipped(t, map[string]string{"a.txt": "a"}), read.Limits{}, []string{"z.zip/a.txt=a"}, nil},
		{"nested", zipped(t, map[string]string{"i.zip": string(inner)}), read.Limits{}, []string{"z.zip/i.zip/djup.txt=djup"}, nil},
		{"too deep", zipped(t, map[string]string{"i.zip": string(inner)}), read.Limits{Nesting: 1}, nil, read.ErrTooLarge},
		{"traversal stays inside", zipped(t, map[string]string{"../../etc/a.txt": "a"}), read.Limits{}, nil, nil},
		{"ratio", zipped(t, map[string]string{"noll.txt": strings.Repeat("0", 1<<20)}), read.Limits{ArchiveRatio: 10}, nil, read.ErrTooLarge},
		{"expanded size", zipped(t, map[string]string{"a.txt": "0123456789"}), read.Limits{ArchiveBytes: 5}, nil, read.ErrTooLarge},
		{"members counted", zipped(t, map[string]string{"a.txt": "a", "b.txt": "b"}), read.Limits{ArchiveFiles: 1}, nil, read.ErrTooLarge},
		{"no archive", []byte("PK\x03\x04 nej"), read.Limits{}, nil, read.ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			t.Chdir(root)
			write(t, root, "z.zip", tt.data)
			files, problems := list(t, New(Config{Limits: tt.limits}), "z.zip")
			if diff := cmp.Diff(tt.want, files); diff != "" {
				t.Error(diff)
			}
			if tt.problem == nil != (len(problems) == 0) || tt.problem != nil && !errors.Is(problems[0], tt.problem) {
				t.Errorf("problems = %v, want %v", problems, tt.problem)
			}
		})
	}
}

func TestSizeLimit(t *testing.T) {
	path := write(t, t.TempDir(), "stor.txt", []byte("0123456789"))
	_, problems := list(t, New(Config{Limits: read.Limits{Bytes: 9}}), path)
	if len(problems) != 1 || !errors.Is(problems[0], read.ErrTooLarge) || !strings.Contains(problems[0].Error(), "--max-bytes") {
		t.Errorf("problems = %v", problems)
	}
}

func server(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/doc", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = fmt.Fprint(w, r.UserAgent())
	})
	mux.Handle("/loop", http.RedirectHandler("/loop", http.StatusFound))
	mux.Handle("/file", http.RedirectHandler("file:///etc/passwd", http.StatusFound))
	mux.HandleFunc("/big", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 100)) })
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestFetch(t *testing.T) {
	s := server(t)
	open := NewFetcher(Config{AllowPrivate: true, UserAgent: "Samband/test", Limits: read.Limits{Bytes: 50}})
	content, err := open.Fetch(t.Context(), s.URL+"/doc", Validators{})
	if err != nil || string(content.Bytes) != "Samband/test" || content.ETag != `"v1"` {
		t.Fatalf("Fetch = %+v, %v", content, err)
	}
	if content, err = open.Fetch(t.Context(), s.URL+"/doc", content.Validators); err != nil || !content.Unchanged {
		t.Errorf("second Fetch = %+v, %v", content, err)
	}
	for _, tt := range []struct {
		name, path string
		fetcher    *Fetcher
		want       error
	}{
		{"loopback", "/doc", NewFetcher(Config{}), ErrRefused},
		{"endless redirection", "/loop", open, ErrRefused},
		{"redirection to a file", "/file", open, ErrRefused},
		{"too large", "/big", open, read.ErrTooLarge},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.fetcher.Fetch(t.Context(), s.URL+tt.path, Validators{})
			if !errors.Is(err, tt.want) {
				t.Errorf("Fetch = %v, want %v", err, tt.want)
			}
		})
	}
	if _, err := open.Fetch(t.Context(), s.URL+"/saknas", Validators{}); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("missing page: %v", err)
	}
}

func TestAdmitAddress(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34:443": true, "[2606:2800::1]:443": true,
		"127.0.0.1:80": false, "10.1.2.3:80": false, "172.16.0.1:80": false, "192.168.1.1:80": false,
		"169.254.169.254:80": false, "100.64.0.1:80": false, "0.0.0.0:80": false, "224.0.0.1:80": false,
		"[::1]:80": false, "[fe80::1]:80": false, "[fd00::1]:80": false, "[::ffff:127.0.0.1]:80": false, "[::127.0.0.1]:80": false,
		"[64:ff9b::7f00:1]:80": false, "[2002:7f00:1::]:80": false, "[fec0::1]:80": false, "198.18.0.1:80": false, "0.1.2.3:80": false, "nonsense": false,
	} {
		if got := admitAddress(address, false) == nil; got != want {
			t.Errorf("admitAddress(%s) = %v, want %v", address, got, want)
		}
	}
}

func TestStandardInputStopsWithContext(t *testing.T) {
	silent, never := io.Pipe()
	defer func() { _ = never.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for file, err := range New(Config{Stdin: silent}).Files(ctx, "-") {
		cancel()
		if err == nil {
			_, err = file.Read(ctx, Validators{})
		}
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Read = %v", err)
		}
	}
}

func TestFilesStopWithContext(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a.txt", []byte("a"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for file, err := range New(Config{}).Files(ctx, root) {
		t.Errorf("got %s, %v", file.Source, err)
	}
}
