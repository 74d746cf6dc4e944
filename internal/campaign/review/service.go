package review

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with reviews. Of what View opens, use cases leave to who does not
// write it what was issued, to officers above what was sent.
var (
	View  = access.Declare("review.view", access.For(access.Here, access.Cell...), access.For(access.Below, access.Officer))
	Write = access.Declare("review.write", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))
)

// Service holds the use cases.
type Service struct {
	// Voices counts what the public said of a unit, with everything under it, from a
	// day through another; nil leaves those figures out.
	Voices func(tx *db.Tx, u org.Unit, from, through db.Date) (Voices, error)
	// Notices tells the officers above of what was sent; nil tells nobody.
	Notices *notify.Service

	db *db.DB
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// PageSize is how many reviews a page lists.
const PageSize = 25

// unitFor reads a unit of the Party, no group, in which the actor may do the action.
func unitFor(tx *db.Tx, by access.Actor, action access.Action, id org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, id)
	if err == nil && (u.Kind.Mass() || u.Kind.ID == "group") {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// Desk is the reviews of a unit.
type Desk struct {
	Unit        org.Unit
	Reviews     []Review // a page of those that the actor reads, the latest span first
	Below       []Review // of a committee: those that were sent last, for its officers
	Writes      bool
	Page, Pages int
}

// Desk lists the reviews of a unit. It makes at most four queries.
func (s *Service) Desk(ctx context.Context, by access.Actor, unit org.ID, page int) (d Desk, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if d.Unit, err = unitFor(tx, by, View, unit); err != nil {
			return err
		}
		d.Writes = access.Can(by, Write, d.Unit.Place())
		open := opened(by, d.Unit)
		n, err := countOf(tx, unit, open)
		if err != nil {
			return err
		}
		d.Pages = max(1, (n+PageSize-1)/PageSize)
		d.Page = min(max(1, page), d.Pages)
		if d.Reviews, err = reviewsOf(tx, unit, open, PageSize, (d.Page-1)*PageSize); err != nil {
			return err
		}
		if !d.Unit.Kind.Holds {
			d.Below, err = sentBelow(tx, d.Unit.Path, access.ReachOf(by, View))
		}
		return err
	})
	return d, err
}

// issuedFor are who reads what was issued: all of the unit.
var issuedFor = access.Declare(View.Name, access.For(access.Here, access.Cell...))

// opened are the states in which the actor reads the reviews of a unit.
func opened(by access.Actor, u org.Unit) []State {
	switch {
	case access.Can(by, Write, u.Place()):
		return States
	case access.Can(by, issuedFor, u.Place()):
		return []State{Issued, Sent}
	}
	return []State{Sent}
}

// Opening is what the form of a new review needs.
type Opening struct {
	Unit   org.Unit
	Themes []campaign.Theme // that run for the unit
	Today  db.Date
}

func opening(tx *db.Tx, by access.Actor, unit org.ID) (o Opening, err error) {
	if o.Unit, err = unitFor(tx, by, Write, unit); err != nil {
		return o, err
	}
	o.Today = tx.Today()
	o.Themes, err = campaign.Current(tx, o.Unit.Path, o.Today)
	return o, err
}

// Opening gives what the form of a new review needs. It makes two queries.
func (s *Service) Opening(ctx context.Context, by access.Actor, unit org.ID) (o Opening, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		o, err = opening(tx, by, unit)
		return err
	})
	return o, err
}

// Open begins a review, with the figures of the moment. Faults name the fields of
// Form.
func (s *Service) Open(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		o, err := opening(tx, by, unit)
		if err != nil {
			return err
		}
		if err := f.check(o.Themes, o.Today); err != nil {
			return err
		}
		r := Review{ID: ID(db.NewID()), Unit: unit, Theme: f.Theme, Kind: f.Kind, Title: f.Title, From: f.From, To: f.To, State: Drafted, CountedAt: tx.Now}
		if r.Facts, err = s.count(tx, o.Unit, r); err != nil {
			return err
		}
		if err := insert(tx, r); err != nil {
			return err
		}
		id = r.ID
		return r.audit(tx, "open")
	})
	return id, err
}

