package ballot_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/ballot"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/vote"
)

// hall is a cell in an open meeting: the secretary, two who can count, three
// who stand, and a probationary member.
type hall struct {
	meetingtest.Hall
	ballots *ballot.Service
	meeting meeting.ID
	names   map[string]member.ID
}

func build(t *testing.T, d *db.DB) hall {
	t.Helper()
	h := hall{Hall: meetingtest.New(t, d), names: map[string]member.ID{}}
	for _, name := range []string{"Đỗ Văn Đ", "Bùi Thị H", "Lý Văn Y"} {
		h.names[name] = h.Enter(t, h.Cell, name, member.Official)
	}
	h.ballots = ballot.New(d, h.Meetings, vote.New())
	h.Meetings.Unsettled = ballot.Unsettled
	h.meeting = h.Open(t)
	return h
}

func (h hall) get(t *testing.T, by access.Actor, id ballot.ID) ballot.Sheet {
	t.Helper()
	sh, err := h.ballots.Get(t.Context(), by, h.meeting, id)
	meetingtest.Must(t, err)
	return sh
}

// version is that of the ballot now.
func (h hall) version(t *testing.T, id ballot.ID) int {
	return h.get(t, h.Secretary, id).Ballot.Version
}

// election prepares one of two seats with three candidates and the board of
// minute taker and plain member, and hands the ballots out.
func (h hall) election(t *testing.T, seats int) ballot.ID {
	t.Helper()
	ctx := t.Context()
	id, err := h.ballots.Prepare(ctx, h.Secretary, h.meeting, ballot.Form{Kind: ballot.Election, Title: "Bầu chi ủy", Seats: seats})
	meetingtest.Must(t, err)
	for _, name := range []string{"Lý Văn Y", "Đỗ Văn Đ", "Bùi Thị H"} {
		meetingtest.Must(t, h.ballots.Nominate(ctx, h.Secretary, h.meeting, id, h.version(t, id), h.names[name], ballot.Nominated))
	}
	meetingtest.Must(t, h.ballots.Appoint(ctx, h.Secretary, h.meeting, id, h.version(t, id), member.ID(h.Minuter.Person), []member.ID{member.ID(h.Plain.Person)}))
	meetingtest.Must(t, h.ballots.Cast(ctx, h.Secretary, h.meeting, id, h.version(t, id)))
	return id
}

// votes are a count of an election in which all six voted, in the order
// of names: Đ, H, Y.
func (h hall) votes(t *testing.T, id ballot.ID, favour ...int) ballot.Tally {
	t.Helper()
	tally := ballot.Tally{Issued: 6, Returned: 6, Valid: 6, For: map[ballot.CandidateID]int{}}
	for i, c := range h.get(t, h.Secretary, id).Ballot.Candidates {
		tally.For[c.ID] = favour[i]
	}
	return tally
}

// count enters a count and has it confirmed.
func (h hall) count(t *testing.T, id ballot.ID, tally ballot.Tally) {
	t.Helper()
	meetingtest.Must(t, h.ballots.Enter(t.Context(), h.Minuter, h.meeting, id, h.version(t, id), tally))
	meetingtest.Must(t, h.ballots.Confirm(t.Context(), h.Plain, h.meeting, id, h.version(t, id)))
}

