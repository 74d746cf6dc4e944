package consultation

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// house is a committee with two cells, one of which has a chapter.
type house struct {
	*Service
	t                           *testing.T
	d                           *db.DB
	root, cell, other, chapter  org.ID
	secretary, stranger, plain  access.Actor
	massHead, massMember, above access.Actor
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	h := &house{Service: New(d, document.New(d, t.TempDir())), t: t, d: d}
	orgs, members := org.New(d), member.New(d)
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		h.must(err)
		return id
	}
	h.root = found("Đảng bộ Sở Y tế", "base", "")
	h.cell, h.other = found("Chi bộ Khoa Dược", "cell", h.root), found("Chi bộ Trạm Y tế", "cell", h.root)
	h.chapter = found("Chi đoàn Khoa Dược", "youth", h.cell)
	actor := func(role access.Role, unit org.ID) (a access.Actor) {
		h.must(d.Write(t.Context(), access.Console, func(tx *db.Tx) error {
			person, err := members.EnterAloneTx(tx, access.Console, "Nguyễn Văn A")
			if err != nil {
				return err
			}
			u, err := org.Of(tx, unit)
			a = access.Actor{Kind: access.Human, Account: string(role), Person: string(person), Duties: []access.Duty{{Role: role, Unit: string(unit), Path: u.Path}}}
			return err
		}))
		return a
	}
	h.secretary, h.stranger, h.plain = actor(access.Secretary, h.cell), actor(access.Secretary, h.other), actor(access.Member, h.cell)
	h.massHead, h.massMember, h.above = actor(access.MassOfficer, h.chapter), actor(access.MassMember, h.chapter), actor(access.Officer, h.root)
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) wants(what string, err error, key string) {
	h.t.Helper()
	if err == nil || !strings.Contains(told(err), key) {
		h.t.Errorf("%s: %v, want %s", what, err, key)
	}
}

// told is a fault with the fields that it names.
func told(err error) string {
	e, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err.Error()
	}
	return fmt.Sprint(e.Key, " ", e.Fields)
}

var form = MatterForm{Title: "Đổi ca trực?", Background: "Khoa dự kiến đổi ca trực từ tháng 7.", Options: "Đồng ý\nKhông đồng ý", Choosing: One, Texts: true, Members: true, People: 20, ClosesOn: "2026-06-10"}

// opened is a matter that is open.
func (h *house) opened(f MatterForm) ID {
	h.t.Helper()
	id, err := h.Draft(h.t.Context(), h.secretary, h.cell, f)
	h.must(err)
	h.must(h.Step(h.t.Context(), h.secretary, id, 1, Opening, StepForm{}))
	return id
}

// print is the slips of a new batch.
func (h *house) print(id ID, n int) []Slip {
	h.t.Helper()
	p, err := h.Print(h.t.Context(), h.secretary, id, n)
	h.must(err)
	return p.Slips
}

func (h *house) step(id ID, a Act, f StepForm) error {
	h.t.Helper()
	sh, err := h.Get(h.t.Context(), h.secretary, id)
	h.must(err)
	return h.Step(h.t.Context(), h.secretary, id, sh.Matter.Version, a, f)
}

