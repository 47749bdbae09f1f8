package api

import (
	"context"
	"errors"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/samband/samband/api/web"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/network"
	"github.com/samband/samband/graph/query"
)

// Bounds of the page on how two hang together.
const (
	pageWays  = 3
	pageTells = 4 // sentences of one hop
)

// pathPage tells in sentences how two nodes hang together.
func (s *Server) pathPage(c *gin.Context) (web.Page, error) {
	ctx := c.Request.Context()
	content := web.PathContent{From: c.Query("from"), To: c.Query("to"), Fewest: c.Query("by") == "hops"}
	page := func() web.Page {
		return web.Page{Title: strings.TrimSpace(content.From + " – " + content.To), Content: content}
	}
	if content.From == "" || content.To == "" {
		return page(), nil
	}
	from, err := s.meant(ctx, content.From)
	if err != nil {
		return web.Page{}, err
	}
	to, err := s.meant(ctx, content.To)
	if err != nil {
		return web.Page{}, err
	}
	if from.ID == "" {
		content.Unknown = append(content.Unknown, content.From)
	}
	if to.ID == "" {
		content.Unknown = append(content.Unknown, content.To)
	}
	if len(content.Unknown) > 0 {
		return page(), nil
	}
	snapshot, err := s.network.Snapshot(ctx)
	if err != nil {
		return web.Page{}, err
	}
	paths, err := snapshot.Paths(ctx, from.ID, to.ID, network.PathOptions{K: pageWays, Fewest: content.Fewest})
	if err != nil && !errors.Is(err, network.ErrEffort) {
		return web.Page{}, err
	}
	content.None = len(paths) == 0
	view := &entityView{names: s.names(ctx), documents: &documents{ctx: ctx, server: s, known: map[string]readDocument{}}}
	for i := range paths {
		way, err := view.way(i+1, &paths[i])
		if err != nil {
			return web.Page{}, err
		}
		content.Ways = append(content.Ways, way)
	}
	return page(), nil
}

// meant returns the node that a user means: a document by its id, else the
// entity that graph.Find thinks of first. It has no id where there is none.
func (s *Server) meant(ctx context.Context, text string) (graph.Node, error) {
	text = strings.TrimSpace(text)
	nodes, err := graph.Nodes(ctx, s.store, text)
	if err != nil {
		return graph.Node{}, err
	}
	if node, known := nodes[text]; known {
		return node, nil
	}
	found, err := graph.Find(ctx, s.store, text)
	if err != nil || len(found) == 0 {
		return graph.Node{}, err
	}
	return graph.Node{ID: found[0].ID, Kind: found[0].Kind, Name: found[0].Name}, nil
}

func (v *entityView) way(number int, path *network.Path) (web.WayView, error) {
	way := web.WayView{Number: number}
	for _, hop := range path.Hops {
		var view web.HopView
		for _, relation := range hop.Relations[:min(len(hop.Relations), pageTells)] {
			sentence, err := v.sentence(relation)
			if err != nil {
				return way, err
			}
			view.Sentences = append(view.Sentences, sentence)
		}
		way.Hops = append(way.Hops, view)
	}
	return way, nil
}

// sentence tells a relation in words, beginning where it begins.
func (v *entityView) sentence(relation graph.Relation) (web.SentenceView, error) {
	from, err := v.link(relation.From)
	if err != nil {
		return web.SentenceView{}, err
	}
	shown, err := v.relation(query.Fact{Relation: relation}, false)
	if err != nil {
		return web.SentenceView{}, err
	}
	return web.SentenceView{
		From: from, To: shown.Other, Type: string(relation.Type), Attributes: shown.Attributes, Evidence: shown.Evidence, More: shown.More,
	}, nil
}
