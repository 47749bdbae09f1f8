package structure

import (
	"slices"
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// findCue finds the first reporting clause ("säger Anna Ek") in s at or after
// from. It stands after a comma, a closing mark or the end of a sentence. The
// span, relative to s, is empty where there is none.
func findCue(s string, from int) corpus.Span {
	for at := from; at < len(s); {
		n := strings.IndexAny(s[at:], ",”\"!?…»")
		if n < 0 {
			return corpus.Span{}
		}
		at += n
		if cue := cueAt(s, at); cue.Len() > 0 {
			return cue
		}
		at++
	}
	return corpus.Span{}
}

// cueAt reads a reporting clause that follows the punctuation at byte at.
func cueAt(s string, at int) corpus.Span {
	rest := strings.TrimLeft(s[at:], ",”\"!?…»«. \n\u00a0–")
	start := len(s) - len(rest)
	verb := firstWord(rest)
	if !isReportingVerb(strings.TrimRight(verb, ".,:")) {
		return corpus.Span{}
	}
	after := strings.TrimLeft(rest[len(verb):], " \n\u00a0")
	if after == "" || speaksItself(after) {
		return corpus.Span{}
	}
	return corpus.Span{Start: start, End: start + cueLength(rest)}
}

// speaksItself reports whether the subject of a verb is in the first or second
// person, or the verb has none: then it is part of what is said ("tror jag").
func speaksItself(s string) bool {
	switch strings.ToLower(strings.TrimRight(firstWord(s), ".,!?:")) {
	case "jag", "vi", "du", "ni", "man", "det", "att", "om", "på", "i", "för", "inte", "dem", "mig", "oss", "sig", "till", "som", "är", "när", "vad":
		return true
	}
	return false
}

// cueLength is how far a reporting clause at the start of s reaches: to the
// end of its sentence, or to the comma after which the speech goes on.
func cueLength(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '.':
			if i+1 == len(s) || s[i+1] == ' ' && stopsSentence(s[:i], s[i+1:]) {
				return i
			}
		case '?', '!':
			return i
		case ':':
			if i+1 == len(s) || s[i+1] == ' ' {
				return i
			}
		case ',':
			if speechGoesOn(s[i+1:]) {
				return i
			}
		}
	}
	return len(s)
}

// stopsSentence reports whether a full stop between before and after ends a
// sentence and not an initial or abbreviation.
func stopsSentence(before, after string) bool {
	word := before[strings.LastIndexByte(before, ' ')+1:]
	return runes(word) > 1 && !swedish.Abbreviation(word+".") && startsUpperOrMark(strings.TrimLeft(after, " "))
}

// startsUpperOrMark reports whether a sentence could begin with s.
func startsUpperOrMark(s string) bool {
	for _, r := range s {
		return !unicode.IsLower(r)
	}
	return true
}

// speechGoesOn reports whether what follows a comma after a reporting clause
// is speech again: a conjunction and a subject.
func speechGoesOn(s string) bool {
	words := strings.Fields(s[:runeFloor(s, min(len(s), 60))])
	if len(words) < 2 {
		return false
	}
	switch words[0] {
	case "annars", "därför", "dessutom", "alltså", "ifall", "trots", "dock":
		return true
	case "och", "men", "för", "så", "utan", "eller", "fast", "eftersom", "att", "om", "när", "där":
	default:
		return false
	}
	switch strings.TrimRight(words[1], ".,") {
	case "vi", "jag", "det", "du", "man", "den", "ni", "de", "dem", "där", "då", "nu", "här", "inte", "att", "dessutom", "vårt", "våra", "vår", "min", "mitt", "mina", "detta", "som":
		return true
	}
	return false
}

// hasReportingVerb reports whether one of the words of s reports speech.
func hasReportingVerb(s string) bool {
	if containsAny(s, "brukar säga", "brukade säga") {
		return true
	}
	return slices.ContainsFunc(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }), isReportingVerb)
}

// isReportingVerb reports whether a word is a verb of saying in the present or
// past tense.
func isReportingVerb(word string) bool {
	switch word {
	case "säger", "sa", "sade", "menar", "menade", "berättar", "berättade", "förklarar", "förklarade", "konstaterar", "konstaterade",
		"tycker", "tyckte", "anser", "ansåg", "understryker", "underströk", "betonar", "betonade", "tillägger", "tillade", "fortsätter",
		"fortsatte", "svarar", "svarade", "frågar", "frågade", "undrar", "undrade", "utbrister", "utbrast", "skriver", "skrev", "uppger",
		"uppgav", "framhåller", "framhöll", "påpekar", "påpekade", "poängterar", "poängterade", "kommenterar", "kommenterade", "hävdar",
		"hävdade", "lovar", "lovade", "varnar", "varnade", "sammanfattar", "sammanfattade", "avslutar", "avslutade", "resonerar", "resonerade",
		"beskriver", "beskrev", "minns", "mindes", "tror", "trodde", "hoppas", "hoppades", "inflikar", "inflikade", "förtydligar",
		"förtydligade", "upprepar", "upprepade", "exemplifierar", "utvecklar", "utvecklade", "summerar", "summerade", "ropar", "ropade",
		"skrattar", "suckar", "suckade", "meddelar", "meddelade", "noterar", "noterade", "påstår", "påstod", "föreslår", "föreslog",
		"uppmanar", "uppmanade", "vädjar", "vädjade", "inleder", "inledde", "förklarat", "sagt", "uttalar", "uttalade", "bekräftar",
		"bekräftade", "medger", "medgav", "erkänner", "erkände", "reflekterar", "reflekterade", "citerar", "hälsar", "hälsade", "filosoferar",
		"slår", "slog", "lägger", "fyller", "says", "said", "explains", "adds", "argues", "notes":
		return true
	}
	return false
}
