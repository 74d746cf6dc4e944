package meeting_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/vote"
)

// debate is an open meeting with an opinion of the plain member.
type debate struct {
	hall
	*testing.T
	id   meeting.ID
	item meeting.ItemID
	note meeting.NoteID
}

func debating(t *testing.T, d *db.DB) debate {
	h := build(t, d)
	h.Meetings.Notices = notify.New(d, h.Members, account.New(d, org.New(d), h.Members))
	g := debate{hall: h, T: t, id: h.Open(t)}
	g.item = itemOf(t, h.Get(t, g.id), "discussion").ID
	g.note = g.says(h.Plain, "Việc này ai làm cũng được.")
	return g
}

func (g debate) says(who access.Actor, body string) meeting.NoteID {
	g.Helper()
	note, err := g.Meetings.Note(g.Context(), g.Secretary, g.id, g.item, meeting.NoteForm{Speaker: member.ID(who.Person), Kind: meeting.Opinion, Body: body})
	must(g.T, err)
	return note
}

// now is the note as the minutes have it; ok is false where they do not.
func (g debate) now() (n meeting.Note, ok bool) {
	g.Helper()
	for _, n := range itemOf(g.T, g.Get(g.T, g.id), "discussion").Notes {
		if n.ID == g.note {
			return n, true
		}
	}
	return n, false
}

func (g debate) mark() {
	g.Helper()
	n, _ := g.now()
	must(g.T, g.Meetings.MarkNote(g.Context(), g.Minuter, g.id, g.note, n.Version, "Không nêu việc cụ thể"))
}

// B6: a mark has a reason, its speaker is told without a word of it, and
// answers; the opinion stays with both, and nobody else changes or takes it
// out.
func TestMarkNote(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		g := debating(t, d)
		ctx, m := t.Context(), g.Meetings
		if err := m.MarkNote(ctx, g.Secretary, g.id, g.note, 1, " "); !fault.Is(err, fault.Invalid) {
			t.Errorf("a mark without a reason: %v", err)
		}
		if err := m.MarkNote(ctx, g.Probationary, g.id, g.note, 1, "Dài"); !fault.Is(err, fault.Denied) {
			t.Errorf("a member marks: %v", err)
		}
		if err := m.AnswerMark(ctx, g.Plain, g.id, g.note, 1, "Tôi nói về việc trực."); fault.Key(err) != "meeting.unmarked" {
			t.Errorf("an answer to no mark: %v", err)
		}
		g.mark()
		p, err := m.Notices.List(ctx, g.Plain, 0)
		must(t, err)
		if len(p.Lines) != 1 || p.Lines[0].Key != "meeting.notice_marked" || len(p.Lines[0].Args) != 2 {
			t.Errorf("the speaker is told %+v", p.Lines)
		}
		if err := m.AnswerMark(ctx, g.Secretary, g.id, g.note, 2, "Vâng"); !fault.Is(err, fault.Denied) {
			t.Errorf("the recorder answers for the speaker: %v", err)
		}
		must(t, m.AnswerMark(ctx, g.Plain, g.id, g.note, 2, "Tôi nói về việc trực."))
		for what, err := range map[string]error{
			"takes out": m.Withdraw(ctx, g.Secretary, g.id, g.note, 3), "changes": m.AmendNote(ctx, g.Secretary, g.id, g.note, 3, meeting.Opinion, "Khác"),
		} {
			if fault.Key(err) != "meeting.marked_stays" {
				t.Errorf("the recorder %s a marked opinion: %v", what, err)
			}
		}
		if n, _ := g.now(); n.Mark != "Không nêu việc cụ thể" || n.Answer != "Tôi nói về việc trực." || n.Body == "" {
			t.Errorf("the minutes have %+v", n)
		}
		must(t, m.Unmark(ctx, g.Secretary, g.id, g.note, 3))
		if n, _ := g.now(); n.Mark+n.Answer != "" {
			t.Errorf("taken back, and yet %+v", n)
		}
	})
}

