package api

import (
	"context"
	"errors"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
	"github.com/samband/samband/search"
)

// shownCoCited is how many co-cited reports are told.
const shownCoCited = 50

func (s *Server) registerQuestions(api huma.API) {
	huma.Register(api, reading("list-neighbours", "/entities/{id}/neighbours", "Who and what is around an entity, one or two hops away"), adapt(s, s.neighbours))
	huma.Register(api, reading("list-relations", "/entities/{id}/relations", "Facts about an entity"), adapt(s, s.relations))
	huma.Register(api, reading("list-mentions", "/entities/{id}/mentions", "Where an entity is spoken of, newest document first"), adapt(s, s.mentions))
	huma.Register(api, reading("list-quotes", "/entities/{id}/quotes", "What a person has said, of a concept where one is given, newest first"), adapt(s, s.quotes))
	huma.Register(api, reading("get-timeline", "/entities/{id}/timeline", "Every dated fact about an entity"), adapt(s, s.timeline))
	huma.Register(api, reading("get-history", "/entities/{id}/history", "What people have decided about an entity, in order of the log"), adapt(s, s.history))
	huma.Register(api, reading("find-together", "/together", "Meetings, documents and passages that entities share"), adapt(s, s.together))
	huma.Register(api, reading("find-roles", "/roles", "Roles of a person or in an organisation, on a date and through time"), adapt(s, s.roles))
	huma.Register(api, reading("find-citations", "/citations", "Who cites a report, where and with which words, and what is cited with it"), adapt(s, s.citations))
	huma.Register(api, reading("compare", "/compare", "What two entities of a kind or two documents share, and what only one has"), adapt(s, s.compare))
	if s.journal == nil {
		return
	}
	huma.Register(api, reading("list-changes", "/changes", "Documents that came, changed or went, and what they brought; latest first"), adapt(s, s.changes))
	huma.Register(api, reading("list-revisions", "/documents/{id}/revisions", "Revisions of a document, oldest first"), adapt(s, s.revisions))
	huma.Register(api, reading("get-diff", "/documents/{id}/diff", "Where two revisions of a document differ"), adapt(s, s.diff))
}

// badQuestion makes errors of questions those of parameters.
func badQuestion(err error) error {
	if errors.Is(err, query.ErrInvalid) {
		return fmt.Errorf("%w: %w", search.ErrBadRequest, err)
	}
	return err
}

// ScopeInput narrows a question to what some documents attest.
type ScopeInput struct {
	Collection string `query:"collection" doc:"Only on documents of this collection"`
	Since      string `query:"since" doc:"Only on documents dated so or later: day, month or year"`
	Until      string `query:"until" doc:"Only on documents dated so or earlier"`
}

func (i *ScopeInput) scope() query.Scope {
	return query.Scope{Collection: optional(i.Collection), From: i.Since, To: i.Until}
}

// QuestionInput asks for a list about one entity.
type QuestionInput struct {
	PageInput
	ScopeInput
	ID string `path:"id" doc:"Id of an entity"`
}

// subject finds the entity a question is about. An id that it had before
// redirects to the same question about the entity it leads to.
func (s *Server) subject(ctx context.Context, input *QuestionInput, question string) (graph.Entity, query.Window, error) {
	entity, err := s.entityAt(ctx, input.ID, "/api/v1/entities/")
	if moved, ok := errors.AsType[*movedError](err); ok {
		moved.location += "/" + question
		if input.Address != nil && input.Address.RawQuery != "" {
			moved.location += "?" + input.Address.RawQuery
		}
	}
	if err != nil {
		return entity, query.Window{}, err
	}
	window, err := input.window()
	return entity, window, err
}

type neighboursInput struct {
	QuestionInput
	Type      []string `query:"type,explode" doc:"Only by relations of these types; without, by all but MENTIONED_IN and RELATED"`
	Kind      []string `query:"kind,explode" enum:"person,organisation,report,concept,place,document" doc:"Only nodes of these kinds"`
	Direction string   `query:"direction" enum:"both,out,in" default:"both" doc:"Of the relations, seen from the entity"`
	Depth     int      `query:"depth" minimum:"1" maximum:"2" default:"1" doc:"Hops away, not nearer"`
}

func (s *Server) neighbours(ctx context.Context, input *neighboursInput) (*listOutput[Neighbour], error) {
	entity, window, err := s.subject(ctx, &input.QuestionInput, "neighbours")
	if err != nil {
		return nil, err
	}
	types, err := relationTypes(input.Type)
	if err != nil {
		return nil, err
	}
	page, err := query.Neighbours(ctx, s.store, entity.ID, query.NeighbourOptions{
		Types: types, Kinds: kinds(input.Kind), Direction: query.Direction(input.Direction), Depth: input.Depth, Scope: input.scope(), Window: window,
	})
	if err != nil {
		return nil, badQuestion(err)
	}
	return listed(ctx, &input.PageInput, window, page, plain(newNeighbour))
}

