package extract

import (
	"slices"
	"strings"

	"github.com/samband/samband/corpus/swedish"
	"github.com/samband/samband/graph"
)

// repeated is a name that the document has made sure, to be found again.
type repeated struct {
	words   []string
	mention int
	short   bool // without its company form
}

// repeats finds the other occurrences of organisations that only their
// context has shown: once "företaget Ljusvik" is known, Ljusvik is known
// everywhere, and after Nordvik Medical AB also Nordvik Medical.
func (a *analysis) repeats() {
	names := a.sureNames()
	if len(names) == 0 {
		return
	}
	for i := range a.tokens {
		if a.owner[i] != none || a.tokens[i].kind != swedish.Word {
			continue
		}
		w := a.tokens[i].word
		for _, key := range []string{w.text, w.base} {
			if key != "" && a.claimRepeated(i, names[key]) {
				break
			}
		}
	}
}

// sureNames indexes the names by their first word, longest first.
func (a *analysis) sureNames() map[string][]repeated {
	names, seen := map[string][]repeated{}, map[string]bool{}
	for m := range a.mentions {
		mention := &a.mentions[m]
		if mention.Kind != graph.Organisation || mention.Canonical != "" || seen[mention.Name] || mention.Method == "coordination" {
			continue
		}
		seen[mention.Name] = true
		words := strings.Fields(mention.Name)
		if len(words) == 0 || !a.words.of(words[0]).is(capital) || len(mention.Name) < 4 || a.words.of(words[0]).is(stop) {
			continue
		}
		if len(words) > 1 || !a.words.of(words[0]).is(common|given|surname) {
			names[words[0]] = append(names[words[0]], repeated{words, m, false})
		}
		last := a.words.of(words[len(words)-1])
		if rest := words[:len(words)-1]; (last.is(companyForm) || tradeHead(last.lower)) && len(rest) > 0 && !a.words.of(rest[0]).is(common|given) {
			names[rest[0]] = append(names[rest[0]], repeated{rest, m, true})
			if len(rest) > 1 && group(rest[len(rest)-1]) {
				names[rest[0]] = append(names[rest[0]], repeated{rest[:len(rest)-1], m, true})
			}
		}
	}
	for _, list := range names {
		slices.SortStableFunc(list, func(x, y repeated) int { return len(y.words) - len(x.words) })
	}
	return names
}

// group tells which words before the company form are left out in speech:
// Kraftvik Sverige AB is Kraftvik.
func group(word string) bool {
	switch word {
	case "Sverige", "Sweden", "Norden", "Nordic", "Scandinavia", "Holding", "Group", "Gruppen", "International":
		return true
	}
	return false
}

// shortOf returns the firm that a name shortens: Nordvik for Nordvik AB; none
// where there is none.
func (a *analysis) shortOf(name string) int {
	for m := range a.mentions {
		mention := &a.mentions[m]
		rest, ok := strings.CutPrefix(mention.Name, name+" ")
		if !ok || mention.Kind != graph.Organisation || mention.Refers >= 0 {
			continue
		}
		words := strings.Fields(rest)
		last := a.words.of(words[len(words)-1])
		if len(words) <= 2 && (last.is(companyForm) || len(words) == 1 && tradeHead(last.lower)) {
			return m
		}
	}
	return none
}

// shortNames points names of firms that lack their company form at the whole
// ones: Nordvik Omsorg at Nordvik Omsorg AB.
func (a *analysis) shortNames() {
	whole := map[string]int{}
	for m := range a.mentions {
		mention := &a.mentions[m]
		if mention.Kind != graph.Organisation || mention.Method != "company-form" {
			continue
		}
		if cut := strings.LastIndexByte(mention.Name, ' '); cut > 0 {
			if _, known := whole[mention.Name[:cut]]; !known {
				whole[mention.Name[:cut]] = m
			}
		}
	}
	for m := range a.mentions {
		mention := &a.mentions[m]
		if long, ok := whole[mention.Name]; ok && mention.Kind == graph.Organisation && mention.Refers == none && mention.Canonical == "" {
			mention.Refers = long
		}
	}
}

// claimRepeated claims the longest of the names that stands at token i.
func (a *analysis) claimRepeated(i int, names []repeated) bool {
	for _, r := range names {
		to := i + len(r.words)
		if to > len(a.tokens) || !a.free(i, to) || !a.spelled(i, r.words) {
			continue
		}
		refers := none
		if r.short {
			refers = r.mention
		}
		a.claim(i, to, Mention{
			Kind: graph.Organisation, Name: strings.Join(r.words, " "), Method: "repeated", Confidence: a.mentions[r.mention].Confidence * .95, Refers: refers,
		})
		return true
	}
	return false
}

// spelled reports whether the words stand at token i, the last one perhaps
// in the genitive.
func (a *analysis) spelled(i int, words []string) bool {
	for k, word := range words {
		w := a.tokens[i+k].word
		if k > 0 && !a.follows(i+k) {
			return false
		}
		if w.text != word && (k < len(words)-1 || w.base != word) {
			return false
		}
	}
	return true
}
