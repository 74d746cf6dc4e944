// Package workflow keeps how records go from state to state as tables. The
// permission, the stepper, the routes of the acts and docs/workflows.md come from
// the rows of one table; what it does not say cannot be done.
package workflow

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
)

// Row is one way from state to state, and what it takes to go it. It has no name
// of its own so that a capability writes its rows without the names of the fields.
type Row[S, A ~string] = struct {
	From S
	Act  A
	To   S
	Who  access.Action
}

// Table is every way from state to state of a kind of record; of one record, what
// somebody may do with it now.
type Table[S, A ~string] []Row[S, A]

// After is the row of an act that leads on from a state. Where there is none, it
// refuses with the text of the key.
func (t Table[S, A]) After(from S, act A, key string) (Row[S, A], error) {
	i := slices.IndexFunc(t, func(r Row[S, A]) bool { return r.From == from && r.Act == act })
	if i < 0 {
		return Row[S, A]{}, fault.New(fault.Invalid, key)
	}
	return t[i], nil
}

// Leads reports whether an act leads on from a state.
func (t Table[S, A]) Leads(from S, act A) bool {
	_, err := t.After(from, act, "")
	return err == nil
}

// From is the part of the table that leads on from a state, as far as may allows.
func (t Table[S, A]) From(from S, may func(Row[S, A]) bool) (open Table[S, A]) {
	for _, r := range t {
		if r.From == from && may(r) {
			open = append(open, r)
		}
	}
	return open
}

// May reports whether the act stands in the table, from whichever state.
func (t Table[S, A]) May(act A) bool {
	return slices.ContainsFunc(t, func(r Row[S, A]) bool { return r.Act == act })
}

// Who is the action that an act takes, as its first row says. An act without a row
// is a mistake of the program.
func (t Table[S, A]) Who(act A) access.Action {
	return t[slices.IndexFunc(t, func(r Row[S, A]) bool { return r.Act == act })].Who
}
