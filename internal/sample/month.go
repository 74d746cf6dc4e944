package sample

import (
	"bytes"
	"context"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/task"
)

// shown is the cell in which every role has an account: what the month brings
// is told of it.
const shown = "S0"

// sentUp is how many of the latest regular meetings have a resolution that
// was posted and sent up.
const sentUp = 3

// sendUp finishes the papers of one of the latest meetings: the resolution is
// issued and posted, and both go up.
func (s *session) sendUp(ctx context.Context) error {
	if !s.regular() || s.sitting.Left >= sentUp {
		return nil
	}
	by := access.Console
	by.Person = string(s.sheet.Meeting.Chair)
	if _, err := s.Deeds.Issue(ctx, by, s.id(), deed.Resolution, 0); err != nil {
		return err
	}
	sh, err := s.Deeds.Deed(ctx, by, s.id(), deed.Resolution, deed.Newest, "")
	if err != nil {
		return err
	}
	posted := min(s.sitting.On.AddDays(1), s.today)
	if err := s.Deeds.Post(ctx, by, s.id(), deed.Resolution, sh.Deed.Version, posted); err != nil {
		return err
	}
	return s.Deeds.Report(ctx, by, s.id(), sh.Meeting.Version, true)
}

// committeeDays is how many days before the cell its committee meets, or the
// Friday before where that is a weekend.
const committeeDays = 12

// confer writes the meeting of the committee that prepares this one: held
// where its day has passed, else planned.
func (s *session) confer(ctx context.Context) error {
	on := s.sitting.On.AddDays(-committeeDays)
	for on.Time().Weekday() == time.Saturday || on.Time().Weekday() == time.Sunday {
		on = on.AddDays(-1)
	}
	chair, minuter := s.people[0].id, s.people[1].id
	id, err := s.Meetings.Plan(ctx, access.Console, s.unit, meeting.Plan{
		Kind: meeting.Committee, Month: s.sitting.Month, HeldOn: on, StartsAt: "16:00", Place: s.spec.Meets.Place, Chair: chair, Minuter: minuter,
	})
	if err != nil || on >= s.today {
		return err
	}
	if err := s.Meetings.Open(ctx, access.Console, id, 1, "16:00"); err != nil {
		return err
	}
	if err := s.look(ctx, id); err != nil {
		return err
	}
	if err := s.Meetings.MarkRest(ctx, access.Console, id, meeting.Present); err != nil {
		return err
	}
	for _, i := range s.sheet.Items {
		if i.Kind != rulebook.KindTask && i.Kind != rulebook.KindReport {
			continue
		}
		if err := s.conclude(ctx, i, s.say(s.Agreed)); err != nil {
			return err
		}
	}
	if err := s.Meetings.Close(ctx, access.Console, id, s.sheet.Meeting.Version, meeting.Sign{OpenedAt: "16:00", ClosedAt: "17:05", Summary: s.Summary}, nil); err != nil {
		return err
	}
	return s.freezeNow(ctx)
}

// prepare gives the meeting ahead its papers, the documents from above, and the
// answers of those who have seen it.
func (s *session) prepare(ctx context.Context) error {
	if err := s.look(ctx, s.id()); err != nil {
		return err
	}
	if err := s.study(ctx); err != nil {
		return err
	}
	for _, h := range s.Handouts {
		if err := s.handOut(ctx, h); err != nil {
			return err
		}
	}
	if err := s.answer(ctx); err != nil {
		return err
	}
	if s.today < s.sitting.On && s.sitting.On <= s.today.AddDays(2) {
		return s.Meetings.Announce(ctx, access.Console, s.id(), s.sheet.Meeting.Version)
	}
	return nil
}

// study puts every document that waits on the agenda.
func (s *session) study(ctx context.Context) error {
	var waiting []directive.Directive
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		waiting, err = directive.ToStudy(tx, s.unit)
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range waiting {
		if _, err := s.Meetings.Study(ctx, access.Console, s.id(), meeting.Directive{ID: string(d.ID), Title: d.Line()}); err != nil {
			return err
		}
	}
	return nil
}

// handOut attaches a paper for the members to read.
func (s *session) handOut(ctx context.Context, h handout) error {
	name := s.say(h.Name)
	d := paper.Document{Preset: paper.HD05, Title: name, Kind: name, Made: s.today.Time()}
	for _, line := range h.Lines {
		d.Blocks = append(d.Blocks, paper.Text(s.say(line)))
	}
	var file bytes.Buffer
	if err := paper.PDF(&file, d); err != nil {
		return err
	}
	by := access.Console
	by.Person = string(s.people[0].id)
	_, err := s.Documents.Attach(ctx, by, document.Upload{Kind: "meeting", Subject: string(s.id()), Name: name + ".pdf", Data: bytes.NewReader(file.Bytes())})
	return err
}

// answers is how many say that they come; one more asks to be excused.
const answers = 8

// answer tells who comes. Those whose accounts the sample opens are asked
// still, except the leadership.
func (s *session) answer(ctx context.Context) error {
	given := 0
	for i, p := range s.people {
		if i == 3 || i == 13 || !p.sits(s.sitting.On) || given > answers {
			continue
		}
		by := access.Console
		by.Person = string(p.id)
		f := meeting.ResponseForm{Person: p.id, Answer: meeting.Coming}
		if given == answers {
			f.Answer = meeting.Excusing
		}
		if err := s.Meetings.Answer(ctx, by, s.id(), f); err != nil {
			return err
		}
		given++
	}
	return nil
}

// urgent gives two tasks of the committee's own: one is overdue, one is due
// soon and belongs to the member whose account the sample opens.
func (s *session) urgent(ctx context.Context) error {
	by := access.Console
	by.Person = string(s.people[0].id)
	for _, t := range []struct {
		spec taskSpec
		who  int
		due  int
	}{{s.Urgent[0], 7, -3}, {s.Urgent[1], 3, 16}} {
		n := task.New{
			Unit: s.unit, Title: t.spec.Title, Measure: t.spec.Measure, Assignee: s.people[t.who].id,
			Due: s.today.AddDays(t.due), On: s.today.AddDays(-20),
		}
		if _, err := s.Tasks.Assign(ctx, by, n); err != nil {
			return err
		}
	}
	return nil
}

// months lists what makes the month of the shown cell, once its meetings
// stand.
func months(ctx context.Context, cells [][]*session) (jobs []func() error) {
	for _, cell := range cells {
		next := cell[len(cell)-1]
		if next.spec.Code != shown {
			continue
		}
		committee := *next // it looks at a meeting of its own
		jobs = append(jobs,
			func() error { return committee.confer(ctx) },
			func() error { return next.prepare(ctx) },
			func() error { return next.urgent(ctx) },
		)
	}
	return jobs
}

// handout is a paper for the members to read before a meeting.
type handout struct {
	Name  string   `yaml:"name"`
	Lines []string `yaml:"lines"`
}
