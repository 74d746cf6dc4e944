package quality_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/vote"
)

type hall struct {
	meetingtest.Hall
	deeds *deed.Service
	*quality.Service
	office org.ID
}

var must = meetingtest.Must

func build(t *testing.T, d *db.DB) hall {
	t.Helper()
	h := hall{Hall: meetingtest.New(t, d)}
	h.deeds = deed.New(d, h.Meetings, h.Documents)
	h.Service = quality.New(d, h.Meetings, h.deeds, vote.New())
	h.deeds.Score = h.InWords
	h.office = org.ID(h.Officer.Duties[0].Unit)
	return h
}

// closed is the regular meeting of May, which two members spoke in.
func (h hall) closed(t *testing.T) meeting.ID {
	t.Helper()
	id := h.Open(t)
	for _, who := range []access.Actor{h.Plain, h.Minuter, h.Plain} {
		item := meetingtest.ItemOf(t, h.Get(t, id), "discussion")
		_, err := h.Meetings.Note(t.Context(), h.Secretary, id, item.ID, meeting.NoteForm{Speaker: member.ID(who.Person), Kind: meeting.Opinion, Body: "Nên ghi số liệu theo tuần"})
		must(t, err)
	}
	reasons := map[meeting.ItemID]string{}
	for _, i := range h.Get(t, id).Unsettled() {
		reasons[i.ID] = "Chuyển sang kỳ sau"
	}
	must(t, h.Meetings.Close(t.Context(), h.Secretary, id, h.Get(t, id).Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "15:20"}, reasons))
	return id
}

func (h hall) sheet(t *testing.T, by access.Actor, id meeting.ID) quality.Sheet {
	t.Helper()
	sh, err := h.Sheet(t.Context(), by, id)
	must(t, err)
	return sh
}

func line(t *testing.T, sh quality.Sheet, key string) quality.Line {
	t.Helper()
	for _, l := range sh.Lines {
		if l.Key == key {
			return l
		}
	}
	t.Fatalf("no criterion %s", key)
	return quality.Line{}
}

func refused(t *testing.T, what string, err error, key string) {
	t.Helper()
	if got := fault.Key(err); got != key {
		t.Errorf("%s: %q (%v), want %q", what, got, err, key)
	}
}

// judged gives the points that the record leaves to people.
func judged(sh quality.Sheet) (entries []quality.Entry) {
	for _, l := range sh.Lines {
		if !l.Group && l.Applies && l.Mark.Computed == nil {
			entries = append(entries, quality.Entry{Key: l.Key, Points: strconv.Itoa(l.Points)})
		}
	}
	return entries
}

