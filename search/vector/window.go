package vector

import (
	"github.com/samband/samband/search"
	"github.com/samband/samband/search/embed"
)

// recipe names what texts are made of passages. It changes with windows, so that
// vectors of other texts are not compared.
const recipe = "1"

// ModelName identifies an embedder together with the texts that it is given.
func ModelName(embedder embed.Embedder) string { return embedder.Model() + "/" + recipe }

// windows are the texts to embed of an update's passages, and the passage of
// each.
func windows(u search.Update) (passages, texts []string) {
	for _, p := range u.Passages {
		passages = append(passages, p.ID)
		texts = append(texts, p.Of(u.Text))
	}
	return passages, texts
}

// printOf is the print of an update's texts.
func printOf(u search.Update) uint64 {
	_, texts := windows(u)
	return Print(texts)
}
