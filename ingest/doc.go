// Package ingest is the pipeline from files to answers: it reads a work list,
// structures and extracts each document, decides identities, and writes
// archive, graph and index in group commits.
//
// Invariants:
//
//   - The graph is the truth. The archive is written before it, so that
//     evidence never points at a text that is not there; the index after it,
//     so that it can be repaired from graph and archive (Repair).
//   - A document is reported only when it is durable in all three.
//   - What is stored does not depend on the order of documents or the number
//     of workers.
//   - A document that fails is reported and the rest goes on; what an earlier
//     run stored of it stays.
package ingest
