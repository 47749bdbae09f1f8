package main

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

// agency is an authority as myndighetsdata describes it.
type agency struct {
	Short    []string `json:"short"`
	OldNames []string `json:"old_names"`
}

// readAgencies reads the authorities. A former name that is more than another
// spelling becomes a body of its own, with its successor.
func readAgencies(folder string) ([]body, error) {
	text, err := os.ReadFile(filepath.Join(folder, "agencies.json")) //nolint:gosec // the user names the folder
	if err != nil {
		return nil, err
	}
	var agencies map[string]agency
	if err := json.Unmarshal(text, &agencies); err != nil {
		return nil, err
	}
	aliases, err := readAliases(filepath.Join(folder, "agencies_aliases.csv"))
	if err != nil {
		return nil, err
	}
	var bodies []body
	for name, a := range agencies {
		if !nameLike(name) {
			continue
		}
		bodies = append(bodies, fromAgency(name, a, aliases[name])...)
	}
	slices.SortFunc(bodies, func(x, y body) int { return cmp.Compare(x.name, y.name) })
	return bodies, nil
}

// readAliases reads lines of alias and official name.
func readAliases(path string) (map[string][]string, error) {
	file, err := os.Open(path) //nolint:gosec // the user names the folder
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	aliases := map[string][]string{}
	for _, row := range rows[1:] {
		aliases[row[1]] = append(aliases[row[1]], row[0])
	}
	return aliases, nil
}

// fromAgency makes the authority's body and those it succeeded.
func fromAgency(name string, a agency, aliases []string) []body {
	now := body{class: classOf(name), name: name}
	bodies := []body{}
	former := map[string]bool{}
	for _, old := range a.OldNames {
		old = strings.TrimSuffix(old, ", affärsverk")
		former[strings.ToLower(old)] = true
		switch {
		case !nameLike(old) || acronymLike(old):
		case spelledAlike(old, name):
			now.aliases = append(now.aliases, old)
		default:
			bodies = append(bodies, body{class: classOf(old), name: old, successor: name})
		}
	}
	for _, alias := range aliases {
		if !former[alias] && !slices.Contains(lowered(a.Short), alias) {
			now.aliases = append(now.aliases, cased(alias))
		}
	}
	for _, short := range a.Short {
		if !former[strings.ToLower(short)] {
			now.aliases = append(now.aliases, marked(short)...)
		}
	}
	for _, old := range a.OldNames {
		if acronymLike(old) {
			giveShort(&now, bodies, old)
		}
	}
	slices.Sort(now.aliases)
	return append(bodies, now)
}

// giveShort files a former short form under the former name that it
// abbreviates.
func giveShort(now *body, former []body, short string) {
	for i := range former {
		if initials(short, former[i].name) {
			former[i].aliases = append(former[i].aliases, marked(short)...)
			return
		}
	}
	if initials(short, now.name) {
		now.aliases = append(now.aliases, marked(short)...)
	}
}

// initials reports whether the letters of a short form stand in a name in
// order, the first one at its beginning.
func initials(short, name string) bool {
	rest := strings.ToLower(name)
	for at, r := range strings.ToLower(short) {
		i := strings.IndexRune(rest, r)
		if i < 0 || at == 0 && i > 0 {
			return false
		}
		rest = rest[i+utf8.RuneLen(r):]
	}
	return true
}

// marked gives a short form the mark of its mode: three letters speak for
// themselves, two only with support. A short form that is an everyday word is
// none.
func marked(short string) []string {
	if lower, _, _, _ := swedish.Frequency(strings.ToLower(short)); lower > 50 && utf8.RuneCountInString(short) > 2 {
		return nil
	}
	if utf8.RuneCountInString(short) < 3 {
		return []string{"~" + short}
	}
	return []string{"=" + short}
}

// cased gives an alias of the lower-case list its first capital, and takes the
// article off an English one.
func cased(alias string) string {
	alias = strings.TrimPrefix(alias, "the ")
	first, size := utf8.DecodeRuneInString(alias)
	return string(unicode.ToUpper(first)) + alias[size:]
}

func lowered(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strings.ToLower(name)
	}
	return out
}

// nameLike reports whether a name of the source is one to look for in texts:
// not shouted, without notes of its registrar, of nobody who only winds up.
func nameLike(name string) bool {
	return strings.ToUpper(name) != name && !strings.ContainsAny(name, "_()/") && !strings.HasSuffix(name, ".") &&
		!strings.HasPrefix(name, "Avveckling") && !strings.Contains(name, "avveckling") && utf8.RuneCountInString(name) > 3 || acronymLike(name)
}

// acronymLike reports whether a name is a short form in capitals.
func acronymLike(name string) bool {
	return strings.ToUpper(name) == name && utf8.RuneCountInString(name) <= 7 && !strings.Contains(name, " ")
}

// spelledAlike reports whether two names are one in two spellings: they differ
// in case, marks, "Kungl.", "Statens", a preposition or an ending.
func spelledAlike(x, y string) bool {
	x, y = folded(x), folded(y)
	same := 0
	for same < len(x) && same < len(y) && x[same] == y[same] {
		same++
	}
	const stem = 8 // letters in common that make two single words one
	return strings.HasPrefix(x, y) || strings.HasPrefix(y, x) || same >= stem && same*3 >= 2*max(len(x), len(y))
}

// folded is the letters of a name without the words that come and go.
func folded(name string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch word {
		case "kungl", "kungliga", "statens", "i", "och", "affärsverket", "universitetet", "universitet":
			continue
		}
		b.WriteString(word)
	}
	return b.String()
}

// classOf is the sort of an authority by the end of its name.
func classOf(name string) string {
	lower := strings.ToLower(name)
	switch {
	case strings.HasSuffix(lower, "departementet"):
		return "ministry"
	case strings.HasSuffix(lower, "domstolen"), strings.HasSuffix(lower, "tingsrätt"), strings.HasSuffix(lower, "hovrätt"), strings.HasPrefix(lower, "kammarrätten"), strings.HasPrefix(lower, "förvaltningsrätten"):
		return "court"
	case strings.HasSuffix(lower, "universitet"), strings.HasSuffix(lower, "högskola"), strings.HasPrefix(lower, "högskolan"), strings.HasSuffix(lower, "högskolan"):
		return "university"
	}
	return "authority"
}
