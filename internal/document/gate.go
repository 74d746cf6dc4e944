package document

import (
	"bytes"
	"path"
	"strings"
	"unicode"

	"chibo/internal/fault"
)

// Type is a type of file that is taken.
type Type string

// The types.
const (
	PDF  Type = "pdf"
	DOCX Type = "docx"
	XLSX Type = "xlsx"
	ODT  Type = "odt"
	ODS  Type = "ods"
	PNG  Type = "png"
	JPG  Type = "jpg"
)

// Mime is the media type under which the file is sent.
func (t Type) Mime() string {
	switch t {
	case PDF:
		return "application/pdf"
	case DOCX:
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case ODT:
		return "application/vnd.oasis.opendocument.text"
	case ODS:
		return "application/vnd.oasis.opendocument.spreadsheet"
	case PNG:
		return "image/png"
	case JPG:
		return "image/jpeg"
	}
	return "application/octet-stream"
}

// What is taken at most.
const (
	FileMax     = 20 << 20 // bytes of a file
	unzippedMax = 64 << 20 // bytes of everything packed in it
	partsMax    = 2_000
	ratioMax    = 200 // unpacked to packed, of anything that unpacks to over 8 MiB
	ratioFrom   = 8 << 20
	pixelsMax   = 50_000_000
	nameMax     = 150 // characters of a file's name
)

// Verdict is what the gate says of an accepted file.
type Verdict struct {
	Type Type
	// Scan: it holds something that cannot be read for marks, so that the
	// user has to declare it free of state secrets.
	Scan bool
}

// Inspect judges a file by its name and content. It has no effect but its
// answer, keeps no reference to data, and takes two seconds at most.
func Inspect(name string, data []byte) (Verdict, error) {
	if err := checkName(name); err != nil {
		return Verdict{}, err
	}
	if len(data) == 0 {
		return Verdict{}, fault.New(fault.Invalid, "document.empty")
	}
	if len(data) > FileMax {
		return Verdict{}, fault.New(fault.TooLarge, "document.too_large", FileMax>>20)
	}
	v, err := look(data)
	if err != nil {
		return Verdict{}, err
	}
	if ext := extension(name); ext != string(v.Type) {
		return Verdict{}, fault.New(fault.Invalid, "document.name_differs", string(v.Type))
	}
	return v, nil
}

// checkName refuses marks in the name first: nothing else of such a file is
// of interest.
func checkName(name string) error {
	if err := CheckText(name, ""); err != nil {
		return err
	}
	switch extension(name) {
	case "docm", "xlsm", "xlsb", "dotm", "xltm", "xlam":
		return fault.New(fault.Invalid, "document.macro")
	}
	return nil
}

// extension is the ending of a name, with the two spellings of jpg as one.
func extension(name string) string {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	if ext == "jpeg" {
		return string(JPG)
	}
	return ext
}

// look tells the type by content and has its reader judge the rest.
func look(data []byte) (Verdict, error) {
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return lookPDF(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return lookZip(data)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return lookPicture(data, PNG)
	case bytes.HasPrefix(data, []byte("\xFF\xD8\xFF")):
		return lookPicture(data, JPG)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")) {
			return Verdict{}, fault.New(fault.Invalid, "document.password")
		}
		return Verdict{}, fault.New(fault.Invalid, "document.old_office")
	}
	head := bytes.ToLower(data[:min(len(data), 4096)])
	switch {
	case bytes.Contains(head, []byte("<svg")):
		return Verdict{}, fault.New(fault.Invalid, "document.svg")
	case bytes.Contains(head, []byte("<html")), bytes.Contains(head, []byte("<!doctype html")), bytes.Contains(head, []byte("<script")):
		return Verdict{}, fault.New(fault.Invalid, "document.web_page")
	}
	return Verdict{}, fault.New(fault.Invalid, "document.type_unknown")
}

// twoFaced reports whether a file of one type is also one of another: an
// archive behind a picture, a page inside it.
func twoFaced(data []byte, t Type) bool {
	if t != PDF && bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return true
	}
	if t == PDF || t == PNG || t == JPG {
		tail := data[max(0, len(data)-66_000):]
		if i := bytes.LastIndex(tail, []byte("PK\x05\x06")); i >= 0 && bytes.Contains(data, []byte("PK\x01\x02")) {
			return true
		}
	}
	if t == PNG || t == JPG {
		for _, page := range []string{"<script", "<SCRIPT", "<html", "<HTML", "<!DOCTYPE", "<!doctype", "<svg ", "<?php"} {
			if bytes.Contains(data, []byte(page)) {
				return true
			}
		}
	}
	return false
}

// reader gathers what is read of a file: whether a mark was found, and how
// much text there is.
type reader struct {
	marked  bool
	above   string // the line before
	letters int
	alien   int // characters that no text holds: a font that does not say its letters
}

// line takes a line of running text, field one of a name or of metadata.
func (r *reader) line(s string) {
	r.marked = r.marked || marked(r.above, s, running)
	r.above = s
	r.count(s)
}

func (r *reader) field(s string) { r.marked = r.marked || marked("", s, label) }

func (r *reader) count(s string) {
	if r.letters > 10_000 {
		return // enough to know that it is text
	}
	for _, c := range s {
		switch {
		case unicode.IsLetter(c):
			r.letters++
		case c == unicode.ReplacementChar || unicode.Is(unicode.Co, c) || unicode.Is(unicode.Cc, c) && !unicode.IsSpace(c):
			r.alien++
		}
	}
}

// lettersMin is how much text a file, or a page of it, has at least to count
// as read.
const lettersMin = 20

// scan reports whether too little was legible.
func (r *reader) scan() bool { return r.letters < lettersMin || r.alien*5 > r.letters }
