package read

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

const sampleMarkdown = `---
title: "Tillsammans för bättre data"
date: 2021-04-28
author: [Eva Ek, Bo Al]
lang: sv
version: 3
---

# Bakgrund

Arbetet med *precisionshälsa* leds av [Samverkansgruppen](https://exempel.se/grupp).
En andra rad.[^1]

## 2.1 Beslut & \*följder\*

1. Mötet öppnas
2. Val av justerare
   - Åke Öberg
   - Märta Sjö

> Vi ser &auml;ntligen resultat.

| Namn | Roll |
|------|------|
| Eva  | **Ordförande** |

![Diagram över flödet](flode.png)

Se <https://exempel.se/rapport>.

[^1]: Se rapporten 2021:17.
`

func TestMarkdown(t *testing.T) {
	text := readOne(t, Input{Name: "rapport.md", Bytes: []byte(sampleMarkdown)}).Text
	want := []string{
		"heading 1: Bakgrund",
		"paragraph: Arbetet med precisionshälsa leds av Samverkansgruppen. En andra rad.[1]",
		"heading 2: 2.1 Beslut & *följder*",
		"list-item 1 [1.]: Mötet öppnas",
		"list-item 1 [2.]: Val av justerare",
		"list-item 2 [-]: Åke Öberg",
		"list-item 2 [-]: Märta Sjö",
		"quote: Vi ser äntligen resultat.",
		"table-row: Namn\tRoll",
		"table-row: Eva\tOrdförande",
		"caption: Diagram över flödet",
		"paragraph: Se https://exempel.se/rapport.",
		"footnote [1]: Se rapporten 2021:17.",
	}
	if diff := cmp.Diff(want, outline(&text)); diff != "" {
		t.Errorf("%s\n%s", diff, text.Canonical)
	}
	if text.Title != "Tillsammans för bättre data" || text.Date != "2021-04-28" || text.Language != "sv" || text.Meta["version"] != "3" {
		t.Errorf("metadata %+v", text)
	}
	if diff := cmp.Diff([]string{"Eva Ek", "Bo Al"}, text.Authors); diff != "" {
		t.Error(diff)
	}
	var links []string
	for _, l := range text.Links {
		links = append(links, l.Of(text.Canonical)+" "+l.Target)
	}
	if diff := cmp.Diff([]string{"Samverkansgruppen https://exempel.se/grupp", "https://exempel.se/rapport https://exempel.se/rapport"}, links); diff != "" {
		t.Error(diff)
	}
}

func TestMarkdownIsRecognised(t *testing.T) {
	tests := []struct {
		name, file, text string
		want             corpus.Format
	}{
		{"extension", "a.md", "bara text", corpus.FormatMarkdown},
		{"two headings", "a.txt", "# Ett\n\ntext\n\n# Två\n", corpus.FormatMarkdown},
		{"heading and link", "a.txt", "# Ett\n\n[här](http://a.se)\n", corpus.FormatMarkdown},
		{"front matter", "a", "---\ntitle: x\n---\ntext", corpus.FormatMarkdown},
		{"link alone", "a.txt", "Se [här](http://a.se)\n", corpus.FormatPlain},
		{"number sign", "a.txt", "Nummer:\n# 1 på listan\n", corpus.FormatPlain},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Detect(Input{Name: test.file, Bytes: []byte(test.text)})
			if err != nil || got != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
}
