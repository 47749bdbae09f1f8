package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// last is the error of the last attempt where the driver gave up after several.
func last(err error) error {
	var limit *neo4j.TransactionExecutionLimit
	if errors.As(err, &limit) && len(limit.Errors) > 0 {
		return limit.Errors[len(limit.Errors)-1]
	}
	return err
}

// codeOf is the server's code of an error, "" where it is none of the server.
func codeOf(err error) string {
	if failure, ok := errors.AsType[*neo4j.Neo4jError](last(err)); ok {
		return failure.Code
	}
	return ""
}

// explain puts a sentinel before an error that a user can do something about.
func explain(err error) error {
	code := codeOf(err)
	switch {
	case strings.HasPrefix(code, "Neo.ClientError.Security.") && !strings.HasSuffix(code, ".Forbidden"):
		return fmt.Errorf("%w (%w)", ErrPassword, err)
	case code == "Neo.ClientError.Database.DatabaseNotFound":
		return fmt.Errorf("%w (%w)", ErrDatabase, err)
	case strings.Contains(code, "ReadOnly"):
		return fmt.Errorf("%w: the server forbids writing, see server.databases.read_only in its settings (%w)", ErrReadOnly, err)
	case unreachable(err):
		return fmt.Errorf("%w (%w)", ErrUnreachable, err)
	case tooLarge(code):
		return fmt.Errorf("%w (%s)", ErrTooLarge, err) //nolint:errorlint // nobody is to retry it as the driver would
	}
	return err
}

// tooLarge recognises the limits of memory, which the server calls transient
// although the same write exceeds them again.
func tooLarge(code string) bool {
	return strings.HasSuffix(code, "OutOfMemoryError")
}

// explainOpening is explain for the first words with a server.
func explainOpening(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w (%w)", ErrUnreachable, err)
	}
	return explain(err)
}

// unreachable reports whether a connection could not be made or broke.
func unreachable(err error) bool {
	var connection *neo4j.ConnectivityError
	return errors.As(last(err), &connection)
}

// passing reports whether an error may be gone when the server is back.
func passing(err error) bool {
	return unreachable(err) || neo4j.IsRetryable(plain(last(err))) && !tooLarge(codeOf(err))
}

// plain returns the driver's own error within err, as the driver wants it: it
// repeats no work whose error is wrapped.
func plain(err error) error {
	var connection *neo4j.ConnectivityError
	var failure *neo4j.Neo4jError
	switch {
	case errors.As(err, &connection):
		return connection
	case errors.As(err, &failure):
		return failure
	}
	return err
}
