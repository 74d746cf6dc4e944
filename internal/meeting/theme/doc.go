// Package theme is what a thematic meeting is about, and what came of it (B11).
// It belongs to meeting; a regular meeting that is combined with a thematic part
// has a theme too.
//
// Words: the difficulty is what the unit has not solved yet and the meeting
// starts from; the paper (báo cáo chuyên đề) is what its author writes on it;
// the expert knows the field and helps, a member or somebody from outside; a
// measure is what goes into the work programme of the unit; the outcome are the
// measures and the tasks given in the meeting.
//
// Rules in sentences:
//
//   - Until somebody writes the theme down, its topic is that of the year's plan
//     for the month.
//   - The committee writes down difficulty, topic, author and expert, until the
//     minutes are frozen. The author is called to the meeting and may attend it.
//   - The committee passes the draft of the paper on a day, not later than the
//     meeting, once there is a topic. Another topic takes that back: it is
//     another draft.
//   - The recorder writes down the measures while the meeting is recorded. While
//     it runs they are the recorder's alone, as conclusions are (C10).
//
// Who sees what: all of the cell read the theme; the levels above see none of it
// but in the papers that are sent up.
package theme
