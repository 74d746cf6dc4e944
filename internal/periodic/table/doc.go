// Package table is the tables that a committee has the units below it fill: for one
// occasion, with columns of its own (biểu số liệu đột xuất), I10. It belongs to
// periodic.
//
// Words: the committee that asks defines the table and its columns; a sheet is the
// table in one unit that was asked; to enter it for a unit (nhập hộ) is what an
// officer of the committee does for one that cannot.
//
// The states of a table, as [Course] has them:
//
//	–        define  drafted  «Đang soạn»
//	drafted  amend   drafted
//	drafted  ask     sent     «Đang thu»     units below the committee, each once
//	sent     ask     sent                    further units
//	sent     remind  sent
//	sent     close   closed   «Đã kết thúc»
//	closed   reopen  sent
//
// The states of a sheet, as [Workflow] has them, while the table is sent:
//
//	waiting   save    drafted   «Đang nhập»
//	drafted   save    drafted
//	returned  save    returned
//	waiting   send    sent      «Đã gửi»       and from drafted and returned
//	sent      return  returned  «Bị trả lại»   says what is wanted
//
// Rules in sentences:
//
//   - A table has one to twelve columns of text, numbers, dates or yes and no; each
//     unit fills one row, or as many as it has. Persons are not asked for this way: a
//     column of text or dates that names them is refused.
//   - Units at any depth below the committee are asked, of the Party and of mass
//     organisations, each once. What was sent to units is not amended any more.
//   - Of one row every number and every yes or no is answered, 0 and «Không» too. Of
//     many rows none says that there is nothing.
//   - A number has at most three decimals. Sums are of what was sent alone.
//   - What was sent stays as it was sent, each time.
//   - A sheet is late from the day after the last day until it is sent. A unit that
//     has ended, or stands under the committee no more, is shown as such and not
//     waited for; what it sent counts.
//   - Officers of the committee enter a sheet for a unit as long as the unit has not
//     begun it: it says so, and who it was, and the unit may go on with it. What a
//     unit began, the unit alone writes.
//   - A unit is reminded at most once a day.
//
// Who sees what: of a sheet the unit's own leaders all of it; the committee that asks,
// and the officers above the unit, what was sent. The definition shows to whoever is
// asked.
package table
