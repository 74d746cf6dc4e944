package feedback

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
)

// What can be done with entries.
var (
	// Record is to write down what the public said of a unit.
	Record = access.Declare("feedback.record", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
	// Handle is to have it answered, and to close it.
	Handle = access.Declare("feedback.handle", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))
	// Answer is to answer it: whoever it was given to, and who has it answered.
	Answer = access.Declare("feedback.answer", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer), access.For(access.Self, access.Cell...))
)

// logged is the kind of an entry in the log.
const logged = "feedback_entry"

// audit logs what was done with an entry: never its words.
func (e Entry) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{
		Action: "feedback." + what, Unit: string(e.Unit), Kind: logged, Subject: string(e.ID), Person: string(e.Person),
		Data: map[string]any{"kind": e.Kind, "channel": e.Channel, "state": e.State, "due": e.Due},
	})
}

// Recording is what the form of a new entry needs.
type Recording struct {
	Unit  org.Unit
	Units []org.Unit // that it may be about: the unit and those under it
	Today db.Date
}

// Recording gives what the form of a new entry needs. It makes two queries.
func (s *Service) Recording(ctx context.Context, by access.Actor, unit org.ID) (r Recording, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		r, err = recording(tx, by, unit)
		return err
	})
	return r, err
}

func recording(tx *db.Tx, by access.Actor, unit org.ID) (r Recording, err error) {
	if r.Unit, err = counting(tx, by, Record, unit); err != nil {
		return r, err
	}
	r.Today = tx.Today()
	under, err := org.Under(tx, r.Unit.Path)
	for _, u := range under {
		if counts(u) && access.Can(by, Record, u.Place()) {
			r.Units = append(r.Units, u)
		}
	}
	return r, err
}

// Record writes an entry down, about the unit or one under it. Faults name the
// fields about and those of EntryForm; what looks like a name of somebody is one of
// body, unless the form says that it is sure.
func (s *Service) Record(ctx context.Context, by access.Actor, unit org.ID, f EntryForm) (id EntryID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, err := recording(tx, by, unit)
		if err != nil {
			return err
		}
		var faults fault.Form
		about := r.about(f.About)
		if about.ID == "" {
			faults.Add("about", "feedback.about_unknown")
		}
		f.check(&faults, r.Today)
		if err := faults.Err(); err != nil {
			return err
		}
		id, err = s.record(tx, by, about, f)
		return err
	})
	return id, err
}

// about is the unit of the form, that of the page if it names none; a zero one if
// nothing can be written down about it.
func (r Recording) about(id org.ID) org.Unit {
	if id == "" {
		return r.Unit
	}
	for _, u := range r.Units {
		if u.ID == id {
			return u
		}
	}
	return org.Unit{}
}

func (s *Service) record(tx *db.Tx, by access.Actor, u org.Unit, f EntryForm) (EntryID, error) {
	book, err := org.BookOf(tx, u.ID)
	if err != nil {
		return "", err
	}
	e := Entry{
		ID: EntryID(db.NewID()), Unit: u.ID, counted: u.ID, ReceivedOn: f.ReceivedOn, Channel: f.Channel, Kind: f.Kind, Title: f.Title, Body: f.Body,
		State: Received, Charge: course.Charge{Due: DueBy(book, f.ReceivedOn)}, Given: !access.Can(by, Handle, u.Place()),
	}
	if err := insertEntry(tx, e); err != nil {
		return "", err
	}
	if err := figure.Count(tx, e.delta(1)); err != nil {
		return "", err
	}
	if err := e.audit(tx, "record"); err != nil {
		return "", err
	}
	return e.ID, s.tellLeaders(tx, by, e, "feedback.tell_record")
}

// delta is what an entry adds to the figures, n times.
func (e Entry) delta(n int) figure.Delta {
	return VoiceCount.Delta(string(e.counted), e.ReceivedOn.Month(), n, string(e.Channel), string(e.Kind))
}

// acting reads an entry for an act that its state and the actor allow.
func acting(tx *db.Tx, by access.Actor, id EntryID, a Act) (e Entry, m Move, err error) {
	if e, err = entryByID(tx, id); err != nil {
		return e, m, err
	}
	who := Handle
	if a == Replying {
		who = Answer
	}
	if _, err = org.AuthoriseFor(tx, by, who, e.Unit, string(e.Person)); err != nil {
		return e, m, err
	}
	m, err = e.after(a)
	return e, m, err
}

