// Package embed names what turns texts into vectors to search with: the encoder
// that the program carries, or an endpoint that speaks OpenAI's protocol
// (POST /embeddings, API reference of 2024).
package embed