type relationsInput struct {
	QuestionInput
	Type      []string `query:"type,explode" doc:"Only of these types; without, all but MENTIONED_IN and RELATED"`
	Direction string   `query:"direction" enum:"both,out,in" default:"both"`
}

func (s *Server) relations(ctx context.Context, input *relationsInput) (*listOutput[Relation], error) {
	entity, window, err := s.subject(ctx, &input.QuestionInput, "relations")
	if err != nil {
		return nil, err
	}
	types, err := relationTypes(input.Type)
	if err != nil {
		return nil, err
	}
	page, err := query.Relations(ctx, s.store, entity.ID, query.RelationOptions{
		Types: types, Direction: query.Direction(input.Direction), Scope: input.scope(), Window: window,
	})
	if err != nil {
		return nil, badQuestion(err)
	}
	return listed(ctx, &input.PageInput, window, page, plain(func(f *query.Fact) Relation { return NewFact(*f, maxEvidence) }))
}

func (s *Server) mentions(ctx context.Context, input *QuestionInput) (*listOutput[Mentioned], error) {
	entity, window, err := s.subject(ctx, input, "mentions")
	if err != nil {
		return nil, err
	}
	page, err := query.Mentions(ctx, s.store, entity.ID, input.scope(), window)
	if err != nil {
		return nil, badQuestion(err)
	}
	return listed(ctx, &input.PageInput, window, page, s.excerpts().mentioned)
}

type quotesInput struct {
	QuestionInput
	Concept string `query:"concept" doc:"Id of a concept; narrower concepts and compounds with its names count too"`
}

func (s *Server) quotes(ctx context.Context, input *quotesInput) (*listOutput[Saying], error) {
	entity, window, err := s.subject(ctx, &input.QuestionInput, "quotes")
	if err != nil {
		return nil, err
	}
	options := query.SaidOptions{Scope: input.scope(), Window: window}
	if input.Concept != "" {
		if options.Concept, err = s.nodeID(ctx, input.Concept); err != nil {
			return nil, err
		}
	}
	page, err := query.Said(ctx, s.store, entity.ID, options)
	if err != nil {
		return nil, badQuestion(err)
	}
	return listed(ctx, &input.PageInput, window, page, s.excerpts().saying)
}

type timelineInput struct {
	PageInput
	ID         string   `path:"id" doc:"Id of an entity"`
	Type       []string `query:"type,explode" doc:"Only facts of these types; without, all but MENTIONED_IN and RELATED"`
	Collection string   `query:"collection" doc:"Only what documents of this collection say"`
	Since      string   `query:"since" doc:"Only events then or later: day, month or year"`
	Until      string   `query:"until" doc:"Only events then or earlier"`
	Order      string   `query:"order" enum:"oldest,newest" default:"oldest" doc:"What comes first; what has no date always comes last"`
}

func (s *Server) timeline(ctx context.Context, input *timelineInput) (*listOutput[Event], error) {
	entity, window, err := s.subject(ctx, &QuestionInput{PageInput: input.PageInput, ID: input.ID}, "timeline")
	if err != nil {
		return nil, err
	}
	types, err := relationTypes(input.Type)
	if err != nil {
		return nil, err
	}
	page, err := query.Timeline(ctx, s.store, entity.ID, query.TimelineOptions{
		Types: types, Collection: optional(input.Collection), From: input.Since, To: input.Until, NewestFirst: input.Order == "newest", Window: window,
	})
	if err != nil {
		return nil, badQuestion(err)
	}
	return listed(ctx, &input.PageInput, window, page, plain(newEvent))
}

