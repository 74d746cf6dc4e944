package member

import (
	"encoding/json"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/member/roster"
	"chibo/internal/sheet"
)

// keptCell is a cell as it waits, with short names: a list has many.
type keptCell struct {
	Text  string `json:"t,omitempty"`
	Date  string `json:"d,omitempty"`
	Flags int    `json:"f,omitempty"`
}

type keptRow struct {
	Number int        `json:"n"`
	Cells  []keptCell `json:"c"`
}

type keptSheet struct {
	Format sheet.Format `json:"format"`
	Name   string       `json:"name"`
	Rows   []keptRow    `json:"rows"`
}

// flags lists what a cell knows beside its text, in the order of their bits.
func flags(c *sheet.Cell) []*bool {
	return []*bool{&c.Number, &c.Formula, &c.Error, &c.FromLeft, &c.FromAbove}
}

// keepCells writes the cells of the list down, without those of the columns
// that hold national identity numbers. A heading may take two rows.
func keepCells(book *sheet.Book, listed *roster.Roster) (string, error) {
	table, found := book.Table(listed.Sheet)
	if !found {
		return "", fault.New(fault.Invalid, "roster.no_such_sheet", listed.Sheet)
	}
	secret := map[int]bool{}
	for _, c := range listed.Columns {
		secret[c.Index] = c.Ignored == "roster.ignored_national_id"
	}
	kept := keptSheet{Format: book.Format, Name: table.Name}
	for _, row := range table.Rows {
		k := keptRow{Number: row.Number}
		for i, c := range row.Cells {
			if secret[i] && row.Number > listed.HeaderRow && (row.Number > listed.HeaderRow+1 || strings.ContainsAny(c.Text, "0123456789")) {
				k.Cells = append(k.Cells, keptCell{})
				continue
			}
			cell := keptCell{Text: c.Text, Date: c.Date}
			for bit, on := range flags(&c) {
				if *on {
					cell.Flags |= 1 << bit
				}
			}
			k.Cells = append(k.Cells, cell)
		}
		kept.Rows = append(kept.Rows, k)
	}
	b, err := json.Marshal(kept)
	return string(b), err
}

func restoreCells(body string) (*sheet.Book, error) {
	var kept keptSheet
	if err := json.Unmarshal([]byte(body), &kept); err != nil {
		return nil, err
	}
	table := sheet.Table{Name: kept.Name}
	for _, k := range kept.Rows {
		row := sheet.Row{Number: k.Number, Cells: make([]sheet.Cell, len(k.Cells))}
		for i, cell := range k.Cells {
			c := &row.Cells[i]
			c.Text, c.Date = cell.Text, cell.Date
			for bit, on := range flags(c) {
				*on = cell.Flags&(1<<bit) != 0
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return &sheet.Book{Format: kept.Format, Tables: []sheet.Table{table}}, nil
}
