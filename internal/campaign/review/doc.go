// Package review is the interim and the final review of a campaign (sơ kết, tổng kết),
// E5: what a unit, with everything under it, did in any span of days, in figures that
// are counted from the records and in words.
//
// Words: the figures (số liệu) each name where they come from; the parts are the texts:
// results, limits, causes, lessons, direction ahead, proposals for commendation.
//
// The states of a review, as [Workflow] has them, under the names of the screens:
//
//	–        open     drafted  «Đang soạn»      figures of the moment
//	drafted  refresh  drafted  «Đang soạn»      counted anew
//	drafted  issue    issued   «Đã ban hành»    figures and texts are kept; number, day
//	issued   reopen   drafted  «Đang soạn»      a mistake found before it was sent
//	issued   send     sent     «Đã gửi»         the committee above reads it
//
// Rules in sentences:
//
//   - A review is of a theme that runs for the unit, or of a campaign that it names.
//     Its span is any that has begun: three years, five years.
//   - What is issued are the figures of that moment; nothing changes them any more.
//   - Admissions are compared with the target of the term that ran on the first day of
//     the span, as the articles do: all who were admitted in that term.
//   - Of feedback, which is counted by the month, stands what as many months before
//     had; of two years or more, the last twelve months beside the twelve before.
//   - Where nothing is recorded for a figure in the span, it says so: that is not 0.
//   - Commendations are counted by turns (lượt), and by how many distinct collectives
//     and persons had them.
//
// Who sees what: the unit's committee, or its officer, all of it; the other members of
// the unit what was issued; the officers above what was sent, of which they are told.
package review
