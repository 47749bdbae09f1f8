package extract

import "testing"

func TestTitlesInTheDefiniteAreNoFirstNames(t *testing.T) {
	for word, want := range map[string]bool{"skogspodden": true, "kustbladet": true, "morgonsändningen": true, "dorsan": false, "jenni": false, "zahraa": false} {
		if got := definiteNoun(word); got != want {
			t.Errorf("definiteNoun(%q) = %v, want %v", word, got, want)
		}
	}
}
