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
// Rules of an organisation's own stand beside the national ones of package
// rulebook: a party unit sets the value of one rule for one case, from a day
// on, by a document. It applies to the unit and everything under it today; the
// nearer owner outweighs the farther, and of one owner the later rule the
// earlier. It may be ended, or taken back as a mistake, but not changed.
package org
