// Package periodic is the report that a cell or a committee makes of a month, a
// quarter, half a year or a year (báo cáo định kỳ): H4, form B14.
//
// Words: a report is of one unit and one period; its figures (số liệu) are counted
// from the records at a moment, and every one names the list where it comes from;
// its texts are four: results, limits, the direction ahead, proposals. What was
// sent is a copy that stays. The branch of a committee is everything under it.
//
// The states of a report, as [Workflow] has them, under the names of the screens:
//
//	–         open     drafted    «Đang soạn»       with figures of the moment
//	drafted   refresh  drafted    «Đang soạn»       figures counted anew
//	drafted   send     sent       «Đã gửi»          figures and texts kept as they are
//	sent      receive  received   «Đã tiếp nhận»    the committee directly above
//	sent      return   returned   «Bị trả lại»      says what is wanted
//	received  return   returned   «Bị trả lại»      a mistake found later
//	returned  refresh  returned   «Bị trả lại»
//	returned  send     sent       «Đã gửi»          a new copy beside the earlier
//
// Where no committee of this installation stands above, the unit itself enters
// what became of its report.
//
// Rules in sentences:
//
//   - For a unit that has not begun its report the committee directly above may write
//     and send it (nhập hộ). The page says so and who did, the unit is told, and may go
//     on with it at any time: from its first act the report is its own again.
//   - Of a unit and a period there is one report, and it is sent once, until it is
//     returned.
//   - A period is over on its last day; a report sent before tells what is known
//     until then.
//   - What is sent is what its writers saw: if the records say other figures by
//     then, sending is refused and the figures are counted anew first.
//   - The report of a committee sums up the reports that the units directly below
//     it have sent, and what is recorded of the committee itself; beside each sum
//     stands what the records of the branch say now, and where the two differ.
//     Those are the units that stood there at the end of the period: what ended, or
//     moved, since then counts with what it sent, and is not waited for; what was
//     founded since then owes nothing.
//   - Figures are whole numbers that may be added up. Members by trait show nobody,
//     see package figure. A figure of the year before stands beside, where anything
//     is recorded of it.
//   - The last day for sending follows from [rulebook.PeriodicDueDays], by the rules
//     of the committee directly above, of the unit itself where there is none. A
//     report that was not sent by then is late; nothing is refused for it.
//   - Of the periods that end in one month the longest is expected, and it takes the
//     place of the others: that of half a year of the quarter's and the month's.
//     Writers who have made reports before are reminded of it, an officer's page of
//     the day counts the units that have not sent theirs.
//
// Who sees what: the unit's own committee, or its officer, all of it. Officers above
// see how far it has come, and read what was sent.
package periodic