// F3: what a matter and an answer must say, field by field.
func TestForms(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*MatterForm)
		field  string
	}{
		"whole":                     {func(*MatterForm) {}, ""},
		"no question":               {func(f *MatterForm) { f.Title = " " }, "title"},
		"one option":                {func(f *MatterForm) { f.Options = "Đồng ý" }, "options"},
		"an option twice":           {func(f *MatterForm) { f.Options = "Có\nCó\nKhông" }, "options"},
		"nothing asked":             {func(f *MatterForm) { f.Options, f.Texts = "", false }, "texts"},
		"fewer than five (B3)":      {func(f *MatterForm) { f.People = 4 }, "people"},
		"slips with names":          {func(f *MatterForm) { f.Named = true }, "people"},
		"with names, nobody":        {func(f *MatterForm) { f.Named, f.People, f.Members = true, 0, false }, "members"},
		"closes before it is asked": {func(f *MatterForm) { f.ClosesOn = "2026-05-01" }, "closes_on"},
	} {
		f := form
		c.change(&f)
		_, err := f.check("2026-05-25")
		if (err == nil) != (c.field == "") || err != nil && !strings.Contains(told(err), "{"+c.field) {
			t.Errorf("%s: %v, want a fault at %q", name, err, c.field)
		}
	}
	options := []Option{{Ordinal: 1}, {Ordinal: 2}}
	for name, c := range map[string]struct {
		reply Reply
		m     Matter
		field string
	}{
		"one":             {Reply{Choices: []int{2}}, Matter{Choosing: One}, ""},
		"words alone":     {Reply{Words: "Ý khác"}, Matter{Choosing: One, Texts: true}, ""},
		"nothing":         {Reply{}, Matter{Choosing: One, Texts: true}, "choice"},
		"two of one":      {Reply{Choices: []int{1, 2}}, Matter{Choosing: One}, "choice"},
		"two of several":  {Reply{Choices: []int{2, 1, 2}}, Matter{Choosing: Several}, ""},
		"not offered":     {Reply{Choices: []int{3}}, Matter{Choosing: One}, "choice"},
		"words too long":  {Reply{Choices: []int{1}, Words: strings.Repeat("ệ", wordsMax+1)}, Matter{Choosing: One, Texts: true}, "words"},
		"words unasked":   {Reply{Words: "Ý khác"}, Matter{Choosing: One}, "choice"},
		"the same option": {Reply{Choices: []int{1, 1}}, Matter{Choosing: One}, ""},
	} {
		err := c.reply.check(c.m, options)
		if (err == nil) != (c.field == "") || err != nil && !strings.Contains(told(err), "{"+c.field) {
			t.Errorf("%s: %v, want a fault at %q", name, err, c.field)
		}
	}
}

