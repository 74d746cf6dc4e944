package target

import (
	"cmp"
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with targets and congresses.
var (
	View = access.Declare("target.view", access.For(access.Here, access.Cell...), access.For(access.Below, access.Officer))
	Lead = access.Declare("target.lead", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
)

// Service holds the use cases.
type Service struct {
	// Notices tells who is given a target down; nil tells nobody.
	Notices *notify.Service
	// Sources are the data that results are counted from; others may be added
	// before the first use.
	Sources []Source
	// Meeting finds the meeting of a unit's congress on a day, as far as the actor
	// may open it; "" where there is none. Nil knows of none.
	Meeting func(tx *db.Tx, by access.Actor, u org.Unit, day db.Date) (id string, err error)

	db *db.DB
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d, Sources: []Source{admitted}} }

// partyUnit reads a unit that has targets in which the actor may do the action.
func partyUnit(tx *db.Tx, by access.Actor, action access.Action, id org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, id)
	if err == nil && !Kept(u) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// about is a target with its unit and what the actor is to it.
type about struct {
	Target
	unit  org.Unit
	giver org.Unit // of the committee that gave it down; the unit itself for one of its own
	leads bool     // the actor leads the unit, or serves a committee above it
	gives bool     // … that of the giver
}

// authorise reads a target and checks that the actor may do the action where it
// is to be reached, or where it was given. Drafts are for leaders.
func authorise(tx *db.Tx, by access.Actor, action access.Action, id ID) (a about, err error) {
	if a.Target, err = byID(tx, id); err != nil {
		return a, err
	}
	if a.unit, err = org.Of(tx, a.Unit); err != nil {
		return a, err
	}
	if a.giver = a.unit; a.Parent != "" {
		parent, err := byID(tx, a.Parent)
		if err != nil {
			return a, err
		}
		if a.giver, err = org.Known(tx, parent.Unit); err != nil {
			return a, err
		}
	}
	a.leads, a.gives = access.Can(by, Lead, a.unit.Place()), access.Can(by, Lead, a.giver.Place())
	if !access.Can(by, action, a.giver.Place()) {
		if err := access.Check(by, action, a.unit.Place()); err != nil {
			return a, err
		}
	}
	if a.State == Draft && !a.leads {
		return a, fault.New(fault.NotFound, "ui.not_found")
	}
	terms, err := org.TermsByID(tx, periodTerms([]Target{a.Target}))
	a.Period = fullPeriod(a.Period, terms)
	return a, err
}

// locked is authorise for what changes the target: who may do it depends on who
// gave it.
func locked(tx *db.Tx, by access.Actor, id ID, act Act) (a about, m Move, err error) {
	if err := tx.Lock("target", string(id)); err != nil {
		return a, m, err
	}
	if a, err = authorise(tx, by, Lead, id); err != nil {
		return a, m, err
	}
	if !a.mine(act) {
		return a, m, fault.New(fault.Denied, "target.given_by", a.giver.Name)
	}
	m, err = a.allows(act, tx.Today())
	return a, m, err
}

// mine reports whether the act is the actor's: what was given down belongs to
// who gave it, but for its result.
func (a about) mine(act Act) bool {
	if act == Reporting {
		return a.leads
	}
	return a.gives
}

// moves lists what the actor may do now.
func (a about) moves(today db.Date) Moves {
	return Workflow.From(a.State, func(m Move) bool {
		_, err := a.allows(m.Act, today)
		return err == nil && a.mine(m.Act)
	})
}

// periodTerms are the terms that targets name.
func periodTerms(targets []Target) (ids []string) {
	for _, t := range targets {
		if t.Period.Term != "" && !slices.Contains(ids, t.Period.Term) {
			ids = append(ids, t.Period.Term)
		}
	}
	return ids
}

// fullPeriod adds what is known of the term.
func fullPeriod(p Period, terms map[string]org.Term) Period {
	if p.Term == "" {
		return YearPeriod(p.Year)
	}
	return termPeriod(terms[p.Term])
}

// Line is a target in a list.
type Line struct {
	Target
	Given int    // how many units below have a share of it
	Sum   Amount // of those shares
}

// Page is the targets of a unit that run in a calendar year.
type Page struct {
	Unit   org.Unit
	Year   int
	Today  db.Date
	Terms  []Line // of terms
	Yearly []Line // of the year
	Leads  bool
}

// List gives the targets of a unit that run in a year, to its members and to
// officers above; drafts to leaders alone. It makes at most four queries and one
// for each source.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, year int) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = partyUnit(tx, by, View, unit); err != nil {
			return err
		}
		if p.Year, p.Today = year, tx.Today(); year < FirstYear || year > p.Today.Year()+yearsAhead {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		p.Leads = access.Can(by, Lead, p.Unit.Place())
		return s.read(tx, &p, p.Leads)
	})
	return p, err
}

