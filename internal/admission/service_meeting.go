package admission

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/ballot"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/vote"
)

// matter is what the cell votes on next; ok is false where it is not the cell's
// turn.
func (c Candidate) matter() (m vote.Matter, ok bool) {
	next, _ := c.next()
	switch next.Act {
	case Voting:
		return vote.Admission, true
	case Supporting:
		return vote.Recognition, true
	}
	return "", false
}

// MayBring reports whether the reader may put the candidate onto an agenda now.
func (sh Sheet) MayBring() bool {
	_, ok := sh.Candidate.matter()
	return ok && sh.Leads
}

// titles begin the item of an agenda under which the cell considers a candidate.
var titles = map[vote.Matter]string{
	vote.Admission:   "Xét đề nghị kết nạp đảng viên: ",
	vote.Recognition: "Xét đề nghị công nhận đảng viên chính thức: ",
}

// Bring puts the consideration of a candidate for whom the cell's vote comes next
// onto the agenda of a meeting of the cell that lies ahead. Faults name the
// field meeting.
func (s *Service) Bring(ctx context.Context, by access.Actor, id ID, to meeting.ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Lead, id)
		if err != nil {
			return err
		}
		matter, ok := a.matter()
		if !ok {
			return fault.New(fault.Invalid, "admission.not_when_"+string(a.State))
		}
		ahead, err := s.meetings.DecidingTx(tx, by, a.unit)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(ahead, func(m meeting.Meeting) bool { return m.ID == to }) {
			return fault.At("meeting", "admission.meeting_missing")
		}
		m, err := s.meetings.SeatCandidateTx(tx, by, a.unit, to, string(id), titles[matter]+a.Name, matter)
		if err != nil {
			return err
		}
		return a.audit(tx, Bringing, change{On: m.HeldOn})
	})
}

// takenOn lists the votes on a matter that stand in the records of the cell's
// meetings, by hand, by name or by ballot, and by which no candidate goes yet:
// the latest first. What its committee voted on alone is not the cell's vote.
func takenOn(tx *db.Tx, c Candidate, matter vote.Matter) ([]vote.Vote, error) {
	all, err := vote.In(tx, c.Unit, matter, c.votedFrom(), meeting.VotedIn, ballot.VotedIn)
	return slices.DeleteFunc(all, func(v vote.Vote) bool { return v.Prospect.Meeting == string(meeting.Committee) }), err
}

// readMeetings fills in what the forms of a vote and of an agenda offer.
func (s *Service) readMeetings(tx *db.Tx, by access.Actor, a about, act Act, p *Ahead) (err error) {
	matter, ok := a.matter()
	if !ok {
		return nil
	}
	if p.Considered, err = s.meetings.ConsideredTx(tx, by, a.unit, string(a.ID)); err != nil {
		return err
	}
	if act == Bringing {
		p.Meetings, err = s.meetings.DecidingTx(tx, by, a.unit)
	} else {
		p.Taken, err = takenOn(tx, a.Candidate, matter)
	}
	return err
}
