package meeting_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"strings"
	"sync"
	"testing"

	"chibo/internal/meeting/meetingtest"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/month"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

type hall struct{ meetingtest.Hall }

var must, itemOf = meetingtest.Must, meetingtest.ItemOf

func build(t *testing.T, d *db.DB) hall {
	t.Helper()
	return hall{meetingtest.New(t, d)}
}

func (h hall) deeds() *deed.Service { return deed.New(h.DB, h.Meetings, h.Documents) }

func (h hall) months() *month.Service { return month.New(h.DB, h.Meetings) }

// B5: the order of the agenda is that of the rule of the meeting's date.
func TestAgendaOfTheDate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		for _, c := range []struct {
			kind  meeting.Kind
			on    db.Date
			first string
			n     int
			lacks []string
		}{
			{meeting.Regular, "2026-05-25", "opening", 16, nil},
			{meeting.Regular, "2015-04-27", "fee", 13, []string{"meeting.min_duration", "format.preset"}},
			{meeting.Thematic, "2026-05-20", "purpose", 8, nil},
			{meeting.Regular, "2011-03-02", "", 0, []string{"meeting.agenda", "meeting.min_duration", "format.preset"}},
			{meeting.Extraordinary, "2026-05-22", "", 0, []string{"meeting.agenda"}},
			{meeting.Congress, "2026-05-21", "opening", 14, nil},
		} {
			sh := h.Get(t, h.Plan(t, meeting.Plan{Kind: c.kind, HeldOn: c.on, StartsAt: "08:00", Place: "Hội trường", Why: "Việc cần bàn ngay"}))
			if len(sh.Items) != c.n || c.n > 0 && sh.Items[0].Key != c.first {
				t.Errorf("%s %s: %d items, want %d from %q", c.kind, c.on, len(sh.Items), c.n, c.first)
			}
			if diff := cmp.Diff(c.lacks, sh.Rules.Missing); diff != "" {
				t.Errorf("%s %s: missing rules (-want +got):\n%s", c.kind, c.on, diff)
			}
		}
	})
}

// B1: one regular meeting for a month, until it is called off.
func TestOneRegularMeetingAMonth(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Plan(t, meetingtest.May(h.Hall))
		_, err := h.Meetings.Plan(t.Context(), h.Secretary, h.Cell, meetingtest.May(h.Hall))
		if fault.Key(err) != "meeting.month_taken" {
			t.Errorf("got %v", err)
		}
		must(t, h.Meetings.Cancel(t.Context(), h.Secretary, id, 1, "Trùng lịch"))
		h.Plan(t, meetingtest.May(h.Hall))
	})
}

// B4: the list of the called follows the date until the meeting is opened, and
// stays then.
func TestCalledFollowsTheDateUntilOpened(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Plan(t, meetingtest.May(h.Hall))
		set := func(state member.State, from db.Date) {
			must(t, h.Members.SetState(t.Context(), access.Console, member.ID(h.Plain.Person), member.StatePeriod{Unit: h.Cell, State: state, From: from}))
		}
		set(member.Exempt, "2026-05-01")
		if sh := h.Get(t, id); sh.Roll.Called != 4 || sh.Roll.Exempt != 1 || sh.Voting.Base.Size != 2 {
			t.Errorf("before opening: %+v, base %+v", sh.Roll, sh.Voting.Base)
		}
		must(t, h.Meetings.Open(t.Context(), h.Secretary, id, 1, ""))
		h.Enter(t, h.Cell, "Mai Văn P", member.Official)
		sh := h.Get(t, id)
		if sh.Roll.Called != 4 || sh.Meeting.State != meeting.Open || sh.Meeting.OpenedAt != "09:00" {
			t.Errorf("after opening: %+v, %+v", sh.Roll, sh.Meeting)
		}
		// One exempt who comes counts, and votes.
		must(t, h.Meetings.Mark(t.Context(), h.Secretary, id, []meeting.Marking{{member.ID(h.Plain.Person), meeting.Present, 1}}))
		if sh := h.Get(t, id); sh.Roll.Present != 1 || sh.Voting.Base.Size != 3 || sh.Voting.Base.Present != 1 {
			t.Errorf("exempt and here: %+v, base %+v", sh.Roll, sh.Voting.Base)
		}
	})
}

