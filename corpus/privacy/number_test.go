package privacy

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// The numbers are made up: dates with a computed control digit.
func TestMask(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"ten digits with sign", "Anna Ek, 850709-9805, kom.", "Anna Ek, 850709-****, kom."},
		{"ten digits without sign", "nummer 8507099805 angavs", "nummer 850709**** angavs"},
		{"twelve digits with sign", "(19850709-9805)", "(19850709-****)"},
		{"twelve digits without sign", "198507099805", "19850709****"},
		{"over a hundred", "121212+1212", "121212+****"},
		{"coordination number", "samordningsnummer 850769-9802", "samordningsnummer 850769-****"},
		{"dash of typography", "850709–9805", "850709–****"},
		{"space after a cue", "personnummer: 850709 9805", "personnummer: 850709 ****"},
		{"two of them", "850709-9805 och 121212-1212", "850709-**** och 121212-****"},
		{"leap day", "000229-0005", "000229-****"},
		{"telephone number said to be none", "personnummer 0701230005", "personnummer 070123****"},

		{"wrong control digit", "850709-9804", "850709-9804"},
		{"no such day", "850732-9806", "850732-9806"},
		{"no such leap day", "010229-0004", "010229-0004"},
		{"organisation", "org.nr 556016-0680", "org.nr 556016-0680"},
		{"telephone number", "0701230005", "0701230005"},
		{"telephone number said to be one", "tel. 8507099805", "tel. 8507099805"},
		{"order number", "ordernummer 8507099805", "ordernummer 8507099805"},
		{"in an address", "/order/8507099805", "/order/8507099805"},
		{"longer number", "18507099805", "18507099805"},
		{"in a word", "a850709-9805", "a850709-9805"},
		{"decimals", "0,8507099805", "0,8507099805"},
		{"time", "202003121239", "202003121239"},
		{"space without a cue", "850709 9805", "850709 9805"},
		{"masked already", "850709-****", "850709-****"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Mask(tt.text); got != tt.want {
				t.Errorf("Mask(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestChecksumOfTheTimeExampleIsRight(t *testing.T) {
	// Else the case "time" would prove nothing.
	if !checksum("2003121239") || !checksum("0701230005") || !checksum("0002290005") || !checksum("8507699802") {
		t.Error("an example has no right control digit")
	}
}

func FuzzMask(f *testing.F) {
	for _, seed := range []string{"850709-9805", "19850709+9805 å", "pnr 850709 9805", "8507699802", "\xff850709-9805", "född 0701230005"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		masked := Mask(text)
		if len(masked) != len(text) {
			t.Fatalf("%d bytes became %d", len(text), len(masked))
		}
		if utf8.ValidString(text) != utf8.ValidString(masked) {
			t.Error("a code point was cut")
		}
		if again := Mask(masked); again != masked {
			t.Errorf("masking twice: %q, %q", masked, again)
		}
		end := 0
		for _, number := range Numbers(text) {
			if number.Start < end || utf8.ValidString(text) && !number.Valid(text) {
				t.Errorf("span %s after %d in %d bytes", number, end, len(text))
			}
			end = number.End
		}
		if strings.Count(masked, "*") < strings.Count(text, "*") {
			t.Error("a character was lost")
		}
	})
}

func TestWriterMasksEachWrite(t *testing.T) {
	var out strings.Builder
	line := "level=WARN text=850709-9805\n"
	if n, err := Writer(&out).Write([]byte(line)); n != len(line) || err != nil {
		t.Errorf("Write = %d, %v", n, err)
	}
	if want := "level=WARN text=850709-****\n"; out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
}
