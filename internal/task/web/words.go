package web

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/task"
	"chibo/internal/ui"
)

// group is a part of the list under one heading.
type group struct {
	label string // "" for a list that is not parted
	count int    // on all pages
	tasks []task.Task
}

// groups parts open tasks by the span of their due day, in the order in which
// they come.
func groups(ctx context.Context, p task.Page) []group {
	var all []group
	last := task.Span("")
	for _, t := range p.Tasks {
		span := task.Span("")
		if t.State.Open() {
			span = task.SpanOf(t.Due, p.Today)
		}
		if len(all) == 0 || span != last {
			all = append(all, group{label: heading(ctx, span, p.Today), count: p.Spans[span]})
		}
		last = span
		g := &all[len(all)-1]
		g.tasks = append(g.tasks, t)
	}
	return all
}

// heading names a span; a month by its name.
func heading(ctx context.Context, s task.Span, today db.Date) string {
	switch s {
	case "":
		return ""
	case task.ThisMonth:
		return i18n.Month(ui.From(ctx).Lang, today.Time().Month())
	case task.NextMonth:
		return i18n.Month(ui.From(ctx).Lang, today.Time().Month()%time.December+1)
	}
	return ui.T(ctx, "task.group_"+string(s))
}

// soonDays is from when on a due day is marked as near.
const soonDays = 2

// dueTag says how a task stands to its due day.
func dueTag(ctx context.Context, t task.Task, today db.Date) (kind ui.Kind, text string) {
	day := near(t.Due, today)
	switch late := t.Late(today); {
	case late > 0:
		return ui.Late, ui.T(ctx, "task.late", day, late)
	case t.State.Open() && t.Left(today) < soonDays:
		return ui.Soon, day
	}
	return ui.Plain, day
}

// near writes a day of this year without the year.
func near(day, today db.Date) string {
	if day.Year() != today.Year() {
		return i18n.Short(string(day))
	}
	return i18n.DayMonth(string(day))
}

// sourceText puts a source into words.
func sourceText(ctx context.Context, s task.Source) string { return ui.T(ctx, s.Key, s.Args...) }

// judged is how an evaluation shows: words, and a colour that does not blame.
func judged(e task.Evaluation) ui.Kind {
	switch e {
	case task.DoneWell, task.DoneAsIs:
		return ui.Done
	case task.DoneLate:
		return ui.Soon
	}
	return ui.Off
}

func evaluation(ctx context.Context, e task.Evaluation) string {
	return ui.T(ctx, "task.evaluation_"+string(e))
}

// evaluations are the choices of the verdict: the program proposes none.
func evaluations(ctx context.Context) []ui.Choice {
	var all []ui.Choice
	for _, e := range task.Evaluations {
		all = append(all, ui.Choice{Value: string(e), Label: evaluation(ctx, e)})
	}
	return all
}

// percentText is how far a task has come as its assignee put it, "" if he has
// not.
func percentText(ctx context.Context, percent *int) string {
	if percent == nil {
		return ""
	}
	return ui.T(ctx, "task.percent_of", *percent)
}

// chips are the filters. A member has no others' tasks to look for, and what
// is seldom shows only where there is some.
func chips(ctx context.Context, p listProps) []ui.Chip {
	c := p.Counts
	var chips []ui.Chip
	for _, v := range []struct {
		view  string
		count int
		show  bool
	}{
		{"", c.Open, true},
		{"mine", c.Mine, p.MayArrange},
		{"latest", c.Latest, p.MayArrange && len(p.Latest.IDs) > 0},
		{"overdue", c.Overdue, false},
		{"reported", c.Reported, p.MayArrange && c.Reported > 0},
		{"forsaken", c.Forsaken, c.Forsaken > 0},
		{"done", c.Done, true},
		{"cancelled", c.Cancelled, p.MayArrange && c.Cancelled > 0},
	} {
		if !v.show && p.view != v.view {
			continue
		}
		at := url.Values{"unit": {string(p.Unit.ID)}}
		label := "open"
		if v.view != "" {
			at.Set("view", v.view)
			label = v.view
		}
		text := ui.T(ctx, "task.view_"+label)
		if v.view == "latest" {
			text = sourceText(ctx, p.Latest.Source)
		}
		chips = append(chips, ui.Chip{Href: "/task?" + at.Encode(), Label: text, Count: i18n.Number(ui.From(ctx).Lang, v.count), Current: p.view == v.view})
	}
	return chips
}

