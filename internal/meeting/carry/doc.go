// Package carry is what meetings leave over and take up again: items that were
// not reached or not concluded, what the committee parks for later, and what
// stands on the agenda of every regular meeting (B7, B9).
//
// Words: the backlog (việc để lại) is a unit's entries that wait for an agenda;
// a leftover is an item that a meeting did not bring to its end and that is no
// entry yet.
//
// The states of an entry, as [Workflow] has them:
//
//	waiting   seat   seated    committee  a meeting lies ahead
//	waiting   drop   dropped   committee  with a reason
//	repeated  drop   dropped   committee  with a reason
//
// Rules in sentences:
//
//   - What the rulebook puts on every agenda of the kind comes back by itself,
//     and so do reports and topics with their turns: none of these is left over.
//   - An item is left over where the chair said why it has no conclusion, or
//     where it was to be studied or discussed and the meeting never came to it.
//     A document from above is left over in the first case alone: the register
//     takes it as studied in the other.
//   - Leftovers are offered for three months. They go onto the next meeting that
//     lies ahead, before its closing part, or wait in the backlog where there is
//     none.
//   - An entry whose item is taken off the agenda again, or whose meeting is
//     called off, waits again.
//   - A repeated entry is on the agenda of each regular meeting that is planned
//     from then on, until it is dropped.
//   - A committee's own meetings leave nothing here.
//
// Actions and pages are those of package meeting.
package carry
