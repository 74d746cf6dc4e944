// Package month is what the regular meetings of a cell have come to: how far
// the last and the next one are on their way through the month, what the next
// one brings for who is called, and how far the cells below a committee are.
//
// Everything is computed from meetings and their papers as they are stored;
// nothing is kept beside them. Deadlines are those of the rules of the
// meeting's date.
package month
