// Package stats is pages over figures: what a committee sees of the units below
// it, and what a unit sees of itself over a year (H3). It keeps nothing of its
// own.
//
// Words: the overview is a table with a row for each unit directly below a
// committee and one for all of them (tổng quan); a sheet is one unit's figures,
// month by month; a record is something that a figure counts (a meeting, an award). A
// period is a month, a quarter, half a year or a year, until the month of a day. A band
// is a span of ages, of years in the Party or of schooling.
//
// Rules in sentences:
//
//   - Every figure is that of a unit with everything under it. It is counted by the
//     month, in the tree of that month: a unit that moved stays with its old
//     committee in the months before.
//   - Members, admissions, meetings, reports, registrations, commendations and what
//     the public says come from the sums of package figure; scores, tasks and staff
//     are counted from the ordinary records of the subtree, in one statement for all.
//   - A combined meeting is a regular and a thematic one. A registration counts for
//     the whole of its year. A score counts once it was sent to the level above, a
//     commendation as long as it is not struck, an admission for the unit to which
//     the person belonged on the day.
//   - A task is overdue on a day when it was given by then, was due before and was
//     not done; one that was cancelled since is left out.
//   - Sums of persons by sex, age, schooling or years in the Party show nobody: 1 and
//     2 stay unsaid, and in the row of the unit and the column of its siblings as
//     many more as keep them from being computed.
//   - Before the first month of which anything is recorded there are no figures, and
//     the page says so.
//
// Who sees what: officers of a committee see it and everything below; a unit's own
// committee sees the unit, a committee of cells its table of cells. Nobody sees his
// siblings. The pages hold numbers only. Behind each is the list of the records that
// it counts, which adds up to it: the reader sees those of the units where he may see
// such records today, and how many there are beside them. Who is a woman, or how old,
// no list says.
package stats
