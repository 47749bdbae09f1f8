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
// A passage is indexed under its id with these fields. Its words are kept in
// their order, in lower case: that takes less space than scorch's positions and
// half their time, and phrases, nearness and character n-grams are read off it.
//
//	words    stems of its words and, at the same length, of the parts of compounds; no stop words
//	exact    its words as written, in lower case
//	order    stored: the words of exact in the order of the text
//	heading  stems of the heading above it
//	title    stems of the document's title
//	document, collection, kind, speaker, speakername, year, date, language, is: whole values
//	place    stored: where the passage begins in the document, and its length
//
// Facets, orders other than by relevance, and grouping read dense columns by
// document number, which are made from these when they are first asked for, a
// segment at a time, and kept as long as the segment.
//
// Beside the passages the index holds one record per document with its
// revision, so that State needs no other file.
//
// # Ranking
//
// What matches is decided by words. The best of it, judged by BM25 over stems
// and parts of compounds, are ordered by that and by BM25 over character
// 4-grams within words, each divided by its maximum; 4-grams of the query's stop
// words count .3. The grams carry most of the weight: they join what no stemmer
// does (kommun, kommunal; utveckla, utveckling). How many passages have a gram
// is estimated from a sample of the passages.
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