// B4, perf P4: the whole roll in one request, in few statements; a conflict
// stores nothing and tells both marks.
func TestMark(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Plan(t, meetingtest.May(h.Hall))
		must(t, h.Meetings.Open(t.Context(), h.Secretary, id, 1, ""))
		seats := h.Get(t, id).Seats
		var marks []meeting.Marking
		for _, s := range seats {
			marks = append(marks, meeting.Marking{Person: s.Person, Mark: meeting.Present, Version: s.Version})
		}
		ctx, queries := db.CountQueries(t.Context())
		must(t, h.Meetings.Mark(ctx, h.Secretary, id, marks))
		if n := queries.Load(); n > 10 {
			t.Errorf("%d statements for one request", n)
		}
		marks[0].Mark, marks[1].Mark = meeting.Excused, meeting.Present
		err := h.Meetings.Mark(t.Context(), h.Secretary, id, marks)
		var e *fault.Error
		if !errors.As(err, &e) || e.Kind != fault.Stale || e.Theirs["mark-"+string(seats[0].Person)] != "present" || len(e.Theirs) != 1 {
			t.Errorf("an old form: %v, theirs %v", err, e)
		}
		if r := h.Get(t, id).Roll; r.Present != 4 {
			t.Errorf("the conflict stored something: %+v", r)
		}
		// safety S4: nobody from elsewhere.
		err = h.Meetings.Mark(t.Context(), h.Secretary, id, []meeting.Marking{{member.ID(h.Stranger.Person), meeting.Present, 1}})
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger was marked: %v", err)
		}
	})
}

// safety S1, S4, C10: who may, who may not, and who does not even learn of it.
// The draft of the minutes is the recorder's while the meeting runs.
func TestWhoMayDoWhat(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Open(t)
		item := itemOf(t, h.Get(t, id), "tasks")
		var nobody access.Actor
		acts := map[string]func(by access.Actor) error{
			"view": func(by access.Actor) error { _, err := h.Meetings.Get(t.Context(), by, id); return err },
			"draft": func(by access.Actor) error {
				_, err := h.deeds().Minutes(t.Context(), by, id, deed.Draft)
				return err
			},
			"plan": func(by access.Actor) error {
				_, err := h.Meetings.Plan(t.Context(), by, h.Cell, meeting.Plan{})
				return err
			},
			"record": func(by access.Actor) error {
				return h.Meetings.Describe(t.Context(), by, id, item.ID, -1, "x")
			},
			"cancel": func(by access.Actor) error { return h.Meetings.Cancel(t.Context(), by, id, -1, "") },
		}
		// "" means allowed: the fault, if any, is of the form and not of the right.
		for _, c := range []struct {
			who  string
			by   access.Actor
			want map[string]fault.Kind
		}{
			{"secretary", h.Secretary, nil},
			{"minute taker", h.Minuter, map[string]fault.Kind{"plan": fault.Denied, "cancel": fault.Denied}},
			{"member", h.Plain, map[string]fault.Kind{"draft": fault.NotFound, "plan": fault.Denied, "record": fault.Denied, "cancel": fault.Denied}},
			{"probationary", h.Probationary, map[string]fault.Kind{"draft": fault.NotFound, "plan": fault.Denied, "record": fault.Denied, "cancel": fault.Denied}},
			{"secretary of another cell", h.Stranger, map[string]fault.Kind{"view": fault.NotFound, "draft": fault.NotFound, "plan": fault.NotFound, "record": fault.NotFound, "cancel": fault.NotFound}},
			{"officer above", h.Officer, map[string]fault.Kind{"view": fault.Denied, "draft": fault.Denied, "plan": fault.Denied, "record": fault.Denied, "cancel": fault.Denied}},
			{"nobody", nobody, map[string]fault.Kind{"view": fault.NotFound, "draft": fault.NotFound, "plan": fault.NotFound, "record": fault.NotFound, "cancel": fault.NotFound}},
		} {
			for name, act := range acts {
				err := act(c.by)
				want, refused := c.want[name]
				if refused && !fault.Is(err, want) || !refused && (fault.Is(err, fault.Denied) || fault.Is(err, fault.NotFound)) {
					t.Errorf("%s, %s: %v", c.who, name, err)
				}
			}
		}
		// A meeting that is not there and one of another cell answer alike.
		_, missing := h.Meetings.Get(t.Context(), h.Stranger, "none")
		_, foreign := h.Meetings.Get(t.Context(), h.Stranger, id)
		if fault.Key(missing) != fault.Key(foreign) {
			t.Errorf("%v and %v", missing, foreign)
		}
	})
}