// next is the act that the row of a task leads to: the committee judges, the
// assignee reports. "" where neither is to be done.
func next(p listProps, t task.Task) task.Act {
	switch {
	case !t.State.Open():
		return ""
	case t.Assignee == p.reader && t.State == task.Assigned:
		return task.Reporting
	case p.MayArrange:
		return task.Accepting
	}
	return ""
}

func stateLine(ctx context.Context, sh task.Sheet) string {
	t := sh.Task
	parts := []string{ui.T(ctx, "task.state_"+string(t.State))}
	if t.State == task.Done {
		parts = append(parts, evaluation(ctx, t.Evaluation))
	}
	if late := t.Late(sh.Today); late > 0 {
		parts = append(parts, ui.T(ctx, "task.late_by", late))
	}
	return strings.Join(parts, " · ")
}

// leading is the act that the reader is most likely to have come for.
func leading(sh task.Sheet, reader member.ID) task.Act {
	switch {
	case sh.Task.State == task.Reported && sh.May(task.Accepting):
		return task.Accepting
	case sh.Task.Assignee == reader && sh.Task.State == task.Assigned:
		return task.Reporting
	}
	return ""
}

// verb names an act as a button does; what is entered for somebody else says
// so.
func verb(ctx context.Context, a task.Act, sh task.Sheet, reader member.ID) string {
	if sh.Task.Assignee != reader && (a == task.Reporting || a == task.Progressing) {
		return ui.T(ctx, "task."+string(a)+"_for")
	}
	return ui.T(ctx, "task."+string(a))
}

func facts(ctx context.Context, sh task.Sheet) []ui.Pair {
	t, lang := sh.Task, ui.From(ctx).Lang
	due := ui.Pair{Label: ui.T(ctx, "task.due"), Value: i18n.Long(lang, t.Due.Time())}
	if late := t.Late(sh.Today); late > 0 {
		due.Value, due.Body = due.Value+" ", ui.Tag(ui.Late, "", ui.T(ctx, "task.late_by", late))
	}
	who := ui.Pair{Label: ui.T(ctx, "task.assignee"), Value: t.AssigneeName}
	if t.Forsaken {
		who.Note = ui.T(ctx, "task.forsaken_long")
	}
	pairs := []ui.Pair{who, due}
	if t.Measure != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "task.measure"), Value: t.Measure})
	}
	pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "task.origin"), Body: origin(t.Source)}, ui.Pair{Label: ui.T(ctx, "task.assigned_on"), Value: t.AssignedOn.Local("")})
	if t.Percent != nil {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "task.progress_so_far"), Value: percentText(ctx, t.Percent)})
	}
	if t.ReportedOn != "" {
		reported := ui.Pair{Label: ui.T(ctx, "task.reported_on"), Value: t.ReportedOn.Local("")}
		if n := t.ReportedAfter(); n > 0 {
			reported.Note = ui.T(ctx, "task.reported_after", n)
		}
		pairs = append(pairs, reported)
	}
	if t.DoneOn != "" {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "task.done_on"), Value: t.DoneOn.Local("")})
	}
	return pairs
}

// events tell the timeline, newest first.
func events(ctx context.Context, sh task.Sheet) []ui.Event {
	var all []ui.Event
	for i, s := range slices.Backward(sh.Steps) {
		e := ui.Event{Date: s.At.Local(""), Title: ui.T(ctx, "task.step_"+string(s.Act)), Text: strings.Join(said(ctx, sh.Task, s), " ")}
		if s.Name != "" {
			e.Title += " · " + s.Name
		}
		if i == len(sh.Steps)-1 {
			e.Kind = ui.Accent
		}
		all = append(all, e)
	}
	return all
}

// said is what a step says, sentence by sentence.
func said(ctx context.Context, t task.Task, s task.Step) []string {
	var parts []string
	switch s.Act {
	case task.Assigning, task.Reassigning:
		parts = append(parts, ui.T(ctx, "task.given_to", s.For))
	case task.Accepting:
		parts = append(parts, evaluation(ctx, t.Evaluation)+".")
	case task.Progressing:
		if s.Percent != nil {
			parts = append(parts, percentText(ctx, s.Percent)+".")
		}
	}
	if s.Due != "" {
		parts = append(parts, ui.T(ctx, "task.extended_to", s.Due))
	}
	if s.Note != "" {
		parts = append(parts, s.Note)
	}
	if s.Act == task.Accepting && t.Lesson != "" {
		parts = append(parts, ui.T(ctx, "task.lesson_is", t.Lesson))
	}
	return parts
}
