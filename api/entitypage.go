package api

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/samband/samband/api/web"
	"github.com/samband/samband/corpus"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

// Bounds of an entity's page.
const (
	shownEvidence = 3 // per relation
	shownMentions = 50
	shownRoles    = 30
)

func (s *Server) entityPage(c *gin.Context) (web.Page, error) {
	ctx := c.Request.Context()
	entity, err := s.entityAt(ctx, c.Param("id"), "/e/")
	if err != nil {
		return web.Page{}, err
	}
	found, err := s.about(ctx, entity)
	if err != nil {
		return web.Page{}, err
	}
	view := &entityView{names: s.names(ctx), documents: &documents{ctx: ctx, server: s, known: map[string]readDocument{}}}
	content := web.EntityContent{
		ID: entity.ID, Name: entity.Name, Kind: string(entity.Kind), Aliases: entity.Aliases, Documents: entity.Documents,
		Attributes: attributes(entity.Attributes),
	}
	if content.Roles, err = s.roleViews(ctx, view, &entity); err != nil {
		return web.Page{}, err
	}
	if content.Groups, err = view.groups(entity.ID, found.relations); err != nil {
		return web.Page{}, err
	}
	if content.Mentions, err = view.mentions(found.mentions); err != nil {
		return web.Page{}, err
	}
	return web.Page{Title: entity.Name, Content: content}, nil
}

// roleViews tells the titled roles of a person or in an organisation through
// time.
func (s *Server) roleViews(ctx context.Context, view *entityView, entity *graph.Entity) ([]web.RoleView, error) {
	if entity.Kind != graph.Person && entity.Kind != graph.Organisation {
		return nil, nil
	}
	answer, err := query.Roles(ctx, s.store, entity.ID, query.RoleOptions{Window: query.Window{Limit: shownRoles}})
	if err != nil {
		return nil, err
	}
	var roles []web.RoleView
	for _, role := range answer.Roles.Items {
		if role.Title == "" || len(role.Periods) == 0 {
			continue
		}
		shown, other := web.RoleView{Title: role.Title}, role.Organisation.ID
		if entity.Kind == graph.Organisation {
			other = role.Person.ID
		}
		if other != "" {
			if shown.Other, err = view.link(other); err != nil {
				return nil, err
			}
		}
		for _, period := range role.Periods {
			shown.Periods = append(shown.Periods, web.RolePeriod(period))
		}
		roles = append(roles, shown)
	}
	return roles, nil
}

func attributes(from map[string]string) []web.Attribute {
	var list []web.Attribute
	for name, value := range from {
		list = append(list, web.Attribute{Name: name, Value: value})
	}
	slices.SortFunc(list, func(a, b web.Attribute) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// entityView makes the parts of one entity's page.
type entityView struct {
	names     *names
	documents *documents
}

// readingOrder is the order in which a reader wants to know: who somebody is,
// what they say, where they were, what they wrote, and the rest.
func readingOrder() []graph.RelationType {
	order := []graph.RelationType{
		graph.HasRole, graph.AffiliatedWith, graph.PartOf, graph.MemberOf, graph.Said, graph.SpeaksIn, graph.Attended,
		graph.Presented, graph.Authored, graph.Published, graph.Cites,
	}
	for _, kind := range graph.RelationTypes() {
		if !slices.Contains(order, kind) {
			order = append(order, kind)
		}
	}
	return order
}

// groups sorts relations by type and direction.
func (v *entityView) groups(id string, relations []query.Fact) ([]web.RelationGroup, error) {
	var groups []web.RelationGroup
	for _, kind := range readingOrder() {
		for _, incoming := range []bool{false, true} {
			group := web.RelationGroup{Type: string(kind), Incoming: incoming}
			for _, relation := range relations {
				if relation.Type != kind || (relation.From != id) != incoming {
					continue
				}
				view, err := v.relation(relation, incoming)
				if err != nil {
					return nil, err
				}
				group.Relations = append(group.Relations, view)
			}
			if len(group.Relations) > 0 {
				groups = append(groups, group)
			}
		}
	}
	return groups, nil
}

func (v *entityView) relation(relation query.Fact, incoming bool) (web.RelationView, error) {
	other := relation.To
	if incoming {
		other = relation.From
	}
	link, err := v.link(other)
	if err != nil {
		return web.RelationView{}, err
	}
	view := web.RelationView{
		Other: link, Attributes: attributes(relation.Attributes),
		First: relation.First, Last: relation.Last, Count: relation.Count, Documents: len(relation.Documents),
	}
	said := map[string]bool{}
	for _, evidence := range relation.Evidence {
		words := evidence.Document + " " + evidence.Quote // a speaker's label says the same at every turn
		if said[words] || len(view.Evidence) == shownEvidence {
			view.More++
			continue
		}
		said[words] = true
		from, err := v.documents.read(evidence.Document)
		if err != nil {
			return view, err
		}
		view.Evidence = append(view.Evidence, web.EvidenceView{
			Quote: evidence.Quote, Title: titleOf(from.document), Date: from.document.Date, URL: from.url(evidence.Span),
		})
	}
	return view, nil
}

// link leads to an entity, a document or a passage of one.
func (v *entityView) link(id string) (web.Link, error) {
	if _, ok := graph.KindOf(id); ok {
		return v.names.link(id)
	}
	document, _, passage := strings.Cut(id, ":")
	from, err := v.documents.read(document)
	if err != nil {
		return web.Link{}, err
	}
	link := web.Link{Name: titleOf(from.document), URL: "/d/" + url.PathEscape(document)}
	if passage {
		link.URL += "#" + anchor(id)
	}
	return link, nil
}

func (v *entityView) mentions(mentions []graph.Mention) ([]web.MentionView, error) {
	var views []web.MentionView
	shown := map[string]bool{}
	for _, mention := range mentions {
		from, err := v.documents.read(mention.Document)
		if err != nil {
			return nil, err
		}
		passage, ok := from.around(mention.Span)
		if !ok || shown[passage.ID] || len(views) == shownMentions {
			continue
		}
		shown[passage.ID] = true
		views = append(views, web.MentionView{
			URL: from.url(mention.Span), Title: titleOf(from.document), Date: from.document.Date,
			Text: web.Segments(passage.Of(from.text), passage.Start, []corpus.Span{mention.Span}),
		})
	}
	return views, nil
}

// documents reads documents, each once per request.
type documents struct {
	ctx    context.Context //nolint:containedctx // lives no longer than one request
	server *Server
	known  map[string]readDocument
}

type readDocument struct {
	document corpus.Document
	text     string
	passages []corpus.Passage
}

func (d *documents) read(id string) (readDocument, error) {
	if found, ok := d.known[id]; ok {
		return found, nil
	}
	var found readDocument
	var err error
	if found.document, found.text, found.passages, err = d.server.read(d.ctx, id); err != nil {
		return readDocument{}, err
	}
	d.known[id] = found
	return found, nil
}

// around returns the passage that holds the span.
func (r readDocument) around(span corpus.Span) (corpus.Passage, bool) {
	i, _ := slices.BinarySearchFunc(r.passages, span.Start, func(p corpus.Passage, start int) int { return cmp.Compare(p.End, start+1) })
	if i == len(r.passages) || !r.passages[i].Contains(span) {
		return corpus.Passage{}, false
	}
	return r.passages[i], true
}

// url leads to the span in its document.
func (r readDocument) url(span corpus.Span) string {
	passage, ok := r.around(span)
	if !ok {
		return "/d/" + url.PathEscape(r.document.ID)
	}
	return hitURL(r.document.ID, span, nil, passage.ID)
}
