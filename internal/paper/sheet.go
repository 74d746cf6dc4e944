package paper

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Sheet is a table to hand over as .xlsx or .csv.
type Sheet struct {
	// Name is the tab in .xlsx; characters that Excel refuses are left out.
	Name string
	// Title is lines above the header row, in .xlsx only: a .csv begins with
	// its header.
	Title   []string
	Columns []SheetColumn
	// Rows hold string, int, int64, float64, time.Time (a date) or nil. Text
	// stays text whatever it begins with; a date of which only the year is
	// known is a string.
	Rows [][]any
}

// SheetColumn is a column of a [Sheet]. Width is in characters; 0 fits it to
// the longest text, within bounds.
type SheetColumn struct {
	Header string
	Width  float64
}

const (
	dateLayout   = "02/01/2006"
	excelCellMax = 32767 // UTF-16 units that Excel holds in a cell
	excelNameMax = 31
)

// XLSX writes the sheet as an Excel file without a formula: text is stored as
// strings. Text beyond Excel's limit of 32,767 characters ends with «…».
func XLSX(w io.Writer, s Sheet) error { return Workbook(w, s) }

// Workbook is XLSX of several sheets in one file, the first in front. No two have the
// same name.
func Workbook(w io.Writer, sheets ...Sheet) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	styles, err := newSheetStyles(f)
	if err != nil {
		return err
	}
	for i, s := range sheets {
		name := sheetName(s.Name)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return err
		}
		if err := addSheet(f, name, s, styles); err != nil {
			return err
		}
	}
	return f.Write(w)
}

func addSheet(f *excelize.File, name string, s Sheet, styles sheetStyles) error {
	if err := pageSetup(f, name, len(s.Title)+1); err != nil {
		return err
	}
	stream, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	return writeSheet(stream, s, styles)
}

// sheetStyles are the style numbers of one file.
type sheetStyles struct{ title, header, text, number, date int }

func newSheetStyles(f *excelize.File) (sheetStyles, error) {
	var out sheetStyles
	var border []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	date := "dd/mm/yyyy"
	font := func(bold bool) *excelize.Font {
		return &excelize.Font{Family: "Times New Roman", Size: 12, Bold: bold}
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&out.title, excelize.Style{Font: font(true)}},
		{&out.header, excelize.Style{
			Font: font(true), Border: border, NumFmt: 49,
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		}},
		// Format 49 is "@": text stays text when somebody edits the cell.
		{&out.text, excelize.Style{Font: font(false), Border: border, NumFmt: 49, Alignment: top}},
		{&out.number, excelize.Style{Font: font(false), Border: border, Alignment: top}},
		{&out.date, excelize.Style{Font: font(false), Border: border, CustomNumFmt: &date, Alignment: top}},
	} {
		id, err := f.NewStyle(&s.style)
		if err != nil {
			return out, err
		}
		*s.id = id
	}
	return out, nil
}

// pageSetup makes the sheet print on A4 across, as wide as the page, with its
// header row on every page.
func pageSetup(f *excelize.File, name string, headerRow int) error {
	size, orientation, wide, tall, fit := 9, "landscape", 1, 0, true
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall,
	}); err != nil {
		return err
	}
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: name,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", strings.ReplaceAll(name, "'", "''"), headerRow, headerRow),
	})
}

func writeSheet(stream *excelize.StreamWriter, s Sheet, styles sheetStyles) error {
	for i, width := range sheetWidths(s) {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	header := len(s.Title) + 1
	err := stream.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: header, TopLeftCell: "A" + strconv.Itoa(header+1), ActivePane: "bottomLeft",
	})
	if err != nil {
		return err
	}
	for i, line := range s.Title {
		cell := excelize.Cell{StyleID: styles.title, Value: excelText(line)}
		if err := stream.SetRow("A"+strconv.Itoa(i+1), []any{cell}); err != nil {
			return err
		}
	}
	cells := make([]any, len(s.Columns))
	for i, col := range s.Columns {
		cells[i] = excelize.Cell{StyleID: styles.header, Value: excelText(col.Header)}
	}
	if err := stream.SetRow("A"+strconv.Itoa(header), cells); err != nil {
		return err
	}
	for r, row := range s.Rows {
		if err := checkWidth(s, r); err != nil {
			return err
		}
		for i := range cells {
			var v any
			if i < len(row) {
				v = row[i]
			}
			if cells[i], err = excelCell(v, styles); err != nil {
				return fmt.Errorf("paper: row %d, column %d: %w", r+1, i+1, err)
			}
		}
		if err := stream.SetRow("A"+strconv.Itoa(header+1+r), cells); err != nil {
			return err
		}
	}
	return stream.Flush()
}

