package reference_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFindUnionActs(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"kind and number":     {"Sälen skyddas av EU-förordningen 1143/2014 och direktiv 2019/904.", []string{"EU-förordningen 1143/2014 → EU nr 1143/2014", "direktiv 2019/904 → EU 2019/904"}},
		"letters in brackets": {"Taxonomiförordningen (EU 2020/852) gäller.", []string{"Taxonomiförordningen → EU 2020/852", "EU 2020/852 → EU 2020/852"}},
		"name and number":     {"Reach-förordningen (EG) nr 1907/2006 gäller. Reach-förordningen är sträng.", []string{"Reach-förordningen → EG nr 1907/2006", "(EG) nr 1907/2006 → EG nr 1907/2006", "Reach-förordningen → EG nr 1907/2006"}},
		"name behind":         {"förordning (EU) nr 651/2014, den allmänna gruppundantagsförordningen, gäller", []string{"förordning (EU) nr 651/2014 → EU nr 651/2014", "gruppundantagsförordningen → EU nr 651/2014"}},
		"official journal":    {"rekommendationen om lärande (2022/C 243/03) är", []string{"2022/C 243/03 → 2022/C 243/03"}},
		"communication":       {"Meddelandet COM(2020) 66 final och KOM (2008) 5.", []string{"COM(2020) 66 → COM(2020) 66", "KOM (2008) 5 → COM(2008) 5"}},
		"no act":              {"Säsongen 2019/20 vann C (2020) 3 gånger. Förordning 12/5 och Lund (2020) 66 sidor.", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(test.text)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// TestStatutesSideBySide checks that a statute's title ends where something
// else begins.
func TestStatutesSideBySide(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"two statutes":      {"enligt lag (1988:1385) om saluvirke och förordning (1998:899) om miljöfarlig verksamhet.", []string{"lag (1988:1385) om saluvirke → SFS 1988:1385", "förordning (1998:899) om miljöfarlig verksamhet → SFS 1998:899"}},
		"body and argument": {"Jfr lagen (1981:533) om fiskevårdsområden och fiskeutredningens resonemang i SOU 2021:51.", []string{"lagen (1981:533) om fiskevårdsområden → SFS 1981:533", "SOU 2021:51 → SOU 2021:51"}},
		"no statute":        {"utvärderingen av reformen (2022:8) visar", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(test.text)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}
