package web

import (
	"context"
	"strconv"
	"strings"

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
	points             string
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
			if len(f.Value.Points) >= drawnLeast && (f.Goal != "") == aimed {
				return drawn(ctx, v.label(f), f), true
			}
		}
	}
	return drawing{}, false
}

func drawn(ctx context.Context, label string, f bulletin.Figure) drawing {
	points, kind := f.Value.Points, "month"
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
	var line []string
	for i, p := range points {
		line = append(line, px(x(i))+","+px(y(p.N)))
	}
	first, last := points[0], points[len(points)-1]
	d := drawing{
		title: ui.T(ctx, "bulletin.by_"+kind, label), points: strings.Join(line, " "), firstN: broken(ctx, first.N), lastN: broken(ctx, last.N),
		first: brief(ctx, first.On), last: brief(ctx, last.On), startY: px(y(first.N) - 8), endX: px(x(len(points) - 1)), endY: px(y(last.N)),
		head: ui.T(ctx, "bulletin."+kind+"_head"), amount: label, rows: rows(ctx, points),
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

// rows are the points of a figure as a table has them.
func rows(ctx context.Context, points []bulletin.Point) (all [][2]string) {
	for _, p := range points {
		all = append(all, [2]string{when(ctx, p.On), broken(ctx, p.N)})
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
