package account

import (
	"context"
	"errors"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Step is what a new installation still lacks. It follows from what exists,
// so that setting up goes on where it stopped.
type Step string

// The steps, in their order.
const (
	StepAdministrator Step = "administrator" // nobody has an account
	StepOrganisation  Step = "organisation"  // no organisation exists
	StepCell          Step = "cell"          // no cell exists
	StepSecretary     Step = "secretary"     // nobody belongs to the only cell
	StepDone          Step = "done"
)

// Steps lists what there is to do.
var Steps = []Step{StepAdministrator, StepOrganisation, StepCell, StepSecretary}

// Stage is how far setting up has come.
type Stage struct {
	Step  Step
	Above []org.Unit // where the first cell may stand
	Cell  org.Unit   // the first cell, once there is one
}

// firstUnits is how many organisations a new installation has at most: with
// more, it is none any longer.
const firstUnits = 5

// Stage tells what a new installation still lacks.
func (s *Service) Stage(ctx context.Context, by access.Actor) (st Stage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		st, err = stage(tx)
		return err
	})
	return st, err
}

func stage(tx *db.Tx) (Stage, error) {
	some, err := anyAccount(tx)
	if err != nil || !some {
		return Stage{Step: StepAdministrator}, err
	}
	n, err := countPlaces(tx, firstUnits+1)
	if err != nil || n > firstUnits {
		return Stage{Step: StepDone}, err
	}
	units, err := org.Under(tx, "")
	if err != nil {
		return Stage{}, err
	}
	st := Stage{Step: StepOrganisation}
	cells := 0
	for _, u := range units {
		switch {
		case u.Kind.Body != "party":
		case u.Kind.Holds:
			st.Cell = u
			cells++
		default:
			st.Above = append(st.Above, u)
		}
	}
	switch {
	case cells > 1:
		st.Step = StepDone
	case cells == 1:
		called, err := member.CalledTo(tx, st.Cell.ID, tx.Today())
		st.Step = StepSecretary
		if len(called) > 0 {
			st.Step = StepDone
		}
		return st, err
	case len(st.Above) > 0:
		st.Step = StepCell
	}
	return st, nil
}

// atStep runs f if setting up has come to the step, one at a time.
func (s *Service) atStep(ctx context.Context, by access.Actor, step Step, f func(tx *db.Tx, st Stage) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if step != StepAdministrator {
			if err := access.Check(by, Prepare, access.Place{}); err != nil {
				return err
			}
		}
		if err := tx.Lock("account", "setup"); err != nil {
			return err
		}
		st, err := stage(tx)
		if err != nil {
			return err
		}
		if st.Step != step {
			return fault.New(fault.Denied, "account.setup_past")
		}
		return f(tx, st)
	})
}

// First is the first administrator.
type First struct {
	Name, Username, Password, Again string
}

// Begin makes the first administrator, while nobody has an account.
func (s *Service) Begin(ctx context.Context, by access.Actor, f First) (Pass, error) {
	var faults fault.Form
	username, err := checkUsername(f.Username)
	faults.Take("username", err)
	checkNewPassword(&faults, f.Password, f.Again, f.Username, f.Name)
	if err := faults.Err(); err != nil {
		return Pass{}, err
	}
	hash, err := s.hasher.hash(ctx, f.Password)
	if err != nil {
		return Pass{}, err
	}
	a := record{ID: ID(db.NewID()), Username: username, Password: hash, State: Active}
	err = s.atStep(ctx, access.System, StepAdministrator, func(tx *db.Tx, _ Stage) error {
		if a.Person, err = s.members.EnterAloneTx(tx, access.System, f.Name); err != nil {
			return err
		}
		return s.administrator(tx, a)
	})
	return Pass{Account: a.ID, Epoch: 1}, err
}

func (s *Service) administrator(tx *db.Tx, a record) error {
	if err := insertAccount(tx, a); err != nil {
		return err
	}
	g := Grant{ID: db.NewID(), Account: a.ID, Role: access.Administrator, By: access.Console.Account}
	if err := insertGrant(tx, g); err != nil {
		return err
	}
	return s.noteGrant(tx, Give.Name, a, g)
}

