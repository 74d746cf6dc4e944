package web

import (
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"chibo/internal/periodic/table"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func sheetOf(r *http.Request) table.SheetID { return table.SheetID(r.PathValue("sheet")) }

func (h handlers) sheet(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.sheetPage(""))
}

// sheetPage is the page of a sheet with one of its forms filled in again.
func (h handlers) sheetPage(form string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		p, err := h.tables.Get(r.Context(), server.Actor(r), sheetOf(r))
		if err != nil {
			return nil, err
		}
		props := sheetProps{Paper: p, forms: map[string]*ui.Form{form: f}, typed: p.Table.Typed(p.Rows)}
		if f != nil && form == formFill {
			props.typed = rowsOf(f.Values)
		}
		return sheetPage(props), nil
	}
}

// rowsOf reads the cells of a sheet as they were typed.
func rowsOf(v url.Values) (rows [][]string) {
	for i := 1; i <= table.RowsMax+1; i++ {
		row, there := make([]string, table.ColumnsMax), false
		for j := range row {
			name := table.Cell(i, j+1)
			row[j], there = v.Get(name), there || v.Has(name)
		}
		if !there {
			break
		}
		rows = append(rows, row)
	}
	return rows
}

// fill keeps what was filled, and sends the sheet if that button was pressed.
func (h handlers) fill(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	do, key := h.tables.Save, "table.save_done"
	if v.Get("do") == "send" {
		do, key = h.tables.Send, "table.send_done"
	}
	if err := do(r.Context(), server.Actor(r), sheetOf(r), server.Version(r), rowsOf(v)); err != nil {
		return server.Retry(w, r, err, h.sheetPage(formFill))
	}
	return server.Done(w, r, sheetHref(sheetOf(r)), key)
}

func (h handlers) giveBack(w http.ResponseWriter, r *http.Request) error {
	err := h.tables.GiveBack(r.Context(), server.Actor(r), sheetOf(r), server.Version(r), server.Form(r).Get("wanted"))
	if err != nil {
		return server.Retry(w, r, err, h.sheetPage(formReturn))
	}
	return server.Done(w, r, sheetHref(sheetOf(r)), "table.return_done")
}
