package deed

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// Bundle is the papers of a meeting to hand over in one archive, such as to
// post them.
type Bundle struct {
	Meeting meeting.Meeting
	title   string
	entries []entry
}

// entry is one file of an archive.
type entry struct {
	name  string // ASCII, without folder
	label string // in the index
	write func(w io.Writer) error
}

// Choice says what a bundle holds.
type Choice struct {
	All   bool // everything on the desk; the rest is of no account then
	Deeds []Kind
	Files []document.ID // of the meeting
	Scans bool          // the signed copies of the deeds
}

// takes reports whether a deed, or a file of the meeting, is chosen.
func (c Choice) takes(kind Kind) bool { return c.All || slices.Contains(c.Deeds, kind) }

func (c Choice) takesFile(id document.ID) bool { return c.All || slices.Contains(c.Files, id) }

// Bundle gathers finished papers, as .docx and .pdf, and files of a meeting
// for the committee (B8). What is not finished, or lies under another record,
// is never in it.
func (s *Service) Bundle(ctx context.Context, by access.Actor, id meeting.ID, c Choice) (b Bundle, err error) {
	var desk Desk
	var shelf []shelved
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if desk, err = s.desk(tx, by, id); err != nil {
			return err
		}
		if !desk.MayPrepare {
			return fault.New(fault.Denied, "ui.denied")
		}
		shelf, err = shelfOf(tx, id)
		return err
	})
	if err != nil {
		return b, err
	}
	b = Bundle{Meeting: desk.Meeting, title: titleOf(desk.Meeting)}
	for _, v := range shelf {
		if !c.takes(v.kind) {
			continue
		}
		d, err := thaw(v.body, v.hash)
		if err != nil {
			return b, err
		}
		b.add(v.label(), "pdf", func(w io.Writer) error { return paper.PDF(w, d) })
		b.add(v.label(), "docx", func(w io.Writer) error { return paper.DOCX(w, d) })
		if c.All || c.Scans {
			for _, f := range desk.Deed(v.kind).Scans {
				b.attach(ctx, s.documents, by, f, v.label()+" – bản ký")
			}
		}
	}
	for _, f := range desk.Files {
		if c.takesFile(f.ID) {
			b.attach(ctx, s.documents, by, f, f.Name)
		}
	}
	return b, nil
}

func (b *Bundle) add(label, ending string, write func(io.Writer) error) {
	b.entries = append(b.entries, entry{name: fileName(len(b.entries)+1, label, ending), label: label, write: write})
}

func (b *Bundle) attach(ctx context.Context, documents *document.Service, by access.Actor, f document.Attachment, label string) {
	b.add(strings.TrimSuffix(label, "."+string(f.Type)), string(f.Type), func(w io.Writer) error {
		_, file, err := documents.Open(ctx, by, f.ID)
		if err != nil {
			return err
		}
		defer file.Close()
		_, err = io.Copy(w, file)
		return err
	})
}

// Zip writes the archive: an index, MUC_LUC.txt, and the files, numbered and
// named in ASCII. One file at a time is held in memory.
func (b Bundle) Zip(w io.Writer) error { return zipped(w, b.title, b.entries) }

func zipped(w io.Writer, title string, entries []entry) error {
	z := zip.NewWriter(w)
	var index strings.Builder
	fmt.Fprintf(&index, "\ufeffMỤC LỤC\r\n%s\r\n\r\n", title)
	for n, e := range entries {
		fmt.Fprintf(&index, "%s. %s: %s\r\n", paper.TwoDigits(n+1), e.label, e.name)
	}
	all := append([]entry{{name: "MUC_LUC.txt", write: func(w io.Writer) error {
		_, err := io.WriteString(w, index.String())
		return err
	}}}, entries...)
	for _, e := range all {
		f, err := z.Create(e.name)
		if err != nil {
			return err
		}
		if err := e.write(f); err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
	}
	return z.Close()
}

// fileNameMax bounds the words of a file's name.
const fileNameMax = 60

// fileName is a name that every system takes: letters, digits and hyphens
// alone, whatever the label holds.
func fileName(n int, label, ending string) string {
	var b strings.Builder
	for _, r := range i18n.Fold(label) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= fileNameMax {
			break
		}
	}
	return paper.TwoDigits(n) + "-" + strings.Trim(b.String(), "-") + "." + ending
}

