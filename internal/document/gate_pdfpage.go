package document

import (
	"strings"

	"github.com/ledongthuc/pdf"
)

// formsMax bounds how deep drawings inside drawings are followed.
const formsMax = 5

// page reads one page: its text, the drawings that it uses (a stamp or a
// watermark is one), and its annotations. A page that shows pictures and has
// hardly a letter is a picture of a page.
func (r *pdfReader) page(p pdf.Page) {
	if p.V.IsNull() {
		return
	}
	before := r.read.letters
	resources := p.Resources()
	r.drawing(p.V.Key("Contents"), resources, 0)
	if r.read.letters-before < lettersMin && len(resources.Key("XObject").Keys()) > 0 {
		r.scan = true
	}
	notes := p.V.Key("Annots")
	for i := range notes.Len() {
		note := notes.Index(i)
		r.read.line(note.Key("Contents").Text())
		if look := note.Key("AP").Key("N"); look.Kind() == pdf.Stream {
			r.drawing(look, look.Key("Resources"), 1)
		}
	}
}

// drawing reads the text of a content stream, line by line.
func (r *pdfReader) drawing(content, resources pdf.Value, depth int) {
	if content.IsNull() || depth > formsMax {
		return
	}
	d := &drawing{reader: r, resources: resources, depth: depth, fonts: map[string]decoder{}}
	pdf.Interpret(content, d.operator)
	d.end()
}

// drawing is a content stream while it is read. Pieces of text at one height
// make a line.
type drawing struct {
	reader    *pdfReader
	resources pdf.Value
	depth     int
	fonts     map[string]decoder
	font      decoder
	height    float64
	line      strings.Builder
}

func (d *drawing) end() {
	if d.line.Len() > 0 {
		d.reader.read.line(d.line.String())
		d.line.Reset()
	}
}

// operator takes one operator of the content stream with its arguments.
func (d *drawing) operator(stack *pdf.Stack, op string) {
	args := make([]pdf.Value, stack.Len())
	for i := len(args) - 1; i >= 0; i-- {
		args[i] = stack.Pop()
	}
	last := pdf.Value{}
	if len(args) > 0 {
		last = args[len(args)-1]
	}
	switch op {
	case "T*":
		d.end()
	case "Td", "TD":
		if last.Float64() != 0 {
			d.end()
		}
	case "Tm":
		if len(args) == 6 && last.Float64() != d.height {
			d.end()
			d.height = last.Float64()
		}
	case "Tf":
		if len(args) == 2 {
			d.font = d.encoding(args[0].Name())
		}
	case "'", "\"":
		d.end()
		d.show(last)
	case "Tj":
		d.show(last)
	case "TJ":
		for i := range last.Len() {
			d.piece(last.Index(i))
		}
	case "Do":
		if form := d.resources.Key("XObject").Key(last.Name()); form.Key("Subtype").Name() == "Form" {
			d.end()
			own := form.Key("Resources")
			if own.IsNull() {
				own = d.resources
			}
			d.reader.drawing(form, own, d.depth+1)
		}
	}
	if d.line.Len() > lineMax {
		d.end()
	}
}

// gap is from which distance between pieces, in thousandths of the size of
// the letters, a reader sees a space.
const gap = -180

// piece is text, or the distance to the next one.
func (d *drawing) piece(v pdf.Value) {
	switch v.Kind() {
	case pdf.String:
		d.show(v)
	case pdf.Integer, pdf.Real:
		if v.Float64() < gap {
			d.line.WriteByte(' ')
		}
	}
}

func (d *drawing) show(v pdf.Value) {
	raw := v.RawString()
	if d.font != nil {
		raw = d.font.Decode(raw)
	}
	d.line.WriteString(strings.ToValidUTF8(raw, "\uFFFD"))
}

func (d *drawing) encoding(name string) decoder {
	how, known := d.fonts[name]
	if !known {
		how = decoderOf(d.resources.Key("Font").Key(name))
		d.fonts[name] = how
	}
	return how
}