// read fills in the targets of the page's unit and year, drafts if asked for.
func (s *Service) read(tx *db.Tx, p *Page, drafts bool) error {
	lines, err := linesIn(tx, p.Unit.ID, p.Year, drafts)
	if err != nil {
		return err
	}
	targets := make([]Target, len(lines))
	for i := range lines {
		targets[i] = lines[i].Target
	}
	terms, err := org.TermsByID(tx, periodTerms(targets))
	if err != nil {
		return err
	}
	for i := range targets {
		targets[i].Period = fullPeriod(targets[i].Period, terms)
	}
	found, err := s.count(tx, p.Unit.ID, targets)
	if err != nil {
		return err
	}
	for i, t := range targets {
		found.fill(&t, "")
		lines[i].Target = t
		p.add(lines[i])
	}
	return nil
}

// ReachedTx counts a unit's own targets of a year that were set, and those among
// them that are reached so far. It makes at most two queries and one for each
// source.
func (s *Service) ReachedTx(tx *db.Tx, by access.Actor, u org.Unit, year int) (set, reached int, err error) {
	if err := access.Check(by, View, u.Place()); err != nil {
		return 0, 0, err
	}
	p := Page{Unit: u, Year: year}
	err = s.read(tx, &p, false)
	for _, l := range p.Yearly {
		set++
		if l.Result.Known && l.Result.Value >= l.Value {
			reached++
		}
	}
	return set, reached, err
}

// add puts a target where the page shows it, if it runs in the year.
func (p *Page) add(l Line) {
	switch {
	case l.Period.Term == "":
		p.Yearly = append(p.Yearly, l)
	case l.Period.Meets(p.Year):
		p.Terms = append(p.Terms, l)
	}
}

// Share is the part of a target that was given to a unit right below.
type Share struct {
	Unit   org.Unit
	Target Target // a zero one where the unit was given none
	Opens  bool   // the actor may open its page
}

// Sheet is everything about one target that a page shows.
type Sheet struct {
	Target  Target
	Unit    org.Unit
	Giver   org.Unit // of the committee that gave it down; the unit itself for one of its own
	Today   db.Date
	Changes []Change // the latest first, at most fifty
	Results []Result // entered by hand, the latest day first, at most fifty
	Shares  []Share  // of the units right below, by name
	Moves            // what the actor may do now
	Leads   bool     // the actor leads the unit, or serves a committee above it
	Gives   bool     // … that of the giver
}

// MayGive reports whether the actor may give shares to units that have none.
func (sh Sheet) MayGive() bool {
	return sh.Leads && sh.Target.State == Set && !sh.Target.Period.Over(sh.Today) &&
		slices.ContainsFunc(sh.Shares, func(s Share) bool { return s.Target.ID == "" })
}

// Shared is how many units have a share, what their shares are together, and
// what was reached of them as far as it is known.
func (sh Sheet) Shared() (units int, value, result Amount) {
	for _, s := range sh.Shares {
		if s.Target.ID != "" {
			units++
			value += s.Target.Value
			result += s.Target.Result.Value
		}
	}
	return units, value, result
}

