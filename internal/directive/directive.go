package directive

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a document from above.
type ID string

// Kind is a kind of document, as offices name them.
type Kind string

// The kinds.
const (
	Resolution  Kind = "resolution"  // nghị quyết
	Instruction Kind = "instruction" // chỉ thị
	Conclusion  Kind = "conclusion"  // kết luận
	Regulation  Kind = "regulation"  // quy định
	Guidance    Kind = "guidance"    // hướng dẫn
	Plan        Kind = "plan"        // kế hoạch
	Letter      Kind = "letter"      // công văn
	Notice      Kind = "notice"      // thông báo
	Other       Kind = "other"
)

// Kinds lists the kinds in the order in which forms offer them.
var Kinds = []Kind{Resolution, Instruction, Conclusion, Regulation, Guidance, Plan, Letter, Notice, Other}

// State is how far the owner has come with a document.
type State string

// The states of a document.
const (
	Registered State = "registered"
	Sent       State = "sent"
	Withdrawn  State = "withdrawn"
)

// Progress is how far a unit has come with a document.
type Progress string

// The states of a receipt.
const (
	Waiting  Progress = "waiting"
	Received Progress = "received"
	Studied  Progress = "studied"
	Reported Progress = "reported"
)

// Act is something done with a document: by its owner, or by a unit that it
// came to.
type Act string

// The acts.
const (
	Amending    Act = "amend"
	Sending     Act = "send"
	Withdrawing Act = "withdraw"
	Receiving   Act = "receive"
	Studying    Act = "study"
	Reporting   Act = "report"
)

// Workflow is every way from state to state of a document.
var Workflow = workflow.Table[State, Act]{
	{Registered, Amending, Registered, Register},
	{Registered, Sending, Sent, Register},
	{Sent, Sending, Sent, Register},
	{Registered, Withdrawing, Withdrawn, Register},
	{Sent, Withdrawing, Withdrawn, Register},
}

// Course is every way from state to state of a receipt. Pages offer, and use
// cases allow, what stands in these two tables and nothing else.
var Course = workflow.Table[Progress, Act]{
	{Waiting, Receiving, Received, Handle},
	{Waiting, Studying, Studied, Handle},
	{Received, Studying, Studied, Handle},
	{Received, Reporting, Reported, Handle},
	{Studied, Reporting, Reported, Handle},
	{Reported, Reporting, Reported, Handle},
}

// Directive is a document from above as its owner entered it. Class: cell, of
// the owner and of each unit that it was sent to.
type Directive struct {
	ID       ID
	Unit     org.ID // the owner
	UnitName string
	Number   string // as written on it: "18-KH/ĐU"
	IssuedOn db.Date
	Issuer   string
	Title    string // trích yếu
	Kind     Kind
	Due      db.Date // by when the result is reported; "" where none is asked for
	Note     string
	State    State
	Reason   string // why it was withdrawn
	Version  int
}

// May reports whether the state allows the owner's act.
func (d Directive) May(a Act) bool {
	return Workflow.Leads(d.State, a)
}

// Line names the document in one line, as an agenda does: number and title.
func (d Directive) Line() string { return d.Number + ": " + d.Title }

// form is what was typed to make the document what it is.
func (d Directive) form() Form {
	return Form{Number: d.Number, IssuedOn: d.IssuedOn, Issuer: d.Issuer, Title: d.Title, Kind: d.Kind, Due: d.Due, Note: d.Note}
}

// Receipt is what became of a document in one unit. Dates are open to the
// sender, the report is made to him; the rest is class cell.
type Receipt struct {
	Directive    ID
	Unit         org.ID
	SentAt       db.Time
	ReceivedAt   db.Time // zero until then
	ReceivedBy   member.ID
	ReceiverName string
	StudiedOn    db.Date
	StudyMeeting string // "" where the meeting is not kept here
	ReportedAt   db.Time
	Report       string
	Version      int // 0 for a unit that the document did not come to
}

// Progress is the state of the receipt, as its dates tell it.
func (r Receipt) Progress() Progress {
	switch {
	case !r.ReportedAt.IsZero():
		return Reported
	case r.StudiedOn != "":
		return Studied
	case !r.ReceivedAt.IsZero():
		return Received
	}
	return Waiting
}

// May reports whether the state of the receipt allows the unit's act.
func (r Receipt) May(a Act) bool {
	return r.Version > 0 && Course.Leads(r.Progress(), a)
}

