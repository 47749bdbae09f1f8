package structure

import (
	"strings"
	"unicode"

	"github.com/samband/samband/corpus"
	"github.com/samband/samband/corpus/swedish"
)

// findPublisher finds who sends the document: by the metadata, by a phrase
// that says so, or by the name of an organisation above the title.
func (p *parser) findPublisher() {
	if p.text.Publisher != "" {
		p.out.Publisher = squeeze(p.text.Publisher)
		return
	}
	span := p.publisherPhrase()
	if span.Empty() {
		span = p.senderLine()
	}
	if span.Empty() && p.out.Kind == corpus.KindMinutes {
		span = p.senderInTitle()
	}
	if !span.Empty() {
		p.out.PublisherSpan = span
		p.out.Publisher = squeeze(span.Of(p.src))
		if strings.Contains(p.out.Publisher, " ") && isCapitals(p.out.Publisher) {
			p.out.Publisher = swedish.TitleCaseName(p.out.Publisher)
		}
	}
}

// publisherPhrase finds "en podcast från SKR", "Ansvarig utgivare: …" and
// "© 2021 …" at the top and the end of the text.
func (p *parser) publisherPhrase() corpus.Span {
	const top, end = 15, 12
	for i := range p.lines {
		if i >= top && i < len(p.lines)-end || p.lines[i].Len() > 400 {
			continue
		}
		text := p.of(i)
		for _, phrase := range [...]string{
			"podcast från ", "podd från ", "podden från ", "podcast av ", "podd av ", "Utgivare: ", "Utgiven av ", "Utgivet av ",
			"Avsändare: ", "produceras av ", "ges ut av ", "utges av ", "utgiven av ", "Copyright © ", "Copyright ", "© ",
		} {
			at := strings.Index(text, phrase)
			if at < 0 {
				continue
			}
			if span := p.organisation(p.lines[i].Start+at+len(phrase), p.lines[i].End); !span.Empty() {
				return span
			}
		}
	}
	return corpus.Span{}
}

// organisation reads the name of an organisation from a place on a line: the
// words from the first capital to a stop, comma or bracket.
func (p *parser) organisation(start, end int) corpus.Span {
	text := p.src[start:end]
	rest := strings.TrimLeft(text, "0123456789–-, ©")
	start = end - len(rest)
	if cut := strings.IndexAny(rest, ".,;|()!?–:\t"); cut >= 0 {
		rest = rest[:cut]
	}
	if cut := strings.Index(rest, "  "); cut >= 0 {
		rest = rest[:cut]
	}
	rest = strings.TrimRight(rest, " -")
	if !startsUpper(rest) || runes(rest) > 80 || strings.Count(rest, " ") > 7 {
		return corpus.Span{}
	}
	return corpus.Span{Start: start, End: start + len(rest)}
}

// senderLine finds the name of an organisation on a line of its own above the
// title, or right below it.
func (p *parser) senderLine() corpus.Span {
	last := p.title
	if last < 0 {
		return corpus.Span{}
	}
	for i := 0; i < min(len(p.lines), last+4); i++ {
		l := p.lines[i]
		text := p.of(i)
		cut := columnGap(text)
		if l.role == roleFurniture || i == p.title && cut < 0 || l.Len() > 120 || i > last && l.role != roleBody && l.role != roleHeading {
			continue
		}
		if cut > 0 {
			text = text[:cut]
		}
		if head, _, found := strings.Cut(text, ", "); found && i > last {
			text = head
		}
		if isSender(text, strings.ToLower(text)) {
			return trimMarks(p.src, corpus.Span{Start: l.Start, End: l.Start + len(text)})
		}
	}
	return corpus.Span{}
}

// senderInTitle finds whose minutes the title says they are: "Protokoll från
// Arbetsgruppen för data", "Protokoll från årsmöte i Föreningen Bryggan".
func (p *parser) senderInTitle() corpus.Span {
	title := p.out.TitleSpan.Of(p.src)
	for _, word := range [...]string{" i ", " från ", " med ", " för ", " hos "} {
		at := strings.Index(title, word)
		if at < 0 {
			continue
		}
		start := p.out.TitleSpan.Start + at + len(word)
		name, _, _ := strings.Cut(p.src[start:p.out.TitleSpan.End], " den ")
		if span := p.organisation(start, start+len(name)); span.Start == start && isSender(span.Of(p.src), strings.ToLower(span.Of(p.src))) {
			return span
		}
	}
	return corpus.Span{}
}

// isSender reports whether a short line is the name of an organisation.
func isSender(text, lower string) bool {
	if runes(text) > 70 || strings.Count(text, " ") > 6 || endsSentence(text) || !startsUpper(text) || strings.ContainsAny(text, ":;?!") {
		return false
	}
	if hasAnyPrefix(lower, "region ", "regionen ", "landstinget ", "länsstyrelsen", "stiftelsen ", "föreningen ", "svenska ", "sveriges ", "nationellt centrum",
		"centrum för ", "institutet för ", "myndigheten för ", "styrelsen för ", "arbetsgruppen för ", "nämnden för ", "inspektionen för ", "enheten för ", "avdelningen för ", "institutionen för ", "sektionen för ", "delegationen för ", "delegationen mot ", "kommittén för ", "statens ", "kungliga ", "rådet för ") {
		return true
	}
	last := lower[strings.LastIndexByte(lower, ' ')+1:]
	for _, ending := range [...]string{
		"kontoret", "kansliet", "verket", "myndigheten", "styrelsen", "nämnden", "departementet", "kommun", "universitet", "högskola",
		"institutet", "institut", "stiftelse", "förening", "förbund", "förbundet", "rådet", "kommittén", "utredningen", "förvaltningen", "utskottet",
		"fullmäktige", "inspektionen", "revisionen", "domstolen", "samfundet", "fonden", "museet", "gruppen", "akademien", "akademin", "bolaget", "sällskapet", "kammaren", "verken", "ab", "skr", "landstinget",
	} {
		if strings.HasSuffix(last, ending) {
			return true
		}
	}
	return false
}

