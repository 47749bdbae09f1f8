package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/samband/samband/corpus"
)

// Layout is what a reader made of a document beside its canonical text. With
// it the document can be analysed again without its format, its feed or its
// address.
type Layout struct {
	Document string // id
	Revision string // hash of the original
	TextHash string // hash of the canonical text
	Text     corpus.Text
}

// NewLayout is the layout of a text as a reader made it. It keeps the text's
// slices, and not its words.
func NewLayout(document corpus.Document, text *corpus.Text) Layout {
	layout := Layout{Document: document.ID, Revision: document.Revision, TextHash: document.TextHash, Text: *text}
	layout.Text.Canonical = ""
	return layout
}

// putLayouts writes layouts, each of a document that no model has refined.
func (a *Archive) putLayouts(ctx context.Context, tx *sql.Tx, layouts []Layout) error {
	put, err := tx.PrepareContext(ctx,
		"INSERT OR REPLACE INTO layouts (document, revision, text_hash, refined, data) VALUES (?, ?, ?, '', ?)")
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	defer func() { _ = put.Close() }()
	var packed []byte
	for i := range layouts {
		layout := &layouts[i]
		data, err := json.Marshal(&layout.Text)
		if err != nil {
			return fmt.Errorf("pack layout of %s: %w", layout.Document, err)
		}
		packed = a.encoder.EncodeAll(data, packed[:0])
		if _, err := put.ExecContext(ctx, layout.Document, layout.Revision, layout.TextHash, packed); err != nil {
			return fmt.Errorf("put layout of %s: %w", layout.Document, err)
		}
	}
	return nil
}

// Unrefined returns up to limit layouts, with their canonical texts, that the
// model has not refined; the last written first.
func (a *Archive) Unrefined(ctx context.Context, model string, limit int) ([]Layout, error) {
	layouts, err := a.unrefined(ctx, model, limit)
	if err != nil {
		return nil, fmt.Errorf("read layouts: %w", err)
	}
	for i := range layouts {
		if layouts[i].Text.Canonical, err = a.Text(ctx, layouts[i].TextHash); err != nil {
			return nil, fmt.Errorf("text of %s: %w", layouts[i].Document, err)
		}
	}
	return layouts, nil
}

func (a *Archive) unrefined(ctx context.Context, model string, limit int) ([]Layout, error) {
	rows, err := a.read.QueryContext(ctx,
		"SELECT document, revision, text_hash, data FROM layouts WHERE refined <> ? ORDER BY rowid DESC LIMIT ?", model, limit)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var layouts []Layout
	for rows.Next() {
		var layout Layout
		var packed []byte
		if err := rows.Scan(&layout.Document, &layout.Revision, &layout.TextHash, &packed); err != nil {
			return nil, err
		}
		data, err := a.decoder.DecodeAll(packed, nil)
		if err == nil {
			err = json.Unmarshal(data, &layout.Text)
		}
		if err != nil {
			return nil, fmt.Errorf("layout of %s: %w: %w", layout.Document, ErrDamaged, err)
		}
		layouts = append(layouts, layout)
	}
	return layouts, rows.Err()
}

// Latest returns the ids of the documents that have layouts, the last written
// first.
func (a *Archive) Latest(ctx context.Context) ([]string, error) {
	rows, err := a.read.QueryContext(ctx, "SELECT document FROM layouts ORDER BY rowid DESC")
	if err != nil {
		return nil, fmt.Errorf("read layouts: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("read layouts: %w", err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read layouts: %w", err)
	}
	return ids, nil
}

// CountUnrefined counts the documents that the model has not refined.
func (a *Archive) CountUnrefined(ctx context.Context, model string) (int, error) {
	var count int
	err := a.read.QueryRowContext(ctx, "SELECT count(*) FROM layouts WHERE refined <> ?", model).Scan(&count)
	if err != nil {
		return 0, fmt.Errorf("count layouts: %w", err)
	}
	return count, nil
}

// MarkRefined notes that the model has refined the documents, unless they have
// a new revision since.
func (a *Archive) MarkRefined(ctx context.Context, model string, layouts ...Layout) error {
	return a.transact(ctx, "mark refined", func(tx *sql.Tx) error {
		for i := range layouts {
			_, err := tx.ExecContext(ctx, "UPDATE layouts SET refined = ? WHERE document = ? AND revision = ?",
				model, layouts[i].Document, layouts[i].Revision)
			if err != nil {
				return fmt.Errorf("document %s: %w", layouts[i].Document, err)
			}
		}
		return nil
	})
}
