package reference

import (
	"regexp"
	"strings"

	"github.com/samband/samband/corpus"
)

// euPlainNumber finds acts of the Union whose number follows their kind without
// the bracketed letters: "EU-förordningen 1143/2014", "direktiv 2019/904", "(EU
// 2020/852)".
func (f *finder) euPlainNumber(n number, b before) (Reference, bool) {
	head, tail, _ := strings.Cut(n.Of(f.text), "/")
	if n.form != formSlash || b.token < 0 || b.gap || len(head) < 2 || len(tail) < 2 || !year(head) && !year(tail) {
		return Reference{}, false
	}
	word := strings.ToLower(b.word)
	letters := "EU"
	switch {
	case union(b.word):
		letters = b.word
	case b.open || !actWord(word):
		return Reference{}, false
	case strings.HasPrefix(word, "eg-"):
		letters = "EG"
	}
	number := letters + " " + n.Of(f.text)
	if b.nr || !year(head) {
		number = letters + " nr " + n.Of(f.text)
	}
	span := corpus.Span{Start: b.start, End: n.End}
	return f.eu(span, collapse(span.Of(f.text)), number), true
}

// actWord reports whether a lower-case word names a sort of act that the Union
// numbers with a stroke, as Sweden numbers none.
func actWord(word string) bool {
	for _, end := range [...]string{"förordning", "förordningen", "direktiv", "direktivet"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// unionDocument reads the documents of the Commission, "COM(2020) 66 final", and
// the numbers under which the Official Journal prints what has no other,
// "2022/C 243/03", whose year is the digits from i to end.
func (f *finder) unionDocument(i, end int) (Reference, bool) {
	if !year(f.text[i:end]) {
		return Reference{}, false
	}
	if strings.HasPrefix(f.text[end:], "/C ") || strings.HasPrefix(f.text[end:], "/L ") {
		first := skipRun(f.text, end+len("/C "))
		if first == end+len("/C ") || !strings.HasPrefix(f.text[first:], "/") || skipRun(f.text, first+1) == first+1 {
			return Reference{}, false
		}
		span := corpus.Span{Start: i, End: skipRun(f.text, first+1)}
		r := f.plain(span.Of(f.text), span, MethodEU, .95)
		r.Year = f.text[i:end]
		return r, true
	}
	return f.commissionDocument(i, end)
}

// commissionDocument reads "COM(2020) 66" around its year. The communication's
// title may stand beside it.
func (f *finder) commissionDocument(i, end int) (Reference, bool) {
	if i == 0 || f.text[i-1] != '(' || !strings.HasPrefix(f.text[end:], ")") {
		return Reference{}, false
	}
	start := len(strings.TrimRight(f.text[:i-1], " "))
	for start > 0 && 'A' <= f.text[start-1] && f.text[start-1] <= 'Z' {
		start--
	}
	letters := strings.TrimRight(f.text[start:i-1], " ")
	if letters == "C" && start+len("C(") != i {
		return Reference{}, false
	}
	number := len(f.text) - len(strings.TrimLeft(f.text[end+1:], " \u00a0"))
	last := skipRun(f.text, number)
	if !commissionSeries(letters) || last == number || last-number > 5 || number-end > 3 {
		return Reference{}, false
	}
	if letters == "KOM" {
		letters = "COM"
	}
	span := corpus.Span{Start: start, End: last}
	r := f.plain(letters+"("+f.text[i:end]+") "+f.text[number:last], span, MethodEU, .95)
	r.Year = f.text[i:end]
	if title, ok := f.titleBefore(span.Start); ok && f.cuedTitle(title) {
		f.entitle(&r, title)
	} else if title, ok := f.titleAfter(span.End); ok {
		f.entitle(&r, title)
	}
	return r, true
}

// commissionSeries tells the letters under which the Commission and the High
// Representative number their documents.
func commissionSeries(letters string) bool {
	switch letters {
	case "COM", "KOM", "SWD", "SEK", "SEC", "JOIN", "C":
		return true
	}
	return false
}

// calledBetween matches what stands between an act's number and the name it goes
// by: ", den allmänna ", " (", ", kallad ".
var calledBetween = regexp.MustCompile(`^(?: ?\(|, )(?:även |nedan |här |i det följande )?(?:kallad |kallat |benämnd |benämnt )?(?:den |det )?(?:allmänna |nya )?(?:s\.k\. |så kallade )?$`)

// joinActs makes one of an act's name and its number where they stand side by
// side: "dataskyddsförordningen (EU) 2016/679", "förordning (EU) nr 651/2014,
// den allmänna gruppundantagsförordningen".
func (f *finder) joinActs() {
	for i := 0; i+1 < len(f.refs); i++ {
		name, number := &f.refs[i], &f.refs[i+1]
		between := f.text[min(name.End, number.Start):number.Start]
		switch {
		case name.Method == MethodLaw && number.Method == MethodEU:
			if trimmed := strings.TrimRight(between, " \n("); trimmed != "" || len(between) > 3 {
				continue
			}
		case name.Method == MethodEU && number.Method == MethodLaw && calledBetween.MatchString(strings.ReplaceAll(between, "\n", " ")):
			name, number = number, name
		default:
			continue
		}
		number.Name = name.Name
		canonical := name.Canonical
		for k := range f.refs {
			if r := &f.refs[k]; r.Method == MethodLaw && r.Canonical == canonical {
				r.Canonical, r.Number, r.Year = number.Canonical, number.Number, number.Year
			}
		}
	}
}
