package task

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Assign gives somebody a task. A record that it comes from must be one that
// Origins knows and that the actor may refer to.
func (s *Service) Assign(ctx context.Context, by access.Actor, n New) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Arrange, n.Unit); err != nil {
			return err
		}
		if n.OriginKind != "" {
			if _, err := s.origin(tx, by, n.Unit, n.OriginKind, n.OriginID); err != nil {
				return err
			}
		}
		id, err = s.AssignTx(tx, by, n)
		return err
	})
	return id, err
}

// AssignTx is Assign within a transaction, for a meeting that closes and the
// like: the caller vouches for the origin. The actor must be of the unit's
// committee.
func (s *Service) AssignTx(tx *db.Tx, by access.Actor, n New) (ID, error) {
	if _, err := org.Authorise(tx, by, Arrange, n.Unit); err != nil {
		return "", err
	}
	if err := n.Check(tx.Today()); err != nil {
		return "", err
	}
	called, err := member.CalledTo(tx, n.Unit, n.On)
	if err != nil {
		return "", err
	}
	if err := mayCarry(called, n.Assignee); err != nil {
		return "", err
	}
	t := Task{ID: ID(db.NewID()), Unit: n.Unit, Title: n.Title, Assignee: n.Assignee, Due: n.Due, State: Assigned}
	if err := insert(tx, t.ID, n); err != nil {
		return "", err
	}
	if err := insertStep(tx, t.ID, Step{Act: Assigning, Person: member.ID(by.Person), Assignee: n.Assignee, Due: n.Due}); err != nil {
		return "", err
	}
	if err := tx.Audit(db.Entry{Action: "task.assign", Unit: string(n.Unit), Kind: "task", Subject: string(t.ID), Person: string(n.Assignee), Data: n}); err != nil {
		return "", err
	}
	if n.Due < tx.Today() { // entered from papers: it is over
		return t.ID, nil
	}
	return t.ID, s.tell(tx, by, Assigning, Task{}, t)
}

// Progress notes how the task goes, in words and, unless percent is nil, from
// 0 to 100. The assignee does; a committee member may enter it for him.
func (s *Service) Progress(ctx context.Context, by access.Actor, id ID, version int, note string, percent *int) error {
	return s.act(ctx, by, id, version, change{act: Progressing, note: note, percent: percent})
}

// Ask asks for a later due day, for a reason. Only the assignee does.
func (s *Service) Ask(ctx context.Context, by access.Actor, id ID, version int, due db.Date, reason string) error {
	return s.act(ctx, by, id, version, change{act: Asking, note: reason, due: due})
}

// Decline refuses the later day that was asked for, and says why.
func (s *Service) Decline(ctx context.Context, by access.Actor, id ID, version int, note string) error {
	return s.act(ctx, by, id, version, change{act: Declining, note: note})
}

// Report says what was done. The assignee reports; a committee member may
// enter it for him.
func (s *Service) Report(ctx context.Context, by access.Actor, id ID, version int, result string) error {
	return s.act(ctx, by, id, version, change{act: Reporting, note: result})
}

// Return asks for more and says what; the task is open again.
func (s *Service) Return(ctx context.Context, by access.Actor, id ID, version int, note string) error {
	return s.act(ctx, by, id, version, change{act: Returning, note: note})
}

// Accept ends the task with a verdict, which may also be that it was not done.
func (s *Service) Accept(ctx context.Context, by access.Actor, id ID, version int, v Verdict) error {
	return s.act(ctx, by, id, version, change{act: Accepting, note: v.Remark, verdict: v})
}

// Extend sets a later due day, for a reason. It answers a request for one.
func (s *Service) Extend(ctx context.Context, by access.Actor, id ID, version int, due db.Date, reason string) error {
	return s.act(ctx, by, id, version, change{act: Extending, note: reason, due: due})
}

