package paper

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// An element is what the writers draw: a para, a pair, a grid, a picture or a pageBreak.
type element interface{ element() }

// para is a paragraph whose role gives its look. Its runs are clean.
type para struct {
	role  Role
	runs  []Run
	align Align // never AlignPreset
	keep  bool  // stays on the page of what follows
}

// pair is two columns of lines without borders, kept on one page: the head,
// and the signatures.
type pair struct {
	left, right         []para
	leftWidth, rightWid float64 // mm
	before              float64 // pt above
}

// grid is a table with its widths settled.
type grid struct {
	widths []float64 // mm
	head   []para    // nil when no column has a header
	rows   [][][]para
}

type pageBreak struct{}

func (para) element()      {}
func (pair) element()      {}
func (grid) element()      {}
func (pageBreak) element() {}

// signGap is the distance between the text and the signatures, in points.
const signGap = 12

// composer collects the elements of one document.
type composer struct {
	preset Preset
	out    []element
}

// compose settles everything about a document but its format.
func compose(d Document) (Preset, []element, error) {
	p, err := presetOf(d)
	if err != nil {
		return Preset{}, nil, err
	}
	c := &composer{preset: p}
	c.head(d.Head)
	c.title(d)
	for _, b := range d.Blocks {
		c.block(b)
	}
	c.closing(d)
	return p, c.out, nil
}

func (c *composer) add(e element) { c.out = append(c.out, e) }

// line makes the paragraph of a role that holds one line of the model.
func (c *composer) line(role Role, text string) para {
	text = oneLine(text)
	style := c.preset.Styles[role]
	if style.Caps {
		text = strings.ToUpper(text)
	}
	return para{role: role, runs: []Run{{Text: text}}, align: style.Align}
}

// part is a text and what it is for.
type part struct {
	role Role
	text string
}

// lines is line for those of the parts that are not empty.
func (c *composer) lines(parts ...part) []para {
	var out []para
	for _, p := range parts {
		if line := c.line(p.role, p.text); line.runs[0].Text != "" {
			out = append(out, line)
		}
	}
	return out
}

func (c *composer) head(h *Head) {
	if h == nil {
		return
	}
	l := c.preset.Labels
	var date string
	if h.Date != "" {
		place := h.Place
		if strings.TrimSpace(place) == "" {
			place = l.Place
		}
		date = place + ", " + h.Date
	}
	c.add(pair{
		left: c.lines(part{roleParent, h.Parent}, part{roleIssuer, issuing(h.Issuer)}, part{roleStar, l.Star},
			part{roleNumber, h.Number}, part{roleAbout, h.About}),
		right:     c.lines(part{roleParty, cmp.Or(h.Body, l.Party)}, part{rolePlace, date}),
		leftWidth: c.preset.Head.Left, rightWid: c.preset.Head.Right,
	})
}

// issuing is who issues the papers of an organisation: what a Party organisation above
// the cells issues, its committee issues.
func issuing(name string) string {
	for _, of := range []struct{ organisation, committee string }{
		{"Đảng bộ tỉnh ", "Tỉnh ủy "}, {"Đảng bộ thành phố ", "Thành ủy "}, {"Đảng bộ ", "Đảng ủy "},
	} {
		if n := len(of.organisation); len(name) > n && strings.EqualFold(name[:n], of.organisation) {
			return of.committee + name[n:]
		}
	}
	return name
}

func (c *composer) title(d Document) {
	l := c.preset.Labels
	for _, p := range c.lines(part{roleKind, d.Kind}, part{roleSubject, d.Subject}) {
		p.keep = true
		c.add(p)
	}
	if d.Kind != "" {
		c.add(c.line(roleDashes, l.Dashes))
	}
	for i, a := range d.Addressees {
		text := "- " + a
		if len(d.Addressees) == 1 {
			text = l.Addressees + " " + a
		} else if i == 0 {
			c.add(c.line(roleAddressees, l.Addressees))
		}
		c.add(c.line(roleAddressees, text))
	}
}

func (c *composer) block(b Block) {
	switch b := b.(type) {
	case Heading:
		role := []Role{roleHeading1, roleHeading2, roleHeading3}[min(max(b.Level, 1), 3)-1]
		p := c.line(role, b.Text)
		p.keep = true
		c.add(p)
	case Paragraph:
		c.paragraph(b)
	case List:
		c.list(b)
	case Table:
		c.table(b)
	case Spacer:
		for range b.Lines {
			c.add(para{role: roleBlank, align: AlignLeft})
		}
	case Image:
		c.image(b)
	case PageBreak:
		c.add(pageBreak{})
	}
}

