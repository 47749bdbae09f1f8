// Package source makes the work list of an ingest: it turns what a user names
// (a file, a folder, a glob, a zip archive, standard input, an address) into
// files that can be read one by one, within limits. It does not look into
// documents; that is the duty of corpus/read.
package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/samband/samband/corpus/read"
)

// ErrRefused reports an address that may not be fetched.
var ErrRefused = errors.New("address refused")

// Config says where files may come from.
type Config struct {
	Limits       read.Limits
	Stdin        io.Reader     // read for the argument "-"
	StdinName    string        // source of what standard input holds; "" is "-"
	AllowPrivate bool          // allow private, loopback and link-local addresses
	Marker       string        // folders that hold a file of this name are passed over; "" is none
	UserAgent    string        // sent with every request
	Timeout      time.Duration // of one request; 0 is one minute
	Logger       *slog.Logger
}

// File is one entry of the work list.
type File struct {
	Source   string    // name as given: a path, archive.zip/member, an address
	Size     int64     // in bytes; 0 where it is not known before reading
	Modified time.Time // zero where it is not known
	Remote   bool      // whether it is fetched over the network
	open     func(ctx context.Context, known Validators) (Content, error)
}

// Validators are what a server said of the copy we have; they make a request
// conditional.
type Validators struct {
	ETag         string
	LastModified string
}

// Content is what a file holds.
type Content struct {
	Validators
	Bytes     []byte
	MediaType string // as a server declared it, "" where nobody did
	Unchanged bool   // the server says that the copy named by the validators is current; Bytes is nil
}

// Read returns the file's content. Anything wrong with it is a *read.Error.
func (f File) Read(ctx context.Context, known Validators) (Content, error) { return f.open(ctx, known) }

// Lister makes work lists.
type Lister struct {
	config Config
	web    *Fetcher
}

// New returns a lister.
func New(config Config) *Lister {
	config.Limits = config.Limits.OrDefault()
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	return &Lister{config: config, web: NewFetcher(config)}
}

// Fetcher returns what the lister fetches addresses with.
func (l *Lister) Fetcher() *Fetcher { return l.web }

// Files yields the files that the arguments name, in the order of arguments
// and of names within a folder. What cannot be listed is yielded as a
// *read.Error, and the rest goes on.
func (l *Lister) Files(ctx context.Context, arguments ...string) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		for _, argument := range arguments {
			for file, err := range l.argument(ctx, argument) {
				if ctx.Err() != nil || !yield(file, err) {
					return
				}
			}
		}
	}
}

func (l *Lister) argument(ctx context.Context, argument string) iter.Seq2[File, error] {
	switch {
	case argument == "-":
		return one(l.stdin(), nil)
	case IsAddress(argument):
		return one(l.web.file(argument), nil)
	}
	info, err := os.Stat(argument)
	switch {
	case err == nil && info.IsDir():
		return l.folder(ctx, argument)
	case err == nil:
		return l.expand(ctx, l.path(argument, info), 0)
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(argument, "*?[{"):
		return l.glob(ctx, argument)
	}
	return one(File{}, unreadable(argument, err))
}

// IsAddress reports whether an argument is an http or https address.
func IsAddress(argument string) bool {
	return strings.HasPrefix(argument, "http://") || strings.HasPrefix(argument, "https://")
}

func one(file File, err error) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) { yield(file, err) }
}

func (l *Lister) stdin() File {
	name := l.config.StdinName
	if name == "" {
		name = "-"
	}
	return File{Source: name, open: func(ctx context.Context, _ Validators) (Content, error) {
		if l.config.Stdin == nil {
			return Content{}, &read.Error{Source: name, Err: read.ErrEmpty, Remedy: "pipe a document to standard input"}
		}
		return patiently(ctx, func() (Content, error) {
			data, err := readLimited(name, l.config.Stdin, 0, l.config.Limits.Bytes)
			return Content{Bytes: data}, err
		})
	}}
}

// patiently waits for what may never come, a terminal's input, but no longer
// than ctx lasts. The read itself cannot be stopped and is left behind.
func patiently(ctx context.Context, wait func() (Content, error)) (Content, error) {
	type outcome struct {
		content Content
		err     error
	}
	came := make(chan outcome, 1)
	go func() {
		content, err := wait()
		came <- outcome{content, err}
	}()
	select {
	case o := <-came:
		return o.content, o.err
	case <-ctx.Done():
		return Content{}, ctx.Err()
	}
}

// path is a file on disk.
func (l *Lister) path(name string, info fs.FileInfo) File {
	return File{
		Source: filepath.ToSlash(filepath.Clean(name)), Size: info.Size(), Modified: info.ModTime(),
		open: func(context.Context, Validators) (Content, error) {
			file, err := os.Open(name) //nolint:gosec // the user names it
			if err != nil {
				return Content{}, unreadable(name, err)
			}
			defer func() { _ = file.Close() }()
			data, err := readLimited(name, file, info.Size(), l.config.Limits.Bytes)
			return Content{Bytes: data}, err
		},
	}
}

// FS yields the files of a file system, for example an embedded one, with the
// prefix in front of their names.
func (l *Lister) FS(ctx context.Context, fsys fs.FS, prefix string) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			file := File{Source: prefix + name, open: func(context.Context, Validators) (Content, error) {
				data, err := fs.ReadFile(fsys, name)
				if err != nil {
					return Content{}, unreadable(prefix+name, err)
				}
				return Content{Bytes: data}, nil
			}}
			if ctx.Err() != nil || !yield(file, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(File{}, unreadable(prefix, err))
		}
	}
}

func (l *Lister) glob(ctx context.Context, pattern string) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		names, err := doublestar.FilepathGlob(pattern, doublestar.WithFilesOnly(), doublestar.WithNoFollow())
		if err == nil && len(names) == 0 {
			err = fmt.Errorf("no file matches: %w", fs.ErrNotExist)
		}
		if err != nil {
			yield(File{}, &read.Error{Source: pattern, Err: err, Remedy: "check the pattern, and quote it so that the shell leaves it alone"})
			return
		}
		base, _ := doublestar.SplitPattern(filepath.ToSlash(pattern))
		inside, err := filepath.EvalSymlinks(filepath.FromSlash(base))
		if err != nil {
			yield(File{}, unreadable(base, err))
			return
		}
		for _, name := range names {
			if l.leadsOut(ctx, inside, name) {
				continue
			}
			if l.visit(ctx, name, yield) != nil {
				return
			}
		}
	}
}

// readLimited reads no more than the limit allows. expected is how much there
// probably is, 0 where nobody knows.
func readLimited(name string, r io.Reader, expected, limit int64) ([]byte, error) {
	var buffer bytes.Buffer
	buffer.Grow(int(min(expected, limit)) + bytes.MinRead)
	n, err := buffer.ReadFrom(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, unreadable(name, err)
	}
	if n > limit {
		return nil, tooLarge(name, fmt.Sprintf("more than %d bytes", limit), "raise --max-bytes or split the file")
	}
	return buffer.Bytes(), nil
}

func tooLarge(name, what, remedy string) error {
	return &read.Error{Source: name, Err: fmt.Errorf("%w: %s", read.ErrTooLarge, what), Remedy: remedy}
}

func unreadable(name string, err error) error {
	remedy := "check that the file is whole and readable"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		remedy = "check the name"
	case errors.Is(err, fs.ErrPermission):
		remedy = "give yourself read permission"
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return &read.Error{Source: name, Err: err, Remedy: remedy}
}
