package api

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/samband/samband/api/web"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

const (
	regionHeader  = "X-Samband-Region" // asks for the part of a page that a script swaps
	languageName  = "lang"             // of the query parameter and the cookie
	pageHits      = 20
	newestOnHome  = 12
	yearInSeconds = 365 * 24 * 60 * 60
)

func (s *Server) registerPages(engine *gin.Engine) {
	engine.GET("/", s.page("search", s.homePage))
	engine.GET("/search", s.page("search", s.searchPage))
	s.registerWordPages(engine)
	engine.GET("/d/:id", s.page("document", s.documentPage))
	engine.GET("/e/:id", s.page("entity", s.entityPage))
	engine.GET("/path", s.page("path", s.pathPage))
	engine.GET("/docs/problems/:slug", s.page("problem", problemPage))
	if files, err := web.Assets(); err == nil { // embedded: it cannot fail once the program is built
		engine.GET("/assets/*file", serveAssets(files, s.fail))
	}
}

func serveAssets(files fs.FS, fail func(*gin.Context, error)) gin.HandlerFunc {
	handler := http.StripPrefix("/assets/", http.FileServerFS(files))
	return func(c *gin.Context) {
		if strings.HasSuffix(c.Request.URL.Path, "/") {
			fail(c, fmt.Errorf("folder %s: %w", c.Request.URL.Path, graph.ErrNotFound))
			return
		}
		c.Header("Cache-Control", "public, max-age=300")
		handler.ServeHTTP(c.Writer, c.Request)
	}
}

// page adapts a function that makes a page's content to a handler.
func (s *Server) page(name string, content func(*gin.Context) (web.Page, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		page, err := content(c)
		if err != nil {
			s.fail(c, err)
			return
		}
		s.render(c, http.StatusOK, name, page)
	}
}

func (s *Server) render(c *gin.Context, status int, name string, page web.Page) {
	page.Language = language(c)
	page.Path = pathWithoutLanguage(c.Request.URL)
	c.Header("Content-Type", "text/html; charset=utf-8")
	c.Header("Content-Language", page.Language)
	c.Header("Vary", "Accept, Accept-Language, Cookie, "+regionHeader)
	c.Status(status)
	render := s.pages.Render
	if c.GetHeader(regionHeader) != "" {
		render = s.pages.RenderRegion
	}
	if err := render(c.Writer, name, page); err != nil {
		s.logger.ErrorContext(c.Request.Context(), "render page", "page", name, "error", err)
	}
}

// language is the one asked for in the address, else in the cookie, else the
// first known one that the browser accepts, else Swedish.
func language(c *gin.Context) string {
	asked := c.Query(languageName)
	if slices.Contains(web.Languages(), asked) {
		c.SetSameSite(http.SameSiteLaxMode)
		c.SetCookie(languageName, asked, yearInSeconds, "/", "", false, true)
	} else if cookie, err := c.Cookie(languageName); err == nil {
		asked = cookie
	}
	candidates := append([]string{asked}, strings.Split(c.GetHeader("Accept-Language"), ",")...)
	for _, candidate := range candidates {
		tag, _, _ := strings.Cut(strings.TrimSpace(candidate), ";")
		for _, known := range web.Languages() {
			if tag == known || strings.HasPrefix(tag, known+"-") {
				return known
			}
		}
	}
	return web.Languages()[0]
}

func pathWithoutLanguage(address *url.URL) string {
	query := address.Query()
	query.Del(languageName)
	if len(query) == 0 {
		return address.Path
	}
	return address.Path + "?" + query.Encode()
}

// wantsPage reports whether a browser asks, and for a page.
func wantsPage(c *gin.Context) bool {
	return !strings.HasPrefix(c.Request.URL.Path, "/api/") && strings.Contains(c.GetHeader("Accept"), "text/html")
}

func (s *Server) renderProblem(c *gin.Context, problem *Problem) {
	s.render(c, problem.Status, "problem", web.Page{
		Title:   problem.Title,
		Content: web.ProblemContent{Key: problemKey(problem.Status), ID: problem.Instance},
	})
}

// problemKey is the key of the texts that explain a status.
func problemKey(status int) string {
	switch {
	case status == http.StatusNotFound:
		return "problem.not-found"
	case status == http.StatusGone:
		return "problem.erased"
	case status < http.StatusInternalServerError:
		return "problem.invalid"
	}
	return "problem.internal"
}

