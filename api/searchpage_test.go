package api_test

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/samband/samband/api"
)

// links returns the addresses and texts of the links below elements of a class.
func links(t *testing.T, body, class string) map[string]string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	var walk func(node *html.Node, inside bool)
	walk = func(node *html.Node, inside bool) {
		for _, attribute := range node.Attr {
			if attribute.Key == "class" && attribute.Val == class {
				inside = true
			}
			if inside && node.Data == "a" && attribute.Key == "href" {
				var text strings.Builder
				for child := range node.Descendants() {
					if child.Type == html.TextNode {
						text.WriteString(child.Data)
					}
				}
				found[attribute.Val] = text.String()
			}
		}
		for child := node.FirstChild; child != nil; child = child.NextSibling {
			walk(child, inside)
		}
	}
	walk(root, false)
	return found
}

// TestFacetLinksGiveWhatTheyCount follows the links of a search page without a
// script: each gives as many hits as it says, and a chip that takes it back.
func TestFacetLinksGiveWhatTheyCount(t *testing.T) {
	handler, _ := serve(t)
	page := get(t, handler, "/search?mode=text&q=kommun&lang=en").Body.String()
	facets := links(t, page, "facets")
	if len(facets) < 4 {
		t.Fatalf("facets %v", facets)
	}
	for address, text := range facets {
		words := strings.Fields(text)
		narrowed := get(t, handler, address+"&lang=en").Body.String()
		if !strings.Contains(narrowed, `data-total="`+words[len(words)-1]+`"`) {
			_, shown, _ := strings.Cut(narrowed, "<h1")
			t.Errorf("%s says %s, and gives %.300s", address, text, shown)
		}
		chips := links(t, narrowed, "chips")
		if len(chips) != 1 {
			t.Errorf("%s: chips %v", address, chips)
		}
		for back := range chips {
			if _, err := url.Parse(back); err != nil || strings.Contains(back, "kind=") || strings.Contains(back, "year=") {
				t.Errorf("the chip of %s leads to %s", address, back)
			}
		}
	}
}

// TestWordPages checks that tables hold in CSV what they show.
func TestWordPages(t *testing.T) {
	handler, _ := serve(t)
	for path, heading := range map[string]string{"/kwic?q=skyfall&sort=left": "left", "/trend?q=skyfall": "year"} {
		answer := get(t, handler, path)
		if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), "<table>") {
			t.Fatalf("%s: %d", path, answer.Code)
		}
		rows, err := csv.NewReader(get(t, handler, path+"&format=csv").Body).ReadAll()
		if err != nil || len(rows) < 2 || rows[0][0] != heading {
			t.Fatalf("%s as CSV: %v, %v", path, rows, err)
		}
		if shown := strings.Count(answer.Body.String(), "<tr>") - 1; shown != len(rows)-1 {
			t.Errorf("%s shows %d rows, CSV has %d", path, shown, len(rows)-1)
		}
	}
	total := decode[api.SearchResponse](t, get(t, handler, "/api/v1/search?mode=text&q=skyfall&limit=1")).Total.Value
	if body := get(t, handler, "/trend?q=skyfall&lang=en").Body.String(); !strings.Contains(body, strconv.Itoa(total)+" passages.") {
		t.Errorf("the trend does not sum to %d", total)
	}
}
