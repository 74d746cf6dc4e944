package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"chibo/internal/db"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/ui"
)

// inMass reports whether a unit is a chapter of a mass organisation.
func inMass(u org.Unit) bool { return u.Kind.Mass() }

// word is a text of this capability in the words of the kind of unit: a chapter
// of a mass organisation has officers, no committee of a cell.
func word(ctx context.Context, u org.Unit, key string, args ...any) string {
	mass := "reflection.mass_" + strings.TrimPrefix(key, "reflection.")
	if c := ui.From(ctx).Catalog; inMass(u) && c != nil && c.Has(mass) {
		key = mass
	}
	return ui.T(ctx, key, args...)
}

func href(id reflection.ID) string { return "/reflection/" + url.PathEscape(string(id)) }

func to(id reflection.ID, page string) string { return href(id) + "/" + page }

// listOf is the address of the list of a unit.
func listOf(unit org.ID) string { return "/reflection?unit=" + url.QueryEscape(string(unit)) }

// monthText names a month of a year as the pages say it: «6/2026».
func monthText(m db.Date) string {
	t := m.Time()
	return strconv.Itoa(int(t.Month())) + "/" + strconv.Itoa(t.Year())
}

// clock writes an instant: the time alone where it is of today.
func clock(ctx context.Context, at db.Time, today db.Date) string {
	when := at.Local(ui.From(ctx).Lang)
	if at.Date() == today {
		when, _, _ = strings.Cut(when, ",")
	}
	return when
}

func stateName(ctx context.Context, u org.Unit, s reflection.State) string {
	return word(ctx, u, "reflection.state_"+string(s))
}

// stateKind is how a state shows.
func stateKind(s reflection.State) ui.Kind {
	switch s {
	case reflection.InReview, reflection.Revised, reflection.Drafting:
		return ui.Now
	case reflection.Presented, reflection.Concluded, reflection.Final:
		return ui.Done
	case reflection.Planned, reflection.Released:
		return ui.Off
	}
	return ui.Plain
}

// steps are the states that a report passes, with where it stands.
func steps(ctx context.Context, sh reflection.Sheet) []ui.Step {
	at := slices.Index(reflection.Stages, sh.Report.State)
	var all []ui.Step
	for i, s := range reflection.Stages {
		all = append(all, ui.Step{Label: stateName(ctx, sh.Unit, s), Done: i < at, Current: i == at})
	}
	return all
}

// owed reports whether the leaders wait for the author's text.
func owed(r reflection.Report) bool {
	return r.State == reflection.Assigned || r.State == reflection.Drafting || r.State == reflection.InReview && r.Returned
}

// soonDays is from when on a due day is marked as near.
const soonDays = 4

// dueTag says how a report stands to its due day, "" where nothing is expected.
func dueTag(ctx context.Context, r reflection.Report, today db.Date) (kind ui.Kind, text string) {
	if r.Due == "" || !owed(r) {
		return ui.Plain, ""
	}
	key := "reflection.due_by"
	if r.Returned {
		key = "reflection.due_again"
	}
	text = ui.T(ctx, key, ui.Day(r.Due, today))
	switch late := r.Late(today); {
	case late > 0:
		return ui.Late, ui.T(ctx, "reflection.late", ui.Day(r.Due, today), late)
	case r.Left(today) < soonDays:
		return ui.Soon, text
	}
	return ui.Plain, text
}

// readersNow says who reads the text as it stands (C10).
func readersNow(ctx context.Context, sh reflection.Sheet) string {
	var now []string
	for _, r := range sh.Readers {
		if r.After == "" {
			now = append(now, circle(ctx, sh, r.Circle))
		}
	}
	said := now[0]
	if n := len(now); n > 1 {
		said = ui.T(ctx, "reflection.and", strings.Join(now[:n-1], ", "), now[n-1])
	}
	return ui.T(ctx, "reflection.readers_now", said)
}

// readersLater says who will read it besides, and after which step (C9).
func readersLater(ctx context.Context, sh reflection.Sheet) string {
	var later []string
	for _, r := range sh.Readers {
		if r.After != "" {
			later = append(later, word(ctx, sh.Unit, "reflection.readers_after_"+string(r.After), circle(ctx, sh, r.Circle)))
		}
	}
	return strings.Join(later, " ")
}

func circle(ctx context.Context, sh reflection.Sheet, c reflection.Circle) string {
	if c == reflection.AuthorReads && !sh.Author {
		return ui.T(ctx, "reflection.reader_other", sh.Report.Name)
	}
	return word(ctx, sh.Unit, "reflection.reader_"+string(c))
}

// measure says how long a text is, and how long it takes to be read out.
func measure(ctx context.Context, t reflection.Texts) string {
	n := t.Words()
	return ui.T(ctx, "reflection.measure", n, int(reflection.SpeakingTime(n)/time.Minute))
}

// sourceFrom says where a source comes from.
func sourceFrom(ctx context.Context, s reflection.Source) string {
	if len(s.From) == len("2006") {
		return ui.T(ctx, "reflection.from_year", string(s.From))
	}
	return ui.T(ctx, "reflection.from_month", monthText(s.From))
}

// events tell the timeline, newest first.
func events(ctx context.Context, sh reflection.Sheet) []ui.Event {
	var all []ui.Event
	for _, s := range slices.Backward(sh.Steps) {
		text := s.Name
		if s.Name == "" {
			text = ui.T(ctx, "reflection.by_program")
		}
		if s.Month != "" {
			text += " · " + ui.T(ctx, "reflection.was_in", monthText(s.Month))
		}
		if s.Note != "" {
			text += " · " + s.Note
		}
		all = append(all, ui.Event{Date: s.At.Local(ui.From(ctx).Lang), Title: word(ctx, sh.Unit, "reflection."+string(s.Act)), Text: text})
	}
	return all
}

// openComments counts the comments that the author has not settled.
func openComments(sh reflection.Sheet) (n int) {
	for _, c := range sh.Comments {
		if !c.Settled() {
			n++
		}
	}
	return n
}

// wanted is what the leaders asked for when they gave the draft back last, as
// long as it is theirs to be answered.
func wanted(sh reflection.Sheet) string {
	if n := len(sh.Sent); n > 0 && sh.Report.Returned {
		return sh.Sent[n-1].Wanted
	}
	return ""
}

// lastSent is the version that the leaders read, 0 if none was sent.
func lastSent(sh reflection.Sheet) int { return len(sh.Sent) }

// named is a name, or a word for somebody forgotten.
func named(ctx context.Context, name string) string {
	if name == "" {
		return ui.T(ctx, "reflection.forgotten")
	}
	return name
}
