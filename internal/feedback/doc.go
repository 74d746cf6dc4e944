// Package feedback is how the public turns to a unit, and what it is answered:
// concerns, praise and proposals by month and channel (F4). It holds numbers and what
// was said, and nobody's name.
//
// Words: a concern (phản ánh) is what somebody complains of, praise (khen ngợi)
// what he thanks for, a proposal (đề nghị) what he asks for; the channels are the
// hotline, the box for letters, meetings with the public, the portal, and that
// somebody came. An entry (ý kiến) is one of them, written down with what was said.
// A month is counted when somebody entered its numbers, be it that there was nothing,
// or when there is an entry of it; the trend compares the twelve months until a month
// with the twelve before.
//
// The states of an entry, as Workflow has them, under the names of the screens:
//
//	–                 record  received  «Mới tiếp nhận»
//	received, assigned, answered  amend  the same
//	received          assign  assigned  «Đang trả lời»: to a part of the unit or one of it, by a day
//	assigned          assign  assigned
//	assigned          answer  answered  «Đã trả lời»: with words
//	answered          return  assigned  for another answer, by another day
//	received, answered  close  closed   «Đã kết thúc»: with a reason
//	closed            reopen  received  with a reason
//	received          strike  struck    «Đã bỏ ghi nhận»: a mistake, with a reason; it is counted no more
//
// The states of a list of earlier counts:
//
//	read     applied as a whole, or not at all   done
//	read     dropped, or forgotten for a week    dropped
//
// Rules in sentences:
//
//   - A month is entered as a whole, until today's, and may be entered anew.
//   - What is counted of a month is the numbers that were entered and the entries:
//     nobody enters as a number what was written down as an entry, and the form of a
//     month says how many of these there are.
//   - The counts of an organisation are those of itself and of all under it.
//   - A trend is up, down or level by the sums of its two years, and unknown where
//     in one of them nobody counted a single month.
//   - A list never overwrites numbers that were entered; with any fault in it nothing
//     of it is taken.
//   - What looks like a name, a telephone number or the number of a record (hints.yaml)
//     is pointed out, and taken only from somebody who has looked again.
//   - An answer is due on the day that was set, at first the one that the rules of the
//     organisation give, where it has any. The day before it is due who answers is
//     told, and once when it is over the leaders too.
//   - What was answered may become an item of the next meeting's agenda.
//
// Who sees what: the counts, and how far entries have come, are open to the cell and
// to officers above. The words are the committee's and of who answers; all of the cell
// read in short what it was about, with the answer, where that was marked at closing;
// the level above reads what it recorded itself. The committee enters those of its
// cell, an officer those of any unit under his committee.
package feedback
