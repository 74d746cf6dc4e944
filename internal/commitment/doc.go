// Package commitment is what people register to do in a year (đăng ký, cam
// kết), what became of it, and the action programme of their unit (D1–D4).
//
// Words: a call (đợt đăng ký) opens the registration of a year in a unit, with
// its theme and its last day; a pledge (bản đăng ký) is what one person
// registers; an item has a heading (nội dung), the work (việc làm cụ thể), a
// measure (chỉ tiêu) and a due time as it is typed (thời hạn); a programme
// (chương trình hành động) is the unit's own, work item by work item.
//
// The states of a pledge, as Workflow has them:
//
//	drafting   save     drafting   author   only he reads it
//	drafting   submit   submitted  author   at least one item, each with a heading
//	submitted  recall   drafting   author
//	submitted  return   returned   leaders  says what is wanted
//	returned   save     returned   author
//	returned   submit   submitted  author
//	submitted  approve  approved   leaders  not one's own, while another leader can
//	approved   progress approved   author   how an item goes, in percent and words
//	approved   look     approved   author   mid-year look, year-end look
//	approved   reopen   returned   leaders  says why: the work has changed
//	approved   close    closed     leaders  the year is over, the year-end look is written
//
// A leader may begin a pledge in the name of one who has no device (nhập hộ), and
// then write it and send it; the log names him. Once its author has saved it
// himself, it is his alone. Progress and looks back may be entered for anybody,
// and bear the name of who did.
//
// Rules in sentences:
//
//   - A person has one pledge a year in a unit. Members register in their cell,
//     staff who are no members in the chapter of their mass organisation.
//   - A pledge begins empty, or as a copy of last year's headings, work,
//     measures and due times; never of its results.
//   - Who is exempt or kept from activity is not expected to register, nor in a
//     chapter who belongs to a cell; whoever belongs may.
//   - The pledge of a leader or a key cadre is marked as example when it is
//     approved.
//   - Nobody judges his own pledge while another leader can, or that of somebody
//     who has left; what he registered stays readable by him and the leaders.
//   - Beside an item that names no work, measure or time, that rests on a stock
//     phrase, or is nearly another's, its author sees a hint (package hint).
//     Nobody else does, it is not stored, and an item may stay as it is (D2).
//   - An item may be tied to a theme of the year that runs in the unit; the pledge
//     then registers its author for that theme (package campaign/step).
//   - Progress never goes beyond 100 %, may go back, and says something.
//   - What is typed is saved every few seconds: two devices never overwrite each
//     other silently. An item that is reworded keeps its progress.
//   - Pledges of this year and earlier ones may be taken from a list: all of it
//     or nothing.
//   - The unit's programme is drafted by its leaders and read by all once it is
//     issued.
//
// Who sees what: a pledge is read by its author and, once submitted, by the
// leaders; nobody above ever sees its text. Levels above see figures: how many
// belong to a unit, registered and were approved, and whether it has its
// programme (D4).
package commitment
