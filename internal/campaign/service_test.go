package campaign_test

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// E1, E2: a theme comes to the units below without a copy, onto their agendas by
// itself, and back as programmes; who lags is reminded once a day; a halted campaign
// asks for nothing.
func TestCascade(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		orgs, members, tasks := org.New(d), member.New(d), task.NewService(d)
		documents := document.New(d, t.TempDir())
		meetings := meeting.New(d, documents, tasks, vote.New())
		meetings.Book = org.BookOf
		s := campaign.New(d, documents)
		s.Meetings, s.Tasks, meetings.OnPlan = meetings, tasks, s.SeatTx
		found := func(name, kind string, parent org.ID) org.ID {
			id, err := orgs.Found(ctx, access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
			must(err)
			return id
		}
		root := found("Đảng bộ Sở Y tế", "base", "")
		first, second := found("Chi bộ Khoa Dược", "cell", root), found("Chi bộ Trạm Y tế", "cell", root)
		union := found("Công đoàn Trạm Y tế", "union", second)
		person, err := members.Enter(ctx, access.Console, first, member.Form{Person: member.Person{Name: "Nguyễn Văn A"}, Party: member.Party{AdmittedOn: "2012-03-01", OfficialOn: "2013-03-01"}, Status: member.Official, From: "2015-01-01"})
		must(err)
		must(members.Appoint(ctx, access.Console, member.Appointment{Person: person, Unit: first, Post: member.Secretary, From: "2021-01-01"}))
		actor := func(role access.Role, unit org.ID) (a access.Actor) {
			must(d.Read(ctx, func(tx *db.Tx) error {
				u, err := org.Of(tx, unit)
				a = access.Actor{Kind: access.Human, Account: string(role), Duties: []access.Duty{{Role: role, Unit: string(unit), Path: u.Path}}}
				return err
			}))
			return a
		}
		officer, leader, fellow, worker := actor(access.Officer, root), actor(access.Secretary, first), actor(access.Member, first), actor(access.MassOfficer, union)
		leader.Person = string(person)
		plan := func(day db.Date) (titles []string) {
			id, err := meetings.Plan(ctx, leader, first, meeting.Plan{Kind: meeting.Regular, HeldOn: day, StartsAt: "14:00", Place: "Phòng họp", Chair: person, Minuter: person})
			must(err)
			sh, err := meetings.Get(ctx, leader, id)
			must(err)
			for _, i := range sh.Items {
				if i.Kind == "study" && i.Key == "" {
					titles = append(titles, i.Title)
				}
			}
			return titles
		}

		if _, err := s.Found(ctx, leader, root, campaign.Form{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a cell launches for its committee: %v", err)
		}
		id, err := s.Found(ctx, officer, root, campaign.Form{Title: "Học tập và làm theo", Number: "06-CT/TW", IssuedOn: "2006-11-07", Issuer: "Bộ Chính trị", From: "2026-01-01"})
		must(err)
		form := campaign.ThemeForm{Year: 2026, Title: "Nêu cao tinh thần trách nhiệm", Starts: "2026-01-05", Interim: "2026-06-30", Ends: "2026-12-15", Due: "2026-05-31", Goals: "100% đảng viên đăng ký"}
		theme, err := s.Announce(ctx, officer, id, form)
		must(err)
		if _, err := s.Overview(ctx, fellow, theme, first, 1); !fault.Is(err, fault.NotFound) {
			t.Errorf("a planned theme is seen below: %v", err)
		}
		must(s.Launch(ctx, officer, theme, 1))
		for _, who := range []access.Actor{fellow, worker, officer} {
			if o, err := s.Overview(ctx, who, theme, org.ID(who.Duties[0].Unit), 1); err != nil || o.Theme.Title != form.Title {
				t.Errorf("%s: %v", who.Account, err)
			}
		}

		// By itself: once on the agenda of the next regular meeting, with a task.
		if got := plan("2026-06-03"); len(got) != 1 {
			t.Errorf("on the agenda: %v", got)
		}
		if got := plan("2026-07-01"); len(got) != 0 {
			t.Errorf("on the agenda again: %v", got)
		}
		if l, err := tasks.List(ctx, leader, first, task.Filter{}); err != nil || len(l.Tasks) != 1 || l.Tasks[0].Assignee != person {
			t.Errorf("tasks %+v, %v", l.Tasks, err)
		}

		// What was launched for later waits for the first meeting on a day on which it runs:
		// not that of July. A span of the campaign without it is refused.
		later := form
		later.Title, later.Starts, later.Interim, later.Due = "Chủ đề nửa cuối năm", "2026-07-10", "", ""
		next, err := s.Announce(ctx, officer, id, later)
		must(err)
		must(s.Launch(ctx, officer, next, 1))
		if got := plan("2026-08-05"); len(got) != 1 {
			t.Errorf("on the agenda once it runs: %v", got)
		}
		short := campaign.Form{Title: "Học tập và làm theo", From: "2026-02-01", To: "2026-11-30"}
		if got := faulttest.Fields(s.Amend(ctx, officer, id, 1, short)); got["from"] != "campaign.from_after_theme" || got["to"] != "campaign.to_before_theme" {
			t.Errorf("a campaign shorter than its themes: %v", got)
		}

		// Reminders: both cells lag; once in 24 hours.
		if r, err := s.Remind(ctx, officer, theme, root); err != nil || r.Units != 2 {
			t.Errorf("reminded %+v, %v", r, err)
		}
		if _, err := s.Remind(ctx, officer, theme, root); !fault.Is(err, fault.Invalid) {
			t.Errorf("reminded again: %v", err)
		}
		if _, err := s.Remind(ctx, leader, theme, root); err == nil {
			t.Error("a cell reminds in the name of the committee")
		}

		// The committee's programme shows below; the cell's follows from it.
		above, err := s.AddItem(ctx, officer, theme, root, campaign.ItemForm{Content: "Rà soát quy tắc ứng xử", Owner: "Ban Tuyên giáo"})
		must(err)
		must(s.Issue(ctx, officer, theme, root, 1, campaign.IssueForm{On: "2026-05-20"}))
		if err := s.Issue(ctx, leader, theme, first, 0, campaign.IssueForm{On: "2026-05-20"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("issued from nothing: %v", err)
		}
		must(s.Receive(ctx, leader, theme, first))
		must(s.Draft(ctx, leader, theme, first, 1, campaign.DraftForm{Remark: "Đang lấy ý kiến chi bộ", Due: "2026-05-31"}))
		if err := s.Issue(ctx, leader, theme, first, 2, campaign.IssueForm{On: "2026-05-20"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("issued without an item: %v", err)
		}
		item, err := s.AddItem(ctx, leader, theme, first, campaign.ItemForm{Content: "Sắp xếp khu tiếp đón", Person: person, Follows: above})
		must(err)
		if p, err := s.Programme(ctx, officer, theme, first); err != nil || p.Shown() || p.Items != nil {
			t.Errorf("a draft is seen above: %+v, %v", p.Items, err)
		}
		must(s.Issue(ctx, leader, theme, first, 2, campaign.IssueForm{On: "2026-05-20"}))
		if p, err := s.Programme(ctx, officer, theme, first); err != nil || len(p.Items) != 1 || p.Items[0].Person != "" || p.Node.Number != "01-CTr/CB" || p.Items[0].FollowsOf == "" {
			t.Errorf("above: %+v, %v", p, err)
		}
		if p, err := s.Programme(ctx, fellow, theme, first); err != nil || p.Items[0].PersonName == "" || len(p.Above) != 1 || p.Above[0].Owner != "" {
			t.Errorf("in the cell: %+v, %v", p.Items, err)
		}
		if err := s.Note(ctx, fellow, item, 1, campaign.NoteForm{Percent: 50, Words: "x"}); !fault.Is(err, fault.Denied) {
			t.Errorf("somebody else notes: %v", err)
		}
		must(s.Note(ctx, leader, item, 1, campaign.NoteForm{Percent: 100, Words: "Đã sắp xếp xong"}))
		if sh, err := s.Item(ctx, fellow, item); err != nil || sh.Item.DoneOn == "" || len(sh.Notes) != 1 {
			t.Errorf("%+v, %v", sh, err)
		}
		if o, err := s.Overview(ctx, officer, theme, root, 1); err != nil || o.Party != (campaign.Tally{Units: 2, Received: 1, Issued: 1}) || o.Lagging != 1 {
			t.Errorf("%+v, %d lag, %v", o.Party, o.Lagging, err)
		}

		// Halted: everything stays, nothing changes; then it goes on.
		must(s.Halt(ctx, officer, id, 1, "Chỉ thị đã được thu hồi"))
		if err := s.Receive(ctx, worker, theme, union); !fault.Is(err, fault.Invalid) {
			t.Errorf("received while halted: %v", err)
		}
		if o, err := s.Overview(ctx, fellow, theme, first, 1); err != nil || !o.Theme.Halted || o.Theme.Reason != "Chỉ thị đã được thu hồi" {
			t.Errorf("read while halted: %v", err)
		}
		held, err := meetings.Plan(ctx, access.Console, second, meeting.Plan{Kind: meeting.Regular, HeldOn: "2026-06-10", StartsAt: "14:00", Place: "Phòng họp"})
		must(err)
		for _, want := range []int{0, 1} { // planned while it was halted; then it goes on
			sh, err := meetings.Get(ctx, access.Console, held)
			must(err)
			if n := len(slices.DeleteFunc(sh.Items, func(i meeting.Item) bool { return !strings.Contains(i.Title, "chủ đề năm") })); n != want {
				t.Errorf("on the agenda %d times, want %d", n, want)
			}
			if want == 0 {
				must(s.Resume(ctx, officer, id, 2))
			}
		}
		must(s.Receive(ctx, worker, theme, union))

		// What is not done goes to the heir of a unit that ends, with words; what is done
		// stays. The sums are what the records say.
		left, err := s.AddItem(ctx, access.Console, theme, second, campaign.ItemForm{Content: "Công khai giá dịch vụ", Owner: "Bộ phận Tiếp đón"})
		must(err)
		heir := found("Chi bộ Phòng Khám", "cell", root)
		must(d.Write(ctx, access.Console, func(tx *db.Tx) error {
			for unit, want := range map[org.ID]int{first: 0, second: 1} {
				if n, err := campaign.OpenIn(tx, unit); err != nil || n != want {
					t.Errorf("open: %d, want %d, %v", n, want, err)
				}
			}
			into, err := org.Of(tx, heir)
			must(err)
			from, err := org.Of(tx, second)
			must(err)
			return s.Inherit(tx, access.Console, org.Carriage{From: from, Into: into, Decision: org.Decision{On: "2026-05-25"}}, "Giao tiếp sau khi sáp nhập")
		}))
		if sh, err := s.Item(ctx, access.Console, left); err != nil || sh.Item.Unit != heir || sh.Programme.Node.State != campaign.Drafted || len(sh.Notes) != 1 {
			t.Errorf("inherited: %+v, %v", sh, err)
		}
		_, err = figure.NewFolder(d).Fold(ctx)
		must(err)
		if wrong, err := figure.Verify(ctx, d, campaign.Acted); err != nil || len(wrong) > 0 {
			t.Errorf("the sums are not what the records say: %v, %v", wrong, err)
		}

		// E2: the cell comes under another committee half-way: its programme is kept to be
		// read, and nothing is asked of it any more; who has nothing of it finds nothing.
		elsewhere := found("Đảng bộ Sở Nội vụ", "base", "")
		for _, id := range []org.ID{first, second} {
			sheet, err := orgs.Get(ctx, access.Console, id)
			must(err)
			must(orgs.Amend(ctx, access.Console, id, sheet.Unit.Version, org.Form{Name: sheet.Unit.Name, Kind: "cell", Parent: elsewhere, From: "2026-05-25"}))
		}
		gone, stranger := actor(access.Secretary, first), actor(access.Secretary, second)
		gone.Person = string(person)
		if p, err := s.Programme(ctx, gone, theme, first); err != nil || len(p.Items) != 1 || p.May(campaign.Revising) {
			t.Errorf("read after the move: %+v, %v", p, err)
		}
		for name, act := range map[string]func() error{
			"revise": func() error { return s.Revise(ctx, gone, theme, first, 3) },
			"note":   func() error { return s.Note(ctx, gone, item, 2, campaign.NoteForm{Percent: 10, Words: "x"}) },
			"amend":  func() error { return s.AmendItem(ctx, gone, item, 2, campaign.ItemForm{Content: "x", Owner: "y"}) },
			"add": func() error {
				_, err := s.AddItem(ctx, gone, theme, first, campaign.ItemForm{Content: "x", Owner: "y"})
				return err
			},
		} {
			if err := act(); fault.Key(err) != "campaign.left_tree" {
				t.Errorf("%s after the move: %v", name, err)
			}
		}
		if err := s.Receive(ctx, stranger, theme, union); !fault.Is(err, fault.NotFound) {
			t.Errorf("received for a unit of others: %v", err)
		}
		if o, err := s.Overview(ctx, officer, theme, root, 1); err != nil || len(o.Branches) != 1 {
			t.Errorf("the committee still counts them: %+v, %v", o.Branches, err)
		}

		must(d.Write(ctx, access.Console, func(tx *db.Tx) error { return s.Erase(tx, access.Console, person) }))
		if sh, err := s.Item(ctx, gone, item); err != nil || sh.Item.Person != "" || sh.Notes[0].Words != "" {
			t.Errorf("erased: %+v, %v", sh, err)
		}
	})
}
