// Package org is the tree of organisations: party committees, cells, groups,
// and beside them the mass organisations of a unit. Kinds are data. Names,
// parents and kinds are dated, so that a page can show the tree of any date;
// access is judged by today's.
//
// Words: a unit is any organisation; its path is the chain of labels from the
// root, each ended by a point, so that a subtree is a prefix; a span is the
// time during which a unit had one parent, kind and name.
//
// Rules in sentences: a unit is founded at a date, under a parent that exists
// at that date; a unit never moves under itself or its own subtree; a unit is
// dissolved only when nothing stands under it; spans of a unit do not overlap.
//
// The tree is changed by decision: a merger ends units in favour of one that
// stands or is founded, a split founds one beside another for a part of it, a move
// puts one under another committee. Each has a day from which it counts, a number
// and a date; it is previewed, and says what goes on and what cannot. People go
// with their standing, posts of what ends are over, open tasks and candidates are
// the heir's (Keeper). Cells become one with cells, committees with committees,
// never with what stands under them. What has ended is read by its heir's people,
// or by who oversees the place where it stood, and is changed by nobody: Authorise
// gives it to a transaction that reads and refuses it in words to one that writes.
// Figures of the months before stay with it (package figure).
//
// Rules of an organisation's own stand beside the national ones of package
// rulebook: a party unit sets the value of one rule for one case, from a day
// on, by a document. It applies to the unit and everything under it today; the
// nearer owner outweighs the farther, and of one owner the later rule the
// earlier. It may be ended, or taken back as a mistake, but not changed.
package org
