package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samband/samband/corpus/swedish"
)

// occurrence is a place where a candidate stands, in tokens.
type occurrence struct {
	first, last int
	cut         int // bytes at the end of the last token that do not belong to it
}

// candidate is a possible concept with all its places.
type candidate struct {
	name       string
	method     string
	places     []occurrence
	nested     int // places inside longer candidates
	containers int // distinct longer candidates it stands in
	background int // largest count of a form in the background
	words      int
	head       string // lemma of the head noun, "" where there is none
	acronym    string
	heading    uint8
	apposed    int // places right beside a person's name
	compound   bool
	generic    bool
	role       bool // names people, times or measures
	field      bool // begins with a stem of some field
	topic      bool // ends in a word that names subjects
	shared     bool // shares its last part with a coordinated compound
	modifier   bool // found as the first part of a compound only
	absorbed   bool // stands for a longer candidate
	score      float64
}

func (d *document) candidate(name, method string, words int) *candidate {
	c, ok := d.candidates[name]
	if !ok {
		c = &candidate{name: name, method: method, words: words}
		d.candidates[name] = c
	}
	return c
}

func (d *document) place(c *candidate, first, last int) {
	c.places = append(c.places, occurrence{first: first, last: last})
	for i := first; i <= last; i++ {
		c.heading = max(c.heading, d.tokens[i].section)
	}
}

// findPhrases collects nouns, compounds and nouns with their attributes.
func (d *document) findPhrases() {
	for i := 0; i < len(d.tokens); i++ {
		t := &d.tokens[i]
		if t.blocked || t.kind != swedish.Word {
			continue
		}
		if last := d.coordinated(i); last > i {
			d.addCoordinated(i, last)
			i = last
			continue
		}
		if d.isNoun(i) {
			d.addNoun(i)
		}
	}
}

// absorb lets a noun that the document introduces with one attribute, and
// calls by itself later, stand for the phrase: "en digital tvilling …
// tvillingen".
func (d *document) absorb(glossary map[string]bool) {
	for _, c := range d.candidates {
		head := d.candidates[c.head]
		if c.method != MethodPhrase || head == nil || head.containers != 1 || head.compound || glossary[head.name] || head.background > 300 || head.nested == 0 {
			continue
		}
		inside := map[int]bool{}
		for _, p := range c.places {
			inside[p.last] = true
		}
		if len(inside) == len(head.places) || len(inside)*4 < len(head.places) || d.alone(head, inside) {
			continue
		}
		for _, p := range head.places {
			if !inside[p.first] {
				d.place(c, p.first, p.last)
			}
		}
		head.places, head.absorbed = nil, true
	}
}

// alone reports whether a noun stands outside the places of a phrase in
// its base form, and so for more than what the phrase means.
func (d *document) alone(head *candidate, inside map[int]bool) bool {
	for _, p := range head.places {
		if !inside[p.first] && d.tokens[p.first].lower == head.name {
			return true
		}
	}
	return false
}

// isNoun reports whether a token is a common noun; a capital inside a sentence
// makes it a name unless the word is known in lower case.
func (d *document) isNoun(i int) bool {
	t := &d.tokens[i]
	if t.blocked || t.kind != swedish.Word || t.word.class != noun && !d.unknownNoun(i) || strings.HasSuffix(t.lower, "-") {
		return false
	}
	if strings.ContainsAny(t.lower, ".@/") {
		return false // an address
	}
	if !capital(d.at(i)) {
		return !t.word.named
	}
	if uppers(d.at(i)) == utf8.RuneCountInString(d.at(i)) {
		return false
	}
	if abbreviated(d.at(i)) {
		return true
	}
	lower, capitals, _, _ := swedish.Frequency(t.lower)
	return capitals <= lower && (t.initial || t.section != inBody && lower > 0) && (lower > 50 || !swedish.GivenName(d.at(i)))
}

