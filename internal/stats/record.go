package stats

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/reflection"
	"chibo/internal/task"
)

// Figures behind which there are records, beside those of [Columns].
const (
	Probationary Column = "probationary"
	Attendance   Column = "attendance" // how often somebody was called to a meeting, and came
	Due          Column = "due"        // tasks, and those done in time
)

// sources are the records behind each figure, and the actions that open their lists.
var sources = map[Column]source{
	"members":    {members, false, []access.Action{member.List}},
	Probationary: {members + ` AND m.status = 'probationary'`, false, []access.Action{member.List}},
	"regular":    {meetings + ` AND m.kind = 'regular'`, true, []access.Action{meeting.View, meeting.Oversee}},
	"thematic":   {meetings + ` AND (m.kind = 'thematic' OR m.combined = 1)`, true, []access.Action{meeting.View, meeting.Oversee}},
	Attendance:   {attendance, true, []access.Action{meeting.View, meeting.Oversee}},
	"quality":    {scores, true, []access.Action{quality.View}},
	"reports":    {reports, true, []access.Action{reflection.Review}},
	"pledges":    {pledges, false, []access.Action{commitment.Judge}},
	"admitted":   {admitted, true, []access.Action{member.List}},
	"awards":     {awards, true, []access.Action{commendation.View}},
	"concerns":   {voices, true, []access.Action{feedback.View}},
	"overdue":    {overdue, false, []access.Action{task.View}},
	Due:          {due, false, []access.Action{task.View}},
}

// Lists reports whether an actor sees records behind a figure at a place.
func (c Column) Lists(by access.Actor, at access.Place) bool {
	return slices.ContainsFunc(sources[c].opens, func(a access.Action) bool { return access.Can(by, a, at) })
}

// reach is where an actor sees the records.
func (s source) reach(by access.Actor) (all access.Reach) {
	for _, a := range s.opens {
		r := access.ReachOf(by, a)
		all.All = all.All || r.All
		all.Units, all.Under = append(all.Units, r.Units...), append(all.Under, r.Under...)
	}
	return all
}

// Record is something that a figure counts.
type Record struct {
	ID       string // "" where it has no page
	Place    access.Place
	UnitName string
	Month    db.Date // in which it is counted
	On       db.Date // its day; "" where it has none
	Name     string  // whose it is, or what it is called; "" where it has no name
	Detail   string  // kind of meeting, band of a score, form of an award, channel of a voice, standing, verdict on a task
	N, Whole int     // what it counts as, of how many
}

// Behind is the records behind a figure of a unit and a period.
type Behind struct {
	Unit        org.Unit
	Of          Column
	Period      Period
	N, Whole    int      // what they add up to: the figure
	All, Listed int      // how many there are, and how many of them the reader may see
	Records     []Record // a page of these
	Page, Pages int
}

// Behind lists what a figure of a unit with everything under it counts in a period, as
// far as the reader may see such records where their unit stands today; the figure
// itself is whole. It makes three queries.
func (s *Service) Behind(ctx context.Context, by access.Actor, unit org.ID, of Column, p Period, page int) (b Behind, err error) {
	from, ok := sources[of]
	if !ok {
		return b, fault.New(fault.NotFound, "ui.not_found")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, View, unit)
		if err != nil {
			return err
		}
		if p, err = p.orToday(tx.Today()); err != nil {
			return err
		}
		reach := from.reach(by)
		if b, err = from.tally(tx, unit, p, reach); err != nil {
			return err
		}
		b.Unit, b.Of, b.Period = u, of, p
		b.Pages = max(1, (b.Listed+PageSize-1)/PageSize)
		b.Page = min(max(1, page), b.Pages)
		b.Records, err = from.page(tx, unit, p, reach, PageSize, (b.Page-1)*PageSize)
		return err
	})
	return b, err
}