// The level above sees that a meeting took place: date, state, counts, no text
// and no name. Lists take two queries however long they are (perf P1).
func TestListAndOverview(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Open(t)
		for i := range 30 {
			h.Plan(t, meeting.Plan{Kind: meeting.Extraordinary, Why: "Việc cần bàn ngay", HeldOn: db.Date("2026-06-01").AddDays(i), StartsAt: "08:00", Place: "Hội trường"})
		}
		ctx, queries := db.CountQueries(t.Context())
		p, err := h.Meetings.List(ctx, h.Probationary, meeting.Filter{})
		must(t, err)
		if len(p.Lines) != meeting.PageSize || p.Upcoming != 31 || p.Over != 0 || p.Pages != 2 || p.Lines[0].ID != id || queries.Load() != 2 {
			t.Errorf("%d lines, %d upcoming, %d pages, %d queries", len(p.Lines), p.Upcoming, p.Pages, queries.Load())
		}
		if l := p.Lines[0]; l.Present != 4 || l.Counted != 4 || l.ChairName != "Nguyễn Văn A" {
			t.Errorf("%+v", l)
		}
		over, err := h.Meetings.Overview(t.Context(), h.Officer, meeting.Filter{Unit: h.Cell})
		must(t, err)
		want := meeting.Line{Meeting: meeting.Meeting{ID: id, Unit: h.Cell, Kind: meeting.Regular, Month: "2026-05", HeldOn: "2026-05-25", State: meeting.Open}, UnitName: "Chi bộ Trạm Y tế", Counted: 4, Present: 4}
		if diff := cmp.Diff(want, over.Lines[0]); diff != "" {
			t.Errorf("overview (-want +got):\n%s", diff)
		}
		for _, c := range []struct {
			who string
			ask func() (meeting.Page, error)
		}{
			{"a member asks for the overview", func() (meeting.Page, error) { return h.Meetings.Overview(t.Context(), h.Secretary, meeting.Filter{}) }},
			{"an officer asks for the list", func() (meeting.Page, error) { return h.Meetings.List(t.Context(), h.Officer, meeting.Filter{}) }},
			{"another cell", func() (meeting.Page, error) { return h.Meetings.List(t.Context(), h.Stranger, meeting.Filter{}) }},
			{"another cell, by name", func() (meeting.Page, error) {
				return h.Meetings.List(t.Context(), h.Stranger, meeting.Filter{Unit: h.Cell})
			}},
		} {
			if p, err := c.ask(); err != nil || len(p.Lines)+p.Upcoming+p.Over != 0 {
				t.Errorf("%s: %+v, %v", c.who, p, err)
			}
		}
	})
}

func TestArrangeAgenda(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Plan(t, meetingtest.May(h.Hall))
		item, err := h.Meetings.AddItem(t.Context(), h.Secretary, id, meeting.ItemForm{Title: "  Báo cáo  liên hệ ", Kind: rulebook.KindReport, Minutes: 20, Presenter: member.ID(h.Plain.Person)})
		must(t, err)
		must(t, h.Meetings.MoveItem(t.Context(), h.Secretary, id, item, true))
		must(t, h.Meetings.MoveItem(t.Context(), h.Secretary, id, h.Get(t, id).Items[0].ID, true)) // already first
		sh := h.Get(t, id)
		last := len(sh.Items) - 1
		if got := sh.Items[last-1]; got.ID != item || got.Title != "Báo cáo liên hệ" || got.PresenterName != "Lê Văn C" {
			t.Errorf("%+v", got)
		}
		if clock := sh.Clock(); sh.Planned() != 140 || clock[len(clock)-1] != "16:20" {
			t.Errorf("planned %d, %v", sh.Planned(), clock)
		}
		must(t, h.Meetings.AmendItem(t.Context(), h.Secretary, id, item, 1, meeting.ItemForm{Title: "Báo cáo", Kind: rulebook.KindReport}))
		err = h.Meetings.AmendItem(t.Context(), h.Secretary, id, item, 1, meeting.ItemForm{Title: "Khác", Kind: rulebook.KindReport})
		var e *fault.Error
		if !errors.As(err, &e) || e.Kind != fault.Stale || e.Theirs["title"] != "Báo cáo" {
			t.Errorf("two people: %v", err)
		}
		_, err = h.Meetings.AddItem(t.Context(), h.Secretary, id, meeting.ItemForm{Title: "x", Kind: "x", Minutes: -1, Presenter: member.ID(h.Stranger.Person)})
		if !errors.As(err, &e) || len(e.Fields) != 3 {
			t.Errorf("faults %+v", e)
		}
		must(t, h.Meetings.RemoveItem(t.Context(), h.Secretary, id, item, 2))
		if n := len(h.Get(t, id).Items); n != last {
			t.Errorf("%d items", n)
		}
		other := h.Plan(t, meeting.Plan{Kind: meeting.Thematic, HeldOn: "2026-05-20", StartsAt: "08:00", Place: "x"})
		if err := h.Meetings.RemoveItem(t.Context(), h.Secretary, other, h.Get(t, id).Items[0].ID, 1); !fault.Is(err, fault.NotFound) {
			t.Errorf("safety S4: an item of another meeting: %v", err)
		}
	})
}

