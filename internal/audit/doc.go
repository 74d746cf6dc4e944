// Package audit is the log of every change and of reads of sensitive records.
//
// Entries are written by db.Tx.Audit in the transaction that they describe. A
// sequencer (Log.Start) gives each its leaf number after commit, in one order
// for all processes that share the database, and grows the Merkle tree of
// RFC 6962 over them. An entry's line is covered by its leaf; what changed
// stands apart and is covered through a salted hash, so that a person can be
// forgotten (Log.Erase) and the tree still verifies.
//
// Log.Verify recomputes everything. It finds what was altered, deleted,
// inserted or reordered behind the application's back. Two things it cannot
// find from the database alone, because nothing in it is left to disagree: a
// tail that was cut off, and a database rolled back or rewritten as a whole.
// These show against a Checkpoint kept outside: printed on the minutes, sent
// to the committee above. What nobody can find is an entry appended in the way
// in which the application itself appends: only the rights to the database
// prevent that.
//
// The leaf number, counted from 0 without gaps, is also the order of the
// history: clocks may be set back, the order is not.
//
// Reads of sensitive records (Log.Read) are a list beside the tree: they are
// bookkeeping that a page view may write, and they are dropped after
// KeepReads.
package audit
