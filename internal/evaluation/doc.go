// Package evaluation is the review of a cell and its members at the end of a
// year, and their rating (kiểm điểm, đánh giá, xếp loại chất lượng): H2, B9.
//
// Words: a review (đợt kiểm điểm) is of one unit and one period, a year or a
// quarter; a file (hồ sơ kiểm điểm) is of the unit itself or of one member; its
// form (mẫu) is 2A for who leads nothing, 2B for a leader, 2C for who works
// outside the political system; a part (phần) is a heading of the form with what
// was written under it; a fact is a count that the year's records give; a level
// (mức xếp loại) comes from the rulebook of the day; a comment comes from the
// committee, from a mass organisation or from the place of residence. The cell's
// proposal and the superior's decision are two results, kept apart.
//
// The states of a review, as [Workflow] has them:
//
//	open     refresh  open     committee  the list follows who belongs to the unit
//	open     convene  voting   committee  the day of the meeting; the facts are kept as they stand
//	voting   reopen   open     committee  nothing was voted on yet
//	voting   propose  voting   committee  one file: a level that passes the cell's vote
//	voting   send     sent     committee  every file has its proposal
//	sent     return   voting   superior   says what is wanted
//	sent     decide   decided  superior   number, day, a level for each file
//
// The committee enters a decision that came on paper, where the superior does not
// work here.
//
// Rules in sentences:
//
//   - The program proposes no level, and computes none from facts.
//   - Facts are attendance, tasks, what was registered, remarks, self-reflection,
//     topics and commendations of the period. Nobody counts what somebody said.
//   - Everybody who belongs to the unit has a file, but those who are exempt.
//     Somebody suspended writes nothing and is rated all the same.
//   - Somebody writes his own file; the committee writes the unit's, and for one
//     who has no device, until he writes himself.
//   - What he writes is his alone until he submits it.
//   - Files are voted on in turn: the unit, its head, the deputies, the members.
//   - A level is proposed by more than half of the base (package vote). A vote that
//     does not pass is refused, and nothing of it is kept: another level is voted
//     on. A new vote takes the place of the one before, until the review is sent.
//   - The levels of former years, as the same unit voted on them, stand beside a file.
//   - The best level is limited to a share, by the rule of the day. The limit is
//     shown and going beyond it is said; it is not refused, for the superior
//     weighs the whole organisation.
//
// Who sees what: a file is read by the person and the committee, and by the whole
// cell once the meeting is convened. The committee directly above sees names,
// levels and votes of what was sent to it; every level above that how far a
// review has come. Nobody above reads what somebody wrote, or the comments.
package evaluation
