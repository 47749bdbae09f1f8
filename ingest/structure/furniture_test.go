package structure

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samband/samband/corpus"
)

// content is the text of all passages, one a line, line breaks as " / ".
func content(text string, s *corpus.Structure) []string {
	var out []string
	for _, p := range s.Passages {
		out = append(out, strings.ReplaceAll(p.Of(text), "\n", " / "))
	}
	return out
}

func TestFurniture(t *testing.T) {
	const body = "Kommunen bygger en ny skola i centrum, och arbetet börjar redan i höst."
	tests := []struct {
		name    string
		text    string
		content []string
	}{
		{"cookie banner", "Vi använder cookies för att förbättra din upplevelse.\nGodkänn alla\nInställningar för cookies\n\n" + body, []string{body}},
		{"kakor", "Den här webbplatsen använder kakor (cookies).\nLäs mer om kakor\n\n" + body, []string{body}},
		{"banner on one line", "Genom att surfa vidare godkänner du att vi använder cookies. Vad är cookies?\n\n" + body, []string{body}},
		{"old browser", "Din webbläsare stöds inte längre. Uppdatera till en nyare version.\n\n" + body, []string{body}},
		{"scripts", "Du måste aktivera JavaScript för att använda webbplatsen.\n\n" + body, []string{body}},
		{"menu", "Hoppa till innehåll\nMeny\nHem\nNyheter\nKontakt\nLogga in\n\n" + body, []string{body}},
		{"menu with bullets", "• Startsida\n• Om oss\n• Press\n• Kontakt\n\n" + body, []string{body}},
		{"menu with words of its own", "Meny\nSök\nStart\nVård\nOm oss\nKontakt\n\n" + body, []string{body}},
		{"breadcrumb", "Start / Nyheter / Ny skola\n\n" + body, []string{body}},
		{"links", body + "\n\n" + body + "\n\nLäs mer\nSkolor i kommunen\nBygga i centrum", []string{body, body}},
		{"headers in columns", "Ekvalla    PROTOKOLL    1 (3)\n\n" + body + "\n\nEkvalla    PROTOKOLL    2 (3)\n\n" + body + "\n\nEkvalla    PROTOKOLL    3 (3)\n\n" + body, []string{"Ekvalla    PROTOKOLL    1 (3)", body, body, body}},
		{"sharing", body + "\n\nDela på Facebook\nDela på LinkedIn\nSkriv ut sidan", []string{body}},
		{"comment form", body + "\n\nKommentera sidan\n\nHär kan du skicka in synpunkter på sidan.\n\nAnge inte personuppgifter i detta formulär.\n\n* = Obligatorisk uppgift", []string{body}},
		{"reply form", body + "\n\nLämna ett svar\n\nDin e-postadress kommer inte publiceras. Obligatoriska fält är märkta *\n\nNamn\n\nSkicka kommentar", []string{body}},
		{"empty contact card", "Kontaktperson\n\n,\nTelefon:\nE-post:\n\n" + body, []string{body}},
		{"feedback", body + "\n\nHjälpte informationen på sidan dig?\nJa\nNej", []string{body}},
		{"copyright", strings.Repeat(body+"\n\n", 3) + "© 2021 Ekvalla kommun. Alla rättigheter förbehållna.", []string{body, body, body}},
		{"related links", body + "\n\nLäs även\n\nKontakt\n\nNyheter", []string{body}},
		{"footer", body + "\n\nFölj oss på Facebook\nTillgänglighetsredogörelse\nOm webbplatsen\nBehandling av personuppgifter", []string{body}},
		{"page numbers", "Sida 1 av 3\n\n" + body + "\n\nSida 2 av 3\n\n" + body + "\n\n3 (3)\n\n" + body, []string{body, body, body}},
		{"running headers", "Kommunstyrelsen\nSida 1\n\n" + body + "\n\nKommunstyrelsen\nSida 2\n\n" + body + "\n\nKommunstyrelsen\nSida 3\n\n" + body, []string{"Kommunstyrelsen", body, body, body}},
		{"signature boxes", body + "\n\nJusterandes sign\nUtdragsbestyrkande\n\n" + body, []string{body, body}},
		{"separators", body + "\n\n* * *\n\n|\n\n" + body + "\n\n---", []string{body, body}},

		{"an article about cookies", "EU vill ändra reglerna för cookies, som i dag ofta visas i banderoller på webbplatser i hela unionen.", []string{
			"EU vill ändra reglerna för cookies, som i dag ofta visas i banderoller på webbplatser i hela unionen.",
		}},
		{"an article about browsers", "Många äldre använder en gammal webbläsare, visar en ny studie.", []string{"Många äldre använder en gammal webbläsare, visar en ny studie."}},
		{"a contact that holds something", "Kontakt\nAnna Ek\nTelefon: 08-123 45 67\nE-post: anna@example.se", []string{"Kontakt", "Anna Ek", "Telefon: 08-123 45 67", "E-post: anna@example.se"}},
		{"values below their labels", "Telefon:\n08-123 45 67\nE-post:\nanna@example.se", []string{"Telefon:", "08-123 45 67", "E-post:", "anna@example.se"}},
		{"headings that menus have too", "Kontakt\n\n" + body + "\n\nNyheter\n\n" + body, []string{"Kontakt", body, "Nyheter", body}},
		{"a list of topics", "Vi talade om:\n• Ekonomi\n• Kultur\n• Debatt", []string{"Vi talade om:", "• Ekonomi", "• Kultur", "• Debatt"}},
		{"an article about comments", body + "\n\nMinistern ville inte kommentera innehållet i rapporten, men lovade att skicka svar till kommunen.", []string{
			body, "Ministern ville inte kommentera innehållet i rapporten, men lovade att skicka svar till kommunen.",
		}},
		{"advice to readers", "Om du behöver kontakta vården kan du ringa 1177 eller logga in på e-tjänsten.\n\n" + body, []string{
			"Om du behöver kontakta vården kan du ringa 1177 eller logga in på e-tjänsten.", body,
		}},
		{"numbers that are no pages", "3\n\n" + body + "\n\n2021 (12)\n\n" + body, []string{"3", body, "2021 (12)", body}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.content, content(test.text, parse(t, test.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReportedFurniture(t *testing.T) {
	const menu, article = "Start Kalender Sök", "Kommunen bygger en ny skola."
	text := &corpus.Text{Canonical: menu + "\n\n" + article, Format: corpus.FormatHTML, Blocks: []corpus.Block{
		{Span: corpus.Span{Start: 0, End: len(menu)}, Kind: corpus.BlockFurniture},
		{Span: corpus.Span{Start: len(menu) + 2, End: len(menu) + 2 + len(article)}, Kind: corpus.BlockParagraph},
	}}
	s, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	checkInvariants(t, text, s)
	if diff := cmp.Diff([]string{article}, content(text.Canonical, s)); diff != "" {
		t.Error(diff)
	}
}
