package paper

import (
	"bytes"
	"cmp"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/ledongthuc/pdf"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

// render writes a document with one of the writers, twice: the bytes must be
// the same.
func render(t testing.TB, write func(io.Writer, Document) error, d Document) []byte {
	t.Helper()
	var first, second bytes.Buffer
	if err := write(&first, d); err != nil {
		t.Fatal(err)
	}
	if err := write(&second, d); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same document gave different bytes")
	}
	return first.Bytes()
}

// pages gives the lines of text of each page of a .pdf, top to bottom.
func pages(t testing.TB, file []byte) [][]string {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for n := 1; n <= r.NumPage(); n++ {
		// The reader ends each piece of text with a mark of its own.
		letters := slices.DeleteFunc(r.Page(n).Content().Text, func(t pdf.Text) bool { return t.S == "\uFFFD" })
		// Within a line pieces are drawn from left to right.
		slices.SortStableFunc(letters, func(a, b pdf.Text) int {
			return cmp.Compare(math.Round(b.Y), math.Round(a.Y))
		})
		var lines []string
		for i, letter := range letters {
			if i == 0 || math.Round(letter.Y) != math.Round(letters[i-1].Y) {
				lines = append(lines, "")
			}
			lines[len(lines)-1] += letter.S
		}
		out = append(out, lines)
	}
	return out
}

// resolution is a paper with everything that minutes lack: recipients beside
// one signature, addressees, a note, three levels of headings (form B3).
func resolution(preset string) Document {
	return Document{
		Preset: preset,
		Title:  "Nghị quyết tháng 6/2026",
		Head: &Head{
			Parent: "Đảng bộ Sở Y tế", Issuer: "Chi bộ Trạm Y tế", Number: Number(12, "NQ", "CB"),
			About: "về việc thử mẫu", Place: "Hà Nội", Date: "ngày 03 tháng 6 năm 2026",
		},
		Kind:       "Nghị quyết",
		Subject:    "lãnh đạo thực hiện nhiệm vụ tháng 6",
		Addressees: []string{"Đảng ủy Sở Y tế"},
		Blocks: []Block{
			Heading{Level: 1, Text: "I- ĐÁNH GIÁ THÁNG TRƯỚC"},
			Heading{Level: 2, Text: "1. Chính trị, tư tưởng"},
			Heading{Level: 3, Text: "Ưu điểm"},
			Paragraph{Runs: []Run{{Text: "Chữ "}, {Text: "đậm", Bold: true}, {Text: ", "}, {Text: "nghiêng", Italic: true}, {Text: " và "}, {Text: "cả hai", Bold: true, Italic: true}, {Text: "."}}},
			List{Items: []Paragraph{Text("một;"), Text("hai.")}},
			Paragraph{Runs: []Run{{Text: "(Kèm danh sách)"}}, Align: AlignCentre},
			Spacer{Lines: 1},
			Table{Columns: []Column{{Align: AlignCentre}, {Align: AlignRight}}, Rows: [][]string{{"không có", "1"}, {"hàng đầu"}}},
			PageBreak{},
			Text("Trang sau.\nĐoạn sau."),
		},
		Recipients: []string{"Đảng ủy (để báo cáo);", "Các đồng chí đảng viên", "Lưu Chi bộ."},
		Signatures: []Signature{{Heading: "T/M CHI BỘ", Post: "BÍ THƯ", Name: "Nguyễn Văn A"}},
		Note:       "Mã kiểm tra: 0123456789abcdef",
	}
}
