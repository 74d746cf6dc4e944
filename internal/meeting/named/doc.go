// Package named is votes by name (biểu quyết ghi tên): beside the show of hands
// a matter may be decided by noting of each who is entitled how he votes. The
// minutes then name everybody; a vote by show of hands never does.
//
// Words: a named vote is one matter under one item of the agenda; a voice is how
// one person was noted: in favour, against, of another opinion, or not voting;
// the entitled are the official members of the base who are present; the
// recorder is that of the meeting.
//
// The states, as [Workflow] has them:
//
//	taking    mark    taking    recorder  of the entitled
//	taking    close   recorded  recorder  everyone entitled has a voice
//	recorded  reopen  taking    recorder  its result leaves the record
//	taking    drop    dropped   recorder
//	taking    ask     taking    voter     of the entitled
//	recorded  ask     recorded  voter     of the noted
//
// Rules in sentences:
//
//   - Who is entitled follows the list of the called that was kept when the
//     meeting was opened, and the roll call as it stands: a change of membership
//     during the meeting does not touch it, somebody marked absent meanwhile is
//     entitled no more. A probationary member and a visitor never are (B4).
//   - Several note-takers mark at once. What one changed after the other's page
//     was read is not overwritten: both marks are told.
//   - When the vote is closed, everyone entitled has a voice, be it that he does
//     not vote; voices of those entitled no more are taken out. The count is made
//     of the voices and judged as a show of hands is: see package vote.
//   - A matter that the rules want decided in secret (elections, discipline) is
//     refused here, with the rule that says so (B5).
//   - A result that is annulled, here or in the room, lets the named vote be
//     taken on.
//   - Each sees how he is noted and may ask the recorder to mend it, until the
//     minutes are frozen. The recorder answers by marking him anew (C10).
//   - A meeting neither ends nor is called off while a named vote that was begun
//     is neither closed nor dropped.
//
// Who sees what: while it is taken, the recorder sees all voices and everyone
// his own, and nobody else sees a count. Once it is recorded, all of the cell
// read who voted how, as in the minutes. What somebody asks to mend is read by
// him and the recorder. Levels above see none of it.
//
// Actions are those of package meeting.
package named
