package web

import (
	"context"
	"net/url"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/movement"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/periodic"
	"chibo/internal/quality"
	"chibo/internal/stats"
	"chibo/internal/target"
	"chibo/internal/ui"
)

// query is the part of an address that names a period.
func query(p stats.Period) url.Values {
	q := url.Values{}
	if p.Length != "" {
		q.Set("length", string(p.Length))
	}
	if p.On != "" {
		q.Set("on", string(p.On))
	}
	return q
}

// ofUnit is a page of the overview of a unit.
func ofUnit(path string, unit org.ID, p stats.Period) string {
	q := query(p)
	q.Set("unit", string(unit))
	return path + "?" + q.Encode()
}

func overviewHref(unit org.ID, p stats.Period) string { return ofUnit("/stats", unit, p) }

func sheetHref(unit org.ID, p stats.Period) string {
	at := "/stats/unit/" + url.PathEscape(string(unit))
	if q := query(p); len(q) > 0 {
		at += "?" + q.Encode()
	}
	return at
}

// rowHref is what stands behind a row: a committee has a table of its own.
func rowHref(r stats.Row, p stats.Period) string {
	if r.Cell {
		return sheetHref(r.Unit, p)
	}
	return overviewHref(r.Unit, p)
}

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

func percent(ctx context.Context, n, d int) string { return i18n.Percent(ui.From(ctx).Lang, n, d) }

// people writes a sum of persons, unless it would show somebody.
func people(ctx context.Context, p figure.Part) string {
	if p.Hidden {
		return "<3"
	}
	return number(ctx, p.N)
}

// periodName is the period in words.
func periodName(ctx context.Context, p stats.Period) string {
	month, year := int(p.On.Time().Month()), strconv.Itoa(p.On.Year())
	switch {
	case p.Length == stats.Quarter:
		return ui.T(ctx, "stats.of_quarter", paper.Roman((month+2)/3), year)
	case p.Length == stats.Half && month <= 6:
		return ui.T(ctx, "stats.of_half_1", year)
	case p.Length == stats.Half:
		return ui.T(ctx, "stats.of_half_2", year)
	case p.Length == stats.Year:
		return ui.T(ctx, "stats.of_year", year)
	}
	return ui.T(ctx, "stats.of_month", month, year)
}

// lengths are the periods until the same day.
func lengths(ctx context.Context, p stats.Period, href func(stats.Period) string) (all []ui.Chip) {
	for _, l := range stats.Lengths {
		q := stats.Period{Length: l, On: p.On}
		all = append(all, ui.Chip{Label: periodName(ctx, q), Href: href(q), Current: l == p.Length})
	}
	return all
}

// listHref is the address of the table's first page in another listing.
func listHref(p overviewProps, l stats.Listing) string {
	q := query(p.Period)
	q.Set("unit", string(p.Unit.ID))
	switch {
	case l.By != "" && l.Up:
		q.Set("sort", "-"+string(l.By))
	case l.By != "":
		q.Set("sort", string(l.By))
	}
	if l.Only != "" {
		q.Set("only", string(l.Only))
	}
	return "/stats?" + q.Encode()
}

// sortHref is the table in the order of a column: the greatest first, and the smallest
// if it stands so already.
func sortHref(p overviewProps, c stats.Column) string {
	l := p.listing
	l.By, l.Up = c, l.By == c && !l.Up
	return listHref(p, l)
}

// onlies are the choices of rows, as far as there are such.
func onlies(ctx context.Context, p overviewProps) (all []ui.Chip) {
	for _, only := range stats.Onlies {
		l, key := p.listing, "all"
		if l.Only = only; only != "" {
			key = string(only)
		}
		if current := only == p.listing.Only; only == "" || current || p.Of[only] > 0 {
			all = append(all, ui.Chip{Label: ui.T(ctx, "stats.only_"+key), Href: listHref(p, l), Count: number(ctx, p.Of[only]), Current: current})
		}
	}
	return all
}

// sorted is the order of a column as a screen reader hears it.
func sorted(s stats.Listing, c stats.Column) string {
	switch {
	case s.By != c:
		return "none"
	case s.Up:
		return "ascending"
	}
	return "descending"
}

func bandName(ctx context.Context, b quality.Band) string { return ui.T(ctx, "stats.band_"+string(b)) }

// bands says how meetings were rated: one by its band, several by how many are good.
func bands(ctx context.Context, of map[quality.Band]int) string {
	n := 0
	last := quality.Good
	for _, b := range quality.Bands {
		if n += of[b]; of[b] > 0 {
			last = b
		}
	}
	switch {
	case n == 0:
		return "–"
	case of[last] == n:
		if n == 1 {
			return bandName(ctx, last)
		}
		return ui.T(ctx, "stats.bands", of[last], n, bandName(ctx, last))
	}
	return ui.T(ctx, "stats.bands", of[quality.Good], n, bandName(ctx, quality.Good))
}

// way says where what the public complains of goes.
func way(ctx context.Context, t feedback.Trend) string {
	if t.Way() == feedback.Unknown {
		return ""
	}
	return ui.T(ctx, "stats.way_"+string(t.Way()))
}

// met says how many of the regular meetings of a period were held.
func met(f stats.Figures, p stats.Period) (held, expected int) {
	return f.Regular, f.Cells * p.Count()
}

