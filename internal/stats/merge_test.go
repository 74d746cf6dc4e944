package stats_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/stats"
	"chibo/internal/task"
)

// reform is a branch of the year 2025: two committees become one on 1 July, and
// two cells of it one on 1 October.
type reform struct {
	stats                            *stats.Service
	orgs                             *org.Service
	members                          *member.Service
	root, north, south, joined       org.ID
	north1, north2, south1           org.ID
	secretary, moved, spare, visitor member.ID
}

func buildReform(t *testing.T, d *db.DB) *reform {
	t.Helper()
	ctx, by := t.Context(), access.Console
	x := &reform{stats: stats.New(d), orgs: org.New(d), members: member.New(d)}
	tasks := task.NewService(d)
	x.orgs.Keeper = org.Keeper{
		Held: member.HeldIn, Named: x.members.Named, Carry: x.members.Carry, Open: func(*db.Tx, org.ID) ([]org.Work, error) { return nil, nil },
		Inherit: func(tx *db.Tx, by access.Actor, c org.Carriage) error {
			return tasks.Carry(tx, by, c.From, c.Into, c.On, "Giao tiếp sau khi sáp nhập")
		},
	}
	found := func(name, kind string, parent org.ID) org.ID {
		return must(x.orgs.Found(ctx, by, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"}))(t)
	}
	x.root = found("Đảng bộ Thành phố", "province", "")
	x.north, x.south = found("Đảng bộ Phường Bắc", "base", x.root), found("Đảng bộ Phường Nam", "base", x.root)
	x.north1, x.north2, x.south1 = found("Chi bộ Bắc 1", "cell", x.north), found("Chi bộ Bắc 2", "cell", x.north), found("Chi bộ Nam 1", "cell", x.south)
	enter := func(unit org.ID, n int) (last member.ID) {
		for i := range n {
			f := member.Form{
				Person: member.Person{Name: "Nguyễn Văn " + string(rune('A'+i)), Sex: "male", Birth: "1980"},
				Party:  member.Party{AdmittedOn: "2012-03-01", OfficialOn: "2013-03-01"}, Status: member.Official, From: "2012-03-01",
			}
			last = must(x.members.Enter(ctx, by, unit, f))(t)
		}
		return last
	}
	enter(x.north1, 6)
	x.moved, x.secretary, x.spare = enter(x.north2, 1), enter(x.north2, 2), enter(x.north2, 1)
	x.visitor = enter(x.south1, 8)
	must(0, x.members.Appoint(ctx, by, member.Appointment{Person: x.secretary, Unit: x.north2, Post: member.Secretary, From: "2020-01-01"}))(t)
	must(0, x.members.Appoint(ctx, by, member.Appointment{Person: x.secretary, Unit: x.north2, Post: member.Government, Title: "Phó Chủ tịch", From: "2020-01-01"}))(t)
	must(0, x.members.SetState(ctx, by, x.moved, member.StatePeriod{Unit: x.north2, State: member.Exempt, From: "2025-02-01", Decision: "3-QĐ/CB"}))(t)
	must(tasks.Assign(ctx, by, task.New{Unit: x.north2, Title: "Lập sổ theo dõi", Assignee: x.moved, On: "2025-05-01", Due: "2025-06-10"}))(t)
	must(0, d.System(ctx, func(tx *db.Tx) error {
		return figure.Count(tx,
			meeting.HeldCount.Delta(string(x.north1), "2025-03-05", 1, "regular"), meeting.HeldCount.Delta(string(x.south1), "2025-05-05", 1, "regular"),
			meeting.HeldCount.Delta(string(x.north2), "2025-08-05", 1, "regular"))
	}))(t)
	return x
}

// names and counts of a half-year's rows.
type halfRow struct {
	Name                              string
	Members, Regular, Overdue, OfUnit int
}

func (x *reform) half(t *testing.T, unit org.ID, end db.Date) (rows []halfRow) {
	t.Helper()
	o := must(x.stats.Overview(t.Context(), access.Console, unit, stats.Period{Length: stats.Half, On: end}, stats.Listing{}, 0))(t)
	for _, r := range o.Rows {
		rows = append(rows, halfRow{r.Name, r.Members, r.Regular, r.Overdue, r.Cells})
	}
	return append(rows, halfRow{"", o.Whole.Members, o.Whole.Regular, o.Whole.Overdue, o.Whole.Cells})
}

func decided(on db.Date) org.Decision {
	return org.Decision{No: "12-QĐ/TU", Date: "2025-06-20", On: on}
}

// TestMergerInJuly: two committees are merged on 1 July; the half-year report is
// right on both sides, of each of the two, of the new one and of the committee
// above, by the functions of the pages (A1, H3, rules §1).
func TestMergerInJuly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := buildReform(t, d)
		first := map[org.ID][]halfRow{}
		for _, unit := range []org.ID{x.root, x.north, x.south} {
			must(figure.NewFolder(d).Fold(t.Context()))(t)
			first[unit] = x.half(t, unit, "2025-06-30")
		}
		x.joined = must(x.orgs.Merge(t.Context(), access.Console, org.Merger{Units: []org.ID{x.north, x.south}, Name: "Đảng bộ Phường Bắc Nam", Decision: decided("2025-07-01")}))(t)
		must(x.orgs.Merge(t.Context(), access.Console, org.Merger{Units: []org.ID{x.north2}, Into: x.north1, Decision: decided("2025-10-01")}))(t)
		must(figure.NewFolder(d).Fold(t.Context()))(t)
		t.Run("the half before", func(t *testing.T) {
			for unit, want := range first {
				if diff := cmp.Diff(want, x.half(t, unit, "2025-06-30")); diff != "" {
					t.Errorf("it changed: %s", diff)
				}
			}
			want := []halfRow{{"Đảng bộ Phường Bắc", 10, 1, 1, 2}, {"Đảng bộ Phường Nam", 8, 1, 0, 1}, {"", 18, 2, 1, 3}}
			if diff := cmp.Diff(want, first[x.root]); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]halfRow{{}}, x.half(t, x.joined, "2025-06-30")); diff != "" {
				t.Errorf("of the new one: %s", diff)
			}
		})
		t.Run("the half after", func(t *testing.T) {
			want := []halfRow{{"Đảng bộ Phường Bắc Nam", 18, 1, 1, 2}, {"", 18, 1, 1, 2}}
			if diff := cmp.Diff(want, x.half(t, x.root, "2025-12-31")); diff != "" {
				t.Error(diff)
			}
			want = []halfRow{{"Chi bộ Bắc 1", 10, 0, 1, 1}, {"Chi bộ Bắc 2", 0, 1, 0, 0}, {"Chi bộ Nam 1", 8, 0, 0, 1}, {"", 18, 1, 1, 2}}
			if diff := cmp.Diff(want, x.half(t, x.joined, "2025-12-31")); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]halfRow{{}}, x.half(t, x.north, "2025-12-31")); diff != "" {
				t.Errorf("of what ended: %s", diff)
			}
		})
		t.Run("people", x.people)
		t.Run("sums", func(t *testing.T) {
			if wrong := must(figure.Verify(t.Context(), d, member.Headcount, member.MassHeadcount))(t); len(wrong) > 0 {
				t.Error(wrong)
			}
		})
		t.Run("split", func(t *testing.T) { x.splitCell(t, d) })
		t.Run("commended", func(t *testing.T) { x.commend(t, d) })
	})
}

