// Package graph holds the knowledge graph of Samband: entities, the relations
// between them, the evidence every relation and mention rests on, and the
// Store contract that each backend fulfils.
//
// What a document contributes is written as claims: "this document speaks of a
// person it calls Anna Ek". Which claims are one entity is decided across
// documents by ingest/resolve, and a store only records the decision. A store
// therefore never has to guess, and re-deciding (a namesake turns up, a person
// merges two entities) moves claims, never facts.
//
// What people decide is kept beside it as a log of Curation events, which
// Replay turns into Rulings: one for each entity that somebody has decided
// about. They follow from the log alone, so that a decision outlives every
// document it was made about.
//
// The package imports the standard library and corpus alone.
package graph
