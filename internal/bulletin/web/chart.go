package web

import (
	"context"
	"strconv"

	"chibo/internal/bulletin"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/ui"
)

// The drawing of a figure month by month or week by week, in the units of its view box.
const (
	chartWide, chartHigh = 520, 156
	chartLeft, chartEdge = 14, 46
	chartTop, chartFloor = 28, 128
)

// drawing is a figure over its months or weeks, ready to draw.
type drawing struct {
	title, goal, label string
	lines              []string // one of each stretch that was counted
	firstN, lastN      string
	first, last        string // the month or week
	startY, endX, endY string
	goalY              string // "" without a goal
	head, amount       string // of the table
	rows               [][2]string
}

// drawnLeast is how many points a line is drawn of at least.
const drawnLeast = 3

// chart draws the first figure that has a goal and is known over time, or else the
// first that is known so, if any is.
func (v view) chart(ctx context.Context) (d drawing, ok bool) {
	for _, aimed := range []bool{true, false} {
		for _, f := range v.Figures {
			if points, n := stretch(f.Value.Points); n >= drawnLeast && (f.Goal != "") == aimed {
				return drawn(ctx, v.label(f), f, points), true
			}
		}
	}
	return drawing{}, false
}

// stretch is what is drawn of points: from the first that was counted to the last,
// and how many of them were.
func stretch(all []bulletin.Point) (drawn []bulletin.Point, counted int) {
	from := 0
	for i, p := range all {
		if p.Unknown {
			continue
		}
		if counted == 0 {
			from = i
		}
		drawn, counted = all[from:i+1], counted+1
	}
	return drawn, counted
}

func drawn(ctx context.Context, label string, f bulletin.Figure, points []bulletin.Point) drawing {
	kind := "month"
	if points[0].On.IsDay() {
		kind = "week"
	}
	goal, aims := f.Aim()
	top := max(1, goal)
	for _, p := range points {
		top = max(top, p.N)
	}
	px := func(n float64) string { return strconv.FormatFloat(n, 'f', 1, 64) }
	x := func(i int) float64 {
		return chartLeft + float64(i)*float64(chartWide-chartLeft-chartEdge)/float64(len(points)-1)
	}
	y := func(n float64) float64 { return chartFloor - n*float64(chartFloor-chartTop)/top }
	var lines []string
	for i, p := range points {
		at := px(x(i)) + "," + px(y(p.N))
		switch {
		case p.Unknown:
		case i == 0 || points[i-1].Unknown:
			lines = append(lines, at+" "+at) // a point alone shows as a dot
		default:
			lines[len(lines)-1] += " " + at
		}
	}
	first, last := points[0], points[len(points)-1]
	d := drawing{
		title: ui.T(ctx, "bulletin.by_"+kind, label), lines: lines, firstN: broken(ctx, first.N), lastN: broken(ctx, last.N),
		first: brief(ctx, first.On), last: brief(ctx, last.On), startY: px(y(first.N) - 8), endX: px(x(len(points) - 1)), endY: px(y(last.N)),
		head: ui.T(ctx, "bulletin."+kind+"_head"), amount: label, rows: rows(ctx, f.Value.Points),
	}
	d.label = ui.T(ctx, "bulletin.chart", d.title, d.firstN, d.first, d.lastN, d.last)
	if aims {
		d.goal, d.goalY = broken(ctx, goal), px(y(goal))
		d.label += " " + ui.T(ctx, "bulletin.goal_line", d.goal)
	}
	return d
}

// caption is what stands above the table of a drawing, with what is striven for.
func (d drawing) caption(ctx context.Context) string {
	if d.goal == "" {
		return d.title
	}
	return ui.T(ctx, "bulletin.with_goal", d.title, d.goal)
}

// rows are the points of a figure as a table has them, with a dash where nobody
// counted.
func rows(ctx context.Context, points []bulletin.Point) (all [][2]string) {
	for _, p := range points {
		n := "–"
		if !p.Unknown {
			n = broken(ctx, p.N)
		}
		all = append(all, [2]string{when(ctx, p.On), n})
	}
	return all
}

// when names the month, or the week that begins on a day.
func when(ctx context.Context, on db.Date) string {
	if !on.IsDay() {
		return i18n.Short(string(on))
	}
	year, week := on.Time().ISOWeek()
	return ui.T(ctx, "bulletin.week", week, strconv.Itoa(year))
}

// brief is when without the year of a week, for the ends of a drawing.
func brief(ctx context.Context, on db.Date) string {
	if !on.IsDay() {
		return when(ctx, on)
	}
	_, week := on.Time().ISOWeek()
	return ui.T(ctx, "bulletin.week_brief", week)
}

func broken(ctx context.Context, n float64) string { return i18n.Number(ui.From(ctx).Lang, n) }
