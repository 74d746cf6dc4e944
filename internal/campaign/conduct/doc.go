// Package conduct is codes of conduct whose keeping a unit observes (E3): which
// rules a cell chose, and what is known of each of them, period by period.
//
// Words: a code (bộ chuẩn mực, quy tắc ứng xử) is a list of rules from a paper of
// the field or the office, such as rules of medical ethics; a rule has a measure
// (cách đo: a count, a share in per cent, kept or not) and where its numbers usually
// come from. A unit uses a code from a day on, by month or by quarter, and picks the
// rules that it observes. An observation is what was found of a rule in a period.
//
// States of a code:
//
//	–         compose  offered  to the unit and everything under it
//	offered   revise   offered  another edition
//	offered   retire   retired  nobody begins to use it; who does goes on
//
// States of its use:
//
//	–         choose   in use   from a day
//	in use    pick, observe     in use
//	in use    stop     ended    what was observed stays
//
// Rules in sentences:
//
//   - The program brings no official text along: an organisation writes the titles,
//     and the words if it wants, from the paper that it names.
//   - A unit chooses from its own codes and those of the organisations above it, the
//     same code once at a time.
//   - Every change of a code makes another edition. A period keeps the edition by
//     which it was observed. A rule that keeps title and measure goes on as the same.
//   - A period is observed once it has begun, from that of the first day of use on,
//     and may be corrected.
//   - An observation is of the unit. There is no field for a person, and nobody is
//     rated by it: two periods are compared in words that do not judge.
//   - Beside what was observed stands, as a source, what the public said of the unit in
//     the same periods: the counts of concerns and praise.
//
// Who sees what: a code is read by the unit that wrote it and all under it; what a
// unit observed by its own people and by officers above. The words beside a number
// are the unit's own.
package conduct