// C10, I9: the speaker corrects how he is noted until the minutes are frozen; a
// reserved opinion is only his to take back.
func TestNotes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Open(t)
		item := itemOf(t, h.Get(t, id), "tasks").ID
		speaker := member.ID(h.Plain.Person)
		note, err := h.Meetings.Note(t.Context(), h.Minuter, id, item, meeting.NoteForm{Speaker: speaker, Kind: meeting.Advice, Body: "Nên ghi số liệu hàng tháng 👍"})
		must(t, err)
		if _, err := h.Meetings.Note(t.Context(), h.Plain, id, item, meeting.NoteForm{Speaker: speaker, Kind: meeting.Opinion, Body: "x"}); !fault.Is(err, fault.Denied) {
			t.Errorf("a member writes in the record: %v", err)
		}
		must(t, h.Meetings.AmendNote(t.Context(), h.Plain, id, note, 1, meeting.Advice, "Nên ghi số liệu hằng tuần"))
		err = h.Meetings.AmendNote(t.Context(), h.Minuter, id, note, 1, meeting.Advice, "khác")
		var e *fault.Error
		if !errors.As(err, &e) || e.Kind != fault.Stale || e.Theirs["body"] != "Nên ghi số liệu hằng tuần" {
			t.Errorf("both texts are shown: %v", err)
		}
		if err := h.Meetings.AmendNote(t.Context(), h.Probationary, id, note, 2, meeting.Advice, "x"); !fault.Is(err, fault.Denied) {
			t.Errorf("somebody else's note: %v", err)
		}
		must(t, h.Meetings.AmendNote(t.Context(), h.Plain, id, note, 2, meeting.Reserved, "Tôi bảo lưu"))
		for _, err := range []error{
			h.Meetings.Withdraw(t.Context(), h.Secretary, id, note, 3),
			h.Meetings.AmendNote(t.Context(), h.Secretary, id, note, 3, meeting.Opinion, "Nhất trí"),
		} {
			if fault.Key(err) != "meeting.reserved_stays" {
				t.Errorf("a reserved opinion was touched: %v", err)
			}
		}
		must(t, h.Meetings.Withdraw(t.Context(), h.Plain, id, note, 3))
		guest, err := h.Meetings.Invite(t.Context(), h.Minuter, id, "Phạm Thị K", "Công đoàn")
		must(t, err)
		_, err = h.Meetings.Note(t.Context(), h.Secretary, id, item, meeting.NoteForm{Guest: guest, Kind: meeting.Proposal, Body: "Sớm có lịch trực hè."})
		must(t, err)
		if err := h.Meetings.Uninvite(t.Context(), h.Secretary, id, guest); fault.Key(err) != "meeting.guest_spoke" {
			t.Errorf("a guest who spoke was taken out: %v", err)
		}
		notes := itemOf(t, h.Get(t, id), "tasks").Notes
		if len(notes) != 1 || notes[0].Name != "Phạm Thị K" {
			t.Errorf("%+v", notes)
		}
	})
}

