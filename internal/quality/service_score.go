package quality

import (
	"context"
	"errors"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/vote"
)

// Begin opens the score of a closed meeting with the points that its record
// gives by the rubric of its date.
func (s *Service) Begin(ctx context.Context, by access.Actor, id meeting.ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return s.BeginTx(tx, by, id) })
}

// BeginTx is Begin within a transaction.
func (s *Service) BeginTx(tx *db.Tx, by access.Actor, id meeting.ID) error {
	if err := tx.Lock(Marked, string(id)); err != nil {
		return err
	}
	sh, rubric, err := s.scoring(tx, by, id)
	if err != nil {
		return err
	}
	in, err := s.inputs(tx, by, sh)
	if err != nil {
		return err
	}
	m := sh.Meeting
	r := Record{
		Meeting: id, Unit: m.Unit, Kind: m.Kind, Month: m.Month, HeldOn: m.HeldOn,
		State: Draft, Rubric: rubric, Theme: in.Theme, Version: 1,
	}
	marks := keyed(rubric.Compute(in))
	r.sum(marks)
	if err := insert(tx, r); err != nil {
		return err
	}
	if err := putMarks(tx, id, marks); err != nil {
		return err
	}
	return r.audit(tx, "begin", map[string]any{"rubric": rubric.ID, "points": r.Points})
}

// scoring reads a meeting that can be scored by the actor, and its rubric.
func (s *Service) scoring(tx *db.Tx, by access.Actor, id meeting.ID) (sh meeting.Sheet, rubric Rubric, err error) {
	if sh, err = s.meetings.SheetTx(tx, by, id); err != nil {
		return sh, rubric, err
	}
	if err = access.Check(by, Score, sh.Unit.Place()); err != nil {
		return sh, rubric, err
	}
	m := sh.Meeting
	if m.Kind != meeting.Regular && m.Kind != meeting.Thematic {
		return sh, rubric, db.ErrNone
	}
	if !closed(m) {
		return sh, rubric, meeting.NotWhen(m.State)
	}
	rubrics, err := above(tx, sh.Unit)
	if err != nil {
		return sh, rubric, err
	}
	rubric, err = Resolve(rubrics, m.HeldOn, m.Kind)
	return sh, rubric, err
}

// sum takes over the total of what the cell gave.
func (r *Record) sum(marks map[string]Mark) {
	r.Points, r.Complete = r.Rubric.total(r.Theme, func(key string) *int { return marks[key].Own })
}

func keyed(marks []Mark) map[string]Mark {
	all := make(map[string]Mark, len(marks))
	for _, m := range marks {
		all[m.Key] = m
	}
	return all
}

// Refresh computes again from the record, by the rubric that is in force now
// for the date. Points that people gave stay where the criterion does.
func (s *Service) Refresh(ctx context.Context, by access.Actor, id meeting.ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, _, err := s.acting(tx, by, id, version, Refreshing)
		if err != nil {
			return err
		}
		sh, rubric, err := s.scoring(tx, by, id)
		if err != nil {
			return err
		}
		in, err := s.inputs(tx, by, sh)
		if err != nil {
			return err
		}
		was, err := marksOf(tx, id)
		if err != nil {
			return err
		}
		r.Rubric, r.Theme = rubric, in.Theme
		marks := keyed(rubric.Compute(in))
		for key, m := range marks {
			marks[key] = m.keeping(was[key], rubric)
		}
		r.sum(marks)
		if err := s.store(tx, r, version, marks); err != nil {
			return err
		}
		return r.audit(tx, string(Refreshing), map[string]any{"rubric": rubric.ID, "points": r.Points})
	})
}

// keeping takes over what people gave before: points where the record gives
// none, and changed points with their reason.
func (m Mark) keeping(was Mark, rubric Rubric) Mark {
	c, _ := rubric.Leaf(m.Key)
	if was.Own == nil || *was.Own > c.Points || m.Computed != nil && was.Reason == "" {
		return m
	}
	m.Own, m.Reason = was.Own, was.Reason
	if !m.Changed() {
		m.Reason = ""
	}
	return m
}

// Save stores what the cell gives. An entry without points takes back what was
// given; a criterion without an entry stays as it is.
func (s *Service) Save(ctx context.Context, by access.Actor, id meeting.ID, version int, entries []Entry) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, _, err := s.acting(tx, by, id, version, Saving)
		if err != nil {
			return err
		}
		marks, err := marksOf(tx, id)
		if err != nil {
			return err
		}
		var faults fault.Form
		changed := map[string]db.Change{}
		for _, e := range entries {
			m, c, err := r.entered(marks, e)
			if err != nil {
				return err
			}
			was := m.Own
			m.Own, m.Reason = e.read(&faults, c, m.Computed)
			if !same(was, m.Own) {
				changed[e.Key] = db.Change{From: was, To: m.Own}
			}
			marks[e.Key] = m
		}
		if err := faults.Err(); err != nil {
			return err
		}
		r.sum(marks)
		if err := s.store(tx, r, version, marks); err != nil {
			return err
		}
		return r.audit(tx, string(Saving), map[string]any{"points": r.Points, "changed": changed})
	})
}

// entered finds the criterion that an entry is for; one that does not apply to
// the meeting is not there.
func (r Record) entered(marks map[string]Mark, e Entry) (Mark, Criterion, error) {
	c, known := r.Rubric.Leaf(e.Key)
	m, asked := marks[e.Key]
	if !known || !asked {
		return m, c, db.ErrNone
	}
	return m, c, nil
}