// Urge reminds the assignee in words (đôn đốc).
func (s *Service) Urge(ctx context.Context, by access.Actor, id ID, version int, note string) error {
	return s.act(ctx, by, id, version, change{act: Urging, note: note})
}

// Help records what the committee does to help.
func (s *Service) Help(ctx context.Context, by access.Actor, id ID, version int, note string) error {
	return s.act(ctx, by, id, version, change{act: Helping, note: note})
}

// Reassign gives the task to somebody else, who begins anew: what was reported
// so far stays in the timeline alone. A due day of "" stays as it is.
func (s *Service) Reassign(ctx context.Context, by access.Actor, id ID, version int, to member.ID, due db.Date, note string) error {
	return s.act(ctx, by, id, version, change{act: Reassigning, note: note, assignee: to, due: due})
}

// Cancel ends a task that is no longer needed, for a reason.
func (s *Service) Cancel(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.act(ctx, by, id, version, change{act: Cancelling, note: reason})
}

// SettleTx records within a transaction that a task just assigned was reported
// and accepted on an earlier day, as papers that are entered later say: the
// task was done on that day, not today. Nobody is told.
func (s *Service) SettleTx(tx *db.Tx, by access.Actor, id ID, on db.Date, result string, v Verdict) error {
	t, err := byID(tx, id)
	if err != nil {
		return err
	}
	if _, err := authorise(tx, by, Arrange, t.Unit, t.Assignee); err != nil {
		return err
	}
	if !on.IsDay() || on < t.AssignedOn || on > tx.Today() {
		return fault.At("on", "task.date_invalid")
	}
	if _, _, err := s.actTx(tx, by, id, t.Version, change{act: Reporting, note: result, on: on}); err != nil {
		return err
	}
	_, _, err = s.actTx(tx, by, id, t.Version+1, change{act: Accepting, note: v.Remark, verdict: v, on: on})
	return err
}

func (s *Service) act(ctx context.Context, by access.Actor, id ID, version int, c change) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		was, now, err := s.actTx(tx, by, id, version, c)
		if err != nil {
			return err
		}
		return s.tell(tx, by, c.act, was, now)
	})
}

// actTx makes a change and gives the task before and after it.
func (s *Service) actTx(tx *db.Tx, by access.Actor, id ID, version int, c change) (was, now Task, err error) {
	if was, err = byID(tx, id); err != nil {
		return was, now, err
	}
	if _, err = authorise(tx, by, Workflow.Who(c.act), was.Unit, was.Assignee); err != nil {
		return was, now, err
	}
	c.note, c.verdict.Lesson = i18n.Clean(c.note), i18n.Clean(c.verdict.Lesson)
	if now, err = apply(was, c, tx.Today()); err != nil {
		return was, now, err
	}
	if now.Assignee != was.Assignee {
		called, err := member.CalledTo(tx, now.Unit, tx.Today())
		if err != nil {
			return was, now, err
		}
		if err := mayCarry(called, now.Assignee); err != nil {
			return was, now, err
		}
	}
	now.Version = version
	if err = put(tx, now); err != nil {
		return was, now, err
	}
	step := Step{Act: c.act, Person: member.ID(by.Person), Assignee: now.Assignee, Note: c.note, Due: c.due, Percent: c.percent}
	if err = insertStep(tx, id, step); err != nil {
		return was, now, err
	}
	return was, now, tx.Audit(db.Entry{
		Action: "task." + string(c.act), Unit: string(now.Unit), Kind: "task", Subject: string(id), Person: string(now.Assignee),
		Data: entry{was.State, now.State, c.note, now.Due, c.percent, now.Evaluation, now.Lesson},
	})
}

// entry is what the log keeps of a step.
type entry struct {
	From       State      `json:"from"`
	To         State      `json:"to"`
	Note       string     `json:"note"`
	Due        db.Date    `json:"due"`
	Percent    *int       `json:"percent,omitempty"`
	Evaluation Evaluation `json:"evaluation,omitempty"`
	Lesson     string     `json:"lesson,omitempty"`
}
