package feedback_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/feedback"
	"chibo/internal/feedback/course"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// F4: months are entered and imported, added up under a committee and compared.
func TestCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, orgs, s := t.Context(), org.New(d), feedback.New(d)
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		found := func(name, kind, code string, parent org.ID) org.ID {
			id, err := orgs.Found(ctx, access.Console, org.Form{Name: name, Kind: kind, Code: code, Parent: parent, From: "2010-01-01"})
			must(err)
			return id
		}
		root := found("Đảng bộ Sở Y tế", "base", "", "")
		first, second := found("Chi bộ Khoa Dược", "cell", "KD", root), found("Chi bộ Trạm Y tế", "cell", "TYT", root)
		found("Công đoàn Sở Y tế", "union", "", root)
		actor := func(role access.Role, unit org.ID) (a access.Actor) {
			must(d.Read(ctx, func(tx *db.Tx) error {
				u, err := org.Of(tx, unit)
				a = access.Actor{Kind: access.Human, Account: string(role), Duties: []access.Duty{{Role: role, Unit: string(unit), Path: u.Path}}}
				return err
			}))
			return a
		}
		officer, leader, fellow := actor(access.Officer, root), actor(access.CommitteeMember, first), actor(access.Member, first)
		call, thanks := feedback.Slot{Channel: feedback.Hotline, Kind: feedback.Concern}, feedback.Slot{Channel: feedback.Box, Kind: feedback.Praise}

		if err := s.Enter(ctx, fellow, first, "2026-04", 0, nil); !fault.Is(err, fault.Denied) {
			t.Errorf("a member enters counts: %v", err)
		}
		if err := s.Enter(ctx, leader, second, "2026-04", 0, nil); !fault.Is(err, fault.NotFound) {
			t.Errorf("into another cell: %v", err)
		}
		if err := s.Enter(ctx, leader, first, "2026-06", 0, feedback.Counts{call: -1}); !fault.Is(err, fault.Invalid) {
			t.Errorf("what cannot be: %v", err)
		}
		must(s.Enter(ctx, leader, first, "2026-04", 0, feedback.Counts{call: 2, thanks: 9}))
		if err := s.Enter(ctx, officer, first, "2026-04", 0, feedback.Counts{call: 3}); !fault.Is(err, fault.Stale) {
			t.Errorf("over what somebody entered: %v", err)
		}
		must(s.Enter(ctx, officer, first, "2026-04", 1, feedback.Counts{call: 3, thanks: 4}))
		must(s.Enter(ctx, officer, second, "2026-03", 0, feedback.Counts{}))

		bad, err := s.ReadImport(ctx, officer, root, "dem.csv", []byte("Đơn vị;Tháng;Kênh;Loại;Số lượng\nKD;04/2026;Đường dây nóng;Phản ánh;1\n"))
		must(err)
		if _, err := s.ApplyImport(ctx, officer, bad, 1); !fault.Is(err, fault.Invalid) {
			t.Errorf("a month that was counted: %v", err)
		}
		must(s.DropImport(ctx, officer, bad, 1))
		good, err := s.ReadImport(ctx, officer, root, "dem.csv", []byte("Đơn vị;Tháng;Kênh;Loại;Số lượng\nKD;04/2025;Đường dây nóng;Phản ánh;5\nTYT;04/2025;Đường dây nóng;Phản ánh;2\nTYT;04/2025;Hòm thư;Khen;1\n"))
		must(err)
		if i, err := s.PreviewImport(ctx, officer, good); err != nil || !i.Ready() || len(i.Months) != 2 {
			t.Errorf("%+v, %v", i, err)
		}
		if _, err := s.PreviewImport(ctx, leader, good); !fault.Is(err, fault.NotFound) {
			t.Errorf("a list of the committee: %v", err)
		}
		if n, err := s.ApplyImport(ctx, officer, good, 1); err != nil || n != 2 {
			t.Errorf("%d months, %v", n, err)
		}

		p, err := s.Get(ctx, officer, root, "")
		must(err)
		if p.Until != "2026-04" || p.Calls.Way() != feedback.Down || p.Calls.Before != 7 || p.Calls.Now != 3 || p.Trends[feedback.Praise].Way() != feedback.Up {
			t.Errorf("the committee: %+v, %+v", p.Calls, p.Trends)
		}
		if len(p.Below) != 2 || p.Below[0].Trends[feedback.Concern].Now != 3 || p.Below[1].Trends[feedback.Concern].Way() != feedback.Down {
			t.Errorf("below: %+v", p.Below)
		}
		if p, err = s.Get(ctx, fellow, first, "2025-12"); err != nil || p.Calls.Way() != feedback.Unknown || p.Counts {
			t.Errorf("a member of the cell: %+v, %v", p.Calls, err)
		}
		must(d.Read(ctx, func(tx *db.Tx) error {
			u, err := org.Of(tx, root)
			must(err)
			up, err := feedback.TrendOf(tx, u, feedback.Praise, "", "2026-04")
			must(err)
			down, err := feedback.TrendOf(tx, u, feedback.Concern, feedback.Hotline, "2026-04")
			if up.Way() != feedback.Up || down.Way() != feedback.Down {
				t.Errorf("praise %+v, calls %+v", up, down)
			}
			return err
		}))
		entries(t, d, s, house{root, first, second, officer, leader, fellow})
		if _, err := figure.NewFolder(d).Fold(ctx); err != nil {
			t.Fatal(err)
		}
		if wrong, err := figure.Verify(ctx, d, feedback.VoiceCount, feedback.MonthCount); err != nil || len(wrong) > 0 {
			t.Errorf("%v, %v", wrong, err)
		}
		must(orgs.Dissolve(ctx, access.Console, second, "2026-05-20"))
		if after, err := s.Get(ctx, officer, root, ""); err != nil || after.Calls.Before != 7 || after.Months[11].Counted != 2 {
			t.Errorf("what a unit counted before it ended: %+v, %v", after.Calls, err)
		}
	})
}

