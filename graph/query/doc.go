// Package query answers the questions that readers of a knowledge graph ask:
// what lies around an entity, what two of them share, who held which role
// when, what was said, cited and done, and what is new. It needs nothing but a
// graph.Store (and for what is new a Journal), so that every store gives the
// same answers in the same order.
//
// Every edge of an answer is a Fact: a relation with the evidence that the
// question's Scope lets through, the dates between which it was seen, and the
// documents it stands in. A relation without evidence in the scope is no part
// of an answer. Every list is bounded by a Window.
//
// Dates are ISO 8601 with a day, a month or a year. A month or year is read as
// all its days: it lies in a scope that holds any of them.
package query