// A code is read however it is typed, and is long enough (S5): 60 bits, links 130.
func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		s := newSlip()
		if len(bare(s.Code)) != 12 || len(bare(s.Link)) != 26 || strings.ContainsAny(s.Code+s.Link, "01OI") || seen[s.Code] {
			t.Fatal(s)
		}
		seen[s.Code] = true
	}
	for typed, want := range map[string]string{"k7qm-2xrt-9wpa": "K7QM2XRT9WPA", " K7QM 2XRT 9WPA ": "K7QM2XRT9WPA", "K7QM": "", "K7QM-2XRT-9WP0": "", "đồng ý": ""} {
		if got := bare(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	var g guesses
	now := dbtest.Today
	for range wrongMost {
		g.note("10.0.0.1", now)
	}
	if g.wait("10.0.0.1", now) != wrongTime || g.wait("10.0.0.2", now) != 0 || g.wait("10.0.0.1", now.Add(wrongTime)) != 0 {
		t.Error("who guesses does not wait, or others do")
	}
}

// F3, safety B3: drafted, asked, answered by slips once each, read after the close
// alone, put together, answered, decided.
func TestMatter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx, nobody := t.Context(), access.Actor{Kind: access.Link}
		_, err := h.Draft(ctx, h.plain, h.cell, form)
		h.wants("a member asks", err, "ui.denied")
		id := h.opened(form)
		_, err = h.Get(ctx, h.stranger, id)
		h.wants("another cell", err, "ui.not_found")
		_, err = h.Get(ctx, h.massHead, id)
		h.wants("a chapter that is not asked", err, "ui.not_found")
		_, err = h.Print(ctx, h.plain, id, 7)
		h.wants("a member prints slips", err, "ui.denied")
		slips := h.print(id, 7)

		h.wants("a wrong code", h.Reply(ctx, nobody, "AAAA-AAAA-AAAA", "10.0.0.1", Reply{Choices: []int{1}}), "slip_unknown")
		h.wants("an option that is not offered", h.Reply(ctx, nobody, slips[0].Link, "", Reply{Choices: []int{9}}), "choice_unknown")
		for n, s := range slips[:6] {
			secret := s.Link
			if n%2 == 1 {
				secret = strings.ToLower(s.Code)
			}
			h.must(h.Reply(ctx, nobody, secret, "", Reply{Choices: []int{1 + n%2}, Words: []string{"", "Nên bắt đầu từ tháng 8 <script>"}[n%2]}))
			h.wants("once more", h.Reply(ctx, nobody, s.Link, "", Reply{Choices: []int{1}}), "slip_used")
		}
		sh, err := h.Get(ctx, h.secretary, id)
		h.must(err)
		if sh.Answers != 6 || sh.Options[0].Votes != 0 {
			t.Errorf("while it is open: %+v", sh)
		}
		_, err = h.Texts(ctx, h.secretary, id, 1)
		h.wants("reading before the close", err, "not_yet")
		h.wants("with a name", h.Say(ctx, h.plain, id, 0, Reply{Choices: []int{1}}), "not_now")

		h.must(h.step(id, Closing, StepForm{}))
		h.wants("a slip too late", h.Reply(ctx, nobody, slips[6].Link, "", Reply{Choices: []int{1}}), "over")
		l, err := h.Texts(ctx, h.secretary, id, 1)
		h.must(err)
		_, err = h.Texts(ctx, h.plain, id, 1)
		h.wants("a member reads words", err, "ui.denied")
		if len(l.Texts) != 3 || l.Unsorted != 3 || l.Texts[0].Name != "" {
			t.Fatalf("%+v", l)
		}
		h.wants("answered before all is sorted", h.step(id, Answering, StepForm{Words: "Chi bộ cảm ơn."}), "unsorted")
		h.must(h.Gather(ctx, h.secretary, id, ClusterForm{Title: "Lùi thời điểm"}))
		l, err = h.Texts(ctx, h.secretary, id, 1)
		h.must(err)
		into := map[string]ClusterID{}
		for _, text := range l.Texts {
			into[text.ID] = l.Clusters[0].ID
		}
		h.must(h.Sort(ctx, h.secretary, id, map[string]ClusterID{l.Texts[0].ID: l.Clusters[0].ID}))
		if now, err := h.Texts(ctx, h.secretary, id, 1); err != nil || now.Unsorted != 2 || now.Texts[2].ID != l.Texts[0].ID {
			t.Errorf("what is sorted comes last: %+v %v", now, err)
		}
		h.must(h.Sort(ctx, h.secretary, id, into))
		h.wants("a cluster without an answer", h.step(id, Answering, StepForm{Words: "Chi bộ cảm ơn."}), "unanswered")
		h.must(h.Respond(ctx, h.secretary, id, l.Clusters[0].ID, 1, ClusterForm{Title: "Lùi thời điểm", Stance: Partly, Response: "Bắt đầu từ 15/7."}))
		h.must(h.step(id, Answering, StepForm{Words: "Chi bộ cảm ơn."}))
		a, err := h.Asked(ctx, nobody, slips[0].Code, "")
		h.must(err)
		if a.Takes() || a.Used || a.Answers != 6 || a.Options[0].Votes != 3 || a.Clusters[0].N != 3 || a.Clusters[0].Response == "" {
			t.Errorf("published: %+v", a)
		}
		h.must(h.step(id, Deciding, StepForm{Words: "Nghị quyết số 05-NQ/CB", On: "2026-05-25"}))
		h.wants("decided and withdrawn", h.step(id, Withdrawing, StepForm{Words: "x"}), "not_now")

		few := h.opened(form)
		slips = h.print(few, 5)
		for _, s := range slips[:4] {
			h.must(h.Reply(ctx, nobody, s.Link, "", Reply{Choices: []int{1}}))
		}
		h.must(h.step(few, Closing, StepForm{}))
		if sh, err = h.Get(ctx, h.secretary, few); err != nil || !sh.Matter.Few || sh.Answers != 0 || sh.Options[0].Votes != 0 {
			t.Errorf("four answers: %+v %v", sh, err)
		}
		named(h)
		batches(h)
		opinions(h)
	})
}

