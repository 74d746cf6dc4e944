package exchange

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/task"
)

// What can be done with exchanges, judged at the actor's own cell, which must
// be a party of the event.
var (
	View    = access.Declare("exchange.view", access.For(access.Here, access.Cell...))
	Arrange = access.Declare("exchange.arrange", access.For(access.Here, access.Committee...))
	Agree   = access.Declare("exchange.agree", access.For(access.Here, access.Secretary, access.Deputy))
)

// Kind names of an event elsewhere: among the owners of files, and as the
// origin of tasks.
const (
	FilesOf = "exchange"
	Origin  = "meeting_exchange"
)

// Service holds the use cases.
type Service struct {
	// Notices tells the committees of the cells; nil tells nobody.
	Notices *notify.Service

	db    *db.DB
	tasks *task.Service
}

// New makes the use cases over a database and what lessons become. It becomes
// the owner of the files that the cells of an event share.
func New(d *db.DB, tasks *task.Service, documents *document.Service) *Service {
	s := &Service{db: d, tasks: tasks}
	documents.Owners[FilesOf] = document.Owner{Read: mayReadFiles, Write: mayShareFiles}
	return s
}

// about is an event with its cells, and the one in whose name the actor is
// here.
type about struct {
	Exchange
	cells []Cell
	own   Cell
}

// authorise reads an event and finds the cell in whose name the actor may do
// the action: the one that he names if it is one of the event's, else the first
// of these. The event of others is not there.
func authorise(tx *db.Tx, by access.Actor, action access.Action, as org.ID, id ID) (a about, err error) {
	if a.Exchange, err = byID(tx, id); err != nil {
		return a, err
	}
	if a.cells, err = cellsOf(tx, id); err != nil {
		return a, err
	}
	refusal := error(fault.New(fault.NotFound, "ui.not_found"))
	slices.SortStableFunc(a.cells, func(x, y Cell) int { return rank(y, as) - rank(x, as) })
	for _, c := range a.cells {
		err := access.Check(by, action, c.place())
		if err == nil {
			a.own, refusal = c, nil
			break
		}
		if fault.Is(err, fault.Denied) {
			refusal = err
		}
	}
	slices.SortStableFunc(a.cells, func(x, y Cell) int { return rank(y, a.Unit) - rank(x, a.Unit) })
	if !a.own.Host {
		a.Meeting = "" // the host's own
	}
	return a, refusal
}

// rank puts the cell that is asked for before the others.
func rank(c Cell, first org.ID) int {
	if c.Unit == first {
		return 1
	}
	return 0
}

// begin reads an event and authorises one of the acts of the workflow: one
// after the other, for answers and verdicts of several cells decide where it
// stands.
func begin(tx *db.Tx, by access.Actor, act Act, as org.ID, id ID) (about, error) {
	if err := tx.Lock("exchange", string(id)); err != nil {
		return about{}, err
	}
	a, err := authorise(tx, by, Workflow.Who(act), as, id)
	if err != nil {
		return a, err
	}
	if !a.on(act.Side()) {
		return a, fault.New(fault.Denied, "ui.denied")
	}
	if !Workflow.Leads(a.State, act) {
		return a, notNow(a.State)
	}
	return a, nil
}

// on reports whether the actor's cell stands on the side.
func (a about) on(s Side) bool {
	switch s {
	case Host:
		return a.own.Host
	case Guest:
		return !a.own.Host
	}
	return a.own.Comes()
}

// moves lists the moves that the actor may take now.
func (a about) moves(by access.Actor, verdicts []Verdict) Moves {
	return Workflow.From(a.State, func(m Move) bool {
		return a.on(m.Act.Side()) && access.Can(by, m.Who, a.own.place()) && a.still(m.Act, verdicts)
	})
}

// still reports whether an act would change anything: a guest does not accept
// twice, and agrees or objects once.
func (a about) still(act Act, verdicts []Verdict) bool {
	switch act {
	case Accepting:
		return a.own.Answer != Comes
	case Declining:
		return a.own.Answer != Stays
	case Agreeing, Objecting:
		return !slices.ContainsFunc(verdicts, func(v Verdict) bool { return v.Unit == a.own.Unit })
	}
	return true
}

// notNow says that something cannot be done in the state.
func notNow(s State) error { return fault.New(fault.Invalid, "exchange.not_when_"+string(s)) }

// step stores an event in its new state, unless somebody saved after the
// version that the form showed, and writes the log.
func (a *about) step(tx *db.Tx, act Act, to State, version int) error {
	was := a.State
	a.State = to
	if err := put(tx, a.Exchange, version); err != nil {
		return err
	}
	a.Version = version + 1
	return a.audit(tx, string(act), db.Change{From: was, To: to})
}

// audit logs what a cell did, under that cell; never a text.
func (a about) audit(tx *db.Tx, act string, data any) error {
	return tx.Audit(db.Entry{Action: "exchange." + act, Unit: string(a.own.Unit), Kind: "exchange", Subject: string(a.ID), Data: data})
}

// page is the address of the event for one of its cells.
func page(id ID, unit org.ID) string {
	return "/meeting/exchange/of/" + string(id) + "?unit=" + string(unit)
}

// tell tells the committees of those cells, the actor's own left out, that
// something happened; key takes the name of the actor's cell and the day.
func (s *Service) tell(tx *db.Tx, by access.Actor, a about, key string, whom func(Cell) bool) error {
	if s.Notices == nil {
		return nil
	}
	var notices []notify.Notice
	for _, c := range a.cells {
		if c.Unit == a.own.Unit || !whom(c) {
			continue
		}
		people, err := member.ProfilesIn(tx, c.Unit, tx.Today())
		if err != nil {
			return err
		}
		for _, p := range people {
			if p.Leads() && string(p.Person) != by.Person {
				notices = append(notices, notify.Notice{
					Person: p.Person, Unit: c.Unit, Key: key, Args: []any{a.own.Name, a.HeldOn}, Link: page(a.ID, c.Unit), Mail: notify.News,
				})
			}
		}
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// Whom to tell.
func hosts(c Cell) bool     { return c.Host }
func invited(c Cell) bool   { return c.Answer != Stays }
func everybody(c Cell) bool { return true }

// mayReadFiles refuses who is of no cell that takes part, or may still.
func mayReadFiles(tx *db.Tx, by access.Actor, subject string) error {
	a, err := authorise(tx, by, View, "", ID(subject))
	if err == nil && !a.whole() {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return err
}

// mayShareFiles refuses who is of no committee of a cell that shares files now.
func mayShareFiles(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	a, err := authorise(tx, by, Arrange, "", ID(subject))
	switch {
	case err != nil:
		return "", err
	case !sharing(a.State, a.own):
		return "", fault.New(fault.Denied, "ui.denied")
	}
	return a.own.Unit, nil
}

// whole reports whether the actor's cell sees more than the invitation.
func (a about) whole() bool {
	return a.own.Comes() || a.own.Answer == Waiting && a.State.Ahead()
}
