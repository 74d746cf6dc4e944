package quality

import (
	"slices"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/rulebook"
)

// RubricForm is a rubric as it is typed.
type RubricForm struct {
	Base     string // id of the template, or of the local rubric, that it starts from
	Title    string
	From     db.Date
	Regular  bool // it is for regular meetings
	Thematic bool // … for thematic ones
	Rescale  Rescale
	Bands    [3]string // the fewest points of good, fair and average
	DocNo    string    // the document that sets it, "" for none
	DocDate  string
	Rows     []Row
}

// Row is one line of a rubric as it is typed. A row without title and points is
// left out.
type Row struct {
	Key    string // of the criterion in the base; "" for a new one
	Title  string
	Points string // of a group nothing: it is the sum of its parts
	Part   bool   // it belongs to the group above
}

// Bounds of a rubric.
const (
	rubricMax   = 100 // the full number of points
	rowsMax     = 60
	titleMax    = 200
	rowTitleMax = 300
	docMax      = 60
)

// FormOf is the form to change a rubric, or to start from it.
func FormOf(r Rubric) RubricForm {
	f := RubricForm{
		Base: r.ID, Title: r.Title, From: r.From, Regular: r.For(meeting.Regular), Thematic: r.For(meeting.Thematic),
		Rescale: r.Rescale,
	}
	if r.Depth > 0 { // a template's document is not the unit's own
		f.DocNo, f.DocDate = r.Doc.No, r.Doc.Date
	}
	for i, b := range r.Bands[:min(len(r.Bands), len(f.Bands))] {
		f.Bands[i] = strconv.Itoa(b.From)
	}
	for _, c := range r.Criteria {
		row := Row{Key: c.Key, Title: c.Title}
		if len(c.Parts) == 0 {
			row.Points = strconv.Itoa(c.Points)
		}
		f.Rows = append(f.Rows, row)
		for _, p := range c.Parts {
			f.Rows = append(f.Rows, Row{Key: p.Key, Title: p.Title, Points: strconv.Itoa(p.Points), Part: true})
		}
	}
	return f
}

// Sum is the points that the rows give together, as far as they are numbers.
func (f RubricForm) Sum() (sum int) {
	for i, row := range f.Rows {
		if n, err := strconv.Atoi(row.Points); err == nil && !f.group(i) {
			sum += n
		}
	}
	return sum
}

// group reports whether parts follow a row.
func (f RubricForm) group(i int) bool {
	return !f.Rows[i].Part && i+1 < len(f.Rows) && f.Rows[i+1].Part
}

// rubric makes the rubric that was typed, on the ground of the one that it
// starts from: criteria that stay keep what they are computed from.
func (f RubricForm) rubric(base Rubric) (Rubric, error) {
	var faults fault.Form
	r := Rubric{
		Title: i18n.Line(i18n.Clean(f.Title)), From: f.From, Max: rubricMax, Rescale: f.Rescale, Annual: base.Annual,
		Doc: rulebook.Doc{No: i18n.Line(i18n.Clean(f.DocNo)), Date: i18n.Line(f.DocDate)}, Confidence: rulebook.Verified,
	}
	for kind, chosen := range map[meeting.Kind]bool{meeting.Regular: f.Regular, meeting.Thematic: f.Thematic} {
		if chosen {
			r.Kinds = append(r.Kinds, kind)
		}
	}
	slices.Sort(r.Kinds)
	f.head(&faults, r)
	r.Bands = f.bounds(&faults)
	r.Criteria = f.criteria(&faults, base)
	if err := faults.Err(); err != nil {
		return r, err
	}
	return r, r.Validate()
}

// head checks what stands over the table.
func (f RubricForm) head(faults *fault.Form, r Rubric) {
	if r.Title == "" {
		faults.Add("title", "quality.title_missing")
	}
	meeting.Sayable(faults, "title", r.Title, titleMax)
	meeting.Sayable(faults, "doc_no", r.Doc.No, docMax)
	if d := db.Date(r.Doc.Date); r.Doc.Date != "" && !d.IsDay() {
		faults.Add("doc_date", "quality.date_invalid")
	}
	if !r.From.IsDay() {
		faults.Add("from", "quality.date_invalid")
	}
	if len(r.Kinds) == 0 {
		faults.Add("kinds", "quality.kinds_missing")
	}
	if !slices.Contains(Rescales, r.Rescale) {
		faults.Add("rescale", "quality.rescale_missing")
	}
}

// bounds reads the bands; the last one begins at nothing.
func (f RubricForm) bounds(faults *fault.Form) []Bound {
	bounds := make([]Bound, 0, len(Bands))
	for i, typed := range f.Bands {
		n, err := strconv.Atoi(i18n.Line(typed))
		if err != nil || n < 1 || n > rubricMax {
			faults.Add("bands", "quality.band_invalid", rubricMax)
			return nil
		}
		bounds = append(bounds, Bound{Bands[i], n})
	}
	return append(bounds, Bound{Poor, 0})
}

// RowField is the field of a row, by its index.
func RowField(i int) string { return "row_" + strconv.Itoa(i) }

// criteria reads the rows.
func (f RubricForm) criteria(faults *fault.Form, base Rubric) []Criterion {
	if len(f.Rows) > rowsMax {
		faults.Add("criteria", "quality.too_many_rows", rowsMax)
		return nil
	}
	var all []Criterion
	used := map[string]bool{}
	for i, row := range f.Rows {
		row.Title, row.Points = i18n.Line(i18n.Clean(row.Title)), i18n.Line(row.Points)
		if row.Title == "" && row.Points == "" {
			continue
		}
		c := row.criterion(faults, i, base, f.group(i))
		if used[c.Key] {
			c.Key = "" // the same one twice: the second is a new one
		}
		if c.Key == "" {
			c.Key = "own_" + strconv.Itoa(i+1)
			for used[c.Key] || base.has(c.Key) {
				c.Key += "_"
			}
			c.Source, c.Levels, c.If = "", nil, Always
		}
		used[c.Key] = true
		if last := len(all) - 1; row.Part && last >= 0 {
			all[last].Parts = append(all[last].Parts, c)
			all[last].Points += c.Points
			continue
		}
		all = append(all, c)
	}
	return all
}

// has reports whether the rubric knows a key, of a group too.
func (r Rubric) has(key string) bool {
	_, ok := r.criterion(key)
	return ok
}

// criterion finds a criterion or a group.
func (r Rubric) criterion(key string) (Criterion, bool) {
	for _, c := range r.Criteria {
		if c.Key == key {
			return c, true
		}
	}
	return r.Leaf(key)
}

// criterion reads one row; of a group the points follow from its parts.
func (row Row) criterion(faults *fault.Form, i int, base Rubric, group bool) Criterion {
	c := Criterion{Title: row.Title}
	was, known := base.criterion(row.Key)
	if known && row.Key != "" {
		c.Key, c.Source, c.If, c.Note = was.Key, was.Source, was.If, was.Note
	}
	if row.Title == "" {
		faults.Add(RowField(i), "quality.row_title_missing")
	}
	meeting.Sayable(faults, RowField(i), row.Title, rowTitleMax)
	if group {
		c.Source = ""
		return c
	}
	n, err := strconv.Atoi(row.Points)
	if err != nil || n < 1 || n > rubricMax {
		faults.Add(RowField(i), "quality.row_points", rubricMax)
		return c
	}
	c.Points = n
	for _, l := range was.Levels {
		l.Points = (2*l.Points*n + was.Points) / (2 * was.Points)
		c.Levels = append(c.Levels, l)
	}
	return c
}
