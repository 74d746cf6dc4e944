package quality

import (
	"context"
	"errors"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// What can be done with scores and rubrics. Officers view what was sent to
// them: the use cases narrow it.
var (
	View     = access.Declare("quality.view", access.For(access.Here, access.Cell...), access.For(access.Below, access.Officer))
	Score    = access.Declare("quality.score", access.For(access.Here, access.Committee...))
	Confirm  = access.Declare("quality.confirm", access.For(access.Below, access.Officer))
	Oversee  = access.Declare("quality.oversee", access.For(access.Below, access.Officer))
	SetRules = access.Declare("quality.set_rubric", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
)

// Service holds the use cases.
type Service struct {
	db       *db.DB
	meetings *meeting.Service
	deeds    *deed.Service
	votes    *vote.Service
	// Notices tells people when a score moves; nil tells nobody. Above gives the
	// officers above a unit.
	Notices *notify.Service
	Above   func(tx *db.Tx, u org.Unit) ([]member.ID, error)
}

// New makes the use cases over a database, its meetings with their papers, and
// their votes.
func New(d *db.DB, meetings *meeting.Service, deeds *deed.Service, votes *vote.Service) *Service {
	return &Service{db: d, meetings: meetings, deeds: deeds, votes: votes}
}

// Sheet is the score of one meeting as a page shows it.
type Sheet struct {
	Record
	Unit  org.Unit
	Begun bool // false: nothing is scored yet, and the record names the meeting alone
	Lines []Line
	// Computed and Judged are how many criteria the record gives points for, and
	// how many people judge.
	Computed int
	Judged   int
	Voted    *vote.Vote // that adopted it; nil before
	Before   []Past     // earlier scores of the cell, the latest first
	Missing  error      // why nothing can be scored: no rubric with points is known; nil else
	Mine     bool       // the actor belongs to the cell
	Moves               // that the actor may take now
	MayBegin bool
}

// Marked is the kind of record that votes on scores belong to.
const Marked = "quality_score"

// Sheet gives the score of a meeting: to all of its cell, and to the officers
// above once it was sent. It makes a fixed number of queries.
func (s *Service) Sheet(ctx context.Context, by access.Actor, id meeting.ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = s.sheet(tx, by, id)
		return err
	})
	return sh, err
}

func (s *Service) sheet(tx *db.Tx, by access.Actor, id meeting.ID) (sh Sheet, err error) {
	sh.Record, err = recordOf(tx, id)
	if errors.Is(err, db.ErrNone) {
		return s.unbegun(tx, by, id)
	}
	if err != nil {
		return sh, err
	}
	if sh.Unit, err = admit(tx, by, sh.Record); err != nil {
		return sh, err
	}
	sh.Begun = true
	marks, err := marksOf(tx, id)
	if err != nil {
		return sh, err
	}
	sh.lay(marks)
	if sh.Vote != "" {
		if sh.Voted, err = votedOn(tx, sh.Record); err != nil {
			return sh, err
		}
	}
	sh.permit(by)
	sh.Before, err = pastOf(tx, sh.Record.Unit, sh.HeldOn, trendMax, !sh.Mine)
	return sh, err
}

// admit refuses who may not read a score: nobody above gets one before it was
// sent.
func admit(tx *db.Tx, by access.Actor, r Record) (org.Unit, error) {
	u, err := org.Authorise(tx, by, View, r.Unit)
	if err == nil && !r.State.up() && !access.Can(by, meeting.View, u.Place()) {
		err = db.ErrNone
	}
	return u, err
}

// lay sets the marks out along the rubric.
func (sh *Sheet) lay(marks map[string]Mark) {
	sh.Lines = sh.Rubric.lines(sh.Theme, marks)
	for _, l := range sh.Lines {
		switch {
		case l.Group || !l.Applies:
		case l.Mark.Computed != nil:
			sh.Computed++
		default:
			sh.Judged++
		}
	}
}

// permit fills in what the actor may do.
func (sh *Sheet) permit(by access.Actor) {
	place := sh.Unit.Place()
	sh.Mine = access.Can(by, meeting.View, place)
	sh.Moves = Workflow.From(sh.State, func(m Move) bool {
		return access.Can(by, m.Who, place) && (m.Act != Sending || sh.Unit.Parent != "") && (m.Who.Name != Confirm.Name || over(by, sh.Unit))
	})
}

