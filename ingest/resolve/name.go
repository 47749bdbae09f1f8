package resolve

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/samband/samband/corpus/swedish"
)

// block is the key under which a person's names meet: the initial and how the
// last word sounds. Given names are shortened to it in lists of references;
// middle names and hyphens come and go between documents, and so does the s of
// a genitive that no other place in a document tells from the name.
func block(slugged string) string {
	words := strings.Split(sound(slugged), "-")
	if len(words) < 2 {
		return words[0]
	}
	_, size := utf8.DecodeRuneInString(words[0])
	return words[0][:size] + "-" + ungenitive(words[len(words)-1])
}

// likeness is how well two names of one block agree.
type likeness int

const (
	unlike    likeness = iota // a middle name contradicts another
	contained                 // one leaves out middle names of the other, or all but the initial
	alike                     // they sound the same
	equal                     // they are the same, but for the genitive of a rare one
)

// spelling is a name as it is compared: its slug and how its words sound.
type spelling struct {
	slug  string
	words []string
}

func newSpelling(name string) spelling {
	s := slug(name)
	return spelling{plain(s), strings.Split(sound(s), "-")}
}

// plain leaves out accents, which some write and some do not; å, ä and ö are
// letters.
func plain(slugged string) string {
	for i := range len(slugged) {
		if slugged[i] >= utf8.RuneSelf {
			return strings.Map(unaccented, slugged)
		}
	}
	return slugged
}

// unaccented is a letter without its accent.
func unaccented(r rune) rune {
	switch r {
	case 'å', 'ä', 'ö':
		return r
	case 'ł':
		return 'l'
	case 'đ':
		return 'd'
	case 'ı':
		return 'i'
	}
	if r < utf8.RuneSelf {
		return r
	}
	if letter, size := utf8.DecodeRuneInString(norm.NFD.String(string(r))); size == 1 {
		return letter
	}
	return r
}

// like compares two spellings of one block.
func (s *spelling) like(other *spelling) likeness {
	switch {
	case s.slug == other.slug && !abbreviated(s.slug):
		return equal
	case slices.Equal(s.words, other.words):
		return alike
	case s.genitive(other):
		if rarity(ungenitive(s.words[len(s.words)-1])) == rare {
			return equal
		}
		return alike
	case s.initial(other), other.initial(s),
		len(s.words) < len(other.words) && partOfWords(s.words, other.words),
		len(other.words) < len(s.words) && partOfWords(other.words, s.words):
		return contained
	}
	return unlike
}

// abbreviated reports whether a name has but the initial of a given name; two
// who share that need not share the name.
func abbreviated(slugged string) bool {
	first, _, _ := strings.Cut(slugged, "-")
	return utf8.RuneCountInString(first) == 1
}

// genitive reports whether one may be the genitive of the other.
func (s *spelling) genitive(other *spelling) bool {
	last := len(s.words) - 1
	return len(other.words)-1 == last && slices.Equal(s.words[:last], other.words[:last]) &&
		ungenitive(s.words[last]) == ungenitive(other.words[last])
}

func ungenitive(word string) string {
	if short, cut := strings.CutSuffix(word, "s"); cut && len(short) > 3 {
		return short
	}
	return word
}

// initial reports whether a name has but the initial of the other's given name.
func (s *spelling) initial(other *spelling) bool {
	first, last := s.words[0], len(s.words)-1
	return utf8.RuneCountInString(first) == 1 && strings.HasPrefix(other.words[0], first) && len(other.words) > 1 &&
		s.words[last] == other.words[len(other.words)-1] && partOfWords(s.words[1:], other.words[1:])
}

// names compares the names of two people: the best likeness of any two, but
// unlike where any two contradict each other.
func names(a, b *group) likeness {
	best := unlike
	for i := range a.spellings {
		for k := range b.spellings {
			l := a.spellings[i].like(&b.spellings[k])
			if l == unlike {
				return unlike
			}
			best = max(best, l)
		}
	}
	return best
}

// frequency is how many bear a name.
type frequency int

const (
	rare   frequency = iota // no list of Swedish surnames has it, nor its parts
	usual                   // as most
	common                  // so many that the same name in two places says little
)

// rarity tells how common a person's surname is. Of the commonest surnames of
// Sweden half end in -sson.
func rarity(slugged string) frequency {
	last := slugged[strings.LastIndexByte(slugged, '-')+1:]
	if strings.HasSuffix(last, "sson") {
		return common
	}
	switch last {
	case "lindberg", "lindström", "lindqvist", "lindgren", "lind", "lindholm", "lundberg", "lundgren", "lundqvist", "lundin", "lundström",
		"berg", "berglund", "bergström", "bergman", "bergqvist", "berggren", "björk", "björklund", "forsberg", "sandberg", "sjöberg",
		"wallin", "engström", "eklund", "ekström", "nyström", "nyberg", "nordström", "söderberg", "holm", "holmberg", "wikström",
		"viklund", "åberg", "ali", "mohamed", "ahmed":
		return common
	case "hassan", "hussein", "ibrahim", "khan", "nguyen", "omar", "abdi", "singh", "ahmadi", "hosseini", "haddad", "saleh", "yildirim",
		"yilmaz", "kaya", "demir", "petrovic", "jovanovic", "nikolic", "nowak", "kowalski", "hansen", "jensen", "nielsen", "larsen",
		"korhonen", "virtanen", "popovic", "ivanov", "osman", "mahmoud", "yusuf", "salah", "kim", "chen", "wang", "li":
		return usual // what immigrants often bear
	}
	if swedish.Surname(swedish.TitleCaseName(strings.ToUpper(last))) {
		return usual
	}
	return rare
}
