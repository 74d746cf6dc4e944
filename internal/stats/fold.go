package stats

import (
	"slices"

	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/reflection"
)

// asks are what package figure is asked of a period, in the order of answers.
func asks(from, through db.Date) []figure.Ask {
	year := db.Date(through[:4] + "-01")
	return []figure.Ask{
		{Figure: member.Headcount, Through: through},
		{Figure: meeting.HeldCount, From: from, Through: through},
		{Figure: reflection.ConcludedCount, From: from, Through: through},
		{Figure: commitment.ApprovedCount, From: year, Through: through},
		{Figure: member.AdmittedCount, From: from, Through: through},
		{Figure: commendation.AwardCount, From: from, Through: through},
		{Figure: feedback.VoiceCount, From: from, Through: through},
		{Figure: feedback.VoiceCount, From: back(through, feedback.Span-1), Through: through},
		{Figure: feedback.VoiceCount, From: back(through, 2*feedback.Span-1), Through: back(through, feedback.Span)},
		{Figure: feedback.MonthCount, From: back(through, feedback.Span-1), Through: through},
		{Figure: feedback.MonthCount, From: back(through, 2*feedback.Span-1), Through: back(through, feedback.Span)},
		{Figure: member.AdmittedCount, From: year, Through: through},
	}
}

// concerns are how often the public complained.
func concerns(voices figure.Sums) (n int) {
	for _, p := range voices.By("kind", nil) {
		if feedback.Kind(p.Value) == feedback.Concern {
			n += p.N
		}
	}
	return n
}

// ofParty is what is the Party's own, without mass organisations.
func ofParty(s figure.Sums) (n int) {
	for _, p := range s.By(org.BodyDim, nil) {
		if p.Value == org.PartyBody {
			n += p.N
		}
	}
	return n
}

// take takes the answers, in the order of asks.
func (f *Figures) take(sums []figure.Sums) {
	f.Members = sums[0].Total()
	for _, p := range sums[0].By("status", nil) {
		if member.Status(p.Value) == member.Probationary {
			f.Probationary = p.N
		}
	}
	f.held(sums[1])
	f.Reports, f.Pledges = ofParty(sums[2]), ofParty(sums[3])
	f.Admitted, f.Awards, f.Concerns = sums[4].Total(), sums[5].Total(), concerns(sums[6])
	f.Trend.Now, f.Trend.Before = concerns(sums[7]), concerns(sums[8])
	f.Trend.NowMonths, f.Trend.BeforeMonths = sums[9].Months(), sums[10].Months()
	f.AdmittedYear = sums[11].Total()
}

// held takes the meetings that were held.
func (f *Figures) held(meetings figure.Sums) {
	for _, p := range meetings.By("kind", nil) {
		combined := p.Value == "combined"
		if combined || meeting.Kind(p.Value) == meeting.Regular {
			f.Regular += p.N
		}
		if combined || meeting.Kind(p.Value) == meeting.Thematic {
			f.Thematic += p.N
		}
	}
}

// window is the months of which a page shows facts.
type window struct {
	from, through db.Date // months of the period
}

// covers reports whether a month is one of the period's.
func (w window) covers(month db.Date) bool { return w.from <= month && month <= w.through }

// add takes a fact into the figures.
func (f *Figures) add(a fact, w window) {
	switch {
	case a.of == ofTasks:
		f.Overdue += a.n
	case a.of == ofScores && w.covers(a.month):
		if f.Bands == nil {
			f.Bands = map[quality.Band]int{}
		}
		f.Bands[quality.Band(a.value)] += a.n
	}
}

// folder adds facts up the tree of their month, to the units directly below a root
// and to the root.
type folder struct {
	tree tree
	root string
	window
	rows  map[string]*Figures // by unit, the root's too
	first db.Date             // month of the first record, "" where there is none
}

// at gives the figures of a unit, new where there are none.
func (f *folder) at(unit string) *Figures {
	if f.rows[unit] == nil {
		f.rows[unit] = &Figures{}
	}
	return f.rows[unit]
}

// within takes the facts of units that stood under the root in their month, and
// keeps the month of the first record.
func (f *folder) within(facts []fact) []fact {
	return slices.DeleteFunc(facts, func(a fact) bool {
		if a.of == ofFirst {
			f.first = a.month
		}
		_, ok := f.tree.below(f.root, a.unit, a.month)
		return !ok || a.of == ofFirst
	})
}

// fold adds up facts within the tree.
func (f *folder) fold(facts []fact) {
	for _, a := range facts {
		child, ok := f.tree.below(f.root, a.unit, a.month)
		if !ok || a.of == ofStaff {
			continue
		}
		for _, unit := range slices.Compact([]string{child, f.root}) {
			f.at(unit).add(a, f.window)
		}
	}
	for unit, n := range f.tree.cells(f.root, f.through) {
		f.at(unit).Cells = n
	}
	f.staff(facts)
}

// staff says how many work in each unit: as was said of itself last, else as was
// said of those under it.
func (f *folder) staff(facts []fact) {
	last := map[string]fact{}
	for _, a := range facts {
		if a.of == ofStaff && a.month >= last[a.unit].month {
			last[a.unit] = a
		}
	}
	own := func(unit string) bool { return last[unit].n > 0 }
	sums := map[string]int{}
	for unit, a := range last {
		child, ok := f.tree.below(f.root, unit, f.through)
		if to := f.tree.in(unit, f.through).to; to != "" && to <= f.through {
			continue // it has ended: its heir says anew
		}
		if ok && !f.covered(unit, child, own) {
			sums[child] += a.n
		}
	}
	whole := 0
	for unit, n := range sums {
		f.at(unit).Staff = n
		whole += n
	}
	if !own(f.root) {
		f.at(f.root).Staff = whole
	}
}

// covered reports whether something was said of a unit above one, up to the unit
// directly below the root.
func (f *folder) covered(unit, child string, own func(string) bool) bool {
	for unit != child {
		if unit = f.tree.in(unit, f.through).parent; unit == "" || own(unit) {
			return unit != ""
		}
	}
	return false
}