// nominalize makes a noun of a participle in -ande that stands as one: behind
// an attribute or a preposition, with no noun after it, as in "digitalt
// bevarande av handlingar".
func (d *document) nominalize(i int) {
	t := &d.tokens[i]
	if t.blocked || t.word.class != adjective || !strings.HasSuffix(t.lower, "ande") || count(t.lower+"t") == 0 || !d.adjacent(i-1) {
		return
	}
	if d.adjacent(i) && (d.tokens[i+1].word.class == noun || d.tokens[i+1].word.class == adjective || d.tokens[i+1].word.class == rare) {
		return
	}
	switch prev := d.tokens[i-1]; {
	case prev.word.class == adjective && strings.HasSuffix(prev.lower, "t"):
	case prev.lower == "ett" || prev.lower == "för" || prev.lower == "av" || prev.lower == "om" || prev.lower == "till" || prev.lower == "vid" || prev.lower == "mot" || prev.lower == "genom":
	default:
		return
	}
	t.word.class, t.word.lemma, t.word.neuter = noun, t.lower, true
}

// apposed reports whether the noun at i is what a person beside it is called:
// "rektor Karin Ek", "Karin Ek, rektor på Ekskolan".
func (d *document) apposed(i int) bool {
	if i+1 < len(d.tokens) && d.tokens[i+1].blocked && swedish.GivenName(d.at(i+1)) && d.text[d.tokens[i].End:d.tokens[i+1].Start] == " " {
		return true
	}
	if i < 3 || d.at(i-1) != "," || !d.tokens[i-2].blocked || !swedish.GivenName(d.at(i-3)) && !swedish.Surname(d.at(i-2)) {
		return false
	}
	switch d.at(i + 1) {
	case "på", "vid", "i", "för", "hos", "inom", ",", ".", "":
		return true
	}
	return d.tokens[i+1].blocked || strings.Contains(d.text[d.tokens[i].End:d.tokens[i+1].Start], "\n")
}

// unknownNoun reports whether a word that nobody has seen is more likely a
// long Swedish compound than English or a name.
func (d *document) unknownNoun(i int) bool {
	t := &d.tokens[i]
	if t.word.class == rare && t.initial && len(t.lower) > 4 && seenLower(t.lower) {
		return true
	}
	if t.word.class != rare || utf8.RuneCountInString(t.lower) < 7 || capital(d.at(i)) && !t.broken || strings.ContainsAny(t.lower, "0123456789/.@") || verbal(t.lower) && !d.attributed(i) || d.named(i) {
		return false
	}
	return (i <= 0 || d.tokens[i-1].word.class != rare) && (i+1 >= len(d.tokens) || d.tokens[i+1].word.class != rare)
}

// attributed reports whether an adjective stands right before a token.
func (d *document) attributed(i int) bool {
	return d.adjacent(i-1) && d.tokens[i-1].word.class == adjective
}

// named reports whether an unknown word is part of a name elsewhere in the
// document, as in transcripts that write names in lower case.
func (d *document) named(i int) bool {
	word := d.tokens[i].Of(d.text)
	bare := strings.TrimSuffix(word, "s")
	for k := range d.tokens {
		t := &d.tokens[k]
		if n := t.Len(); !t.blocked || n != len(word) && n != len(bare) {
			continue
		}
		if other := t.Of(d.text); capital(other) && (strings.EqualFold(other, word) || strings.EqualFold(other, bare)) {
			return true
		}
	}
	return false
}

