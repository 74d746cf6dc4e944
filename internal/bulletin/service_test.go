package bulletin_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/bulletin"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// house is a committee with two cells and who acts in it, and another tree.
type house struct {
	d                                          *db.DB
	s                                          *bulletin.Service
	root, first, second                        org.ID
	author, leader, officer, neighbour, beside access.Actor
	stranger                                   access.Actor
	n                                          int // what the figure of the system says
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	ctx, orgs, members := t.Context(), org.New(d), member.New(d)
	h := &house{d: d, s: bulletin.New(d, document.New(d, t.TempDir())), n: 7}
	h.s.Notices = notify.New(d, members, account.New(d, orgs, members))
	h.s.Sources = []bulletin.Source{
		{Key: "praise", Text: "x", Class: access.ClassOpen, Of: func(*db.Tx, org.Unit, db.Date, db.Date) (bulletin.Value, error) {
			return bulletin.Value{N: h.n, Before: 3, Compared: true, Points: []bulletin.Point{{On: "2026-04", N: float64(h.n)}}}, nil
		}},
		{Key: "inner", Text: "x", Class: access.ClassCell, Of: func(*db.Tx, org.Unit, db.Date, db.Date) (bulletin.Value, error) { return bulletin.Value{N: 1}, nil }},
	}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(ctx, access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		ok(t, err)
		return id
	}
	h.root = found("Đảng bộ Sở Y tế", "base", "")
	h.first, h.second = found("Chi bộ Trạm Y tế", "cell", h.root), found("Chi bộ Khoa Dược", "cell", h.root)
	far := found("Chi bộ khác", "cell", "")
	actor := func(name string, role access.Role, unit org.ID) access.Actor {
		a := access.Actor{Kind: access.Human, Account: name}
		ok(t, d.Read(ctx, func(tx *db.Tx) error {
			u, err := org.Of(tx, unit)
			a.Duties = []access.Duty{{Role: role, Unit: string(unit), Path: u.Path}}
			return err
		}))
		if unit == h.root {
			return a
		}
		person, err := members.Enter(ctx, access.Console, unit, member.Form{
			Person: member.Person{Name: name}, Party: member.Party{AdmittedOn: "2010-01-01", OfficialOn: "2011-01-01"}, Status: member.Official, From: "2015-01-01",
		})
		ok(t, err)
		a.Person = string(person)
		return a
	}
	h.author, h.leader, h.officer = actor("Nguyễn Văn A", access.Member, h.first), actor("Trần Thị B", access.Secretary, h.first), actor("Cán bộ", access.Officer, h.root)
	h.neighbour, h.beside = actor("Lê Văn C", access.Secretary, h.second), actor("Phạm Thị D", access.Member, h.second)
	h.stranger = actor("Người khác", access.Secretary, far)
	return h
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *house) get(t *testing.T, by access.Actor, id bulletin.ID) bulletin.Sheet {
	t.Helper()
	sh, err := h.s.Get(t.Context(), by, org.ID(by.Duties[0].Unit), id)
	ok(t, err)
	return sh
}

// step does an act over the version that is stored.
func (h *house) step(ctx context.Context, by access.Actor, id bulletin.ID, act bulletin.Act, f bulletin.StepForm) error {
	sh, err := h.s.Get(ctx, access.Console, h.root, id)
	if err != nil {
		return err
	}
	return h.s.Step(ctx, by, id, sh.Article.Version, act, f)
}

var model = bulletin.Form{Kind: bulletin.Model, Field: "service", Audience: bulletin.ForBranch, Title: "Không để người bệnh chờ quá 15 phút", Lede: "Sáng thứ hai quầy tiếp đón đông.", Body: "## Cách làm\n1. Gọi nhắc hẹn."}

