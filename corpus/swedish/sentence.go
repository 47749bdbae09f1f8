package swedish

import "strings"

// Sentences returns the sentences of a text in order, white space trimmed.
func Sentences(text string) []Range {
	var out []Range
	start := 0
	add := func(end int) {
		part := text[start:end]
		lead := len(part) - len(strings.TrimLeft(part, " \t\r\n"))
		if body := strings.TrimSpace(part); body != "" {
			out = append(out, Range{start + lead, start + lead + len(body)})
		}
		start = end
	}
	for i := 0; i < len(text); i++ {
		switch {
		case strings.HasPrefix(text[i:], "\n\n"):
			add(i)
		case (text[i] == '.' || text[i] == '?' || text[i] == '!') && i+1 < len(text) && text[i+1] == ' ':
			word := text[strings.LastIndexAny(text[:i], " \n")+1 : i]
			if !Abbreviation(word) {
				add(i + 1)
			}
		}
	}
	add(len(text))
	return out
}
