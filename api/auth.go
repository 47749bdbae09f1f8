package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// Errors of permission.
var (
	errUnauthenticated = errors.New("a key is needed: Authorization: Bearer smb_…, made by samband key create")
	errBadKey          = errors.New("the key is unknown, revoked or expired; make another by samband key create")
	errForbidden       = errors.New("the key does not allow this")
	errReadOnly        = errors.New("this server only reads; start it by samband serve --write")
)

// challenge says how to authenticate, as RFC 6750 has it.
func challenge(err error) string {
	if errors.Is(err, errBadKey) {
		return `Bearer realm="samband", error="invalid_token"`
	}
	return `Bearer realm="samband"`
}

type keyKey struct{}

// caller is the key that a request was made with, nil for none.
func caller(ctx context.Context) *Key {
	key, _ := ctx.Value(keyKey{}).(*Key)
	return key
}

// authenticate finds out whose request it is. A key that is not valid is
// refused, and never treated as none.
func (s *Server) authenticate(c *gin.Context) {
	key, err := s.keyOf(c.Request)
	if err == nil && s.requireKey && !open(c.Request.URL.Path) {
		err = allowed(key, ScopeRead)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	if key != nil {
		c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), keyKey{}, key))
	}
	c.Next()
}

// open reports whether a path can be read without a key in any case: it tells
// nothing of the library.
func open(path string) bool {
	return path == "/healthz" || path == "/readyz" || strings.HasPrefix(path, "/assets/") || strings.HasPrefix(path, "/docs/") || strings.HasPrefix(path, "/openapi")
}

// keyOf returns the key that a request carries, nil for none.
func (s *Server) keyOf(r *http.Request) (*Key, error) {
	given, ok := r.Header["Authorization"]
	if !ok {
		return nil, nil //nolint:nilnil // no key is no caller
	}
	scheme, token, _ := strings.Cut(strings.Join(given, ","), " ")
	if !strings.EqualFold(scheme, "Bearer") || s.keys == nil {
		return nil, errBadKey
	}
	return s.keyWith(strings.TrimSpace(token))
}

// keyWith returns the key that a token is.
func (s *Server) keyWith(token string) (*Key, error) {
	key, valid, err := s.keys.Find(token, time.Now())
	if err != nil {
		return nil, err
	}
	if !valid {
		return nil, errBadKey
	}
	return &key, nil
}

// allowed returns why a key does not allow what takes a scope.
func allowed(key *Key, scope Scope) error {
	if key == nil {
		return errUnauthenticated
	}
	if !key.Allows(scope) {
		return fmt.Errorf("%w: it takes the scope %s", errForbidden, scope)
	}
	return nil
}

// permit returns the key with which a request may write.
func (s *Server) permit(ctx context.Context, scope Scope) (*Key, error) {
	if s.writer == nil {
		return nil, errReadOnly
	}
	key := caller(ctx)
	return key, allowed(key, scope)
}