// F5: an article is written, reviewed, published, read, commented on and taken over.
func TestArticle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, h := t.Context(), build(t, d)
		id, err := h.s.Write(ctx, h.author, h.first, model)
		ok(t, err)
		t.Run("a draft", func(t *testing.T) { h.draft(t, id) })
		t.Run("its review", func(t *testing.T) { h.review(t, id) })
		t.Run("its readers", func(t *testing.T) { h.readers(t, id) })
		t.Run("an adoption", func(t *testing.T) { h.adoption(t, id) })
		t.Run("a unit that ends", func(t *testing.T) { h.heir(t, id) })
		t.Run("who is forgotten", func(t *testing.T) {
			ok(t, d.Write(ctx, access.Console, func(tx *db.Tx) error {
				if err := h.s.Merge(tx, access.Console, member.ID(h.beside.Person), member.ID(h.neighbour.Person)); err != nil {
					return err
				}
				return h.s.Erase(tx, access.Console, member.ID(h.author.Person))
			}))
			if sh := h.get(t, h.leader, id); sh.Article.AuthorName != "" || sh.Article.Title != model.Title || sh.Article.Readers != 1 {
				t.Errorf("%+v", sh.Article)
			}
		})
		t.Run("a withdrawal", func(t *testing.T) {
			ok(t, h.step(ctx, h.leader, id, bulletin.Withdrawing, bulletin.StepForm{Words: "Số liệu sai."}))
			if _, err := h.s.Get(ctx, h.neighbour, h.second, id); !fault.Is(err, fault.NotFound) {
				t.Errorf("a reader: %v", err)
			}
			h.get(t, h.officer, id)
		})
	})
}

func (h *house) draft(t *testing.T, id bulletin.ID) {
	ctx := t.Context()
	for name, by := range map[string]access.Actor{"the secretary": h.leader, "another cell": h.neighbour, "another tree": h.stranger, "the committee": h.officer} {
		if _, err := h.s.Get(ctx, by, org.ID(by.Duties[0].Unit), id); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Denied) {
			t.Errorf("%s reads a draft: %v", name, err)
		}
	}
	foreign := model
	foreign.Body = "Một dòng.\n![ảnh](https://example.org/a.png)"
	if err := h.s.Amend(ctx, h.author, id, 1, foreign); !fault.Is(err, fault.Invalid) {
		t.Errorf("a picture from elsewhere: %v", err)
	}
	if err := h.s.AddFigure(ctx, h.author, id, 1, bulletin.FigureForm{Source: "inner"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a figure of the cell for the branch: %v", err)
	}
	ok(t, h.s.AddFigure(ctx, h.author, id, 1, bulletin.FigureForm{Label: "Thời gian chờ", Words: "14 phút", Note: "trước khi làm: 22 phút"}))
	ok(t, h.s.AddFigure(ctx, h.author, id, 2, bulletin.FigureForm{Source: "praise", InText: true}))
	h.n = 9
	sh := h.get(t, h.author, id)
	if f := sh.Figures[1]; f.Value.N != 9 || f.FrozenOn != "" || f.Period != bulletin.Twelve || !strings.HasSuffix(sh.Article.Body, bulletin.Mark(2)) {
		t.Errorf("a live figure: %+v, %q", f, sh.Article.Body)
	}
	for _, wrong := range []bulletin.FigureForm{
		{Label: "Chờ", Words: "14", Values: "22; hai mốt; 20", Last: "2026-05-20"},
		{Label: "Chờ", Words: "14", Values: "22; 21; 20"},
		{Label: "Chờ", Words: "14", Goal: "15"},
		{Source: "praise", Period: bulletin.Weeks},
	} {
		if err := h.s.AddFigure(ctx, h.author, id, 3, wrong); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	ok(t, h.s.AddFigure(ctx, h.author, id, 3, bulletin.FigureForm{Label: "Chờ theo tuần", Words: "14", Values: "22; 21,5; 14", Last: "2026-05-20", Goal: "15"}))
	weeks := []bulletin.Point{{On: "2026-05-04", N: 22}, {On: "2026-05-11", N: 21.5}, {On: "2026-05-18", N: 14}}
	f := h.get(t, h.author, id).Figures[2]
	if aim, _ := f.Aim(); aim != 15 || !cmp.Equal(f.Value.Points, weeks) {
		t.Errorf("week by week: %+v", f)
	}
	ok(t, h.s.RemoveFigure(ctx, h.author, id, 4, 3))
	ok(t, h.s.RemoveFigure(ctx, h.author, id, 5, 1))
	if sh = h.get(t, h.author, id); len(sh.Figures) != 1 || sh.Figures[0].Source != "praise" || !strings.HasSuffix(sh.Article.Body, bulletin.Mark(1)) {
		t.Errorf("after one was taken out: %+v, %q", sh.Figures, sh.Article.Body)
	}
	var b bytes.Buffer
	ok(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30))))
	_, err := h.s.AddPicture(ctx, h.author, id, document.Upload{Name: "so-do.png", Data: &b, Declared: true})
	ok(t, err)
}

