package ballot

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/vote"
)

// VotedIn is how package vote knows the record that a result is kept for: of an
// election the candidacy, of a question the ballot.
const VotedIn = "ballot"

// subjects are those records.
func (b Ballot) subjects() []string {
	if b.Kind == Question {
		return []string{string(b.ID)}
	}
	var all []string
	for _, c := range b.standing() {
		all = append(all, string(c.ID))
	}
	return all
}

// Enter writes down what the board counted, by one of it. Faults name the
// fields issued, returned, valid, invalid, invalid_reason, favour, against,
// other, and "for-" with the id of a candidate. A count that was entered or
// confirmed before waits for a confirmation again.
func (s *Service) Enter(ctx context.Context, by access.Actor, m meeting.ID, id ID, version int, t Tally) error {
	return s.do(ctx, by, m, id, version, Entering, func(tx *db.Tx, sh *Sheet) (any, error) {
		t.Reason, t.EnteredBy = i18n.Clean(t.Reason), sh.me
		if sh.Ballot.Kind == Election {
			t.Count = vote.Count{}
		}
		if err := t.check(sh.Ballot, sh.Prospect.Base.Present); err != nil {
			return nil, err
		}
		candidates := slices.Clone(sh.Ballot.standing())
		for i, c := range candidates {
			candidates[i].Favour = t.For[c.ID]
		}
		if err := putVotes(tx, id, candidates); err != nil {
			return nil, err
		}
		return map[string]any{"count": t.fields(sh.Ballot), "reason": t.Reason}, putTally(tx, id, t)
	})
}

// Confirm has another of the board stand behind exactly the count of the
// version.
func (s *Service) Confirm(ctx context.Context, by access.Actor, m meeting.ID, id ID, version int) error {
	return s.do(ctx, by, m, id, version, Confirming, func(tx *db.Tx, sh *Sheet) (any, error) {
		if sh.Own() {
			return nil, fault.New(fault.Invalid, "ballot.confirm_own")
		}
		return map[string]any{"count": sh.Ballot.Tally.fields(sh.Ballot)}, confirmTally(tx, id, sh.me)
	})
}

// Announce judges a confirmed count by the rules of the day and keeps the
// result in the record of the meeting.
func (s *Service) Announce(ctx context.Context, by access.Actor, m meeting.ID, id ID, version int) error {
	return s.do(ctx, by, m, id, version, Announcing, func(tx *db.Tx, sh *Sheet) (any, error) {
		b := sh.Ballot
		if b.Tally.check(b, sh.Prospect.Base.Present) != nil {
			return nil, fault.New(fault.Invalid, "ballot.roll_changed", b.Tally.Issued, sh.Prospect.Base.Present)
		}
		of := sh.head.Case(b.Matter)
		of.Ballots = true
		form := vote.Form{Unit: b.Unit, Kind: VotedIn, Subject: string(id), Question: b.Title, Case: of, Count: b.Tally.Count}
		if b.Kind == Question {
			v, err := s.votes.RecordTx(tx, by, form)
			return map[string]any{"outcome": v.Outcome}, err
		}
		candidates, err := s.elect(tx, by, b, form)
		if err != nil {
			return nil, err
		}
		standings := map[string]any{}
		for _, c := range candidates {
			standings[string(c.Person)] = c.Standing
		}
		return standings, putVotes(tx, id, candidates)
	})
}

// elect keeps the result of each candidate, and says who takes the seats.
func (s *Service) elect(tx *db.Tx, by access.Actor, b Ballot, form vote.Form) ([]Candidate, error) {
	candidates, needed := b.standing(), 0
	favour := make([]int, len(candidates))
	for i, c := range candidates {
		form.Subject, form.Question = string(c.ID), b.Title+": "+c.Name
		form.Count = vote.Count{Favour: c.Favour, Against: b.Tally.Valid - c.Favour}
		v, err := s.votes.RecordTx(tx, by, form)
		if err != nil {
			return nil, err
		}
		if favour[i] = c.Favour; v.Outcome != vote.Unjudged {
			needed = v.Prospect.Needed
		}
	}
	for i, standing := range vote.Elect(favour, needed, b.Seats) {
		candidates[i].Standing = standing
	}
	return candidates, nil
}

// Annul takes a ballot back for a reason; what was announced leaves the record
// of the meeting.
func (s *Service) Annul(ctx context.Context, by access.Actor, m meeting.ID, id ID, version int, reason string) error {
	return s.do(ctx, by, m, id, version, Annulling, func(tx *db.Tx, sh *Sheet) (any, error) {
		reason, err := meeting.CheckReason(reason)
		if err != nil {
			return nil, err
		}
		for _, v := range sh.votes {
			if err := s.votes.AnnulTx(tx, by, v.ID, v.Version, VotedIn, v.Subject); err != nil {
				return nil, err
			}
		}
		candidates := sh.Ballot.standing()
		for i := range candidates {
			candidates[i].Standing = ""
		}
		sh.Ballot.Reason = reason
		return reason, putVotes(tx, id, candidates)
	})
}

// Repeat prepares another round of an annulled ballot, or of an election that
// left seats empty, among those who stood and were not elected. The board stays.
func (s *Service) Repeat(ctx context.Context, by access.Actor, m meeting.ID, id ID) (next ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := s.repeatable(tx, by, m, id)
		if err != nil {
			return err
		}
		b := sh.Ballot
		b.ID, b.Follows, b.State, b.Reason, b.Tally = ID(db.NewID()), id, Prepared, "", Tally{}
		if sh.Ballot.State == Announced {
			b.Seats = sh.Ballot.Left()
		}
		if err := insert(tx, b); err != nil {
			return err
		}
		for _, c := range sh.Ballot.standing() {
			if c.Standing == vote.Elected {
				continue
			}
			c.ID = CandidateID(db.NewID())
			if err := insertCandidate(tx, b.ID, c); err != nil {
				return err
			}
		}
		if err := putBoard(tx, b.ID, b.Head().Person, b.tellers()); err != nil {
			return err
		}
		next = b.ID
		return sh.Meeting.Audit(tx, "ballot.repeat", "", map[string]any{"ballot": next, "follows": id})
	})
	return next, err
}

// repeatable reads a ballot that another round may follow: one alone.
func (s *Service) repeatable(tx *db.Tx, by access.Actor, m meeting.ID, id ID) (sh Sheet, err error) {
	if _, err = s.head(tx, by, m); err != nil {
		return sh, err
	}
	if err = tx.Lock("meeting", string(m)); err != nil {
		return sh, err
	}
	if sh, err = s.sheet(tx, by, m, id); err != nil {
		return sh, err
	}
	switch {
	case !sh.MayRun:
		return sh, fault.New(fault.Denied, "ui.denied")
	case !sh.MayRepeat:
		return sh, fault.New(fault.Invalid, "ballot.not_when_"+string(sh.Ballot.State))
	}
	all, err := ofMeeting(tx, m)
	if err == nil && slices.ContainsFunc(all, func(b Ballot) bool { return b.Follows == id && b.State != Annulled }) {
		err = fault.New(fault.Invalid, "ballot.repeated")
	}
	return sh, err
}
