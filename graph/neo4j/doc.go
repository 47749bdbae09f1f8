// Package neo4j keeps a knowledge graph in Neo4j 5.26 or later, for those who
// explore with Cypher.
//
// What people see is one relationship for each fact that a document states,
// with the types of graph.RelationType, between nodes labelled Person,
// Organisation, Report, Concept, Place, Document and Passage; evidence and
// attributes are its properties (docs/cypher.md shows them). Entity is a
// second label of the first five, Text of the last two; a Text that is nothing
// else is a document or passage that facts name and that is not stored.
//
// All of that is derived. The truth is one unconnected node for each document,
// a Contribution, with its claims, mentions and facts: facts there name claims,
// so that moving a claim to another entity moves its facts, and what a person
// rejected is kept although it shows nowhere. Apply computes in memory what
// the relationships of a document were and shall be, and writes the
// difference. Entities carry the counts from which their names follow.
//
// Neo4j isolates at read committed: a query may see half of a commit. A write
// therefore announces itself on one node right before it commits, and says
// there when it is done, each in a transaction of its own; a read that finds
// the node changed, or a commit under way, is repeated. Answers are therefore
// collected before the first of them is yielded, and take memory accordingly.
package neo4j