func (h *house) review(t *testing.T, id bulletin.ID) {
	ctx := t.Context()
	if err := h.step(ctx, h.author, id, bulletin.Submitting, bulletin.StepForm{}); fault.Key(err) != "bulletin.picture_untold" {
		t.Errorf("a picture without words: %v", err)
	}
	picture := h.get(t, h.author, id).Pictures[0]
	if err := h.s.Caption(ctx, h.author, id, []bulletin.Saying{{Picture: "other", Alt: "x"}}); !fault.Is(err, fault.NotFound) {
		t.Errorf("another's picture: %v", err)
	}
	ok(t, h.s.Caption(ctx, h.author, id, []bulletin.Saying{{Picture: picture.ID, Alt: "Sơ đồ quầy tiếp đón"}}))
	ok(t, h.step(ctx, h.author, id, bulletin.Submitting, bulletin.StepForm{}))
	if err := h.step(ctx, h.leader, id, bulletin.Publishing, bulletin.StepForm{}); !fault.Is(err, fault.Denied) {
		t.Errorf("a secretary publishes for the branch: %v", err)
	}
	if err := h.step(ctx, h.officer, id, bulletin.Publishing, bulletin.StepForm{}); fault.Key(err) != "bulletin.needs_consent" {
		t.Errorf("a model without the cell's consent: %v", err)
	}
	ok(t, h.step(ctx, h.officer, id, bulletin.Returning, bulletin.StepForm{Words: "Ghi rõ ca trực."}))
	ok(t, h.step(ctx, h.author, id, bulletin.Submitting, bulletin.StepForm{}))
	if err := h.step(ctx, h.author, id, bulletin.Consenting, bulletin.StepForm{On: "2026-05-06"}); !fault.Is(err, fault.Denied) {
		t.Errorf("a member consents: %v", err)
	}
	ok(t, h.step(ctx, h.leader, id, bulletin.Consenting, bulletin.StepForm{On: "2026-05-06"}))
	if l, err := h.s.List(ctx, h.officer, h.root, bulletin.Query{Filter: bulletin.Waiting}, 1); err != nil || l.N != 1 {
		t.Errorf("what waits: %d, %v", l.N, err)
	}
	ok(t, h.step(ctx, h.officer, id, bulletin.Publishing, bulletin.StepForm{On: "2026-03-02"}))
	h.n = 100
	if f := h.get(t, h.neighbour, id).Figures[0]; f.Value.N != 9 || f.Value.Before != 3 || len(f.Value.Points) != 1 || f.FrozenOn != db.DateOf(dbtest.Today) || f.From != "2025-05" {
		t.Errorf("a frozen figure: %+v", f)
	}
	if err := h.s.Amend(ctx, h.author, id, h.get(t, h.author, id).Article.Version, model); !fault.Is(err, fault.Invalid) {
		t.Errorf("amending what was published: %v", err)
	}
}

func (h *house) readers(t *testing.T, id bulletin.ID) {
	ctx := t.Context()
	if _, err := h.s.Get(ctx, h.stranger, org.ID(h.stranger.Duties[0].Unit), id); !fault.Is(err, fault.NotFound) {
		t.Errorf("another tree: %v", err)
	}
	for range 2 {
		ok(t, h.s.MarkRead(ctx, h.beside, id))
		ok(t, h.s.MarkRead(ctx, h.neighbour, id))
	}
	if sh := h.get(t, h.beside, id); sh.Article.Readers != 2 || !sh.Read || !sh.Suggests() || sh.Adopts() {
		t.Errorf("%d readers, %v", sh.Article.Readers, sh.Suggests())
	}
	for words, want := range map[string]int{"nguoi benh CHỜ": 1, "phẫu thuật": 0} {
		if l, err := h.s.List(ctx, h.beside, h.second, bulletin.Query{Words: words}, 1); err != nil || l.N != want {
			t.Errorf("%q: %d, %v", words, l.N, err)
		}
	}
	ok(t, h.s.Say(ctx, h.beside, h.second, id, "Rất nên học."))
	comment := h.get(t, h.neighbour, id).Comments[0].ID
	if err := h.s.Hide(ctx, h.neighbour, id, comment, "x"); !fault.Is(err, fault.Denied) {
		t.Errorf("a reader hides a comment: %v", err)
	}
	ok(t, h.s.Hide(ctx, h.leader, id, comment, "Ngoài chủ đề."))
	if n, own := len(h.get(t, h.neighbour, id).Comments), len(h.get(t, h.beside, id).Comments); n != 0 || own != 1 {
		t.Errorf("a hidden comment: %d others, %d its writer", n, own)
	}
}

