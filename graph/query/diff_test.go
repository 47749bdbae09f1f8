package query

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiff(t *testing.T) {
	cases := []struct {
		name          string
		before, after string
		want          []string
	}{
		{"the same", "a\nb", "a\n\n  b  \n", nil},
		{"added", "a\nc", "a\nb\nc", []string{"+b"}},
		{"removed", "a\nb\nc", "a\nc", []string{"-b"}},
		{"altered", "a\nå ä ö\nc", "a\nö ä å\nc", []string{"-å ä ö+ö ä å"}},
		{"several", "a\nb\nc\nd\ne", "a\nx\nc\ne\nf", []string{"-b+x", "-d", "+f"}},
		{"from nothing", "", "a\nb", []string{"+a\nb"}},
		{"to nothing", "a\nb", "\n", []string{"-a\nb"}},
		{"all else", "a", "b", []string{"-a+b"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, edit := range diff(c.before, c.after) {
				words := ""
				if edit.Before != "" {
					words += "-" + edit.Before
				}
				if edit.After != "" {
					words += "+" + edit.After
				}
				got = append(got, words)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			patched(t, c.before, c.after)
		})
	}
}

// patched fails unless the edits turn one text into the other, line by line.
func patched(t *testing.T, before, after string) {
	t.Helper()
	words := func(ls []line) (all []string) {
		for _, l := range ls {
			all = append(all, l.words)
		}
		return all
	}
	d := &differ{old: lines(before), fresh: lines(after)}
	d.compare(0, len(d.old), 0, len(d.fresh))
	old, fresh := words(d.old), words(d.fresh)
	var got []string
	at := 0
	for _, h := range d.hunks {
		got = append(append(got, old[at:h[0]]...), fresh[h[2]:h[3]]...)
		at = h[1]
	}
	if got = append(got, old[at:]...); !slices.Equal(got, fresh) {
		t.Errorf("edits of %q make %q, not %q", before, got, fresh)
	}
	for _, edit := range diff(before, after) {
		if !edit.Removed.Valid(before) || !edit.Added.Valid(after) || edit.Removed.Empty() && edit.Added.Empty() {
			t.Errorf("edit %+v", edit)
		}
	}
}

func TestDiffOfLongTexts(t *testing.T) {
	var before, after []string
	for i := range 3000 {
		before = append(before, fmt.Sprint("rad ", i), "tom")
		if i%700 != 3 {
			after = append(after, fmt.Sprint("rad ", i), "tom")
		}
		if i%900 == 5 {
			after = append(after, fmt.Sprint("ny ", i))
		}
	}
	a, b := strings.Join(before, "\n"), strings.Join(after, "\n")
	patched(t, a, b)
	if edits := diff(a, b); len(edits) != 9 {
		t.Errorf("%d edits, want one for each of five gaps and four new lines", len(edits))
	}
	patched(t, strings.Repeat("samma\n", 3000), strings.Repeat("annan\n", 2000))
}

func TestClipCutsNoLetter(t *testing.T) {
	if got := clip(strings.Repeat("a", maxWords-1) + "åå"); got != strings.Repeat("a", maxWords-1) {
		t.Errorf("clipped to %d bytes", len(got))
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("a\nb\nå", "b\nc")
	f.Add("", "\n\n")
	f.Add("x\r\ny", "x\ny\x00")
	f.Fuzz(func(t *testing.T, before, after string) {
		before, after = strings.ToValidUTF8(before, "?"), strings.ToValidUTF8(after, "?")
		patched(t, before, after)
	})
}
