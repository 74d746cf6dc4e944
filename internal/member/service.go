package member

import (
	"context"
	"slices"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// What can be done with people. The officer above sees figures, never the
// list of names below (class "cell"); entering for a unit is his to do, and is
// recorded.
var (
	List   = access.Declare("member.list", access.For(access.Here, access.Leaders...))
	View   = access.Declare("member.view", access.For(access.Here, access.Leaders...), access.For(access.Self, access.Member, access.Probationary, access.MassMember))
	Keep   = access.Declare("member.keep", access.For(access.Here, access.Leaders...))
	Import = access.Declare("member.import", access.For(access.Here, access.Secretary, access.Deputy, access.CommitteeMember, access.MassOfficer), access.For(access.Below, access.Officer))
	Elect  = access.Declare("member.appoint", access.For(access.Here, access.Secretary, access.Deputy), access.For(access.Below, access.Officer))
	Assign = access.Declare("member.assign_duty", access.For(access.Here, access.Secretary, access.Deputy))
)

// Service holds the use cases.
type Service struct {
	db *db.DB
	// OnChange lets others take note that somebody's standing or position
	// changed, in the same transaction.
	OnChange func(tx *db.Tx, by access.Actor, person ID) error
	// OnRead lets the log note that somebody read a sensitive record: of a
	// kind, with an id, in a unit, about a person ("" for a whole list).
	OnRead func(ctx context.Context, by access.Actor, unit, kind, subject, person string)
	// Gate refuses a text that may not come in, or the name that it comes
	// under: lists pass it as uploads do (I5).
	Gate func(name, text string) error
	// Mergers give what one person has in the capabilities after this one to
	// the other, who is the same person (Unite).
	Mergers []func(tx *db.Tx, by access.Actor, from, into ID) error
	// Counters give what n times the records of people in those capabilities add to
	// the figures, where that depends on who is whom.
	Counters []func(tx *db.Tx, n int, people ...ID) ([]figure.Delta, error)
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

func (s *Service) changed(tx *db.Tx, by access.Actor, person ID) error {
	if s.OnChange == nil {
		return nil
	}
	return s.OnChange(tx, by, person)
}

// read tells the log of a read, unless people read about themselves.
func (s *Service) read(ctx context.Context, by access.Actor, unit, kind, subject string, person ID) {
	if s.OnRead != nil && (person == "" || by.Person != string(person)) {
		s.OnRead(ctx, by, unit, kind, subject, string(person))
	}
}

// authorise finds the place at which the actor may do the action to a person:
// one of the units where the person's record is kept today.
func authorise(tx *db.Tx, by access.Actor, action access.Action, id ID) error {
	places, err := recordPlaces(tx, id)
	if err != nil {
		return err
	}
	if len(places) == 0 {
		places = []access.Place{{Person: string(id), Path: "-"}} // nowhere: only trusted hands reach it
	}
	var refused error
	for _, p := range places {
		err := access.Check(by, action, p)
		if err == nil {
			return nil
		}
		if refused == nil || fault.Is(err, fault.Denied) {
			refused = err
		}
	}
	return refused
}

// Enter adds a person to a unit, as a member of the cell or of the mass
// organisation. Where a person of the same name and birth belongs beside the chapter,
// the fault at the field whom asks whether it is he; that he was found is logged as a
// read of his record.
func (s *Service) Enter(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	found := ID("")
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		id, found, err = s.enter(tx, by, unit, f)
		return err
	})
	if found != "" {
		s.read(ctx, by, string(unit), "person", string(found), found)
	}
	return id, err
}

// EnterTx is Enter within a transaction.
func (s *Service) EnterTx(tx *db.Tx, by access.Actor, unit org.ID, f Form) (ID, error) {
	id, _, err := s.enter(tx, by, unit, f)
	return id, err
}

// enter enters somebody; found is who is known beside the chapter, if anybody is.
func (s *Service) enter(tx *db.Tx, by access.Actor, unit org.ID, f Form) (id, found ID, err error) {
	u, err := org.Authorise(tx, by, Import, unit)
	if err != nil {
		return "", "", err
	}
	if !u.Kind.Holds {
		return "", "", fault.At("unit", "member.unit_holds_nobody", u.Name)
	}
	if err := f.Check(tx.Today()); err != nil {
		return "", "", err
	}
	if u.Kind.Mass() != (f.Status == Associate) {
		return "", "", fault.At("status", "member.status_missing")
	}
	found, done, err := s.enterBeside(tx, by, u, f)
	if done || err != nil {
		return found, found, err
	}
	id, err = s.enterNew(tx, by, u, f)
	return id, "", err
}

