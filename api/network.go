package api

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/network"
	"github.com/samband/samband/graph/query"
	"github.com/samband/samband/search"
)

// networkEvidence is how many pieces of evidence a relation carries in answers
// about many relations.
const networkEvidence = 3

// Hop is one step between two nodes with everything stated between them.
type Hop struct {
	From      graph.Node `json:"from"`
	To        graph.Node `json:"to"`
	Relations []Relation `json:"relations" doc:"Never empty"`
}

// Path is one way from a node to another.
type Path struct {
	Cost float64 `json:"cost" doc:"Lower is closer"`
	Hops []Hop   `json:"hops"`
}

// PathList answers a search for paths.
type PathList struct {
	Items    []Path       `json:"items"`
	Total    search.Total `json:"total"`
	Next     *string      `json:"next"`
	Complete bool         `json:"complete" doc:"False where the search took too long and was given up"`
}

// Group is a community of nodes.
type Group struct {
	Name      string           `json:"name" doc:"Foremost concepts, else members"`
	Size      int              `json:"size" doc:"Nodes, documents among them"`
	Documents int              `json:"documents"`
	Concepts  []graph.Node     `json:"concepts"`
	Members   []network.Member `json:"members" doc:"Entities that belong to it most, first"`
	Ties      []Hop            `json:"ties" doc:"The strongest within it"`
}

// GroupList answers a search for groups.
type GroupList struct {
	Items []Group      `json:"items"`
	Total search.Total `json:"total"`
	Next  *string      `json:"next"`
}

// CentralList answers a search for central nodes.
type CentralList struct {
	Items []network.Central `json:"items"`
	Total search.Total      `json:"total"`
	Next  *string           `json:"next"`
}

// Network is a node with what lies around it.
type Network struct {
	Focus graph.Node   `json:"focus"`
	Nodes []graph.Node `json:"nodes" doc:"The closest first, without the focus"`
	Edges []Hop        `json:"edges"`
	Total int          `json:"total" doc:"Nodes that lie so near, whether shown or not"`
}

// newHops renders hops, with when their relations were seen.
func newHops(ctx context.Context, store graph.Store, from []network.Hop) ([]Hop, error) {
	hops := make([]Hop, len(from))
	for i := range from {
		facts, err := query.Attest(ctx, store, from[i].Relations...)
		if err != nil {
			return nil, err
		}
		hops[i] = Hop{From: from[i].From, To: from[i].To, Relations: make([]Relation, len(facts))}
		for j := range facts {
			hops[i].Relations[j] = NewFact(facts[j], networkEvidence)
		}
	}
	return hops, nil
}

// NewPath renders a path, with when its relations were seen.
func NewPath(ctx context.Context, store graph.Store, p network.Path) (Path, error) {
	hops, err := newHops(ctx, store, p.Hops)
	return Path{Cost: p.Cost, Hops: hops}, err
}

// NewGroup renders a group, with when its ties were seen.
func NewGroup(ctx context.Context, store graph.Store, g network.Group) (Group, error) {
	ties, err := newHops(ctx, store, g.Ties)
	return Group{Name: g.Name, Size: g.Size, Documents: g.Documents, Concepts: g.Concepts, Members: g.Members, Ties: ties}, err
}

func counted(count int) search.Total { return search.Total{Value: count, Relation: "eq"} }

func (s *Server) registerNetwork(api huma.API) {
	huma.Register(api, reading("find-paths", "/paths", "How two nodes are connected, with evidence for every hop"), adapt(s, s.paths))
	huma.Register(api, reading("find-groups", "/groups", "Groups of nodes that have much to do with each other"), adapt(s, s.groups))
	huma.Register(api, reading("find-central", "/central", "The most central people and organisations"), adapt(s, s.central))
	huma.Register(api, reading("get-graph", "/graph", "What lies around a node"), adapt(s, s.around))
}

// AttestedFilter are the parameters that narrow a question to what some documents attest.
type AttestedFilter struct {
	Type       []string `query:"type,explode" doc:"Only by relations of these types; without, by all but MENTIONED_IN and RELATED; paths between others than concepts leave DISCUSSES out, too"`
	Collection string   `query:"collection" doc:"Only on documents of this collection"`
	Since      string   `query:"since" doc:"Only on documents dated so or later: day, month or year"`
	Until      string   `query:"until" doc:"Only on documents dated so or earlier"`
}

