package sample

import (
	"context"
	"fmt"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/meeting/carry"
	"chibo/internal/meeting/exchange"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/topic"
)

// besideBook is what the shown cell has besides its monthly meetings.
type besideBook struct {
	Congress   congressSpec   `yaml:"congress"`
	Call       string         `yaml:"call"` // for topics
	Presented  topicSpec      `yaml:"presented"`
	Assigned   topicSpec      `yaml:"assigned"`
	Briefings  []briefingSpec `yaml:"briefings"` // one held, one ahead
	Waiting    parked         `yaml:"waiting"`
	Repeated   parked         `yaml:"repeated"`
	Visit      visitSpec      `yaml:"visit"`      // held
	Invitation visitSpec      `yaml:"invitation"` // of the neighbour, not answered yet
}

type topicSpec struct {
	Title    string   `yaml:"title"`
	Field    string   `yaml:"field"`
	Body     string   `yaml:"body"`
	Opinions []string `yaml:"opinions"` // of those who heard it
}

type briefingSpec struct {
	Title    string `yaml:"title"`
	Audience string `yaml:"audience"`
}

// parked is an entry of the backlog.
type parked struct {
	Title   string        `yaml:"title"`
	Kind    rulebook.Kind `yaml:"kind"`
	Minutes int           `yaml:"minutes"`
}

type visitSpec struct {
	Place     string `yaml:"place"`
	Topic     string `yaml:"topic"`
	Purpose   string `yaml:"purpose"`
	Programme string `yaml:"programme"`
	Course    string `yaml:"course"`
	Points    string `yaml:"points"`
	Presents  string `yaml:"presents"` // what one of the host presents
	Answers   string `yaml:"answers"`  // … and one of the guest
	Lesson    struct {
		Title string `yaml:"title"`
		Body  string `yaml:"body"`
	} `yaml:"lesson"`
}

// neighbour is the cell with which the shown one exchanges.
const neighbour = "S0-VP"

// cellBeside is the shown cell, and its neighbour, as the rest of their life is
// written.
type cellBeside struct {
	Services
	book        besideBook
	unit, guest org.ID
	people      []person
	host, head  access.Actor // who leads the shown cell, and the neighbour
	today, last db.Date      // last is the day of its last regular meeting
}

// live lists what stands beside the meetings of the shown cell, once these
// stand.
func (s Services) live(ctx context.Context, houses []*house, cells [][]*session, book besideBook, today db.Date) (jobs []func() error) {
	for _, h := range houses {
		unit, ok := h.units[shown]
		if !ok {
			continue
		}
		c := cellBeside{
			Services: s, book: book, unit: unit, guest: h.units[neighbour], people: h.people[shown],
			host: as(h.people[shown][0].id), head: as(h.people[neighbour][0].id), today: today, last: lastRegular(cells, today),
		}
		for _, do := range []func(context.Context) error{c.present, c.assign, c.brief, c.park, c.visit, c.invited} {
			jobs = append(jobs, func() error { return do(ctx) })
		}
	}
	return jobs
}

// lastRegular is the day of the shown cell's last regular meeting in the year of
// today; today where the year has seen none.
func lastRegular(cells [][]*session, today db.Date) db.Date {
	for _, cell := range cells {
		for _, ses := range cell {
			if at := ses.sitting; ses.spec.Code == shown && at.Kind == meeting.Regular && at.Left == 0 && at.On.Year() == today.Year() {
				return at.On
			}
		}
	}
	return today
}

// present takes a topic of the year from the call to what was said of it.
func (c cellBeside) present(ctx context.Context) error {
	year, author := c.today.Year(), c.people[7].id
	due := db.Date(fmt.Sprintf("%d-12-31", year))
	if err := c.Topics.SaveCall(ctx, c.host, c.unit, year, 0, topic.CallForm{Words: c.book.Call, Due: due}); err != nil {
		return err
	}
	p := c.book.Presented
	id, err := c.Topics.Assign(ctx, c.host, c.unit, year, topic.Form{Person: author, Title: p.Title, Field: p.Field, Due: c.today})
	if err != nil {
		return err
	}
	if err := c.Topics.Send(ctx, as(author), id, 0, p.Body); err != nil {
		return err
	}
	if err := c.Topics.Pass(ctx, c.host, id, 2); err != nil {
		return err
	}
	if err := c.Topics.Present(ctx, c.host, id, 3, c.last); err != nil {
		return err
	}
	for n, words := range p.Opinions {
		if err := c.Topics.Say(ctx, as(c.people[1+n].id), id, words); err != nil {
			return err
		}
	}
	return nil
}

