// Package chapter is the book that the officers of a mass organisation's chapter keep
// for themselves (sổ riêng của đoàn thể), I11. It belongs to document.
//
// Words: a record is a note, a plan, a list or minutes, of one day, with words and
// files; the book is all of a chapter's records.
//
// Rules in sentences:
//
//   - Only chapters of mass organisations have a book.
//   - A record may be changed as long as it stands in the list; put away, it is read
//     only, until it is taken out again. Nothing is thrown away.
//   - Nothing marked as a state secret is taken (I5).
//
// Who sees what: the head and the deputies of the chapter, all of it. Nobody else: not
// its members, not the cell's committee, not the officers above, not the
// administrator. What they are to read is sent to them by other ways.
package chapter
