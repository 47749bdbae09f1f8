// Package api serves a library over HTTP: the JSON API under /api/v1, described
// by /openapi.json, and the web page, which needs no JavaScript.
//
// Wire types are kept apart from the domain types, so that the domain can
// change without breaking clients. All errors are problem documents (RFC 9457)
// made by one table in errors.go.
package api
