// Package amend is the amendments to the draft of a meeting's resolution: what
// members propose to change in it ahead of the meeting, and what the meeting
// does with that (B7).
//
// Words: an amendment names a section of the draft that was shared, the words
// of it, and the words instead; it is numbered in the order in which it came.
// With no old words it adds to the section, with no new ones it strikes out.
//
// The states, as [Workflow] has them:
//
//	proposed   withdraw   withdrawn  its author
//	proposed   take       taken      recorder   the meeting has been opened
//	proposed   vote       passed     recorder   the meeting has been opened, the roll is called
//	proposed   vote       failed     recorder   as above
//	taken      reconsider proposed   recorder   it does not stand in the text
//	taken      enter      taken      recorder   the old words are found, or put in by hand
//	passed     enter      passed     recorder   as above
//
// Rules in sentences:
//
//   - The committee shares the draft while the meeting lies ahead; until it is
//     opened, every official or probationary member who is called proposes
//     amendments. All of the cell read draft and amendments.
//   - The old words stand in the draft as it was shared.
//   - In the meeting each is voted on one by one, by show of hands, under the
//     item of the resolution; or the chair takes it over without a vote (tiếp
//     thu); or its author withdraws it. The vote on the whole follows.
//   - A vote that is annulled lets the amendment wait again.
//   - What was taken over or passed comes into the text at the recorder's press,
//     where the old words stand for the first time; where they stand no longer,
//     somebody puts it in by hand and says so.
//
// Actions and pages are those of package meeting.
package amend
