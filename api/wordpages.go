package api

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/samband/samband/api/web"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/search"
)

// The page's concordance: passages that give its lines, and their context.
const (
	linesOnPage   = 200
	contextOnPage = 60 // characters on each side
)

func (s *Server) registerWordPages(engine *gin.Engine) {
	engine.GET("/kwic", s.tableOr("kwic", s.linesPage))
	engine.GET("/trend", s.tableOr("trend", s.trendPage))
}

// tableOr serves a page, or where the address ends in format=csv its rows.
func (s *Server) tableOr(name string, content func(*gin.Context) (web.Page, [][]string, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		page, rows, err := content(c)
		switch {
		case err != nil:
			s.fail(c, err)
		case c.Query("format") == "csv":
			s.writeCSV(c, name, rows)
		default:
			s.render(c, http.StatusOK, name, page)
		}
	}
}

// writeCSV writes rows so that no spreadsheet takes a cell for a formula.
func (s *Server) writeCSV(c *gin.Context, name string, rows [][]string) {
	c.Header("Content-Type", "text/csv; charset=utf-8")
	c.Header("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	c.Status(http.StatusOK)
	w := csv.NewWriter(c.Writer)
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		if err := w.Write(row); err != nil {
			break // Flush reports it
		}
	}
	if w.Flush(); w.Error() != nil {
		s.logger.ErrorContext(c.Request.Context(), "write table", "table", name, "error", w.Error())
	}
}

func (s *Server) linesPage(c *gin.Context) (web.Page, [][]string, error) {
	asked := questionOf(c)
	order := asked.values.Get("sort")
	request := asked.request()
	request.Mode, request.Sort, request.Group, request.Limit = search.ModeText, "", false, linesOnPage
	result, err := s.find(c.Request.Context(), request)
	if err != nil {
		return web.Page{}, nil, err
	}
	lines := search.Concordance(result.Hits, contextOnPage)
	search.SortLines(lines, order)
	content := web.LinesContent{
		Query: request.Query, Notes: result.Query.Notes, Search: onPage("/search", asked.with("sort")),
		CSV: onPage("/kwic", asked.with("sort", order)) + "&format=csv",
	}
	for _, name := range []string{search.LinesByLeft, search.LinesByMatch, search.LinesByRight, search.LinesBySpeaker, search.LinesByDate} {
		content.Columns = append(content.Columns, web.LineColumn{Name: name, URL: onPage("/kwic", asked.with("sort", name)), Current: order == name})
	}
	rows := [][]string{{"left", "match", "right", "speaker", "date", "title", "passage", "start", "end"}}
	names := s.names(c.Request.Context())
	for i := range lines {
		l := &lines[i]
		view := web.LineView{Left: l.Left, Match: l.Match, Right: l.Right, Date: l.Date, Title: l.Title, URL: hitURL(l.Document, l.Span, []corpus.Span{l.Span}, l.Passage)}
		speaker := ""
		if l.Speaker != "" {
			link, err := names.link(l.Speaker)
			if err != nil {
				return web.Page{}, nil, err
			}
			view.Speaker, speaker = &link, link.Name
		}
		content.Lines = append(content.Lines, view)
		rows = append(rows, []string{l.Left, l.Match, l.Right, speaker, l.Date, l.Title, l.Passage, strconv.Itoa(l.Start), strconv.Itoa(l.End)})
	}
	return web.Page{Title: request.Query, Query: request.Query, Content: content}, rows, nil
}

// onPage moves the address of a search to another page.
func onPage(path, address string) string { return path + strings.TrimPrefix(address, "/search") }

func (s *Server) trendPage(c *gin.Context) (web.Page, [][]string, error) {
	explorer, err := s.explorer()
	if err != nil {
		return web.Page{}, nil, err
	}
	asked := questionOf(c)
	found, err := explorer.Trend(c.Request.Context(), asked.request())
	if err != nil {
		return web.Page{}, nil, err
	}
	trend := NewTrend(found)
	content := web.TrendContent{
		Query: found.Query.Text, Notes: found.Query.Notes, Total: found.Total, Most: 1, Search: asked.with("sort"),
		CSV: onPage("/trend", asked.with("sort")) + "&format=csv",
	}
	rows := [][]string{{"year", "passages", "words", "per_10000_words"}}
	for _, period := range trend.Items {
		rate := fmt.Sprintf("%.2f", period.PerWords)
		view := web.PeriodView{Year: period.Year, Passages: period.Passages, Rate: rate}
		if period.Year != "" {
			view.URL = asked.with("year", period.Year)
		}
		content.Most = max(content.Most, period.Passages)
		content.Periods = append(content.Periods, view)
		rows = append(rows, []string{period.Year, strconv.Itoa(period.Passages), strconv.Itoa(period.Words), rate})
	}
	return web.Page{Title: found.Query.Text, Query: found.Query.Text, Content: content}, rows, nil
}
