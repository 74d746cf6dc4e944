package paper

// The distance between the text of a cell and its lines, in points.
const (
	cellPadX = 5.0
	cellPadY = 2.5
)

// gridGap is the distance above and below a table, in points.
const gridGap = 4.0

// grid makes a box of each row. A row higher than a page is divided into
// pieces of as many lines as a page holds.
func (p *printer) grid(g grid) []box {
	var header *box
	var out []box
	if g.head != nil {
		cells := make([][]para, len(g.head))
		for i, h := range g.head {
			cells[i] = []para{h}
		}
		first := p.row(g.widths, cells, nil)
		// A header that fills the page is not worth repeating.
		if first[0].height < (p.bottom-p.top)/2 {
			header = &first[0]
		}
		out = append(out, first...)
		out[len(out)-1].keep = true
	}
	for _, cells := range g.rows {
		out = append(out, p.row(g.widths, cells, header)...)
	}
	if len(out) > 0 {
		out[0].before = gridGap
		out[len(out)-1].after = gridGap + p.preset.Styles[roleBody].After
		out[len(out)-1].keep = false
	}
	return out
}

// row lays out the cells of one row below the header that its page repeats.
func (p *printer) row(widths []float64, cells [][]para, header *box) []box {
	room := p.bottom - p.top - 2*cellPadY
	if header != nil {
		room -= header.height
	}
	columns := make([][]box, len(cells))
	x := p.left
	for i, cell := range cells {
		w := widths[i] * pointsPerMM
		columns[i] = p.stack(cell, x+cellPadX, w-2*cellPadX)
		x += w
	}
	var out []box
	for more := true; more; {
		more = false
		pieces := make([][]box, len(columns))
		var height float64
		for i, lines := range columns {
			n := fitting(lines, room)
			pieces[i], columns[i] = lines[:n], lines[n:]
			height = max(height, stackHeight(pieces[i]))
			more = more || len(columns[i]) > 0
		}
		height += 2 * cellPadY
		out = append(out, box{height: height, header: header, draw: func(y float64) {
			p.cells(widths, pieces, y, height)
		}})
	}
	return out
}

// fitting counts the boxes that a height holds, at least one if there is one.
func fitting(lines []box, room float64) int {
	var h float64
	for i, l := range lines {
		if h += l.before + l.height + l.after; h > room && i > 0 {
			return i
		}
	}
	return len(lines)
}

// cells draws the borders and the text of a row.
func (p *printer) cells(widths []float64, texts [][]box, y, height float64) {
	x := p.left
	for i, lines := range texts {
		w := widths[i] * pointsPerMM
		p.pdf.Rect(x, y, w, height, "D")
		drawStack(lines, y+cellPadY)
		x += w
	}
}
