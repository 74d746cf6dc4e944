package document

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sync/atomic"
	"time"

	"github.com/ledongthuc/pdf"

	"chibo/internal/fault"
)

// pdfTime bounds the reading of a PDF's text.
const pdfTime = 1500 * time.Millisecond

// pagesMax bounds how many pages are read; a longer file counts as a scan.
const pagesMax = 500

// lookPDF judges a PDF: what it would do, what it unpacks to, and its text.
func lookPDF(data []byte) (Verdict, error) {
	switch {
	case twoFaced(data, PDF):
		return Verdict{}, fault.New(fault.Invalid, "document.two_faced")
	case bytes.Contains(data, []byte("/Encrypt")):
		return Verdict{}, fault.New(fault.Invalid, "document.password")
	case active.Match(data):
		return Verdict{}, fault.New(fault.Invalid, "document.active")
	case !bytes.Contains(data[max(0, len(data)-4096):], []byte("%%EOF")):
		return Verdict{}, fault.New(fault.Invalid, "document.damaged")
	}
	r := &pdfReader{src: data, until: time.Now().Add(pdfTime)}
	if err := r.streams(); err != nil {
		return Verdict{}, err
	}
	if err := r.text(); err != nil {
		return Verdict{}, fault.Wrap(err, fault.Invalid, "document.damaged")
	}
	if r.read.marked {
		return Verdict{}, errSecret()
	}
	return Verdict{Type: PDF, Scan: r.scan || r.read.scan()}, nil
}

// active are the things in a PDF that run, or that carry other files.
var active = regexp.MustCompile(`/(?:JavaScript|Launch|EmbeddedFile|RichMedia)\b`)

type pdfReader struct {
	src   []byte
	until time.Time
	ended atomic.Bool
	read  reader
	scan  bool
}

// ReadAt gives the library the file's bytes until its time is over: a library
// that takes no context is stopped by an error at its source.
func (r *pdfReader) ReadAt(p []byte, off int64) (int, error) {
	if r.ended.Load() || time.Now().After(r.until) {
		r.ended.Store(true)
		return 0, errTooSlow
	}
	return bytes.NewReader(r.src).ReadAt(p, off)
}

var errTooSlow = errors.New("document: reading a PDF took too long")

// streams unpacks every packed stream and throws it away: what unpacks to too
// much is refused before a library holds it in memory. Metadata in XML is
// read on the way.
func (r *pdfReader) streams() error {
	left, at := int64(unzippedMax), 0
	for {
		i := bytes.Index(r.src[at:], []byte("stream"))
		if i < 0 {
			return nil
		}
		begin := at + i
		at = begin + len("stream")
		if bytes.HasSuffix(r.src[:begin], []byte("end")) {
			continue
		}
		if time.Now().After(r.until) {
			return fault.New(fault.Invalid, "document.damaged")
		}
		dict := r.src[max(0, begin-1024):begin]
		if j := bytes.LastIndex(dict, []byte(" obj")); j >= 0 {
			dict = dict[j:]
		}
		body := bytes.TrimLeft(r.src[at:], "\r\n")
		n, err := r.stream(dict, body, left)
		if err != nil {
			return err
		}
		left -= n
	}
}

// stream unpacks one stream and tells how much it was. What cannot be
// unpacked is left for the library to complain of.
func (r *pdfReader) stream(dict, body []byte, left int64) (int64, error) {
	if bytes.Contains(dict, []byte("/Metadata")) {
		end := bytes.Index(body, []byte("endstream"))
		if end > 0 && !bytes.Contains(dict, []byte("/FlateDecode")) {
			return 0, r.xmp(bytes.NewReader(body[:end]))
		}
	}
	filters := bytes.Count(dict, []byte("/FlateDecode")) + bytes.Count(dict, []byte("/Fl "))
	if filters > 1 || bytes.Contains(dict, []byte("/LZWDecode")) {
		return 0, errFromBomb()
	}
	var src io.Reader = bytes.NewReader(body)
	if bytes.Contains(dict, []byte("/ASCII85Decode")) || bytes.Contains(dict, []byte("/A85")) {
		if end := bytes.Index(body, []byte("~>")); end >= 0 {
			src = ascii85.NewDecoder(bytes.NewReader(body[:end]))
		}
	}
	z, err := zlib.NewReader(src)
	if err != nil {
		return 0, nil
	}
	picture := bytes.Contains(dict, []byte("/Image"))
	limit := left
	if picture {
		limit = unzippedMax * 3 // a page scanned at 600 points to the inch
	}
	limited := io.LimitReader(z, limit+1)
	if bytes.Contains(dict, []byte("/Metadata")) {
		if err := r.xmp(limited); err != nil {
			return 0, err
		}
	}
	if bytes.Contains(dict, []byte("/ObjStm")) {
		return r.objects(limited)
	}
	n, _ := io.Copy(io.Discard, limited)
	if n > limit {
		return 0, errFromBomb()
	}
	if picture {
		n = 0
	}
	return n, nil
}

// objectsMax bounds a packed list of objects: pages, fonts, links.
const objectsMax = 16 << 20

// objects looks into a packed list of objects for those that run.
func (r *pdfReader) objects(src io.Reader) (int64, error) {
	body, _ := io.ReadAll(io.LimitReader(src, objectsMax+1))
	switch {
	case len(body) > objectsMax:
		return 0, errFromBomb()
	case active.Match(body):
		return 0, fault.New(fault.Invalid, "document.active")
	}
	return int64(len(body)), nil
}

// xmp reads a PDF's metadata in XML.
func (r *pdfReader) xmp(src io.Reader) error {
	if err := lines(src, r.read.field); err != nil {
		r.scan = true // says nothing that can be read
	}
	if r.read.marked {
		return errSecret()
	}
	return nil
}

// text reads the pages and the metadata. The library may panic on a broken
// file; that is a broken file.
func (r *pdfReader) text() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("document: a PDF that cannot be read: %v", p)
		}
		if r.ended.Load() {
			err = errTooSlow
		}
	}()
	doc, err := pdf.NewReader(r, int64(len(r.src)))
	if err != nil {
		return err
	}
	r.info(doc.Trailer().Key("Info"))
	pages := doc.NumPage()
	r.scan = r.scan || pages == 0 || pages > pagesMax
	for n := 1; n <= min(pages, pagesMax) && !r.read.marked; n++ {
		r.page(doc.Page(n))
	}
	return nil
}

func (r *pdfReader) info(info pdf.Value) {
	for _, key := range info.Keys() {
		if v := info.Key(key); v.Kind() == pdf.String {
			r.read.field(v.Text())
		}
	}
}
