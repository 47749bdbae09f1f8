package read

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/samband/samband/corpus"
)

const (
	metaNeedsOCR = "needs_ocr" // pages without text, in Text.Meta

	// interpretedPages is how many pages are read by interpretation before the
	// library is compiled: interpreting starts in half a second and takes 50 ms
	// a page, compiling takes some seconds and then 2 ms a page.
	interpretedPages = 80

	pdfMemory      = 8192 // WebAssembly pages of 64 KiB: 512 MiB
	pdfInstantWait = 30 * time.Second
)

// pdfLibrary is PDFium as WebAssembly: it has no access to files or network,
// and a fault in it stays inside. One document is read at a time.
type pdfLibrary struct {
	mutex    sync.Mutex
	pool     pdfium.Pool
	cache    wazero.CompilationCache
	compiled bool
	pages    int // read so far
}

// PDF reads the text of a PDF with its pages. Words cut at line ends are made
// whole and running headers and footers dropped; larger or bold type makes
// headings, small type at the foot of a page footnotes. A document without any
// text is an *Error with ErrNeedsOCR; pages without text among others are
// listed in Meta["needs_ocr"].
func (r *Reader) PDF(ctx context.Context, input Input, limits Limits) (corpus.Text, error) {
	r.pdf.mutex.Lock()
	defer r.pdf.mutex.Unlock()
	if err := ctx.Err(); err != nil {
		return corpus.Text{}, err
	}
	doc, err := r.pdf.open(input, r.Cache) //nolint:contextcheck // the library outlives the reading of one document
	if err != nil {
		return corpus.Text{}, err
	}
	defer doc.instance.Close() //nolint:errcheck // a broken instance is given up
	limits = limits.OrDefault()
	if doc.pages > limits.Pages {
		return corpus.Text{}, exceeded(input.Name, "", int64(doc.pages), int64(limits.Pages), "pages", "--max-pages")
	}
	pages, err := doc.read(ctx, input.Name)
	if err != nil {
		return corpus.Text{}, err
	}
	r.pdf.pages += doc.pages
	t := pdfText(pages)
	if t.Canonical == "" {
		return corpus.Text{}, needsOCR(input.Name, "")
	}
	doc.describe(&t)
	if blank := scanned(pages); blank != "" {
		if t.Meta == nil {
			t.Meta = map[string]string{}
		}
		t.Meta[metaNeedsOCR] = blank
	}
	return t, nil
}

// pdfDocument is an open document.
type pdfDocument struct {
	instance pdfium.Pdfium
	ref      references.FPDF_DOCUMENT
	pages    int
}

// open opens a document with a fresh instance of the library, which it starts
// with the first document and compiles with the first that makes it worth it.
func (l *pdfLibrary) open(input Input, cache string) (pdfDocument, error) {
	if l.pool == nil {
		if err := l.start(cache, isCompiled(cache)); err != nil {
			return pdfDocument{}, fmt.Errorf("start PDF library: %w", err)
		}
	}
	doc, err := l.load(input)
	if err != nil || l.compiled || l.pages+doc.pages < interpretedPages {
		return doc, err
	}
	if err := errors.Join(doc.instance.Close(), l.shut(), l.start(cache, true)); err != nil {
		return pdfDocument{}, fmt.Errorf("compile PDF library: %w", err)
	}
	return l.load(input)
}

// load opens a document with the library as it is.
func (l *pdfLibrary) load(input Input) (pdfDocument, error) {
	instance, err := l.pool.GetInstance(pdfInstantWait)
	if err != nil {
		return pdfDocument{}, fmt.Errorf("start PDF library: %w", err)
	}
	opened, err := instance.OpenDocument(&requests.OpenDocument{File: &input.Bytes})
	if err != nil {
		instance.Close() //nolint:errcheck // the first error counts
		return pdfDocument{}, notOpened(input.Name, err)
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		instance.Close() //nolint:errcheck // the first error counts
		return pdfDocument{}, damaged(input.Name, "", err)
	}
	return pdfDocument{instance: instance, ref: opened.Document, pages: count.PageCount}, nil
}

