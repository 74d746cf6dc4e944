package paper

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// form B1, design 12d: the minutes print on two pages.
func TestPDFMinutes(t *testing.T) {
	got := pages(t, render(t, PDF, minutes()))
	if len(got) != 2 {
		t.Fatalf("%d pages, want 2", len(got))
	}
	if got[1][0] != "2" {
		t.Errorf("the second page begins with %q, want its number", got[1][0])
	}
	golden(t, "minutes.pdf.txt", pageText(got))
}

func TestPDFResolution(t *testing.T) {
	for _, preset := range Presets() {
		golden(t, "resolution."+preset+".pdf.txt", pageText(pages(t, render(t, PDF, resolution(preset)))))
	}
}

func pageText(pages [][]string) string {
	var b strings.Builder
	for _, lines := range pages {
		b.WriteString(strings.Join(lines, "\n") + "\n----\n")
	}
	return b.String()
}

func TestPDFCharacters(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"decomposed":       {norm.NFD.String("Tiếng Việt"), "Tiếng Việt"},
		"emoji":            {"a 😀 b", "a □ b"},
		"emoji with marks": {"❤\uFE0F👍🏽.", "□□."},
		"han":              {"漢字", "□□"},
		"controls":         {"a\x00\x07b\u200B\u202Ec", "abc"},
		"first line break": {"\n\na", "a"},
	} {
		t.Run(name, func(t *testing.T) {
			d := Document{Preset: HD05, Blocks: []Block{Text(tt.text)}}
			if got := strings.Join(pages(t, render(t, PDF, d))[0], "|"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A paragraph, a word and a cell of 100,000 characters lose nothing.
func TestPDFLongText(t *testing.T) {
	long := strings.Repeat("chữ dài ", 12500)
	for name, blocks := range map[string][]Block{
		"paragraph": {Text(long)},
		"word":      {Text(strings.ReplaceAll(long, " ", ""))},
		"cell":      {Table{Columns: []Column{{Header: "TT", Width: 10}, {Header: "Nội dung"}}, Rows: [][]string{{"1", long}}}},
		"name":      {Heading{Text: long}},
	} {
		t.Run(name, func(t *testing.T) {
			d := Document{Preset: HD05, Blocks: blocks, Signatures: []Signature{{Name: "Nguyễn Văn A"}}}
			all := pageText(pages(t, render(t, PDF, d)))
			if got := strings.Count(all, "d"); got != 12500 && name != "cell" {
				t.Errorf("%d of 12500 words", got)
			}
			if !strings.Contains(all, "Nguyễn Văn A") {
				t.Error("no signature")
			}
			unzip(t, render(t, DOCX, d))
		})
	}
	d := Document{Preset: HD05, Signatures: []Signature{{Name: long}}, Recipients: []string{long}, Head: &Head{Issuer: long}}
	if n := len(pages(t, render(t, PDF, d))); n < 50 {
		t.Errorf("columns longer than a page fill %d pages", n)
	}
}

// roster is a table of 402 rows.
func roster() Document {
	t := Table{Columns: []Column{{Header: "TT", Width: 12, Align: AlignCentre}, {Header: "Họ và tên"}, {Header: "Ngày sinh", Width: 30}, {Header: "Ghi chú", Width: 40}}}
	for i := range 402 {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), "Nguyễn Văn " + Letter(i+1), "01/01/1980", "chính thức"})
	}
	return Document{Preset: HD05, Kind: "Danh sách", Subject: "đảng viên", Blocks: []Block{t}, Signatures: []Signature{{Heading: "T/M CHI BỘ", Name: "Nguyễn Văn A"}}}
}

func TestPDFTable(t *testing.T) {
	got := pages(t, render(t, PDF, roster()))
	rows := 0
	for i, page := range got {
		text := strings.Join(page, "\n")
		n := strings.Count(text, "chính thức")
		if rows += n; n > 0 && strings.Count(text, "Họ và tên") != 1 {
			t.Errorf("page %d: the header row does not stand on it once", i+1)
		}
	}
	if rows != 402 {
		t.Errorf("%d rows, want 402", rows)
	}
}

// Columns that ask for more than the page has are scaled down to it, and one that is
// given what is left still has room for words; where there are more columns than
// room, the file ends all the same.
func TestPDFNarrowColumns(t *testing.T) {
	wide := []Column{{Header: "TT", Width: 9}, {Header: "Tên mô hình", Width: 60}, {Header: "Đơn vị", Width: 60}, {Header: "Ngày đăng ký", Width: 40}, {Header: "Kết quả"}}
	widths, sum := columnWidths(wide, 160), 0.0
	for _, w := range widths {
		sum += w
	}
	if sum < 159.9 || sum > 160.1 || widths[4] < 13 {
		t.Errorf("widths %v", widths)
	}
	for name, cols := range map[string][]Column{"wider than the page": wide, "more than room": slices.Repeat([]Column{{Header: "Cột", Width: 20}, {}}, 30)} {
		row := make([]string, len(cols))
		row[len(cols)-1] = "nhân rộng"
		d := Document{Preset: HD05, Blocks: []Block{Table{Columns: cols, Rows: [][]string{row}}}}
		if got := strings.Join(strings.Fields(pageText(pages(t, render(t, PDF, d)))), ""); !strings.Contains(got, "rộng") && name == "wider than the page" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A signature never stands alone on a page, and a heading never ends one.
func TestPDFKeepsTogether(t *testing.T) {
	for n := range 45 {
		var d Document
		d.Preset = HD05
		for i := range n {
			d.Blocks = append(d.Blocks, Text("đoạn "+strconv.Itoa(i)))
		}
		d.Blocks = append(d.Blocks, Heading{Level: 1, Text: "MỤC"}, Text("đoạn cuối"))
		d.Signatures = []Signature{{Heading: "CHỦ TRÌ HỘI NGHỊ", Name: "Nguyễn Văn A"}}
		for _, page := range pages(t, render(t, PDF, d)) {
			text := strings.Join(page, "\n")
			if strings.Contains(text, "Nguyễn Văn A") && !strings.Contains(text, "MỤC\nđoạn cuối\nCHỦ TRÌ HỘI NGHỊ") {
				t.Fatalf("after %d paragraphs the last page is %q", n, text)
			}
		}
	}
}

// The fonts are shared by all files that are written at the same time.
func TestPDFConcurrently(t *testing.T) {
	want := render(t, PDF, minutes())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var got bytes.Buffer
			if err := PDF(&got, minutes()); err != nil || !bytes.Equal(got.Bytes(), want) {
				t.Errorf("another file beside it changed the bytes (%v)", err)
			}
		})
	}
	wg.Wait()
}