// problemPage explains a type of problem, for whoever follows its address.
func problemPage(c *gin.Context) (web.Page, error) {
	slug := c.Param("slug")
	for _, known := range classes() {
		if known.slug == slug {
			return web.Page{Title: http.StatusText(known.status), Content: web.ProblemContent{Key: problemKey(known.status)}}, nil
		}
	}
	return web.Page{}, fmt.Errorf("problem %s: %w", slug, graph.ErrNotFound)
}

func (s *Server) homePage(c *gin.Context) (web.Page, error) {
	ctx := c.Request.Context()
	stats, err := s.store.Stats(ctx)
	if err != nil {
		return web.Page{}, err
	}
	content := web.SearchContent{Counts: []web.Count{{Kind: "document", Number: stats.Documents}, {Kind: "passage", Number: stats.Passages}}}
	for _, kind := range graph.Kinds() {
		content.Counts = append(content.Counts, web.Count{Kind: string(kind), Number: stats.Entities[kind]})
	}
	for document, err := range s.store.Documents(ctx, graph.DocumentFilter{Limit: newestOnHome}) {
		if err != nil {
			return web.Page{}, err
		}
		content.Newest = append(content.Newest, documentView(document))
	}
	return web.Page{Content: content}, nil
}

func documentView(d corpus.Document) web.DocumentView {
	return web.DocumentView{URL: "/d/" + d.ID, Title: titleOf(d), Date: d.Date, Kind: string(d.Kind)}
}

func titleOf(d corpus.Document) string {
	if d.Title != "" {
		return d.Title
	}
	return d.Source
}

func (s *Server) searchPage(c *gin.Context) (web.Page, error) {
	asked := questionOf(c)
	query := asked.values.Get("q")
	if strings.TrimSpace(query) == "" && len(asked.values) < 2 {
		return s.homePage(c)
	}
	ctx := c.Request.Context()
	request := asked.request()
	request.Limit, request.Cursor, request.Facets = pageHits, c.Query("cursor"), search.Facets()
	result, err := s.find(ctx, request)
	if err != nil {
		return web.Page{}, err
	}
	facets, err := LabelFacets(ctx, s.store, result.Facets)
	if err != nil {
		return web.Page{}, fmt.Errorf("name facets: %w", err)
	}
	content := web.SearchContent{
		Asked: true, Total: result.Total.Value, AtLeast: result.Total.Relation != "eq", Grouped: request.Group, Notes: result.Query.Notes,
		Parsed: result.Query.Parsed, Covered: result.Coverage.Documents, Failed: result.Coverage.Failed, Pending: result.Coverage.Pending,
	}
	asked.narrowing(&content, facets)
	if result.Next != "" {
		content.Next = asked.with("cursor", result.Next)
	}
	names := s.names(ctx)
	for i := range result.Hits {
		view, err := hitView(&result.Hits[i], names)
		if err != nil {
			return web.Page{}, err
		}
		content.Hits = append(content.Hits, view)
	}
	return web.Page{Title: query, Query: query, Kept: content.Kept, Content: content}, nil
}

// hitURL leads to the passage in its document, with the hit marked.
func hitURL(document string, span corpus.Span, highlights []corpus.Span, passage string) string {
	marks := highlights
	if len(marks) == 0 {
		marks = []corpus.Span{span}
	}
	parts := make([]string, len(marks))
	for i, mark := range marks {
		parts[i] = fmt.Sprintf("%d-%d", mark.Start, mark.End)
	}
	query := url.Values{"mark": {strings.Join(parts, ",")}}
	return "/d/" + document + "?" + query.Encode() + "#" + anchor(passage)
}

// anchor is the name of a passage in the page of its document.
func anchor(passage string) string {
	_, ordinal, _ := strings.Cut(passage, ":")
	number, _ := strconv.Atoi(ordinal)
	return "p" + strconv.Itoa(number)
}

func hitView(hit *search.Hit, names *names) (web.HitView, error) {
	view := web.HitView{
		URL: hitURL(hit.Document, hit.Span, hit.Highlights, hit.Passage), Title: hit.Title, Date: hit.Date, Kind: string(hit.Kind),
		Heading: hit.Heading, Timed: hit.Timed, Seconds: hit.Time.Seconds(), Page: hit.Page,
		Quote: web.Segments(hit.Text, hit.Start, hit.Highlights),
	}
	if view.Title == "" {
		view.Title = hit.Source
	}
	if hit.Speaker != "" {
		link, err := names.link(hit.Speaker)
		if err != nil {
			return view, err
		}
		view.Speaker = &link
	}
	var err error
	view.Names, err = names.within(hit.Document, hit.Span)
	return view, err
}

