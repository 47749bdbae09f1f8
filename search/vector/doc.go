// Package vector keeps a vector for each passage and finds the passages whose
// vectors are nearest to a query's, by comparing it with all of them.
//
// # File
//
// All numbers are little-endian. A file begins with a header:
//
//	"SVEC" | u32 format | u32 dimensions | u32 length | model | u32 CRC of all before
//
// and goes on with blocks, one for each document that was put or deleted:
//
//	u32 length of body | u32 CRC of body | u32 CRC of the eight bytes before | body
//
// A body is a document's id, the print of its texts (u64), the number of its
// passages (u32), their ids, and their vectors, a signed byte per dimension; an
// id is its length (u32) and its bytes. A later block of a document replaces an
// earlier one; a document of no passages is gone. CRCs are CRC-32C.
//
// # Durability
//
// Put and Delete append blocks and return when they are on the disk. A block
// that is cut off or damaged ends what can be read: Open drops it and what
// follows, and those documents have no vectors until they are put again. Whoever
// puts vectors compares prints, so that vectors of an earlier text never stay.
// When most of a file is of documents that are gone, it is written anew beside
// the old one, which it then replaces.
package vector
