package amend_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/compare"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/amend"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/paper"
	"chibo/internal/vote"
)

var must = meetingtest.Must

type hall struct {
	meetingtest.Hall
	deeds  *deed.Service
	amends *amend.Service
}

func (h hall) page(t *testing.T, by access.Actor, id meeting.ID) amend.Page {
	t.Helper()
	p, err := h.amends.Get(t.Context(), by, id)
	must(t, err)
	return p
}

func (h hall) version(t *testing.T, id meeting.ID, no int) int {
	t.Helper()
	return h.page(t, h.Secretary, id).Amendments[no-1].Version
}

// B7: from the shared draft over what members propose to what the cell voted,
// and how the text differs from the draft.
func TestAmendments(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		base := meetingtest.New(t, d)
		deeds := deed.New(d, base.Meetings, base.Documents)
		h := hall{base, deeds, amend.New(d, base.Meetings, deeds)}
		ctx := t.Context()
		id := h.Plan(t, meetingtest.May(h.Hall))
		must(t, deeds.Write(ctx, h.Secretary, id, deed.Resolution, 0, deed.Texts{"next": "Hoàn thành trước ngày 30/6.\nTrực đủ người."}))

		f := amend.Form{Part: "next", Words: "30/6", Instead: "15/6", Reason: "Kịp sơ kết"}
		if _, err := h.amends.Propose(ctx, h.Plain, id, f); fault.Key(err) != "meeting.draft_unshared" {
			t.Errorf("before it is shared: %v", err)
		}
		if err := deeds.Share(ctx, h.Plain, id, 0); !fault.Is(err, fault.Denied) {
			t.Errorf("a member shares: %v", err)
		}
		must(t, deeds.Share(ctx, h.Secretary, id, 0))
		if err := deeds.Share(ctx, h.Secretary, id, 0); !fault.Is(err, fault.Stale) {
			t.Errorf("an old page: %v", err)
		}
		if p := h.page(t, h.Probationary, id); !p.Draft.Stands() || !p.MayPropose || p.MayShare {
			t.Errorf("a probationary member: %+v", p)
		}
		first, err := h.amends.Propose(ctx, h.Plain, id, f)
		must(t, err)
		second, err := h.amends.Propose(ctx, h.Probationary, id, amend.Form{Part: "next", Instead: "Báo cáo hằng tuần.", Reason: "Theo dõi sát"})
		must(t, err)
		third, err := h.amends.Propose(ctx, h.Plain, id, amend.Form{Part: "next", Words: "Trực đủ người.", Reason: "Đã có lịch"})
		must(t, err)
		entered := f
		entered.Person = member.ID(h.Minuter.Person)
		if _, err := h.amends.Propose(ctx, h.Plain, id, entered); !fault.Is(err, fault.Denied) {
			t.Errorf("a member enters another's: %v", err)
		}
		if _, err := h.amends.Propose(ctx, h.Secretary, id, entered); err != nil || h.page(t, h.Plain, id).Amendments[3].Name != "Vũ Thị E" {
			t.Errorf("entered for another: %v", err)
		}
		if _, err := h.amends.Propose(ctx, h.Officer, id, f); err == nil {
			t.Error("an officer from above proposes")
		}
		if err := h.amends.Take(ctx, h.Secretary, id, first, 1); !fault.Is(err, fault.Invalid) {
			t.Errorf("taken over before the meeting: %v", err)
		}

		must(t, h.Meetings.Open(ctx, h.Secretary, id, 1, "14:00"))
		must(t, h.Meetings.Appoint(ctx, h.Secretary, id, 2, member.ID(h.Secretary.Person), member.ID(h.Minuter.Person)))
		if _, err := h.amends.Propose(ctx, h.Plain, id, f); fault.Key(err) != "meeting.begun" {
			t.Errorf("in the meeting: %v", err)
		}
		if err := h.amends.Vote(ctx, h.Minuter, id, first, 1, vote.Count{Favour: 3}); fault.Key(err) != "meeting.roll_incomplete" {
			t.Errorf("before the roll call: %v", err)
		}
		h.MarkAll(t, id, meeting.Present)
		if err := h.amends.Vote(ctx, h.Plain, id, first, 1, vote.Count{Favour: 3}); !fault.Is(err, fault.Denied) {
			t.Errorf("a member records: %v", err)
		}
		must(t, h.amends.Vote(ctx, h.Minuter, id, first, 1, vote.Count{Favour: 3}))
		must(t, h.amends.Take(ctx, h.Secretary, id, second, 1))
		must(t, h.amends.Reconsider(ctx, h.Secretary, id, second, 2))
		must(t, h.amends.Take(ctx, h.Secretary, id, second, 3))
		must(t, h.amends.Withdraw(ctx, h.Plain, id, third, 1))
		must(t, h.amends.Enter(ctx, h.Secretary, id, first, 2, false))
		must(t, h.amends.Enter(ctx, h.Secretary, id, second, 4, false))
		if err := h.amends.Enter(ctx, h.Secretary, id, second, 5, false); !fault.Is(err, fault.Invalid) {
			t.Errorf("entered twice: %v", err)
		}

		p := h.page(t, h.Plain, id)
		var states []amend.State
		for _, a := range p.Amendments {
			states = append(states, a.State)
		}
		if diff := cmp.Diff([]amend.State{amend.Passed, amend.Taken, amend.Withdrawn, amend.Proposed}, states); diff != "" {
			t.Error(diff)
		}
		sh, err := deeds.Deed(ctx, h.Secretary, id, deed.Resolution, deed.Newest, "")
		must(t, err)
		if want := "Hoàn thành trước ngày 15/6.\nTrực đủ người.\nBáo cáo hằng tuần."; sh.Texts["next"] != want || !sh.Unvoted {
			t.Errorf("%q, voted %v", sh.Texts["next"], !sh.Unvoted)
		}
		var gone, came string
		for _, e := range sh.Changes {
			switch e.Kind {
			case compare.Gone:
				gone += e.Text + "|"
			case compare.New:
				came += e.Text + "|"
			}
		}
		if gone == "" || came == "" {
			t.Errorf("gone %q, new %q", gone, came)
		}

		// What was taken out of the text in the meantime is put in by hand.
		again := h.page(t, h.Secretary, id).Amendments[0]
		must(t, h.Meetings.Annul(ctx, h.Secretary, id, itemOf(t, h, id), again.Vote.ID, again.Vote.Version))
		must(t, h.amends.Vote(ctx, h.Minuter, id, first, h.version(t, id, 1), vote.Count{Favour: 3}))
		if err := h.amends.Enter(ctx, h.Secretary, id, first, h.version(t, id, 1), false); fault.Key(err) != "meeting.amend_not_found" {
			t.Errorf("words that are gone: %v", err)
		}
		must(t, h.amends.Enter(ctx, h.Secretary, id, first, h.version(t, id, 1), true))

		reasons := map[meeting.ItemID]string{}
		for _, i := range h.Get(t, id).Unsettled() {
			reasons[i.ID] = "Chờ cấp trên"
		}
		must(t, h.Meetings.Close(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons))
		rec, err := deeds.Minutes(ctx, h.Secretary, id, deed.Draft)
		must(t, err)
		var paperText strings.Builder
		must(t, paper.HTML(&paperText, rec.Document))
		if !strings.Contains(paperText.String(), "Đồng chí Cao Thị O đề nghị thêm «Báo cáo hằng tuần.». Chủ trì tiếp thu.") {
			t.Error("the minutes do not tell of it")
		}
	})
}

func itemOf(t *testing.T, h hall, id meeting.ID) meeting.ItemID {
	t.Helper()
	return meetingtest.ItemOf(t, h.Get(t, id), "resolution").ID
}
