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
	tasks, err := task.OpenIn(tx, unit)
	if err != nil {
		return nil, err
	}
	candidates, err := admission.OnTheWayIn(tx, unit)
	if err != nil {
		return nil, err
	}
	planned, minutes, err := meeting.UnfinishedIn(tx, unit)
	if err != nil {
		return nil, err
	}
	voices, err := feedback.OpenIn(tx, unit)
	if err != nil {
		return nil, err
	}
	contests, err := contest.OpenIn(tx, unit)
	if err != nil {
		return nil, err
	}
	care, err := welfare.OpenIn(tx, unit)
	if err != nil {
		return nil, err
	}
	tables, err := table.OpenIn(tx, unit)
	if err != nil {
		return nil, err
	}
	models, err := mobilisation.OpenIn(tx, unit)
	if err != nil {
		return nil, err
	}
	asked, err := consultation.OpenIn(tx, unit)
	if err != nil {
		return nil, err
	}
	items, err := campaign.OpenIn(tx, unit)
	if err != nil {
		return nil, err
	}
	reports, err := step.OpenIn(tx, unit)
	if err != nil {
		return nil, err
	}
	grants, err := account.GrantsIn(tx, unit)
	for _, w := range []org.Work{
		{Key: "org.work_tasks", N: len(tasks), Goes: true},
		{Key: "org.work_candidates", N: candidates, Goes: true},
		{Key: "campaign.work", N: items, Goes: true},
		{Key: "step.work", N: reports, Goes: true},
		{Key: "org.work_minutes", N: minutes},
		{Key: "org.work_planned", N: planned},
		{Key: "org.work_feedback", N: voices},
		{Key: "consultation.work", N: asked},
		{Key: "org.work_tables", N: tables},
		{Key: "org.work_contests", N: contests},
		{Key: "org.work_welfare", N: care},
		{Key: "org.work_models", N: models},
		{Key: "org.work_grants", N: grants},
	} {
		if w.N > 0 {
			all = append(all, w)
		}
	}
	return all, err
}

// inherit gives what goes on to the heir of a unit.
func (a *App) inherit(tx *db.Tx, by access.Actor, c org.Carriage) error {
	if err := admission.Inherit(tx, c.From.ID, c.Into.ID); err != nil {
		return err
	}
	if err := bulletin.Inherit(tx, c.From.ID, c.Into.ID); err != nil {
		return err
	}
	why := a.Server.Catalog().Text(i18n.Vi, "org.task_carried", c.From.Name, c.Into.Name, c.No)
	if err := a.Campaigns.Inherit(tx, by, c, why); err != nil {
		return err
	}
	return a.Tasks.Carry(tx, by, c.From, c.Into, c.On, why)
}
