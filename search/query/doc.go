// Package query reads what people type into a search box.
//
// The language, with Swedish and English operators side by side:
//
//	vård köer            both words (every inflection, also inside compounds);
//	                     where few passages have both, those with one follow
//	"nära vård"          exactly these words in this order; curly quotes too
//	"vård kö"~5          near each other, inflected, at most five words between
//	nära(vård, "öppen kö", 5)  the same, with terms of several words; also near()
//	vård ELLER omsorg    either; also OR, |
//	vård OCH köer        both and nothing less; also AND
//	-kö, INTE kö         not this; also NOT
//	(a ELLER b) c        grouping
//	läkemed*             words that begin so
//	läkemedl~            words spelt nearly so
//	talare:nordborg      said by; also speaker:
//	person:"Anna Ek"     speaks or is mentioned; also organisation:, rapport:
//	                     (report:), begrepp: (concept:)
//	roll:sa              the persons speak; also nämns, deltog, skrev, and role:
//	                     said, mentioned, attended, wrote
//	typ:protokoll        kind of document; also kind:
//	samling:namn         collection; also collection:
//	titel:strategi       word in the document's title; also title:
//	från:2021 till:2022  dates, inclusive; also from:, to:
//	datum:2021..2022-05  the same in one; also date:
//
// Every string of bytes is a query. What cannot be read as meant is read as
// plain words, and a [Note] says so.
package query
