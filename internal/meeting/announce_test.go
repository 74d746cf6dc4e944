package meeting_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

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
	h.meetings.Notices = notify.New(h.db, h.members, account.New(h.db, org.New(h.db), h.members))
	return func(by access.Actor) []string {
		t.Helper()
		p, err := h.meetings.Notices.List(t.Context(), by, 1)
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
	p := may(h)
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
	must(t, h.db.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE member_membership SET to_date = $2 WHERE person_id = $1`, who.Person, on); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "test.leave", Kind: "person", Subject: who.Person})
	}))
}

func (h hall) attach(t *testing.T, id meeting.ID) document.ID {
	t.Helper()
	a, err := h.documents.Attach(t.Context(), h.sec, document.Upload{Kind: "meeting", Subject: string(id), Name: "du-thao.png", Data: scan(), Declared: true})
	must(t, err)
	return a
}

// B3 I8: a notice, answers to it, a postponement that asks anew, and the end.
func TestAnnounce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		told, ctx := h.told(t), t.Context()
		id := h.plan(t, june(h))
		must(t, h.meetings.Announce(ctx, h.sec, id, 1))
		if got := h.get(t, id); got.Meeting.State != meeting.Announced || got.Meeting.AnnouncedAt.IsZero() {
			t.Errorf("announced: %v %v", got.Meeting.State, got.Meeting.AnnouncedAt)
		}
		for _, who := range []access.Actor{h.sec, h.plain, h.pm} {
			if diff := cmp.Diff([]string{"announced_regular"}, told(who)); diff != "" {
				t.Error(diff)
			}
		}
		if got := told(h.stranger); len(got) != 0 {
			t.Errorf("another cell is told: %v", got)
		}
		is(t, h.meetings.Announce(ctx, h.sec, id, 2), fault.Invalid, "twice")
		must(t, h.meetings.Answer(ctx, h.plain, id, meeting.ResponseForm{Answer: meeting.Coming}))

		p := june(h)
		p.HeldOn = "2026-06-04"
		is(t, h.meetings.Reschedule(ctx, h.sec, id, 2, p), fault.Invalid, "moved without a reason")
		p.Reason = "Trùng lịch trực"
		must(t, h.meetings.Reschedule(ctx, h.sec, id, 2, p))
		sh := h.get(t, id)
		if want := (meeting.Tally{Called: 4, Silent: 4}); sh.Tally != want || sh.Meeting.Moved != 1 || sh.Event().Sequence != 1 {
			t.Errorf("after the move: %+v, %d", sh.Tally, sh.Meeting.Moved)
		}
		must(t, h.meetings.Cancel(ctx, h.sec, id, sh.Meeting.Version, "Bão"))
		if diff := cmp.Diff([]string{"cancelled", "moved", "announced_regular"}, told(h.plain)); diff != "" {
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
		id := h.plan(t, chairless)
		for name, c := range map[string]struct {
			by      access.Actor
			version int
			want    fault.Kind
		}{
			"no chair": {h.sec, 1, fault.Invalid}, "a member": {h.plain, 1, fault.Denied}, "another cell": {h.stranger, 1, fault.NotFound},
		} {
			is(t, h.meetings.Announce(t.Context(), c.by, id, c.version), c.want, name)
		}
		past := may(h)
		past.HeldOn, past.Month = "2026-05-20", "2026-04"
		is(t, h.meetings.Announce(t.Context(), h.sec, h.plan(t, past), 1), fault.Invalid, "a day that has passed")
		must(t, h.meetings.Reschedule(t.Context(), h.sec, id, 1, june(h)))
		is(t, h.meetings.Announce(t.Context(), h.sec, id, 1), fault.Stale, "two secretaries at once")
	})
}

// B3 I8: who answers for whom, who reads it, and until when.
func TestAnswer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		p := may(h)
		p.StartsAt = "23:00"
		is(t, func() error { _, err := h.meetings.Plan(ctx, h.sec, h.cell, p); return err }(), fault.Invalid, "an agenda past midnight")
		id := h.plan(t, may(h))
		must(t, h.meetings.Answer(ctx, h.plain, id, meeting.ResponseForm{Answer: meeting.Excusing, Reason: "Chăm con ốm", Print: true}))
		must(t, h.meetings.Answer(ctx, h.sec, id, meeting.ResponseForm{Person: member.ID(h.pm.Person), Answer: meeting.Coming}))
		is(t, h.meetings.Answer(ctx, h.plain, id, meeting.ResponseForm{Person: member.ID(h.pm.Person), Answer: meeting.Coming}), fault.Denied, "a member for another")
		is(t, h.meetings.Answer(ctx, h.sec, id, meeting.ResponseForm{Person: member.ID(h.stranger.Person), Answer: meeting.Coming}), fault.Invalid, "for one who is not called")
		is(t, h.meetings.Answer(ctx, h.stranger, id, meeting.ResponseForm{Answer: meeting.Coming}), fault.NotFound, "another cell")

		sh := h.get(t, id)
		if want := (meeting.Tally{Called: 4, Coming: 1, Excused: 1, Silent: 2}); sh.Tally != want {
			t.Errorf("%+v", sh.Tally)
		}
		if r := sh.Replies[member.ID(h.pm.Person)]; r.EnteredBy != "Nguyễn Văn A" {
			t.Errorf("entered by %q", r.EnteredBy)
		}
		if r := sh.Replies[member.ID(h.plain.Person)]; r.Reason != "Chăm con ốm" || r.EnteredBy != "" {
			t.Errorf("%+v", r)
		}
		other, err := h.meetings.Get(ctx, h.minuter, id)
		must(t, err)
		if len(other.Replies) != 0 || other.Tally != (meeting.Tally{}) || other.Printed != nil {
			t.Errorf("a member reads others' answers: %+v", other.Replies)
		}
		must(t, h.meetings.Open(ctx, h.sec, id, 1, "14:00"))
		is(t, h.meetings.Answer(ctx, h.plain, id, meeting.ResponseForm{Answer: meeting.Coming}), fault.Invalid, "after the opening")
		_, lines, err := h.meetings.History(ctx, h.sec, id)
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
		id := h.plan(t, june(h))
		item := itemOf(t, h.get(t, id), "tasks").ID
		mine, err := h.meetings.Contribute(ctx, h.plain, id, meeting.ContributionForm{Item: item, Body: "Đề nghị bố trí thêm một người trực."})
		must(t, err)
		entered, err := h.meetings.Contribute(ctx, h.sec, id, meeting.ContributionForm{Person: member.ID(h.pm.Person), Body: "Xin bổ sung số liệu."})
		must(t, err)
		_, err = h.meetings.Contribute(ctx, h.plain, id, meeting.ContributionForm{Item: "x"})
		is(t, err, fault.Invalid, "no text, no item")
		for name, c := range map[string]struct {
			by   access.Actor
			want int
		}{"secretary": {h.sec, 2}, "author": {h.plain, 1}, "minute taker": {h.minuter, 0}} {
			sh, err := h.meetings.Get(ctx, c.by, id)
			must(t, err)
			if len(sh.Contributions) != c.want {
				t.Errorf("%s reads %d", name, len(sh.Contributions))
			}
		}
		change := meeting.ContributionForm{Body: "Đề nghị bố trí hai người trực."}
		is(t, h.meetings.AmendContribution(ctx, h.minuter, id, mine, 1, change), fault.NotFound, "another member")
		is(t, h.meetings.AmendContribution(ctx, h.sec, id, mine, 1, change), fault.Denied, "the secretary, another's words")
		must(t, h.meetings.AmendContribution(ctx, h.plain, id, mine, 1, change))
		is(t, h.meetings.WithdrawContribution(ctx, h.plain, id, mine, 1), fault.Stale, "an old version")
		must(t, h.meetings.AmendContribution(ctx, h.sec, id, entered, 1, change))
		must(t, h.meetings.WithdrawContribution(ctx, h.plain, id, mine, 2))
		if sh := h.get(t, id); len(sh.Contributions) != 1 || sh.Contributions[0].Body != change.Body {
			t.Errorf("%+v", sh.Contributions)
		}
	})
}

// B1 B2: a meeting of the committee is there for the committee alone.
func TestCommitteeMeeting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		deputy := h.enter(t, h.cell, "Trần Thị B", member.Official)
		must(t, h.members.Appoint(ctx, access.Console, member.Appointment{Person: deputy, Unit: h.cell, Post: member.Deputy, From: "2020-01-01"}))
		p := may(h)
		p.Kind, p.Minuter = meeting.Committee, member.ID(h.plain.Person)
		_, err := h.meetings.Plan(ctx, h.sec, h.cell, p)
		is(t, err, fault.Invalid, "a minute taker from outside the committee")
		p.Minuter = deputy
		id := h.plan(t, p)
		paper := h.attach(t, id)
		sh := h.get(t, id)
		if len(sh.Seats) != 2 || len(sh.Items) != 5 || sh.Voting.Base.Size != 2 {
			t.Errorf("called %d, items %d, votes %d", len(sh.Seats), len(sh.Items), sh.Voting.Base.Size)
		}
		other := p
		other.Kind = meeting.Extraordinary
		is(t, h.meetings.Reschedule(ctx, h.sec, id, 1, other), fault.Invalid, "becomes a meeting of all")
		for name, by := range map[string]access.Actor{"member": h.plain, "probationary": h.pm, "officer above": h.officer, "another cell": h.stranger} {
			_, err := h.meetings.Get(ctx, by, id)
			is(t, err, fault.NotFound, name+" reads it")
			_, _, err = h.documents.Open(ctx, by, paper)
			is(t, err, fault.NotFound, name+" opens its paper")
			is(t, h.meetings.OpenPaper(ctx, by, id, paper), fault.NotFound, name+" marks its paper")
			is(t, h.meetings.Answer(ctx, by, id, meeting.ResponseForm{Answer: meeting.Coming}), fault.NotFound, name+" answers")
			_, err = h.meetings.Note(ctx, by, id, sh.Items[0].ID, meeting.NoteForm{})
			is(t, err, fault.NotFound, name+" notes")
			page, err := h.meetings.List(ctx, by, meeting.Filter{})
			must(t, err)
			over, err := h.meetings.Overview(ctx, by, meeting.Filter{})
			must(t, err)
			if page.Upcoming+len(page.Lines)+over.Upcoming+len(over.Lines) != 0 {
				t.Errorf("%s finds it in a list", name)
			}
		}
		next, err := h.months().Next(ctx, h.plain, h.cell)
		must(t, err)
		if next.Meeting.ID != "" {
			t.Error("it is a member's next meeting")
		}
		page, err := h.meetings.List(ctx, h.sec, meeting.Filter{})
		must(t, err)
		if page.Upcoming != 1 || len(page.Lines) != 1 {
			t.Errorf("the secretary's list: %+v", page)
		}
		must(t, h.meetings.Open(ctx, h.sec, id, 1, "14:00"))
		if sh := h.get(t, id); len(sh.Seats) != 2 {
			t.Errorf("seats %d", len(sh.Seats))
		}
	})
}

// B5 B9: the agenda of last time, what it left open, and what it decided.
func TestBorrow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		first := h.plan(t, may(h))
		is(t, h.meetings.Borrow(ctx, h.sec, first), fault.Invalid, "no meeting before")
		sh := h.get(t, first)
		tasks := itemOf(t, sh, "tasks")
		must(t, h.meetings.AmendItem(ctx, h.sec, first, tasks.ID, 1, meeting.ItemForm{Title: "Đánh giá nhiệm vụ", Kind: rulebook.KindTask, Minutes: 25, Presenter: member.ID(h.plain.Person)}))
		must(t, h.meetings.RemoveItem(ctx, h.sec, first, itemOf(t, sh, "fee").ID, 1))
		_, err := h.meetings.AddItem(ctx, h.sec, first, meeting.ItemForm{Title: "Báo cáo liên hệ", Kind: rulebook.KindReport, Minutes: 40})
		must(t, err)

		second := h.plan(t, june(h))
		if got := itemOf(t, h.get(t, second), "tasks"); got.Minutes != 25 {
			t.Errorf("a new agenda takes %d minutes", got.Minutes)
		}
		_, err = h.meetings.AddItem(ctx, h.sec, second, meeting.ItemForm{Title: "Xét kết nạp", Kind: rulebook.KindVote})
		must(t, err)
		must(t, h.meetings.Borrow(ctx, h.sec, second))
		titles := func(id meeting.ID) (all []string) {
			for _, i := range h.get(t, id).Items {
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
		id := h.plan(t, june(h))
		sh := h.get(t, id)
		if sh.Last == nil || sh.Last.ID != first || sh.Open.Open != 1 || sh.Review() < 0 || sh.Items[sh.Review()].Key != "tasks" {
			t.Errorf("last %+v, open %d, under %d", sh.Last, sh.Open.Open, sh.Review())
		}
		member, err := h.meetings.Get(t.Context(), h.pm, id)
		must(t, err)
		if member.Open.Open != 0 || member.Last == nil {
			t.Errorf("a member sees %d tasks", member.Open.Open)
		}
	})
}

// finish holds a meeting that gives a task, to the frozen minutes.
func (h hall) finish(t *testing.T) meeting.ID {
	t.Helper()
	id := h.open(t)
	ctx, sh := t.Context(), h.get(t, id)
	_, err := h.meetings.Assign(ctx, h.sec, id, itemOf(t, sh, "tasks").ID, task.New{Title: "Lập sổ theo dõi", Assignee: member.ID(h.plain.Person), Due: "2026-06-15"})
	must(t, err)
	reasons := map[meeting.ItemID]string{}
	for _, i := range sh.Unsettled() {
		reasons[i.ID] = "Chuyển kỳ sau"
	}
	must(t, h.meetings.Close(ctx, h.sec, id, h.get(t, id).Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons))
	_, err = h.deeds.Freeze(ctx, h.sec, id, h.get(t, id).Meeting.Version)
	must(t, err)
	return id
}

// B3: how many opened a paper is known, not who; for which item it is.
func TestOpenPaper(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id, other := h.plan(t, june(h)), h.plan(t, may(h))
		paper := h.attach(t, id)
		item := itemOf(t, h.get(t, id), "secretary_report")
		warned := func() bool {
			return slices.ContainsFunc(h.get(t, id).Warnings("2026-05-25"), func(w meeting.Warning) bool {
				return w.Kind == meeting.WarnPaper && h.get(t, id).Items[w.Item].ID == item.ID
			})
		}
		if !warned() {
			t.Error("a report without a paper is not missed")
		}
		must(t, h.meetings.AmendItem(ctx, h.sec, id, item.ID, 1, meeting.ItemForm{Title: item.Title, Kind: item.Kind, Papers: []document.ID{paper}}))
		if warned() || len(h.get(t, id).PapersUnder[item.ID]) != 1 {
			t.Error("the paper is not under its item")
		}
		for range 2 {
			must(t, h.meetings.OpenPaper(ctx, h.plain, id, paper))
		}
		must(t, h.meetings.OpenPaper(ctx, h.pm, id, paper))
		is(t, h.meetings.OpenPaper(ctx, h.plain, other, paper), fault.NotFound, "another meeting's paper")
		if sh := h.get(t, id); sh.OpenedBy(paper) != 2 || sh.Opened[paper].Mine {
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
	p := may(h)
	p.HeldOn = "2026-05-27"
	id := h.plan(t, p)
	remind := func() {
		t.Helper()
		for range 2 {
			must(t, h.meetings.Remind(ctx, access.System))
		}
	}
	remind()
	if diff := cmp.Diff([]string{"unsent"}, told(h.sec)); diff != "" {
		t.Error(diff)
	}
	must(t, h.meetings.Announce(ctx, h.sec, id, 1))
	must(t, h.meetings.Answer(ctx, h.plain, id, meeting.ResponseForm{Answer: meeting.Coming}))
	h.leave(t, h.minuter, "2026-05-26")
	clock.Set(clock.Now().Add(24 * time.Hour))
	h.attach(t, id)
	remind()
	for name, c := range map[string]struct {
		by   access.Actor
		want []string
	}{
		"answered": {h.plain, []string{"papers", "announced_regular"}},
		"silent":   {h.pm, []string{"papers", "reply", "announced_regular"}},
	} {
		got := told(c.by)
		slices.Sort(got)
		slices.Sort(c.want)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got := told(h.minuter); !slices.Equal(got, []string{"announced_regular"}) {
		t.Errorf("who left is told %v", got)
	}
	if sh := h.get(t, id); sh.Told() != 3 {
		t.Errorf("told %d", sh.Told())
	}
	is(t, h.meetings.Remind(ctx, h.sec), fault.Denied, "a person starts the job")
}

// perf P1: the page of a meeting that lies ahead makes a fixed number of
// queries, whatever was sent to it.
func TestAheadInFixedQueries(t *testing.T) {
	h := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	h.finish(t)
	id := h.plan(t, june(h))
	count := func() int64 {
		ctx, n := db.CountQueries(t.Context())
		_, err := h.meetings.Get(ctx, h.sec, id)
		must(t, err)
		return n.Load()
	}
	few := count()
	for _, who := range []access.Actor{h.sec, h.plain, h.pm} {
		must(t, h.meetings.Answer(t.Context(), who, id, meeting.ResponseForm{Answer: meeting.Coming}))
		_, err := h.meetings.Contribute(t.Context(), who, id, meeting.ContributionForm{Body: "Nhất trí."})
		must(t, err)
	}
	must(t, h.meetings.OpenPaper(t.Context(), h.plain, id, h.attach(t, id)))
	if many := count(); many != few || many > 12 {
		t.Errorf("%d queries, then %d", few, many)
	}
}

// I6: the feed of a person's calendar holds times, and nothing of others.
func TestEvents(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id := h.plan(t, june(h))
		events := func(by, whose access.Actor) (all []notify.Event, err error) {
			err = d.Read(t.Context(), func(tx *db.Tx) error {
				all, err = h.meetings.Events(tx, by, member.ID(whose.Person))
				return err
			})
			return all, err
		}
		if all, err := events(access.System, h.plain); err != nil || len(all) != 0 {
			t.Errorf("before the notice: %v, %v", all, err)
		}
		must(t, h.meetings.Announce(t.Context(), h.sec, id, 1))
		all, err := events(h.plain, h.plain)
		must(t, err)
		if len(all) != 1 || all[0].Start.Format("2006-01-02 15:04") != "2026-06-03 14:00" || all[0].End.Format("15:04") != "16:00" {
			t.Errorf("%+v", all)
		}
		if all, err := events(access.System, h.stranger); err != nil || len(all) != 0 {
			t.Errorf("another cell: %v, %v", all, err)
		}
		_, err = events(h.plain, h.pm)
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
			empty, err := h.months().Cycle(t.Context(), h.sec, h.cell)
			must(t, err)
			if string(empty.Month) != c.today[:7] {
				t.Errorf("month %s", empty.Month)
			}
			p := may(h)
			p.HeldOn = db.Date(c.held)
			h.plan(t, p)
			cycle, err := h.months().Cycle(t.Context(), h.sec, h.cell)
			must(t, err)
			if n := cycle.Next; string(n.NoticeBy) != c.by || string(n.DueBy) != c.due || string(n.Meeting.Month) != c.month || meeting.Left(cycle.Today, n.NoticeBy) != 0 {
				t.Errorf("%+v", n)
			}
		})
	}
}
