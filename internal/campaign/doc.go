// Package campaign is the campaigns that a document from above calls for, with a theme
// for each year, and what every unit below makes of them (E1, E2).
//
// Words: a campaign (cuộc vận động) belongs to the unit that leads it; a theme (chủ
// đề) is what it is about in a year, from the day of its launch (phát động) over the
// interim review (sơ kết) to the final one (tổng kết); a node is what one unit made of
// a theme; its programme (chương trình) is a paper of work items; goals (chỉ tiêu) are
// sentences with a number.
//
// The states of a campaign, as Workflow has them:
//
//	running  amend   running
//	running  halt    halted   with a reason: the directive was withdrawn
//	halted   resume  running
//
// The states of a theme, as Stages has them:
//
//	planned   amend   planned
//	planned   launch  launched  from now on every unit below sees it
//	launched  amend   launched
//
// The states of a node, as Course has them:
//
//	–         receive  received
//	–         draft    drafting  whoever works on a programme has received the theme
//	received  draft    drafting  how far it is, and by when
//	drafting  draft    drafting
//	drafting  issue    issued    with number and date, and one work item at least
//	issued    revise   drafting
//
// Rules in sentences:
//
//   - A launched theme concerns every unit that stands today at or under the one that
//     leads it, chapters of mass organisations too; nothing is copied to them, and they
//     have a node only once they acted. A unit that comes under it is concerned from
//     then on; one that leaves keeps its own programme to read.
//   - A theme runs from the day of its launch through its last one, while its campaign
//     is not halted. Of a halted campaign everything stays to be read; nothing is asked
//     for or changed until it is resumed.
//   - A work item is done at 100 per cent; it may follow from one of the programme that
//     the nearest unit above has issued.
//   - A unit lags while it has not received a running theme, and from the day after
//     the programme is due while it has issued none. A committee reminds the leaders
//     of those right below it, once in 24 hours; what lags further down is for the
//     committee above that to remind of.
//   - A cell's next regular meeting on whose day a theme from above runs takes it onto
//     its agenda by itself, once, and its secretary the task to write the programme;
//     so does one in January of a theme that was launched in December.
//   - The span of a campaign holds those of its themes.
//
// Who sees what: the theme, its goals, and which programme has which number are open to
// all units concerned. The work items of an issued programme are open to the units
// below and above it; who does them and how they go is the unit's own.
package campaign