// findAuthors finds the authors: of the metadata, or of bylines.
func (p *parser) findAuthors() {
	if len(p.text.Authors) > 0 {
		for _, author := range p.text.Authors {
			p.out.Authors = append(p.out.Authors, corpus.Name{Text: squeeze(author), Span: p.shownName(author)})
		}
		return
	}
	for i := range p.lines {
		if p.lines[i].role == roleFurniture || p.lines[i].role == roleTurn || p.lines[i].Len() > 200 {
			continue
		}
		if n := bylineLength(p.of(i)); n > 0 {
			p.addAuthors(corpus.Span{Start: p.lines[i].Start + n, End: p.lines[i].End})
		}
	}
	if len(p.out.Authors) == 0 && p.out.Kind != corpus.KindMinutes && p.out.Kind != corpus.KindEvent && p.out.Kind != corpus.KindPodcast {
		p.signatures()
	}
}

// signatures finds the authors of a letter, an article or an opinion piece,
// who sign it: lines at the end that hold a name and a title, or a name above
// a title or an address. Those whom readers are told to contact sign nothing.
func (p *parser) signatures() {
	const most = 12
	first := len(p.lines)
	for i := len(p.lines) - 1; i >= 0 && len(p.lines)-i <= most; i-- {
		if p.lines[i].role == roleFurniture {
			continue
		}
		if p.lines[i].role != roleBody || !p.isSigned(i) {
			if strings.Contains(strings.ToLower(p.of(i)), "kontakt") {
				return
			}
			break
		}
		first = i
	}
	for i := first; i < len(p.lines); i++ {
		n := scanName(p.of(i))
		if p.lines[i].role == roleBody && n.isPerson() && p.lines[i].Len() <= 200 {
			p.addAuthors(corpus.Span{Start: p.lines[i].Start, End: p.lines[i].Start + n.length})
		}
	}
}

// isSigned reports whether line i could be part of a signature.
func (p *parser) isSigned(i int) bool {
	text := p.of(i)
	n := scanName(text)
	if n.isPerson() && n.length == len(text) && i+1 < len(p.lines) {
		below := p.of(i + 1)
		return startsLower(below) || strings.Contains(below, "@")
	}
	named := i > 0 && scanName(p.of(i-1)).length == p.lines[i-1].Len()
	title := startsLower(text) && runes(text) <= 80 && !endsSentence(text) && named
	return title || isContactDetail(text) || isSignature(text)
}

// shownName finds an author of the metadata in the text.
func (p *parser) shownName(author string) corpus.Span {
	if author == "" {
		return corpus.Span{}
	}
	at := strings.Index(p.src, author)
	if at < 0 {
		return corpus.Span{}
	}
	return corpus.Span{Start: at, End: at + len(author)}
}

// addAuthors adds the names of a byline.
func (p *parser) addAuthors(s corpus.Span) {
	for _, piece := range p.splitRun(trimSpan(p.src, s)) {
		text := piece.Of(p.src)
		n := scanName(text)
		if !n.isPerson() || !atEntryEnd(text[n.length:]) {
			continue
		}
		name := text[:n.length]
		known := false
		for _, a := range p.out.Authors {
			known = known || a.Text == name
		}
		if !known {
			p.out.Authors = append(p.out.Authors, corpus.Name{Text: name, Span: corpus.Span{Start: piece.Start, End: piece.Start + n.length}})
		}
	}
}

// isByline reports whether a line says who wrote the text.
func isByline(text string) bool { return bylineLength(text) > 0 }

// bylineLength is the length of what comes before the names on a line that
// says who wrote the text, 0 for other lines.
func bylineLength(text string) int {
	if len(text) > 200 {
		return 0
	}
	bare := strings.TrimLeft(text, "*_")
	rest, ok := cutAnyPrefix(bare, "Av: ", "Av ", "AV ", "av ", "Text: ", "TEXT: ", "Text och foto: ", "Text & foto: ", "Text och bild: ", "Text/foto: ", "Text och foto ",
		"Text ", "Författare: ", "Författare ", "Skribent: ", "Reporter: ", "Journalist: ", "Publicerad av ", "Publicerat av ", "Skriven av ", "Skrivet av ", "Rapportförfattare: ", "Intervju: ", "Intervju av ", "Text och intervju: ", "Reportage: ", "By ")
	if !ok {
		return 0
	}
	name := scanName(rest)
	if !name.isPerson() || !swedish.GivenName(titleCase(nameWord(rest))) {
		return 0
	}
	after := strings.TrimLeft(rest[name.length:], " ")
	if after != "" && strings.IndexFunc(after, unicode.IsLetter) == 0 && !hasAnyPrefix(after, "och ", "samt ", "foto", "text", "den ", "på ") {
		return 0
	}
	return len(text) - len(rest)
}
