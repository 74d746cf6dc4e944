package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

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

func listHref(id feedback.ID) string { return "/feedback/import/" + url.PathEscape(string(id)) }

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

// summary says the trends in a sentence.
func summary(ctx context.Context, p feedback.Page) string {
	if p.Trends[feedback.Concern].NowMonths == 0 {
		return ui.T(ctx, "feedback.summary_none")
	}
	return ui.T(ctx, "feedback.summary", strings.ToLower(way(ctx, p.Calls)), strings.ToLower(way(ctx, p.Trends[feedback.Praise])))
}

// The drawing of the months, in the units of its view box.
const (
	chartWide, chartHigh   = 720, 236
	chartLeft, chartTop    = 40, 16
	chartBottom, chartEdge = 196, 16
)

// spot is a place in the drawing, with what stands there.
type spot struct {
	x, y float64
	text string
	alt  bool // left out on a phone
}

// curve is one kind over the months.
type curve struct {
	kind   feedback.Kind
	points string
	end    spot
}

// chart is the months, ready to draw.
type chart struct {
	label  string // all numbers in words
	curves []curve
	grid   []spot
	terms  []spot
}

func px[N int | float64](n N) string { return strconv.FormatFloat(float64(n), 'f', 1, 64) }

// chartOf lays out the months of a page; months that nobody counted are left
// out of the lines.
func chartOf(ctx context.Context, p feedback.Page) (c chart) {
	top := scale(p.Months)
	height := func(n int) float64 {
		return chartBottom - float64(n)*float64(chartBottom-chartTop)/float64(top)
	}
	place := func(i int) float64 {
		return chartLeft + chartEdge + float64(i)*float64(chartWide-chartLeft-3*chartEdge)/float64(len(p.Months)-1)
	}
	for i := 0; i <= 4; i++ {
		c.grid = append(c.grid, spot{y: height(top * i / 4), text: number(ctx, top*i/4)})
	}
	var words []string
	for _, k := range feedback.Kinds {
		line := curve{kind: k}
		var points []string
		for i, m := range p.Months {
			if m.Counted > 0 {
				line.end = spot{x: place(i), y: height(m.Counts.Of(k)), text: number(ctx, m.Counts.Of(k))}
				points = append(points, px(line.end.x)+","+px(line.end.y))
			}
		}
		line.points = strings.Join(points, " ")
		c.curves = append(c.curves, line)
		words = append(words, ui.T(ctx, "feedback.chart_kind", kindName(ctx, k), p.Trends[k].Before, p.Trends[k].Now))
	}
	for i, m := range p.Months {
		if i%3 == 0 {
			c.terms = append(c.terms, spot{x: place(i), text: string(m.Month[5:] + "/" + m.Month[2:4]), alt: i%6 != 0})
		}
	}
	c.label = ui.T(ctx, "feedback.chart", month(p.Months[0].Month), month(p.Until), strings.Join(words, "; "))
	return c
}

// scale is the top of the drawing: the highest number, made even for four lines.
func scale(months []feedback.Month) int {
	top := 4
	for _, m := range months {
		for _, k := range feedback.Kinds {
			top = max(top, m.Counts.Of(k))
		}
	}
	step := 4
	for step*5 < top {
		step *= 10
	}
	return (top + step - 1) / step * step
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
