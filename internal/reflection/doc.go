// Package reflection is the self-reflection report (báo cáo liên hệ): who gives
// one in which month of the year, the way of each from the turn to its final
// text, and what was asked to be mended, followed until it is (C1–C10).
//
// Words: a turn is somebody's place in the rota of a year; it becomes a report
// when it is told to him; a version is a draft as it was sent; a comment stands
// at a place of a version; the conclusion has two boxes, what is exemplary and
// what to mend; a remark (nội dung cần khắc phục) is a line of the second, on
// record; help is who helps with what until when. The leaders are the cell's
// committee (in a cell without one: secretary and deputy), in a chapter of a
// mass organisation its officers.
//
// The states, as Workflow has them, under the names of the screens:
//
//	planned    tell      assigned   leaders  «Kế hoạch»: he is told; the turn stays from here on
//	assigned   save      drafting   author   «Được phân công»: his first saved word
//	drafting   save      drafting   author   «Dự thảo»
//	assigned   submit    review     author   some part says something
//	drafting   submit    review     author
//	review     submit    review     author   «Chi ủy góp ý»: sent again before it was given back
//	review     return    review     leaders  comments are given, or words say what is wanted
//	review     resubmit  revised    author   «Đã sửa»: sent again after it was given back
//	review     pass      revised    leaders  nothing more to say
//	assigned … review  urge   (same)   leaders  the text is awaited; once a day
//	revised    submit    revised    author
//	revised    return    review     leaders
//	assigned … revised  present   presented  meeting  «Đã trình bày»: the meeting takes the item up
//	presented  conclude  concluded  meeting  «Đã kết luận»
//	concluded  conclude  presented  meeting  the conclusion was taken back
//	presented, concluded  unhear  revised, drafting if it was never sent  meeting
//	                                         taken up by mistake, or the meeting was called off
//	assigned … revised, concluded  hear  concluded  leaders  in a chapter, until the final text
//	concluded  complete  final      author   «Hoàn thiện»: the final text
//	final      send_up   final      leaders  once
//	planned … revised   move      (same)   leaders  to another month; told, and kept in the timeline
//	planned … revised   swap      (same)   leaders  two turns change places
//	planned … revised   release   released leaders  «Thôi phân công»: left the unit, excused, other
//
// The draft is saved in review, revised and concluded too, without a step.
// Nobody gives back or passes his own report.
//
// Meeting is a meeting of the cell, by hooks of package meeting; in a chapter of
// a mass organisation, which holds no meeting here, its officers enter what was
// said and concluded (Hear).
//
// Rules in sentences:
//
//   - Part 1 is what was registered and done, part 2 how what was pointed out
//     was mended, part 3 present limits and what will be done (C3). The program
//     inserts titles of what is laid beside, never sentences.
//   - The draft is one row, saved every few seconds with the version that the
//     page showed: two devices never overwrite each other silently.
//   - What is being typed is the author's alone. The leaders read what was
//     sent; the unit reads what was presented, and the final text (C9). A
//     leader writes for somebody without a device as long as nobody has
//     written, or a leader began what is written; once the author writes
//     himself, the draft is his (nhập hộ, I8).
//   - A comment stays at its place while the text changes; where its place is
//     gone, it stands at the part and shows the words that it was made on.
//   - What the unit heard is the version that was sent last; where none was, the
//     draft is not shown and the report counts as given by word of mouth.
//   - Each line of «Cần khắc phục» is a remark; there is no other way to make
//     one (C7). Until the minutes are frozen the lines may change: a remark
//     whose line is gone is dropped, its help with it.
//   - As long as the meeting runs, the conclusion is the recorder's (C10). Who
//     is planned for the month after a regular meeting is told when it closes.
//   - A remark is open, improving, resolved, or carried over: named again in a
//     later conclusion of the same person. Open, improving and carried ones
//     return in the next report. A resolved one leaves every list and draft and
//     stays in the minutes.
//   - Only the leaders say that a remark is resolved; the member answers.
//     Nobody judges his own while another leads.
//   - Who leaves the unit is released from what he has not presented. The plan
//     is mended over what nobody was told of.
//   - A final report goes up only when the leaders send it (C9).
//
// Who sees what: the author and the leaders before the meeting, the unit after
// it; levels above see states and counts. A helper sees what he is to help
// with. Nobody counts who spoke how often.
package reflection
