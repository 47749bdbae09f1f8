package read

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"

	"github.com/samband/samband/corpus"
)

var (
	feedStart    = regexp.MustCompile(`(?is)^(?:<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>|\s)*<(?:rss|feed|rdf:RDF)[\s>]`)
	jsonFeed     = regexp.MustCompile(`"version"\s*:\s*"https?://jsonfeed\.org/`)
	feedItem     = regexp.MustCompile(`(?s)<item[\s>].*?</item\s*>|<entry[\s>].*?</entry\s*>`)
	xmlEncoding  = regexp.MustCompile(`^(\s*<\?xml[^>]*encoding\s*=\s*["'])[\w-]+`)
	markupInside = regexp.MustCompile(`<(?:[a-zA-Z]|/[a-zA-Z])|&(?:#\d+|[a-zA-Z]+);`)
)

// feedRecords yields one document for each item of an RSS, Atom or JSON feed:
// its title and full text, and in Fetch the transcripts it points to, best
// first. An item's original is its own element of the feed.
func feedRecords(ctx context.Context, input Input, limits Limits, yield func(Item, error) bool) {
	text := strings.TrimPrefix(decode(input.Bytes, markupCharset(input)).text, "\uFEFF")
	feed, err := gofeed.NewParser().ParseString(xmlEncoding.ReplaceAllString(text, "${1}utf-8"))
	if err != nil {
		yield(Item{}, damaged(input.Name, "", err))
		return
	}
	if len(feed.Items) == 0 {
		yield(Item{}, &Error{Source: input.Name, Err: fmt.Errorf("%w: the feed has no items", ErrEmpty), Remedy: "try again when it has some"})
		return
	}
	slicesOf := feedItem.FindAllString(text, -1)
	for i, entry := range feed.Items {
		if err := ctx.Err(); err != nil {
			yield(Item{}, err)
			return
		}
		original := ""
		if len(slicesOf) == len(feed.Items) {
			original = slicesOf[i]
		}
		if !yield(feedEntry(input.Name, i+1, feed, entry, original, limits)) {
			return
		}
	}
}

// feedEntry makes a document of one item.
func feedEntry(name string, number int, feed *gofeed.Feed, entry *gofeed.Item, original string, limits Limits) (Item, error) {
	place := "item " + strconv.Itoa(number)
	body := entry.Content
	if strings.TrimSpace(body) == "" {
		body = entry.Description
	}
	if original == "" { // the item's element was not found: what it says stands for it
		original = strings.Join([]string{entry.GUID, entry.Title, entry.Published, body}, "\n")
	}
	item := Item{
		ID:       firstOf([]string{entry.GUID, entry.Link, entry.Title, strconv.Itoa(number)}),
		Original: []byte(original),
		Fetch:    transcripts(entry.Extensions),
	}
	text, err := entryText(name, entry.Title, body, original)
	if err != nil {
		return Item{}, err
	}
	describeEntry(&text, feed, entry)
	item.Text = text
	if len(text.Canonical) > limits.TextBytes {
		return Item{}, exceeded(name, place, int64(len(text.Canonical)), int64(limits.TextBytes), "bytes of text", "--max-text")
	}
	if strings.TrimSpace(text.Canonical) == "" && len(item.Fetch) == 0 {
		return Item{}, empty(name, place)
	}
	return item, nil
}

// entryText lays out an item's title as a heading and its body below it.
func entryText(name, title, body, original string) (corpus.Text, error) {
	src := clean(within(body, original))
	p, err := parsePage(&src)
	if err != nil {
		return corpus.Text{}, damaged(name, "", err)
	}
	w := newHTMLWriter(layOut(nil), p)
	if title = strings.TrimSpace(title); title != "" {
		head := clean(within(title, original))
		w.src = &head
		w.copy(0, len(head.text))
		w.block(0, corpus.Block{Kind: corpus.BlockHeading, Level: 1})
		w.gap(2, -1)
		w.start = w.len()
	}
	if markupInside.MatchString(src.text) {
		w.src = &p.tokens
		w.children(p.root, 0)
		w.close(0)
	} else {
		w.src = &src
		at := w.len()
		w.copy(0, len(src.text))
		for _, b := range paragraphs(src.text) {
			b.Start, b.End = b.Start+at, b.End+at
			w.blocks = append(w.blocks, b)
		}
	}
	w.trimEnd()
	return w.text(corpus.FormatFeed), nil
}

// within returns text as a source that points into the original where it
// stands there literally, as in CDATA.
func within(text, original string) source {
	if at := strings.Index(original, text); at >= 0 && text != "" {
		return identity(text, int64(at))
	}
	return detached(text)
}

// describeEntry sets the metadata of an item's text.
func describeEntry(t *corpus.Text, feed *gofeed.Feed, entry *gofeed.Item) {
	t.Title = clean(detached(squeeze(entry.Title))).text
	t.Date = firstDate([]string{entry.Published, entry.Updated})
	t.Language, t.URL, t.Publisher = feed.Language, entry.Link, squeeze(feed.Title)
	for _, person := range entry.Authors {
		if person != nil && person.Name != "" {
			t.Authors = append(t.Authors, squeeze(person.Name))
		}
	}
	meta := map[string]string{}
	for _, e := range entry.Enclosures {
		if strings.HasPrefix(e.Type, "audio/") || strings.HasPrefix(e.Type, "video/") {
			t.Kind = corpus.KindPodcast
			meta["enclosure"] = e.URL
		}
	}
	if len(entry.Extensions["podcast"]["transcript"]) > 0 {
		t.Kind = corpus.KindPodcast
	}
	if entry.ITunesExt != nil {
		t.Duration = playingTime(entry.ITunesExt.Duration)
		if entry.ITunesExt.Episode != "" {
			meta["episode"] = entry.ITunesExt.Episode
		}
	}
	for _, person := range entry.Extensions["podcast"]["person"] {
		role := strings.ToLower(firstOf([]string{person.Attrs["role"], "host"}))
		meta[role] = strings.TrimPrefix(meta[role]+"; "+squeeze(person.Value), "; ")
	}
	if len(entry.Categories) > 0 {
		meta["keywords"] = strings.Join(entry.Categories, ", ")
	}
	if len(meta) > 0 {
		t.Meta = meta
	}
}

// playingTime reads a duration as feeds write it: seconds or a clock.
func playingTime(text string) time.Duration {
	if d, ok := duration(strings.TrimSpace(text)); ok {
		return d
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 || n > 1e7 {
		return 0
	}
	return time.Duration(n) * time.Second
}

// transcripts lists an item's podcast:transcript elements, those with times
// and voices first.
func transcripts(extensions ext.Extensions) []Enclosure {
	var found []Enclosure
	for _, e := range extensions["podcast"]["transcript"] {
		if url := e.Attrs["url"]; url != "" {
			found = append(found, Enclosure{URL: url, MediaType: e.Attrs["type"]})
		}
	}
	slices.SortStableFunc(found, func(a, b Enclosure) int { return transcriptRank(a) - transcriptRank(b) })
	return found
}

// transcriptRank orders transcripts by how much they tell: JSON and VTT name
// voices, SRT has times, HTML has paragraphs.
func transcriptRank(e Enclosure) int {
	kind := strings.ToLower(e.MediaType)
	if kind == "" {
		kind = suffix(e.URL)
	}
	for rank, names := range [][]string{{"json"}, {"vtt"}, {"srt", "subrip"}, {"html"}, {"text", "txt"}} {
		for _, name := range names {
			if strings.Contains(kind, name) && (name != "text" || !strings.Contains(kind, "/vtt")) {
				return rank
			}
		}
	}
	return 9
}