// over reports whether the actor serves a committee above the unit: nobody
// confirms the score of the body that he serves.
func over(by access.Actor, u org.Unit) bool {
	return by.Trusted() || slices.ContainsFunc(by.Duties, func(d access.Duty) bool {
		return d.Role == access.Officer && d.Path != u.Path && strings.HasPrefix(u.Path, d.Path)
	})
}

// unbegun is the sheet of a meeting that nobody scored yet.
func (s *Service) unbegun(tx *db.Tx, by access.Actor, id meeting.ID) (sh Sheet, err error) {
	head, err := s.meetings.HeadTx(tx, by, id)
	if err != nil {
		return sh, err
	}
	m := head.Meeting
	if m.Kind != meeting.Regular && m.Kind != meeting.Thematic {
		return sh, db.ErrNone
	}
	sh.Record = Record{Meeting: id, Unit: m.Unit, UnitName: head.Unit.Name, Kind: m.Kind, Month: m.Month, HeldOn: m.HeldOn}
	sh.Unit, sh.Mine = head.Unit, true
	rubrics, err := above(tx, head.Unit)
	if err != nil {
		return sh, err
	}
	sh.Rubric, sh.Missing = Resolve(rubrics, m.HeldOn, m.Kind)
	sh.MayBegin = sh.Missing == nil && closed(m) && access.Can(by, Score, head.Unit.Place())
	sh.Before, err = pastOf(tx, m.Unit, m.HeldOn, trendMax, false)
	return sh, err
}

// closed reports whether a meeting came to its end.
func closed(m meeting.Meeting) bool {
	return m.State == meeting.Closed || m.State == meeting.Finished || m.State == meeting.Reported
}

// above are the rubrics that may apply in a unit: the national ones, its own
// and those of the committees above it. It makes one query.
func above(tx *db.Tx, u org.Unit) ([]Rubric, error) {
	local, err := localAbove(tx, u.Path)
	all := National()
	for _, l := range local {
		all = append(all, l.Rubric)
	}
	return all, err
}

// inputs reads what the record says of a meeting.
func (s *Service) inputs(tx *db.Tx, by access.Actor, sh meeting.Sheet) (in Inputs, err error) {
	m := sh.Meeting
	in.count(sh)
	book, err := s.meetings.BookTx(tx, by, m.Unit)
	if err != nil {
		return in, err
	}
	meetings, err := s.meetings.AroundTx(tx, by, sh.Unit, m.HeldOn.AddMonths(-1-preparesWithin))
	if err != nil {
		return in, err
	}
	in.around(meetings)
	in.Most = excusedMost
	if a, ok := rulebook.MaxExcusedRunning.At(book, string(m.HeldOn), nil); ok {
		in.Most = a.Value
	}
	if in.Often, err = s.meetings.ExcusedTx(tx, by, sh, in.Most+1); err != nil {
		return in, err
	}
	tasks, err := s.meetings.GivenTx(tx, by, sh)
	if err != nil {
		return in, err
	}
	in.given(tasks)
	in.PostedOn, err = s.deeds.PostedTx(tx, by, m.ID)
	return in, err
}

// excusedMost is how often running somebody may be excused where the rules of
// the date say nothing else: as the rubrics have it that name a number.
const excusedMost = 3

// acting reads a score for an act: it authorises, checks the state, locks the
// score and compares the version that the form showed.
func (s *Service) acting(tx *db.Tx, by access.Actor, id meeting.ID, version int, a Act) (Record, org.Unit, error) {
	if err := tx.Lock(Marked, string(id)); err != nil {
		return Record{}, org.Unit{}, err
	}
	r, err := recordOf(tx, id)
	if err != nil {
		return r, org.Unit{}, err
	}
	u, err := admit(tx, by, r)
	if err != nil {
		return r, u, err
	}
	who := Workflow.Who(a)
	if denied := access.Check(by, who, u.Place()); denied != nil {
		return r, u, denied
	}
	if who.Name == Confirm.Name && !over(by, u) {
		return r, u, fault.New(fault.Denied, "ui.denied")
	}
	m, err := move(r.State, a)
	if err != nil {
		return r, u, err
	}
	if version != r.Version {
		return r, u, fault.Overtaken(nil)
	}
	r.State = m.To
	return r, u, nil
}

// audit logs what was done to a score.
func (r Record) audit(tx *db.Tx, action string, data any) error {
	return tx.Audit(db.Entry{Action: "quality." + action, Unit: string(r.Unit), Kind: Marked, Subject: string(r.Meeting), Data: data})
}
