package welfare_test

import (
	"context"
	"slices"
	"testing"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/welfare"
)

// F6: a request goes from who raises it to the unit that answers and is counted where
// it was raised; nobody else reads it; an erasure empties it and leaves the numbers.
func TestCare(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, orgs, members, s := t.Context(), org.New(d), member.New(d), welfare.New(d)
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		found := func(name, kind string, parent org.ID) org.ID {
			id, err := orgs.Found(ctx, access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
			must(err)
			return id
		}
		root := found("Đảng bộ Sở Y tế", "base", "")
		cell := found("Chi bộ Trạm Y tế", "cell", root)
		chapter := found("Công đoàn Trạm Y tế", "union", cell)
		actor := func(role access.Role, unit org.ID) (a access.Actor) {
			f := member.Form{Person: member.Person{Name: "Nguyễn Văn A"}, Party: member.Party{AdmittedOn: "2010-01-01", OfficialOn: "2011-01-01"}, Status: member.Official, From: "2015-01-01"}
			if role == access.MassOfficer {
				f.Party, f.Status = member.Party{}, member.Associate
			}
			at := unit
			if at == root {
				at = cell
			}
			person, err := members.Enter(ctx, access.Console, at, f)
			must(err)
			must(d.Read(ctx, func(tx *db.Tx) error {
				u, err := org.Of(tx, unit)
				a = access.Actor{Kind: access.Human, Account: string(person), Person: string(person), Duties: []access.Duty{{Role: role, Unit: string(unit), Path: u.Path}}}
				return err
			}))
			return a
		}
		secretary, author, fellow := actor(access.Secretary, cell), actor(access.Member, cell), actor(access.Member, cell)
		head, officer := actor(access.MassOfficer, chapter), actor(access.Officer, root)
		s.Notices = notify.New(d, members, account.New(d, orgs, members))

		own := welfare.Form{Kind: "training", About: welfare.Self, Title: "Đi học nghiệp vụ", Body: "Có nguyện vọng học thêm."}
		id, err := s.Raise(ctx, author, cell, own)
		must(err)
		other, err := s.Raise(ctx, head, chapter, welfare.Form{Kind: "workplace", About: welfare.Group, Group: "Nhân viên trực đêm", Title: "Thêm quạt", Body: "Phòng trực nóng."})
		must(err)
		if _, err := s.Raise(ctx, officer, cell, own); !fault.Is(err, fault.Denied) {
			t.Errorf("an officer raises: %v", err)
		}
		for who, c := range map[string]struct {
			by   access.Actor
			id   welfare.RequestID
			kind fault.Kind
		}{
			"a fellow member":            {fellow, id, fault.Denied},
			"the level above":            {officer, id, fault.Denied},
			"the chapter, of a member's": {head, id, fault.NotFound},
			"a member, of the chapter's": {author, other, fault.Denied},
		} {
			if _, err := s.Request(ctx, c.by, c.id, ""); !fault.Is(err, c.kind) {
				t.Errorf("%s reads: %v", who, err)
			}
		}
		for _, by := range []access.Actor{author, secretary} {
			if _, err := s.Request(ctx, by, id, ""); err != nil {
				t.Errorf("who may read: %v", err)
			}
		}
		if sh, err := s.Request(ctx, secretary, other, welfare.Assigning); err != nil || len(sh.Called) == 0 || !sh.May(welfare.Assigning) || sh.May(welfare.Amending) {
			t.Errorf("the cell answers its chapter: %+v, %v", sh, err)
		}

		must(s.Amend(ctx, author, id, 1, own))
		if err := s.Amend(ctx, secretary, id, 2, own); !fault.Is(err, fault.Denied) {
			t.Errorf("somebody else corrects: %v", err)
		}
		must(s.Assign(ctx, secretary, id, 2, course.AssignForm{Department: "Phòng Tổ chức", Person: member.ID(fellow.Person), Due: "2026-05-28"}))
		if err := s.Assign(ctx, secretary, id, 2, course.AssignForm{Department: "A", Due: "2026-05-28"}); !fault.Is(err, fault.Stale) {
			t.Errorf("over what somebody saved: %v", err)
		}
		must(s.Step(ctx, fellow, id, 3, welfare.Replying, welfare.StepForm{Words: "Nhất trí."}))
		must(s.Step(ctx, secretary, id, 4, welfare.Finishing, welfare.StepForm{Words: "Đã cử đi học."}))
		if err := s.Step(ctx, head, other, 1, welfare.Closing, welfare.StepForm{Words: "Xong."}); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Denied) {
			t.Errorf("the chapter closes: %v", err)
		}

		visit, err := s.Enter(ctx, head, chapter, welfare.VisitForm{HeldOn: "2026-02-10", Occasion: "Tết Nguyên đán", Form: "gift", Persons: 12})
		must(err)
		must(s.Correct(ctx, head, visit, 1, welfare.VisitForm{HeldOn: "2026-02-11", Occasion: "Tết Nguyên đán", Form: "gift", Persons: 15}))
		wrong, err := s.Enter(ctx, head, chapter, welfare.VisitForm{HeldOn: "2026-02-10", Occasion: "Nhầm", Form: "gift", Persons: 1})
		must(err)
		must(s.Strike(ctx, head, wrong, 1, "Ghi hai lần", false))
		if b, err := s.Book(ctx, head, chapter, 2026); err != nil || len(b.Visits) != 1 || b.Visits[0].Persons != 15 {
			t.Errorf("the list of care: %+v, %v", b.Visits, err)
		}

		_, err = figure.NewFolder(d).Fold(ctx)
		must(err)
		p, err := s.Get(ctx, officer, root, 0, course.Waiting, 1)
		must(err)
		if n := p.Numbers; n.Raised != 2 || n.Answered != 1 || n.InTime != 1 || n.Done != 1 || n.Visits != 1 || n.Cared != 15 || len(p.Requests) != 0 || len(p.Below) != 1 {
			t.Errorf("above: %+v, %d requests, %d units", n, len(p.Requests), len(p.Below))
		}
		for who, c := range map[string]struct {
			by   access.Actor
			unit org.ID
			all  int
		}{"the author": {author, cell, 1}, "who answers": {fellow, cell, 1}, "the secretary": {secretary, cell, 2}, "the chapter": {head, chapter, 1}} {
			if p, err := s.Get(ctx, c.by, c.unit, 2026, course.Waiting, 1); err != nil || p.Tally.All != c.all {
				t.Errorf("%s sees %+v, %v", who, p.Tally, err)
			}
		}
		var noted []string // I4: who reads the request of another
		s.OnRead = func(_ context.Context, by access.Actor, _, kind, _, person string) {
			noted = append(noted, by.Person, kind, person)
		}
		for _, by := range []access.Actor{author, secretary} {
			_, err := s.Request(ctx, by, id, "")
			must(err)
		}
		if want := []string{secretary.Person, "welfare", author.Person}; !slices.Equal(noted, want) {
			t.Errorf("noted %q, want %q", noted, want)
		}
		must(d.Write(ctx, access.Console, func(tx *db.Tx) error { return s.Erase(tx, access.Console, member.ID(author.Person)) }))
		if sh, err := s.Request(ctx, secretary, id, ""); err != nil || sh.Request.Title+sh.Request.Body+sh.Request.Answer+sh.Steps[0].Words != "" || sh.Request.Author != "" {
			t.Errorf("after an erasure: %+v, %v", sh.Request, err)
		}
		if wrong, err := figure.Verify(ctx, d, welfare.RaisedCount, welfare.AnsweredCount, welfare.DoneCount, welfare.VisitCount, welfare.CaredCount); err != nil || len(wrong) > 0 {
			t.Errorf("%v, %v", wrong, err)
		}
		must(s.Remind(ctx, access.System))
	})
}
