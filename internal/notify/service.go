package notify

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify/smtp"
)

// What can be done with notices. Everybody reads his own; See says about which
// organisations, so that who has left one is no longer told about it.
var (
	See     = access.Declare("notify.see", access.For(access.Here, access.Belonging...), access.For(access.Below, access.Officer))
	Oversee = access.Declare("notify.oversee", access.For(access.Anywhere, access.Administrator))
)

// Service holds the use cases.
type Service struct {
	// Post is the way to the mail server; nil where none is configured, and
	// then no mail is written either.
	Post *smtp.Client
	// Words puts a text key into the words of mails, which are Vietnamese.
	Words func(key string, args ...any) string
	// Address is where people reach the installation, as mails name it; "" if
	// the operator has not said.
	Address string
	// Calendar gives the events of a person's feed; nil gives none.
	Calendar func(tx *db.Tx, person member.ID) ([]Event, error)

	db       *db.DB
	members  *member.Service
	accounts *account.Service
	waiting  chan struct{} // wakes the sender
}

// New makes the use cases over a database.
func New(d *db.DB, members *member.Service, accounts *account.Service) *Service {
	return &Service{
		Words: func(key string, _ ...any) string { return key },
		db:    d, members: members, accounts: accounts, waiting: make(chan struct{}, 1),
	}
}

// TellTx tells people something, within the caller's transaction: if that is
// undone, nobody was told. The caller has authorised and writes the audit
// entry. A person who is told the same Once again is left out; a person who
// is unknown is an error.
func (s *Service) TellTx(tx *db.Tx, by access.Actor, notices ...Notice) error {
	if by.Kind == access.Nobody {
		return fault.New(fault.Denied, "ui.denied")
	}
	rows := make([]row, 0, len(notices))
	for _, n := range notices {
		if err := n.check(); err != nil {
			return err
		}
		args, err := encode(n.Args)
		if err != nil {
			return err
		}
		rows = append(rows, row{ID(db.NewID()), n, args})
	}
	if err := insert(tx, rows); err != nil {
		return err
	}
	if s.Post == nil {
		return nil
	}
	if err := enqueue(tx, rows); err != nil {
		return err
	}
	tx.AfterCommit(s.wake)
	return nil
}

// TellOthersTx is TellTx but for who did it himself, and for a notice that has no
// person; a Service that is nil tells nobody.
func (s *Service) TellOthersTx(tx *db.Tx, by access.Actor, notices ...Notice) error {
	notices = slices.DeleteFunc(notices, func(n Notice) bool { return n.Person == "" || string(n.Person) == by.Person })
	if s == nil || len(notices) == 0 {
		return nil
	}
	return s.TellTx(tx, by, notices...)
}

// wake has the sender look into the outbox.
func (s *Service) wake() {
	select {
	case s.waiting <- struct{}{}:
	default: // it will look anyway
	}
}

// PageSize is how many notices a page has.
const PageSize = 25

// Line is a notice as its person sees it.
type Line struct {
	ID       ID
	Key      string
	Args     []any
	UnitName string // "" for a notice about no organisation
	At       db.Time
	Read     bool
}

// Page is a part of a person's notices, the newest first.
type Page struct {
	Lines       []Line
	Total       int
	Unread      int
	Page, Pages int
}

// List gives a page of the actor's own notices, counted from 1. Notices about
// organisations that he has left are not among them.
func (s *Service) List(ctx context.Context, by access.Actor, page int) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Total, p.Unread, err = count(tx, by); err != nil {
			return err
		}
		p.Pages = max(1, (p.Total+PageSize-1)/PageSize)
		p.Page = min(max(1, page), p.Pages)
		p.Lines, err = list(tx, by, p.Page)
		return err
	})
	return p, err
}

// Unread counts the notices that the actor has not read, in one query.
func (s *Service) Unread(ctx context.Context, by access.Actor) (n int, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		n, err = unread(tx, by)
		return err
	})
	return n, err
}

// Open marks one of the actor's notices as read and gives the page that it
// leads to. A notice that is not his, or about an organisation that he has
// left, is NotFound.
func (s *Service) Open(ctx context.Context, by access.Actor, id ID) (link string, err error) {
	err = s.db.System(ctx, func(tx *db.Tx) error {
		if link, err = linkOf(tx, by, id); err != nil {
			return err
		}
		return markRead(tx, by, id, id)
	})
	return link, err
}

// ReadAll marks the actor's notices as read, up to the newest that he saw.
func (s *Service) ReadAll(ctx context.Context, by access.Actor, newest ID) error {
	return s.db.System(ctx, func(tx *db.Tx) error { return markRead(tx, by, "", newest) })
}

// Tidy forgets what has had its time: notices read and over a year old, and
// mails of more than ninety days ago, of which none waits any more.
func (s *Service) Tidy(ctx context.Context, by access.Actor) error {
	if !by.Trusted() {
		return fault.New(fault.Denied, "ui.denied")
	}
	return s.db.System(ctx, forgetOld)
}
