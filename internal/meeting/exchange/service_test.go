package exchange_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/exchange"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/task"
)

// house is two cells of one tree, and a third one elsewhere with a code.
type house struct {
	meetingtest.Hall
	events  *exchange.Service
	notices *notify.Service
	tasks   *task.Service
	far     org.ID
	farHead access.Actor
	guest   access.Actor // a plain member of the sister cell
}

func build(t *testing.T, d *db.DB) house {
	t.Helper()
	h := house{Hall: meetingtest.New(t, d), tasks: task.NewService(d)}
	orgs := org.New(d)
	h.events = exchange.New(d, h.tasks, h.Documents)
	h.notices = notify.New(d, h.Members, account.New(d, orgs, h.Members))
	h.events.Notices = h.notices
	root, err := orgs.Found(t.Context(), access.Console, org.Form{Name: "Đảng bộ Bưu điện", Kind: "base", From: "2010-01-01"})
	must(t, err)
	h.far, err = orgs.Found(t.Context(), access.Console, org.Form{Name: "Chi bộ Đối soát", Kind: "cell", Parent: root, Code: "BD-07", From: "2010-01-01"})
	must(t, err)
	head := h.Enter(t, h.far, "Hoàng Văn G", member.Official)
	must(t, h.Members.Appoint(t.Context(), access.Console, member.Appointment{Person: head, Unit: h.far, Post: member.Secretary, From: "2020-01-01"}))
	h.farHead = h.Actor(t, head)
	h.guest = h.Actor(t, h.Enter(t, h.Sister, "Bùi Văn Y", member.Official))
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused asserts a fault by its kind and its key or, of a form, the key at one
// of its fields.
func refused(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != kind {
		t.Fatalf("got %v, want kind %d %q", err, kind, key)
	}
	keys := []string{e.Key, ""}
	for _, f := range e.Fields {
		keys = append(keys, f.Key)
	}
	if !slices.Contains(keys, key) {
		t.Fatalf("got %v, want %q", err, key)
	}
}

var today = db.DateOf(dbtest.Today)

func visit(guests ...org.ID) exchange.Form {
	f := exchange.Form{
		HeldOn: today, StartsAt: "14:00", Place: "Hội trường", Topic: "Nâng cao chất lượng sinh hoạt", Purpose: "Trao đổi cách làm.", Programme: "Tham quan, trao đổi.",
	}
	for _, g := range guests {
		f.Guests = append(f.Guests, string(g))
	}
	return f
}

func (h house) propose(t *testing.T, f exchange.Form) exchange.ID {
	t.Helper()
	id, err := h.events.Propose(t.Context(), h.Secretary, h.Cell, f)
	must(t, err)
	return id
}

func (h house) get(t *testing.T, by access.Actor, id exchange.ID) exchange.Sheet {
	t.Helper()
	sh, err := h.events.Get(t.Context(), by, "", id)
	must(t, err)
	return sh
}

func (h house) version(t *testing.T, id exchange.ID) int {
	t.Helper()
	return h.get(t, h.Secretary, id).Exchange.Version
}

func (h house) told(t *testing.T, who access.Actor) (keys []string) {
	t.Helper()
	p, err := h.notices.List(t.Context(), who, 1)
	must(t, err)
	for _, l := range p.Lines {
		keys = append(keys, l.Key)
	}
	return keys
}

var minutes = exchange.Minutes{Course: "Hai chi bộ trao đổi cách ra nghị quyết.", Points: "Mỗi quý trao đổi một lần."}

// B13: from the proposal to minutes that both agree on, and lessons.
func TestLifeOfAnExchange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id := h.propose(t, visit(h.Sister))
		if got := h.told(t, h.Stranger); !slices.Equal(got, []string{"exchange.tell_propose"}) {
			t.Errorf("the guest is told %v", got)
		}
		refused(t, h.events.Hold(ctx, h.Secretary, id, 1), fault.Invalid, "exchange.not_when_proposed")
		refused(t, h.events.Accept(ctx, h.Secretary, "", id, 1), fault.Denied, "")
		refused(t, h.events.Accept(ctx, h.guest, "", id, 1), fault.Denied, "")
		must(t, h.events.Accept(ctx, h.Stranger, "", id, 1))
		refused(t, h.events.Accept(ctx, h.Stranger, "", id, 2), fault.Invalid, "exchange.answered")
		must(t, h.events.Name(ctx, h.Secretary, "", id, member.ID(h.Plain.Person), "cách ra nghị quyết"))
		must(t, h.events.Name(ctx, h.Stranger, "", id, member.ID(h.guest.Person), ""))
		refused(t, h.events.Name(ctx, h.Stranger, "", id, member.ID(h.Plain.Person), ""), fault.Invalid, "exchange.person_missing")
		refused(t, h.events.Unname(ctx, h.Stranger, "", id, member.ID(h.Plain.Person)), fault.NotFound, "")
		must(t, h.events.Hold(ctx, h.Secretary, id, h.version(t, id)))
		refused(t, h.events.Write(ctx, h.Stranger, id, h.version(t, id), minutes), fault.Denied, "")
		refused(t, h.events.Record(ctx, h.Secretary, id, h.version(t, id), exchange.Minutes{Course: "x"}), fault.Invalid, "exchange.points_missing")
		must(t, h.events.Write(ctx, h.Secretary, id, h.version(t, id), exchange.Minutes{Course: "Nháp"}))
		stale := h.version(t, id) - 1
		refused(t, h.events.Write(ctx, h.Secretary, id, stale, minutes), fault.Stale, "ui.stale")
		must(t, h.events.Record(ctx, h.Secretary, id, h.version(t, id), minutes))
		if got := h.told(t, h.Stranger)[0]; got != "exchange.tell_record" {
			t.Errorf("the guest is told %s", got)
		}
		// The guest wants something else: the host's agreement is void with it.
		must(t, h.events.Agree(ctx, h.Secretary, "", id, 1))
		refused(t, h.events.Agree(ctx, h.Secretary, "", id, 1), fault.Invalid, "exchange.judged")
		must(t, h.events.Object(ctx, h.Stranger, "", id, 1, "Ghi rõ thời gian."))
		if sh := h.get(t, h.Secretary, id); sh.Exchange.State != exchange.Held || sh.Verdicts[1].Note != "Ghi rõ thời gian." || sh.Minutes != minutes {
			t.Errorf("after the objection %+v", sh)
		}
		must(t, h.events.Record(ctx, h.Secretary, id, h.version(t, id), minutes))
		refused(t, h.events.Agree(ctx, h.Stranger, "", id, 1), fault.Stale, "ui.stale")
		must(t, h.events.Agree(ctx, h.Stranger, "", id, 2))
		must(t, h.events.Agree(ctx, h.Secretary, "", id, 2))
		if s := h.get(t, h.guest, id); s.Exchange.State != exchange.Agreed || !s.Readable {
			t.Errorf("at the end %+v", s)
		}
		if got := h.told(t, h.Stranger)[0]; got != "exchange.tell_agreed" {
			t.Errorf("the guest is told %s", got)
		}
		_, minuted, err := h.events.Paper(ctx, h.guest, "", id)
		must(t, err)
		var b bytes.Buffer
		must(t, paper.HTML(&b, minuted))
		for _, want := range []string{"CHI BỘ TRẠM Y TẾ – CHI BỘ KHOA DƯỢC", "14 giờ 00", "Đồng chí Lê Văn C: trình bày cách ra nghị quyết", "Đồng chí Bùi Văn Y", "Mỗi quý", "Chi bộ Khoa Dược nhất trí ngày"} {
			if !strings.Contains(strings.ReplaceAll(b.String(), "\u00a0", " "), want) {
				t.Errorf("the minutes lack %q: %s", want, b.String())
			}
		}
	})
}

