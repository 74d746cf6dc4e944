package movement

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done. A member asks for his own transfer and sees what is his; a
// committee above sees counts.
var (
	List   = access.Declare("movement.list", access.For(access.Here, access.Committee...))
	View   = access.Declare("movement.view", access.For(access.Here, access.Committee...), access.For(access.Self, access.Member, access.Probationary))
	Ask    = access.Declare("movement.ask", access.For(access.Here, access.Committee...), access.For(access.Self, access.Member, access.Probationary))
	Keep   = access.Declare("movement.keep", access.For(access.Here, access.Committee...))
	Weigh  = access.Declare("movement.weigh", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
	Decide = access.Declare("movement.decide", access.For(access.Here, access.Secretary, access.Deputy))
)

// Service holds the use cases.
type Service struct {
	// Notices tells people of their transfers and committees of who arrives; nil
	// tells nobody.
	Notices *notify.Service
	// OnDeath lets others end what a member had, in the same transaction.
	OnDeath func(tx *db.Tx, by access.Actor, person member.ID) error
	// OnRead lets the log note that somebody read a sensitive record: of a kind,
	// with an id, in a unit, about a person ("" for a whole list).
	OnRead func(ctx context.Context, by access.Actor, unit, kind, subject, person string)

	db      *db.DB
	members *member.Service
}

// New makes the use cases over a database and the members.
func New(d *db.DB, members *member.Service) *Service { return &Service{db: d, members: members} }

// read tells the log of a read, unless people read about themselves.
func (s *Service) read(ctx context.Context, by access.Actor, unit org.ID, kind, subject string, person member.ID) {
	if s.OnRead != nil && (person == "" || by.Person != string(person)) {
		s.OnRead(ctx, by, string(unit), kind, subject, string(person))
	}
}

// cellOf authorises an action in a party cell.
func cellOf(tx *db.Tx, by access.Actor, action access.Action, unit org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, unit)
	if err == nil && (!u.Kind.Holds || u.Kind.Mass()) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// about is a transfer with what the actor is to it.
type about struct {
	Transfer
	place org.Unit // the unit for which the actor looks at it
	sides []Side   // whose acts are his
	own   bool     // it is his own transfer
}

// may reports whether the actor may make a move.
func (a about) may(m Move) bool {
	return slices.Contains(a.sides, m.Act.Side()) || m.Act == Withdrawing && m.From == Requested && a.own
}

// moves lists what the actor may do now. A host that is dissolved receives
// nobody.
func (a about) moves() Moves {
	return Workflow.From(a.State, func(m Move) bool { return a.may(m) && (m.Act != Receiving || !a.HostGone) })
}

// authorise reads a transfer and finds what the actor is to it: of the home, of
// the host once the letter is issued, or the member himself.
func authorise(tx *db.Tx, by access.Actor, action access.Action, id TransferID) (a about, err error) {
	if a.Transfer, err = transferByID(tx, id); err != nil {
		return a, err
	}
	a.own = by.Person != "" && by.Person == string(a.Person)
	refused := error(fault.New(fault.NotFound, "ui.not_found"))
	for _, unit := range []org.ID{a.Home, a.Host} {
		if unit == "" || unit == a.Host && a.HostGone || unit == a.Host && !a.State.reached(Issued) {
			continue
		}
		u, err := org.Of(tx, unit)
		if err != nil {
			return a, err
		}
		at := u.Place()
		if a.own {
			at.Person = by.Person
		}
		if err := access.Check(by, action, at); err != nil {
			if fault.Is(err, fault.Denied) || !fault.Is(refused, fault.Denied) {
				refused = err
			}
			continue
		}
		if a.place.ID == "" {
			a.place = u
		}
		if access.Can(by, Keep, u.Place()) {
			a.take(unit)
		}
	}
	if a.place.ID == "" {
		return a, refused
	}
	return a, nil
}

// take gives the actor the acts of a unit.
func (a *about) take(unit org.ID) {
	if unit == a.Home {
		a.sides = append(a.sides, Home)
	}
	a.sides = append(a.sides, Either)
	if unit == a.receiver() {
		a.sides = append(a.sides, Receiver)
	}
}

// Sheet is a transfer as its reader may see it.
type Sheet struct {
	Transfer Transfer
	Unit     org.Unit // for which the actor looks at it
	Person   member.Holder
	Due      Deadline
	Moves         // what the actor may do now
	Leads    bool // of the committee of one of the two
	Today    db.Date
}

// Get gives one transfer. Reading somebody else's is logged.
func (s *Service) Get(ctx context.Context, by access.Actor, id TransferID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, View, id)
		if err != nil {
			return err
		}
		sh = Sheet{Transfer: a.Transfer, Unit: a.place, Moves: a.moves(), Leads: len(a.sides) > 0, Today: tx.Today()}
		book, err := org.BookOf(tx, a.place.ID)
		if err != nil {
			return err
		}
		sh.Due = a.Due(book)
		sh.Person, err = holderOf(tx, a.Person)
		return err
	})
	if err == nil {
		s.read(ctx, by, sh.Unit.ID, "transfer", string(id), sh.Transfer.Person)
	}
	return sh, err
}

// holderOf is what the papers say about one person.
func holderOf(tx *db.Tx, id member.ID) (member.Holder, error) {
	all, err := member.HoldersOf(tx, []member.ID{id})
	return all[id], err
}

// note logs what was done.
func (a about) note(tx *db.Tx, act Act, data any) error {
	return tx.Audit(db.Entry{Action: "movement." + string(act), Unit: string(a.place.ID), Kind: "transfer", Subject: string(a.ID), Person: string(a.Person), Data: data})
}
