package web

import (
	"context"
	"time"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/task"
	"chibo/internal/ui"
)

// group is a part of the list under one heading.
type group struct {
	label string // "" for a list that is not parted
	tasks []task.Task
}

// groups parts open tasks by their due day, in the order in which they come:
// overdue, this week (to its Sunday), then month by month.
func groups(ctx context.Context, tasks []task.Task, today db.Date) []group {
	var all []group
	for _, t := range tasks {
		label := ""
		if t.State.Open() {
			label = heading(ctx, t.Due, today)
		}
		if n := len(all); n > 0 && all[n-1].label == label {
			all[n-1].tasks = append(all[n-1].tasks, t)
			continue
		}
		all = append(all, group{label, []task.Task{t}})
	}
	return all
}

func heading(ctx context.Context, due, today db.Date) string {
	switch {
	case due < today:
		return ui.T(ctx, "task.group_overdue")
	case due <= sunday(today):
		return ui.T(ctx, "task.group_week")
	}
	month := i18n.Month(ui.From(ctx).Lang, due.Time().Month())
	if due.Year() != today.Year() {
		month += " " + string(due[:4])
	}
	return month
}

// sunday is the last day of the week.
func sunday(today db.Date) db.Date {
	return today.AddDays((int(time.Sunday) - int(today.Time().Weekday()) + 7) % 7)
}

// soonDays is from when on a due day is marked as near.
const soonDays = 2

// dueTag says how a task stands to its due day.
func dueTag(ctx context.Context, t task.Task, today db.Date) (kind ui.Kind, text string) {
	day := i18n.DayMonth(string(t.Due))
	if t.Due.Year() != today.Year() {
		day = i18n.Short(string(t.Due))
	}
	switch late := t.Late(today); {
	case late > 0:
		return ui.Late, ui.T(ctx, "task.late", day, late)
	case t.State.Open() && t.Left(today) < soonDays:
		return ui.Soon, day
	}
	return ui.Plain, day
}
