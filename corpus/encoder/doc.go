// Package encoder turns Swedish (and other) text into vectors to search with,
// and finds names in sentences, with one small transformer: the base is
// multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings"),
// 12 layers of 384, and an adapter of low rank (Hu et al. 2021, "LoRA") makes it
// fit for each of the two uses.
//
// The program carries the files. Base and adapter are merged when first needed
// and rounded to int8, a scale per output, never back to the base's 4 bits,
// which would lose what the adapter changes. Layers that no adapter changes are
// kept once. All of it takes about 36 MB of memory.
//
// Vectors are the same on every machine, bit for bit: the kernels promise it,
// and so does the arithmetic here.
package encoder
