// Command train learns the CRF of package tagger from annotated sentences, and
// writes the lexicon, the model and a record of how they were made.
//
//	go run ./ingest/extract/train --shared ../shared
//
// reads UNER Talbanken and Webbnyheter 2012, sentences in Danish and English,
// and sentences that a stronger model annotated. The same input gives the same
// bytes, on machines of one architecture. With --tune it learns from a part of
// the training text and is scored on the rest, and writes nothing; test text is
// for the figures of the record.
package main