// assign gives another topic of the year, on which nobody has written yet.
func (c cellBeside) assign(ctx context.Context) error {
	due := c.today.AddDays(30)
	f := topic.Form{Person: c.people[8].id, Title: c.book.Assigned.Title, Field: c.book.Assigned.Field, Due: due, Month: due.AddMonths(1).Month()}
	_, err := c.Topics.Assign(ctx, c.host, c.unit, c.today.Year(), f)
	return err
}

// brief plans two briefings: one was held, one lies ahead.
func (c cellBeside) brief(ctx context.Context) error {
	for n, b := range c.book.Briefings {
		f := topic.BriefingForm{HeldOn: weekday(c.today.AddDays(-20 + n*34)), Title: b.Title, Audience: b.Audience, Presenter: c.people[9-6*n].id}
		if n > 0 {
			f.Second = c.people[5].id
		}
		id, err := c.Topics.Plan(ctx, c.host, c.unit, f)
		if err != nil {
			return err
		}
		if f.HeldOn > c.today {
			continue
		}
		if err := c.Topics.Hold(ctx, c.host, id, 1, f.HeldOn); err != nil {
			return err
		}
	}
	return nil
}

// weekday is the day, or the Monday after it.
func weekday(on db.Date) db.Date {
	for on.Time().Weekday() == time.Saturday || on.Time().Weekday() == time.Sunday {
		on = on.AddDays(1)
	}
	return on
}

// park fills the backlog.
func (c cellBeside) park(ctx context.Context) error {
	for _, p := range []parked{c.book.Waiting, c.book.Repeated} {
		f := carry.Form{Title: p.Title, Kind: p.Kind, Minutes: p.Minutes, Repeated: p == c.book.Repeated}
		if _, err := c.Carries.Park(ctx, c.host, c.unit, f); err != nil {
			return err
		}
	}
	return nil
}

func (v visitSpec) form(on db.Date, at string, guest org.ID) exchange.Form {
	return exchange.Form{HeldOn: on, StartsAt: at, Place: v.Place, Topic: v.Topic, Purpose: v.Purpose, Programme: v.Programme, Guests: []string{string(guest)}}
}

// visit has the neighbour come, today, until both agree on the minutes and the
// shown cell has learned from it.
func (c cellBeside) visit(ctx context.Context) error {
	x, v := c.Exchanges, c.book.Visit
	id, err := x.Propose(ctx, c.host, c.unit, v.form(c.today, "08:00", c.guest))
	if err != nil {
		return err
	}
	if err := x.Accept(ctx, c.head, c.guest, id, 1); err != nil {
		return err
	}
	for _, n := range []struct {
		by       access.Actor
		unit     org.ID
		presents string
	}{{c.host, c.unit, v.Presents}, {c.head, c.guest, v.Answers}} {
		if err := x.Name(ctx, n.by, n.unit, id, member.ID(n.by.Person), n.presents); err != nil {
			return err
		}
	}
	if err := x.Hold(ctx, c.host, id, 2); err != nil {
		return err
	}
	if err := x.Record(ctx, c.host, id, 3, exchange.Minutes{Course: v.Course, Points: v.Points}); err != nil {
		return err
	}
	if err := x.Agree(ctx, c.head, c.guest, id, 1); err != nil {
		return err
	}
	if err := x.Agree(ctx, c.host, c.unit, id, 1); err != nil {
		return err
	}
	_, err = x.Learn(ctx, c.host, c.unit, id, exchange.LessonForm{Title: v.Lesson.Title, Body: v.Lesson.Body, Use: exchange.AsModel})
	return err
}

// invited is what the neighbour proposes, and waits for an answer.
func (c cellBeside) invited(ctx context.Context) error {
	_, err := c.Exchanges.Propose(ctx, c.head, c.guest, c.book.Invitation.form(weekday(c.today.AddDays(24)), "14:30", c.unit))
	return err
}