func (c *composer) paragraph(p Paragraph) {
	align := p.Align
	if align == AlignPreset {
		align = c.preset.Styles[roleBody].Align
	}
	for _, runs := range split(p.Runs) {
		c.add(para{role: roleBody, runs: runs, align: align})
	}
}

func (c *composer) list(l List) {
	first := max(l.Start, 1)
	for i, item := range l.Items {
		marker := "- "
		switch l.Marker {
		case Numbers:
			marker = strconv.Itoa(first+i) + ". "
		case Letters:
			marker = Letter(first+i) + ") "
		}
		item.Runs = slices.Concat([]Run{{Text: marker}}, item.Runs)
		c.paragraph(item)
	}
}

func (c *composer) table(t Table) {
	if len(t.Columns) == 0 {
		return
	}
	g := grid{widths: columnWidths(t.Columns, c.preset.textWidth())}
	headed := false
	for _, col := range t.Columns {
		headed = headed || col.Header != ""
		g.head = append(g.head, c.line(roleCellHead, col.Header))
	}
	if !headed {
		g.head = nil
	}
	for _, row := range t.Rows {
		cells := make([][]para, len(t.Columns))
		for i, col := range t.Columns {
			var text string
			if i < len(row) {
				text = row[i]
			}
			cells[i] = c.cell(text, col.Align)
		}
		g.rows = append(g.rows, cells)
	}
	c.add(g)
}

// cell makes the paragraphs of a cell, at least one.
func (c *composer) cell(text string, align Align) []para {
	if align == AlignPreset {
		align = c.preset.Styles[roleCell].Align
	}
	var out []para
	for _, runs := range split([]Run{{Text: text}}) {
		out = append(out, para{role: roleCell, runs: runs, align: align})
	}
	if out == nil {
		out = []para{{role: roleCell, align: align}}
	}
	return out
}

// columnWidths gives every column its width so that together they fill the
// text width, all in millimetres.
func columnWidths(cols []Column, total float64) []float64 {
	widths := make([]float64, len(cols))
	var fixed float64
	free := 0
	for i, col := range cols {
		widths[i] = max(col.Width, 0)
		fixed += widths[i]
		if widths[i] == 0 {
			free++
		}
	}
	// A free column gets at least half an even share, however much the others
	// ask for.
	share := total / float64(len(cols)) / 2
	if free > 0 {
		share = max(share, (total-fixed)/float64(free))
	}
	var sum float64
	for i := range widths {
		if widths[i] == 0 {
			widths[i] = share
		}
		sum += widths[i]
	}
	for i := range widths {
		widths[i] *= total / sum
	}
	return widths
}

// closing adds what stands below the text: recipients, signatures, note.
func (c *composer) closing(d Document) {
	recipients := c.recipients(d.Recipients)
	beside := len(d.Signatures) == 1
	if len(d.Signatures) > 0 {
		c.keepLast()
	}
	for row := range slices.Chunk(d.Signatures, 2) {
		p := pair{leftWidth: c.preset.Sign.Left, rightWid: c.preset.Sign.Right, before: signGap}
		if beside {
			p.left = recipients
		}
		if len(row) == 2 {
			p.left = c.signature(row[0])
		}
		p.right = c.signature(row[len(row)-1])
		c.add(p)
	}
	if !beside && recipients != nil {
		c.add(pair{left: recipients, leftWidth: c.preset.Sign.Left, rightWid: c.preset.Sign.Right, before: signGap})
	}
	if note := oneLine(d.Note); note != "" {
		c.add(c.line(roleNote, note))
	}
}

// keepLast binds the last paragraph to the signatures: they must not stand
// alone on a page.
func (c *composer) keepLast() {
	if n := len(c.out); n > 0 {
		if p, ok := c.out[n-1].(para); ok {
			p.keep = true
			c.out[n-1] = p
		}
	}
}

func (c *composer) signature(s Signature) []para {
	out := c.lines(part{roleAuthority, s.Heading}, part{rolePost, s.Post})
	for range c.preset.Sign.BlankLines {
		out = append(out, para{role: roleBlank, align: AlignCentre})
	}
	return append(out, c.line(roleName, s.Name))
}

// recipients lists Nơi nhận: a dash before each, a comma after each but the
// last, which ends with a full stop.
func (c *composer) recipients(list []string) []para {
	if len(list) == 0 {
		return nil
	}
	out := []para{c.line(roleRecipients, c.preset.Labels.Recipients)}
	for i, r := range list {
		end := ","
		if i == len(list)-1 {
			end = "."
		}
		out = append(out, c.line(roleRecipient, "- "+strings.TrimRight(oneLine(r), " ,;.")+end))
	}
	return out
}
