package meeting_test

import (
	"testing"

	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/directive"
	"chibo/internal/fault"
	"chibo/internal/meeting"
)

// B14: a document from above comes onto the agenda among what is studied, once;
// the meeting that closes tells the register that the cell has studied it.
func TestStudy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		directives := directive.New(d, h.Documents)
		h.Meetings.Directives = directives
		ctx := t.Context()
		doc, err := directives.Register(ctx, h.Secretary, h.Cell, directive.Form{Number: "18-KH/ĐU", IssuedOn: "2026-05-15", Issuer: "Đảng ủy Sở Y tế", Title: "Kế hoạch sơ kết", Kind: "plan"})
		must(t, err)
		id := h.Open(t)
		topic := meeting.Directive{ID: string(doc), Title: "Quán triệt Kế hoạch 18-KH/ĐU"}
		_, err = h.Meetings.Study(ctx, h.Secretary, id, topic)
		must(t, err)
		if _, err := h.Meetings.Study(ctx, h.Secretary, id, topic); fault.Key(err) != "meeting.studied_already" {
			t.Errorf("a second time: %v", err)
		}
		if _, err := h.Meetings.Study(ctx, h.Stranger, id, topic); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Denied) {
			t.Errorf("a stranger: %v", err)
		}
		sh := h.Get(t, id)
		for n, i := range sh.Items {
			if i.Directive == string(doc) && n > 0 && sh.Items[n-1].Ordinal >= i.Ordinal {
				t.Errorf("item %d lies at %d behind %d", n, i.Ordinal, sh.Items[n-1].Ordinal)
			}
		}
		reasons := map[meeting.ItemID]string{}
		for _, i := range sh.Unsettled() {
			reasons[i.ID] = "Chuyển sang kỳ sau"
		}
		must(t, h.Meetings.Close(ctx, h.Minuter, id, sh.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons))
		got, err := directives.Get(ctx, h.Secretary, h.Cell, doc)
		must(t, err)
		if r := got.Receipt; r.StudiedOn != "2026-05-25" || r.StudyMeeting != string(id) {
			t.Errorf("studied on %q at %q", r.StudiedOn, r.StudyMeeting)
		}
	})
}
