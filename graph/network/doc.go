// Package network answers questions that follow many relations: the ways
// between two nodes, what lies around one, the groups that nodes form and the
// most central of them. It holds the whole graph in memory as a Snapshot,
// which Live keeps up to date with its store, document by document, and in a
// file for a fast start.
//
// Evidence stays in the store; whatever a question finds is attested from
// there. Answers depend on nothing but what the store contains: not on the
// kind of store, the order of writing, or whether a snapshot was built at once
// or brought up to date step by step.
package network
