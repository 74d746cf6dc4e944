package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/campaign/conduct"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/ui"
)

func codeHref(id conduct.ID) string {
	return "/campaign/conduct/code/" + url.PathEscape(string(id))
}

func href(id conduct.UseID) string { return "/campaign/conduct/of/" + url.PathEscape(string(id)) }

// ofUnit is the address of a page about a unit.
func ofUnit(path string, unit org.ID) string {
	return path + "?" + url.Values{"unit": {string(unit)}}.Encode()
}

func listHref(unit org.ID) string { return ofUnit("/campaign/conduct", unit) }

func useHref(unit org.ID, id conduct.ID) string {
	return "/campaign/conduct/use?" + url.Values{"unit": {string(unit)}, "code": {string(id)}}.Encode()
}

func monthHref(id conduct.UseID, month db.Date) string {
	return href(id) + "/observe?month=" + url.QueryEscape(string(month))
}

func day(d db.Date) string { return i18n.Short(string(d)) }

// periodName is a period in the reader's language.
func periodName(ctx context.Context, s conduct.Span, p db.Date) string {
	if s == conduct.Quarterly {
		return ui.T(ctx, "conduct.quarter", paper.Roman((int((p+"-01").Time().Month())+2)/3), strconv.Itoa(p.Year()))
	}
	return i18n.Short(string(p))
}

// valueName is a value in the reader's language.
func valueName(ctx context.Context, m conduct.Measure, o *conduct.Observation) string {
	switch {
	case o == nil:
		return "–"
	case m == conduct.YesNo && o.Value > 0:
		return ui.T(ctx, "conduct.yes")
	case m == conduct.YesNo:
		return ui.T(ctx, "conduct.no")
	case m == conduct.Percent:
		return strconv.Itoa(o.Value) + " %"
	}
	return i18n.Number(ui.From(ctx).Lang, o.Value)
}

// changeName says where a number went, without judging.
func changeName(ctx context.Context, r conduct.Row) string {
	way, by := r.Change()
	switch {
	case way == conduct.Level || way == conduct.Unknown:
		return ui.T(ctx, "conduct.way_"+string(way))
	case r.Rule.Measure == conduct.YesNo:
		return ui.T(ctx, "conduct.way_changed")
	case r.Rule.Measure == conduct.Percent:
		return ui.T(ctx, "conduct.way_points_"+string(way), by)
	}
	return ui.T(ctx, "conduct.way_"+string(way), i18n.Number(ui.From(ctx).Lang, by))
}

// wayIcon is the arrow of a change.
func wayIcon(r conduct.Row) string {
	switch way, _ := r.Change(); way {
	case conduct.Up:
		return "arrow-up"
	case conduct.Down:
		return "arrow-down"
	case conduct.Level:
		return "arrow-right"
	}
	return "-"
}

// origin says which paper a code comes from.
func origin(ctx context.Context, c conduct.Code) string {
	var parts []string
	for _, part := range []string{c.Number, c.Issuer} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if c.IssuedOn != "" {
		parts = slices.Insert(parts, min(1, len(parts)), ui.T(ctx, "conduct.dated", c.IssuedOn))
	}
	if len(parts) == 0 {
		return ui.T(ctx, "conduct.no_origin")
	}
	return strings.Join(parts, ", ")
}

func codeMeta(ctx context.Context, c conduct.Code) string {
	return ui.T(ctx, "conduct.code_meta", c.UnitName, c.Rules, c.Edition)
}

func useMeta(ctx context.Context, u conduct.Use) string {
	if u.Until != "" {
		return ui.T(ctx, "conduct.use_ended", u.From, u.Until)
	}
	return ui.T(ctx, "conduct.use_meta", u.From, ui.T(ctx, "conduct.span_"+string(u.Span)), u.Watched)
}

// lastName says up to when a use was observed.
func lastName(ctx context.Context, u conduct.Use) string {
	if u.Last == "" {
		return ui.T(ctx, "conduct.never")
	}
	return ui.T(ctx, "conduct.observed_in", periodName(ctx, u.Span, u.Last))
}

// lastKind marks a use whose period that ended last was not observed.
func lastKind(u conduct.Use, today db.Date) ui.Kind {
	switch {
	case u.Until != "":
		return ui.Off
	case u.Last < u.Usual(today):
		return ui.Soon
	}
	return ui.Done
}

func ruleChoices(all []conduct.Rule, picked []string) (some []ui.Choice) {
	for _, r := range all {
		some = append(some, ui.Choice{Value: r.Line, Label: r.Title, Current: slices.Contains(picked, r.Line)})
	}
	return some
}

// lines are the lines of all rules: at first a unit observes them all.
func lines(all []conduct.Rule) (some []string) {
	for _, r := range all {
		some = append(some, r.Line)
	}
	return some
}

func measureChoices(ctx context.Context, m conduct.Measure) []ui.Choice {
	return current(ui.Choices(ctx, "conduct.measure_", conduct.Measures), string(m))
}

func sourceChoices(ctx context.Context, s conduct.Source) []ui.Choice {
	return current(ui.Choices(ctx, "conduct.source_", conduct.Sources), string(s))
}

func current(all []ui.Choice, value string) []ui.Choice {
	for i := range all {
		all[i].Current = all[i].Value == value
	}
	return all
}

// numbered are titles to be filled in: the program brings no official text along.
func numbered(ctx context.Context, n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = ui.T(ctx, "conduct.article", i+1)
	}
	return strings.Join(all, "\n")
}

// ruleAt is the n-th rule of a form, from 1; a blank one after the last.
func ruleAt(all []conduct.Rule, n int) conduct.Rule {
	if n <= len(all) {
		return all[n-1]
	}
	return conduct.Rule{Measure: conduct.Count, Source: conduct.FromSelf}
}

