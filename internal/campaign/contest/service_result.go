package contest

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/paper"
)

// Outcome is the result sheet of a contest.
type Outcome struct {
	Sheet
	Results []Result // the best first
	Closed  int      // how many jurors have closed their points
}

// Outcome gives the result sheet to organisers and to jurors who have closed their
// own points. It makes at most eight queries.
func (s *Service) Outcome(ctx context.Context, by access.Actor, id ID) (o Outcome, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := contestOf(tx, by, View, id)
		if err != nil {
			return err
		}
		o, err = outcome(tx, by, a)
		return err
	})
	return o, err
}

func outcome(tx *db.Tx, by access.Actor, a about) (o Outcome, err error) {
	if o.Sheet, err = sheet(tx, by, a); err != nil {
		return o, err
	}
	switch {
	case a.State == Called || a.State == Cancelled:
		return o, fault.New(fault.Invalid, "contest.not_when_"+string(a.State))
	case !o.SeesPoints():
		return o, fault.New(fault.Denied, "contest.results_later")
	}
	entries, err := allEntries(tx, a.ID)
	if err != nil {
		return o, err
	}
	scores, err := scoresOf(tx, a.ID)
	closed := map[member.ID]bool{}
	for _, j := range o.Jurors {
		if closed[j.Person] = j.Closed != ""; closed[j.Person] {
			o.Closed++
		}
	}
	o.Results = rank(entries, o.Criteria, scores, closed)
	return o, err
}

// Decide stores the places and prizes of a contest that at least one juror has
// judged; until it is published it may be decided anew. Faults are at number, on,
// and PlaceField and PrizeField of an entry.
func (s *Service) Decide(ctx context.Context, by access.Actor, id ID, version int, d Decision) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := acting(tx, by, id, Deciding)
		if err != nil {
			return err
		}
		o, err := outcome(tx, by, a)
		if err != nil {
			return err
		}
		if o.Closed == 0 {
			return fault.New(fault.Invalid, "contest.nobody_closed")
		}
		entries := make([]Entry, len(o.Results))
		for i, r := range o.Results {
			entries[i] = r.Entry
		}
		if err := d.check(a.Contest, entries, tx.Today()); err != nil {
			return err
		}
		if err := decide(tx, id, version, m.To, d, o.theirs()); err != nil {
			return err
		}
		for _, p := range d.Prizes {
			if err := putPrize(tx, p); err != nil {
				return err
			}
		}
		prizes := len(slices.DeleteFunc(slices.Clone(d.Prizes), func(p PrizeForm) bool { return p.Prize == "" }))
		return a.audit(tx, Deciding, map[string]any{"on": d.On, "prizes": prizes})
	})
}

// theirs is what the form of the decision shows as it is now.
func (o Outcome) theirs() map[string]string {
	all := map[string]string{"number": o.Contest.DecisionNo, "on": string(o.Contest.DecisionOn)}
	for _, r := range o.Results {
		all[PlaceField(r.Entry.ID)], all[PrizeField(r.Entry.ID)] = placeText(r.Entry.Place), r.Entry.Prize
	}
	return all
}

// Publish tells everybody what was decided; entrants are told.
func (s *Service) Publish(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := acting(tx, by, id, Publishing)
		if err != nil {
			return err
		}
		if err := advance(tx, id, version, m.To, ""); err != nil {
			return err
		}
		if err := a.audit(tx, Publishing, nil); err != nil {
			return err
		}
		return s.tellEntrants(tx, by, a.Contest)
	})
}

// Certificate writes the certificate of an entry that was given a prize, for the
// organisers, and once published for whose it is. It makes at most six queries.
func (s *Service) Certificate(ctx context.Context, by access.Actor, id EntryID) (d paper.Document, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err := entrySheet(tx, by, View, id)
		if err != nil {
			return err
		}
		if !sh.Awards {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		d = sh.certificate()
		return nil
	})
	return d, err
}

// tellJurors tells jurors that they may judge.
func (s *Service) tellJurors(tx *db.Tx, by access.Actor, c Contest, jurors []Juror) error {
	var notices []notify.Notice
	for _, j := range jurors {
		notices = append(notices, notify.Notice{Person: j.Person, Unit: j.Unit, Key: "contest.tell_score", Args: []any{c.Title}, Link: "/campaign/contest/of/" + string(c.ID) + "/score", Mail: notify.News})
	}
	return s.tell(tx, by, notices)
}

// tellEntrants tells who handed something in how the contest ended.
func (s *Service) tellEntrants(tx *db.Tx, by access.Actor, c Contest) error {
	entries, err := allEntries(tx, c.ID)
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, e := range entries {
		notices = append(notices, notify.Notice{Person: e.Person, Unit: e.Unit, Key: "contest.tell_publish", Args: []any{c.Title}, Link: "/campaign/contest/of/" + string(c.ID), Once: "contest published " + string(c.ID), Mail: notify.News})
	}
	return s.tell(tx, by, notices)
}

func (s *Service) tell(tx *db.Tx, by access.Actor, notices []notify.Notice) error {
	told := map[member.ID]bool{"": true, member.ID(by.Person): true}
	notices = slices.DeleteFunc(notices, func(n notify.Notice) bool {
		again := told[n.Person]
		told[n.Person] = true
		return again
	})
	if s.Notices == nil || len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}
