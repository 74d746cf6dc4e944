package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/periodic/table"
	"chibo/internal/ui"
)

// href is the address of a table, to that of what is done to it.
func href(id table.ID) string { return "/periodic/table/of/" + url.PathEscape(string(id)) }

func to(id table.ID, what string) string { return href(id) + "/" + what }

func sheetHref(id table.SheetID) string {
	return "/periodic/table/sheet/" + url.PathEscape(string(id))
}

// of gives a page of a unit its unit.
func of(page string, unit org.ID) string { return page + "?unit=" + url.QueryEscape(string(unit)) }

func day(d db.Date) string { return i18n.Short(string(d)) }

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

// stateTags and progressTags are how the states look.
var (
	stateTags    = map[table.State]ui.Kind{table.Drafted: ui.Off, table.Sent: ui.Now, table.Closed: ui.Done}
	progressTags = map[table.Progress]ui.Kind{table.Waiting: ui.Plain, table.Filling: ui.Now, table.Answered: ui.Done, table.Returned: ui.Soon}
)

// section is the entry of the menu under which the pages of a unit stand.
func section(u org.Unit) string {
	if u.Kind.Holds {
		return "member"
	}
	return "org"
}

// kindOptions are the kinds of columns as a form offers them.
func kindOptions(ctx context.Context) (all []ui.Choice) {
	for _, k := range table.Kinds {
		all = append(all, ui.Choice{Value: string(k), Label: ui.T(ctx, "table.kind_"+string(k))})
	}
	return all
}

// yesNo are the answers of a column of yes and no.
func yesNo(ctx context.Context) []ui.Choice {
	return []ui.Choice{{Value: table.Yes, Label: ui.T(ctx, "table.yes")}, {Value: table.No, Label: ui.T(ctx, "table.no")}}
}

// cell is a stored value as a page shows it.
func cell(ctx context.Context, c table.Column, stored string) string {
	switch {
	case stored == "":
		return "–"
	case c.Kind == table.YesNo:
		return ui.T(ctx, "table."+stored)
	}
	return c.Typed(stored)
}

// right is the class of the cells of a column.
func right(c table.Column) string {
	if c.Kind == table.Number {
		return "r num"
	}
	return ""
}

// offeredColumns are the columns of a form: those of the table, or as many as were
// typed, and some empty ones.
func offeredColumns(p editProps) []table.Column {
	all := slices.Clone(p.Table.Columns)
	if p.form != nil {
		n := 0
		for p.form.Values.Has(table.Field(n+1, "name")) {
			n++
		}
		for len(all) < min(n, table.ColumnsMax) {
			all = append(all, table.Column{Kind: table.Number})
		}
		return all
	}
	for range 4 {
		if len(all) < table.ColumnsMax {
			all = append(all, table.Column{Kind: table.Number})
		}
	}
	return all
}

// formFields are the fields of the form of a table, in their order.
func formFields(columns int) []string {
	names := []string{"title", "purpose", "due", "many"}
	for n := range columns {
		for _, part := range []string{"name", "kind", "hint"} {
			names = append(names, table.Field(n+1, part))
		}
	}
	return names
}

// cellFields are the fields of the form of a sheet, in their order.
func cellFields(rows, columns int) (names []string) {
	for i := range rows {
		for j := range columns {
			names = append(names, table.Cell(i+1, j+1))
		}
	}
	return names
}

// Who is asked, beside single units: those directly below, everybody, and by kind.
const (
	toDirect = "direct"
	toAll    = "all"
	toKind   = "kind-"
)

// among reports whether a receiver is among those that a choice names.
func among(o table.Outgoing, r table.Receiver, choice string) bool {
	kind, byKind := strings.CutPrefix(choice, toKind)
	return choice == toAll || choice == toDirect && r.Parent == o.Owner.ID || byKind && r.Kind.ID == kind
}

// choices are the ways to choose many units at once, with how many they are.
func choices(ctx context.Context, o table.Outgoing) (all []ui.Choice) {
	left := o.Left()
	count := func(choice string) (n int) {
		for _, r := range left {
			if among(o, r, choice) {
				n++
			}
		}
		return n
	}
	add := func(choice, label string, args ...any) {
		if n := count(choice); n > 0 {
			all = append(all, ui.Choice{Value: choice, Label: ui.T(ctx, label, append(args, n)...)})
		}
	}
	add(toDirect, "table.to_direct")
	add(toAll, "table.to_all")
	seen := map[string]bool{}
	for _, r := range left {
		if !seen[r.Kind.ID] {
			seen[r.Kind.ID] = true
			add(toKind+r.Kind.ID, "table.to_kind", r.Kind.Local(ui.From(ctx).Lang))
		}
	}
	return all
}

