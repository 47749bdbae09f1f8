// Package resolve decides identity: first inside a document, which mentions
// are one person, organisation, report, concept or place; then across
// documents, which claims are one entity. Its answer is a function of the set
// of claims and of people's decisions alone, never of the order they came in.
// What it is not sure of it keeps apart. docs/identity.md has the rules as
// tables.
//
// # Inside a document
//
// Document joins mentions that stand for one another, that have the same
// official name or that fold to the same name. A short name joins the only
// full name it is part of. Spellings of one person's name (Jansson, Janson;
// Ole Petter, Ole-Petter) are one person there, unless both stand in a list of
// participants. A name that is only a given name or a label and stays
// unexplained is a person of that document and of no other.
//
// # Across documents
//
// Organisations, reports, concepts and places are the same where their
// identity key is: the official name, the number, the lemma. Bodies that every
// municipality has one of are those of their municipality. A short form or a
// title that a document does not explain is the one thing that documents give
// it to, where there is exactly one; otherwise it stays itself.
//
// Persons meet in blocks of names whose first and last words sound alike. Two
// are
//
//   - different, where middle names contradict each other, where their dates
//     lie more than sixty years apart, or where within a year both have
//     employers, seats or parties and none in common, and no organisation, seat
//     or telling role speaks for sameness (company does not, for the members of
//     a working group meet both namesakes);
//   - the same, where the names agree and an organisation, a seat, a telling
//     role, party with role, or people they are met with do; or where the names
//     are equal, nothing contradicts, and there is only one such person;
//   - to ask about, where they are kept apart although something speaks for
//     sameness. Suggest lists these for a person to decide.
//
// A person who changes role over time stays one, for documents more than a
// year apart do not contradict each other, nor does an employer that somebody
// is said to have left; only of the commonest names that is not believed. How
// much a name says by itself depends on how common its surname is: of a rare
// one work at two places contradicts nothing, of a common one nothing is
// believed without evidence. Where a name belongs to several, every one of them bears a
// suffix in its id, so that no id depends on who came first.
//
// # What people decide
//
// The log of decisions is replayed into graph.Rulings, which follow from it
// alone. Claims under one ruling are one entity with a fixed id; claims under
// two rulings are never joined; all others are decided as above, and may join
// one that is decided. So a decision holds for documents that come later, go,
// change or come back.
package resolve
