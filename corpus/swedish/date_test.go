package swedish

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDates(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       [][2]string // quote, ISO
	}{
		{"full", "Mötet den 28 april 2021 var kort.", [][2]string{{"28 april 2021", "2021-04-28"}}},
		{"without den", "Luleå 2 maj 2019", [][2]string{{"2 maj 2019", "2019-05-02"}}},
		{"ISO", "Publicerad 2019-05-02, kl. 10", [][2]string{{"2019-05-02", "2019-05-02"}}},
		{"ISO at stop", "Beslut 2019-05-02.", [][2]string{{"2019-05-02", "2019-05-02"}}},
		{"slashes", "2019/05/02", [][2]string{{"2019/05/02", "2019-05-02"}}},
		{"short year", "28/4 -21", [][2]string{{"28/4 -21", "2021-04-28"}}},
		{"short year close", "28/4-21 kl. 13", [][2]string{{"28/4-21", "2021-04-28"}}},
		{"slash and year", "28/4 2021", [][2]string{{"28/4 2021", "2021-04-28"}}},
		{"two slashes", "28/4/2021", [][2]string{{"28/4/2021", "2021-04-28"}}},
		{"dots", "28.4.2021.", [][2]string{{"28.4.2021", "2021-04-28"}}},
		{"month and year", "April 2021 och maj 2022", [][2]string{{"April 2021", "2021-04"}, {"maj 2022", "2022-05"}}},
		{"season", "våren 2021", nil},
		{"abbreviated month", "28 apr. 2021", [][2]string{{"28 apr. 2021", "2021-04-28"}}},
		{"ordinal", "den 3:e maj 2020", [][2]string{{"3:e maj 2020", "2020-05-03"}}},
		{"ordinal stop", "den 3. maj 2020", [][2]string{{"3. maj 2020", "2020-05-03"}}},
		{"ordinal word", "Den tjugoförsta maj 2020", [][2]string{{"tjugoförsta maj 2020", "2020-05-21"}}},
		{"compact", "protokoll 20210428", [][2]string{{"20210428", "2021-04-28"}}},
		{"compact no date", "nummer 20214528 och 18881231", nil},
		{"no year", "Senast den 28 april.", [][2]string{{"28 april", "--04-28"}}},
		{"fraction", "3/4 av alla, 1/2 liter", nil},
		{"fraction as date", "torsdagen den 3/4 träffas vi", [][2]string{{"3/4", "--04-03"}}},
		{"range", "den 28–29 april 2021", [][2]string{{"28", "2021-04-28"}, {"29 april 2021", "2021-04-29"}}},
		{"range over months", "1 maj–30 juni 2020", [][2]string{{"1 maj", "--05-01"}, {"30 juni 2020", "2020-06-30"}}},
		{"no such day", "31 april 2021", [][2]string{{"april 2021", "2021-04"}}},
		{"leap day", "29 februari 2021 och 29 februari 2020", [][2]string{{"februari 2021", "2021-02"}, {"29 februari 2020", "2020-02-29"}}},
		{"document number", "prop. 2019/20:15, SOU 2021:17, dnr 2021/01234", nil},
		{"personal number", "19800101-1234 och 556677-8899", nil},
		{"telephone", "08-123 45 67", nil},
		{"amount", "15 000 kronor i mars", nil},
		{"two dates", "1 maj 2020 - 31 december 2021", [][2]string{{"1 maj 2020", "2020-05-01"}, {"31 december 2021", "2021-12-31"}}},
		{"after paragraph break", "artikel 5\n\nmaj 2021", [][2]string{{"maj 2021", "2021-05"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got [][2]string
			for _, m := range Dates(test.text) {
				got = append(got, [2]string{test.text[m.Start:m.End], m.ISO})
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Dates(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func FuzzDates(f *testing.F) {
	for _, seed := range []string{"den 28 april 2021", "28/4 -21", "2019-05-02", "28–29 april", "3:e maj ’21", "20210428/1/2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range Dates(text) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || m.ISO == "" {
				t.Fatalf("bad match %+v after %d in %q", m, end, text)
			}
			end = m.End
		}
	})
}

func BenchmarkDates(b *testing.B) {
	text := strings.Repeat("Regeringen beslutade den 28 april 2021 om en strategi för hälso- och sjukvården, som gäller från 2021-07-01 (SOU 2021:17). ", 2000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Dates(text)
	}
}