// marks reads the spans to mark from the address; what is no span of the text
// is left out.
func marks(c *gin.Context, text string) []corpus.Span {
	var spans []corpus.Span
	for part := range strings.SplitSeq(c.Query("mark"), ",") {
		from, to, _ := strings.Cut(part, "-")
		start, startErr := strconv.Atoi(from)
		end, endErr := strconv.Atoi(to)
		span := corpus.Span{Start: start, End: end}
		if startErr == nil && endErr == nil && !span.Empty() && span.Valid(text) {
			spans = append(spans, span)
		}
	}
	return spans
}

func (s *Server) documentPage(c *gin.Context) (web.Page, error) {
	ctx := c.Request.Context()
	document, text, passages, err := s.read(ctx, c.Param("id"))
	if err != nil {
		return web.Page{}, err
	}
	content := web.DocumentContent{
		Title: titleOf(document), Date: document.Date, Kind: string(document.Kind), Publisher: document.Publisher,
		Source: document.Source, Language: document.Language, Original: original(document),
	}
	names := s.names(ctx)
	if content.Passages, err = passageViews(document, text, passages, marks(c, text), names); err != nil {
		return web.Page{}, err
	}
	if content.Names, err = names.within(document.ID, corpus.Span{End: len(text)}); err != nil {
		return web.Page{}, err
	}
	return web.Page{Title: content.Title, Content: content}, nil
}

// original is where the document can be read as published.
func original(d corpus.Document) string {
	for _, address := range []string{d.URL, d.Source} {
		if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
			return address
		}
	}
	return ""
}

func passageViews(document corpus.Document, text string, passages []corpus.Passage, marked []corpus.Span, names *names) ([]web.PassageView, error) {
	views := make([]web.PassageView, len(passages))
	speaker := ""
	for i, passage := range passages {
		if !passage.Valid(text) {
			return nil, fmt.Errorf("passage %s lies outside its text", passage.ID)
		}
		view := &views[i]
		*view = web.PassageView{
			Anchor: anchor(passage.ID), Kind: string(passage.Kind), Timed: passage.Timed, Seconds: passage.Time.Seconds(), Page: passage.Page,
			Text: web.Segments(passage.Of(text), passage.Start, marked),
		}
		if passage.Language != document.Language {
			view.Language = passage.Language
		}
		for _, mark := range marked {
			view.Hit = view.Hit || passage.Contains(mark)
		}
		if passage.Speaker != "" && passage.Speaker != speaker {
			link, err := names.link(passage.Speaker)
			if err != nil {
				return nil, err
			}
			view.Speaker = &link
		}
		speaker = passage.Speaker
	}
	return views, nil
}

// names finds the names of entities, each once per request.
type names struct {
	ctx      context.Context //nolint:containedctx // lives no longer than one request
	store    graph.Store
	entities map[string]graph.Entity
	mentions map[string][]graph.Mention // by document
}

func (s *Server) names(ctx context.Context) *names {
	return &names{ctx: ctx, store: s.store, entities: map[string]graph.Entity{}, mentions: map[string][]graph.Mention{}}
}

func (n *names) link(id string) (web.Link, error) {
	entity, known := n.entities[id]
	if !known {
		var err error
		if entity, err = graph.EntityByID(n.ctx, n.store, id); err != nil {
			return web.Link{}, err
		}
		n.entities[id] = entity
	}
	return web.Link{Name: entity.Name, URL: "/e/" + url.PathEscape(id), Kind: string(entity.Kind)}, nil
}

// within lists the entities mentioned in a stretch of a document, in the order
// of their first mention.
func (n *names) within(document string, span corpus.Span) ([]web.Link, error) {
	mentions, known := n.mentions[document]
	if !known {
		for mention, err := range n.store.Mentions(n.ctx, graph.MentionFilter{Document: document}) {
			if err != nil {
				return nil, err
			}
			mentions = append(mentions, mention)
		}
		n.mentions[document] = mentions
	}
	var links []web.Link
	seen := map[string]bool{}
	for _, mention := range mentions {
		if seen[mention.Entity] || !span.Contains(mention.Span) {
			continue
		}
		seen[mention.Entity] = true
		link, err := n.link(mention.Entity)
		if err != nil {
			return nil, err
		}
		links = append(links, link)
	}
	return links, nil
}