// enterNew enters somebody who is not known.
func (s *Service) enterNew(tx *db.Tx, by access.Actor, u org.Unit, f Form) (ID, error) {
	f.ID = ID(db.NewID())
	m := Membership{Unit: u.ID, Body: u.Kind.Body, Status: f.Status, From: f.since(tx.Today())}
	if err := insertNew(tx, f, m); err != nil {
		return "", err
	}
	return f.ID, s.note(tx, Import, u.ID, f.ID, f)
}

// EnterAloneTx records a person who belongs to no organisation: the first
// administrator of an installation.
func (s *Service) EnterAloneTx(tx *db.Tx, by access.Actor, name string) (ID, error) {
	if !by.Trusted() {
		return "", fault.New(fault.Denied, "ui.denied")
	}
	name = i18n.Line(name)
	if n := utf8.RuneCountInString(name); n == 0 || n > nameMax {
		return "", fault.At("name", "member.name_missing")
	}
	p := Person{ID: ID(db.NewID()), Name: name}
	if err := insertPerson(tx, p); err != nil {
		return "", err
	}
	return p.ID, s.note(tx, Keep, "", p.ID, p)
}

// JoinTx makes a known person a member of a unit.
func (s *Service) JoinTx(tx *db.Tx, by access.Actor, id ID, unit org.ID, f Form) error {
	u, err := org.Authorise(tx, by, Import, unit)
	if err != nil {
		return err
	}
	if f.Status != Associate {
		if err := putParty(tx, id, f.Party); err != nil {
			return err
		}
	}
	m := Membership{Unit: unit, Body: u.Kind.Body, Status: f.Status, From: f.since(tx.Today())}
	if err := insertMembership(tx, id, m); err != nil {
		return err
	}
	if err := s.changed(tx, by, id); err != nil {
		return err
	}
	return s.note(tx, Import, unit, id, m)
}

// Amend corrects what is known about a person.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return s.AmendTx(tx, by, id, f) })
}

// AmendTx is Amend within a transaction.
func (s *Service) AmendTx(tx *db.Tx, by access.Actor, id ID, f Form) error {
	if err := authorise(tx, by, Keep, id); err != nil {
		return err
	}
	before, err := personByID(tx, id)
	if err != nil {
		return err
	}
	memberships, err := membershipsOf(tx, id)
	if err != nil {
		return err
	}
	kept, belongs := keeper(memberships, tx.Today())
	unit, status := kept.Unit, Associate
	if belongs {
		status = kept.Status
	}
	f.ID, f.Status = id, status
	if err := f.Check(tx.Today()); err != nil {
		return err
	}
	if err := updatePerson(tx, f.Person); err != nil {
		return stale(tx, err, id)
	}
	if status != Associate {
		if err := putParty(tx, id, f.Party); err != nil {
			return err
		}
	}
	return s.note(tx, Keep, unit, id, db.Change{From: before, To: f})
}

// stale adds what is stored now, so that the page shows both texts.
func stale(tx *db.Tx, err error, id ID) error {
	if !fault.Is(err, fault.Stale) {
		return err
	}
	now, err := recordOf(tx, id)
	if err != nil {
		return err
	}
	e := fault.New(fault.Stale, "ui.stale")
	f := Form{Person: now.Person, Party: now.Party}
	e.Theirs = map[string]string{"name": f.Name, "card": f.Card}
	for field, text := range f.texts() {
		e.Theirs[field] = *text
	}
	for field, date := range f.dates() {
		e.Theirs[field] = date.Local("")
	}
	return e
}

func (s *Service) note(tx *db.Tx, act access.Action, unit org.ID, id ID, data any) error {
	return tx.Audit(db.Entry{Action: act.Name, Unit: string(unit), Kind: "person", Subject: string(id), Person: string(id), Data: data})
}

// Appointment puts a person into a post.
type Appointment struct {
	Person   ID
	Unit     org.ID
	Post     Post
	Title    string // the words of a government post
	KeyCadre bool
	From     db.Date
}

// Appoint gives a post from a date on. A secretary replaces the one before.
func (s *Service) Appoint(ctx context.Context, by access.Actor, a Appointment) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return s.AppointTx(tx, by, a) })
}

// AppointTx is Appoint within a transaction.
func (s *Service) AppointTx(tx *db.Tx, by access.Actor, a Appointment) error {
	u, err := org.Authorise(tx, by, Elect, a.Unit)
	if err != nil {
		return err
	}
	a.Title = i18n.Line(a.Title)
	if err := a.check(tx, u); err != nil {
		return err
	}
	if a.Post == Secretary {
		if err := endPost(tx, a.Unit, Secretary, a.From); err != nil {
			return err
		}
	}
	term, err := org.TermOn(tx, a.Unit, a.From)
	if err != nil {
		return err
	}
	if err := insertPosition(tx, a, term.ID); err != nil {
		return err
	}
	if err := s.changed(tx, by, a.Person); err != nil {
		return err
	}
	return s.note(tx, Elect, a.Unit, a.Person, a)
}

