package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/calendar"
	"chibo/internal/ui"
)

// stateTags are how the states look to committees above: what the cell still works
// on after a meeting is the cell's.
var stateTags = map[meeting.State]ui.Kind{
	meeting.Preparing: ui.Off, meeting.Announced: ui.Now, meeting.Open: ui.Now, meeting.Closed: ui.Done, meeting.Finished: ui.Done, meeting.Reported: ui.Done, meeting.Cancelled: ui.Off,
}

// month writes a month without its leading zero: 6/2026.
func month(d db.Date) string { return strings.TrimPrefix(i18n.Short(string(d)), "0") }

// moved is the month so many months away.
func moved(d db.Date, n int) db.Date { return (d + "-01").AddMonths(n).Month() }

// kind names the kind of a meeting.
func kind(ctx context.Context, l calendar.Line) string {
	if l.Combined {
		return ui.T(ctx, "calendar.kind_combined")
	}
	return ui.T(ctx, "calendar.kind_"+string(l.Kind))
}

// day writes a date with its weekday.
func day(ctx context.Context, d db.Date) string { return i18n.Long(ui.From(ctx).Lang, d.Time()) }

// months are the months around one, to go to.
func months(ctx context.Context, m calendar.Month) (all []ui.Chip) {
	for n := -2; n <= 2; n++ {
		to := moved(m.Month, n)
		all = append(all, ui.Chip{Href: of(list, m.Unit.ID, to), Label: ui.T(ctx, "calendar.month", month(to)), Current: n == 0})
	}
	return all
}

// filters are the ways to narrow a month.
func filters(ctx context.Context, m calendar.Month) (all []ui.Chip) {
	for _, f := range calendar.Filters {
		chip := ui.Chip{Href: of(list, m.Unit.ID, m.Month), Label: ui.T(ctx, "calendar.show_all"), Count: strconv.Itoa(m.Counts[f]), Current: f == m.Filter}
		if f != calendar.All {
			chip.Href += "&show=" + string(f)
			chip.Label = ui.T(ctx, "calendar.show_"+string(f))
		}
		all = append(all, chip)
	}
	return all
}

// people offers who may be sent, with their posts.
func people(ctx context.Context, all []calendar.Choice) (choices []ui.Choice) {
	for _, c := range all {
		label := c.Name
		if c.Post != "" {
			label += " – " + ui.T(ctx, "calendar.post_"+string(c.Post))
		}
		choices = append(choices, ui.Choice{Value: string(c.Person), Label: label})
	}
	return choices
}

// lastOf says when somebody attended a cell last, and where the cell belongs: cells
// of different committees often have the same name.
func lastOf(ctx context.Context, u calendar.Unattended) string {
	last := ui.T(ctx, "calendar.never")
	if u.Last != "" {
		last = ui.T(ctx, "calendar.last", u.Last)
	}
	if u.Under == "" {
		return last
	}
	return u.Under + " · " + last
}

// allCells leads to the cells that the card of a month leaves out.
func allCells(ctx context.Context, m calendar.Month) *ui.Link {
	if m.Cells <= len(m.Unattended) {
		return nil
	}
	return &ui.Link{Href: list + "/waiting?unit=" + url.QueryEscape(string(m.Unit.ID)), Label: ui.T(ctx, "calendar.all_cells", m.Cells)}
}
