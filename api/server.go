package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"github.com/samband/samband/api/web"
	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/network"
	"github.com/samband/samband/graph/query"
	"github.com/samband/samband/search"
)

// Timeouts of the server. A search has its own, shorter deadline.
const (
	readTimeout     = 10 * time.Second
	writeTimeout    = 60 * time.Second
	idleTimeout     = 2 * time.Minute
	searchTimeout   = 10 * time.Second
	shutdownTimeout = 10 * time.Second
	maxHeaderBytes  = 64 << 10
)

// Texts finds canonical texts.
type Texts interface {
	// Text returns the canonical text with the SHA-256 hash.
	Text(ctx context.Context, hash string) (string, error)
}

// Config is what the server answers from.
type Config struct {
	Store    graph.Store
	Searcher search.Searcher
	Texts    Texts
	Coverage search.Covered
	Curator  Curator       // nil where nothing is decided
	Writer   Writer        // nil where the library is only read
	Ingester Ingester      // nil where no documents are added
	Keys     *Keys         // nil accepts none
	Network  *network.Live // nil makes one that is kept nowhere
	Journal  query.Journal // when documents came and went; nil where nobody asks what is new
	Version  string
	Erased   func(entity string) bool // whether the entity with the id was a person who was erased; nil is nobody
	// RequireKey makes reading, too, take a key.
	RequireKey bool
	Hosts      []string // names under which a server that listens on loopback may be asked, besides its own
	Logger     *slog.Logger
}

// Server answers requests.
type Server struct {
	store    graph.Store
	searcher search.Searcher
	texts    Texts
	covered  search.Covered
	network  *network.Live
	journal  query.Journal
	curator  Curator
	writer   Writer
	ingester Ingester
	keys     *Keys
	repeats  repeats
	logger   *slog.Logger
	pages    *web.Renderer
	hosts    []string
	engine   *gin.Engine

	requireKey bool

	erased func(entity string) bool
}

// New returns a server.
func New(config Config) (*Server, error) {
	if config.Store == nil || config.Searcher == nil || config.Texts == nil || config.Coverage == nil {
		return nil, errors.New("api: store, searcher, texts and coverage are required")
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	if config.Network == nil {
		live, err := network.NewLive(network.Config{Store: config.Store, Logger: config.Logger})
		if err != nil {
			return nil, fmt.Errorf("api: %w", err)
		}
		config.Network = live
	}
	pages, err := web.New()
	if err != nil {
		return nil, fmt.Errorf("api: %w", err)
	}
	s := &Server{
		store: config.Store, searcher: config.Searcher, texts: config.Texts, covered: config.Coverage, logger: config.Logger, pages: pages, hosts: config.Hosts,
		curator: config.Curator, writer: config.Writer, ingester: config.Ingester, keys: config.Keys, requireKey: config.RequireKey,
	}
	s.network = config.Network
	s.erased = config.Erased
	s.journal = config.Journal
	s.engine = s.routes(config.Version)
	return s, nil
}

// Handler returns the handler of all routes.
func (s *Server) Handler() http.Handler { return s.sameOrigin(headAsGet(s.engine)) }

func (s *Server) routes(version string) *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.ContextWithFallback = true
	engine.Use(s.identify, s.log, s.recover, secure, s.authenticate)
	engine.NoRoute(func(c *gin.Context) { s.fail(c, fmt.Errorf("page %s: %w", c.Request.URL.Path, graph.ErrNotFound)) })
	engine.NoMethod(func(c *gin.Context) { s.fail(c, errMethod) })
	engine.GET("/healthz", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"status": "ok"}) })
	engine.GET("/readyz", s.ready)
	s.registerPages(engine)
	s.registerAPI(humagin.New(engine, apiConfig(version)))
	return engine
}

func apiConfig(version string) huma.Config {
	config := huma.DefaultConfig("Samband", version)
	config.Info.Description = "Search Swedish documents, and the people, organisations, reports and concepts in them, with evidence for every fact."
	config.OpenAPIPath = "/openapi"
	config.DocsPath = "" // the built-in documentation page loads code from another host
	config.RejectUnknownQueryParameters = true
	config.CreateHooks = nil // no $schema in bodies: it would make them depend on the host
	return config
}

// reading describes a route that only reads.
func reading(id, path, summary string) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: http.MethodGet, Path: "/api/v1" + path, Summary: summary,
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusInternalServerError},
	}
}

func (s *Server) registerAPI(api huma.API) {
	huma.Register(api, reading("search", "/search", "Passages that answer a query"), adapt(s, s.search))
	huma.Register(api, reading("get-document", "/documents/{id}", "A document with its passages"), adapt(s, s.document))
	huma.Register(api, reading("list-documents", "/documents", "Documents in order of id"), adapt(s, s.documents))
	huma.Register(api, reading("get-entity", "/entities/{id}", "An entity with its relations and mentions"), adapt(s, s.entity))
	huma.Register(api, reading("list-entities", "/entities", "Entities whose name begins with a prefix"), adapt(s, s.entities))
	huma.Register(api, reading("coverage", "/coverage", "What is in the library"), adapt(s, s.coverage))
	s.registerExplore(api)
	s.registerNetwork(api)
	s.registerQuestions(api)
	s.registerCuration(api)
	s.registerDelete(api)
	s.registerUpload(api)
}

// adapt turns the errors of a handler into problem documents.
func adapt[I, O any](s *Server, handle func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, input *I) (*O, error) {
		output, err := handle(ctx, input)
		if err != nil {
			problem, header := s.problem(ctx, err)
			if len(header) > 0 {
				return nil, huma.ErrorWithHeaders(problem, header)
			}
			return nil, problem
		}
		return output, nil
	}
}

func (s *Server) ready(c *gin.Context) {
	if _, err := s.store.Stats(c.Request.Context()); err != nil {
		s.fail(c, fmt.Errorf("%w: %w", errNotReady, err))
		return
	}
	c.JSON(http.StatusOK, gin.H{"status": "ready"})
}

// Serve answers on the listener until ctx is done, then lets running requests
// finish for a short while.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler: s.guarded(listener.Addr()), ReadHeaderTimeout: readTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderBytes,
		ErrorLog: slog.NewLogLogger(s.logger.Handler(), slog.LevelWarn),
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(deadline); err != nil {
		return errors.Join(fmt.Errorf("stop serving: %w", err), server.Close())
	}
	return nil
}
