// Package bleveindex keeps passages searchable by their words in a scorch
// index, the storage engine of bleve.
//
// It uses scorch below bleve's front: documents are built from one fused pass
// over the text instead of a mapping, and queries are evaluated term at a time
// over bitmaps of passages, so every limit, deadline and order is ours.
// Scores are BM25 (Robertson and Zaragoza, The Probabilistic Relevance
// Framework, 2009).
//
// # Fields
//
// A passage is indexed under its id with these fields; no text is stored. The
// order takes a third of the space of scorch's positions and half their time.
//
//	words    stems of its words and, at the same length, of the parts of compounds; no stop words
//	exact    its words as written, in lower case
//	order    stored: 16 bits of hash for each word, in the order of the text
//	heading  stems of the heading above it
//	title    stems of the document's title
//	document, collection, kind, speaker, speakername, year, date, is: whole values
//
// Beside the passages the index holds one record per document with its
// revision, so that State needs no other file.
//
// # Atomicity
//
// An Apply of up to 4,000 passages is one scorch batch, which is durable and
// atomic. A larger one is several batches: the first removes the records of
// all its documents and sets a mark, the last writes the new records and
// clears it. Searches see the state before until the last is durable. Open
// removes the passages that belong to no record where it finds the mark, so
// after a crash an index holds whole documents only, and State lacks those
// the caller must apply again.
package bleveindex
