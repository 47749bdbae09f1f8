// Package embed names what turns texts into vectors to search with, and offers
// the encoder that the program carries.
package embed