type historyInput struct {
	ID    string `path:"id" doc:"Id of an entity, or one that it had before"`
	After string `query:"after" doc:"Only what follows this decision in the log; next of the answer before"`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"50"`
}

func (s *Server) history(ctx context.Context, input *historyInput) (*curationsOutput, error) {
	output, err := s.curations(ctx, &curationsInput{Entity: input.ID, After: input.After, Limit: input.Limit})
	if err == nil && len(output.Body.Items) == 0 {
		_, err = s.entityAt(ctx, input.ID, "/api/v1/entities/")
	}
	return output, err
}

type togetherInput struct {
	PageInput
	ScopeInput
	ID []string `query:"id,explode" required:"true" minItems:"2" maxItems:"10" doc:"Ids of entities"`
}

func (s *Server) together(ctx context.Context, input *togetherInput) (*listOutput[Shared], error) {
	window, err := input.window()
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(input.ID))
	for i, id := range input.ID {
		if ids[i], err = s.nodeID(ctx, id); err != nil {
			return nil, err
		}
	}
	page, err := query.Together(ctx, s.store, ids, query.TogetherOptions{Scope: input.scope(), Window: window})
	if err != nil {
		return nil, badQuestion(err)
	}
	return listed(ctx, &input.PageInput, window, page, s.excerpts().shared)
}

// RoleList answers a question for roles.
type RoleList struct {
	List[Role]
	Node graph.Node  `json:"node"`
	On   string      `json:"on" doc:"Date of the standings"`
	Gaps []query.Gap `json:"gaps" doc:"Stretches of time between known roles, of an organisation between known holders of a title, of which nothing is known"`
}

type rolesInput struct {
	PageInput
	ScopeInput
	Of    string `query:"of" required:"true" doc:"Id of a person or an organisation"`
	On    string `query:"on" doc:"Date on which to tell who holds what: day, month or year"`
	Title string `query:"title" doc:"Only roles whose title contains this"`
}

type rolesOutput struct{ Body RoleList }

func (s *Server) roles(ctx context.Context, input *rolesInput) (*rolesOutput, error) {
	window, err := input.window()
	if err != nil {
		return nil, err
	}
	id, err := s.nodeID(ctx, input.Of)
	if err != nil {
		return nil, err
	}
	answer, err := query.Roles(ctx, s.store, id, query.RoleOptions{On: input.On, Title: input.Title, Scope: input.scope(), Window: window})
	if err != nil {
		return nil, badQuestion(err)
	}
	list, err := listed(ctx, &input.PageInput, window, answer.Roles, plain(newRole))
	if err != nil {
		return nil, err
	}
	return &rolesOutput{RoleList{list.Body, answer.Node, answer.On, answer.Gaps}}, nil
}

// CitationList answers who cites a report.
type CitationList struct {
	List[Citation]
	Documents    int          `json:"documents" doc:"That cite it"`
	CoCited      []CoCitation `json:"cocited" doc:"Reports that the same documents cite, the first fifty"`
	CoCitedCount int          `json:"cocited_count"`
}

type citationsInput struct {
	PageInput
	ScopeInput
	Report string `query:"report" required:"true" doc:"Id of a report"`
}

type citationsOutput struct{ Body CitationList }

func (s *Server) citations(ctx context.Context, input *citationsInput) (*citationsOutput, error) {
	window, err := input.window()
	if err != nil {
		return nil, err
	}
	id, err := s.nodeID(ctx, input.Report)
	if err != nil {
		return nil, err
	}
	answer, err := query.Citations(ctx, s.store, id, query.CitationOptions{Scope: input.scope(), Window: window, CoCited: shownCoCited})
	if err != nil {
		return nil, badQuestion(err)
	}
	list, err := listed(ctx, &input.PageInput, window, answer.Citations, s.excerpts().citation)
	if err != nil {
		return nil, err
	}
	body := CitationList{list.Body, answer.Documents, make([]CoCitation, len(answer.CoCited.Items)), answer.CoCited.Total}
	for i := range answer.CoCited.Items {
		body.CoCited[i] = newCoCitation(&answer.CoCited.Items[i])
	}
	return &citationsOutput{body}, nil
}

// Comparison is what two nodes share, and what only one of them has.
type Comparison struct {
	A      graph.Node     `json:"a"`
	B      graph.Node     `json:"b"`
	Shared List[Likeness] `json:"shared"`
	OnlyA  List[Likeness] `json:"only_a"`
	OnlyB  List[Likeness] `json:"only_b"`
}

type compareInput struct {
	PageInput
	ScopeInput
	A    string   `query:"a" required:"true" doc:"Id of an entity or a document"`
	B    string   `query:"b" required:"true" doc:"Id of one of the same kind"`
	Type []string `query:"type,explode" doc:"Only relations of these types"`
}

type compareOutput struct{ Body Comparison }

func (s *Server) compare(ctx context.Context, input *compareInput) (*compareOutput, error) {
	window, err := input.window()
	if err != nil {
		return nil, err
	}
	types, err := relationTypes(input.Type)
	if err != nil {
		return nil, err
	}
	ids := []string{input.A, input.B}
	for i := range ids {
		if ids[i], err = s.nodeID(ctx, ids[i]); err != nil {
			return nil, err
		}
	}
	answer, err := query.Compare(ctx, s.store, ids[0], ids[1], query.CompareOptions{Types: types, Scope: input.scope(), Window: window})
	if err != nil {
		return nil, badQuestion(err)
	}
	output := compareOutput{Comparison{A: answer.A, B: answer.B}}
	for _, part := range []struct {
		page query.Page[query.Likeness]
		into *List[Likeness]
	}{{answer.Shared, &output.Body.Shared}, {answer.OnlyA, &output.Body.OnlyA}, {answer.OnlyB, &output.Body.OnlyB}} {
		list, err := listed(ctx, &input.PageInput, window, part.page, plain(newLikeness))
		if err != nil {
			return nil, err
		}
		*part.into = list.Body
	}
	return &output, nil
}
