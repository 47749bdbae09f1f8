package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"github.com/samband/samband/api"
	"github.com/samband/samband/corpus/archive"
	"github.com/samband/samband/corpus/erasure"
	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/masked"
	"github.com/samband/samband/graph/network"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/source"
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/bleveindex"
	"github.com/samband/samband/search/embed"
	"github.com/samband/samband/search/vector"
)

// What a data directory holds.
const (
	markerName  = "samband.json" // says that this is a data directory, and its format
	lockName    = "LOCK"
	archiveName = "corpus.db"
	graphName   = "graph.db"
	indexName   = "index"
	vectorsName = "vectors"
	networkName = "graph.snapshot" // can be made again from the graph
)

// library is an opened data directory. Any number of processes may read one
// together; one that writes has it alone.
type library struct {
	program *program
	dir     string
	lock    *flock.Flock
	archive *archive.Archive
	graph   string // address of a Neo4j database, "" for the embedded store
	store   graph.Store
	index   *bleveindex.Index
	reader  *read.Reader
	rebuilt bool // whether the index was damaged and is built anew

	erasures *erasure.Ledger
	live     *network.Live // nil until it is asked for

	embedder embed.Embedder // nil where it is off
	vectors  *vector.Store  // nil where there are none to search or to keep in step
}

// openForWriting opens the data directory, which it creates where it is
// missing, and repairs what a crash left behind.
func (p *program) openForWriting(ctx context.Context) (*library, error) {
	fresh := checkDataDirectory(p.data)
	if fresh != nil && !errors.Is(fresh, fs.ErrNotExist) {
		return nil, fresh
	}
	if err := os.MkdirAll(p.data, 0o700); err != nil {
		return nil, fmt.Errorf("make data directory: %w", err)
	}
	lib, err := p.openErased(ctx)
	if err != nil {
		return nil, err
	}
	if err := p.repair(ctx, lib); err != nil {
		return nil, err
	}
	// Last, so that a marked directory is whole, and again where the format was
	// an older one.
	if err := markDataDirectory(p.data, lib.graph); err != nil {
		return nil, errors.Join(err, lib.close())
	}
	return lib, nil
}

// openExistingForWriting is openForWriting for commands that make no data
// directory.
func (p *program) openExistingForWriting(ctx context.Context) (*library, error) {
	if err := checkDataDirectory(p.data); err != nil {
		return nil, p.noData(err)
	}
	return p.openForWriting(ctx)
}

// openForReading opens an existing data directory beside other readers, with
// personal identity numbers masked unless the user asks to see them. Where the
// index does not agree with the graph, or an earlier version wrote it, it
// repairs it first.
func (p *program) openForReading(ctx context.Context) (*library, error) {
	lib, err := p.openRepaired(ctx)
	if err == nil && !p.unmask {
		lib.store = masked.Store(lib.store)
	}
	return lib, err
}

func (p *program) openRepaired(ctx context.Context) (*library, error) {
	if err := checkDataDirectory(p.data); err != nil {
		return nil, p.noData(err)
	}
	lib, err := p.openLibrary(ctx, true)
	if err == nil {
		var agree, pending bool
		if agree, err = lib.agrees(ctx); err == nil {
			pending, err = lib.pendingErasures(ctx)
		}
		if err == nil && agree && !pending {
			return lib, nil
		}
		err = errors.Join(err, lib.close())
	}
	if err != nil && !errors.Is(err, errIndex) && !olderFormat(err) {
		return nil, err
	}
	p.logger.InfoContext(ctx, "index does not agree with graph, or its format is older; repairing", "error", err)
	writer, err := p.openForWriting(ctx)
	if err != nil {
		return nil, err
	}
	if err := writer.close(); err != nil {
		return nil, err
	}
	return p.openLibrary(ctx, true)
}

// openAsIs opens an existing data directory without repairing anything.
func (p *program) openAsIs(ctx context.Context) (*library, error) {
	if err := checkDataDirectory(p.data); err != nil {
		return nil, p.noData(err)
	}
	lib, err := p.openLibrary(ctx, true)
	if olderFormat(err) {
		return nil, fmt.Errorf("%w; %s", err, p.text("samband reindex för katalogen till dagens format", "samband reindex brings the directory up to date"))
	}
	return lib, err
}

