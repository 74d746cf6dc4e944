package sheet

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/fault"
)

const (
	excelRows    = 1 << 20
	excelColumns = 1 << 14
)

// tableReader builds one table from the tokens of a worksheet.
type tableReader struct {
	w      *workbook
	table  *Table
	row    Row
	column int // of the cell that came last, from 0; -1 before the first
	last   int // the number of the row that came last
	width  int // cells of the widest row
	merges []area
}

// area is a merged range, counted from 0, both ends included; rows are the
// numbers that Excel shows.
type area struct{ top, bottom, left, right int }

func (w *workbook) readTable(ref sheetRef) (*Table, error) {
	if err := w.survey(ref.part); err != nil {
		return nil, err
	}
	t := &tableReader{w: w, table: &Table{Name: ref.name}}
	if err := w.scan(ref.part, t.token); err != nil {
		return nil, err
	}
	slices.SortStableFunc(t.table.Rows, func(a, b Row) int { return cmp.Compare(a.Number, b.Number) })
	return t.table, t.fill()
}

func (t *tableReader) token(in *tokens, token xml.Token) error {
	switch e := token.(type) {
	case xml.StartElement:
		switch e.Name.Local {
		case "row":
			return t.beginRow(e)
		case "c":
			return t.cell(in, e)
		case "mergeCell":
			return t.merge(attr(e, "ref"))
		}
	case xml.EndElement:
		if e.Name.Local == "row" {
			return t.endRow()
		}
	}
	return nil
}

func (t *tableReader) beginRow(e xml.StartElement) error {
	number := t.last + 1
	if r := attr(e, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < 1 || n > excelRows {
			return fault.New(fault.Invalid, "sheet.damaged")
		}
		number = n
	}
	t.row, t.column, t.last = Row{Number: number}, -1, number
	return nil
}

// endRow keeps the row if it has a value.
func (t *tableReader) endRow() error {
	if len(t.row.Cells) == 0 {
		return nil
	}
	if len(t.table.Rows) == t.w.lim.Rows {
		return fault.New(fault.Invalid, "sheet.too_many_rows", t.w.lim.Rows)
	}
	t.width = max(t.width, len(t.row.Cells))
	t.table.Rows = append(t.table.Rows, Row{t.row.Number, slices.Clip(t.row.Cells)})
	t.row.Cells = nil
	return nil
}

// rawCell is a cell as it is written: type, style, value.
type rawCell struct {
	kind, value string
	style       int
	formula     bool
}

func (t *tableReader) cell(in *tokens, e xml.StartElement) error {
	raw := rawCell{}
	t.column++
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "r":
			column, ok := columnOf(a.Value)
			if !ok {
				return fault.New(fault.Invalid, "sheet.damaged")
			}
			t.column = column
		case "t":
			raw.kind = a.Value
		case "s":
			raw.style, _ = strconv.Atoi(a.Value) // an unknown style is no style
		}
	}
	if err := raw.read(in); err != nil {
		return err
	}
	cell := t.w.value(raw)
	if cell.Text == "" && !cell.Formula {
		return nil
	}
	return t.put(cell)
}

// put places a cell, after counting what the row will take up to there.
func (t *tableReader) put(cell Cell) error {
	if t.column >= t.w.lim.Columns {
		return fault.New(fault.Invalid, "sheet.too_many_columns", t.row.Number, t.w.lim.Columns)
	}
	grow := t.column + 1 - len(t.row.Cells)
	if grow > 0 {
		if t.w.cells -= grow; t.w.cells < 0 {
			return fault.New(fault.Invalid, "sheet.too_many_cells", t.w.lim.Cells)
		}
		t.row.Cells = slices.Grow(t.row.Cells, max(grow, t.width-len(t.row.Cells)))[:t.column+1]
	}
	t.row.Cells[t.column] = cell
	return nil
}

// read takes the content of a <c> element.
func (raw *rawCell) read(in *tokens) error {
	var text strings.Builder
	for {
		token, err := in.next()
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "f":
				raw.formula = true
				err = in.inner("f", func([]byte) {})
			case "v":
				err = in.inner("v", func(data []byte) { raw.value += string(data) })
			default:
				err = collectText(in, e, &text)
			}
			if err != nil {
				return err
			}
		case xml.EndElement:
			if e.Name.Local == "c" {
				if raw.kind == "inlineStr" {
					raw.value = text.String()
				}
				return nil
			}
		}
	}
}

