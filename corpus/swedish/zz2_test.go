package swedish

import (
	"os"
	"strings"
	"testing"
)

func BenchmarkTokenize(b *testing.B) {
	raw, _ := os.ReadFile("/tmp/ip.txt")
	s := string(raw)
	if len(s) > 4<<20 {
		s = s[:4<<20]
	}
	s = strings.ToValidUTF8(s, "")
	buf := make([]Token, 0, len(s)/4)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		buf = AppendTokens(buf[:0], s)
	}
}
