package ballot

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/vote"
)

// fields are those that a refusal names.
func fields(err error) []string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return nil
	}
	var names []string
	for _, x := range f.Fields {
		names = append(names, x.Name+" "+x.Key)
	}
	slices.Sort(names)
	return names
}

// B5: counts that cannot be are refused, each with what to do at its field.
func TestTally(t *testing.T) {
	election := Ballot{Kind: Election, Seats: 1, Candidates: []Candidate{{ID: "x"}, {ID: "y"}, {ID: "z", Withdrawn: true}}}
	question := Ballot{Kind: Question}
	votes := func(x, y int) map[CandidateID]int { return map[CandidateID]int{"x": x, "y": y} }
	for _, c := range []struct {
		name   string
		ballot Ballot
		tally  Tally
		want   []string
	}{
		{"sound", election, Tally{Issued: 12, Returned: 11, Valid: 10, Invalid: 1, Reason: "Để trống", For: votes(7, 3)}, nil},
		{"all invalid", election, Tally{Issued: 2, Returned: 2, Invalid: 2, Reason: "Để trống"}, nil},
		{"none returned", election, Tally{Issued: 2}, nil},
		{"votes of who withdrew are nobody's", election, Tally{Issued: 2, Returned: 2, Valid: 2, For: map[CandidateID]int{"z": 9}}, nil},
		{"none issued", election, Tally{}, []string{"issued ballot.issued_missing"}},
		{"more issued than voters present", election, Tally{Issued: 13, Returned: 13, Valid: 13}, []string{"issued ballot.issued_many"}},
		{"more returned than issued", election, Tally{Issued: 10, Returned: 11, Valid: 11}, []string{"returned ballot.returned_many"}},
		{"valid and invalid are not those returned", election, Tally{Issued: 10, Returned: 10, Valid: 8, Invalid: 1, Reason: "Để trống"}, []string{"valid ballot.valid_sum"}},
		{"invalid without a reason", election, Tally{Issued: 10, Returned: 10, Valid: 9, Invalid: 1}, []string{"invalid_reason ballot.invalid_reason_missing"}},
		{"a candidate with more than are valid", election, Tally{Issued: 10, Returned: 10, Valid: 10, For: votes(11, 0)}, []string{"for-x ballot.votes_many", "valid ballot.votes_sum"}},
		{"more votes than seats on valid ballots", election, Tally{Issued: 10, Returned: 10, Valid: 10, For: votes(6, 5)}, []string{"valid ballot.votes_sum"}},
		{"negative", election, Tally{Issued: 10, Returned: 10, Valid: 10, For: votes(-1, 0)}, []string{"for-x ballot.count_invalid"}},
		{"too large", election, Tally{Issued: 1 << 40, Returned: 10, Valid: 10}, []string{"issued ballot.count_invalid"}},
		{"answers make up the valid ones", question, Tally{Issued: 10, Returned: 10, Valid: 10, Count: vote.Count{Favour: 8, Against: 1, Other: 1}}, nil},
		{"answers do not", question, Tally{Issued: 10, Returned: 10, Valid: 10, Count: vote.Count{Favour: 8}}, []string{"favour ballot.answers_sum"}},
	} {
		if diff := cmp.Diff(c.want, fields(c.tally.check(c.ballot, 12))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// B4, B5: who may stand and who may count.
func TestWho(t *testing.T) {
	for _, c := range []struct {
		status        member.Status
		state         member.State
		mark          meeting.Mark
		stands, count bool
	}{
		{member.Official, member.Active, meeting.Present, true, true},
		{member.Official, member.Active, meeting.Excused, true, false},
		{member.Official, member.Exempt, meeting.Present, true, true},
		{member.Official, member.Away, meeting.Present, true, false},
		{member.Official, member.Visiting, meeting.Present, false, false},
		{member.Official, member.Suspended, meeting.Unmarked, false, false},
		{member.Official, member.Detained, meeting.Unmarked, false, false},
		{member.Probationary, member.Active, meeting.Present, false, false},
	} {
		s := meeting.Seat{Status: c.status, State: c.state, Mark: c.mark}
		if mayStand(s) != c.stands || mayCount(s, meeting.Open) != c.count {
			t.Errorf("%+v: stands %v, counts %v", s, mayStand(s), mayCount(s, meeting.Open))
		}
	}
	if !mayCount(meeting.Seat{Status: member.Official}, meeting.Announced) {
		t.Error("before the meeting nobody is present yet")
	}
}

// B5: the table of states holds no way back, and none out of the end.
func TestWorkflow(t *testing.T) {
	rank := func(s State) int { return slices.Index(append(Steps, Annulled), s) }
	for _, m := range Workflow {
		if m.From == Annulled || m.From == Announced && m.Act != Annulling {
			t.Errorf("%+v leaves the end", m)
		}
		if rank(m.To) < rank(m.From) && !(m.Act == Entering || m.Act == Appointing) {
			t.Errorf("%+v leads back", m)
		}
	}
	if _, err := move(Announced, Entering); fault.Key(err) != "ballot.not_when_announced" {
		t.Errorf("got %v", err)
	}
}