// CreateAdministrator makes an administrator who chooses his password by the
// link. Only the operator of the machine may.
func (s *Service) CreateAdministrator(ctx context.Context, by access.Actor, name string) (l Link, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		person, err := s.members.EnterAloneTx(tx, by, name)
		if err != nil {
			return err
		}
		if name, err = member.NameOf(tx, person); err != nil {
			return err
		}
		a := record{ID: ID(db.NewID()), Person: person, Name: name, State: Invited}
		if a.Username, err = freeUsername(tx, name); err != nil {
			return err
		}
		if err := s.administrator(tx, a); err != nil {
			return err
		}
		l, err = s.link(tx, by, a)
		return err
	})
	return l, err
}

// Organisation is the first organisation; Superior, if named, stands above it.
type Organisation struct {
	Superior string
	Name     string
	Kind     string
	Locality string
	From     db.Date
}

// Found makes the organisation of a new installation.
func (s *Service) Found(ctx context.Context, by access.Actor, o Organisation) error {
	return s.atStep(ctx, by, StepOrganisation, func(tx *db.Tx, _ Stage) error {
		f := org.Form{Name: o.Name, Kind: o.Kind, Locality: o.Locality, From: o.From}
		if o.Superior != "" {
			above, err := s.orgs.FoundTx(tx, by, org.Form{Name: o.Superior, Kind: "superior", From: o.From})
			if err != nil {
				return renamed(err, "name", "superior")
			}
			f.Parent = above
		}
		_, err := s.orgs.FoundTx(tx, by, f)
		return err
	})
}

// FoundCell makes the first cell.
func (s *Service) FoundCell(ctx context.Context, by access.Actor, f org.Form) error {
	return s.atStep(ctx, by, StepCell, func(tx *db.Tx, _ Stage) error {
		_, err := s.orgs.FoundTx(tx, by, f)
		return err
	})
}

// Leader is the secretary of the first cell.
type Leader struct {
	Me         bool   // the administrator himself
	Name       string // of somebody else
	AdmittedOn db.Date
	OfficialOn db.Date
	Since      db.Date // in the post
}

// Lead enters the secretary of the first cell, while nobody belongs to it: the
// one time that an administrator enters anybody. Somebody else gets a link;
// the administrator himself holds two roles then, and no link is made.
func (s *Service) Lead(ctx context.Context, by access.Actor, f Leader) (l Link, err error) {
	var faults fault.Form
	for field, d := range map[string]db.Date{"admitted": f.AdmittedOn, "official": f.OfficialOn, "since": f.Since} {
		if !d.Whole() {
			faults.Add(field, "account.date_missing")
		}
	}
	if err := faults.Err(); err != nil {
		return Link{}, err
	}
	err = s.atStep(ctx, by, StepSecretary, func(tx *db.Tx, st Stage) error {
		person, err := s.enterLeader(tx, by, st.Cell.ID, f)
		if err != nil {
			return renamed(err, "from", "since")
		}
		if !f.Me {
			l, err = s.InviteTx(tx, by, person)
		}
		return err
	})
	return l, err
}

func (s *Service) enterLeader(tx *db.Tx, by access.Actor, cell org.ID, f Leader) (person member.ID, err error) {
	entry := member.Form{
		Person: member.Person{Name: f.Name}, Status: member.Official,
		Party: member.Party{AdmittedOn: f.AdmittedOn, OfficialOn: f.OfficialOn},
	}
	if f.Me {
		person = member.ID(by.Person)
		if entry.Name, err = member.NameOf(tx, person); err != nil {
			return "", err
		}
		if err := entry.Check(tx.Today()); err != nil {
			return "", err
		}
		err = s.members.JoinTx(tx, access.System, person, cell, entry)
	} else {
		person, err = s.members.EnterTx(tx, access.System, cell, entry)
	}
	if err != nil {
		return "", err
	}
	return person, s.members.AppointTx(tx, access.System, member.Appointment{Person: person, Unit: cell, Post: member.Secretary, From: f.Since})
}

// renamed moves a message to the field that this form has for it.
func renamed(err error, from, to string) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	moved := *e
	moved.Fields = nil
	for _, f := range e.Fields {
		if f.Name == from {
			f.Name = to
		}
		moved.Fields = append(moved.Fields, f)
	}
	return &moved
}
