package conduct

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// What can be done with codes of conduct.
var (
	// Read is reading a code: of one's own unit or of those above it.
	Read = access.Declare("conduct.read", access.For(access.Above, access.Cell...), access.For(access.Above, access.Officer), access.For(access.Below, access.Officer))
	// View is reading what a unit observed.
	View = access.Declare("conduct.view", access.For(access.Here, access.Cell...), access.For(access.Below, access.Officer))
	// Lead is writing codes, choosing them and noting what was observed.
	Lead = access.Declare("conduct.lead", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))
)

// within is View without officers above: who reads the words beside a number.
var within = access.Declare("conduct.view", access.For(access.Here, access.Cell...), access.For(access.Here, access.Officer))

// Voices is what the public said of a unit in a period: the source that feedback
// brings of itself.
type Voices struct {
	Months   int // of the period in which anything was counted; 0 where it is not known
	Concerns int
	Praise   int
}

// Stretch is the months of a period.
type Stretch struct{ From, Through db.Date }

// Service holds the use cases.
type Service struct {
	// Voices counts what the public said of a unit in each of several stretches; nil
	// knows nothing.
	Voices func(tx *db.Tx, u org.Unit, of ...Stretch) ([]Voices, error)

	db *db.DB
}

// voices are those of the periods of a use, in their order.
func (s *Service) voices(tx *db.Tx, u org.Unit, span Span, periods ...db.Date) ([]Voices, error) {
	if s.Voices == nil || len(periods) == 0 {
		return nil, nil
	}
	of := make([]Stretch, len(periods))
	for i, p := range periods {
		of[i] = Stretch{p, (p + "-01").AddMonths(span.months() - 1).Month()}
	}
	return s.Voices(tx, u, of...)
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// unitOf authorises an action in a unit of the Party.
func unitOf(tx *db.Tx, by access.Actor, action access.Action, unit org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, unit)
	if err == nil && u.Kind.Mass() {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// PageSize is how many codes a page of the list shows.
const PageSize = 20

// List is the codes of a unit: those that it uses, and those that it may choose.
type List struct {
	Unit  org.Unit
	Today db.Date
	Used  []Use  // in use, then ended ones, the latest first
	Codes []Code // its own and those of the organisations above, by name
	Below int    // how many units under it use a code now
	Leads bool
	Page  int
	Pages int
}

// Using finds the use of a code that goes on.
func (l List) Using(id ID) (Use, bool) {
	i := slices.IndexFunc(l.Used, func(u Use) bool { return u.Code.ID == id && u.Until == "" })
	if i < 0 {
		return Use{}, false
	}
	return l.Used[i], true
}

// List gives a page of the codes of a unit, from 1. It makes at most six queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, page int) (l List, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = unitOf(tx, by, View, unit); err != nil {
			return err
		}
		l.Today, l.Page, l.Leads = tx.Today(), max(page, 1), access.Can(by, Lead, l.Unit.Place())
		if l.Used, err = usesOf(tx, unit); err != nil {
			return err
		}
		n, err := countOffered(tx, l.Unit.Path)
		if err != nil {
			return err
		}
		l.Pages = (n + PageSize - 1) / PageSize
		if l.Codes, err = offeredTo(tx, l.Unit.Path, l.Page); err != nil {
			return err
		}
		l.Below, err = countBelow(tx, l.Unit)
		return err
	})
	return l, err
}

// CodeSheet is a code as a page shows it.
type CodeSheet struct {
	Code  Code
	Rules []Rule // of the last edition
	Unit  org.Unit
	Leads bool // the actor may change it
	Uses  bool // the actor leads some unit that may use it
	Today db.Date
}

// Code gives a code to who may read it. It makes three queries.
func (s *Service) Code(ctx context.Context, by access.Actor, id ID) (sh CodeSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = codeSheet(tx, by, Read, id)
		return err
	})
	return sh, err
}

