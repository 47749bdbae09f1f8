package swedish

// IsStopword tells whether a word is a function word that carries no topic:
// pronouns, prepositions, conjunctions, auxiliaries and the like.
func IsStopword(word string) bool {
	switch fold(word) {
	case "och", "att", "i", "en", "ett", "som", "det", "den", "de", "på", "är", "av", "för", "med", "till", "inte":
		return true
	}
	return false
}
