package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// readMunicipalities makes the names that each municipality may go by; which
// one is usual the texts tell, and where they do not, the rule: the genitive
// behind a consonant.
func readMunicipalities(path string) ([]body, error) {
	text, err := os.ReadFile(path) //nolint:gosec // the user names the folder
	if err != nil {
		return nil, err
	}
	var counties map[string][]string
	if err := json.Unmarshal(text, &counties); err != nil {
		return nil, err
	}
	var bodies []body
	for _, towns := range counties {
		for _, town := range towns {
			bodies = append(bodies, municipality(town))
		}
	}
	slices.SortFunc(bodies, func(x, y body) int { return strings.Compare(x.name, y.name) })
	return bodies, nil
}

// municipality is the body of one town.
func municipality(town string) body {
	last, _ := utf8.DecodeLastRuneInString(town)
	plain, genitive := town+" kommun", town+"s kommun"
	switch {
	case strings.ContainsRune("sxz", last):
		return body{class: "municipality", name: plain}
	case strings.ContainsRune("aeiouyåäö", last):
		return body{class: "municipality", name: plain, aliases: []string{genitive}}
	}
	return body{class: "municipality", name: genitive, aliases: []string{plain}}
}

// withRegionForms adds the other form of the regions' names: Skånes region for
// Region Skåne.
func withRegionForms(bodies []body) []body {
	for i := range bodies {
		b := &bodies[i]
		land, ok := strings.CutPrefix(b.name, "Region ")
		if b.class != "region" || !ok {
			continue
		}
		land = strings.TrimSuffix(strings.TrimSuffix(land, " län"), "s")
		b.aliases = append(b.aliases, land+"s region", land+"s läns region")
	}
	return bodies
}
