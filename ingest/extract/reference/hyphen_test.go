package reference

import "testing"

func TestUnbroken(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"word", "antibiotikaresis-\ntens", "antibiotikaresistens"},
		{"indented", "recipient-\n  kontroll här", "recipientkontroll här"},
		{"coordinated", "hälso-\noch sjukvård", "hälso-\noch sjukvård"},
		{"abbreviation", "EU-\nkommissionen", "EU-\nkommissionen"},
		{"name with a hyphen", "Ann-\nSofie", "Ann-Sofie"},
		{"dash", "ja -\nnej", "ja -\nnej"},
		{"at the end", "tens-\n", "tens-\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Unbroken(tc.text); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func FuzzUnbroken(f *testing.F) {
	f.Add("antibiotikaresis-\ntens")
	f.Add("-\n-\nå-\nä")
	f.Fuzz(func(t *testing.T, s string) {
		if got := Unbroken(s); len(got) > len(s) {
			t.Errorf("%q became longer: %q", s, got)
		}
	})
}