// house is a committee with two cells, and who acts in it.
type house struct {
	root, first, second     org.ID
	officer, leader, fellow access.Actor
}

// F4: an entry goes from being written down to its closing; it is counted once, and
// its words are read by who deals with it alone.
func entries(t *testing.T, d *db.DB, s *feedback.Service, h house) {
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	call := feedback.Slot{Channel: feedback.Hotline, Kind: feedback.Concern}
	form := feedback.EntryForm{ReceivedOn: "2026-05-21", Channel: call.Channel, Kind: call.Kind, Title: "Chờ lấy thuốc lâu", Body: "Buổi sáng thứ hai chờ đến trưa."}
	orgs, members := org.New(d), member.New(d)
	s.Notices = notify.New(d, members, account.New(d, orgs, members))
	_, err := orgs.SetRule(ctx, access.Console, h.root, org.RuleForm{Key: rulebook.FeedbackAnswerDays.Name(), Value: "3", From: "2026-01-01", DocNo: "12-QĐ/ĐU", DocDate: "2025-12-20"})
	must(err)
	person, err := members.Enter(ctx, access.Console, h.first, member.Form{
		Person: member.Person{Name: "Nguyễn Văn A"}, Party: member.Party{AdmittedOn: "2010-01-01", OfficialOn: "2011-01-01"}, Status: member.Official, From: "2015-01-01",
	})
	must(err)
	h.fellow.Person = string(person)
	named := form
	named.Body = "Bác sĩ Hùng không nghe máy 0912 345 678."
	for what, try := range map[string]struct {
		by   access.Actor
		form feedback.EntryForm
		kind fault.Kind
	}{
		"by a member":      {h.fellow, form, fault.Denied},
		"with a name":      {h.leader, named, fault.Invalid},
		"with nothing":     {h.leader, feedback.EntryForm{}, fault.Invalid},
		"of a unit beside": {h.leader, feedback.EntryForm{About: h.second, ReceivedOn: "2026-05-21", Channel: call.Channel, Kind: call.Kind, Title: "Chờ lâu", Body: "Chờ lâu."}, fault.Invalid},
	} {
		if _, err := s.Record(ctx, try.by, h.first, try.form); !fault.Is(err, try.kind) {
			t.Errorf("an entry %s: %v", what, err)
		}
	}
	id, err := s.Record(ctx, h.leader, h.first, form)
	must(err)
	if sh, err := s.Entry(ctx, h.leader, id); err != nil || sh.Entry.Due != "2026-05-26" {
		t.Errorf("three working days from a Thursday: %s, %v", sh.Entry.Due, err)
	}
	step := func(by access.Actor, version int, a feedback.Act, f feedback.StepForm) error {
		return s.Step(ctx, by, id, version, a, f)
	}
	words := feedback.StepForm{Words: "Đã thêm một quầy phát thuốc."}
	if err := step(h.leader, 1, feedback.Replying, words); !fault.Is(err, fault.Invalid) {
		t.Errorf("answered before it was given to anybody: %v", err)
	}
	if err := s.Assign(ctx, h.leader, id, 1, course.AssignForm{Due: "2026-05-24"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("given to nobody, until yesterday: %v", err)
	}
	must(s.Assign(ctx, h.leader, id, 1, course.AssignForm{Department: "Quầy thuốc", Person: person, Due: "2026-05-26"}))
	must(s.Remind(ctx, access.System))
	must(s.Remind(ctx, access.System))
	must(step(h.fellow, 2, feedback.Replying, words))
	if err := step(h.fellow, 3, feedback.Closing, words); !fault.Is(err, fault.Denied) {
		t.Errorf("closed by who answers: %v", err)
	}
	if err := step(h.leader, 2, feedback.Returning, feedback.StepForm{Words: "Từ khi nào?", Due: "2026-05-29"}); !fault.Is(err, fault.Stale) {
		t.Errorf("over what somebody did: %v", err)
	}
	must(step(h.leader, 3, feedback.Returning, feedback.StepForm{Words: "Từ khi nào?", Due: "2026-05-29"}))
	must(step(h.fellow, 4, feedback.Replying, words))
	must(step(h.leader, 5, feedback.Closing, feedback.StepForm{Words: "Đã khắc phục.", ForMembers: true}))
	sees(t, s, h, id, person)
	must(d.Read(ctx, func(tx *db.Tx) error {
		keys, err := db.All(tx, db.Value[string], `SELECT key FROM notify_notice WHERE person_id = $1 ORDER BY id`, person)
		if diff := cmp.Diff([]string{"feedback.tell_assign", "feedback.tell_near", "feedback.tell_return"}, keys); diff != "" {
			t.Errorf("who answers is told: %s", diff)
		}
		return err
	}))

	given, err := s.Record(ctx, h.officer, h.root, feedback.EntryForm{About: h.first, ReceivedOn: "2026-05-22", Channel: feedback.Box, Kind: feedback.Praise, Title: "Tận tình", Body: "Khen khoa tận tình."})
	must(err)
	if sh, err := s.Entry(ctx, h.officer, given); err != nil || !sh.Reads || sh.May(feedback.Assigning) {
		t.Errorf("the level above reads what it wrote down, and leaves it to the cell: %+v, %v", sh, err)
	}
	must(s.Step(ctx, h.leader, given, 1, feedback.Striking, feedback.StepForm{Words: "Ghi hai lần."}))
	must(step(h.leader, 6, feedback.Reopening, feedback.StepForm{Words: "Lại có phản ánh."}))
	form.ReceivedOn = "2026-04-30"
	must(s.Amend(ctx, h.leader, id, 7, form))

	e, err := s.Month(ctx, h.leader, h.first, "2026-04")
	if err != nil || e.Entries[call] != 1 || e.Counts[call] != 3 || e.Version != 2 {
		t.Errorf("what was entered, and the entries beside: %+v, %v", e, err)
	}
	if e, err = s.Month(ctx, h.leader, h.first, "2026-05"); err != nil || len(e.Entries) != 0 || e.Version != 0 {
		t.Errorf("a month without numbers: %+v, %v", e, err)
	}
	must(s.Enter(ctx, h.leader, h.first, "2026-05", 0, feedback.Counts{call: 2}))
	p, err := s.Get(ctx, h.officer, h.root, "2026-05")
	if err != nil || p.Calls.Now != 3+1+2 || p.Tally != (course.Tally{All: 2, Waiting: 1}) || len(p.Open) != 1 || p.Open[0].Title != "" {
		t.Errorf("%+v, %+v, %+v, %v", p.Calls, p.Tally, p.Open, err)
	}
}

// sees tries who reads what of an entry that was closed for all of the cell.
func sees(t *testing.T, s *feedback.Service, h house, id feedback.EntryID, person member.ID) {
	t.Helper()
	other := h.fellow
	other.Person = "somebody else"
	for who, want := range map[string]struct {
		by    access.Actor
		title bool
		body  bool
		steps int
	}{
		"the leader":     {h.leader, true, true, 4},
		"who answered":   {h.fellow, true, true, 4},
		"another member": {other, true, false, 0},
		"the officer":    {h.officer, false, false, 0},
	} {
		sh, err := s.Entry(t.Context(), want.by, id)
		e := sh.Entry
		if err != nil || e.State != feedback.Closed || e.Channel == "" || (e.Title != "") != want.title || (e.Answer != "") != want.title || (e.Body != "") != want.body || (e.Person == person) != want.body || len(sh.Steps) != want.steps {
			t.Errorf("%s sees %+v, %v", who, sh, err)
		}
		l, err := s.Entries(t.Context(), want.by, h.first, course.Ended, 1)
		if err != nil || len(l.Entries) != 1 || (l.Entries[0].Title != "") != want.title || l.Entries[0].Body != e.Body {
			t.Errorf("%s sees the list %+v, %v", who, l, err)
		}
	}
}
