// Package english finds people, organisations and places in the English
// passages that Swedish documents contain: abstracts, quotations, project
// descriptions. It does so with the tagger and the entity classifier of
// github.com/jdkato/prose/v2, and keeps that library's faults to itself:
//
//   - The model is loaded once and shared; prose would load it for every
//     document.
//   - prose returns no offsets and changes quotation marks. The tokens are
//     aligned with the passage, rune by rune.
//   - prose reuses the token of a word that is repeated, so that the last
//     occurrence's tag overwrites the first one's. It is given one sentence at
//     a time.
//   - Its classifier knows persons and places only and joins neighbours of
//     equal tag. Names are built here from its proper-noun tags, and its labels
//     vote on what a name is, after the words that tell an organisation.
//
// It is slow, some 0.1 MB of text a second, and therefore for passages whose
// language was decided to be English, not for Swedish text.
package english