func same(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// Adopt records the members' show of hands on the score. One that does not pass
// is refused, and nothing is stored of it: the score is to be mended first.
func (s *Service) Adopt(ctx context.Context, by access.Actor, id meeting.ID, version int, hands vote.Count) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, u, err := s.acting(tx, by, id, version, Adopting)
		if err != nil {
			return err
		}
		if !r.Complete {
			return fault.New(fault.Invalid, "quality.incomplete")
		}
		head, err := s.meetings.HeadTx(tx, by, id)
		if err != nil {
			return err
		}
		if err := s.meetings.SeatedTx(tx, by, &head); err != nil {
			return err
		}
		v, err := s.votes.RecordTx(tx, by, vote.Form{
			Unit: r.Unit, Kind: Marked, Subject: string(id), Question: r.question(), Case: head.Case(vote.Ordinary), Count: hands,
		})
		if err != nil {
			return err
		}
		if v.Outcome == vote.Failed {
			return fault.At("favour", "quality.not_passed", hands.Favour, v.Prospect.Needed)
		}
		r.Vote = v.ID
		if err := update(tx, r, version); err != nil {
			return err
		}
		if err := s.tell(tx, by, r, u, Adopting); err != nil {
			return err
		}
		return r.audit(tx, string(Adopting), map[string]any{"vote": v.ID, "points": r.Points})
	})
}

// Reopen takes an adopted score back to its draft; it has to be voted on again.
func (s *Service) Reopen(ctx context.Context, by access.Actor, id meeting.ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, _, err := s.acting(tx, by, id, version, Reopening)
		if err != nil {
			return err
		}
		was := r.Vote
		r.Vote = ""
		if err := update(tx, r, version); err != nil {
			return err
		}
		return r.audit(tx, string(Reopening), map[string]any{"vote": was})
	})
}

// Send gives an adopted score to the committee above.
func (s *Service) Send(ctx context.Context, by access.Actor, id meeting.ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, u, err := s.acting(tx, by, id, version, Sending)
		if err != nil {
			return err
		}
		if u.Parent == "" {
			return fault.New(fault.Invalid, "quality.no_superior")
		}
		r.SentOn, r.Returned = tx.Today(), ""
		if err := update(tx, r, version); err != nil {
			return err
		}
		if err := s.tell(tx, by, r, u, Sending); err != nil {
			return err
		}
		return r.audit(tx, string(Sending), map[string]any{"points": r.Points})
	})
}

// Confirm is the word of the committee above: the cell's points where nothing
// else is entered, with a reason where it gives others.
func (s *Service) Confirm(ctx context.Context, by access.Actor, id meeting.ID, version int, entries []Entry, note string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, u, err := s.acting(tx, by, id, version, Confirming)
		if err != nil {
			return err
		}
		marks, err := marksOf(tx, id)
		if err != nil {
			return err
		}
		for key, m := range marks {
			m.Above, m.AboveNote = m.Own, ""
			marks[key] = m
		}
		var faults fault.Form
		for _, e := range entries {
			m, c, err := r.entered(marks, e)
			if err != nil {
				return err
			}
			if given, why := e.read(&faults, c, m.Own); given != nil {
				m.Above, m.AboveNote = given, why
			}
			marks[e.Key] = m
		}
		r.Note = i18n.Line(i18n.Clean(note))
		meeting.Sayable(&faults, "note", r.Note, reasonMax)
		if err := faults.Err(); err != nil {
			return err
		}
		points, _ := r.Rubric.total(r.Theme, func(key string) *int { return marks[key].Above })
		r.Above = Total{points, r.Rubric.Max, r.Rubric.Band(points)}
		if err := s.store(tx, r, version, marks); err != nil {
			return err
		}
		if err := s.tell(tx, by, r, u, Confirming); err != nil {
			return err
		}
		return r.audit(tx, string(Confirming), map[string]any{"own": r.Points, "above": points})
	})
}

// Return asks the cell for another look, and says why.
func (s *Service) Return(ctx context.Context, by access.Actor, id meeting.ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, u, err := s.acting(tx, by, id, version, Returning)
		if err != nil {
			return err
		}
		if r.Returned, err = meeting.CheckReason(reason); err != nil {
			return err
		}
		if err := update(tx, r, version); err != nil {
			return err
		}
		if err := s.tell(tx, by, r, u, Returning); err != nil {
			return err
		}
		return r.audit(tx, string(Returning), nil)
	})
}

// store writes a score with its marks.
func (s *Service) store(tx *db.Tx, r Record, version int, marks map[string]Mark) error {
	if err := update(tx, r, version); err != nil {
		return err
	}
	return putMarks(tx, r.Meeting, marks)
}

// InWords gives what a meeting's papers say of its score, in one line or two:
// what the members adopted, with their vote, and what the committee above
// confirmed; "" before. It is for who reads the meeting itself.
func (s *Service) InWords(tx *db.Tx, _ access.Actor, m meeting.Meeting) (string, error) {
	r, err := recordOf(tx, m.ID)
	if errors.Is(err, db.ErrNone) || err == nil && r.Vote == "" {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	v, err := votedOn(tx, r)
	if err != nil || v == nil {
		return "", err
	}
	words := "Chi bộ tự chấm: " + r.Own().Words() + "; tán thành " + tally(*v) + "."
	if r.State == Confirmed {
		words += "\nCấp ủy cấp trên xác nhận: " + r.Above.Words() + "."
	}
	return words, nil
}

// votedOn reads the vote that adopted a score.
func votedOn(tx *db.Tx, r Record) (*vote.Vote, error) {
	votes, err := vote.Of(tx, Marked, string(r.Meeting))
	if i := slices.IndexFunc(votes, func(v vote.Vote) bool { return v.ID == r.Vote }); i >= 0 {
		return &votes[i], err
	}
	return nil, err
}
