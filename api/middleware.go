package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// requestIDHeader carries the id of a request in and out.
const requestIDHeader = "X-Request-Id"

type requestIDKey struct{}

// identify gives every request an id, its own if it brings a plausible one.
func (s *Server) identify(c *gin.Context) {
	id := c.GetHeader(requestIDHeader)
	if !plausibleID(id) {
		id = uuid.NewString()
	}
	c.Header(requestIDHeader, id)
	c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), requestIDKey{}, id))
	c.Next()
}

func plausibleID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// log writes one line per request, without the query: what people search for
// is theirs.
func (s *Server) log(c *gin.Context) {
	began := time.Now()
	c.Next()
	s.logger.InfoContext(c.Request.Context(), "request",
		"request_id", requestID(c.Request.Context()), "method", c.Request.Method, "route", c.FullPath(),
		"status", c.Writer.Status(), "bytes", c.Writer.Size(), "duration", time.Since(began))
}

// recover turns a panic into a problem document.
func (s *Server) recover(c *gin.Context) {
	defer func() {
		if fault := recover(); fault != nil {
			s.logger.ErrorContext(c.Request.Context(), "fault", "fault", fault, "stack", string(debug.Stack()))
			s.fail(c, fmt.Errorf("%w: %v", errInternal, fault))
		}
	}()
	c.Next()
}

// secure forbids everything a page of ours does not need.
func secure(c *gin.Context) {
	header := c.Writer.Header()
	header.Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "+
		"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	c.Next()
}

// guarded is the handler for a listener. One that listens on loopback is asked
// by its own name: a page elsewhere could give its host our address and have
// the browser read what is here (DNS rebinding).
func (s *Server) guarded(listens net.Addr) http.Handler {
	tcp, ok := listens.(*net.TCPAddr)
	if !ok || !tcp.IP.IsLoopback() {
		return s.Handler()
	}
	next := s.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.ours(r.Host) {
			http.Error(w, "this server does not answer for "+strconv.Quote(r.Host)+"; see samband help serve, --allow-host", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) ours(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if strings.EqualFold(host, "localhost") || slices.ContainsFunc(s.hosts, func(h string) bool { return strings.EqualFold(h, host) }) {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.Unmap().IsLoopback()
}

// headAsGet answers HEAD as GET; net/http leaves out the body.
func headAsGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			r = r.Clone(r.Context())
			r.Method = http.MethodGet
			w = headWriter{w}
		}
		next.ServeHTTP(w, r)
	})
}

// headWriter drops the body of an answer to HEAD.
type headWriter struct{ http.ResponseWriter }

// Write pretends to write.
func (headWriter) Write(p []byte) (int, error) { return len(p), nil }

// sameOrigin refuses what a page elsewhere makes a browser send here to change
// something. Programs, which say nothing of an origin, pass.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := protection.Check(r); err != nil {
			problem, _ := s.problem(r.Context(), errCrossOrigin)
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(problem.Status)
			_ = json.NewEncoder(w).Encode(problem)
			return
		}
		next.ServeHTTP(w, r)
	})
}
