// Package bundle carries the whole state of an installation in one file: the
// backup archive, the same for both engines.
//
// An archive is a tar stream, sealed: encrypted by age to recipients or with a
// passphrase, or, only if somebody says so, plain with a checksum at its end.
// Either way one changed byte is found. Its members, in this order:
//
//	archive.json                       Head: format, versions, the moment, the
//	                                   size and root of the log, the tables
//	tables/<table>/000001.ndjson …     rows, one JSON array a line, in the order
//	                                   of the primary key; tables follow those
//	                                   that they refer to; an empty one has none
//	files/<SHA-256>                    exactly the files that the tables name
//	manifest.json                      name, bytes, SHA-256 and rows of each
//	                                   member before it
//
// Everything comes from one snapshot, and writers are not kept waiting. Memory
// does not grow with the state. Not in the archive: sessions, counters of
// tries to sign in and keys of forms, which mean nothing elsewhere, and the
// certificates of the machine.
//
// Restore goes into an empty place only. Rows go in by one transaction, files
// into a folder aside; what was read is held against the manifest and the log
// against the root that was named; only then is it committed and put into its
// place. An archive of an older schema is put back into that schema, which is
// then brought up to date like any other.
package bundle
