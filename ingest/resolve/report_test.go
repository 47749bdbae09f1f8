package resolve_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/ingest/extract"
	"github.com/samband/samband/ingest/resolve"
)

// reportKeys are the keys of the only report that a document names.
func reportKeys(name, canonical, number string) []string {
	m := extract.Mention{
		Kind: graph.Report, Span: corpus.Span{Start: 0, End: 4}, Name: name, Canonical: canonical, Refers: -1,
		Attributes: map[string]string{"number": number},
	}
	in := extract.Input{Text: &corpus.Text{Canonical: "text"}, Structure: &corpus.Structure{}}
	r := resolve.Document(corpus.Document{ID: "d"}, in, extract.Result{Mentions: []extract.Mention{m}})
	return slices.DeleteFunc(r.Claims[0].Keys, func(key string) bool { return key == "document=d" })
}

func TestReportTitles(t *testing.T) {
	tests := map[string]struct {
		name, canonical, number string
		want                    []string
	}{
		"number explains the title": {
			"Farleder i norr", "SOU 2021:99", "SOU 2021:99",
			[]string{"report:sou-2021-99", "names=report:farleder-i-norr"},
		},
		"number explains the main title": {
			"Isar som aldrig bär: Vintrar vid kusten", "Sjöfartsverket 2021:7", "2021:7",
			[]string{"report:sjöfartsverket-2021-7", "names=report:isar-som-aldrig-bär", "names=report:isar-som-aldrig-bär-vintrar-vid-kusten"},
		},
		"a vision is not the report about it": {
			"Vision 2030 – vem styr den", "Sjöfartsverket 2021:7", "2021:7",
			[]string{"report:sjöfartsverket-2021-7", "names=report:vision-2030-vem-styr-den"},
		},
		"bare number without publisher": {
			"Farleder i norr", "farleder i norr", "2021:7",
			[]string{"report:farleder-i-norr", "alias=report:farleder-i-norr"},
		},
		"title alone": {
			"Farleder i norr", "farleder i norr", "",
			[]string{"report:farleder-i-norr", "alias=report:farleder-i-norr"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, reportKeys(test.name, test.canonical, test.number)); diff != "" {
				t.Errorf("keys (-want +got):\n%s", diff)
			}
		})
	}
}
