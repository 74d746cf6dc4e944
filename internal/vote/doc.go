// Package vote counts votes: who is counted, what share passes, and why.
//
// Words: the base (mẫu số) is the number of official members that a share is
// taken of; a voter is somebody called to the meeting; the matter is what is
// decided, and gives the threshold.
//
// Rules in sentences: the base is all official members called, present or
// not, but for those whom the rulebook of the day leaves out: temporarily
// transferred elsewhere, exempt and absent, suspended, detained or prosecuted,
// and in a congress those excused throughout. A probationary member never
// votes. A member visiting from another cell votes at home: he is in neither
// headcount nor base of his host. Those who lift a hand are official members
// of the base who are present, so that no more votes can be cast than they
// are. Where the rulebook knows no rule for the day, the counts are kept and
// nothing is said about the outcome; the missing rules are named.
//
// A show of hands is counted here; ballots are counted by whoever hands them
// out, and each result of theirs is judged and kept here too. A vote is judged
// once, when it is recorded: the rule that gave the outcome is kept with it.
// Another record may go by a vote that a meeting's record keeps: a candidate's,
// by that on him. Such a vote is not taken back while the record goes by it.
//
// In an election every candidate is judged by himself. Where more pass than
// there are seats, those with most votes are elected; of those who tie for the
// last seats nobody is. A congress is valid only with a share of those called.
package vote
