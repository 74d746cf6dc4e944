package app_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"chibo/internal/access"
	"chibo/internal/dbtest"
	"chibo/internal/webtest"
)

// upload sends a file with the other fields of its form.
func upload(t *testing.T, c *webtest.Client, path, name string, data []byte, fields map[string]string) webtest.Answer {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for field, value := range fields {
		must(t, w.WriteField(field, value))
	}
	part, err := w.CreateFormFile("file", name)
	must(t, err)
	_, err = part.Write(data)
	must(t, err)
	must(t, w.Close())
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.Base()+path, &b)
	must(t, err)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return c.Do(r)
}

// packed is an archive of the parts given as name, content, name, …
func packed(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestSpeed) })
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		must(t, err)
		_, err = io.WriteString(f, parts[i+1])
		must(t, err)
	}
	must(t, w.Close())
	return b.Bytes()
}

// book is a workbook of one sheet with the rows; a text that begins with "="
// becomes a formula without a result.
func book(t *testing.T, rows ...[]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for y, row := range rows {
		for x, text := range row {
			cell, err := excelize.CoordinatesToCellName(x+1, y+1)
			must(t, err)
			if strings.HasPrefix(text, "=") {
				must(t, f.SetCellFormula("Sheet1", cell, text))
			} else {
				must(t, f.SetCellStr("Sheet1", cell, text))
			}
		}
	}
	b, err := f.WriteToBuffer()
	must(t, err)
	must(t, f.Close())
	return b.Bytes()
}

