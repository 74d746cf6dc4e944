// Package calendar is who of a committee attends which meeting of the cells under
// it (I10). It belongs to meeting.
//
// Words: a visit (dự sinh hoạt) is that somebody of the committee attends one
// meeting of a cell; an unattended cell is one that nobody attended for long.
//
// Rules in sentences:
//
//   - An officer sends, to a meeting of a cell below that is not over, an officer
//     of a committee on the way down to the cell, or who holds a post in one. Who
//     belongs to the cell anyway is not sent.
//   - Who is sent and the leaders of the cell are told; the guests of the meeting
//     have his name. Taken back, both are told, and the guest is taken out unless
//     something was noted of him.
//   - Two meetings of one person on one day that begin less than three hours apart
//     are pointed out. Whoever plans decides.
//   - A cell was attended on the day of the last meeting that took place with a
//     visit. Those that were never attended, or longest ago, are named first.
//
// Who sees what: the committee sees of a meeting below its date, hour, kind and
// state, never its place or agenda; the committee's own meetings of a cell are not
// among them. Who comes from above, the cell's leaders see too.
package calendar
