package read

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files") //nolint:gochecknoglobals // flags are registered before the tests run

// golden compares text with a file of testdata, which -update rewrites.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestHTMLPages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := readOne(t, Input{Name: file, Bytes: b}).Text
			golden(t, strings.TrimSuffix(filepath.Base(file), ".html")+".golden", strings.Join(outline(&text), "\n")+"\n")
		})
	}
}

func TestHTMLMetadata(t *testing.T) {
	b, err := os.ReadFile("testdata/news.html")
	if err != nil {
		t.Fatal(err)
	}
	text := readOne(t, Input{Name: "news.html", Bytes: b}).Text
	got := []string{text.Title, text.Date, text.Publisher, text.Language, text.URL, string(text.Kind), strings.Join(text.Authors, ";"), text.Meta["description"]}
	want := []string{
		"Tre kommuner delar på e-tjänst för läkemedel", "2022-09-14", "Exempelbygdens kommun", "sv",
		"https://www.exempelbygden.example/nyheter/e-tjanst", "article", "Karin Vall", "Ett treårigt samarbete om säkrare läkemedelshantering.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHTML(t *testing.T) {
	tests := []struct{ name, input, want string }{
		{"latin-1 declared", "<html><head><meta charset=iso-8859-1><title>x</title></head><body><p>F\xf6rsta m\xf6tet</p></body></html>", "Första mötet"},
		{"false declaration", "<html><head><meta charset=iso-8859-1></head><body><p>Första mötet</p></body></html>", "Första mötet"},
		{"inline elements", "<p>Ett <b>fet</b>t <i>ord</i>\n  till</p>", "Ett fett ord till"},
		{"entities", "<p>R&auml;tt &amp; sl&#228;tt e&#x301; &shy;x</p>", "Rätt & slätt é x"},
		{"line breaks", "<p>Ett<br>\ntvå</p><p>tre</p>", "Ett\ntvå\n\ntre"},
		{"layout table", "<table><tr><td><h1>Rubrik</h1><p>Text</p></td></tr></table>", "Rubrik\n\nText"},
		{"paragraphs in cells", "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a b\tc"},
		{"list in a cell", "<table><tr><td>Närvarande</td><td><p>Eva</p><p>Bo</p><p>Åsa</p></td></tr></table>", "Närvarande\n\nEva\n\nBo\n\nÅsa"},
		{"preformatted", "<pre>a  b\n c</pre>", "a  b\n c"},
		{"foster parent", "<table>utanför<tr><td>a</td><td>b</td></tr></table><p>efter</p>", "utanför\n\na\tb\n\nefter"},
		{"hidden", "<p>syns</p><p style='display: none'>syns inte</p><p hidden>inte</p><script>x</script>", "syns"},
		{"windows line ends", "<p>a\r\nb</p>\r\n<p>c</p>", "a b\n\nc"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := readOne(t, Input{Name: "a.html", Bytes: []byte(test.input)}).Text
			if got := strings.TrimSpace(text.Canonical); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
