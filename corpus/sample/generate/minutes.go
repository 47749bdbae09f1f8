package main

// minutes is the third meeting of the working group in the sample.
func minutes() paper {
	return paper{
		title: "Protokoll från Arbetsgruppen för klimatanpassning", author: "Pär Wikander", date: "2024-02-14T08:00:00Z",
		blocks: append(attendance(), items()...),
	}
}

func attendance() []block {
	return []block{
		{style: styleTitle, text: "Protokoll från Arbetsgruppen för klimatanpassning"},
		{style: styleText, text: "Sammanträde den 7 februari 2024, Regionens hus, Ekvalla"},
		{style: styleHeading, text: "Närvarande"},
		{style: styleList, text: "Ylva Stenhammar, ordförande, Region Vätterbygd"},
		{style: styleList, text: "Jonna Hellqvist, tillförordnad stadsarkitekt, Ekvalla kommun"},
		{style: styleList, text: "Leyla Demirci, planchef, Norrvika kommun"},
		{style: styleList, text: "Lovisa Ahlskog, räddningschef, Räddningstjänsten Vätterbygd"},
		{style: styleList, text: "Maja Ek, digitaliseringsdirektör, Region Vätterbygd (§§ 1–4)"},
		{style: styleHeading, text: "Ersättare"},
		{style: styleList, text: "Björn-Ove Markusson, Byanätverket Vätterbygd, för Nils-Erik Tornberg"},
		{style: styleHeading, text: "Frånvarande"},
		{style: styleList, text: "Greta Nylander, Högskolan i Ekvalla"},
		{style: styleList, text: "Nils-Erik Tornberg, Byanätverket Vätterbygd"},
		{style: styleHeading, text: "Sekreterare"},
		{style: styleText, text: "Pär Wikander"},
	}
}

func items() []block {
	return []block{
		{style: styleHeading, text: "§ 1 Mötets öppnande"},
		{style: styleText, text: "Ordföranden öppnar mötet och hälsar Jonna Hellqvist välkommen. Hon vikarierar som stadsarkitekt sedan Torbjörn Rask lämnade Ekvalla kommun vid årsskiftet."},
		{style: styleHeading, text: "§ 2 Val av justerare"},
		{style: styleText, text: "Lovisa Ahlskog väljs att justera protokollet."},
		{style: styleHeading, text: "§ 3 Uppföljning av handlingsplanen"},
		{style: styleText, text: "Ylva Stenhammar redovisar läget i Regional handlingsplan för klimatanpassning 2023–2027. Sju av tolv åtgärder har startat. Störst framsteg har gjorts på skolgårdarna, där rapporten Skugga där människor bor^ används som underlag. Arbetet med ras och skred har däremot stannat av. Statens geotekniska institut (SGI) har erbjudit sig att hjälpa till med en översiktlig kartering.", note: "Institutet för robust bebyggelse, rapport 2023:7."},
		{style: styleTable, rows: [][]string{
			{"Åtgärd", "Ansvarig", "Läge"},
			{"Träd på skolgårdar", "Ekvalla kommun", "Pågår"},
			{"Gemensam skyfallskartering", "Region Vätterbygd", "Klar"},
			{"Kartering av ras och skred", "SGI", "Ej påbörjad"},
		}},
		{style: styleText, text: "Arbetsgruppen beslutar att tacka ja till SGI:s erbjudande och att ge Leyla Demirci i uppdrag att hålla i kontakten."},
		{style: styleHeading, text: "§ 4 Varningskedja för värmeböljor"},
		{style: styleText, text: "Regionstyrelsen har gett gruppen i uppdrag att besvara motionen från Stellan Moqvist (V). Lovisa Ahlskog anser att räddningstjänstens system för utskick kan användas redan i sommar. Maja Ek invänder att uppgifter om vilka som har hemtjänst omfattas av sekretess och föreslår att varningen i stället skickas till varje hemtjänstgrupp."},
		{style: styleText, text: "Arbetsgruppen beslutar att föreslå regionstyrelsen ett försök med varningskedja i Norrvika under juni–augusti 2024."},
		{style: styleText, text: "Björn-Ove Markusson reserverar sig mot beslutet till förmån för ett försök i hela länet."},
		{style: styleHeading, text: "§ 5 Boverkets frågor om grönstruktur"},
		{style: styleText, text: "Boverket har bett om exempel på hur ekosystemtjänster vägs in i detaljplaner. Jonna Hellqvist berättar om kvarteret Lärkan, där gröna tak och regnbäddar har skrivits in i planen. Frågan bordläggs till nästa möte."},
		{style: styleHeading, text: "§ 6 Nästa möte"},
		{style: styleText, text: "Nästa möte hålls den 15 maj 2024. Ordföranden avslutar mötet."},
	}
}