// B13: what a guest does not read, and who is told of nothing at all.
func TestWhoSeesWhat(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		m, err := h.Meetings.Plan(ctx, h.Secretary, h.Cell, meeting.Plan{Kind: meeting.Thematic, HeldOn: today, StartsAt: "14:00", Place: "Hội trường"})
		must(t, err)
		f := visit(h.Sister)
		f.Meeting = m
		f.HeldOn = today.AddDays(1)
		_, err = h.events.Propose(ctx, h.Secretary, h.Cell, f)
		refused(t, err, fault.Invalid, "exchange.meeting_day")
		f.HeldOn = today
		id := h.propose(t, f)
		if sh := h.get(t, h.Secretary, id); sh.Exchange.Meeting != m || sh.Exchange.Kind != "thematic" {
			t.Errorf("the host sees %v", sh.Exchange)
		}
		if sh := h.get(t, h.Stranger, id); sh.Exchange.Meeting != "" || sh.Exchange.Kind != "thematic" {
			t.Errorf("the guest sees %v of %s", sh.Exchange, sh.Exchange.Meeting)
		}
		tied, err := h.events.OfMeeting(ctx, h.Plain, h.Cell, m)
		if err != nil || len(tied) != 1 {
			t.Errorf("of the meeting %v, %v", tied, err)
		}
		for name, who := range map[string]access.Actor{"another cell": h.farHead, "the officer above": h.Officer, "nobody": {}} {
			if _, err := h.events.Get(ctx, who, "", id); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Denied) {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err = h.events.Get(ctx, h.farHead, h.Sister, id)
		refused(t, err, fault.NotFound, "")
		must(t, h.events.Accept(ctx, h.Stranger, "", id, 1))
		must(t, h.events.Hold(ctx, h.Secretary, id, 2))
		must(t, h.events.Write(ctx, h.Secretary, id, 3, minutes))
		for name, c := range map[string]struct {
			who                    access.Actor
			draft, readable, leads bool
		}{"host": {h.Secretary, true, true, true}, "of the host": {h.Plain, false, false, false}, "guest": {h.Stranger, false, false, true}, "of the guest": {h.guest, false, false, false}} {
			sh := h.get(t, c.who, id)
			if got := sh.Minutes == minutes; got != c.draft || sh.Readable != c.readable || sh.Leads != c.leads {
				t.Errorf("%s: draft %v, readable %v, leads %v", name, got, sh.Readable, sh.Leads)
			}
			if _, _, err := h.events.Paper(ctx, c.who, "", id); (err == nil) != c.readable {
				t.Errorf("%s: paper %v", name, err)
			}
		}
		lesson, err := h.events.Learn(ctx, h.Secretary, "", id, exchange.LessonForm{Title: "Ra nghị quyết ngắn", Use: exchange.AsModel})
		must(t, err)
		_, err = h.events.Learn(ctx, h.Stranger, "", id, exchange.LessonForm{Title: "Họp đúng giờ", Body: "Có bảng theo dõi", Use: exchange.AsTask, Assignee: member.ID(h.guest.Person), Due: today.AddDays(9)})
		must(t, err)
		tasks, err := h.tasks.ComingFrom(ctx, h.Stranger, h.Sister, exchange.Origin)
		if err != nil || len(tasks) != 1 || tasks[0].OriginID != string(id) {
			t.Errorf("tasks %v, %v", tasks, err)
		}
		if l := h.get(t, h.guest, id).Lessons; len(l) != 1 || l[0].Title != "Họp đúng giờ" || l[0].Task != tasks[0].ID {
			t.Errorf("the guest's lessons %v", l)
		}
		refused(t, h.events.Rework(ctx, h.Stranger, id, lesson, 1, exchange.LessonForm{Title: "x", Use: exchange.AsModel}), fault.NotFound, "")
		must(t, h.events.Rework(ctx, h.Secretary, id, lesson, 1, exchange.LessonForm{Title: "Ra nghị quyết ngắn, rõ việc", Use: exchange.AsModel}))
		refused(t, h.events.Rework(ctx, h.Secretary, id, lesson, 1, exchange.LessonForm{Title: "x", Use: exchange.AsModel}), fault.Stale, "ui.stale")
		page, err := h.events.List(ctx, h.guest, h.Sister, 1)
		if err != nil || len(page.Exchanges) != 1 || page.Exchanges[0].Hosts || page.MayArrange {
			t.Errorf("the guest's list %+v, %v", page, err)
		}
		for name, c := range map[string]struct {
			who         access.Actor
			reads, adds bool
		}{"host": {h.Secretary, true, true}, "guest": {h.Stranger, true, true}, "of the guest": {h.guest, true, false}, "another cell": {h.farHead, false, false}} {
			f, err := h.Documents.Files(ctx, c.who, exchange.FilesOf, string(id))
			if (err == nil) != c.reads || f.MayWrite != c.adds {
				t.Errorf("%s: files %+v, %v", name, f, err)
			}
		}
	})
}