// B10: from the record to the confirmation, on both engines.
func TestScore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx, hands := t.Context(), vote.Count{Favour: 3}
		id := h.Open(t)
		refused(t, "a meeting that runs", h.Begin(ctx, h.Secretary, id), "meeting.not_when_open")
		must(t, h.Meetings.Cancel(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, "Nhầm lịch"))
		id = h.closed(t)

		before := h.sheet(t, h.Plain, id)
		if before.Begun || before.MayBegin || before.Rubric.ID != "vn-42hd-2025" || !h.sheet(t, h.Secretary, id).MayBegin {
			t.Errorf("%+v", before)
		}
		refused(t, "a member begins", h.Begin(ctx, h.Plain, id), "ui.denied")
		refused(t, "a sister cell begins", h.Begin(ctx, h.Stranger, id), "ui.not_found")
		must(t, h.Begin(ctx, h.Secretary, id))
		refused(t, "begun twice", h.Begin(ctx, h.Secretary, id), "ui.stale")

		sh := h.sheet(t, h.Secretary, id)
		// 80 of 90 minutes, all present, no committee's meeting needed, neither
		// notice nor papers, every item explained but not concluded; nothing posted.
		for key, want := range map[string]int{"duration": 4, "attendance": 5, "preparation_ahead": 1, "conduct_steps": 0, "closing": 0} {
			if got := line(t, sh, key).Own; got == nil || *got != want {
				t.Errorf("%s: %v, want %d", key, got, want)
			}
		}
		if sh.Complete || sh.Computed != 5 || sh.Judged != 5 || !sh.May(quality.Saving) || sh.May(quality.Confirming) {
			t.Errorf("%d computed, %d judged, %v", sh.Computed, sh.Judged, sh.Moves)
		}
		_, err := h.Sheet(ctx, h.Officer, id)
		refused(t, "an officer reads a draft", err, "ui.not_found")
		refused(t, "adopted before it is complete", h.Adopt(ctx, h.Secretary, id, 1, hands), "quality.incomplete")

		entries := append(judged(sh), quality.Entry{Key: "duration", Points: "5"})
		refused(t, "changed without a reason", h.Save(ctx, h.Secretary, id, 1, entries), "ui.form_invalid")
		entries[len(entries)-1].Reason = "Đồng hồ chậm"
		refused(t, "a member saves", h.Save(ctx, h.Plain, id, 1, entries), "ui.denied")
		refused(t, "an unknown criterion", h.Save(ctx, h.Secretary, id, 1, []quality.Entry{{Key: "person", Points: "5"}}), "ui.not_found")
		must(t, h.Save(ctx, h.Secretary, id, 1, entries))
		refused(t, "an old version", h.Save(ctx, h.Secretary, id, 1, entries), "ui.stale")

		must(t, h.Refresh(ctx, h.Secretary, id, 2))
		sh = h.sheet(t, h.Secretary, id)
		if l := line(t, sh, "duration"); *l.Own != 5 || *l.Mark.Computed != 4 || l.Mark.Reason != "Đồng hồ chậm" || !l.Mark.Changed() {
			t.Errorf("%+v", l.Mark)
		}
		if g := line(t, sh, "conduct"); !g.Group || *g.Own != 35 || sh.Points != 86 || !sh.Complete {
			t.Errorf("%d points, the group %v", sh.Points, g.Own)
		}

		refused(t, "not passed", h.Adopt(ctx, h.Secretary, id, 3, vote.Count{Favour: 1, Against: 2}), "quality.not_passed")
		refused(t, "more hands than people", h.Adopt(ctx, h.Secretary, id, 3, vote.Count{Favour: 40}), "vote.too_many")
		must(t, h.Adopt(ctx, h.Secretary, id, 3, hands))
		refused(t, "saved after the vote", h.Save(ctx, h.Secretary, id, 4, entries), "quality.not_when_adopted")
		if words := h.words(t, id); words != "Chi bộ tự chấm: 86/100 điểm, loại Khá; tán thành 3/3 đảng viên chính thức (100%)." {
			t.Error(words)
		}
		must(t, h.Reopen(ctx, h.Secretary, id, 4))
		if words := h.words(t, id); words != "" {
			t.Error(words)
		}
		must(t, h.Adopt(ctx, h.Secretary, id, 5, hands))
		must(t, h.Send(ctx, h.Secretary, id, 6))

		h.above(t, id)
	})
}

func (h hall) words(t *testing.T, id meeting.ID) (words string) {
	t.Helper()
	must(t, h.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		words, err = h.InWords(tx, h.Secretary, meeting.Meeting{ID: id})
		return err
	}))
	return words
}

