package step_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/campaign"
	"chibo/internal/campaign/step"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// house is a committee with two cells, of which the first has a secretary and two
// members, and a theme of the committee that runs through the year.
type house struct {
	db                *db.DB
	steps             *step.Service
	pledges           *commitment.Service
	members           *member.Service
	orgs              *org.Service
	campaigns         *campaign.Service
	root, cell, other org.ID
	lead, a, b        access.Actor
	officer           access.Actor
	theme             campaign.ThemeID
	of                campaign.ID
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	ctx, by := t.Context(), access.Console
	h := &house{db: d, orgs: org.New(d), members: member.New(d), pledges: commitment.New(d)}
	h.steps = step.New(d, h.pledges)
	h.steps.Notices = notify.New(d, h.members, account.New(d, h.orgs, h.members))
	h.pledges.OnAct, h.pledges.Themes = h.steps.PledgedTx, h.steps.PledgeableTx
	h.members.OnChange = h.steps.MovedTx
	h.campaigns = campaign.New(d, document.New(d, t.TempDir()))
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := h.orgs.Found(ctx, by, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		must(t, err)
		return id
	}
	h.root = found("Đảng bộ Sở Y tế", "base", "")
	h.cell, h.other = found("Chi bộ Trạm Y tế", "cell", h.root), found("Chi bộ Khoa Dược", "cell", h.root)
	must(t, h.orgs.CountStaff(ctx, by, h.cell, "2026-01-01", 10))
	must(t, h.orgs.CountStaff(ctx, by, h.root, "2026-01-01", 20))
	h.lead, h.a, h.b = h.enter(t, "Nguyễn Văn A", member.Secretary), h.enter(t, "Trần Thị B", ""), h.enter(t, "Lê Văn C", "")
	u := h.unit(t, h.root)
	h.officer = access.Actor{Kind: access.Human, Account: "o", Duties: []access.Duty{{Role: access.Officer, Unit: string(u.ID), Path: u.Path}}}
	var err error
	h.of, err = h.campaigns.Found(ctx, by, h.root, campaign.Form{Title: "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", From: "2026-01-01"})
	must(t, err)
	h.theme, err = h.campaigns.Announce(ctx, by, h.of, campaign.ThemeForm{Year: 2026, Title: "Nêu cao tinh thần trách nhiệm", Starts: "2026-01-05", Ends: "2026-12-15"})
	must(t, err)
	must(t, h.campaigns.Launch(ctx, by, h.theme, 1))
	return h
}

func (h *house) unit(t *testing.T, id org.ID) (u org.Unit) {
	t.Helper()
	must(t, h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		u, err = org.Of(tx, id)
		return err
	}))
	return u
}

func (h *house) enter(t *testing.T, name string, post member.Post) access.Actor {
	t.Helper()
	id, err := h.members.Enter(t.Context(), access.Console, h.cell, member.Form{Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}})
	must(t, err)
	if post != "" {
		must(t, h.members.Appoint(t.Context(), access.Console, member.Appointment{Person: id, Unit: h.cell, Post: post, From: "2021-01-01"}))
	}
	a := access.Actor{Kind: access.Human, Account: string(id), Person: string(id)}
	must(t, h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

// coverage folds what waits and reads the coverage of a unit.
func (h *house) coverage(t *testing.T, by access.Actor, unit org.ID) step.Coverage {
	t.Helper()
	_, err := figure.NewFolder(h.db).Fold(t.Context())
	must(t, err)
	var theme campaign.Theme
	var below []org.Unit
	must(t, h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		if theme, err = campaign.Get(tx, access.System, h.theme); err != nil {
			return err
		}
		below, err = org.RightBelow(tx, unit)
		return err
	}))
	c, err := h.steps.Coverage(t.Context(), by, theme, h.unit(t, unit), below)
	must(t, err)
	return c
}

func person(a access.Actor) member.ID { return member.ID(a.Person) }

