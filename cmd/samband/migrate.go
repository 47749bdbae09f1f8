package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
)

// errDiffers reports a copy that does not tell what the original tells.
var errDiffers = errors.New("the copy differs from the original, which is still in use")

// migrated tells what a migration did.
type migrated struct {
	From     string      `json:"from"`
	To       string      `json:"to"`
	Stats    graph.Stats `json:"stats"`
	Checksum string      `json:"checksum"` // SHA-256 of the export, the same of both
}

func (p *program) migrateCommand() *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: p.text("flytta grafen mellan den inbyggda lagringen och Neo4j", "move the graph between the embedded store and Neo4j"),
		Long: p.text(`Kopierar grafen, jämför antal och kontrollsumma av hela exporten, och byter först då. Originalet
lämnas orört; en avbruten flytt görs om från början utan att något dubbleras.`,
			`Copies the graph, compares counts and the checksum of the whole export, and changes over only then.
The original is left as it is; a move that was stopped is made again without doubling anything.`),
		Example: "  samband migrate --to neo4j://neo4j@127.0.0.1:7687\n  samband migrate --from neo4j://neo4j@127.0.0.1:7687 --to embedded",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if to == "" {
				return usagef("%s", p.text("ange --to: embedded eller neo4j://…", "give --to: embedded or neo4j://…"))
			}
			if from != "" {
				p.graph = from
			}
			return p.migrate(cmd.Context(), address(to))
		},
	}
	cmd.Flags().StringVar(&from, "from", "", p.text("var grafen finns nu; behövs inte", "where the graph is now; not needed"))
	cmd.Flags().StringVar(&to, "to", "", p.text("vart den ska: embedded eller neo4j://ANVÄNDARE@VÄRD:PORT", "where it shall go: embedded or neo4j://USER@HOST:PORT"))
	mustGive(cmd.Flags(), "from", "to")
	return cmd
}

func (p *program) migrate(ctx context.Context, to string) error {
	lib, err := p.openExistingForWriting(ctx)
	if err != nil {
		return err
	}
	if to == lib.graph {
		return errors.Join(usagef(p.text("grafen finns redan i %s", "the graph is in %s already"), describeGraph(to)), lib.close())
	}
	result, err := lib.moveGraph(ctx, to)
	if err == nil {
		err = markDataDirectory(p.data, to)
	}
	if err = errors.Join(err, lib.close()); err != nil {
		return err
	}
	p.graph = "" // what the directory says now
	moved, err := p.openForWriting(ctx)
	if err != nil {
		return err
	}
	defer p.closeLibrary(moved)
	if p.json {
		return p.emit(result)
	}
	p.printf(p.text("%d dokument och %d uppgifter flyttade från %s till %s; kontrollsumma %s stämmer. Originalet är kvar.\n",
		"%d documents and %d facts moved from %s to %s; checksum %s agrees. The original is left.\n"),
		result.Stats.Documents, result.Stats.Facts, result.From, result.To, result.Checksum[:12])
	return nil
}

// moveGraph copies the library's graph to another store and checks the copy.
func (l *library) moveGraph(ctx context.Context, to string) (result migrated, err error) {
	from, ok := l.store.(graph.Contributor)
	if !ok {
		return result, fmt.Errorf("%T cannot be copied", l.store)
	}
	if to == "" {
		l.dropStaleGraph()
	}
	target, err := l.program.openGraph(ctx, to, l.dir, false)
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	if err := onlyHolds(ctx, target, from); err != nil {
		return result, err
	}
	err = graph.Copy(ctx, from, target, func(documents int) {
		l.program.logger.InfoContext(ctx, "graph is being moved", "documents", documents)
	})
	if err != nil {
		return result, err
	}
	result = migrated{From: describeGraph(l.graph), To: describeGraph(to)}
	result.Stats, result.Checksum, err = l.compare(ctx, from, target)
	return result, err
}

// dropStaleGraph removes an embedded graph that an earlier migration left: it
// is not the library's.
func (l *library) dropStaleGraph() {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(filepath.Join(l.dir, graphName+suffix)) // opening it tells what is wrong with it
	}
}

// onlyHolds returns an error where a store has documents that another lacks.
func onlyHolds(ctx context.Context, store, other graph.Store) error {
	for document, err := range store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return err
		}
		if _, err := graph.Document(ctx, other, document.ID); errors.Is(err, graph.ErrNotFound) {
			return fmt.Errorf("it holds another graph, with the document %s: choose an empty one", document.ID)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// compare returns the counts and the checksum of two stores that tell the same,
// and errDiffers otherwise.
func (l *library) compare(ctx context.Context, one, other graph.Store) (graph.Stats, string, error) {
	var stats [2]graph.Stats
	var sums [2]string
	for i, store := range []graph.Store{one, other} {
		var err error
		if stats[i], err = store.Stats(ctx); err != nil {
			return graph.Stats{}, "", err
		}
		stats[i].Generation = 0
		if sums[i], err = l.checksum(ctx, store); err != nil {
			return graph.Stats{}, "", err
		}
	}
	if !reflect.DeepEqual(stats[0], stats[1]) || sums[0] != sums[1] {
		return graph.Stats{}, "", fmt.Errorf("%w: %+v %s, copy %+v %s", errDiffers, stats[0], sums[0], stats[1], sums[1])
	}
	return stats[0], sums[0], nil
}

// checksum is the SHA-256 of a store's export.
func (l *library) checksum(ctx context.Context, store graph.Store) (string, error) {
	hash := sha256.New()
	err := graph.Export(ctx, store, func(document corpus.Document) (string, error) {
		return l.archive.Text(ctx, document.TextHash)
	}, hash, graph.ExportOptions{})
	return hex.EncodeToString(hash.Sum(nil)), err
}