func (h *house) adoption(t *testing.T, id bulletin.ID) {
	ctx := t.Context()
	d, err := h.s.Suggest(ctx, h.beside, h.second, id)
	ok(t, err)
	if _, err := h.s.Register(ctx, h.neighbour, h.second, id); fault.Key(err) != "bulletin.taken_already" {
		t.Errorf("twice at once: %v", err)
	}
	if n := len(h.get(t, h.leader, id).Adoptions); n != 0 {
		t.Errorf("another cell's suggestion is seen: %d", n)
	}
	if err := h.s.Steer(ctx, h.beside, d, 1, bulletin.Registering, bulletin.DeedForm{}); !fault.Is(err, fault.Denied) {
		t.Errorf("a member decides: %v", err)
	}
	ok(t, h.s.Steer(ctx, h.neighbour, d, 1, bulletin.Registering, bulletin.DeedForm{}))
	ok(t, h.s.Steer(ctx, h.neighbour, d, 2, bulletin.Starting, bulletin.DeedForm{Steps: "Bước 1", On: "2026-05-20"}))
	if err := h.s.Steer(ctx, h.neighbour, d, 3, bulletin.Resulting, bulletin.DeedForm{Words: "Tốt.", Before: "hai sáu"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("no number: %v", err)
	}
	ok(t, h.s.Steer(ctx, h.neighbour, d, 3, bulletin.Resulting, bulletin.DeedForm{Words: "Bớt chờ.", Measure: "Thời gian chờ (phút)", Before: "26", After: "19"}))
	sh := h.get(t, h.leader, id)
	if a := sh.Adoptions[0]; sh.Article.Adopters != 1 || a.UnitName != "Chi bộ Khoa Dược" || a.After != "19" || a.Stage != bulletin.Applying {
		t.Errorf("%+v", a)
	}
	ok(t, h.s.Steer(ctx, h.neighbour, d, 4, bulletin.Ending, bulletin.DeedForm{Words: "Giữ nếp."}))
}

// A1: what is open in a unit that ends is counted, and goes on with its heir.
func (h *house) heir(t *testing.T, published bulletin.ID) {
	ctx := t.Context()
	id, err := h.s.Write(ctx, h.author, h.first, model)
	ok(t, err)
	taken, err := h.s.Register(ctx, h.neighbour, h.second, published)
	ok(t, err)
	ok(t, h.d.Write(ctx, access.Console, func(tx *db.Tx) error {
		for unit, want := range map[org.ID]int{h.first: 1, h.second: 1, h.root: 0} {
			if n, err := bulletin.OpenIn(tx, unit); err != nil || n != want {
				t.Errorf("%d open, %v", n, err)
			}
		}
		far, err := org.Of(tx, org.ID(h.stranger.Duties[0].Unit))
		if err != nil {
			return err
		}
		for _, ends := range []org.ID{h.first, h.second} {
			if err := bulletin.Inherit(tx, ends, far); err != nil {
				return err
			}
		}
		if n, err := bulletin.OpenIn(tx, far.ID); err != nil || n != 2 {
			t.Errorf("the heir has %d open, %v", n, err)
		}
		return tx.Audit(db.Entry{Action: "org.merge", Kind: "org_unit", Subject: string(far.ID)})
	}))
	if a := h.get(t, access.Actor{Kind: access.Human, Person: h.author.Person, Duties: h.stranger.Duties}, id).Article; string(a.Unit) != h.stranger.Duties[0].Unit || a.Reach != a.Unit {
		t.Errorf("it stays with %s and reaches %s", a.UnitName, a.ReachName)
	}
	ok(t, h.s.Steer(ctx, h.stranger, taken, 2, bulletin.Ending, bulletin.DeedForm{Words: "Đã xong."}))
	for _, act := range []bulletin.Act{bulletin.Submitting, bulletin.Consenting, bulletin.Publishing} {
		ok(t, h.step(ctx, access.Console, id, act, bulletin.StepForm{On: "2026-03-02"}))
	}
	if sh, err := h.s.Get(ctx, access.Console, h.root, id); err != nil || sh.Article.PublishedOn != "2026-03-02" {
		t.Errorf("taken over as of %s, %v", sh.Article.PublishedOn, err)
	}
}
