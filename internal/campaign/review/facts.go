package review

import (
	"chibo/internal/campaign"
	"chibo/internal/campaign/step"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/target"
)

// Key names a figure.
type Key string

// The figures of a review.
const (
	Members      Key = "members"    // at the end of the span
	Programmes   Key = "programmes" // that were issued in the span
	Pledges      Key = "pledges"    // of members, approved
	Concerns     Key = "concerns"
	Calls        Key = "calls" // concerns that came by the hotline
	Praise       Key = "praise"
	Admitted     Key = "admitted"
	AdmittedTerm Key = "admitted_term" // in the term that ran as the span began
	Reached      Key = "reached"       // … in per cent of its target
	Collectives  Key = "collectives"   // turns
	Individuals  Key = "individuals"
)

// StepKey is the figure of how many members took a step of the theme.
func StepKey(s step.Step) Key { return Key("step_" + string(s)) }

// Line is a figure of a review.
type Line struct {
	Key    Key
	N      int
	Before *int // of the span before, of the same length; nil where it is not compared or known
	Last   *int // of the last twelve months of two years or more, nil otherwise
	Prior  *int // … and of the twelve before these
	Of     int  // of how many; 0 where it is no part of a whole
	None   bool // nothing is recorded in the span
}

// Facts are the figures of a review.
type Facts struct {
	Through db.Date // the day until which they tell
	Lines   []Line
	Awards  []commendation.Count // by level, the highest first, and form
}

// Line finds a figure; ok is false where it is not counted.
func (f Facts) Line(k Key) (l Line, ok bool) {
	for _, l := range f.Lines {
		if l.Key == k {
			return l, true
		}
	}
	return Line{}, false
}

// Award is how many awards of a level and form there were.
func (f Facts) Award(level commendation.Level, form commendation.Form) commendation.Count {
	for _, c := range f.Awards {
		if c.Level == level && c.Form == form {
			return c
		}
	}
	return commendation.Count{Level: level, Form: form}
}

// Voices are what the public said in a span of months: how many months were counted at
// all, and how many concerns, calls of the hotline among them, and words of praise
// there were in them.
type Voices struct{ Months, Concerns, Calls, Praise int }

// count counts the figures of a unit, with everything under it, as they stand now. It
// makes a fixed number of queries.
func (s *Service) count(tx *db.Tx, u org.Unit, r Review) (f Facts, err error) {
	f.Through = min(r.To, tx.Today())
	until := f.Through.AddDays(1)
	members, err := member.Headcount.At(tx, string(u.ID), f.Through)
	if err != nil {
		return f, err
	}
	f.add(Members, members.Total())
	issued, err := programmesIssued(tx, u, r.Theme, r.From, f.Through)
	if err != nil {
		return f, err
	}
	f.add(Programmes, issued)
	if err := f.steps(tx, u, r.Theme, members.Total()); err != nil {
		return f, err
	}
	pledges, err := commitment.ApprovedCount.Between(tx, string(u.ID), r.From, f.Through)
	if err != nil {
		return f, err
	}
	approved := 0
	for _, p := range pledges.By(org.BodyDim, nil) {
		if p.Value == org.PartyBody {
			approved = p.N
		}
	}
	f.add(Pledges, approved)
	if err := s.voices(tx, u, r, &f); err != nil {
		return f, err
	}
	if err := f.admissions(tx, u, r.From, until); err != nil {
		return f, err
	}
	awards, err := commendation.TallyUnder(tx, u.ID, r.From, until)
	f.Awards = awards.Counts
	f.add(Collectives, awards.Collective.Turns)
	f.add(Individuals, awards.Individual.Turns)
	return f, err
}

// add notes a figure; what is nowhere recorded is none.
func (f *Facts) add(k Key, n int) { f.Lines = append(f.Lines, Line{Key: k, N: n, None: n == 0}) }

// steps counts how many members have taken each step of a theme by the day.
func (f *Facts) steps(tx *db.Tx, u org.Unit, theme campaign.ThemeID, members int) error {
	if theme == "" {
		return nil
	}
	taken, err := step.Taken.At(tx, string(u.ID), f.Through)
	if err != nil {
		return err
	}
	for _, s := range step.Steps {
		n := step.Took(taken, theme, s, step.Members)
		f.Lines = append(f.Lines, Line{Key: StepKey(s), N: n, Of: members, None: n == 0})
	}
	return nil
}

// before are the first day and the last of as many months as a span touches, right
// before these: what the public said is counted by the month.
func before(from, through db.Date) (first, last db.Date) {
	start := db.Date(from.Month() + "-01")
	months := year*(through.Year()-from.Year()) + int(through.Time().Month()) - int(from.Time().Month()) + 1
	return start.AddMonths(-months), start.AddDays(-1)
}

// year is twelve months.
const year = 12

// voices compares what the public said with the span before and, of two years or more,
// the last twelve months with the twelve before, as feedback does.
func (s *Service) voices(tx *db.Tx, u org.Unit, r Review, f *Facts) error {
	if s.Voices == nil {
		return nil
	}
	first, last := before(r.From, f.Through)
	closes := db.Date(f.Through.Month() + "-01")
	var found []Voices
	for _, span := range [][2]db.Date{{r.From, f.Through}, {first, last}, {closes.AddMonths(1 - year), f.Through}, {closes.AddMonths(1 - 2*year), closes.AddMonths(-year)}} {
		v, err := s.Voices(tx, u, span[0], span[1])
		if err != nil {
			return err
		}
		found = append(found, v)
	}
	now, then, end, prior := found[0], found[1], found[2], found[3]
	long := last < closes.AddMonths(1-2*year) && prior.Months > 0 && end.Months > 0
	for _, l := range []struct {
		key Key
		of  func(Voices) int
	}{{Concerns, func(v Voices) int { return v.Concerns }}, {Calls, func(v Voices) int { return v.Calls }}, {Praise, func(v Voices) int { return v.Praise }}} {
		line := Line{Key: l.key, N: l.of(now), None: now.Months == 0}
		if then.Months > 0 {
			line.Before = new(l.of(then))
		}
		if long {
			line.Last, line.Prior = new(l.of(end)), new(l.of(prior))
		}
		f.Lines = append(f.Lines, line)
	}
	return nil
}

// admissions counts who was admitted in the span, and in the term that ran as it
// began, against its target.
func (f *Facts) admissions(tx *db.Tx, u org.Unit, from, until db.Date) error {
	n, err := target.Admitted(tx, u.ID, from, until)
	if err != nil {
		return err
	}
	f.add(Admitted, n)
	aim, term, known, err := target.OfTerm(tx, u.ID, target.BySourceAdmitted, from)
	if err != nil || !known {
		return err
	}
	inTerm, err := target.Admitted(tx, u.ID, term.From, term.To)
	if err != nil {
		return err
	}
	f.add(AdmittedTerm, inTerm)
	if reached, ok := target.Percent(target.Whole(inTerm), aim); ok {
		f.add(Reached, reached)
	}
	return nil
}
