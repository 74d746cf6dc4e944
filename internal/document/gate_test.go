package document

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/text/unicode/norm"

	"chibo/internal/fault"
)

// part is a part of an office file in tests.
type part struct {
	name, body string
	mode       fs.FileMode
}

func pack(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	zw.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate}
		if len(p.body) < 10 {
			h.Method = zip.Store
		}
		h.SetMode(0o644 | p.mode)
		w, err := zw.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p.body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	docxTypes = `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	xlsxTypes = `<?xml version="1.0"?><Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
	harmless  = "Chi bộ họp thường kỳ tháng 5, thảo luận nhiệm vụ tháng 6."
)

func wordText(paragraphs ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="x"><w:body><w:p><w:r><w:t>` + strings.Join(paragraphs, `</w:t></w:r></w:p><w:p><w:r><w:t>`) + `</w:t></w:r></w:p></w:body></w:document>`
}

func docx(t testing.TB, paragraphs []string, more ...part) []byte {
	return pack(t, append([]part{{name: "[Content_Types].xml", body: docxTypes}, {name: "word/document.xml", body: wordText(paragraphs...)}}, more...)...)
}

func xlsx(t testing.TB, cell string, more ...part) []byte {
	return pack(t, append([]part{
		{name: "[Content_Types].xml", body: xlsxTypes},
		{name: "xl/workbook.xml", body: `<workbook><sheets><sheet name="Danh sách"/></sheets></workbook>`},
		{name: "xl/sharedStrings.xml", body: `<sst><si><t>` + harmless + `</t></si><si><t>` + cell + `</t></si></sst>`},
	}, more...)...)
}

func odf(t testing.TB, kind Type, text string, more ...part) []byte {
	return pack(t, append([]part{{name: "mimetype", body: kind.Mime()}, {name: "content.xml", body: `<office:document-content><text:p>` + harmless + `</text:p><text:p>` + text + `</text:p></office:document-content>`}}, more...)...)
}

// pdfOf makes a PDF with an embedded font, as Word and LibreOffice do.
func pdfOf(t testing.TB, draw func(f *fpdf.Fpdf)) []byte {
	t.Helper()
	f := fpdf.New("P", "mm", "A4", "")
	f.AddUTF8FontFromBytes("serif", "", liberationserifregular.TTF)
	f.SetFont("serif", "", 14)
	f.AddPage()
	draw(f)
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pdfText(t testing.TB, lines ...string) []byte {
	return pdfOf(t, func(f *fpdf.Fpdf) {
		for _, l := range lines {
			f.CellFormat(0, 8, l, "", 1, "L", false, 0, "")
		}
	})
}

func picture(t testing.TB, kind Type) []byte {
	t.Helper()
	var b bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, 40, 30))
	err := png.Encode(&b, m)
	if kind == JPG {
		b.Reset()
		err = jpeg.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// flood is a PNG of a few bytes that declares a huge picture.
func flood() []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), 60_000), 60_000)
	head = append(head, 8, 6, 0, 0, 0)
	b = binary.BigEndian.AppendUint32(b, 13)
	return binary.BigEndian.AppendUint32(append(b, head...), crc32.ChecksumIEEE(head))
}

func TestAccepted(t *testing.T) {
	media := part{name: "word/media/image1.png", body: string(picture(t, PNG))}
	for _, c := range []struct {
		name string
		data []byte
		want Verdict
	}{
		{"Biên bản.docx", docx(t, []string{harmless}), Verdict{DOCX, false}},
		{"Biên bản.DOCX", docx(t, []string{harmless}, media), Verdict{DOCX, false}},
		{"Ảnh chụp.docx", docx(t, []string{""}, media), Verdict{DOCX, true}},
		{"Kèm tệp.docx", docx(t, []string{harmless}, part{name: "word/embeddings/oleObject1.bin", body: "x"}), Verdict{DOCX, true}},
		{"Danh sách.xlsx", xlsx(t, "Nguyễn Văn A"), Verdict{XLSX, false}},
		{"a.odt", odf(t, ODT, "Nguyễn Văn A"), Verdict{ODT, false}},
		{"a.ods", odf(t, ODS, "Nguyễn Văn A"), Verdict{ODS, false}},
		{"a.pdf", pdfText(t, harmless, "Quy chế bảo mật thông tin", "QUY CHẾ BẢO", "MẬT THÔNG TIN CỦA CHI BỘ"), Verdict{PDF, false}},
		{"scan.pdf", pdfOf(t, func(f *fpdf.Fpdf) {
			f.RegisterImageOptionsReader("i", fpdf.ImageOptions{ImageType: "png"}, bytes.NewReader(picture(t, PNG)))
			f.Image("i", 10, 10, 100, 0, false, "", 0, "")
		}), Verdict{PDF, true}},
		{"a.png", picture(t, PNG), Verdict{PNG, true}},
		{"a.JPEG", picture(t, JPG), Verdict{JPG, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := Inspect(c.name, c.data); err != nil || got != c.want {
				t.Errorf("got %v %v, want %v", got, err, c.want)
			}
		})
	}
}

// safety S10: each refusal is its own, and quick.
func TestRefused(t *testing.T) {
	zeros := strings.Repeat("\x00", 70<<20)
	bomb := docx(t, []string{harmless}, part{name: "word/media/a.png", body: zeros})
	locked := docx(t, []string{harmless})
	for _, sign := range []string{"PK\x03\x04", "PK\x01\x02"} { // the flag of encryption in every header
		at := map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[sign]
		for i := 0; ; {
			j := bytes.Index(locked[i:], []byte(sign))
			if j < 0 {
				break
			}
			locked[i+j+at] |= 1
			i += j + 4
		}
	}
	many := []part{{name: "[Content_Types].xml", body: docxTypes}}
	for i := range 2001 {
		many = append(many, part{name: fmt.Sprintf("word/p%d.xml", i), body: "<a/>"})
	}
	goodPDF := pdfText(t, harmless)
	for _, c := range []struct {
		what, name string
		data       []byte
		key        string
	}{
		{"empty", "a.pdf", nil, "document.empty"},
		{"too large", "a.pdf", make([]byte, FileMax+1), "document.too_large"},
		{"another name", "a.pdf", docx(t, []string{harmless}), "document.name_differs"},
		{"no ending", "van-ban", docx(t, []string{harmless}), "document.name_differs"},
		{"program", "a.pdf", []byte("MZ\x90\x00"), "document.type_unknown"},
		{"plain text", "a.txt", []byte("xin chào"), "document.type_unknown"},
		{"svg", "a.png", []byte(`<?xml version="1.0"?><svg onload="x"/>`), "document.svg"},
		{"html", "a.docx", []byte("\n<!DOCTYPE html><html><script>x</script>"), "document.web_page"},
		{"old Word", "a.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\x00o\x00r\x00d\x00"), "document.old_office"},
		{"Word behind a password", "a.docx", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Join(strings.Split("EncryptedPackage", ""), "\x00")), "document.password"},
		{"docm by name", "a.docm", docx(t, []string{harmless}), "document.macro"},
		{"docm by content", "a.docx", docx(t, []string{harmless}, part{name: "word/vbaProject.bin", body: "x"}), "document.macro"},
		{"docm by type", "a.docx", pack(t, part{name: "[Content_Types].xml", body: strings.Replace(docxTypes, "openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.macroEnabled", 1)}, part{name: "word/document.xml", body: wordText(harmless)}), "document.macro"},
		{"odt with a program", "a.odt", odf(t, ODT, "", part{name: "Basic/Standard/Module1.xml", body: "<a/>"}), "document.macro"},
		{"odt behind a password", "a.odt", odf(t, ODT, "", part{name: "META-INF/manifest.xml", body: `<manifest:encryption-data/>`}), "document.password"},
		{"zip behind a password", "a.docx", locked, "document.password"},
		{"any zip", "a.docx", pack(t, part{name: "a.txt", body: "x"}), "document.type_unknown"},
		{"bomb", "a.docx", bomb, "document.unpacks_too_large"},
		{"flat bomb", "a.docx", docx(t, []string{harmless}, part{name: "word/media/a.png", body: zeros[:9<<20]}), "document.unpacks_too_large"},
		{"lying bomb", "a.docx", lie(bytes.Clone(bomb)), "document.damaged"},
		{"many parts", "a.docx", pack(t, many...), "document.unpacks_too_large"},
		{"zip slip", "a.docx", docx(t, []string{harmless}, part{name: "../../etc/passwd", body: "x"}), "document.damaged"},
		{"zip slip by backslash", "a.docx", docx(t, []string{harmless}, part{name: `word\..\..\x.xml`, body: "x"}), "document.damaged"},
		{"absolute name", "a.docx", docx(t, []string{harmless}, part{name: "/etc/passwd", body: "x"}), "document.damaged"},
		{"part twice", "a.docx", docx(t, []string{harmless}, part{name: "word/document.xml", body: wordText("x")}), "document.damaged"},
		{"symlink", "a.docx", docx(t, []string{harmless}, part{name: "word/link", body: "/etc/passwd", mode: fs.ModeSymlink}), "document.damaged"},
		{"xxe", "a.docx", docx(t, []string{harmless}, part{name: "word/x.xml", body: `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`}), "document.damaged"},
		{"other encoding", "a.docx", docx(t, []string{harmless}, part{name: "word/x.xml", body: `<?xml version="1.0" encoding="windows-1258"?><a/>`}), "document.damaged"},
		{"broken zip", "a.docx", docx(t, []string{harmless})[:300], "document.damaged"},
		{"pixel flood", "a.png", flood(), "document.too_many_pixels"},
		{"broken picture", "a.jpg", []byte("\xFF\xD8\xFF\xE0\x00"), "document.damaged"},
		{"picture and archive", "a.png", append(picture(t, PNG), docx(t, []string{harmless})...), "document.two_faced"},
		{"picture and page", "a.jpg", append(picture(t, JPG), "<script>alert(1)</script>"...), "document.two_faced"},
		{"PDF and archive", "a.pdf", append(bytes.Clone(goodPDF), docx(t, []string{harmless})...), "document.two_faced"},
		{"PDF behind a password", "a.pdf", pdfOf(t, func(f *fpdf.Fpdf) { f.SetProtection(0, "a", "b"); f.Text(10, 10, harmless) }), "document.password"},
		{"PDF that runs", "a.pdf", pdfOf(t, func(f *fpdf.Fpdf) { f.SetJavascript("app.alert(1)") }), "document.active"},
		{"PDF that carries", "a.pdf", pdfOf(t, func(f *fpdf.Fpdf) { f.SetAttachments([]fpdf.Attachment{{Content: []byte("x"), Filename: "x.exe"}}) }), "document.active"},
		{"PDF bomb", "a.pdf", pdfBomb(t), "document.unpacks_too_large"},
		{"cut PDF", "a.pdf", goodPDF[:len(goodPDF)/2], "document.damaged"},
		{"PDF of nothing", "a.pdf", []byte("%PDF-1.7\n%%EOF"), "document.damaged"},
		{"mark in the name", "TỐI MẬT.docx", docx(t, []string{harmless}), "document.secret"},
	} {
		t.Run(c.what, func(t *testing.T) {
			start := time.Now()
			_, err := Inspect(c.name, c.data)
			if fault.Key(err) != c.key {
				t.Errorf("got %v, want %s", err, c.key)
			}
			if d := time.Since(start); d > 2*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// lie makes an archive declare that its last part is small.
func lie(data []byte) []byte {
	at := bytes.LastIndex(data, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(data[at+24:], 100)
	return data
}

func pdfBomb(t testing.TB) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	chunk := bytes.Repeat([]byte("(A)Tj "), 1<<18)
	for range 45 {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%%%EOF\n", packed.Len(), packed.Bytes())
}

// safety S15: a mark is found wherever a file can carry one.
func TestMarkedFilesAreRefused(t *testing.T) {
	n := 0
	for _, mark := range []string{"MẬT", "TỐI MẬT", "TUYỆT MẬT"} {
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			m := form.String(mark)
			letters := spread(mark, " ")
			files := map[string][]byte{
				"text.docx":      docx(t, []string{harmless, m, harmless}),
				"runs.docx":      docx(t, []string{harmless, m[:1] + `</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>` + m[1:]}),
				"header.docx":    docx(t, []string{harmless}, part{name: "word/header1.xml", body: `<w:hdr><w:p><w:r><w:t>` + m + `</w:t></w:r></w:p></w:hdr>`}),
				"footer.docx":    docx(t, []string{harmless}, part{name: "word/footer1.xml", body: `<w:ftr><w:p><w:r><w:t>` + letters + `</w:t></w:r></w:p></w:ftr>`}),
				"watermark.docx": docx(t, []string{harmless}, part{name: "word/header2.xml", body: `<w:hdr><v:shape><v:textpath string="` + m + `"/></v:shape></w:hdr>`}),
				"comment.docx":   docx(t, []string{harmless}, part{name: "word/comments.xml", body: `<w:comments><w:p><w:t>Độ mật: ` + m + `</w:t></w:p></w:comments>`}),
				"title.docx":     docx(t, []string{harmless}, part{name: "docProps/core.xml", body: `<cp:coreProperties><dc:title>Báo cáo ` + strings.ToLower(m) + `</dc:title></cp:coreProperties>`}),
				"entity.docx":    docx(t, []string{harmless, `M&#7852;T`}),
				"utf16.docx":     docx(t, []string{harmless}, part{name: "word/header3.xml", body: inUTF16(`<w:hdr><w:p>` + m + `</w:p></w:hdr>`)}),
				"cell.xlsx":      xlsx(t, m),
				"sheet.xlsx":     xlsx(t, "x", part{name: "xl/workbook2.xml", body: `<sheet name="` + m + `"/>`}),
				"header.xlsx":    xlsx(t, "x", part{name: "xl/worksheets/sheet1.xml", body: `<worksheet><headerFooter><oddHeader>&amp;C&amp;"Times,Bold"&amp;14` + m + `</oddHeader></headerFooter></worksheet>`}),
				"text.odt":       odf(t, ODT, m[:1]+`<text:span>`+m[1:]+`</text:span>`),
				"header.odt":     odf(t, ODT, "", part{name: "styles.xml", body: `<style:header><text:p>` + m + `</text:p></style:header>`}),
				"meta.odt":       odf(t, ODT, "", part{name: "meta.xml", body: `<office:meta><meta:keyword>` + m + `</meta:keyword></office:meta>`}),
				"cell.ods":       odf(t, ODS, "Độ mật: "+m),
				"text.pdf":       pdfText(t, harmless, norm.NFC.String(m)),
				"spaced.pdf":     pdfText(t, harmless, letters),
				"header.pdf": pdfOf(t, func(f *fpdf.Fpdf) {
					f.Text(20, 10, norm.NFC.String(m))
					f.Text(20, 40, harmless)
				}),
				"title.pdf": pdfOf(t, func(f *fpdf.Fpdf) { f.SetTitle("Kế hoạch "+m, true); f.Text(20, 40, harmless) }),
				"stamp.pdf": pdfOf(t, func(f *fpdf.Fpdf) {
					f.Text(20, 40, harmless)
					f.UseTemplate(f.CreateTemplate(func(tpl *fpdf.Tpl) {
						tpl.SetFont("serif", "", 30)
						tpl.Text(60, 100, norm.NFC.String(m))
					}))
				}),
			}
			for name, data := range files {
				n++
				if _, err := Inspect(name, data); fault.Key(err) != "document.secret" {
					t.Errorf("%s %q: %v", name, m, err)
				}
			}
		}
	}
	if n < 60 {
		t.Errorf("only %d marks tried", n)
	}
}