func (i *AttestedFilter) documents() network.DocumentFilter {
	filter := network.DocumentFilter{From: i.Since, To: i.Until}
	if i.Collection != "" {
		filter.Collection = &i.Collection
	}
	return filter
}

func (i *AttestedFilter) types() ([]graph.RelationType, error) { return relationTypes(i.Type) }

// relationTypes reads names of types in any case.
func relationTypes(names []string) ([]graph.RelationType, error) {
	var types []graph.RelationType
	for _, name := range names {
		kind, err := ParseRelationType(name)
		if err != nil {
			return nil, err
		}
		types = append(types, kind)
	}
	return types, nil
}

// ParseRelationType reads the name of a type of relation in any case.
func ParseRelationType(name string) (graph.RelationType, error) {
	for _, kind := range graph.RelationTypes() {
		if strings.EqualFold(name, string(kind)) {
			return kind, nil
		}
	}
	return "", fmt.Errorf("%w: relation type %q; known are %v", search.ErrBadRequest, name, graph.RelationTypes())
}

// PartFilter are the parameters that select a part of the graph.
type PartFilter struct {
	AttestedFilter
	Kind []string `query:"kind,explode" enum:"person,organisation,report,concept,place,document" doc:"Only nodes of these kinds"`
}

func (i *PartFilter) filter() (network.Filter, error) {
	types, err := i.types()
	return network.Filter{Kinds: kinds(i.Kind), Types: types, Documents: i.documents()}, err
}

func kinds(names []string) []graph.Kind {
	var list []graph.Kind
	for _, name := range names {
		list = append(list, graph.Kind(name))
	}
	return list
}

// nodeID returns the id of the node that an id leads to.
func (s *Server) nodeID(ctx context.Context, id string) (string, error) {
	if _, entity := graph.KindOf(id); !entity {
		document, err := graph.Document(ctx, s.store, id)
		return document.ID, err
	}
	found, err := graph.Follow(ctx, s.store, id)
	if err == nil && (len(found) == 0 || found[0].ID != id) {
		err = s.gone(id)
	}
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("entity %q: %w", id, graph.ErrNotFound)
	}
	if err != nil {
		return "", err
	}
	return found[0].ID, nil
}

type pathsInput struct {
	AttestedFilter
	From  string   `query:"from" required:"true" doc:"Id of an entity or document"`
	To    string   `query:"to" required:"true" doc:"Id of an entity or document"`
	Max   int      `query:"max" minimum:"1" maximum:"20" default:"6" doc:"Longest path in hops"`
	K     int      `query:"k" minimum:"1" maximum:"100" default:"3" doc:"Paths wanted"`
	By    string   `query:"by" enum:"evidence,hops" default:"evidence" doc:"What makes a path better: rare and well-attested relations, or few hops"`
	Via   []string `query:"via,explode" doc:"Ids of nodes to go through, in this order"`
	Avoid []string `query:"avoid,explode" doc:"Ids of nodes, kinds of node and types of relation not to go by"`
}

type pathsOutput struct{ Body PathList }

func (s *Server) paths(ctx context.Context, input *pathsInput) (*pathsOutput, error) {
	types, err := input.types()
	if err != nil {
		return nil, err
	}
	options := network.PathOptions{K: input.K, MaxHops: input.Max, Fewest: input.By == "hops", Types: types, Documents: input.documents()}
	options.AvoidNamed(input.Avoid...)
	stops := append([]string{input.From, input.To}, input.Via...)
	for i := range stops {
		if stops[i], err = s.nodeID(ctx, stops[i]); err != nil {
			return nil, err
		}
	}
	options.Via = stops[2:]
	snapshot, err := s.network.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	found, err := snapshot.Paths(ctx, stops[0], stops[1], options)
	if err != nil && !errors.Is(err, network.ErrEffort) {
		return nil, err
	}
	list := PathList{Items: make([]Path, len(found)), Total: counted(len(found)), Complete: err == nil}
	for i := range found {
		if list.Items[i], err = NewPath(ctx, s.store, found[i]); err != nil {
			return nil, err
		}
	}
	return &pathsOutput{list}, nil
}

