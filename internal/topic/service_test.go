package topic_test

import (
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/task"
	"chibo/internal/topic"
	"chibo/internal/vote"
)

// cell is a cell with a secretary, a deputy and two members, a sister cell, and
// the officer of the committee above.
type cell struct {
	*testing.T
	db                *db.DB
	topics            *topic.Service
	meetings          *meeting.Service
	root, unit        org.ID
	a, b, c, d        member.ID // the secretary, the deputy and the two members
	secretary, deputy access.Actor
	bob, cara         access.Actor
	stranger, officer access.Actor
	today             db.Date
}

func build(t *testing.T, d *db.DB) cell {
	t.Helper()
	orgs, members, documents := org.New(d), member.New(d), document.New(d, t.TempDir())
	x := cell{T: t, db: d, today: db.DateOf(dbtest.Today)}
	x.meetings = meeting.New(d, documents, task.NewService(d), vote.New())
	x.meetings.Book = org.BookOf
	x.topics = topic.New(d, x.meetings, documents)
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		x.must(err)
		return id
	}
	x.root = found("Đảng bộ Sở Y tế", "base", "")
	x.unit = found("Chi bộ Trạm Y tế", "cell", x.root)
	sister := found("Chi bộ Khoa Dược", "cell", x.root)
	enter := func(unit org.ID, name string) member.ID {
		f := member.Form{Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}}
		id, err := members.Enter(t.Context(), access.Console, unit, f)
		x.must(err)
		return id
	}
	x.a, x.b, x.c, x.d = enter(x.unit, "Nguyễn Văn A"), enter(x.unit, "Trần Thị Đào"), enter(x.unit, "Lê Văn C"), enter(x.unit, "Phạm Thị D")
	for person, post := range map[member.ID]member.Post{x.a: member.Secretary, x.b: member.Deputy} {
		x.must(members.Appoint(t.Context(), access.Console, member.Appointment{Person: person, Unit: x.unit, Post: post, From: "2020-01-01"}))
	}
	x.secretary, x.deputy, x.bob, x.cara = x.actor(x.a), x.actor(x.b), x.actor(x.c), x.actor(x.d)
	x.stranger = x.actor(enter(sister, "Đỗ Văn E"))
	x.must(d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, x.root)
		x.officer = access.Actor{Kind: access.Human, Account: "o", Duties: []access.Duty{{Role: access.Officer, Unit: string(x.root), Path: u.Path}}}
		return err
	}))
	return x
}

func (x cell) must(err error) {
	x.Helper()
	if err != nil {
		x.Fatal(err)
	}
}

// refused fails unless the error is a fault of the kind with the key.
func (x cell) refused(err error, kind fault.Kind, key string) {
	x.Helper()
	if !fault.Is(err, kind) || key != "" && !strings.Contains(err.Error(), key) {
		x.Errorf("got %v, want a fault %d %s", err, kind, key)
	}
}

