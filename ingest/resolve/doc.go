// Package resolve decides identity: first inside a document, which mentions
// are one person, organisation, report, concept or place; then across
// documents, which claims are one entity. Its answer is a function of the set
// of claims alone, never of the order they came in. What it is not sure of it
// keeps apart.
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
// identity key is: the official name, the number, the lemma. A short form or a
// title that a document does not explain is the one thing that documents give
// it to, where there is exactly one; otherwise it stays itself.
//
// Persons meet in blocks of names that sound alike. Two claims are
//
//   - the same, where the names agree and an organisation, a telling role or
//     people they are met with do; or where the names agree and nothing
//     contradicts;
//   - different, where both name employers, or both name parties, and none in
//     common, their dates lie within a year or are unknown, and no telling role
//     speaks for sameness (company does not, for the members of a working group
//     meet both namesakes); where their dates lie more than sixty years apart;
//     or where only the spelling is alike and nothing else agrees;
//   - to ask about, where they are kept apart although something speaks for
//     sameness: a spelling that is alike, or an unattached claim that fits
//     several namesakes. Suggestions lists these for a person to decide.
//
// A person who changes role over time stays one, for documents more than a
// year apart do not contradict each other. Where a name belongs to several,
// every one of them bears a suffix in its id, so that no id depends on who
// came first.
package resolve
