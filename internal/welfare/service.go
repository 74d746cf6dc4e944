package welfare

import (
	"context"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// Who raises requests: all of a cell, and the officers of a chapter.
var raisers = append([]access.Role{access.MassOfficer}, access.Cell...)

// What can be done.
var (
	// View is to see the numbers of a unit, and one's own requests there.
	View = access.Declare("welfare.view", access.For(access.Here, raisers...), access.For(access.Below, access.Officer))
	// Raise is to ask for something.
	Raise = access.Declare("welfare.raise", access.For(access.Here, raisers...))
	// Mind is to correct or withdraw what one has raised.
	Mind = access.Declare("welfare.mind", access.For(access.Self, raisers...))
	// Read is to read a request, where it was raised or where it is answered.
	Read = access.Declare("welfare.read", access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer), access.For(access.Self, raisers...))
	// Handle is to have a request answered, and to end it.
	Handle = access.Declare("welfare.handle", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))
	// Answer is to answer it: whoever it was given to, and who has it answered.
	Answer = access.Declare("welfare.answer", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer), access.For(access.Self, access.Cell...))
	// Tend is to keep the list of visits.
	Tend = access.Declare("welfare.tend", access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer))
)

// Service holds the use cases.
type Service struct {
	// Notices tells people of their requests; nil tells nobody.
	Notices *notify.Service
	// Officers are the people who serve a committee, who are told of what it has to
	// answer; nil has none.
	Officers func(tx *db.Tx, u org.Unit) ([]member.ID, error)
	// OnRead lets the log note that somebody read the request of another: of a
	// kind, with an id, in a unit, about a person.
	OnRead func(ctx context.Context, by access.Actor, unit, kind, subject, person string)

	db    *db.DB
	daily notify.Daily
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// caring reads a unit that the actor may do the action in; groups belong to their
// cell.
func caring(tx *db.Tx, by access.Actor, action access.Action, id org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, id)
	if err == nil && !cares(u) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// Below is a unit right below a committee, with all under it.
type Below struct {
	Unit    org.Unit
	Numbers Numbers
}

// Page is the care of a unit and of all under it in a year.
type Page struct {
	Unit     org.Unit
	Today    db.Date
	Year     int
	Numbers  Numbers
	Below    []Below // of a committee: the units right below
	Requests []Request
	Filter   course.Filter
	Tally    course.Tally // of the requests that the actor reads
	Page     int
	Pages    int
	Raises   bool // the actor may raise one here
	Handles  bool // he reads all that the unit answers
	Tends    bool // he keeps the list of visits
}

// Get gives the numbers of a unit in a year, 0 for this one, and a page, from 1, of
// the requests there that the actor reads. It makes at most six queries.
func (s *Service) Get(ctx context.Context, by access.Actor, unit org.ID, year int, f course.Filter, page int) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = caring(tx, by, View, unit); err != nil {
			return err
		}
		p.Today = tx.Today()
		if p.Year, err = yearOf(year, p.Today); err != nil {
			return err
		}
		if err := p.count(tx); err != nil {
			return err
		}
		place := p.Unit.Place()
		p.Raises, p.Handles, p.Tends = access.Can(by, Raise, place), access.Can(by, Handle, place), mayList(by, p.Unit)
		return p.list(tx, by, f, page)
	})
	return p, err
}

// yearOf is the year that is asked for, 0 for this one.
func yearOf(year int, today db.Date) (int, error) {
	switch {
	case year == 0:
		return today.Year(), nil
	case year < firstYear || year > today.Year():
		return 0, fault.New(fault.NotFound, "ui.not_found")
	}
	return year, nil
}

// count fills the numbers in.
func (p *Page) count(tx *db.Tx) error {
	year := db.Date(strconv.Itoa(p.Year))
	if p.Unit.Kind.Holds {
		own, err := figure.Several(tx, string(p.Unit.ID), asks(year)...)
		if err == nil {
			p.Numbers = numbersOf(own)
		}
		return err
	}
	own, below, err := figure.SeveralBelow(tx, string(p.Unit.ID), asks(year)...)
	if err != nil {
		return err
	}
	p.Numbers = numbersOf(own)
	units, err := org.Under(tx, p.Unit.Path)
	for _, u := range units {
		if sums, ok := below[string(u.ID)]; ok && u.Parent == p.Unit.ID {
			p.Below = append(p.Below, Below{Unit: u, Numbers: numbersOf(sums)})
		}
	}
	return err
}

// list fills the requests in.
func (p *Page) list(tx *db.Tx, by access.Actor, f course.Filter, page int) (err error) {
	p.Filter = f.Known()
	scope := scopeOf(by, p.Unit)
	if p.Tally, err = tally(tx, scope); err != nil {
		return err
	}
	p.Page, p.Pages = p.Tally.Page(p.Filter, page)
	p.Requests, err = requests(tx, scope, p.Filter, course.PageSize, (p.Page-1)*course.PageSize)
	return err
}

// Raising is what the form of a request needs.
type Raising struct {
	Unit    org.Unit
	Answers org.Unit        // which unit answers
	Called  []member.Called // who may be named
}

// Raising gives what the form of a new request in a unit needs.
func (s *Service) Raising(ctx context.Context, by access.Actor, unit org.ID) (r Raising, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		r, err = raising(tx, by, unit)
		return err
	})
	return r, err
}

func raising(tx *db.Tx, by access.Actor, unit org.ID) (r Raising, err error) {
	if r.Unit, err = caring(tx, by, Raise, unit); err != nil {
		return r, err
	}
	if r.Answers, err = answering(tx, r.Unit); err != nil {
		return r, err
	}
	r.Called, err = member.CalledTo(tx, unit, tx.Today())
	return r, err
}

// answering is the unit of the Party that answers what is raised in a unit: itself,
// or the one that a chapter stands under.
func answering(tx *db.Tx, u org.Unit) (org.Unit, error) {
	for u.Kind.Mass() || !cares(u) {
		if u.Parent == "" {
			return u, fault.New(fault.Invalid, "welfare.nobody_answers")
		}
		above, err := org.Known(tx, u.Parent)
		if err != nil {
			return u, err
		}
		u = above
	}
	return u, nil
}

// OpenIn counts the requests that a unit has raised or answers and that wait, for a
// change of the tree. It is for capabilities that have authorised already.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) { return openIn(tx, unit) }
