package web

import (
	"context"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/evaluation"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/month"
	"chibo/internal/member"
	"chibo/internal/task"
	"chibo/internal/ui"
)

// say puts a sentence into words.
func say(ctx context.Context, s Said) string { return ui.T(ctx, s.Key, s.Args...) }

// sayAll joins sentences in one quiet line.
func sayAll(ctx context.Context, all []Said) string {
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = say(ctx, s)
	}
	return strings.Join(words, " · ")
}

// title names a step.
func title(ctx context.Context, s Step) string { return ui.T(ctx, "home.step_"+s.Key, s.Args...) }

// reviewPeriod names what is reviewed, within a sentence.
func reviewPeriod(ctx context.Context, p evaluation.Period) string {
	if p.Quarter == 0 {
		return ui.T(ctx, "evaluation.period_year", strconv.Itoa(p.Year))
	}
	return ui.T(ctx, "evaluation.period_quarter", p.Quarter, strconv.Itoa(p.Year))
}

// monthName is the month of a meeting within a sentence: "tháng 6", "June".
func monthName(ctx context.Context, month db.Date) string {
	l := ui.From(ctx).Lang
	name := i18n.Month(l, month.Time().Month())
	if l == i18n.Vi {
		return lowerFirst(name)
	}
	return name
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// weekday is the day of the week and the day of the month: "Thứ tư, 03/06".
func weekday(ctx context.Context, d db.Date) string {
	return i18n.Weekday(ui.From(ctx).Lang, d.Time()) + ", " + i18n.DayMonth(string(d))
}

// when says on which day a step was done, takes place, or is due.
func when(ctx context.Context, s Step) string {
	switch {
	case s.State == Done && s.DoneOn != "":
		return ui.T(ctx, "home.done_on", i18n.DayMonth(string(s.DoneOn)))
	case s.State == Done:
		return ui.T(ctx, "home.done")
	case s.Due == "":
		return ""
	case s.At != "":
		return weekday(ctx, s.Due) + ", " + s.At
	case s.Fixed:
		return weekday(ctx, s.Due)
	}
	day := weekday(ctx, s.Due)
	if ui.From(ctx).Lang == i18n.Vi {
		day = lowerFirst(day)
	}
	return ui.T(ctx, "home.due", day)
}

// soonDays is from when on a step is marked as near.
const soonDays = 3

// quarterName is a quarter in Roman numerals, as offices write it.
func quarterName(ctx context.Context, n int) string {
	return ui.T(ctx, "home.quarter_name", []string{"I", "II", "III", "IV"}[n-1])
}

// urgency says how near the day of the step to do now is.
func urgency(ctx context.Context, s Step, today db.Date) (kind ui.Kind, text string) {
	left, ok := s.Left(today)
	switch {
	case !ok:
		return ui.Plain, ""
	case left < 0:
		return ui.Late, ui.T(ctx, "home.days_over", -left)
	case left <= soonDays:
		return ui.Soon, daysTo(ctx, left)
	}
	return ui.Plain, daysTo(ctx, left)
}

// daysTo says how far a day is.
func daysTo(ctx context.Context, left int) string {
	switch {
	case left < 0:
		return ui.T(ctx, "home.days_over", -left)
	case left == 0:
		return ui.T(ctx, "home.today")
	case left == 1:
		return ui.T(ctx, "home.tomorrow")
	}
	return ui.T(ctx, "home.days_left", left)
}

// lede names the one thing to do next.
func lede(ctx context.Context, d desk) string {
	if d.begins() {
		return ui.T(ctx, "home.lede_first")
	}
	s, ok := current(d.steps)
	if !ok {
		return ui.T(ctx, "home.lede_done")
	}
	first := title(ctx, s)
	if s.Month != d.month {
		first = ui.T(ctx, "home.of_month", first, monthName(ctx, s.Month))
	}
	return ui.T(ctx, "home.lede", lowerFirst(first))
}

// ledeMember counts what waits for a member.
func ledeMember(ctx context.Context, p place) string {
	var waits []string
	if p.next.MayReply && p.next.Mine.Answer == "" {
		waits = append(waits, ui.T(ctx, "home.wait_reply"))
	}
	if waiting(p.reports.Own) {
		waits = append(waits, ui.T(ctx, "home.wait_report"))
	}
	if p.review.Waits {
		waits = append(waits, ui.T(ctx, "home.wait_evaluation"))
	}
	if n := unopened(p.next); n > 0 {
		waits = append(waits, ui.T(ctx, "home.wait_papers", n))
	}
	if n := p.tasks.MineAll; n > 0 {
		waits = append(waits, ui.T(ctx, "home.wait_tasks", n))
	}
	if len(waits) == 0 {
		return ui.T(ctx, "home.wait_nothing")
	}
	return ui.T(ctx, "home.waits", strings.Join(waits, ", "))
}

// unopened is how many papers of the next meeting the reader has not opened.
func unopened(b month.Brief) int {
	n := 0
	for _, p := range b.Papers {
		if !p.Mine {
			n++
		}
	}
	return n
}

// plainName is the name of a file as one speaks of it.
func plainName(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// hours is from when to when a meeting is planned.
func hours(b month.Brief) string {
	if b.Ends == "" {
		return b.Meeting.StartsAt
	}
	return b.Meeting.StartsAt + " – " + b.Ends
}

// standing says how far a meeting is, and whether its notice went out.
func standing(ctx context.Context, b month.Brief, today db.Date) string {
	m := b.Meeting
	if m.State == meeting.Open {
		return ui.T(ctx, "home.running", m.OpenedAt)
	}
	sent := "home.unsent"
	if m.State == meeting.Announced {
		sent = "home.sent"
	}
	return daysTo(ctx, meeting.Left(today, m.HeldOn)) + " · " + ui.T(ctx, sent)
}

// lateLine says whose an overdue task is and by how much.
func lateLine(ctx context.Context, t task.Task, today db.Date) string {
	return ui.T(ctx, "home.late_task", t.AssigneeName, i18n.DayMonth(string(t.Due)), t.Late(today))
}

// ownLine says by when a task of one's own is due.
func ownLine(ctx context.Context, t task.Task, today db.Date) string {
	if late := t.Late(today); late > 0 {
		return ui.T(ctx, "home.own_late", i18n.DayMonth(string(t.Due)), late)
	}
	return ui.T(ctx, "home.own_due", i18n.DayMonth(string(t.Due)))
}

// now is what the step to do now says below its title: the day, and how far it
// has come.
func now(ctx context.Context, s Step) string {
	line := sayAll(ctx, s.Detail)
	day := when(ctx, s)
	switch {
	case line == "":
		return day
	case day == "":
		return line
	case ui.From(ctx).Lang == i18n.Vi:
		day = lowerFirst(day)
	}
	return line + " · " + day
}

// ending says how long a probationary period still lasts.
func ending(ctx context.Context, e member.Ending, today db.Date) string {
	if e.On <= today {
		return ui.T(ctx, "home.ended")
	}
	return daysTo(ctx, meeting.Left(today, e.On))
}

// news says how many notices are new.
func news(ctx context.Context, unread int) string {
	if unread == 0 {
		return ui.T(ctx, "home.news_none")
	}
	return ui.T(ctx, "home.news_new", unread)
}

// grants says how many roles wait for a confirmation.
func grants(ctx context.Context, waiting int) string {
	if waiting == 0 {
		return ui.T(ctx, "home.accounts_text")
	}
	return ui.T(ctx, "home.grants_wait", waiting)
}

// ledeOffice names what waits first.
func ledeOffice(ctx context.Context, o office) string {
	if len(o.late)+len(o.waiting)+len(o.reviews) == 0 {
		return ui.T(ctx, "home.lede_office_none")
	}
	var waits []string
	if n := len(o.late); n > 0 {
		waits = append(waits, ui.T(ctx, "home.late_units", n))
	}
	if n := len(o.waiting); n > 0 {
		waits = append(waits, ui.T(ctx, "home.waiting_directives", n))
	}
	reviews := 0
	for _, w := range o.reviews {
		reviews += w.N
	}
	if n := reviews; n > 0 {
		waits = append(waits, ui.T(ctx, "home.waiting_reviews", n))
	}
	return ui.T(ctx, "home.lede_office", strings.Join(waits, ", "))
}

// lateReportLine says which meeting a unit has not reported on, and by how
// many days.
func lateReportLine(ctx context.Context, l lateReport, today db.Date) string {
	return ui.T(ctx, "home.late_report", i18n.DayMonth(string(l.HeldOn)), -meeting.Left(today, l.DueBy))
}

// receiptLine says how many units have not received a document, and whether
// answers are late.
func receiptLine(ctx context.Context, d directive.Row, today db.Date) string {
	line := ui.T(ctx, "home.unreceived", d.Tally.Sent-d.Tally.Received, d.Tally.Sent)
	if late := d.Late(today); late > 0 {
		line += " · " + ui.T(ctx, "home.unreported", d.Tally.Sent-d.Tally.Reported, late)
	}
	return line
}

// dueOf says by when a report is due, if it is.
func dueOf(ctx context.Context, due db.Date) string {
	if due == "" {
		return ""
	}
	return ui.T(ctx, "home.report_due", i18n.Short(string(due)))
}
