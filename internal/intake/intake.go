package intake

import (
	"slices"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/sheet"
)

// FileMax is how many bytes a list may have.
const FileMax = 5 << 20

// ID names a list.
type ID string

// State says how far a list has come.
type State string

// The states.
const (
	Read    State = "read"
	Done    State = "done"
	Dropped State = "dropped"
)

// List is a list of rows of a kind, as it is kept.
type List[R any] struct {
	ID      ID
	Kind    string // of what it is: the capability that keeps it
	Unit    string
	Year    int // that it is about; 0 where its rows say so
	File    string
	Rows    []R // none once it is done or dropped
	State   State
	Made    int // how many records it made, once it is done
	Version int
}

// ready refuses to take a list that does not wait any more, was changed since the
// version, holds nothing, or has faults.
func (l List[R]) ready(version, faults, made int) error {
	switch {
	case l.State != Read || l.Version != version:
		return fault.New(fault.Stale, "ui.stale")
	case faults > 0:
		return fault.New(fault.Invalid, "ui.import_faults", faults)
	case made == 0:
		return fault.New(fault.Invalid, "ui.import_nothing")
	}
	return nil
}

// Fault is what is wrong in a list, at a row and column; without a column with the
// whole row.
type Fault struct {
	Row    int // as Excel shows it
	Column string
	Value  string // what stands there, cut short
	Key    string // of the sentence that says what is wrong
	Args   []any
}

// valueMax is how much of a cell is shown with what is wrong with it.
const valueMax = 80

// At makes a fault of the value that stands in a column.
func At(row int, column, value, key string, args ...any) Fault {
	if text := []rune(value); len(text) > valueMax {
		value = string(text[:valueMax]) + "…"
	}
	return Fault{Row: row, Column: column, Value: value, Key: key, Args: args}
}

// Open reads a spreadsheet, .xlsx or .csv, of no more than FileMax bytes.
func Open(fileName string, data []byte) (*sheet.Book, error) {
	limits := sheet.Standard
	limits.File = FileMax
	return sheet.ReadBytes(data, fileName, limits)
}

// headersMax is among how many rows the headings are looked for.
const headersMax = 30

// Table finds the first row of a workbook that has a heading for every column that
// is needed, and gives the rows below it and where each column stands. headers are
// the headings of a column, folded. ok is false where there is no such row.
func Table(book *sheet.Book, headers map[string][]string, needed ...string) (rows []sheet.Row, columns map[string]int, ok bool) {
	for _, t := range book.Tables {
		for n, head := range t.Rows[:min(headersMax, len(t.Rows))] {
			columns := columnsOf(head, headers)
			if !slices.ContainsFunc(needed, func(name string) bool { _, there := columns[name]; return !there }) {
				return t.Rows[n+1:], columns, true
			}
		}
	}
	return nil, nil, false
}

// columnsOf tells which column holds what; of two with one meaning the first.
func columnsOf(head sheet.Row, headers map[string][]string) map[string]int {
	columns := map[string]int{}
	for at, cell := range head.Cells {
		heading := i18n.Fold(strings.Trim(strings.Join(strings.Fields(cell.Text), " "), " *:"))
		for name, words := range headers {
			if _, taken := columns[name]; !taken && slices.Contains(words, heading) {
				columns[name] = at
			}
		}
	}
	return columns
}

// Fill reads a row into what stands for its columns: a date where the column is one of
// dates, else its text. It reports whether there is anything but the idle column, which
// alone makes no row: a title, a signature.
func Fill(row sheet.Row, columns map[string]int, to map[string]*string, idle string, dates ...string) (filled bool) {
	for name, text := range to {
		at, ok := columns[name]
		if !ok {
			continue
		}
		cell := row.At(at)
		*text = i18n.Line(cell.Text)
		if cell.Date != "" && slices.Contains(dates, name) {
			*text = cell.Date
		}
		filled = filled || *text != "" && name != idle
	}
	return filled
}

// LookUp finds what a word stands for, whatever its case and marks. words are
// folded.
func LookUp[K comparable](words map[K][]string, text string) (found K, ok bool) {
	for k, all := range words {
		if slices.Contains(all, i18n.Fold(text)) {
			return k, true
		}
	}
	return found, false
}

// nameMax is how many characters of a file's name are kept.
const nameMax = 100

// ShortName cuts a file's name to what a page shows.
func ShortName(name string) string {
	text := []rune(i18n.Line(name[strings.LastIndexAny(name, `/\`)+1:]))
	return string(text[:min(nameMax, len(text))])
}
