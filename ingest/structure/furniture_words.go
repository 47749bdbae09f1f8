package structure

import "strings"

// The functions of this file hold the vocabulary of web sites, forms and
// printed pages. All of them take text in lower case.

// isBanner reports whether a line is a notice about cookies, browsers or
// scripts.
func isBanner(text string) bool {
	switch {
	case containsAny(text, "cookie", "kakor"):
		return containsAny(text, "vi använder", "webbplatsen använder", "den här webbplatsen", "sajten använder",
			"sidan använder", "genom att surfa", "genom att fortsätta", "godkänn", "acceptera", "samtycke", "cookie-inställningar",
			"inställningar för", "läs mer om", "vad är cookies", "vad är kakor", "hantera", "nödvändiga", "avvisa", "neka alla",
			"we use cookies", "this site uses", "om cookies", "om kakor", "cookiepolicy", "så här använder vi")
	case strings.Contains(text, "genom att surfa vidare"), strings.Contains(text, "genom att fortsätta använda webbplatsen"):
		return true
	case containsAny(text, "webbläsare", "your browser"):
		return containsAny(text, "stödjs inte", "stöds inte", "stödjer inte", "för gammal", "föråldrad", "uppdatera till",
			"uppdatera din", "inte längre stöd", "javascript", "uppgradera", "not supported", "webbläsare stöd")
	case strings.Contains(text, "javascript"):
		return containsAny(text, "aktivera", "avstängt", "måste vara", "behöver ha", "slå på", "kräver att", "enable")
	}
	return false
}

// isControl reports whether a line is one of a page's controls: skip links,
// sharing, printing, feedback, subscriptions.
func isControl(text string) bool {
	if len(text) > 120 {
		return false
	}
	switch text {
	case "till innehållet", "till innehåll", "till huvudinnehållet", "till toppen", "tillbaka till toppen", "till sidans topp",
		"upp till toppen", "skriv ut sidan", "skriv ut", "dela sidan", "dela artikeln", "dela artikel", "dela nyheten", "dela inlägget",
		"tipsa en vän", "lyssna på sidan", "kopiera länk", "kopiera länken", "visa alla kommentarer", "öppna meny", "stäng meny",
		"visa meny", "öppna sökruta", "stäng sökruta", "spara artikel", "ladda fler", "visa fler", "visa mindre", "rulla upp",
		"godkänn alla", "godkänn alla cookies", "endast nödvändiga", "bara nödvändiga", "acceptera alla", "justerandes sign",
		"justerandes signatur", "utdragsbestyrkande", "justerande", "justerares signatur", "justerandes sign utdragsbestyrkande",
		"share", "print", "skip to content", "skip to main content", "back to top", "tillbaka till startsidan", "annons":
		return true
	}
	return hasAnyPrefix(text, "hoppa till ", "hoppa över ", "gå direkt till ", "gå till innehåll", "dela på ", "dela via ", "dela: ", "dela detta på",
		"tweeta ", "share on ", "share this", "skip to ", "du är här:", "du är här ", "följ oss på ", "följ oss i sociala",
		"prenumerera på vårt nyhetsbrev", "prenumerera på nyhetsbrev", "anmäl dig till vårt nyhetsbrev", "få nyheter direkt",
		"logga in för att kommentera", "logga in för att läsa", "hittade du det du", "hittade du vad du", "var den här sidan", "sidansvarig:", "hade du nytta av", "justerandes sign",
		"powered by", "drivs med wordpress", "sök på webbplatsen", "sök på sidan", "sök på hela", "tillbaka till föregående",
		"kommentarer (", "öppnas i nytt fönster", "öppnas i ett nytt fönster", "länk till annan webbplats")
}

// isMenuWord reports whether a line could stand in a menu or page footer and
// hardly anywhere else. One alone proves nothing.
func isMenuWord(text string) bool {
	if len(text) > 40 {
		return false
	}
	switch text {
	case "meny", "huvudmeny", "sök", "startsida", "startsidan", "hem", "logga in", "logga ut", "mina sidor", "kontakta oss", "om oss",
		"english", "in english", "lättläst", "teckenspråk", "other languages", "languages", "stäng", "läs mer", "läs mera", "visa mer",
		"sidfot", "sidhuvud", "till startsidan", "webbkarta", "tillgänglighetsredogörelse", "om webbplatsen", "om cookies", "om kakor",
		"cookies", "kakor", "integritetspolicy", "personuppgiftspolicy", "behandling av personuppgifter", "prenumerera", "följ oss",
		"dela", "facebook", "twitter", "linkedin", "instagram", "youtube", "rss", "vimeo", "lyssna", "skriv ut", "mejla", "pressrum",
		"nyhetsarkiv", "jobba hos oss", "lediga jobb", "lediga tjänster", "visselblåsning", "cookieinställningar", "hantera cookies",
		"innehåll a-ö", "a-ö", "sitemap", "e-tidning", "varukorg", "mitt konto", "uppläsning", "gilla":
		return true
	}
	return false
}

