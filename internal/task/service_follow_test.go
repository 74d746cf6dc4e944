package task_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/task"
)

// tell lets people know, and told reads what they know: the keys, newest
// first.
func (x cell) tell() *notify.Service {
	x.tasks.Notices = notify.New(x.db, x.members, account.New(x.db, org.New(x.db), x.members))
	return x.tasks.Notices
}

func (x cell) told(t *testing.T, who access.Actor) []string {
	t.Helper()
	p, err := x.tasks.Notices.List(t.Context(), who, 1)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, l := range p.Lines {
		keys = append(keys, l.Key)
	}
	return keys
}

// B9: progress by the assignee or entered for him, and a request that the
// committee answers.
func TestProgressAndRequest(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.assign(t, x.b, "Lập danh sách trực hè", "2026-05-28")
		version := func() int { return x.get(t, id).Task.Version }
		for i, c := range []struct {
			do   func() error
			want string
		}{
			{func() error { return x.tasks.Progress(ctx, x.cara, id, version(), "x", nil) }, "ui.denied"},
			{func() error { return x.tasks.Progress(ctx, x.bob, id, version(), "Đã hỏi 5 khoa", new(50)) }, ""},
			{func() error {
				return x.tasks.Progress(ctx, x.secretary, id, version(), "Đồng chí B báo miệng", nil)
			}, ""},
			{func() error { return x.tasks.Decline(ctx, x.secretary, id, version(), "x") }, "task.not_now"},
			{func() error { return x.tasks.Ask(ctx, x.secretary, id, version(), "2026-06-05", "x") }, "ui.denied"}, // he extends
			{func() error {
				return x.tasks.Ask(ctx, x.bob, id, version(), "2026-06-05", "Chờ lịch của khoa Dược")
			}, ""},
			{func() error { return x.tasks.Decline(ctx, x.bob, id, version(), "x") }, "ui.denied"},
			{func() error {
				return x.tasks.Decline(ctx, x.secretary, id, version(), "Đề nghị giữ thời hạn")
			}, ""},
			{func() error { return x.tasks.Ask(ctx, x.bob, id, version(), "2026-06-02", "Xin thêm năm ngày") }, ""},
			{func() error { return x.tasks.Extend(ctx, x.secretary, id, version(), "2026-06-02", "Đồng ý") }, ""},
		} {
			if err := c.do(); fault.Key(err) != c.want {
				t.Fatalf("step %d: %v, want %q", i, err, c.want)
			}
		}
		sh := x.get(t, id)
		if sh.Task.Due != "2026-06-02" || sh.Task.AskedDue != "" || sh.Task.Percent == nil || *sh.Task.Percent != 50 {
			t.Errorf("it stands as %+v", sh.Task)
		}
		if s := sh.Steps[2]; s.Person != x.a || s.Percent != nil || s.Assignee != x.b {
			t.Errorf("what the secretary entered stands as %+v", s)
		}
	})
}

// B9: who has left, died or is suspended no longer carries a task; the
// committee sees it and gives it to somebody else.
func TestForsaken(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id, other := x.assign(t, x.b, "Lập sổ", "2026-05-20"), x.assign(t, x.c, "Trực hè", "2026-06-20")
		if err := x.members.SetState(ctx, access.Console, x.b, member.StatePeriod{Unit: x.unit, State: member.Suspended, From: "2026-05-20", Decision: "01-QĐ/CB"}); err != nil {
			t.Fatal(err)
		}
		p, err := x.tasks.List(ctx, x.secretary, x.unit, task.Filter{Forsaken: true})
		if err != nil || p.Counts.Forsaken != 1 || len(p.Tasks) != 1 || p.Tasks[0].ID != id || !p.Tasks[0].Forsaken {
			t.Fatalf("forsaken: %+v %v", p, err)
		}
		if !x.get(t, id).Task.Forsaken || x.get(t, other).Task.Forsaken {
			t.Error("the page of the task does not say so")
		}
		for _, c := range []struct {
			by   access.Actor
			to   member.ID
			want string
		}{
			{x.cara, x.c, "ui.denied"},
			{x.secretary, x.b, "task.assignee_same"},
			{x.secretary, member.ID(x.stranger.Person), "task.assignee_elsewhere"},
			{x.secretary, x.c, ""},
		} {
			err := x.tasks.Reassign(ctx, c.by, id, 1, c.to, "2026-06-10", "Đồng chí B không còn sinh hoạt")
			var key string
			if key = fault.Key(err); key == "ui.form_invalid" {
				key = faulttest.Fields(err)["assignee"]
			}
			if key != c.want {
				t.Errorf("to %s: %v, want %q", c.to, err, c.want)
			}
		}
		sh := x.get(t, id)
		last := sh.Steps[len(sh.Steps)-1]
		if sh.Task.Assignee != x.c || sh.Task.Due != "2026-06-10" || sh.Task.Forsaken || last.For != "Lê Văn C" {
			t.Errorf("it stands as %+v, %+v", sh.Task, last)
		}
		if p, err := x.tasks.List(ctx, x.cara, x.unit, task.Filter{}); err != nil || len(p.Tasks) != 2 {
			t.Errorf("the new assignee sees %+v, %v", p.Tasks, err)
		}
	})
}

