// Package ballot is votes on paper: elections, and questions that the rules
// want decided in secret. chibo prints the ballots and the count record; the
// ballots themselves stay in the box, and no name of a voter is kept anywhere.
//
// Words: a ballot (bỏ phiếu kín) is one vote of a meeting; in an election
// candidates stand for a number of seats; the board (ban kiểm phiếu) counts, and
// has a head; the count is what it entered; the standing of a candidate is what
// the election made of him; a round follows another where seats remained, or
// where that was annulled.
//
// The states, as [Workflow] has them:
//
//	prepared   edit      (same)     recorder  question, candidates
//	prepared   appoint   (same)     recorder  the board
//	prepared   cast      cast       recorder  the meeting runs, the roll is taken, a board of two is named
//	cast       appoint   (same)     recorder
//	cast       enter     counted    board     the figures can be
//	counted    enter     (same)     board     a correction asks for another confirmation
//	counted    confirm   confirmed  board     somebody else than who entered it
//	counted    appoint   cast       recorder  a new board counts anew
//	confirmed  enter     counted    board
//	confirmed  announce  announced  recorder  the meeting runs
//	prepared … announced annul  annulled  recorder  a reason; the minutes are not frozen
//
// Rules in sentences:
//
//   - Candidates are official members of the cell; visitors, probationary
//     members and who is suspended or detained do not stand. They are printed in
//     the Vietnamese order of names. A candidate who withdraws stays on record
//     and is printed no more.
//   - The board are official members who have the right to vote and are present;
//     none of them stands in the election.
//   - No more ballots are issued than voters are present, none returns that was
//     not issued, valid and invalid ones make up those returned, and invalid ones
//     have a reason. No candidate has more votes than ballots are valid, all
//     together no more than the valid ballots have seats; the three answers to a
//     question make up the valid ballots.
//   - One of the board enters the count, another confirms exactly that entry,
//     each under his own name. Every change asks for another confirmation.
//   - Shares are taken of all official members called, as with a show of hands:
//     see package vote, which judges and keeps each result with its rule. In an
//     election with more passing than seats those with most votes are elected;
//     of those who tie for the last seats nobody is, and the cell decides.
//   - A congress casts nothing before enough of those called are present.
//   - A meeting does not close while a ballot waits to be announced: it is
//     announced, or annulled with a reason. An announced one can be annulled
//     until the minutes are frozen; its results leave the record then.
//
// Who sees what: all of the cell see what is voted on, who stands, the board and
// the announced result. The figures are the board's until two confirmed them,
// then the recorder's, then everybody's. Levels above see none of it.
package ballot