// F3: batches are voided whole, while slips are printed: what was answered stays, and
// nothing tells whose slip that was.
func batches(h *house) {
	h.t.Helper()
	ctx, nobody := h.t.Context(), access.Actor{Kind: access.Link}
	id := h.opened(form)
	first, second := h.print(id, 6), h.print(id, 1)
	for _, s := range first[:5] {
		h.must(h.Reply(ctx, nobody, s.Code, "", Reply{Choices: []int{1}}))
	}
	h.wants("a member voids", h.Void(ctx, h.plain, id, []int{1}), "ui.denied")
	h.wants("no batch", h.Void(ctx, h.secretary, id, nil), "batch_missing")
	h.wants("a batch that is not there", h.Void(ctx, h.secretary, id, []int{1, 3}), "batch_gone")
	h.must(h.Void(ctx, h.secretary, id, []int{1}))
	h.wants("once more", h.Void(ctx, h.secretary, id, []int{1}), "batch_gone")
	h.wants("a void slip", h.Reply(ctx, nobody, first[5].Link, "", Reply{Choices: []int{1}}), "slip_void")
	h.wants("a void slip that has answered", h.Reply(ctx, nobody, first[0].Link, "", Reply{Choices: []int{1}}), "slip_used")
	h.must(h.Reply(ctx, nobody, second[0].Link, "", Reply{Choices: []int{2}}))
	d, err := h.Batches(ctx, h.secretary, id)
	if err != nil || d.Matter.Slips != 7 || d.Matter.Voided != 6 || len(d.Batches) != 2 || d.Batches[0].VoidedOn == "" || d.Batches[1].VoidedOn != "" {
		h.t.Errorf("%+v %v", d, err)
	}
	h.wants("a poster of what is open", h.Post(ctx, h.secretary, id, true), "not_now")
	h.must(h.step(id, Closing, StepForm{}))
	h.wants("voiding after the close", h.Void(ctx, h.secretary, id, []int{2}), "not_now")
	if sh, err := h.Get(ctx, h.secretary, id); err != nil || sh.Answers != 6 {
		h.t.Errorf("what was answered by slips that are void: %+v %v", sh, err)
	}
}

// F3: with names, those who are asked answer and change what they said until the close.
func named(h *house) {
	h.t.Helper()
	ctx := h.t.Context()
	f := form
	f.Named, f.People, f.Chapters = true, 0, true
	id := h.opened(f)
	h.must(h.Say(ctx, h.massMember, id, 0, Reply{Choices: []int{1}}))
	over := h.Say(ctx, h.massMember, id, 0, Reply{Choices: []int{2}})
	h.wants("over what was said", over, "stale")
	if e, ok := errors.AsType[*fault.Error](over); ok && e.Theirs["choice"] != "1" {
		h.t.Errorf("what stands instead: %v", e.Theirs)
	}
	h.must(h.Say(ctx, h.massMember, id, 1, Reply{Choices: []int{2}, Words: "Xin giữ ca cũ."}))
	h.must(h.Say(ctx, h.plain, id, 0, Reply{Choices: []int{2}}))
	h.wants("one who is not asked", h.Say(ctx, h.above, id, 0, Reply{Choices: []int{2}}), "ui.")
	_, err := h.Print(ctx, h.secretary, id, 5)
	h.wants("slips beside names", err, "not_now")
	h.must(h.forgets(h.plain))
	h.must(h.step(id, Closing, StepForm{}))
	l, err := h.Texts(ctx, h.secretary, id, 1)
	if err != nil || len(l.Texts) != 1 || l.Texts[0].Name == "" {
		h.t.Errorf("%+v %v", l, err)
	}
	sh, err := h.Get(ctx, h.massMember, id)
	if err != nil || sh.Mine == nil || sh.Mine.Words != "Xin giữ ca cũ." || sh.Options[1].Votes != 0 {
		h.t.Errorf("%+v %v", sh, err)
	}
	if sh, err = h.Get(ctx, h.secretary, id); err != nil || sh.Answers != 2 || sh.Options[1].Votes != 2 {
		h.t.Errorf("%+v %v", sh, err)
	}
	h.must(h.step(id, Withdrawing, StepForm{Words: "Đã có quy định mới."}))
}

