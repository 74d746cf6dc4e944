package reflection

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with reports. Everybody of the unit sees whose turn it is
// and how far it has come; the texts are narrowed by the state (C9). A leader
// may write for a member who has no device, and is named (nhập hộ, I8): as long
// as nobody has written yet, or what is written was begun by a leader. What an
// author begins himself is his alone.
var (
	View    = access.Declare("reflection.view", access.For(access.Here, access.Belonging...))
	Write   = access.Declare("reflection.write", access.For(access.Self, access.Belonging...), access.For(access.Here, access.Leaders...))
	Review  = access.Declare("reflection.review", access.For(access.Here, access.Leaders...))
	Plan    = access.Declare("reflection.plan", access.For(access.Here, access.Leaders...))
	Oversee = access.Declare("reflection.oversee", access.For(access.Below, access.Officer))
	ReadUp  = access.Declare("reflection.read_up", access.For(access.Here, access.Leaders...), access.For(access.Below, access.Officer))
)

// FilesOf is how package document knows a report whose files are pictures of a
// draft written by hand (I9).
const FilesOf = "reflection"

// Service holds the use cases.
type Service struct {
	// Notices tells people what happens to their reports; nil tells nobody.
	Notices *notify.Service
	// OnRead lets the log note that somebody read the report of another: of a
	// kind, with an id, in a unit, about a person.
	OnRead func(ctx context.Context, by access.Actor, unit, kind, subject, person string)
	// Calendar gives the day of a month's regular meeting, "" if it is not known,
	// and whether the month has a thematic one; nil knows nothing.
	Calendar func(tx *db.Tx, by access.Actor, unit org.ID, month db.Date) (day db.Date, thematic bool, err error)

	db          *db.DB
	meetings    *meeting.Service
	commitments *commitment.Service
	daily       notify.Daily
}

// New makes the use cases over a database and the capabilities that reports
// rest on. It becomes the owner of the files that are attached to reports.
func New(d *db.DB, meetings *meeting.Service, commitments *commitment.Service, documents *document.Service) *Service {
	s := &Service{db: d, meetings: meetings, commitments: commitments}
	documents.Owners[FilesOf] = document.Owner{Read: s.mayReadFiles, Write: s.mayAddFiles}
	return s
}

// about is a report with its unit and what the actor is to it.
type about struct {
	Report
	unit   org.Unit
	author bool // the actor is its author
	leads  bool // the actor leads its unit, or that which keeps its records
	now    db.Time
}

// place is where actions on the report are judged.
func (a about) place() access.Place {
	p := a.unit.Place()
	p.Person = string(a.Person)
	return p
}

// authorise reads a report and checks that the actor may do the action to it.
func authorise(tx *db.Tx, by access.Actor, action access.Action, id ID) (a about, err error) {
	if a.Report, err = byID(tx, id); err != nil {
		return a, err
	}
	if a.unit, err = org.AuthoriseFor(tx, by, action, a.Unit, string(a.Person)); err != nil {
		return a, err
	}
	a.now = tx.Now
	a.author = by.Person != "" && by.Person == string(a.Person)
	a.leads = access.Can(by, Review, a.unit.Kept())
	return a, nil
}

// Draft is what the author is writing. Class: the author alone; the leaders
// too where one of them began it for him.
type Draft struct {
	Texts
	Named   []string  // ids of the sources that he marked as named
	By      member.ID // who began it: the author, or a leader for him
	SavedAt db.Time
	Version int // 0 while there is none
}

// entered reports whether the draft is a leader's, written for somebody without
// a device.
func (d Draft) entered(r Report) bool { return d.Version > 0 && d.By != r.Person }

// Version is a draft as it was sent. Class: author and committee.
type Version struct {
	Texts
	Ordinal    int      // 1 for the first
	Named      []string // as in the draft that was sent
	SentAt     db.Time
	SentBy     string  // name of who sent it, "" for somebody forgotten
	ReturnedAt db.Time // zero unless it was given back
	ReturnedBy string
	Wanted     string // what the leaders asked for then
}

// PaperKind is a text of a report that others than its author may read.
type PaperKind string

