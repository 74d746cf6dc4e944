package paper

import (
	"bytes"
	"io"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// pointsPerMM converts millimetres, the unit of pages, to points, the unit of
// letters and of everything in this file.
const pointsPerMM = 72 / 25.4

// Ascent and descent of the letters of Times New Roman, in parts of the size.
const (
	ascent  = 0.891
	descent = 0.216
)

// epoch is the date of papers that have none.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// PDF writes the document as a searchable .pdf with its fonts embedded.
// Characters that the font lacks, such as emoji, are drawn as □.
func PDF(w io.Writer, d Document) error {
	p, err := newPrinter(d)
	if err != nil {
		return err
	}
	p.newPage()
	if err := p.print(d); err != nil {
		return err
	}
	return p.write(w)
}

// print puts a document on the pages, from the present one on.
func (p *printer) print(d Document) error {
	preset, elements, err := compose(d)
	if err != nil {
		return err
	}
	p.lay(preset)
	for _, e := range elements {
		switch e := e.(type) {
		case para:
			p.flow(p.paragraph(e, p.left, p.width))
		case pair:
			p.flow(p.pair(e))
		case grid:
			p.flow(p.grid(e))
		case picture:
			p.flow(p.picture(e))
		case pageBreak:
			p.flush()
			p.newPage()
		}
	}
	p.flush()
	return nil
}

func (p *printer) write(w io.Writer) error {
	var file bytes.Buffer
	if err := p.pdf.Output(&file); err != nil {
		return err
	}
	_, err := w.Write(readable(file.Bytes()))
	return err
}

// printer puts boxes on pages.
type printer struct {
	pdf    *fpdf.Fpdf
	preset Preset
	// page is the number of the present page within its document. While dry,
	// pages are counted and nothing is drawn.
	page int
	dry  bool
	// bound, where it is set, is drawn at the foot of every page: the number
	// within a binder.
	bound int
	// The text area.
	left, width, top, bottom float64
	y                        float64
	gap                      float64 // asked for below the last box
	fresh                    bool    // nothing stands on the page yet
	// pending is the boxes at the end that must not be parted from what
	// comes next.
	pending []box
	loaded  map[*face]bool
	images  int   // how many were drawn: each has a name of its own
	face    *face // selected now, at size
	size    float64
}

// box is the smallest thing that a page break cannot divide.
type box struct {
	// Between two boxes stands the larger of after and before, as in Word;
	// at the top of a page, nothing.
	before, height, after float64
	keep                  bool // on one page with the next box
	header                *box // repeated where this box begins a page
	draw                  func(y float64)
}

// newPrinter makes a printer without a page, whose file bears the title and
// date of the document.
func newPrinter(d Document) (*printer, error) {
	preset, err := presetOf(d)
	if err != nil {
		return nil, err
	}
	pg := preset.Page
	size := fpdf.SizeType{Wd: pg.Width * pointsPerMM, Ht: pg.Height * pointsPerMM}
	f := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: size})
	f.SetAutoPageBreak(false, 0)
	f.SetCellMargin(0)
	f.SetLineWidth(0.5)
	f.SetCatalogSort(true) // the same bytes every time
	made := d.Made
	if made.IsZero() {
		made = epoch
	}
	f.SetCreationDate(made.UTC())
	f.SetModificationDate(made.UTC())
	f.SetTitle(oneLine(d.Title), true)
	f.SetProducer("chibo", true)
	f.SetLang("vi-VN")
	p := &printer{pdf: f, loaded: map[*face]bool{}}
	p.lay(preset)
	return p, nil
}

// lay takes over the text area of a preset.
func (p *printer) lay(preset Preset) {
	pg := preset.Page
	p.preset = preset
	p.left, p.width = pg.Left*pointsPerMM, preset.textWidth()*pointsPerMM
	p.top, p.bottom = pg.Top*pointsPerMM, (pg.Height-pg.Bottom)*pointsPerMM
}

// newPage begins a page; from the second of a document on it bears its number.
func (p *printer) newPage() {
	p.page++
	p.y, p.gap, p.fresh = p.top, 0, true
	if p.dry {
		return
	}
	p.pdf.AddPage()
	p.face = nil
	if p.page > 1 {
		p.pageNumber(strconv.Itoa(p.page), p.preset.Page.Number*pointsPerMM)
	}
	if p.bound > 0 {
		p.pageNumber("– "+strconv.Itoa(p.bound)+" –", p.bottom+boundGap)
		p.bound++
	}
}

func (p *printer) pageNumber(text string, y float64) {
	number := para{role: rolePageNumber, runs: []Run{{Text: text}}, align: p.preset.Styles[rolePageNumber].Align}
	p.paragraph(number, p.left, p.width)[0].draw(y)
}

// flow adds boxes to the page and holds back those at the end that must stay
// with the next.
func (p *printer) flow(boxes []box) {
	all := append(p.pending, boxes...)
	start := 0
	for i := range all {
		if !all[i].keep {
			p.place(all[start : i+1])
			start = i + 1
		}
	}
	p.pending = all[start:]
}

