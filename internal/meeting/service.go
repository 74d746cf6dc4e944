package meeting

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
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
	db        *db.DB
	documents *document.Service
	tasks     *task.Service
	votes     *vote.Service
	// Book gives the rules of a unit, its own included. The national rules
	// apply where it is nil.
	Book func(tx *db.Tx, unit org.ID) (*rulebook.Book, error)
	// Notices tells people of their meetings; nil tells nobody.
	Notices *notify.Service
	// Directives learns which documents a meeting studied; nil learns nothing.
	Directives *directive.Service
	// Unsettled refuses to close a meeting, or to call off one that runs, while
	// something in it is left undone; nil refuses nothing.
	Unsettled func(tx *db.Tx, m Meeting) error
	// Asking tells what those in the room of a running meeting are asked on their
	// own devices; nil asks nothing.
	Asking func(tx *db.Tx, id ID) (Asked, error)
	// OnPlan is called when a meeting was planned, with its agenda; nil calls
	// nothing.
	OnPlan func(tx *db.Tx, by access.Actor, m Meeting) error
	// OnMove is called when a planned meeting was moved to another day or hour, and
	// when one was called off; nil calls nothing.
	OnMove func(tx *db.Tx, by access.Actor, m Meeting) error
	ReportHooks
}

// New makes the use cases over a database and the capabilities that a meeting
// gives its papers, tasks and votes to. It becomes the owner of the files that
// are attached to meetings.
func New(d *db.DB, documents *document.Service, tasks *task.Service, votes *vote.Service) *Service {
	documents.Owners[PapersOf] = document.Owner{Read: mayReadPapers, Write: mayAddPapers}
	return &Service{db: d, documents: documents, tasks: tasks, votes: votes}
}

// PageSize is how many meetings a list shows at once.
const PageSize = 25

// Filter says which meetings to list.
type Filter struct {
	Unit org.ID // "" means every cell that the actor belongs to
	Over bool   // finished and cancelled ones, latest first; else the others, earliest first
	Page int    // from 0

	leads access.Reach // where the actor is of the committee
}

// Line is a meeting in a list.
type Line struct {
	Meeting
	UnitName string
	Counted  int // expected, or exempt and here; 0 until it is opened
	Present  int
	Late     bool // it was reported late, or still is not; of an overview
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
	f.leads = access.ReachOf(by, Prepare)
	return s.list(ctx, access.ReachOf(by, View), f)
}

// Overview gives the meetings of the units below a committee: that they took
// place, their date, state and counts, nothing else. It makes two queries.
func (s *Service) Overview(ctx context.Context, by access.Actor, f Filter) (p Page, err error) {
	p, err = s.list(ctx, access.ReachOf(by, Oversee), f)
	today := s.db.Now().Date()
	for i := range p.Lines {
		l := &p.Lines[i]
		// The national rule: a list asks no rules of each of its units.
		due, _ := l.ReportBy(rulebook.Default())
		l.Late = due != "" && l.State.took() && (l.ReportedOn > due || l.ReportedOn == "" && today > due)
		l.Meeting = l.Meeting.open()
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
	book, err := s.book(tx, unit)
	if err != nil {
		return "", err
	}
	if err := m.mayCombine(book); err != nil {
		return "", err
	}
	if err := insert(tx, m); err != nil {
		return "", err
	}
	if err := s.draft(tx, book, m, p.Cell); err != nil {
		return "", err
	}
	if s.OnPlan != nil {
		if err := s.OnPlan(tx, by, m); err != nil {
			return "", err
		}
	}
	return m.ID, m.Audit(tx, "meeting.plan", "", m)
}

// gap is the distance of two items on an agenda as it is made.
const gap = 10

// plan takes over what was typed, if it is sound on the day.
func (m *Meeting) plan(tx *db.Tx, p Plan) error {
	if err := p.Check(tx.Today()); err != nil {
		return err
	}
	m.Kind, m.Combined, m.Why = p.Kind, p.Combined, p.Why
	m.Month, m.HeldOn, m.StartsAt, m.Place, m.Chair, m.Minuter = p.Month, p.HeldOn, p.StartsAt, p.Place, p.Chair, p.Minuter
	seats, err := calledTo(tx, *m)
	if err != nil {
		return err
	}
	return checkRoles(seats, p.Chair, p.Minuter)
}

// Reschedule changes the plan of a meeting that lies ahead. Its agenda stays as
// it is. Once the notice went out, another time or place is a postponement: it
// needs a reason, everybody told is told again, and answers count anew (I8). A
// meeting of the committee and a congress stay what they are, and no other
// becomes one.
func (s *Service) Reschedule(ctx context.Context, by access.Actor, id ID, version int, p Plan) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := authorise(tx, by, Prepare, id)
		if err != nil {
			return err
		}
		if !m.State.Ahead() {
			return NotWhen(m.State)
		}
		if p.Kind != m.Kind && (p.Kind.apart() || m.Kind.apart()) {
			return fault.At("kind", "meeting.kind_stays")
		}
		was := m
		p.Combined = m.Combined && p.Kind == Regular // its agenda stays
		if err := m.plan(tx, p); err != nil {
			return err
		}
		if _, long, err := lengthOf(tx, id); err != nil {
			return err
		} else if err := fits("starts_at", m.StartsAt, long); err != nil {
			return err
		}
		moved := was.State == Announced && m.elsewhere(was)
		if moved {
			if p.Reason, err = CheckReason(p.Reason); err != nil {
				return err
			}
			m.Moved++
		}
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		if moved {
			if err := s.tell(tx, by, m, tellMoved); err != nil {
				return err
			}
		}
		if s.OnMove != nil && (m.HeldOn != was.HeldOn || m.StartsAt != was.StartsAt) {
			if err := s.OnMove(tx, by, m); err != nil {
				return err
			}
		}
		if m.Month != was.Month || m.Kind != was.Kind {
			if _, err := s.seatReporters(tx, m); err != nil {
				return err
			}
		}
		return m.Audit(tx, "meeting.reschedule", "", map[string]any{"from": was, "to": m, "reason": p.Reason})
	})
}

