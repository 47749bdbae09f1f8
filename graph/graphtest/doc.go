// Package graphtest is the suite that every graph.Store passes. A backend
// enrols in one line:
//
//	func TestStore(t *testing.T) { graphtest.Run(t, open) }
//
// The suite compares a backend with Reference, a store so simple that it can
// be seen to be right.
package graphtest
