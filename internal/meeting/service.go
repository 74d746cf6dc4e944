package meeting

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// What can be done with meetings. Record is held by all of the cell, because
// anyone may be named chair or minute taker; the use cases narrow it to the
// committee and to those two in the meeting itself (mayRecord), and for a note
// to its speaker.
var (
	View    = access.Declare("meeting.view", access.For(access.Here, access.Cell...))
	Prepare = access.Declare("meeting.prepare", access.For(access.Here, access.Committee...))
	Record  = access.Declare("meeting.record", access.For(access.Here, access.Cell...))
	Oversee = access.Declare("meeting.oversee", access.For(access.Below, access.Officer))
)

// Service holds the use cases.
type Service struct {
	db    *db.DB
	tasks *task.Service
	votes *vote.Service
	// Book gives the rules of a unit, its own included. The national rules
	// apply where it is nil.
	Book func(tx *db.Tx, unit org.ID) (*rulebook.Book, error)
}

// New makes the use cases over a database and the capabilities that a meeting
// gives its papers, tasks and votes to. It becomes the owner of the files that
// are attached to meetings.
func New(d *db.DB, documents *document.Service, tasks *task.Service, votes *vote.Service) *Service {
	documents.Owners[papersOf] = document.Owner{Read: mayReadPapers, Write: mayAddPapers}
	return &Service{db: d, tasks: tasks, votes: votes}
}

// PageSize is how many meetings a list shows at once.
const PageSize = 25

// Filter says which meetings to list.
type Filter struct {
	Unit org.ID // "" means every cell that the actor belongs to
	Over bool   // finished and cancelled ones, latest first; else the others, earliest first
	Page int    // from 0
}

// Line is a meeting in a list.
type Line struct {
	Meeting
	UnitName string
	Counted  int // expected, or exempt and here; 0 until it is opened
	Present  int
}

// Page is one page of a list.
type Page struct {
	Lines    []Line
	Upcoming int // meetings not yet over
	Over     int
	Pages    int
}

// List gives the meetings that the actor may read. It makes two queries,
// however many meetings there are.
func (s *Service) List(ctx context.Context, by access.Actor, f Filter) (p Page, err error) {
	return s.list(ctx, access.ReachOf(by, View), f)
}

// Overview gives the meetings of the units below a committee: that they took
// place, their date, state and counts, nothing else. It makes two queries.
func (s *Service) Overview(ctx context.Context, by access.Actor, f Filter) (p Page, err error) {
	p, err = s.list(ctx, access.ReachOf(by, Oversee), f)
	for i := range p.Lines {
		l := &p.Lines[i]
		l.Meeting = Meeting{Unit: l.Unit, Kind: l.Kind, Month: l.Month, HeldOn: l.HeldOn, State: l.State}
	}
	return p, err
}

func (s *Service) list(ctx context.Context, reach access.Reach, f Filter) (p Page, err error) {
	f.Page = max(f.Page, 0)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Upcoming, p.Over, err = count(tx, reach, f); err != nil {
			return err
		}
		total := p.Upcoming
		if f.Over {
			total = p.Over
		}
		p.Pages = max(1, (total+PageSize-1)/PageSize)
		p.Lines, err = list(tx, reach, f)
		return err
	})
	return p, err
}

// Plan makes a meeting with the agenda of the rulebook for its date.
func (s *Service) Plan(ctx context.Context, by access.Actor, unit org.ID, p Plan) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		id, err = s.PlanTx(tx, by, unit, p)
		return err
	})
	return id, err
}

// PlanTx is Plan within a transaction.
func (s *Service) PlanTx(tx *db.Tx, by access.Actor, unit org.ID, p Plan) (ID, error) {
	u, err := org.Authorise(tx, by, Prepare, unit)
	if err != nil {
		return "", err
	}
	if !u.Kind.Holds || u.Kind.Body != "party" {
		return "", fault.New(fault.Invalid, "meeting.no_cell")
	}
	m := Meeting{ID: ID(db.NewID()), Unit: unit, State: Preparing, Version: 1}
	if err := m.plan(tx, p); err != nil {
		return "", err
	}
	if err := insert(tx, m); err != nil {
		return "", err
	}
	book, err := s.book(tx, unit)
	if err != nil {
		return "", err
	}
	agenda, _ := rulebook.Agenda.At(book, string(m.HeldOn), m.facts())
	for n, i := range agenda.Value {
		item := Item{ID: ItemID(db.NewID()), Meeting: m.ID, Ordinal: (n + 1) * gap, Key: i.Key, Kind: i.Kind, Title: i.Title}
		if err := insertItem(tx, item); err != nil {
			return "", err
		}
	}
	return m.ID, m.audit(tx, "meeting.plan", "", m)
}

// gap is the distance of two items on an agenda as it is made.
const gap = 10

