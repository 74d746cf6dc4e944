package calendar

import (
	"context"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with the calendar. An officer sees the meetings of all units
// below and sends people; leaders see who comes to those of their own unit.
var (
	View   = access.Declare("calendar.view", access.For(access.Below, access.Officer), access.For(access.Below, access.Committee...))
	Assign = access.Declare("calendar.assign", access.For(access.Below, access.Officer))
)

// Service holds the use cases.
type Service struct {
	// Notices tells who is sent where; nil tells nobody.
	Notices *notify.Service

	db       *db.DB
	meetings *meeting.Service
}

// New makes the use cases over a database and its meetings.
func New(d *db.DB, meetings *meeting.Service) *Service { return &Service{db: d, meetings: meetings} }

// Filter is which meetings of a month are listed.
type Filter string

// The filters.
const (
	All  Filter = ""
	Open Filter = "open" // nobody is sent to
)

// Filters lists them as a page offers them.
var Filters = []Filter{All, Open}

const (
	// PageSize is how many meetings a page lists.
	PageSize = 50
	// unattendedMax is how many cells the list of those unattended names.
	unattendedMax = 10
	// ownMax is how many of his own visits somebody sees.
	ownMax = 10
)

// Month is the meetings of a month in the units under one, a page of them.
type Month struct {
	Unit        org.Unit
	Month       db.Date // "YYYY-MM"
	Filter      Filter
	Lines       []Line // in the order of their days
	Counts      map[Filter]int
	Own         []Line       // to which the reader himself is sent, from today on
	Unattended  []Unattended // the first of them
	Cells       int          // how many cells there are
	Today       db.Date
	MayAssign   bool
	Page, Pages int
}

// Month lists a month; "" is that of today. What is no month is NotFound. It makes
// eight queries.
func (s *Service) Month(ctx context.Context, by access.Actor, unit org.ID, month db.Date, filter Filter, page int) (m Month, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if m, err = head(tx, by, unit, month); err != nil {
			return err
		}
		m.Filter = filter
		if m.Counts, err = countIn(tx, m.Unit.Path, m.Month); err != nil {
			return err
		}
		m.Pages = max(1, (m.Counts[filter]+PageSize-1)/PageSize)
		m.Page = min(max(1, page), m.Pages)
		if m.Lines, err = linesIn(tx, m.Unit.Path, m.Month, filter, PageSize, (m.Page-1)*PageSize); err != nil {
			return err
		}
		if err := fill(tx, m.Unit.Path, m.Month, m.Lines); err != nil {
			return err
		}
		if m.Own, err = ownFrom(tx, member.ID(by.Person), m.Today, ownMax); err != nil || !m.MayAssign {
			return err
		}
		cells, err := unattended(tx, m.Unit)
		m.Cells, m.Unattended = len(cells), cells[:min(len(cells), unattendedMax)]
		return err
	})
	return m, err
}

// head authorises the reading of a month.
func head(tx *db.Tx, by access.Actor, unit org.ID, month db.Date) (m Month, err error) {
	if m.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
		return m, err
	}
	if m.Today = tx.Today(); month == "" {
		month = m.Today.Month()
	}
	if !month.IsMonth() {
		return m, fault.New(fault.NotFound, "ui.not_found")
	}
	m.Month, m.MayAssign = month, access.Can(by, Assign, m.Unit.Place())
	return m, nil
}

// fill puts the visits of a month on its lines.
func fill(tx *db.Tx, path string, month db.Date, lines []Line) error {
	visits, err := visitsIn(tx, path, month)
	clash(visits)
	for i := range lines {
		for _, v := range visits {
			if v.Meeting == lines[i].ID {
				lines[i].Visits = append(lines[i].Visits, v)
			}
		}
	}
	return err
}

// unattended lists the cells under a committee that nobody attended for longest.
func unattended(tx *db.Tx, committee org.Unit) (cells []Unattended, err error) {
	below, err := org.Under(tx, committee.Path)
	if err != nil {
		return nil, err
	}
	last, err := lastVisits(tx, committee.Path)
	for _, u := range below {
		if u.Kind.Holds && !u.Kind.Mass() && u.ID != committee.ID {
			cell := Unattended{Unit: u.ID, Name: u.Name, Last: last[u.ID]}
			if u.Parent != committee.ID {
				cell.Under = u.ParentName
			}
			cells = append(cells, cell)
		}
	}
	longest(cells)
	return cells, err
}

