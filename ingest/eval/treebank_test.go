package eval

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/ingest/extract/tagger"
)

// marked prints a sentence with its names in brackets.
func marked(s Sentence) string {
	var b strings.Builder
	last := 0
	for _, n := range s.Names {
		b.WriteString(s.Text[last:n.Start] + "[" + string(kindOrOther(n.Kind)) + " " + n.Of(s.Text) + "]")
		last = n.End
	}
	return b.String() + s.Text[last:]
}

func TestReadIOB2(t *testing.T) {
	const input = "# newdoc id = d1\n# sent_id = 1\n# text = Anna Ek, Bo och SVT:s Åsa.\n" +
		"1\tAnna\tB-PER\t-\t-\n2\tEk\tI-PER\t-\t-\n3\t,\tO\n4\tBo\tB-PER\n5\toch\tO\n6\tSVT:s\tB-ORG\n7\tÅsa\tB-PER\n8\t.\tO\n\n\n" +
		"# text = (Andra ord än orden)\n1\t(\tO\n2\ti\tO\n3\tGävle\tB-LOC\n4\tEk\tB-PER\n5\t)\tO\n6\tOS\tB-OTH\n"
	sentences, err := ReadIOB2(strings.NewReader(input))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range sentences {
		got = append(got, s.Document+": "+marked(s))
	}
	want := []string{
		"d1: [person Anna Ek], [person Bo] och [organisation SVT:s] [person Åsa].",
		"d1: (i [place Gävle] [person Ek]) [other OS]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if sentences[0].Words != 8 {
		t.Errorf("%d words, want 8", sentences[0].Words)
	}
}

func TestReadColumns(t *testing.T) {
	const input = "”\t0\nAnna\tPER\nEk\tPER\nIKEA\tORG\n”\t0\n,\t0\nsa\t0\nhon\t0\n.\t0\n\nOS MISC\ni 0\nÅre LOC\n"
	sentences, err := ReadColumns(strings.NewReader(input))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range sentences {
		got = append(got, marked(s))
	}
	want := []string{"”[person Anna Ek] [organisation IKEA]”, sa hon.", "[other OS] i [place Åre]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTreebankErrors(t *testing.T) {
	tests := map[string]struct {
		read  func(string) error
		input string
		says  string
	}{
		"unknown tag":      {readIOB2, "1\tAnna\tB-PER\n2\tEk\tB-NAME\n", "line 2"},
		"outside with B":   {readIOB2, "1\tAnna\tB-O\n", "line 1"},
		"two columns":      {readIOB2, "1\tAnna\n", "tabs"},
		"empty token":      {readIOB2, "1\t\tO\n", "tabs"},
		"one column":       {readColumns, "Anna\n", "line 1"},
		"three columns":    {readColumns, "Anna Ek PER\n", "line 1"},
		"not UTF-8":        {readColumns, "\xe5 0\n", "UTF-8"},
		"line without end": {readColumns, strings.Repeat("å", 1<<16) + " 0", "too long"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if err := test.read(test.input); !errors.Is(err, ErrTreebank) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error = %v, want ErrTreebank with %q", err, test.says)
			}
		})
	}
}

func readIOB2(input string) error {
	_, err := ReadIOB2(strings.NewReader(input))
	return err
}

func readColumns(input string) error {
	_, err := ReadColumns(strings.NewReader(input))
	return err
}

func TestLoadTreebanks(t *testing.T) {
	fsys := folder(map[string]string{
		"sv-test.iob2": "1\tAnna\tB-PER\n", "klintan_test.txt": "Bo PER\n", "sv-train.iob2": "broken", "README.md": "test",
	})
	all, err := LoadTreebanks(fsys, func(name string) bool { return strings.Contains(name, "test") })
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, treebank := range all {
		got = append(got, treebank.Name)
	}
	if diff := cmp.Diff([]string{"klintan_test", "sv-test"}, got); diff != "" {
		t.Error(diff)
	}
	if all[0].Convention != tagger.News || all[1].Convention != tagger.Universal {
		t.Errorf("conventions %v and %v, want News and Universal", all[0].Convention, all[1].Convention)
	}
	if _, err := LoadTreebanks(fsys, func(string) bool { return false }); !errors.Is(err, ErrTreebank) {
		t.Errorf("nothing to load: %v, want ErrTreebank", err)
	}
	if _, err := LoadTreebanks(fsys, func(string) bool { return true }); !errors.Is(err, ErrTreebank) || !strings.Contains(err.Error(), "sv-train.iob2") {
		t.Errorf("broken file: %v, want ErrTreebank with its name", err)
	}
}

// whole checks what must hold of every sentence that was read.
func whole(t *testing.T, sentences []Sentence) {
	t.Helper()
	for _, s := range sentences {
		at := 0
		for _, n := range s.Names {
			if !n.Valid(s.Text) || n.Empty() || n.Start < at {
				t.Fatalf("names %v do not ascend in %q", s.Names, s.Text)
			}
			at = n.End
		}
		if s.Words == 0 || s.Text == "" {
			t.Fatalf("empty sentence %+v", s)
		}
	}
}

// FuzzReadIOB2 checks that names are valid and that errors are ErrTreebank.
func FuzzReadIOB2(f *testing.F) {
	f.Add("# text = Anna Ek.\n1\tAnna\tB-PER\n2\tEk\tI-PER\n3\t.\tO\n")
	f.Add("1\tå\xff\tB-LOC\n\n#\tO\tO\n")
	f.Fuzz(func(t *testing.T, input string) {
		sentences, err := ReadIOB2(strings.NewReader(input))
		if err != nil && !errors.Is(err, ErrTreebank) {
			t.Fatalf("error without sentinel: %v", err)
		}
		whole(t, sentences)
	})
}

// FuzzReadColumns checks the same, and that no token is lost.
func FuzzReadColumns(f *testing.F) {
	f.Add("Anna\tPER\nEk\tPER\n.\t0\n\n” 0\nÅre LOC\n” 0\n")
	f.Fuzz(func(t *testing.T, input string) {
		sentences, err := ReadColumns(strings.NewReader(input))
		if err != nil {
			if !errors.Is(err, ErrTreebank) {
				t.Fatalf("error without sentinel: %v", err)
			}
			return
		}
		whole(t, sentences)
		var tokens, text strings.Builder
		for i, field := range strings.Fields(input) {
			if i%2 == 0 {
				tokens.WriteString(field)
			}
		}
		for _, s := range sentences {
			text.WriteString(strings.ReplaceAll(s.Text, " ", ""))
		}
		if tokens.String() != text.String() {
			t.Fatalf("tokens %q became %q", tokens.String(), text.String())
		}
	})
}

// FuzzJoin checks that spans hold their tokens.
func FuzzJoin(f *testing.F) {
	f.Add(`Hon sa " ja " ( och nej ) .`)
	f.Fuzz(func(t *testing.T, line string) {
		tokens := strings.Fields(line)
		text, spans := join(tokens)
		var got []string
		for _, s := range spans {
			got = append(got, s.Of(text))
		}
		if !slices.Equal(tokens, got) {
			t.Fatalf("tokens %q became %q in %q", tokens, got, text)
		}
	})
}
