// Package figure counts: each capability declares what it counts, drops every
// change into an outbox in the transaction that makes it, and reads the sums of
// any unit with everything under it, at any month, at the cost of a few rows.
//
// Words: a stock is how many there are (members); a flow is how many events
// there were (meetings held). A figure has dimensions, and a key is one value of
// each: "official/female/1985". A delta is one change, in a month, at the unit
// where it was counted. Sums are the amounts by key of a unit with everything
// that stood under it. People are counted by year of birth, never by age, so
// that no sum goes stale by itself.
//
// Rules in sentences: everything is counted by the month. The tree of a month is
// the tree of its last day: a unit stands where the last of its spans puts it
// that had begun by then; before the first span it stands where the first one
// puts it, and after it was dissolved where it stood last. So every delta counts
// at every unit above it, as they stood in its month, and a report on the months
// before a move keeps the old parents. A stock at a date is what was there at the
// end of its month, as far as it is recorded.
//
// # How it is kept
//
// figure_sum has one row for a unit, a figure and a month, in which the amounts
// of all keys stand together, and for a stock one row more, of the period "",
// with the sum of all months. The root of 5.6 million members has some 480 keys
// (standing, sex, year of birth): one row, read and taken apart in 0.2 ms, and
// so has each of its children. A row for every key would need 480 times as many
// reads, and a move of a unit as many writes at each unit above.
//
//	kind   months                          the unit moves from A to B in July
//	flow   what happened in the month      from July on A loses and B gains the unit's months
//	stock  by how much it changed          in July A loses and B gains what was there at its end,
//	                                       in later months what changed there
//
// A stock at a past month is the row "" less the months after it, so that today
// is one row, and the last years a few; nothing is copied at the end of a month.
//
// # How it stays right
//
// A writer only inserts into figure_delta, so that no two of them meet on the
// row of the root. Folder takes the waiting rows about once a second and adds
// them up the tree, one process at a time (an advisory lock on PostgreSQL).
// Whoever changes the tree does it inside Moving, which holds the same lock and
// carries the sums over. Verify counts the ordinary records anew and compares,
// Recount writes what is wrong.
//
// # Small sums
//
// A sum of persons by a trait (sex, year of birth) shows nobody's: Hide says
// which of several sums stay unsaid. Headcount and numbers of events are never
// hidden.
package figure
