package ingest

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/samband/samband/corpus/privacy"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

// Repair makes the index agree with the graph, which a crash between the two
// writes or a lost index leaves behind. It returns how many documents it
// indexed or removed; none where the two agree.
func (p *Pipeline) Repair(ctx context.Context) (int, error) {
	stats, err := p.config.Store.Stats(ctx)
	if err != nil {
		return 0, fmt.Errorf("repair: %w", err)
	}
	generation, indexed, err := p.config.Index.State(ctx)
	if err != nil {
		return 0, fmt.Errorf("repair: %w", err)
	}
	if generation == stats.Generation && len(indexed) == stats.Documents {
		return 0, nil
	}
	stale, err := p.stale(ctx, indexed)
	if err != nil {
		return 0, fmt.Errorf("repair: %w", err)
	}
	return len(stale), p.reindex(ctx, stale, generation, stats.Generation)
}

// Reindex writes every document of the graph to the index again.
func (p *Pipeline) Reindex(ctx context.Context) (int, error) {
	stats, err := p.config.Store.Stats(ctx)
	if err != nil {
		return 0, fmt.Errorf("reindex: %w", err)
	}
	all, err := p.stale(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("reindex: %w", err)
	}
	return len(all), p.reindex(ctx, all, 0, stats.Generation)
}

// stale returns the ids of documents that the index lacks, holds in another
// revision, or holds although they are gone, in order of id.
func (p *Pipeline) stale(ctx context.Context, indexed map[string]string) ([]string, error) {
	var stale []string
	there := map[string]bool{}
	for document, err := range p.config.Store.Documents(ctx, graph.DocumentFilter{}) {
		if err != nil {
			return nil, err
		}
		there[document.ID] = true
		if indexed[document.ID] != document.Revision {
			stale = append(stale, document.ID)
		}
	}
	for id := range indexed {
		if !there[id] {
			stale = append(stale, id)
		}
	}
	slices.Sort(stale)
	return stale, nil
}

// reindex writes documents in groups. Only the last group carries the
// generation of the graph, so that a crash on the way is seen at the next
// start.
func (p *Pipeline) reindex(ctx context.Context, ids []string, before, after uint64) error {
	groups := slices.Collect(slices.Chunk(ids, groupDocuments))
	if len(groups) == 0 {
		groups = [][]string{nil}
	}
	for i, group := range groups {
		updates, err := p.updates(ctx, group)
		if err != nil {
			return fmt.Errorf("reindex: %w", err)
		}
		generation := before
		if i == len(groups)-1 {
			generation = after
		}
		if err := p.config.Index.Apply(ctx, generation, updates...); err != nil {
			return fmt.Errorf("reindex: %w", err)
		}
	}
	return nil
}

// updates reads what the index needs of stored documents; documents that are
// not stored are removed from it.
func (p *Pipeline) updates(ctx context.Context, ids []string) ([]search.Update, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	missing := map[string]bool{}
	for _, id := range ids {
		missing[id] = true
	}
	var updates []search.Update
	for document, err := range p.config.Store.Documents(ctx, graph.DocumentFilter{IDs: ids}) {
		if err != nil {
			return nil, err
		}
		delete(missing, document.ID)
		update := search.Update{Document: document}
		if update.Text, err = p.config.Archive.Text(ctx, document.TextHash); err != nil {
			return nil, fmt.Errorf("text of %s: %w", document.Source, err)
		}
		update.Text = privacy.Mask(update.Text)
		for passage, err := range p.config.Store.Passages(ctx, document.ID) {
			if err != nil {
				return nil, err
			}
			update.Passages = append(update.Passages, passage)
		}
		updates = append(updates, update)
	}
	for id := range missing {
		update := search.Update{Delete: true}
		update.Document.ID = id
		updates = append(updates, update)
	}
	return updates, nil
}

// below reports whether a file is one of the paths or lies under one.
func below(file string, paths []string) bool {
	for _, root := range paths {
		clean := path.Clean(strings.ReplaceAll(root, `\`, "/"))
		if clean == "." && !path.IsAbs(file) && !strings.HasPrefix(file, "../") {
			return true
		}
		if file == clean || strings.HasPrefix(file, strings.TrimSuffix(clean, "/")+"/") {
			return true
		}
	}
	return false
}