// forgets erases a person in a transaction of its own.
func (h *house) forgets(by access.Actor) error {
	return h.d.Write(h.t.Context(), access.Console, func(tx *db.Tx) error { return h.Erase(tx, access.Console, member.ID(by.Person)) })
}

// I11: an opinion of a chapter on its cell is received, answered and asked about again.
func opinions(h *house) {
	h.t.Helper()
	ctx := h.t.Context()
	_, err := h.Send(ctx, h.secretary, h.chapter, OpinionForm{Title: "Lịch họp", Body: "Họp ngoài giờ."})
	h.wants("the cell speaks for the chapter", err, "ui.")
	id, err := h.Send(ctx, h.massHead, h.chapter, OpinionForm{Title: "Lịch họp", Body: "Đề nghị báo lịch sớm."})
	h.must(err)
	_, err = h.Opinion(ctx, h.stranger, id)
	h.wants("another cell", err, "ui.not_found")
	h.wants("the chapter answers itself", h.Deal(ctx, h.massHead, id, 1, Receiving, DeedForm{Due: "2026-06-01"}), "ui.denied")
	h.wants("until when", h.Deal(ctx, h.secretary, id, 1, Receiving, DeedForm{}), "due")
	h.must(h.Deal(ctx, h.secretary, id, 1, Receiving, DeedForm{Due: "2026-06-01"}))
	h.wants("taken back too late", h.Deal(ctx, h.massHead, id, 2, TakingBack, DeedForm{}), "not_now")
	h.must(h.Deal(ctx, h.secretary, id, 2, Responding, DeedForm{Words: "Sẽ báo trước 5 ngày."}))
	h.must(h.Deal(ctx, h.massHead, id, 3, Returning, DeedForm{Due: "2026-06-09"}))
	l, err := h.Opinions(ctx, h.secretary, h.cell, 1)
	if err != nil || len(l.Opinions) != 1 || l.Opinions[0].State != Received || l.Sends {
		h.t.Errorf("%+v %v", l, err)
	}
	h.must(h.Publish(ctx, h.secretary, h.cell, PublicationForm{Title: "Kế hoạch năm", Form: Posted, From: "2026-06-01", Responsible: "Phòng Hành chính"}))
	p, err := h.Publications(ctx, h.plain, h.cell, 0)
	if err != nil || len(p.Items) != 1 || p.Leads || len(p.Usual.Titles) == 0 {
		h.t.Fatalf("%+v %v", p, err)
	}
	h.must(h.Republish(ctx, h.secretary, p.Items[0].ID, 1, PublicationForm{Title: "Kế hoạch năm", Form: Posted, From: "2026-05-20", Responsible: "Phòng Hành chính", DoneOn: "2026-05-21"}))
	h.wants("over a newer one", h.Republish(ctx, h.secretary, p.Items[0].ID, 1, PublicationForm{Title: "x", Form: Posted, From: "2026-05-20", Responsible: "y"}), "stale")
}

// A matter closes by itself when its last day is over.
func TestCloseDue(t *testing.T) {
	clock := dbtest.NewClock()
	h := build(t, dbtest.SQLite(t, clock))
	id := h.opened(form)
	clock.Set(dbtest.Today.Add(17 * 24 * time.Hour))
	h.must(h.CloseDue(t.Context(), access.System))
	if sh, err := h.Get(t.Context(), h.secretary, id); err != nil || sh.Matter.State != Closed {
		t.Errorf("%s %v", sh.Matter.State, err)
	}
	if err := h.CloseDue(t.Context(), h.secretary); !fault.Is(err, fault.Denied) {
		t.Error(err)
	}
}
