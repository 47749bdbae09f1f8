package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/samband/samband/corpus/read"
	"github.com/samband/samband/corpus/sample"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/source"
	searcheval "github.com/samband/samband/search/eval"
)

// Names of pools that are measured by name.
const (
	samplePool          = "sample"
	faqPool             = "swefaq-dev"
	interpellationsPool = "interpellations-dev"
	smallPool           = "interpellations-dev-3000"
)

// smallPoolDocuments is how many documents the small pool has: those that answer
// its queries, and of the others one in five.
const smallPoolDocuments = 3000

// pool is a set of documents with judged queries.
type pool struct {
	name    string
	needs   string                                                              // path of what must be here, "" for nothing
	ingest  func(ctx context.Context, lib *library, dir string) error           // dir may be written to
	queries func(ctx context.Context, lib *library) ([]searcheval.Query, error) // with ids of the library
}

// pools returns those that have been asked for, or all that are here: one of a
// folder, the sample's, and those of the shared data.
func (p *program) pools(options retrievalOptions) ([]pool, error) {
	if options.folder != "" {
		return []pool{folderPool(options.folder)}, nil
	}
	data := filepath.Join(options.shared, "data", "retrieval")
	known := []pool{
		{samplePool, "", ingestSamplePool, judgeSample},
		jsonPool(faqPool, filepath.Join(data, "swefaq_dev.jsonl"), func(w io.Writer) error { return writeFAQ(w, data, nil) }, func() (q []searcheval.Query, err error) {
			return q, writeFAQ(io.Discard, data, &q)
		}),
		interpellations(smallPool, data, smallPoolDocuments), interpellations(interpellationsPool, data, 0),
	}
	var chosen []pool
	for _, name := range options.pools {
		found := false
		for _, k := range known {
			if found = k.name == name; found {
				chosen = append(chosen, k)
				break
			}
		}
		if !found {
			return nil, usagef("--pool %q: %s, %s, %s, %s", name, samplePool, faqPool, smallPool, interpellationsPool)
		}
	}
	if len(options.pools) > 0 {
		return chosen, nil
	}
	return slices.DeleteFunc(known, func(k pool) bool {
		_, err := os.Stat(k.needs)
		return k.needs != "" && err != nil
	}), nil
}

func ingestSamplePool(ctx context.Context, lib *library, _ string) error {
	pipeline, job, err := lib.embedded(ctx, sample.Documents())
	if err != nil {
		return err
	}
	_, err = pipeline.Run(ctx, job)
	return err
}

func judgeSample(ctx context.Context, lib *library) ([]searcheval.Query, error) {
	queries, err := sample.Queries()
	if err != nil {
		return nil, err
	}
	return lib.judge(ctx, queries)
}

// folderPool is a folder of one's own: docs.jsonl, a document a line with id and
// text, and queries.tsv, with the judgements or with qrels.tsv beside it.
func folderPool(dir string) pool {
	return pool{
		name: filepath.Base(dir),
		ingest: func(ctx context.Context, lib *library, _ string) error {
			return lib.ingestFile(ctx, filepath.Join(dir, "docs.jsonl"))
		},
		queries: func(ctx context.Context, lib *library) ([]searcheval.Query, error) {
			queries, err := readJudged(dir)
			if err != nil {
				return nil, err
			}
			return lib.named(ctx, queries)
		},
	}
}

func readJudged(dir string) (queries []searcheval.Query, err error) {
	topics, err := os.Open(filepath.Join(dir, "queries.tsv")) //nolint:gosec // the user names the folder
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	defer func() { err = errors.Join(err, topics.Close()) }()
	qrels, err := os.Open(filepath.Join(dir, "qrels.tsv")) //nolint:gosec // the user names the folder
	if errors.Is(err, fs.ErrNotExist) {
		return searcheval.Read(topics)
	}
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	defer func() { err = errors.Join(err, qrels.Close()) }()
	return searcheval.ReadTopics(topics, qrels)
}

// jsonPool is a pool whose documents are written as JSON Lines first.
func jsonPool(name, needs string, write func(io.Writer) error, judged func() ([]searcheval.Query, error)) pool {
	return pool{
		name: name, needs: needs,
		ingest: func(ctx context.Context, lib *library, dir string) error {
			path := filepath.Join(dir, name+".jsonl")
			file, err := os.Create(path) //nolint:gosec // in a folder of ours
			if err != nil {
				return fmt.Errorf("eval: %w", err)
			}
			if err := errors.Join(write(file), file.Close()); err != nil {
				return fmt.Errorf("eval: %w", err)
			}
			return lib.ingestFile(ctx, path)
		},
		queries: func(ctx context.Context, lib *library) ([]searcheval.Query, error) {
			queries, err := judged()
			if err != nil {
				return nil, err
			}
			return lib.named(ctx, queries)
		},
	}
}

