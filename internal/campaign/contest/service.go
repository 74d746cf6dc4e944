package contest

import (
	"context"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with contests. A contest is for everybody at or under its unit;
// what Score allows is the jurors' alone, and of an entry who handed it in decides.
var (
	View     = access.Declare("contest.view", access.For(access.Above, access.Belonging...), access.For(access.Above, access.Officer), access.For(access.Below, access.Officer))
	Organise = access.Declare("contest.organise", access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer))
	Enter    = access.Declare("contest.enter", access.For(access.Above, access.Belonging...), access.For(access.Above, access.Officer))
	Score    = access.Declare("contest.score", access.For(access.Above, access.Belonging...), access.For(access.Above, access.Officer))
)

// leads is handing in for a unit, or for people of it who have no account.
var leads = access.Declare("contest.enter", access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer))

// FilesOf is the kind of record under which files of entries are attached.
const FilesOf = "campaign_contest_entry"

// Service holds the use cases.
type Service struct {
	// Notices tells jurors that they may judge, and entrants how it ended; nil tells
	// nobody.
	Notices *notify.Service
	// Accounts tells which people may sign in; nil takes everybody for one of them.
	Accounts func(tx *db.Tx, people []member.ID) (map[member.ID]bool, error)

	db *db.DB
}

// New makes the use cases over a database. It becomes the owner of the files of
// entries.
func New(d *db.DB, documents *document.Service) *Service {
	s := &Service{db: d}
	documents.Owners[FilesOf] = document.Owner{Read: mayReadFiles, Write: mayAddFiles, Most: FilesMax}
	return s
}

// PageSize is how many contests, or entries, a page shows.
const PageSize = 20

// List is the contests that concern a unit.
type List struct {
	Unit      org.Unit
	Today     db.Date
	Contests  []Contest // its own and those of the units above, the latest first
	Organises bool      // the actor may call one here
	Page      int
	Pages     int
}

// List gives a page of the contests that a unit holds or takes part in, from 1. It
// makes three queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, page int) (l List, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		l.Today, l.Page, l.Organises = tx.Today(), max(page, 1), access.Can(by, Organise, l.Unit.Place())
		n, err := countContests(tx, l.Unit.Path)
		if err != nil {
			return err
		}
		l.Pages = (n + PageSize - 1) / PageSize
		l.Contests, err = contestsFor(tx, l.Unit.Path, l.Page)
		return err
	})
	return l, err
}

// about is a contest with its unit and what the actor is to it.
type about struct {
	Contest
	unit      org.Unit
	organises bool
}

// contestOf authorises an action on a contest.
func contestOf(tx *db.Tx, by access.Actor, action access.Action, id ID) (a about, err error) {
	if a.Contest, err = contestByID(tx, id); err != nil {
		return a, err
	}
	a.unit, err = org.Authorise(tx, by, action, a.Unit)
	a.organises = err == nil && access.Can(by, Organise, a.unit.Place())
	return a, err
}

// acting is contestOf for an act that the state allows; others who change the
// contest wait.
func acting(tx *db.Tx, by access.Actor, id ID, act Act) (a about, m Move, err error) {
	if err = tx.Lock("campaign_contest", string(id)); err != nil {
		return a, m, err
	}
	if a, err = contestOf(tx, by, Workflow.Who(act), id); err != nil {
		return a, m, err
	}
	m, err = a.after(act)
	return a, m, err
}

// audit logs what was done with a contest: never the words of an entry.
func (c Contest) audit(tx *db.Tx, act Act, data any) error {
	return tx.Audit(db.Entry{Action: "contest." + string(act), Unit: string(c.Unit), Kind: "campaign_contest", Subject: string(c.ID), Data: data})
}

// Sheet is a contest as its reader may see it.
type Sheet struct {
	Contest   Contest
	Unit      org.Unit
	Theme     campaign.Theme // of which it is part; a zero one for none
	Criteria  []Criterion
	Jurors    []Juror // for who organises it, and for themselves
	Today     db.Date
	Organises bool
	MayEnter  bool
	Me        *Juror  // the actor, if he is a juror
	Own       []Entry // that the actor handed in, or his unit
	Entries   []Entry // that he may see besides; winners first once decided
	Page      int
	Pages     int
}