// Two people who conclude the same item: one is kept, both texts are shown.
func TestTwoConclusions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Open(t)
		item := itemOf(t, h.Get(t, id), "tasks").ID
		errs := make([]error, 8)
		var wg sync.WaitGroup
		for n := range errs {
			wg.Go(func() {
				errs[n] = h.Meetings.Conclude(t.Context(), h.Secretary, id, item, 1, meeting.Conclusion{Text: fmt.Sprintf("Kết luận %d", n)})
			})
		}
		wg.Wait()
		kept, stale := "", 0
		for n, err := range errs {
			var e *fault.Error
			switch {
			case err == nil:
				kept = fmt.Sprintf("Kết luận %d", n)
			case errors.As(err, &e) && e.Kind == fault.Stale:
				stale++
				defer func() {
					if e.Theirs["conclusion"] != kept {
						t.Errorf("theirs %q, kept %q", e.Theirs["conclusion"], kept)
					}
				}()
			default:
				t.Error(err)
			}
		}
		if got := itemOf(t, h.Get(t, id), "tasks").Conclusion; stale != 7 || got != kept {
			t.Errorf("%d stale, kept %q, stored %q", stale, kept, got)
		}
	})
}

// B5, B7, B8: a meeting from its opening to its minutes, and their correction.
func TestFirstMeeting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id := h.Open(t)
		sh := h.Get(t, id)
		tasks, report := itemOf(t, sh, "tasks"), itemOf(t, sh, "secretary_report")
		must(t, h.Meetings.Describe(ctx, h.Minuter, id, report.ID, 1, "Hoàn thành 9/10 nhiệm vụ."))
		must(t, h.Meetings.Conclude(ctx, h.Minuter, id, tasks.ID, 1, meeting.Conclusion{Text: "Cần ghi số liệu theo tuần.", Unconcluded: "x"}))
		// A minute taker who is not of the committee enters what the meeting gave.
		_, err := h.Meetings.Assign(ctx, h.Minuter, id, tasks.ID, task.New{Title: "Lập sổ theo dõi", Measure: "Ghi hằng tuần", Assignee: member.ID(h.Plain.Person), Due: "2026-06-15"})
		must(t, err)
		if _, err := h.Meetings.Assign(ctx, h.Minuter, id, tasks.ID, task.New{Title: "Việc cũ", Assignee: member.ID(h.Plain.Person), Due: "2026-02-30"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("due on 30/02: %v", err)
		}
		resolution := itemOf(t, sh, "resolution").ID
		if _, err := h.Meetings.Vote(ctx, h.Minuter, id, resolution, "Nghị quyết tháng 6", vote.Ordinary, vote.Count{Favour: 4}); fault.Key(err) != "vote.too_many" {
			t.Errorf("B4: a probationary member lifted a hand: %v", err)
		}
		wrong, err := h.Meetings.Vote(ctx, h.Minuter, id, resolution, "Nghị quyết tháng 6", vote.Ordinary, vote.Count{Favour: 1, Against: 2})
		must(t, err)
		must(t, h.Meetings.Annul(ctx, h.Minuter, id, resolution, wrong.ID, 1))
		v, err := h.Meetings.Vote(ctx, h.Minuter, id, resolution, "Nghị quyết tháng 6", vote.Ordinary, vote.Count{Favour: 2, Against: 1})
		must(t, err)
		if v.Outcome != vote.Passed || v.Prospect.Base.Size != 3 || v.Prospect.By.Doc.No != "Điều lệ Đảng" {
			t.Errorf("%+v", v)
		}

		// B7: closing names what has no conclusion and stores nothing.
		version := h.Get(t, id).Meeting.Version
		sign := meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:27", Summary: "Chi bộ tự chấm 94 điểm."}
		err = h.Meetings.Close(ctx, h.Minuter, id, version, sign, nil)
		var e *fault.Error
		if !errors.As(err, &e) || len(e.Fields) != 2 || e.Fields[0].Name != "reason-"+string(report.ID) || e.Fields[0].Key != "meeting.item_unconcluded" {
			t.Fatalf("unconcluded: %+v", e)
		}
		reasons := map[meeting.ItemID]string{report.ID: "Chờ ý kiến cấp trên", itemOf(t, sh, "assignment").ID: "Đã phân công ở mục trên"}
		must(t, h.Meetings.Close(ctx, h.Minuter, id, version, sign, reasons))
		must(t, h.Meetings.Amend(ctx, h.Minuter, id, version+1, meeting.Sign{OpenedAt: "14:05", ClosedAt: "16:30", Summary: "Chi bộ tự chấm 95 điểm."}))

		first, err := h.deeds().Freeze(ctx, h.Minuter, id, version+2)
		must(t, err)
		if first.Ordinal != 1 || first.Number != "Số 01-BB/CB" || len(first.Hash) != 64 {
			t.Errorf("%+v", first)
		}
		if err := h.Meetings.Describe(ctx, h.Secretary, id, report.ID, 3, "x"); fault.Key(err) != "meeting.not_when_finished" {
			t.Errorf("frozen minutes were written in: %v", err)
		}
		before := papers(t, h, id, 1)
		h.correct(t, id, version+3)
		after, text := papers(t, h, id, 1), page(t, h, id, 2)
		if !bytes.Equal(before, after) {
			t.Error("the first version changed")
		}
		for _, want := range []string{"Hoàn thành 9/10 nhiệm vụ.", "Cần ghi số liệu theo ngày.", "Lập sổ theo dõi", "tán thành 2/3 đảng viên chính thức (66,7%)", "tự chấm 95 điểm", "Số 01-BB/CB", "Chờ ý kiến cấp trên", "16 giờ 30"} {
			if !strings.Contains(text, want) {
				t.Errorf("version 2 lacks %q", want)
			}
		}
		rec, err := h.deeds().Minutes(ctx, h.Plain, id, deed.Newest)
		must(t, err)
		if v := rec.Versions; len(v) != 2 || rec.Ordinal != 2 || v[1].FrozenBy != "Nguyễn Văn A" || v[0].Hash == v[1].Hash {
			t.Errorf("%+v", v)
		}
		if _, err := h.deeds().Minutes(ctx, h.Plain, id, 3); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
		if _, err := h.deeds().Minutes(ctx, h.Stranger, id, 1); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
	})
}

