// Package feedback counts how the public turns to a unit: concerns, praise and
// proposals by month and channel (F4). It holds numbers, and nobody's name.
//
// Words: a concern (phản ánh) is what somebody complains of, praise (khen ngợi)
// what he thanks for, a proposal (đề nghị) what he asks for; the channels are the
// hotline, the box for letters, meetings with the public and the portal; a month
// is counted when somebody entered it, be it that there was nothing; the trend
// compares the twelve months until a month with the twelve before.
//
// The states of a list of earlier counts:
//
//	read     applied as a whole, or not at all   done
//	read     dropped, or forgotten for a week    dropped
//
// Rules in sentences:
//
//   - A month is entered as a whole, until today's, and may be entered anew.
//   - The counts of an organisation are those of itself and of all under it.
//   - A trend is up, down or level by the sums of its two years, and unknown where
//     in one of them nobody counted a single month.
//   - A list never overwrites a month that was counted; with any fault in it
//     nothing of it is taken.
//
// Who sees what: the counts are open to the cell and to officers above; the
// committee enters those of its cell, an officer those of any unit under his
// committee.
package feedback