// Late is how many days the report is overdue; 0 where it is made, not asked
// for, or not yet due.
func (r Receipt) Late(due, today db.Date) int {
	if due == "" || due >= today || r.Progress() == Reported {
		return 0
	}
	return days(due, today)
}

// days counts from one whole date to another. The zone has no summer time, so
// a day is 24 hours.
func days(from, to db.Date) int { return int(to.Time().Sub(from.Time()).Hours() / 24) }

// Form is what is typed about a document.
type Form struct {
	Number   string
	IssuedOn db.Date
	Issuer   string
	Title    string
	Kind     Kind
	Due      db.Date
	Note     string
}

// Lengths in characters.
const (
	numberMax = 60
	titleMax  = 300
	textMax   = 4000
)

// Check cleans the form and reports every fault at once, in the fields number,
// issued_on, issuer, title, kind, due and note.
func (f *Form) Check(today db.Date) error {
	f.Number, f.Issuer, f.Title, f.Note = i18n.Line(f.Number), i18n.Line(f.Issuer), i18n.Line(f.Title), i18n.Clean(f.Note)
	var faults fault.Form
	for _, l := range []struct {
		field, text string
		most        int
	}{{"number", f.Number, numberMax}, {"issuer", f.Issuer, titleMax}, {"title", f.Title, titleMax}} {
		if l.text == "" {
			faults.Add(l.field, "directive."+l.field+"_missing")
			continue
		}
		faults.Take(l.field, sayable(l.field, l.text, l.most))
	}
	faults.Take("note", sayable("note", f.Note, textMax))
	if !slices.Contains(Kinds, f.Kind) {
		faults.Add("kind", "directive.kind_missing")
	}
	switch {
	case !f.IssuedOn.IsDay():
		faults.Add("issued_on", "directive.issued_missing")
	case f.IssuedOn > today:
		faults.Add("issued_on", "directive.issued_ahead")
	case f.Due != "" && f.Due.IsDay() && f.Due < f.IssuedOn:
		faults.Add("due", "directive.due_before_issue", f.IssuedOn)
	}
	if f.Due != "" && !f.Due.IsDay() {
		faults.Add("due", "directive.date_invalid")
	}
	return faults.Err()
}

// sign is what makes two entries the same document, together with the date:
// however number and issuer were typed.
func (f Form) sign() string { return i18n.Fold(f.Number) + "\n" + i18n.Fold(f.Issuer) }

// sayable bounds a text and keeps what is marked as a state secret out (I5).
func sayable(field, text string, most int) error {
	if utf8.RuneCountInString(text) > most {
		return fault.At(field, "directive.too_long", most)
	}
	if err := document.CheckText("", text); err != nil {
		return fault.At(field, fault.Key(err))
	}
	return nil
}

// said is a text that must not be missing.
func said(field, text string) (string, error) {
	text = i18n.Clean(text)
	if text == "" {
		return "", fault.At(field, "directive."+field+"_missing")
	}
	return text, sayable(field, text, textMax)
}

// studyable refuses a day of study that is none, lies ahead, or before the
// document was issued.
func studyable(on, issued, today db.Date) error {
	switch {
	case !on.IsDay():
		return fault.At("on", "directive.on_missing")
	case on > today:
		return fault.At("on", "directive.on_ahead")
	case on < issued:
		return fault.At("on", "directive.on_before_issue", issued)
	}
	return nil
}

// Tally is how many units a document was sent to and how far they have come.
type Tally struct {
	Sent, Received, Studied, Reported int
}

// receivers are the units below a committee that a document can be sent to:
// those that have members, and committees with units of their own. below is in
// the order of paths, a parent before its units; the answer is in the order of
// the tree, the units of one parent by name.
func receivers(from org.Unit, below []org.Unit) []org.Unit {
	leads, key := map[org.ID]bool{}, map[org.ID]string{}
	for _, u := range below {
		key[u.ID] = key[u.Parent] + "\n" + i18n.Fold(u.Name)
		if u.Kind.Body == "party" {
			leads[u.Parent] = true
		}
	}
	able := slices.DeleteFunc(slices.Clone(below), func(u org.Unit) bool {
		return u.ID == from.ID || u.Kind.Body != "party" || !u.Kind.Holds && !leads[u.ID]
	})
	slices.SortStableFunc(able, func(a, b org.Unit) int { return strings.Compare(key[a.ID], key[b.ID]) })
	return able
}
