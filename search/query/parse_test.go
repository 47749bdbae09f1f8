package query

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	tests := map[string]struct {
		text, want string
		notes      []string // beginnings
	}{
		"nothing":                 {"", "", nil},
		"white space":             {" \t\n", "", nil},
		"words":                   {"vård  köer", "vård köer", nil},
		"phrase":                  {`"nära  vård" idag`, `"nära vård" idag`, nil},
		"curly quotes":            {"“nära vård”", `"nära vård"`, nil},
		"Swedish quotes":          {"”nära vård”", `"nära vård"`, nil},
		"guillemets":              {"»nära vård«", `"nära vård"`, nil},
		"low quotes":              {"„nära vård“", `"nära vård"`, nil},
		"unclosed quote":          {`vård "nära omsorg`, "vård nära omsorg", []string{"tecken 7: citattecknet"}},
		"empty phrase":            {`a "" b`, "a b", nil},
		"minus":                   {"vård -kö", "vård -kö", nil},
		"minus before phrase":     {`-"nära vård"`, `-"nära vård"`, nil},
		"minus before group":      {"a -(b c)", "a -(b c)", nil},
		"dash between words":      {"vård - kö", "vård kö", nil},
		"hyphen inside":           {"e-hälsa covid-19", "e-hälsa covid-19", nil},
		"plus":                    {"+vård +kö", "vård kö", nil},
		"plus before operator":    {"a +eller b +titel:x", "a +eller b +titel:x", nil},
		"double negation":         {"--vård", "vård", nil},
		"INTE":                    {"vård INTE kö", "vård -kö", nil},
		"NOT":                     {"NOT kö", "-kö", nil},
		"NOT without operand":     {"vård NOT", "vård", []string{"tecken 7: NOT saknar"}},
		"OCH":                     {"vård OCH kö AND tid", "vård OCH kö OCH tid", nil},
		"OCH among words":         {"a OCH b c", "a OCH b OCH c", nil},
		"OCH in group":            {"(a OCH b) c", "(a OCH b) c", nil},
		"OCH without operand":     {"OCH a OCH", "a", nil},
		"ELLER":                   {"vård ELLER omsorg OR kö", "vård ELLER omsorg ELLER kö", nil},
		"OR binds weaker":         {"a b ELLER c", "(a b) ELLER c", nil},
		"OR without left":         {"ELLER a", "a", []string{"tecken 1: ELLER saknar"}},
		"OR without right":        {"a ELLER", "a", []string{"tecken 3: ELLER saknar"}},
		"lower-case alone":        {"vård eller omsorg", "vård ELLER omsorg", nil},
		"lower-case chain":        {"a eller b eller c", "a ELLER b ELLER c", nil},
		"lower-case in sentence":  {"rätt till vård eller inte", "rätt till vård +eller +inte", nil},
		"lower-case and":          {"vård och omsorg", "vård OCH omsorg", nil},
		"lower-case strong":       {`x "a b" eller (c d) y`, `(x "a b") ELLER (c d y)`, nil},
		"lower-case not is word":  {"inte vård", "+inte vård", nil},
		"lower-case in group":     {"x (vård eller omsorg)", "x (vård ELLER omsorg)", nil},
		"group":                   {"(a ELLER b) c", "(a ELLER b) c", nil},
		"needless group":          {"((a))", "a", nil},
		"open only":               {"(a b", "a b", []string{"tecken 1: parentesen"}},
		"close only":              {"a) b", "a b", []string{"tecken 2: parentesen"}},
		"prefix":                  {"läkemed*", "läkemed*", nil},
		"prefix too short":        {"l*", "l", []string{"tecken 1: minst"}},
		"infix star":              {"h*lsa", "h*lsa", []string{"tecken 1: * kan"}},
		"fuzzy":                   {"läkemedl~", "läkemedl~", nil},
		"star alone":              {"*", "", []string{"tecken 1: minst"}},
		"speaker":                 {"talare:nordborg", "talare:nordborg", nil},
		"speaker phrase":          {`speaker:"Anna Ek"`, `talare:"Anna Ek"`, nil},
		"kind":                    {"KIND:minutes", "typ:protokoll", nil},
		"kind in Swedish":         {"typ:podd", "typ:podd", nil},
		"unknown kind":            {"typ:bok", "bok", []string{"tecken 1: okänd dokumenttyp bok"}},
		"collection":              {"samling:riksdagen", "samling:riksdagen", nil},
		"title":                   {`titel:"nära vård"`, `titel:"nära vård"`, nil},
		"from and to":             {"från:2021 till:2022-05", "från:2021 till:2022-05", nil},
		"date range":              {"datum:2021..2022-05-01", "datum:2021..2022-05-01", nil},
		"one date":                {"date:2021-04", "datum:2021-04", nil},
		"open range":              {"datum:..2022", "till:2022", nil},
		"no date":                 {"från:igår", "igår", []string{"tecken 1: datum skrivs"}},
		"no such day":             {"från:2021-02-30", "2021-02-30", []string{"tecken 1: datum skrivs"}},
		"negated field":           {"-typ:podd vård", "-typ:podd vård", nil},
		"field without value":     {"titel: vård", "titel vård", []string{"tecken 1: efter titel:"}},
		"near":                    {`nära(vård, "öppna köer", 5)`, `nära(vård, "öppna köer", 5)`, nil},
		"near in English":         {"NEAR(a,b c)", `nära(a, "b c", 10)`, nil},
		"near with quotes":        {`nära("vård", "kö", 5) x`, "nära(vård, kö, 5) x", nil},
		"near as tilde":           {`"vård kö"~5 -"a b c"~0`, "nära(vård, kö, 5) -nära(a, b, c, 0)", nil},
		"near of one":             {`"vård"~5 nära(a) nära(a, )`, `"vård" nära a nära a,`, nil},
		"near too far":            {"nära(a, b, 5000)", "nära(a, b, 100)", []string{"tecken 1: avståndet"}},
		"near of numbers":         {"nära(1, 2)", "nära(1, 2, 10)", nil},
		"near too many":           {`nära(a,b,c,d,e,f,g,h,i,3)`, "nära(a, b, c, d, e, f, g, h, 3)", []string{"tecken 1: nära har"}},
		"near unclosed":           {"nära(a, b", "nära a, b", []string{"tecken 6: parentesen"}},
		"near apart":              {"nära (a b)", "nära a b", nil},
		"tilde without number":    {`"a b"~ c`, `"a b" c`, nil},
		"person":                  {`person:"Anna Ek" ORG:sida concept:kö report:x`, `person:"Anna Ek" organisation:sida begrepp:kö rapport:x`, nil},
		"role":                    {"roll:sa role:mentioned", "roll:sa roll:nämns", nil},
		"unknown role":            {"roll:bagare", "bagare", []string{"tecken 1: okänd roll"}},
		"colon in word":           {"2021:17 §12:3 http://x.se", "2021:17 §12:3 http://x.se", nil},
		"operator as field value": {"typ:ELLER", "+ELLER", []string{"tecken 1: okänd"}},
		"at sign":                 {"h@h", "h@h", nil},
		"invalid UTF-8":           {"v\xff\xfe" + "ård", "v ård", nil},
		"NUL":                     {"a\x00b", "a b", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { checkParse(t, test.text, test.want, test.notes) })
	}
}

