package main

// report is an agency's report with running headers, page numbers, footnotes
// and citations. A soft hyphen (U+00AD) shows where a word may be divided.
func report() paper {
	blocks := append(opening(), middle()...)
	return paper{
		title: "Skugga där människor bor", author: "Greta Nylander, Helena Brovall, Jonas Ferlin",
		date: "2023-09-19T06:00:00Z", running: "Skugga där människor bor", blocks: append(blocks, closing()...),
	}
}

func opening() []block {
	return []block{
		{style: styleText, text: "Institutet för robust bebyggelse"},
		{style: styleText, text: "Rapport 2023:7"},
		{style: styleTitle, text: "Skugga där människor bor"},
		{style: styleText, text: "Värme på skolgårdar och vid äldreboenden i mellanstora tätorter"},
		{style: styleText, text: "Greta Nylander, Helena Brovall och Jonas Ferlin"},
		{style: styleText, text: "September 2023"},
		{style: stylePage},
		{style: styleHeading, text: "Förord"},
		{style: styleText, text: "Sommaren 2018 visade hur dåligt rustade vi är för värme. Institutet för robust bebyggelse (IRB) har därför låtit under\u00adsöka var i tätorten det blir varmast och vad som går att göra åt det. Under\u00adsökningen har letts av Greta Nylander, docent i land\u00adskaps\u00adarkitektur vid Högskolan i Ekvalla. Helena Brovall, hydrolog vid SMHI, har svarat för beräkningarna av vatten\u00adtill\u00adgång. Jonas Ferlin, utredare vid IRB, har samman\u00adställt rapporten."},
		{style: styleText, text: "Ekvalla i september 2023"},
		{style: styleText, text: "Bertil Åsander"},
		{style: styleText, text: "generaldirektör"},
		{style: styleHeading, text: "Sammanfattning"},
		{style: styleText, text: "Vi har mätt temperaturen på sexton skolgårdar och vid nio äldre\u00adboenden under tre somrar. Asfalterade skol\u00adgårdar var i genomsnitt 6,5 grader varmare än närmaste park. Där asfalten byttes mot gräs och träd sjönk temperaturen med fyra grader. Träd\u00adens skugga betydde mer än gräset. Vi bedömer att varje krona som läggs på skugga sparar ungefär fem kronor i vård\u00adkostnader och stillastående verk\u00adsamhet över trettio år."},
		{style: styleText, text: "Vi föreslår att Boverket får i uppdrag att ta fram rikt\u00advärden för temperatur på skolgårdar, och att kommunerna kartlägger värmen i sina tätorter före 2027."},
		{style: styleHeading, text: "Summary"},
		{style: styleText, text: "We measured temperatures in sixteen school yards and at nine care homes for three summers. Paved yards were on average 6.5 degrees warmer than the nearest park. Replacing asphalt with grass and trees lowered the temperature by four degrees. We recommend that all municipalities map urban heat before 2027."},
		{style: stylePage},
	}
}

func middle() []block {
	return []block{
		{style: styleHeading, text: "1 Inledning"},
		{style: styleBelow, text: "1.1 Varför värme?"},
		{style: styleText, text: "Klimat\u00adanpassning har i Sverige länge handlat om vatten. Utredningen Vem har ansvaret?^ handlar framför allt om ras, skred, erosion och över\u00adsväm\u00adning. Samtidigt vet vi att värme\u00adböljor kostar fler liv än över\u00adsväm\u00adningar. Folkhälso\u00admyndig\u00adhetens vägledning Att hantera hälso\u00adeffekter av värme\u00adböljor riktar sig till vården och omsorgen, men säger lite om hur utemiljön ska se ut.", note: "SOU 2017:42, betänkande av Klimatanpassningsutredningen."},
		{style: styleText, text: "Den nationella strategin för klimat\u00adanpassning^ pekar ut höga temperaturer som ett av sju områden där arbetet är särskilt angeläget. Hur den enskilda kommunen ska gå till väga lämnas öppet.", note: "Nationell strategi för klimatanpassning, prop. 2017/18:163."},
		{style: styleBelow, text: "1.2 Tidigare undersökningar"},
		{style: styleText, text: "Institutets föregångare Centrum för byggnads\u00adklimat konstaterade i rapporten Mäta för att mildra (2021:3) att var femte kommun mäter temperaturen i sin tätort. Sedan dess har fler börjat, men mätningarna görs på olika höjd och går sällan att jämföra. Ekvalla kommuns Färd\u00adplan för digitala tvillingar (rapport 2022:2) beskriver hur mätvärden kan samlas och visas öppet."},
		{style: styleHeading, text: "2 Resultat"},
		{style: styleText, text: "Den urbana värmeön är tydligast efter solnedgången, men på en skolgård är det mitt på dagen som räknas. Figur 1 visar temperaturen på Lind\u00adskolan i Ekvalla den 21 juli. Konstgräs nådde 61 grader. Ett enda stort träd sänkte den upplevda temperaturen med elva grader inom tio meters radie. Gröna tak hade ingen mätbar effekt i ögonhöjd, men minskade behovet av kyla inomhus."},
		{style: styleText, text: "Vid äldre\u00adboendena saknades i sju fall av nio en sval plats utomhus som går att nå med rullator. Personalen vid Ekvalla sjukhus geriatriska klinik beskriver i våra intervjuer hur de boende stannar inne när de mest av allt behöver komma ut."},
		{style: stylePage},
	}
}

func closing() []block {
	return []block{
		{style: styleHeading, text: "3 Vem ska göra vad?"},
		{style: styleText, text: "Plan- och bygglagen (2010:900) ger kommunen rätt att ställa krav på grönska i ny bebyggelse. För den befintliga bebyggelsen finns ingen motsvarighet. I promemorian Vatten i rätt tid^ föreslås en avgift för klimat\u00adanpassning. Vi anser att avgiften även bör få användas för skugga.", note: "Ds 2022:41, Finansdepartementet."},
		{style: styleText, text: "Vi föreslår följande:"},
		{style: styleList, text: "Boverket tar fram riktvärden för temperatur på skolgårdar."},
		{style: styleList, text: "SMHI tar fram ett värmeindex för tätorter."},
		{style: styleList, text: "Kommunerna planterar träd så att halva skolgården ligger i skugga inom femton år."},
		{style: styleHeading, text: "Källor"},
		{style: styleList, text: "Centrum för byggnadsklimat (2021). Mäta för att mildra. Rapport 2021:3."},
		{style: styleList, text: "Ekvalla kommun (2022). Färdplan för digitala tvillingar i Ekvalla. Rapport 2022:2."},
		{style: styleList, text: "Region Vätterbygd (2023). Regional handlingsplan för klimatanpassning 2023–2027."},
		{style: styleList, text: "SOU 2017:42. Vem har ansvaret?"},
	}
}
