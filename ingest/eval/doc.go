// Package eval measures what the pipeline found against what a careful reader
// found. Its input is gold (docs/gold-format.md) and a graph with the
// canonical texts behind it; its answer is a Report with precision, recall and
// F1 per kind of entity, for the places where they are named, per type of
// relation and for identity across documents, together with the errors.
//
// Scoring is pure: the same gold and graph always give the same report.
package eval
