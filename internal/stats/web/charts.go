package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/quality"
	"chibo/internal/stats"
	"chibo/internal/target"
	"chibo/internal/ui"
)

// Measures of a chart, in its own units.
const (
	chartWide = 480
	chartHigh = 150
	chartFoot = 122 // where the bars stand
	chartHead = 24  // where the highest one ends
)

// segment is a part of a bar, told by its class.
type segment struct {
	n     int
	class string
}

// bar is a column of a chart: its segments from the foot up.
type bar struct {
	text     string // below it
	segments []segment
}

func (b bar) total() (n int) {
	for _, s := range b.segments {
		n += s.n
	}
	return n
}

// chart is bars beside each other; label says all numbers. Over the last bar a line
// says what it should reach, where there is a target.
type chart struct {
	label string
	bars  []bar
	aim   target.Amount
}

// box is a segment as it is drawn.
type box struct {
	x, y, wide, high int
	class            string
}

// top is the highest bar's sum, 1 where there is none.
func (c chart) top() int {
	n := 1
	for _, b := range c.bars {
		n = max(n, b.total())
	}
	return max(n, (int(c.aim)+99)/100) // an amount is told in hundredths
}

// aimed is the line of the target.
func (c chart) aimed() box {
	i := len(c.bars) - 1
	return box{x: c.middle(i) - c.wide()/2 - 10, y: chartFoot - int(c.aim)*(chartFoot-chartHead)/(100*c.top()), wide: c.wide() + 20}
}

// empty reports whether no bar has a height.
func (c chart) empty() bool {
	return !slices.ContainsFunc(c.bars, func(b bar) bool { return b.total() > 0 })
}

// middle is the middle of the i-th bar.
func (c chart) middle(i int) int { return (2*i + 1) * chartWide / (2 * len(c.bars)) }

// wide is how wide a bar is.
func (c chart) wide() int { return min(56, chartWide/len(c.bars)*2/3) }

// head is where the i-th bar ends.
func (c chart) head(i int) int {
	return chartFoot - c.bars[i].total()*(chartFoot-chartHead)/c.top()
}

// boxes are the segments of the i-th bar.
func (c chart) boxes(i int) (all []box) {
	sum, foot := 0, chartFoot
	for _, s := range c.bars[i].segments {
		if s.n == 0 {
			continue
		}
		sum += s.n
		y := chartFoot - sum*(chartFoot-chartHead)/c.top()
		all = append(all, box{c.middle(i) - c.wide()/2, y, c.wide(), max(1, foot-y-1), s.class})
		foot = y
	}
	return all
}

func px(n int) string { return strconv.Itoa(n) }

// monthText is a month below a bar.
func monthText(ctx context.Context, m db.Date) string {
	return ui.T(ctx, "stats.month_short", int((m + "-01").Time().Month()))
}

// drawn makes a chart and its words.
func drawn(title string, bars []bar, words func(bar) string) chart {
	var all []string
	for _, b := range bars {
		all = append(all, b.text+" "+words(b))
	}
	return chart{label: title + ": " + strings.Join(all, "; "), bars: bars}
}

func total(b bar) string { return strconv.Itoa(b.total()) }

// admissions is the chart of the last years.
func admissions(ctx context.Context, o stats.Overview) chart {
	var bars []bar
	for _, y := range o.Admissions {
		text, class := strconv.Itoa(y.Year), "fill-plain"
		if y.Year == o.Period.On.Year() && o.Period.On.Month() < db.Date(text+"-12") {
			text, class = strconv.Itoa(int(o.Period.On.Time().Month()))+"/"+text, "fill-part" // not yet over
		}
		bars = append(bars, bar{text, []segment{{y.N, class}}})
	}
	c := drawn(ui.T(ctx, "stats.admissions_by_year"), bars, total)
	if o.Aim > 0 {
		c.aim, c.label = o.Aim, c.label+"; "+aimKey(ctx, o)
	}
	return c
}

// fills are the classes of the bands.
var fills = map[quality.Band]string{quality.Good: "fill-good", quality.Fair: "fill-fair", quality.Average: "fill-average", quality.Poor: "fill-poor"}

// scores is the chart of how meetings were rated, month by month.
func scores(ctx context.Context, months []stats.Scores) chart {
	var bars []bar
	for _, m := range months {
		b := bar{text: monthText(ctx, m.Month)}
		for _, band := range quality.Bands {
			b.segments = append(b.segments, segment{m.Bands[band], fills[band]})
		}
		bars = append(bars, b)
	}
	return drawn(ui.T(ctx, "stats.quality"), bars, func(b bar) string {
		var all []string
		for i, band := range quality.Bands {
			all = append(all, bandName(ctx, band)+" "+strconv.Itoa(b.segments[i].n))
		}
		return strings.Join(all, ", ")
	})
}

// rated is the band of a month, told by its class.
type rated struct{ class, label string }

// strip is the bands of the last months as they stand beside a unit.
func strip(ctx context.Context, bands []quality.Band, months []stats.Scores) (all []rated) {
	for i, b := range bands {
		name := ui.T(ctx, "stats.band_none")
		if b != "" {
			name = bandName(ctx, b)
		}
		all = append(all, rated{"strip-" + string(b), monthText(ctx, months[i].Month) + ": " + name})
	}
	return all
}

// stripWords says a strip in words.
func stripWords(ctx context.Context, all []rated) string {
	var words []string
	for _, m := range all {
		words = append(words, m.label)
	}
	return ui.T(ctx, "stats.strip", strings.Join(words, "; "))
}

// monthly is the chart of one figure of a sheet, or of several above each other.
func monthly(ctx context.Context, title string, sh stats.Sheet, of func(stats.MonthLine) []segment) chart {
	var bars []bar
	for _, m := range sh.Months {
		bars = append(bars, bar{monthText(ctx, m.Month), of(m)})
	}
	return drawn(title, bars, func(b bar) string {
		var all []string
		for _, s := range b.segments {
			all = append(all, strconv.Itoa(s.n))
		}
		return strings.Join(all, " + ")
	})
}

func membersOf(m stats.MonthLine) []segment { return []segment{{m.Members, "fill-plain"}} }

func meetingsOf(m stats.MonthLine) []segment {
	return []segment{{m.Regular, "fill-fair"}, {m.Thematic, "fill-gold"}}
}
