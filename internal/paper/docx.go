package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// DOCX writes the document as a Word file whose styles bear the names of the
// roles, so that an office can restyle a paper as a whole.
func DOCX(w io.Writer, d Document) error {
	preset, elements, err := compose(d)
	if err != nil {
		return err
	}
	x := &docxBody{preset: preset}
	x.start()
	for i, e := range elements {
		if i > 0 && isPair(elements[i-1]) && !isPara(e) {
			x.gap(1) // Word would melt two adjoining tables into one
		}
		switch e := e.(type) {
		case para:
			x.para(e)
		case pair:
			x.pair(e)
		case grid:
			x.grid(e)
		case picture:
			x.picture(e)
		case pageBreak:
			x.put(`<w:p><w:pPr><w:pStyle w:val="blank"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>`)
		}
	}
	x.end(elements)
	parts, rels := media(x.images)
	return zipParts(w, append([]docxPart{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", coreProps(d)},
		{"word/document.xml", x.String()},
		{"word/styles.xml", docxStyles(preset)},
		{"word/settings.xml", docxSettings},
		{"word/header1.xml", docxPageNumber},
		{"word/header2.xml", docxNoPageNumber},
		{"word/_rels/document.xml.rels", documentRels + rels + `</Relationships>`},
	}, parts...))
}

// docxPart is one file inside a .docx.
type docxPart struct{ name, content string }

// zipParts packs the parts under one fixed time.
func zipParts(w io.Writer, parts []docxPart) error {
	z := zip.NewWriter(w)
	for _, part := range parts {
		method := zip.Deflate
		if strings.HasPrefix(part.name, "word/media/") {
			method = zip.Store // pictures are packed already
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: method, Modified: epoch})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, part.content); err != nil {
			return err
		}
	}
	return z.Close()
}

// docxBody builds word/document.xml.
type docxBody struct {
	bytes.Buffer
	preset Preset
	images []Image
}

func (x *docxBody) put(parts ...string) {
	for _, s := range parts {
		x.WriteString(s)
	}
}

func (x *docxBody) start() {
	x.put(xml.Header, `<w:document `, docxNamespaces, `><w:body>`)
}

// end closes the body. A paper that ends with a table needs one more
// paragraph, which is made as low as Word allows.
func (x *docxBody) end(elements []element) {
	if len(elements) == 0 || !isPara(elements[len(elements)-1]) {
		x.gap(1)
	}
	pg := x.preset.Page
	x.put(`<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>`,
		`<w:pgSz w:w="`, mmTwips(pg.Width), `" w:h="`, mmTwips(pg.Height), turned(pg), `"/>`,
		`<w:pgMar w:top="`, mmTwips(pg.Top), `" w:right="`, mmTwips(pg.Right), `" w:bottom="`, mmTwips(pg.Bottom),
		`" w:left="`, mmTwips(pg.Left), `" w:header="`, mmTwips(pg.Number), `" w:footer="`, mmTwips(pg.Number),
		`" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>`)
}

// turned marks a sheet that is wider than high, as Word asks for.
func turned(pg Page) string {
	if pg.Width > pg.Height {
		return `" w:orient="landscape`
	}
	return ""
}

func isPara(e element) bool { _, ok := e.(para); return ok }
func isPair(e element) bool { _, ok := e.(pair); return ok }