// B6: who withdraws a marked opinion leaves that he did, and none of the words;
// one that was not marked leaves nothing.
func TestWithdrawMarked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		g := debating(t, d)
		ctx, m := t.Context(), g.Meetings
		g.mark()
		must(t, m.Withdraw(ctx, g.Plain, g.id, g.note, 2))
		if n, ok := g.now(); !ok || !n.Withdrawn || !n.Gone() || n.Body+n.Mark != "" || n.Name != "Lê Văn C" {
			t.Errorf("the minutes have %+v", n)
		}
		for what, err := range map[string]error{
			"changed": m.AmendNote(ctx, g.Plain, g.id, g.note, 3, meeting.Opinion, "Khác"), "marked": m.MarkNote(ctx, g.Secretary, g.id, g.note, 3, "Lại"),
			"withdrawn": m.Withdraw(ctx, g.Plain, g.id, g.note, 3), "reserved": m.Reserve(ctx, g.Plain, g.id, g.note, 3),
		} {
			if fault.Key(err) != "meeting.note_gone" {
				t.Errorf("what is gone is %s: %v", what, err)
			}
		}
		g.note = g.says(g.Plain, "Nhất trí.")
		must(t, m.Withdraw(ctx, g.Plain, g.id, g.note, 1))
		if n, ok := g.now(); ok {
			t.Errorf("of an opinion that nobody marked remains %+v", n)
		}
	})
}

// B6: the cell leaves a marked opinion out by the majority of an ordinary vote;
// a vote that was entered wrongly brings it back.
func TestLeaveOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		g := debating(t, d)
		ctx, m := t.Context(), g.Meetings
		if _, err := m.LeaveOut(ctx, g.Secretary, g.id, g.note, 1, vote.Count{Favour: 3}); fault.Key(err) != "meeting.unmarked" {
			t.Errorf("left out without a mark: %v", err)
		}
		g.mark()
		v, err := m.LeaveOut(ctx, g.Secretary, g.id, g.note, 2, vote.Count{Favour: 1, Against: 2})
		must(t, err)
		if n, _ := g.now(); v.Outcome != vote.Failed || n.Gone() || n.Body == "" {
			t.Errorf("voted down, and yet %+v", n)
		}
		v, err = m.LeaveOut(ctx, g.Secretary, g.id, g.note, 2, vote.Count{Favour: 2, Against: 1})
		must(t, err)
		if n, ok := g.now(); !ok || n.LeftBy != v.ID || n.Body+n.Mark != "" {
			t.Errorf("the minutes have %+v", n)
		}
		must(t, m.Annul(ctx, g.Secretary, g.id, g.item, v.ID, 1))
		if n, ok := g.now(); !ok || n.Gone() || n.Body == "" || n.Mark == "" {
			t.Errorf("brought back is %+v", n)
		}
	})
}

// B6: a reserved opinion can be neither marked nor left out; one that its
// speaker reserves loses its mark.
func TestReservedBearsNoMark(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		g := debating(t, d)
		ctx, m := t.Context(), g.Meetings
		g.mark()
		must(t, m.Reserve(ctx, g.Plain, g.id, g.note, 2))
		if n, _ := g.now(); n.Kind != meeting.Reserved || n.Mark != "" {
			t.Errorf("reserved is %+v", n)
		}
		if err := m.MarkNote(ctx, g.Secretary, g.id, g.note, 3, "Lại"); fault.Key(err) != "meeting.reserved_unmarked" {
			t.Errorf("a reserved opinion is marked: %v", err)
		}
		if _, err := m.LeaveOut(ctx, g.Secretary, g.id, g.note, 3, vote.Count{Favour: 3}); fault.Key(err) != "meeting.reserved_unmarked" {
			t.Errorf("a reserved opinion is left out: %v", err)
		}
	})
}
