package read

import (
	"context"
	"testing"
	"time"

	"github.com/samband/samband/corpus"
)

// fuzz runs one reader on anything and checks what it promises.
func fuzz(f *testing.F, format corpus.Format, seeds ...string) {
	f.Helper()
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	limits := Limits{ArchiveBytes: 1 << 20, TextBytes: 1 << 20}
	f.Fuzz(func(t *testing.T, b []byte) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		for item, err := range Records(ctx, Input{Name: "fuzz", As: format, Bytes: b}, limits) {
			if ctx.Err() != nil {
				t.Fatal("ten seconds were not enough")
			}
			if err == nil {
				verify(t, item.Original, &item.Text)
			}
		}
	})
}

func FuzzPlain(f *testing.F) {
	fuzz(f, corpus.FormatPlain, minutes, "\xFF\xFEa\x00\r\x00", "e\u0301\r\n\x85", "[00:00:01] A\n(00:00:02) B\n00:00:03:01 - 00:00:04:02\nC",
		"**a [b](#) *c* d**", "f\xF6r \xE5ret")
}

func FuzzMarkdown(f *testing.F) {
	fuzz(f, corpus.FormatMarkdown, sampleMarkdown, "# a\n\n* b\n  1. c\n", "e&#x301;", "---\na: [&x b, *x]\n---\n", "[a]: b\n\n[a] `c` <d>")
}

func FuzzJSON(f *testing.F) {
	fuzz(f, corpus.FormatJSON, `{"text":"a\u00e5\ud83d\ude00\n"}`, "{\"text\":\"a\"}\n{\"text\":\"e\\u0301\"}", `[{"text":"x","authors":[{"name":"y"}]}]`)
}

func FuzzDetect(f *testing.F) {
	f.Add([]byte(minutes))
	f.Add([]byte("{"))
	f.Fuzz(func(t *testing.T, b []byte) {
		format, err := Detect(Input{Bytes: b})
		if (err == nil) != (format != "") {
			t.Errorf("format %q with error %v", format, err)
		}
	})
}

func FuzzSRT(f *testing.F) {
	fuzz(f, corpus.FormatSRT, sampleSRT, "00:01 --> 00:02\n1\n00:03 --> 00:04\n<b>{\\an8}x")
}

func FuzzVTT(f *testing.F) {
	fuzz(f, corpus.FormatVTT, sampleVTT, "WEBVTT\n\n00:01.000 --> 00:02.000\na<v B>c<v.x D>&nbsp;e")
}

func FuzzTranscript(f *testing.F) {
	fuzz(f, corpus.FormatTranscript, sampleTranscript, `{"segments":[{"start":1,"text":"e"},{"start":2,"text":"\u0301"}]}`)
}

func FuzzHTML(f *testing.F) {
	fuzz(f, corpus.FormatHTML, "<h1>a</h1><p>b <a href=x>c</a><ul><li>d<ol><li>e</ol></ul>", "<table>x<tr><td>a<td>b</table>",
		"<p>e&#x301;<b>\u0301</b>&shy;", "<main><nav>a</nav><form><button>x</button></form></main>", "<cite>A:</cite><time>0:01</time><p>b</p><cite>A</cite><p>c<cite>D</cite><p>&#x301;", "<pre>\n a</pre><select><option>b</select>")
}

func FuzzFeed(f *testing.F) {
	fuzz(f, corpus.FormatFeed, sampleFeed, "<feed><entry><title>a</title><content>b</content></entry></feed>", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_html":"<p>x"}]}`)
}

func FuzzDOCX(f *testing.F) {
	fuzz(f, corpus.FormatDOCX, string(packFiles(f, docxFiles())))
}

// FuzzDOCXBody packs anything as the main part, for mutated zip files rarely
// get past their checksums.
func FuzzDOCXBody(f *testing.F) {
	f.Add(docxFiles()["word/document.xml"])
	f.Fuzz(func(t *testing.T, body string) {
		files := docxFiles()
		files["word/document.xml"] = body
		item, err := single(t.Context(), Input{Name: "a.docx", As: corpus.FormatDOCX, Bytes: packFiles(t, files)}, DefaultLimits())
		if err == nil {
			verify(t, item.Original, &item.Text)
		}
	})
}

// FuzzODTBody does the same for OpenDocument.
func FuzzODTBody(f *testing.F) {
	f.Add(odtFiles()["content.xml"])
	f.Fuzz(func(t *testing.T, body string) {
		files := odtFiles()
		files["content.xml"] = body
		item, err := single(t.Context(), Input{Name: "a.odt", As: corpus.FormatODT, Bytes: packFiles(t, files)}, DefaultLimits())
		if err == nil {
			verify(t, item.Original, &item.Text)
		}
	})
}
