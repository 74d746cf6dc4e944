package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// candidateMinutes is how long the cell considers a candidate: the product's
// proposal, no rule.
const candidateMinutes = 10

// Considered is an item of an agenda under which a candidate is considered.
type Considered struct {
	Item   ItemID
	Matter vote.Matter
	Meeting
}

// SeatCandidateTx puts the consideration of a candidate for the Party onto the
// agenda of a meeting of his cell that lies ahead: an item under which it is
// voted on a matter. A meeting of the committee alone does not decide on him. It
// is called by whoever arranges the agenda.
func (s *Service) SeatCandidateTx(tx *db.Tx, by access.Actor, u org.Unit, id ID, candidate, title string, matter vote.Matter) (Meeting, error) {
	m, err := authorise(tx, by, Prepare, id)
	if err != nil {
		return m, err
	}
	if m.Unit != u.ID || !m.decides() {
		return m, db.ErrNone
	}
	stands, err := consideredIn(tx, u.ID, candidate)
	if err != nil {
		return m, err
	}
	for _, c := range stands {
		if c.ID == id {
			return m, fault.At("meeting", "meeting.candidate_stands")
		}
	}
	_, err = s.BringTx(tx, by, id, Item{Kind: rulebook.KindVote, Title: title, Minutes: candidateMinutes, Candidate: candidate, Matter: matter})
	return m, err
}

// decides reports whether it is a meeting of the cell as a whole.
func (m Meeting) decides() bool { return m.Kind != Committee }

// ConsideredTx gives, to the committee of a cell, where a candidate stands on its
// agendas, the latest meeting first; called off ones are left out.
func (*Service) ConsideredTx(tx *db.Tx, by access.Actor, u org.Unit, candidate string) ([]Considered, error) {
	if err := access.Check(by, Prepare, u.Place()); err != nil {
		return nil, err
	}
	return consideredIn(tx, u.ID, candidate)
}

// DecidingTx gives, to the committee of a cell, the meetings that lie ahead in
// which the cell can decide on a candidate, in the order of days.
func (*Service) DecidingTx(tx *db.Tx, by access.Actor, u org.Unit) ([]Meeting, error) {
	if err := access.Check(by, Prepare, u.Place()); err != nil {
		return nil, err
	}
	return decidingIn(tx, u.ID)
}
