package document

import (
	"bufio"
	"bytes"
	"errors"
	"html"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// errXML says that a part is not the XML that an office program writes: no
// document type declarations (they expand), no encoding but Unicode.
var errXML = errors.New("document: not plain XML")

// lineMax bounds what is held of one line of text, tagMax of one tag.
const (
	lineMax = 64 << 10
	tagMax  = 256 << 10
)

// inline are the elements inside a paragraph or cell that do not end a line:
// a word may be cut into runs anywhere. Every other element does end one.
var inline = map[string]bool{
	"r": true, "t": true, "rPr": true, "span": true, "a": true, "hyperlink": true, "smartTag": true, "proofErr": true, "ins": true,
	"bookmarkStart": true, "bookmarkEnd": true, "bookmark": true, "bookmark-start": true, "bookmark-end": true, "lastRenderedPageBreak": true,
	"softHyphen": true, "noBreakHyphen": true, "sdt": true, "sdtContent": true, "sdtPr": true, "soft-page-break": true,
	"commentRangeStart": true, "commentRangeEnd": true, "instrText": true, "fldChar": true, "fldSimple": true,
	"b": true, "bCs": true, "i": true, "iCs": true, "u": true, "caps": true, "smallCaps": true, "color": true, "sz": true, "szCs": true, "rFonts": true,
	"rFont": true, "family": true, "charset": true, "scheme": true, "spacing": true, "kern": true, "position": true, "highlight": true, "shd": true,
	"lang": true, "noProof": true, "rStyle": true, "vertAlign": true, "strike": true, "w": true, "bdr": true, "effect": true, "outline": true, "shadow": true,
}

// lines hands every line of text in an XML part to emit, and every attribute
// value beyond ASCII as a line of its own: a watermark stands in one. It reads
// as a stream and trusts nothing: broken markup ends in errXML, never in more
// memory than a line and a tag.
func lines(r io.Reader, emit func(line string)) error {
	br := bufio.NewReaderSize(r, 64<<10)
	if head, _ := br.Peek(2); len(head) == 2 && (head[0] == 0xFE && head[1] == 0xFF || head[0] == 0xFF && head[1] == 0xFE) {
		br = bufio.NewReader(transform.NewReader(br, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder()))
	}
	x := &xmlReader{in: br, emit: emit}
	for {
		err := x.next()
		if err == io.EOF {
			x.flush()
			return nil
		}
		if err != nil {
			return err
		}
	}
}

type xmlReader struct {
	in   *bufio.Reader
	line bytes.Buffer
	tag  bytes.Buffer
	emit func(string)
}

// next reads text up to a tag, and the tag.
func (x *xmlReader) next() error {
	for {
		part, err := x.in.ReadSlice('<')
		x.text(bytes.TrimSuffix(part, []byte("<")))
		switch err {
		case nil:
			return x.markup()
		case bufio.ErrBufferFull:
		default:
			return err
		}
	}
}

// text adds to the line, which is handed on when it grows too long.
func (x *xmlReader) text(b []byte) {
	if x.line.Len()+len(b) > lineMax {
		x.flush()
	}
	x.line.Write(b)
}

func (x *xmlReader) flush() {
	if x.line.Len() == 0 {
		return
	}
	s := x.line.String()
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s) // XML's five entities and the numeric ones are among HTML's
	}
	x.line.Reset()
	if strings.TrimSpace(s) != "" {
		x.emit(s)
	}
}

// markup reads what follows a '<'.
func (x *xmlReader) markup() error {
	head, err := x.in.Peek(1)
	if err != nil {
		return errXML
	}
	switch head[0] {
	case '!':
		return x.declaration()
	case '?':
		return x.instruction()
	}
	if err := x.readTag(); err != nil {
		return err
	}
	x.element(x.tag.Bytes())
	return nil
}

// declaration takes comments and CDATA, and refuses document types.
func (x *xmlReader) declaration() error {
	if head, _ := x.in.Peek(3); string(head) == "!--" {
		return x.skip("!--", "-->", false)
	}
	if head, _ := x.in.Peek(8); string(head) == "![CDATA[" {
		return x.skip("![CDATA[", "]]>", true)
	}
	return errXML
}

// instruction skips a processing instruction; the one at the beginning may
// name no encoding but Unicode.
func (x *xmlReader) instruction() error {
	if err := x.readTag(); err != nil {
		return err
	}
	t := strings.ToLower(x.tag.String())
	if _, enc, ok := strings.Cut(t, "encoding"); ok && strings.HasPrefix(t, "?xml ") && !strings.Contains(enc, "utf-8") && !strings.Contains(enc, "utf-16") {
		return errXML
	}
	return nil
}

// skip passes over something with its own end. Its text counts if it is CDATA.
func (x *xmlReader) skip(begin, end string, counts bool) error {
	if _, err := x.in.Discard(len(begin)); err != nil {
		return errXML
	}
	var tail []byte
	for {
		part, err := x.in.ReadSlice(end[len(end)-1])
		if err != nil && err != bufio.ErrBufferFull {
			return errXML
		}
		if counts {
			x.text(bytes.TrimSuffix(part, []byte(end)))
		}
		tail = append(tail, part[max(0, len(part)-len(end)):]...)
		tail = tail[max(0, len(tail)-len(end)):]
		if string(tail) == end {
			return nil
		}
	}
}

// readTag reads up to the '>' that ends the tag; one inside quotes does not.
func (x *xmlReader) readTag() error {
	x.tag.Reset()
	var quote byte
	for {
		c, err := x.in.ReadByte()
		if err != nil || x.tag.Len() > tagMax {
			return errXML
		}
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return nil
		case c == '<':
			return errXML
		}
		x.tag.WriteByte(c)
	}
}

// element ends the line where a reader would see it end, and reads attributes.
func (x *xmlReader) element(tag []byte) {
	name := tag
	if i := bytes.IndexAny(tag, " \t\r\n"); i >= 0 {
		name = tag[:i]
	}
	name = bytes.Trim(name, "/")
	if _, local, ok := bytes.Cut(name, []byte(":")); ok {
		name = local
	}
	switch {
	case string(name) == "tab":
		x.line.WriteByte('\t')
	case string(name) == "s":
		x.line.WriteByte(' ')
	case !inline[string(name)]:
		x.flush()
	}
	if bytes.IndexFunc(tag, func(r rune) bool { return r >= 0x80 || r == '&' }) >= 0 {
		x.attributes(string(tag))
	}
}

func (x *xmlReader) attributes(tag string) {
	for {
		i := strings.IndexAny(tag, `"'`)
		if i < 0 {
			return
		}
		end := strings.IndexByte(tag[i+1:], tag[i])
		if end < 0 {
			return
		}
		if v := html.UnescapeString(tag[i+1 : i+1+end]); v != "" {
			x.emit(v)
		}
		tag = tag[i+end+2:]
	}
}