func (a Appointment) check(tx *db.Tx, u org.Unit) error {
	var faults fault.Form
	if !a.From.Whole() || a.From > tx.Today() {
		faults.Add("from", "member.date_invalid")
	}
	if !slices.Contains(Posts, a.Post) {
		faults.Add("post", "member.post_missing")
	}
	if a.Post == Government && a.Title == "" {
		faults.Add("title", "member.title_missing")
	}
	if utf8.RuneCountInString(a.Title) > textMax {
		faults.Add("title", "member.too_long", textMax)
	}
	if (a.Post == MassHead || a.Post == MassDeputy) != u.Kind.Mass() && a.Post != Government {
		faults.Add("post", "member.post_not_here")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	if !a.Post.Elected() {
		return nil
	}
	// Charter, articles 3 and 5: a probationary member may not be elected.
	standing, err := standingOn(tx, a.Person, a.From)
	if err == nil && standing != Official {
		return fault.At("person", "member.post_needs_official")
	}
	return err
}

// Relieve ends a post.
func (s *Service) Relieve(ctx context.Context, by access.Actor, position string, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		person, unit, from, err := positionByID(tx, position)
		if err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, Elect, unit); err != nil {
			return err
		}
		if !on.Whole() || on > tx.Today() || on < from {
			return fault.At("on", "member.date_invalid")
		}
		if err := endPosition(tx, position, on); err != nil {
			return err
		}
		if err := s.changed(tx, by, person); err != nil {
			return err
		}
		return s.note(tx, Elect, unit, person, map[string]any{"position": position, "to": on})
	})
}

// SetState records a state that stands beside the status, from a date on and
// perhaps until one.
func (s *Service) SetState(ctx context.Context, by access.Actor, id ID, st StatePeriod) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return s.SetStateTx(tx, by, id, st) })
}

// SetStateTx is SetState within a transaction.
func (s *Service) SetStateTx(tx *db.Tx, by access.Actor, id ID, st StatePeriod) error {
	if _, err := org.Authorise(tx, by, Keep, st.Unit); err != nil {
		return err
	}
	if st.State != Visiting {
		if err := authorise(tx, by, Keep, id); err != nil {
			return err
		}
	}
	st.Decision = i18n.Line(st.Decision)
	var faults fault.Form
	switch st.State {
	case Exempt, Away, Visiting, Suspended, Detained:
	default:
		faults.Add("state", "member.state_missing")
	}
	if !st.From.Whole() {
		faults.Add("from", "member.date_invalid")
	}
	if st.To != "" && (!st.To.Whole() || st.To <= st.From) {
		faults.Add("to", "member.end_before_start")
	}
	if utf8.RuneCountInString(st.Decision) > textMax {
		faults.Add("decision", "member.too_long", textMax)
	}
	if err := faults.Err(); err != nil {
		return err
	}
	if err := insertState(tx, id, st); err != nil {
		return err
	}
	if err := s.changed(tx, by, id); err != nil {
		return err
	}
	return s.note(tx, Keep, st.Unit, id, st)
}

// EndState ends a state on a date.
func (s *Service) EndState(ctx context.Context, by access.Actor, state string, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		person, unit, from, err := stateByID(tx, state)
		if err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, Keep, unit); err != nil {
			return err
		}
		if !on.Whole() || on < from {
			return fault.At("on", "member.end_before_start")
		}
		if err := endState(tx, state, on); err != nil {
			return err
		}
		if err := s.changed(tx, by, person); err != nil {
			return err
		}
		return s.note(tx, Keep, unit, person, map[string]any{"state": state, "to": on})
	})
}

const dutyMax = 5000

// AssignDuty writes what a member answers for in a year (A6).
func (s *Service) AssignDuty(ctx context.Context, by access.Actor, unit org.ID, id ID, year int, body string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Assign, unit); err != nil {
			return err
		}
		if err := authorise(tx, by, Keep, id); err != nil {
			return err
		}
		body = cleanText(body)
		switch {
		case body == "":
			return fault.At("body", "member.duty_missing")
		case utf8.RuneCountInString(body) > dutyMax:
			return fault.At("body", "member.too_long", dutyMax)
		case year < 1945 || year > tx.Today().Year()+1:
			return fault.At("year", "member.year_invalid")
		}
		if err := putDuty(tx, unit, id, year, body); err != nil {
			return err
		}
		return s.note(tx, Assign, unit, id, map[string]any{"year": year, "duty": body})
	})
}

// RefuseWhileHeld objects to dissolving a unit that people still belong to.
// It is org.Service.BeforeDissolve.
func (s *Service) RefuseWhileHeld(tx *db.Tx, by access.Actor, unit org.ID, on db.Date) error {
	called, err := CalledTo(tx, unit, on)
	if err == nil && len(called) > 0 {
		return fault.At("on", "org.still_members", len(called))
	}
	return err
}
