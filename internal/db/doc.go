// Package db keeps the state: one SQL text for two engines, SQLite inside the
// data folder and PostgreSQL.
//
// Reading and writing go through transactions. Read sees one snapshot. Write
// is durable when it returns, carries a fixed Now, joins waiting writes into
// one commit on SQLite (group commit), and is refused at commit if it changed
// a row without an audit entry. System is for bookkeeping, without an audit
// entry, and may touch only the tables named in bookkeeping.
//
// A use case that rests on more rows than it writes takes Tx.Lock first. What
// must happen outside the database waits for AfterCommit.
package db
