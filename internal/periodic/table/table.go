package table

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a table; SheetID the table in one unit.
type (
	ID      string
	SheetID string
)

// State is how far the committee has come with a table.
type State string

// The states of a table.
const (
	Drafted State = "drafted"
	Sent    State = "sent"
	Closed  State = "closed"
)

// Progress is how far a unit has come with its sheet.
type Progress string

// The states of a sheet.
const (
	Waiting  Progress = "waiting"
	Filling  Progress = "drafted"
	Answered Progress = "sent"
	Returned Progress = "returned"
)

// Act is something done with a table, or with a sheet of it.
type Act string

// The acts.
const (
	Amending  Act = "amend"
	Asking    Act = "ask"
	Reminding Act = "remind"
	Closing   Act = "close"
	Reopening Act = "reopen"
	Saving    Act = "save"
	Sending   Act = "send"
	Returning Act = "return"
)

// Course is every way from state to state of a table.
var Course = workflow.Table[State, Act]{
	{Drafted, Amending, Drafted, Define},
	{Drafted, Asking, Sent, Define},
	{Sent, Asking, Sent, Define},
	{Sent, Reminding, Sent, Define},
	{Sent, Closing, Closed, Define},
	{Closed, Reopening, Sent, Define},
}

// Move is one row of the table of a sheet's states.
type Move = workflow.Row[Progress, Act]

// Workflow is every way from state to state of a sheet, while its table is sent.
// Pages offer, and use cases allow, what stands in these two and nothing else.
var Workflow = workflow.Table[Progress, Act]{
	{Waiting, Saving, Filling, Fill},
	{Filling, Saving, Filling, Fill},
	{Returned, Saving, Returned, Fill},
	{Waiting, Sending, Answered, Fill},
	{Filling, Sending, Answered, Fill},
	{Returned, Sending, Answered, Fill},
	{Answered, Returning, Returned, Return},
}

// Table is a table as the committee defined it. Class: open to whoever is asked.
type Table struct {
	ID       ID
	Unit     org.ID // the committee that asks
	UnitName string
	Path     string // of the committee today; "" where it has ended
	Title    string
	Purpose  string
	Many     bool // each unit fills as many rows as it has
	Columns  []Column
	Due      db.Date
	State    State
	MadeAt   db.Time
	Version  int
}

// May reports whether the state of the table allows the act.
func (t Table) May(a Act) bool {
	return Course.Leads(t.State, a)
}

// form is what was typed to make the table what it is.
func (t Table) form() Form {
	return Form{Title: t.Title, Purpose: t.Purpose, Many: t.Many, Columns: t.Columns, Due: t.Due}
}

// Lengths and numbers.
const (
	titleMax   = 200
	purposeMax = 2000
	headerMax  = 80
	hintMax    = 200
	wantedMax  = 2000
	// ColumnsMax is how many columns a table has at the most, RowsMax how many rows
	// a unit fills.
	ColumnsMax = 12
	RowsMax    = 60
)

// Form is what is typed to define a table. Faults name the fields title, purpose,
// due, columns, and of the n-th column column-n-name, column-n-kind, column-n-hint.
type Form struct {
	Title   string
	Purpose string
	Many    bool
	Columns []Column // empty ones are left out
	Due     db.Date
}

// Field is the name of a part of the n-th column, counted from 1, in forms.
func Field(n int, part string) string { return "column-" + strconv.Itoa(n) + "-" + part }

// check brings the form into what is stored, and reports every fault at once.
func (f *Form) check(today db.Date) error {
	f.Title, f.Purpose = i18n.Line(f.Title), i18n.Clean(f.Purpose)
	var faults fault.Form
	if f.Title == "" {
		faults.Add("title", "table.title_missing")
	}
	meeting.Sayable(&faults, "title", f.Title, titleMax)
	meeting.Sayable(&faults, "purpose", f.Purpose, purposeMax)
	switch {
	case !f.Due.IsDay():
		faults.Add("due", "table.due_missing")
	case f.Due < today:
		faults.Add("due", "table.due_past")
	case f.Due > today.AddDays(366):
		faults.Add("due", "table.due_far")
	}
	f.checkColumns(&faults)
	return faults.Err()
}

