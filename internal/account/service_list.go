package account

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// PageSize is how many accounts a page of the administrator's list has.
const PageSize = 25

// Filter narrows the administrator's list.
type Filter struct {
	Query string // part of a username or of a name
	State State  // "" for all
	Page  int    // from 1
}

// Line is a person with the state of his account; no record of him.
type Line struct {
	Person    member.ID
	Name      string
	Post      member.Post // in the unit that was asked for
	Account   ID          // "" if he has none
	Username  string
	State     State
	Factor    bool    // a second factor is set up
	Asked     db.Time // when he asked for a new link; zero if he does not wait
	LinkUntil db.Time // how long an open link works; zero if there is none
	Reset     db.Time // when a reset was last made; zero if that is long ago
}

// Waits reports whether somebody should do something for the person: make a
// link, as he has no account, or as he asked for one.
func (l Line) Waits() bool { return l.Account == "" || !l.Asked.IsZero() }

// Page is a part of the administrator's list.
type Page struct {
	Lines       []Line
	Found       int
	Page, Pages int
}

// Accounts gives a page of all accounts, to the administrator.
func (s *Service) Accounts(ctx context.Context, by access.Actor, f Filter) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if !access.ReachOf(by, List).All {
			return fault.New(fault.Denied, "ui.denied")
		}
		if p.Found, err = countLogins(tx, f); err != nil {
			return err
		}
		p.Pages = max(1, (p.Found+PageSize-1)/PageSize)
		p.Page = min(max(1, f.Page), p.Pages)
		p.Lines, err = logins(tx, f, PageSize, (p.Page-1)*PageSize)
		forgetOld(tx, p.Lines)
		return err
	})
	return p, err
}

// forgetOld leaves out links that no longer work, and resets of long ago.
func forgetOld(tx *db.Tx, lines []Line) {
	for i := range lines {
		if lines[i].LinkUntil.Before(tx.Now.Time) {
			lines[i].LinkUntil = db.Time{}
		}
		if tx.Now.Sub(lines[i].Reset.Time) > resetTold {
			lines[i].Reset = db.Time{}
		}
	}
}

// Roll is the people of a unit with the state of their accounts.
type Roll struct {
	Unit  org.Unit
	Whole bool // everybody; else only those who hold a post there
	Lines []Line
}

// People gives the accounts of a unit: everybody's to those who lead it, of
// those who hold a post there to the administrator and the officers above.
func (s *Service) People(ctx context.Context, by access.Actor, unit org.ID) (roll Roll, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if roll.Unit, err = org.Authorise(tx, by, List, unit); err != nil {
			return err
		}
		roll.Whole = access.Can(by, listAll, roll.Unit.Place())
		called, err := member.CalledTo(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		posts := map[member.ID]member.Post{}
		var people []member.ID
		for _, c := range called {
			if roll.Whole || c.Post != "" {
				posts[c.Person] = c.Post
				people = append(people, c.Person)
			}
		}
		roll.Lines, err = linesOf(tx, people)
		for i, l := range roll.Lines {
			roll.Lines[i].Post = posts[l.Person]
		}
		forgetOld(tx, roll.Lines)
		return err
	})
	return roll, err
}

// Sheet is one account and what the actor may do with it.
type Sheet struct {
	Line
	Grants                         []Grant
	Resets                         []Reset
	MayInvite, MaySuspend, MayDrop bool
	MayGrant                       bool
}

// Get gives the account of a person; of one who has none, his name.
func (s *Service) Get(ctx context.Context, by access.Actor, person member.ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if err := authorise(tx, by, List, person); err != nil {
			return err
		}
		if sh.Line, err = lineOf(tx, person); err != nil {
			return err
		}
		lines := []Line{sh.Line}
		forgetOld(tx, lines)
		sh.Line = lines[0]
		duties, err := dutiesOf(tx, record{ID: sh.Account, Person: person})
		if err != nil {
			return err
		}
		if sh.Grants, err = grantsOf(tx, sh.Account); err != nil {
			return err
		}
		if sh.Resets, err = resetsOf(tx, sh.Account); err != nil {
			return err
		}
		sh.MayInvite = sh.State != Disabled && authoriseOver(tx, by, Invite, person, duties) == nil
		sh.MayDrop = sh.Factor && by.Person != string(person) && authoriseOver(tx, by, DropFactor, person, duties) == nil
		sh.MaySuspend = sh.Account != "" && access.Can(by, Suspend, access.Place{})
		sh.MayGrant = sh.Account != "" && access.Can(by, Give, access.Place{})
		return nil
	})
	return sh, err
}

// Find gives the account of a username, to the operator of the machine.
func (s *Service) Find(ctx context.Context, by access.Actor, username string) (l Line, err error) {
	if !by.Trusted() {
		return Line{}, fault.New(fault.Denied, "ui.denied")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := byUsername(tx, Username(username))
		if err != nil {
			return err
		}
		l, err = lineOf(tx, a.Person)
		return err
	})
	return l, err
}

// Waiting lists the grants that the actor may confirm.
func (s *Service) Waiting(ctx context.Context, by access.Actor) (grants []Grant, err error) {
	var roots []string
	for _, d := range by.Duties {
		r := root(d.Path) + "."
		if (d.Role == access.Secretary || d.Role == access.Officer) && !slices.Contains(roots, r) {
			roots = append(roots, r)
		}
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		grants, err = grantsWaiting(tx, roots)
		grants = slices.DeleteFunc(grants, func(g Grant) bool { return !mayConfirm(by, g) })
		return err
	})
	return grants, err
}

// Units lists the organisations of whose accounts the actor sees something.
func (s *Service) Units(ctx context.Context, by access.Actor) ([]org.Unit, error) {
	units, err := s.orgs.List(ctx, by)
	return slices.DeleteFunc(units, func(u org.Unit) bool { return !access.Can(by, List, u.Place()) }), err
}

// Kinds lists the kinds of organisation that the Party has today.
func (s *Service) Kinds(ctx context.Context, by access.Actor) (kinds []org.Kind, err error) {
	kinds, err = s.orgs.Kinds(ctx, by)
	today := s.db.Now().Date()
	return slices.DeleteFunc(kinds, func(k org.Kind) bool { return k.Body != "party" || k.To != "" && k.To <= today || k.From > today }), err
}
