// Package resolve decides identity: first inside a document, which mentions
// are one person, organisation, report, concept or place; then across
// documents, which claims are one entity. Its answer is a function of the set
// of claims alone, never of the order they came in. What it is not sure of it
// keeps apart.
package resolve
