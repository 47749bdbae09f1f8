package gazetteer

import (
	"strings"
	"sync"
	"testing"

	"github.com/samband/samband/graph"
)

// lists is shared by the tests; it never changes.
var lists = sync.OnceValues(New) //nolint:gochecknoglobals // loaded once for speed

func loaded(tb testing.TB) *Gazetteer {
	tb.Helper()
	g, err := lists()
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func TestFind(t *testing.T) {
	cases := []struct {
		name, official, class string
		kind                  graph.Kind
	}{
		{"Vinnova", "Vinnova", "authority", graph.Organisation},
		{"Forte", "Forskningsrådet för hälsa, arbetsliv och välfärd", "authority", graph.Organisation},
		{"Vård- och omsorgsanalys", "Myndigheten för vård- och omsorgsanalys", "authority", graph.Organisation},
		{"SKR", "Sveriges Kommuner och Regioner", "association", graph.Organisation},
		{"SKL", "Sveriges Kommuner och Landsting", "association", graph.Organisation},
		{"Statens skolverk", "Skolverket", "authority", graph.Organisation},
		{"Kalmar kommun", "Kalmar kommun", "municipality", graph.Organisation},
		{"Göteborgs kommun", "Göteborgs stad", "municipality", graph.Organisation},
		{"Ungdomsstyrelsen", "Ungdomsstyrelsen", "authority", graph.Organisation},
		{"Västra Götalandsregionen", "Västra Götalandsregionen", "region", graph.Organisation},
		{"Stockholms läns landsting", "Stockholms läns landsting", "landsting", graph.Organisation},
		{"Region Kalmar", "Region Kalmar län", "region", graph.Organisation},
		{"länsstyrelsen i Skåne län", "Länsstyrelsen i Skåne län", "authority", graph.Organisation},
		{"Umeå kommun", "Umeå kommun", "municipality", graph.Organisation},
		{"Lunds kommun", "Lunds kommun", "municipality", graph.Organisation},
		{"Karolinska Institutet", "Karolinska institutet", "authority", graph.Organisation},
		{"Näringsdepartementet", "Näringsdepartementet", "ministry", graph.Organisation},
		{"Socialdemokraterna", "Socialdemokraterna", "party", graph.Organisation},
		{"Luleå", "Luleå", "municipality", graph.Place},
		{"Danmark", "Danmark", "country", graph.Place},
		{"Köpenhamn", "Köpenhamn", "city", graph.Place},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			found := loaded(t).Find(tc.name)
			if len(found) == 0 {
				t.Fatal("not listed")
			}
			if e := found[0].Entry; e.Name != tc.official || e.Class != tc.class || e.Entity != tc.kind {
				t.Errorf("got %+v", *e)
			}
		})
	}
	if found := loaded(t).Find("Finns Inte"); len(found) != 0 {
		t.Errorf("found %v", found)
	}
}

func TestLater(t *testing.T) {
	for name, want := range map[string]string{
		"SKL":                       "Sveriges Kommuner och Regioner",
		"Ungdomsstyrelsen":          "Myndigheten för ungdoms- och civilsamhällesfrågor",
		"Stockholms läns landsting": "Region Stockholm",
		"Statens invandrarverk":     "Migrationsverket",
		"Skolverket":                "",
	} {
		found := loaded(t).Find(name)
		if len(found) == 0 {
			t.Errorf("%s: not listed", name)
			continue
		}
		got := ""
		if later := found[0].Entry.Later; later != nil {
			got = later.Name
		}
		if got != want {
			t.Errorf("%s became %q, want %q", name, got, want)
		}
	}
}

func TestModes(t *testing.T) {
	for name, want := range map[string]Mode{"KI": Exact, "AD": Weak, "riksdagen": Lower, "Skolverket": Fold, "Kommunal": Weak} {
		found := loaded(t).Find(name)
		if len(found) == 0 || found[len(found)-1].Mode != want && found[0].Mode != want {
			t.Errorf("%s: got %+v, want mode %d", name, found, want)
		}
	}
}

func TestMinister(t *testing.T) {
	cases := []struct{ name, role, who, date, want string }{
		{"surname, role and date", "näringsminister", "Baylan", "2021-04-28", "Ibrahim Baylan"},
		{"full name", "finansminister", "Magdalena Andersson", "2018", "Magdalena Andersson"},
		{"outside the term", "näringsminister", "Baylan", "1995-01-01", ""},
		{"unknown date", "näringsminister", "Baylan", "", "Ibrahim Baylan"},
		{"nobody", "näringsminister", "Nilsdotter", "", ""},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			m, ok := loaded(t).Minister(tc.role, tc.who, tc.date)
			if m.Name != tc.want || ok != (tc.want != "") {
				t.Errorf("got %+v, %v", m, ok)
			}
		})
	}
	if !loaded(t).MinisterRole("näringsminister") || loaded(t).MinisterRole("utredare") {
		t.Error("roles of ministers are wrong")
	}
}

func TestParty(t *testing.T) {
	for short, want := range map[string]string{"S": "Socialdemokraterna", "kd": "Kristdemokraterna", "x": ""} {
		if name, ok := loaded(t).Party(short); name != want || ok != (want != "") {
			t.Errorf("%s: got %q, %v", short, name, ok)
		}
	}
}

func TestGender(t *testing.T) {
	for name, want := range map[string]Gender{"Anna": Woman, "Anders": Man, "Ann-Sofi": Woman, "Vinnova": Unknown} {
		if got := loaded(t).Gender(name); got != want {
			t.Errorf("%s: got %d, want %d", name, got, want)
		}
	}
}

func TestWorld(t *testing.T) {
	if given, _ := loaded(t).World("Aaliyah"); given == (loaded(t).Gender("Aaliyah") != Unknown) {
		t.Error("a given name is in both lists or in none")
	}
	if _, surname := loaded(t).World("Aaltonen"); !surname {
		t.Error("Aaltonen is no surname")
	}
	if given, surname := loaded(t).World("Vinnova"); given || surname {
		t.Error("Vinnova is a name")
	}
}

// FuzzLoad checks that no list, however damaged, panics, and that what was
// loaded is found again.
func FuzzLoad(f *testing.F) {
	f.Add("authority\tVinnova\t=VIN|~V|+vinnova\n")
	f.Add("# comment\n\nx\t\t\n")
	f.Add("a\tb")
	f.Add("a\tEtt verk\t\tAnnat verk\na\tAnnat verk\t=AV\t\n")
	f.Fuzz(func(t *testing.T, list string) {
		g := &Gazetteer{edges: map[edge]Node{}, ends: make([][]Alias, 1)}
		if err := g.load("fuzz", list, graph.Organisation); err != nil {
			return
		}
		for _, ends := range g.ends {
			for _, alias := range ends {
				if alias.Words == 0 || len(g.Find(alias.Text)) == 0 && !strings.ContainsRune(alias.Text, 0xFFFD) {
					t.Errorf("%q is not found again", alias.Text)
				}
			}
		}
	})
}