// Get gives one target. It makes at most ten queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, View, id)
		if err != nil {
			return err
		}
		sh = Sheet{Unit: a.unit, Giver: a.giver, Today: tx.Today(), Moves: a.moves(tx.Today()), Leads: a.leads, Gives: a.gives}
		found, err := s.count(tx, a.Unit, []Target{a.Target})
		if err != nil {
			return err
		}
		found.fill(&a.Target, "")
		sh.Target = a.Target
		if sh.Changes, err = changesOf(tx, id); err != nil {
			return err
		}
		if sh.Results, err = resultsOf(tx, id); err != nil {
			return err
		}
		sh.Shares, err = shares(tx, by, a, found)
		return err
	})
	return sh, err
}

// Kept reports whether a unit has targets and congresses: one of the Party, and
// no group, which belongs to its cell.
func Kept(u org.Unit) bool { return !u.Kind.Mass() && u.Kind.ID != "group" }

// shares lists the units right below with their shares of a target; a draft has
// none yet.
func shares(tx *db.Tx, by access.Actor, a about, found counts) ([]Share, error) {
	if a.unit.Kind.Holds || a.State != Set {
		return nil, nil
	}
	units, err := org.Under(tx, a.unit.Path)
	if err != nil {
		return nil, err
	}
	given, err := givenFrom(tx, a.ID)
	if err != nil {
		return nil, err
	}
	var all []Share
	for _, u := range units {
		if u.Parent != a.Unit || !Kept(u) {
			continue
		}
		sh := Share{Unit: u, Opens: access.Can(by, View, u.Place()) || access.Can(by, View, a.unit.Place())}
		if i := slices.IndexFunc(given, func(t Target) bool { return t.Unit == u.ID }); i >= 0 {
			sh.Target = given[i]
			sh.Target.Period = a.Period
			found.fill(&sh.Target, labelOf(u))
		}
		all = append(all, sh)
	}
	slices.SortStableFunc(all, func(x, y Share) int { return cmp.Compare(i18n.Fold(x.Unit.Name), i18n.Fold(y.Unit.Name)) })
	return all, nil
}

// Preparing is what the form of a target needs.
type Preparing struct {
	Unit    org.Unit
	Today   db.Date
	Terms   []org.Term // the latest first
	Sources []Source
}

// Prepare gives, for its form, a unit of which the actor may propose targets.
func (s *Service) Prepare(ctx context.Context, by access.Actor, unit org.ID) (p Preparing, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = partyUnit(tx, by, Lead, unit); err != nil {
			return err
		}
		p.Today, p.Sources = tx.Today(), s.Sources
		p.Terms, err = org.TermsOf(tx, unit)
		return err
	})
	return p, err
}

// OfTerm gives the value of a unit's target that a source counts, in the term
// that runs on a day; not ok where none is set. It is for capabilities that
// have authorised already.
func OfTerm(tx *db.Tx, unit org.ID, source string, on db.Date) (value Amount, p Period, ok bool, err error) {
	term, err := org.TermOn(tx, unit, on)
	if err != nil || term.ID == "" {
		return 0, p, false, err
	}
	p = termPeriod(term)
	value, ok, err = valueIn(tx, unit, p, source)
	return value, p, ok, err
}

// OfYear gives the value of a unit's target of a calendar year that a source
// counts; not ok where none is set. It makes one query, and is for capabilities
// that have authorised already.
func OfYear(tx *db.Tx, unit org.ID, source string, year int) (value Amount, ok bool, err error) {
	return valueIn(tx, unit, Period{Year: year}, source)
}

// OfYears gives the values of a unit's targets of calendar years that a source counts.
// It makes one query, and is for capabilities that have authorised already.
func OfYears(tx *db.Tx, unit org.ID, source string) (map[int]Amount, error) {
	return valuesIn(tx, unit, source)
}
