// Package intake keeps lists that wait for confirmation: a spreadsheet is read row
// by row, shown with what taking it would do, and then taken as a whole or dropped.
//
// The states of a list:
//
//	–     Read   read     its rows are kept, never the file
//	read  Apply  done     everything in it was taken; the rows are forgotten
//	read  Drop   dropped  nothing was; so is a list that nobody confirmed in a week
//
// It knows no capability: whoever keeps a list says at its Desk of what kind it is, who may
// see it, and what its rows mean. Each step is logged under the kind.
package intake