// dropIndex removes the search index, which the next opening for writing
// builds anew.
func (p *program) dropIndex() error {
	lock := flock.New(filepath.Join(p.data, lockName))
	locked, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock data directory: %w", err)
	}
	if !locked {
		return p.inUse()
	}
	if err := os.RemoveAll(filepath.Join(p.data, indexName)); err != nil {
		return errors.Join(fmt.Errorf("remove index: %w", err), lock.Unlock())
	}
	return lock.Unlock()
}

func (p *program) inUse() error {
	return &exitError{code: exitLocked, err: fmt.Errorf(p.text(
		"%s används av en annan samband-process; vänta tills den är klar eller avsluta den",
		"%s is in use by another samband process; wait until it is done or stop it"), p.data)}
}

// errIndex reports an index that cannot be opened as it is.
var errIndex = errors.New("index cannot be opened")

func (p *program) noData(err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return &exitError{code: exitNoData, err: fmt.Errorf(p.text(
		"%s är ingen datakatalog; kör \"samband ingest …\" eller \"samband demo\" först, eller ange --data",
		"%s is no data directory; run \"samband ingest …\" or \"samband demo\" first, or give --data"), p.data)}
}

func (p *program) openLibrary(ctx context.Context, readOnly bool) (*library, error) {
	lib := &library{program: p, dir: p.data, reader: &read.Reader{Cache: p.cacheDirectory()}, lock: flock.New(filepath.Join(p.data, lockName))}
	take := lib.lock.TryLock
	if readOnly {
		take = lib.lock.TryRLock
	}
	locked, err := take()
	if err != nil {
		return nil, fmt.Errorf("lock data directory: %w", err)
	}
	if !locked {
		return nil, p.inUse()
	}
	if err := lib.openParts(ctx, readOnly); err != nil {
		return nil, errors.Join(err, lib.close())
	}
	return lib, nil
}

func (l *library) openParts(ctx context.Context, readOnly bool) (err error) {
	if l.erasures, err = erasure.Open(l.dir); err != nil {
		return err
	}
	if l.archive, err = archive.Open(ctx, filepath.Join(l.dir, archiveName)); err != nil {
		return err
	}
	if l.graph, err = l.program.graphOf(l.dir); err != nil {
		return err
	}
	store, err := l.program.openGraph(ctx, l.graph, l.dir, readOnly)
	if err != nil {
		return err
	}
	l.store = store
	if err := l.openIndex(ctx, readOnly); err != nil {
		return err
	}
	return l.openVectors(ctx, readOnly)
}

// openIndex opens the index. A damaged one is removed, if that is allowed: it
// is built anew from graph and archive.
func (l *library) openIndex(ctx context.Context, readOnly bool) (err error) {
	config := bleveindex.Config{
		Dir: filepath.Join(l.dir, indexName), ReadOnly: readOnly, Entities: api.Entities{Store: l.store}, Logger: l.program.logger,
	}
	l.index, err = bleveindex.Open(ctx, config)
	if errors.Is(err, search.ErrRebuild) && !readOnly {
		l.program.logger.WarnContext(ctx, "index is damaged and will be built anew", "error", err)
		l.rebuilt = true
		if err = os.RemoveAll(config.Dir); err == nil {
			l.index, err = bleveindex.Open(ctx, config)
		}
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errIndex, err)
	}
	return nil
}

// close releases what is open, in reverse order.
func (l *library) close() error {
	var problems []error
	if l.vectors != nil {
		problems = append(problems, l.vectors.Close())
	}
	if l.index != nil {
		problems = append(problems, l.index.Close())
	}
	if l.live != nil {
		problems = append(problems, l.live.Close())
	}
	if l.store != nil {
		problems = append(problems, l.store.Close())
	}
	if l.archive != nil {
		problems = append(problems, l.archive.Close())
	}
	return errors.Join(append(problems, l.reader.Close(), l.lock.Unlock())...)
}

// closeLibrary closes at the end of a command; what goes wrong then can only
// be told.
func (p *program) closeLibrary(lib *library) {
	if err := lib.close(); err != nil {
		p.logger.Error("close data directory", "error", err)
	}
}

