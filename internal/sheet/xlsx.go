package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/fault"
)

// workbook is an .xlsx file while it is read.
type workbook struct {
	parts    map[string]*zip.File
	lim      Limits
	unzipped int64 // bytes that may still be unpacked
	cells    int   // cells that may still be kept
	shared   []string
	styles   []precision // by the number that a cell's s attribute gives
	date1904 bool
}

// sheetRef is one line of the workbook's list of sheets.
type sheetRef struct{ name, part string }

func readWorkbook(r io.ReaderAt, size int64, lim Limits) (*Book, error) {
	zr, err := openZip(r, size)
	if err != nil {
		return nil, err
	}
	w := &workbook{parts: make(map[string]*zip.File, len(zr.File)), lim: lim, unzipped: lim.Unzipped, cells: lim.Cells}
	var declared uint64
	for _, f := range zr.File {
		w.parts[partName(f.Name)] = f
		if declared += f.UncompressedSize64; declared > uint64(lim.Unzipped) || f.UncompressedSize64 > uint64(lim.Unzipped) {
			return nil, w.tooBig()
		}
	}
	sheets, err := w.sheets()
	if err != nil {
		return nil, err
	}
	if err := w.readStyles(); err != nil {
		return nil, err
	}
	if err := w.readShared(); err != nil {
		return nil, err
	}
	book := &Book{Format: XLSX}
	for _, s := range sheets {
		table, err := w.readTable(s)
		if err != nil {
			return nil, err
		}
		book.Tables = append(book.Tables, *table)
	}
	if !slices.ContainsFunc(book.Tables, func(t Table) bool { return len(t.Rows) > 0 }) {
		return nil, fault.New(fault.Invalid, "sheet.empty")
	}
	return book, nil
}

func (w *workbook) tooBig() error {
	return fault.New(fault.Invalid, "sheet.unpacks_too_large", w.lim.Unzipped>>20)
}

// metered counts what is really unpacked: the sizes that an archive declares
// may be lies.
type metered struct {
	w *workbook
	r io.Reader
}

func (m metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if m.w.unzipped -= int64(n); m.w.unzipped < 0 {
		return 0, m.w.tooBig()
	}
	return n, err
}

// tokens reads a part of the workbook. The number of tokens is bounded like
// the cells, so that a part of nothing but empty elements ends early.
type tokens struct {
	d    *xml.Decoder
	left int
}

// next gives the next token, io.EOF at the end. Character data is good until
// the following call.
func (t *tokens) next() (xml.Token, error) {
	token, err := t.d.RawToken()
	if err != nil {
		return nil, err
	}
	t.left--
	if _, ok := token.(xml.Directive); ok || t.left < 0 {
		// A document type declaration, the home of external entities: no
		// spreadsheet program writes one.
		return nil, fault.New(fault.Invalid, "sheet.damaged")
	}
	return token, nil
}

// inner gives the characters up to the end of the element that has begun.
func (t *tokens) inner(name string, take func([]byte)) error {
	for {
		token, err := t.next()
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.CharData:
			take(e)
		case xml.EndElement:
			if e.Name.Local == name {
				return nil
			}
		}
	}
}

// scan gives every token of a part to take. A part that is absent is empty.
func (w *workbook) scan(name string, take func(*tokens, xml.Token) error) error {
	f := w.parts[partName(name)]
	if f == nil {
		return nil
	}
	rc, err := f.Open()
	if err != nil {
		return damaged(err)
	}
	defer rc.Close() // read only: the checksum is verified at the end of reading
	t := &tokens{xml.NewDecoder(bufio.NewReaderSize(metered{w, rc}, 64<<10)), 8 * w.lim.Cells}
	for {
		token, err := t.next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = take(t, token)
		}
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return damaged(err)
		}
	}
}

// attr gives an attribute by its local name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}

// sheets lists the visible worksheets in the order of their tabs.
func (w *workbook) sheets() ([]sheetRef, error) {
	targets := map[string]string{}
	err := w.scan("xl/_rels/workbook.xml.rels", func(_ *tokens, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/worksheet") {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			targets[attr(e, "Id")] = strings.TrimPrefix(target, "/")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var list []sheetRef
	err = w.scan("xl/workbook.xml", func(_ *tokens, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workbookPr":
			v := attr(e, "date1904")
			w.date1904 = v == "1" || v == "true"
		case e.Name.Local == "sheet":
			part := targets[relID(e)]
			if state := attr(e, "state"); part != "" && state != "hidden" && state != "veryHidden" {
				list = append(list, sheetRef{Clean(attr(e, "name")), part})
			}
		}
		return nil
	})
	if err == nil && len(list) == 0 {
		err = fault.New(fault.Invalid, "sheet.empty")
	}
	return list, err
}

// relID gives the r:id of a sheet, whatever prefix the file uses.
func relID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// readStyles learns which cell styles show dates.
func (w *workbook) readStyles() error {
	custom := map[int]precision{}
	inCells := false
	return w.scan("xl/styles.xml", func(_ *tokens, t xml.Token) error {
		switch e := t.(type) {
		case xml.EndElement:
			inCells = inCells && e.Name.Local != "cellXfs"
		case xml.StartElement:
			switch {
			case e.Name.Local == "cellXfs":
				inCells = true
			case e.Name.Local == "numFmt":
				if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil {
					custom[id] = formatPrecision(attr(e, "formatCode"))
				}
			case e.Name.Local == "xf" && inCells:
				id, _ := strconv.Atoi(attr(e, "numFmtId")) // absent means 0, "General"
				p, ok := custom[id]
				if !ok {
					p = builtinPrecision(id)
				}
				w.styles = append(w.styles, p)
			}
		}
		return nil
	})
}

// readShared reads the table of texts that cells refer to by number.
func (w *workbook) readShared() error {
	var text strings.Builder
	return w.scan("xl/sharedStrings.xml", func(in *tokens, t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			return collectText(in, e, &text)
		case xml.EndElement:
			if e.Name.Local != "si" {
				return nil
			}
			if len(w.shared) == w.lim.Cells {
				return fault.New(fault.Invalid, "sheet.too_many_cells", w.lim.Cells)
			}
			w.shared = append(w.shared, Clean(unescape(text.String())))
			text.Reset()
		}
		return nil
	})
}

// collectText adds the content of a <t> element, and skips the reading aid
// <rPh> of East Asian texts.
func collectText(in *tokens, e xml.StartElement, text *strings.Builder) error {
	if e.Name.Local != "t" && e.Name.Local != "rPh" {
		return nil
	}
	return in.inner(e.Name.Local, func(data []byte) {
		if e.Name.Local == "t" {
			text.Write(data)
		}
	})
}

// unescape resolves the _xHHHH_ by which Excel writes control characters.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "_x")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		s = after
		if len(s) >= 5 && s[4] == '_' {
			if code, err := strconv.ParseUint(s[:4], 16, 16); err == nil {
				b.WriteRune(rune(code))
				s = s[5:]
				continue
			}
		}
		b.WriteString("_x")
	}
}
