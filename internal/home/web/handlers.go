package web

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/evaluation"
	"chibo/internal/meeting"
	"chibo/internal/meeting/month"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/server"
	"chibo/internal/task"
)

// home shows the page of the hat that the person wears.
func (h handlers) home(w http.ResponseWriter, r *http.Request) error {
	worn := server.Actor(r).At(server.Unit(r))
	switch {
	case access.Might(worn, meeting.Prepare):
		return h.committee(w, r)
	case access.Might(worn, meeting.View):
		return h.member(w, r)
	case access.Might(worn, meeting.Oversee):
		return h.office(w, r)
	case worn.Has(access.MassOfficer, access.MassMember):
		return h.chapter(w, r)
	case worn.Has(access.Administrator):
		return h.administrator(w, r)
	}
	return server.Render(w, r, nobodyPage(server.Person(r)))
}

// desk is what the committee of a cell sees.
type desk struct {
	name  string
	today db.Date
	unit  org.ID
	steps []Step
	month db.Date
	next  month.Brief
	tasks task.Brief
	care  member.Care
	own
	quarter int  // that lacks its thematic meeting; 0 for none
	mayHand bool // may print the hand-over
}

// begins says whether the list of members still has to come: fewer are no cell.
func (d desk) begins() bool { return d.care.Total < 3 }

// own is what waits for anybody of a unit himself, and what its leaders have to
// think of: reports, the year's pledges and its review.
type own struct {
	reports reflection.Day
	pledges commitment.Day
	review  evaluation.Day
}

func (h handlers) own(tx *db.Tx, by access.Actor, u org.Unit) (o own, err error) {
	if o.reports, err = h.Reports.DayTx(tx, by, u); err != nil {
		return o, err
	}
	if o.pledges, err = h.Pledges.DayTx(tx, by, u); err != nil {
		return o, err
	}
	o.review, err = h.Reviews.DayTx(tx, by, u)
	return o, err
}

func (h handlers) committee(w http.ResponseWriter, r *http.Request) error {
	by, unit := server.Actor(r), org.ID(server.Unit(r))
	d := desk{name: server.Person(r), unit: unit}
	err := h.DB.Read(r.Context(), func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, meeting.Prepare, unit)
		if err != nil {
			return err
		}
		d.today, d.mayHand = tx.Today(), access.Can(by, Handover, u.Place())
		f := facts{today: d.today}
		if f.cycle, d.next, err = h.Months.MonthTx(tx, by, u); err != nil {
			return err
		}
		d.quarter = f.cycle.Quarter
		if err := h.around(tx, by, u, &f); err != nil {
			return err
		}
		if d.tasks, err = h.Tasks.BriefTx(tx, by, u); err != nil {
			return err
		}
		if d.own, err = h.own(tx, by, u); err != nil {
			return err
		}
		f.turns, f.review, f.me = d.reports.Turns, d.review, member.ID(by.Person)
		d.steps = monthSteps(f)
		d.month = d.steps[len(d.steps)-1].Month
		d.care, err = h.Members.CareTx(tx, by, u)
		return err
	})
	if err != nil {
		return err
	}
	return server.Render(w, r, committeePage(d))
}

// around reads what steps beside the meeting's own are computed from: of a next
// meeting the documents that it could study, else how the last one is scored.
func (h handlers) around(tx *db.Tx, by access.Actor, u org.Unit, f *facts) (err error) {
	if f.cycle.Next != nil {
		f.toStudy, err = directive.ToStudy(tx, u.ID)
		return err
	}
	if scorable(f.cycle.Last, f.today) {
		f.score, err = h.Scores.StandingTx(tx, by, u, f.cycle.Last.Meeting.ID)
	}
	return err
}

// place is what a member sees.
type place struct {
	name  string
	today db.Date
	unit  org.ID
	next  month.Brief
	tasks task.Brief
	own
}

func (h handlers) member(w http.ResponseWriter, r *http.Request) error {
	by, unit := server.Actor(r), org.ID(server.Unit(r))
	p := place{name: server.Person(r), unit: unit}
	err := h.DB.Read(r.Context(), func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, meeting.View, unit)
		if err != nil {
			return err
		}
		p.today = tx.Today()
		if p.next, err = h.Months.NextTx(tx, by, u); err != nil {
			return err
		}
		if p.own, err = h.own(tx, by, u); err != nil {
			return err
		}
		p.tasks, err = h.Tasks.BriefTx(tx, by, u)
		return err
	})
	if err != nil {
		return err
	}
	return server.Render(w, r, memberPage(p))
}

func (h handlers) administrator(w http.ResponseWriter, r *http.Request) error {
	by := server.Actor(r)
	st, err := h.Notices.Settings(r.Context(), by)
	if err != nil {
		return err
	}
	waiting, err := h.Accounts.Waiting(r.Context(), by)
	if err != nil {
		return err
	}
	return server.Render(w, r, administratorPage(server.Person(r), st, len(waiting)))
}

// chapter is what somebody of a chapter of a mass organisation sees.
type chapter struct {
	name  string
	today db.Date
	unit  org.Unit
	own
	leads bool
}

func (h handlers) chapter(w http.ResponseWriter, r *http.Request) error {
	by, unit := server.Actor(r), org.ID(server.Unit(r))
	c := chapter{name: server.Person(r)}
	err := h.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if c.unit, err = org.Authorise(tx, by, reflection.View, unit); err != nil {
			return err
		}
		c.today, c.leads = tx.Today(), access.Can(by, reflection.Review, c.unit.Place())
		c.own, err = h.own(tx, by, c.unit)
		return err
	})
	if err != nil {
		return err
	}
	return server.Render(w, r, chapterPage(c))
}

// mail says in what state the outbox is.
func mail(st notify.Settings) string {
	switch {
	case !st.Configured:
		return "home.mail_off"
	case st.Failed > 0:
		return "home.mail_failed"
	}
	return "home.mail_on"
}
