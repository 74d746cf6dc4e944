package meeting

import (
	"context"
	"errors"
	"slices"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/task"
)

// calledTo are the seats of who would be called to the meeting as it is
// planned.
func calledTo(tx *db.Tx, m Meeting) ([]Seat, error) {
	called, err := member.CalledTo(tx, m.Unit, m.HeldOn)
	return callTo(m.Kind, called), err
}

// draft writes the agenda that a new meeting begins with, with the contents for
// reference of a type of cell.
func (s *Service) draft(tx *db.Tx, book *rulebook.Book, m Meeting, cell string) error {
	agenda := m.agenda(book, cell)
	_, last, err := lastTime(tx, m)
	if err != nil {
		return err
	}
	items := drafted(agenda, last)
	if err := fits("starts_at", m.StartsAt, length(items)); err != nil {
		return err
	}
	h, err := s.hearing(tx, m)
	if err != nil {
		return err
	}
	return h.seat(items, partsOf(agenda), m.left(items)).store(tx, m, nil)
}

// lastTime is the meeting of the kind before this one, with its agenda; a zero
// one where there was none.
func lastTime(tx *db.Tx, m Meeting) (Meeting, []Item, error) {
	last, err := beforeOf(tx, m)
	if errors.Is(err, db.ErrNone) {
		return Meeting{}, nil, nil
	}
	if err != nil {
		return Meeting{}, nil, err
	}
	items, err := itemsOf(tx, last.ID)
	return last, items, err
}

// Borrow gives the agenda the shape that it had at the last meeting of the
// kind: titles, lengths, presenters and order. What only this meeting has
// stays. It is for the committee, while the meeting lies ahead.
func (s *Service) Borrow(ctx context.Context, by access.Actor, id ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := authorise(tx, by, Prepare, id); err != nil {
			return err
		}
		m, items, err := arranging(tx, by, id)
		if err != nil {
			return err
		}
		if !m.State.Ahead() {
			return NotWhen(m.State)
		}
		last, agenda, err := lastTime(tx, m)
		if err != nil {
			return err
		}
		if last.ID == "" {
			return fault.New(fault.Invalid, "meeting.no_last_time")
		}
		seats, err := calledTo(tx, m)
		if err != nil {
			return err
		}
		book, err := s.book(tx, m.Unit)
		if err != nil {
			return err
		}
		r := borrow(items, agenda, seats, partsOf(last.agenda(book, "")))
		if len(r.items) > itemsMax {
			return fault.New(fault.Invalid, "meeting.too_many_items", itemsMax)
		}
		if err := fits("items", m.StartsAt, length(r.items)); err != nil {
			return err
		}
		if err := r.store(tx, m, items); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.borrow", "", map[string]ID{"from": last.ID})
	})
}

// store writes what changes of the agenda, which was so far.
func (r revision) store(tx *db.Tx, m Meeting, was []Item) error {
	for _, i := range r.gone {
		if err := removeItem(tx, i.ID, i.Version); err != nil {
			return err
		}
	}
	for _, i := range r.items {
		if i.ID == "" {
			i.ID, i.Meeting = ItemID(db.NewID()), m.ID
			if err := insertItem(tx, i); err != nil {
				return err
			}
			continue
		}
		before := was[slices.IndexFunc(was, func(w Item) bool { return w.ID == i.ID })]
		if i.Title != before.Title || i.Minutes != before.Minutes || i.Presenter != before.Presenter {
			if err := updateItem(tx, i, i.Version, before); err != nil {
				return err
			}
		}
		if i.Ordinal != before.Ordinal {
			if err := placeItem(tx, i.ID, i.Ordinal); err != nil {
				return err
			}
		}
	}
	return nil
}

// same reports whether the agenda stays as it was.
func (r revision) same(was []Item) bool {
	return len(r.gone) == 0 && slices.EqualFunc(r.items, was, func(a, b Item) bool { return a.ID == b.ID && a.Title == b.Title })
}

// assignPapers says which of the meeting's papers are for an item: these and no
// others. nil leaves them as they are.
func assignPapers(tx *db.Tx, id ID, item ItemID, papers []document.ID) error {
	if papers == nil {
		return nil
	}
	files, err := document.List(tx, PapersOf, string(id))
	if err != nil {
		return err
	}
	known := map[document.ID]bool{}
	for _, f := range files {
		known[f.ID] = true
	}
	if err := releasePapers(tx, item); err != nil {
		return err
	}
	for _, p := range papers {
		if !known[p] {
			return fault.At("papers", "meeting.paper_gone")
		}
		if err := givePaper(tx, id, item, p); err != nil {
			return err
		}
	}
	return nil
}

// ahead fills in what the page of a meeting shows that has not begun: nothing
// is recorded yet, but much is sent.
func (s *Service) ahead(tx *db.Tx, sh *Sheet) (err error) {
	id := sh.Meeting.ID
	if sh.Seats, err = calledTo(tx, sh.Meeting); err != nil {
		return err
	}
	if sh.Guests, err = guestsOf(tx, id); err != nil {
		return err
	}
	if sh.Items, err = itemsOf(tx, id); err != nil {
		return err
	}
	if err = s.papers(tx, sh); err != nil {
		return err
	}
	if err = sh.under(tx); err != nil {
		return err
	}
	if err = sh.hear(tx); err != nil {
		return err
	}
	if err = sh.carryOver(tx); err != nil {
		return err
	}
	return s.judge(tx, sh)
}

// hear fills in what was sent ahead: to the committee all of it, to everyone
// else his own.
func (s *Sheet) hear(tx *db.Tx) (err error) {
	whose := s.Me
	if s.MayPrepare {
		whose = ""
	} else if whose == "" {
		return nil // nobody in particular has sent nothing
	}
	s.Replies, s.Contributions, err = sentTo(tx, s.Meeting.ID, whose)
	if s.MayPrepare {
		s.Tally = tally(s.Seats, s.Replies)
	}
	return err
}

// carriedShown is how many open tasks the agenda lists; the rest stands on the
// page of tasks.
const carriedShown = 12

// carryOver brings in what the last meeting left: the link to it, and for the
// recorder the tasks that are still open (B9).
func (s *Sheet) carryOver(tx *db.Tx) error {
	last, err := finishedBefore(tx, s.Meeting)
	if err != nil && !errors.Is(err, db.ErrNone) {
		return err
	}
	if err == nil {
		s.Last = &last
	}
	if s.MayRecord {
		s.Open, err = task.RemainingIn(tx, s.Meeting.Unit, "meeting", string(s.Meeting.ID), carriedShown)
		return err
	}
	return nil
}

// printed fills in, for the committee, who gets the papers in print: who does
// not use the application, and who asked for it.
func (s *Sheet) printed(tx *db.Tx) error {
	if !s.MayPrepare {
		return nil
	}
	people := make([]member.ID, 0, len(s.Seats))
	for _, seat := range told(s.Seats) {
		people = append(people, seat.Person)
	}
	active, err := account.ActiveAmong(tx, people)
	if err != nil {
		return err
	}
	for _, seat := range told(s.Seats) {
		if active[seat.Person] {
			s.InApp++
		}
		if active[seat.Person] && seat.Mailed {
			s.ByMail++
		}
		if !active[seat.Person] || s.Replies[seat.Person].Print {
			s.Printed = append(s.Printed, seat)
		}
	}
	return nil
}
