package main

import (
	"testing"
	"time"

	"github.com/samband/samband/ingest"
)

func TestProgressLine(t *testing.T) {
	for _, tt := range []struct {
		name     string
		expected int64
		swedish  bool
		want     string
	}{
		{"time left", 8_000_000, true, "2 filer, 7 textställen, 5 entiteter, 1.0 MB/s, 6s kvar"},
		{"in English", 8_000_000, false, "2 files, 7 passages, 5 entities, 1.0 MB/s, 6s left"},
		{"size unknown", 0, true, "2 filer, 7 textställen, 5 entiteter, 1.0 MB/s"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := &progress{program: &program{json: true, swedish: tt.swedish}, expected: tt.expected}
			g.count(ingest.Event{Original: 1_500_000, Passages: 4, Entities: 3})
			g.count(ingest.Event{Original: 500_000, Passages: 3, Entities: 2})
			if got := g.line(2 * time.Second); got != tt.want {
				t.Errorf("line = %q, want %q", got, tt.want)
			}
		})
	}
}
