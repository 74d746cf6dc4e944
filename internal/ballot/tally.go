package ballot

import (
	"strconv"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/vote"
)

// Tally is what the board counted.
type Tally struct {
	Issued      int
	Returned    int
	Valid       int
	Invalid     int
	Reason      string              // why those are invalid
	Count       vote.Count          // of a question
	For         map[CandidateID]int // of an election
	EnteredBy   member.ID           // "" while nothing is entered
	Entered     string              // his name
	ConfirmedBy member.ID           // "" while nobody confirmed
	Confirmed   string              // his name
	ConfirmedAt db.Time
}

// Field names of a tally: of a candidate's votes, [forField] and his id.
const forField = "for-"

// check refuses figures that cannot be, and says at which field. present are
// the voters in the room.
func (t Tally) check(b Ballot, present int) error {
	var faults fault.Form
	for field, n := range t.fields(b) {
		if n < 0 || n > countMax {
			faults.Add(field, "ballot.count_invalid")
		}
	}
	if err := faults.Err(); err != nil {
		return err
	}
	switch {
	case t.Issued == 0:
		faults.Add("issued", "ballot.issued_missing")
	case t.Issued > present:
		faults.Add("issued", "ballot.issued_many", t.Issued, present)
	}
	if t.Returned > t.Issued {
		faults.Add("returned", "ballot.returned_many", t.Returned, t.Issued)
	}
	if t.Valid+t.Invalid != t.Returned {
		faults.Add("valid", "ballot.valid_sum", t.Valid, t.Invalid, t.Returned)
	}
	switch {
	case t.Invalid > 0 && t.Reason == "":
		faults.Add("invalid_reason", "ballot.invalid_reason_missing")
	default:
		meeting.Sayable(&faults, "invalid_reason", t.Reason, reasonMax)
	}
	t.checkVotes(&faults, b)
	return faults.Err()
}

// checkVotes compares the votes with the valid ballots.
func (t Tally) checkVotes(faults *fault.Form, b Ballot) {
	if b.Kind == Question {
		if n := t.Count.Cast(); n != t.Valid {
			faults.Add("favour", "ballot.answers_sum", n, t.Valid)
		}
		return
	}
	sum := 0
	for _, c := range b.standing() {
		n := t.For[c.ID]
		if sum += n; n > t.Valid {
			faults.Add(forField+string(c.ID), "ballot.votes_many", n, t.Valid)
		}
	}
	if sum > t.Valid*b.Seats {
		faults.Add("valid", "ballot.votes_sum", sum, t.Valid, b.Seats)
	}
}

// fields are the figures by the names of their fields.
func (t Tally) fields(b Ballot) map[string]int {
	all := map[string]int{"issued": t.Issued, "returned": t.Returned, "valid": t.Valid, "invalid": t.Invalid}
	if b.Kind == Question {
		all["favour"], all["against"], all["other"] = t.Count.Favour, t.Count.Against, t.Count.Other
	}
	for _, c := range b.standing() {
		all[forField+string(c.ID)] = t.For[c.ID]
	}
	return all
}

// typed are the figures and the reason as a form shows them, by field.
func (t Tally) typed(b Ballot) map[string]string {
	all := map[string]string{"invalid_reason": t.Reason}
	for field, n := range t.fields(b) {
		all[field] = strconv.Itoa(n)
	}
	return all
}
