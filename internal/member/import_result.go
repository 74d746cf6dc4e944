package member

import (
	"cmp"

	"chibo/internal/member/roster"
)

// Result is what a list would do, or did, as the command tells it.
type Result struct {
	Rows, New, Changed, Same int
	Columns                  []roster.Column
	People                   []roster.Row
	Faults, Warnings         []roster.Fault
}

func resultOf(p *Preview) Result {
	r := Result{Rows: p.Rows, New: len(p.Added), Changed: len(p.Changed), Same: p.Same, People: p.People, Faults: p.Faults, Warnings: p.Warnings}
	for _, c := range p.Columns {
		r.Columns = append(r.Columns, c.Column)
	}
	return r
}

// Report is the result in the form that scripts read.
type Report struct {
	Rows    int                      `json:"rows"`
	New     int                      `json:"new"`
	Changed int                      `json:"changed"`
	Same    int                      `json:"same"`
	Columns map[string]*roster.Field `json:"columns"`
	People  []ReportPerson           `json:"people"`
	Faults  []ReportFault            `json:"faults"`
}

// ReportPerson is a member as the list has him; null is unknown.
type ReportPerson struct {
	Row      int     `json:"row"`
	Name     string  `json:"name"`
	Sex      *string `json:"sex"`
	Birth    *string `json:"birth"`
	Admitted *string `json:"admitted"`
	Official *string `json:"official"`
	Status   *string `json:"status"`
	Card     *string `json:"card"`
}

// ReportFault is what keeps the list from being taken.
type ReportFault struct {
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Value   string `json:"value"`
	Message string `json:"message"`
}

// Report puts the result into words: text gives the sentence of a key.
func (r Result) Report(text func(key string, args ...any) string) Report {
	out := Report{Rows: r.Rows, New: r.New, Changed: r.Changed, Same: r.Same, Columns: map[string]*roster.Field{}, People: []ReportPerson{}, Faults: []ReportFault{}}
	for _, c := range r.Columns {
		out.Columns[c.Header] = unknownNil(c.Field)
	}
	for _, p := range r.People {
		out.People = append(out.People, ReportPerson{
			Row: p.Row, Name: p.Name, Sex: unknownNil(p.Sex), Birth: unknownNil(p.Birth), Admitted: unknownNil(p.Admitted),
			Official: unknownNil(p.Official), Status: unknownNil(p.Status), Card: unknownNil(p.Card),
		})
	}
	for _, f := range r.Faults {
		out.Faults = append(out.Faults, ReportFault{f.Row, f.Column, f.Value, text(f.Key, f.Args...)})
	}
	return out
}

func unknownNil[T cmp.Ordered](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