// rowsOf is how many rules a form shows: those that are there and three more, or as
// many as came back.
func rowsOf(all []conduct.Rule, f *ui.Form) int {
	n := len(all) + 3
	for i := n + 1; f != nil && i <= ruleFields; i++ {
		if f.Value(conduct.RuleField("title", i)) != "" {
			n = i
		}
	}
	return min(n, ruleFields)
}

// codeFields are the fields of a code as they stand on the page.
func codeFields() []string {
	all := []string{"name", "number", "issued_on", "issuer", "rules", "measure", "source"}
	for n := 1; n <= ruleFields; n++ {
		for _, name := range []string{"title", "body", "measure", "source"} {
			all = append(all, conduct.RuleField(name, n))
		}
	}
	return all
}

// periodFields are those of the form of a period.
func periodFields(o conduct.Observing) (all []string) {
	for i := range o.Rules {
		for _, name := range []string{"value", "source", "note"} {
			all = append(all, conduct.RuleField(name, i+1))
		}
	}
	return all
}

func periodChips(ctx context.Context, o conduct.Observing) (all []ui.Chip) {
	for _, p := range o.Periods {
		all = append(all, ui.Chip{Href: monthHref(o.Use.ID, p), Label: periodName(ctx, o.Use.Span, p), Current: p == o.Period})
	}
	return all
}

// valueOf is what the form of a period shows of a rule.
func valueOf(o conduct.Observing, id conduct.RuleID) string {
	if f, ok := o.Of(id); ok {
		return strconv.Itoa(f.Value)
	}
	return ""
}

func noteOf(o conduct.Observing, id conduct.RuleID) string {
	f, _ := o.Of(id)
	return f.Note
}

func sourceOf(o conduct.Observing, r conduct.Rule) conduct.Source {
	if f, ok := o.Of(r.ID); ok {
		return f.Source
	}
	return r.Source
}

// The drawing of a row, in the units of its view box.
const sparkWide, sparkHigh, sparkEdge = 96, 28, 4

// spark is the line through the periods of a row that were observed: its points, ""
// where there are fewer than two, and its end.
func spark(r conduct.Row) (points, x, y string) {
	top, seen := 1, 0
	for _, c := range r.Cells {
		if c != nil {
			top, seen = max(top, c.Value), seen+1
		}
	}
	if seen < 2 {
		return "", "", ""
	}
	var all []string
	for i, c := range r.Cells {
		if c == nil {
			continue
		}
		x = strconv.Itoa(sparkEdge + i*(sparkWide-2*sparkEdge)/max(1, len(r.Cells)-1))
		y = strconv.Itoa(sparkHigh - sparkEdge - c.Value*(sparkHigh-2*sparkEdge)/top)
		all = append(all, x+","+y)
	}
	return strings.Join(all, " "), x, y
}

// sparkLabel says the values of a row in words.
func sparkLabel(ctx context.Context, sh conduct.Sheet, r conduct.Row) string {
	var all []string
	for i, c := range r.Cells {
		if c != nil {
			all = append(all, fmt.Sprintf("%s: %s", periodName(ctx, sh.Use.Span, sh.Periods[i]), valueName(ctx, r.Rule.Measure, c)))
		}
	}
	return strings.Join(all, "; ")
}

// heard reports whether the public was listened to in a period of the table.
func heard(sh conduct.Sheet) bool {
	return len(sh.Voices) > 0 && slices.ContainsFunc(sh.Voices[tail(sh):], func(v conduct.Voices) bool { return v.Months > 0 })
}

// voicesHref is the page of what the public said of the unit.
func voicesHref(sh conduct.Sheet) string {
	return "/feedback?unit=" + url.QueryEscape(string(sh.Unit.ID))
}

// voicesText is how much was said of a kind, "–" where nobody counted.
func voicesText(ctx context.Context, v conduct.Voices, kind string) string {
	switch {
	case v.Months == 0:
		return "–"
	case kind == "praise":
		return i18n.Number(ui.From(ctx).Lang, v.Praise)
	}
	return i18n.Number(ui.From(ctx).Lang, v.Concerns)
}

// tableMost is how many of the last periods the table shows.
const tableMost = 4

// tail is from which period on the table shows them.
func tail(sh conduct.Sheet) int { return max(0, len(sh.Periods)-tableMost) }

// noted are the rows whose last period has words beside its number.
func noted(sh conduct.Sheet) (all []ui.Pair) {
	for _, r := range sh.Rows {
		if n := len(r.Cells); n > 0 && r.Cells[n-1] != nil && r.Cells[n-1].Note != "" {
			all = append(all, ui.Pair{Label: r.Rule.Title, Value: r.Cells[n-1].Note})
		}
	}
	return all
}

// ruleNote is the measure of a row, and that it is observed no more.
func ruleNote(ctx context.Context, r conduct.Row) string {
	if !r.Watched {
		return ui.T(ctx, "conduct.watched_no_more")
	}
	return ui.T(ctx, "conduct.measure_"+string(r.Rule.Measure))
}

func yesNo(ctx context.Context, value string) []ui.Choice {
	return current([]ui.Choice{{Value: "1", Label: ui.T(ctx, "conduct.yes")}, {Value: "0", Label: ui.T(ctx, "conduct.no")}}, value)
}

// printHref is the address of the printed sheet, of the periods that the page shows.
func printHref(id conduct.UseID, ending, query string) string {
	at := href(id) + "/print" + ending
	if query != "" {
		at += "?" + query
	}
	return at
}
