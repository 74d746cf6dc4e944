package sample

import (
	"context"
	"fmt"
	"strings"

	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/target"
	"chibo/internal/topic"
)

// pastSpec is what the article tells of earlier years, beside the meetings.
// Organisations are named by their codes, people counted from 1.
type pastSpec struct {
	Awards    []awardSpec      `yaml:"awards"`
	Target    *targetSpec      `yaml:"target"`
	Feedback  *feedbackSpec    `yaml:"feedback"`
	Topics    *pastTopics      `yaml:"topics"`
	Briefings *pastBriefings   `yaml:"briefings"`
	Turns     map[string][]int `yaml:"turns"` // by unit: how many reported in each month that heard reports
}

// awardSpec is one decision: the units and people whom it commends.
type awardSpec struct {
	Form     commendation.Form     `yaml:"form"`
	Level    commendation.Level    `yaml:"level"`
	Occasion commendation.Occasion `yaml:"occasion"`
	Year     int                   `yaml:"year"`
	Years    int                   `yaml:"years"` // of a period
	Giver    string                `yaml:"giver"`
	Number   string                `yaml:"number"`
	On       db.Date               `yaml:"on"`
	Units    []string              `yaml:"units"`
	People   map[string][]int      `yaml:"people"`
}

// targetSpec is how many are to be admitted in the term that runs on a day.
type targetSpec struct {
	Unit    string  `yaml:"unit"`
	On      db.Date `yaml:"on"`
	Title   string  `yaml:"title"`
	Measure string  `yaml:"measure"`
	Value   string  `yaml:"value"`
}

// feedbackSpec is counts by month, from one on.
type feedbackSpec struct {
	Unit   string  `yaml:"unit"`
	From   db.Date `yaml:"from"`
	Calls  []int   `yaml:"calls"`  // concerns by the hotline
	Praise []int   `yaml:"praise"` // in the box for letters
}

// pastTopics are topics of the article's year: the members in their order, one
// each.
type pastTopics struct {
	Unit   string   `yaml:"unit"`
	Field  string   `yaml:"field"`
	Body   string   `yaml:"body"` // {title}: of the topic
	Titles []string `yaml:"titles"`
}

// pastBriefings are the monthly briefings of the article's year: in every second
// one two people present.
type pastBriefings struct {
	Unit     string   `yaml:"unit"`
	Day      int      `yaml:"day"`
	Audience string   `yaml:"audience"`
	Titles   []string `yaml:"titles"` // from January on
}

// recall lists what writes down what the articles tell of earlier years.
func (s Services) recall(ctx context.Context, houses []*house) (jobs []func() error) {
	for _, h := range houses {
		r := recalled{Services: s, house: h}
		for _, a := range h.Past.Awards {
			jobs = append(jobs, func() error { return r.commend(ctx, a) })
		}
		if h.Past.Target != nil {
			jobs = append(jobs, func() error { return r.aim(ctx, *h.Past.Target) })
		}
		if h.Past.Feedback != nil {
			jobs = append(jobs, func() error { return r.count(ctx, *h.Past.Feedback) })
		}
		if h.Past.Topics != nil {
			for n := range h.Past.Topics.Titles {
				jobs = append(jobs, func() error { return r.speak(ctx, *h.Past.Topics, n) })
			}
		}
		if h.Past.Briefings != nil {
			for n := range h.Past.Briefings.Titles {
				jobs = append(jobs, func() error { return r.brief(ctx, *h.Past.Briefings, n) })
			}
		}
	}
	return jobs
}

// recalled is a tree whose earlier years are written.
type recalled struct {
	Services
	*house
}

