package sheet

import (
	"bytes"
	"errors"
	"io"

	"chibo/internal/fault"
)

// Limits bounds what a file may cost. A file beyond one of them is refused.
type Limits struct {
	File     int64 // bytes as sent
	Unzipped int64 // bytes of a workbook's parts, unpacked, all together
	Rows     int   // rows with any value, in one sheet, headings included
	Columns  int   // the rightmost column that may hold a value
	Cells    int   // cells kept, all sheets together, gaps between values included
}

// Standard is what the product takes: a list of 20,000 rows and 60 columns.
var Standard = Limits{
	File:     64 << 20,
	Unzipped: 64 << 20,
	Rows:     20_000,
	Columns:  256,
	Cells:    1_500_000,
}

// Book is a file that was read: the visible sheets in the order of their tabs.
// A .csv file is a book of one sheet without a name.
type Book struct {
	Format Format
	Tables []Table
}

// Table is one sheet. Rows without any value are left out, so a row is found
// by its Number, not by its place.
type Table struct {
	Name string
	Rows []Row
}

// Row is one row; Number is the one that Excel shows, from 1.
type Row struct {
	Number int
	Cells  []Cell
}

// Cell is one value as text. The zero value is an empty cell.
type Cell struct {
	// Text is the value, clean; a date that Excel knows to be one stands as
	// dd/mm/yyyy (or mm/yyyy, or yyyy, if the format shows no more).
	Text string
	// Date is the same as YYYY-MM-DD, YYYY-MM or YYYY, and "" for all cells
	// that Excel does not hold as dates.
	Date string
	// Number says that the value was stored as a number, so that zeros in
	// front of it may have been lost.
	Number bool
	// Formula marks a computed cell; its Text may be empty if the program that
	// wrote the file saved no value.
	Formula bool
	// Error marks #N/A, #REF! and their like; Text is that mark.
	Error bool
	// FromLeft and FromAbove mark a value that was filled in from a merged
	// area: the value itself stands in the area's first cell.
	FromLeft, FromAbove bool
}

// Own reports whether the value was written in this very cell.
func (c Cell) Own() bool { return c.Text != "" && !c.FromLeft && !c.FromAbove }

// At gives the cell of a column, counted from 0, and an empty cell beyond the
// last one.
func (r Row) At(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// Table gives the sheet of that name.
func (b *Book) Table(name string) (*Table, bool) {
	for i := range b.Tables {
		if b.Tables[i].Name == name {
			return &b.Tables[i], true
		}
	}
	return nil, false
}

// Read reads a whole file of size bytes. The name is used for one thing only:
// plain text under the name of a workbook is refused. Every error is a fault
// of this package.
func Read(r io.ReaderAt, size int64, name string, lim Limits) (*Book, error) {
	format, err := Sniff(r, size, name)
	if err != nil {
		return nil, err
	}
	if size > lim.File {
		return nil, fault.New(fault.TooLarge, "sheet.file_too_large", lim.File>>20)
	}
	if format == XLSX {
		return readWorkbook(r, size, lim)
	}
	return readCSVBook(io.NewSectionReader(r, 0, size), lim)
}

// ReadBytes is Read for a file that is in memory already.
func ReadBytes(data []byte, name string, lim Limits) (*Book, error) {
	return Read(bytes.NewReader(data), int64(len(data)), name, lim)
}

// readCSVBook keeps the rows of a .csv file, within the limits of a workbook.
func readCSVBook(r io.Reader, lim Limits) (*Book, error) {
	var table Table
	cells := 0
	err := ReadCSV(r, func(row Row) error {
		if len(table.Rows) == lim.Rows {
			return fault.New(fault.Invalid, "sheet.too_many_rows", lim.Rows)
		}
		if len(row.Cells) > lim.Columns {
			return fault.New(fault.Invalid, "sheet.too_many_columns", row.Number, lim.Columns)
		}
		if cells += len(row.Cells); cells > lim.Cells {
			return fault.New(fault.Invalid, "sheet.too_many_cells", lim.Cells)
		}
		row.Cells = append([]Cell(nil), row.Cells...)
		table.Rows = append(table.Rows, row)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(table.Rows) == 0 {
		return nil, fault.New(fault.Invalid, "sheet.empty")
	}
	return &Book{Format: CSV, Tables: []Table{table}}, nil
}

// damaged turns an error of a reader below into a fault, and leaves faults as
// they are.
func damaged(err error) error {
	var f *fault.Error
	if err == nil || errors.As(err, &f) {
		return err
	}
	return fault.Wrap(err, fault.Invalid, "sheet.damaged")
}
