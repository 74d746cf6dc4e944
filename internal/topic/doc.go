// Package topic is the topic papers of a cell's members (chuyên đề), and what
// they present at the unit's briefings (giao ban): F2, B12.
//
// Words: the call is what the committee asks of everybody in a year; a topic is
// one member's task of the year, to write a paper and present it to the cell; a
// comment is what the committee says of a draft, an opinion what members say of
// a paper that was presented; a briefing is one slot of a monthly giao ban, which
// is no party meeting, with one or two presenters; the collection is what was
// presented.
//
// The states of a topic, as Workflow has them, under the names of the screens:
//
//	–          assign   assigned   committee  «Được giao»
//	–          propose  proposed   member     «Đề xuất»: for himself
//	proposed   accept   assigned   committee  a last day for the paper is named
//	assigned   save     written    author     «Đang viết»: the first saved word
//	written    save     written    author
//	returned   save     returned   author
//	assigned, written, returned  send  sent  author  «Chi ủy xem»: words, or a file
//	sent       return   returned   committee  «Cần sửa»: what to mend is said
//	ready      return   returned   committee
//	sent       pass     ready      committee  «Sẵn sàng»: the cell may read it
//	ready      seat     ready      committee  it goes onto the next meeting's agenda
//	ready      present  presented  committee  «Đã trình bày»
//	proposed … ready  amend     (same)     committee  title, field, last day, month
//	proposed … ready  withdraw  withdrawn  committee  «Thôi giao»: with a reason
//	proposed   withdraw  withdrawn author     his own proposal
//
// Those of a briefing, as Course has them:
//
//	planned    amend    planned    committee
//	planned    hold     held       committee  its day has come
//	planned    cancel   cancelled  committee  with a reason
//
// Rules in sentences:
//
//   - The draft is one row, saved every few seconds with the version that the
//     page showed: two devices never overwrite each other silently.
//   - What is being typed is the author's alone. A leader writes for somebody
//     without a device as long as nobody has written, or a leader began what is
//     written (nhập hộ, I8).
//   - The committee reads what was sent; the cell reads what is ready, before
//     the meeting hears it. A paper that is given back the cell no longer reads.
//   - Nobody gives back or passes his own paper while another leads.
//   - A topic that stood on the agenda of the meeting of the day on which it was
//     presented keeps that meeting.
//   - Where a unit ends, what was not presented goes on in its heir with its author.
//   - Members comment on what was presented; who wrote it is told, and of how
//     it goes on with his paper. Nobody is told what he did himself.
//   - A briefing is told to its presenters when it is planned, moved and
//     cancelled. The slides are files of the slot.
//
// Who sees what: all of the cell see who has which topic and how far it has
// come, the briefings and the collection; levels above see counts of topics, and
// no name or title.
package topic
