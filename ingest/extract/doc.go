// Package extract finds in a document what Samband knows: mentions of people,
// organisations, reports, concepts and places, and the facts between them,
// each with the words it rests on. It decides nothing about identity; that is
// the duty of ingest/resolve.
package extract