// B5: an election from the list of candidates to a second round.
func TestElection(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id := h.election(t, 2)
		var order []string
		for _, c := range h.get(t, h.Plain, id).Ballot.Candidates {
			order = append(order, c.Name)
		}
		if diff := cmp.Diff([]string{"Đỗ Văn Đ", "Bùi Thị H", "Lý Văn Y"}, order); diff != "" {
			t.Errorf("by name (-want +got):\n%s", diff)
		}
		h.count(t, id, h.votes(t, id, 5, 3, 4))
		if sh := h.get(t, h.Probationary, id); sh.Ballot.Candidates[0].Favour != 0 || sh.Ballot.Tally.Issued != 0 || sh.MayRead {
			t.Errorf("figures before the result: %+v", sh.Ballot)
		}
		meetingtest.Must(t, h.ballots.Announce(ctx, h.Secretary, h.meeting, id, h.version(t, id)))
		sh := h.get(t, h.Probationary, id)
		var got []vote.Standing
		for _, c := range sh.Ballot.Candidates {
			got = append(got, c.Standing)
		}
		// 3 of 6 official members called is not more than half.
		if diff := cmp.Diff([]vote.Standing{vote.Elected, vote.Short, vote.Elected}, got); diff != "" || sh.Prospect.Needed != 4 || sh.Prospect.By.Doc.No == "" || sh.MayRepeat {
			t.Errorf("%+v (-want +got):\n%s", sh.Prospect, diff)
		}
		if n := len(results(t, h)); n != 1 {
			t.Errorf("%d lines in the minutes", n)
		}
		again := h.get(t, h.Secretary, id)
		meetingtest.Must(t, h.ballots.Annul(ctx, h.Secretary, h.meeting, id, again.Ballot.Version, "Phát nhầm phiếu"))
		if lines := results(t, h); len(lines) != 1 || !strings.Contains(lines[0], "hủy kết quả") {
			t.Errorf("minutes: %q", lines)
		}
		next, err := h.ballots.Repeat(ctx, h.Secretary, h.meeting, id)
		meetingtest.Must(t, err)
		second := h.get(t, h.Secretary, next).Ballot
		if second.Follows != id || second.Seats != 2 || len(second.Candidates) != 3 || len(second.Board) != 2 || second.State != ballot.Prepared {
			t.Errorf("second round: %+v", second)
		}
		if _, err := h.ballots.Repeat(ctx, h.Secretary, h.meeting, id); fault.Key(err) != "ballot.repeated" {
			t.Errorf("repeated twice: %v", err)
		}
	})
}

// B5: of those who tie for the last seat nobody is elected; a round among them
// follows.
func TestTieAndSecondRound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.election(t, 1)
		tally := h.votes(t, id, 0, 0, 0)
		h.count(t, id, tally)
		meetingtest.Must(t, h.ballots.Announce(t.Context(), h.Secretary, h.meeting, id, h.version(t, id)))
		sh := h.get(t, h.Secretary, id)
		if sh.Ballot.Left() != 1 || !sh.MayRepeat {
			t.Fatalf("left %d, repeat %v", sh.Ballot.Left(), sh.MayRepeat)
		}
		next, err := h.ballots.Repeat(t.Context(), h.Secretary, h.meeting, id)
		meetingtest.Must(t, err)
		if b := h.get(t, h.Secretary, next).Ballot; b.Seats != 1 || len(b.Candidates) != 3 {
			t.Errorf("%+v", b)
		}
	})
}

func results(t *testing.T, h hall) (lines []string) {
	t.Helper()
	meetingtest.Must(t, h.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		lines, err = ballot.Results(tx, h.meeting)
		return err
	}))
	return lines
}

// B5: one enters, another confirms exactly that; a change asks for both again.
// Of two who enter at once the second is told what the first did.
func TestTwoOfTheBoard(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id := h.election(t, 1)
		before := h.version(t, id)
		first := h.votes(t, id, 4, 1, 1)
		for who, by := range map[string]access.Actor{"the chair": h.Secretary, "a probationary member": h.Probationary} {
			if err := h.ballots.Enter(ctx, by, h.meeting, id, before, first); !fault.Is(err, fault.Denied) {
				t.Errorf("%s counts: %v", who, err)
			}
		}
		if err := h.ballots.Enter(ctx, h.Stranger, h.meeting, id, before, first); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger counts: %v", err)
		}
		meetingtest.Must(t, h.ballots.Enter(ctx, h.Minuter, h.meeting, id, before, first))
		var stale *fault.Error
		err := h.ballots.Enter(ctx, h.Plain, h.meeting, id, before, h.votes(t, id, 3, 2, 1))
		if !errors.As(err, &stale) || stale.Kind != fault.Stale || stale.Theirs["for-"+string(h.get(t, h.Minuter, id).Ballot.Candidates[0].ID)] != "4" {
			t.Errorf("two at once: %v", err)
		}
		entered := h.version(t, id)
		if err := h.ballots.Confirm(ctx, h.Minuter, h.meeting, id, entered); fault.Key(err) != "ballot.confirm_own" {
			t.Errorf("confirms his own: %v", err)
		}
		if err := h.ballots.Announce(ctx, h.Secretary, h.meeting, id, entered); fault.Key(err) != "ballot.not_when_counted" {
			t.Errorf("announced unconfirmed: %v", err)
		}
		meetingtest.Must(t, h.ballots.Enter(ctx, h.Minuter, h.meeting, id, entered, h.votes(t, id, 3, 2, 1)))
		if err := h.ballots.Confirm(ctx, h.Plain, h.meeting, id, entered); !fault.Is(err, fault.Stale) {
			t.Errorf("confirmed another count than was seen: %v", err)
		}
		meetingtest.Must(t, h.ballots.Confirm(ctx, h.Plain, h.meeting, id, h.version(t, id)))
		meetingtest.Must(t, h.ballots.Enter(ctx, h.Plain, h.meeting, id, h.version(t, id), first))
		if b := h.get(t, h.Minuter, id).Ballot; b.State != ballot.Counted || b.Tally.ConfirmedBy != "" {
			t.Errorf("a change keeps the confirmation: %+v", b)
		}
		// Who left the room counts no more; a new board counts anew.
		seat, _ := meeting.SeatOf(h.Get(t, h.meeting).Seats, member.ID(h.Minuter.Person))
		meetingtest.Must(t, h.Meetings.Mark(ctx, h.Secretary, h.meeting, []meeting.Marking{{Person: seat.Person, Mark: meeting.Excused, Version: seat.Version}}))
		if err := h.ballots.Confirm(ctx, h.Minuter, h.meeting, id, h.version(t, id)); !fault.Is(err, fault.Denied) {
			t.Errorf("confirmed from outside: %v", err)
		}
		meetingtest.Must(t, h.ballots.Appoint(ctx, h.Secretary, h.meeting, id, h.version(t, id), member.ID(h.Plain.Person), []member.ID{member.ID(h.Secretary.Person)}))
		if b := h.get(t, h.Secretary, id).Ballot; b.State != ballot.Cast {
			t.Errorf("a new board: %s", b.State)
		}
	})
}

