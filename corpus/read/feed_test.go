package read

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

const sampleFeed = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Datapodden</title><language>sv</language><link>https://podd.example</link>
<item><title>Avsnitt 2: Register &amp; rätt</title><guid>ep-2</guid><link>https://podd.example/2</link>
<pubDate>Thu, 03 Mar 2022 06:00:00 +0100</pubDate><itunes:duration>00:31:05</itunes:duration>
<enclosure url="https://podd.example/2.mp3" type="audio/mpeg" length="1"/>
<podcast:person role="host">Eva Ek</podcast:person><podcast:person role="guest">Bo Al</podcast:person><podcast:person role="guest">Åsa Lo</podcast:person>
<podcast:transcript url="https://podd.example/2.txt" type="text/plain"/>
<podcast:transcript url="https://podd.example/2.vtt" type="text/vtt"/>
<podcast:transcript url="https://podd.example/2.json" type="application/json"/>
<podcast:transcript url="https://podd.example/2.srt" type="application/x-subrip"/>
<description>Kort.</description>
<content:encoded><![CDATA[<p>Vi talar om <a href="https://a.example">register</a>.</p><ul><li>Ett</li></ul>]]></content:encoded></item>
<item><title>Avsnitt 1</title><link>https://podd.example/1</link><description>F&#246;rsta &lt;b&gt;avsnittet&lt;/b&gt;.</description></item>
</channel></rss>`

func TestFeed(t *testing.T) {
	items, err := Read(context.Background(), Input{Name: "podd.xml", Bytes: []byte(sampleFeed)}, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 2 {
		t.Fatalf("%d items", len(items))
	}
	for _, item := range items {
		verify(t, item.Original, &item.Text)
		if !strings.HasPrefix(string(item.Original), "<item>") {
			t.Errorf("original %q", item.Original)
		}
	}
	first := items[0]
	want := corpus.Text{
		Canonical: "Avsnitt 2: Register & rätt\n\nVi talar om register.\n\nEtt",
		Title:     "Avsnitt 2: Register & rätt", Date: "2022-03-03", Publisher: "Datapodden", Language: "sv", URL: "https://podd.example/2",
		Kind: corpus.KindPodcast, Format: corpus.FormatFeed, Duration: 31*time.Minute + 5*time.Second,
		Meta:   map[string]string{"host": "Eva Ek", "guest": "Bo Al; Åsa Lo", "enclosure": "https://podd.example/2.mp3"},
		Blocks: first.Text.Blocks, Links: first.Text.Links, Origin: first.Text.Origin,
	}
	if diff := cmp.Diff(want, first.Text); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"heading 1: Avsnitt 2: Register & rätt", "paragraph: Vi talar om register.", "list-item 1: Ett"}, outline(&first.Text)); diff != "" {
		t.Error(diff)
	}
	var order []string
	for _, e := range first.Fetch {
		order = append(order, suffix(e.URL))
	}
	if diff := cmp.Diff([]string{".json", ".vtt", ".srt", ".txt"}, order); diff != "" {
		t.Error(diff)
	}
	if items[1].Text.Canonical != "Avsnitt 1\n\nFörsta avsnittet." || items[1].ID != "https://podd.example/1" {
		t.Errorf("second item %q %q", items[1].ID, items[1].Text.Canonical)
	}
}

func TestAtomAndBrokenFeeds(t *testing.T) {
	atom := `<?xml version="1.0" encoding="iso-8859-1"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Nytt</title><entry><id>a:1</id><title>R` + "\xe4" + `tt</title><updated>2021-05-01T10:00:00Z</updated><author><name>Eva Ek</name></author><content type="html">&lt;p&gt;Hej&lt;/p&gt;</content></entry></feed>`
	item := readOne(t, Input{Name: "a.atom", Bytes: []byte(atom)})
	if item.Text.Title != "Rätt" || item.Text.Date != "2021-05-01" || item.Text.Canonical != "Rätt\n\nHej" || len(item.Text.Authors) != 1 {
		t.Errorf("%+v", item.Text)
	}
	for _, broken := range []string{"<rss><channel>", "<rss version='2.0'><channel><title>x</title></channel></rss>"} {
		if _, err := Read(context.Background(), Input{Name: "b.xml", Bytes: []byte(broken)}, Limits{}); err == nil {
			t.Errorf("no error for %q", broken)
		}
	}
}