// E1, E2: study, learning report, registration, acting and review, by whom each is
// noted; the committee above sees the sums and nobody's name.
func TestStepByStep(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		t.Run("study", func(t *testing.T) { h.study(t) })
		t.Run("report", func(t *testing.T) { h.report(t) })
		t.Run("register", func(t *testing.T) { h.register(t) })
		t.Run("register by an item", func(t *testing.T) { h.ties(t) })
		t.Run("commend", func(t *testing.T) { h.commends(t) })
		t.Run("staff", func(t *testing.T) { h.staff(t) })

		c := h.coverage(t, h.officer, h.root)
		want := map[step.Step]int{step.Study: 3, step.Report: 1, step.Register: 1, step.Act: 1, step.Review: 1}
		if diff := cmp.Diff(want, c.Own.Took[step.Members]); diff != "" {
			t.Errorf("taken by members: %s", diff)
		}
		if c.Own.Of[step.Members] != 3 || c.Own.Lacking(step.Members, step.Register) != 2 || c.Lag(step.Members, step.Register) != 1 || c.Own.Of[step.Staff] != 17 || c.Own.Done(step.Staff, step.Study) != 6 {
			t.Errorf("coverage of the committee: %+v", c.Own)
		}
		if len(c.Below) != 2 || c.Below[0].Unit != h.cell {
			t.Errorf("below: %+v", c.Below)
		}
		if _, err := h.steps.Roll(ctx, h.officer, h.theme, h.cell); err == nil {
			t.Error("the level above reads who is missing by name")
		}
		t.Run("another cell", func(t *testing.T) { h.moves(t) })
		t.Run("another committee", func(t *testing.T) { h.leaves(t) })
		wrong, err := figure.Verify(ctx, d, step.Taken)
		if must(t, err); len(wrong) > 0 {
			t.Errorf("the sums are not what the records say: %v", wrong)
		}
		t.Run("after the end", func(t *testing.T) {
			clock.Set(time.Date(2026, time.December, 20, 9, 0, 0, 0, db.Zone))
			if _, err := h.steps.Begin(ctx, h.lead, h.theme, h.cell); fault.Key(err) != "step.over" {
				t.Errorf("a report of a theme that has ended: %v", err)
			}
			if m, err := h.steps.Mine(ctx, h.a, h.cell); err != nil || len(m.Own) != 0 {
				t.Errorf("a theme that has ended is asked for: %+v, %v", m.Own, err)
			}
		})
	})
}

func (h *house) study(t *testing.T) {
	ctx := t.Context()
	m, err := h.steps.Mine(ctx, h.a, h.cell)
	if must(t, err); len(m.Own) != 1 || len(m.Own[0].Steps) != 5 {
		t.Fatalf("asked of a member: %+v", m)
	}
	for on, key := range map[db.Date]string{"2026-01-04": "step.day_before", "2026-05-26": "step.day_ahead", "": "step.day_missing"} {
		err := h.steps.Tick(ctx, h.lead, h.theme, h.cell, step.TickForm{Step: step.Study, On: on, People: []member.ID{person(h.a)}})
		faulttest.Expect(t, err, "on", key)
	}
	faulttest.Expect(t, h.steps.Tick(ctx, h.lead, h.theme, h.cell, step.TickForm{Step: step.Study, On: "2026-02-10"}), "people", "step.people_missing")
	faulttest.Expect(t, h.steps.Tick(ctx, h.lead, h.theme, h.cell, step.TickForm{Step: step.Study, On: "2026-02-10", People: []member.ID{"nobody"}}), "people", "step.person_elsewhere")
	if err := h.steps.Tick(ctx, h.lead, h.theme, h.cell, step.TickForm{Step: step.Commend, On: "2026-02-10", People: []member.ID{person(h.a)}}); fault.Key(err) != "step.not_asked" {
		t.Errorf("a step that is not asked for: %v", err)
	}
	if err := h.steps.Tick(ctx, h.a, h.theme, h.cell, step.TickForm{Step: step.Study, On: "2026-02-10", People: []member.ID{person(h.a)}}); !fault.Is(err, fault.Denied) {
		t.Errorf("a member ticks: %v", err)
	}
	both := step.TickForm{Step: step.Study, On: "2026-02-10", People: []member.ID{person(h.lead), person(h.a)}}
	must(t, h.steps.Tick(ctx, h.lead, h.theme, h.cell, both))
	must(t, h.steps.Tick(ctx, h.lead, h.theme, h.cell, step.TickForm{Step: step.Review, On: "2026-05-20", People: []member.ID{person(h.a), person(h.b)}}))
	must(t, h.steps.Untick(ctx, h.lead, h.theme, h.cell, step.Review, person(h.b)))
	told, err := h.steps.Remind(ctx, h.lead, h.theme, h.cell, step.Study)
	if must(t, err); told != 1 {
		t.Errorf("%d were reminded", told)
	}
	must(t, h.steps.SayStudied(ctx, h.b, h.theme, h.cell))
	must(t, h.steps.SayStudied(ctx, h.b, h.theme, h.cell)) // twice is once
	if _, err := h.steps.Remind(ctx, h.lead, h.theme, h.cell, step.Study); fault.Key(err) != "step.nobody_missing" {
		t.Errorf("nobody is missing: %v", err)
	}
	roll, err := h.steps.Roll(ctx, h.lead, h.theme, h.cell)
	if must(t, err); len(roll.Missing(step.Study)) != 0 || len(roll.Missing(step.Review)) != 2 {
		t.Errorf("the roll: %+v", roll.Rows)
	}
}

