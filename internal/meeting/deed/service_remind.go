package deed

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// Remind tells secretary and deputy, a day before the rule's last day and once
// it has passed, which papers are awaited: those that members need before a
// meeting, and what is to be posted and reported after it (B8). Each is told
// once of each, however often it runs; it works once a day. For background work
// alone.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	if s.Notices == nil {
		return nil
	}
	return s.daily.Do(by, s.db.Now(), func() error {
		return notify.Each(ctx, s.db, func(tx *db.Tx) ([]meeting.ID, error) {
			return clocked(tx, tx.Today())
		}, func(tx *db.Tx, id meeting.ID) error { return s.remindOf(tx, by, id) })
	})
}

func (s *Service) remindOf(tx *db.Tx, by access.Actor, id meeting.ID) error {
	sh, err := s.meetings.HeadTx(tx, by, id)
	if err != nil {
		return err
	}
	book, err := s.meetings.BookTx(tx, by, sh.Meeting.Unit)
	if err != nil {
		return err
	}
	deeds, err := deedsOf(tx, id)
	if err != nil {
		return err
	}
	papers := 0
	if sh.Meeting.State.Ahead() {
		if papers, err = s.awaited(tx, by, sh); err != nil {
			return err
		}
	}
	noticeBy, _ := sh.Meeting.NoticeBy(book)
	what, last := due(sh.Meeting, tx.Today(), papers, noticeBy, clockOf(book, sh.Meeting, deeds))
	leaders, err := leadersOf(tx, sh.Meeting.Unit)
	if err != nil || what == "" {
		return err
	}
	return s.Notices.TellTx(tx, by, reminders(sh.Meeting, what, last, leaders)...)
}

// awaited counts the items of a meeting that lies ahead whose papers are still
// to come.
func (s *Service) awaited(tx *db.Tx, by access.Actor, sh meeting.Sheet) (n int, err error) {
	if err := s.meetings.PlannedTx(tx, by, &sh); err != nil {
		return 0, err
	}
	if err := s.meetings.AnsweredTx(tx, by, &sh, true); err != nil {
		return 0, err
	}
	for _, w := range sh.Warnings(tx.Today()) {
		if w.Kind == meeting.WarnPaper {
			n++
		}
	}
	return n, nil
}

// leadersOf are the secretary and the deputy of a unit today.
func leadersOf(tx *db.Tx, unit org.ID) ([]member.ID, error) {
	called, err := member.CalledTo(tx, unit, tx.Today())
	return member.LeadersOf(called), err
}
