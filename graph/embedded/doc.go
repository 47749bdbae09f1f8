// Package embedded keeps a knowledge graph in one SQLite file: the default
// store, pure Go, crash-safe and without a server.
//
// A document's contribution is one row of packed columns. Index tables lead
// from an entity, a node, a key or a folded name to the documents to unpack,
// and every entity carries the counts from which its name, aliases and
// attributes follow, so that what an entity is never depends on the order in
// which documents arrived.
//
// Writes go through one connection in one transaction for each Apply; reads
// have their own connections and each sees the snapshot it began with.
package embedded