// start starts the library.
func (l *pdfLibrary) start(cache string, compile bool) error {
	features := api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling
	config := wazero.NewRuntimeConfigInterpreter()
	if compile {
		config = wazero.NewRuntimeConfig()
		if cache != "" {
			saved, err := wazero.NewCompilationCacheWithDir(cache)
			if err != nil {
				return err
			}
			l.cache = saved
			config = config.WithCompilationCache(saved)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		MaxIdle: 1, MaxTotal: 1,
		FSConfig:      wazero.NewFSConfig(),
		RuntimeConfig: config.WithCoreFeatures(features).WithMemoryLimitPages(pdfMemory),
		Stdout:        io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return errors.Join(err, l.shut())
	}
	l.pool, l.compiled = pool, compile
	return nil
}

// isCompiled reports whether a cache holds compiled code.
func isCompiled(cache string) bool {
	if cache == "" {
		return false
	}
	found, err := filepath.Glob(filepath.Join(cache, "wazero-*", "*"))
	return err == nil && len(found) > 0
}

// close ends the library.
func (l *pdfLibrary) close() error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.shut()
}

func (l *pdfLibrary) shut() error {
	var err error
	if l.pool != nil {
		err = l.pool.Close()
		l.pool = nil
	}
	if l.cache != nil {
		err = errors.Join(err, l.cache.Close(context.Background()))
		l.cache = nil
	}
	return err
}

// notOpened says why a document could not be opened.
func notOpened(name string, err error) *Error {
	if errors.Is(err, pdferrors.ErrPassword) || errors.Is(err, pdferrors.ErrSecurity) {
		return &Error{Source: name, Err: fmt.Errorf("%w: the PDF is encrypted", ErrUnsupported), Remedy: "remove its password first"}
	}
	return damaged(name, "", err)
}

// needsOCR is the error of pages without text.
func needsOCR(name, place string) *Error {
	return &Error{Source: name, Place: place, Err: ErrNeedsOCR, Remedy: "the page is a picture: run an OCR program such as ocrmypdf first"}
}

// read reads the text of all pages.
func (d pdfDocument) read(ctx context.Context, name string) ([]pdfPage, error) {
	pages := make([]pdfPage, 0, d.pages)
	for i := range d.pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		page, err := d.page(requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: i}})
		if err != nil {
			return nil, damaged(name, "page "+strconv.Itoa(i+1), err)
		}
		pages = append(pages, page)
	}
	return pages, nil
}

// page reads the runs of one page.
func (d pdfDocument) page(at requests.Page) (pdfPage, error) {
	size, err := d.instance.GetPageSize(&requests.GetPageSize{Page: at})
	if err != nil {
		return pdfPage{}, err
	}
	text, err := d.instance.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: at, Mode: requests.GetPageTextStructuredModeRects, CollectFontInformation: true,
	})
	if err != nil {
		return pdfPage{}, err
	}
	page := pdfPage{height: size.Height}
	for _, rect := range text.Rects {
		p := rect.PointPosition
		run := pdfRun{text: rect.Text, left: p.Left, right: p.Right, top: p.Top, bottom: p.Bottom, size: p.Top - p.Bottom}
		if font := rect.FontInformation; font != nil {
			if font.RenderedSize > 0 {
				run.size = font.RenderedSize
			}
			run.bold, run.strong = typeface(font.Name, font.Weight)
		}
		page.runs = append(page.runs, run)
	}
	if len(page.runs) == 0 {
		objects, err := d.instance.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
		page.marks = err == nil && objects.Count > 0
	}
	return page, nil
}

// typeface tells from a font's name and weight whether it is bold, and whether
// it is bold or italic.
func typeface(name string, weight int) (bold, strong bool) {
	name = strings.ToLower(name)
	bold = weight >= 600
	for _, word := range []string{"bold", "black", "heavy", "semibd"} {
		bold = bold || strings.Contains(name, word)
	}
	return bold, bold || strings.Contains(name, "italic") || strings.Contains(name, "oblique")
}

// scanned lists the pages that show something but no text.
func scanned(pages []pdfPage) string {
	var list []string
	for i, page := range pages {
		if len(page.runs) == 0 && page.marks {
			list = append(list, strconv.Itoa(i+1))
		}
	}
	return strings.Join(list, ", ")
}

// describe reads the document information.
func (d pdfDocument) describe(t *corpus.Text) {
	info, err := d.instance.GetMetaData(&requests.GetMetaData{Document: d.ref})
	if err != nil {
		return // it is optional, and often broken where the text is not
	}
	fields := map[string]string{}
	for _, tag := range info.Tags {
		switch value := tag.Value; tag.Tag {
		case "Title":
			fields["title"] = value
		case "Author":
			fields["creator"] = value
		case "Subject", "Keywords":
			fields[strings.ToLower(tag.Tag)] = value
		case "CreationDate":
			fields["created"] = isoDate(strings.TrimPrefix(value[:min(len(value), 10)], "D:"))
		case "ModDate":
			fields["modified"] = isoDate(strings.TrimPrefix(value[:min(len(value), 10)], "D:"))
		}
	}
	officeMeta(t, fields)
}
