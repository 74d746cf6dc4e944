package task_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/task"
)

// cell is a cell with a secretary and two members, and a sister cell.
type cell struct {
	db                   *db.DB
	tasks                *task.Service
	members              *member.Service
	unit, sister         org.ID
	a, b, c              member.ID
	secretary, bob, cara access.Actor
	stranger, officer    access.Actor
}

func build(t *testing.T, d *db.DB) cell {
	t.Helper()
	orgs, x := org.New(d), cell{db: d, tasks: task.NewService(d), members: member.New(d)}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	root := found("Đảng bộ Sở Y tế", "base", "")
	x.unit, x.sister = found("Chi bộ Trạm Y tế", "cell", root), found("Chi bộ Khoa Dược", "cell", root)
	enter := func(unit org.ID, name string) member.ID {
		f := member.Form{Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}}
		id, err := x.members.Enter(t.Context(), access.Console, unit, f)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	x.a, x.b, x.c = enter(x.unit, "Nguyễn Văn A"), enter(x.unit, "Trần Thị B"), enter(x.unit, "Lê Văn C")
	if err := x.members.Appoint(t.Context(), access.Console, member.Appointment{Person: x.a, Unit: x.unit, Post: member.Secretary, From: "2020-01-01"}); err != nil {
		t.Fatal(err)
	}
	x.secretary, x.bob, x.cara = x.actor(t, x.a), x.actor(t, x.b), x.actor(t, x.c)
	x.stranger = x.actor(t, enter(x.sister, "Phạm Thị D"))
	x.officer = access.Actor{Kind: access.Human, Account: "o", Duties: []access.Duty{{Role: access.Officer, Unit: string(root), Path: pathOf(t, d, root)}}}
	return x
}