// checkColumns drops the empty columns and judges the others.
func (f *Form) checkColumns(faults *fault.Form) {
	var kept []Column
	for i, c := range f.Columns {
		c.Name, c.Hint = i18n.Line(c.Name), i18n.Line(c.Hint)
		if c.Name == "" && c.Hint == "" {
			continue
		}
		name := Field(i+1, "name")
		switch {
		case c.Name == "":
			faults.Add(name, "table.column_nameless")
		case slices.ContainsFunc(kept, func(k Column) bool { return i18n.Fold(k.Name) == i18n.Fold(c.Name) }):
			faults.Add(name, "table.column_twice")
		case c.namesPersons():
			faults.Add(name, "table.column_personal")
		}
		meeting.Sayable(faults, name, c.Name, headerMax)
		meeting.Sayable(faults, Field(i+1, "hint"), c.Hint, hintMax)
		if !slices.Contains(Kinds, c.Kind) {
			faults.Add(Field(i+1, "kind"), "table.kind_missing")
		}
		kept = append(kept, c)
	}
	switch {
	case len(kept) == 0:
		faults.Add(Field(1, "name"), "table.columns_missing")
	case len(kept) > ColumnsMax:
		faults.Add(Field(ColumnsMax+1, "name"), "table.columns_many", ColumnsMax)
	}
	f.Columns = kept
}

// personal are the words by which a column asks for somebody rather than for how
// many.
var personal = []string{"ho va ten", "ho ten", "ten dang vien", "ten doan vien", "ten hoi vien", "ten can bo", "can cuoc", "cccd", "cmnd", "so the dang", "ngay sinh", "so dien thoai", "dia chi nha"}

// namesPersons reports whether a column asks for a person: what is counted names
// nobody.
func (c Column) namesPersons() bool {
	name := i18n.Fold(c.Name)
	return c.Kind != Number && c.Kind != YesNo && slices.ContainsFunc(personal, func(p string) bool { return strings.Contains(name, p) })
}

// Sheet is the table in one unit. Class of its cells: committee.
type Sheet struct {
	ID         SheetID
	Table      ID
	Unit       org.ID
	UnitName   string
	State      Progress
	Rows       [][]string // as they are being filled
	Aside      bool       // the committee that asks enters it for the unit
	Filler     member.ID  // who did that last; "" for the unit itself, or who is forgotten
	FillerName string
	Sends      int
	SentOn     db.Date // the last time; "" before
	Wanted     string  // what the committee asked for when it gave it back last
	RemindedOn db.Date
	Gone       bool // the unit has ended, or stands under the committee no more
	Version    int
}

// Late is how many days ago the sheet should have been sent, and was not. Nobody
// waits for a unit that is gone, or once the table is closed.
func (s Sheet) Late(t Table, today db.Date) int {
	if s.Gone || s.State == Answered || t.State != Sent || today <= t.Due {
		return 0
	}
	return int(today.Time().Sub(t.Due.Time()).Hours() / 24)
}

// after finds the row of an act that leads on from how the sheet stands.
func (s Sheet) after(a Act) (Move, error) {
	m, err := Workflow.After(s.State, a, "table.not_sent_yet")
	if err != nil && a != Returning {
		err = fault.New(fault.Invalid, "table.sent_already", s.SentOn)
	}
	return m, err
}

// Copy is a sheet as it was sent.
type Copy struct {
	Ordinal    int
	SentAt     db.Time
	Rows       [][]string
	Aside      bool
	Filler     member.ID
	FillerName string
}

// long reports whether a text has more than so many characters.
func long(s string, most int) bool { return utf8.RuneCountInString(s) > most }
