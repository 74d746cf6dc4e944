package web

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/i18n"
	"chibo/internal/quality"
	"chibo/internal/ui"
)

func deskTitle(ctx context.Context, t quality.Trend) string {
	if t.Mine {
		return ui.T(ctx, "quality.menu")
	}
	return t.Unit.Name
}

func deskCrumb(ctx context.Context, t quality.Trend) *ui.Link {
	if t.Mine {
		return nil
	}
	return &ui.Link{Href: deskPath, Label: ui.T(ctx, "quality.menu")}
}

// resultPairs is a score in short, before something is done to it.
func resultPairs(ctx context.Context, r quality.Record) []ui.Pair {
	own := r.Own()
	return []ui.Pair{
		{Label: ui.T(ctx, "quality.col_meeting"), Value: ui.T(ctx, "quality.meeting_"+string(r.Kind), month(r.Month))},
		{Label: ui.T(ctx, "quality.col_own"), Value: ui.T(ctx, "quality.points_long", own.Points, own.Max)},
		{Label: ui.T(ctx, "quality.col_band"), Value: bandName(ctx, own.Band)},
		{Label: ui.T(ctx, "quality.rubric"), Value: r.Rubric.Title, Note: docText(ctx, r.Rubric)},
	}
}

func waitingMeta(ctx context.Context, w quality.Waiting) string {
	return termName(ctx, w.Past) + " · " + ui.T(ctx, "quality.sent_on", i18n.Short(string(w.SentOn)))
}

func yearHref(t quality.Trend, step int) string {
	return deskHref(t.Unit.ID) + "&year=" + strconv.Itoa(t.Year.Year+step)
}

// yearPairs counts the meetings of a year by their bands.
func yearPairs(ctx context.Context, y quality.Year) (pairs []ui.Pair) {
	for _, b := range quality.Bands {
		pairs = append(pairs, ui.Pair{Label: bandName(ctx, b), Value: ui.T(ctx, "quality.times", y.Of[b])})
	}
	return pairs
}

// yearText says how the year is graded, where the rubric has a rule for it.
func yearText(ctx context.Context, y quality.Year) string {
	switch {
	case !y.Ruled:
		return ui.T(ctx, "quality.year_unruled")
	case y.Scored == 0:
		return ui.T(ctx, "quality.year_empty")
	case y.Band == "":
		return ui.T(ctx, "quality.year_below")
	}
	return ui.T(ctx, "quality.year_band", bandName(ctx, y.Band))
}

// The drawing of a trend, in the units of its view box.
const (
	chartWide, chartHigh   = 720, 220
	chartLeft, chartTop    = 40, 12
	chartBottom, chartEdge = 190, 24
)

// spot is a place in the drawing, with what stands there.
type spot struct {
	x, y float64
	text string
}

// chart is a trend, ready to draw.
type chart struct {
	label      string // all numbers in words
	own, above string // the lines, as the points of a polyline
	dots       []spot // of the cell
	judged     []spot // of the committee above
	grid       []spot
	terms      []spot
}

func (c chart) box() string { return fmt.Sprintf("0 0 %d %d", chartWide, chartHigh) }

func px[N int | float64](n N) string { return strconv.FormatFloat(float64(n), 'f', -1, 64) }

// chartOf lays out scores, given with the latest first, as shares of their full
// points, so that rubrics of other sums stand on the same scale.
func chartOf(ctx context.Context, past []quality.Past) chart {
	var c chart
	var own, above, words []string
	for _, percent := range []int{0, 50, 100} {
		c.grid = append(c.grid, spot{y: heightOf(percent, 100), text: strconv.Itoa(percent)})
	}
	all := slices.DeleteFunc(slices.Clone(past), func(p quality.Past) bool { return !p.Settled() })
	slices.Reverse(all)
	for i, p := range all {
		x := placeOf(i, len(all))
		y := heightOf(p.Own.Points, p.Own.Max)
		own = append(own, px(x)+","+px(y))
		c.dots = append(c.dots, spot{x: x, y: y})
		words = append(words, ui.T(ctx, "quality.chart_point", termName(ctx, p), p.Own.Points, p.Own.Max, aboveOf(p)))
		if p.State == quality.Confirmed {
			y := heightOf(p.Above.Points, p.Above.Max)
			above = append(above, px(x)+","+px(y))
			c.judged = append(c.judged, spot{x: x, y: y})
		}
		short, _, _ := strings.Cut(month(p.Month), "/")
		c.terms = append(c.terms, spot{x: x, text: short})
	}
	c.own, c.above = strings.Join(own, " "), strings.Join(above, " ")
	c.label = ui.T(ctx, "quality.chart", strings.Join(words, "; "))
	return c
}

func placeOf(i, n int) float64 {
	if n == 1 {
		return (chartLeft + chartWide) / 2
	}
	return float64(chartLeft+chartEdge) + float64(i)*float64(chartWide-chartLeft-2*chartEdge)/float64(n-1)
}

func heightOf(n, of int) float64 {
	return float64(chartBottom) - float64(n)*float64(chartBottom-chartTop)/float64(max(of, 1))
}
