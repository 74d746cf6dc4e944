package stats

import (
	"context"
	"maps"
	"slices"

	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/reflection"
	"chibo/internal/target"
)

// MonthLine is the figures of one month; Members as they stood at its end.
type MonthLine struct {
	Month    db.Date
	Members  int
	Regular  int
	Thematic int
	Bands    map[quality.Band]int
	Reports  int
	Admitted int
	Awards   int
	Concerns int
}

// Sheet is the figures of one unit with everything under it.
type Sheet struct {
	Unit    org.Unit
	Parent  org.Unit // zero where the reader does not see the overview of the one above
	Period  Period
	Figures               // of the period
	Aim     target.Amount // how many it is to admit in the year; 0 where no target is set
	Mass    int           // members of mass organisations under it
	Months  []MonthLine
	// Members by trait; a sum that would show somebody is hidden. None for a unit
	// without members.
	Sex, Ages, Schooling, Theory, Tenure []figure.Part
	First                                db.Date // month of the first record; "" where there is none
	Today                                db.Date
}

// Empty reports whether the period lies before the first record.
func (sh Sheet) Empty() bool { return sh.First == "" || sh.Period.On.Month() < sh.First }

// sheetMonths is how many months a sheet shows.
const sheetMonths = 12

// Sheet gives the figures of a unit for a period, month by month for a year, and
// its members by trait. A period without a day ends today, one without a length is
// this month. Faults name the fields length and on. It makes at most ten queries.
func (s *Service) Sheet(ctx context.Context, by access.Actor, unit org.ID, p Period) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		sh.Today = tx.Today()
		if sh.Period, err = p.orToday(sh.Today); err != nil {
			return err
		}
		if sh.Parent, err = aboveOf(tx, by, sh.Unit); err != nil {
			return err
		}
		if err := sh.read(tx); err != nil {
			return err
		}
		if sh.Aim, _, err = target.OfYear(tx, unit, target.BySourceAdmitted, sh.Period.On.Year()); err != nil {
			return err
		}
		return sh.traits(tx)
	})
	return sh, err
}

// read reads the figures of the period and of each month.
func (sh *Sheet) read(tx *db.Tx) error {
	unit, from, on := sh.Unit.ID, sh.Period.From(), sh.Period.On
	t, err := treeOf(tx, unit)
	if err != nil {
		return err
	}
	months := monthsOf(back(on, sheetMonths-1)+"-01", on)
	all := append(asks(from, on), figure.Ask{Figure: member.MassHeadcount, Through: on})
	fixed := len(all)
	for _, m := range months {
		all = append(all, monthAsks(m)...)
	}
	sums, err := figure.Several(tx, string(unit), all...)
	if err != nil {
		return err
	}
	facts, err := factsOf(tx, unit, back(on, factMonths-1), on)
	if err != nil {
		return err
	}
	f := folder{tree: t, root: string(unit), window: window{from.Month(), on.Month()}, rows: map[string]*Figures{}}
	f.at(f.root).take(sums)
	facts = f.within(facts)
	f.fold(facts)
	sh.Figures, sh.First, sh.Mass = *f.at(f.root), f.first, sums[fixed-1].Total()
	for i, m := range months {
		sh.Months = append(sh.Months, monthOf(m, sums[fixed+i*len(monthAsks(m)):], facts))
	}
	return nil
}

// monthAsks are what is asked of one month.
func monthAsks(m db.Date) []figure.Ask {
	all := []figure.Ask{{Figure: member.Headcount, Through: m}}
	for _, f := range []*figure.Figure{meeting.HeldCount, reflection.ConcludedCount, member.AdmittedCount, commendation.AwardCount, feedback.VoiceCount} {
		all = append(all, figure.Ask{Figure: f, From: m, Through: m})
	}
	return all
}

// monthOf is the figures of a month, of the answers to monthAsks and of facts within
// the tree.
func monthOf(month db.Date, sums []figure.Sums, facts []fact) MonthLine {
	var f Figures
	f.held(sums[1])
	for _, a := range facts {
		if a.month == month {
			f.add(a, window{month, month})
		}
	}
	return MonthLine{
		Month: month, Members: sums[0].Total(), Regular: f.Regular, Thematic: f.Thematic, Bands: f.Bands,
		Reports: ofParty(sums[2]), Admitted: sums[3].Total(), Awards: sums[4].Total(), Concerns: concerns(sums[5]),
	}
}

// traits reads the members by trait. Who sees the siblings too could compute what
// is hidden from them: then they are counted with it.
func (sh *Sheet) traits(tx *db.Tx) error {
	if sh.Members == 0 {
		return nil
	}
	root, on := sh.Unit.ID, sh.Period.On
	units, siblings := []string{string(root)}, []figure.Sums{}
	if sh.Parent.ID == "" {
		own, err := figure.Several(tx, string(root), figure.Ask{Figure: member.Headcount, Through: on})
		if err != nil {
			return err
		}
		siblings = own
	} else {
		root = sh.Parent.ID
		_, below, err := figure.SeveralBelow(tx, string(root), figure.Ask{Figure: member.Headcount, Through: on})
		if err != nil {
			return err
		}
		if units = nil; below[string(sh.Unit.ID)] == nil { // it stood elsewhere then
			return nil
		}
		for _, unit := range slices.Sorted(maps.Keys(below)) { // of two sums as small the same is hidden each time
			units, siblings = append(units, unit), append(siblings, below[unit][0])
		}
	}
	i := slices.Index(units, string(sh.Unit.ID))
	sh.Sex = figure.Across(siblings, "sex", nil, sexes)[i]
	sh.Ages = figure.Across(siblings, "birth", ageBand(on.Year()), ages)[i]
	return sh.papers(tx, root, units, i)
}

// papers reads schooling, theory and years in the Party of the siblings, of which the i-th
// is the unit.
func (sh *Sheet) papers(tx *db.Tx, root org.ID, units []string, i int) error {
	on := sh.Period.On
	t, err := treeOf(tx, root)
	if err != nil {
		return err
	}
	people, err := personsOf(tx, root, on.Month())
	if err != nil {
		return err
	}
	school, theory, tenure := make([][]int, len(units)), make([][]int, len(units)), make([][]int, len(units))
	for j := range units {
		school[j], theory[j], tenure[j] = make([]int, len(schooling)), make([]int, len(theories)), make([]int, len(tenures))
	}
	for _, p := range people {
		child, ok := t.below(string(root), p.unit, on.Month())
		j := slices.Index(units, child)
		if sh.Parent.ID == "" { // alone: whatever stands under it is part of it
			j = 0
		}
		if !ok || j < 0 {
			continue
		}
		school[j][slices.Index(schooling, schoolingBand(p.qualification))] += p.n
		theory[j][slices.Index(theories, theoryBand(p.theory))] += p.n
		tenure[j][slices.Index(tenures, tenureBand(on.Year(), p.admitted))] += p.n
	}
	sh.Schooling = figure.Parts(schooling, school, figure.HideTable(school))[i]
	sh.Theory = figure.Parts(theories, theory, figure.HideTable(theory))[i]
	sh.Tenure = figure.Parts(tenures, tenure, figure.HideTable(tenure))[i]
	return nil
}
