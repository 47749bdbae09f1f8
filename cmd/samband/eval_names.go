package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samband/samband/corpus/encoder"
	"github.com/samband/samband/ingest/eval"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/extract/tagger"
)

// The namers that can be measured.
const (
	rulesNamer   = "rules"   // rules and lists alone
	crfNamer     = "crf"     // the tagger that always runs, alone
	encoderNamer = "encoder" // the encoder's heads for names alone
	jointNamer   = "joint"   // the CRF and the encoder together
	productNamer = "product" // rules, lists and the CRF, as an ingest does it
	refinedNamer = "refined" // the same with both taggers in place of the CRF, as a refinement does it
)

func namerNames() []string {
	return []string{rulesNamer, crfNamer, encoderNamer, jointNamer, productNamer, refinedNamer}
}

// quickNamers are the namers that this machine can measure in a minute: without
// vector instructions the encoder takes hours.
func quickNamers() []string {
	if quickEncoder() {
		return namerNames()
	}
	return []string{rulesNamer, crfNamer, productNamer}
}

func (p *program) evalNamesCommand(options *evalOptions) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "ner",
		Short: p.text("mät hur namn hittas i märkta meningar", "measure how names are found in annotated sentences"),
		Long: p.text(`Mäter namn på personer, organisationer och platser i meningar där de är märkta: rätt
ord och rätt slag. --treebank är en fil eller en mapp med UniversalNER (*.iob2) och
Webbnyheter 2012 (klintan_*.txt); av en mapp mäts filer med "test" i namnet.
rules är regler och listor, crf och encoder de tränade modellerna för sig, joint båda
tillsammans, product regler, listor och crf som vid inläsning, refined detsamma med joint.`,
			`Measures names of people, organisations and places in sentences where they are marked:
the right words and the right kind. --treebank is a file or a folder of UniversalNER
(*.iob2) and Webbnyheter 2012 (klintan_*.txt); of a folder, files with "test" in their
name are measured. rules is rules and lists, crf and encoder the trained models by
themselves, joint both together, product rules, lists and crf as an ingest does it,
refined the same with joint.`),
		Example: "  samband eval ner --treebank ./ner\n  samband eval ner --treebank sv_talbanken-ud-test.iob2 --namer product --errors 50",
		Args:    p.arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if options.treebank == "" {
				return usagef(p.text("--treebank saknas; se %q", "--treebank is missing; see %q"), cmd.CommandPath()+" --help")
			}
			return p.evalNames(cmd.Context(), *options)
		},
	}
	p.treebankFlag(cmd, options)
	p.errorsFlag(cmd, options)
	cmd.Flags().StringSliceVar(&options.namers, "namer", quickNamers(), p.text("vad som mäts: ", "what is measured: ")+strings.Join(namerNames(), ", "))
	return cmd
}

func (p *program) treebankFlag(cmd *cobra.Command, options *evalOptions) {
	cmd.Flags().StringVar(&options.treebank, "treebank", "", p.text("mapp eller fil med meningar där namnen är märkta (*.iob2, klintan_*.txt)", "folder or file of sentences with names marked (*.iob2, klintan_*.txt)"))
}

func (p *program) evalNames(ctx context.Context, options evalOptions) error {
	treebanks, err := loadTreebanks(options.treebank)
	if err != nil {
		return err
	}
	first := true
	return p.measureNames(ctx, treebanks, options.namers, func(report eval.NamesReport) error {
		if p.json {
			return p.emit(report)
		}
		if !first {
			p.printf("\n")
		}
		first = false
		return report.WriteText(p.stdout, p.language(), options.errors)
	})
}

// loadTreebanks reads a file, or the test files of a folder.
func loadTreebanks(path string) ([]eval.Treebank, error) {
	folder, keep := path, func(name string) bool { return strings.Contains(name, "test") }
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		folder, keep = filepath.Dir(path), func(name string) bool { return name == filepath.Base(path) }
	}
	treebanks, err := eval.LoadTreebanks(os.DirFS(folder), keep)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return treebanks, nil
}

// measureNames measures every namer on every treebank.
func (p *program) measureNames(ctx context.Context, treebanks []eval.Treebank, names []string, use func(eval.NamesReport) error) error {
	for _, treebank := range treebanks {
		for _, name := range names {
			namer, err := newNamer(name, treebank.Convention)
			if err != nil {
				return err
			}
			report, err := eval.Names(ctx, treebank, name, namer)
			if err != nil {
				return err
			}
			if err := use(report); err != nil {
				return err
			}
		}
	}
	return nil
}

// errNamer reports the name of a namer that does not exist.
var errNamer = errors.New("no such namer")

func newNamer(name string, convention tagger.Convention) (eval.Namer, error) {
	switch name {
	case rulesNamer:
		return extractorNamer(extract.Config{Untagged: true})
	case crfNamer:
		crf, err := tagger.NewCRF()
		if err != nil {
			return nil, err
		}
		return eval.TaggerNamer{Tagger: crf, Convention: convention}, nil
	case encoderNamer:
		return eval.TaggerNamer{Tagger: tagger.NewEncoder(encoder.New()), Convention: convention}, nil
	case jointNamer:
		joint, err := jointTagger()
		if err != nil {
			return nil, err
		}
		return eval.TaggerNamer{Tagger: joint, Convention: convention}, nil
	case productNamer:
		return extractorNamer(extract.Config{})
	case refinedNamer:
		joint, err := jointTagger()
		if err != nil {
			return nil, err
		}
		return extractorNamer(extract.Config{Tagger: joint})
	default:
		return nil, usagef("--namer %q: %w; %s", name, errNamer, strings.Join(namerNames(), ", "))
	}
}

func extractorNamer(config extract.Config) (eval.Namer, error) {
	extractor, err := extract.New(config)
	if err != nil {
		return nil, err
	}
	return eval.ExtractorNamer{Extractor: extractor}, nil
}
