// Package contest is contests that a unit holds for everybody at or under it, such
// as one of telling stories (E4): entries, what jurors give, and what is decided.
//
// Words: an entry (bài dự thi) is what somebody, or a unit, hands in; a juror (giám
// khảo) gives each entry points by each criterion (tiêu chí); the result sheet orders
// entries by their sums; a place and a prize (giải) are given by the organisers.
//
// The states of a contest, as Workflow has them, under the names of the screens:
//
//	–                call     called     «Đã phát động»; from the first day to the last of
//	                                     handing in it is «Đang nhận bài»
//	called           amend    called     until there is an entry; then only the last day
//	called           enter    called     an entry is handed in, corrected, withdrawn
//	called           close    scoring    «Đang chấm điểm»: with jurors and entries
//	called, scoring  cancel   cancelled  «Đã hủy»: with a reason
//	scoring          score    scoring    by jurors, until each closes his own scores
//	scoring          decide   decided    «Đã có kết quả»: places, prizes, number and date
//	decided          decide   decided
//	decided          publish  published  «Đã công bố»
//
// Rules in sentences:
//
//   - Entries are taken from the first day through the last, or until the organisers
//     close it early. Until then they may be corrected and withdrawn; later nothing.
//   - A person enters for a unit to which he belongs; for a unit enter its leaders. A
//     leader also enters, by their names, people who have no account.
//   - Entries, their files too, pass the gate for documents.
//   - Jurors are people with an account who belong to a unit at or under the
//     contest's. Nobody judges an entry of his own, nor one in whose list of authors
//     his name stands, nor, where the contest says so, one of his unit.
//   - A juror gives halves of a point, from 0 to what the criterion has at most. He
//     sees nobody else's points until he has closed his own, and then changes none.
//     To close he has given all points of the entries that he judges.
//   - An entry's mean of a criterion is over the jurors who closed. Its sum is that of
//     its means, each times the criterion's weight. Equal sums share a rank.
//   - The program orders. People decide on places and prizes, be it otherwise.
//
// Who sees what: everybody at or under the unit sees the contest, and once it is
// published what won, and the entries whose authors agreed. Before, an entry is for
// who handed it in, its unit's leaders if they did, the jurors once handing in has
// ended, and the organisers.
package contest
