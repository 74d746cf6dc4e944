package paper

import (
	"fmt"
	"html"
	"io"
	"strings"
)

// HTML writes the inside of <div class="a4">: no style attributes, only the
// classes cx (centred line), two and sign (columns), rule, text-end and note,
// and page-break before what begins a new page. All text is escaped.
func HTML(w io.Writer, d Document) error {
	_, elements, err := compose(d)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, e := range elements {
		switch e := e.(type) {
		case para:
			htmlPara(&b, e)
		case pair:
			htmlPair(&b, e)
		case grid:
			htmlGrid(&b, e)
		case picture:
			htmlPicture(&b, e)
		case pageBreak:
			b.WriteString("<hr class=\"page-break\">\n")
		}
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// htmlTags tells for each role how it is marked up where that is more than a
// paragraph.
var htmlTags = map[Role][2]string{
	roleParty:      {`<p class="cx"><b><u class="rule">`, `</u></b></p>`},
	roleIssuer:     {`<p class="cx"><b>`, `</b></p>`},
	roleAbout:      {`<p class="cx"><small><i>`, `</i></small></p>`},
	rolePlace:      {`<p class="cx place"><i>`, `</i></p>`},
	roleKind:       {`<h1>`, `</h1>`},
	roleSubject:    {`<p class="cx"><b>`, `</b></p>`},
	roleHeading1:   {`<h2>`, `</h2>`},
	roleHeading2:   {`<h3>`, `</h3>`},
	roleHeading3:   {`<h4>`, `</h4>`},
	roleAuthority:  {`<p class="cx"><b>`, `</b></p>`},
	roleName:       {`<p class="cx"><b>`, `</b></p>`},
	roleBlank:      {`<p class="cx"><br>`, `</p>`},
	roleRecipients: {`<p class="recipients"><u>`, `</u></p>`},
	roleRecipient:  {`<p class="recipients"><small>`, `</small></p>`},
	roleNote:       {`<p class="remark"><small><i>`, `</i></small></p>`},
}

func htmlPara(b *strings.Builder, p para) {
	tags, ok := htmlTags[p.role]
	if !ok {
		tags = [2]string{`<p` + htmlClass(p.align) + `>`, `</p>`}
	}
	b.WriteString(tags[0])
	htmlRuns(b, p.runs)
	b.WriteString(tags[1] + "\n")
}

func htmlClass(a Align) string {
	switch a {
	case AlignCentre:
		return ` class="cx"`
	case AlignRight:
		return ` class="text-end"`
	}
	return ""
}

func htmlRuns(b *strings.Builder, runs []Run) {
	for _, r := range runs {
		text := html.EscapeString(r.Text)
		if r.Italic {
			text = "<i>" + text + "</i>"
		}
		if r.Bold {
			text = "<b>" + text + "</b>"
		}
		b.WriteString(text)
	}
}

func htmlPair(b *strings.Builder, p pair) {
	class := "two"
	if p.before > 0 {
		class = "two sign"
	}
	b.WriteString(`<div class="` + class + "\">\n")
	for _, column := range [][]para{p.left, p.right} {
		b.WriteString("<div>\n")
		for _, line := range column {
			htmlPara(b, line)
		}
		b.WriteString("</div>\n")
	}
	b.WriteString("</div>\n")
}

func htmlGrid(b *strings.Builder, g grid) {
	var total float64
	for _, w := range g.widths {
		total += w
	}
	b.WriteString("<table>\n<colgroup>")
	for _, w := range g.widths {
		fmt.Fprintf(b, `<col width="%.1f%%">`, w*100/total)
	}
	b.WriteString("</colgroup>\n")
	if g.head != nil {
		b.WriteString("<thead><tr>")
		for _, h := range g.head {
			b.WriteString(`<th scope="col">`)
			htmlRuns(b, h.runs)
			b.WriteString("</th>")
		}
		b.WriteString("</tr></thead>\n")
	}
	b.WriteString("<tbody>\n")
	for _, row := range g.rows {
		b.WriteString("<tr>")
		for _, cell := range row {
			b.WriteString("<td" + htmlClass(cell[0].align) + ">")
			for i, p := range cell {
				if i > 0 {
					b.WriteString("<br>")
				}
				htmlRuns(b, p.runs)
			}
			b.WriteString("</td>")
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table>\n")
}