func pathOf(t *testing.T, d *db.DB, id org.ID) (path string) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, id)
		path = u.Path
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func (x cell) actor(t *testing.T, id member.ID) access.Actor {
	t.Helper()
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	err := x.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (x cell) assign(t *testing.T, who member.ID, title string, due db.Date) task.ID {
	t.Helper()
	id, err := x.tasks.Assign(t.Context(), x.secretary, task.New{Unit: x.unit, Title: title, Assignee: who, Due: due, On: "2026-05-01"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// fromMeeting gives a task as a meeting does.
func (x cell) fromMeeting(t *testing.T, who member.ID, title string, due db.Date) (id task.ID) {
	t.Helper()
	err := x.db.Write(t.Context(), x.secretary, func(tx *db.Tx) (err error) {
		id, err = x.tasks.AssignTx(tx, x.secretary, task.New{Unit: x.unit, Title: title, Assignee: who, Due: due, On: "2026-05-01", OriginKind: "meeting", OriginID: "m"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (x cell) get(t *testing.T, id task.ID) task.Sheet {
	t.Helper()
	sh, err := x.tasks.Get(t.Context(), x.secretary, id)
	if err != nil {
		t.Fatal(err)
	}
	return sh
}

// B9: a task from the assignment to the end, with its timeline.
func TestLifeOfATask(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		x, ctx := build(t, d), t.Context()
		id := x.assign(t, x.b, "Rà soát tủ thuốc cấp cứu", "2026-05-22")
		version := func() int { return x.get(t, id).Task.Version }
		steps := []struct {
			do   func() error
			want task.State
		}{
			{func() error {
				return x.tasks.Urge(ctx, x.secretary, id, version(), "Đề nghị hoàn thành trước giao ban")
			}, task.Assigned},
			{func() error {
				return x.tasks.Help(ctx, x.secretary, id, version(), "Cử đồng chí C cùng rà soát")
			}, task.Assigned},
			{func() error {
				return x.tasks.Extend(ctx, x.secretary, id, version(), "2026-05-29", "Chờ bổ sung thuốc")
			}, task.Assigned},
			{func() error { return x.tasks.Report(ctx, x.bob, id, version(), "Đã rà soát 2 tủ") }, task.Reported},
			{func() error { return x.tasks.Return(ctx, x.secretary, id, version(), "Bổ sung tủ tầng 2") }, task.Assigned},
			{func() error { return x.tasks.Report(ctx, x.bob, id, version(), "Đã rà soát đủ 3 tủ") }, task.Reported},
			{func() error {
				return x.tasks.Accept(ctx, x.secretary, id, version(), task.Verdict{Evaluation: task.DoneWell, Lesson: "Làm sớm"})
			}, task.Done},
		}
		for i, s := range steps {
			clock.Set(dbtest.Today.Add(time.Duration(i+1) * time.Hour))
			if err := s.do(); err != nil {
				t.Fatalf("step %d: %v", i, err)
			}
			if got := x.get(t, id).Task.State; got != s.want {
				t.Fatalf("step %d led to %s, want %s", i, got, s.want)
			}
		}
		sh := x.get(t, id)
		got := fmt.Sprintln(sh.Task.Due, sh.Task.DoneOn, sh.Task.Result, len(sh.Moves))
		if diff := cmp.Diff("2026-05-29 2026-05-25 Đã rà soát đủ 3 tủ 0\n", got); diff != "" {
			t.Error(diff)
		}
		var acts []task.Act
		for _, s := range sh.Steps {
			acts = append(acts, s.Act)
		}
		want := []task.Act{task.Assigning, task.Urging, task.Helping, task.Extending, task.Reporting, task.Returning, task.Reporting, task.Accepting}
		if diff := cmp.Diff(want, acts); diff != "" {
			t.Error(diff)
		}
		if s := sh.Steps[4]; s.Name != "Trần Thị B" || s.Note != "Đã rà soát 2 tủ" {
			t.Errorf("the report stands as %+v", s)
		}
		if err := x.tasks.Report(ctx, x.bob, id, version(), "nữa"); fault.Key(err) != "task.not_now" {
			t.Errorf("a done task was reported: %v", err)
		}
	})
}

// I4, safety S1: who may.
func TestWhoMay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.assign(t, x.b, "Lập danh sách trực hè", "2026-05-28")
		v := x.get(t, id).Task.Version
		n := task.New{Unit: x.unit, Title: "x", Assignee: x.b, Due: "2026-06-01"}
		for _, c := range []struct {
			name string
			err  error
			want fault.Kind
		}{
			{"a member assigns", second(x.tasks.Assign(ctx, x.bob, n)), fault.Denied},
			{"the sister cell assigns", second(x.tasks.Assign(ctx, x.stranger, n)), fault.NotFound},
			{"the officer above assigns", second(x.tasks.Assign(ctx, x.officer, n)), fault.Denied},
			{"nobody assigns", second(x.tasks.Assign(ctx, access.Actor{}, n)), fault.NotFound},
			{"another member reads", second(x.tasks.Get(ctx, x.cara, id)), fault.Denied},
			{"the sister cell reads", second(x.tasks.Get(ctx, x.stranger, id)), fault.NotFound},
			{"the officer above reads", second(x.tasks.Get(ctx, x.officer, id)), fault.Denied},
			{"another member reports", x.tasks.Report(ctx, x.cara, id, v, "x"), fault.Denied},
			{"the assignee accepts", x.tasks.Accept(ctx, x.bob, id, v, task.Verdict{Evaluation: task.DoneWell, Remark: "x"}), fault.Denied},
			{"the assignee extends", x.tasks.Extend(ctx, x.bob, id, v, "2026-06-30", "x"), fault.Denied},
			{"the assignee cancels", x.tasks.Cancel(ctx, x.bob, id, v, "x"), fault.Denied},
			{"an id that is none", x.tasks.Cancel(ctx, x.bob, "x", v, "x"), fault.NotFound},
			{"the sister cell lists", second(x.tasks.List(ctx, x.stranger, x.unit, task.Filter{})), fault.NotFound},
			{"a member asks whom to choose", second(x.tasks.Candidates(ctx, x.bob, x.unit)), fault.Denied},
			{"to the sister cell's member", second(x.tasks.Assign(ctx, x.secretary, task.New{Unit: x.unit, Title: "x", Assignee: member.ID(x.stranger.Person), Due: "2026-06-01"})), fault.Invalid},
			{"an old version", x.tasks.Report(ctx, x.bob, id, v-1, "x"), fault.Stale},
		} {
			if !fault.Is(c.err, c.want) {
				t.Errorf("%s: %v", c.name, c.err)
			}
		}
		// I8: the secretary enters it for a member without a phone; the
		// timeline names him.
		if err := x.tasks.Report(ctx, x.secretary, id, v, "Đồng chí B báo cáo miệng"); err != nil {
			t.Fatal(err)
		}
		if steps := x.get(t, id).Steps; steps[len(steps)-1].Person != x.a {
			t.Error("the timeline does not name who entered the report")
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		late, soon := x.assign(t, x.b, "quá hạn", "2026-05-22"), x.assign(t, x.c, "sắp đến hạn", "2026-05-28")
		done, dropped := x.assign(t, x.b, "đã xong", "2026-05-20"), x.assign(t, x.b, "thôi", "2026-05-20")
		if err := x.tasks.Accept(ctx, x.secretary, done, 1, task.Verdict{Evaluation: task.NotDone, Remark: "chưa làm"}); err != nil {
			t.Fatal(err)
		}
		if err := x.tasks.Cancel(ctx, x.secretary, dropped, 1, "không còn cần"); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name   string
			by     access.Actor
			filter task.Filter
			want   []task.ID
		}{
			{"open", x.secretary, task.Filter{}, []task.ID{late, soon}},
			{"overdue", x.secretary, task.Filter{Overdue: true}, []task.ID{late}},
			{"mine, of the secretary", x.secretary, task.Filter{Mine: true}, nil},
			{"done", x.secretary, task.Filter{State: task.Done}, []task.ID{done}},
			{"cancelled", x.secretary, task.Filter{State: task.Cancelled}, []task.ID{dropped}},
			{"a member's own", x.bob, task.Filter{}, []task.ID{late}},
			{"another member's own", x.cara, task.Filter{Mine: true}, []task.ID{soon}},
			{"beyond the end", x.secretary, task.Filter{Page: 3}, nil},
		} {
			p, err := x.tasks.List(ctx, c.by, x.unit, c.filter)
			if err != nil {
				t.Fatal(err)
			}
			var got []task.ID
			for _, k := range p.Tasks {
				got = append(got, k.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
		p, err := x.tasks.List(ctx, x.secretary, x.unit, task.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(task.Counts{Open: 2, Overdue: 1, Done: 1, NotDone: 1, Cancelled: 1}, p.Counts); diff != "" {
			t.Error(diff)
		}
	})
}

// perf P1: the number of queries does not grow with the tasks.
func TestListMakesAFixedNumberOfQueries(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := build(t, d)
		for i := range task.PageSize + 5 {
			x.assign(t, x.b, fmt.Sprint("việc ", i), "2026-06-10")
		}
		ctx, n := db.CountQueries(t.Context())
		p, err := x.tasks.List(ctx, x.secretary, x.unit, task.Filter{})
		if err != nil || len(p.Tasks) != task.PageSize || p.Pages != 2 {
			t.Fatalf("%d tasks, %d pages, %v", len(p.Tasks), p.Pages, err)
		}
		if n.Load() != 6 {
			t.Errorf("%d queries, want 6", n.Load())
		}
	})
}

// B9: what comes from a meeting is found by it, and the open ones wait for
// the next agenda.
func TestByOriginAndOpenIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.fromMeeting(t, x.c, "Treo bảng chỉ dẫn", "2026-05-29")
		other := x.assign(t, x.b, "Việc khác", "2026-05-20")
		err := d.Read(ctx, func(tx *db.Tx) error {
			from, err := task.ByOrigin(tx, "meeting", "m")
			if err != nil || len(from) != 1 || from[0].ID != id || from[0].AssigneeName != "Lê Văn C" {
				t.Errorf("from the meeting: %v %v", from, err)
			}
			open, err := task.OpenIn(tx, x.unit)
			if err != nil || len(open) != 2 || open[0].ID != other {
				t.Errorf("open: %v %v", open, err)
			}
			left, err := task.RemainingIn(tx, x.unit, "meeting", "next", 1)
			if err != nil || len(left.First) != 1 || left.First[0].ID != other || left.Open != 2 || left.Late != 1 {
				t.Errorf("remaining: %+v %v", left, err)
			}
			if left, err = task.RemainingIn(tx, x.unit, "meeting", "m", 1); err != nil || left.Open != 1 || left.First[0].ID != other {
				t.Errorf("remaining in the meeting that gave the other itself: %+v %v", left, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Papers that are entered later say on which day a task was done.
func TestSettle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.assign(t, x.b, "Lập sổ", "2026-05-20")
		settle := func(by access.Actor, on db.Date) error {
			return d.Write(ctx, by, func(tx *db.Tx) error {
				return x.tasks.SettleTx(tx, by, id, on, "Đã lập sổ", task.Verdict{Evaluation: task.DoneWell, Remark: "Tốt"})
			})
		}
		for _, c := range []struct {
			by   access.Actor
			on   db.Date
			want string
		}{
			{x.bob, "2026-05-18", "ui.denied"},
			{x.stranger, "2026-05-18", "ui.not_found"},
			{x.secretary, "2026-04-30", "task.date_invalid"},
			{x.secretary, "2026-05-26", "task.date_invalid"},
			{x.secretary, "2026-05-18", ""},
			{x.secretary, "2026-05-19", "task.not_now"},
		} {
			if err := settle(c.by, c.on); fault.Key(err) != c.want {
				t.Errorf("on %s: %v, want %q", c.on, err, c.want)
			}
		}
		if got := x.get(t, id).Task; got.State != task.Done || got.DoneOn != "2026-05-18" || got.Result != "Đã lập sổ" {
			t.Errorf("settled: %+v", got)
		}
	})
}

func TestErase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.assign(t, x.b, "Lập sổ", "2026-06-01")
		if err := x.tasks.Report(ctx, x.bob, id, 1, "Đã lập sổ"); err != nil {
			t.Fatal(err)
		}
		if err := d.Write(ctx, access.Console, func(tx *db.Tx) error { return x.tasks.Erase(tx, access.Console, x.b) }); err != nil {
			t.Fatal(err)
		}
		sh := x.get(t, id)
		if sh.Task.Result != "" || sh.Steps[1].Note != "" || sh.Task.Title != "Lập sổ" {
			t.Errorf("after erasure: %+v", sh)
		}
		if err := d.Write(ctx, access.Console, func(tx *db.Tx) error { return x.tasks.Merge(tx, access.Console, x.b, x.c) }); err != nil {
			t.Fatal(err)
		}
		if got := x.get(t, id).Task.Assignee; got != x.c {
			t.Errorf("after the merge the task is %s's", got)
		}
	})
}