// checkWidth refuses a row with more cells than the sheet has columns: what
// has no header would go out unnoticed.
func checkWidth(s Sheet, row int) error {
	if n := len(s.Rows[row]); n > len(s.Columns) {
		return fmt.Errorf("paper: row %d has %d cells for %d columns", row+1, n, len(s.Columns))
	}
	return nil
}

func excelCell(v any, styles sheetStyles) (excelize.Cell, error) {
	switch v := v.(type) {
	case nil:
		return excelize.Cell{StyleID: styles.text}, nil
	case string:
		return excelize.Cell{StyleID: styles.text, Value: excelText(v)}, nil
	case int, int64, float64:
		return excelize.Cell{StyleID: styles.number, Value: v}, nil
	case time.Time:
		day := time.Date(v.Year(), v.Month(), v.Day(), 0, 0, 0, 0, time.UTC)
		return excelize.Cell{StyleID: styles.date, Value: day}, nil
	}
	return excelize.Cell{}, fmt.Errorf("a cell cannot hold %T", v)
}

// excelText cleans text and cuts it to what Excel holds.
func excelText(s string) string {
	s = clean(s)
	if len(s) <= excelCellMax {
		return s
	}
	units := 0
	for i, r := range s {
		if units += utf16.RuneLen(r); units >= excelCellMax && i+utf8.RuneLen(r) < len(s) {
			return s[:i] + "…"
		}
	}
	return s
}

// sheetName makes a tab name that Excel takes: at most 31 characters, none of
// :\/?*[] and no quote at the ends.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return -1
		}
		return r
	}, oneLine(s))
	for utf8.RuneCountInString(s) > excelNameMax || len(utf16.Encode([]rune(s))) > excelNameMax {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	if s = strings.Trim(s, "' "); s == "" {
		return "Bảng"
	}
	return s
}

// sheetWidths gives each column the room of its longest line, between 6 and
// 50 characters, where none is set.
func sheetWidths(s Sheet) []float64 {
	out := make([]float64, len(s.Columns))
	for i, col := range s.Columns {
		if out[i] = col.Width; out[i] > 0 {
			continue
		}
		longest := utf8.RuneCountInString(col.Header)
		for _, row := range s.Rows {
			if i >= len(row) {
				continue
			}
			switch v := row[i].(type) {
			case string:
				longest = max(longest, utf8.RuneCountInString(v))
			case time.Time:
				longest = max(longest, len(dateLayout))
			}
		}
		out[i] = float64(min(max(longest+2, 6), 50))
	}
	return out
}

// CSV writes the sheet as UTF-8 with a byte order mark, so that Excel reads
// Vietnamese, and with commas. Text that a spreadsheet could take for a
// formula is preceded by an apostrophe (safety S9), which [UnescapeCSV] takes
// away. Dates are written dd/mm/yyyy, line breaks within a cell "\n".
func CSV(w io.Writer, s Sheet) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	record := make([]string, len(s.Columns))
	for i, col := range s.Columns {
		record[i] = escapeCSV(col.Header)
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for r, row := range s.Rows {
		if err := checkWidth(s, r); err != nil {
			return err
		}
		clear(record)
		for i, v := range row {
			text, err := csvCell(v)
			if err != nil {
				return fmt.Errorf("paper: row %d, column %d: %w", r+1, i+1, err)
			}
			record[i] = text
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func csvCell(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return escapeCSV(v), nil
	case int:
		return strconv.Itoa(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case time.Time:
		return v.Format(dateLayout), nil
	}
	return "", fmt.Errorf("a cell cannot hold %T", v)
}

// escapeCSV puts an apostrophe before text that a spreadsheet could evaluate,
// and before text that begins with one, so that the way back is unambiguous.
func escapeCSV(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n") // a reader of .csv cannot tell them apart
	if strings.HasPrefix(s, "'") || dangerous(s) {
		return "'" + s
	}
	return s
}

// UnescapeCSV gives back the text that [CSV] wrote into a cell.
func UnescapeCSV(s string) string { return strings.TrimPrefix(s, "'") }

// dangerous reports whether a spreadsheet could take the text for a formula or
// a command. Blanks before the sign do not disarm it, and the full-width signs
// of East Asian keyboards count as much as the plain ones.
func dangerous(s string) bool {
	for _, r := range s {
		switch {
		case strings.ContainsRune("=+-@＝＋－＠\t\r\n\x00", r):
			return true
		case !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r):
			return false
		}
	}
	return false
}