// picked are the units that a form chose: those of a choice of many, else one by one.
func picked(o table.Outgoing, choice string, ids []string) (units []org.ID, err error) {
	for _, id := range ids {
		units = append(units, org.ID(id))
	}
	if choice == "" {
		return units, nil
	}
	for _, r := range o.Left() {
		if among(o, r, choice) && !slices.Contains(units, r.ID) {
			units = append(units, r.ID)
		}
	}
	if len(units) == len(ids) {
		return nil, fault.At("to", "table.to_nobody")
	}
	return units, nil
}

// unitOptions are the units that can be asked still.
func unitOptions(ctx context.Context, o table.Outgoing) (all []ui.Choice) {
	for _, r := range o.Left() {
		note := r.Kind.Local(ui.From(ctx).Lang)
		if r.Parent != o.Owner.ID {
			note += " · " + r.ParentName
		}
		all = append(all, ui.Choice{Value: string(r.ID), Label: r.Name, Note: note})
	}
	return all
}

// filterChips lead to the units that have come so far.
func filterChips(ctx context.Context, p tableProps) (chips []ui.Chip) {
	for _, f := range table.Filters {
		at, name := href(p.ID), "all"
		if f != table.All {
			at, name = at+"?show="+string(f), string(f)
		}
		chips = append(chips, ui.Chip{Href: at, Label: ui.T(ctx, "table.show_"+name), Count: number(ctx, p.Tally.Of(f)), Current: f == p.Filter})
	}
	return chips
}

// tableLede says how many have sent, and until when.
func tableLede(ctx context.Context, o table.Overview) string {
	if o.State == table.Drafted {
		return ui.T(ctx, "table.lede_drafted")
	}
	if o.State == table.Sent && o.Today > o.Due && o.Tally.Missing() > 0 {
		return ui.T(ctx, "table.lede_late", o.Tally.Sent, o.Tally.Asked, o.Tally.Missing(), o.Due)
	}
	return ui.T(ctx, "table.lede", o.Tally.Sent, o.Tally.Asked, o.Due)
}

// tablePairs are what is known of a table.
func tablePairs(ctx context.Context, t table.Table) []ui.Pair {
	rows := "table.rows_one"
	if t.Many {
		rows = "table.rows_many_words"
	}
	all := []ui.Pair{
		{Label: ui.T(ctx, "table.from"), Value: t.UnitName},
		{Label: ui.T(ctx, "table.due"), Value: day(t.Due)},
		{Label: ui.T(ctx, "table.rows"), Value: ui.T(ctx, rows)},
	}
	if t.Purpose != "" {
		all = append(all, ui.Pair{Label: ui.T(ctx, "table.purpose"), Value: t.Purpose})
	}
	return all
}

// sheetPairs are what is known of a sheet.
func sheetPairs(ctx context.Context, p table.Paper) []ui.Pair {
	all := append([]ui.Pair{{Label: ui.T(ctx, "table.unit"), Value: p.Unit.Name}}, tablePairs(ctx, p.Table)...)
	for _, c := range p.Copies {
		said := c.SentAt.Local("")
		if c.Aside {
			said = ui.T(ctx, "table.sent_aside", said, filler(ctx, c.FillerName), p.Table.UnitName)
		}
		all = append(all, ui.Pair{Label: ui.T(ctx, "table.sent_nth", c.Ordinal), Value: said})
	}
	return all
}

// filler names who entered something for a unit, who may be forgotten.
func filler(ctx context.Context, name string) string {
	if name == "" {
		return ui.T(ctx, "table.somebody")
	}
	return name
}

// value is what was typed into a cell of a form.
func value(rows [][]string, i, j int) string {
	if i < len(rows) && j < len(rows[i]) {
		return rows[i][j]
	}
	return ""
}

// offeredRows is how many rows a form of a sheet shows: what is filled, and some
// empty ones where there may be many.
func offeredRows(p sheetProps) int {
	switch {
	case !p.Table.Many:
		return 1
	case p.forms[formFill] != nil:
		return min(max(len(p.typed), 1), table.RowsMax)
	}
	return min(len(p.typed)+3, table.RowsMax)
}

func itoa(n int) string { return strconv.Itoa(n) }
