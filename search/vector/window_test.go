package vector

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/search/searchtest"
)

func TestWindows(t *testing.T) {
	u := searchtest.Update("a", "Badhuset\nStängt till hösten.\nRing 19121212-1212.")
	u.Document.Title = "Badhuset"
	u.Passages[2].Heading = "Frågor"
	passages, texts := windows(u)
	want := []string{"Badhuset", "Badhuset. Stängt till hösten.", "Badhuset. Frågor. Ring 19121212-****."}
	if diff := cmp.Diff(want, texts); diff != "" || passages[2] != u.Passages[2].ID {
		t.Errorf("windows of %v (-want +got):\n%s", passages, diff)
	}
	other := u
	other.Document.Title = "Simhallen"
	if printOf(u) == printOf(other) {
		t.Error("a change of what stands in front goes unnoticed")
	}
}
