package bleveindex

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	bolt "go.etcd.io/bbolt/errors"

	"github.com/samband/samband/search"
)

// format names how the index is written. It changes with the fields and with
// the analysis of words, so that an index of another format is built anew.
const format = "5"

// Internal keys of the index.
const (
	keyFormat     = "format"
	keyGeneration = "generation"
	keyTotals     = "totals"
	keyUnfinished = "unfinished" // set while an Apply of several batches runs
)

// lockWait is how long Open waits for another process to close the index.
const lockWait = 500 * time.Millisecond

// segmentsPerTier is how many segments of like size are let be before they are
// merged. scorch's own 10 merges each passage about twice in an ingest of some
// ten thousand documents, which costs a tenth of it; queries over twice as many
// segments cost a few tenths of a millisecond more.
const segmentsPerTier = 24

// Config says where an index lies.
type Config struct {
	Dir      string          // directory of the index, made where missing unless ReadOnly
	Workers  int             // goroutines that analyse text; 0 is one per processor
	ReadOnly bool            // open beside other readers; Apply returns search.ErrReadOnly
	Logger   *slog.Logger    // nil logs nothing
	Entities search.Entities // what the graph knows; nil finds no entities
}

// Index is a search.Index and search.Matcher on disk. It is safe for
// concurrent use; searches go on while an Apply runs.
type Index struct {
	config   Config
	scorch   index.Index
	analysis *index.AnalysisQueue
	analyzer *analyzer
	scratch  sync.Pool // of *scratch
	cache    columnCache

	writing sync.Mutex // held by Apply, State and Close
	failed  bool       // whether the last Apply left something half done; guarded by writing
	broken  bool       // whether scorch failed to write and must be opened again; guarded by writing

	reading sync.RWMutex // guards current
	current *snapshot    // what searches see; nil once closed
}

var (
	_ search.Index  = (*Index)(nil)
	_ search.Ranker = (*Index)(nil)
)

// snapshot is a state of the index that a finished Apply has left.
type snapshot struct {
	reader     *scorch.IndexSnapshot
	generation uint64
	totals     totals
	statistics gramStatistics
	columns    []*columns // of its segments; guarded by Index.cache

	lists     sync.Mutex
	documents map[string][]located // guarded by lists
	mentions  sync.Mutex
	entities  *entityLists // guarded by mentions
	completed sync.Map     // words by a short prefix
}

// totals are sums over all records.
type totals struct {
	Passages int `json:"passages"`
	Words    int `json:"words"`
}

// Open opens the index in a directory, or makes a new one. It returns
// search.ErrLocked where another process has it open for writing, and
// search.ErrRebuild where it is damaged, which every file is examined for, some
// 20 ms for 100 MB, or of another format, or, read-only,
// where it is missing or an interrupted Apply has to be cleared away first. The
// caller must Close it.
func Open(ctx context.Context, config Config) (*Index, error) {
	if config.Dir == "" {
		return nil, errors.New("open index: no directory")
	}
	if config.Workers <= 0 {
		config.Workers = runtime.GOMAXPROCS(0)
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	x := &Index{config: config, analyzer: newAnalyzer(), analysis: index.NewAnalysisQueue(1)}
	x.scratch.New = func() any { return new(scratch) }
	if !config.ReadOnly {
		if err := recoverDirectory(config.Dir); err != nil {
			x.analysis.Close()
			return nil, fmt.Errorf("open index %s: %w", config.Dir, err)
		}
	}
	if err := x.open(ctx); err != nil {
		x.analysis.Close()
		return nil, fmt.Errorf("open index %s: %w", config.Dir, err)
	}
	return x, nil
}

func (x *Index) open(ctx context.Context) error {
	if x.config.ReadOnly {
		if _, err := os.Stat(x.config.Dir); err != nil {
			return fmt.Errorf("%w: %w", search.ErrRebuild, err)
		}
	}
	if err := x.examine(ctx); err != nil {
		return err
	}
	engine, err := x.engine(x.config.ReadOnly)
	if err != nil {
		return err
	}
	x.scorch = engine
	if err := x.prepare(ctx); err != nil {
		return errors.Join(err, engine.Close())
	}
	return nil
}

// engine opens scorch.
func (x *Index) engine(readOnly bool) (index.Index, error) {
	engine, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path":         filepath.Clean(x.config.Dir),
		"bolt_timeout": lockWait.String(),
		"read_only":    readOnly,
		"scorchMergePlanOptions": map[string]any{
			"MaxSegmentsPerTier": segmentsPerTier, "SegmentsPerMergeTask": segmentsPerTier,
		},
	}, x.analysis)
	if err != nil {
		return nil, err
	}
	if err := openEngine(engine); err != nil {
		if closing := closeFailed(engine); closing != nil {
			x.config.Logger.Warn("close what did not open", "error", closing)
		}
		return nil, err
	}
	return engine, nil
}

