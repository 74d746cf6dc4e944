package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"

	"chibo/internal/fault"
)

// Format is a kind of file that can be read.
type Format string

// The kinds that can be read.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// maxParts is far above what any spreadsheet program writes.
const maxParts = 2000

// Sniff tells the format of a file from its bytes, or refuses it with a fault
// that says what the file is and what to do. It reads the beginning of the
// file and, of a zip archive, the table of contents.
func Sniff(r io.ReaderAt, size int64, name string) (Format, error) {
	head := make([]byte, min(size, 4096))
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return "", fault.Wrap(err, fault.Invalid, "sheet.damaged")
	}
	head = head[:n]
	switch {
	case n == 0:
		return "", fault.New(fault.Invalid, "sheet.empty")
	case bytes.HasPrefix(head, []byte("PK")):
		zr, err := openZip(r, size)
		if err != nil {
			return "", err
		}
		return XLSX, checkArchive(zr)
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return "", sniffOLE(r, size)
	}
	return CSV, sniffText(head, name)
}

// sniffOLE tells an old workbook from a new one behind a password: both are
// the same kind of container, the streams inside have names.
func sniffOLE(r io.ReaderAt, size int64) error {
	data, err := io.ReadAll(io.NewSectionReader(r, 0, min(size, 1<<20)))
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "sheet.damaged")
	}
	if bytes.Contains(data, utf16le("EncryptedPackage")) {
		return fault.New(fault.Invalid, "sheet.password")
	}
	if bytes.Contains(data, utf16le("WordDocument")) {
		return fault.New(fault.Invalid, "sheet.word")
	}
	return fault.New(fault.Invalid, "sheet.old_excel")
}

func utf16le(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// sniffText refuses what is not plain text: pages, pictures, documents.
func sniffText(head []byte, name string) error {
	if bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) {
		return nil // UTF-16 has zero bytes of its own
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")))
	switch {
	case len(text) == 0:
		return fault.New(fault.Invalid, "sheet.empty")
	case text[0] == '<':
		return fault.New(fault.Invalid, "sheet.web_page")
	case bytes.HasPrefix(text, []byte("%PDF-")), bytes.HasPrefix(text, []byte("{\\rtf")):
		return fault.New(fault.Invalid, "sheet.not_a_sheet")
	}
	for _, b := range text {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != '\v' && b != 0x1a {
			return fault.New(fault.Invalid, "sheet.not_a_sheet")
		}
	}
	if strings.HasPrefix(strings.ToLower(path.Ext(name)), ".xls") {
		return fault.New(fault.Invalid, "sheet.text_named_excel")
	}
	return nil
}

// openZip opens the table of contents and refuses one that no spreadsheet
// program would write: paths that leave the archive, a name twice, links.
func openZip(r io.ReaderAt, size int64) (*zip.Reader, error) {
	zr, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "sheet.damaged")
	}
	if len(zr.File) > maxParts {
		return nil, fault.New(fault.Invalid, "sheet.damaged")
	}
	seen := make(map[string]bool, len(zr.File))
	for _, f := range zr.File {
		name := partName(f.Name)
		dir := f.FileInfo().IsDir()
		if seen[name] || strings.Contains(name, "..") || strings.HasPrefix(name, "/") ||
			(!dir && !f.Mode().IsRegular()) {
			return nil, fault.New(fault.Invalid, "sheet.damaged")
		}
		seen[name] = true
	}
	return zr, nil
}

// partName gives the form under which parts are looked up: some programs
// write backslashes, or capital letters of their own.
func partName(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, "\\", "/"))
}

// checkArchive tells a workbook from every other zip archive.
func checkArchive(zr *zip.Reader) error {
	workbook := false
	for _, f := range zr.File {
		name := partName(f.Name)
		switch {
		case strings.HasSuffix(name, "vbaproject.bin"), strings.HasPrefix(name, "xl/macrosheets/"):
			return fault.New(fault.Invalid, "sheet.macros")
		case strings.HasPrefix(name, "word/"):
			return fault.New(fault.Invalid, "sheet.word")
		case name == "xl/workbook.bin", name == "mimetype", name == "index/tables.iwa", name == "index.zip":
			return fault.New(fault.Invalid, "sheet.other_sheet")
		case name == "xl/workbook.xml":
			workbook = true
		}
	}
	if !workbook {
		return fault.New(fault.Invalid, "sheet.not_a_sheet")
	}
	return nil
}
