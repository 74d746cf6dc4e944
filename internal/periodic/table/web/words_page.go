package web

import (
	"context"

	"chibo/internal/db"
	"chibo/internal/periodic/table"
	"chibo/internal/ui"
)

// titleOf is the key of the title of the form of a table.
func titleOf(p editProps) string {
	if p.fresh() {
		return "table.define"
	}
	return "table.edit"
}

func editAction(p editProps) string {
	if p.fresh() {
		return of("/periodic/table/new", p.unit.ID)
	}
	return to(p.ID, "edit")
}

func editVersion(p editProps) string {
	if p.fresh() {
		return ""
	}
	return itoa(p.Version)
}

func editCrumb(ctx context.Context, p editProps) *ui.Link {
	if p.fresh() {
		return &ui.Link{Href: of("/periodic/table/defined", p.unit.ID), Label: ui.T(ctx, "table.menu_defined")}
	}
	return &ui.Link{Href: href(p.ID), Label: ui.T(ctx, "table.one")}
}

// tick is the value of a box that is ticked, or not.
func tick(on bool) string {
	if on {
		return "on"
	}
	return ""
}

// columnLine says what a column holds.
func columnLine(ctx context.Context, c table.Column) string {
	line := ui.T(ctx, "table.kind_"+string(c.Kind))
	if c.Hint != "" {
		line += " · " + c.Hint
	}
	return line
}

// branchName names a branch that was added up.
func branchName(ctx context.Context, s table.Sum) string {
	if s.Name == "" {
		return ui.T(ctx, "table.gone_sum")
	}
	return s.Name
}

// dayOrDash writes a day; a dash where there is none.
func dayOrDash(d db.Date) string {
	if d == "" {
		return "–"
	}
	return day(d)
}

// sheetLede says what is to be done with a sheet, or what was done.
func sheetLede(ctx context.Context, p table.Paper) string {
	switch {
	case p.Sheet.State == table.Answered:
		return ui.T(ctx, "table.lede_sent", p.Sheet.SentOn)
	case p.Table.State == table.Closed:
		return ui.T(ctx, "table.closed")
	}
	return ui.T(ctx, "table.lede_fill", p.Table.UnitName, p.Table.Due)
}

// sheetCrumb leads back to where the reader came from.
func sheetCrumb(ctx context.Context, p table.Paper) *ui.Link {
	if p.Owner && p.Aside {
		return &ui.Link{Href: href(p.Table.ID), Label: p.Table.Title}
	}
	return &ui.Link{Href: of("/periodic/table", p.Unit.ID), Label: ui.T(ctx, "table.menu")}
}

// rowTitle is the heading of a row of a form.
func rowTitle(ctx context.Context, p sheetProps, i int) string {
	if p.Table.Many {
		return ui.T(ctx, "table.row_n", i+1)
	}
	return ui.T(ctx, "table.filled")
}

// sendText is the key of what stands below the buttons of a sheet.
func sendText(p sheetProps) string {
	if p.Table.Many {
		return "table.send_text_many"
	}
	return "table.send_text"
}

func short(f ui.Field) ui.Field {
	f.Width = "short"
	return f
}

func chosen(ctx context.Context, f ui.Field) ui.Field {
	f.Options, f.Empty, f.Width = yesNo(ctx), ui.T(ctx, "table.choose"), "mid"
	return f
}

// cellPairs are the cells of one row under the names of their columns.
func cellPairs(ctx context.Context, t table.Table, row []string) (all []ui.Pair) {
	for j, c := range t.Columns {
		all = append(all, ui.Pair{Label: c.Name, Value: cell(ctx, c, row[j])})
	}
	return all
}