// people: each in the same standing, posts of what ended are over, what stands
// beside the status goes on, the record names where one was.
func (x *reform) people(t *testing.T) {
	rec := must(x.members.Get(t.Context(), access.Console, x.moved))(t)
	if rec.State != member.Exempt || rec.Unit() != x.north1 || len(rec.Memberships) != 2 || rec.Memberships[1].UnitName != "Chi bộ Bắc 2" || rec.Memberships[1].To != "2025-10-01" {
		t.Errorf("%+v", rec)
	}
	if rec = must(x.members.Get(t.Context(), access.Console, x.secretary))(t); rec.Post != member.Government || rec.Positions[0].Unit != x.north1 {
		t.Errorf("posts: %+v", rec.Positions)
	}
}

// splitCell: who is named goes; a name that nobody has, or two, is said.
func (x *reform) splitCell(t *testing.T, d *db.DB) {
	for key, lines := range map[string][]string{
		"member.split_unknown": {"Hoàng Thị Y"}, "member.split_several": {"Nguyễn Văn A"}, "member.split_twice": {"Nguyễn Văn F", "nguyễn văn f"}, "org.split_nothing": {" "},
	} {
		_, err := x.orgs.PreviewSplit(t.Context(), access.Console, x.north1, org.Division{Name: "Chi bộ Bắc 3", People: lines, Decision: decided("2026-01-01")})
		if e, ok := err.(*fault.Error); !ok || len(e.Fields) == 0 || e.Fields[0].Key != key {
			t.Errorf("%v: %v", lines, err)
		}
	}
	into := must(x.orgs.Split(t.Context(), access.Console, x.north1, org.Division{Name: "Chi bộ Bắc 3", People: []string{"nguyễn văn F", ""}, Decision: decided("2026-01-01")}))(t)
	must(figure.NewFolder(d).Fold(t.Context()))(t)
	for unit, want := range map[org.ID]int{into: 1, x.north1: 9} {
		sh := must(x.stats.Sheet(t.Context(), access.Console, unit, stats.Period{Length: stats.Month, On: "2026-02-01"}))(t)
		if sh.Members != want {
			t.Errorf("%s: %d members, want %d", sh.Unit.Name, sh.Members, want)
		}
	}
}

// commend: what has ended is not commended for what came after, and its own
// register is closed.
func (x *reform) commend(t *testing.T, d *db.DB) {
	awards := commendation.New(d)
	_, err := awards.Draft(t.Context(), access.Console, x.north, commendation.ProposalForm{})
	if fault.Key(err) != "org.was_merged" {
		t.Errorf("its own register: %v", err)
	}
}
