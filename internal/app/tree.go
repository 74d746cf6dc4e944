package app

import (
	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/admission"
	"chibo/internal/bulletin"
	"chibo/internal/campaign"
	"chibo/internal/campaign/contest"
	"chibo/internal/campaign/step"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/consultation"
	"chibo/internal/db"
	"chibo/internal/evaluation"
	"chibo/internal/feedback"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/org"
	"chibo/internal/periodic"
	"chibo/internal/periodic/table"
	"chibo/internal/task"
	"chibo/internal/topic"
	"chibo/internal/welfare"
)

// hookTree says who and what belongs to a unit when the tree is changed by
// decision: people and their standing, tasks, candidates; and what cannot go on.
func (a *App) hookTree() {
	a.Orgs.BeforeDissolve = a.Members.RefuseWhileHeld
	a.Orgs.Keeper = org.Keeper{Held: member.HeldIn, Named: a.Members.Named, Carry: a.carry, Open: openWork, Inherit: a.inherit}
}

// openWork counts what is unfinished in a unit that ends.
func openWork(tx *db.Tx, unit org.ID) (all []org.Work, err error) {
	for _, w := range []struct {
		key  string
		fate org.Fate
		in   func(*db.Tx, org.ID) (int, error)
	}{
		{"org.work_tasks", org.Goes, tasksIn},
		{"org.work_candidates", org.Goes, admission.OnTheWayIn},
		{"campaign.work", org.Goes, campaign.OpenIn},
		{"step.work", org.Goes, step.OpenIn},
		{"bulletin.work", org.Goes, bulletin.OpenIn},
		{"commendation.work", org.Goes, commendation.OpenIn},
		{"org.work_pledges", org.Goes, commitment.OpenIn},
		{"topic.work", org.Goes, topic.OpenIn},
		{"org.work_minutes", org.Stays, minutesIn},
		{"org.work_planned", org.Ends, plannedIn},
		{"org.work_feedback", org.Goes, feedback.OpenIn},
		{"consultation.work", org.Stays, consultation.OpenIn},
		{"evaluation.work", org.Stays, evaluation.OpenIn},
		{"org.work_reports", org.Stays, periodic.OpenIn},
		{"org.work_tables", org.Stays, table.OpenIn},
		{"org.work_contests", org.Stays, contest.OpenIn},
		{"org.work_welfare", org.Stays, welfare.OpenIn},
		{"org.work_models", org.Stays, mobilisation.OpenIn},
		{"org.work_grants", org.Ends, account.GrantsIn},
	} {
		n, err := w.in(tx, unit)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			all = append(all, org.Work{Key: w.key, N: n, Fate: w.fate})
		}
	}
	return all, nil
}

func tasksIn(tx *db.Tx, unit org.ID) (int, error) {
	tasks, err := task.OpenIn(tx, unit)
	return len(tasks), err
}

func plannedIn(tx *db.Tx, unit org.ID) (int, error) {
	planned, _, err := meeting.UnfinishedIn(tx, unit)
	return planned, err
}

func minutesIn(tx *db.Tx, unit org.ID) (int, error) {
	_, minutes, err := meeting.UnfinishedIn(tx, unit)
	return minutes, err
}

// carry moves who goes to another unit. Where a unit ends, its people are told that
// what it planned is called off while they still belong to it.
func (a *App) carry(tx *db.Tx, by access.Actor, c org.Carriage) error {
	if c.People == nil {
		if err := a.Meetings.CallOff(tx, by, c.From.ID, c.Into.ID, a.merged("org.meeting_called_off", c)); err != nil {
			return err
		}
		// before its people go, whom their dossiers would follow without those who help
		if err := admission.Inherit(tx, c.From.ID, c.Into.ID); err != nil {
			return err
		}
	}
	return a.Members.Carry(tx, by, c)
}

// merged says in the words of a record that a unit ended.
func (a *App) merged(key string, c org.Carriage) string {
	return a.Server.Catalog().Text(i18n.Vi, key, c.From.Name, c.Into.Name, c.No)
}

// inherit gives what goes on to the heir of a unit.
func (a *App) inherit(tx *db.Tx, by access.Actor, c org.Carriage) error {
	if err := bulletin.Inherit(tx, c.From.ID, c.Into); err != nil {
		return err
	}
	if err := feedback.Inherit(tx, c.From.ID, c.Into.ID); err != nil {
		return err
	}
	if err := commendation.Inherit(tx, c.From.ID, c.Into.ID); err != nil {
		return err
	}
	if err := topic.Inherit(tx, c.From.ID, c.Into.ID); err != nil {
		return err
	}
	if err := commitment.Inherit(tx, by, c); err != nil {
		return err
	}
	why := a.merged("org.task_carried", c)
	if err := a.Campaigns.Inherit(tx, by, c, why); err != nil {
		return err
	}
	return a.Tasks.Carry(tx, by, c.From, c.Into, c.On, why)
}