func (x cell) actor(id member.ID) access.Actor {
	x.Helper()
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	x.must(x.db.Read(x.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

func (x cell) assign(who member.ID, title string) topic.ID {
	x.Helper()
	id, err := x.topics.Assign(x.Context(), x.secretary, x.unit, 2026, topic.Form{Person: who, Title: title, Field: "Tiếp đón", Due: x.today.AddDays(30)})
	x.must(err)
	return id
}

func (x cell) get(by access.Actor, id topic.ID) topic.Sheet {
	x.Helper()
	sh, err := x.topics.Get(x.Context(), by, id)
	x.must(err)
	return sh
}

func (x cell) version(id topic.ID) int { return x.get(x.secretary, id).Topic.Version }

// present takes a topic from its beginning to the cell's ears.
func (x cell) present(id topic.ID, author access.Actor, on db.Date) {
	x.Helper()
	ctx := x.Context()
	x.must(x.topics.Send(ctx, author, id, 0, "Bài viết"))
	x.must(x.topics.Pass(ctx, x.secretary, id, x.version(id)))
	x.must(x.topics.Present(ctx, x.secretary, id, x.version(id), on))
}

// F2: a topic from the assignment to what members say of it, and who reads
// what on the way.
func TestTopics(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		id := x.assign(x.c, "Dân vận khéo trong tiếp đón")
		x.draft(id)

		x.must(x.topics.Send(ctx, x.bob, id, 2, "Bản một"))
		if x.get(x.secretary, id).Sent.Body != "Bản một" || x.get(x.cara, id).Sent.Body != "" {
			t.Error("what was sent is for the committee alone")
		}
		x.refused(x.topics.Say(ctx, x.cara, id, "Tôi đọc rồi"), fault.Invalid, "no_comment_yet")
		x.must(x.topics.Return(ctx, x.deputy, id, x.version(id), "Nêu số liệu"))
		x.must(x.topics.Send(ctx, x.bob, id, 3, "Bản hai"))
		x.must(x.topics.Pass(ctx, x.deputy, id, x.version(id)))
		if sh := x.get(x.cara, id); sh.Paper.Body != "Bản hai" || len(sh.Comments) != 0 || sh.MayComment {
			t.Errorf("the cell reads the paper that is ready, and no comment on its drafts: %+v", sh)
		}
		x.seat(id)
		x.refused(x.topics.Present(ctx, x.secretary, id, x.version(id), x.today.AddDays(1)), fault.Invalid, "day_ahead")
		x.must(x.topics.Present(ctx, x.secretary, id, x.version(id), x.today))
		x.must(x.topics.Say(ctx, x.cara, id, "Nên làm ở mọi khoa"))
		if sh := x.get(x.cara, id); sh.Topic.Meeting == "" || len(sh.Comments) != 1 {
			t.Errorf("presented in %q with %d comments", sh.Topic.Meeting, len(sh.Comments))
		}
		if got := x.get(x.bob, id).Comments; len(got) != 2 || !got[0].OnDraft {
			t.Errorf("the author reads every comment: %+v", got)
		}
		x.refused(x.topics.Withdraw(ctx, x.secretary, id, x.version(id), "Nhầm"), fault.Invalid, "not_when_presented")
		if _, err := x.topics.Get(ctx, x.stranger, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("another cell: %v", err)
		}
		x.persons(id)
	})
}

// draft has the author write on two devices, and others try to.
func (x cell) draft(id topic.ID) {
	x.Helper()
	ctx := x.Context()
	v, err := x.topics.Save(ctx, x.bob, id, 0, "Mở bài")
	x.must(err)
	if x.get(x.secretary, id).Topic.State != topic.Written || x.get(x.secretary, id).Draft.Body != "" {
		x.Error("the committee sees that it is written, and not what")
	}
	_, err = x.topics.Save(ctx, x.bob, id, 0, "Khác")
	x.refused(err, fault.Stale, "")
	_, err = x.topics.Save(ctx, x.secretary, id, v, "Nhập hộ")
	x.refused(err, fault.Denied, "draft_is_his")
	_, err = x.topics.Save(ctx, x.cara, id, v, "Sửa giúp")
	x.refused(err, fault.Denied, "")
	_, err = x.topics.Save(ctx, x.bob, id, v, strings.Repeat("a", topic.TextMax+1))
	x.refused(err, fault.Invalid, "")
	x.refused(x.topics.Send(ctx, x.bob, id, v, " "), fault.Invalid, "")
	v, err = x.topics.Save(ctx, x.bob, id, v, "Mở bài, thân bài")
	x.must(err)
	if v != 2 {
		x.Errorf("version %d, want 2", v)
	}
}

// seat puts the paper onto the agenda of the next meeting, once there is one,
// and only once.
func (x cell) seat(id topic.ID) {
	x.Helper()
	ctx := x.Context()
	_, err := x.topics.Seat(ctx, x.secretary, id, x.version(id))
	x.refused(err, fault.Invalid, "none_ahead")
	planned, err := x.meetings.Plan(ctx, x.secretary, x.unit, meeting.Plan{Kind: meeting.Regular, HeldOn: x.today, StartsAt: "14:00", Place: "Phòng họp", Chair: x.a, Minuter: x.b})
	x.must(err)
	m, err := x.topics.Seat(ctx, x.secretary, id, x.version(id))
	x.must(err)
	sh, err := x.meetings.Get(ctx, x.cara, m.ID)
	x.must(err)
	if last := sh.Items[len(sh.Items)-1]; m.ID != planned || last.Topic != string(id) || last.Presenter != x.c {
		x.Errorf("the last item of the agenda is %+v", last)
	}
	_, err = x.topics.Seat(ctx, x.secretary, id, x.version(id))
	x.refused(err, fault.Invalid, "topic_stands")
}

// persons erases and merges who has to do with a presented paper.
func (x cell) persons(id topic.ID) {
	x.Helper()
	ctx := x.Context()
	x.must(x.db.Write(ctx, access.Console, func(tx *db.Tx) error {
		if err := x.topics.Merge(tx, access.Console, x.c, x.a); err != nil {
			return err
		}
		return x.topics.Erase(tx, access.Console, x.d)
	}))
	sh := x.get(x.secretary, id)
	if sh.Topic.Person != x.a || sh.Comments[1].Name != "" || sh.Comments[1].Body != "" {
		x.Errorf("after merge and erasure: %s, %+v", sh.Topic.Name, sh.Comments)
	}
	x.must(x.db.Write(ctx, access.Console, func(tx *db.Tx) error { return x.topics.Erase(tx, access.Console, x.a) }))
	if sh := x.get(x.secretary, id); sh.Paper.Body+sh.Sent.Body+sh.Draft.Body != "" || sh.Topic.Title == "" {
		x.Errorf("after the author's erasure: %+v", sh)
	}
}

// F2: proposals, who may judge what, and the coverage of a year.
func TestYear(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		x.must(x.topics.SaveCall(ctx, x.secretary, x.unit, 2026, 0, topic.CallForm{Words: "Mỗi đồng chí một chuyên đề", Due: "2026-10-30"}))
		x.refused(x.topics.SaveCall(ctx, x.deputy, x.unit, 2026, 0, topic.CallForm{Words: "Khác", Due: "2026-10-30"}), fault.Stale, "")
		x.refused(x.topics.SaveCall(ctx, x.deputy, x.unit, 2026, 1, topic.CallForm{Words: "Mỗi đồng chí một chuyên đề ", Due: "2026-10-30"}), fault.Invalid, "topic.call_same")
		id, err := x.topics.Propose(ctx, x.bob, x.unit, 2026, topic.Form{Title: "Sắp xếp hồ sơ"})
		x.must(err)
		_, err = x.topics.Propose(ctx, x.stranger, x.unit, 2026, topic.Form{Title: "Ở nơi khác"})
		x.refused(err, fault.NotFound, "")
		x.refused(x.topics.Withdraw(ctx, x.cara, id, 1, "Không hợp"), fault.Denied, "")
		x.refused(x.topics.Accept(ctx, x.secretary, id, 1, topic.Form{Title: "Sắp xếp hồ sơ"}), fault.Invalid, "")
		x.must(x.topics.Accept(ctx, x.secretary, id, 1, topic.Form{Title: "Sắp xếp hồ sơ", Due: "2026-10-30"}))
		x.refused(x.topics.Amend(ctx, x.deputy, id, 1, topic.Form{Title: "Khác", Due: "2026-10-30"}), fault.Stale, "")
		x.refused(x.topics.Withdraw(ctx, x.bob, id, 2, "Bận"), fault.Denied, "")

		own := x.assign(x.a, "Chuyên đề của bí thư")
		x.must(x.topics.Send(ctx, x.secretary, own, 0, "Bài viết"))
		x.refused(x.topics.Pass(ctx, x.secretary, own, x.version(own)), fault.Denied, "own_paper")
		x.must(x.topics.Pass(ctx, x.deputy, own, x.version(own)))
		x.must(x.topics.Present(ctx, x.secretary, own, x.version(own), x.today))

		gone := x.assign(x.d, "Chuyên đề thôi giao")
		x.must(x.topics.Withdraw(ctx, x.secretary, gone, 1, "Nghỉ thai sản"))

		p, err := x.topics.List(ctx, x.cara, x.unit, topic.Filter{Year: 2026})
		x.must(err)
		if p.Coverage != (topic.Coverage{Expected: 4, Given: 2, Presented: 1}) || len(p.Without) != 2 || p.Total() != 2 || len(p.Topics) != 2 || p.Call.Words == "" {
			t.Errorf("the list: %+v without %d of %d: %v", p.Coverage, len(p.Without), p.Total(), p.Topics)
		}
		below, err := x.topics.Below(ctx, x.officer, x.root, 2026)
		x.must(err)
		if below.Sum != (topic.Coverage{Expected: 5, Given: 2, Presented: 1}) {
			t.Errorf("the officer sees %+v", below.Sum)
		}
		_, err = x.topics.Get(ctx, x.officer, own)
		if err == nil {
			t.Error("an officer above read a topic")
		}
		x.byHand()
	})
}

