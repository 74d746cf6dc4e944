package sample

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	visiting "chibo/internal/meeting/calendar"
)

// attend has the offices of two committees send somebody to the first meetings of this
// month and the next that are not over.
func (s Services) attend(ctx context.Context, houses []*house, today db.Date) error {
	if s.Calendars == nil {
		return nil
	}
	this := today.Month()
	for _, h := range houses {
		for _, committee := range []string{leadsCampaign, markUnit} {
			office, ok := h.units[committee]
			if !ok {
				continue
			}
			for _, month := range []db.Date{this, (this + "-01").AddMonths(1).Month()} {
				m, err := s.Calendars.Month(ctx, access.Console, office, month, visiting.Open, 1)
				if err != nil {
					return err
				}
				if err := s.attendSome(ctx, m.Lines); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// attendSome sends the first who may be sent to three of the meetings.
func (s Services) attendSome(ctx context.Context, lines []visiting.Line) error {
	left := 3
	for _, l := range lines {
		if left == 0 || !l.State.Ahead() {
			continue
		}
		sh, err := s.Calendars.Get(ctx, access.Console, l.ID)
		if err != nil {
			return err
		}
		if len(sh.People) == 0 {
			continue
		}
		if _, err := s.Calendars.Assign(ctx, access.Console, l.ID, sh.People[0].Person); err != nil {
			return err
		}
		left--
	}
	return nil
}
