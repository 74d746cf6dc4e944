package meeting_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/meeting/meetingtest"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/task"
)

// told lets the hall tell people, and gives what somebody was told: the keys,
// the newest first.
func (h hall) told(t *testing.T) func(by access.Actor) []string {
	t.Helper()
	h.Meetings.Notices = notify.New(h.DB, h.Members, account.New(h.DB, org.New(h.DB), h.Members))
	return func(by access.Actor) []string {
		t.Helper()
		p, err := h.Meetings.Notices.List(t.Context(), by, 1)
		must(t, err)
		var keys []string
		for _, l := range p.Lines {
			keys = append(keys, strings.TrimPrefix(l.Key, "meeting.notice_"))
		}
		return keys
	}
}

// june is a regular meeting that lies ahead.
func june(h hall) meeting.Plan {
	p := meetingtest.May(h.Hall)
	p.HeldOn = "2026-06-03"
	return p
}

func is(t *testing.T, err error, want fault.Kind, about string) {
	t.Helper()
	if !fault.Is(err, want) {
		t.Errorf("%s: %v", about, err)
	}
}

// leave ends a membership, as a transfer does.
func (h hall) leave(t *testing.T, who access.Actor, on db.Date) {
	t.Helper()
	must(t, h.DB.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE member_membership SET to_date = $2 WHERE person_id = $1`, who.Person, on); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "test.leave", Kind: "person", Subject: who.Person})
	}))
}

func (h hall) attach(t *testing.T, id meeting.ID) document.ID {
	t.Helper()
	a, err := h.Documents.Attach(t.Context(), h.Secretary, document.Upload{Kind: "meeting", Subject: string(id), Name: "du-thao.png", Data: scan(), Declared: true})
	must(t, err)
	return a
}

// B3 I8: a notice, answers to it, a postponement that asks anew, and the end.
func TestAnnounce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		told, ctx := h.told(t), t.Context()
		id := h.Plan(t, june(h))
		must(t, h.Meetings.Announce(ctx, h.Secretary, id, 1))
		if got := h.Get(t, id); got.Meeting.State != meeting.Announced || got.Meeting.AnnouncedAt.IsZero() {
			t.Errorf("announced: %v %v", got.Meeting.State, got.Meeting.AnnouncedAt)
		}
		for _, who := range []access.Actor{h.Secretary, h.Plain, h.Probationary} {
			if diff := cmp.Diff([]string{"announced_regular"}, told(who)); diff != "" {
				t.Error(diff)
			}
		}
		if got := told(h.Stranger); len(got) != 0 {
			t.Errorf("another cell is told: %v", got)
		}
		is(t, h.Meetings.Announce(ctx, h.Secretary, id, 2), fault.Invalid, "twice")
		must(t, h.Meetings.Answer(ctx, h.Plain, id, meeting.ResponseForm{Answer: meeting.Coming}))

		p := june(h)
		p.HeldOn = "2026-06-04"
		is(t, h.Meetings.Reschedule(ctx, h.Secretary, id, 2, p), fault.Invalid, "moved without a reason")
		p.Reason = "Trùng lịch trực"
		must(t, h.Meetings.Reschedule(ctx, h.Secretary, id, 2, p))
		sh := h.Get(t, id)
		if want := (meeting.Tally{Called: 4, Silent: 4}); sh.Tally != want || sh.Meeting.Moved != 1 || sh.Event().Sequence != 1 {
			t.Errorf("after the move: %+v, %d", sh.Tally, sh.Meeting.Moved)
		}
		must(t, h.Meetings.Cancel(ctx, h.Secretary, id, sh.Meeting.Version, "Bão"))
		if diff := cmp.Diff([]string{"cancelled", "moved", "announced_regular"}, told(h.Plain)); diff != "" {
			t.Error(diff)
		}
	})
}

// B3: what keeps a notice back.
func TestAnnounceIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		chairless := june(h)
		chairless.Chair = ""
		id := h.Plan(t, chairless)
		for name, c := range map[string]struct {
			by      access.Actor
			version int
			want    fault.Kind
		}{
			"no chair": {h.Secretary, 1, fault.Invalid}, "a member": {h.Plain, 1, fault.Denied}, "another cell": {h.Stranger, 1, fault.NotFound},
		} {
			is(t, h.Meetings.Announce(t.Context(), c.by, id, c.version), c.want, name)
		}
		past := meetingtest.May(h.Hall)
		past.HeldOn, past.Month = "2026-05-20", "2026-04"
		is(t, h.Meetings.Announce(t.Context(), h.Secretary, h.Plan(t, past), 1), fault.Invalid, "a day that has passed")
		must(t, h.Meetings.Reschedule(t.Context(), h.Secretary, id, 1, june(h)))
		is(t, h.Meetings.Announce(t.Context(), h.Secretary, id, 1), fault.Stale, "two secretaries at once")
	})
}

// B3 I8: who answers for whom, who reads it, and until when.
func TestAnswer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		p := meetingtest.May(h.Hall)
		p.StartsAt = "23:00"
		is(t, func() error { _, err := h.Meetings.Plan(ctx, h.Secretary, h.Cell, p); return err }(), fault.Invalid, "an agenda past midnight")
		id := h.Plan(t, meetingtest.May(h.Hall))
		must(t, h.Meetings.Answer(ctx, h.Plain, id, meeting.ResponseForm{Answer: meeting.Excusing, Reason: "Chăm con ốm", Print: true}))
		must(t, h.Meetings.Answer(ctx, h.Secretary, id, meeting.ResponseForm{Person: member.ID(h.Probationary.Person), Answer: meeting.Coming}))
		is(t, h.Meetings.Answer(ctx, h.Plain, id, meeting.ResponseForm{Person: member.ID(h.Probationary.Person), Answer: meeting.Coming}), fault.Denied, "a member for another")
		is(t, h.Meetings.Answer(ctx, h.Secretary, id, meeting.ResponseForm{Person: member.ID(h.Stranger.Person), Answer: meeting.Coming}), fault.Invalid, "for one who is not called")
		is(t, h.Meetings.Answer(ctx, h.Stranger, id, meeting.ResponseForm{Answer: meeting.Coming}), fault.NotFound, "another cell")

		sh := h.Get(t, id)
		if want := (meeting.Tally{Called: 4, Coming: 1, Excused: 1, Silent: 2}); sh.Tally != want {
			t.Errorf("%+v", sh.Tally)
		}
		if r := sh.Replies[member.ID(h.Probationary.Person)]; r.EnteredBy != "Nguyễn Văn A" {
			t.Errorf("entered by %q", r.EnteredBy)
		}
		if r := sh.Replies[member.ID(h.Plain.Person)]; r.Reason != "Chăm con ốm" || r.EnteredBy != "" {
			t.Errorf("%+v", r)
		}
		other, err := h.Meetings.Get(ctx, h.Minuter, id)
		must(t, err)
		if len(other.Replies) != 0 || other.Tally != (meeting.Tally{}) || other.Printed != nil {
			t.Errorf("a member reads others' answers: %+v", other.Replies)
		}
		must(t, h.Meetings.Open(ctx, h.Secretary, id, 1, "14:00"))
		is(t, h.Meetings.Answer(ctx, h.Plain, id, meeting.ResponseForm{Answer: meeting.Coming}), fault.Invalid, "after the opening")
		_, lines, err := h.Meetings.History(ctx, h.Secretary, id)
		must(t, err)
		for _, l := range lines {
			if strings.Contains(fmt.Sprint(l.Data), "Chăm con") {
				t.Error("the reason of an absence is in the log")
			}
		}
	})
}

// B3: what is sent ahead is its author's and the committee's.
func TestContribute(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id := h.Plan(t, june(h))
		item := itemOf(t, h.Get(t, id), "tasks").ID
		mine, err := h.Meetings.Contribute(ctx, h.Plain, id, meeting.ContributionForm{Item: item, Body: "Đề nghị bố trí thêm một người trực."})
		must(t, err)
		entered, err := h.Meetings.Contribute(ctx, h.Secretary, id, meeting.ContributionForm{Person: member.ID(h.Probationary.Person), Body: "Xin bổ sung số liệu."})
		must(t, err)
		_, err = h.Meetings.Contribute(ctx, h.Plain, id, meeting.ContributionForm{Item: "x"})
		is(t, err, fault.Invalid, "no text, no item")
		for name, c := range map[string]struct {
			by   access.Actor
			want int
		}{"secretary": {h.Secretary, 2}, "author": {h.Plain, 1}, "minute taker": {h.Minuter, 0}} {
			sh, err := h.Meetings.Get(ctx, c.by, id)
			must(t, err)
			if len(sh.Contributions) != c.want {
				t.Errorf("%s reads %d", name, len(sh.Contributions))
			}
		}
		change := meeting.ContributionForm{Body: "Đề nghị bố trí hai người trực."}
		is(t, h.Meetings.AmendContribution(ctx, h.Minuter, id, mine, 1, change), fault.NotFound, "another member")
		is(t, h.Meetings.AmendContribution(ctx, h.Secretary, id, mine, 1, change), fault.Denied, "the secretary, another's words")
		must(t, h.Meetings.AmendContribution(ctx, h.Plain, id, mine, 1, change))
		is(t, h.Meetings.WithdrawContribution(ctx, h.Plain, id, mine, 1), fault.Stale, "an old version")
		must(t, h.Meetings.AmendContribution(ctx, h.Secretary, id, entered, 1, change))
		must(t, h.Meetings.WithdrawContribution(ctx, h.Plain, id, mine, 2))
		if sh := h.Get(t, id); len(sh.Contributions) != 1 || sh.Contributions[0].Body != change.Body {
			t.Errorf("%+v", sh.Contributions)
		}
	})
}

// B1 B2: a meeting of the committee is there for the committee alone.
func TestCommitteeMeeting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		deputy := h.Enter(t, h.Cell, "Trần Thị B", member.Official)
		must(t, h.Members.Appoint(ctx, access.Console, member.Appointment{Person: deputy, Unit: h.Cell, Post: member.Deputy, From: "2020-01-01"}))
		p := meetingtest.May(h.Hall)
		p.Kind, p.Minuter = meeting.Committee, member.ID(h.Plain.Person)
		_, err := h.Meetings.Plan(ctx, h.Secretary, h.Cell, p)
		is(t, err, fault.Invalid, "a minute taker from outside the committee")
		p.Minuter = deputy
		id := h.Plan(t, p)
		paper := h.attach(t, id)
		sh := h.Get(t, id)
		if len(sh.Seats) != 2 || len(sh.Items) != 5 || sh.Voting.Base.Size != 2 {
			t.Errorf("called %d, items %d, votes %d", len(sh.Seats), len(sh.Items), sh.Voting.Base.Size)
		}
		other := p
		other.Kind = meeting.Extraordinary
		is(t, h.Meetings.Reschedule(ctx, h.Secretary, id, 1, other), fault.Invalid, "becomes a meeting of all")
		for name, by := range map[string]access.Actor{"member": h.Plain, "probationary": h.Probationary, "officer above": h.Officer, "another cell": h.Stranger} {
			_, err := h.Meetings.Get(ctx, by, id)
			is(t, err, fault.NotFound, name+" reads it")
			_, _, err = h.Documents.Open(ctx, by, paper)
			is(t, err, fault.NotFound, name+" opens its paper")
			is(t, h.Meetings.OpenPaper(ctx, by, id, paper), fault.NotFound, name+" marks its paper")
			is(t, h.Meetings.Answer(ctx, by, id, meeting.ResponseForm{Answer: meeting.Coming}), fault.NotFound, name+" answers")
			_, err = h.Meetings.Note(ctx, by, id, sh.Items[0].ID, meeting.NoteForm{})
			is(t, err, fault.NotFound, name+" notes")
			page, err := h.Meetings.List(ctx, by, meeting.Filter{})
			must(t, err)
			over, err := h.Meetings.Overview(ctx, by, meeting.Filter{})
			must(t, err)
			if page.Upcoming+len(page.Lines)+over.Upcoming+len(over.Lines) != 0 {
				t.Errorf("%s finds it in a list", name)
			}
		}
		next, err := h.months().Next(ctx, h.Plain, h.Cell)
		must(t, err)
		if next.Meeting.ID != "" {
			t.Error("it is a member's next meeting")
		}
		page, err := h.Meetings.List(ctx, h.Secretary, meeting.Filter{})
		must(t, err)
		if page.Upcoming != 1 || len(page.Lines) != 1 {
			t.Errorf("the secretary's list: %+v", page)
		}
		must(t, h.Meetings.Open(ctx, h.Secretary, id, 1, "14:00"))
		if sh := h.Get(t, id); len(sh.Seats) != 2 {
			t.Errorf("seats %d", len(sh.Seats))
		}
	})
}

// B5 B9: the agenda of last time, what it left open, and what it decided.
func TestBorrow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		first := h.Plan(t, meetingtest.May(h.Hall))
		is(t, h.Meetings.Borrow(ctx, h.Secretary, first), fault.Invalid, "no meeting before")
		sh := h.Get(t, first)
		tasks := itemOf(t, sh, "tasks")
		must(t, h.Meetings.AmendItem(ctx, h.Secretary, first, tasks.ID, 1, meeting.ItemForm{Title: "Đánh giá nhiệm vụ", Kind: rulebook.KindTask, Minutes: 25, Presenter: member.ID(h.Plain.Person)}))
		must(t, h.Meetings.RemoveItem(ctx, h.Secretary, first, itemOf(t, sh, "fee").ID, 1))
		_, err := h.Meetings.AddItem(ctx, h.Secretary, first, meeting.ItemForm{Title: "Báo cáo liên hệ", Kind: rulebook.KindReport, Minutes: 40})
		must(t, err)

		second := h.Plan(t, june(h))
		if got := itemOf(t, h.Get(t, second), "tasks"); got.Minutes != 25 {
			t.Errorf("a new agenda takes %d minutes", got.Minutes)
		}
		_, err = h.Meetings.AddItem(ctx, h.Secretary, second, meeting.ItemForm{Title: "Xét kết nạp", Kind: rulebook.KindVote})
		must(t, err)
		must(t, h.Meetings.Borrow(ctx, h.Secretary, second))
		titles := func(id meeting.ID) (all []string) {
			for _, i := range h.Get(t, id).Items {
				all = append(all, i.Title+" "+i.PresenterName)
			}
			return all
		}
		if diff := cmp.Diff(append(titles(first), "Xét kết nạp "), titles(second)); diff != "" {
			t.Error(diff)
		}
	})
}

// B9: the next agenda brings the open tasks, and names the last meeting.
func TestCarriedOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		first := h.finish(t)
		id := h.Plan(t, june(h))
		sh := h.Get(t, id)
		if sh.Last == nil || sh.Last.ID != first || sh.Open.Open != 1 || sh.Review() < 0 || sh.Items[sh.Review()].Key != "tasks" {
			t.Errorf("last %+v, open %d, under %d", sh.Last, sh.Open.Open, sh.Review())
		}
		member, err := h.Meetings.Get(t.Context(), h.Probationary, id)
		must(t, err)
		if member.Open.Open != 0 || member.Last == nil {
			t.Errorf("a member sees %d tasks", member.Open.Open)
		}
		today := june(h)
		today.HeldOn, today.Month = "2026-05-25", "2026-06"
		must(t, h.Meetings.Reschedule(t.Context(), h.Secretary, id, 1, today))
		must(t, h.Meetings.Open(t.Context(), h.Secretary, id, 2, "14:00"))
		room, err := h.Meetings.Look(t.Context(), h.Secretary, id, sh.Items[sh.Review()].ID)
		must(t, err)
		if room.Open.Open != 1 {
			t.Errorf("in the room the review has %d tasks", room.Open.Open) // B5
		}
	})
}

// finish holds a meeting that gives a task, to the frozen minutes.
func (h hall) finish(t *testing.T) meeting.ID {
	t.Helper()
	id := h.Open(t)
	ctx, sh := t.Context(), h.Get(t, id)
	_, err := h.Meetings.Assign(ctx, h.Secretary, id, itemOf(t, sh, "tasks").ID, task.New{Title: "Lập sổ theo dõi", Assignee: member.ID(h.Plain.Person), Due: "2026-06-15"})
	must(t, err)
	reasons := map[meeting.ItemID]string{}
	for _, i := range sh.Unsettled() {
		reasons[i.ID] = "Chuyển kỳ sau"
	}
	must(t, h.Meetings.Close(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons))
	_, err = h.deeds().Freeze(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version)
	must(t, err)
	return id
}

// B3: how many opened a paper is known, not who; for which item it is.
func TestOpenPaper(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id, other := h.Plan(t, june(h)), h.Plan(t, meetingtest.May(h.Hall))
		paper := h.attach(t, id)
		item := itemOf(t, h.Get(t, id), "secretary_report")
		warned := func() bool {
			return slices.ContainsFunc(h.Get(t, id).Warnings("2026-05-25"), func(w meeting.Warning) bool {
				return w.Kind == meeting.WarnPaper && h.Get(t, id).Items[w.Item].ID == item.ID
			})
		}
		if !warned() {
			t.Error("a report without a paper is not missed")
		}
		must(t, h.Meetings.AmendItem(ctx, h.Secretary, id, item.ID, 1, meeting.ItemForm{Title: item.Title, Kind: item.Kind, Papers: []document.ID{paper}}))
		if warned() || len(h.Get(t, id).PapersUnder[item.ID]) != 1 {
			t.Error("the paper is not under its item")
		}
		for range 2 {
			must(t, h.Meetings.OpenPaper(ctx, h.Plain, id, paper))
		}
		must(t, h.Meetings.OpenPaper(ctx, h.Probationary, id, paper))
		is(t, h.Meetings.OpenPaper(ctx, h.Plain, other, paper), fault.NotFound, "another meeting's paper")
		if sh := h.Get(t, id); sh.OpenedBy(paper) != 2 || sh.Opened[paper].Mine {
			t.Errorf("%+v", sh.Opened)
		}
	})
}

// B3 safety S2: who leaves before the meeting is not called and is told nothing
// more; reminders go out once.
func TestRemind(t *testing.T) {
	clock := dbtest.NewClock()
	h := build(t, dbtest.SQLite(t, clock))
	told, ctx := h.told(t), t.Context()
	p := meetingtest.May(h.Hall)
	p.HeldOn = "2026-05-27"
	id := h.Plan(t, p)
	remind := func() {
		t.Helper()
		for range 2 {
			must(t, h.Meetings.Remind(ctx, access.System))
		}
	}
	remind()
	if diff := cmp.Diff([]string{"unsent"}, told(h.Secretary)); diff != "" {
		t.Error(diff)
	}
	must(t, h.Meetings.Announce(ctx, h.Secretary, id, 1))
	must(t, h.Meetings.Answer(ctx, h.Plain, id, meeting.ResponseForm{Answer: meeting.Coming}))
	h.leave(t, h.Minuter, "2026-05-26")
	clock.Set(clock.Now().Add(24 * time.Hour))
	h.attach(t, id)
	remind()
	for name, c := range map[string]struct {
		by   access.Actor
		want []string
	}{
		"answered": {h.Plain, []string{"papers", "announced_regular"}},
		"silent":   {h.Probationary, []string{"papers", "reply", "announced_regular"}},
	} {
		got := told(c.by)
		slices.Sort(got)
		slices.Sort(c.want)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got := told(h.Minuter); !slices.Equal(got, []string{"announced_regular"}) {
		t.Errorf("who left is told %v", got)
	}
	if sh := h.Get(t, id); sh.Told() != 3 {
		t.Errorf("told %d", sh.Told())
	}
	is(t, h.Meetings.Remind(ctx, h.Secretary), fault.Denied, "a person starts the job")
}

// perf P1: the page of a meeting that lies ahead makes a fixed number of
// queries, whatever was sent to it.
func TestAheadInFixedQueries(t *testing.T) {
	h := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	h.finish(t)
	id := h.Plan(t, june(h))
	count := func() int64 {
		ctx, n := db.CountQueries(t.Context())
		_, err := h.Meetings.Get(ctx, h.Secretary, id)
		must(t, err)
		return n.Load()
	}
	few := count()
	for _, who := range []access.Actor{h.Secretary, h.Plain, h.Probationary} {
		must(t, h.Meetings.Answer(t.Context(), who, id, meeting.ResponseForm{Answer: meeting.Coming}))
		_, err := h.Meetings.Contribute(t.Context(), who, id, meeting.ContributionForm{Body: "Nhất trí."})
		must(t, err)
	}
	must(t, h.Meetings.OpenPaper(t.Context(), h.Plain, id, h.attach(t, id)))
	if many := count(); many != few || many > 12 {
		t.Errorf("%d queries, then %d", few, many)
	}
}

// I6: the feed of a person's calendar holds times, and nothing of others.
func TestEvents(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.Plan(t, june(h))
		events := func(by, whose access.Actor) (all []notify.Event, err error) {
			err = d.Read(t.Context(), func(tx *db.Tx) error {
				all, err = h.Meetings.Events(tx, by, member.ID(whose.Person))
				return err
			})
			return all, err
		}
		if all, err := events(access.System, h.Plain); err != nil || len(all) != 0 {
			t.Errorf("before the notice: %v, %v", all, err)
		}
		must(t, h.Meetings.Announce(t.Context(), h.Secretary, id, 1))
		all, err := events(h.Plain, h.Plain)
		must(t, err)
		if len(all) != 1 || all[0].Start.Format("2006-01-02 15:04") != "2026-06-03 14:00" || all[0].End.Format("15:04") != "16:00" {
			t.Errorf("%+v", all)
		}
		if all, err := events(access.System, h.Stranger); err != nil || len(all) != 0 {
			t.Errorf("another cell: %v, %v", all, err)
		}
		_, err = events(h.Plain, h.Probationary)
		is(t, err, fault.Denied, "another's feed")
	})
}

// Dates at the edges of month and year (--today 31 December, 29 February).
func TestEdgesOfTheCalendar(t *testing.T) {
	for _, c := range []struct {
		today, held, by, due, month string
	}{
		{"2026-12-31", "2027-01-01", "2026-12-31", "2027-01-03", "2027-01"},
		{"2028-02-29", "2028-03-01", "2028-02-29", "2028-03-03", "2028-03"},
	} {
		t.Run(c.today, func(t *testing.T) {
			now, err := time.ParseInLocation("2006-01-02", c.today, db.Zone)
			must(t, err)
			clock := dbtest.NewClock()
			clock.Set(now.Add(8 * time.Hour))
			h := build(t, dbtest.SQLite(t, clock))
			empty, err := h.months().Cycle(t.Context(), h.Secretary, h.Cell)
			must(t, err)
			if string(empty.Month) != c.today[:7] {
				t.Errorf("month %s", empty.Month)
			}
			p := meetingtest.May(h.Hall)
			p.HeldOn = db.Date(c.held)
			h.Plan(t, p)
			cycle, err := h.months().Cycle(t.Context(), h.Secretary, h.Cell)
			must(t, err)
			if n := cycle.Next; string(n.NoticeBy) != c.by || string(n.DueBy) != c.due || string(n.Meeting.Month) != c.month || meeting.Left(cycle.Today, n.NoticeBy) != 0 {
				t.Errorf("%+v", n)
			}
		})
	}
}
