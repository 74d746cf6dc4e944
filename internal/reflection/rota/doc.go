// Package rota plans who of a cell gives a self-reflection report in which month
// of a year (C2). It is pure: the same problem gives the same plan.
//
// Words: a turn is a person's report in a month; an open month has a regular
// meeting and no thematic one; an announced turn (Fixed) has been told to the
// person or was held; a round is over when everybody has had a turn in it; a
// volunteer is a person with wishes.
//
// Rules that every plan keeps:
//
//   - A month that is closed or over gets no new turn.
//   - A month never has more than Max turns, the announced ones included.
//   - Nobody gets a new turn in a month in which he is absent or not a member.
//   - Announced turns stay as they are, even where they break a rule.
//   - A person has one turn a year, with Twice two, never two in one month.
//   - Rounds: nobody gets a next turn before everybody who could have had one has
//     had one. A new turn that begins the next round for somebody in a month is
//     allowed only if everybody who was there in a plannable month up to it has
//     had the turn of the running round by that month. Plannable is a month that
//     is open, not over, and not filled by announced turns. With Twice the same
//     holds for the second change of round; who was there in one plannable month
//     only need not have had two turns.
//   - Announced turns count first: a new turn never stands before an announced
//     one of the same person, so that nobody gets an additional turn for being
//     announced late.
//
// Among the plans that keep them, Solve gives the best, by these goals in order;
// a later goal never costs an earlier one anything:
//
//  1. the fewest plannable months without a report;
//  2. the most volunteers who get one of their months;
//  3. the most turns, then those who have waited longest;
//  4. key cadres early: the sum of the months of their first turns;
//  5. the most turns of the plan so far kept;
//  6. who has waited longer earlier in the year, then the order of People.
//
// Method: places are given by a flow of least cost from people through months
// (successive shortest augmenting paths), whose costs are vectors with one
// number for each goal, compared as words are in a dictionary. Two things no
// flow can say: that a round changes only when it is over, and that a wish that
// two turns of one person meet counts once. They are left out at first; where
// the best flow breaks one, the search branches: the next round may begin in
// that month (then all others must have had their turn by it) or may not. A
// branch whose best flow is not better than a plan at hand is given up, so the
// plan is the best there is.
//
// With n people, m months and t turns one flow takes t searches of O(n·m) arcs,
// usually visited once or twice; a year of 100 people takes about a millisecond.
// A search has few branches (a handful for a cell where the round changes); in
// the worst case they double with each month in which newcomers hold up a round.
//
// Every explanation is found by trying: the wish that was not met is forced, the
// rules being kept, and what it costs is compared; what is said to help was
// solved and does help.
package rota
