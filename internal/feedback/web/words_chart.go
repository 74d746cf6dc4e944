package web

import (
	"context"
	"strconv"
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/i18n"
	"chibo/internal/paper"
	"chibo/internal/ui"
)

// quarterShort is a quarter as an axis has it: «I/23».
func quarterShort(q feedback.Quarter) string {
	return paper.Roman(q.Number()) + "/" + string(q.First[2:4])
}

// quarter is a quarter in words.
func quarter(ctx context.Context, q feedback.Quarter) string {
	return ui.T(ctx, "feedback.quarter", paper.Roman(q.Number()), string(q.First[:4]))
}

// counted is a number of a quarter, a dash where nobody counted.
func counted(ctx context.Context, q feedback.Quarter, n int) string {
	if q.Counted == 0 {
		return "–"
	}
	return number(ctx, n)
}

// summed is the number of the latest twelve months, a dash where nobody counted.
func summed(ctx context.Context, t feedback.Trend) string {
	if t.NowMonths == 0 {
		return "–"
	}
	return number(ctx, t.Now)
}

// summary says in a sentence how the quarters went; where they tell nothing yet, how
// the two years compare.
func summary(ctx context.Context, p feedback.Page) string {
	if from, to, ok := feedback.Course(p.Quarters); ok {
		return ui.T(ctx, "feedback.course", quarterName(from), quarterName(to), change(ctx, from.Concerns, to.Concerns), change(ctx, from.Praise, to.Praise))
	}
	if p.Trends[feedback.Concern].NowMonths == 0 {
		return ui.T(ctx, "feedback.summary_none")
	}
	return ui.T(ctx, "feedback.summary", strings.ToLower(way(ctx, p.Calls)), strings.ToLower(way(ctx, p.Trends[feedback.Praise])))
}

// quarterName is a quarter within a sentence: «I/2023».
func quarterName(q feedback.Quarter) string {
	return paper.Roman(q.Number()) + "/" + string(q.First[:4])
}

// change says how a number became another, without judging it: by what share, or, from
// twice as much on, how many times.
func change(ctx context.Context, from, to int) string {
	switch {
	case from == to:
		return ui.T(ctx, "feedback.change_level")
	case from == 0:
		return ui.T(ctx, "feedback.change_from_none", to)
	case to >= 2*from:
		tenths := (20*to + from) / (2 * from)
		times := number(ctx, tenths/10)
		if tenths%10 != 0 {
			comma := map[bool]string{true: ",", false: "."}[ui.From(ctx).Lang == i18n.Vi]
			times += comma + strconv.Itoa(tenths%10)
		}
		return ui.T(ctx, "feedback.change_times", times)
	case to > from:
		return ui.T(ctx, "feedback.change_up", strconv.Itoa((200*(to-from)+from)/(2*from)))
	}
	return ui.T(ctx, "feedback.change_down", strconv.Itoa((200*(from-to)+from)/(2*from)))
}

// The drawing of the quarters, in the units of its view box.
const (
	chartWide             = 720
	chartLeft, chartTop   = 40, 16
	chartBottom           = 196
	chartEdge, chartRight = 16, 56 // the latter leaves room for the last numbers
	bandHigh              = 22
	bandsMost             = 4
)

// spot is a place in the drawing, with what stands there.
type spot struct {
	x, y float64
	text string
	alt  bool // left out on a phone
}

// curve is one line over the quarters, with its classes.
type curve struct {
	points, line, dot string
	end               spot
}

// band is the time of a campaign below the quarters.
type band struct {
	x, y, wide float64
	text       string
}

// chart is the quarters, ready to draw.
type chart struct {
	label  string // all numbers in words
	high   int
	curves []curve
	grid   []spot
	terms  []spot
	bands  []band
}

func px[N int | float64](n N) string { return strconv.FormatFloat(float64(n), 'f', 1, 64) }

// step is how far apart the quarters of the drawing stand.
const step = float64(chartWide-chartLeft-chartEdge-chartRight) / (feedback.Quarters - 1)

// chartOf lays out the quarters of a page; those that nobody counted are left out of
// the lines.
func chartOf(ctx context.Context, p feedback.Page) (c chart) {
	top := scale(p.Quarters)
	height := func(n int) float64 {
		return chartBottom - float64(n)*float64(chartBottom-chartTop)/float64(top)
	}
	for i := 0; i <= 4; i++ {
		c.grid = append(c.grid, spot{y: height(top * i / 4), text: number(ctx, top*i/4)})
	}
	concerns, praise := curve{line: "chart-concern", dot: "end-concern"}, curve{line: "chart-praise", dot: "end-praise"}
	var words []string
	for i, q := range p.Quarters {
		x := chartLeft + chartEdge + float64(i)*step
		label := paper.Roman(q.Number())
		if q.Number() == 1 || i == 0 {
			label = quarterShort(q)
		}
		c.terms = append(c.terms, spot{x: x, text: label, alt: i%4 != 0})
		if q.Counted == 0 {
			continue
		}
		concerns.to(x, height(q.Concerns), number(ctx, q.Concerns))
		praise.to(x, height(q.Praise), number(ctx, q.Praise))
		words = append(words, quarter(ctx, q)+": "+number(ctx, q.Concerns)+", "+number(ctx, q.Praise))
	}
	apart(&concerns.end, &praise.end)
	c.curves = []curve{concerns, praise}
	c.bands = bands(p)
	c.high = chartBottom + 40 + bandHigh*len(c.bands)
	c.label = ui.T(ctx, "feedback.chart_quarters", quarter(ctx, p.Quarters[0]), quarter(ctx, p.Quarters[feedback.Quarters-1]), strings.Join(words, "; "))
	return c
}

// to draws the line on to a point.
func (l *curve) to(x, y float64, text string) {
	l.points = strings.TrimSpace(l.points + " " + px(x) + "," + px(y))
	l.end = spot{x: x, y: y, text: text}
}

// apart leaves one of two last numbers out where they would stand on each other.
func apart(a, b *spot) {
	if a.text == b.text && a.y == b.y {
		b.text = ""
	}
}

// shownCampaigns are the latest of the campaigns of a page, as many as have room.
func shownCampaigns(p feedback.Page) []campaign.Theme {
	return p.Campaigns[max(0, len(p.Campaigns)-bandsMost):]
}

// bands lays out when the campaigns ran, one below the other, by their numbers in the
// list under the drawing.
func bands(p feedback.Page) (all []band) {
	first := p.Quarters[0].First
	at := func(month db.Date) float64 {
		months := (month.Year()-first.Year())*12 + int(month.Time().Month()) - int((first + "-01").Time().Month())
		from, to := float64(chartLeft+chartEdge)-step/2, float64(chartWide-chartRight)+step/2
		return min(max(from+float64(months)*step/3, from), to)
	}
	for i, t := range shownCampaigns(p) {
		x := at(t.Starts)
		all = append(all, band{x: x, y: float64(chartBottom + 38 + i*bandHigh), wide: max(at(t.Ends)-x, 16), text: strconv.Itoa(i + 1)})
	}
	return all
}

// scale is the top of the drawing: the highest number, made even for four lines.
func scale(all []feedback.Quarter) int {
	top := 4
	for _, q := range all {
		top = max(top, q.Concerns, q.Praise)
	}
	step := 4
	for step*5 < top {
		step *= 10
	}
	return (top + step - 1) / step * step
}

// anyQuarter reports whether anybody counted one of the quarters.
func anyQuarter(all []feedback.Quarter) bool {
	for _, q := range all {
		if q.Counted > 0 {
			return true
		}
	}
	return false
}
