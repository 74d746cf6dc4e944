package paper

import "time"

// Document is a paper before it has a format. Texts may hold anything that a
// user can type: they are normalised to NFC, and characters that no document
// may hold are left out. A line break inside the text of a paragraph begins a
// new paragraph; elsewhere it is a space.
type Document struct {
	// Preset names the layout, such as "HD05".
	Preset string
	// Title is shown by readers and file managers, not on the paper.
	Title string
	// Made is written into the file's metadata. The zero value stands for
	// 1 January 1980, so that bytes never depend on the clock.
	Made time.Time

	Head *Head
	// Kind is the type name in capitals (BIÊN BẢN); empty for a công văn.
	Kind    string
	Subject string
	// Addressees follow «Kính gửi:»; none leaves the line out.
	Addressees []string
	Blocks     []Block
	// Recipients is the list of Nơi nhận, without dashes and punctuation.
	Recipients []string
	// Signatures: one stands at the right, two side by side (the first at the
	// left), more in rows of two.
	Signatures []Signature
	// Landscape turns the sheet on its side: certificates.
	Landscape bool
	// Note is a small line below everything, for checkpoints and the like.
	Note string
}

// Head is the two columns at the top of the first page.
type Head struct {
	// Body stands at the right of a paper that is none of the Party's, such as
	// one of a chapter of a mass organisation; "" is the Party.
	Body   string
	Parent string // organisation above, left line 1
	Issuer string // the organisation, left line 2, bold; of one with a committee this stands there
	Number string // as printed, see [Number]
	About  string // subject of a công văn, below the number
	Place  string // empty prints dots to be filled in by hand
	Date   string // as printed, see [DateInWords]; empty leaves place and date out
}

// Signature is one signer. Heading is the bold first line (T/M CHI BỘ, NGƯỜI
// GHI BIÊN BẢN), Post the line below it (BÍ THƯ), both from [Labels].
type Signature struct {
	Heading string
	Post    string
	Name    string
}

// Block is a part of the body: [Heading], [Paragraph], [List], [Table], [Image],
// [Spacer] or [PageBreak].
type Block interface{ block() }

// Heading is a title inside the body; Level counts from 1 to 3, others are
// taken as the nearest.
type Heading struct {
	Level int
	Text  string
}

// Paragraph is justified text with an indented first line.
type Paragraph struct {
	Runs  []Run
	Align Align
}

// Run is text of one appearance within a paragraph.
type Run struct {
	Text         string
	Bold, Italic bool
}

// List is paragraphs that begin with running markers.
type List struct {
	Marker Marker
	// Start is the number of the first item; 0 means 1.
	Start int
	Items []Paragraph
}

// Marker says what an item of a list begins with.
type Marker int

// The markers of lists.
const (
	Dashes  Marker = iota // - …
	Numbers               // 1. 2. 3.
	Letters               // a) b) c) d) đ) e) g)
)

// Align is the side on which text stands. The zero value leaves it to the
// preset: justified in paragraphs, left in cells.
type Align int

// The alignments.
const (
	AlignPreset Align = iota
	AlignLeft
	AlignCentre
	AlignRight
	AlignJustify
)

// Table is a ruled table whose header row is repeated on every page. Rows
// shorter than Columns are filled up with empty cells; longer ones are cut.
type Table struct {
	Columns []Column
	Rows    [][]string
}

// Column is a column of a [Table]. Width is in millimetres; columns with 0
// share what is left of the page evenly. Widths that exceed the page are
// scaled down to it.
type Column struct {
	Header string
	Width  float64
	Align  Align
}

// Spacer is empty lines of body text.
type Spacer struct{ Lines int }

// PageBreak begins a new page.
type PageBreak struct{}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (Spacer) block()    {}
func (PageBreak) block() {}

// Text is a paragraph of plain text.
func Text(s string) Paragraph { return Paragraph{Runs: []Run{{Text: s}}} }

// Lead is a paragraph that begins with a bold lead-in: Lead("Chủ trì:", "…").
// Further pairs of lead-in and text continue the same paragraph.
func Lead(pairs ...string) Paragraph {
	var p Paragraph
	for i, s := range pairs {
		if i > 0 {
			s = " " + s
		}
		p.Runs = append(p.Runs, Run{Text: s, Bold: i%2 == 0})
	}
	return p
}