func (h *house) report(t *testing.T) {
	ctx := t.Context()
	id, err := h.steps.Begin(ctx, h.a, h.theme, h.cell)
	must(t, err)
	if again, err := h.steps.Begin(ctx, h.a, h.theme, h.cell); err != nil || again != id {
		t.Errorf("begun twice: %v, %v", again, err)
	}
	if f := faulttest.Fields(h.steps.Send(ctx, h.a, id, 1)); f["awareness"] != "step.awareness_missing" || f["duties"] != "step.duties_missing" {
		t.Errorf("an empty report: %v", f)
	}
	v, err := h.steps.Save(ctx, h.a, id, 1, step.ReportForm{Awareness: "Trách nhiệm trước người bệnh.", Duties: "- Gọi nhắc lịch tái khám\n\nNâng cao tinh thần trách nhiệm"})
	must(t, err)
	if _, err := h.steps.Save(ctx, h.a, id, 1, step.ReportForm{Awareness: "Khác"}); !fault.Is(err, fault.Stale) {
		t.Errorf("two devices overwrite each other: %v", err)
	}
	if _, err := h.steps.Read(ctx, h.lead, id); !fault.Is(err, fault.Denied) {
		t.Errorf("a draft is read by the leaders: %v", err)
	}
	sh, err := h.steps.Read(ctx, h.a, id)
	if must(t, err); len(sh.Hints) != 2 || len(sh.Hints[1]) == 0 || !sh.May(step.Sending) {
		t.Errorf("one's own draft: %+v", sh)
	}
	must(t, h.steps.Send(ctx, h.a, id, v))
	if err := h.steps.Send(ctx, h.a, id, v+1); fault.Key(err) != "step.not_now" {
		t.Errorf("sent twice: %v", err)
	}
	for name, who := range map[string]access.Actor{"a colleague": h.b, "the level above": h.officer} {
		if _, err := h.steps.Read(ctx, who, id); err == nil {
			t.Errorf("%s reads a report", name)
		}
	}
	faulttest.Expect(t, h.steps.Return(ctx, h.lead, id, v+1, " "), "words", "step.words_missing")
	must(t, h.steps.Return(ctx, h.lead, id, v+1, "Nêu rõ việc thứ hai."))
	if c := h.coverage(t, h.officer, h.cell); c.Own.Done(step.Members, step.Report) != 0 {
		t.Error("a report that was given back counts")
	}
	must(t, h.steps.Send(ctx, h.a, id, v+2))
	must(t, h.steps.Remark(ctx, h.lead, id, v+3, "Sát công việc."))
	if err := h.steps.Recall(ctx, h.a, id, v+4); fault.Key(err) != "step.remarked" {
		t.Errorf("taken back after a remark: %v", err)
	}
	paper, err := h.steps.Collection(ctx, h.lead, h.theme, h.cell)
	if must(t, err); len(paper.Blocks) != 8 {
		t.Errorf("the cell's file: %+v", paper.Blocks)
	}
}

