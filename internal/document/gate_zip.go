package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"chibo/internal/fault"
)

// office is an office file while it is read.
type office struct {
	kind   Type
	parts  []*zip.File
	left   int64 // bytes that may still be unpacked
	read   reader
	object bool // holds something foreign that cannot be read
}

var errUnpacks = errors.New("document: unpacks to too much")

// lookZip judges an archive: what it is, whether it is safe to open, and
// every text in it.
func lookZip(data []byte) (Verdict, error) {
	if twoFaced(data, "") {
		return Verdict{}, fault.New(fault.Invalid, "document.two_faced")
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Verdict{}, fault.Wrap(err, fault.Invalid, "document.damaged")
	}
	o := &office{parts: zr.File, left: unzippedMax}
	if err := o.contents(int64(len(data))); err != nil {
		return Verdict{}, err
	}
	if err := o.identify(); err != nil {
		return Verdict{}, o.explain(err)
	}
	for _, f := range o.parts {
		if err := o.part(f); err != nil {
			return Verdict{}, o.explain(err)
		}
		if o.read.marked {
			return Verdict{}, errSecret()
		}
	}
	return Verdict{Type: o.kind, Scan: o.object || o.read.letters < lettersMin && o.pictures()}, nil
}

func (o *office) explain(err error) error {
	var known *fault.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, errUnpacks):
		return fault.New(fault.Invalid, "document.unpacks_too_large", unzippedMax>>20)
	}
	return fault.Wrap(err, fault.Invalid, "document.damaged")
}

// contents judges the table of contents alone.
func (o *office) contents(size int64) error {
	if len(o.parts) > partsMax {
		return fault.New(fault.Invalid, "document.unpacks_too_large", unzippedMax>>20)
	}
	seen := make(map[string]bool, len(o.parts))
	var declared uint64
	for _, f := range o.parts {
		name := partName(f.Name)
		isDir := strings.HasSuffix(name, "/")
		if name == "" || seen[name] || strings.HasPrefix(name, "/") || strings.ContainsAny(name, ":\x00") ||
			slices.Contains(strings.Split(name, "/"), "..") || !isDir && !f.Mode().IsRegular() {
			return fault.New(fault.Invalid, "document.damaged")
		}
		seen[name] = true
		if f.Flags&1 != 0 {
			return fault.New(fault.Invalid, "document.password")
		}
		if isMacro(name) {
			return fault.New(fault.Invalid, "document.macro")
		}
		declared += min(f.UncompressedSize64, unzippedMax+1)
	}
	if declared > unzippedMax || declared > ratioFrom && declared > uint64(size)*ratioMax {
		return errFromBomb()
	}
	return nil
}

func errFromBomb() error {
	return fault.New(fault.Invalid, "document.unpacks_too_large", unzippedMax>>20)
}

// partName is the form under which parts are compared.
func partName(name string) string { return strings.ToLower(strings.ReplaceAll(name, "\\", "/")) }

// isMacro knows the places of programs in Office and LibreOffice files.
func isMacro(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, "vbaproject") || base == "vbadata.xml" || strings.Contains(name, "/macrosheets/") || strings.Contains(name, "/activex/") ||
		strings.HasPrefix(name, "basic/") || strings.HasPrefix(name, "scripts/")
}

// identify tells the type from the part that every program must write.
func (o *office) identify() error {
	if f := o.find("mimetype"); f != nil {
		body, err := o.all(f, 200)
		if err != nil {
			return err
		}
		switch strings.TrimSpace(string(body)) {
		case ODT.Mime():
			o.kind = ODT
		case ODS.Mime():
			o.kind = ODS
		}
	} else if f := o.find("[content_types].xml"); f != nil {
		body, err := o.all(f, 2<<20)
		if err != nil {
			return err
		}
		switch {
		case bytes.Contains(bytes.ToLower(body), []byte("macroenabled")), bytes.Contains(body, []byte("ms-office.vbaProject")):
			return fault.New(fault.Invalid, "document.macro")
		case bytes.Contains(body, []byte("wordprocessingml.document.main+xml")) && o.find("word/document.xml") != nil:
			o.kind = DOCX
		case bytes.Contains(body, []byte("spreadsheetml.sheet.main+xml")) && o.find("xl/workbook.xml") != nil:
			o.kind = XLSX
		}
	}
	if o.kind == "" {
		return fault.New(fault.Invalid, "document.type_unknown")
	}
	return nil
}

func (o *office) find(name string) *zip.File {
	for _, f := range o.parts {
		if partName(f.Name) == name {
			return f
		}
	}
	return nil
}

// pictures reports whether the file shows any.
func (o *office) pictures() bool {
	return slices.ContainsFunc(o.parts, func(f *zip.File) bool {
		name := partName(f.Name)
		return strings.Contains(name, "media/") || strings.HasPrefix(name, "pictures/")
	})
}

// metered counts what is really unpacked: declared sizes may be lies.
type metered struct {
	o *office
	r io.Reader
}

func (m metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if m.o.left -= int64(n); m.o.left < 0 {
		return 0, errUnpacks
	}
	return n, err
}

// all reads a small part whole.
func (o *office) all(f *zip.File, limit int64) ([]byte, error) {
	rc, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	body, err := io.ReadAll(io.LimitReader(metered{o, rc}, limit+1))
	if err == nil && int64(len(body)) > limit {
		err = errUnpacks
	}
	return body, err
}

// part unpacks one part, and reads its text if it has any.
func (o *office) part(f *zip.File) error {
	name := partName(f.Name)
	if strings.HasSuffix(name, "/") {
		return nil
	}
	rc, err := f.Open()
	if err != nil {
		return err
	}
	defer rc.Close()
	r := metered{o, rc}
	switch {
	case !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels"):
		o.object = o.object || foreign(name)
		_, err = io.Copy(io.Discard, r)
	case name == "meta-inf/manifest.xml":
		err = o.manifest(r)
	case name == "meta.xml" || strings.HasPrefix(name, "docprops/"):
		err = lines(r, o.read.field)
	case strings.HasPrefix(name, "xl/worksheets/"):
		err = lines(r, func(s string) { o.read.line(headerCodes.ReplaceAllString(s, "")) })
	default:
		err = lines(r, o.read.line)
	}
	if err == nil && rc.Close() != nil {
		err = errXML
	}
	return err
}

// headerCodes are the codes for fonts, sizes and places in the headers of a
// worksheet: &C&"Times"&14MẬT.
var headerCodes = regexp.MustCompile(`&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Z])`)

// manifest refuses a LibreOffice file behind a password.
func (o *office) manifest(r io.Reader) error {
	body, err := io.ReadAll(r)
	if err == nil && bytes.Contains(body, []byte("encryption-data")) {
		return fault.New(fault.Invalid, "document.password")
	}
	return err
}

// foreign reports whether a part that is no XML may hide text: pictures,
// fonts and a program's own settings do not.
func foreign(name string) bool {
	switch path.Ext(name) {
	case ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".wdp", ".odttf", ".ttf", ".otf", ".rdf":
		return false
	}
	return name != "mimetype" && !strings.Contains(name, "printersettings") && !strings.HasPrefix(name, "thumbnails/") &&
		!strings.HasPrefix(name, "configurations2/") && name != "layout-cache"
}