// checkParse checks the canonical form of a query and how its notes begin.
func checkParse(t *testing.T, text, want string, beginnings []string) {
	t.Helper()
	q, notes := Parse(text)
	if diff := cmp.Diff(want, q.String()); diff != "" {
		t.Errorf("canonical form (-want +got):\n%s", diff)
	}
	if len(notes) != len(beginnings) {
		t.Fatalf("notes %v, want %v", notes, beginnings)
	}
	for i, note := range notes {
		if !strings.HasPrefix(note.String(), beginnings[i]) {
			t.Errorf("note %q, want it to begin with %q", note, beginnings[i])
		}
	}
}

func TestParseLimits(t *testing.T) {
	tests := map[string]string{
		"length":      strings.Repeat("å", MaxLength),
		"tokens":      strings.Repeat("a ", maxWords+1),
		"depth":       strings.Repeat("(", MaxDepth+1) + "a",
		"minus signs": strings.Repeat("-", MaxLength+1),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			q, notes := Parse(text)
			if len(notes) == 0 {
				t.Error("the limit was passed without a note")
			}
			if len(q.String()) > MaxLength || !utf8.ValidString(q.String()) {
				t.Errorf("canonical form has %d bytes", len(q.String()))
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`nära(a, "b c", 5) "a b"~3 near(x`, `vård "nära vård" -kö (a ELLER b) läk* sjuk~ talare:"Anna Ek" datum:2021..2022`,
		"a eller (b och c) inte", "((((", "))))", `"`, "-(-(-a))", "typ:ELLER", "\xff*~*", "a OCH", "NOT NOT", "titel:-",
		strings.Repeat("a OCH ", 200), strings.Repeat("(a b) ", 100), strings.Repeat("och ", 300), strings.Repeat("0\x1a", 300),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, notes := Parse(text)
		for _, note := range notes {
			if note.Offset < 0 || note.Offset > len(text) {
				t.Fatalf("note %v lies outside the query", note)
			}
		}
		canonical := q.String()
		again, _ := Parse(canonical)
		if got := again.String(); got != canonical && len(canonical) <= MaxLength {
			t.Fatalf("%q is printed as %q, which is read as %q", text, canonical, got)
		}
	})
}