// B5: a question is judged by its matter; the meeting closes only over ballots
// that are announced or annulled.
func TestQuestion(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id, err := h.ballots.Prepare(ctx, h.Secretary, h.meeting, ballot.Form{Kind: ballot.Question, Matter: vote.Expulsion, Title: "Đề nghị khai trừ", Item: h.Get(t, h.meeting).Items[0].ID})
		meetingtest.Must(t, err)
		if err := h.ballots.Cast(ctx, h.Secretary, h.meeting, id, 1); !fault.Is(err, fault.Invalid) {
			t.Errorf("cast without a board: %v", err)
		}
		meetingtest.Must(t, h.ballots.Appoint(ctx, h.Secretary, h.meeting, id, 1, member.ID(h.Minuter.Person), []member.ID{member.ID(h.Plain.Person)}))
		meetingtest.Must(t, h.ballots.Cast(ctx, h.Secretary, h.meeting, id, 2))
		if err := h.Meetings.Close(ctx, h.Secretary, h.meeting, h.Get(t, h.meeting).Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons(h.Get(t, h.meeting))); fault.Key(err) != "ballot.unsettled" {
			t.Errorf("closed over a ballot: %v", err)
		}
		h.count(t, id, ballot.Tally{Issued: 6, Returned: 6, Valid: 5, Invalid: 1, Reason: "Phiếu trắng", Count: vote.Count{Favour: 4, Against: 1}})
		meetingtest.Must(t, h.ballots.Announce(ctx, h.Secretary, h.meeting, id, 5))
		if sh := h.get(t, h.Plain, id); sh.Outcome != vote.Passed || sh.Prospect.Needed != 4 || sh.Item == "" {
			t.Errorf("%s, %+v", sh.Outcome, sh.Prospect)
		}
		lines := results(t, h)
		if len(lines) != 1 || !strings.Contains(lines[0], "tán thành 4/6 đảng viên chính thức (66,7%)") {
			t.Errorf("minutes: %q", lines)
		}
		meetingtest.Must(t, h.Meetings.Close(ctx, h.Secretary, h.meeting, h.Get(t, h.meeting).Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons(h.Get(t, h.meeting))))
	})
}

func reasons(sh meeting.Sheet) map[meeting.ItemID]string {
	all := map[meeting.ItemID]string{}
	for _, i := range sh.Unsettled() {
		all[i.ID] = "Chuyển kỳ sau"
	}
	return all
}

