package topic

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// slot is a briefing with its unit.
type slot struct {
	Briefing
	unit org.Unit
}

// slotFor reads a briefing and checks that the actor may do the action in its
// unit.
func slotFor(tx *db.Tx, by access.Actor, action access.Action, id BriefingID) (b slot, err error) {
	if b.Briefing, err = briefingByID(tx, id); err != nil {
		return b, err
	}
	b.unit, err = org.Authorise(tx, by, action, b.Unit)
	return b, err
}

// slotLocked is slotFor for what changes the briefing.
func slotLocked(tx *db.Tx, by access.Actor, id BriefingID, act Act) (b slot, err error) {
	if err := tx.Lock("topic_briefing", string(id)); err != nil {
		return b, err
	}
	if b, err = slotFor(tx, by, Lead, id); err != nil {
		return b, err
	}
	_, err = b.after(act)
	return b, err
}

// Plan names a slot of a monthly briefing, and tells its presenters. Faults
// name the fields held_on, title, presenter, second and audience.
func (s *Service) Plan(ctx context.Context, by access.Actor, unit org.ID, f BriefingForm) (id BriefingID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := cellOf(tx, by, Lead, unit, tx.Today().Year())
		if err != nil {
			return err
		}
		called, err := member.CalledTo(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		if err := f.check(called); err != nil {
			return err
		}
		b := slot{unit: u, Briefing: Briefing{ID: BriefingID(db.NewID()), Unit: unit, State: Planned}}
		b.take(f)
		if err := insertBriefing(tx, b.Briefing); err != nil {
			return err
		}
		id = b.ID
		if err := b.audit(tx, "plan", f); err != nil {
			return err
		}
		if b.HeldOn < tx.Today() { // entered afterwards: nobody is to prepare it
			return nil
		}
		return s.tellPresenters(tx, by, b.Briefing, "topic.tell_briefing")
	})
	return id, err
}

func (b *Briefing) take(f BriefingForm) {
	b.HeldOn, b.Title, b.Presenter, b.Second, b.Audience = f.HeldOn, f.Title, f.Presenter, f.Second, f.Audience
}

func (b slot) audit(tx *db.Tx, act Act, data any) error {
	return tx.Audit(db.Entry{Action: "topic." + string(act) + "_briefing", Unit: string(b.Unit), Kind: "topic_briefing", Subject: string(b.ID), Data: data})
}

// AmendBriefing changes a slot that was not held yet, over the version that the
// page showed, and tells its presenters, and those who no longer are.
func (s *Service) AmendBriefing(ctx context.Context, by access.Actor, id BriefingID, version int, f BriefingForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		b, err := slotLocked(tx, by, id, Amending)
		if err != nil {
			return err
		}
		called, err := member.CalledTo(tx, b.Unit, tx.Today())
		if err != nil {
			return err
		}
		if err := f.check(called, b.Presenter, b.Second); err != nil {
			return err
		}
		before := []member.ID{b.Presenter, b.Second}
		b.take(f)
		if err := s.storeBriefing(tx, b, version, Amending); err != nil {
			return err
		}
		return s.tellPresenters(tx, by, b.Briefing, "topic.tell_briefing_amended", before...)
	})
}

// Hold notes that a briefing took place on a day, at the field on: today or
// before.
func (s *Service) Hold(ctx context.Context, by access.Actor, id BriefingID, version int, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		b, err := slotLocked(tx, by, id, Holding)
		if err != nil {
			return err
		}
		switch {
		case !on.IsDay():
			return fault.At("on", "topic.day_missing")
		case on > tx.Today():
			return fault.At("on", "topic.day_ahead")
		}
		b.HeldOn, b.State = on, Held
		return s.storeBriefing(tx, b, version, Holding)
	})
}

// CancelBriefing calls a slot off, for a reason, at the field reason, and tells
// its presenters.
func (s *Service) CancelBriefing(ctx context.Context, by access.Actor, id BriefingID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		b, err := slotLocked(tx, by, id, Cancelling)
		if err != nil {
			return err
		}
		if b.Reason, err = said("reason", reason, "topic.reason_missing", reasonMax); err != nil {
			return err
		}
		b.State = Cancelled
		if err := s.storeBriefing(tx, b, version, Cancelling); err != nil {
			return err
		}
		return s.tellPresenters(tx, by, b.Briefing, "topic.tell_briefing_cancelled")
	})
}

func (s *Service) storeBriefing(tx *db.Tx, b slot, version int, act Act) error {
	if err := putBriefing(tx, b.Briefing, version); err != nil {
		return err
	}
	return b.audit(tx, act, b.Briefing)
}

// BriefingSheet is everything about one briefing that a page shows.
type BriefingSheet struct {
	Briefing Briefing
	Unit     org.Unit
	Today    db.Date
	Slides   []document.Attachment
	Turns    // what the actor may do now
	// MayAttach: he may add slides and take them away.
	MayAttach bool
}

// Briefing gives one slot, to all of the unit. It makes three queries.
func (s *Service) Briefing(ctx context.Context, by access.Actor, id BriefingID) (sh BriefingSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		b, err := slotFor(tx, by, View, id)
		if err != nil {
			return err
		}
		sh = BriefingSheet{Briefing: b.Briefing, Unit: b.unit, Today: tx.Today(), MayAttach: b.mayAttach(by)}
		sh.Turns = Course.From(b.State, func(t Turn) bool { return access.Can(by, t.Who, b.unit.Place()) })
		sh.Slides, err = document.List(tx, SlidesOf, string(id))
		return err
	})
	return sh, err
}

// BriefingPage is the briefings of a unit in a year, in the order of days.
type BriefingPage struct {
	Unit      org.Unit
	Year      int
	Today     db.Date
	Briefings []Briefing
	Leads     bool
}

// Briefings lists the slots of a year, to all of the unit. It makes two
// queries.
func (s *Service) Briefings(ctx context.Context, by access.Actor, unit org.ID, year int) (p BriefingPage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = cellOf(tx, by, View, unit, year); err != nil {
			return err
		}
		p.Year, p.Today, p.Leads = year, tx.Today(), access.Can(by, Lead, p.Unit.Place())
		p.Briefings, err = briefingsIn(tx, unit, year)
		return err
	})
	return p, err
}

// mayAttach reports whether the actor may add slides: the committee and the
// presenters, until the briefing is called off.
func (b slot) mayAttach(by access.Actor) bool {
	return b.State != Cancelled && (access.Can(by, Lead, b.unit.Place()) || b.Presents(by.Person) && access.Can(by, View, b.unit.Place()))
}

func (s *Service) mayReadSlides(tx *db.Tx, by access.Actor, subject string) error {
	_, err := slotFor(tx, by, View, BriefingID(subject))
	return err
}

func (s *Service) mayAddSlides(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	b, err := slotFor(tx, by, View, BriefingID(subject))
	if err == nil && !b.mayAttach(by) {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return b.Unit, err
}
