package eval

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, content := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return fsys
}

func TestLoad(t *testing.T) {
	all, err := Load(folder(map[string]string{
		"b.json":      `{"document": "b.txt", "entities": [{"id": "person:x", "name": "X"}]}`,
		"a.jsonl":     `{"document": "a1", "entities": []}` + "\n\n" + `{"document": "a2", "entities": []}` + "\n",
		"queries.tsv": "query\tdocument\tquote\n",
		"note.md":     "not gold",
	}))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, gold := range all {
		names = append(names, gold.Document)
	}
	if diff := cmp.Diff([]string{"a1", "a2", "b.txt"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestLoadRefuses(t *testing.T) {
	tests := map[string]struct{ content, says string }{
		"broken JSON":           {`{"document": `, "unexpected EOF"},
		"misspelt field":        {`{"document": "a", "entities": [], "speaker": []}`, `unknown field "speaker"`},
		"no document":           {`{"entities": []}`, "document is missing"},
		"id without kind":       {`{"document": "a", "entities": [{"id": "ylva", "name": "Ylva"}]}`, "must begin with a kind"},
		"unjudged what?":        {`{"document": "a", "entities": [], "unjudged": ["concepts"]}`, `unjudged: "concepts"`},
		"entity twice":          {`{"document": "a", "entities": [{"id": "person:y", "name": "Y"}, {"id": "person:y", "name": "Y"}]}`, "listed twice"},
		"fact without entity":   {`{"document": "a", "entities": [], "speakers": [{"person": "person:y"}]}`, `speakers: "person:y"`},
		"fact of the wrong end": {`{"document": "a", "entities": [{"id": "place:y", "name": "Y"}], "citations": [{"report": "place:y"}]}`, `citations: "place:y" is no report`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Load(folder(map[string]string{"a.json": test.content}))
			if !errors.Is(err, ErrGold) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("Load = %v, want ErrGold with %q", err, test.says)
			}
		})
	}
	t.Run("empty folder", func(t *testing.T) {
		if _, err := Load(folder(nil)); !errors.Is(err, ErrGold) {
			t.Errorf("Load = %v, want ErrGold", err)
		}
	})
	t.Run("document twice", func(t *testing.T) {
		one := `{"document": "a", "entities": []}`
		if _, err := Load(folder(map[string]string{"a.json": one, "b.json": one})); !errors.Is(err, ErrGold) {
			t.Errorf("Load = %v, want ErrGold", err)
		}
	})
}

func TestFind(t *testing.T) {
	tests := map[string]struct {
		text, form string
		want       []string
	}{
		"all places":            {"Boverket och Boverket", "Boverket", []string{"Boverket", "Boverket"}},
		"one place":             {"Ek, Ek och Ek", "Ek#2", []string{"Ek"}},
		"place that is missing": {"Ek", "Ek#2", nil},
		"whole words":           {"Ekvalla, SMHIs Ek", "Ek", []string{"Ek"}},
		"genitive stays out":    {"Boverkets svar", "Boverket", []string{"Boverket"}},
		"no longer word":        {"Ekström", "Ek", nil},
		"colon genitive":        {"SGI:s svar", "SGI", []string{"SGI"}},
		"across lines":          {"Vem har\n  ansvaret?", "Vem har ansvaret?", []string{"Vem har\n  ansvaret?"}},
		"soft hyphen":           {"klimat\u00adfaktor", "klimatfaktor", []string{"klimat\u00adfaktor"}},
		"å ä ö":                 {"på Åsön, å", "Åsön", []string{"Åsön"}},
		"ends in å ä ö":         {"i Malmö", "Malmö", []string{"Malmö"}},
		"number sign in a name": {"C# och C", "C#", []string{"C#"}},
		"case matters":          {"ek Ek", "Ek", []string{"Ek"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, span := range newPage(test.text).find(test.form) {
				if !span.Valid(test.text) {
					t.Fatalf("invalid span %v", span)
				}
				got = append(got, span.Of(test.text))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLocate(t *testing.T) {
	text := "ANNA: Hej!\nAnna Ek bor i Ekvalla. Ekvalla kommun växer, säger Anna.\nInstitutet teg.\n"
	gold := Gold{Document: "a.txt", Entities: []Entity{
		{ID: "person:anna", Name: "Anna Ek", Forms: []string{"Anna"}, Neutral: []string{"ANNA"}},
		{ID: "place:ekvalla", Name: "Ekvalla"},
		{ID: "organisation:kommun", Name: "Ekvalla kommun"},
		{ID: "organisation:irb", Name: "IRB", Neutral: []string{"Institutet"}},
	}}
	places, err := gold.locate(text)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range places.places {
		line := gold.Entities[p.entity].ID + " " + p.Of(text)
		if p.neutral {
			line += " (neutral)"
		}
		got = append(got, line)
	}
	want := []string{
		"person:anna ANNA (neutral)", "person:anna Anna Ek", "place:ekvalla Ekvalla", "organisation:kommun Ekvalla kommun",
		"person:anna Anna", "organisation:irb Institutet (neutral)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLocateNamesWhatIsMissing(t *testing.T) {
	gold := Gold{
		Document:  "a.txt",
		Entities:  []Entity{{ID: "person:anna", Name: "Anna Ek", Forms: []string{"Annika"}}},
		Quotes:    []Quote{{Speaker: "person:anna", Text: "Aldrig sagt"}},
		Decisions: []Decision{{Text: "Aldrig beslutat"}},
	}
	_, err := gold.locate("Anna Ek teg.")
	if !errors.Is(err, ErrQuote) {
		t.Fatalf("locate = %v, want ErrQuote", err)
	}
	for _, quote := range []string{"a.txt", "Annika", "Aldrig sagt", "Aldrig beslutat"} {
		if !strings.Contains(err.Error(), quote) {
			t.Errorf("error does not name %q: %v", quote, err)
		}
	}
}

// FuzzFind checks that spans found are valid and hold the words looked for.
func FuzzFind(f *testing.F) {
	f.Add("Vem har\nansvaret?", "har ansvaret")
	f.Add("klimat\u00adfaktor å\xff", "klimatfaktor#1")
	f.Fuzz(func(t *testing.T, text, form string) {
		text = strings.ToValidUTF8(text, "?")
		quote, _ := occurrence(form)
		for _, span := range newPage(text).find(form) {
			if !span.Valid(text) {
				t.Fatalf("invalid span %v in %q", span, text)
			}
			if got := newPage(span.Of(text)).flat; got != strings.TrimSpace(newPage(quote).flat) {
				t.Fatalf("found %q for %q", got, quote)
			}
		}
	})
}

func TestSameSpan(t *testing.T) {
	text := "”Boverkets” SGI:s Boverket idag"
	tests := map[string]struct {
		gold, got corpus.Span
		want      bool
	}{
		"same":             {corpus.Span{Start: 3, End: 11}, corpus.Span{Start: 3, End: 11}, true},
		"genitive":         {corpus.Span{Start: 3, End: 11}, corpus.Span{Start: 3, End: 12}, true},
		"quotation marks":  {corpus.Span{Start: 3, End: 11}, corpus.Span{Start: 0, End: 15}, true},
		"colon genitive":   {corpus.Span{Start: 16, End: 19}, corpus.Span{Start: 16, End: 21}, true},
		"a word too much":  {corpus.Span{Start: 22, End: 30}, corpus.Span{Start: 22, End: 35}, false},
		"begins elsewhere": {corpus.Span{Start: 16, End: 30}, corpus.Span{Start: 22, End: 30}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := sameSpan(text, test.gold, test.got); got != test.want {
				t.Errorf("sameSpan(%q, %q) = %v", test.gold.Of(text), test.got.Of(text), got)
			}
		})
	}
}

// FuzzLoad checks that gold which loads is whole, and that errors are ErrGold.
func FuzzLoad(f *testing.F) {
	f.Add(`{"document": "a", "entities": [{"id": "person:y", "name": "Y", "forms": ["Y#2"]}], "roles": [{"person": "person:y", "title": "vd"}], "unjudged": ["concept"]}`, "Y och Y")
	f.Add(`{"document": "a", "entities": [], "unjudged": [""]}`, "")
	f.Fuzz(func(t *testing.T, record, text string) {
		all, err := Load(folder(map[string]string{"a.json": record}))
		if err != nil {
			if !errors.Is(err, ErrGold) {
				t.Fatalf("error without sentinel: %v", err)
			}
			return
		}
		text = strings.ToValidUTF8(text, "?")
		for _, gold := range all {
			if err := gold.check(); err != nil {
				t.Fatalf("loaded gold is wrong: %v", err)
			}
			found, err := gold.locate(text)
			if err != nil && !errors.Is(err, ErrQuote) {
				t.Fatalf("error without sentinel: %v", err)
			}
			for _, p := range found.places {
				if !p.Valid(text) || p.Empty() {
					t.Fatalf("place %v in %q", p, text)
				}
			}
		}
	})
}
