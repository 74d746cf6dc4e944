package commitment

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// Coverage is how far an organisation has come with the registration of a year
// (D4): figures, and nobody's text or name. A unit that people belong to shows
// its own figures; a committee the sums of all units under it, chapters of mass
// organisations included.
type Coverage struct {
	Unit  org.ID
	Name  string
	Kind  org.Kind
	Depth int // how many of the table stand above it
	Holds bool
	// Expected are those who are to register, Registered those of them whose
	// pledge was sent, Approved those of them whose pledge was approved.
	Expected, Registered, Approved int
	// Units is how many units the figures are of, Programmes how many of them
	// have issued their programme: 1 and 0 or 1 for a unit itself.
	Units, Programmes int
	Due               db.Date // the last day of its call; "" where none is open, and for a committee
}

// Programme reports whether all units of the row have issued their programme.
func (c Coverage) Programme() bool { return c.Units > 0 && c.Programmes == c.Units }

// Lags reports whether something is still to come of a unit.
func (c Coverage) Lags() bool {
	return c.Holds && (c.Registered < c.Expected || !c.Programme())
}

// add takes the figures of a unit into a sum.
func (c *Coverage) add(o Coverage) {
	c.Expected += o.Expected
	c.Registered += o.Registered
	c.Approved += o.Approved
	c.Units += o.Units
	c.Programmes += o.Programmes
}

// CoverSheet is the table of a committee.
type CoverSheet struct {
	Unit  org.Unit
	Year  int
	Today db.Date
	Rows  []Coverage // in the order of the tree, the committee itself first
}

// Coverage gives the figures of every organisation under a committee that the
// actor serves; 0 is this year. It makes six queries.
func (s *Service) Coverage(ctx context.Context, by access.Actor, committee org.ID, year int) (sh CoverSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = coverTx(tx, by, committee, year)
		return err
	})
	return sh, err
}

func coverTx(tx *db.Tx, by access.Actor, committee org.ID, year int) (sh CoverSheet, err error) {
	if sh.Unit, err = org.Authorise(tx, by, Cover, committee); err != nil {
		return sh, err
	}
	if sh.Year, sh.Today = year, tx.Today(); year == 0 {
		sh.Year = sh.Today.Year()
	}
	if err := checkYear(sh.Year, sh.Today); err != nil {
		return sh, err
	}
	units, err := org.Under(tx, sh.Unit.Path)
	if err != nil {
		return sh, err
	}
	own, err := figures(tx, units, sh)
	if err != nil {
		return sh, err
	}
	sh.Rows = sumUp(arrange(units), own)
	return sh, nil
}

// figures counts every unit by itself.
func figures(tx *db.Tx, units []org.Unit, sh CoverSheet) (map[org.ID]*Coverage, error) {
	own := map[org.ID]*Coverage{}
	isMass := map[org.ID]bool{}
	for _, u := range units {
		own[u.ID] = &Coverage{Unit: u.ID, Name: u.Name, Kind: u.Kind, Holds: u.Kind.Holds, Depth: u.Depth() - sh.Unit.Depth()}
		if isMass[u.ID] = u.Kind.Mass(); u.Kind.Holds {
			own[u.ID].Units = 1
		}
	}
	bonds, err := member.BondsUnder(tx, sh.Unit.Path, asOf(sh.Year, sh.Today))
	if err != nil {
		return nil, err
	}
	sent, err := sentUnder(tx, sh.Unit.Path, sh.Year)
	if err != nil {
		return nil, err
	}
	for _, b := range bonds {
		c := own[b.Unit]
		if c == nil || !expected(b.Profile, isMass[b.Unit]) {
			continue
		}
		c.Expected++
		if state, ok := sent[seat{b.Unit, b.Person}]; ok {
			c.Registered++
			if state != Submitted {
				c.Approved++
			}
		}
	}
	due, err := callsUnder(tx, sh.Unit.Path, sh.Year)
	if err != nil {
		return nil, err
	}
	issued, err := programmesUnder(tx, sh.Unit.Path, sh.Year)
	if err != nil {
		return nil, err
	}
	for _, c := range own {
		c.Due = due[c.Unit]
		if c.Holds && slices.Contains(issued, c.Unit) {
			c.Programmes = 1
		}
	}
	return own, nil
}

// seat is somebody's place in a unit.
type seat struct {
	unit   org.ID
	person member.ID
}

// arrange puts units in the order of the tree, siblings by kind, code and name.
func arrange(units []org.Unit) []org.Unit {
	keys := map[org.ID]string{}
	for _, u := range units { // parents come first: their paths are shorter
		keys[u.ID] = fmt.Sprintf("%s\x00%03d\x01%s\x01%s\x01%s", keys[u.Parent], u.Kind.Ordinal, u.Code, i18n.Fold(u.Name), u.ID)
	}
	slices.SortFunc(units, func(a, b org.Unit) int { return strings.Compare(keys[a.ID], keys[b.ID]) })
	return units
}

// sumUp gives each committee the sums of the units under it.
func sumUp(units []org.Unit, own map[org.ID]*Coverage) []Coverage {
	rows := make([]Coverage, len(units))
	for n, u := range units {
		rows[n] = *own[u.ID]
		if u.Kind.Holds {
			continue
		}
		for _, below := range units {
			if below.ID != u.ID && below.Kind.Holds && strings.HasPrefix(below.Path, u.Path) {
				rows[n].add(*own[below.ID])
			}
		}
	}
	return rows
}

// Urge reminds the leaders of the units of a committee that lag with the
// registration of a year or have no programme yet; without units, of all that
// do. It gives how many units were told; each is told once a day.
func (s *Service) Urge(ctx context.Context, by access.Actor, committee org.ID, year int, units ...org.ID) (told int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := coverTx(tx, by, committee, year)
		if err != nil {
			return err
		}
		var lagging []org.ID
		for _, c := range sh.Rows {
			if c.Lags() && (len(units) == 0 || slices.Contains(units, c.Unit)) {
				lagging = append(lagging, c.Unit)
			}
		}
		if told = len(lagging); told == 0 {
			return fault.New(fault.Invalid, "commitment.nobody_lags")
		}
		if err := tx.Audit(db.Entry{Action: "commitment.urge", Unit: string(committee), Kind: "commitment_call", Subject: subject(committee, sh.Year), Data: lagging}); err != nil {
			return err
		}
		return s.tellLagging(tx, by, sh, lagging)
	})
	return told, err
}

// tellLagging tells the leaders of units that they lag.
func (s *Service) tellLagging(tx *db.Tx, by access.Actor, sh CoverSheet, units []org.ID) error {
	if s.Notices == nil {
		return nil
	}
	bonds, err := member.BondsUnder(tx, sh.Unit.Path, sh.Today)
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, b := range bonds {
		if b.Leads() && slices.Contains(units, b.Unit) {
			notices = append(notices, notify.Notice{
				Person: b.Person, Unit: b.Unit, Key: "commitment.tell_urged", Args: []any{yearText(sh.Year)}, Link: unitLink(b.Unit, sh.Year), Mail: notify.Deadline,
				Once: fmt.Sprint("commitment urge ", b.Unit, " ", sh.Year, " ", sh.Today),
			})
		}
	}
	return s.Notices.TellTx(tx, by, notices...)
}