// value gives a cell its text.
func (w *workbook) value(raw rawCell) Cell {
	cell := Cell{Formula: raw.formula}
	switch raw.kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(raw.value)); err == nil && i >= 0 && i < len(w.shared) {
			cell.Text = w.shared[i]
		}
	case "str", "inlineStr":
		cell.Text = Clean(unescape(raw.value))
	case "e":
		cell.Text, cell.Error = Clean(raw.value), true
	case "b":
		cell.Text = map[bool]string{true: "TRUE", false: "FALSE"}[strings.TrimSpace(raw.value) == "1"]
	case "d":
		cell.Date, _, _ = strings.Cut(Clean(raw.value), "T")
		cell.Text = dayFirst(cell.Date)
	default:
		w.number(&cell, strings.TrimSpace(raw.value), raw.style)
	}
	return cell
}

// number gives a numeric cell its text, and its date if its style shows one.
func (w *workbook) number(cell *Cell, value string, style int) {
	if value == "" {
		return
	}
	cell.Text, cell.Number = numberText(value), true
	if style < 0 || style >= len(w.styles) || w.styles[style] == noDate {
		return
	}
	serial, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return
	}
	if w.date1904 {
		serial += 1462
	}
	if iso, ok := SerialDate(serial); ok {
		cell.Date = w.styles[style].cut(iso)
		cell.Text, cell.Number = dayFirst(cell.Date), false
	}
}

// columnOf gives the column of a reference such as AC12, from 0.
func columnOf(ref string) (int, bool) {
	column := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if column = column*26 + int(ref[i]-'A') + 1; column > excelColumns {
			return 0, false
		}
	}
	return column - 1, column > 0
}

func (t *tableReader) merge(ref string) error {
	from, to, found := strings.Cut(ref, ":")
	if !found {
		return nil
	}
	var a area
	var ok [4]bool
	a.left, ok[0] = columnOf(from)
	a.right, ok[1] = columnOf(to)
	a.top, ok[2] = rowOf(from)
	a.bottom, ok[3] = rowOf(to)
	if slices.Contains(ok[:], false) || a.left > a.right || a.top > a.bottom {
		return fault.New(fault.Invalid, "sheet.damaged")
	}
	if t.w.cells--; t.w.cells < 0 {
		return fault.New(fault.Invalid, "sheet.too_many_cells", t.w.lim.Cells)
	}
	t.merges = append(t.merges, a)
	return nil
}

func rowOf(ref string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n, err == nil && n >= 1 && n <= excelRows
}

// fill writes the value of every merged area into its other cells, in rows
// that have a value of their own and no further right than the table goes.
func (t *tableReader) fill() error {
	rows := t.table.Rows
	for _, a := range t.merges {
		first, found := slices.BinarySearchFunc(rows, a.top, func(r Row, n int) int { return cmp.Compare(r.Number, n) })
		if !found {
			continue
		}
		origin := rows[first].At(a.left)
		if origin.Text == "" {
			continue
		}
		right := min(a.right, t.width-1)
		for i := first; i < len(rows) && rows[i].Number <= a.bottom; i++ {
			cell := origin
			cell.FromAbove = i > first
			if t.w.cells -= right - a.left + 1; t.w.cells < 0 {
				return fault.New(fault.Invalid, "sheet.too_many_cells", t.w.lim.Cells)
			}
			for c := a.left; c <= right; c++ {
				cell.FromLeft = c > a.left
				fillCell(&rows[i], c, cell)
			}
		}
	}
	return nil
}

// fillCell puts a filled-in value where there is none.
func fillCell(row *Row, column int, cell Cell) {
	if column >= len(row.Cells) {
		row.Cells = append(row.Cells, make([]Cell, column+1-len(row.Cells))...)
	}
	if row.Cells[column].Text == "" {
		row.Cells[column] = cell
	}
}