func inUTF16(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, r := range s {
		b = binary.LittleEndian.AppendUint16(b, uint16(r))
	}
	return string(b)
}

// safety S10: a hostile file costs little memory.
func TestMemoryIsBounded(t *testing.T) {
	big := docx(t, []string{harmless}, part{name: "word/x.xml", body: "<a>" + strings.Repeat("không có dấu xuống dòng ", 1<<20) + "</a>"})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	_, err := Inspect("a.docx", big)
	runtime.ReadMemStats(&after)
	if grown := after.Sys - before.Sys; grown > 128<<20 {
		t.Errorf("grew by %d MiB", grown>>20)
	}
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("took %v (%v)", d, err)
	}
}

func FuzzDocxText(f *testing.F) {
	for _, seed := range []string{wordText("a", "b"), "<a", "<!--", "<![CDATA[x]]>", "<a b='", "<!DOCTYPE a>", "\xFF\xFE<\x00a\x00>\x00", "&#x110000;", "<w:t>M</w:t><w:t>ẬT</w:t>"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		total := 0
		err := lines(bytes.NewReader(body), func(s string) { total += len(s); CheckText(s, s) })
		if err == nil && total > 8*len(body)+lineMax {
			t.Errorf("%d bytes of text out of %d", total, len(body))
		}
	})
}

func FuzzInspect(f *testing.F) {
	f.Add(pdfOf(f, func(p *fpdf.Fpdf) { p.SetFont("Helvetica", "", 12); p.Text(10, 10, "Chi bo hop thuong ky") }))
	f.Add(docx(f, []string{harmless}))
	f.Add(picture(f, JPG))
	f.Fuzz(func(t *testing.T, data []byte) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = Inspect("a.pdf", data)
		}()
		select {
		case <-done:
		case <-time.After(8 * time.Second): // two, and what the fuzzer's own bookkeeping costs
			t.Fatal("took too long")
		}
	})
}