func (h *house) register(t *testing.T) {
	ctx := t.Context()
	id, err := h.steps.Register(ctx, h.a, h.theme, h.cell)
	must(t, err)
	took := func(s step.Step) int { return h.coverage(t, h.officer, h.cell).Own.Done(step.Members, s) }
	if took(step.Register) != 0 {
		t.Error("a pledge that was not sent registers")
	}
	v, err := h.pledges.Save(ctx, h.a, id, 1, []commitment.ItemForm{{Heading: "Tiếp đón người bệnh", Work: "Hướng dẫn lấy số"}})
	must(t, err)
	must(t, h.pledges.Submit(ctx, h.a, id, v))
	if took(step.Register) != 1 || took(step.Act) != 0 {
		t.Error("a pledge that was sent registers, and nothing was done of it")
	}
	must(t, h.pledges.Recall(ctx, h.a, id, v+1))
	if took(step.Register) != 0 {
		t.Error("a pledge that was taken back registers")
	}
	must(t, h.pledges.Submit(ctx, h.a, id, v+2))
	must(t, h.pledges.Approve(ctx, h.lead, id, v+3))
	sheet, err := h.pledges.Get(ctx, h.a, id)
	must(t, err)
	must(t, h.pledges.Progress(ctx, h.a, id, v+4, sheet.Pledge.Items[0].ID, 40, "Đã làm 4 buổi."))
	if took(step.Act) != 1 {
		t.Error("progress is no acting")
	}
	if err := h.steps.Untick(ctx, h.lead, h.theme, h.cell, step.Register, person(h.a)); !fault.Is(err, fault.NotFound) {
		t.Errorf("what follows from a pledge is taken back by hand: %v", err)
	}
}

// ties registers a member by an item of his pledge, and takes that back.
func (h *house) ties(t *testing.T) { // E2, D1
	ctx := t.Context()
	id, err := h.pledges.Begin(ctx, h.b, h.cell, person(h.b), 2026, false)
	must(t, err)
	sheet, err := h.pledges.Get(ctx, h.b, id)
	if must(t, err); len(sheet.Themes) != 1 || sheet.Themes[0].ID != string(h.theme) || !sheet.Themes[0].Runs {
		t.Fatalf("themes for the items of a pledge: %+v", sheet.Themes)
	}
	items := []commitment.ItemForm{{Heading: "Việc thường ngày"}, {Heading: "Tiếp đón người bệnh", Theme: "another"}}
	_, err = h.pledges.Save(ctx, h.b, id, 1, items)
	faulttest.Expect(t, err, "item-2-theme", "commitment.theme_gone")
	items[1].Theme = string(h.theme)
	before := h.coverage(t, h.officer, h.cell).Own
	gained := func(s step.Step) int {
		return h.coverage(t, h.officer, h.cell).Own.Done(step.Members, s) - before.Done(step.Members, s)
	}
	v, err := h.pledges.Save(ctx, h.b, id, 1, items)
	must(t, err)
	must(t, h.pledges.Submit(ctx, h.b, id, v))
	if gained(step.Register) != 1 {
		t.Error("an item that answers to the theme does not register")
	}
	mine, err := h.steps.Mine(ctx, h.b, h.cell)
	if must(t, err); mine.Own[0].Pledge != id {
		t.Errorf("one's own steps name the pledge %q", mine.Own[0].Pledge)
	}
	must(t, h.pledges.Approve(ctx, h.lead, id, v+1))
	sheet, err = h.pledges.Get(ctx, h.b, id)
	must(t, err)
	must(t, h.pledges.Progress(ctx, h.b, id, v+2, sheet.Pledge.Items[0].ID, 50, "Đã làm một nửa."))
	if gained(step.Act) != 0 {
		t.Error("progress of another item is acting on the theme")
	}
	must(t, h.pledges.Progress(ctx, h.b, id, v+3, sheet.Pledge.Items[1].ID, 10, "Đã bắt đầu."))
	if gained(step.Act) != 1 {
		t.Error("progress of the item is no acting")
	}
	must(t, h.pledges.Reopen(ctx, h.lead, id, v+4, "Việc đã khác."))
	v, err = h.pledges.Save(ctx, h.b, id, v+5, []commitment.ItemForm{{ID: sheet.Pledge.Items[1].ID, Heading: "Tiếp đón người bệnh"}})
	must(t, err)
	must(t, h.pledges.Submit(ctx, h.b, id, v))
	mine, err = h.steps.Mine(ctx, h.b, h.cell)
	if must(t, err); gained(step.Register) != 0 || gained(step.Act) != 0 || mine.Own[0].Pledge != "" {
		t.Errorf("an item that answers to the theme no more registers on: %+v", mine.Own[0])
	}
}

