package movement

import (
	"maps"
	"slices"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Line is a row of the table of increase and decrease (form B14, Biểu 1).
type Line string

// The rows of increase and of decrease. A transfer is named by its distance;
// what stands last has no reason that chibo knows.
const (
	InAdmitted Line = "in_admitted"
	InCountry  Line = "in_country"
	InProvince Line = "in_province"
	InRestored Line = "in_restored"
	InOther    Line = "in_other"

	OutDied     Line = "out_died"
	OutExpelled Line = "out_expelled"
	OutRemoved  Line = "out_removed"
	OutLeft     Line = "out_left"
	OutCountry  Line = "out_country"
	OutProvince Line = "out_province"
	OutOther    Line = "out_other"
)

// Increases and Decreases are the rows, in the order of the form.
var (
	Increases = []Line{InAdmitted, InCountry, InProvince, InRestored, InOther}
	Decreases = []Line{OutDied, OutExpelled, OutRemoved, OutLeft, OutCountry, OutProvince, OutOther}
)

// Balance is the increase and decrease of members in a span of days:
// Before + In() − Out() is After, always.
type Balance struct {
	Before  int // A: at the end of the period before
	Changes []Change
}

// Change is one member more or less.
type Change struct {
	Line   Line
	Person member.ID
	Name   string // for who may read it
	Unit   org.ID
	On     db.Date
}

// Count is how many changes stand in a row.
func (b Balance) Count(l Line) (n int) {
	for _, c := range b.Changes {
		if c.Line == l {
			n++
		}
	}
	return n
}

// In is the increase, B of the form.
func (b Balance) In() int { return b.sum(Increases) }

// Out is the decrease, C of the form.
func (b Balance) Out() int { return b.sum(Decreases) }

// After is how many members there are at the end of the period, D of the form.
func (b Balance) After() int { return b.Before + b.In() - b.Out() }

func (b Balance) sum(lines []Line) (n int) {
	for _, l := range lines {
		n += b.Count(l)
	}
	return n
}

// way is why a membership began or ended, as far as a record says it.
type way struct {
	person member.ID
	unit   org.ID
	on     db.Date
	begins bool
}

// reasons are the rows of what is recorded.
type reasons map[way]Line

// balance makes the table of the units named, or with none of all, from the
// memberships that began or ended in [from, until), which come by person and in
// the order of time. Where one of them begins on the day on which the person's
// one before ended, neither counts.
func balance(before map[org.ID]int, turns []member.Turn, from, until db.Date, why reasons, of ...org.ID) (b Balance) {
	counts := func(unit org.ID) bool { return len(of) == 0 || slices.Contains(of, unit) }
	for unit, n := range maps.All(before) {
		if counts(unit) {
			b.Before += n
		}
	}
	within := func(day db.Date) bool { return day >= from && day < until }
	var last *Change // the end of the person's membership before, if it may be followed
	for _, t := range turns {
		if !counts(t.Unit) {
			continue
		}
		if within(t.From) {
			if last != nil && last.Person == t.Person && last.On == t.From {
				b.Changes = b.Changes[:len(b.Changes)-1]
			} else {
				b.Changes = append(b.Changes, Change{Line: why.begun(t), Person: t.Person, Unit: t.Unit, On: t.From})
			}
		}
		if last = nil; t.To != "" && within(t.To) {
			b.Changes = append(b.Changes, Change{Line: why.ended(t), Person: t.Person, Unit: t.Unit, On: t.To})
			last = &b.Changes[len(b.Changes)-1]
		}
	}
	return b
}

// begun is the row of a membership's beginning.
func (why reasons) begun(t member.Turn) Line {
	if l, ok := why[way{t.Person, t.Unit, t.From, true}]; ok {
		return l
	}
	if t.Admits() {
		return InAdmitted
	}
	return InOther
}

// ended is the row of a membership's end.
func (why reasons) ended(t member.Turn) Line {
	if l, ok := why[way{t.Person, t.Unit, t.To, false}]; ok {
		return l
	}
	switch t.EndedBy {
	case member.ByDeath:
		return OutDied
	case member.ByExpulsion:
		return OutExpelled
	case member.ByRemoval:
		return OutRemoved
	case member.ByLeaving:
		return OutLeft
	}
	return OutOther
}

// of puts a transfer that was received among the reasons, from both its sides.
func (why reasons) of(t Transfer) {
	in, out := InProvince, OutProvince
	if t.Distance == Country {
		in, out = InCountry, OutCountry
	}
	if t.Host != "" {
		why[way{t.Person, t.Host, t.ReceivedOn, true}] = in
	}
	if t.Home != "" {
		why[way{t.Person, t.Home, t.ReceivedOn, false}] = out
	}
}