func codeSheet(tx *db.Tx, by access.Actor, action access.Action, id ID) (sh CodeSheet, err error) {
	if sh.Code, err = codeByID(tx, id); err != nil {
		return sh, err
	}
	if sh.Unit, err = unitOf(tx, by, action, sh.Code.Unit); err != nil {
		return sh, err
	}
	sh.Leads, sh.Uses, sh.Today = access.Can(by, Lead, sh.Unit.Place()), access.Might(by, Lead), tx.Today()
	sh.Rules, err = rulesOf(tx, id, sh.Code.Edition)
	return sh, err
}

// Prepare gives, for the form of a new code, a unit in which the actor may write
// one.
func (s *Service) Prepare(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err = unitOf(tx, by, Lead, unit)
		return err
	})
	return u, err
}

// audit logs what was done with a code or its use: never the words of a note.
func audit(tx *db.Tx, what string, unit org.ID, kind, subject string, data any) error {
	return tx.Audit(db.Entry{Action: "conduct." + what, Unit: string(unit), Kind: kind, Subject: subject, Data: data})
}

// Compose writes a code of a unit down. Faults are at the fields of CodeForm.
func (s *Service) Compose(ctx context.Context, by access.Actor, unit org.ID, f CodeForm) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := unitOf(tx, by, Lead, unit); err != nil {
			return err
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		id = ID(db.NewID())
		if err := insertCode(tx, id, unit, f); err != nil {
			return err
		}
		if err := insertRules(tx, id, 1, f.rules(nil)); err != nil {
			return err
		}
		return audit(tx, "compose", unit, "campaign_code", string(id), map[string]any{"name": f.Name, "rules": len(f.Rules)})
	})
	return id, err
}

// rules are those of the next edition: a rule that keeps title and measure goes on
// as the same.
func (f CodeForm) rules(before []Rule) []Rule {
	all := make([]Rule, len(f.Rules))
	for i, r := range f.Rules {
		all[i] = Rule{ID: RuleID(db.NewID()), Line: db.NewID(), Ordinal: i + 1, Title: r.Title, Body: r.Body, Measure: r.Measure, Source: r.Source}
		for _, b := range before {
			if b.Title == r.Title && b.Measure == r.Measure {
				all[i].Line = b.Line
			}
		}
	}
	return all
}

// Revise makes another edition of a code that is offered. Faults are those of
// Compose.
func (s *Service) Revise(ctx context.Context, by access.Actor, id ID, version int, f CodeForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := codeSheet(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if sh.Code.Retired != "" {
			return fault.New(fault.Invalid, "conduct.is_retired")
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		if err := putCode(tx, sh.Code, version, f, theirs(sh)); err != nil {
			return err
		}
		if err := insertRules(tx, id, sh.Code.Edition+1, f.rules(sh.Rules)); err != nil {
			return err
		}
		return audit(tx, "revise", sh.Unit.ID, "campaign_code", string(id), map[string]any{"edition": sh.Code.Edition + 1, "rules": len(f.Rules)})
	})
}

// theirs is what a form of the code shows as it is now.
func theirs(sh CodeSheet) map[string]string {
	all := map[string]string{"name": sh.Code.Name, "number": sh.Code.Number, "issued_on": sh.Code.IssuedOn.Local(""), "issuer": sh.Code.Issuer}
	for i, r := range sh.Rules {
		all[RuleField("title", i+1)], all[RuleField("body", i+1)] = r.Title, r.Body
		all[RuleField("measure", i+1)], all[RuleField("source", i+1)] = string(r.Measure), string(r.Source)
	}
	return all
}

// Retire takes a code from what units may choose; who uses it goes on.
func (s *Service) Retire(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := codeSheet(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if sh.Code.Retired != "" {
			return fault.New(fault.Invalid, "conduct.is_retired")
		}
		if err := retire(tx, id, version); err != nil {
			return err
		}
		return audit(tx, "retire", sh.Unit.ID, "campaign_code", string(id), nil)
	})
}