// B9: everybody is told what concerns him, and not what he did himself.
func TestWhoIsTold(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		x, ctx := build(t, d), t.Context()
		x.tell()
		id := x.assign(t, x.b, "Lập sổ", "2026-06-10")
		x.assign(t, x.a, "Việc của bí thư", "2026-06-10")
		x.assign(t, x.b, "Nhập từ sổ cũ", "2026-05-10")
		version := 0
		for i, do := range []func() error{
			func() error { return x.tasks.Urge(ctx, x.secretary, id, version, "Đề nghị làm sớm") },
			func() error { return x.tasks.Progress(ctx, x.bob, id, version, "Đang làm", nil) },
			func() error { return x.tasks.Ask(ctx, x.bob, id, version, "2026-06-20", "Chờ mẫu") },
			func() error { return x.tasks.Extend(ctx, x.secretary, id, version, "2026-06-20", "Đồng ý") },
			func() error { return x.tasks.Report(ctx, x.bob, id, version, "Đã lập") },
			func() error { return x.tasks.Reassign(ctx, x.secretary, id, version, x.c, "", "Bàn giao") },
		} {
			clock.Set(dbtest.Today.Add(time.Duration(i+1) * time.Minute))
			version++
			if err := do(); err != nil {
				t.Fatal(i, err)
			}
		}
		for _, c := range []struct {
			who  access.Actor
			want []string
		}{
			{x.bob, []string{"task.tell_relieved", "task.tell_extend", "task.tell_urge", "task.tell_assign"}},
			{x.secretary, []string{"task.tell_report", "task.tell_ask"}},
			{x.cara, []string{"task.tell_reassign"}},
			{x.stranger, nil},
		} {
			if diff := cmp.Diff(c.want, x.told(t, c.who)); diff != "" {
				t.Error(diff)
			}
		}
	})
}

// B9: reminders before and after the due day, each once, and the secretary
// weekly.
func TestRemind(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		x, ctx := build(t, d), t.Context()
		clock.Set(time.Date(2026, 5, 1, 9, 0, 0, 0, db.Zone))
		id := x.assign(t, x.b, "Lập sổ", "2026-05-13") // a Wednesday
		x.assign(t, x.c, "Việc khác", "2026-08-01")
		x.tell()
		if err := x.tasks.Remind(ctx, x.secretary); !fault.Is(err, fault.Denied) {
			t.Errorf("the secretary runs the reminders: %v", err)
		}
		var bob, head []string
		for day := 5; day <= 27; day++ {
			for _, hour := range []int{6, 8, 20} {
				clock.Set(time.Date(2026, 5, day, hour, 0, 0, 0, db.Zone))
				if err := x.tasks.Remind(ctx, access.System); err != nil {
					t.Fatal(err)
				}
				for _, c := range []struct {
					who access.Actor
					log *[]string
				}{{x.bob, &bob}, {x.secretary, &head}} {
					if told := x.told(t, c.who); len(told) > len(*c.log) {
						*c.log = append(*c.log, fmt.Sprintf("%d at %d: %s", day, hour, told[0]))
					}
				}
			}
		}
		want := []string{"10 at 8: task.tell_near", "12 at 8: task.tell_near", "14 at 8: task.tell_late", "21 at 8: task.tell_late"}
		if diff := cmp.Diff(want, bob); diff != "" {
			t.Error(diff)
		}
		want = []string{"14 at 8: task.tell_overdue", "18 at 8: task.tell_overdue", "25 at 8: task.tell_overdue"}
		if diff := cmp.Diff(want, head); diff != "" {
			t.Error(diff)
		}
		// Another process, or the same after a restart, tells nothing twice.
		again := task.NewService(d)
		again.Notices = x.tasks.Notices
		if err := again.Remind(ctx, access.System); err != nil || len(x.told(t, x.bob)) != len(bob) {
			t.Errorf("told again: %v %v", x.told(t, x.bob), err)
		}
		if told := x.told(t, x.cara); len(told) != 0 {
			t.Errorf("of a task that is far off: %v", told)
		}
		if got := x.get(t, id).Task.Version; got != 1 {
			t.Errorf("a reminder touched the task: version %d", got)
		}
	})
}

