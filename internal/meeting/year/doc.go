// Package year is a unit's year of meetings: on which day each month's regular
// meeting will be held, which months have a thematic one besides, and on what
// topic (B1). It belongs to meeting: cells and chapters of mass organisations
// plan their year by it, and the rota of reports is made over it.
//
// Words: a slot is one meeting of the plan; a quarter has three months.
//
// Rules in sentences:
//
//   - A year has one regular meeting for each month, and at most one thematic
//     meeting for a month, besides the regular one.
//   - A plan is drawn from a pattern: a day of the month, or a weekday of a
//     week of the month; a thematic meeting in some months, usually one of each
//     quarter, so many days after the regular one. Days that have passed may be
//     drawn too: a plan may be entered late.
//   - A drawn day avoids Saturday and Sunday, unless the pattern names them; a
//     typed day stays as it is, and may lie a little outside its month.
//   - Drawing again leaves what has a meeting as it is, and the topic of a
//     thematic meeting whose month stays.
//   - A meeting that is prepared, or was held, has its own day; the plan shows
//     that, and is not changed by it. A meeting that nobody had in the plan
//     stands in it all the same; one that was cancelled does not.
//   - A regular meeting that is combined with a thematic part is both: the
//     thematic one of its month too.
//   - A quarter with too few thematic meetings and a month without its regular
//     one are said, not refused, by the rule of the date: what has passed counts
//     if it was held, what lies ahead if it is planned. No such rule is known for
//     mass organisations.
//
// Who sees what: all of the unit read the plan, its leaders make it.
package year
