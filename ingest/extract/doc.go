// Package extract finds in a document what Samband knows: mentions of people,
// organisations, reports, concepts and places, and the facts between them,
// each with the words it rests on. It decides nothing about identity; that is
// the duty of ingest/resolve.
//
// A document is tokenised once; all rules share the tokens, and every word is
// classified once for all documents (words). The order of the rules matters:
// what the structure names (attendees, labels, bylines) comes first, cited
// works second, then names by lists and by the way they are built (names),
// then what the document itself explains (acronyms, surnames alone, unknown
// places), and at last the facts: who holds which role, who says what, who
// attended, wrote, presented and published. A token belongs to one name only.
//
// The lists of names are ingest/extract/gazetteer's; cited works, concepts and
// English passages have packages of their own below this one.
package extract