// byHand has a leader write for a member without a device (I8).
func (x cell) byHand() {
	x.Helper()
	ctx := x.Context()
	id := x.assign(x.d, "Viết tay")
	v, err := x.topics.Save(ctx, x.secretary, id, 0, "Chép từ bản viết tay")
	x.must(err)
	if sh := x.get(x.deputy, id); !sh.Entered || !sh.Writes || sh.Draft.Body == "" {
		x.Errorf("what a leader entered the leaders read: %+v", sh)
	}
	_, err = x.topics.Save(ctx, x.cara, id, v, "Tự viết tiếp")
	x.must(err)
	if sh := x.get(x.secretary, id); sh.Entered || sh.Writes || sh.Draft.Body != "" {
		x.Errorf("once the author writes, the draft is the author's: %+v", sh)
	}
}

// B12: briefings, and the collection of both, with and without accents.
func TestCollection(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		x.present(x.assign(x.c, "Dân vận khéo"), x.bob, "2026-03-20")
		plan := func(title string, on db.Date) topic.BriefingID {
			id, err := x.topics.Plan(ctx, x.secretary, x.unit, topic.BriefingForm{HeldOn: on, Title: title, Presenter: x.d, Second: x.b, Audience: "Toàn thể nhân viên"})
			x.must(err)
			return id
		}
		held, ahead := plan("Quy trình tiếp nhận mẫu", "2026-04-06"), plan("Quy trình hội chẩn", "2026-06-01")
		x.must(x.topics.Hold(ctx, x.secretary, held, 1, "2026-04-13"))
		x.refused(x.topics.Hold(ctx, x.secretary, ahead, 1, "2026-06-01"), fault.Invalid, "day_ahead")
		x.refused(x.topics.CancelBriefing(ctx, x.secretary, held, 2, "Nhầm"), fault.Invalid, "briefing_not_when_held")
		x.must(x.topics.AmendBriefing(ctx, x.secretary, ahead, 1, topic.BriefingForm{HeldOn: "2026-06-08", Title: "Quy trình hội chẩn", Presenter: x.c}))
		x.refused(x.topics.AmendBriefing(ctx, x.deputy, ahead, 1, topic.BriefingForm{HeldOn: "2026-06-09", Title: "Khác", Presenter: x.c}), fault.Stale, "")
		if sh, err := x.topics.Briefing(ctx, x.bob, ahead); err != nil || !sh.MayAttach || len(sh.Turns) != 0 || sh.Briefing.Second != "" {
			t.Errorf("the presenter sees %+v, %v", sh, err)
		}
		x.must(x.topics.CancelBriefing(ctx, x.secretary, ahead, 2, "Trùng lịch"))

		for _, c := range []struct {
			search topic.Search
			want   int
		}{
			{topic.Search{}, 2},
			{topic.Search{Query: "dan van KHEO"}, 1},
			{topic.Search{Query: "Quy trình"}, 1},
			{topic.Search{Query: "nhân viên"}, 1},
			{topic.Search{Query: "tran thi dao"}, 1}, // who presented with somebody
			{topic.Search{Query: "hội chẩn"}, 0},     // called off
			{topic.Search{Query: "100%"}, 0},
			{topic.Search{Kind: topic.OfTopic}, 1},
			{topic.Search{Kind: topic.OfBriefing, Year: 2026}, 1},
			{topic.Search{Year: 2025}, 0},
			{topic.Search{Page: 1}, 2},
		} {
			l, err := x.topics.Collection(ctx, x.cara, x.unit, c.search)
			x.must(err)
			if shown := len(l.Entries); l.Total != c.want || c.search.Page == 0 && shown != c.want {
				t.Errorf("%+v: found %d and shows %d, want %d", c.search, l.Total, shown, c.want)
			}
		}
		if _, err := x.topics.Collection(ctx, x.stranger, x.unit, topic.Search{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("another cell: %v", err)
		}
	})
}
