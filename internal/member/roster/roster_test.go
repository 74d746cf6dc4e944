package roster

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/sheet"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
)

// bookOf writes rows with excelize and reads them back; merges are ranges
// such as "A1:C1".
func bookOf(t testing.TB, rows [][]any, merges ...string) *sheet.Book {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		for c, value := range row {
			if value == nil {
				continue
			}
			cell, err := excelize.CoordinatesToCellName(c+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellValue("Sheet1", cell, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, m := range merges {
		from, to, _ := strings.Cut(m, ":")
		if err := f.MergeCell("Sheet1", from, to); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.ReadBytes(b.Bytes(), "danh-sach.xlsx", sheet.Standard)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func ofBook(t testing.TB, opts Options, rows [][]any, merges ...string) *Roster {
	t.Helper()
	roster, err := Read(bookOf(t, rows, merges...), opts)
	if err != nil {
		t.Fatal(err)
	}
	return roster
}

// list is a row of strings as cells.
func list(texts ...string) []any {
	row := make([]any, len(texts))
	for i, text := range texts {
		if text != "" {
			row[i] = text
		}
	}
	return row
}

// briefly gives what the preview and the command say of each member.
func briefly(r *Roster) []string {
	var lines []string
	for _, m := range r.Rows {
		lines = append(lines, fmt.Sprintf("%d %s|%s|%s|%s|%s|%s|%s", m.Row, m.Name, m.Sex, m.Birth, m.Admitted, m.Official, m.Status, m.Card))
	}
	return lines
}

// said gives faults or warnings as "row column: key".
func said(faults []Fault) []string {
	var lines []string
	for _, f := range faults {
		lines = append(lines, fmt.Sprintf("%d %s: %s", f.Row, f.Column, strings.TrimPrefix(f.Key, "roster.")))
	}
	return lines
}

func columnsOf(r *Roster) map[string]Field {
	m := map[string]Field{}
	for _, c := range r.Columns {
		m[c.Header] = c.Field
	}
	return m
}

// A5: a plain list as people make it.
func TestReadPlain(t *testing.T) {
	r := ofBook(t, Options{}, [][]any{
		list("ĐẢNG BỘ XÃ A", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"),
		list("CHI BỘ B"),
		nil,
		list("DANH SÁCH ĐẢNG VIÊN NĂM 2026"),
		list("TT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Chức vụ Đảng", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ đảng viên", "Sở thích"),
		list("", "", "Nam", "Nữ"),
		list("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"),
		list("I. Tổ đảng số 1"),
		{1, "Nguyễn Văn\u00a0A", 27851, nil, "Bí thư", "03/02/2000", "3/2/2001", 1234567890, "cờ"},
		{2, "Tra\u0302\u0300n Thi\u0323 B", nil, "1975", nil, "19-05-1999", "19.5.2000", "'012345678901"},
		{3, "Lê Thị C", nil, "8/1990", "Ủy viên", "2/9/2025", nil, "012345678902.0"},
		{4},
		list("", "Tổng số: 3 đảng viên"),
		list("", "", "", "", "", "Ngày 01 tháng 6 năm 2026"),
		list("", "NGƯỜI LẬP BIỂU", "", "", "", "T/M CHI BỘ"),
		list("", "Nguyễn Văn D", "", "", "", "Trần Văn E"),
	}, "A1:C1", "E1:I1", "A4:I4", "C5:D5", "A5:A6", "B5:B6", "E5:E6", "F5:F6", "G5:G6", "H5:H6", "I5:I6", "A8:I8")
	want := []string{
		"9 Nguyễn Văn A|male|1976-04-01|2000-02-03|2001-02-03|official|001234567890",
		"10 Trần Thị B|female|1975|1999-05-19|2000-05-19|official|012345678901",
		"11 Lê Thị C|female|1990-08|2025-09-02||probationary|012345678902",
	}
	if diff := cmp.Diff(want, briefly(r)); diff != "" {
		t.Error(diff)
	}
	if r.HeaderRow != 5 || r.DataRows != 3 || len(r.Faults) > 0 {
		t.Errorf("header %d, rows %d, faults %v", r.HeaderRow, r.DataRows, r.Faults)
	}
	wantColumns := map[string]Field{
		"TT": "", "Họ và tên": Name, "Ngày, tháng, năm sinh – Nam": Birth, "Ngày, tháng, năm sinh – Nữ": Birth,
		"Chức vụ Đảng": PartyPost, "Ngày vào Đảng": Admitted, "Ngày chính thức": Official,
		"Số thẻ đảng viên": Card, "Sở thích": "",
	}
	if diff := cmp.Diff(wantColumns, columnsOf(r)); diff != "" {
		t.Error(diff)
	}
	wantWarned := []string{"8 : skipped_section", "13 : skipped_total", "14 : skipped_end"}
	if diff := cmp.Diff(wantWarned, said(r.Warnings)); diff != "" {
		t.Error(diff)
	}
}

// A5: the same without merged cells, as a .csv file has it.
func TestReadPlainCSV(t *testing.T) {
	data := "DANH SÁCH ĐẢNG VIÊN;;;;\n\nSTT;Họ và tên;Năm sinh;;Ngày vào Đảng\n;;Nam;Nữ;\n1;2;3;4;5\n" +
		"1;Nguyễn Văn A;1975;;03/02/2000\n2;Trần Thị B;;12/5/1980;2001\nCộng;2;;;\n"
	book, err := sheet.ReadBytes([]byte(data), "a.csv", sheet.Standard)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(book, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"6 Nguyễn Văn A|male|1975|2000-02-03|||", "7 Trần Thị B|female|1980-05-12|2001|||"}
	if diff := cmp.Diff(want, briefly(r)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"8 : skipped_total", "3 : no_status_column"}, said(r.Warnings)); diff != "" {
		t.Error(diff)
	}
	var streamed []Row
	_, err = Stream(strings.NewReader(data), Options{}, func(m Row, _ []Fault) error {
		streamed = append(streamed, m)
		return nil
	})
	if diff := cmp.Diff(r.Rows, streamed); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// full29 is a member as the cleaning list tells of him.
func full29(i int) Row {
	sex := []string{"male", "female"}[i%2]
	middle := map[string]string{"male": "Văn", "female": "Thị"}[sex]
	surname := []string{"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng"}[i%5]
	return Row{
		Row: i + 2, Name: fmt.Sprintf("%s %s %c", surname, middle, 'A'+i%26), Alias: "Út", Sex: sex,
		Birth: fmt.Sprintf("19%02d-%02d-%02d", 50+i%40, 1+i%12, 1+i%28), Ethnicity: "Kinh", Religion: "Không",
		Card: fmt.Sprintf("0010000%05d", i), CardPlace: "Tỉnh ủy A", CardOn: "2025-09-02", OldCard: fmt.Sprintf("01%06d", i), Unit: "Chi bộ 1",
		Birthplace: Place{Country: "Việt Nam", Province: "Tỉnh A", Detail: "Xã B"},
		Hometown:   Place{Country: "Việt Nam", Province: "Tỉnh C", Detail: "Xã D"},
		Residence:  Place{Country: "Việt Nam", Province: "Tỉnh E", Detail: "Số 1, đường F"},
		Admitted:   "2010-02-03", Official: "2011-02-03", Status: "official", State: StateActive,
	}
}

// A5: what is exported under the 29 headings comes back the same.
func TestHeaders29RoundTrip(t *testing.T) {
	if len(Headers29) != 29 {
		t.Fatal(len(Headers29))
	}
	rows := [][]any{list(Headers29...)}
	var want []Row
	for i := range 30 {
		m := full29(i)
		rows = append(rows, list(m.Cells29(fmt.Sprint(i+1))...))
		want = append(want, m)
	}
	r := ofBook(t, Options{}, rows)
	if diff := cmp.Diff(want, r.Rows); diff != "" || len(r.Faults)+len(r.Warnings) > 0 {
		t.Error(diff, r.Faults, r.Warnings)
	}
}

// A5: the cleaning list as it comes: places under merged headings, numbers
// that lost zeros, identity numbers that are not to be read.
func TestRead29(t *testing.T) {
	top, under := make([]any, 29), make([]any, 29)
	var merges []string
	for i, h := range Headers29 {
		parent, child, found := strings.Cut(h, " – ")
		letter := columnLetter(i)
		if found {
			under[i] = child
			if child == "Quốc gia" {
				top[i] = parent
				merges = append(merges, letter+"1:"+columnLetter(i+2)+"1")
			}
			continue
		}
		top[i] = h
		merges = append(merges, letter+"1:"+letter+"2")
	}
	m := full29(3)
	values := list(m.Cells29("1")...)
	values[8], values[9], values[25], values[28] = 1234567890, 12345678, "123456789", "không xóa"
	values[24], values[26], values[27] = nil, "Miễn sinh hoạt", "01/01/2026"
	r := ofBook(t, Options{}, [][]any{top, under, values}, merges...)
	m.Row, m.Card, m.Official, m.Status, m.State, m.StateOn = 3, "000012345678", "", "probationary", StateExempt, "2026-01-01"
	if diff := cmp.Diff([]Row{m}, r.Rows); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"3 Số thẻ Đảng* (12 số theo HD38-HD/BTCTW): card_padded"}, said(r.Warnings)); diff != "" {
		t.Error(diff)
	}
	for _, c := range r.Columns {
		if c.Field == "" && c.Ignored == "" {
			t.Errorf("column %s is unknown", c.Header)
		}
		if (c.Index == 8 || c.Index == 25) && c.Ignored != "roster.ignored_national_id" {
			t.Errorf("column %s: %q", c.Header, c.Ignored)
		}
	}
	// safety: an identity number is nowhere in what was understood.
	if out, err := json.Marshal(r); err != nil || bytes.Contains(out, []byte("1234567890")) || bytes.Contains(out, []byte("123456789\"")) {
		t.Error("identity number kept", err)
	}
}

// A5: the register 7-HSĐV, several facts in a cell: on lines of the cell, or
// on four rows of which the number is merged.
func TestReadRegister(t *testing.T) {
	heading := list("TT", "Họ và tên,\nhọ và tên khai sinh", "Nam, nữ; dân tộc; tôn giáo", "Quê quán", "Trình độ: văn hóa, lý luận, CMNV, ngoại ngữ",
		"Nghề nghiệp trước khi vào Đảng, hiện nay", "Ngày vào Đảng, ngày chính thức", "Số thẻ, số lý lịch, số Huy hiệu",
		"Bộ đội, công an, hưu trí", "Chuyển đi", "Chuyển đến", "Từ trần, lý do", "Ra khỏi Đảng, hình thức", "Ghi chú")
	r := ofBook(t, Options{}, [][]any{
		list("SỔ DANH SÁCH ĐẢNG VIÊN"),
		heading,
		list("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"),
		list("1", "Nguyễn Văn A\nNguyễn Văn Tý", "Nam\nKinh\nKhông", "Xã A, tỉnh B", "12/12\nTrung cấp\nĐại học\nAnh B1",
			"Học sinh\nGiáo viên", "03/02/2000\n03/02/2001", "012345678901\nLL 123\nHH 30 năm", "Hưu trí"),
		list("2", "Trần Thị B", "Nữ, Tày, Phật giáo", "Xã C", "10/10; Sơ cấp", "Làm ruộng", "19/5/2025", "Số thẻ: 12345678902; Số lý lịch: 77", "", "05/01/2026 đến Chi bộ K"),
		list("3", "Lê Văn C", "Nam", "Xã D", "7/10", "Công nhân", "01/01/1980", "012345678903"),
		list("", "Lê Văn Sửu", "Mường", "tỉnh E", "Cao cấp", "Nghỉ hưu", "01/01/1981", "LL 9"),
		list("", "", "Không", "", "Đại học", "", "", "HH 45 năm", "", "", "", "20/02/2026, bệnh"),
	}, "A6:A8")
	want := []Row{
		{
			Row: 4, Name: "Nguyễn Văn A", BirthName: "Nguyễn Văn Tý", Sex: "male", Ethnicity: "Kinh", Religion: "Không", Hometown: Place{Detail: "Xã A, tỉnh B"},
			Schooling: "12/12", Theory: "Trung cấp", Qualification: "Đại học", Language: "Anh B1", FormerJob: "Học sinh", Job: "Giáo viên",
			Admitted: "2000-02-03", Official: "2001-02-03", Status: "official", Card: "012345678901", FileNumber: "LL 123", Badge: "HH 30 năm", Service: "Hưu trí",
		},
		{
			Row: 5, Name: "Trần Thị B", Sex: "female", Ethnicity: "Tày", Religion: "Phật giáo", Hometown: Place{Detail: "Xã C"}, Schooling: "10/10", Theory: "Sơ cấp",
			FormerJob: "Làm ruộng", Admitted: "2025-05-19", Status: "probationary", Card: "012345678902", FileNumber: "77",
			State: StateTransferred, StateOn: "2026-01-05", MovedOut: "05/01/2026 đến Chi bộ K",
		},
		{
			Row: 6, Name: "Lê Văn C", BirthName: "Lê Văn Sửu", Sex: "male", Ethnicity: "Mường", Religion: "Không", Hometown: Place{Detail: "Xã D tỉnh E"},
			Schooling: "7/10", Theory: "Cao cấp", Qualification: "Đại học", FormerJob: "Công nhân", Job: "Nghỉ hưu",
			Admitted: "1980-01-01", Official: "1981-01-01", Status: "official", Card: "012345678903", FileNumber: "LL 9", Badge: "HH 45 năm",
			State: StateDeceased, StateOn: "2026-02-20", Deceased: "20/02/2026, bệnh",
		},
	}
	if diff := cmp.Diff(want, r.Rows); diff != "" || len(r.Faults) > 0 {
		t.Error(diff, r.Faults)
	}
	if r.DataRows != 3 {
		t.Errorf("rows = %d", r.DataRows)
	}
}

// A5: every fault by row and cell.
func TestReadFaults(t *testing.T) {
	long := strings.Repeat("dài ", 25_000)
	head := list("STT", "Họ tên", "Giới tính", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ", "Loại đảng viên", "Ghi chú")
	tests := map[string]struct {
		row  []any
		want []string
	}{
		"sound":                     {list("1", "Nguyễn Văn A", "Nam", "03/02/1980"), nil},
		"no such day":               {list("1", "Nguyễn Văn A", "Nam", "30/02/1980"), []string{"2 Ngày sinh: date_no_such_day"}},
		"month first":               {list("1", "Nguyễn Văn A", "Nam", "02/30/1980"), []string{"2 Ngày sinh: date_no_such_day"}},
		"two digits":                {list("1", "Nguyễn Văn A", "Nam", "3/2/80"), []string{"2 Ngày sinh: date_two_digit_year"}},
		"no date":                   {list("1", "Nguyễn Văn A", "Nam", "hôm qua"), []string{"2 Ngày sinh: date_unreadable"}},
		"later than today":          {list("1", "Nguyễn Văn A", "Nam", "1980", "03/02/2027"), []string{"2 Ngày vào Đảng: date_future"}},
		"no name":                   {list("1", "", "Nam", "1980", "2000"), []string{"2 Họ tên: name_missing"}},
		"name without letters":      {list("1", "12345", "Nam", "1980"), []string{"2 Họ tên: name_letters"}},
		"emoji":                     {list("1", "Nguyễn Văn 🙂", "Nam", "1980"), []string{"2 Họ tên: name_sign"}},
		"markup":                    {list("1", "<script>alert(1)</script>", "Nam", "1980"), []string{"2 Họ tên: name_sign"}},
		"unknown sex":               {list("1", "Nguyễn Văn A", "Khác", "1980"), []string{"2 Giới tính: sex_unknown"}},
		"admitted before birth":     {list("1", "Nguyễn Văn A", "Nam", "1980", "1979"), []string{"2 Ngày vào Đảng: admitted_before_birth"}},
		"official before admitted":  {list("1", "Nguyễn Văn A", "Nam", "1980", "03/02/2001", "03/02/2000"), []string{"2 Ngày chính thức: official_before_admitted"}},
		"official before birth":     {list("1", "Nguyễn Văn A", "Nam", "1980", "", "1970"), []string{"2 Ngày chính thức: admitted_before_birth"}},
		"too many digits":           {list("1", "Nguyễn Văn A", "Nam", "1980", "", "", "1234567890123"), []string{"2 Số thẻ: card_digits"}},
		"unknown status":            {list("1", "Nguyễn Văn A", "Nam", "1980", "", "", "", "gì đó"), []string{"2 Loại đảng viên: status_unknown"}},
		"probationary, recognised":  {list("1", "Nguyễn Văn A", "Nam", "1980", "2000", "2001", "", "Dự bị"), []string{"2 Ngày chính thức: status_conflict"}},
		"100,000 characters":        {list("1", "Nguyễn Văn A", "Nam", "1980", "", "", "", "", long[:32_000]), []string{"2 Ghi chú: cell_too_long"}},
		"long name":                 {list("1", strings.Repeat("Văn ", 30), "Nam", "1980"), []string{"2 Họ tên: name_too_long"}},
		"several":                   {list("1", "", "?!x", "31/04/1980"), []string{"2 Giới tính: sex_unknown", "2 Ngày sinh: date_no_such_day", "2 Họ tên: name_missing"}},
		"unknown day and month":     {list("1", "Nguyễn Văn A", "Nam", "00/00/1980"), nil},
		"words for nothing":         {list("1", "Nguyễn Văn A", "Nam", "1980", "2000", "chưa"), nil},
		"two dates in a cell":       {list("1", "Nguyễn Văn A", "Nam", "1980", "03/02/2000 03/02/2001"), nil},
		"uỷ or ủy, nữ or Nữ, lower": {list("1", "nguyễn thị uỷ", "NỮ", "1980"), nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := ofBook(t, Options{Today: "2026-12-01"}, [][]any{head, tt.row})
			if diff := cmp.Diff(tt.want, said(r.Faults)); diff != "" {
				t.Error(diff)
			}
			if r.DataRows != 1 {
				t.Errorf("rows = %d", r.DataRows)
			}
			for _, f := range r.Faults {
				if len([]rune(f.Value)) > shown+1 || strings.Contains(f.Value, "1234567890123") {
					t.Errorf("value shown: %q", f.Value)
				}
			}
		})
	}
}

// A5: formulas are not computed, and errors not taken for text.
func TestReadFormula(t *testing.T) {
	book := &sheet.Book{Tables: []sheet.Table{{Rows: []sheet.Row{
		{Number: 1, Cells: []sheet.Cell{{Text: "Họ và tên"}, {Text: "Năm sinh"}, {Text: "Quê quán"}}},
		{Number: 2, Cells: []sheet.Cell{{Text: "Nguyễn Văn A", Formula: true}, {Formula: true}, {Text: "#N/A", Error: true}}},
	}}}}
	r, err := Read(book, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2 Năm sinh: formula_without_value", "2 Quê quán: cell_error"}, said(r.Faults)); diff != "" {
		t.Error(diff)
	}
}

// A5: the same person twice in one file.
func TestReadTwice(t *testing.T) {
	r := ofBook(t, Options{}, [][]any{
		list("Họ và tên", "Ngày sinh", "Số thẻ", "Ngày vào Đảng"),
		list("Nguyễn Văn A", "03/02/1980", "012345678901"),
		list("NGUYỄN VĂN A", "03/02/1980"),
		list("Trần Văn B", "1981", "012345678901"),
		list("Lê Văn C", "1982", "012345678902"),
		list("Lê Văn C", "1982", "012345678903"),
		list("Phạm Văn D"), list("Phạm Văn D"),
	})
	if diff := cmp.Diff([]string{"3 Họ và tên: duplicate", "4 Họ và tên: duplicate"}, said(r.Faults)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"8 Họ và tên: duplicate_name", "1 : no_status_column"}, said(r.Warnings)); diff != "" {
		t.Error(diff)
	}
}

// A5: status by word, by date, by the absence of one, or unknown.
func TestReadStatus(t *testing.T) {
	tests := map[string]struct {
		head, row []any
		want      string
	}{
		"word":               {list("Họ tên", "Ngày vào Đảng", "Loại đảng viên"), list("Nguyễn Văn A", "2000", "ĐV dự bị"), "probationary"},
		"word in state":      {list("Họ tên", "Ngày vào Đảng", "Tình trạng"), list("Nguyễn Văn A", "2000", "Chính thức"), "official"},
		"recognised":         {list("Họ tên", "Ngày chính thức"), list("Nguyễn Văn A", "2000"), "official"},
		"not recognised":     {list("Họ tên", "Ngày vào Đảng", "Ngày chính thức"), list("Nguyễn Văn A", "2000"), "probationary"},
		"list does not tell": {list("Họ tên", "Ngày vào Đảng"), list("Nguyễn Văn A", "2000"), ""},
		"date unreadable":    {list("Họ tên", "Ngày vào Đảng", "Ngày chính thức"), list("Nguyễn Văn A", "2000", "30/02/2001"), ""},
		"no date at all":     {list("Họ tên", "Ngày vào Đảng", "Ngày chính thức"), list("Nguyễn Văn A"), ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if r := ofBook(t, Options{}, [][]any{tt.head, tt.row}); len(r.Rows) != 1 || r.Rows[0].Status != tt.want {
				t.Errorf("got %+v, want %q", r.Rows, tt.want)
			}
		})
	}
}

// A5: columns under names that people give them.
func TestHeadings(t *testing.T) {
	tests := map[string][]Field{
		"HỌ VÀ\nTÊN": {Name}, "Họ và tên *": {Name}, "Ngày vào\u00a0Đảng": {Admitted},
		"Ngày vào đảng (dự bị)": {Admitted}, "Ngày vào Đảng (chính thức)": {Official}, "Ngày sinh (dd/mm/yyyy)": {Birth},
		"Cấp uỷ": {PartyPost}, "Cấp ủy": {PartyPost}, "Nữ (x)": {Sex}, "Nam/Nữ": {Sex}, "Nam, nữ": {Sex},
		"Khoa/phòng": {Department}, "Chức vụ, đơn vị": {Post, Department}, "Số CMND/CCCD": {nationalID},
		"Quê quán (xã, tỉnh)": {Hometown}, "Sở thích": nil, "": nil,
		"số thẻ, số lý lịch, số Huy hiệu": {Card, FileNumber, Badge},
		"nam nữ, dân tộc, tôn giáo":       {Sex, Ethnicity, Religion},
	}
	for heading, want := range tests {
		var got []Field
		for _, target := range match(heading) {
			got = append(got, target.field)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", heading, got, want)
		}
	}
	known := map[string]Field{}
	for field, headings := range synonyms {
		for _, h := range headings {
			if other, twice := known[Fold(h)]; twice && other != field {
				t.Errorf("%q is %s and %s", h, field, other)
			}
			known[Fold(h)] = field
		}
	}
}

// A5: layouts of the heading.
func TestReadLayouts(t *testing.T) {
	tests := map[string]struct {
		rows   [][]any
		merges []string
		want   []string
	}{
		"family and given name": {[][]any{list("Họ đệm", "Tên", "Giới tính"), list("Nguyễn Văn", "A", "Nam")}, nil, []string{"2 Nguyễn Văn A|male|||||"}},
		"name over two columns": {[][]any{list("STT", "Họ và tên", "", "Năm sinh"), list("1", "Nguyễn Văn", "A", "1975")}, []string{"B1:C1"}, []string{"2 Nguyễn Văn A||1975||||"}},
		"women marked":          {[][]any{list("Họ tên", "Nữ"), list("Nguyễn Văn A"), list("Trần Thị B", "x")}, nil, []string{"2 Nguyễn Văn A|male|||||", "3 Trần Thị B|female|||||"}},
		"both marked":           {[][]any{list("Họ tên", "Giới tính"), list("", "Nam", "Nữ"), list("Nguyễn Văn A", "x"), list("Trần Thị B", "", "✓"), list("Lê C")}, []string{"B1:C1", "A1:A2"}, []string{"3 Nguyễn Văn A|male|||||", "4 Trần Thị B|female|||||", "5 Lê C||||||"}},
		"group above": {
			[][]any{list("", "", "Vào Đảng", ""), list("TT", "Họ tên", "Dự bị", "Chính thức"), list("1", "Nguyễn Văn A", "2000", "2001")},
			[]string{"C1:D1"},
			[]string{"3 Nguyễn Văn A|||2000|2001|official|"},
		},
		"heading again": {
			[][]any{list("Họ tên", "Năm sinh"), list("Nguyễn Văn A", "1975"), list("Họ tên", "Năm sinh"), list("Trần Thị B", "1976")},
			nil,
			[]string{"2 Nguyễn Văn A||1975||||", "4 Trần Thị B||1976||||"},
		},
		"only birth names": {[][]any{list("Họ tên khai sinh", "Năm sinh"), list("Nguyễn Văn A", "1975")}, nil, []string{"2 Nguyễn Văn A||1975||||"}},
		"unit merged down": {
			[][]any{list("Họ tên", "Chi bộ"), list("Nguyễn Văn A", "Chi bộ 1"), list("Trần Thị B")},
			[]string{"B2:B3"},
			[]string{"2 Nguyễn Văn A||||||", "3 Trần Thị B||||||"},
		},
		"posts are no signatures": {
			[][]any{list("Họ tên", "Chức vụ Đảng"), list("Nguyễn Văn A", "Bí thư"), list("Trần Thị B", "Phó Bí thư")},
			nil,
			[]string{"2 Nguyễn Văn A||||||", "3 Trần Thị B||||||"},
		},
		"a name like a total": {
			[][]any{list("Họ tên", "Năm sinh"), list("Tống Văn A", "1975"), list("Công Văn B", "1976")},
			nil,
			[]string{"2 Tống Văn A||1975||||", "3 Công Văn B||1976||||"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := ofBook(t, Options{}, tt.rows, tt.merges...)
			if diff := cmp.Diff(tt.want, briefly(r)); diff != "" || len(r.Faults) > 0 {
				t.Error(diff, r.Faults)
			}
			if name == "unit merged down" && r.Rows[1].Unit != "Chi bộ 1" {
				t.Errorf("unit = %q", r.Rows[1].Unit)
			}
		})
	}
}

// A5: unknown columns are mapped by hand, and a list without a column of
// names comes back with its columns.
func TestReadMapped(t *testing.T) {
	rows := [][]any{list("Đồng chí", "Năm sinh", "Kết nạp ngày", "Quê quán"), list("Nguyễn Văn A", "1975", "03/02/2000", "Xã A")}
	r := ofBook(t, Options{}, rows)
	if diff := cmp.Diff([]string{"1 : no_name_column"}, said(r.Faults)); diff != "" || len(r.Columns) != 4 {
		t.Error(diff, r.Columns)
	}
	r = ofBook(t, Options{Map: map[string]Field{"Đồng chí": Name, "Kết nạp ngày": Admitted, "Quê quán": ""}}, rows)
	if diff := cmp.Diff([]string{"2 Nguyễn Văn A||1975|2000-02-03|||"}, briefly(r)); diff != "" || r.Rows[0].Hometown.String() != "" {
		t.Error(diff)
	}
	rows = [][]any{list("Cột lạ 1", "Cột lạ 2"), list("Nguyễn Văn A", "1975")}
	if _, err := Read(bookOf(t, rows), Options{}); fault.Key(err) != "roster.no_header" {
		t.Error(err)
	}
	r = ofBook(t, Options{HeaderRow: 1, Map: map[string]Field{"Cột lạ 1": Name, "Cột lạ 2": Birth}}, rows)
	if diff := cmp.Diff([]string{"2 Nguyễn Văn A||1975||||"}, briefly(r)); diff != "" {
		t.Error(diff)
	}
}

// A5: cards, new and old.
func TestReadCards(t *testing.T) {
	head := list("Họ tên", "Số thẻ")
	r := ofBook(t, Options{}, [][]any{head, {"Nguyễn Văn A", "38.012345"}, {"Trần Văn B", 1012345}, {"Lê Văn C", "A 12"}})
	old := []string{r.Rows[0].OldCard, r.Rows[1].OldCard, r.Rows[2].OldCard}
	if diff := cmp.Diff([]string{"38012345", "01012345", "A 12"}, old); diff != "" {
		t.Error(diff)
	}
	r = ofBook(t, Options{}, [][]any{head, {"Nguyễn Văn A", 1012345678}, {"Trần Văn B", "001 012 345 679"}, {"Lê Văn C", 12345678}})
	cards := []string{r.Rows[0].Card, r.Rows[1].Card, r.Rows[2].Card}
	if diff := cmp.Diff([]string{"001012345678", "001012345679", "000012345678"}, cards); diff != "" {
		t.Error(diff)
	}
}

// A5: of several sheets the one with the list is read, and others with people
// are named.
func TestReadSheets(t *testing.T) {
	rows := func(texts ...[]any) []sheet.Row {
		return bookOf(t, texts).Tables[0].Rows
	}
	book := &sheet.Book{Tables: []sheet.Table{
		{Name: "Hướng dẫn", Rows: rows(list("Cách ghi"))},
		{Name: "CB1", Rows: rows(list("Họ tên", "Năm sinh"), list("Nguyễn Văn A", "1975"))},
		{Name: "CB2", Rows: rows(list("Họ tên", "Năm sinh", "Giới tính"), list("Trần Thị B", "1976", "Nữ"))},
	}}
	r, err := Read(book, Options{})
	if err != nil || r.Sheet != "CB2" || !slices.Contains(said(r.Warnings), "1 : other_sheet") {
		t.Error(err, r)
	}
	r, err = Read(book, Options{Sheet: "CB1"})
	if err != nil || r.Rows[0].Name != "Nguyễn Văn A" {
		t.Error(err, r)
	}
	if _, err = Read(book, Options{Sheet: "CB3"}); fault.Key(err) != "roster.no_such_sheet" {
		t.Error(err)
	}
}

// A5: letters of fonts from before Unicode.
func TestReadOldLetters(t *testing.T) {
	for _, heading := range []string{"Hä vµ tªn", "Hoï vaø teân"} {
		book := bookOf(t, [][]any{list("TT", heading), list("1", "NguyÔn V¨n A")})
		if _, err := Read(book, Options{}); fault.Key(err) != "roster.old_letters" {
			t.Error(err)
		}
	}
}

func TestParseDate(t *testing.T) {
	tests := map[string][2]string{
		"": {}, "03/02/1980": {"1980-02-03"}, "3/2/1980": {"1980-02-03"}, "3-2-1980": {"1980-02-03"}, "3.2.1980": {"1980-02-03"},
		"03 / 02 / 1980": {"1980-02-03"}, "1980-02-03": {"1980-02-03"}, "1980-02-03 00:00:00": {"1980-02-03"}, "02/1980": {"1980-02"},
		"1975": {"1975"}, "27851": {"1976-04-01"}, "ngày 3 tháng 2 năm 1980": {"1980-02-03"}, "tháng 2/1980": {"1980-02"}, "Sinh năm 1980": {"1980"},
		"00/00/1975": {"1975"}, "00/05/1975": {"1975-05"}, "13051980": {"1980-05-13"}, "3021980": {"1980-02-03"}, "19800513": {"1980-05-13"},
		"29/02/2000": {"2000-02-29"}, "29/02/1900": {"", "roster.date_no_such_day"}, "30/02/1980": {"", "roster.date_no_such_day"},
		"13/13/1980": {"", "roster.date_no_such_day"}, "3/2/80": {"", "roster.date_two_digit_year"}, "2/80": {"", "roster.date_two_digit_year"},
		"20121910": {"1910-12-20"}, "20121380": {"", "roster.date_unreadable"}, "1700": {"", "roster.date_year"},
		"abc": {"", "roster.date_unreadable"}, "1/2/3/4": {"", "roster.date_unreadable"}, "99999": {"", "roster.date_unreadable"}, "-": {"", "roster.date_unreadable"},
	}
	for in, want := range tests {
		if iso, wrong := ParseDate(in); iso != want[0] || wrong != want[1] {
			t.Errorf("%q = %q, %q; want %q", in, iso, wrong, want)
		}
	}
}

// Every key that can be shown has a text in both languages, and no other.
func TestTexts(t *testing.T) {
	keys := map[string]bool{}
	for _, f := range Fields {
		keys["roster.field."+string(f)] = true
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := f.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range strings.Split(string(source), `"`) {
				if strings.HasPrefix(text, "roster.") && !strings.HasSuffix(text, ".") && text != "roster.date_no" && !strings.ContainsAny(text, " \n") {
					keys[text] = true
				}
			}
		}
	}
	for _, file := range []string{"text.vi.json", "text.en.json"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for key, text := range texts {
			got[key] = text != ""
		}
		if diff := cmp.Diff(keys, got); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
}

// safety S12
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"03/02/1980", "1975", "27851", "ngày 3 tháng 2 năm 1980", "3021980", "00/00/1975", "\u0660/\u0661/1980"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		iso, wrong := ParseDate(s)
		if iso != "" && wrong != "" || iso != "" && len(iso) != 4 && len(iso) != 7 && len(iso) != 10 {
			t.Errorf("%q = %q, %q", s, iso, wrong)
		}
		if again, _ := ParseDate(dayFirst(iso)); again != iso {
			t.Errorf("%q = %q, then %q", s, iso, again)
		}
	})
}

