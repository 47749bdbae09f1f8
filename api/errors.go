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
	status int
	slug   string // stable code, last part of the problem type
	public bool   // whether the client may read the cause
}

// classify is the one table from errors to status and problem type. What it
// does not know is a fault of ours, and its cause goes to the log alone.
func classify(err error) class {
	switch {
	case errors.Is(err, graph.ErrNotFound):
		return class{http.StatusNotFound, "not-found", true}
	case errors.Is(err, search.ErrBadRequest):
		return class{http.StatusUnprocessableEntity, "invalid-parameter", true}
	case errors.Is(err, errMethod):
		return class{http.StatusMethodNotAllowed, "method-not-allowed", true}
	case errors.Is(err, context.DeadlineExceeded):
		return class{http.StatusServiceUnavailable, "timeout", false}
	case errors.Is(err, errNotReady):
		return class{http.StatusServiceUnavailable, "not-ready", false}
	}
	return class{http.StatusInternalServerError, "internal", false}
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
