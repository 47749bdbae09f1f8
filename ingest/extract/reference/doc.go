// Package reference finds what a Swedish document cites: official inquiries
// and bills by their numbers, statutes, EU acts, case numbers, reports of
// authorities by title and number, strategies and plans by name, and the words
// that stand for them later in the text ("delrapporten").
//
// The number decides identity wherever a work has one, together with its
// series or, for the report series that every authority numbers for itself,
// its publisher. A colon between two numbers proves nothing by itself: a
// reference needs a series, a publisher, a report word or a title beside it,
// so that times, scores and verses are never taken for reports. Where a text
// gives a title and a number together they become one reference, and the
// title alone means the same work elsewhere in that document.
//
// Find is a single pass over the tokens with look-around at the few that can
// carry a reference; it keeps no state and is safe for concurrent use.
package reference
