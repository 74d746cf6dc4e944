package web

import (
	"context"
	"strconv"

	"chibo/internal/paper"
	"chibo/internal/reflection"
	"chibo/internal/ui"
)

// sheetOf makes the table of a year's rota, a row for each person.
func sheetOf(ctx context.Context, b reflection.Board) paper.Sheet {
	s := paper.Sheet{
		Name: ui.T(ctx, "reflection.rota_year_n", strconv.Itoa(b.Year)), Title: []string{b.Unit.Name, ui.T(ctx, "reflection.rota_caption", strconv.Itoa(b.Year))},
		Columns: []paper.SheetColumn{{Header: ui.T(ctx, "reflection.reporter")}, {Header: ui.T(ctx, "reflection.rota_role")}},
	}
	for n := 1; n <= 12; n++ {
		s.Columns = append(s.Columns, paper.SheetColumn{Header: ui.T(ctx, "reflection.rota_month_n", n), Width: 14})
	}
	days := []any{ui.T(ctx, "reflection.rota_regular"), nil}
	themes := []any{ui.T(ctx, "reflection.rota_thematic"), nil}
	for _, m := range b.Months {
		var day, theme any
		if m.Regular != nil {
			day = m.Regular.HeldOn.Time()
		}
		if len(m.Thematic) > 0 {
			theme = m.Thematic[0].HeldOn.Time()
		}
		days, themes = append(days, day), append(themes, theme)
	}
	s.Rows = [][]any{days, themes}
	for _, who := range b.People {
		row := []any{named(ctx, who.Name), roleOf(ctx, who)}
		for n := 1; n <= 12; n++ {
			var state any
			if t := b.Turn(who.Person, n); t != nil {
				state = stateName(ctx, b.Unit, t.State)
			}
			row = append(row, state)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
