// Package quality is the score of a cell's meetings by the rubric in force
// (B10): what the record gives, what the cell gives itself, and what the
// committee above confirms.
//
// Words: a rubric (khung chấm điểm) is a table of criteria with points; a
// criterion (tiêu chí) gives points, a group has parts; a band (loại) is the
// grade that points give; a basis (căn cứ) is what the record says of a
// criterion; a mark is what was given for one; a score is the marks of one
// meeting; above is the committee over the cell.
//
// The states of a score, as [Workflow] has them:
//
//	draft     save     draft      committee  a reason where computed points are changed
//	returned  save     draft      committee  as above
//	draft     refresh  draft      committee  computes again from the record
//	returned  refresh  draft      committee
//	draft     adopt    adopted    committee  every criterion has its points, the members' vote passes
//	adopted   reopen   draft      committee
//	adopted   send     sent       committee  there is a committee above
//	sent      confirm  confirmed  officer    a reason where points differ from the cell's
//	sent      return   returned   officer    says what is wanted
//
// Rules in sentences:
//
//   - Regular and thematic meetings are scored, once they are closed. A person
//     is never scored, and nobody counts who spoke how often: of speakers there
//     is one number for the meeting.
//   - A rubric is valid from a day. A meeting is judged by that of its date: of
//     those in force the nearest unit's, of one unit's the latest. Where that
//     has no points the cell has to ask its superior to set one.
//   - The points of a rubric add up to its full number; its bands descend.
//   - A cell's committee sets rubrics for the cell, an officer for his committee
//     and all below it. A new one ends the one before at its first day; what was
//     scored keeps the rubric that it was scored by.
//   - A criterion that does not apply, such as the thematic part in a month
//     without a theme, is not asked for; the rubric says whether the others are
//     scaled up, it counts as reached, or is lost.
//   - Points that the record gives may be changed, with a reason.
//   - Points are whole numbers.
//   - A year of regular meetings is graded where the rubric says how.
//
// Who sees what: all of the cell read its scores. The committees above get one
// when it is sent; before that only how far it has come. Sister cells see
// nothing of each other, and lists of cells stand by name, never by points.
//
// What pages show in words: [Basis] gives a text key and its arguments (see
// measure.go for the keys), faults name the fields "points_" and "reason_" with
// the key of the criterion behind; of a rubric title, from, doc_no, bands,
// criteria, and "row_" with the index of a row.
package quality
