// Package gazetteer holds the names that Swedish documents share: authorities
// past and present with their aliases, ministries, courts, municipalities,
// regions, universities, parties, public bodies, large companies and
// associations, places of Sweden and the world, and the ministers since 1985.
//
// The lists under data are computed from myndighetsdata (authorities, CC0),
// GeoNames (places, CC BY 4.0), the Unicode CLDR (names of countries in
// Swedish, Unicode licence), the word lists of Faker (names used elsewhere,
// MIT), the given names of Statistics Sweden and facts collected by SWERIK and
// Wikidata (ministers, parties); names of well-known bodies are common
// knowledge.
//
// Names are matched word by word through a trie over lower-case tokens, so
// that a text has to be tokenised once only and each word costs one lookup.
package gazetteer
