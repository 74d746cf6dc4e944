package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"chibo/internal/fault"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// made writes a workbook with excelize, as another program would.
func made(t testing.TB, fill func(f *excelize.File, sheet string)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f, "Sheet1")
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t testing.TB, f *excelize.File, sheet, cell string, value any) {
	t.Helper()
	if err := f.SetCellValue(sheet, cell, value); err != nil {
		t.Fatal(err)
	}
}

func styled(t testing.TB, f *excelize.File, sheet, cell, format string, value any) {
	t.Helper()
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		t.Fatal(err)
	}
	set(t, f, sheet, cell, value)
	if err := f.SetCellStyle(sheet, cell, cell, id); err != nil {
		t.Fatal(err)
	}
}

// A5: what a cell is must survive the reading.
func TestReadCells(t *testing.T) {
	data := made(t, func(f *excelize.File, s string) {
		set(t, f, s, "A1", "Nguye\u0302\u0303n Va\u0306n A") // decomposed
		set(t, f, s, "B1", "\u00a0Trần\u200b  Thị\u00a0B ")
		set(t, f, s, "C1", 12345678901.0)
		set(t, f, s, "D1", "'0123")
		set(t, f, s, "E1", "1975.0")
		set(t, f, s, "F1", true)
		styled(t, f, s, "G1", "dd/mm/yyyy;@", 27851)
		styled(t, f, s, "H1", "mm/yyyy", 27851)
		styled(t, f, s, "I1", "yyyy", 27851)
		set(t, f, s, "J1", 1.5)
		if err := f.SetCellFormula(s, "K1", "1+1"); err != nil {
			t.Fatal(err)
		}
		set(t, f, s, "L1", "dòng một \r\n dòng hai")
		set(t, f, s, "M1", time.Date(1980, 2, 3, 0, 0, 0, 0, time.UTC))
	})
	book, err := ReadBytes(data, "a.xlsx", Standard)
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{{1, []Cell{
		{Text: "Nguyễn Văn A"},
		{Text: "Trần Thị B"},
		{Text: "12345678901", Number: true},
		{Text: "0123"},
		{Text: "1975"},
		{Text: "TRUE"},
		{Text: "01/04/1976", Date: "1976-04-01"},
		{Text: "04/1976", Date: "1976-04"},
		{Text: "1976", Date: "1976"},
		{Text: "1.5", Number: true},
		{Formula: true},
		{Text: "dòng một\ndòng hai"},
		{Text: "03/02/1980", Date: "1980-02-03"},
	}}}
	if diff := cmp.Diff(want, book.Tables[0].Rows); diff != "" {
		t.Error(diff)
	}
}