// isTopicWord reports whether a line is a word that menus share with headings
// and lists.
func isTopicWord(text string) bool {
	if len(text) > 40 {
		return false
	}
	switch text {
	case "start", "kontakt", "svenska", "språk", "föregående", "nästa", "tillbaka", "tillgänglighet", "personuppgifter", "dataskydd",
		"gdpr", "nyhetsbrev", "x", "utskrift", "e-post", "mail", "press", "nyheter", "kalender", "aktuellt", "ok", "kundtjänst",
		"vanliga frågor", "frågor och svar", "sport", "kultur", "ekonomi", "debatt", "ledare", "opinion", "shop", "kassa",
		"sociala medier", "anpassa", "ladda ner":
		return true
	}
	return false
}

// opensForm reports whether a line begins a comment form, a feedback form or a
// list of links to other pages.
func opensForm(text string) bool {
	if len(text) > 90 {
		return false
	}
	switch text {
	case "kommentera", "lämna en kommentar", "skriv en kommentar", "lämna ett svar", "kommentera artikeln", "kommentera inlägget",
		"kommentera sidan", "kommentera innehållet", "kommentera nyheten", "lämna synpunkter på sidan", "tyck till om sidan",
		"synpunkter på sidan", "relaterat innehåll", "relaterade artiklar", "relaterade nyheter", "relaterade sidor", "relaterade länkar",
		"mest läst", "mest lästa", "senaste nytt", "senaste nyheterna", "fler nyheter", "fler artiklar", "läs även", "läs också",
		"andra läste också", "du kanske också gillar", "liknande artiklar", "etiketter", "taggar", "kategorier", "sidansvarig":
		return true
	}
	return hasAnyPrefix(text, "hjälpte informationen", "hjälpte den här", "hjälpte sidan", "var informationen på", "var sidan till hjälp", "kommentera innehållet på", "ange inte några personuppgifter", "skicka synpunkter på sidan", "kontaktformulär")
}

// opensLinks reports whether a line heads a list of links.
func opensLinks(text string) bool {
	switch text {
	case "läs mer", "läs även", "läs också", "läs vidare", "mer information", "relaterade länkar", "länkar", "relaterat", "mer att läsa", "se även":
		return true
	}
	return false
}

// isBreadcrumb reports whether a line shows where in its site a page stands:
// "Start / Nyheter / Ny skola".
func isBreadcrumb(text string) bool {
	first, rest, found := cutSeparator(text)
	if !found || len(text) > 200 || rest == "" {
		return false
	}
	switch first {
	case "start", "startsida", "startsidan", "hem", "home", "till startsidan":
		return true
	}
	return false
}

// cutSeparator parts the first step of a breadcrumb from the rest.
func cutSeparator(text string) (first, rest string, found bool) {
	for _, separator := range [...]string{" / ", " > ", " » ", " › ", " | "} {
		if first, rest, found = strings.Cut(text, separator); found {
			return strings.TrimSpace(first), rest, true
		}
	}
	return text, "", false
}

// isFormNote reports whether a line is a note of a form.
func isFormNote(text string) bool {
	return containsAny(text, "obligatorisk uppgift", "obligatoriska uppgifter", "obligatoriskt fält", "obligatoriska fält", "fält markerade med",
		"fält märkta med", "användarverifiering", "captcha", "jag är inte en robot", "e-postadress kommer inte publiceras",
		"e-postadress kommer inte att publiceras", "lämna detta fält tomt", "den aktuella webbsidan", "required field",
		"det du skriver här skickas till", "detta formulär", "det här formuläret", "kommentarer granskas innan")
}

// hintsAtForm reports whether a line could be the continuation of a form: it
// speaks to the user of the page about the page.
func hintsAtForm(text string) bool {
	switch strings.Trim(text, " .") {
	case "ja", "nej", "ja nej", "ja / nej":
		return true
	}
	hits := 0
	for _, word := range [...]string{
		"formulär", "synpunkter", "personuppgifter", "kommentera", "kommentar", "webbsida", "webbplats", "logga in", "skicka", "kontakta",
		"e-post", "telefon", "din ", "sidan", "fyll i", "klicka", "verifiering", "fält", "e-tjänst", "namn",
	} {
		if strings.Contains(text, word) {
			hits++
		}
	}
	return hits >= 2 || hits == 1 && len(text) <= 25
}

// isCopyright reports whether a line is a copyright notice.
func isCopyright(text string) bool {
	return len(text) <= 160 && (hasAnyPrefix(text, "©", "copyright", "(c) 19", "(c) 20") ||
		containsAny(text, "alla rättigheter förbehåll", "all rights reserved", "copyright ©", "© 20", "© 19"))
}