// commend enters the awards of one decision.
func (r recalled) commend(ctx context.Context, a awardSpec) error {
	f := commendation.AwardForm{
		Merit:    commendation.Merit{Form: a.Form, Level: a.Level, Occasion: a.Occasion, Year: a.Year, Years: a.Years},
		Decision: commendation.Decision{Giver: a.Giver, Number: a.Number, On: a.On},
	}
	for _, code := range a.Units {
		f.SubjectForm = commendation.SubjectForm{Kind: commendation.Collective, Unit: r.units[code]}
		if _, err := r.Awards.Enter(ctx, access.Console, r.units[code], f); err != nil {
			return fmt.Errorf("%s %s: %w", code, a.On, err)
		}
	}
	for code, people := range a.People {
		f.SubjectForm = commendation.SubjectForm{Kind: commendation.Individual}
		for _, n := range people {
			f.SubjectForm.People = append(f.SubjectForm.People, r.people[code][n-1].id)
		}
		if _, err := r.Awards.Enter(ctx, access.Console, r.units[code], f); err != nil {
			return fmt.Errorf("%s %s: %w", code, a.On, err)
		}
	}
	return nil
}

// aim sets the target of a term.
func (r recalled) aim(ctx context.Context, t targetSpec) error {
	unit := r.units[t.Unit]
	var term org.Term
	err := r.DB.Read(ctx, func(tx *db.Tx) (err error) {
		term, err = org.TermOn(tx, unit, t.On)
		return err
	})
	if err != nil {
		return err
	}
	id, err := r.Targets.Propose(ctx, access.Console, unit, target.Form{
		Term: term.ID, Title: t.Title, Measure: t.Measure, Value: t.Value, Source: target.BySourceAdmitted,
	})
	if err != nil {
		return err
	}
	return r.Targets.Settle(ctx, access.Console, id, 1)
}

// count enters how the public turned to a unit, month by month.
func (r recalled) count(ctx context.Context, f feedbackSpec) error {
	for n, calls := range f.Calls {
		month := (f.From + "-01").AddMonths(n).Month()
		counts := feedback.Counts{
			{Channel: feedback.Hotline, Kind: feedback.Concern}: calls,
			{Channel: feedback.Box, Kind: feedback.Praise}:      f.Praise[n],
		}
		if err := r.Feedback.Enter(ctx, access.Console, r.units[f.Unit], month, 0, counts); err != nil {
			return err
		}
	}
	return nil
}

// speak takes the n-th topic from who was given it to the meeting that heard it:
// one a month, from January on.
func (r recalled) speak(ctx context.Context, t pastTopics, n int) error {
	title := t.Titles[n]
	author, first := r.then(t.Unit)[n], db.Date(fmt.Sprintf("%d-01-03", r.Year))
	on := weekday(first.AddMonths(n))
	f := topic.Form{Person: author, Title: title, Field: t.Field, Due: on.AddDays(-1)}
	id, err := r.Topics.Assign(ctx, access.Console, r.units[t.Unit], r.Year, f)
	if err != nil {
		return err
	}
	if err := r.Topics.Send(ctx, as(author), id, 0, strings.ReplaceAll(t.Body, "{title}", title)); err != nil {
		return err
	}
	if err := r.Topics.Pass(ctx, access.Console, id, 2); err != nil {
		return err
	}
	return r.Topics.Present(ctx, access.Console, id, 3, on)
}

// then are the people of a unit who belonged to it in the article's year.
func (r recalled) then(code string) (ids []member.ID) {
	for _, p := range r.people[code] {
		if p.form.From.Year() <= r.Year {
			ids = append(ids, p.id)
		}
	}
	return ids
}

// brief enters the n-th briefing, at which one presented, or two.
func (r recalled) brief(ctx context.Context, b pastBriefings, n int) error {
	people := r.people[b.Unit]
	f := topic.BriefingForm{
		HeldOn: weekday(db.Date(fmt.Sprintf("%d-%02d-%02d", r.Year, n+1, b.Day))), Title: b.Titles[n], Audience: b.Audience,
		Presenter: people[n%len(people)].id,
	}
	if n%2 == 1 {
		f.Second = people[(n+len(people)/2)%len(people)].id
	}
	id, err := r.Topics.Plan(ctx, access.Console, r.units[b.Unit], f)
	if err != nil {
		return err
	}
	return r.Topics.Hold(ctx, access.Console, id, 1, f.HeldOn)
}