// The papers. DraftPaper is what was written or sent, before the unit heard it.
const (
	DraftPaper     PaperKind = "draft"
	PresentedPaper PaperKind = "presented"
	FinalPaper     PaperKind = "final"
)

// Kept is a text as the unit heard it, or as it was completed. Class: cell.
type Kept struct {
	Texts
	Kind   PaperKind
	Report ID
	Month  db.Date // YYYY-MM
	At     db.Time
}

// mayWrite reports whether the actor may write the text: the author, or a
// leader for him where the draft is not the author's own.
func (a about) mayWrite(d Draft) bool {
	return !a.unit.Ended() && (a.author || a.leads && (d.Version == 0 || d.entered(a.Report)))
}

// mine lists the moves that the actor may take now.
func (a about) moves(by access.Actor, d Draft) Moves {
	return Workflow.From(a.State, func(m Move) bool { return a.allows(m) && access.Can(by, m.Who, a.place()) && a.may(m, d) })
}

// may narrows what a role allows: nobody gives back or passes his own report,
// a text is written by its author or entered for him, and what a meeting does
// is done there.
func (a about) may(m Move, d Draft) bool {
	switch m.Act {
	case Presenting, Concluding, Unhearing:
		return false
	case Returning, Passing:
		return !a.author
	case Saving, Submitting, Resubmitting, Completing:
		return a.mayWrite(d)
	case Urging:
		return a.owed() && !a.author
	case Hearing:
		return a.unit.Kind.Mass()
	}
	return true
}

// notNow says that something cannot be done in the state.
func notNow(s State) error { return fault.New(fault.Invalid, "reflection.not_when_"+string(s)) }

// step takes a report through a move: it checks that the state allows it,
// stores the report with its new state unless somebody saved after the version
// that the form showed, and writes timeline and log.
func (s *Service) step(tx *db.Tx, by access.Actor, a *about, version int, act Act, note string) error {
	m, err := a.after(act)
	if err != nil {
		return err
	}
	was := a.Report
	a.State = m.To
	return s.store(tx, by, a, was, version, act, note)
}

// store is step where the new report is made already.
func (s *Service) store(tx *db.Tx, by access.Actor, a *about, was Report, version int, act Act, note string) error {
	if err := put(tx, a.Report, version); err != nil {
		return err
	}
	if err := tally(tx, was, a.Report); err != nil {
		return err
	}
	a.Version = version + 1
	from := db.Date("")
	if a.Month != was.Month {
		from = was.Month
	}
	if err := insertStep(tx, a.ID, Step{Act: act, Person: member.ID(by.Person), Month: from, Note: note}); err != nil {
		return err
	}
	return a.audit(tx, act, change{From: was.State, To: a.State, Month: a.Month, Due: a.Due, As: a.ReleasedAs})
}

// change is what the log keeps of a step: never a text.
type change struct {
	From  State   `json:"from,omitempty"`
	To    State   `json:"to,omitempty"`
	Month db.Date `json:"month,omitempty"`
	Due   db.Date `json:"due,omitempty"`
	As    Reason  `json:"as,omitempty"`
}

// audit logs what was done to a report.
func (a about) audit(tx *db.Tx, act Act, data any) error {
	return tx.Audit(db.Entry{Action: "reflection." + string(act), Unit: string(a.Unit), Kind: "reflection", Subject: string(a.ID), Person: string(a.Person), Data: data})
}

// mayReadFiles refuses who may not read the pictures of a draft: its author
// may, the leaders once it was sent or where one of them wrote it.
func (s *Service) mayReadFiles(tx *db.Tx, by access.Actor, subject string) error {
	a, err := authorise(tx, by, View, ID(subject))
	if err != nil || a.author || by.Trusted() {
		return err
	}
	d, err := draftOf(tx, a.ID)
	if err == nil && (!a.leads || a.Sends == 0 && !a.mayWrite(d)) {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return err
}

// mayAddFiles refuses who may not write the report.
func (s *Service) mayAddFiles(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	a, d, err := writing(tx, by, ID(subject), Saving)
	if err == nil && !slices.ContainsFunc(a.moves(by, d), func(m Move) bool { return m.Act == Saving }) {
		err = notNow(a.State)
	}
	return a.Unit, err
}
