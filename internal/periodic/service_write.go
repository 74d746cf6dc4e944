package periodic

import (
	"bytes"
	"context"
	"encoding/json"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// logged is the kind of record of the log.
const logged = "periodic_report"

// Open begins the report of a unit for a period that has begun, with the figures of
// the moment; an officer of the committee directly above does it for the unit. Faults
// name period.
func (s *Service) Open(ctx context.Context, by access.Actor, unit org.ID, p Period) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := unitFor(tx, by, Write, unit)
		if err != nil {
			return err
		}
		if !mayWrite(by, Report{}, u) {
			return fault.New(fault.Denied, "ui.denied")
		}
		if err := p.check(tx.Today()); err != nil {
			return err
		}
		book, err := rulesOf(tx, u)
		if err != nil {
			return err
		}
		r := Report{ID: ID(db.NewID()), Unit: unit, Period: p, State: Drafted, Due: p.dueOn(book), CountedAt: tx.Now, Aside: aside(by, u)}
		if r.Facts, err = s.count(tx, u, p); err != nil {
			return err
		}
		if err := insertReport(tx, r); err != nil {
			return err
		}
		id = r.ID
		return r.audit(tx, "open")
	})
	return id, err
}

// aside reports whether the actor writes for the unit and not as one of its own.
func aside(by access.Actor, u org.Unit) bool { return !access.Can(by, writes, u.Place()) }

// acting reads a report for an act: others who change it wait. The report is given
// as it will stand; the unit's own take over what was begun for it.
func acting(tx *db.Tx, by access.Actor, id ID, a Act) (r Report, u org.Unit, err error) {
	if err := tx.Lock("periodic", string(id)); err != nil {
		return r, u, err
	}
	if r, err = reportOf(tx, id); err != nil {
		return r, u, err
	}
	if u, err = org.Authorise(tx, by, Workflow.Who(a), r.Unit); err != nil {
		return r, u, err
	}
	if !may(by, Workflow.Who(a), r, u) {
		return r, u, fault.New(fault.Denied, "ui.denied")
	}
	m, err := r.after(a)
	if r.State = m.To; m.Who.Name == Write.Name {
		r.Aside = aside(by, u)
	}
	return r, u, err
}

// act does an act of the workflow over the version that the page showed: change
// makes the report what it will be.
func (s *Service) act(ctx context.Context, by access.Actor, id ID, version int, a Act, change func(tx *db.Tx, r *Report, u org.Unit) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, u, err := acting(tx, by, id, a)
		if err != nil {
			return err
		}
		if version != r.Version {
			return fault.Overtaken(nil)
		}
		if err := change(tx, &r, u); err != nil {
			return err
		}
		if err := putReport(tx, r, version); err != nil {
			return err
		}
		if err := s.tellMove(tx, by, r, u, a); err != nil {
			return err
		}
		return r.audit(tx, string(a))
	})
}

// Refresh counts the figures anew, as the records stand now.
func (s *Service) Refresh(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Refreshing, func(tx *db.Tx, r *Report, u org.Unit) (err error) {
		r.CountedAt = tx.Now
		r.Facts, err = s.count(tx, u, r.Period)
		return err
	})
}

// Save keeps what is being written, every few seconds, over the version of the draft
// that the page showed (0 for none), and gives the version that is stored now. Where
// somebody saved other words since, nothing is changed and the fault is Stale, with
// the parts that differ. Faults name the parts.
func (s *Service) Save(ctx context.Context, by access.Actor, id ID, version int, t Texts) (saved int, err error) {
	if err := t.check(); err != nil {
		return version, err
	}
	err = s.db.System(ctx, func(tx *db.Tx) error {
		if _, _, err := acting(tx, by, id, Refreshing); err != nil { // whoever may count anew writes
			return err
		}
		saved, err = keep(tx, id, version, t)
		return err
	})
	return saved, err
}

// keep stores a draft and gives its version.
func keep(tx *db.Tx, id ID, version int, t Texts) (int, error) {
	d, err := draftOf(tx, id)
	if err != nil {
		return version, err
	}
	switch {
	case d.against(version, t) != nil:
		return d.Version, d.against(version, t)
	case d.Version == 0:
		return 1, insertDraft(tx, id, t)
	case d.Texts == t: // the same words came twice
		return d.Version, nil
	}
	return d.Version + 1, updateDraft(tx, id, d.Version, t)
}

// Send hands the report up, as the form shows it: version is that of the draft. What
// is kept is what the page showed; where the records say other figures by now, it is
// refused, and they are to be counted anew. A report that was sent is refused until
// it is returned. Faults name the parts.
func (s *Service) Send(ctx context.Context, by access.Actor, id ID, version int, t Texts) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, u, err := acting(tx, by, id, Sending)
		if err != nil {
			return err
		}
		if err := t.check(); err != nil {
			return err
		}
		if err := t.whole(); err != nil {
			return err
		}
		if _, err := keep(tx, id, version, t); err != nil {
			return err
		}
		now, err := s.count(tx, u, r.Period)
		if err != nil {
			return err
		}
		if !same(now, r.Facts) {
			return fault.New(fault.Invalid, "periodic.figures_changed")
		}
		r.Sends, r.SentOn, r.ReceivedOn, r.Wanted = r.Sends+1, tx.Today(), "", ""
		if err := insertCopy(tx, id, Copy{Ordinal: r.Sends, SentAt: tx.Now, Aside: r.Aside, Facts: r.Facts, Texts: t}); err != nil {
			return err
		}
		if err := putReport(tx, r, r.Version); err != nil {
			return err
		}
		if err := s.tellMove(tx, by, r, u, Sending); err != nil {
			return err
		}
		return r.audit(tx, string(Sending))
	})
}

// same reports whether two counts say the same, as they are stored.
func same(a, b Facts) bool {
	x, err := json.Marshal(a)
	y, errB := json.Marshal(b)
	return err == nil && errB == nil && bytes.Equal(x, y)
}

// Receive notes that the committee above has taken the report.
func (s *Service) Receive(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Receiving, func(tx *db.Tx, r *Report, _ org.Unit) error {
		r.ReceivedOn = tx.Today()
		return nil
	})
}

// GiveBack returns the report to its writers, with what is wanted. Faults name
// wanted.
func (s *Service) GiveBack(ctx context.Context, by access.Actor, id ID, version int, wanted string) error {
	return s.act(ctx, by, id, version, Returning, func(_ *db.Tx, r *Report, _ org.Unit) error {
		r.Wanted, r.ReceivedOn = i18n.Clean(wanted), ""
		var faults fault.Form
		if r.Wanted == "" {
			faults.Add("wanted", "periodic.wanted_missing")
		}
		meeting.Sayable(&faults, "wanted", r.Wanted, wantedMax)
		return faults.Err()
	})
}

// wantedMax is how many characters a committee's wish may have.
const wantedMax = 2000

// audit logs what was done to a report: none of its words.
func (r Report) audit(tx *db.Tx, action string) error {
	return tx.Audit(db.Entry{
		Action: "periodic." + action, Unit: string(r.Unit), Kind: logged, Subject: string(r.ID),
		Data: map[string]any{"length": r.Period.Length, "from": r.Period.From, "state": r.State, "sends": r.Sends, "aside": r.Aside},
	})
}