// B13: guests answer for themselves; another day asks all again.
func TestAnswers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id := h.propose(t, func() exchange.Form {
			f := visit(h.Sister)
			f.Guests = append(f.Guests, "BD-07")
			return f
		}())
		state := func(want exchange.State) {
			t.Helper()
			if got := h.get(t, h.Secretary, id).Exchange.State; got != want {
				t.Fatalf("the event is %s, want %s", got, want)
			}
		}
		refused(t, h.events.Decline(ctx, h.farHead, "", id, 1, " "), fault.Invalid, "exchange.reason_missing")
		must(t, h.events.Decline(ctx, h.farHead, "", id, 1, "Trùng lịch"))
		state(exchange.Proposed)
		if sh := h.get(t, h.farHead, id); sh.Whole || sh.People != nil || sh.Files != nil {
			t.Errorf("who does not come sees %+v", sh)
		}
		must(t, h.events.Accept(ctx, h.Stranger, "", id, h.version(t, id)))
		state(exchange.Accepted)
		must(t, h.events.Decline(ctx, h.Stranger, "", id, h.version(t, id), "Có việc đột xuất"))
		state(exchange.Declined)
		same := visit()
		refused(t, h.events.Amend(ctx, h.Secretary, id, h.version(t, id), same), fault.Invalid, "exchange.not_moved")
		other := visit()
		other.HeldOn = today.AddDays(7)
		refused(t, h.events.Amend(ctx, h.Secretary, id, 1, other), fault.Stale, "ui.stale")
		must(t, h.events.Amend(ctx, h.Secretary, id, h.version(t, id), other))
		state(exchange.Proposed)
		if got := h.told(t, h.farHead)[0]; got != "exchange.tell_move" {
			t.Errorf("who had declined is told %s", got)
		}
		must(t, h.events.Accept(ctx, h.farHead, "", id, h.version(t, id)))
		other.Programme = "Trao đổi trực tiếp."
		must(t, h.events.Amend(ctx, h.Secretary, id, h.version(t, id), other))
		state(exchange.Accepted)
		refused(t, h.events.Hold(ctx, h.Secretary, id, h.version(t, id)), fault.Invalid, "exchange.not_yet")
		refused(t, h.events.Cancel(ctx, h.farHead, id, h.version(t, id), "x"), fault.Denied, "")
		must(t, h.events.Cancel(ctx, h.Secretary, id, h.version(t, id), "Hoãn"))
		state(exchange.Cancelled)
		if got := h.told(t, h.Stranger)[0]; got != "exchange.tell_cancel" {
			t.Errorf("who had not answered is told %s", got)
		}
	})
}

