package quality

import (
	"cmp"
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// trendMax is how many scores a trend shows.
const trendMax = 12

// Past is a score in a list. Class: open; of one that was not sent the levels
// above see nothing.
type Past struct {
	Meeting meeting.ID
	Unit    org.ID
	Kind    meeting.Kind
	Month   db.Date
	HeldOn  db.Date
	State   State
	Own     Total
	Above   Total // zero before it was confirmed
	SentOn  db.Date
}

// Counts is the result that counts.
func (p Past) Counts() Total {
	if p.State == Confirmed {
		return p.Above
	}
	return p.Own
}

// Settled reports whether the members adopted the score: one that is still being
// made counts for nothing.
func (p Past) Settled() bool { return p.State != Draft && p.State != Returned }

// Trend is the latest scores of a unit and its year.
type Trend struct {
	Unit  org.Unit
	Mine  bool   // the actor belongs to it
	Past  []Past // at most twelve, the latest first
	Year  Year
	Today db.Date
}

// Year is the regular meetings of a year together.
type Year struct {
	Year   int
	Scored int
	Of     map[Band]int // how many of each band
	// Ruled: the rubric in force says how a year is graded; Band is the grade,
	// "" where the year reaches none that the rule names.
	Ruled bool
	Band  Band
}

// StandingTx tells, for a page of the cell's leaders, how far the score of a
// meeting of theirs has come; "" where nobody has begun it. It makes one query.
func (s *Service) StandingTx(tx *db.Tx, by access.Actor, u org.Unit, id meeting.ID) (State, error) {
	if err := access.Check(by, Score, u.Place()); err != nil {
		return "", err
	}
	return standingOf(tx, u.ID, id)
}

// Trend gives a unit's scores to all of it, and of those that were sent to the
// officers above. year 0 is this one.
func (s *Service) Trend(ctx context.Context, by access.Actor, unit org.ID, year int) (t Trend, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if t.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		t.Mine, t.Today = access.Can(by, meeting.View, t.Unit.Place()), tx.Today()
		if year == 0 {
			year = t.Today.Year()
		}
		if t.Past, err = pastOf(tx, unit, t.Today.AddDays(1), trendMax, !t.Mine); err != nil {
			return err
		}
		scores, err := yearOf(tx, unit, year, !t.Mine)
		if err != nil {
			return err
		}
		rubrics, err := above(tx, t.Unit)
		if err != nil {
			return err
		}
		on := min(db.Date(yearText(year)+"-12-31"), t.Today)
		rubric, _ := Resolve(rubrics, on, meeting.Regular) // without one the year is not graded
		t.Year = rubric.grade(year, scores)
		return nil
	})
	return t, err
}

// grade sums up the regular meetings of a year by the rule that the rubric has.
func (r Rubric) grade(year int, scores []Past) Year {
	y := Year{Year: year, Of: map[Band]int{}, Ruled: len(r.Annual) > 0}
	worst := Good
	for _, p := range scores {
		if p.Kind != meeting.Regular || !p.Settled() {
			continue
		}
		band := p.Counts().Band
		y.Scored++
		y.Of[band]++
		if !band.AtLeast(worst) {
			worst = band
		}
	}
	for _, a := range r.Annual {
		if y.Scored > 0 && worst.AtLeast(a.Least) && (a.Times == 0 || y.Of[a.Of] >= a.Times) {
			y.Band = a.Band
			break
		}
	}
	return y
}

// UnitScore is a unit below a committee with the latest score that it sent, nil
// if none.
type UnitScore struct {
	Unit org.Unit
	Last *Past
}

// Overview is what a committee sees of the units below it: no list of it is in
// the order of points.
type Overview struct {
	Waiting []Waiting   // sent and not answered, the longest waiting first
	Units   []UnitScore // by name, one page of them
	Page    int         // from 1
	Pages   int
}

// PageSize is how many units a page of an overview lists.
const PageSize = 100

// Waiting is a score that the committee has to answer.
type Waiting struct {
	Past
	UnitName string
}

// Overview gives an officer the scores of the units below his committees, and a
// page, from 1, of the units themselves. It makes a fixed number of queries,
// however many units there are.
func (s *Service) Overview(ctx context.Context, by access.Actor, page int) (o Overview, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		reach := access.ReachOf(by, Oversee)
		units, err := s.below(tx, reach)
		if err != nil {
			return err
		}
		waiting, err := waitingWithin(tx, reach)
		if err != nil {
			return err
		}
		names := map[org.ID]string{}
		for _, u := range units {
			names[u.ID] = u.Name
		}
		for _, p := range waiting {
			o.Waiting = append(o.Waiting, Waiting{p, names[p.Unit]})
		}
		o.Pages = max(1, (len(units)+PageSize-1)/PageSize)
		o.Page = min(max(page, 1), o.Pages)
		units = units[(o.Page-1)*PageSize : min(o.Page*PageSize, len(units))]
		o.Units, err = scored(tx, units)
		return err
	})
	return o, err
}

// scored gives units with the latest score that each of them sent.
func scored(tx *db.Tx, units []org.Unit) ([]UnitScore, error) {
	if len(units) == 0 {
		return nil, nil
	}
	ids := make([]org.ID, len(units))
	for i, u := range units {
		ids[i] = u.ID
	}
	latest, err := latestOf(tx, ids)
	lines := make([]UnitScore, len(units))
	for i, u := range units {
		lines[i].Unit = u
		if at := slices.IndexFunc(latest, func(p Past) bool { return p.Unit == u.ID }); at >= 0 {
			lines[i].Last = &latest[at]
		}
	}
	return lines, err
}

// below are the cells that the reach covers, by name.
func (s *Service) below(tx *db.Tx, reach access.Reach) (cells []org.Unit, err error) {
	paths := slices.Clone(reach.Under)
	if reach.All {
		paths = []string{""}
	}
	for _, path := range paths {
		units, err := org.Under(tx, path)
		if err != nil {
			return nil, err
		}
		for _, u := range units {
			known := slices.ContainsFunc(cells, func(c org.Unit) bool { return c.ID == u.ID })
			if u.Kind.Holds && u.Kind.Body == "party" && !known {
				cells = append(cells, u)
			}
		}
	}
	slices.SortFunc(cells, func(a, b org.Unit) int {
		return cmp.Or(cmp.Compare(i18n.Fold(a.Name), i18n.Fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return cells, nil
}
