package main

import (
	"bytes"
	"embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/ingest/extract/tagger"
)

// The lists of names, by number.
const (
	agencies = iota
	agencyAliases
	counties
	places
	municipalities
	givenNames
	surnames
	people
	parties
	countries
	cities
	cityAliases
	regions
	worldGiven
	worldSurnames
	media
	clubs
	companies
	bodies
	abbreviations
)

//go:embed lists/*.txt
var known embed.FS

// lexicon reads the clusters and lists of names.
func lexicon(f *folder) (*tagger.Entries, error) {
	entries := tagger.NewEntries()
	for _, read := range []func(*folder, *tagger.Entries) error{
		readClusters, readAgencies, readAliases, readMunicipalities, readTowns,
		readNames, readPeople, readWorld, readKnown,
	} {
		if err := read(f, entries); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// name enters one name into a list.
func name(entries *tagger.Entries, list int, text string) {
	var words []string
	for _, token := range swedish.Tokenize(text) {
		words = append(words, text[token.Start:token.End])
	}
	entries.Name(list, words)
}

// readClusters reads forms with their clusters at three grains.
func readClusters(f *folder, entries *tagger.Entries) error {
	return f.lines("models/ner/res/clusters.tsv.gz", func(line string) {
		fields := strings.Split(line, "\t")
		if len(fields) != 4 {
			return
		}
		var clusters [3]uint16
		for i := range clusters {
			number, err := strconv.ParseUint(fields[i+1], 10, 16)
			if err != nil {
				return
			}
			clusters[i] = uint16(number)
		}
		entries.Cluster(fields[0], clusters)
	})
}

// decode reads a file in JSON.
func decode(f *folder, name string, into any) error {
	text, err := f.read(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

func readAgencies(f *folder, entries *tagger.Entries) error {
	var found map[string]struct {
		Short    []string `json:"short"`
		OldNames []string `json:"old_names"`
	}
	if err := decode(f, "data/gazetteers/agencies.json", &found); err != nil {
		return err
	}
	for official, agency := range found {
		name(entries, agencies, official)
		for _, other := range slices.Concat(agency.Short, agency.OldNames) {
			name(entries, agencies, other)
		}
	}
	return nil
}

// readTable calls a function for the rows of a file of comma separated values.
func readTable(f *folder, file string, each func(field func(string) string)) error {
	text, err := f.read(file)
	if err != nil {
		return err
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	for _, row := range rows[min(1, len(rows)):] {
		each(func(column string) string {
			if at := slices.Index(rows[0], column); at >= 0 {
				return row[at]
			}
			return ""
		})
	}
	return nil
}

func readAliases(f *folder, entries *tagger.Entries) error {
	return readTable(f, "data/gazetteers/agencies_aliases.csv", func(field func(string) string) {
		name(entries, agencies, field("official_name"))
		name(entries, agencyAliases, field("name"))
	})
}

func readMunicipalities(f *folder, entries *tagger.Entries) error {
	var found map[string][]string
	if err := decode(f, "data/gazetteers/municipalities_se.json", &found); err != nil {
		return err
	}
	for county, towns := range found {
		name(entries, counties, county)
		for _, town := range towns {
			name(entries, places, town)
			name(entries, municipalities, genitive(town)+" kommun")
		}
	}
	return nil
}

// genitive returns the genitive of a place.
func genitive(place string) string {
	if strings.ContainsAny(place[len(place)-1:], "sxz") {
		return place
	}
	return place + "s"
}

func readTowns(f *folder, entries *tagger.Entries) error {
	var found []struct {
		Name string `json:"name"`
	}
	if err := decode(f, "data/gazetteers/geonames_se_cities1000.json", &found); err != nil {
		return err
	}
	for _, town := range found {
		name(entries, places, town.Name)
	}
	return nil
}

func readNames(f *folder, entries *tagger.Entries) error {
	for _, file := range []string{"female", "male"} {
		var found []string
		if err := decode(f, "data/gazetteers/swedish_"+file+"_names.json", &found); err != nil {
			return err
		}
		for _, given := range found {
			name(entries, givenNames, given)
		}
	}
	var found [][]any
	if err := decode(f, "data/gazetteers/swerik_surnames.json", &found); err != nil {
		return err
	}
	for _, pair := range found {
		if surname, ok := pair[0].(string); ok {
			name(entries, surnames, surname)
		}
	}
	return nil
}

func readPeople(f *folder, entries *tagger.Entries) error {
	err := readTable(f, "data/gazetteers/ministers.csv", func(field func(string) string) {
		name(entries, people, field("name"))
	})
	if err != nil {
		return err
	}
	return readTable(f, "data/gazetteers/parties.csv", func(field func(string) string) {
		name(entries, parties, field("party"))
		if short := field("abbreviation"); len(short) > 1 {
			name(entries, parties, short)
		}
	})
}

func readWorld(f *folder, entries *tagger.Entries) error {
	var found map[string][]string
	if err := decode(f, "models/ner/res/world_gazetteer.json.gz", &found); err != nil {
		return err
	}
	lists := map[string]int{
		"country": countries, "wcity": cities, "wcityalt": cityAliases,
		"wregion": regions, "wgiven": worldGiven, "wsur": worldSurnames,
	}
	for kind, names := range found {
		list, wanted := lists[kind]
		if !wanted {
			continue
		}
		for _, entry := range names {
			name(entries, list, entry)
		}
	}
	return nil
}

// addOpeners marks words that open names in spite of lower case, where they do
// so often enough: *polisen* in news, *Myndigheten* at the beginning of a
// sentence.
func addOpeners(entries *tagger.Entries, sentences []annotated, enough int) {
	small, first := map[string]int{}, map[string]int{}
	for _, s := range sentences {
		for i, label := range s.labels {
			if label == tagger.None || label%2 == 0 {
				continue
			}
			form := s.words[i]
			if low := strings.ToLower(form); low == form {
				small[low]++
			} else {
				first[low]++
			}
		}
	}
	for form, count := range small {
		if count >= enough {
			entries.Opener(form, true)
		}
	}
	for form, count := range first {
		if count >= 2 {
			entries.Opener(form, false)
		}
	}
}

// readKnown reads the lists that lie beside this program.
func readKnown(f *folder, entries *tagger.Entries) error {
	for file, list := range map[string]int{
		"media": media, "clubs": clubs, "companies": companies,
		"bodies": bodies, "abbreviations": abbreviations,
	} {
		text, err := known.ReadFile("lists/" + file + ".txt")
		if err != nil {
			return fmt.Errorf("read list: %w", err)
		}
		f.note("lists/"+file+".txt", text)
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				name(entries, list, line)
			}
		}
	}
	return nil
}
