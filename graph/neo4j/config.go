package neo4j

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"time"
)

// Config says where the database is and how to speak to it. Zero values stand
// for the defaults.
type Config struct {
	// URL is neo4j://, bolt:// or one of them with TLS (+s, or +ssc where the
	// server signed its certificate itself), with host, port (7687 by default)
	// and a user, if any: neo4j://reader@graph.example.org.
	URL      string
	User     string // outdoes the URL's; "neo4j" by default
	Password string
	Database string // "" is the server's default
	ReadOnly bool   // Apply returns an error, and the database is not brought up to date

	Connections    int           // in the pool; 32
	ConnectionLife time.Duration // after which a connection is replaced; one hour
	ConnectTimeout time.Duration // to reach the server when opening; 4 s
	QueryTimeout   time.Duration // of one transaction, which the server enforces; 10 min
	Patience       time.Duration // how long reads and writes wait for a server that went away; 2 min, negative for not at all

	Logger *slog.Logger // nil discards
}

// schemes are what the driver knows.
func schemes() []string {
	return []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}
}

// complete returns the configuration with defaults, and the user taken out of
// the URL.
func (c Config) complete() (Config, error) {
	target, err := url.Parse(c.URL)
	if err != nil {
		return c, fmt.Errorf("%w: %w", ErrURL, err)
	}
	if !slices.Contains(schemes(), target.Scheme) || target.Host == "" {
		return c, fmt.Errorf("%w: want neo4j://[USER@]HOST[:PORT], bolt:// or +s for TLS, not %q", ErrURL, target.Redacted())
	}
	if _, secret := target.User.Password(); secret {
		return c, fmt.Errorf("%w: a password has no place in an address, where others can read it", ErrURL)
	}
	if c.User == "" {
		c.User = target.User.Username()
	}
	target.User = nil
	c.URL = target.String()
	fill(&c.User, "neo4j")
	fill(&c.Connections, 32)
	fill(&c.ConnectionLife, time.Hour)
	fill(&c.ConnectTimeout, 4*time.Second)
	fill(&c.QueryTimeout, 10*time.Minute)
	fill(&c.Patience, 2*time.Minute)
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c, nil
}

// fill puts a default where there is nothing.
func fill[T comparable](value *T, standard T) {
	var none T
	if *value == none {
		*value = standard
	}
}

// What can be wrong with a database; each error says what to do about it.
var (
	// ErrURL reports an address that names no Neo4j server.
	ErrURL = errors.New("invalid address of a Neo4j server")
	// ErrUnreachable reports that nothing answers at the address.
	ErrUnreachable = errors.New("Neo4j does not answer: is it running, and are host and port right?")
	// ErrPassword reports that the server refuses user and password.
	ErrPassword = errors.New("Neo4j refuses user and password: check both; after three wrong ones it waits for some seconds")
	// ErrDatabase reports that the server has no database of the name.
	ErrDatabase = errors.New("Neo4j has no such database: leave its name empty for the default, or create it")
	// ErrVersion reports a server before 5.26.
	ErrVersion = errors.New("Neo4j is too old: version 5.26 or later is needed")
	// ErrReadOnly reports that the store or the database may only be read.
	ErrReadOnly = errors.New("the graph is open for reading only")
	// ErrForeign reports a database with contents of somebody else.
	ErrForeign = errors.New("the database holds something else than a Samband graph: choose an empty database")
	// ErrEmpty reports a reader's database to which nothing was written yet.
	ErrEmpty = errors.New("the database holds no Samband graph: write to it first")
	// ErrNewerFormat reports a database that a later version of Samband wrote.
	ErrNewerFormat = errors.New("the graph was written by a newer version of samband")
	// ErrOlderFormat reports a database that an earlier version of Samband
	// wrote, to an opener that may only read.
	ErrOlderFormat = errors.New("the graph was written by an older version of samband")
	// ErrTooLarge reports an Apply that needs more memory than the server gives
	// a transaction.
	ErrTooLarge = errors.New("the write exceeds the memory that Neo4j gives a transaction: write fewer documents at once, or raise dbms.memory.transaction.total.max and the heap")

	errClosed  = errors.New("the graph is closed")
	errDamaged = errors.New("damaged record")
)