// verbal reports whether an unknown word ends as verbs do more often than
// nouns.
func verbal(lower string) bool {
	for _, end := range []string{"a", "at", "ade", "ad", "ar", "as", "ats", "ades", "des", "de", "tes", "te"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
}

// seenLower reports whether the background knows a word as a common noun or
// adjective rather than as a name.
func seenLower(lower string) bool {
	low, capitals, _, _ := swedish.Frequency(lower)
	return low > capitals
}

// coordinated returns the last token of "hälso- och sjukvård", or i.
func (d *document) coordinated(i int) int {
	t := d.tokens[i]
	if !strings.HasSuffix(t.lower, "-") || len(t.lower) < 4 || !d.adjacent(i) || !d.adjacent(i+1) {
		return i
	}
	if and := d.tokens[i+1].lower; and != "och" && and != "eller" {
		return i
	}
	if d.isNoun(i + 2) {
		return i + 2
	}
	return i
}

func (d *document) addCoordinated(first, last int) {
	head := d.tokens[last]
	name := d.tokens[first].lower + " " + d.tokens[first+1].lower + " " + head.word.lemma
	c := d.candidate(name, MethodCompound, 1)
	c.compound = true
	c.generic, c.role = c.generic || head.word.generic, c.role || head.word.role
	c.head, c.background = head.word.lemma, max(c.background, min(head.word.background, count(d.tokens[first].lower)))
	d.place(c, first, last)
	d.addFirst(first, last)
	d.addNoun(last)
	if inner := d.candidates[d.lemma(last)]; inner != nil {
		inner.nested++
		inner.containers = max(1, inner.containers)
	}
}

// addFirst adds the first of two compounds that share their last part:
// "byggavfall" of "bygg- och rivningsavfall".
func (d *document) addFirst(first, last int) {
	head := d.tokens[last].word
	if !head.compound || head.head == "" || strings.IndexByte(head.lemma, '-') >= 0 || !strings.HasSuffix(head.lemma, head.head) {
		return
	}
	name := strings.TrimSuffix(d.tokens[first].lower, "-") + head.head
	c := d.candidate(name, MethodCompound, 1)
	c.compound, c.head, c.shared = true, head.head, true
	c.field, c.topic = d.tagger.subject(name)
	c.generic, c.role = c.generic || head.generic, c.role || head.role
	c.background = max(c.background, count(name))
	d.place(c, first, first)
}

// addNoun adds the noun at i by itself and with the attributes before it.
func (d *document) addNoun(i int) {
	t := d.tokens[i]
	name := d.lemma(i)
	if len(name) < 3 || digits(name) > 2 {
		return
	}
	method := MethodNoun
	if t.word.compound {
		method = MethodCompound
	}
	c := d.candidate(name, method, 1)
	c.compound, c.head = t.word.compound, t.word.head
	c.field, c.topic = t.word.field, t.word.topic
	c.generic, c.role = c.generic || t.word.generic, c.role || t.word.role
	c.background = max(c.background, t.word.background)
	d.place(c, i, i)
	c.apposed += btoi(d.apposed(i))
	first := i
	for first > 0 && i-first < 2 && d.isAttribute(first-1) && d.adjacent(first-1) {
		first--
	}
	if first == i && d.knownPhrase(i, name) {
		first--
	}
	if first < i {
		d.addPhrase(c, first, i)
	}
}

// knownPhrase reports whether the noun at i and the word before it, which says
// nothing elsewhere, are a term of the glossary or of the background:
// "särskilt stöd", "enskilt avlopp".
func (d *document) knownPhrase(i int, name string) bool {
	if i == 0 || !d.tagger.closing[name] || !d.adjacent(i-1) || d.tokens[i-1].lower == "" || d.tokens[i-1].kind != swedish.Word {
		return false
	}
	phrase := strings.Join(append(d.attributes(i-1, i), name), " ")
	return d.tagger.phrases[phrase] || d.tagger.empty[d.tokens[i-1].lower] && d.tagger.uses(phrase)
}

func (d *document) isAttribute(i int) bool {
	t := &d.tokens[i]
	if t.kind != swedish.Word || t.blocked || t.word.class != adjective || !t.initial && capital(d.at(i)) {
		return false
	}
	next := &d.tokens[i+1]
	if strings.HasSuffix(t.lower, "t") && next.word.class == noun && !next.word.neuter {
		return false // a supine or an adverb: no gender but the neuter takes it
	}
	return i == 0 || !d.perfect(i-1)
}

// perfect reports whether a token makes the word behind it a supine.
func (d *document) perfect(i int) bool {
	switch d.tokens[i].lower {
	case "har", "hade", "ha", "haft":
		return true
	}
	return false
}

func (d *document) addPhrase(head *candidate, first, last int) {
	background := d.tokens[last].word.background
	for i := first; i < last; i++ {
		background = min(background, d.tokens[i].word.background)
	}
	parts := d.attributes(first, last)
	name := strings.Join(append(parts, head.name), " ")
	c := d.candidate(name, MethodPhrase, last-first+1)
	if len(c.places) == 0 {
		head.containers++
	}
	c.generic, c.role = c.generic || endsIn(d.tokens[last].word, d.tagger.heads), c.role || d.tokens[last].word.role
	c.head, c.background = head.name, max(c.background, background/20)
	head.nested++
	d.place(c, first, last)
}

// attributes returns the words before a noun in the form they have with its
// indefinite singular. "Kroniskt" in "kroniskt obstruktiv lungsjukdom" stays
// what it is: it belongs to the adjective.
func (d *document) attributes(first, last int) []string {
	parts := make([]string, 0, last-first+1)
	neuter := d.tokens[last].word.neuter
	for i := first; i < last; i++ {
		t := d.tokens[i]
		adverb := strings.HasSuffix(t.lower, "t") && d.tokens[i+1].word.class == adjective && i+1 < last
		if t.word.class == other && t.lower != "" && d.tokens[last].word.class == noun {
			parts = append(parts, indefinite(t.lower, neuter))
			continue
		}
		if t.word.class != adjective || adverb || d.tokens[last].word.class != noun {
			parts = append(parts, t.lower)
			continue
		}
		if strings.HasSuffix(d.tokens[last].lower, "data") && strings.HasSuffix(t.lower, "a") {
			parts = append(parts, t.lower) // "öppna data" has no singular
			continue
		}
		parts = append(parts, agree(t.word.lemma, neuter))
	}
	return parts
}

// indefinite puts an attribute that only terms of the glossary keep into the
// indefinite singular: "särskilda" and "allmänna" stöd.
func indefinite(lower string, neuter bool) string {
	if base, double := strings.CutSuffix(lower, "nna"); double {
		return agree(base+"n", neuter)
	}
	if base, plural := strings.CutSuffix(lower, "a"); plural {
		return agree(base, neuter)
	}
	return lower
}

// lemma returns the noun at i in the indefinite singular, with the capitals of
// an abbreviation in front of a hyphen kept: "mRNA-teknologi".
func (d *document) lemma(i int) string {
	t := d.tokens[i]
	name := t.word.lemma
	if name == "" {
		name = t.lower
	}
	original := d.at(i)
	dash := strings.IndexByte(original, '-')
	if dash > 1 && dash < len(name) && strings.ToLower(original[:dash]) == name[:dash] && uppers(original[:dash]) > 1 {
		return original[:dash] + name[dash:]
	}
	return name
}

func digits(s string) int {
	n := 0
	for i := range len(s) {
		n += btoi('0' <= s[i] && s[i] <= '9')
	}
	return n
}

func uppers(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// neuter reports whether the background shows a noun as neuter.
func (t *tagger) neuter(w word) bool {
	base := w.lemma
	if w.compound && w.head != "" {
		base = w.head
	}
	if strings.HasSuffix(base, "ande") || strings.HasSuffix(base, "ende") {
		return true
	}
	if strings.HasSuffix(base, "a") && base != "hjärta" && base != "öga" && base != "öra" {
		return false
	}
	stem, last := base, ""
	if n := len(base) - 2; n > 2 && (strings.HasSuffix(base, "el") || strings.HasSuffix(base, "er") || strings.HasSuffix(base, "en")) {
		stem, last = base[:n], base[n+1:]
	}
	definite := count(base+"et") + count(base+"t") + count(stem+last+"et")*btoi(last != "")
	common := count(base+"en") + count(base+"n") // plurals in -en look like this gender
	return definite*4 > common || definite > count(base+"er")+count(base+"ar")+count(base+"or")
}

// agree puts an adjective's base form into the indefinite singular of a
// gender.
func agree(base string, neuter bool) string {
	if !neuter || base == "" {
		return base
	}
	switch {
	case strings.HasSuffix(base, "ande") || strings.HasSuffix(base, "ende") || strings.HasSuffix(base, "a") || strings.HasSuffix(base, "t"):
		return base
	case strings.HasSuffix(base, "ad") || strings.HasSuffix(base, "en"):
		return base[:len(base)-1] + "t"
	case strings.HasSuffix(base, "y"), strings.HasSuffix(base, "å"):
		return base + "tt"
	case strings.HasSuffix(base, "ld") || strings.HasSuffix(base, "nd") || strings.HasSuffix(base, "rd"):
		return base[:len(base)-1] + "t"
	case strings.HasSuffix(base, "d"):
		return base[:len(base)-1] + "tt"
	}
	return base + "t"
}
