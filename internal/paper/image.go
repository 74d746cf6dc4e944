package paper

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// Image is a picture on a line of its own, with words below it. Where it is drawn
// larger than Most allows it is made smaller, and never larger than it is at
// 150 points an inch.
type Image struct {
	Data []byte // a JPEG or a PNG
	PNG  bool
	// Src, where it is set, is the address under which the print page shows it, so
	// that Data is not needed there.
	Src string
	// Width and Height are its points.
	Width, Height int
	Alt           string // what it shows, for who does not see it
	Caption       string // below it; "" for none
}

func (Image) block() {}

// How large a picture stands on paper at most, in millimetres, and how many of its
// points an inch takes at least.
const (
	imageWide, imageHigh = 130, 95
	pointsPerInch        = 150
)

// Gaps around a picture, in points.
const imageBefore, imageAfter = 6, 4

// picture is an image with its size settled.
type picture struct {
	Image
	width, height float64 // mm
	keep          bool
}

func (picture) element() {}

func (c *composer) image(i Image) {
	if i.Width <= 0 || i.Height <= 0 {
		return
	}
	w, h := float64(i.Width), float64(i.Height)
	scale := min(25.4/pointsPerInch, imageWide/w, imageHigh/h, c.preset.textWidth()/w)
	i.Alt, i.Caption = oneLine(i.Alt), oneLine(i.Caption)
	c.add(picture{Image: i, width: w * scale, height: h * scale, keep: i.Caption != ""})
	if i.Caption != "" {
		c.add(para{role: roleBody, runs: []Run{{Text: i.Caption, Italic: true}}, align: AlignCentre})
	}
}

func (i Image) mime() string {
	if i.PNG {
		return "image/png"
	}
	return "image/jpeg"
}

func (i Image) ending() string {
	if i.PNG {
		return ".png"
	}
	return ".jpeg"
}

// htmlPicture writes a picture as large as it is on paper, at 96 points an inch.
func htmlPicture(b *strings.Builder, p picture) {
	src := p.Src
	if src == "" {
		src = "data:" + p.mime() + ";base64," + base64.StdEncoding.EncodeToString(p.Data)
	}
	fmt.Fprintf(b, `<p class="cx"><img src="%s" alt="%s" width="%.0f" height="%.0f"></p>`+"\n",
		html.EscapeString(src), html.EscapeString(p.Alt), p.width*96/25.4, p.height*96/25.4)
}

// picture makes a box of a picture in the middle of the line.
func (p *printer) picture(e picture) []box {
	p.images++
	name, kind := "image"+strconv.Itoa(p.images), "JPG"
	if e.PNG {
		kind = "PNG"
	}
	w, h := e.width*pointsPerMM, e.height*pointsPerMM
	return []box{{before: imageBefore, height: h, after: imageAfter, keep: e.keep, draw: func(y float64) {
		options := fpdf.ImageOptions{ImageType: kind, AllowNegativePosition: true}
		p.pdf.RegisterImageOptionsReader(name, options, bytes.NewReader(e.Data))
		p.pdf.ImageOptions(name, p.left+(p.width-w)/2, y, w, h, false, options, 0, "")
	}}}
}

// emu gives the 36,000th parts of a millimetre in which Word measures drawings.
func emu(mm float64) string { return strconv.Itoa(int(mm * 36000)) }

// picture writes a picture into the text, and keeps it for its part of the file.
func (x *docxBody) picture(p picture) {
	x.images = append(x.images, p.Image)
	n := strconv.Itoa(len(x.images))
	keep := ""
	if p.keep {
		keep = `<w:keepNext/>`
	}
	size := `cx="` + emu(p.width) + `" cy="` + emu(p.height) + `"`
	x.put(`<w:p><w:pPr>`, keep, `<w:spacing w:before="`, ptTwips(imageBefore), `" w:after="`, ptTwips(imageAfter), `" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>`,
		`<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">`,
		`<wp:extent `, size, `/><wp:docPr id="`, n, `" name="image`, n, `" descr="`, escape(p.Alt), `"/>`,
		`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`,
		`<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="`, n, `" name="image`, n, `"/><pic:cNvPicPr/></pic:nvPicPr>`,
		`<pic:blipFill><a:blip r:embed="image`, n, `"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`,
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext `, size, `/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`,
		`</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`)
}

// media is the parts of the pictures in a .docx, and how its text refers to them.
func media(images []Image) (parts []docxPart, rels string) {
	for i, image := range images {
		n := strconv.Itoa(i + 1)
		parts = append(parts, docxPart{"word/media/image" + n + image.ending(), string(image.Data)})
		rels += `<Relationship Id="image` + n + `" Type="` + relNamespace + `image" Target="media/image` + n + image.ending() + `"/>`
	}
	return parts, rels
}