// Waiting is the cells under a committee, those first that nobody attended for longest.
type Waiting struct {
	Unit        org.Unit
	Cells       []Unattended // a page of them
	Total       int
	Page, Pages int
}

// Waiting lists the cells under a committee by how long nobody attended them, for who
// sends somebody there. It makes three queries.
func (s *Service) Waiting(ctx context.Context, by access.Actor, unit org.ID, page int) (w Waiting, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if w.Unit, err = org.Authorise(tx, by, Assign, unit); err != nil {
			return err
		}
		cells, err := unattended(tx, w.Unit)
		w.Total, w.Pages = len(cells), max(1, (len(cells)+PageSize-1)/PageSize)
		w.Page = min(max(1, page), w.Pages)
		w.Cells = cells[(w.Page-1)*PageSize : min(w.Page*PageSize, len(cells))]
		return err
	})
	return w, err
}

// Whole gives all meetings of a month, for a paper. It makes three queries.
func (s *Service) Whole(ctx context.Context, by access.Actor, unit org.ID, month db.Date) (m Month, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if m, err = head(tx, by, unit, month); err != nil {
			return err
		}
		if m.Lines, err = linesIn(tx, m.Unit.Path, m.Month, All, wholeMax, 0); err != nil {
			return err
		}
		return fill(tx, m.Unit.Path, m.Month, m.Lines)
	})
	return m, err
}

// wholeMax is how many meetings a paper lists at the most.
const wholeMax = 1000

// Sheet is one meeting with who may be sent to it.
type Sheet struct {
	Line
	Committee org.Unit // which sends: the reader's own, nearest to the cell
	People    []Choice // who may be sent and is not; none once the meeting is over
}

// Get gives a meeting of a cell below to an officer. It makes a fixed number of
// queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id meeting.ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, _, err = s.sheet(tx, by, id)
		return err
	})
	return sh, err
}

// sheet reads a meeting for who may send somebody, with who is called to it.
func (s *Service) sheet(tx *db.Tx, by access.Actor, id meeting.ID) (sh Sheet, called []member.Called, err error) {
	if sh.Line, err = lineOf(tx, id); err != nil {
		return sh, nil, err
	}
	u, err := org.Authorise(tx, by, Assign, sh.Unit)
	if err != nil {
		return sh, nil, err
	}
	if sh.Committee, err = org.Of(tx, sender(by, u)); err != nil {
		return sh, nil, err
	}
	lines := []Line{sh.Line}
	if err := fill(tx, sh.Committee.Path, sh.HeldOn.Month(), lines); err != nil {
		return sh, nil, err
	}
	sh.Line = lines[0]
	if called, err = member.CalledTo(tx, u.ID, sh.HeldOn); err != nil || sh.State.Over() {
		return sh, called, err
	}
	able, err := people(tx, by, u, sh.Committee)
	sh.People = slices.DeleteFunc(able, func(c Choice) bool {
		return slices.ContainsFunc(sh.Visits, func(v Visit) bool { return v.Person == c.Person }) ||
			slices.ContainsFunc(called, func(k member.Called) bool { return k.Person == c.Person })
	})
	return sh, called, err
}

// sender is the committee that the actor sends for: of those that he serves, the
// nearest to the cell; for the program itself, the one right above.
func sender(by access.Actor, cell org.Unit) org.ID {
	var best access.Duty
	for _, d := range by.Duties {
		if d.Role == access.Officer && strings.HasPrefix(cell.Path, d.Path) && len(d.Path) > len(best.Path) {
			best = d
		}
	}
	if best.Unit == "" {
		return cell.Parent
	}
	return org.ID(best.Unit)
}

