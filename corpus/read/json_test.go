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
