// Package webtest is the house with one person of each role in it, for tests
// that go through the real router: a committee, two cells and a youth union
// under it, another tree, and a cell that people have left.
package webtest

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"log/slog"
	"net/http/httptest"
	"slices"
	"testing"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/app"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/meeting/amend"
	"chibo/internal/meeting/carry"
	"chibo/internal/meeting/deed"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// Place is a unit with something of every kind in it.
type Place struct {
	Unit   org.ID
	Path   string
	Params map[string]string // by the name of the wildcard in a route
}

// World is the house.
type World struct {
	App    *app.App
	Server *httptest.Server
	Clock  *dbtest.Clock
	Own    Place // the cell of all roles but the officer's and the administrator's
	Places map[string]Place
	People map[access.Role]member.ID
	logins map[access.Role]account.ID

	options app.Options
}

// password of every account of the world.
const password = "một câu dài để thử nghiệm"

// New builds a world on SQLite; with a PostgreSQL address, on that.
func New(t testing.TB, postgres string) *World {
	t.Helper()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	if postgres == "" {
		return furnished(t)
	}
	w := newWorld(t.TempDir(), postgres)
	w.open(t)
	t.Cleanup(func() { w.close(t) })
	w.build(t)
	return w
}

// newWorld is a world of which nothing is known, and which is not open.
func newWorld(dir, postgres string) *World {
	clock := dbtest.NewClock()
	return &World{
		Clock: clock, Places: map[string]Place{}, People: map[access.Role]member.ID{}, logins: map[access.Role]account.ID{},
		options: app.Options{Dir: dir, URL: postgres, Clock: clock.Now, NoSecondFactor: true, Idle: true},
	}
}

func (w *World) open(t testing.TB) {
	t.Helper()
	a, err := app.Open(t.Context(), w.options)
	check(t, err)
	w.App, w.Server = a, httptest.NewServer(a.Handler())
}

func (w *World) close(t testing.TB) {
	t.Helper()
	w.App.Server.EndStreams()
	w.Server.Close()
	check(t, w.App.Close())
}

// Reopen stops chibo and starts it again on the same data, with at most so
// many pages of SQLite; 0 leaves them unbounded. Clients have to sign in anew.
func (w *World) Reopen(t testing.TB, maxPages int) {
	t.Helper()
	w.close(t)
	w.options.MaxPages = maxPages
	w.open(t)
}

// Elsewhere stops chibo, lets f have what it was opened with, for another
// process to open, and starts it again.
func (w *World) Elsewhere(t testing.TB, f func(app.Options)) {
	t.Helper()
	w.close(t)
	f(w.options)
	w.open(t)
}

func (w *World) found(t testing.TB, name, kind string, parent org.ID) org.ID {
	t.Helper()
	id, err := w.App.Orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
	check(t, err)
	return id
}

func (w *World) build(t testing.TB) {
	t.Helper()
	parent := w.found(t, "Đảng bộ Sở Y tế", "base", "")
	own := w.found(t, "Chi bộ Trạm Y tế", "cell", parent)
	sibling := w.found(t, "Chi bộ Khoa Dược", "cell", parent)
	child := w.found(t, "Chi đoàn Trạm Y tế", "youth", own)
	former := w.found(t, "Chi bộ Phòng Khám", "cell", parent)
	far := w.found(t, "Đảng bộ Bưu điện", "base", "")
	other := w.found(t, "Chi bộ Đối soát", "cell", far)
	w.staff(t, own, child)
	for name, unit := range map[string]org.ID{"own": own, "sibling": sibling, "parent": parent, "child": child, "former": former, "other tree": other} {
		w.Places[name] = w.furnish(t, unit)
	}
	for host, guest := range map[string]org.ID{"own": sibling, "sibling": former, "former": sibling} {
		w.exchange(t, w.Places[host], guest)
		w.attended(t, w.Places[host])
	}
	w.consultations(t)
	w.Own = w.Places["own"]
	w.accounts(t, parent)
	w.contests(t)
	w.learnt(t)
	w.forget(t)
}