// safety S12
func FuzzPDF(f *testing.F) {
	f.Add("Đồng chí A báo cáo.\nÝ kiến: …", "Chi bộ")
	f.Add("\x00\xff\uFFFE\u0301 ( \\ ) \U0010FFFF", "😀")
	f.Add(strings.Repeat("dài", 5000), "\u2028\u202E\u00A0")
	f.Fuzz(func(t *testing.T, text, line string) {
		d := Document{
			Preset: HD05, Title: line, Head: &Head{Issuer: line, Date: line}, Kind: line,
			Blocks:     []Block{Text(text), Table{Columns: []Column{{Header: line}, {}}, Rows: [][]string{{text, line}}}},
			Recipients: []string{line}, Signatures: []Signature{{Name: line}},
		}
		if len(pages(t, render(t, PDF, d))) == 0 {
			t.Error("no page")
		}
	})
}

// minutes30 is the minutes of a meeting of 30 people, each of whom spoke.
func minutes30() Document {
	d := minutes()
	for i := range 30 {
		d.Blocks = append(d.Blocks, Text("Đồng chí Nguyễn Văn "+Letter(i+1)+": nhất trí với dự thảo nghị quyết, đề nghị bổ sung thời hạn và người chịu trách nhiệm của từng việc để chi bộ theo dõi hằng tháng."))
	}
	return d
}

// perf P7: ≤ 10 ms
func BenchmarkDOCX(b *testing.B) { benchmark(b, DOCX, minutes30()) }

// perf P7: ≤ 60 ms
func BenchmarkPDF(b *testing.B) { benchmark(b, PDF, minutes30()) }

func BenchmarkHTML(b *testing.B)     { benchmark(b, HTML, minutes30()) }
func BenchmarkPDFTable(b *testing.B) { benchmark(b, PDF, roster()) }

func benchmark(b *testing.B, write func(io.Writer, Document) error, d Document) {
	faces() // parsed once per process
	for b.Loop() {
		if err := write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
