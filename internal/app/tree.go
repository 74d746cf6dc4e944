package app

import (
	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/admission"
	"chibo/internal/bulletin"
	"chibo/internal/campaign"
	"chibo/internal/campaign/contest"
	"chibo/internal/campaign/step"
	"chibo/internal/consultation"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/org"
	"chibo/internal/periodic/table"
	"chibo/internal/task"
	"chibo/internal/welfare"
)

// hookTree says who and what belongs to a unit when the tree is changed by
// decision: people and their standing, tasks, candidates; and what cannot go on.
func (a *App) hookTree() {
	a.Orgs.BeforeDissolve = a.Members.RefuseWhileHeld
	a.Orgs.Keeper = org.Keeper{Held: member.HeldIn, Named: a.Members.Named, Carry: a.Members.Carry, Open: openWork, Inherit: a.inherit}
}

// openWork counts what is unfinished in a unit that ends.
func openWork(tx *db.Tx, unit org.ID) (all []org.Work, err error) {
	for _, w := range []struct {
		key  string
		goes bool
		in   func(*db.Tx, org.ID) (int, error)
	}{
		{"org.work_tasks", true, tasksIn},
		{"org.work_candidates", true, admission.OnTheWayIn},
		{"campaign.work", true, campaign.OpenIn},
		{"step.work", true, step.OpenIn},
		{"bulletin.work", true, bulletin.OpenIn},
		{"org.work_minutes", false, minutesIn},
		{"org.work_planned", false, plannedIn},
		{"org.work_feedback", false, feedback.OpenIn},
		{"consultation.work", false, consultation.OpenIn},
		{"org.work_tables", false, table.OpenIn},
		{"org.work_contests", false, contest.OpenIn},
		{"org.work_welfare", false, welfare.OpenIn},
		{"org.work_models", false, mobilisation.OpenIn},
		{"org.work_grants", false, account.GrantsIn},
	} {
		n, err := w.in(tx, unit)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			all = append(all, org.Work{Key: w.key, N: n, Goes: w.goes})
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

// inherit gives what goes on to the heir of a unit.
func (a *App) inherit(tx *db.Tx, by access.Actor, c org.Carriage) error {
	if err := admission.Inherit(tx, c.From.ID, c.Into.ID); err != nil {
		return err
	}
	if err := bulletin.Inherit(tx, c.From.ID, c.Into); err != nil {
		return err
	}
	why := a.Server.Catalog().Text(i18n.Vi, "org.task_carried", c.From.Name, c.Into.Name, c.No)
	if err := a.Campaigns.Inherit(tx, by, c, why); err != nil {
		return err
	}
	return a.Tasks.Carry(tx, by, c.From, c.Into, c.On, why)
}
