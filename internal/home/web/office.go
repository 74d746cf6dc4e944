package web

import (
	"net/http"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/evaluation"
	"chibo/internal/meeting"
	"chibo/internal/meeting/month"
	"chibo/internal/org"
	"chibo/internal/periodic"
	"chibo/internal/server"
)

// named is how many units a list of the office's page names; the rest is a
// number.
const named = 10

// office is what the officer of a committee sees: what waits in the units
// below, by figures and states alone.
type office struct {
	name    string
	today   db.Date
	unit    org.Unit
	cells   int        // units below that hold meetings
	held    int        // … that held this month's regular meeting
	unheld  []org.Unit // … that did not yet
	late    []lateReport
	reviews []evaluation.Waiting // of the units directly below, for a decision
	regular periodic.Day         // reports of the units directly below
	waiting []directive.Row      // sent documents that somebody has not received or not answered in time
}

// lateReport is a unit that held its meeting and has not reported in time.
type lateReport struct {
	unit org.Unit
	month.Progress
}

func (h handlers) office(w http.ResponseWriter, r *http.Request) error {
	by, unit := server.Actor(r), org.ID(server.Unit(r))
	o := office{name: server.Person(r)}
	err := h.DB.Read(r.Context(), func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, meeting.Oversee, unit)
		if err != nil {
			return err
		}
		o.unit, o.today = u, tx.Today()
		units, err := org.Under(tx, u.Path)
		if err != nil {
			return err
		}
		month := o.today.Month()
		progress, err := h.Months.BelowTx(tx, by, u, (month + "-01").AddMonths(-1).Month(), month)
		if err != nil {
			return err
		}
		o.sum(units, progress, month)
		if o.reviews, err = h.Reviews.WaitingTx(tx, by, u); err != nil || !access.Can(by, periodic.Oversee, u.Place()) {
			return err
		}
		o.regular, err = h.Periodics.DayTx(tx, by, u)
		return err
	})
	if err != nil {
		return err
	}
	if access.Can(by, directive.View, o.unit.Place()) {
		page, err := h.Directives.List(r.Context(), by, unit, directive.Filter{Part: directive.Doing})
		if err != nil {
			return err
		}
		o.waiting = slices.DeleteFunc(page.Rows, func(d directive.Row) bool {
			return d.Tally.Sent == d.Tally.Received && d.Late(page.Today) == 0
		})
	}
	return server.Render(w, r, officePage(o))
}

// sum finds who has not met in the month and whose report is late.
func (o *office) sum(units []org.Unit, progress []month.Progress, month db.Date) {
	held, byID := map[org.ID]bool{}, map[org.ID]org.Unit{}
	for _, u := range units {
		byID[u.ID] = u
	}
	for _, p := range progress {
		held[p.Unit] = held[p.Unit] || p.Month == month && p.Held()
		if u, ok := byID[p.Unit]; ok && p.Late(o.today) {
			o.late = append(o.late, lateReport{u, p})
		}
	}
	for _, u := range units {
		if !u.Kind.Holds || u.Kind.Body != "party" {
			continue
		}
		o.cells++
		if held[u.ID] {
			o.held++
		} else {
			o.unheld = append(o.unheld, u)
		}
	}
}
