// Package term finds the concepts that someone who knows the field would index
// a Swedish document by: compounds, nouns with their attributes, acronyms and
// the English terms that Swedish text borrows.
//
// A term is judged by unithood and termhood. Candidates are noun phrases of a
// light tagger that knows Swedish function words, suffixes and the paradigms a
// word shows in a background of 15.5 million words. Multiword candidates are
// weighed by C-value (K. Frantzi, S. Ananiadou, H. Mima, "Automatic
// recognition of multi-word terms: the C-value/NC-value method", International
// Journal on Digital Libraries 3, 2000), all of them by how much more frequent
// they are here than in the background (weirdness: K. Ahmad, L. Gillam,
// L. Tostevin, "University of Surrey participation in TREC8", 1999), and by
// where they stand. A short list of general vocabulary of Swedish policy and
// administration serves as a prior, never as a condition.
//
// The number of concepts grows with the square root of the document's length,
// as a careful indexer's does.
package term
