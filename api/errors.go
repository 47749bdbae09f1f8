package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/search"
)

var (
	errMethod   = errors.New("method not allowed")
	errNotReady = errors.New("not ready")
	errInternal = errors.New("internal fault")
)

// class is how an error is told to a client.
type class struct {
	err    error // errors of the class wrap it
	status int
	slug   string // stable code, last part of the problem type
	public bool   // whether the client may read the cause
}

// classes is the one table from errors to status and problem type. The last
// entry is for what no other is: a fault of ours, whose cause goes to the log
// alone.
func classes() []class {
	return []class{
		{graph.ErrNotFound, http.StatusNotFound, "not-found", true},
		{search.ErrBadRequest, http.StatusUnprocessableEntity, "invalid-parameter", true},
		{errMethod, http.StatusMethodNotAllowed, "method-not-allowed", true},
		{context.DeadlineExceeded, http.StatusServiceUnavailable, "timeout", false},
		{errNotReady, http.StatusServiceUnavailable, "not-ready", false},
		{errInternal, http.StatusInternalServerError, "internal", false},
	}
}

func classify(err error) class {
	known := classes()
	for _, class := range known {
		if errors.Is(err, class.err) {
			return class
		}
	}
	return known[len(known)-1]
}

// problem makes the problem document of an error and logs what is ours.
func (s *Server) problem(ctx context.Context, err error) *huma.ErrorModel {
	found := classify(err)
	detail := http.StatusText(found.status)
	if found.public {
		detail = err.Error()
	}
	if found.status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.logger.ErrorContext(ctx, "request failed", "request_id", requestID(ctx), "error", err)
	}
	return &huma.ErrorModel{
		Type: "/docs/problems/" + found.slug, Title: http.StatusText(found.status), Status: found.status,
		Detail: detail, Instance: requestID(ctx),
	}
}

// fail answers a route that huma does not handle: a page for a browser, a
// problem document for everyone else.
func (s *Server) fail(c *gin.Context, err error) {
	problem := s.problem(c.Request.Context(), err)
	if c.Writer.Written() {
		c.Abort()
		return
	}
	if wantsPage(c) {
		s.renderProblem(c, problem)
		c.Abort()
		return
	}
	c.Header("Content-Type", "application/problem+json")
	c.AbortWithStatusJSON(problem.Status, problem)
}