// elsewhere reports whether the meeting is at another time or place than it
// was.
func (m Meeting) elsewhere(was Meeting) bool {
	return m.HeldOn != was.HeldOn || m.StartsAt != was.StartsAt || m.Place != was.Place
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
			return NotWhen(m.State)
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
		return m.Audit(tx, "meeting.appoint", "", db.Change{From: []member.ID{was.Chair, was.Minuter}, To: []member.ID{chair, minuter}})
	})
}

// admit reads a meeting and checks the actor's right in its cell. A meeting of
// the committee is there for the committee alone: nobody else is told that it
// exists.
func admit(tx *db.Tx, by access.Actor, action access.Action, id ID) (Meeting, org.Unit, error) {
	m, err := byID(tx, id)
	if err != nil {
		return Meeting{}, org.Unit{}, err
	}
	u, err := org.Authorise(tx, by, action, m.Unit)
	if m.Kind == Committee && !access.Can(by, Prepare, u.Kept()) {
		return Meeting{}, org.Unit{}, db.ErrNone
	}
	return m, u, err
}

// authorise is admit where the cell does not matter further.
func authorise(tx *db.Tx, by access.Actor, action access.Action, id ID) (Meeting, error) {
	m, _, err := admit(tx, by, action, id)
	return m, err
}

// authoriseRecorder is admit for what only the recorder does.
func authoriseRecorder(tx *db.Tx, by access.Actor, id ID) (Meeting, error) {
	m, u, err := admit(tx, by, Record, id)
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
		err = NotWhen(m.State)
	}
	return m, err
}

// Audit writes what was done to the meeting into the log of the transaction;
// person is whose words or mark it concerns, "" for nobody's. Whoever follows
// the meeting learns that something changed.
func (m Meeting) Audit(tx *db.Tx, action string, person member.ID, data any) error {
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

func (m Meeting) facts() rulebook.Facts {
	f := rulebook.Facts{rulebook.FactMeeting: string(m.Kind)}
	if m.Combined {
		f[rulebook.FactSitting] = "combined"
	}
	return f
}

// ReportBy is the last day to post and report a meeting by the rules of its
// date, and the rule that says so; "" where no rule is known. The days run from
// the day of the meeting.
func (m Meeting) ReportBy(b *rulebook.Book) (db.Date, rulebook.Source) {
	a, ok := rulebook.ReportWithin.At(b, string(m.HeldOn), m.facts())
	if !ok {
		return "", rulebook.Source{}
	}
	return m.HeldOn.AddDays(a.Value), a.Source()
}

// NoticeBy is the last day to send notice and papers ahead, and the rule that
// says so; "" where no rule is known.
func (m Meeting) NoticeBy(b *rulebook.Book) (db.Date, rulebook.Source) {
	a, ok := rulebook.DocumentsAhead.At(b, string(m.HeldOn), m.facts())
	if !ok {
		return "", rulebook.Source{}
	}
	return m.HeldOn.AddDays(-a.Value), a.Source()
}