// B13: a guest is found by its name in the own tree, elsewhere by its code.
func TestFindGuests(t *testing.T) {
	h, ctx := build(t, dbtest.SQLite(t, dbtest.NewClock())), t.Context()
	for search, want := range map[string][]exchange.Invitee{
		"khoa duoc": {{Key: string(h.Sister), Name: "Chi bộ Khoa Dược", Parent: "Đảng bộ Sở Y tế"}},
		"Đối soát":  nil,
		"BD-07":     {{Key: "BD-07", Name: "Chi bộ Đối soát"}},
		"Trạm":      nil, // the host itself
		"":          nil,
	} {
		p, err := h.events.Prepare(ctx, h.Secretary, h.Cell, search, nil)
		must(t, err)
		if diff := cmp.Diff(want, p.Found); diff != "" {
			t.Errorf("%q: %s", search, diff)
		}
	}
	p, err := h.events.Prepare(ctx, h.Secretary, h.Cell, "", []string{string(h.Sister), string(h.far), string(h.Cell), "BD-07"})
	must(t, err)
	if len(p.Guests) != 2 {
		t.Errorf("chosen %v", p.Guests)
	}
	_, err = h.events.Prepare(ctx, h.Plain, h.Cell, "", nil)
	refused(t, err, fault.Denied, "")
	for name, c := range map[string]struct {
		form func(*exchange.Form)
		key  string
	}{
		"no guest":       {func(f *exchange.Form) { f.Guests = nil }, "exchange.guest_missing"},
		"unknown":        {func(f *exchange.Form) { f.Guests = []string{string(h.far)} }, "exchange.guest_unknown"},
		"itself":         {func(f *exchange.Form) { f.Guests = []string{string(h.Cell)} }, "exchange.guest_unknown"},
		"no day":         {func(f *exchange.Form) { f.HeldOn = "" }, "exchange.day_missing"},
		"yesterday":      {func(f *exchange.Form) { f.HeldOn = today.AddDays(-1) }, "exchange.day_invalid"},
		"no time":        {func(f *exchange.Form) { f.StartsAt = "24:00" }, "exchange.time_invalid"},
		"no topic":       {func(f *exchange.Form) { f.Topic = " " }, "exchange.topic_missing"},
		"secret purpose": {func(f *exchange.Form) { f.Purpose = "TUYỆT MẬT" }, "document.secret"},
		"no meeting":     {func(f *exchange.Form) { f.Meeting = "x" }, "exchange.meeting_unknown"},
	} {
		f := visit(h.Sister)
		c.form(&f)
		_, err := h.events.Propose(ctx, h.Secretary, h.Cell, f)
		t.Run(name, func(t *testing.T) { refused(t, err, fault.Invalid, c.key) })
	}
}
