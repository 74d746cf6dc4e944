package sample

import (
	"context"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/vote"
)

// scored is how many of its last regular meetings the cell of the first
// organisation has scored: the last was adopted, the one before lies with the
// committee above, the others are confirmed.
const scored = 6

// scores makes a job for each meeting that is scored.
func (s Services) scores(ctx context.Context, cells [][]*session) (jobs []func() error) {
	for _, cell := range cells {
		for _, ses := range cell {
			if at := ses.sitting; ses.spec.Code == shown && at.Kind == meeting.Regular && at.Left >= 0 && at.Left < scored {
				jobs = append(jobs, func() error { return ses.score(ctx) })
			}
		}
	}
	return jobs
}

// score gives nearly full points where people judge; of the years for which no
// rubric has points there is no score.
func (s *session) score(ctx context.Context) error {
	by, id := access.Console, s.id()
	sh, err := s.Qualities.Sheet(ctx, by, id)
	if err != nil || sh.Missing != nil {
		return err
	}
	if err := s.Qualities.Begin(ctx, by, id); err != nil {
		return err
	}
	if sh, err = s.Qualities.Sheet(ctx, by, id); err != nil {
		return err
	}
	if err := s.Qualities.Save(ctx, by, id, sh.Version, s.judged(sh)); err != nil {
		return err
	}
	held, err := s.Meetings.Get(ctx, by, id)
	if err != nil {
		return err
	}
	if err := s.Qualities.Adopt(ctx, by, id, sh.Version+1, vote.Count{Favour: held.Voting.Base.Present}); err != nil || s.sitting.Left == 0 {
		return err
	}
	if err := s.Qualities.Send(ctx, by, id, sh.Version+2); err != nil || s.sitting.Left == 1 {
		return err
	}
	return s.Qualities.Confirm(ctx, by, id, sh.Version+3, nil, "")
}

// judged is what people give: a tenth less than all, now and then.
func (s *session) judged(sh quality.Sheet) (entries []quality.Entry) {
	for _, l := range sh.Lines {
		if l.Group || !l.Applies || l.Mark.Computed != nil {
			continue
		}
		entries = append(entries, quality.Entry{Key: l.Key, Points: strconv.Itoa(l.Points - s.dice.IntN(2)*(l.Points/10))})
	}
	return entries
}