// Screen 01 and 02: what the home pages say.
func TestBrief(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := build(t, d)
		late, own := x.assign(t, x.b, "quá hạn", "2026-05-22"), x.assign(t, x.a, "của bí thư", "2026-06-01")
		for i := range 7 {
			x.assign(t, x.c, fmt.Sprint("việc ", i), "2026-06-10")
		}
		brief := func(by access.Actor) (b task.Brief, queries int64, err error) {
			ctx, n := db.CountQueries(t.Context())
			err = d.Read(ctx, func(tx *db.Tx) error {
				u, err := org.Of(tx, x.unit)
				if err == nil {
					b, err = x.tasks.BriefTx(tx, by, u)
				}
				return err
			})
			return b, n.Load() - 1, err // the unit is the page's
		}
		b, n, err := brief(x.secretary)
		if err != nil || n != 1 {
			t.Fatal(n, err)
		}
		if len(b.Overdue) != 1 || b.Overdue[0].ID != late || b.Overdue[0].Late(b.Today) != 3 || len(b.Mine) != 1 || b.Mine[0].ID != own || b.MineAll != 1 || b.OverdueAll != 1 {
			t.Errorf("the secretary's: %+v", b)
		}
		if b, _, err = brief(x.cara); err != nil || len(b.Mine) != 5 || b.MineAll != 7 || b.Overdue != nil || b.MayArrange {
			t.Errorf("a member's: %+v %v", b, err)
		}
		if _, _, err = brief(x.stranger); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger's: %v", err)
		}
	})
}

// Screen 13: the tasks of the last meeting, and where each comes from.
func TestSources(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := build(t, d)
		of := x.fromMeeting(t, x.c, "Treo bảng chỉ dẫn", "2026-05-29")
		own := x.assign(t, x.b, "Việc khác", "2026-05-26")
		resolution := task.Source{Key: "task.from_regular", Args: []any{"5"}, Href: "/meeting/m"}
		x.tasks.Sources = func(_ *db.Tx, tasks []task.Task) (map[task.ID]task.Source, error) {
			return map[task.ID]task.Source{of: resolution}, nil
		}
		if _, err := x.tasks.List(t.Context(), x.secretary, x.unit, task.Filter{Latest: true}); !fault.Is(err, fault.NotFound) {
			t.Errorf("without a meeting: %v", err)
		}
		x.tasks.Latest = func(*db.Tx, org.ID) (task.Origin, error) {
			return task.Origin{Kind: "meeting", IDs: []string{"l", "m"}}, nil
		}
		p, err := x.tasks.List(t.Context(), x.secretary, x.unit, task.Filter{Latest: true})
		if err != nil || p.Counts.Latest != 1 || len(p.Tasks) != 1 || p.Tasks[0].ID != of {
			t.Fatalf("%+v %v", p, err)
		}
		if diff := cmp.Diff(resolution, p.Tasks[0].Source); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(map[task.Span]int{task.ThisWeek: 1}, p.Spans); diff != "" {
			t.Error(diff)
		}
		if got := x.get(t, own).Task.Source.Key; got != "task.from_committee" {
			t.Error(got)
		}
		if _, all, err := x.tasks.Export(t.Context(), x.secretary, x.unit); err != nil || len(all) != 2 || all[1].Source.Key != resolution.Key {
			t.Errorf("exported: %+v %v", all, err)
		}
		if _, _, err := x.tasks.Export(t.Context(), x.bob, x.unit); !fault.Is(err, fault.Denied) {
			t.Errorf("a member exports: %v", err)
		}
	})
}

// I7: what was said of a person goes with him, also where somebody else
// carries the task now; what others wrote of their own work stays.
func TestEraseAfterReassignment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.assign(t, x.b, "Lập sổ", "2026-06-01")
		for i, do := range []func(v int) error{
			func(v int) error { return x.tasks.Urge(ctx, x.secretary, id, v, "nói về B") },
			func(v int) error { return x.tasks.Reassign(ctx, x.secretary, id, v, x.c, "", "vì sao B thôi") },
			func(v int) error { return x.tasks.Report(ctx, x.cara, id, v, "việc của C") },
			func(v int) error {
				return x.tasks.Accept(ctx, x.secretary, id, v, task.Verdict{Evaluation: task.DoneLate, Lesson: "bài học của C"})
			},
		} {
			if err := do(i + 1); err != nil {
				t.Fatal(i, err)
			}
		}
		erase := func(who member.ID) task.Sheet {
			t.Helper()
			if err := d.Write(ctx, access.Console, func(tx *db.Tx) error { return x.tasks.Erase(tx, access.Console, who) }); err != nil {
				t.Fatal(err)
			}
			return x.get(t, id)
		}
		notes := func(sh task.Sheet) (all []string) {
			for _, s := range sh.Steps {
				all = append(all, s.Note)
			}
			return all
		}
		sh := erase(x.b)
		if diff := cmp.Diff([]string{"", "", "", "việc của C", ""}, notes(sh)); diff != "" || sh.Task.Lesson != "bài học của C" {
			t.Error(diff, sh.Task.Lesson)
		}
		sh = erase(x.c)
		if sh.Task.Lesson != "" || sh.Task.Result != "" || notes(sh)[3] != "" || sh.Task.Evaluation != task.DoneLate {
			t.Errorf("after erasure: %+v", sh)
		}
		if err := d.Write(ctx, access.Console, func(tx *db.Tx) error { return x.tasks.Merge(tx, access.Console, x.b, x.c) }); err != nil {
			t.Fatal(err)
		}
		for _, s := range x.get(t, id).Steps {
			if s.Assignee != x.c {
				t.Errorf("after the merge the step %s is of %s", s.Act, s.Assignee)
			}
		}
	})
}
