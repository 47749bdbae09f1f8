package api

import (
	"context"
	"errors"
	"maps"
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

	errRests       = errors.New("a later decision rests on it")
	errCrossOrigin = errors.New("a page elsewhere may not change anything here")
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
		{errErased, http.StatusGone, "erased", true},
		{search.ErrBadRequest, http.StatusUnprocessableEntity, "invalid-parameter", true},
		{graph.ErrProposal, http.StatusUnprocessableEntity, "invalid-parameter", true},
		{errUpload, http.StatusUnprocessableEntity, "invalid-parameter", true},
		{graph.ErrUndone, http.StatusConflict, "conflict", true},
		{errRests, http.StatusConflict, "conflict", true}, // for every *graph.RestsError
		{errRepeatRunning, http.StatusConflict, "conflict", true},
		{errRepeatDiffers, http.StatusUnprocessableEntity, "idempotency-key-reused", true},
		{errCondition, http.StatusPreconditionFailed, "precondition-failed", true},
		{errNoCondition, http.StatusPreconditionRequired, "precondition-required", true},
		{errUnauthenticated, http.StatusUnauthorized, "unauthorised", true},
		{errBadKey, http.StatusUnauthorized, "unauthorised", true},
		{errForbidden, http.StatusForbidden, "forbidden", true},
		{errReadOnly, http.StatusForbidden, "read-only", true},
		{errCrossOrigin, http.StatusForbidden, "cross-origin", true},
		{errMoved, http.StatusMovedPermanently, "merged", true},
		{ErrBusy, http.StatusServiceUnavailable, "busy", true},
		{errMethod, http.StatusMethodNotAllowed, "method-not-allowed", true},
		{context.DeadlineExceeded, http.StatusServiceUnavailable, "timeout", false},
		{errNotReady, http.StatusServiceUnavailable, "not-ready", false},
		{errInternal, http.StatusInternalServerError, "internal", false},
	}
}

func classify(err error) class {
	known := classes()
	if _, rests := errors.AsType[*graph.RestsError](err); rests {
		err = errRests
	}
	for _, class := range known {
		if errors.Is(err, class.err) {
			return class
		}
	}
	return known[len(known)-1]
}

// Problem is an RFC 9457 problem document.
type Problem struct { //nolint:errname // what RFC 9457 calls it
	huma.ErrorModel
	Survivor   string   `json:"survivor,omitempty" doc:"Where what was asked for is now"`
	Candidates []string `json:"candidates,omitempty" doc:"Ids that what was asked for may be"`
	Later      string   `json:"later,omitempty" doc:"Decision that is to be undone before"`
}

// problem makes the problem document of an error, with headers to send along,
// and logs what is ours.
func (s *Server) problem(ctx context.Context, err error) (*Problem, http.Header) {
	found := classify(err)
	detail := http.StatusText(found.status)
	if found.public {
		detail = err.Error()
	}
	if found.status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.logger.ErrorContext(ctx, "request failed", "request_id", requestID(ctx), "error", err)
	}
	problem := &Problem{ErrorModel: huma.ErrorModel{
		Type: "/docs/problems/" + found.slug, Title: http.StatusText(found.status), Status: found.status,
		Detail: detail, Instance: requestID(ctx),
	}}
	return problem, problem.extend(err)
}

// extend adds what a program wants to know of some errors.
func (p *Problem) extend(err error) http.Header {
	header := http.Header{}
	if moved, ok := errors.AsType[*movedError](err); ok {
		p.Survivor = moved.survivor
		header.Set("Location", moved.location)
		header.Set("Cache-Control", "no-cache") // what is merged can be parted again
	}
	if several, ok := errors.AsType[*severalError](err); ok {
		p.Candidates = several.candidates
	}
	if rests, ok := errors.AsType[*graph.RestsError](err); ok {
		p.Later = rests.Later.ID
	}
	switch p.Status {
	case http.StatusUnauthorized:
		header.Set("WWW-Authenticate", challenge(err))
	case http.StatusServiceUnavailable:
		header.Set("Retry-After", "5")
	}
	return header
}

// fail answers a route that huma does not handle: a page for a browser, a
// problem document for everyone else.
func (s *Server) fail(c *gin.Context, err error) {
	problem, header := s.problem(c.Request.Context(), err)
	if c.Writer.Written() {
		c.Abort()
		return
	}
	maps.Copy(c.Writer.Header(), header)
	if wantsPage(c) {
		s.renderProblem(c, problem)
		c.Abort()
		return
	}
	c.Header("Content-Type", "application/problem+json")
	c.AbortWithStatusJSON(problem.Status, problem)
}
