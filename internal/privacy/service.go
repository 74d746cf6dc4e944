package privacy

import (
	"context"
	"sync"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done about the data of others. A request of the only leader of a
// unit is answered by the committee above.
var (
	Answer = access.Declare("privacy.answer", access.For(access.Here, access.Secretary, access.Deputy, access.MassOfficer, access.Officer))
	Trail  = access.Declare("privacy.trail", access.For(access.Here, access.Secretary, access.Deputy), access.For(access.Below, access.Officer))
)

// Service holds the use cases.
type Service struct {
	// Notices tells people what becomes of requests; nil tells nobody.
	Notices *notify.Service
	// Officers gives the officers of a committee, who answer what lies there.
	Officers func(tx *db.Tx, u org.Unit) ([]member.ID, error)
	// Erasers forget a person, each in what one capability keeps; the last one in the
	// log.
	Erasers []func(tx *db.Tx, by access.Actor, person member.ID) error

	db    *db.DB
	log   *audit.Log
	daily notify.Daily
	read  sync.Map // member.ID of who has seen the notice: it is not asked again
}

// New makes the use cases over a database and its log.
func New(d *db.DB, log *audit.Log) *Service { return &Service{db: d, log: log} }

// Seen is which version of the notice somebody has seen.
type Seen struct {
	Version int // 0 for none
	At      db.Time
}

// Mine is what a person sees of his own data.
type Mine struct {
	Kept     []Kept // every section
	Requests []Request
	Reads    []audit.ReadLine // who read his records, the latest first
	Seen     Seen
	Holds    []Hold
	Today    db.Date
	// Unit answers his requests; none of an ID where he belongs to none.
	Unit org.Unit
}

const (
	ownRequests = 20
	ownReads    = 50
)

// signedIn refuses who is not a person.
func signedIn(by access.Actor) error {
	if by.Kind != access.Human || by.Person == "" {
		return fault.New(fault.Denied, "ui.denied")
	}
	return nil
}

// Mine gives the actor what is kept of himself. It makes at most nine queries.
func (s *Service) Mine(ctx context.Context, by access.Actor) (m Mine, err error) {
	if err := signedIn(by); err != nil {
		return m, err
	}
	person := member.ID(by.Person)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		m.Today = tx.Today()
		if m.Kept, err = counted(tx, person); err != nil {
			return err
		}
		if m.Requests, err = requestsOf(tx, person, ownRequests); err != nil {
			return err
		}
		if m.Reads, err = audit.ReadsOfPerson(tx, string(person), ownReads); err != nil {
			return err
		}
		if m.Seen, err = seenBy(tx, person); err != nil {
			return err
		}
		if m.Holds, err = holdsOn(tx, person); err != nil {
			return err
		}
		m.Unit, err = answering(tx, by, person)
		return noUnit(err)
	})
	return m, err
}

// noUnit takes that a person belongs nowhere.
func noUnit(err error) error {
	if fault.Key(err) == "privacy.no_unit" {
		return nil
	}
	return err
}

// Copy is everything that a person may have of what is kept of him.
type Copy struct {
	Name    string
	On      db.Time
	Records []Record
}

// Copy gives the actor a copy of his own data.
func (s *Service) Copy(ctx context.Context, by access.Actor) (c Copy, err error) {
	if err := signedIn(by); err != nil {
		return c, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		c.On = tx.Now
		if c.Name, err = member.NameOf(tx, member.ID(by.Person)); err != nil {
			return err
		}
		c.Records, err = recordsOf(tx, member.ID(by.Person))
		return err
	})
	return c, err
}

// Seen gives which version of the notice the actor has seen.
func (s *Service) Seen(ctx context.Context, by access.Actor) (seen Seen, err error) {
	if err := signedIn(by); err != nil {
		return seen, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		seen, err = seenBy(tx, member.ID(by.Person))
		return err
	})
	return seen, err
}

// Unseen reports whether the actor has not seen the notice that is shown now. Who
// has is asked of the database once.
func (s *Service) Unseen(ctx context.Context, by access.Actor) (bool, error) {
	if by.Kind != access.Human || by.Person == "" {
		return false, nil
	}
	if _, ok := s.read.Load(by.Person); ok {
		return false, nil
	}
	seen, err := s.Seen(ctx, by)
	if err != nil || seen.Version < Notice {
		return err == nil, err
	}
	s.read.Store(by.Person, true)
	return false, nil
}

// Acknowledge notes that the actor has seen the notice that is shown now, and
// when; the second time nothing changes.
func (s *Service) Acknowledge(ctx context.Context, by access.Actor) error {
	if err := signedIn(by); err != nil {
		return err
	}
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return acknowledge(tx, member.ID(by.Person)) })
}

func acknowledge(tx *db.Tx, person member.ID) error {
	seen, err := seenBy(tx, person)
	if err != nil || seen.Version >= Notice {
		return err
	}
	if err := putSeen(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "privacy.acknowledge", Kind: "notice", Subject: string(person), Person: string(person), Data: map[string]int{"notice": Notice}})
}

// AcknowledgeAll notes for everybody with an account that he has seen the notice:
// for sample organisations, whose people nobody asks.
func (s *Service) AcknowledgeAll(ctx context.Context, by access.Actor) error {
	if !by.Trusted() {
		return fault.New(fault.Denied, "ui.denied")
	}
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		all, err := unseen(tx)
		for _, person := range all {
			if err := acknowledge(tx, person); err != nil {
				return err
			}
		}
		return err
	})
}

// Erase forgets what the person asked and what he was told. That he asked, and how
// it ended, stays.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "privacy.forget", Kind: "person", Subject: string(person)})
}

// Merge gives one person's requests, holds and what he has seen to the other, who
// is the same person. What both have stays with the first one.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("privacy", "member_person", string(from), string(into), "privacy_erasure"); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "privacy.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