// flush places what was held back.
func (p *printer) flush() {
	p.place(p.pending)
	p.pending = nil
}

// place puts a group of boxes on one page if a page can hold them.
func (p *printer) place(group []box) {
	if len(group) == 0 {
		return
	}
	var height float64
	for i, b := range group {
		if i > 0 {
			height += max(b.before, group[i-1].after)
		}
		height += b.height
	}
	first := group[0]
	room := p.bottom - p.top
	if first.header != nil {
		room -= first.header.height
	}
	if !p.fresh && p.y+max(p.gap, first.before)+height > p.bottom && height <= room {
		p.turn(first)
	}
	for _, b := range group {
		gap := max(p.gap, b.before)
		if !p.fresh && p.y+gap+b.height > p.bottom {
			p.turn(b)
			gap = p.gap
		}
		if !p.fresh {
			p.y += gap
		}
		p.draw(b)
		p.y += b.height
		p.gap, p.fresh = b.after, false
	}
}

func (p *printer) draw(b box) {
	if !p.dry {
		b.draw(p.y)
	}
}

// turn begins a page for a box, below its header.
func (p *printer) turn(b box) {
	p.newPage()
	if b.header != nil {
		p.draw(*b.header)
		p.y += b.header.height
		p.fresh = false
	}
}

// paragraph makes a box of each line; the first two and the last two lines
// stay together.
func (p *printer) paragraph(e para, x, width float64) []box {
	style := p.preset.Styles[e.role]
	var indent float64
	if style.Indent && e.align != AlignCentre && e.align != AlignRight {
		indent = p.preset.Page.Indent * pointsPerMM
	}
	lines := breakLines(words(e.runs, style), style, width, indent)
	boxes := make([]box, len(lines))
	for i, l := range lines {
		last := i == len(lines)-1
		boxes[i] = box{
			height: style.Line,
			keep:   i == 0 && !last || i == len(lines)-2 || last && e.keep,
			draw:   func(y float64) { p.line(l, style, e.align, x, y, width) },
		}
	}
	boxes[0].before = style.Before
	boxes[len(boxes)-1].after = style.After
	return boxes
}

// line draws a line of text into the strip of style.Line points below y.
func (p *printer) line(l textLine, style Style, align Align, x, y, width float64) {
	baseline := y + (style.Line-(ascent+descent)*style.Size)/2 + ascent*style.Size
	x += l.indent
	spare := width - l.indent - l.width
	var stretch float64
	switch {
	case align == AlignJustify && !l.last && len(l.words) > 1:
		stretch = spare / float64(len(l.words)-1)
	case align == AlignCentre:
		x += spare / 2
	case align == AlignRight:
		x += spare
	}
	if l.width > 0 && (style.Rule || style.Underline) {
		below := baseline + 1.5
		if style.Rule {
			below = baseline + descent*style.Size + 1.5
		}
		p.pdf.Line(x, below, x+l.width, below)
	}
	for _, s := range l.segments(style.Size) {
		w := s.width + stretch*float64(s.spaces)
		p.selectFace(s.face, style.Size)
		// A cell without height has its baseline 0.3 of the size below its
		// top; "J" stretches the spaces to fill the width.
		p.pdf.SetXY(x, baseline-0.3*style.Size)
		p.pdf.CellFormat(w, 0, s.text, "", 0, "J", false, 0, "")
		x += w
	}
}

// selectFace embeds a face when it is first needed.
func (p *printer) selectFace(f *face, size float64) {
	if !p.loaded[f] {
		p.pdf.AddUTF8FontFromBytes("serif", f.style, f.ttf)
		p.loaded[f] = true
	}
	if p.face != f || p.size != size {
		p.pdf.SetFont("serif", f.style, size)
		p.face, p.size = f, size
	}
}

// pair draws two columns of lines as one box, or one after the other where
// they are too long for a page.
func (p *printer) pair(e pair) []box {
	leftWidth, rightWidth := e.leftWidth*pointsPerMM, e.rightWid*pointsPerMM
	left := p.stack(e.left, p.left, leftWidth)
	right := p.stack(e.right, p.left+leftWidth, rightWidth)
	height := max(stackHeight(left), stackHeight(right))
	if height > p.bottom-p.top {
		boxes := append(left, right...)
		boxes[0].before = e.before
		return boxes
	}
	return []box{{before: e.before, height: height, draw: func(y float64) {
		drawStack(left, y)
		drawStack(right, y)
	}}}
}

// stack makes the boxes of paragraphs below one another.
func (p *printer) stack(paras []para, x, width float64) []box {
	var out []box
	for _, e := range paras {
		out = append(out, p.paragraph(e, x, width)...)
	}
	return out
}

func stackHeight(boxes []box) float64 {
	var h float64
	for _, b := range boxes {
		h += b.before + b.height + b.after
	}
	return h
}

func drawStack(boxes []box, y float64) {
	for _, b := range boxes {
		b.draw(y + b.before)
		y += b.before + b.height + b.after
	}
}