// people are those who may be sent to a cell by a committee above it, the actor
// himself among them.
func people(tx *db.Tx, by access.Actor, cell, committee org.Unit) ([]Choice, error) {
	serving, err := member.ServingAbove(tx, cell.Path)
	if err != nil {
		return nil, err
	}
	officers, err := account.OfficersAbove(tx, cell.Path)
	if err != nil {
		return nil, err
	}
	above, err := account.OfficersAbove(tx, committee.Path)
	if err != nil {
		return nil, err
	}
	officers = slices.DeleteFunc(officers, func(id member.ID) bool { return slices.Contains(above, id) && string(id) != by.Person })
	briefs, err := member.BriefsOf(tx, officers...)
	return among(committee, serving, briefs), err
}

// Assign sends somebody to a meeting of a cell below, and tells him and the leaders
// of the cell; both reports that he attends another one at that time. Faults name
// person.
func (s *Service) Assign(ctx context.Context, by access.Actor, id meeting.ID, person member.ID) (both bool, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, called, err := s.changing(tx, by, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(sh.People, func(c Choice) bool { return c.Person == person })
		if at < 0 {
			return refusal(sh, called, person)
		}
		v := Visit{
			ID: ID(db.NewID()), Meeting: id, Person: person, Name: sh.People[at].Name, UnitName: sh.Committee.Name,
			on: sh.HeldOn, startsAt: sh.StartsAt,
		}
		if v.guest, err = s.meetings.WelcomeTx(tx, by, id, v.Name, sh.Committee.Name); err != nil {
			return err
		}
		if err := insert(tx, v, sh.Committee.ID, member.ID(by.Person)); err != nil {
			return err
		}
		others, err := visitsOf(tx, person, sh.HeldOn)
		if err != nil {
			return err
		}
		clash(others)
		both = slices.ContainsFunc(others, func(o Visit) bool { return o.ID == v.ID && o.Clash })
		if err := s.tell(tx, by, sh, called, v, "assigned"); err != nil {
			return err
		}
		return note(tx, "calendar.assign", sh, v)
	})
	return both, err
}

// refusal says why somebody cannot be sent.
func refusal(sh Sheet, called []member.Called, person member.ID) error {
	switch {
	case person == "":
		return fault.At("person", "calendar.person_missing")
	case slices.ContainsFunc(sh.Visits, func(v Visit) bool { return v.Person == person }):
		return fault.At("person", "calendar.person_sent")
	case slices.ContainsFunc(called, func(c member.Called) bool { return c.Person == person }):
		return fault.At("person", "calendar.person_called")
	}
	return fault.At("person", "calendar.person_unknown")
}

// changing is sheet for an act; others who plan the visits of the meeting wait.
func (s *Service) changing(tx *db.Tx, by access.Actor, id meeting.ID) (Sheet, []member.Called, error) {
	if err := tx.Lock("meeting", string(id)); err != nil {
		return Sheet{}, nil, err
	}
	sh, called, err := s.sheet(tx, by, id)
	if err == nil && sh.State.Over() {
		err = meeting.NotWhen(sh.State)
	}
	return sh, called, err
}

// Withdraw takes a visit back and tells whom it was told.
func (s *Service) Withdraw(ctx context.Context, by access.Actor, id meeting.ID, visit ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, called, err := s.changing(tx, by, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(sh.Visits, func(v Visit) bool { return v.ID == visit })
		if at < 0 {
			return db.ErrNone
		}
		v := sh.Visits[at]
		if err := remove(tx, v.ID); err != nil {
			return err
		}
		if err := s.meetings.PartTx(tx, by, id, v.guest); err != nil {
			return err
		}
		if err := s.tell(tx, by, sh, called, v, "withdrawn"); err != nil {
			return err
		}
		return note(tx, "calendar.withdraw", sh, v)
	})
}

// note writes an entry about a visit into the log.
func note(tx *db.Tx, action string, sh Sheet, v Visit) error {
	return tx.Audit(db.Entry{
		Action: action, Unit: string(sh.Unit), Kind: "meeting_visit", Subject: string(v.ID), Person: string(v.Person),
		Data: map[string]any{"meeting": v.Meeting, "committee": sh.Committee.ID},
	})
}
