package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/embedded"
	"github.com/samband/samband/graph/neo4j"
)

// embeddedGraph is the value of --graph, --from and --to that means the store
// in the data directory.
const embeddedGraph = "embedded"

// marker is the content of samband.json.
type marker struct {
	Format int    `json:"format"`
	Graph  string `json:"graph,omitempty"` // address of the Neo4j database that holds the graph
}

// readMarker returns an error that is fs.ErrNotExist where there is no data
// directory.
func readMarker(dir string) (marker, error) {
	var found marker
	path := filepath.Join(dir, markerName)
	data, err := os.ReadFile(path) //nolint:gosec // the user's own data directory
	if err != nil {
		return found, fmt.Errorf("read data directory: %w", err)
	}
	if err := json.Unmarshal(data, &found); err != nil {
		return found, fmt.Errorf("%s: %w", path, err)
	}
	return found, nil
}

func checkDataDirectory(dir string) error {
	found, err := readMarker(dir)
	if err != nil {
		return err
	}
	if found.Format > dataFormat {
		return fmt.Errorf("%s has format %d, this program knows %d: use a newer samband", dir, found.Format, dataFormat)
	}
	return nil
}

// markDataDirectory writes the marker of a directory whose graph has the
// address.
func markDataDirectory(dir, address string) error {
	wanted := marker{Format: dataFormat, Graph: address}
	if found, err := readMarker(dir); err == nil && found == wanted {
		return nil
	}
	data, err := json.Marshal(wanted)
	if err != nil {
		return fmt.Errorf("make data directory: %w", err)
	}
	name := filepath.Join(dir, markerName)
	if err := os.WriteFile(name+".new", append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("make data directory: %w", err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		return fmt.Errorf("make data directory: %w", err)
	}
	return nil
}

// address reads a value of --graph: "" for the embedded store.
func address(value string) string {
	if value == embeddedGraph {
		return ""
	}
	return value
}

// graphOf returns the address of the graph that belongs to a data directory:
// what --graph says for a new one, and for others what they were made with.
func (p *program) graphOf(dir string) (string, error) {
	found, err := readMarker(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return address(p.graph), nil
	case err != nil:
		return "", err
	case p.graph != "" && address(p.graph) != found.Graph:
		return "", usagef(p.text("%s har sin graf i %s, inte i %s; samband migrate flyttar den", "%s keeps its graph in %s, not in %s; samband migrate moves it"),
			dir, describeGraph(found.Graph), p.graph)
	}
	return found.Graph, nil
}

// describeGraph names an address for people.
func describeGraph(address string) string {
	if address == "" {
		return embeddedGraph
	}
	return address
}

// openGraph opens the graph at an address, which is in dir where it is "".
func (p *program) openGraph(ctx context.Context, address, dir string, readOnly bool) (graph.Contributor, error) {
	if address == "" {
		store, err := embedded.Open(ctx, embedded.Config{Path: filepath.Join(dir, graphName), ReadOnly: readOnly, Logger: p.logger})
		if err != nil {
			return nil, err
		}
		return store, nil
	}
	config, err := p.neo4jConfig(address)
	if err != nil {
		return nil, err
	}
	config.ReadOnly = readOnly
	store, err := neo4j.Open(ctx, config)
	if err != nil {
		return nil, err
	}
	return store, nil
}

// neo4jConfig reads neo4j://USER@HOST:PORT/DATABASE; the password comes from
// the environment.
func (p *program) neo4jConfig(address string) (neo4j.Config, error) {
	password, err := p.secret("SAMBAND_NEO4J_PASSWORD")
	if err != nil {
		return neo4j.Config{}, err
	}
	config := neo4j.Config{URL: address, Password: password, Logger: p.logger}
	if target, err := url.Parse(address); err == nil {
		config.Database = strings.Trim(target.Path, "/")
		target.Path = ""
		config.URL = target.String()
	}
	return config, nil
}

// olderFormat reports whether an error says that only a writer can open the
// graph, which brings it up to date.
func olderFormat(err error) bool {
	return errors.Is(err, embedded.ErrOlderFormat) || errors.Is(err, neo4j.ErrOlderFormat)
}
