package periodic

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/target"
)

// What can be done with reports. An officer writes that of his own committee, and
// reads what the units below it sent; use cases let only the committee directly
// above receive and return, and write for a unit that has not begun.
var (
	View    = access.Declare("periodic.view", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
	Write   = access.Declare("periodic.write", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
	Receive = access.Declare("periodic.receive", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
	Oversee = access.Declare("periodic.oversee", access.For(access.Below, access.Officer))
)

// writes is Write without the officers above: a unit's own writers.
var writes = access.Declare("periodic.write", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))

// Service holds the use cases.
type Service struct {
	// Notices tells people when a report moves; nil tells nobody.
	Notices *notify.Service

	db      *db.DB
	targets *target.Service
	daily   notify.Daily
}

// New makes the use cases over a database and the targets.
func New(d *db.DB, targets *target.Service) *Service { return &Service{db: d, targets: targets} }

// PageSize is how many reports, or units, a page lists.
const PageSize = 25

// unitFor reads a unit that makes reports, in which the actor may do the action.
func unitFor(tx *db.Tx, by access.Actor, action access.Action, id org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, id)
	if err == nil && !target.Kept(u) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// rulesOf are the rules by which the reports of a unit are due: of the committee
// directly above, its own where there is none.
func rulesOf(tx *db.Tx, u org.Unit) (*rulebook.Book, error) {
	if u.Parent != "" {
		return org.BookOf(tx, u.Parent)
	}
	return org.BookOf(tx, u.ID)
}

// Owed is the report that a unit owes for the period that ended last.
type Owed struct {
	Period Period
	Due    db.Date // "" where no rule is known
	Report Report  // without id where none was begun
}

// Open reports whether it still has to be sent.
func (o Owed) Open() bool { return o.Period.Length != "" && !o.Report.State.Up() }

// Late is how many days ago it should have been sent, and was not.
func (o Owed) Late(today db.Date) int {
	if !o.Open() {
		return 0
	}
	return daysLate(o.Due, today)
}

// owed finds what a unit owes today; the zero Owed where it did not exist then. It
// makes two queries.
func owed(tx *db.Tx, u org.Unit) (o Owed, err error) {
	p := Expected(tx.Today())
	if u.Since > p.Through() {
		return o, nil
	}
	book, err := rulesOf(tx, u)
	if err != nil {
		return o, err
	}
	found, err := reportsIn(tx, u.ID, p)
	o = Owed{Period: p, Due: p.dueOn(book)}
	if len(found) > 0 {
		o.Report, o.Due = found[0], found[0].Due
	}
	return o, err
}

// Desk is the reports of a unit.
type Desk struct {
	Unit        org.Unit
	Reports     []Report // a page of them, the latest period first; what was not sent, its writers see alone
	Owed        Owed
	Today       db.Date
	MayWrite    bool
	Oversees    bool // the actor sees the reports of units below
	Page, Pages int
}

// Desk lists the reports of a unit. It makes five queries.
func (s *Service) Desk(ctx context.Context, by access.Actor, unit org.ID, page int) (d Desk, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if d.Unit, err = unitFor(tx, by, View, unit); err != nil {
			return err
		}
		d.Today, d.MayWrite = tx.Today(), access.Can(by, writes, d.Unit.Place())
		d.Oversees = !d.Unit.Kind.Holds && access.Can(by, Oversee, d.Unit.Place())
		if d.Owed, err = owed(tx, d.Unit); err != nil {
			return err
		}
		n, err := countOf(tx, unit)
		if err != nil {
			return err
		}
		d.Pages = max(1, (n+PageSize-1)/PageSize)
		d.Page = min(max(1, page), d.Pages)
		d.Reports, err = reportsOf(tx, unit, PageSize, (d.Page-1)*PageSize)
		return err
	})
	if !d.MayWrite {
		for i := range d.Reports {
			d.Reports[i].Facts, d.Reports[i].Wanted = Facts{}, ""
		}
	}
	return d, err
}

// Sheet is one report as a page shows it.
type Sheet struct {
	Report Report
	Unit   org.Unit
	// Facts and Texts are what the actor reads: of the writers' own what they write,
	// of anybody else what was sent last. Shown is false where there is nothing.
	Facts  Facts
	Texts  Texts
	Shown  bool
	Draft  Draft // for its writers, while it is not with the committee above
	Copies []Copy
	Moves       // what the actor may do now
	Mine   bool // the actor is one of its writers
	Aside  bool // … for the unit, as an officer of the committee directly above
	// History is who did what, for the unit's writers and the committee directly above.
	History []audit.Line
	Today   db.Date
}

// Writes reports whether the actor writes the texts now.
func (sh Sheet) Writes() bool { return sh.Mine && !sh.Report.State.Up() }

// historyMost is how many changes a page shows.
const historyMost = 30

// Get gives one report. It makes five queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Report, err = reportOf(tx, id); err != nil {
			return err
		}
		if sh.Unit, err = org.Authorise(tx, by, View, sh.Report.Unit); err != nil {
			return err
		}
		sh.Today, sh.Mine = tx.Today(), mayWrite(by, sh.Report, sh.Unit)
		sh.Aside = sh.Mine && !access.Can(by, writes, sh.Unit.Place())
		sh.Moves = Workflow.From(sh.Report.State, func(m Move) bool { return may(by, m.Who, sh.Report, sh.Unit) })
		if sh.Copies, err = copiesOf(tx, id); err != nil {
			return err
		}
		if sh.Draft, err = draftOf(tx, id); err != nil {
			return err
		}
		sh.show()
		if sh.Mine || sh.Unit.AnswersTo(by) {
			sh.History, err = audit.History(tx, logged, string(id), historyMost)
		}
		return err
	})
	return sh, err
}

// show chooses what the actor reads.
func (sh *Sheet) show() {
	if sh.Writes() {
		sh.Facts, sh.Texts, sh.Shown = sh.Report.Facts, sh.Draft.Texts, true
		return
	}
	sh.Draft = Draft{}
	if !sh.Mine {
		sh.Report.Facts = Facts{}
	}
	if n := len(sh.Copies); n > 0 {
		last := sh.Copies[n-1]
		sh.Facts, sh.Texts, sh.Shown = last.Facts, last.Texts, true
	}
}

// may reports whether the actor may do what an act of the unit's report takes. What the
// committee above does, whoever serves the committee directly above does; where
// there is none here, the writers enter it.
func may(by access.Actor, who access.Action, r Report, u org.Unit) bool {
	switch {
	case !access.Can(by, who, u.Place()):
		return false
	case who.Name == Write.Name:
		return mayWrite(by, r, u)
	case u.Parent == "":
		return access.Can(by, writes, u.Place())
	}
	return u.AnswersTo(by)
}

// mayWrite reports whether the actor writes the report: the unit's own always, the
// committee directly above where the unit has not begun it.
func mayWrite(by access.Actor, r Report, u org.Unit) bool {
	return access.Can(by, writes, u.Place()) || u.AnswersTo(by) && (r.ID == "" || r.Aside)
}