// commends proposes a member for an award of the theme, which the roll then shows.
func (h *house) commends(t *testing.T) { // E2, H1
	ctx := t.Context()
	awards := commendation.New(h.db)
	awards.Theme = func(tx *db.Tx, u org.Unit, id string) (commendation.Theme, error) {
		th, err := campaign.Get(tx, access.System, campaign.ThemeID(id))
		return commendation.Theme{ID: string(th.ID), Title: th.Title, Concerns: th.Reaches(u.Path)}, err
	}
	f := commendation.ProposalForm{
		SubjectForm: commendation.SubjectForm{Kind: commendation.Individual, People: []member.ID{person(h.a)}},
		Merit:       commendation.Merit{Form: commendation.Praise, Level: commendation.ByCell, Occasion: commendation.Campaign, Reason: "Làm tốt việc tiếp đón."},
		Theme:       "another",
	}
	if _, err := awards.Draft(ctx, h.lead, h.cell, f); !fault.Is(err, fault.NotFound) {
		t.Errorf("proposed for a theme that is not there: %v", err)
	}
	f.Theme = string(h.theme)
	id, err := awards.Draft(ctx, h.lead, h.cell, f)
	must(t, err)
	if sh, err := awards.Proposal(ctx, h.lead, id); err != nil || sh.Theme.ID != f.Theme || sh.Theme.Title == "" {
		t.Errorf("the proposal names the theme %+v, %v", sh.Theme, err)
	}
	r, err := h.steps.Roll(ctx, h.lead, h.theme, h.cell)
	if must(t, err); len(r.Proposals) != 1 || !r.Proposes || !r.Proposed(person(h.a)) || r.Proposed(person(h.b)) {
		t.Errorf("the roll shows the proposals %+v, may propose: %v", r.Proposals, r.Proposes)
	}
	must(t, awards.Step(ctx, h.lead, id, 1, commendation.Withdrawing, commendation.StepForm{Words: "Đề nghị cuối năm."}))
	if r, err = h.steps.Roll(ctx, h.lead, h.theme, h.cell); err != nil || r.Proposed(person(h.a)) || r.Proposals[0].State != commendation.Withdrawn {
		t.Errorf("after it was taken back: %+v, %v", r.Proposals, err)
	}
}

func (h *house) staff(t *testing.T) {
	ctx := t.Context()
	sh, err := h.steps.Staff(ctx, h.lead, h.theme, h.cell)
	if must(t, err); !sh.Known || sh.Outside != 7 {
		t.Errorf("staff outside the Party: %+v", sh)
	}
	err = h.steps.CountStaff(ctx, h.lead, h.theme, h.cell, 0, map[step.Step]int{step.Study: 8, step.Report: -1})
	if f := faulttest.Fields(err); f["staff_study"] != "step.number_above" || f["staff_report"] != "step.number_invalid" {
		t.Errorf("more than work there, and no number: %v", f)
	}
	must(t, h.steps.CountStaff(ctx, h.lead, h.theme, h.cell, 0, map[step.Step]int{step.Study: 5}))
	must(t, h.steps.CountStaff(ctx, h.lead, h.theme, h.cell, 1, map[step.Step]int{step.Study: 6}))
	if err := h.steps.CountStaff(ctx, h.lead, h.theme, h.cell, 1, map[step.Step]int{step.Study: 7}); !fault.Is(err, fault.Stale) {
		t.Errorf("counted twice at once: %v", err)
	}
}

// moves takes a member to the other cell, and out of the Party: what he did goes
// with him, and counts nowhere in the end.
func (h *house) moves(t *testing.T) {
	ctx := t.Context()
	took := func() (here, there int) {
		c := h.coverage(t, h.officer, h.root)
		for _, r := range c.Below {
			if n := r.Took[step.Members][step.Study]; r.Unit == h.cell {
				here = n
			} else {
				there = n
			}
		}
		return here, there
	}
	draft, err := h.steps.Begin(ctx, h.b, h.theme, h.cell)
	must(t, err)
	must(t, h.db.Write(ctx, access.Console, func(tx *db.Tx) error {
		if n, err := step.OpenIn(tx, h.cell); err != nil || n != 1 {
			t.Errorf("%d reports are not handed in, %v", n, err)
		}
		return h.members.MoveTx(tx, access.Console, person(h.b), h.other, "2026-05-25")
	}))
	if sh, err := h.steps.Read(ctx, h.b, draft); err != nil || sh.Report.Unit != h.other {
		t.Errorf("a draft stays behind: %+v, %v", sh.Report, err)
	}
	if here, there := took(); here != 2 || there != 1 {
		t.Errorf("after a member moved %d and %d have studied", here, there)
	}
	must(t, h.db.Write(ctx, access.Console, func(tx *db.Tx) error {
		return h.members.EndTx(tx, access.Console, person(h.b), "2026-05-25", member.ByRemoval)
	}))
	if here, there := took(); here != 2 || there != 0 {
		t.Errorf("after a member left %d and %d have studied", here, there)
	}
}

