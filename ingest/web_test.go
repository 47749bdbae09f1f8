package ingest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/samband/samband/ingest"
	"github.com/samband/samband/ingest/ingesttest"
	"github.com/samband/samband/ingest/source"
)

// podcast is a server with a feed of one episode, whose transcript it can
// withhold.
type podcast struct {
	*httptest.Server
	withheld  atomic.Bool
	title     atomic.Value // of the episode, string; part of the feed's ETag
	delivered atomic.Int32 // feeds sent in full
}

func newPodcast(t *testing.T) *podcast {
	t.Helper()
	p := &podcast{}
	p.title.Store("Avsnitt")
	mux := http.NewServeMux()
	mux.HandleFunc("/feed.xml", p.feed)
	mux.HandleFunc("/t/1.vtt", func(w http.ResponseWriter, _ *http.Request) {
		if p.withheld.Load() {
			http.Error(w, "senare", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "text/vtt; charset=utf-8")
		_, _ = fmt.Fprint(w, "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Anna Lindqvist>Dagvattnet får plats i gatan.\n")
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func (p *podcast) feed(w http.ResponseWriter, r *http.Request) {
	tag := fmt.Sprintf(`"%d"`, len(p.title.Load().(string)))
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	p.delivered.Add(1)
	w.Header().Set("Content-Type", "application/rss+xml")
	_, _ = fmt.Fprintf(w, `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Podden</title>
<item><guid>avsnitt-1</guid><title>%s</title><description>Om dagvatten.</description>
<podcast:transcript url="t/1.vtt" type="text/vtt"/></item></channel></rss>`, p.title.Load())
}

func TestFeedWithTranscripts(t *testing.T) {
	server := newPodcast(t)
	lister := source.New(source.Config{AllowPrivate: true})
	l := ingesttest.OpenWith(t, t.TempDir(), 2, lister.Fetcher())
	run := func(what string, want ingest.Summary, transcript bool) {
		t.Helper()
		events, got := l.Run(t, ingest.Job{Files: lister.Files(t.Context(), server.URL+"/feed.xml")})
		if got.Added != want.Added || got.Updated != want.Updated || got.Unchanged != want.Unchanged || got.Failed != want.Failed {
			t.Errorf("%s: %+v, %v", what, got, events)
		}
		if found := strings.Contains(export(t, l), "får plats i gatan"); found != transcript {
			t.Errorf("%s: transcript in the graph: %v", what, found)
		}
	}
	server.withheld.Store(true)
	run("transcript withheld", ingest.Summary{Added: 1, Failed: 1}, false)
	server.withheld.Store(false)
	run("transcript there, feed unchanged", ingest.Summary{Updated: 1}, true)
	run("nothing new", ingest.Summary{Unchanged: 1}, true)
	if sent := server.delivered.Load(); sent != 2 {
		t.Errorf("the feed was sent %d times, want 2: validators are not used", sent)
	}
	server.title.Store("Avsnittet")
	server.withheld.Store(true)
	run("feed changed, transcript withheld", ingest.Summary{Failed: 1}, true)
	server.withheld.Store(false)
	run("transcript there again", ingest.Summary{Unchanged: 1}, true)
	verify(t, l)
}
