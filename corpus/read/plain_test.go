package read

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

const minutes = "Protokoll fört vid styrelsens möte den 3 maj 2021\n\nNärvarande: Åke Öberg, Märta Sjögren och René Blå.\n\n§ 1 Mötet öppnades – ”välkomna”, sade ordföranden.\n"

func encoded(t *testing.T, enc encoding.Encoding, text string) []byte {
	t.Helper()
	b, err := enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readOne(t *testing.T, input Input) Item {
	t.Helper()
	items, err := Read(context.Background(), input, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 1 {
		t.Fatalf("%d items, want 1", len(items))
	}
	verify(t, items[0].Original, &items[0].Text)
	return items[0]
}

func TestCharsets(t *testing.T) {
	latin := "Mötet öppnades av Åke. Närvarande var även Märta Sjögren.\nÄrendet bordlades.\n"
	tests := []struct {
		name  string
		bytes []byte
		want  string
	}{
		{"utf-8", []byte(minutes), minutes},
		{"utf-8 with byte order mark", append([]byte("\xEF\xBB\xBF"), minutes...), minutes},
		{"windows-1252", encoded(t, charmap.Windows1252, minutes), minutes},
		{"latin-1", encoded(t, charmap.ISO8859_1, latin), latin},
		{"quotation mark before a capital", encoded(t, charmap.Windows1252, "Hon sade: ”Jag kommer.”"), "Hon sade: ”Jag kommer.”"},
		{"mac roman", encoded(t, charmap.Macintosh, minutes), minutes},
		{"code page 850", encoded(t, charmap.CodePage850, latin), latin},
		{"utf-16 little endian with mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), minutes), minutes},
		{"utf-16 big endian with mark", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), minutes), minutes},
		{"utf-16 little endian", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), minutes), minutes},
		{"utf-16 big endian", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), minutes), minutes},
		{"decomposed", []byte("Mo\u0308tet A\u030Ake"), "Mötet Åke"},
		{"carriage returns", []byte("en\r\ntvå\rtre\n"), "en\ntvå\ntre\n"},
		{"controls", []byte("e\x00n \uFEFFt\u00advå\x07 tr\u200be\fny sida\u0096"), "en två tre\nny sida–"},
		{"no-break space stays", []byte("10\u00a0000 kronor"), "10\u00a0000 kronor"},
		{"a few broken characters", append([]byte(minutes), "\xE5ter"...), minutes + "åter"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := readOne(t, Input{Name: "protokoll.txt", Bytes: test.bytes}).Text.Canonical
			if got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestUnchangedTextHasOneAnchor(t *testing.T) {
	item := readOne(t, Input{Name: "a.txt", Bytes: []byte(minutes)})
	if len(item.Text.Origin) != 1 {
		t.Errorf("%d anchors for text that needed no change", len(item.Text.Origin))
	}
}

func TestRefused(t *testing.T) {
	tests := []struct {
		name   string
		bytes  []byte
		limits Limits
		want   error
	}{
		{"nothing", nil, Limits{}, ErrEmpty},
		{"white space", []byte(" \n\r\n\t"), Limits{}, ErrEmpty},
		{"byte order mark", []byte("\xEF\xBB\xBF"), Limits{}, ErrEmpty},
		{"image", []byte("\x89PNG\r\n\x1a\n"), Limits{}, ErrUnsupported},
		{"noise", []byte{1, 2, 3, 4, 0, 0, 7, 1, 2, 3, 0x90, 0}, Limits{}, ErrUnsupported},
		{"bytes", []byte("för långt"), Limits{Bytes: 4}, ErrTooLarge},
		{"text", []byte("för långt"), Limits{TextBytes: 4}, ErrTooLarge},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read(context.Background(), Input{Name: "a.txt", Bytes: test.bytes}, test.limits)
			if !errors.Is(err, test.want) {
				t.Fatalf("error %v, want %v", err, test.want)
			}
			var e *Error
			if !errors.As(err, &e) || e.Source != "a.txt" || e.Remedy == "" {
				t.Errorf("error %#v lacks source or remedy", err)
			}
		})
	}
}

func TestFormFeedsPartPages(t *testing.T) {
	text := readOne(t, Input{Name: "a.txt", Bytes: []byte("Ett\n\fTvå\n\n\fTre\f")}).Text
	if diff := cmp.Diff([]string{"paragraph p1: Ett", "paragraph p2: Två", "paragraph p3: Tre"}, outline(&text)); diff != "" {
		t.Error(diff)
	}
	if a, _ := text.At(len("Ett\n\nTv")); a.Page != 2 || text.Pages != 3 {
		t.Errorf("anchor %+v of %d pages", a, text.Pages)
	}
}

// TestAnchorsDecode proves the map to the original: the bytes from one anchor
// to the next decode to the text between them.
func TestAnchorsDecode(t *testing.T) {
	tests := []struct {
		name  string
		bytes []byte
	}{
		{"utf-8", []byte(minutes)},
		{"windows-1252", encoded(t, charmap.Windows1252, minutes)},
		{"mac roman", encoded(t, charmap.Macintosh, minutes)},
		{"utf-16", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), minutes)},
		{"utf-16 big endian", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), minutes)},
		{"decomposed", norm.NFD.Bytes([]byte(minutes))},
		{"carriage returns", []byte(strings.ReplaceAll(minutes, "\n", "\r"))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := readOne(t, Input{Name: "a.txt", Bytes: test.bytes}).Text
			cs := detectCharset(test.bytes, "")
			cs.bom = 0
			for i, a := range text.Origin {
				end, original := len(text.Canonical), int64(len(test.bytes))
				if i+1 < len(text.Origin) {
					end, original = text.Origin[i+1].Canonical, text.Origin[i+1].Original
				}
				part := test.bytes[a.Original:original]
				decoded := identity(string(part), 0)
				switch {
				case cs.wide:
					decoded = decodeWide(part, cs)
				case cs.table != nil:
					decoded = decodeTable(part, cs.table)
				}
				if got, want := clean(decoded).text, text.Canonical[a.Canonical:end]; got != want {
					t.Fatalf("anchor %+v: original %q, text %q", a, got, want)
				}
			}
		})
	}
}
