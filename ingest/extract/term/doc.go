// Package term finds the concepts that someone who knows the field would index
// a Swedish document by: compounds, nouns with their attributes, acronyms,
// programmes with a number and the English terms that Swedish text borrows.
//
// Candidates are the noun phrases of a light tagger. It knows the class of
// 22,700 word forms, and so of the words that end in them, from how a
// background of 15 million words uses them (classes.txt.gz: contexts and
// paradigms, with the classes of UD Swedish-Talbanken to learn from), and the
// lemma of a noun from the paradigm whose forms the background knows best.
//
// What a candidate is worth as a concept is a weighted sum of features:
// unithood (C-value: K. Frantzi, S. Ananiadou, H. Mima, "Automatic recognition
// of multi-word terms: the C-value/NC-value method", International Journal on
// Digital Libraries 3, 2000; attributes that phrases are coined with), termhood
// (how rare its words are in the background; keyness.tsv.gz: how often the
// documents that use a term, a last part of compounds or an attribute have it
// in their title, and how often they repeat it: K. Church, W. Gale, "Poisson
// mixtures", Natural Language Engineering 1, 1995), place, spread and form. The
// weights are learned by logistic regression from documents that a careful
// reader has indexed (weights.tsv), and their sum is the log-odds that such a
// reader would choose the candidate. A short list of general vocabulary of
// Swedish policy and administration serves as one feature, never as a
// condition. Words that frame every text, times, offices and furniture are no
// candidates.
//
// A document has the concepts that are more likely than leastScore says, but
// not more than a reader could take in.
package term
