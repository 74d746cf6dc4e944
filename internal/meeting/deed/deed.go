package deed

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
)

// ID names a deed.
type ID string

// Kind is a kind of paper that a cell issues about a meeting.
type Kind string

// The kinds of deeds.
const (
	Notice     Kind = "notice"
	Minutes    Kind = "minutes"
	Resolution Kind = "resolution"
	Extract    Kind = "extract" // what goes to the level above
)

// deedKinds lists the deeds of a meeting in the order in which they come to
// be. A committee's meeting resolves nothing of its own and is not reported.
func deedKinds(m meeting.Meeting) []Kind {
	if m.Kind == meeting.Committee {
		return []Kind{Notice, Minutes}
	}
	return []Kind{Notice, Minutes, Resolution, Extract}
}

// deedCodes stand in the numbers of deeds. An extract bears the number of the
// minutes that it is taken from.
var deedCodes = map[Kind]string{Notice: "TB", Minutes: minutesCode, Resolution: "NQ"}

// Deed is a paper that the cell issues about a meeting, from its draft on.
// Class: cell once it is frozen, before that the recorder's.
type Deed struct {
	ID       ID
	Kind     Kind
	Number   string // as printed, "" before the first version
	Edits    Texts  // the sections that were edited; the others follow the record
	Written  bool   // it can be edited: nothing is frozen, or a correction is being made
	PostedOn db.Date
	Sent     int // the version that went up, 0 for none
	Version  int // 0 while nothing of it is stored
	Versions []Frozen
	Scans    []document.Attachment // signed copies
}

// Frozen is a version of a deed.
type Frozen struct {
	Ordinal  int // from 1
	Number   string
	Hash     string // SHA-256 of the content, in hex
	FrozenBy string // name of who froze it
	FrozenAt db.Time
}

// Issued reports whether there is a version of it.
func (d Deed) Issued() bool { return len(d.Versions) > 0 }

// Current reports whether the newest version stands: nobody is correcting it.
func (d Deed) Current() bool { return d.Issued() && !d.Written }

// editable reports whether the texts of the deed can be changed now, else why
// not: a notice until the meeting begins, a resolution until the meeting is
// reported. Minutes and extract are made of the record alone.
func (d Deed) editable(m meeting.Meeting) error {
	switch {
	case !d.Written:
		return fault.New(fault.Invalid, "meeting.deed_frozen")
	case d.Kind == Notice && !m.State.Ahead(), m.State == meeting.Reported, m.State == meeting.Cancelled:
		return meeting.NotWhen(m.State)
	case d.Kind != Notice && d.Kind != Resolution:
		return db.ErrNone
	}
	return nil
}

// freezable is editable, and for a resolution that the meeting has ended.
func (d Deed) freezable(m meeting.Meeting) error {
	if err := d.editable(m); err != nil {
		return err
	}
	if d.Kind == Resolution && (m.State.Ahead() || m.State == meeting.Open) {
		return meeting.NotWhen(m.State)
	}
	return nil
}

// Clock is until when a meeting's papers are to be posted and reported, and
// when they were.
type Clock struct {
	Due        db.Date // the last day; "" where no rule is known
	By         rulebook.Source
	PostedOn   db.Date // of the resolution where there is one, else of the minutes
	ReportedOn db.Date
}

// Done reports whether nothing remains to be done.
func (c Clock) Done() bool { return c.PostedOn != "" && c.ReportedOn != "" }

// Late reports whether one of the two was done after the last day, or is still
// to be done on a later one.
func (c Clock) Late(today db.Date) bool {
	late := func(on db.Date) bool { return on > c.Due || on == "" && today > c.Due }
	return c.Due != "" && (late(c.PostedOn) || late(c.ReportedOn))
}

// postedOn is the day on which the resolution was posted or, where there is
// none, the minutes.
func postedOn(deeds []Deed) db.Date {
	for _, kind := range []Kind{Resolution, Minutes} {
		if d := deedIn(deeds, kind); d.Issued() {
			return d.PostedOn
		}
	}
	return ""
}