// May reports whether the organisers may do it now.
func (sh Sheet) May(a Act) bool {
	return sh.Organises && Workflow.Leads(sh.Contest.State, a)
}

// SeesPoints reports whether the actor may see the points of everybody: organisers and
// jurors, but no juror before he has closed his own.
func (sh Sheet) SeesPoints() bool {
	return sh.Contest.State != Called && sh.Contest.State != Cancelled && (sh.Me != nil && sh.Me.Closed != "" || sh.Organises && (sh.Me == nil || sh.Contest.State != Scoring))
}

// Get gives a contest with a page of its entries, from 1. It makes at most nine
// queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID, page int) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := contestOf(tx, by, View, id)
		if err != nil {
			return err
		}
		if sh, err = sheet(tx, by, a); err != nil {
			return err
		}
		sh.Page = max(page, 1)
		scope := scopeOf(by, sh)
		if sh.Own, err = ownEntries(tx, id, scope); err != nil {
			return err
		}
		n, err := countEntries(tx, id, scope)
		if err != nil {
			return err
		}
		sh.Pages = (n + PageSize - 1) / PageSize
		sh.Entries, err = entriesFor(tx, id, scope, sh.Page)
		return err
	})
	return sh, err
}

// sheet is a contest without its entries.
func sheet(tx *db.Tx, by access.Actor, a about) (sh Sheet, err error) {
	sh = Sheet{Contest: a.Contest, Unit: a.unit, Today: tx.Today(), Organises: a.organises}
	sh.MayEnter = a.taking(sh.Today) == nil && access.Can(by, Enter, a.unit.Place()) &&
		(a.Entrants != Units || by.Trusted() || len(ledBy(by, a.unit.Path)) > 0)
	if a.Theme != "" {
		if sh.Theme, err = campaign.Get(tx, by, campaign.ThemeID(a.Theme)); fault.Is(err, fault.NotFound) {
			err = nil // it was taken back
		}
		if err != nil {
			return sh, err
		}
	}
	if sh.Criteria, err = criteriaOf(tx, a.ID); err != nil {
		return sh, err
	}
	if sh.Jurors, err = jurorsOf(tx, a.ID); err != nil {
		return sh, err
	}
	if i := slices.IndexFunc(sh.Jurors, func(j Juror) bool { return by.Person != "" && string(j.Person) == by.Person }); i >= 0 {
		sh.Me = &sh.Jurors[i]
	}
	if !a.organises && sh.Me == nil {
		sh.Jurors = nil
	}
	return sh, nil
}

// scope is which entries an actor may see.
type scope struct {
	person member.ID
	units  []string // that he leads
	all    bool     // as an organiser, or as a juror once handing in has ended
	shared bool     // what won, and what may be read
}

func scopeOf(by access.Actor, sh Sheet) scope {
	return scope{
		person: member.ID(by.Person), units: ledBy(by, sh.Unit.Path), shared: sh.Contest.State == Published,
		all: sh.Organises || sh.Me != nil && sh.Contest.State != Called,
	}
}

// ledBy lists the units under a path in which the actor hands in for others.
func ledBy(by access.Actor, path string) (all []string) {
	for _, d := range by.Duties {
		if strings.HasPrefix(d.Path, path) && access.Can(by.At(d.Unit), leads, access.Place{Unit: d.Unit, Path: d.Path}) {
			all = append(all, d.Unit)
		}
	}
	return all
}

// Preparing is what the form of a contest needs.
type Preparing struct {
	Unit   org.Unit
	Today  db.Date
	Themes []campaign.Theme // that run for the unit today
}

// Prepare gives, for the form of a contest, a unit in which the actor may call one.
func (s *Service) Prepare(ctx context.Context, by access.Actor, unit org.ID) (p Preparing, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = preparing(tx, by, unit)
		return err
	})
	return p, err
}