// Amend corrects an entry that is open: what slipped in and should not stand there
// too. Faults are those of Record.
func (s *Service) Amend(ctx context.Context, by access.Actor, id EntryID, version int, f EntryForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		e, _, err := acting(tx, by, id, Amending)
		if err != nil {
			return err
		}
		var faults fault.Form
		f.check(&faults, tx.Today())
		if err := faults.Err(); err != nil {
			return err
		}
		was := e
		e.ReceivedOn, e.Channel, e.Kind, e.Title, e.Body = f.ReceivedOn, f.Channel, f.Kind, f.Title, f.Body
		if err := putEntry(tx, e, version); err != nil {
			return err
		}
		if err := figure.Count(tx, was.delta(-1), e.delta(1)); err != nil {
			return err
		}
		return e.audit(tx, string(Amending))
	})
}

// Assign has an entry answered by a part of the unit, or somebody of it, until a
// day. Faults name the fields department, person and due.
func (s *Service) Assign(ctx context.Context, by access.Actor, id EntryID, version int, f course.AssignForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		e, m, err := acting(tx, by, id, Assigning)
		if err != nil {
			return err
		}
		called, err := member.CalledTo(tx, e.Unit, tx.Today())
		if err != nil {
			return err
		}
		if err := f.Check(called, tx.Today()); err != nil {
			return err
		}
		e.State, e.Charge = m.To, e.With(f)
		if err := putEntry(tx, e, version); err != nil {
			return err
		}
		if err := e.audit(tx, string(Assigning)); err != nil {
			return err
		}
		return s.tellPerson(tx, by, e, "feedback.tell_assign")
	})
}

// Step does the other acts of Workflow. Faults name the fields words and due.
func (s *Service) Step(ctx context.Context, by access.Actor, id EntryID, version int, a Act, f StepForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if a == Amending || a == Assigning {
			return fault.New(fault.Invalid, "feedback.not_now")
		}
		e, m, err := acting(tx, by, id, a)
		if err != nil {
			return err
		}
		if err := f.check(a, tx.Today()); err != nil {
			return err
		}
		e = e.stepped(m, f, tx.Today())
		if err := putEntry(tx, e, version); err != nil {
			return err
		}
		if err := insertStep(tx, id, version+1, Step{Act: a, On: tx.Today(), Words: f.Words}); err != nil {
			return err
		}
		if a == Striking {
			if err := figure.Count(tx, e.delta(-1)); err != nil {
				return err
			}
		}
		if err := e.audit(tx, string(a)); err != nil {
			return err
		}
		return s.tellStep(tx, by, e, a)
	})
}

// stepped is the entry after an act.
func (e Entry) stepped(m Move, f StepForm, today db.Date) Entry {
	e.State = m.To
	switch m.Act {
	case Replying:
		e.Answer = f.Words
	case Returning:
		e.Due = f.Due
	case Closing:
		e.Reason, e.ClosedOn, e.ForMembers = f.Words, today, f.ForMembers
	case Striking:
		e.Reason, e.ClosedOn = f.Words, today
	case Reopening:
		e.Reason, e.ClosedOn, e.ForMembers, e.Due = "", "", false, ""
	}
	return e
}

// Seat puts an entry as a lesson onto the agenda of the cell's next meeting, where
// its title is for all of the cell to read. It is for whoever arranges the agenda.
func (s *Service) Seat(ctx context.Context, by access.Actor, id EntryID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		e, err := entryByID(tx, id)
		if err != nil {
			return err
		}
		u, err := org.Authorise(tx, by, Handle, e.Unit)
		if err != nil {
			return err
		}
		if s.Meetings == nil || !e.seats(u) {
			return fault.New(fault.Invalid, "feedback.not_now")
		}
		ahead, err := s.Meetings.DecidingTx(tx, by, u)
		if err != nil {
			return err
		}
		if len(ahead) == 0 {
			return fault.New(fault.Invalid, "meeting.none_ahead")
		}
		if err := seat(tx, id, version, string(ahead[0].ID)); err != nil {
			return err
		}
		if err := e.audit(tx, "seat"); err != nil {
			return err
		}
		_, err = s.Meetings.BringTx(tx, by, ahead[0].ID, e.item())
		return err
	})
}