// clockOf reads the clock of a meeting. It runs from the day of the meeting.
func clockOf(b *rulebook.Book, m meeting.Meeting, deeds []Deed) Clock {
	c := Clock{PostedOn: postedOn(deeds), ReportedOn: m.ReportedOn}
	c.Due, c.By = m.ReportBy(b)
	return c
}

// deedIn finds the deed of a kind; one of which nothing is stored yet can be
// written.
func deedIn(deeds []Deed, kind Kind) Deed {
	for _, d := range deeds {
		if d.Kind == kind {
			return d
		}
	}
	return Deed{Kind: kind, Written: true}
}

// Texts are the sections of a deed, by their key.
type Texts map[string]string

// The choices of the section "for": in whose name a paper is signed.
const (
	ForCell      = "cell"
	ForCommittee = "committee"
)

// Section is one part of a deed that can be edited.
type Section struct {
	Key   string
	Lines int // how many lines a form shows; 1 takes a single line
}

// Sections lists what can be edited of a deed of the kind, in its order.
func Sections(kind Kind) []Section {
	switch kind {
	case Resolution:
		return []Section{
			{"subject", 1},
			{"opening", 6},
			{"politics", 3},
			{"work", 4},
			{"results", 6},
			{"praise", 3},
			{"limits", 3},
			{"next", 4},
			{"tasks", 6},
			{"carrying", 5},
			{"score", 2},
			{"closing", 3},
			{"recipients", 5},
			{"for", 1},
		}
	case Notice:
		return []Section{{"addressees", 2}, {"content", 8}, {"prepare", 4}, {"files", 3}, {"contact", 2}, {"recipients", 4}, {"for", 1}}
	}
	return nil
}

// check cleans the texts, leaves out what is no section of the kind, and
// reports every fault at its section.
func (t Texts) check(kind Kind) (Texts, error) {
	clean := Texts{}
	var faults fault.Form
	for _, s := range Sections(kind) {
		v, typed := t[s.Key]
		if !typed {
			continue
		}
		if v = i18n.Clean(v); s.Lines == 1 {
			v = i18n.Line(v)
		}
		meeting.Sayable(&faults, s.Key, v, meeting.TextMax)
		clean[s.Key] = v
	}
	if f, ok := clean["for"]; ok && f != ForCell && f != ForCommittee {
		faults.Add("for", "meeting.deed_for_missing")
	}
	return clean, faults.Err()
}

// over gives the suggested texts with the edited ones in their place.
func (t Texts) over(suggested Texts) Texts {
	all := Texts{}
	for key, v := range suggested {
		all[key] = v
	}
	for key, v := range t {
		all[key] = v
	}
	return all
}

// but leaves out what says the same as the suggestion, so that it goes on
// following the record.
func (t Texts) but(suggested Texts) Texts {
	edits := Texts{}
	for key, v := range t {
		if v != i18n.Clean(suggested[key]) {
			edits[key] = v
		}
	}
	return edits
}

// lines are the lines of a section that hold something.
func (t Texts) lines(key string) []string {
	var all []string
	for l := range strings.Lines(t[key]) {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

// columnMark stands between the columns of a table as it is edited.
const columnMark = "|"

// table reads a section of rows whose columns are parted by a mark, and counts
// them in a column of their own. It is nil without a row.
func (t Texts) table(key string, columns ...paper.Column) []paper.Block {
	table := paper.Table{Columns: slices.Concat([]paper.Column{{Header: "TT", Width: 11, Align: paper.AlignCentre}}, columns)}
	for n, l := range t.lines(key) {
		row := []string{strconv.Itoa(n + 1)}
		for cell := range strings.SplitSeq(l, columnMark) {
			row = append(row, strings.TrimSpace(cell))
		}
		table.Rows = append(table.Rows, row)
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []paper.Block{table}
}

// row writes one row of a table as it is edited; a mark within a cell would
// begin another.
func row(cells ...string) string {
	for i, c := range cells {
		cells[i] = i18n.Line(strings.ReplaceAll(c, columnMark, "/"))
	}
	return strings.Join(cells, " "+columnMark+" ")
}
