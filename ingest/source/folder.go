package source

import (
	"context"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// folder yields the files below root in order of name. Hidden entries, media
// and programs are passed over; symbolic links are followed only to files
// inside root.
func (l *Lister) folder(ctx context.Context, root string) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		inside, err := filepath.EvalSymlinks(root)
		if err != nil {
			yield(File{}, unreadable(root, err))
			return
		}
		if inside != filepath.Clean(root) {
			root += string(filepath.Separator) // WalkDir does not follow a link to the root itself
		}
		err = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return fs.SkipAll
			case err != nil:
				return keepGoing(yield(File{}, unreadable(name, err)), entry)
			case name != root && strings.HasPrefix(entry.Name(), "."):
				return skip(entry)
			case entry.IsDir() && l.marked(name):
				return fs.SkipDir
			case entry.IsDir() || !document(name):
				return nil
			case l.leadsOut(ctx, inside, name):
				return nil
			}
			return l.visit(ctx, name, yield)
		})
		if err != nil {
			yield(File{}, unreadable(root, err))
		}
	}
}

// marked reports whether a folder is one to pass over.
func (l *Lister) marked(folder string) bool {
	if l.config.Marker == "" {
		return false
	}
	_, err := os.Stat(filepath.Join(folder, l.config.Marker))
	return err == nil
}

func (l *Lister) visit(ctx context.Context, name string, yield func(File, error) bool) error {
	info, err := os.Stat(name)
	if err != nil {
		return keepGoing(yield(File{}, unreadable(name, err)), nil)
	}
	if !info.Mode().IsRegular() {
		return nil
	}
	for file, err := range l.expand(ctx, l.path(name, info), 0) {
		if !yield(file, err) {
			return fs.SkipAll
		}
	}
	return nil
}

func keepGoing(more bool, entry fs.DirEntry) error {
	if !more {
		return fs.SkipAll
	}
	return skip(entry)
}

func skip(entry fs.DirEntry) error {
	if entry != nil && entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// leadsOut reports whether a name is a symbolic link to something that is no
// file below root, and says so.
func (l *Lister) leadsOut(ctx context.Context, root, name string) bool {
	info, err := os.Lstat(name)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 || within(root, name) {
		return false
	}
	l.config.Logger.WarnContext(ctx, "link out of the folder is not followed", "link", name)
	return true
}

// within reports whether a link leads to a file below root.
func within(root, link string) bool {
	target, err := filepath.EvalSymlinks(link)
	if err != nil {
		return true // a dangling link is reported when it is read
	}
	relative, err := filepath.Rel(root, target)
	if err != nil || !filepath.IsLocal(relative) {
		return false
	}
	info, err := os.Stat(target)
	return err == nil && !info.IsDir()
}

// document reports whether a file found in a folder can hold text. Only names
// that say they are something else are passed over: recordings beside their
// transcripts, pictures, programs, data bases.
func document(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".mp3", ".m4a", ".wav", ".ogg", ".flac", ".aac", ".opus", ".mp4", ".mov", ".mkv", ".webm", ".avi",
		".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".tif", ".tiff", ".ico", ".heic", ".bmp",
		".exe", ".dll", ".so", ".dylib", ".bin", ".o", ".a", ".class", ".jar", ".wasm",
		".db", ".sqlite", ".db-wal", ".db-shm", ".lock", ".ttf", ".woff", ".woff2", ".css", ".js":
		return false
	}
	return true
}