// staff puts one person of each role into the own cell.
func (w *World) staff(t testing.TB, own, child org.ID) {
	t.Helper()
	names := map[access.Role]string{
		access.Administrator: "Đinh Văn Q", access.Officer: "Mai Thị P", access.Secretary: "Nguyễn Văn A", access.Deputy: "Trần Thị B",
		access.CommitteeMember: "Lê Văn C", access.Member: "Phạm Thị D", access.Probationary: "Cao Thị O", access.MassOfficer: "Vũ Thị E", access.MassMember: "Đỗ Thị K",
	}
	err := w.App.DB.Write(context.Background(), access.Console, func(tx *db.Tx) error {
		for _, role := range access.Roles {
			if role == access.LinkHolder {
				continue
			}
			id, err := w.person(tx, role, names[role], own, child)
			if err != nil {
				return err
			}
			w.People[role] = id
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *World) person(tx *db.Tx, role access.Role, name string, own, child org.ID) (member.ID, error) {
	members := w.App.Members
	form := member.Form{Person: member.Person{Name: name, Department: "Phòng Hành chính"}, Party: member.Party{AdmittedOn: "2012-03-01", OfficialOn: "2013-03-01"}, Status: member.Official, From: "2020-06-01"}
	switch role {
	case access.Administrator, access.Officer:
		return members.EnterAloneTx(tx, access.Console, name)
	case access.MassOfficer, access.MassMember:
		id, err := members.EnterTx(tx, access.Console, child, member.Form{Person: form.Person, Status: member.Associate, From: "2020-06-01"})
		if err != nil || role == access.MassMember {
			return id, err
		}
		return id, members.AppointTx(tx, access.Console, member.Appointment{Person: id, Unit: child, Post: member.MassHead, From: "2021-01-01"})
	case access.Probationary:
		form.Status, form.Party = member.Probationary, member.Party{AdmittedOn: "2026-01-10"}
	}
	id, err := members.EnterTx(tx, access.Console, own, form)
	if err != nil {
		return "", err
	}
	posts := map[access.Role]member.Post{access.Secretary: member.Secretary, access.Deputy: member.Deputy, access.CommitteeMember: member.CommitteeMember}
	if post, ok := posts[role]; ok {
		err = members.AppointTx(tx, access.Console, member.Appointment{Person: id, Unit: own, Post: post, From: "2021-01-01"})
	}
	return id, err
}

// furnish puts something of every kind into a unit, so that each wildcard of
// a route has a value there.
func (w *World) furnish(t testing.TB, unit org.ID) Place {
	t.Helper()
	ctx, by := t.Context(), access.Console
	p := Place{Unit: unit, Params: map[string]string{"unit": string(unit)}}
	sheet, err := w.App.Orgs.Get(ctx, by, unit)
	if err != nil {
		t.Fatal(err)
	}
	p.Path = sheet.Unit.Path
	if sheet.Unit.Kind.Body == "party" {
		w.govern(t, &p, sheet.Unit)
	}
	w.visited(t, &p)
	if !sheet.Unit.Kind.Holds {
		person := w.holderOf(t, unit)
		p.Params["person"], p.Params["grant"] = string(person), w.grant(t, person, access.Officer, unit)
		w.voices(t, &p, "")
		w.themed(t, &p)
		return p
	}
	status := member.Official
	if sheet.Unit.Kind.Mass() {
		status = member.Associate
	}
	person, err := w.App.Members.Enter(ctx, by, unit, member.Form{Person: member.Person{Name: "Bùi Thị H " + sheet.Unit.Name}, Party: partyOf(status), Status: status, From: "2015-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	p.Params["person"] = string(person)
	helper, err := w.App.Members.Enter(ctx, by, unit, member.Form{Person: member.Person{Name: "Lý Thị L " + sheet.Unit.Name}, Party: partyOf(status), Status: status, From: "2015-01-01"})
	check(t, err)
	heard := w.told(t, unit, person)
	p.Params["import"] = w.list(t, unit)
	slot, err := w.App.Years.AddThematic(ctx, by, unit, "2026-11", "2026-11-18", "Nâng cao chất lượng sinh hoạt")
	check(t, err)
	p.Params["slot"] = string(slot)
	w.pledge(t, &p, person)
	w.learn(t, &p, person)
	if sheet.Unit.Kind.Body == "party" {
		w.hold(t, &p, person)
		w.ballot(t, &p, person)
		w.topic(t, &p, person, helper)
		w.movement(t, &p, helper)
		w.voices(t, &p, person)
		w.cared(t, &p, person)
		w.score(t, &p, person)
		w.admission(t, &p, person)
		w.review(t, &p, person)
		w.award(t, &p, person)
		w.conduct(t, &p)
		w.merge(t, &p, helper)
	} else {
		p.Params["grant"] = w.grant(t, person, access.MassOfficer, unit)
		w.chapter(t, &p)
	}
	w.report(t, &p, heard, person, helper)
	w.asked(t, &p, person, helper)
	return p
}

// govern gives a Party organisation of either kind what both have.
func (w *World) govern(t testing.TB, p *Place, u org.Unit) {
	t.Helper()
	p.Params["rule"] = w.rule(t, u.ID)
	p.Params["directive"] = w.directive(t, u.ID)
	w.target(t, p)
	w.feedback(t, p)
	w.campaign(t, p, u.Kind.Holds)
	w.periodic(t, p)
	w.table(t, p, u.Parent)
}

// list gives the unit a list of members that was read.
func (w *World) list(t testing.TB, unit org.ID) string {
	t.Helper()
	list := "Họ và tên;Ngày sinh;Ngày vào Đảng;Ngày chính thức\nĐặng Văn G;1980;2010;2011\n"
	read, err := w.App.Members.ReadList(t.Context(), access.Console, unit, "danh-sach.csv", []byte(list))
	check(t, err)
	return string(read)
}

// pledge gives the person a pledge of the year, which a leader began for him,
// and the unit a programme and a list of earlier pledges.
func (w *World) pledge(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	ctx, by, c, year := t.Context(), access.Console, w.App.Commitments, dbtest.Today.Year()
	id, err := c.Begin(ctx, by, p.Unit, person, year, false)
	check(t, err)
	_, err = c.Save(ctx, by, id, 1, []commitment.ItemForm{{Heading: "Tiếp đón người bệnh", Work: "Hướng dẫn người cao tuổi lấy số", Measure: "Mỗi ngày 1 buổi", Due: "Cả năm"}})
	check(t, err)
	_, err = c.SaveProgramme(ctx, by, p.Unit, year, 0, []commitment.WorkForm{{Heading: "Sắp xếp lại khu tiếp đón"}})
	check(t, err)
	check(t, c.Issue(ctx, by, p.Unit, year, 1))
	list, err := c.ReadImport(ctx, by, p.Unit, year-1, "dang-ky.csv", []byte("Họ và tên;Nội dung\nĐặng Văn G;Giữ số liệu\n"))
	check(t, err)
	p.Params["pledge"], p.Params["list"] = string(id), string(list)
}

// rule gives the unit a rule of its own, which changes nothing of what other
// tests look at.
func (w *World) rule(t testing.TB, unit org.ID) string {
	t.Helper()
	id, err := w.App.Orgs.SetRule(t.Context(), access.Console, unit, org.RuleForm{Key: rulebook.DocumentsAhead.Name(), Value: "5", From: "2026-01-01", DocNo: "12-QĐ/ĐU", DocDate: "2025-12-20"})
	check(t, err)
	return string(id)
}

// directive enters a document from above in the unit's register: a cell has
// received it by this, a committee may send it.
func (w *World) directive(t testing.TB, unit org.ID) string {
	t.Helper()
	id, err := w.App.Directives.Register(t.Context(), access.Console, unit, directive.Form{
		Number: "18-KH/TU", IssuedOn: "2026-05-15", Issuer: "Ban Thường vụ Tỉnh ủy", Title: "Kế hoạch sơ kết 6 tháng đầu năm", Kind: directive.Plan, Due: "2026-06-20",
	})
	check(t, err)
	return string(id)
}

// grant opens an account for the person and gives it a role in the unit.
func (w *World) grant(t testing.TB, person member.ID, role access.Role, unit org.ID) string {
	t.Helper()
	ctx, by := t.Context(), access.Console
	id := w.login(t, person, "người "+db.NewSecret(4))
	_, err := w.App.Accounts.Grant(ctx, by, id, role, unit)
	check(t, err)
	sheet, err := w.App.Accounts.Get(ctx, by, person)
	check(t, err)
	return sheet.Grants[0].ID
}

// hold gives the cell an open meeting with an answer and an opinion sent ahead,
// a guest, a note, a task, a vote and an attached paper, all in its first task
// item, and the draft of a resolution.
func (w *World) hold(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	ctx, by, m := t.Context(), access.Console, w.App.Meetings
	id, err := m.Plan(ctx, by, p.Unit, meeting.Plan{Kind: meeting.Regular, Combined: true, HeldOn: db.DateOf(dbtest.Today), StartsAt: "14:00", Place: "Phòng họp", Chair: person, Minuter: person})
	check(t, err)
	sent, err := m.Contribute(ctx, by, id, meeting.ContributionForm{Person: person, Body: "Đề nghị bố trí thêm một người trực."})
	check(t, err)
	check(t, m.Answer(ctx, by, id, meeting.ResponseForm{Person: person, Answer: meeting.Excusing, Reason: "Trực thay ca"}))
	parked, err := w.App.Carries.Park(ctx, by, p.Unit, carry.Form{Title: "Lịch trực hè", Kind: rulebook.KindDiscussion})
	check(t, err)
	check(t, w.App.Deeds.Share(ctx, by, id, 0))
	change, err := w.App.Amends.Propose(ctx, by, id, amend.Form{Person: person, Part: "limits", Instead: "Hai là, sổ trực thiếu chữ ký.", Reason: "Đã nêu tại tổ."})
	check(t, err)
	check(t, m.Open(ctx, by, id, 1, "14:00"))
	w.theme(t, id, person)
	sheet, err := m.Get(ctx, by, id)
	check(t, err)
	item := sheet.Items[slices.IndexFunc(sheet.Items, func(i meeting.Item) bool { return i.Kind == rulebook.KindTask })].ID
	guest, err := m.Invite(ctx, by, id, "Đỗ Văn I", "Chủ tịch Công đoàn")
	check(t, err)
	note, err := m.Note(ctx, by, id, item, meeting.NoteForm{Speaker: person, Kind: meeting.Opinion, Body: "Nhất trí với báo cáo."})
	check(t, err)
	job, err := m.Assign(ctx, by, id, item, task.New{Title: "Lập sổ theo dõi", Assignee: person, Due: db.DateOf(dbtest.Today).AddDays(20)})
	check(t, err)
	var marks []meeting.Marking
	for _, seat := range sheet.Seats {
		marks = append(marks, meeting.Marking{Person: seat.Person, Mark: meeting.Present, Version: seat.Version})
	}
	check(t, m.Mark(ctx, by, id, marks))
	ballot, err := m.Vote(ctx, by, id, item, "Nghị quyết tháng 5", vote.Ordinary, vote.Count{Favour: 1})
	check(t, err)
	check(t, w.App.Deeds.Write(ctx, by, id, deed.Resolution, 0, deed.Texts{"limits": "Một là, số liệu còn chậm."}))
	paper, err := w.App.Documents.Attach(ctx, by, document.Upload{Kind: "meeting", Subject: string(id), Name: "tai-lieu.png", Data: bytes.NewReader(picture()), Declared: true})
	check(t, err)
	p.Params["speaker"] = w.speaker(t, id, person)
	p.Params["named"] = w.named(t, id, item)
	for name, value := range map[string]string{
		"meeting": string(id), "item": string(item), "guest": string(guest), "note": string(note), "task": string(job), "vote": string(ballot.ID),
		"attachment": string(paper), "kind": "meeting", "subject": string(id), "notice": w.notice(t, person), "contribution": string(sent), "amendment": string(change), "entry": string(parked),
		"poll": string(w.poll(t, p.Unit, id)),
	} {
		p.Params[name] = value
	}
}

// speaker puts the person on the list of those who want to speak.
func (w *World) speaker(t testing.TB, id meeting.ID, person member.ID) string {
	t.Helper()
	ctx, by := t.Context(), access.Console
	check(t, w.App.Floors.Summon(ctx, by, id, person, ""))
	sheet, err := w.App.Meetings.Look(ctx, by, id, "")
	check(t, err)
	room, err := w.App.Floors.Room(ctx, by, sheet)
	check(t, err)
	return string(room.Queue[0].ID)
}

// forget takes away what the people were told while the house was furnished.
func (w *World) forget(t testing.TB) {
	t.Helper()
	check(t, w.App.DB.System(t.Context(), func(tx *db.Tx) error {
		for _, person := range w.People {
			for _, query := range []string{
				`DELETE FROM notify_mail WHERE notice_id IN (SELECT id FROM notify_notice WHERE person_id = $1)`,
				`DELETE FROM notify_notice WHERE person_id = $1`,
			} {
				if _, err := tx.Exec(query, person); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// notice tells the person something.
func (w *World) notice(t testing.TB, person member.ID) string {
	t.Helper()
	ctx := t.Context()
	check(t, w.App.DB.System(ctx, func(tx *db.Tx) error {
		return w.App.Notices.TellTx(tx, access.System, notify.Notice{Person: person, Key: "notify.mail_news", Link: "/task"})
	}))
	p, err := w.App.Notices.List(ctx, access.Actor{Kind: access.Human, Person: string(person)}, 1)
	check(t, err)
	return string(p.Lines[0].ID)
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// picture is the smallest scan.
func picture() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))) // a buffer takes everything
	return b.Bytes()
}

func partyOf(s member.Status) member.Party {
	if s == member.Associate {
		return member.Party{}
	}
	return member.Party{AdmittedOn: "2012-03-01", OfficialOn: "2013-03-01"}
}

// holderOf gives a committee a secretary, so that it has a person too.
func (w *World) holderOf(t testing.TB, unit org.ID) member.ID {
	t.Helper()
	var id member.ID
	err := w.App.DB.Write(t.Context(), access.Console, func(tx *db.Tx) (err error) {
		if id, err = w.App.Members.EnterAloneTx(tx, access.Console, "Hoàng Văn G"); err != nil {
			return err
		}
		return w.App.Members.AppointTx(tx, access.Console, member.Appointment{Person: id, Unit: unit, Post: member.Government, Title: "Giám đốc", From: "2021-01-01"})
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}