func preparing(tx *db.Tx, by access.Actor, unit org.ID) (p Preparing, err error) {
	if p.Unit, err = org.Authorise(tx, by, Organise, unit); err != nil {
		return p, err
	}
	p.Today = tx.Today()
	p.Themes, err = campaign.Current(tx, p.Unit.Path, p.Today)
	return p, err
}

// themed refuses, at theme, one that does not run for the unit; was is the theme
// that the contest has already.
func (p Preparing) themed(f Form, was string) error {
	if f.Theme == "" || f.Theme == was || slices.ContainsFunc(p.Themes, func(t campaign.Theme) bool { return string(t.ID) == f.Theme }) {
		return nil
	}
	return fault.At("theme", "contest.theme_unknown")
}

// Call begins a contest of a unit. Faults are at the fields of Form.
func (s *Service) Call(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		p, err := preparing(tx, by, unit)
		if err != nil {
			return err
		}
		if err := f.check(p.Today); err != nil {
			return err
		}
		if err := p.themed(f, ""); err != nil {
			return err
		}
		id = ID(db.NewID())
		if err := insertContest(tx, id, unit, f); err != nil {
			return err
		}
		if err := putCriteria(tx, id, f.Criteria); err != nil {
			return err
		}
		return Contest{ID: id, Unit: unit}.audit(tx, Calling, map[string]any{"title": f.Title, "opens_on": f.OpensOn, "closes_on": f.ClosesOn})
	})
	return id, err
}

// Amend changes a contest that takes entries or will; once there is one only its
// last day, which may not be moved ahead of today. Faults are those of Call.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, _, err := acting(tx, by, id, Amending)
		if err != nil {
			return err
		}
		criteria, err := criteriaOf(tx, id)
		if err != nil {
			return err
		}
		if a.Entries > 0 {
			f = kept(a.Contest, criteria, f.ClosesOn)
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		p, err := preparing(tx, by, a.Unit)
		if err != nil {
			return err
		}
		if err := p.themed(f, a.Theme); err != nil {
			return err
		}
		if err := putContest(tx, id, version, f, kept(a.Contest, criteria, a.ClosesOn).theirs()); err != nil {
			return err
		}
		if err := putCriteria(tx, id, f.Criteria); err != nil {
			return err
		}
		return a.audit(tx, Amending, map[string]any{"opens_on": f.OpensOn, "closes_on": f.ClosesOn})
	})
}

// kept is the form of a contest as it is, but for its last day.
func kept(c Contest, criteria []Criterion, closes db.Date) Form {
	f := Form{Title: c.Title, Rules: c.Rules, Entrants: c.Entrants, OpensOn: c.OpensOn, ClosesOn: closes, Theme: c.Theme, Files: c.Files, Apart: c.Apart}
	for _, k := range criteria {
		f.Criteria = append(f.Criteria, CriterionForm{Title: k.Title, Points: k.Points, Weight: k.Weight})
	}
	return f
}

// Close ends the handing in and begins the judging: there must be jurors, and
// something for them to judge. The jurors are told.
func (s *Service) Close(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := acting(tx, by, id, Closing)
		if err != nil {
			return err
		}
		jurors, err := jurorsOf(tx, id)
		switch {
		case err != nil:
			return err
		case tx.Today() < a.OpensOn:
			return fault.New(fault.Invalid, "contest.not_yet", a.OpensOn)
		case a.Entries == 0:
			return fault.New(fault.Invalid, "contest.no_entries")
		case len(jurors) == 0:
			return fault.New(fault.Invalid, "contest.no_jurors")
		}
		if err := advance(tx, id, version, m.To, ""); err != nil {
			return err
		}
		if err := a.audit(tx, Closing, map[string]any{"entries": a.Entries, "jurors": len(jurors)}); err != nil {
			return err
		}
		return s.tellJurors(tx, by, a.Contest, jurors)
	})
}

// Cancel calls a contest off, for a reason that everybody reads. Faults are at
// reason.
func (s *Service) Cancel(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := acting(tx, by, id, Cancelling)
		if err != nil {
			return err
		}
		if reason, err = said(reason); err != nil {
			return err
		}
		if err := advance(tx, id, version, m.To, reason); err != nil {
			return err
		}
		return a.audit(tx, Cancelling, nil)
	})
}
