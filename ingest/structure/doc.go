// Package structure finds in a text what a reader of the page would see: what
// kind of document it is, its title, date and sender, who speaks where, the
// items of its agenda, who attended, what is quoted, what is site furniture,
// and the passages that are searched and cited.
//
// It works from lines and their shapes, and uses the layout that a reader
// reports (blocks, links, emphasis) where there is any, so that the same
// document saved as plain text, HTML or PDF comes out alike. The rules are
// generic: the vocabulary of Swedish minutes, transcripts, web pages and
// reports, never that of one publisher.
//
// Every byte of the text that is not white space stands in exactly one of
// three places: a passage, the furniture, or the label of a speaker turn.
package structure