type groupsInput struct {
	PartFilter
	Limit      int     `query:"limit" minimum:"1" maximum:"1000" default:"20"`
	Least      int     `query:"least" minimum:"1" default:"3" doc:"Nodes a group has at least"`
	Members    int     `query:"members" minimum:"1" maximum:"1000" default:"10" doc:"Members shown of each group"`
	Ties       int     `query:"ties" minimum:"0" maximum:"100" default:"3" doc:"Strongest ties shown of each group"`
	Resolution float64 `query:"resolution" minimum:"0.001" maximum:"1000" default:"1" doc:"Above 1 more and smaller groups"`
	Seed       uint64  `query:"seed" default:"0" doc:"Of the order in which nodes are visited; the same seed gives the same groups"`
}

type groupsOutput struct{ Body GroupList }

func (s *Server) groups(ctx context.Context, input *groupsInput) (*groupsOutput, error) {
	filter, err := input.filter()
	if err != nil {
		return nil, err
	}
	options := network.GroupOptions{
		Filter: filter, Limit: input.Limit, Least: input.Least, Members: input.Members, Ties: input.Ties, Resolution: input.Resolution, Seed: input.Seed,
	}
	if options.Ties == 0 {
		options.Ties = -1
	}
	snapshot, err := s.network.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	groups, total, err := snapshot.Groups(ctx, options)
	if err != nil {
		return nil, err
	}
	list := GroupList{Items: make([]Group, len(groups)), Total: counted(total)}
	for i := range groups {
		if list.Items[i], err = NewGroup(ctx, s.store, groups[i]); err != nil {
			return nil, err
		}
	}
	return &groupsOutput{list}, nil
}

type centralInput struct {
	PartFilter
	Ranked  []string `query:"ranked,explode" enum:"person,organisation,report,concept,place,document" doc:"Kinds of node to list; without, people and organisations"`
	By      string   `query:"by" enum:"pagerank,degree,betweenness" default:"pagerank"`
	Limit   int      `query:"limit" minimum:"1" maximum:"1000" default:"20"`
	Samples int      `query:"samples" minimum:"1" maximum:"4096" default:"64" doc:"Nodes from which betweenness is estimated"`
	Seed    uint64   `query:"seed" default:"0" doc:"Of the draw of samples"`
}

type centralOutput struct{ Body CentralList }

func (s *Server) central(ctx context.Context, input *centralInput) (*centralOutput, error) {
	filter, err := input.filter()
	if err != nil {
		return nil, err
	}
	snapshot, err := s.network.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	central, err := snapshot.Central(ctx, network.CentralOptions{
		Filter: filter, Ranked: kinds(input.Ranked), By: network.Measure(input.By), Limit: input.Limit, Samples: input.Samples, Seed: input.Seed,
	})
	if err != nil {
		return nil, err
	}
	return &centralOutput{CentralList{Items: append([]network.Central{}, central...), Total: counted(len(central))}}, nil
}

type aroundInput struct {
	PartFilter
	Focus string `query:"focus" required:"true" doc:"Id of an entity or document"`
	Hops  int    `query:"hops" minimum:"1" maximum:"3" default:"1"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Nodes wanted beside the focus"`
}

type aroundOutput struct{ Body Network }

func (s *Server) around(ctx context.Context, input *aroundInput) (*aroundOutput, error) {
	filter, err := input.filter()
	if err != nil {
		return nil, err
	}
	focus, err := s.nodeID(ctx, input.Focus)
	if err != nil {
		return nil, err
	}
	snapshot, err := s.network.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	found, err := snapshot.Around(ctx, focus, network.AroundOptions{Filter: filter, Hops: input.Hops, Limit: input.Limit})
	if err != nil {
		return nil, err
	}
	edges, err := newHops(ctx, s.store, found.Edges)
	return &aroundOutput{Network{Focus: found.Focus, Nodes: found.Nodes, Edges: edges, Total: found.Total}}, err
}