// closeFailed closes an engine that did not open, which may hold the lock of its
// directory all the same.
func closeFailed(engine index.Index) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%w: %v", search.ErrRebuild, cause)
		}
	}()
	return engine.Close()
}

// openEngine opens scorch. It reads files without checking them, and what it
// makes of damaged ones may be a panic.
func openEngine(engine index.Index) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%w: %v", search.ErrRebuild, cause)
		}
	}()
	switch err := engine.Open(); {
	case errors.Is(err, bolt.ErrTimeout):
		return search.ErrLocked
	case err != nil:
		return fmt.Errorf("%w: %w", search.ErrRebuild, err)
	}
	return nil
}

// prepare checks the format, clears away what an interrupted Apply left and
// publishes the state for searches.
func (x *Index) prepare(ctx context.Context) error {
	reader, err := x.reader()
	if err != nil {
		return err
	}
	written := string(reader.Internal()[keyFormat])
	unfinished := reader.Internal()[keyUnfinished] != nil
	empty := len(reader.Internal()) == 0
	if err := reader.Close(); err != nil {
		return err
	}
	switch {
	case x.config.ReadOnly && (empty || unfinished):
		return fmt.Errorf("%w: it was not written to the end", search.ErrRebuild)
	case empty:
		if err := x.scorch.SetInternal([]byte(keyFormat), []byte(format)); err != nil {
			return err
		}
	case written != format:
		return fmt.Errorf("%w: its format is %q, this program writes %q", search.ErrRebuild, written, format)
	}
	if err := x.repair(ctx); err != nil {
		return err
	}
	return x.publish()
}

// reader returns the newest state of the index; the caller must close it.
func (x *Index) reader() (*scorch.IndexSnapshot, error) { return newestState(x.scorch) }

func newestState(engine index.Index) (*scorch.IndexSnapshot, error) {
	reader, err := engine.Reader()
	if err != nil {
		return nil, err
	}
	current, ok := reader.(*scorch.IndexSnapshot)
	if !ok || current == nil {
		return nil, search.ErrClosed
	}
	return current, nil
}

// publish makes the newest state the one that searches see.
func (x *Index) publish() error {
	reader, err := x.reader()
	if err != nil {
		return err
	}
	fresh := &snapshot{reader: reader, generation: generation(reader)}
	if value := reader.Internal()[keyTotals]; value != nil {
		if err := json.Unmarshal(value, &fresh.totals); err != nil {
			return errors.Join(fmt.Errorf("%w: totals: %w", search.ErrRebuild, err), reader.Close())
		}
	}
	x.reading.Lock()
	old := x.current
	x.current = fresh
	x.reading.Unlock()
	if old == nil {
		return nil
	}
	return old.reader.Close()
}

// refresh publishes what merges have made of the state since the last Apply:
// the same passages in fewer files. It does nothing while an Apply runs or
// where the last one failed.
func (x *Index) refresh() error {
	if !x.writing.TryLock() {
		return nil
	}
	defer x.writing.Unlock()
	if x.failed || x.closed() {
		return nil
	}
	reader, err := x.reader()
	if err != nil {
		return err
	}
	merged := reader != x.current.reader
	if err := reader.Close(); err != nil || !merged {
		return err
	}
	return x.publish()
}

// acquire returns the published state; the caller must close its reader.
func (x *Index) acquire() (*snapshot, error) {
	x.reading.RLock()
	defer x.reading.RUnlock()
	if x.current == nil {
		return nil, search.ErrClosed
	}
	x.current.reader.AddRef()
	return x.current, nil
}

func generation(reader *scorch.IndexSnapshot) uint64 {
	value := reader.Internal()[keyGeneration]
	if len(value) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(value)
}

// State returns the generation of the last Apply that ended well and the
// revision of every document that the index holds whole.
func (x *Index) State(ctx context.Context) (uint64, map[string]string, error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	if x.closed() {
		return 0, nil, search.ErrClosed
	}
	if err := x.renew(ctx); err != nil {
		return 0, nil, fmt.Errorf("read index state: %w", err)
	}
	reader, err := x.reader()
	if err != nil {
		return 0, nil, fmt.Errorf("read index state: %w", err)
	}
	revisions := make(map[string]string)
	for r, err := range records(ctx, reader) {
		if err != nil {
			return 0, nil, errors.Join(fmt.Errorf("read index state: %w", err), reader.Close())
		}
		revisions[r.Document] = r.Revision
	}
	return generation(reader), revisions, reader.Close()
}

func (x *Index) closed() bool {
	x.reading.RLock()
	defer x.reading.RUnlock()
	return x.current == nil
}

// Close waits for a running Apply and releases the index. Searches that run
// end first or with an error. Closing twice does nothing.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.reading.Lock()
	current := x.current
	x.current = nil
	x.reading.Unlock()
	if current == nil {
		return nil
	}
	err := current.reader.Close()
	if x.scorch != nil {
		err = errors.Join(err, x.guarded(x.scorch.Close))
	}
	x.analysis.Close()
	return err
}
