package exchange

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// Hold says that the event took place, on its day or later. Guests that have
// not answered did not come.
func (s *Service) Hold(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := begin(tx, by, Holding, "", id)
		if err != nil {
			return err
		}
		if a.HeldOn > tx.Today() {
			return fault.New(fault.Invalid, "exchange.not_yet", a.HeldOn)
		}
		return a.step(tx, Holding, Held, version)
	})
}

// Write stores the draft of the minutes, over the version that the page showed.
func (s *Service) Write(ctx context.Context, by access.Actor, id ID, version int, m Minutes) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := begin(tx, by, Writing, "", id)
		if err != nil {
			return err
		}
		if err := m.check(false); err != nil {
			return err
		}
		return a.write(tx, version, m)
	})
}

// write stores what differs from the draft.
func (a *about) write(tx *db.Tx, version int, m Minutes) error {
	if version != a.Version {
		theirs := map[string]string{}
		if a.minutes.Course != m.Course {
			theirs["course"] = a.minutes.Course
		}
		if a.minutes.Points != m.Points {
			theirs["points"] = a.minutes.Points
		}
		return fault.Overtaken(theirs)
	}
	a.minutes = m
	return a.step(tx, Writing, Held, version)
}

// Record sends the minutes, as they are typed, to all who came: a version is
// kept under a hash, and every cell that came has to agree on it, the host too.
// Their committees are told.
func (s *Service) Record(ctx context.Context, by access.Actor, id ID, version int, m Minutes) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := begin(tx, by, Recording, "", id)
		if err != nil {
			return err
		}
		if err := m.check(true); err != nil {
			return err
		}
		if err := a.write(tx, version, m); err != nil {
			return err
		}
		people, err := peopleOf(tx, id)
		if err != nil {
			return err
		}
		printed, err := a.printed(tx, by, people)
		if err != nil {
			return err
		}
		body, hash, err := freeze(printed)
		if err != nil {
			return err
		}
		a.Papers++
		if err := insertPaper(tx, id, a.Papers, body, hash, member.ID(by.Person)); err != nil {
			return err
		}
		if err := a.step(tx, Recording, Recorded, a.Version); err != nil {
			return err
		}
		return s.tell(tx, by, a, "exchange.tell_record", Cell.Comes)
	})
}

// Agree says, in the name of the actor's cell, that the version of the minutes
// is right. When all cells that came have said so, it stands for good.
func (s *Service) Agree(ctx context.Context, by access.Actor, as org.ID, id ID, ordinal int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, verdicts, err := s.judge(tx, by, Agreeing, as, id, ordinal)
		if err != nil {
			return err
		}
		if err := insertVerdict(tx, id, Verdict{Ordinal: ordinal, Unit: a.own.Unit, Agrees: true}, member.ID(by.Person)); err != nil {
			return err
		}
		coming := 0
		for _, c := range a.cells {
			if c.Comes() {
				coming++
			}
		}
		to, key := Recorded, "exchange.tell_agree"
		if len(verdicts)+1 == coming {
			to, key = Agreed, "exchange.tell_agreed"
		}
		if err := a.step(tx, Agreeing, to, a.Version); err != nil {
			return err
		}
		whom := hosts
		if to == Agreed {
			whom = Cell.Comes
		}
		return s.tell(tx, by, a, key, whom)
	})
}

// Object says what is to be mended in a version of the minutes: the host writes
// anew, and what others said of the version no longer counts.
func (s *Service) Object(ctx context.Context, by access.Actor, as org.ID, id ID, ordinal int, note string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, _, err := s.judge(tx, by, Objecting, as, id, ordinal)
		if err != nil {
			return err
		}
		if note, err = said("note", note, "exchange.note_missing"); err != nil {
			return err
		}
		if err := insertVerdict(tx, id, Verdict{Ordinal: ordinal, Unit: a.own.Unit, Note: note}, member.ID(by.Person)); err != nil {
			return err
		}
		if err := a.step(tx, Objecting, Held, a.Version); err != nil {
			return err
		}
		return s.tell(tx, by, a, "exchange.tell_object", Cell.Comes)
	})
}

// judge is what both begin with: the version must be the newest, and the cell
// must not have spoken of it yet.
func (s *Service) judge(tx *db.Tx, by access.Actor, act Act, as org.ID, id ID, ordinal int) (about, []Verdict, error) {
	a, err := begin(tx, by, act, as, id)
	if err != nil {
		return a, nil, err
	}
	if ordinal != a.Papers {
		return a, nil, fault.New(fault.Stale, "ui.stale")
	}
	verdicts, err := verdictsOf(tx, id, ordinal)
	if err == nil && !a.still(act, verdicts) {
		err = fault.New(fault.Invalid, "exchange.judged")
	}
	return a, verdicts, err
}

// Paper gives the minutes as the actor may read them: the newest version to
// the committees of those who came, to all their members once everybody
// agreed; the draft, as long as there is no version that waits, to the host's
// committee.
func (s *Service) Paper(ctx context.Context, by access.Actor, as org.ID, id ID) (e Exchange, d paper.Document, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, View, as, id)
		if err != nil {
			return err
		}
		e = a.Exchange
		leads := access.Can(by, Arrange, a.own.place())
		switch {
		case !a.readable(leads):
			return fault.New(fault.NotFound, "ui.not_found")
		case a.State == Held:
			people, err := peopleOf(tx, id)
			if err != nil {
				return err
			}
			printed, err := a.printed(tx, by, people)
			d = compose(printed, true)
			return err
		}
		d, err = s.kept(tx, a)
		return err
	})
	return e, d, err
}

// readable reports whether there are minutes that the actor may read.
func (a about) readable(leads bool) bool {
	switch a.State {
	case Held:
		return leads && a.own.Host
	case Recorded:
		return leads && a.own.Comes()
	}
	return a.State == Agreed && a.own.Comes()
}

// kept is the newest version with what the cells said of it.
func (s *Service) kept(tx *db.Tx, a about) (paper.Document, error) {
	body, hash, err := paperOf(tx, a.ID, a.Papers)
	if err != nil {
		return paper.Document{}, err
	}
	printed, err := thaw(body, hash)
	if err != nil {
		return paper.Document{}, err
	}
	verdicts, err := verdictsOf(tx, a.ID, a.Papers)
	d := compose(printed, false)
	d.Note = confirmed(a.cells, verdicts, hash)
	return d, err
}
