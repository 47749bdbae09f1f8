package read

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

func TestJSON(t *testing.T) {
	object := `{"id":"a1","title":"Vårbudget","text":"Rad ett.\n\nR\u00e5d \"två\" \ud83d\ude00.","date":"2021-04-28T10:00:00Z","kind":"report","authors":["Eva Ek",{"name":"Bo Al"}],"votes":3,"year":"199495"}`
	item := readOne(t, Input{Name: "a.json", Bytes: []byte(object)})
	want := corpus.Text{
		Canonical: "Rad ett.\n\nRåd \"två\" 😀.",
		Format:    corpus.FormatJSON, Title: "Vårbudget", Date: "2021-04-28", Kind: corpus.KindReport,
		Authors: []string{"Eva Ek", "Bo Al"},
		Meta:    map[string]string{"votes": "3", "year": "199495"},
		Blocks: []corpus.Block{
			{Span: corpus.Span{Start: 0, End: 8}, Kind: corpus.BlockParagraph},
			{Span: corpus.Span{Start: 10, End: 27}, Kind: corpus.BlockParagraph},
		},
		Origin: item.Text.Origin,
	}
	if diff := cmp.Diff(want, item.Text); diff != "" {
		t.Error(diff)
	}
	if item.ID != "a1" {
		t.Errorf("id %q", item.ID)
	}
}

func TestRecords(t *testing.T) {
	tests := []struct {
		name, input string
		ids         []string
		places      []string
	}{
		{"lines", "{\"text\":\"a\"}\n\n{\"id\":\"x\",\"text\":\"b\"}\n{\"id\":\"y\",\"source\":\"s\",\"text\":\"c\"}\n", []string{"1", "x", "s"}, nil},
		{"bad line", "{\"text\":\"a\"}\n{\"text\":\n{\"text\":\"c\"}", []string{"1", "3"}, []string{"line 2"}},
		{"no text", "{\"text\":\"a\"}\n{\"title\":\"b\"}\n{\"text\":\" \"}", []string{"1"}, []string{"line 2", "line 3"}},
		{"array", `[{"text":"a"}, {"id":7,"text":"b"}, 3]`, []string{"1", "7"}, []string{"record 3"}},
		{"pretty object", "{\n \"text\": \"a\"\n}\n", []string{""}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var ids, places []string
			for item, err := range Records(context.Background(), Input{Name: "d.jsonl", Bytes: []byte(test.input)}, Limits{}) {
				var e *Error
				switch {
				case errors.As(err, &e):
					places = append(places, e.Place)
				case err != nil:
					t.Fatal(err)
				default:
					verify(t, item.Original, &item.Text)
					ids = append(ids, item.ID)
				}
			}
			if diff := cmp.Diff(test.ids, ids); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.places, places); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestJSONWithHTML(t *testing.T) {
	text := readOne(t, Input{Name: "a.json", Bytes: []byte(`{"kind":"Protokoll","text":"<h2>Beslut<\/h2><p>R\u00e4tt &amp; sl\u00e4tt.</p>"}`)}).Text
	if diff := cmp.Diff([]string{"heading 2: Beslut", "paragraph: Rätt & slätt."}, outline(&text)); diff != "" {
		t.Error(diff)
	}
	if text.Kind != corpus.KindMinutes || text.Format != corpus.FormatJSON {
		t.Errorf("kind %q, format %q", text.Kind, text.Format)
	}
}

func TestDates(t *testing.T) {
	tests := []struct{ value, want string }{
		{"2021-04-28", "2021-04-28"},
		{"2021-04-28T23:30:00-05:00", "2021-04-28"},
		{"2021-04", "2021-04"},
		{"2021", "2021"},
		{"20210428", "2021-04-28"},
		{"199495", "1994"},
		{"2021/22", "2021"},
		{"Thu, 03 Mar 2022 06:00:00 +0100", "2022-03-03"},
		{"2021-13-01", ""},
		{"i går", ""},
		{"", ""},
		{"0000", ""},
	}
	for _, test := range tests {
		if got := yearDate(test.value); got != test.want {
			t.Errorf("%q: got %q, want %q", test.value, got, test.want)
		}
	}
}
