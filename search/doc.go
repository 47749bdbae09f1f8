// Package search answers questions over the passages of a corpus: the request
// and result types, the Index contract that a full-text backend fulfils, and
// the Engine that turns index postings into hits with text, highlights and a
// coverage statement.
package search
