package paper

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// prefixes begin what a spreadsheet may take for a formula or a command.
var prefixes = []string{"=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠"}

// safety S9: 12 prefixes, alone and after blanks and quotes: 0 formula cells,
// and the round trip gives back the text.
func TestFormulaInjection(t *testing.T) {
	const tail = `cmd|' /C calc'!A0`
	s := Sheet{Name: "S9", Columns: []SheetColumn{{Header: "=A1"}, {Header: "B"}}}
	var texts []string
	for _, p := range prefixes {
		for _, before := range []string{"", " ", "\u00A0 ", "\u200B", "'", "''"} {
			texts = append(texts, before+p+tail)
		}
	}
	texts = append(texts, "'", "", "an toàn", "a=b", " a", `"x", y`)
	for _, text := range texts {
		s.Rows = append(s.Rows, []any{text, "-"})
	}

	t.Run("csv", func(t *testing.T) {
		records := readCSV(t, s)
		for i, text := range texts {
			cell := records[i+1][0]
			if got := UnescapeCSV(cell); got != text {
				t.Errorf("%q came back as %q", text, got)
			}
			if bare := strings.TrimLeft(cell, " \u00A0\u200B"); bare != "" && strings.ContainsAny(bare[:1], "=+-@\t\r\n\x00") {
				t.Errorf("%q was written as %q", text, cell)
			}
		}
	})
	t.Run("xlsx", func(t *testing.T) {
		f := openXLSX(t, s)
		for i, text := range texts {
			at := "A" + strconv.Itoa(i+2)
			if formula, err := f.GetCellFormula("S9", at); err != nil || formula != "" {
				t.Errorf("%q became the formula %q (%v)", text, formula, err)
			}
			if kind, err := f.GetCellType("S9", at); err != nil || kind != excelize.CellTypeInlineString && text != "" {
				t.Errorf("%q is of the type %v (%v)", text, kind, err)
			}
			got, err := f.GetCellValue("S9", at)
			if err != nil {
				t.Fatal(err)
			}
			if got != clean(text) {
				t.Errorf("%q came back as %q", clean(text), got)
			}
		}
	})
}

func readCSV(t *testing.T, s Sheet) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := CSV(&b, s); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(b.String(), "\uFEFF")
	if !ok {
		t.Error("no byte order mark")
	}
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func openXLSX(t *testing.T, s Sheet) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := XLSX(&b, s); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// members is the list of 402 members with 29 columns, as the cleaning sheet.
func members() Sheet {
	s := Sheet{Name: "Danh sách đảng viên", Title: []string{"DANH SÁCH ĐẢNG VIÊN"}}
	for i := range 29 {
		s.Columns = append(s.Columns, SheetColumn{Header: "Cột " + strconv.Itoa(i+1)})
	}
	for i := range 402 {
		row := []any{i + 1, "Nguyễn Văn A", time.Date(1980, 2, 1, 0, 0, 0, 0, time.UTC), "012345678901", 86.75, nil}
		for len(row) < 29 {
			row = append(row, "Phường A, tỉnh B")
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func TestXLSX(t *testing.T) {
	f := openXLSX(t, members())
	rows, err := f.GetRows("Danh sách đảng viên")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 404 {
		t.Fatalf("%d rows, want 404", len(rows))
	}
	want := []string{"402", "Nguyễn Văn A", "01/02/1980", "012345678901", "86.75", ""}
	if diff := cmp.Diff(want, rows[403][:6]); diff != "" {
		t.Error(diff)
	}
	var first, second bytes.Buffer
	if err := XLSX(&first, members()); err != nil {
		t.Fatal(err)
	}
	if err := XLSX(&second, members()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same sheet gave different bytes")
	}
}

func TestCSV(t *testing.T) {
	records := readCSV(t, members())
	want := []string{"402", "Nguyễn Văn A", "01/02/1980", "012345678901", "86.75", ""}
	if diff := cmp.Diff(want, records[402][:6]); diff != "" {
		t.Error(diff)
	}
}

func TestSheetRefuses(t *testing.T) {
	for name, row := range map[string][]any{"kind": {true}, "width": {"a", "b"}} {
		s := Sheet{Columns: []SheetColumn{{Header: "A"}}, Rows: [][]any{row}}
		if err := XLSX(io.Discard, s); err == nil {
			t.Errorf("%s: .xlsx was written", name)
		}
		if err := CSV(io.Discard, s); err == nil {
			t.Errorf("%s: .csv was written", name)
		}
	}
}

func TestXLSXLimits(t *testing.T) {
	long := strings.Repeat("ễ", 40000)
	s := Sheet{Name: "'[a]:" + strings.Repeat("😀", 20), Columns: []SheetColumn{{}}, Rows: [][]any{{long}}}
	f := openXLSX(t, s)
	got, err := f.GetCellValue(f.GetSheetName(0), "A2")
	if err != nil {
		t.Fatal(err)
	}
	if n := len([]rune(got)); n != excelCellMax || !strings.HasSuffix(got, "…") {
		t.Errorf("%d characters remain", n)
	}
}

// perf P7: ≤ 100 ms
func BenchmarkXLSX(b *testing.B) {
	s := members()
	for b.Loop() {
		if err := XLSX(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