// correct opens frozen minutes, changes a conclusion and freezes them again.
func (h hall) correct(t *testing.T, id meeting.ID, version int) {
	t.Helper()
	if err := h.deeds().Correct(t.Context(), h.Minuter, id, version, "Ghi nhầm"); !fault.Is(err, fault.Denied) {
		t.Errorf("the minute taker opens frozen minutes: %v", err)
	}
	if err := h.deeds().Correct(t.Context(), h.Secretary, id, version, " "); fault.Key(err) == "" {
		t.Error("without a reason")
	}
	must(t, h.deeds().Correct(t.Context(), h.Secretary, id, version, "Ghi nhầm chu kỳ"))
	item := itemOf(t, h.Get(t, id), "tasks")
	must(t, h.Meetings.Conclude(t.Context(), h.Secretary, id, item.ID, item.Version, meeting.Conclusion{Text: "Cần ghi số liệu theo ngày."}))
	_, err := h.deeds().Freeze(t.Context(), h.Secretary, id, version+1)
	must(t, err)
}

func papers(t *testing.T, h hall, id meeting.ID, version int) []byte {
	t.Helper()
	rec, err := h.deeds().Minutes(t.Context(), h.Probationary, id, version)
	must(t, err)
	var b bytes.Buffer
	must(t, paper.DOCX(&b, rec.Document))
	must(t, paper.PDF(&b, rec.Document))
	return b.Bytes()
}

func page(t *testing.T, h hall, id meeting.ID, version int) string {
	t.Helper()
	rec, err := h.deeds().Minutes(t.Context(), h.Probationary, id, version)
	must(t, err)
	var b strings.Builder
	must(t, paper.HTML(&b, rec.Document))
	return b.String()
}

