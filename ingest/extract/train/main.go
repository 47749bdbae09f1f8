package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract/tagger"
)

// folds is how many parts --tune cuts the training text into.
const folds = 5

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// command is what was asked for.
type command struct {
	shared, out string
	label       string
	tune        int
	recipe      tagger.Options
	weights     map[string]float32
	stdout      io.Writer
}

// recipe is how the embedded model is made; --tune found it.
func recipe() tagger.Options {
	return tagger.Options{
		Epochs: 14, Average: 9, Rate: .15, Decay: 1e-4, Dropout: .2, Seed: 1, Prune: .05, Unit: .04,
	}
}

// run does what the arguments say and returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	c := command{recipe: recipe(), stdout: stdout}
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&c.shared, "shared", "../shared", "folder that holds data/ and models/")
	flags.StringVar(&c.out, "out", "ingest/extract/tagger/data", "folder to write to")
	flags.IntVar(&c.tune, "tune", 0, "learn from the training text without one fifth and score on it, for so many fifths")
	flags.StringVar(&c.label, "annotate", "", "let the encoder annotate sentences anew and write them to this file (silver/news.tsv.gz)")
	flags.IntVar(&c.recipe.Epochs, "epochs", c.recipe.Epochs, "passes over the text")
	flags.Uint64Var(&c.recipe.Seed, "seed", c.recipe.Seed, "of the random order")
	flags.Func("weights", "weights of sources: news=1,gold/da_train=0", c.setWeights)
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	if err := c.train(context.Background()); err != nil {
		_, _ = fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

func (c *command) train(ctx context.Context) error {
	f := openFolder(c.shared)
	if c.label != "" {
		return c.annotate(ctx, f)
	}
	entries, err := lexicon(f)
	if err != nil {
		return err
	}
	all, err := sources(f)
	if err != nil {
		return err
	}
	c.weigh(all)
	if c.tune > 0 {
		return c.tuneOn(ctx, entries, all)
	}
	made, model, err := c.learn(entries, all)
	if err != nil {
		return err
	}
	return c.write(ctx, f, made, model)
}

// learn learns from the sources.
func (c *command) learn(entries *tagger.Entries, all []source) (*tagger.Lexicon, *tagger.Model, error) {
	entries = entries.Clone()
	if err := openers(entries, all); err != nil {
		return nil, nil, err
	}
	made, o := entries.Lexicon(), c.recipe
	o.Progress = func(epoch int, loss float64) {
		_, _ = fmt.Fprintf(c.stdout, "epoch %d: loss %.0f\n", epoch, loss)
	}
	return made, tagger.Learn(made, examples(all), o), nil
}

// tuneOn learns and scores on parts of the training text.
func (c *command) tuneOn(ctx context.Context, entries *tagger.Entries, all []source) error {
	var sums [2]scores
	for number := range min(c.tune, folds) {
		rest, talbanken, news := fold(all, number)
		made, model, err := c.learn(entries, rest)
		if err != nil {
			return err
		}
		t := tagger.Assemble(made, model)
		for i, gold := range [][]annotated{talbanken, news} {
			found, err := score(ctx, t, tagger.Convention(i), gold)
			if err != nil {
				return err
			}
			sums[i] = sums[i].plus(found)
		}
	}
	_, _ = fmt.Fprintln(c.stdout, "talbanken", sums[0])
	_, _ = fmt.Fprintln(c.stdout, "news     ", sums[1])
	return nil
}

// record is what stands beside the model.
type record struct {
	Made    string            `json:"made"`
	Lexicon written           `json:"lexicon"`
	Model   written           `json:"model"`
	Options map[string]any    `json:"options"`
	F1      map[string]f1     `json:"f1"`
	Inputs  map[string]string `json:"inputs"`
}

// written describes a file.
type written struct {
	SHA256   string `json:"sha256"`
	Bytes    int    `json:"bytes"`
	Features int    `json:"features,omitempty"`
}

// f1 is strict span F1 on test text.
type f1 struct {
	All          float64 `json:"all"`
	Person       float64 `json:"person"`
	Place        float64 `json:"place"`
	Organisation float64 `json:"organisation"`
}

// write writes lexicon, model and record, scored on the test text.
func (c *command) write(ctx context.Context, f *folder, made *tagger.Lexicon, model *tagger.Model) error {
	r := record{Made: "go run ./ingest/extract/train", Options: c.options(), Inputs: f.sums, F1: map[string]f1{}}
	var err error
	if r.Lexicon, err = writeFile(filepath.Join(c.out, "lexicon.bin.gz"), made); err != nil {
		return err
	}
	if r.Model, err = writeFile(filepath.Join(c.out, "model.bin.gz"), model); err != nil {
		return err
	}
	r.Model.Features = model.Features()
	if err := c.test(ctx, f, tagger.Assemble(made, model), r.F1); err != nil {
		return err
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("write the record: %w", err)
	}
	if err := os.WriteFile(filepath.Join(c.out, "model.json"), append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("write the record: %w", err)
	}
	_, _ = fmt.Fprintf(c.stdout, "lexicon %s, %d bytes\nmodel %s, %d bytes, %d features\n",
		r.Lexicon.SHA256, r.Lexicon.Bytes, r.Model.SHA256, r.Model.Bytes, r.Model.Features)
	return nil
}

// options returns the recipe for the record.
func (c *command) options() map[string]any {
	o := c.recipe
	return map[string]any{
		"epochs": o.Epochs, "average": o.Average, "rate": o.Rate, "decay": o.Decay,
		"dropout": o.Dropout, "seed": o.Seed, "prune": o.Prune, "unit": o.Unit,
	}
}

// test scores the model on the test text, which nothing is tuned on.
func (c *command) test(ctx context.Context, f *folder, t tagger.Tagger, into map[string]f1) error {
	talbanken, err := readColumns(f, talbankenTest, 1, 2)
	if err != nil {
		return err
	}
	news, err := readNews(f, newsTest)
	if err != nil {
		return err
	}
	for i, gold := range [][]annotated{talbanken, news} {
		name := [...]string{"UNER Talbanken test", "Webbnyheter 2012 test"}[i]
		found, err := score(ctx, t, tagger.Convention(i), gold)
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintln(c.stdout, name, found)
		into[name] = f1{
			found[""].f1(), found[graph.Person].f1(), found[graph.Place].f1(), found[graph.Organisation].f1(),
		}
	}
	return nil
}
