// Package rulebook holds the Party's rules as dated data and answers the
// questions that one may ask of them. It is pure: no SQL, no clock, no network.
//
// The regulations that cells work by were replaced several times, so a figure
// such as "how long must a meeting last" is never a constant in the code. It is
// a [Rule]: a key, a value, the days on which it is valid, the document and
// clause that say so, and how sure we are of it. Every event is judged by the
// rule of its own date:
//
//	answer, ok := rulebook.MinDuration.At(book, "2026-06-03", rulebook.Facts{
//		rulebook.FactMeeting: "regular",
//	})
//
// ok is false when no rule is known for that date; the page says so, and never
// falls back on a rule of another time. answer.Rule tells why: the document,
// the clause, the confidence and the note that stand beside the result.
//
// # Which rule wins
//
// Of all rules of the key, those are considered that are valid on the date
// (from ≤ date < to) and whose applies_if all agree with the facts. Among them:
//
//  1. the nearest scope: cell, then superior, province, national;
//  2. of two rules of that scope, the one whose owner stands deeper in the tree;
//  3. then the one with more conditions, which speaks of the case more exactly;
//  4. then the latest from.
//
// # Where rules come from
//
// The national rules are in packs/*.yaml and are part of the binary
// ([Default]). An organisation's own rules are rows of the database, added by
// [Book.With]; they may replace a national rule in their own tree, and where
// they weaken votes, tenure or members' rights the book carries a [Warning].
//
// Keys are declared in keys.go with their type and unit, facts in facts.go with
// their values. A pack that names an unknown key, fact or value, or gives a
// value of the wrong type or unit, is refused at load with its line and column.
package rulebook
