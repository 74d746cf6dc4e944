package task

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tell lets those know whom a step concerns: the secretary of what the
// assignee reports and asks for, the assignee of what the committee does, and
// whoever carried the task before that he does no longer. Nobody is told what
// he did himself.
func (s *Service) tell(tx *db.Tx, by access.Actor, a Act, was, now Task) error {
	if s.Notices == nil || a == Progressing {
		return nil
	}
	n := notify.Notice{
		Person: now.Assignee, Unit: now.Unit, Key: "task.tell_" + string(a), Args: []any{now.Title, now.Due},
		Link: "/task/" + string(now.ID), Mail: notify.News,
	}
	notices := []notify.Notice{n}
	switch a {
	case Reporting, Asking:
		head, err := headOf(tx, now.Unit)
		if err != nil {
			return err
		}
		notices[0].Person = head
	case Urging:
		notices[0].Mail = notify.Deadline
	case Reassigning:
		n.Person, n.Key, n.Link = was.Assignee, "task.tell_relieved", "/task"
		notices = append(notices, n)
	}
	notices = slices.DeleteFunc(notices, func(n notify.Notice) bool { return n.Person == "" || string(n.Person) == by.Person })
	return s.Notices.TellTx(tx, by, notices...)
}

// headOf is the unit's secretary, or in his place the deputy; "" if it has
// neither.
func headOf(tx *db.Tx, unit org.ID) (member.ID, error) {
	called, err := member.CalledTo(tx, unit, tx.Today())
	if err != nil {
		return "", err
	}
	return member.HeadOf(called), nil
}

// Remind tells assignees that a task is due in three days or in one, that it
// is over since a day, and then weekly; and once a week the secretary how many
// tasks of his unit are overdue. Each is told once, however often Remind runs;
// it works once a day, from seven in the morning, and costs nothing else. For
// background work alone.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	if s.Notices == nil {
		return nil
	}
	return s.daily.Do(by, s.db.Now(), func() error {
		return notify.Each(ctx, s.db, func(tx *db.Tx) ([]org.ID, error) {
			return unitsWithDue(tx, tx.Today().AddDays(firstReminder))
		}, func(tx *db.Tx, unit org.ID) error { return s.remindIn(tx, by, unit) })
	})
}

// remindIn reminds of the tasks of one unit.
func (s *Service) remindIn(tx *db.Tx, by access.Actor, unit org.ID) error {
	today := tx.Today()
	tasks, err := openUntil(tx, unit, today.AddDays(firstReminder))
	if err != nil {
		return err
	}
	called, err := member.CalledTo(tx, unit, today)
	if err != nil {
		return err
	}
	var notices []notify.Notice
	overdue := 0
	for _, t := range tasks {
		if t.Late(today) > 0 {
			overdue++
		}
		if st := stage(t, today); st != "" && mayCarry(called, t.Assignee) == nil {
			notices = append(notices, reminder(t, today, st))
		}
	}
	if to := member.HeadOf(called); overdue > 0 && to != "" {
		notices = append(notices, notify.Notice{
			Person: to, Unit: unit, Key: "task.tell_overdue", Args: []any{overdue}, Link: "/task?unit=" + string(unit) + "&view=overdue",
			Once: "tasks overdue " + string(unit) + " " + string(sunday(today)), Mail: notify.Deadline,
		})
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// reminder is what an assignee is told at a stage.
func reminder(t Task, today db.Date, stage string) notify.Notice {
	n := notify.Notice{
		Person: t.Assignee, Unit: t.Unit, Key: "task.tell_near", Args: []any{t.Title, t.Due, t.Left(today)},
		Link: "/task/" + string(t.ID), Once: "task due " + string(t.ID) + " " + string(t.Due) + " " + stage, Mail: notify.Deadline,
	}
	switch late := t.Late(today); {
	case late > 0:
		n.Key, n.Args = "task.tell_late", []any{t.Title, t.Due, late}
	case t.Left(today) == 0:
		n.Key = "task.tell_today"
	}
	return n
}
