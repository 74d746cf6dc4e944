// Package hint says what would make a commitment concrete, beside the item and
// to its author alone (D2). It is pure and asks no service.
//
// Words: an item has a heading, the concrete work, a measure and a due, as
// typed; a finding is one thing that would help; a deed is a verb that a job
// consists of ("gọi nhắc", "lập sổ", "đi buồng"); a stock phrase would fit
// anybody's paper of any year ("nâng cao tinh thần trách nhiệm").
//
// Rules in sentences:
//
//   - An item is concrete when at the mid-year review one could tell whether it
//     was kept: a deed, something to count or see, and a time. They may stand in
//     any column.
//   - A measure is a number that counts, a share, a limit ("không quá 15 phút"),
//     an end that anybody can see ("được công nhận"), and beside a deed also a
//     rhythm ("mỗi tuần") or what shall not happen ("không để …"). A thing made
//     or handed over by a day is its own measure. The number of a directive, a
//     month, "12 điều y đức" and "100% nhiệm vụ" measure nothing.
//   - A due is a date, month, quarter, rhythm, checkpoint or event. "Cả năm"
//     and the year suffice beside a measure. A promise that holds every time
//     needs none.
//   - A stock phrase beside a deed and a measure is no matter; nor is a heading
//     in such words over work that names a deed.
//   - Work in words unknown here is believed to name a deed.
//   - Nearly the same as another's is said of words, without saying whose.
//
// A finding is a hint, not a verdict: it stays with the author, is stored and
// counted nowhere, and hinders nothing. It does not know whether a measure is
// ambitious or a deed worth doing, and it can be deceived by anybody who wants
// to.
//
// How well it does: testdata holds 505 invented lines, a third of them set
// aside by hash. The rules reached precision and recall 1.00 and 1.00 on those
// set aside of the first 345 lines (99), at the first look. That was too good,
// for one hand wrote lines and rules in one go. So two more batches from other
// trades and ways of writing were added, each measured as a whole before any
// rule was touched: 0.90 and 0.88 (100 lines), 0.90 and 0.90 (60 lines). These
// are the figures to expect on papers never seen. What was mended after them was
// found in the lines to tune by; [General] now reaches 1.00 and 1.00 there and
// 0.97 and 0.97 on all lines set aside (151).
package hint