// leaves takes the cell out of the tree half-way: what it noted is kept to be read,
// and counts elsewhere; nothing is asked of it any more.
func (h *house) leaves(t *testing.T) {
	ctx := t.Context()
	elsewhere, err := h.orgs.Found(ctx, access.Console, org.Form{Name: "Đảng bộ Sở Nội vụ", Kind: "base", From: "2010-01-01"})
	must(t, err)
	to := func(parent org.ID) {
		u := h.unit(t, h.cell)
		must(t, h.orgs.Amend(ctx, access.Console, u.ID, u.Version, org.Form{Name: u.Name, Kind: "cell", Parent: parent, From: "2026-05-25"}))
		path := h.unit(t, h.cell).Path
		for _, who := range []*access.Actor{&h.lead, &h.a} {
			for i := range who.Duties {
				who.Duties[i].Path = path
			}
		}
	}
	to(elsewhere)
	if r, err := h.steps.Roll(ctx, h.lead, h.theme, h.cell); err != nil || len(r.Rows) == 0 || r.Open {
		t.Errorf("the roll after the move: %+v, %v", r, err)
	}
	for name, act := range map[string]func() error{
		"tick": func() error {
			return h.steps.Tick(ctx, h.lead, h.theme, h.cell, step.TickForm{Step: step.Study, On: "2026-05-25", People: []member.ID{person(h.a)}})
		},
		"studied":  func() error { return h.steps.SayStudied(ctx, h.a, h.theme, h.cell) },
		"register": func() error { _, err := h.steps.Register(ctx, h.lead, h.theme, h.cell); return err },
		"staff": func() error {
			return h.steps.CountStaff(ctx, h.lead, h.theme, h.cell, 2, map[step.Step]int{step.Study: 1})
		},
	} {
		if err := act(); fault.Key(err) != "step.left_tree" {
			t.Errorf("%s after the move: %v", name, err)
		}
	}
	if c := h.coverage(t, h.officer, h.root); c.Own.Done(step.Members, step.Study) != 0 {
		t.Errorf("the committee still counts those who left with their cell: %+v", c.Own)
	}
	to(h.root)
}

// E2: who launched a theme chooses its steps.
func TestChoice(t *testing.T) {
	d := dbtest.SQLite(t, dbtest.NewClock())
	h, ctx := build(t, d), t.Context()
	if err := h.steps.Choose(ctx, h.lead, h.theme, 0, []step.Step{step.Study}); err == nil {
		t.Error("a cell chooses the steps of a theme from above")
	}
	faulttest.Expect(t, h.steps.Choose(ctx, h.officer, h.theme, 0, nil), "steps", "step.steps_missing")
	must(t, h.steps.Choose(ctx, h.officer, h.theme, 0, []step.Step{step.Register, step.Study}))
	if err := h.steps.Choose(ctx, h.officer, h.theme, 0, step.Steps); !fault.Is(err, fault.Stale) {
		t.Errorf("chosen twice at once: %v", err)
	}
	m, err := h.steps.Mine(ctx, h.a, h.cell)
	if must(t, err); len(m.Own) != 1 || len(m.Own[0].Steps) != 2 || m.Own[0].ReportTo {
		t.Errorf("asked of a member: %+v", m.Own)
	}
	if _, err := h.steps.Begin(ctx, h.a, h.theme, h.cell); fault.Key(err) != "step.not_asked" {
		t.Errorf("a report that nobody asks for: %v", err)
	}
	must(t, h.campaigns.Halt(ctx, access.Console, h.of, 1, "Chỉ thị hết hiệu lực"))
	if err := h.steps.SayStudied(ctx, h.a, h.theme, h.cell); fault.Key(err) != "step.halted" {
		t.Errorf("a step of a campaign that was halted: %v", err)
	}
}
