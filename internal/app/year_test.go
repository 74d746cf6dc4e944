package app_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/app"
	"chibo/internal/ballot"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/meeting/exchange"
	"chibo/internal/meeting/theme"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// longYear is a cell of twelve official members, whose year goes by.
type longYear struct {
	*app.App
	t         *testing.T
	clock     *dbtest.Clock
	unit      org.ID
	people    []member.ID // secretary, deputy, committee member, then the others
	secretary access.Actor
	officer   access.Actor // of the committee above
}

// got is the value of what must succeed.
func got[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// settle makes the cell, in its committee, on the first of the year.
func settle(t *testing.T, postgres string) *longYear {
	t.Helper()
	c := &longYear{t: t, clock: dbtest.NewClock()}
	c.turn("2026-01-01")
	c.App = got(app.Open(t.Context(), app.Options{Dir: t.TempDir(), URL: postgres, Clock: c.clock.Now}))(t)
	t.Cleanup(func() { must(t, c.Close()) })
	root := c.found("Đảng bộ Sở Y tế", "base", "")
	c.unit = c.found("Chi bộ Trạm Y tế", "cell", root)
	for n, post := range []member.Post{member.Secretary, member.Deputy, member.CommitteeMember, "", "", "", "", "", "", "", "", ""} {
		c.people = append(c.people, c.enter(c.unit, fmt.Sprintf("Nguyễn Văn %c", 'A'+n), post))
	}
	c.secretary = c.actor(c.people[0])
	var place access.Place
	must(t, c.DB.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, root)
		place = u.Place()
		return err
	}))
	c.officer = access.Actor{Kind: access.Human, Account: "officer", Duties: []access.Duty{{Role: access.Officer, Unit: place.Unit, Path: place.Path}}}
	return c
}