// above is what the committee above does with a score that was sent.
func (h hall) above(t *testing.T, id meeting.ID) {
	ctx := t.Context()
	o, err := h.Overview(ctx, h.Officer, 1)
	must(t, err)
	if len(o.Waiting) != 1 || o.Waiting[0].UnitName != "Chi bộ Trạm Y tế" || len(o.Units) != 2 || o.Units[0].Unit.Name != "Chi bộ Khoa Dược" || o.Units[0].Last != nil || o.Units[1].Last.Own.Points != 86 {
		t.Errorf("%+v", o)
	}
	if o, err := h.Overview(ctx, h.Stranger, 7); err != nil || len(o.Units)+len(o.Waiting) != 0 {
		t.Errorf("a sister cell sees %+v, %v", o, err)
	}
	refused(t, "the cell confirms itself", h.Confirm(ctx, h.Secretary, id, 7, nil, ""), "ui.denied")
	within := access.Actor{Kind: access.Human, Account: "within", Duties: []access.Duty{{Role: access.Officer, Unit: string(h.Cell), Path: h.sheet(t, h.Plain, id).Unit.Path}}}
	refused(t, "an officer of the cell itself confirms", h.Confirm(ctx, within, id, 7, nil, ""), "ui.denied")
	refused(t, "returned without words", h.Return(ctx, h.Officer, id, 7, " "), "ui.form_invalid")
	must(t, h.Return(ctx, h.Officer, id, 7, "Xem lại thời gian"))
	sh := h.sheet(t, h.Secretary, id)
	if sh.State != quality.Returned || sh.Returned != "Xem lại thời gian" {
		t.Errorf("%+v", sh.Record)
	}
	must(t, h.Save(ctx, h.Secretary, id, 8, []quality.Entry{{Key: "duration", Points: "4"}}))
	must(t, h.Adopt(ctx, h.Secretary, id, 9, vote.Count{Favour: 3}))
	must(t, h.Send(ctx, h.Secretary, id, 10))

	refused(t, "another number without a reason", h.Confirm(ctx, h.Officer, id, 11, []quality.Entry{{Key: "conduct_chair", Points: "5"}}, ""), "ui.form_invalid")
	must(t, h.Confirm(ctx, h.Officer, id, 11, []quality.Entry{{Key: "conduct_chair", Points: "5", Reason: "Kết thúc muộn"}, {Key: "duration", Points: ""}}, "Cần họp đủ 90 phút"))
	sh = h.sheet(t, h.Plain, id)
	want := quality.Total{Points: 80, Max: 100, Band: quality.Fair}
	if diff := cmp.Diff(want, sh.Counts()); diff != "" || sh.Own().Points != 85 || sh.Note == "" {
		t.Errorf("%+v\n%s", sh.Record, diff)
	}
	if l := line(t, sh, "duration"); *l.Above != 4 || *line(t, sh, "conduct").Above != 30 {
		t.Errorf("%+v", l)
	}
	text := ""
	d := sh.Paper(func(b quality.Basis) string { text += b.Key + " "; return b.Key })
	if len(d.Blocks) < 4 || !strings.Contains(text, "quality.basis_attendance") || len(d.Signatures) != 2 {
		t.Errorf("%+v", d)
	}
	if _, err := h.deeds.Freeze(ctx, h.Minuter, id, h.Get(t, id).Meeting.Version); err != nil {
		t.Error(err)
	}
	minutes, err := h.deeds.Minutes(ctx, h.Plain, id, deed.Newest)
	if must(t, err); !strings.Contains(fmt.Sprint(minutes.Document.Blocks), "Chất lượng sinh hoạt: Cấp ủy cấp trên xác nhận: 80/100") {
		t.Error("the minutes say nothing of the score")
	}
	if !strings.HasSuffix(h.words(t, id), "\nCấp ủy cấp trên xác nhận: 80/100 điểm, loại Khá.") {
		t.Error(h.words(t, id))
	}
	for by, n := range map[string]access.Actor{"member": h.Plain, "officer": h.Officer} {
		tr, err := h.Trend(ctx, n, h.Cell, 0)
		if err != nil || len(tr.Past) != 1 || tr.Year.Scored != 1 || tr.Year.Of[quality.Fair] != 1 || tr.Year.Ruled {
			t.Errorf("%s: %+v, %v", by, tr, err)
		}
	}
	_, err = h.Trend(ctx, h.Stranger, h.Cell, 0)
	refused(t, "a sister cell reads the trend", err, "ui.not_found")
	_, err = h.Sheet(ctx, h.Stranger, id)
	refused(t, "a sister cell reads the score", err, "ui.not_found")
}