// B5, safety S4: what cannot be is refused, and a ballot of another meeting is
// not found.
func TestRefused(t *testing.T) {
	d := dbtest.SQLite(t, dbtest.NewClock())
	h := build(t, d)
	ctx := t.Context()
	id, err := h.ballots.Prepare(ctx, h.Secretary, h.meeting, ballot.Form{Kind: ballot.Election, Title: "Bầu bí thư", Seats: 1})
	meetingtest.Must(t, err)
	stands := h.names["Lý Văn Y"]
	meetingtest.Must(t, h.ballots.Nominate(ctx, h.Secretary, h.meeting, id, 1, stands, ballot.Self))
	board := func(head member.ID, others ...member.ID) func(int) error {
		return func(v int) error { return h.ballots.Appoint(ctx, h.Secretary, h.meeting, id, v, head, others) }
	}
	nominate := func(p member.ID, how ballot.Naming) func(int) error {
		return func(v int) error { return h.ballots.Nominate(ctx, h.Secretary, h.meeting, id, v, p, how) }
	}
	prepare := func(f ballot.Form) func(int) error {
		return func(int) error {
			_, err := h.ballots.Prepare(ctx, h.Secretary, h.meeting, f)
			return err
		}
	}
	me, plain := member.ID(h.Secretary.Person), member.ID(h.Plain.Person)
	for _, c := range []struct {
		name  string
		do    func(version int) error
		field string
		key   string
	}{
		{"a probationary member stands", nominate(member.ID(h.Probationary.Person), ballot.Nominated), "person", "ballot.may_not_stand"},
		{"a stranger stands", nominate(member.ID(h.Stranger.Person), ballot.Nominated), "person", "ballot.person_missing"},
		{"nobody says how", nominate(me, ""), "named", "ballot.named_missing"},
		{"twice", nominate(stands, ballot.Self), "person", "ballot.candidate_twice"},
		{"a candidate counts", board(me, stands), "board", "ballot.teller_stands"},
		{"a probationary member counts", board(me, member.ID(h.Probationary.Person)), "board", "ballot.may_not_count"},
		{"a stranger counts", board(me, member.ID(h.Stranger.Person)), "board", "ballot.person_missing"},
		{"one alone counts", board(me, me), "board", "ballot.board_missing"},
		{"nobody leads", board("", me, plain), "head", "ballot.head_missing"},
		{"no title", prepare(ballot.Form{Kind: ballot.Election, Seats: 1}), "title", "ballot.title_missing"},
		{"no seat", prepare(ballot.Form{Kind: ballot.Election, Title: "Bầu"}), "seats", "ballot.seats_invalid"},
		{"no matter", prepare(ballot.Form{Kind: ballot.Question, Title: "Có hay không"}), "matter", "vote.matter_missing"},
		{"an election as a question", prepare(ballot.Form{Kind: ballot.Question, Title: "Có", Matter: vote.Election}), "matter", "vote.matter_missing"},
		{"no kind", prepare(ballot.Form{Title: "Có hay không"}), "kind", "ballot.kind_missing"},
		{"another agenda's item", prepare(ballot.Form{Kind: ballot.Election, Title: "Bầu", Seats: 1, Item: "x"}), "item", "ballot.item_missing"},
		{"a mark of secrecy", prepare(ballot.Form{Kind: ballot.Election, Title: "Bầu " + strings.Repeat("đ", 300), Seats: 1}), "title", "meeting.too_long"},
	} {
		var f *fault.Error
		err := c.do(h.version(t, id))
		if !errors.As(err, &f) || !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.Name == c.field && x.Key == c.key }) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for who, by := range map[string]access.Actor{"a plain member": h.Plain, "a probationary member": h.Probationary} {
		if err := h.ballots.Cast(ctx, by, h.meeting, id, 2); !fault.Is(err, fault.Denied) {
			t.Errorf("%s casts: %v", who, err)
		}
	}
	other := h.Plan(t, meeting.Plan{Kind: meeting.Thematic, HeldOn: "2026-05-26", StartsAt: "08:00", Place: "Hội trường"})
	if _, err := h.ballots.Get(ctx, h.Secretary, other, id); !fault.Is(err, fault.NotFound) {
		t.Errorf("of another meeting: %v", err)
	}
	if _, err := h.ballots.Of(ctx, h.Officer, h.meeting); !fault.Is(err, fault.Denied) && !fault.Is(err, fault.NotFound) {
		t.Errorf("the level above: %v", err)
	}
	if _, err := h.ballots.Prepare(ctx, h.Secretary, other, ballot.Form{Kind: ballot.Election, Title: "Bầu", Seats: 1}); err != nil {
		t.Errorf("ahead of the meeting: %v", err)
	}
}
