package app

import (
	"chibo/internal/access"
	"chibo/internal/bulletin"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/task"
)

// bulletinSources are the figures that articles can hold. All are sums that anybody
// in the tree may know; how far the work of a unit has come is for the unit alone.
func bulletinSources() []bulletin.Source {
	return []bulletin.Source{
		{Key: "members", Text: "bulletin.figure_members", Class: access.ClassOpen, Stock: true, Of: members},
		{Key: "meetings", Text: "bulletin.figure_meetings", Class: access.ClassOpen, Of: happened(meeting.HeldCount)},
		{Key: "admitted", Text: "bulletin.figure_admitted", Class: access.ClassOpen, Of: happened(member.AdmittedCount)},
		{Key: "awards", Text: "bulletin.figure_awards", Class: access.ClassOpen, Of: happened(commendation.AwardCount)},
		{Key: "commitments", Text: "bulletin.figure_commitments", Class: access.ClassCell, Of: happened(commitment.ApprovedCount)},
		{Key: "reports", Text: "bulletin.figure_reports", Class: access.ClassCell, Of: happened(reflection.ConcludedCount)},
		{Key: "tasks", Text: "bulletin.figure_tasks", Class: access.ClassCell, Weekly: true, Of: finished},
		{Key: "concerns", Text: "bulletin.figure_concerns", Class: access.ClassOpen, Of: heard(feedback.Concern)},
		{Key: "praise", Text: "bulletin.figure_praise", Class: access.ClassOpen, Of: heard(feedback.Praise)},
	}
}

// members are those of a unit at the end of a period, and a year before.
func members(tx *db.Tx, u org.Unit, _, through db.Date) (v bulletin.Value, err error) {
	of := member.Headcount
	if u.Kind.Mass() {
		of = member.MassHeadcount
	}
	before := (through + "-01").AddMonths(-12).Month()
	sums, err := figure.Several(tx, string(u.ID), figure.Ask{Figure: of, From: through, Through: through}, figure.Ask{Figure: of, From: before, Through: before})
	if err != nil {
		return v, err
	}
	return bulletin.Value{N: sums[0].Total(), Before: sums[1].Total(), Compared: sums[1].Total() > 0}, nil
}

// happened makes a source of a figure of events: how many there were, in as many
// months before, and month by month.
func happened(f *figure.Figure) func(*db.Tx, org.Unit, db.Date, db.Date) (bulletin.Value, error) {
	return monthly(f, figure.Sums.Total)
}

// heard makes a source of what the public said of a kind. A month that nobody counted
// is unknown, and years of which not as many were counted are not compared.
func heard(k feedback.Kind) func(*db.Tx, org.Unit, db.Date, db.Date) (bulletin.Value, error) {
	voices := monthly(feedback.VoiceCount, func(s figure.Sums) int { return s.Where("kind", string(k)).Total() })
	months := happened(feedback.MonthCount)
	return func(tx *db.Tx, u org.Unit, from, through db.Date) (bulletin.Value, error) {
		v, err := voices(tx, u, from, through)
		if err != nil {
			return v, err
		}
		counted, err := months(tx, u, from, through)
		for i, m := range counted.Points {
			v.Points[i].Unknown = m.N == 0
		}
		v.Compared = v.Compared && counted.N == counted.Before
		return v, err
	}
}

// monthly makes a source of what is counted of a figure.
func monthly(f *figure.Figure, total func(figure.Sums) int) func(*db.Tx, org.Unit, db.Date, db.Date) (bulletin.Value, error) {
	return func(tx *db.Tx, u org.Unit, from, through db.Date) (v bulletin.Value, err error) {
		asks := []figure.Ask{{Figure: f, From: from, Through: through}, {}}
		for m := from; m <= through; m = (m + "-01").AddMonths(1).Month() {
			asks = append(asks, figure.Ask{Figure: f, From: m, Through: m})
		}
		months := len(asks) - 2
		asks[1] = figure.Ask{Figure: f, From: (from + "-01").AddMonths(-months).Month(), Through: (from + "-01").AddMonths(-1).Month()}
		sums, err := figure.Several(tx, string(u.ID), asks...)
		if err != nil {
			return v, err
		}
		v = bulletin.Value{N: total(sums[0]), Before: total(sums[1]), Compared: total(sums[1]) > 0}
		for i, s := range sums[2:] {
			v.Points = append(v.Points, bulletin.Point{On: asks[i+2].From, N: float64(total(s))})
		}
		return v, nil
	}
}

// finished are the tasks of a unit that were done, week by week.
func finished(tx *db.Tx, u org.Unit, from, through db.Date) (v bulletin.Value, err error) {
	for monday := from; monday <= through; monday = monday.AddDays(7) {
		v.Points = append(v.Points, bulletin.Point{On: monday})
	}
	earlier := from.AddDays(-7 * len(v.Points))
	days, err := task.DoneIn(tx, u.ID, earlier, through)
	for _, d := range days {
		if d.On < from {
			v.Before += d.N
			continue
		}
		v.N += d.N
		for i := range v.Points {
			if v.Points[i].On == bulletin.Monday(d.On) {
				v.Points[i].N += float64(d.N)
			}
		}
	}
	v.Compared = v.Before > 0
	return v, err
}