// B10: what units set for themselves and for those below them.
func TestRubrics(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		tpl, _ := quality.TemplateOf("an-phu-2025")
		f := quality.FormOf(tpl)
		f.Title, f.From = "Khung của Đảng bộ", "2026-01-01"
		_, err := h.SetRubric(ctx, h.Secretary, h.office, f)
		refused(t, "a cell sets for its committee", err, "ui.not_found")
		_, err = h.SetRubric(ctx, h.Plain, h.Cell, f)
		refused(t, "a member sets", err, "ui.denied")
		short := f
		short.Rows = f.Rows[:len(f.Rows)-1]
		_, err = h.SetRubric(ctx, h.Officer, h.office, short)
		refused(t, "a sum of 99", err, "ui.form_invalid")
		office, err := h.SetRubric(ctx, h.Officer, h.office, f)
		must(t, err)

		own := quality.FormOf(tpl)
		own.Title, own.From, own.Base = "Khung của chi bộ", "2026-05-01", office
		first, err := h.SetRubric(ctx, h.Secretary, h.Cell, own)
		must(t, err)
		_, err = h.SetRubric(ctx, h.Secretary, h.Cell, own)
		refused(t, "two from one day", err, "quality.rubric_later")
		own.From, own.Base = "2026-06-01", first
		second, err := h.SetRubric(ctx, h.Secretary, h.Cell, own)
		must(t, err)

		sh, err := h.Rubrics(ctx, h.Plain, h.Cell)
		must(t, err)
		var got []string
		for _, l := range sh.Local {
			got = append(got, l.Title+" "+string(l.From)+" "+string(l.To))
		}
		want := []string{"Khung của chi bộ 2026-06-01 ", "Khung của chi bộ 2026-05-01 2026-06-01", "Khung của Đảng bộ 2026-01-01 "}
		if diff := cmp.Diff(want, got); diff != "" || !sh.Local[0].Own || sh.Local[2].Own || sh.MaySet {
			t.Error(diff)
		}
		if sh.InForce[meeting.Regular].ID != first || sh.InForce[meeting.Thematic].ID != "vn-42hd-2025" {
			t.Errorf("in force: %v", sh.InForce)
		}

		id := h.closed(t)
		must(t, h.Begin(ctx, h.Secretary, id))
		if got := h.sheet(t, h.Secretary, id).Rubric.ID; got != first {
			t.Errorf("scored by %s", got)
		}
		refused(t, "another's rubric is ended", h.EndRubric(ctx, h.Secretary, h.Cell, office, 1, "2026-07-01"), "ui.not_found")
		refused(t, "no day", h.EndRubric(ctx, h.Secretary, h.Cell, second, 1, "x"), "quality.date_invalid")
		refused(t, "an old version", h.EndRubric(ctx, h.Secretary, h.Cell, second, 2, "2026-07-01"), "ui.stale")
		must(t, h.EndRubric(ctx, h.Secretary, h.Cell, second, 1, "2026-06-01"))
		refused(t, "ended twice", h.EndRubric(ctx, h.Secretary, h.Cell, second, 2, "2026-06-01"), "quality.rubric_ended")
		must(t, h.EndRubric(ctx, h.Secretary, h.Cell, first, 2, "2026-05-01"))
		must(t, h.Refresh(ctx, h.Secretary, id, 1))
		if got := h.sheet(t, h.Secretary, id).Rubric.ID; got != office {
			t.Errorf("scored by %s", got)
		}
		if sister, err := h.Rubrics(ctx, h.Stranger, h.Sister); err != nil || len(sister.Local) != 1 || sister.InForce[meeting.Regular].ID != office {
			t.Errorf("%+v, %v", sister.Local, err)
		}
	})
}
