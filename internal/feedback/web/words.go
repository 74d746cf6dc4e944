package web

import (
	"context"
	"net/url"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/ui"
)

// ofUnit is the address of a page about a unit.
func ofUnit(path string, unit org.ID) string {
	return path + "?" + url.Values{"unit": {string(unit)}}.Encode()
}

// ofMonth is the address of the form of a month.
func ofMonth(unit org.ID, month db.Date) string {
	return "/feedback/month?" + url.Values{"unit": {string(unit)}, "month": {string(month)}}.Encode()
}

func kindName(ctx context.Context, k feedback.Kind) string {
	return ui.T(ctx, "feedback.kind_"+string(k))
}

func month(m db.Date) string { return i18n.Short(string(m)) }

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

// untils are the years that may be compared, as filters: the latest twelve
// months, and the calendar years before.
func untils(ctx context.Context, p feedback.Page) []ui.Chip {
	latest := feedback.LastWhole(p.Today)
	all := []ui.Chip{{Href: ofUnit("/feedback", p.Unit.ID), Label: ui.T(ctx, "feedback.latest"), Current: p.Until == latest}}
	for y := p.Today.Year() - 1; y >= p.Today.Year()-3; y-- {
		until := db.Date(strconv.Itoa(y) + "-12")
		if until == latest {
			continue
		}
		all = append(all, ui.Chip{Href: ofUnit("/feedback", p.Unit.ID) + "&until=" + string(until), Label: ui.T(ctx, "feedback.year", strconv.Itoa(y)), Current: p.Until == until})
	}
	return all
}

// way says where a trend goes, in words.
func way(ctx context.Context, t feedback.Trend) string {
	w := t.Way()
	percent, ok := t.Percent()
	if !ok || w == feedback.Level {
		return ui.T(ctx, "feedback.way_"+string(w))
	}
	return ui.T(ctx, "feedback.way_by_"+string(w), strconv.Itoa(max(percent, -percent)))
}

// wayIcon is the arrow of a trend.
func wayIcon(t feedback.Trend) string {
	switch t.Way() {
	case feedback.Up:
		return "arrow-up"
	case feedback.Down:
		return "arrow-down"
	case feedback.Level:
		return "arrow-right"
	}
	return "-"
}

// monthsCounted says what the two years rest on, and how they are compared where that is
// not alike.
func monthsCounted(ctx context.Context, t feedback.Trend) string {
	said := ui.T(ctx, "feedback.months_counted", t.BeforeMonths, t.NowMonths)
	if t.Uneven() {
		said += " " + ui.T(ctx, "feedback.by_mean")
	}
	return said
}

// line is a row of the comparison.
type line struct {
	label string
	trend feedback.Trend
}

// comparison is the trends of a page in their order.
func comparison(ctx context.Context, p feedback.Page) []line {
	all := []line{{ui.T(ctx, "feedback.calls"), p.Calls}}
	for _, k := range feedback.Kinds {
		all = append(all, line{kindName(ctx, k), p.Trends[k]})
	}
	return all
}

// anyCounted reports whether anybody counted one of the months.
func anyCounted(months []feedback.Month) bool {
	for _, m := range months {
		if m.Counted > 0 {
			return true
		}
	}
	return false
}

// value is what a field of a month shows.
func value(e feedback.Entering, slot feedback.Slot) string {
	if n := e.Counts[slot]; n > 0 || e.Version > 0 {
		return strconv.Itoa(n)
	}
	return ""
}

// open are the months that are usually entered, the latest first: this one and
// the five before it. Others are reached from the table of months.
func open(e feedback.Entering) (all []db.Date) {
	for i := range 6 {
		all = append(all, (e.Today.Month() + "-01").AddMonths(-i).Month())
	}
	return all
}