// deedNames are the kinds of deeds as papers call them.
var deedNames = map[Kind]string{Notice: "Thông báo", Minutes: "Biên bản", Resolution: "Nghị quyết", Extract: "Trích biên bản"}

func (v shelved) label() string {
	return join(" ", deedNames[v.kind], lower(v.number)) + " ngày " + paperDate(v.meeting.HeldOn)
}

// Binder is the papers of a unit's meetings in one year, for those who inspect
// it (I8).
type Binder struct {
	Unit  org.Unit
	Year  int
	Lines []BinderLine
	docs  []paper.Document
}

// BinderLine is one paper in a binder.
type BinderLine struct {
	Meeting meeting.Meeting
	Deed    Kind
	Number  string
}

// binderMax bounds a binder: a cell's year holds some eighty papers.
const binderMax = 300

// Binder gathers the finished papers of a unit's meetings in a year for its
// committee, in the order of days.
func (s *Service) Binder(ctx context.Context, by access.Actor, unit org.ID, year int) (b Binder, err error) {
	b.Year = year
	var shelf []shelved
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if b.Unit, err = org.Authorise(tx, by, meeting.Prepare, unit); err != nil {
			return err
		}
		if b.Year == 0 {
			b.Year = tx.Today().Year()
		}
		shelf, err = shelfIn(tx, unit, db.Date(fmt.Sprintf("%04d-01-01", b.Year)), db.Date(fmt.Sprintf("%04d-12-31", b.Year)), binderMax)
		return err
	})
	if err != nil {
		return b, err
	}
	for _, v := range shelf {
		d, err := thaw(v.body, v.hash)
		if err != nil {
			return b, err
		}
		b.Lines = append(b.Lines, BinderLine{Meeting: v.meeting, Deed: v.kind, Number: v.number})
		b.docs = append(b.docs, d)
	}
	return b, nil
}

// PDF writes the binder as one file: an index with page numbers, and the
// papers one after the other, each as it was frozen.
func (b Binder) PDF(w io.Writer) error { return paper.Bind(w, b.index, b.docs) }

// Zip writes the binder as an archive of the papers, with an index.
func (b Binder) Zip(w io.Writer) error {
	var entries []entry
	for n, d := range b.docs {
		l := b.Lines[n]
		label := shelved{meeting: l.Meeting, kind: l.Deed, number: l.Number}.label()
		entries = append(entries, entry{name: fileName(n+1, string(l.Meeting.HeldOn)+" "+label, "pdf"), label: label, write: func(w io.Writer) error {
			var file bytes.Buffer // an archive takes no half of a paper
			if err := paper.PDF(&file, d); err != nil {
				return err
			}
			_, err := w.Write(file.Bytes())
			return err
		}})
	}
	return zipped(w, b.title(), entries)
}

func (b Binder) title() string {
	return "Hồ sơ sinh hoạt năm " + strconv.Itoa(b.Year) + ", " + b.Unit.Name
}

// index is the first pages: which paper begins on which page.
func (b Binder) index(pages []int) paper.Document {
	table := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 12, Align: paper.AlignCentre}, {Header: "Ngày họp", Width: 26}, {Header: "Văn bản"}, {Header: "Số", Width: 38}, {Header: "Trang", Width: 16, Align: paper.AlignCentre},
	}}
	for n, l := range b.Lines {
		table.Rows = append(table.Rows, []string{
			strconv.Itoa(n + 1), paperDate(l.Meeting.HeldOn), deedNames[l.Deed] + " " + titleOf(l.Meeting), strings.TrimPrefix(l.Number, "Số "), strconv.Itoa(pages[n]),
		})
	}
	return paper.Document{
		Preset: paper.HD05, Title: b.title(), Kind: "Mục lục", Subject: "hồ sơ sinh hoạt năm " + strconv.Itoa(b.Year),
		Head: &paper.Head{Parent: b.Unit.ParentName, Issuer: b.Unit.Name}, Blocks: []paper.Block{table},
	}
}
