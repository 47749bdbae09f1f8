package main

import (
	"testing"
	"time"
)

func TestMoment(t *testing.T) {
	zone := time.FixedZone("", 3600)
	now := time.Date(2026, 11, 25, 14, 30, 0, 0, zone) // a Wednesday
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, zone) }
	cases := []struct {
		text string
		want time.Time
		bad  bool
	}{
		{"", time.Time{}, false},
		{"2026-11-23", day(23), false},
		{"2026-11-23T12:00:00Z", time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), false},
		{"måndag", day(23), false},
		{"Onsdag", day(25), false},
		{"thursday", day(19), false},
		{"idag", day(25), false},
		{"i går", day(24), false},
		{"yesterday", day(24), false},
		{"3d", now.AddDate(0, 0, -3), false},
		{"90m", now.Add(-90 * time.Minute), false},
		{"-3h", time.Time{}, true},
		{"-1d", time.Time{}, true},
		{"häromdagen", time.Time{}, true},
		{"2026-02-31", time.Time{}, true},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			if got, known := moment(c.text, now); !got.Equal(c.want) || known == c.bad {
				t.Errorf("got %v, %v; want %v", got, known, c.want)
			}
		})
	}
}
