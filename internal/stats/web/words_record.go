package web

import (
	"context"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/stats"
	"chibo/internal/ui"
)

// recordsLede says of which unit and when.
func recordsLede(ctx context.Context, b stats.Behind) string {
	return b.Unit.Name + " · " + periodName(ctx, b.Period) + " · " + ui.T(ctx, "stats.until_day", day(b.Period.On))
}

// recordsCrumb leads back to the figures of the unit.
func recordsCrumb(b stats.Behind) *ui.Link {
	at := overviewHref(b.Unit.ID, b.Period)
	if b.Unit.Kind.Holds {
		at = sheetHref(b.Unit.ID, b.Period)
	}
	return &ui.Link{Href: at, Label: b.Unit.Name}
}

// sumOf is the figure, of some a part of a whole.
func sumOf(ctx context.Context, b stats.Behind) string {
	if b.Of == stats.Attendance || b.Of == stats.Due {
		return number(ctx, b.N) + " / " + number(ctx, b.Whole)
	}
	return number(ctx, b.N)
}

// recordTitle is what a record is called: by its name, else by its unit, of the unit
// itself by its month.
func recordTitle(ctx context.Context, b stats.Behind, r stats.Record) string {
	switch {
	case r.Name != "":
		return r.Name
	case org.ID(r.Place.Unit) == b.Unit.ID:
		return monthOf(ctx, r)
	}
	return r.UnitName
}

// recordMeta says of what unit and when a record is, as far as its title does not, and
// what else there is to say.
func recordMeta(ctx context.Context, b stats.Behind, r stats.Record) string {
	var all []string
	add := func(text string) {
		if text != "" && text != recordTitle(ctx, b, r) {
			all = append(all, text)
		}
	}
	if org.ID(r.Place.Unit) != b.Unit.ID {
		add(r.UnitName)
	}
	switch b.Of {
	case "reports":
		add(monthOf(ctx, r))
	case "regular", "thematic", stats.Attendance:
		add(ui.T(ctx, "meeting.kind_"+r.Detail))
		add(ui.T(ctx, "stats.met_on", day(r.On)))
	case "quality":
		add(monthOf(ctx, r))
		add(ui.T(ctx, "stats.met_on", day(r.On)))
	case "concerns":
		add(monthOf(ctx, r))
		add(ui.T(ctx, "feedback.channel_"+r.Detail))
	case "awards":
		add(ui.T(ctx, "commendation.form_"+r.Detail))
		add(day(r.On))
	case "members", stats.Probationary:
		add(ui.T(ctx, "member.status_"+r.Detail))
	default:
		if r.On != "" {
			add(ui.T(ctx, "stats.on_"+string(b.Of), day(r.On)))
		}
	}
	return strings.Join(all, " · ")
}

// monthOf is the month in which a record is counted.
func monthOf(ctx context.Context, r stats.Record) string {
	return periodName(ctx, stats.Period{Length: stats.Month, On: r.Month + "-01"})
}

// recordState is what stands at the right of a record.
func recordState(ctx context.Context, of stats.Column, r stats.Record) templ.Component {
	switch {
	case of == "quality":
		return mark(bandName(ctx, quality.Band(r.Detail)))
	case of == stats.Attendance:
		return mark(number(ctx, r.N) + " / " + number(ctx, r.Whole))
	case of == stats.Due && r.Detail != "":
		return mark(ui.T(ctx, "task.evaluation_"+r.Detail))
	case of == "concerns":
		return mark(number(ctx, r.N))
	}
	return mark("")
}

// pages are where a record of each figure has its page, before its id.
var pages = map[stats.Column]string{
	"members": "/member/person/", stats.Probationary: "/member/person/", "admitted": "/member/person/",
	"quality": "/quality/of/", "reports": "/reflection/", "pledges": "/commitment/", "awards": "/commendation/award/",
	"overdue": "/task/", stats.Due: "/task/",
}

// recordHref is the page of a record, as the reader may see it: of a meeting in a
// unit below what was sent up.
func recordHref(by access.Actor, of stats.Column, r stats.Record) string {
	switch {
	case of == "concerns":
		return "/feedback?unit=" + url.QueryEscape(r.Place.Unit) + "&until=" + string(r.Month)
	case r.ID == "":
		return ""
	case pages[of] != "":
		return pages[of] + url.PathEscape(r.ID)
	case access.Can(by, meeting.View, r.Place):
		return "/meeting/" + url.PathEscape(r.ID)
	}
	return "/meeting/" + url.PathEscape(r.ID) + "/sent"
}
