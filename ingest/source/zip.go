package source

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"path"
	"strings"

	"github.com/samband/samband/corpus/read"
)

// expand yields the members of a zip archive, and any other file as it is.
// Office documents are zip archives too; they are documents here.
func (l *Lister) expand(ctx context.Context, file File, depth int) iter.Seq2[File, error] {
	if !strings.EqualFold(path.Ext(file.Source), ".zip") {
		return one(file, nil)
	}
	return func(yield func(File, error) bool) {
		content, err := file.Read(ctx, Validators{})
		if err != nil {
			yield(File{}, err)
			return
		}
		l.members(ctx, file, content.Bytes, depth, yield)
	}
}

func (l *Lister) members(ctx context.Context, file File, data []byte, depth int, yield func(File, error) bool) bool {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return yield(File{}, &read.Error{Source: file.Source, Err: fmt.Errorf("%w: %w", read.ErrDamaged, err), Remedy: "make the archive again"})
	}
	if err := l.admit(file.Source, archive.File, int64(len(data)), depth); err != nil {
		return yield(File{}, err)
	}
	for _, member := range archive.File {
		name := path.Join(file.Source, path.Clean("/"+strings.ReplaceAll(member.Name, `\`, "/")))
		if member.FileInfo().IsDir() || hidden(member.Name) || !document(name) {
			continue
		}
		if ctx.Err() != nil || !l.member(ctx, File{
			Source: name, Size: int64(member.UncompressedSize64), Modified: file.Modified, //nolint:gosec // admit bounds the size
			open: func(context.Context, Validators) (Content, error) { return l.readMember(name, member) },
		}, depth, yield) {
			return false
		}
	}
	return true
}

func (l *Lister) member(ctx context.Context, file File, depth int, yield func(File, error) bool) bool {
	for inner, err := range l.expand(ctx, file, depth+1) {
		if !yield(inner, err) {
			return false
		}
	}
	return true
}

// admit checks what the archive's directory declares against the limits;
// readMember holds the members to it.
func (l *Lister) admit(name string, members []*zip.File, packed int64, depth int) error {
	limits := l.config.Limits
	if depth >= limits.Nesting {
		return tooLarge(name, fmt.Sprintf("archives nested deeper than %d", limits.Nesting), "unpack it first or raise --max-nesting")
	}
	if len(members) > limits.ArchiveFiles {
		return tooLarge(name, fmt.Sprintf("more than %d members", limits.ArchiveFiles), "unpack it first or raise --max-files")
	}
	var total uint64
	for _, member := range members {
		total += member.UncompressedSize64
		if total > uint64(limits.ArchiveBytes) { //nolint:gosec // limits are positive
			return tooLarge(name, fmt.Sprintf("expands to more than %d bytes", limits.ArchiveBytes), "unpack it first or raise --max-archive")
		}
	}
	if total > uint64(packed)*uint64(limits.ArchiveRatio) { //nolint:gosec // both positive
		return tooLarge(name, fmt.Sprintf("expands to more than %d times its size", limits.ArchiveRatio), "check where it comes from, or raise --max-ratio")
	}
	return nil
}

func (l *Lister) readMember(name string, member *zip.File) (Content, error) {
	opened, err := member.Open()
	if err != nil {
		return Content{}, &read.Error{Source: name, Err: fmt.Errorf("%w: %w", read.ErrDamaged, err), Remedy: "make the archive again; encrypted members must be unpacked first"}
	}
	defer func() { _ = opened.Close() }()
	declared := int64(member.UncompressedSize64) //nolint:gosec // admit bounds the size
	data, err := readLimited(name, opened, declared, min(l.config.Limits.Bytes, declared))
	var problem *read.Error
	if errors.As(err, &problem) && errors.Is(err, read.ErrTooLarge) && declared <= l.config.Limits.Bytes {
		problem.Err = fmt.Errorf("%w: longer than the archive declares", read.ErrDamaged)
		problem.Remedy = "do not trust this archive"
	}
	return Content{Bytes: data}, err
}

func hidden(name string) bool {
	for element := range strings.SplitSeq(strings.ReplaceAll(name, `\`, "/"), "/") {
		if strings.HasPrefix(element, ".") || element == "__MACOSX" {
			return true
		}
	}
	return false
}
