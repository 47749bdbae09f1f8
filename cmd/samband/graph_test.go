package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNeo4jConfig checks how an address and the environment tell where the
// graph is.
func TestNeo4jConfig(t *testing.T) {
	p := &program{environment: environment{getenv: func(name string) string {
		return map[string]string{"SAMBAND_NEO4J_PASSWORD": "hemlig"}[name]
	}}}
	cases := []struct{ name, address, url, database string }{
		{"host alone", "neo4j://127.0.0.1", "neo4j://127.0.0.1", ""},
		{"user and port", "bolt://rut@graf.example:7687", "bolt://rut@graf.example:7687", ""},
		{"database", "neo4j+s://rut@graf.example/protokoll", "neo4j+s://rut@graf.example", "protokoll"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			config, err := p.neo4jConfig(c.address)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{config.URL, config.Database, config.Password}
			if diff := cmp.Diff([]string{c.url, c.database, "hemlig"}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