const (
	wordTypes = `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	wordBegin = `<?xml version="1.0"?><w:document xmlns:w="x"><w:body><w:p><w:r><w:t>`
	wordEnd   = `</w:t></w:r></w:p></w:body></w:document>`
)

func word(t *testing.T, text string, more ...string) []byte {
	t.Helper()
	return packed(t, append([]string{"[Content_Types].xml", wordTypes, "word/document.xml", wordBegin + text + wordEnd}, more...)...)
}

// answerMax is how long a refusal may take, with room for the race detector.
const answerMax = 8 * time.Second

var header = []string{"Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức"}

// safety S10, S15: a file that cannot be taken is refused beside its field,
// with the way out, and nothing of it is kept.
func TestUploadsRefused(t *testing.T) {
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	lists, papers := "/member/import", "/document/of/meeting/"+w.Own.Params["meeting"]
	list := strings.Join(header, ";") + "\nĐặng Văn K;1980;2010;2011\n"
	macros := packed(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>", "xl/vbaProject.bin", "x")
	before := dbtest.Digest(t, w.App.DB, untouched...)
	long := list + strings.Repeat("Đặng Văn L;1980;2010;2011\n", 20_000)
	for _, c := range []struct {
		what, path, name string
		data             []byte
		says             string
	}{
		{"zip bomb", lists, "a.xlsx", packed(t, "xl/workbook.xml", "<workbook/>", "xl/worksheets/sheet1.xml", strings.Repeat("\x00", 70<<20)), "khi mở ra lớn hơn"},
		{"macros", lists, "a.xlsm", macros, "macro"},
		{"macros behind a right name", lists, "a.xlsx", macros, "macro"},
		{"Word behind a right name", lists, "a.xlsx", word(t, "Danh sách"), "Word"},
		{"page behind an old name", lists, "a.xls", []byte("<html><table><tr><td>Họ và tên</td></tr></table></html>"), "trang web"},
		{"20,001 rows", lists, "a.csv", []byte(long), "hơn 20.000 dòng"},
		{"empty", lists, "a.csv", nil, "không có dữ liệu"},
		{"no file", lists, "", nil, "Chưa chọn tệp"},
		{"mark in the name", lists, "Danh sách MẬT.csv", []byte(list), "mật"},
		{"mark in the text", lists, "a.csv", []byte("TỐI MẬT;;;\n" + list), "mật"},
		{"decomposed mark", lists, "a.csv", []byte(norm.NFD.String("TUYỆT MẬT") + ";;;\n" + list), "mật"},
		{"zip bomb", papers, "a.docx", word(t, "Nội dung", "word/media/a.png", strings.Repeat("\x00", 70<<20)), "mở ra"},
		{"macros", papers, "a.docm", word(t, "Nội dung", "word/vbaProject.bin", "x"), "macro"},
		{"Word behind another name", papers, "a.xlsx", word(t, "Nội dung"), "Đuôi tên tệp"},
		{"page behind an old name", papers, "a.xls", []byte("<html></html>"), "trang web"},
		{"mark in the name", papers, "Báo cáo TỐI MẬT.docx", word(t, "Nội dung"), "mật"},
		{"mark in the text", papers, "a.docx", word(t, "MẬT"), "mật"},
		{"no file", papers, "", nil, "Chưa chọn tệp"},
	} {
		t.Run(strings.Split(c.path, "/")[1]+" "+c.what, func(t *testing.T) {
			start := time.Now()
			got := upload(t, client, c.path, c.name, c.data, map[string]string{"unit": string(w.Own.Unit), "declared": "on"})
			if d := time.Since(start); d > answerMax {
				t.Errorf("took %v", d)
			}
			told := strings.Join(strings.Fields(got.Doc(t).Find(".field-bad .field-msg").Text()), " ")
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(told, c.says) {
				t.Errorf("%d, said %q", got.Status, told)
			}
		})
	}
	if !maps.Equal(before, dbtest.Digest(t, w.App.DB, untouched...)) {
		t.Error("something was kept")
	}
}

// safety S9: a list with formulas is shown with what is wrong in which row,
// and none of it can be confirmed.
func TestFormulaCells(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	data := book(t, header, []string{"Đặng Văn K", "1980", "2010", "2011"}, []string{`=HYPERLINK("http://a","b")`, "1980", "=1+1", "2011"})
	got := upload(t, client, "/member/import", "a.xlsx", data, map[string]string{"unit": string(w.Own.Unit)})
	told := client.Get(got.Location).Doc(t).Find("main").Text()
	for _, want := range []string{"Còn 3 lỗi nên chưa nhập dòng nào", "Dòng 3", "Ô có công thức nhưng chưa có kết quả"} {
		if !strings.Contains(told, want) {
			t.Errorf("the list does not tell %q", want)
		}
	}
	before := dbtest.Digest(t, w.App.DB, untouched...)
	confirmed := client.Post(got.Location+"/confirm", url.Values{"_version": {"1"}})
	if confirmed.Status != http.StatusUnprocessableEntity || !strings.Contains(confirmed.Body, "Ô có công thức") {
		t.Errorf("confirming: %d", confirmed.Status)
	}
	if !maps.Equal(before, dbtest.Digest(t, w.App.DB, untouched...)) {
		t.Error("something was imported")
	}
}

// safety S10: a body of 1 GB is cut at the limit, wherever it is sent.
func TestGiantBody(t *testing.T) {
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	base, err := url.Parse(client.Base())
	must(t, err)
	session := client.Cookies()
	const form, files = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
	part := "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n"
	for _, c := range []struct{ path, kind, begin string }{
		{"/task/new", form, "title="},
		{"/task/new", files, part},
		{"/member/import", files, part},
		{"/member/import", form, "unit="},
		{"/document/of/meeting/" + w.Own.Params["meeting"], files, part},
		{"/login", form, "username="},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		conn, err := net.Dial("tcp", base.Host)
		must(t, err)
		go func() {
			fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", c.path, base.Host, session, c.kind, 1<<30, c.begin)
			chunk := bytes.Repeat([]byte("a"), 64<<10)
			for range 1 << 30 / len(chunk) {
				if _, err := conn.Write(chunk); err != nil {
					return
				}
			}
		}()
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		must(t, err)
		body, err := io.ReadAll(answer.Body)
		must(t, err)
		must(t, conn.Close())
		runtime.ReadMemStats(&after)
		if answer.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(body), "quá lớn") {
			t.Errorf("%s %s: %d", c.path, c.kind, answer.StatusCode)
		}
		if d := time.Since(start); d > answerMax {
			t.Errorf("%s %s: took %v", c.path, c.kind, d)
		}
		if grown := int64(after.Sys) - int64(before.Sys); grown > 128<<20 {
			t.Errorf("%s %s: memory grew by %d MiB", c.path, c.kind, grown>>20)
		}
	}
}