// plan takes over what was typed, if it is sound on the day.
func (m *Meeting) plan(tx *db.Tx, p Plan) error {
	if err := p.Check(tx.Today()); err != nil {
		return err
	}
	called, err := member.CalledTo(tx, m.Unit, p.HeldOn)
	if err != nil {
		return err
	}
	if err := checkRoles(seated(called), p.Chair, p.Minuter); err != nil {
		return err
	}
	m.Kind, m.Month, m.HeldOn, m.StartsAt, m.Place, m.Chair, m.Minuter = p.Kind, p.Month, p.HeldOn, p.StartsAt, p.Place, p.Chair, p.Minuter
	return nil
}

// Reschedule changes the plan of a meeting that is still being prepared. Its
// agenda stays as it is.
func (s *Service) Reschedule(ctx context.Context, by access.Actor, id ID, version int, p Plan) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := authorise(tx, by, Prepare, id)
		if err != nil {
			return err
		}
		if !m.State.Ahead() {
			return notWhen(m.State)
		}
		was := m
		if err := m.plan(tx, p); err != nil {
			return err
		}
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		return m.audit(tx, "meeting.reschedule", "", db.Change{From: was, To: m})
	})
}

// Appoint names chair and minute taker, until the minutes are frozen. The
// minute taker may be named in the meeting itself.
func (s *Service) Appoint(ctx context.Context, by access.Actor, id ID, version int, chair, minuter member.ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := authoriseRecorder(tx, by, id)
		if err != nil {
			return err
		}
		if m.State.Over() {
			return notWhen(m.State)
		}
		seats, err := seatsOf(tx, m)
		if err != nil {
			return err
		}
		if err := checkRoles(seats, chair, minuter); err != nil {
			return err
		}
		was := m
		m.Chair, m.Minuter = chair, minuter
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		return m.audit(tx, "meeting.appoint", "", db.Change{From: []member.ID{was.Chair, was.Minuter}, To: []member.ID{chair, minuter}})
	})
}

// authorise reads a meeting and checks the actor's right in its cell.
func authorise(tx *db.Tx, by access.Actor, action access.Action, id ID) (Meeting, error) {
	m, err := byID(tx, id)
	if err != nil {
		return Meeting{}, err
	}
	_, err = org.Authorise(tx, by, action, m.Unit)
	return m, err
}

// authoriseRecorder is authorise for what only the recorder does.
func authoriseRecorder(tx *db.Tx, by access.Actor, id ID) (Meeting, error) {
	m, err := byID(tx, id)
	if err != nil {
		return Meeting{}, err
	}
	u, err := org.Authorise(tx, by, Record, m.Unit)
	if err == nil && !m.mayRecord(by, u) {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return m, err
}

// mayRecord reports whether the actor is the recorder: of the committee, or
// the meeting's chair or minute taker.
func (m Meeting) mayRecord(by access.Actor, u org.Unit) bool {
	if access.Can(by, Prepare, u.Place()) {
		return true
	}
	me := member.ID(by.Person)
	return me != "" && (me == m.Chair || me == m.Minuter) && access.Can(by, Record, u.Place())
}

// recording is authoriseRecorder for what is written down while the record is
// open. It locks the meeting, whose parts the rules look at together.
func recording(tx *db.Tx, by access.Actor, id ID) (Meeting, error) {
	m, err := authoriseRecorder(tx, by, id)
	if err != nil {
		return m, err
	}
	if err := tx.Lock("meeting", string(id)); err != nil {
		return m, err
	}
	if m, err = byID(tx, id); err == nil && !m.State.recording() {
		err = notWhen(m.State)
	}
	return m, err
}

// audit writes what was done to the meeting; person is whose words or mark it
// concerns, "" for nobody's. Whoever follows the meeting learns that something
// changed.
func (m Meeting) audit(tx *db.Tx, action string, person member.ID, data any) error {
	if err := bump(tx, m.ID); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: action, Unit: string(m.Unit), Kind: meetingKind, Subject: string(m.ID), Person: string(person), Data: data})
}

// meetingKind is how the log knows a meeting.
const meetingKind = "meeting"

// historyMax is how many changes a page shows.
const historyMax = 100

// History gives what was done to a meeting and under its items, the newest
// first, at most a hundred lines.
func (s *Service) History(ctx context.Context, by access.Actor, id ID) (m Meeting, lines []audit.Line, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if m, err = authorise(tx, by, Prepare, id); err != nil {
			return err
		}
		lines, err = audit.History(tx, meetingKind, string(id), historyMax)
		return err
	})
	return m, lines, err
}

func (s *Service) book(tx *db.Tx, unit org.ID) (*rulebook.Book, error) {
	if s.Book == nil {
		return rulebook.Default(), nil
	}
	return s.Book(tx, unit)
}

func (m Meeting) facts() rulebook.Facts { return rulebook.Facts{rulebook.FactMeeting: string(m.Kind)} }