func (c *longYear) found(name, kind string, parent org.ID) org.ID {
	c.t.Helper()
	return got(c.Orgs.Found(c.t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"}))(c.t)
}

func (c *longYear) enter(unit org.ID, name string, post member.Post) member.ID {
	c.t.Helper()
	f := member.Form{Person: member.Person{Name: name}, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}, Status: member.Official}
	id := got(c.Members.Enter(c.t.Context(), access.Console, unit, f))(c.t)
	if post != "" {
		must(c.t, c.Members.Appoint(c.t.Context(), access.Console, member.Appointment{Person: id, Unit: unit, Post: post, From: "2020-01-01"}))
	}
	return id
}

func (c *longYear) actor(id member.ID) access.Actor {
	c.t.Helper()
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	must(c.t, c.DB.Read(c.t.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

// turn makes it two in the afternoon of a day.
func (c *longYear) turn(day db.Date) {
	c.clock.Set(day.Time().Add(14 * time.Hour))
}

// hold holds a meeting from its plan to its minutes. before and within are what
// happens ahead of it and while it runs.
func (c *longYear) hold(p meeting.Plan, before, within func(meeting.ID)) meeting.ID {
	c.t.Helper()
	ctx, by, m := c.t.Context(), c.secretary, c.Meetings
	c.turn(p.HeldOn.AddDays(-5))
	p.StartsAt, p.Place, p.Chair, p.Minuter = "14:00", "Hội trường", c.people[0], c.people[1]
	id := got(m.Plan(ctx, by, c.unit, p))(c.t)
	if len(c.get(id).Items) == 0 { // the rulebook knows no agenda for the kind
		got(m.AddItem(ctx, by, id, meeting.ItemForm{Kind: rulebook.KindDiscussion, Title: "Việc phát sinh", Minutes: 30}))(c.t)
	}
	if before != nil {
		before(id)
	}
	must(c.t, m.Announce(ctx, by, id, c.get(id).Meeting.Version))
	c.turn(p.HeldOn)
	must(c.t, m.Open(ctx, by, id, c.get(id).Meeting.Version, "14:00"))
	must(c.t, m.MarkRest(ctx, by, id, meeting.Present))
	if within != nil {
		within(id)
	}
	sh := c.get(id)
	reasons := map[meeting.ItemID]string{}
	for _, i := range sh.Unsettled() {
		reasons[i.ID] = "Chuyển sang kỳ sau."
	}
	must(c.t, m.Close(ctx, by, id, sh.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:05"}, reasons))
	got(c.Deeds.Freeze(ctx, by, id, c.get(id).Meeting.Version))(c.t)
	return id
}

func (c *longYear) get(id meeting.ID) meeting.Sheet {
	c.t.Helper()
	return got(c.Meetings.Get(c.t.Context(), c.secretary, id))(c.t)
}

// score scores a meeting: full points where people judge, adopted by all,
// sent, and confirmed above.
func (c *longYear) score(id meeting.ID) quality.Sheet {
	c.t.Helper()
	ctx, by, q := c.t.Context(), c.secretary, c.Qualities
	now := func() quality.Sheet { return got(q.Sheet(ctx, by, id))(c.t) }
	must(c.t, q.Begin(ctx, by, id))
	var entries []quality.Entry
	for _, l := range now().Lines {
		if _, asked := now().Rubric.Leaf(l.Criterion.Key); asked && l.Applies && l.Mark.Computed == nil {
			entries = append(entries, quality.Entry{Key: l.Criterion.Key, Points: fmt.Sprint(l.Criterion.Points)})
		}
	}
	must(c.t, q.Save(ctx, by, id, now().Version, entries))
	must(c.t, q.Adopt(ctx, by, id, now().Version, vote.Count{Favour: 12}))
	must(c.t, q.Send(ctx, by, id, now().Version))
	must(c.t, q.Confirm(ctx, c.officer, id, now().Version, nil, ""))
	return now()
}

// elect elects on paper, counted by a board of three of whom two sign.
func (c *longYear) elect(id meeting.ID) {
	c.t.Helper()
	ctx, b := c.t.Context(), c.Ballots
	paper := got(b.Prepare(ctx, c.secretary, id, ballot.Form{Kind: ballot.Election, Title: "Bầu chi ủy", Seats: 2}))(c.t)
	now := func() ballot.Ballot { return got(b.Get(ctx, c.secretary, id, paper))(c.t).Ballot }
	for _, person := range c.people[:3] {
		must(c.t, b.Nominate(ctx, c.secretary, id, paper, now().Version, person, ballot.Nominated))
	}
	head, second := c.actor(c.people[5]), c.actor(c.people[6])
	must(c.t, b.Appoint(ctx, c.secretary, id, paper, now().Version, c.people[5], []member.ID{c.people[6], c.people[7]}))
	must(c.t, b.Cast(ctx, c.secretary, id, paper, now().Version))
	votes := map[ballot.CandidateID]int{}
	for n, candidate := range now().Candidates {
		votes[candidate.ID] = []int{12, 9, 3}[n]
	}
	must(c.t, b.Enter(ctx, head, id, paper, now().Version, ballot.Tally{Issued: 12, Returned: 12, Valid: 12, For: votes}))
	if err := b.Announce(ctx, c.secretary, id, paper, now().Version); err == nil {
		c.t.Error("a count that one of the board entered was announced")
	}
	must(c.t, b.Confirm(ctx, second, id, paper, now().Version))
	must(c.t, b.Announce(ctx, c.secretary, id, paper, now().Version))
	var elected int
	for _, candidate := range now().Candidates {
		if candidate.Standing == vote.Elected {
			elected++
		}
	}
	if elected != 2 {
		c.t.Errorf("%d elected for two seats", elected)
	}
}

// join has a sister cell take part in what this one holds.
func (c *longYear) join(id meeting.ID, on db.Date) {
	c.t.Helper()
	ctx := c.t.Context()
	parent := got(c.Orgs.Get(ctx, access.Console, c.unit))(c.t).Unit.Parent
	sister := c.found("Chi bộ Khoa Dược", "cell", parent)
	guest := c.actor(c.enter(sister, "Trần Thị K", member.Secretary))
	event := got(c.Exchanges.Propose(ctx, c.secretary, c.unit, exchange.Form{
		Meeting: id, HeldOn: on, StartsAt: "14:00", Place: "Hội trường", Purpose: "Trao đổi cách giảm thời gian chờ", Topic: "Giảm thời gian chờ", Programme: "Báo cáo, thảo luận", Guests: []string{string(sister)},
	}))(c.t)
	sh := got(c.Exchanges.Get(ctx, guest, sister, event))(c.t)
	must(c.t, c.Exchanges.Accept(ctx, guest, sister, event, sh.Exchange.Version))
}

// B1, B5, B10, B11, B13: a year of one cell: twelve regular meetings, four
// thematic of which one is combined, one without a date in the plan, a congress
// that elects on paper, a meeting with another cell, and the scores by two
// rubrics, each meeting's by the one of its day.
func TestYearOfACell(t *testing.T) {
	for engine, address := range map[string]func(*testing.T) string{
		"sqlite": func(*testing.T) string { return "" }, "postgres": func(t *testing.T) string { return dbtest.PostgresURL(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			c := settle(t, address(t))
			ctx := context.Background()
			regular := map[int]quality.Sheet{}
			for month := 1; month <= 12; month++ {
				first := db.Date(fmt.Sprintf("2026-%02d-05", month))
				id := c.hold(meeting.Plan{Kind: meeting.Regular, HeldOn: first, Combined: month == 11}, nil, nil)
				regular[month] = c.score(id)
				switch month {
				case 2, 5, 8:
					c.thematic(first.AddDays(10), month == 8)
				case 4:
					c.hold(meeting.Plan{Kind: meeting.Congress, HeldOn: first.AddDays(14)}, nil, c.elect)
				case 6:
					c.turn("2026-06-20")
					c.hold(meeting.Plan{Kind: meeting.Extraordinary, HeldOn: "2026-06-28", Why: "Việc phát sinh cần kết luận ngay"}, nil, nil)
					c.localRubric("2026-07-01")
				}
			}
			plan := got(c.Years.Get(ctx, c.secretary, c.unit, 2026))(t)
			if !plan.Gaps.None() {
				t.Errorf("the year has gaps: %+v", plan.Gaps)
			}
			for month, sh := range regular {
				if local := sh.Rubric.Title == "Khung của chi bộ"; local != (month >= 7) {
					t.Errorf("month %d was scored by %s", month, sh.Rubric.Title)
				}
				if sh.Above.Points == 0 || sh.Above.Points != sh.Points {
					t.Errorf("month %d: own %d, above %+v", month, sh.Points, sh.Above)
				}
			}
			if trend := got(c.Qualities.Trend(ctx, c.secretary, c.unit, 2026))(t); trend.Year.Scored != 12 {
				t.Errorf("the year counts %d scores", trend.Year.Scored)
			}
			got(c.Audit.Sequence(ctx))(t)
			if report, err := c.Audit.Verify(ctx); err != nil || !report.Sound() {
				t.Errorf("the log after a year: %+v %v", report.Findings, err)
			}
		})
	}
}

// thematic holds a meeting on a named difficulty.
func (c *longYear) thematic(on db.Date, joint bool) {
	c.t.Helper()
	c.hold(meeting.Plan{Kind: meeting.Thematic, HeldOn: on}, func(id meeting.ID) {
		must(c.t, c.Themes.Write(c.t.Context(), c.secretary, id, 0, theme.Form{Difficulty: "Người bệnh chờ lâu", Topic: "Giảm thời gian chờ", Author: c.people[1]}))
		if joint {
			c.join(id, on)
		}
	}, nil)
}

// localRubric sets the cell's own rubric, after one that does not sum up.
func (c *longYear) localRubric(from db.Date) {
	c.t.Helper()
	national, err := quality.Resolve(quality.National(), from, meeting.Regular)
	must(c.t, err)
	f := quality.FormOf(national)
	f.Base, f.Title, f.From = national.ID, "Khung của chi bộ", from
	wrong := f
	wrong.Rows = append([]quality.Row(nil), f.Rows...)
	wrong.Rows[0].Points = "0"
	if _, err := c.Qualities.SetRubric(c.t.Context(), c.secretary, c.unit, wrong); err == nil {
		c.t.Error("a rubric that sums to 95 was taken")
	}
	got(c.Qualities.SetRubric(c.t.Context(), c.secretary, c.unit, f))(c.t)
}
