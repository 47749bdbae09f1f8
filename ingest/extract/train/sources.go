package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/samband/samband/ingest/extract/tagger"
)

// The schemes beside those of tagger.Convention: sources that go their own way
// in what they call a name.
const (
	danish uint8 = iota + 2
	english
	universalSilver
	newsSilverScheme
)

// source is sentences to learn from.
type source struct {
	name      string
	scheme    uint8
	other     bool // other kinds of names are told apart
	weight    float32
	sentences []annotated
}

// Files that are read for more than one purpose.
const (
	talbankenTrain = "data/ner/sv_talbanken-ud-train.iob2"
	talbankenTest  = "data/ner/sv_talbanken-ud-test.iob2"
	newsTrain      = "data/ner/klintan_train.txt"
	newsTest       = "data/ner/klintan_test.txt"
)

// sources reads what the model learns from. Sentences in Danish and English
// count half, and so do those of the encoder for news; its others a quarter: they are many, and their
// errors alike.
func sources(f *folder) ([]source, error) {
	talbanken, err := readColumns(f, talbankenTrain, 1, 2)
	if err != nil {
		return nil, err
	}
	news, err := readNews(f, newsTrain)
	if err != nil {
		return nil, err
	}
	all := []source{
		{"talbanken", uint8(tagger.Universal), false, 1, talbanken},
		{"news", uint8(tagger.News), true, 1, news},
	}
	for _, file := range []struct {
		name   string
		scheme uint8
		weight float32
	}{
		{"gold/da_train", danish, .5},
		{"gold/da_test", danish, .5},
		{"gold/en_dev", english, .5},
		{"gold/en_test", english, .5},
		{"silver/silver_t2_hard", universalSilver, .25},
	} {
		read, err := readColumns(f, "models/ner/"+file.name+".txt.gz", 0, 1)
		if err != nil {
			return nil, err
		}
		all = append(all, source{file.name, file.scheme, false, file.weight, read})
	}
	silver, err := readSilver(f)
	if err != nil {
		return nil, err
	}
	all = append(all, source{"silver/news", newsSilverScheme, true, .5, silver})
	if err := mend(all); err != nil {
		return nil, err
	}
	return all, nil
}

// mend takes back what the encoder often gets wrong: abbreviations in capitals
// that name things and not bodies (ATP, PCB).
func mend(all []source) error {
	text, err := known.ReadFile("lists/abbreviations.txt")
	if err != nil {
		return fmt.Errorf("read list: %w", err)
	}
	things := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		things[strings.TrimSpace(line)] = true
	}
	for _, s := range all {
		if s.scheme != universalSilver && s.scheme != newsSilverScheme {
			continue
		}
		for _, a := range s.sentences {
			for i, word := range a.words {
				alone := i+1 == len(a.labels) || a.labels[i+1] != a.labels[i]+1
				if a.labels[i] == tagger.BeginOrganisation && alone && things[word] {
					a.labels[i] = tagger.None
				}
			}
		}
	}
	return nil
}

// fold takes every fifth part out of Talbanken and the news, for tuning, and
// returns them. Neighbouring sentences of Talbanken stay together, for they are
// of one text.
func fold(all []source, number int) (rest []source, talbanken, news []annotated) {
	for _, s := range all {
		size := map[string]int{"talbanken": 100, "news": 1}[s.name]
		if size == 0 {
			rest = append(rest, s)
			continue
		}
		var held, kept []annotated
		for i, sentence := range s.sentences {
			if i/size%folds == number {
				held = append(held, sentence)
			} else {
				kept = append(kept, sentence)
			}
		}
		s.sentences = kept
		rest = append(rest, s)
		if s.name == "news" {
			news = held
		} else {
			talbanken = held
		}
	}
	return rest, talbanken, news
}

// examples returns the sentences of all sources for the learner.
func examples(all []source) []tagger.Example {
	var made []tagger.Example
	for _, s := range all {
		for _, a := range s.sentences {
			made = append(made, tagger.Example{
				Words: a.words, Labels: a.labels, Schemes: []uint8{s.scheme}, Other: s.other, Weight: s.weight,
			})
		}
	}
	return made
}

// openers marks the words that open names, by what the sources say: three
// times in gold or a hundred times in silver, which has more of everything.
func openers(entries *tagger.Entries, all []source) error {
	counted := 0
	for _, s := range all {
		switch s.scheme {
		case uint8(tagger.Universal), uint8(tagger.News):
			addOpeners(entries, s.sentences, 3)
			counted += len(s.sentences)
		case universalSilver:
			addOpeners(entries, s.sentences, 100)
		}
	}
	if counted == 0 {
		return errors.New("no sentences to learn from")
	}
	return nil
}
