package web

import (
	"archive/zip"
	"context"
	"errors"
	"html/template"
	"io"
	"net/http"
	"strconv"
	"time"

	"chibo/internal/bulletin"
	"chibo/internal/document"
	"chibo/internal/paper"
	"chibo/internal/server"
)

// paper is the article as it is printed; its pictures are shown, not held.
func (v view) paper(ctx context.Context) paper.Document {
	a := v.Article
	d := paper.Document{
		Preset: paper.HD05, Title: a.Title, Subject: a.Title,
		Blocks: []paper.Block{paper.Paragraph{Runs: []paper.Run{{Text: byline(ctx, a), Italic: true}}}, paper.Paragraph{Runs: []paper.Run{{Text: a.Lede, Bold: true}}}},
	}
	if len(v.Figures) > 0 {
		var items []paper.Paragraph
		for _, f := range v.Figures {
			line := v.label(f) + ": " + amount(ctx, f)
			if note := v.note(ctx, f); note != "" {
				line += " (" + note + ")"
			}
			items = append(items, paper.Text(line))
		}
		d.Blocks = append(d.Blocks, paper.List{Marker: paper.Dashes, Items: items})
		d.Note = v.sourceLine(ctx)
	}
	if c, ok := v.chart(ctx); ok {
		table := paper.Table{Columns: []paper.Column{{Header: c.head, Width: 45}, {Header: c.amount, Width: 60, Align: paper.AlignRight}}}
		for _, r := range c.rows {
			table.Rows = append(table.Rows, r[:])
		}
		d.Blocks = append(d.Blocks, paper.Paragraph{Runs: []paper.Run{{Text: c.caption(ctx), Bold: true}}}, table)
	}
	for _, b := range bulletin.Parse(a.Body) {
		d.Blocks = append(d.Blocks, v.block(ctx, b))
	}
	for _, p := range v.Pictures {
		width, height := document.Fit(p.Width, p.Height, v.side())
		d.Blocks = append(d.Blocks, paper.Image{PNG: p.Type == document.PNG, Src: pictureHref(a.ID, p, v.small()), Width: width, Height: height, Alt: p.Alt, Caption: p.Caption})
	}
	return d
}

// largeMost is of how many pictures a paper shows the large ones: of more the file
// would be too large to be sent.
const largeMost = 8

func (v view) small() bool { return len(v.Pictures) > largeMost }

func (v view) side() int {
	if v.small() {
		return document.SmallSide
	}
	return document.LargeSide
}

// illustrate gives a paper the bytes of its pictures, for a file that stands by itself.
func (h handlers) illustrate(r *http.Request, v view, d paper.Document) error {
	first := len(d.Blocks) - len(v.Pictures)
	for i, p := range v.Pictures {
		_, file, err := h.bulletin.OpenPicture(r.Context(), server.Actor(r), v.Article.ID, p.ID, v.small())
		if err != nil {
			return err
		}
		image := d.Blocks[first+i].(paper.Image)
		image.Data, err = io.ReadAll(file)
		if err := errors.Join(err, file.Close()); err != nil {
			return err
		}
		d.Blocks[first+i] = image
	}
	return nil
}

// block is a part of the text on paper.
func (v view) block(ctx context.Context, b bulletin.Block) paper.Block {
	var lines []paper.Paragraph
	for _, l := range b.Lines {
		var p paper.Paragraph
		for _, s := range l {
			words := s.Text
			if s.Figure > 0 {
				words = v.marked(ctx, s.Figure)
			}
			p.Runs = append(p.Runs, paper.Run{Text: words, Bold: s.Strong || b.Kind == bulletin.Heading, Italic: s.Slant})
		}
		lines = append(lines, p)
	}
	switch b.Kind {
	case bulletin.Bullets:
		return paper.List{Marker: paper.Dashes, Items: lines}
	case bulletin.Numbers:
		return paper.List{Marker: paper.Numbers, Items: lines}
	}
	return lines[0]
}

// export hands the article out as a page for a web site: one file of HTML without a
// script, and its pictures beside it.
func (h handlers) export(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r)
	if err != nil {
		return err
	}
	return server.Stream(w, r, v.Article.Title+".zip", "application/zip", func(out io.Writer) error {
		z := zip.NewWriter(out)
		if err := v.page(r.Context(), z); err != nil {
			return err
		}
		for i, p := range v.Pictures {
			if err := h.pack(r, z, v.Article.ID, p, i); err != nil {
				return err
			}
		}
		return z.Close()
	})
}

