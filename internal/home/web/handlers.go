package web

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/meeting"
	"chibo/internal/meeting/month"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
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
	case worn.Has(access.MassOfficer):
		return h.mass(w, r)
	case worn.Has(access.Administrator):
		return h.administrator(w, r)
	}
	return server.Render(w, r, nobodyPage(server.Person(r)))
}

// desk is what the committee of a cell sees.
type desk struct {
	name    string
	today   db.Date
	unit    org.ID
	steps   []Step
	month   db.Date
	next    month.Brief
	tasks   task.Brief
	care    member.Care
	mayHand bool // may print the hand-over
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
		if f.toStudy, err = directive.ToStudy(tx, unit); err != nil {
			return err
		}
		if d.tasks, err = h.Tasks.BriefTx(tx, by, u); err != nil {
			return err
		}
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

// place is what a member sees.
type place struct {
	name   string
	today  db.Date
	unit   org.ID
	next   month.Brief
	tasks  task.Brief
	unread int // notices
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
		p.tasks, err = h.Tasks.BriefTx(tx, by, u)
		return err
	})
	if err == nil {
		p.unread, err = h.Notices.Unread(r.Context(), by)
	}
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

func (h handlers) mass(w http.ResponseWriter, r *http.Request) error {
	roll, err := h.Members.List(r.Context(), server.Actor(r), org.ID(server.Unit(r)), member.Filter{})
	if err != nil {
		return err
	}
	return server.Render(w, r, massPage(server.Person(r), roll))
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