// cacheDirectory is where what can be made again is kept between runs, "" where
// the system names no such place.
func (p *program) cacheDirectory() string {
	base := p.getenv("XDG_CACHE_HOME")
	if base == "" {
		home := p.getenv("HOME")
		if home == "" {
			return ""
		}
		base = filepath.Join(home, ".cache")
	}
	return filepath.Join(base, "samband")
}

// agrees reports whether the index reflects the graph.
func (l *library) agrees(ctx context.Context) (bool, error) {
	stats, err := l.store.Stats(ctx)
	if err != nil {
		return false, err
	}
	generation, indexed, err := l.index.State(ctx)
	return generation == stats.Generation && len(indexed) == stats.Documents, err
}

func (p *program) repair(ctx context.Context, lib *library) error {
	pipeline, err := lib.pipeline(1, read.Limits{}, nil)
	if err == nil {
		var repaired int
		repaired, err = pipeline.Repair(ctx)
		if repaired > 0 {
			p.logger.InfoContext(ctx, "index repaired", "documents", repaired)
		}
	}
	if err != nil {
		return errors.Join(err, lib.close())
	}
	return nil
}

// pipeline makes a pipeline that writes to the library.
func (l *library) pipeline(workers int, limits read.Limits, fetcher *source.Fetcher) (*ingest.Pipeline, error) {
	extractor, err := extract.New(extract.Config{})
	if err != nil {
		return nil, err
	}
	return ingest.New(ingest.Config{
		Store: l.store, Index: l.followed(), Archive: l.archive, Extractor: extractor, Erasures: l.erasures, Reader: l.reader,
		Fetcher: fetcher, Limits: limits, Workers: workers, Logger: l.program.logger,
	})
}

// rebuild builds the index anew from graph and archive. It is searched as it was
// until the new one takes its place.
func (l *library) rebuild(ctx context.Context) error {
	if l.rebuilt {
		return nil // at opening
	}
	return l.index.Rebuild(ctx, func(ctx context.Context, fresh search.Index) error {
		extractor, err := extract.New(extract.Config{})
		if err != nil {
			return err
		}
		pipeline, err := ingest.New(ingest.Config{
			Store: l.store, Index: fresh, Archive: l.archive, Extractor: extractor, Erasures: l.erasures, Reader: l.reader, Logger: l.program.logger,
		})
		if err != nil {
			return err
		}
		_, err = pipeline.Reindex(ctx)
		return err
	})
}

// sources joins graph and archive.
func (l *library) sources() api.Sources {
	return api.Sources{Store: l.store, Archive: l.archive, Unmasked: l.program.unmask, Vectors: l.searchable}
}

// searcher answers searches over the library.
func (l *library) searcher() (*search.Engine, error) {
	config := search.Config{Index: l.index, Texts: l.sources(), Coverage: l.sources(), Logger: l.program.logger}
	if l.vectors != nil && l.embedder != nil {
		finder, err := vector.NewFinder(l.vectors, l.embedder)
		if err != nil {
			return nil, err
		}
		config.Nearer = finder
	}
	return search.New(config)
}

// network follows the graph for questions over many relations.
func (l *library) network() (*network.Live, error) {
	if l.live != nil {
		return l.live, nil
	}
	var err error
	l.live, err = network.NewLive(network.Config{Store: l.store, File: filepath.Join(l.dir, networkName), Logger: l.program.logger})
	return l.live, err
}

// serving is how a library is served over HTTP.
type serving struct {
	hosts      []string    // further names, where it is asked through a proxy
	writer     *writer     // nil where it is only read
	curator    api.Curator // nil proposes over what is shown
	requireKey bool        // for reading, too
}

// server serves the library over HTTP.
func (l *library) server(options serving) (*api.Server, error) {
	searcher, err := l.searcher()
	if err != nil {
		return nil, err
	}
	live, err := l.network()
	if err != nil {
		return nil, err
	}
	config := api.Config{
		Store: l.store, Network: live, Searcher: searcher, Texts: l.sources(), Coverage: l.sources(), Journal: l.archive, Version: readVersion().Version,
		Curator: options.curator, Keys: l.program.keys(), RequireKey: options.requireKey, Hosts: options.hosts, Logger: l.program.logger,
	}
	if config.Curator == nil {
		config.Curator = &curator{store: l.store}
	}
	config.Erased = l.erasures.Erased
	if options.writer != nil {
		config.Writer, config.Ingester = options.writer, options.writer
	}
	return api.New(config)
}