// A5: merged cells are filled, and say so.
func TestReadMerged(t *testing.T) {
	data := made(t, func(f *excelize.File, s string) {
		set(t, f, s, "A1", "Danh sách")
		set(t, f, s, "A3", "Tổ 1")
		set(t, f, s, "B3", "x")
		set(t, f, s, "B5", "y")
		set(t, f, s, "C5", "z")
		for _, m := range [][2]string{{"A1", "C1"}, {"A3", "A5"}} {
			if err := f.MergeCell(s, m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
	})
	book, err := ReadBytes(data, "", Standard)
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{
		{1, []Cell{{Text: "Danh sách"}, {Text: "Danh sách", FromLeft: true}, {Text: "Danh sách", FromLeft: true}}},
		{3, []Cell{{Text: "Tổ 1"}, {Text: "x"}}},
		{5, []Cell{{Text: "Tổ 1", FromAbove: true}, {Text: "y"}, {Text: "z"}}},
	}
	if diff := cmp.Diff(want, book.Tables[0].Rows); diff != "" {
		t.Error(diff)
	}
}

func TestReadLeavesHiddenSheetsOut(t *testing.T) {
	data := made(t, func(f *excelize.File, s string) {
		set(t, f, s, "A1", "x")
		if _, err := f.NewSheet("DanhMuc"); err != nil {
			t.Fatal(err)
		}
		set(t, f, "DanhMuc", "A1", "hidden")
		if err := f.SetSheetVisible("DanhMuc", false); err != nil {
			t.Fatal(err)
		}
	})
	book, err := ReadBytes(data, "", Standard)
	if err != nil {
		t.Fatal(err)
	}
	if _, found := book.Table("DanhMuc"); found || len(book.Tables) != 1 {
		t.Errorf("tables = %v", book.Tables)
	}
}

// A5: separators and encodings of .csv.
func TestReadCSV(t *testing.T) {
	utf16 := []byte{0xFF, 0xFE}
	for _, r := range "Họ tên;Số\r\nA;1\r\n" {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	two := func(c, d string) []Row {
		return []Row{{1, []Cell{{Text: "Họ tên"}, {Text: "Số"}}}, {2, []Cell{{Text: c}, {Text: d}}}}
	}
	tests := map[string]struct {
		in   string
		want []Row
	}{
		"comma":          {"Họ tên,Số\nA,1\n", two("A", "1")},
		"comma in cells": {"Họ tên;Số\n\"A, B, C\";1\n", two("A, B, C", "1")},
		"tab":            {"Họ tên\tSố\nA\t1\n", two("A", "1")},
		"mark":           {"\ufeff\"Họ tên\";Số\nA;1\n", two("A", "1")},
		"UTF-16":         {string(utf16), two("A", "1")},
		"sep line":       {"sep=;\nA;1\n", []Row{{2, []Cell{{Text: "A"}, {Text: "1"}}}}},
		"decomposed":     {"Ho\u0323 te\u0302n,Số\nA,1\n", two("A", "1")},
		"rows as Excel counts": {"a,b\n\n\"c\nd\",e\nf,\n,\ng,h", []Row{
			{1, []Cell{{Text: "a"}, {Text: "b"}}},
			{3, []Cell{{Text: "c\nd"}, {Text: "e"}}},
			{4, []Cell{{Text: "f"}}},
			{6, []Cell{{Text: "g"}, {Text: "h"}}},
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			book, err := ReadBytes([]byte(tt.in), "a.csv", Standard)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, book.Tables[0].Rows); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// P6: a million rows pass by without being kept.
func TestReadCSVMillion(t *testing.T) {
	n := 0
	err := ReadCSV(strings.NewReader(strings.Repeat("Nguyễn Văn A,Nam,03/02/1980\n", 1_000_000)), func(Row) error { n++; return nil })
	if err != nil || n != 1_000_000 {
		t.Errorf("n = %d, %v", n, err)
	}
	err = ReadCSV(strings.NewReader(strings.Repeat("a,b\n", MaxCSVRows+1)), func(Row) error { return nil })
	if fault.Key(err) != "sheet.too_many_rows" {
		t.Error(err)
	}
}

func TestClean(t *testing.T) {
	tests := map[string]string{
		"":                                "",
		"  a  b ":                         "a b",
		"'0123":                           "0123",
		"''x":                             "'x",
		"1975.0":                          "1975",
		"12.000":                          "12.000",
		"1.5":                             "1.5",
		"a\u00a0b\u3000c":                 "a b c",
		"a \n b\r\nc\r":                   "a\nb\nc",
		"\u200bzero\u200d\ufeff\u00ad":    "zero",
		"\u202eđảo":                       "đảo",
		"uy\u0309":                        "uỷ",
		"x\x00\x07y":                      "xy",
		"bad\xffutf":                      "badutf",
		"🙂 A":                             "🙂 A",
		strings.Repeat("a \n", 3) + "end": "a\na\na\nend",
	}
	for in, want := range tests {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSerialDate(t *testing.T) {
	tests := map[float64]string{1: "1900-01-01", 59: "1900-02-28", 60: "", 61: "1900-03-01", 27851.75: "1976-04-01", 2958465: "9999-12-31", 2958466: "", 0: "", -5: "", 1e300: ""}
	for in, want := range tests {
		if got, ok := SerialDate(in); got != want || ok != (want != "") {
			t.Errorf("SerialDate(%v) = %q, want %q", in, got, want)
		}
	}
}

func TestFormatPrecision(t *testing.T) {
	tests := map[string]precision{
		"General": noDate, "0.00": noDate, `#,##0 "đ"`: noDate, "@": noDate, "h:mm:ss": noDate, "mm:ss": noDate, `0 "năm"`: noDate, "[h]:mm": noDate,
		"dd/mm/yyyy": fullDate, "[$-42A]dd/mm/yyyy;@": fullDate, "d-mmm-yy": fullDate, "yyyy-mm-dd hh:mm": fullDate, `"ngày" dd "tháng" mm`: fullDate,
		"mm/yyyy": yearMonth, "yyyy": yearOnly,
	}
	for in, want := range tests {
		if got := formatPrecision(in); got != want {
			t.Errorf("formatPrecision(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{"a_x000A_b": "a\nb", "a_xyz": "a_xyz", "_x005F_x": "_x", "_x": "_x"} {
		if got := unescape(in); got != want {
			t.Errorf("unescape(%q) = %q, want %q", in, got, want)
		}
	}
}

// P6: 10,000 rows of 29 columns.
func BenchmarkRead10000(b *testing.B) {
	data := wide(b, 10_000, 29)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadBytes(data, "a.xlsx", Standard); err != nil {
			b.Fatal(err)
		}
	}
}

// wide writes a full sheet as a stream.
func wide(t testing.TB, rows, columns int) []byte {
	return made(t, func(f *excelize.File, s string) {
		w, err := f.NewStreamWriter(s)
		if err != nil {
			t.Fatal(err)
		}
		for r := 1; r <= rows; r++ {
			values := make([]any, columns)
			for c := range values {
				values[c] = fmt.Sprintf("Nội dung %d, %d", r, c)
			}
			if err := w.SetRow(fmt.Sprintf("A%d", r), values); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	})
}