// gap writes an empty paragraph of a height in points.
func (x *docxBody) gap(height float64) {
	x.put(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="`, ptTwips(height), `" w:lineRule="exact"/></w:pPr></w:p>`)
}

// para writes a paragraph: its style, and only what differs from the style.
func (x *docxBody) para(p para) { x.paraIn(p, 0) }

// paraIn is para in a column of a width in millimetres, which a rule below the
// text needs to know; 0 is the width of the page.
func (x *docxBody) paraIn(p para, column float64) {
	style := x.preset.Styles[p.role]
	x.put(`<w:p><w:pPr><w:pStyle w:val="`, string(p.role), `"/>`)
	if p.keep {
		x.put(`<w:keepNext/>`)
	}
	if style.Rule {
		x.rule(p, style, column)
	}
	if p.align != style.Align {
		if p.align == AlignCentre || p.align == AlignRight {
			x.put(`<w:ind w:firstLine="0"/>`)
		}
		x.put(`<w:jc w:val="`, docxAlign(p.align), `"/>`)
	}
	x.put(`</w:pPr>`)
	for _, r := range p.runs {
		x.run(r)
	}
	x.put(`</w:p>`)
}

func (x *docxBody) run(r Run) {
	x.put(`<w:r>`)
	if r.Bold || r.Italic {
		x.put(`<w:rPr>`)
		if r.Bold {
			x.put(`<w:b/>`)
		}
		if r.Italic {
			x.put(`<w:i/>`)
		}
		x.put(`</w:rPr>`)
	}
	x.put(`<w:t xml:space="preserve">`)
	// A bytes.Buffer never refuses.
	_ = xml.EscapeText(&x.Buffer, []byte(r.Text))
	x.put(`</w:t></w:r>`)
}

// rule draws a border below the paragraph, drawn in from both sides so that it
// is as long as the text.
func (x *docxBody) rule(p para, style Style, column float64) {
	if column == 0 {
		column = x.preset.textWidth()
	}
	var text float64
	for _, r := range p.runs {
		text += faceOf(style.Bold || r.Bold, style.Italic || r.Italic).width(r.Text, style.Size)
	}
	side := strconv.Itoa(int(max(0, (column*pointsPerMM-text)/2*20)))
	x.put(`<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>`,
		`<w:ind w:left="`, side, `" w:right="`, side, `" w:firstLine="0"/>`)
}

// pair writes two columns as a table without borders that no page divides.
func (x *docxBody) pair(p pair) {
	x.put(`<w:tbl><w:tblPr><w:tblW w:w="`, mmTwips(p.leftWidth+p.rightWid),
		`" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>`,
		`<w:tblGrid><w:gridCol w:w="`, mmTwips(p.leftWidth), `"/><w:gridCol w:w="`, mmTwips(p.rightWid), `"/></w:tblGrid>`,
		`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	x.column(p.left, p.leftWidth, p.before)
	x.column(p.right, p.rightWid, p.before)
	x.put(`</w:tr></w:tbl>`)
}

func (x *docxBody) column(lines []para, width, before float64) {
	x.put(`<w:tc><w:tcPr><w:tcW w:w="`, mmTwips(width), `" w:type="dxa"/>`)
	if before > 0 {
		x.put(`<w:tcMar><w:top w:w="`, ptTwips(before), `" w:type="dxa"/></w:tcMar>`)
	}
	x.put(`</w:tcPr>`)
	for _, l := range lines {
		x.paraIn(l, width)
	}
	if len(lines) == 0 {
		x.put(`<w:p><w:pPr><w:pStyle w:val="blank"/></w:pPr></w:p>`)
	}
	x.put(`</w:tc>`)
}

// wholeRow is the number of characters up to which a row stays on one page.
const wholeRow = 1500

func (x *docxBody) grid(g grid) {
	var total float64
	for _, w := range g.widths {
		total += w
	}
	x.put(`<w:tbl><w:tblPr><w:tblW w:w="`, mmTwips(total), `" w:type="dxa"/>`, docxBorders,
		`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="`, ptTwips(cellPadY), `" w:type="dxa"/><w:left w:w="`, ptTwips(cellPadX),
		`" w:type="dxa"/><w:bottom w:w="`, ptTwips(cellPadY), `" w:type="dxa"/><w:right w:w="`, ptTwips(cellPadX),
		`" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, w := range g.widths {
		x.put(`<w:gridCol w:w="`, mmTwips(w), `"/>`)
	}
	x.put(`</w:tblGrid>`)
	if g.head != nil {
		cells := make([][]para, len(g.head))
		for i, h := range g.head {
			h.keep = true
			cells[i] = []para{h}
		}
		x.row(g.widths, cells, `<w:cantSplit/><w:tblHeader/>`)
	}
	for _, cells := range g.rows {
		var split string
		if length(cells) < wholeRow {
			split = `<w:cantSplit/>`
		}
		x.row(g.widths, cells, split)
	}
	x.put(`</w:tbl>`)
	x.gap(gridGap + x.preset.Styles[roleBody].After)
}

func length(cells [][]para) int {
	var n int
	for _, cell := range cells {
		for _, p := range cell {
			for _, r := range p.runs {
				n += len(r.Text)
			}
		}
	}
	return n
}

func (x *docxBody) row(widths []float64, cells [][]para, props string) {
	x.put(`<w:tr>`)
	if props != "" {
		x.put(`<w:trPr>`, props, `</w:trPr>`)
	}
	for i, cell := range cells {
		x.put(`<w:tc><w:tcPr><w:tcW w:w="`, mmTwips(widths[i]), `" w:type="dxa"/></w:tcPr>`)
		for _, p := range cell {
			x.para(p)
		}
		x.put(`</w:tc>`)
	}
	x.put(`</w:tr>`)
}

func docxAlign(a Align) string {
	switch a {
	case AlignCentre:
		return "center"
	case AlignRight:
		return "right"
	case AlignJustify:
		return "both"
	}
	return "left"
}

// mmTwips and ptTwips give the twentieths of a point in which Word measures.
func mmTwips(mm float64) string { return ptTwips(mm * pointsPerMM) }
func ptTwips(pt float64) string { return strconv.Itoa(int(math.Round(pt * 20))) }

// escape is xml.EscapeText on strings.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder never refuses
	return b.String()
}

// coreProps is the metadata that file managers show.
func coreProps(d Document) string {
	made := d.Made
	if made.IsZero() {
		made = epoch
	}
	at := made.UTC().Format(time.RFC3339)
	return xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(oneLine(d.Title)) + `</dc:title><dc:creator>chibo</dc:creator><dc:language>vi-VN</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at +
		`</dcterms:modified></cp:coreProperties>`
}