// audit logs what was done to a review: none of its words.
func (r Review) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{
		Action: "review." + what, Unit: string(r.Unit), Kind: "campaign_review", Subject: string(r.ID),
		Data: map[string]any{"kind": r.Kind, "from": r.From, "to": r.To, "state": r.State, "number": r.Number},
	})
}

// Sheet is one review as a page shows it.
type Sheet struct {
	Review Review
	Unit   org.Unit
	Writes bool // the actor is one of its writers
	Today  db.Date
}

// Edits reports whether the actor may change its texts now.
func (sh Sheet) Edits() bool { return sh.Writes && sh.Review.State == Drafted }

// May reports whether the actor may do the act now.
func (sh Sheet) May(a Act) bool {
	return sh.Writes && Workflow.Leads(sh.Review.State, a)
}

// Get gives one review to its writers; to the other members of the unit once it was
// issued, to the officers above once it was sent. It makes two queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Review, err = byID(tx, id); err != nil {
			return err
		}
		if sh.Unit, err = org.Authorise(tx, by, View, sh.Review.Unit); err != nil {
			return err
		}
		sh.Writes, sh.Today = access.Can(by, Write, sh.Unit.Place()), tx.Today()
		if !slices.Contains(opened(by, sh.Unit), sh.Review.State) {
			return fault.New(fault.Denied, "review.not_sent")
		}
		return nil
	})
	return sh, err
}

// act does an act of Workflow over the version that the page showed.
func (s *Service) act(ctx context.Context, by access.Actor, id ID, version int, a Act, change func(tx *db.Tx, r *Review, u org.Unit) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, err := byID(tx, id)
		if err != nil {
			return err
		}
		u, err := org.Authorise(tx, by, Write, r.Unit)
		if err != nil {
			return err
		}
		if r.State, err = r.after(a); err != nil {
			return err
		}
		if err := change(tx, &r, u); err != nil {
			return err
		}
		if err := put(tx, r, version); err != nil {
			return err
		}
		return r.audit(tx, string(a))
	})
}

// Refresh counts the figures anew and keeps the texts, if any came with it. Faults
// name the parts.
func (s *Service) Refresh(ctx context.Context, by access.Actor, id ID, version int, t Texts) error {
	return s.act(ctx, by, id, version, Refreshing, func(tx *db.Tx, r *Review, u org.Unit) (err error) {
		if err := t.check(); err != nil {
			return err
		}
		r.Texts, r.CountedAt = t, tx.Now
		r.Facts, err = s.count(tx, u, *r)
		return err
	})
}

// Issue gives a review its number and its day, with the figures of the moment, which
// stay from then on. Faults name the fields of IssueForm, and the parts that are
// missing.
func (s *Service) Issue(ctx context.Context, by access.Actor, id ID, version int, f IssueForm) error {
	return s.act(ctx, by, id, version, Issuing, func(tx *db.Tx, r *Review, u org.Unit) (err error) {
		if err := f.check(*r, tx.Today()); err != nil {
			return err
		}
		if err := r.whole(); err != nil {
			return err
		}
		r.Number, r.IssuedOn, r.CountedAt = f.Number, f.On, tx.Now
		r.Facts, err = s.count(tx, u, *r)
		return err
	})
}

// Reopen takes back that a review was issued, as long as it was not sent.
func (s *Service) Reopen(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Reopening, func(_ *db.Tx, r *Review, _ org.Unit) error {
		r.Number, r.IssuedOn = "", ""
		return nil
	})
}

// Send hands a review that was issued to the committees above, and tells their
// officers.
func (s *Service) Send(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Sending, func(tx *db.Tx, r *Review, u org.Unit) error {
		r.SentOn = tx.Today()
		return s.tellAbove(tx, by, *r, u)
	})
}

// tellAbove tells the officers above that a unit sent a review.
func (s *Service) tellAbove(tx *db.Tx, by access.Actor, r Review, u org.Unit) error {
	if s.Notices == nil {
		return nil
	}
	officers, err := account.OfficersAbove(tx, u.Path)
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, person := range officers {
		if string(person) != by.Person {
			notices = append(notices, notify.Notice{Person: person, Unit: u.ID, Key: "review.tell_" + string(r.Kind), Args: []any{u.Name}, Link: "/campaign/review/of/" + string(r.ID), Mail: notify.News})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}