// ingestFile ingests a file of documents; all of them must be read.
func (l *library) ingestFile(ctx context.Context, path string) error {
	pipeline, err := l.pipeline(0, read.Limits{}, nil)
	if err != nil {
		return err
	}
	var failure error
	_, err = pipeline.Run(ctx, ingest.Job{
		Files:  source.New(source.Config{Logger: l.program.logger}).Files(ctx, path),
		Report: func(event ingest.Event) { failure = errors.Join(failure, event.Err) },
	})
	return errors.Join(err, failure)
}

// named replaces the names by which documents are judged by their ids.
func (l *library) named(ctx context.Context, queries []searcheval.Query) ([]searcheval.Query, error) {
	ids := map[string]string{}
	for document, err := range l.store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return nil, err
		}
		ids[document.Source] = document.ID
	}
	for i, q := range queries {
		grades := make(map[string]float64, len(q.Grades))
		for name, grade := range q.Grades {
			id, there := ids[name]
			if !there {
				return nil, fmt.Errorf("query %q: no document %q", q.Text, name)
			}
			grades[id] = grade
		}
		queries[i].Grades = grades
	}
	return queries, nil
}

// record is a document as JSON Lines have it.
type record struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// writeFAQ writes the right answers of SweFAQ's development questions as
// documents, each once, and adds the questions to queries where they are wanted.
func writeFAQ(w io.Writer, data string, queries *[]searcheval.Query) error {
	file, err := os.Open(filepath.Join(data, "swefaq_dev.jsonl")) //nolint:gosec // the user names the folder
	if err != nil {
		return err
	}
	ids := map[string]string{}
	to := json.NewEncoder(w)
	err = eachRecord(file, func(line []byte) error {
		var faq struct {
			Question string   `json:"question"`
			Answers  []string `json:"candidate_answers"`
			Label    int      `json:"label"`
		}
		if err := json.Unmarshal(line, &faq); err != nil {
			return err
		}
		if faq.Label < 0 || faq.Label >= len(faq.Answers) {
			return fmt.Errorf("question %q has no answer %d", faq.Question, faq.Label)
		}
		answer := faq.Answers[faq.Label]
		if queries != nil {
			defer func() {
				*queries = append(*queries, searcheval.Query{Text: faq.Question, Grades: map[string]float64{ids[answer]: 1}})
			}()
		}
		if ids[answer] != "" {
			return nil
		}
		ids[answer] = "answer-" + strconv.Itoa(len(ids))
		return to.Encode(record{ids[answer], answer})
	})
	return errors.Join(err, file.Close())
}

// interpellations is the pool of all parliamentary questions, or of so many.
func interpellations(name, data string, documents int) pool {
	path := filepath.Join(data, "interpellation_queries_dev.tsv")
	judged := func() ([]searcheval.Query, error) {
		file, err := os.Open(path) //nolint:gosec // the user names the folder
		if err != nil {
			return nil, err
		}
		queries, err := searcheval.Read(file)
		return queries, errors.Join(err, file.Close())
	}
	return jsonPool(name, path, func(w io.Writer) error {
		queries, err := judged()
		if err != nil {
			return err
		}
		return writeInterpellations(w, data, queries, documents)
	}, judged)
}

func writeInterpellations(w io.Writer, data string, queries []searcheval.Query, documents int) error {
	wanted := map[string]bool{}
	for _, q := range queries {
		for id := range q.Grades {
			wanted[id] = true
		}
	}
	file, err := os.Open(filepath.Join(data, "interpellations.jsonl.gz")) //nolint:gosec // the user names the folder
	if err != nil {
		return err
	}
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return errors.Join(err, file.Close())
	}
	room, number := documents-len(wanted), 0
	err = eachRecord(unpacked, func(line []byte) error {
		var d record
		if err := json.Unmarshal(line, &d); err != nil {
			return err
		}
		if number++; documents > 0 && !wanted[d.ID] {
			if room == 0 || number%5 != 0 {
				return nil
			}
			room--
		}
		return json.NewEncoder(w).Encode(d)
	})
	return errors.Join(err, file.Close())
}

// maxRecord is the longest line of JSON Lines that is read, in bytes.
const maxRecord = 16 << 20

func eachRecord(r io.Reader, use func(line []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxRecord)
	for lines.Scan() {
		if err := use(lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}
