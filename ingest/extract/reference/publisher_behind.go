package reference

import "strings"

// publishedBehind finds the publisher that a participle or a relative clause
// behind a title names: "rapporten ”Titel”, framtagen av Skogsinstitutet", "som
// Boverket har gett ut".
func (f *finder) publishedBehind(r *Reference) {
	if r.Publisher != "" || !r.Cited || r.Method != MethodTitle && r.Method != MethodNumber || strings.Contains(r.Number, " ") {
		return
	}
	i := f.tokenAt(r.End)
	for i < len(f.tokens) && f.adjacent(i-1) && (f.word(i) == "”" || f.word(i) == "\"" || f.word(i) == "," || f.word(i) == ")" || f.word(i) == "*") {
		i++
	}
	if i+2 >= len(f.tokens) || !f.adjacent(i) {
		return
	}
	switch f.word(i) {
	case "framtagen", "framtaget", "utgiven", "utgivet", "publicerad", "publicerat", "lanserad", "beställd", "utarbetad":
		if f.word(i+1) == "av" && f.bodyAt(i+2) {
			r.Publisher, r.PublisherSpan = f.bodyFrom(i+2, min(len(f.tokens)-1, i+10))
		}
	case "som":
		if f.bodyAt(i+1) && f.issuesBehind(i+2) {
			r.Publisher, r.PublisherSpan = f.bodyFrom(i+1, min(len(f.tokens)-1, i+9))
		}
	}
	if r.Publisher != "" && r.Number != "" {
		f.nameNumbered(r)
	}
}

// issuesBehind reports whether one of the few tokens from i on is a verb that
// says that somebody publishes.
func (f *finder) issuesBehind(i int) bool {
	for k := i; k < len(f.tokens) && k-i < 6 && f.adjacent(k-1) && !ends(f.word(k)); k++ {
		if issues(strings.ToLower(f.word(k))) {
			return true
		}
	}
	return false
}
