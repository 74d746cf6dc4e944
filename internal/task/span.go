package task

import (
	"strconv"
	"time"

	"chibo/internal/db"
)

// Span is a stretch of time in which open tasks are due, as the list groups
// them.
type Span string

// The spans, in the order of time. ThisMonth is what is left of the month
// after the week; each day falls into exactly one of them.
const (
	Overdue   Span = "overdue"
	ThisWeek  Span = "week" // to its Sunday
	ThisMonth Span = "month"
	NextMonth Span = "next"
	Afterward Span = "after"
)

// SpanOf tells into which span a due day falls.
func SpanOf(due, today db.Date) Span {
	next := today.Month() + "-01"
	switch {
	case due < today:
		return Overdue
	case due <= sunday(today):
		return ThisWeek
	case due < next.AddMonths(1):
		return ThisMonth
	case due < next.AddMonths(2):
		return NextMonth
	}
	return Afterward
}

// sunday is the last day of the week.
func sunday(today db.Date) db.Date {
	return today.AddDays((int(time.Sunday) - int(today.Time().Weekday()) + 7) % 7)
}

// firstReminder is how many days before the due day the assignee is told of
// it for the first time.
const firstReminder = 3

// stage names the reminder that the assignee has to have had by today: three
// days ahead, one day ahead, the day after, and each week after that. It is ""
// before, on the day of the assignment itself, and once he has reported. A
// stage lasts until the next, so that one missed while the program stood still
// is made up for.
func stage(t Task, today db.Date) string {
	left := t.Left(today)
	switch {
	case t.State != Assigned || t.AssignedOn >= today || left > firstReminder:
		return ""
	case left > 1:
		return "3"
	case left >= 0:
		return "1"
	}
	return "late" + strconv.Itoa((-left-1)/7)
}
