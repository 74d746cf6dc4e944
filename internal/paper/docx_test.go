package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unzip gives the parts of a .docx, each of which must be well-formed.
func unzip(t testing.TB, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(data)
		dec := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	return parts
}

// docxText gives the text of word/document.xml, a line for each paragraph.
func docxText(t testing.TB, document string) string {
	t.Helper()
	var b strings.Builder
	dec := xml.NewDecoder(strings.NewReader(document))
	in := false
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		} else if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			in = tok.Name.Local == "t"
		case xml.EndElement:
			in = false
			if tok.Name.Local == "p" {
				b.WriteString("\n")
			}
		case xml.CharData:
			if in {
				b.Write(tok)
			}
		}
	}
}

// lineByLine makes golden XML readable.
func lineByLine(s string) string {
	return strings.NewReplacer("<w:p>", "\n<w:p>", "<w:tbl>", "\n<w:tbl>", "<w:tr>", "\n<w:tr>",
		"<w:style ", "\n<w:style ", "<w:sectPr>", "\n<w:sectPr>").Replace(s) + "\n"
}

// form B0, form B1, form B3
func TestDOCX(t *testing.T) {
	parts := unzip(t, render(t, DOCX, minutes()))
	golden(t, "minutes.document.xml", lineByLine(parts["word/document.xml"]))
	golden(t, "HD05.styles.xml", lineByLine(parts["word/styles.xml"]))
	parts = unzip(t, render(t, DOCX, resolution(HD36)))
	golden(t, "resolution.document.xml", lineByLine(parts["word/document.xml"]))
	golden(t, "HD36.styles.xml", lineByLine(parts["word/styles.xml"]))
}

func TestUnknownPreset(t *testing.T) {
	for _, write := range []func(io.Writer, Document) error{DOCX, PDF, HTML} {
		if err := write(io.Discard, Document{Preset: "?"}); err == nil {
			t.Error("an unknown preset was taken")
		}
	}
}

func TestEmptyDocument(t *testing.T) {
	d := Document{Preset: HD05, Blocks: []Block{Table{}, List{}, Paragraph{}, Table{Columns: make([]Column, 2)}}}
	unzip(t, render(t, DOCX, d))
	if n := len(pages(t, render(t, PDF, d))); n != 1 {
		t.Errorf("%d pages", n)
	}
	render(t, HTML, d)
}

// safety S15 reads decomposed text; papers carry composed text only.
func TestDOCXCleansText(t *testing.T) {
	const want = "Tiếng Việt 😀 <b> & \"x\""
	dirty := norm.NFD.String("Tiếng Việt") + "\x00\x01\uFFFE 😀\x1b <b> & \"x\""
	d := Document{Preset: HD05, Title: dirty, Blocks: []Block{Text(dirty)}}
	parts := unzip(t, render(t, DOCX, d))
	if got := strings.TrimSpace(docxText(t, parts["word/document.xml"])); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	d.Blocks = []Block{Text("a\r\nb\xff\n\n c")}
	parts = unzip(t, render(t, DOCX, d))
	if got := strings.Fields(docxText(t, parts["word/document.xml"])); len(got) != 3 || got[1] != "b\uFFFD" {
		t.Errorf("paragraphs %q", got)
	}
}

// Two signatures and a list of recipients are two tables, which Word melts
// into one unless a paragraph parts them.
func TestDOCXPartsTables(t *testing.T) {
	d := minutes()
	d.Recipients = []string{"Đảng ủy", "Lưu Chi bộ"}
	document := unzip(t, render(t, DOCX, d))["word/document.xml"]
	if strings.Contains(document, "</w:tbl><w:tbl>") {
		t.Error("two tables adjoin")
	}
	if !strings.Contains(document, "</w:p><w:sectPr>") {
		t.Error("the body does not end with a paragraph")
	}
}

// safety S12
func FuzzDOCX(f *testing.F) {
	f.Add("Đồng chí A báo cáo.\nÝ kiến: …", "Chi bộ")
	f.Add("\x00\xff\uFFFE\u0301]]><w:p>&#0;", "😀")
	f.Add(strings.Repeat("dài ", 5000), "\u2028\u202E")
	f.Fuzz(func(t *testing.T, text, line string) {
		d := Document{
			Preset: HD05, Title: line, Head: &Head{Issuer: line, Date: line}, Kind: line,
			Blocks:     []Block{Text(text), Table{Columns: []Column{{Header: line}, {}}, Rows: [][]string{{text, line}}}},
			Recipients: []string{line}, Signatures: []Signature{{Name: line}},
		}
		document := unzip(t, render(t, DOCX, d))["word/document.xml"]
		got := docxText(t, document)
		if !utf8.ValidString(got) {
			t.Error("the text is not UTF-8")
		}
		// What was typed stands on the paper, but for white space.
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if !strings.Contains(bare(got), bare(clean(text))) {
			t.Errorf("%q is not in %q", text, got)
		}
	})
}