// behind leads to the records behind a figure of a unit and a period, as far as the
// reader may see such records there; the zero behind leads nowhere.
type behind struct {
	by     access.Actor
	at     access.Place // zero for a unit that stands no more
	period stats.Period
}

// href is the list behind a figure of n; none where nothing is counted.
func (b behind) href(c stats.Column, n int) string {
	if n == 0 || b.at.Unit == "" || !c.Lists(b.by, b.at) {
		return ""
	}
	return recordsHref(org.ID(b.at.Unit), c, b.period)
}

// in is the same in a month of the period's last year.
func (b behind) in(month db.Date) behind {
	last := (month + "-01").AddMonths(1).AddDays(-1)
	b.period = stats.Period{Length: stats.Month, On: min(last, b.period.On)}
	return b
}

func recordsHref(unit org.ID, c stats.Column, p stats.Period) string {
	return ofUnit("/stats/records", unit, p) + "&of=" + url.QueryEscape(string(c))
}

// doors lead to what else tells of the figures of a unit, as far as the reader may
// see it there.
func doors(ctx context.Context, by access.Actor, sh stats.Sheet) (all []ui.Link) {
	of := "?unit=" + url.QueryEscape(string(sh.Unit.ID))
	if access.Can(by, movement.Weigh, sh.Unit.Place()) {
		span := url.Values{"from": {string(sh.Period.From())}, "through": {string(sh.Period.On)}}
		all = append(all, ui.Link{Href: "/movement/balance" + of + "&" + span.Encode(), Label: ui.T(ctx, "stats.list_balance")})
	}
	if access.Can(by, periodic.View, sh.Unit.Place()) {
		all = append(all, ui.Link{Href: "/periodic" + of, Label: ui.T(ctx, "stats.list_periodic")})
	}
	return all
}

// aimKey names the line of the target in a chart.
func aimKey(ctx context.Context, o stats.Overview) string {
	return ui.T(ctx, "stats.aim_key", strconv.Itoa(o.Period.On.Year()), o.Aim.Local(ui.From(ctx).Lang))
}

// aim says how many were admitted in the year, of how many: «115/50 = 230 %»; without
// a target the period.
func aim(ctx context.Context, f stats.Figures, p stats.Period, value target.Amount) string {
	percent, ok := target.Percent(target.Whole(f.AdmittedYear), value)
	if !ok {
		return periodName(ctx, p)
	}
	return ui.T(ctx, "stats.aim", strconv.Itoa(p.On.Year()), number(ctx, f.AdmittedYear), value.Local(ui.From(ctx).Lang), number(ctx, percent))
}

func sheetCrumb(ctx context.Context, sh stats.Sheet) *ui.Link {
	if sh.Parent.ID == "" {
		return nil
	}
	return &ui.Link{Href: overviewHref(sh.Parent.ID, sh.Period), Label: ui.T(ctx, "stats.menu")}
}

func overviewCrumb(ctx context.Context, o stats.Overview) *ui.Link {
	if !o.Above {
		return nil
	}
	return &ui.Link{Href: overviewHref(o.Unit.Parent, o.Period), Label: o.Unit.ParentName}
}

// share is what part of those who work in a unit are members.
func share(ctx context.Context, f stats.Figures) string {
	if f.Staff == 0 {
		return ui.T(ctx, "stats.standing", number(ctx, f.Official()), number(ctx, f.Probationary))
	}
	return ui.T(ctx, "stats.share", percent(ctx, f.Members, f.Staff), number(ctx, f.Staff))
}

// scoresLine says what other bands the meetings of a period reached.
func scoresLine(ctx context.Context, f stats.Figures) string {
	if f.Scored() == 0 {
		return ui.T(ctx, "stats.no_scores")
	}
	return ui.T(ctx, "stats.other_bands", f.Bands[quality.Fair], f.Bands[quality.Average], f.Bands[quality.Poor])
}

// trait is one value of a trait with its share of all members.
type trait struct {
	label string
	figure.Part
}

// traits are the values of a trait that anybody has, in words.
func traits(ctx context.Context, prefix string, parts []figure.Part) (all []trait) {
	for _, p := range parts {
		if p.N > 0 || p.Hidden {
			key := p.Value
			if key == "" {
				key = "unknown"
			}
			all = append(all, trait{ui.T(ctx, "stats."+prefix+"_"+key), p})
		}
	}
	return all
}

// day writes a day, or a month, in full.
func day(d db.Date) string { return i18n.Short(string(d)) }

func sortIcon(s stats.Listing) string {
	if s.Up {
		return "arrow-up"
	}
	return "arrow-down"
}

// unheld says how many units still have to meet, while the month runs by when.
func unheld(ctx context.Context, o stats.Overview) string {
	p := o.Period
	switch {
	case o.Of[stats.Unheld] == 0:
		return ""
	case p.Length == stats.Month && p.On == o.Today:
		next := (p.On.Month() + "-01").AddMonths(1)
		return ui.T(ctx, "stats.unheld_yet", o.Of[stats.Unheld], meeting.Left(p.On, next)-1)
	}
	return ui.T(ctx, "stats.unheld", o.Of[stats.Unheld])
}