// safety S12: a list of any texts is read or refused.
func FuzzRead(f *testing.F) {
	f.Add("TT,Họ và tên,Ngày sinh,\n,,Nam,Nữ\n1,Nguyễn Văn A,1975,\n,B,,x\n")
	f.Add("TT;\"Họ tên, khai sinh\";\"Số thẻ, số lý lịch\"\n1;A\n;B;1;2\nCộng;1\n")
	f.Fuzz(func(t *testing.T, data string) {
		book, err := sheet.ReadBytes([]byte(data), "a.csv", sheet.Standard)
		if err != nil {
			return
		}
		r, err := Read(book, Options{})
		var streamed []Row
		_, err2 := Stream(strings.NewReader(data), Options{}, func(m Row, _ []Fault) error {
			if m.Name != "" {
				streamed = append(streamed, m)
			}
			return nil
		})
		if (err == nil) != (err2 == nil) {
			t.Fatal(err, err2)
		}
		if err == nil {
			if diff := cmp.Diff(r.Rows, streamed, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		}
	})
}

// P6: 10,000 members of 29 columns, from bytes to preview.
func BenchmarkRead10000(b *testing.B) {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	if err := w.SetRow("A1", list(Headers29...)); err != nil {
		b.Fatal(err)
	}
	for i := range 10_000 {
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), list(full29(i).Cells29(fmt.Sprint(i+1))...)); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var data bytes.Buffer
	if err := f.Write(&data); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		book, err := sheet.ReadBytes(data.Bytes(), "a.xlsx", sheet.Standard)
		if err != nil {
			b.Fatal(err)
		}
		r, err := Read(book, Options{})
		if err != nil || len(r.Rows) != 10_000 || len(r.Faults) > 0 {
			b.Fatal(err, len(r.Rows), r.Faults[:min(3, len(r.Faults))])
		}
	}
}

// P6: a million members in a .csv file.
func BenchmarkStreamMillion(b *testing.B) {
	var data bytes.Buffer
	data.WriteString("STT,Họ và tên,Giới tính,Ngày sinh,Ngày vào Đảng,Ngày chính thức,Số thẻ\n")
	for i := range 1_000_000 {
		fmt.Fprintf(&data, "%d,Nguyễn Văn A,Nam,%02d/%02d/%d,03/02/2010,03/02/2011,%012d\n", i+1, 1+i%28, 1+i%12, 1950+i%50, 1_000_000_000+i)
	}
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		_, err := Stream(bytes.NewReader(data.Bytes()), Options{}, func(m Row, faults []Fault) error {
			n++
			if len(faults) > 0 {
				return fmt.Errorf("%v", faults)
			}
			return nil
		})
		if err != nil || n != 1_000_000 {
			b.Fatal(n, err)
		}
	}
}