// The guards of the workflow.
func TestGuards(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		p := meetingtest.May(h.Hall)
		p.HeldOn, p.Chair = "2026-05-26", ""
		id := h.Plan(t, p)
		err := h.Meetings.Open(ctx, h.Secretary, id, 1, "7h")
		var e *fault.Error
		if !errors.As(err, &e) || len(e.Fields) != 3 {
			t.Errorf("tomorrow, without a chair, at no time: %+v", e)
		}
		p.HeldOn, p.Chair = "2026-05-25", member.ID(h.Stranger.Person)
		if err := h.Meetings.Reschedule(ctx, h.Secretary, id, 1, p); fault.Key(err) != "ui.form_invalid" {
			t.Errorf("a chair from another cell: %v", err)
		}
		p.Chair = member.ID(h.Secretary.Person)
		must(t, h.Meetings.Reschedule(ctx, h.Secretary, id, 1, p))
		p.Place = "Hội trường"
		if err := h.Meetings.Reschedule(ctx, h.Secretary, id, 1, p); !errors.As(err, &e) || e.Kind != fault.Stale || e.Theirs["place"] != "Phòng họp tầng 2" {
			t.Errorf("two people: %v", err)
		}
		must(t, h.Meetings.Open(ctx, h.Secretary, id, 2, ""))
		item := h.Get(t, id).Items[0].ID
		if _, err := h.Meetings.Vote(ctx, h.Secretary, id, item, "x", vote.Ordinary, vote.Count{Favour: 1}); fault.Key(err) != "meeting.roll_incomplete" {
			t.Errorf("a vote before the roll call: %v", err)
		}
		if _, err := h.deeds().Freeze(ctx, h.Secretary, id, 3); fault.Key(err) != "meeting.not_when_open" {
			t.Errorf("freezing an open meeting: %v", err)
		}
		if err := h.Meetings.Close(ctx, h.Secretary, id, 3, meeting.Sign{OpenedAt: "14:00", ClosedAt: "15:00"}, nil); !errors.As(err, &e) || e.Fields[len(e.Fields)-1].Name != "roll" {
			t.Errorf("closing before the roll call: %+v", e)
		}
		_, err = h.Meetings.Note(ctx, h.Secretary, id, item, meeting.NoteForm{Speaker: member.ID(h.Secretary.Person), Kind: meeting.Opinion, Body: "Nhất trí."})
		must(t, err)
		if err := h.Meetings.Cancel(ctx, h.Secretary, id, 3, "Bận"); fault.Key(err) != "meeting.guard_cancel" {
			t.Errorf("a meeting that took place was called off: %v", err)
		}
		if err := h.Meetings.RemoveItem(ctx, h.Secretary, id, item, 1); fault.Key(err) != "meeting.item_used" {
			t.Errorf("an item with an opinion was taken off: %v", err)
		}
		if _, err := h.Meetings.Plan(ctx, access.Console, rootOf(t, h), meetingtest.May(h.Hall)); fault.Key(err) != "meeting.no_cell" {
			t.Errorf("a committee is no cell: %v", err)
		}
	})
}

// B3: the papers of a meeting are read by the cell and added by its recorder.
func TestPapers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Plan(t, meetingtest.May(h.Hall))
		upload := func(by access.Actor, id meeting.ID) error {
			var docx bytes.Buffer
			must(t, paper.DOCX(&docx, paper.Document{Preset: paper.HD05, Kind: "Báo cáo"}))
			_, err := h.Documents.Attach(t.Context(), by, document.Upload{Kind: "meeting", Subject: string(id), Name: "bao-cao.docx", Data: &docx})
			return err
		}
		must(t, upload(h.Secretary, id))
		for _, c := range []struct {
			by   access.Actor
			id   meeting.ID
			kind fault.Kind
		}{{h.Plain, id, fault.Denied}, {h.Stranger, id, fault.NotFound}, {h.Secretary, "none", fault.NotFound}} {
			if err := upload(c.by, c.id); !fault.Is(err, c.kind) {
				t.Errorf("%s: %v", c.by.Account, err)
			}
		}
		sh := h.Get(t, id)
		if len(sh.Papers) != 1 || sh.Papers[0].Name != "bao-cao.docx" {
			t.Fatalf("%+v", sh.Papers)
		}
		_, file, err := h.Documents.Open(t.Context(), h.Probationary, sh.Papers[0].ID)
		must(t, err)
		must(t, file.Close())
		if _, _, err := h.Documents.Open(t.Context(), h.Stranger, sh.Papers[0].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger reads a paper: %v", err)
		}
	})
}

func rootOf(t *testing.T, h hall) (root org.ID) {
	t.Helper()
	must(t, h.DB.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, h.Cell)
		root = u.Parent
		return err
	}))
	return root
}

// scan is the smallest picture.
func scan() io.Reader {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))) // a buffer takes everything
	return &b
}
