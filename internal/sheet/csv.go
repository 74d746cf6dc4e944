package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"

	"chibo/internal/fault"

	"golang.org/x/text/encoding/unicode"
)

// MaxCSVRows is how many rows ReadCSV takes, headings included.
const MaxCSVRows = 1_000_001

const (
	// maxRecord bounds one row: a quotation mark that is never closed would
	// otherwise draw the rest of the file into memory as one cell.
	maxRecord = 1 << 20
	// maxFields bounds the cells of a row in the same way.
	maxFields = 4096
)

// ReadCSV reads rows one after the other and calls each for every row that
// has a value; memory does not grow with the file. Commas, semicolons and
// tabs are told apart by looking at the first lines. The text must be UTF-8,
// with or without a mark in front, or UTF-16 with one. The cells of a row are
// overwritten by the next. An error of each ends the reading and is returned.
func ReadCSV(r io.Reader, each func(Row) error) error {
	in := bufio.NewReaderSize(r, 64<<10)
	in = decode(in)
	head, err := in.Peek(32 << 10)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return damaged(err)
	}
	if after, found := bytes.CutPrefix(head, []byte("\xEF\xBB\xBF")); found {
		head = after
		if _, err := in.Discard(3); err != nil {
			return damaged(err)
		}
	}
	if sep, ok := declaredSeparator(head); ok {
		return readRecords(in, sep, true, each)
	}
	return readRecords(in, guessSeparator(head), false, each)
}

// decode gives the text in UTF-8.
func decode(in *bufio.Reader) *bufio.Reader {
	mark, _ := in.Peek(2)
	if string(mark) != "\xFF\xFE" && string(mark) != "\xFE\xFF" {
		return in
	}
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	return bufio.NewReaderSize(utf16.NewDecoder().Reader(in), 64<<10)
}

// declaredSeparator reads the line `sep=;` that Excel understands.
func declaredSeparator(head []byte) (rune, bool) {
	if len(head) < 5 || !strings.EqualFold(string(head[:4]), "sep=") {
		return 0, false
	}
	return rune(head[4]), strings.IndexByte(",;\t|", head[4]) >= 0
}

// guessSeparator takes the mark that cuts most lines into the same, largest
// number of parts. Commas inside of names and addresses differ from line to
// line; those of the table do not.
func guessSeparator(head []byte) rune {
	best, bestScore := ',', 0
	for _, sep := range []byte{',', ';', '\t'} {
		lines := map[int]int{}
		for line := range bytes.Lines(head) {
			if n := countOutsideQuotes(line, sep); n > 0 {
				lines[n]++
			}
		}
		for n, count := range lines {
			if score := n * count; score > bestScore {
				best, bestScore = rune(sep), score
			}
		}
	}
	return best
}

func countOutsideQuotes(line []byte, sep byte) int {
	n, quoted := 0, false
	for _, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case c == sep && !quoted:
			n++
		}
	}
	return n
}

// meter stops a reader that has given too much for one record.
type meter struct {
	r    io.Reader
	left int
}

func (m *meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, fault.New(fault.Invalid, "sheet.row_too_long")
	}
	n, err := m.r.Read(p)
	m.left -= n
	return n, err
}

func readRecords(in io.Reader, sep rune, skipFirst bool, each func(Row) error) error {
	m := &meter{r: in, left: maxRecord}
	cr := csv.NewReader(m)
	cr.Comma, cr.FieldsPerRecord, cr.LazyQuotes, cr.ReuseRecord = sep, -1, true, true
	var (
		row     Row
		endLine int // the last line of the record before
		rows    int
	)
	for {
		m.left = maxRecord
		fields, err := cr.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		if len(fields) > maxFields {
			return fault.New(fault.Invalid, "sheet.too_many_columns", row.Number+1, maxFields)
		}
		// Excel counts records and blank lines, not the lines inside a cell.
		line, _ := cr.FieldPos(0)
		row.Number += line - endLine
		endLine = line + newlines(fields)
		if skipFirst {
			skipFirst = false
			continue
		}
		if row.Cells, err = textCells(row.Cells[:0], fields); err != nil {
			return err
		}
		if len(row.Cells) == 0 {
			continue
		}
		if rows++; rows > MaxCSVRows {
			return fault.New(fault.Invalid, "sheet.too_many_rows", MaxCSVRows-1)
		}
		if err := each(row); err != nil {
			return err
		}
	}
}

func newlines(fields []string) int {
	n := 0
	for _, f := range fields {
		n += strings.Count(f, "\n")
	}
	return n
}

// textCells cleans the fields of a record; the result has no empty cells at
// its end.
func textCells(cells []Cell, fields []string) ([]Cell, error) {
	last := 0
	for i, field := range fields {
		if !utf8.ValidString(field) || strings.IndexByte(field, 0) >= 0 {
			return nil, fault.New(fault.Invalid, "sheet.not_unicode")
		}
		text := Clean(field)
		if text != "" {
			last = i + 1
		}
		cells = append(cells, Cell{Text: text})
	}
	return cells[:last], nil
}