// name is the file of a picture in the archive.
func name(p bulletin.Picture, i int) string {
	return "anh/" + strconv.Itoa(i+1) + "." + string(p.Type)
}

func (h handlers) pack(r *http.Request, z *zip.Writer, id bulletin.ID, p bulletin.Picture, i int) error {
	_, file, err := h.bulletin.OpenPicture(r.Context(), server.Actor(r), id, p.ID, false)
	if err != nil {
		return err
	}
	defer file.Close()
	to, err := z.CreateHeader(&zip.FileHeader{Name: name(p, i), Method: zip.Store, Modified: time.Time{}})
	if err == nil {
		_, err = io.Copy(to, file)
	}
	return err
}

// exported is a page of an article that stands by itself.
var exported = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{.Title}}</title>
<style>body{font:18px/1.6 sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1f1a17}img{max-width:100%;height:auto}.small{color:#6b625b;font-size:.875rem}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}dt{color:#6b625b}dd{margin:0;font-weight:600}table{border-collapse:collapse}caption{text-align:left;font-weight:600}th,td{border-bottom:1px solid #d8cfc4;padding:.25rem 1rem .25rem 0;text-align:left}</style></head>
<body><article><h1>{{.Title}}</h1><p class="small">{{.Byline}}</p><p><strong>{{.Lede}}</strong></p>
{{if .Figures}}<dl>{{range .Figures}}<dt>{{.Label}}</dt><dd>{{.Value}} <span class="small">{{.Note}}</span></dd>{{end}}</dl>{{end}}
{{if .Series}}<table><caption>{{.Series.Title}}</caption><thead><tr><th scope="col">{{.Series.Head}}</th><th scope="col">{{.Series.Amount}}</th></tr></thead><tbody>{{range .Series.Rows}}<tr><th scope="row">{{index . 0}}</th><td>{{index . 1}}</td></tr>{{end}}</tbody></table>{{end}}
{{range .Body}}{{if eq .Kind 1}}<h2>{{template "spans" index .Lines 0}}</h2>{{else if eq .Kind 2}}<ul>{{range .Lines}}<li>{{template "spans" .}}</li>{{end}}</ul>{{else if eq .Kind 3}}<ol>{{range .Lines}}<li>{{template "spans" .}}</li>{{end}}</ol>{{else}}<p>{{template "spans" index .Lines 0}}</p>{{end}}
{{end}}{{range .Pictures}}<figure><img src="{{.File}}" alt="{{.Alt}}"><figcaption class="small">{{.Caption}}</figcaption></figure>
{{end}}<p class="small">{{.Source}}</p></article></body></html>
{{define "spans"}}{{range .}}{{if .Strong}}<strong>{{.Text}}</strong>{{else if .Slant}}<em>{{.Text}}</em>{{else}}{{.Text}}{{end}}{{end}}{{end}}`))

type exportedFigure struct{ Label, Value, Note string }

type exportedSeries struct {
	Title, Head, Amount string
	Rows                [][2]string
}

type exportedPicture struct{ File, Alt, Caption string }

// page writes the HTML of the article into the archive.
func (v view) page(ctx context.Context, z *zip.Writer) error {
	p := struct {
		Title, Byline, Lede, Source string
		Figures                     []exportedFigure
		Series                      *exportedSeries
		Body                        []bulletin.Block
		Pictures                    []exportedPicture
	}{Title: v.Article.Title, Byline: byline(ctx, v.Article), Lede: v.Article.Lede, Source: v.sourceLine(ctx), Body: bulletin.Parse(v.Article.Body)}
	for _, f := range v.Figures {
		p.Figures = append(p.Figures, exportedFigure{v.label(f), amount(ctx, f), v.note(ctx, f)})
	}
	if c, ok := v.chart(ctx); ok {
		p.Series = &exportedSeries{c.caption(ctx), c.head, c.amount, c.rows}
	}
	for _, b := range p.Body {
		for _, l := range b.Lines {
			for i, s := range l {
				if s.Figure > 0 {
					l[i].Text, l[i].Strong = v.marked(ctx, s.Figure), true
				}
			}
		}
	}
	for i, pic := range v.Pictures {
		p.Pictures = append(p.Pictures, exportedPicture{name(pic, i), pic.Alt, pic.Caption})
	}
	to, err := z.Create("index.html")
	if err != nil {
		return err
	}
	return exported.Execute(to, p)
}
